"""The case as it would be once amendments were written, and what would be wrong with it then."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from onetext import wiring
from onetext.errors import Problem
from onetext.model import Case
from onetext.record.kinds import CASE, record_types, without_records
from onetext.workflows.amend import Amendment, Put


def new_problems(case: Case, amendments: Sequence[Amendment]) -> tuple[Problem, ...]:
    """Return what amendments would break; what was wrong before does not stop anybody."""
    if not wiring.case_problems(amended_case(without_bystanders(case, amendments), amendments)):
        return ()
    found = wiring.case_problems(amended_case(case, amendments))
    known = {(p.what, p.place.path) for p in wiring.case_problems(case)}
    return tuple(p for p in found if (p.what, p.place.path) not in known)


HARMLESS = ("texts", "sources", "positions", "statements", "reports", "comments", "meetings")
"""Kinds of which a record put down makes no position or statement wrong that it does not name."""
NAMED = ("themes", "parties", "points")
"""Kinds that others name by their ids: a record put down is harmless while the ids stay."""


def without_bystanders(case: Case, amendments: Sequence[Amendment]) -> Case:
    """Return the part of a case that amendments can make wrong: checking thousands takes a second.

    Positions are named by statements alone; statements, comments and meetings by nothing; texts
    by their id. None becomes wrong because another record of a harmless kind was put down.
    """
    if not all(_is_harmless(case, one) for one in amendments):
        return case
    about = {one.key for one in amendments}
    statements = [one for one in case.statements if ("statements", one.id) in about]
    put = [one.record for one in amendments if isinstance(one, Put) and one.kind == "statements"]
    named = {one.position for one in (*statements, *put)}
    return dataclasses.replace(
        case,
        statements=tuple(statements),
        positions=tuple(
            one for one in case.positions if ("positions", one.id) in about or one.id in named
        ),
        comments=tuple(one for one in case.comments if ("comments", one.id) in about),
        meetings=tuple(one for one in case.meetings if ("meetings", one.id) in about),
        texts=tuple(
            one if ("texts", one.id) in about else dataclasses.replace(one, clauses=())
            for one in case.texts
        ),
    )


def _is_harmless(case: Case, amendment: Amendment) -> bool:
    """Whether an amendment takes no id away that another record may name."""
    if not isinstance(amendment, Put) or amendment.kind not in (*HARMLESS, *NAMED):
        return False
    if amendment.kind != "points":
        return True
    before = next((point for point in case.points if point.id == amendment.record.id), None)
    left = {option.id for option in amendment.record.options}
    return before is None or {option.id for option in before.options} <= left


def amended_case(case: Case, amendments: Sequence[Amendment]) -> Case:
    """Return the case with records put in place of those with their ids, or taken out."""
    for amendment in amendments:
        kind, record_id = amendment.key
        if kind == CASE and isinstance(amendment, Put):
            records = {name: getattr(case, name) for name in record_types()}
            case = dataclasses.replace(without_records(amendment.record), **records)
        elif kind in record_types():
            records = {record.id: record for record in getattr(case, kind)}
            if isinstance(amendment, Put):
                records[record_id] = amendment.record
            else:
                records.pop(record_id, None)
            changed: dict[str, Any] = {kind: tuple(records.values())}
            case = dataclasses.replace(case, **changed)
    return case
