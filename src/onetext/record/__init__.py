"""The journal: entries, hash chain, fold (a case as of a time, for an eye); what texts changed.

Nothing here reads a clock, makes a salt or opens a file: `now`, `new_salt` and keys come in as
arguments. A reader's eye is applied to the entries *before* they are folded, never after.
"""
