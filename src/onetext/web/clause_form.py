"""The form of the clauses of a text on one point: its fields, and what was sent back.

Fields are named ``clause-0-number``, ``clause-0-wording-en``, ``clause-0-alternative-1-option``.
An alternative without words and without an option is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from onetext.errors import Place, Problem
from onetext.model import Alternative, Clause, ClauseState, Text
from onetext.workflows.redraft import languages_of

MORE_ALTERNATIVES = 2
"""Empty alternatives a form offers beyond those there are."""
MOST = 40
"""Clauses on a point, and alternatives of a clause, that a form may carry."""

_ABOUT = re.compile(r"\.clauses\..*\.(\d+)\.(\w+)$")


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording in one language, to be edited."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """An alternative's part of the form."""

    prefix: str
    alternative: Alternative
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause's part of the form."""

    prefix: str
    clause: Clause
    wordings: tuple[Wording, ...]
    alternatives: tuple[AlternativeRow, ...]


def rows_of(
    clauses: Sequence[Clause], point: str, languages: Sequence[str]
) -> tuple[ClauseRow, ...]:
    """Return the form of these clauses; of none: of a new one."""
    return tuple(
        _row(f"clause-{place}", clause, languages)
        for place, clause in enumerate(clauses or (Clause(point=point),))
    )


def _row(prefix: str, clause: Clause, languages: Sequence[str]) -> ClauseRow:
    offered = [*clause.alternatives, *[Alternative()] * MORE_ALTERNATIVES]
    return ClauseRow(
        prefix,
        clause,
        _wordings(clause, languages),
        tuple(
            AlternativeRow(f"{prefix}-alternative-{n}", one, _wordings(one, languages))
            for n, one in enumerate(offered)
        ),
    )


def _wordings(record: Clause | Alternative, languages: Sequence[str]) -> tuple[Wording, ...]:
    tags = dict.fromkeys([*languages, *record.wording])
    return tuple(Wording(tag, record.wording.get(tag, "")) for tag in tags)


def at_fields(problems: Iterable[Problem], languages: Sequence[str]) -> tuple[Problem, ...]:
    """Return problems with the field of the form that each is about as its place."""
    fields = {"wording": f"wording-{languages[0]}"}

    def at_field(problem: Problem) -> Problem:
        about = _ABOUT.search(problem.place.path)
        if about is None:
            return problem
        name = f"clause-{about[1]}-{fields.get(about[2], about[2])}"
        return replace(problem, place=Place(path=name))

    return tuple(map(at_field, problems))


def clauses_posted(posted: QueryDict, text: Text, point: str) -> tuple[Clause, ...]:
    """Return the clauses a form carries; what it does not ask for is as it was."""
    before = text.clauses_on(point)
    found = []
    for place in range(MOST):
        prefix = f"clause-{place}"
        if f"{prefix}-state" not in posted:
            break
        base = before[place] if place < len(before) else Clause(point=point)
        found.append(_clause(posted, prefix, base, languages_of(text)))
    return tuple(found) or before


def _clause(posted: QueryDict, prefix: str, base: Clause, languages: Sequence[str]) -> Clause:
    state = posted.get(f"{prefix}-state", "")
    made = replace(
        base,
        number=_words(posted, f"{prefix}-number") or None,
        option=_words(posted, f"{prefix}-option") or None,
        wording=_posted_wording(posted, prefix, base, languages),
        state=ClauseState(state) if state in set(ClauseState) else base.state,
        alternatives=_alternatives(posted, prefix, base, languages),
        agreed_by=tuple(posted.getlist(f"{prefix}-agreed_by")),
        moved_to=_words(posted, f"{prefix}-moved_to"),
    )
    if made.state is not ClauseState.AGREED:
        made = replace(made, agreed_by=())
    return made if made.state is ClauseState.MOVED else replace(made, moved_to="")


def _alternatives(
    posted: QueryDict, prefix: str, base: Clause, languages: Sequence[str]
) -> tuple[Alternative, ...]:
    found = []
    for place in range(MOST):
        own = f"{prefix}-alternative-{place}"
        if f"{own}-option" not in posted and f"{own}-wording-{languages[0]}" not in posted:
            break
        given = base.alternatives[place] if place < len(base.alternatives) else Alternative()
        made = Alternative(
            option=_words(posted, f"{own}-option") or None,
            wording=_posted_wording(posted, own, given, languages),
            asked_by=tuple(posted.getlist(f"{own}-asked_by")),
        )
        if made.option or made.wording:
            found.append(made)
    return tuple(found)


def _posted_wording(
    posted: QueryDict, prefix: str, base: Clause | Alternative, languages: Sequence[str]
) -> dict[str, str]:
    tags = dict.fromkeys([*base.wording, *languages])
    given = {tag: _words(posted, f"{prefix}-wording-{tag}") for tag in tags}
    return {tag: words for tag, words in given.items() if words}


def _words(posted: QueryDict, name: str) -> str:
    return "\n".join(posted.get(name, "").splitlines()).strip()
