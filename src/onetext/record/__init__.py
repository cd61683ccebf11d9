"""The journal: entries, hash chain, fold; and what changed between two texts. No I/O, no clock."""
