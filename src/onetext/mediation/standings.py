"""How near the parties are on one point, from the stances in force alone, and why.

========== ==========================================================================
agreed     one option that every signing party proposes or accepts, some on a condition
tradable   one option serves all who have spoken, or wishes differ that nobody opposes
contested  what one signing party wants another speaks against, or each wants another thing
deadlocked every option is ruled out, or two signing parties rule out all that the other
           proposes, or all that anyone wants is ruled out
unknown    fewer than two signing parties have said anything (of one, if one alone signs)
========== ==========================================================================

A party wants what it proposes, accepts or is open to; a condition attached to an acceptance is
named, not judged. Only parties that sign are counted. What others are for is an option on the
table; what they are against does not stand in its way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from onetext.mediation.stance_clauses import stance_clause
from onetext.model import Party, Point, Stance
from onetext.model.sentences import (
    capitalised,
    counted,
    joined_by_comma,
    joined_by_semicolon,
    quoted,
    said,
)
from onetext.model.sentences import listed as listed


class PointState(StrEnum):
    """How near the signing parties are on one point, judged from their stances alone."""

    AGREED = "agreed"
    """One option that every signing party proposes or accepts."""
    TRADABLE = "tradable"
    """One option serves all who have spoken, or wishes differ that nobody opposes."""
    CONTESTED = "contested"
    """What one signing party wants another speaks against, or each wants another thing."""
    DEADLOCKED = "deadlocked"
    """Two signing parties rule out all that the other proposes, or all wishes are ruled out."""
    UNKNOWN = "unknown"
    """Too few signing parties have said anything."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a point with the sentence that says why."""

    state: PointState
    because: str


Held = Mapping[str, Mapping[str, Stance]]
"""Option id -> party id -> stance in force. Parties that have said nothing are absent."""


def point_standing(point: Point, parties: Sequence[Party], held: Held) -> Standing:
    """Return how near the parties are on a point.

    Parameters
    ----------
    point : Point
    parties : sequence of Party
    held : mapping
        Stances in force, option id -> party id -> stance. Where a party said two things at one
        date, the less favourable.
    """
    return _Reading(point, parties, held).standing()


