"""The graph model of a signed package, from the words in which people say who could break it.

A breach is written as moves are in the file of a conflict: ``north: border > closed`` cannot be
taken back, ``north: border <> closed`` can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from onetext.bargaining import Package, Scenario, nash_solution
from onetext.bargaining.stability import Breach, SignedPackage, signed_package
from onetext.errors import ImpossibleRequest, NotFound, Problem

NASH = "nash"
_BREACH = re.compile(r"(?P<party>[^:]+):\s*(?P<point>.+?)\s+(?P<arrow><>|>)\s+(?P<option>.+)")


def signed_from_words(
    scenario: Scenario,
    package: Sequence[str],
    breaches: Iterable[str],
    walks_away: Iterable[str] = (),
) -> SignedPackage:
    """Return what the parties could do to a package once it is signed.

    Parameters
    ----------
    scenario : Scenario
    package : sequence of str
        ``point=option`` for every point, or ``nash`` alone: the Nash solution, the first of ties.
    breaches : iterable of str
        As above.
    walks_away : iterable of str
        Parties that can end the agreement.

    Raises
    ------
    NotFound, ImpossibleRequest
        With everything that names nothing, or cannot be understood.
    """
    problems: list[Problem] = []
    signed = _package(scenario, package, problems)
    listed = [_breach(scenario, words, problems) for words in breaches]
    leavers = [_number(scenario.parties, name, "party", problems) for name in walks_away]
    if not listed and not leavers:
        problems.append(
            Problem(
                what="nobody could break this package",
                because="no breach was named, and nobody walks away",
                hint="--breach 'PARTY: POINT <> OPTION' says who could turn which point to what; "
                "> instead of <> where there is no way back; --walks-away PARTY",
            )
        )
    if problems:
        raise (NotFound if all("there is no" in p.what for p in problems) else ImpossibleRequest)(
            *problems
        )
    found = [one for one in listed if one is not None]
    return signed_package(scenario, signed, found, [one for one in leavers if one is not None])


def _package(scenario: Scenario, words: Sequence[str], problems: list[Problem]) -> Package:
    if list(words) == [NASH]:
        solution = nash_solution(scenario)
        if solution.packages:
            return solution.packages[0]
        problems.append(
            Problem(
                what="there is no Nash package to sign",
                because="no package gives everybody more than no agreement",
                hint="name the package: --package POINT=OPTION, once per point",
            )
        )
        return ()
    space = scenario.space
    chosen: dict[int, int] = {}
    for one in words:
        point, _, option = (part.strip() for part in one.rpartition("="))
        p = _number(space.points, point, "point", problems)
        if p is not None:
            o = _number(space.options[p], option, f"option of {point}", problems)
            if o is not None:
                chosen[p] = o
    missing = [name for p, name in enumerate(space.points) if p not in chosen]
    if missing and not problems:
        problems.append(
            Problem(
                what=f"the package says nothing of {', '.join(missing)}",
                because="a package takes one option of every point",
                hint="--package POINT=OPTION, once per point",
            )
        )
    return tuple(chosen.get(p, 0) for p in range(scenario.n_points))


def _breach(scenario: Scenario, words: str, problems: list[Problem]) -> Breach | None:
    found = _BREACH.fullmatch(words.strip())
    if found is None:
        problems.append(
            Problem(
                what=f"{words!r} is no breach",
                because="a breach says who turns which point to what",
                hint="write 'PARTY: POINT > OPTION', or <> if the party can return",
            )
        )
        return None
    part: Mapping[str, str] = found.groupdict()
    party = _number(scenario.parties, part["party"].strip(), "party", problems)
    point = _number(scenario.space.points, part["point"], "point", problems)
    if party is None or point is None:
        return None
    options = scenario.space.options[point]
    option = _number(options, part["option"], f"option of {part['point']}", problems)
    if option is None:
        return None
    return Breach(party, point, option, can_be_undone=part["arrow"] == "<>")


def _number(names: Sequence[str], wanted: str, kind: str, problems: list[Problem]) -> int | None:
    if wanted in names:
        return names.index(wanted)
    problems.append(
        Problem(
            what=f"there is no {kind} {wanted!r}",
            because=f"there are: {', '.join(names)}",
            hint="use one of these",
        )
    )
    return None
