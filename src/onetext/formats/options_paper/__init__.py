"""The options paper: what could be signed, for people who read papers.

Everything printed comes from a `Study` and its `Case`; nothing is computed here but layout. What a
case holds is escaped, whatever it holds. Parties have no colour; a stance is a shape with its word.
"""

from onetext.formats.options_paper.paper import options_paper, write_options_paper

__all__ = ["options_paper", "write_options_paper"]