class _Reading:
    """One point's stances, read."""

    def __init__(self, point: Point, parties: Sequence[Party], held: Held) -> None:
        self.point, self.parties = point, parties
        self.names = {party.id: party.name for party in parties}
        self.signing = [party.id for party in parties if party.signs]
        self.held = {option.id: held.get(option.id, {}) for option in point.options}
        self.wishes = {p: {o for o in self.held if self._wants(p, o)} for p in self.signing}
        spoken = {party for stances in self.held.values() for party in stances}
        self.speaking = [party for party in self.signing if party in spoken]

    def standing(self) -> Standing:
        if self.held and all(self._ruling_out(option) for option in self.held):
            return Standing(PointState.DEADLOCKED, self._differing())
        if len(self.speaking) < min(2, len(self.signing)) or not self.point.options:
            return Standing(PointState.UNKNOWN, self._unknown())
        agreed = [o for o in self.held if all(self._favours(p, o) for p in self.signing)]
        if agreed:
            return Standing(PointState.AGREED, self._agreed(agreed[0]))
        wanting = [party for party in self.signing if self.wishes[party]]
        shared = [
            option
            for option in self.held
            if wanting and all(option in self.wishes[p] for p in wanting)
            if not self._against(option)
        ]
        if shared:
            return Standing(PointState.TRADABLE, self._shared(shared[0]))
        if self._is_deadlocked():
            return Standing(PointState.DEADLOCKED, self._differing())
        opposed = any(self._against(o) for p in wanting for o in self.wishes[p])
        apart = not any(self.wishes[p] & self.wishes[q] for p, q in combinations(wanting, 2))
        state = PointState.CONTESTED if opposed or apart else PointState.TRADABLE
        return Standing(state, self._differing())

    def _is_deadlocked(self) -> bool:
        wanted = [option for option in self.held if self._wanting(option)]
        if wanted and all(self._ruling_out(option) for option in wanted):
            return True
        return any(
            self._rules_out_all_of(p, q) and self._rules_out_all_of(q, p)
            for p, q in combinations(self.signing, 2)
        )

    def _rules_out_all_of(self, party: str, other: str) -> bool:
        """Whether a party rules out everything, of which there is some, that another proposes."""
        proposed = [o for o in self.held if self.held[o].get(other) is Stance.PROPOSES]
        return bool(proposed) and all(self.held[o].get(party) is Stance.RED_LINE for o in proposed)

    def _wants(self, party: str, option: str) -> bool:
        stance = self.held[option].get(party)
        return stance is not None and (stance.is_favourable or stance is Stance.OPEN)

    def _favours(self, party: str, option: str) -> bool:
        stance = self.held[option].get(party)
        return stance is not None and stance.is_favourable

    def _wanting(self, option: str) -> list[str]:
        """Parties, signing or not, that want an option."""
        return [party for party in self.held[option] if self._wants(party, option)]

    def _against(self, option: str) -> list[str]:
        stances = self.held[option]
        return [p for p in self.signing if p in stances and stances[p].is_adverse]

    def _ruling_out(self, option: str) -> list[str]:
        return [p for p in self.signing if self.held[option].get(p) is Stance.RED_LINE]

    def _title(self, option: str) -> str:
        return quoted(self.point.option(option).title)

    def _unknown(self) -> str:
        if not self.point.options:
            return said("No resolution of this point is on record.")
        parts = [self._told(party) for party in self.speaking]
        silent = [self.names[p] for p in self.signing if p not in self.speaking]
        if silent:
            parts.append(said("nothing is on record from %(who)s", who=listed(silent)))
        return said("%(a)s.", a=capitalised(joined_by_semicolon(parts)))

    def _told(self, party: str) -> str:
        """What a party has said of the point that is most favourable."""
        stances = [(o, s[party]) for o, s in self.held.items() if party in s]
        option, stance = max(stances, key=lambda pair: pair[1].rank or 0)
        return stance_clause([self.names[party]], stance, self._title(option))

    def _agreed(self, option: str) -> str:
        conditional = [
            self.names[p] for p in self.signing if self.held[option][p] is Stance.ACCEPTS_IF
        ]
        who = [self.names[p] for p in self.signing]
        accepted = stance_clause(who, Stance.ACCEPTS, self._title(option))
        if conditional:
            accepted = said(
                "%(accepted)s, %(who)s on a condition", accepted=accepted, who=listed(conditional)
            )
        return said("%(a)s.", a=accepted)

    def _shared(self, option: str) -> str:
        silent = [self.names[p] for p in self.signing if p not in self.held[option]]
        parts = [self._voices(option), said("no party that signs is against it")]
        if silent:
            parts.append(
                counted(
                    "%(who)s has said nothing of it",
                    "%(who)s have said nothing of it",
                    len(silent),
                    who=listed(silent),
                )
            )
        return said("%(a)s.", a=joined_by_semicolon(parts))

    def _differing(self) -> str:
        """Every option that somebody has spoken of, with who is for and who against."""
        spoken = [o for o in self.held if self._wanting(o)] or [
            o for o in self.held if self.held[o]
        ]
        sentence = said("%(a)s.", a=joined_by_semicolon([self._voices(o) for o in spoken]))
        unsaid = [self._title(o) for o, stances in self.held.items() if not stances]
        if unsaid:
            sentence = said(
                "%(before)s Nobody has spoken of %(options)s.",
                before=sentence,
                options=listed(unsaid, "or"),
            )
        return self._with_only_way(sentence)

    def _with_only_way(self, before: str) -> str:
        """Add the one option that red lines leave, and who has not spoken of it."""
        left = only_way_left(self.point, self.parties, self.held)
        if left is None:
            return before
        silent = [self.names[p] for p in self.signing if p not in self.held[left]]
        if not silent:
            return said(
                "%(before)s Only %(option)s is ruled out by nobody who signs.",
                before=before,
                option=self._title(left),
            )
        return said(
            "%(before)s Only %(option)s is ruled out by nobody who signs, and nothing is on record "
            "of %(who)s on it.",
            before=before,
            option=self._title(left),
            who=listed(silent),
        )

    def _voices(self, option: str) -> str:
        """Say who is for an option and who against it, one verb for all who share it."""
        stances = {self.names[party]: stance for party, stance in self.held[option].items()}
        return said("%(option)s: %(voices)s", option=self._title(option), voices=voices(stances))


def voices(stances: Mapping[str, Stance]) -> str:
    """Say who is for something and who against it, one verb for all who share it."""
    by_stance: dict[Stance, list[str]] = {}
    for name, stance in stances.items():
        by_stance.setdefault(stance, []).append(name)
    return joined_by_comma(
        [
            stance_clause(by_stance[stance], stance)
            for stance in sorted(by_stance, key=lambda s: -(s.rank or 0))
        ]
    )


def only_way_left(point: Point, parties: Sequence[Party], held: Held) -> str | None:
    """Return the one option of a point that no signing party rules out, if red lines leave one."""
    signing = {party.id for party in parties if party.signs}
    left = [
        option.id
        for option in point.options
        if not any(
            stance is Stance.RED_LINE and party in signing
            for party, stance in held.get(option.id, {}).items()
        )
    ]
    return left[0] if len(left) == 1 and len(point.options) > 1 else None
