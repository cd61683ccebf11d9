"""What is wrong with a case that came from no file: the checks of a case file, without places.

A change made on a page passes the same checks as one made in a file, with the same words.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from onetext.errors import Place, Problem
from onetext.formats.case_checks import check_case
from onetext.formats.yaml_tree import Node
from onetext.model import Case
from onetext.record.kinds import plain_case


def case_problems(case: Case) -> tuple[Problem, ...]:
    """Return every problem that joins records of a case, or that a type cannot say.

    Parameters
    ----------
    case : Case
        Each record is sound by itself: it was made as a noun.
    """
    found = check_case(_node(plain_case(case)), "")
    return tuple(dataclasses.replace(p, place=Place(path=p.place.path)) for p in found)


def _node(value: Any) -> Node:
    """Return plain data as a tree that stands nowhere; an empty collection counts as left out."""
    node = Node(line=0, column=0, start=0)
    if isinstance(value, dict):
        node.fields = {str(key): _node(item) for key, item in value.items() if item not in ({}, [])}
    elif isinstance(value, list | tuple):
        node.items = [_node(item) for item in value]
    elif value is not None:
        node.text = value if isinstance(value, str) else json.dumps(value)
    return node
