"""What joins the records of a case: unknown ids, cycles, contradictions, each with its place.

The checks read the raw tree as far as it can be read, so that they speak in the same round as the
checks of shape, even where some fields are broken.
"""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.yaml_tree import Node


def check_case(root: Node, file: str) -> Iterator[Problem]:
    """Yield every problem that joins records, or that a type cannot say."""
    yield from ()
