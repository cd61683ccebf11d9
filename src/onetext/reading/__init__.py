"""Reading: a report's text -> proposed statements, meetings, differences, links to other reports.

Rules of this folder:

- No model weights, no network, no files but the language's own data beside the code.
- Everything found keeps its span on the untouched text; ``text[start:end]`` is what was printed.
- Every pass is linear in the text: words are walked, and no regular expression backtracks.
- Nothing English outside ``english/``: a language is data (see `language`).
- Rules propose, a person confirms. What cannot be told is said to be not determinable.

::

    tokens -> quotations -> units -> phrases, cues -> attributions -> speakers -> outlets
                              |-> dates -> meetings
    similarity -> alignments -> differences;  credits and shared words -> links
"""
