"""Propose the next draft: a revision of a live text, with the reason for every change."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onetext.errors import ImpossibleRequest, Problem
from onetext.mediation.revision import Limits, Revision, Step, revision
from onetext.mediation.solutions import red_lines
from onetext.mediation.stance_clauses import stance_clause
from onetext.mediation.standings import PointState, point_standing
from onetext.model import Alternative, Case, Clause, ClauseState, Stance, Text, UncertainDate
from onetext.model.sentences import capitalised, counted, joined_by_semicolon, listed, said
from onetext.preferences.acceptability import acceptability_of_text
from onetext.preferences.draws import Draws, record_of, sample_draws
from onetext.preferences.shares import Share
from onetext.preferences.statements import in_force
from onetext.record.given_ids import free_id
from onetext.workflows.find import find_text
from onetext.workflows.study import DEFAULT_DRAWS, DEFAULT_SEED
from onetext.workflows.study_basis import stances_held
from onetext.workflows.study_texts import latest_live
from onetext.workflows.study_words import share_words

_SHOWN_RISE = 0.01


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One point of the draft settled otherwise than in the text it revises, and why."""

    point: str
    title: str
    before: str | None
    """Option id; None if the text left the point open."""
    after: str
    as_good: tuple[str, ...]
    """Options that do as well as far as can be told: the point is bracketed with them."""
    asked: tuple[str, ...]
    """Other options that a party who signs asks for, of a point the text left open: it stays in
    brackets, for what serves the counting best need not be what the record calls for."""
    helps: tuple[str, ...]
    """Parties whose share rises."""
    costs: tuple[str, ...]
    """Parties whose share falls."""
    all_after: Share
    because: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A next draft as a text of the case, with the reasons and what it is expected to do."""

    text: Text
    """A revision in the text graph; bracketed where the record leaves a point open."""
    revises: str
    changes: tuple[ProposedChange, ...]
    fills: tuple[ProposedChange, ...]
    kept: tuple[str, ...]
    """Points kept because all who sign agree on them."""
    before: Mapping[str, Share]
    filled: Mapping[str, Share]
    """Of the text with only its open points filled."""
    after: Mapping[str, Share]
    """Party id to share, with ``all`` for all who sign; so too the two above."""
    seed: int
    n_draws: int


def propose(
    case: Case,
    *,
    text: str | None = None,
    as_of: datetime.date | None = None,
    at_most: int | None = None,
    n_draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
) -> Proposal:
    """Propose the next draft.

    Parameters
    ----------
    case : Case
    text : str, optional
        The text to revise; by default the latest that no other text revises.
    as_of : date, optional
        By default the day the record was kept to.
    at_most : int, optional
        The most changes, beside filling what the text leaves open.
    n_draws, seed : int

    Raises
    ------
    NotFound
        If the case has no such text.
    ImpossibleRequest
        If there is no text to revise, or `at_most` is negative.
    """
    as_of = as_of or case.as_of
    if at_most is not None and at_most < 0:
        raise ImpossibleRequest(
            Problem(
                f"{at_most} changes cannot be made",
                "changes are counted from 0",
                "ask for 0 or more",
            )
        )
    draws = sample_draws(record_of(case, as_of), n_draws, seed)
    return proposal_from(case, draws, seed, text=text, at_most=at_most)


def proposal_from(
    case: Case, draws: Draws, seed: int, *, text: str | None = None, at_most: int | None = None
) -> Proposal:
    """Propose the next draft from draws there are already.

    Parameters
    ----------
    case : Case
    draws : Draws
        Of this case; they know of no text tabled later than the day they were drawn for.
    seed : int
        The one they were drawn with.
    text, at_most
        As in `propose`.

    Raises
    ------
    NotFound, ImpossibleRequest
        As `propose` does.
    """
    base = find_text(case, text) if text else latest_live(_known(case, draws))
    if base is None or base.id not in draws.readings:
        raise ImpossibleRequest(
            Problem(
                what=f"there is no text to revise in {case.id}",
                because="none is on the table by the day asked for",
                hint="enter a text, or ask for a later day",
            )
        )
    return _Drafting(case, draws, base, seed).proposal(at_most)


def _known(case: Case, draws: Draws) -> list[Text]:
    return [text for text in case.texts if text.id in draws.readings]


class _Drafting:
    """A draft in the making."""

    def __init__(self, case: Case, draws: Draws, base: Text, seed: int) -> None:
        self.case, self.draws, self.base, self.seed = case, draws, base, seed
        self.space = draws.record.space
        self.points = {point.id: point for point in case.points}
        self.names = {party.id: party.name for party in case.parties}
        self.held = stances_held(
            {record.party: in_force(record.statements) for record in draws.record.parties}
        )

    def proposal(self, at_most: int | None) -> Proposal:
        kept = [p for p in self.space.points if self._keeps_what_is_agreed(p)]
        revised = revision(
            self.draws,
            self.base.id,
            Limits(
                keep=frozenset(self.space.points.index(p) for p in kept),
                ruled_out=self._ruled_out(),
                against=self._against(),
                at_most=at_most,
            ),
        )
        before = acceptability_of_text(self.draws, self.base.id)
        shares = revised.filled
        changes = []
        for step in revised.changes:
            changes.append(self._change(step, shares.parties))
            shares = step.shares
        fills = tuple(self._change(step, step.shares.parties) for step in revised.fills)
        after = shares
        return Proposal(
            text=self._text(revised),
            revises=self.base.id,
            changes=tuple(changes),
            fills=fills,
            kept=tuple(kept),
            before={**before.parties, "all": before.all},
            filled={**revised.filled.parties, "all": revised.filled.all},
            after={**after.parties, "all": after.all},
            seed=self.seed,
            n_draws=self.draws.n_draws,
        )

    def _is_agreed(self, point: str, option: str | None) -> bool:
        """Whether all who sign are for one and the same option of a point: this one."""
        held = self.held.get(point, {})
        standing = point_standing(self.points[point], self.case.parties, held)
        stances = held.get(option or "", {})
        return standing.state is PointState.AGREED and all(
            party in stances and stances[party].is_favourable for party in self.draws.signing
        )

    def _keeps_what_is_agreed(self, point: str) -> bool:
        """Whether the text says what is agreed; saying something else, it may be mended."""
        clauses = self.base.clauses_on(point)
        return any(self._is_agreed(point, clause.option) for clause in clauses)

    def _ruled_out(self) -> frozenset[tuple[int, int]]:
        """Red lines in force that can be kept together."""
        drawn: dict[str, tuple[str, list[tuple[int, int]]]] = {}
        for point, options in self.held.items():
            for option, stances in options.items():
                for party, stance in stances.items():
                    if stance is Stance.RED_LINE and party in self.draws.signing:
                        name = f"{party} {point}"
                        choices = drawn.setdefault(name, (party, []))[1]
                        choices.append(self.space.choice(point, option))
        return red_lines(self.space, drawn).kept_choices

    def _against(self) -> dict[tuple[int, int], int]:
        """How many signing parties speak against each choice."""
        found = {}
        for point, options in self.held.items():
            if point not in self.space.points:
                continue
            for option, stances in options.items():
                n = sum(s.is_adverse for p, s in stances.items() if p in self.draws.signing)
                if n:
                    found[self.space.choice(point, option)] = n
        return found

    def _change(self, step: Step, before: Mapping[str, Share]) -> ProposedChange:
        point = self.space.points[step.point]
        options = self.space.options[step.point]
        rises = {
            party: share.share - before[party].share for party, share in step.shares.parties.items()
        }
        after = options[step.after]
        return ProposedChange(
            point=point,
            title=self.points[point].title,
            before=None if step.before is None else options[step.before],
            after=after,
            as_good=tuple(options[option] for option in step.as_good),
            asked=self._also_asked(step) if step.before is None else (),
            helps=tuple(party for party, rise in rises.items() if rise > _SHOWN_RISE),
            costs=tuple(party for party, rise in rises.items() if rise < -_SHOWN_RISE),
            all_after=step.shares.all,
            because=self._because(
                point, None if step.before is None else options[step.before], after
            ),
        )

    def _because(self, point: str, before: str | None, after: str) -> str:
        """Who is for the new option, and who against what was there."""
        held = self.held.get(point, {})
        parts: list[str] = []
        against = [
            stance_clause([self.names[party]], stance)
            for party, stance in held.get(before or "", {}).items()
            if stance.is_adverse
        ]
        if before is not None and against:
            title = self.points[point].option(before).title
            parts.append(said("of “%(option)s”, %(voices)s", option=title, voices=listed(against)))
        voices = [
            stance_clause([self.names[party]], stance)
            for party, stance in held.get(after, {}).items()
        ]
        title = self.points[point].option(after).title
        parts.append(
            said("of “%(option)s”, %(voices)s", option=title, voices=listed(voices))
            if voices
            else said("nobody has spoken of “%(option)s”", option=title)
        )
        return said("%(a)s.", a=capitalised(joined_by_semicolon(parts)))

    def _text(self, revised: Revision) -> Text:
        steps = {self.space.points[s.point]: s for s in (*revised.changes, *revised.fills)}
        clauses: list[Clause] = []
        for point, option in zip(self.space.points, revised.package, strict=True):
            theirs = self.base.clauses_on(point)
            if point in steps or not theirs:
                clauses.append(self._clause(point, int(option), steps.get(point), theirs))
            else:
                clauses += (self._kept(clause, int(option)) for clause in theirs)
        return Text(
            id=free_id(f"{self.base.id}-next", [text.id for text in self.case.texts]),
            title=f"Proposed revision of {self.base.title}",
            date=UncertainDate(),
            revises=(self.base.id,),
            reason=f"Proposed from the record, seed {self.seed}.",
            is_paraphrase=True,
            clauses=tuple(clauses),
        )

    def _kept(self, clause: Clause, option: int) -> Clause:
        """Return a clause nobody changes, word for word; agreed if all who sign agree by now."""
        chosen = self.space.options[self.space.points.index(clause.point)][option]
        if clause.option == chosen and self._is_agreed(clause.point, chosen):
            return replace(clause, state=ClauseState.AGREED, agreed_by=())
        return clause

    def _clause(
        self, point: str, option: int, step: Step | None, theirs: tuple[Clause, ...]
    ) -> Clause:
        """Return a point settled anew; wordings that stood for an option stay with it."""
        options = self.space.options[self.space.points.index(point)]
        number = theirs[0].number if theirs else None
        worded = _worded(theirs)
        bracketed = [options[o] for o in step.as_good] if step else []
        if step is not None and step.before is None:
            bracketed += [o for o in self._also_asked(step) if o not in bracketed]
        if bracketed:
            alternatives = tuple(
                Alternative(option=o, wording=worded.get(o, {}), asked_by=self._asking(point, o))
                for o in (options[option], *bracketed)
            )
            return Clause(
                point=point,
                number=number,
                state=ClauseState.BRACKETED,
                alternatives=alternatives,
            )
        chosen = options[option]
        state = ClauseState.AGREED if self._is_agreed(point, chosen) else ClauseState.OPEN
        return Clause(
            point=point,
            number=number,
            option=chosen,
            wording=worded.get(chosen, {}),
            state=state,
        )

    def _also_asked(self, step: Step) -> tuple[str, ...]:
        """Options of a point, beside the one taken, that a party who signs asks for."""
        options = self.space.options[step.point]
        return tuple(
            option
            for place, option in enumerate(options)
            if place != step.after
            and any(
                party in self.draws.signing
                for party in self._asking(self.space.points[step.point], option)
            )
        )

    def _asking(self, point: str, option: str) -> tuple[str, ...]:
        held = self.held.get(point, {}).get(option, {})
        return tuple(party for party, stance in held.items() if stance.is_favourable)


def _worded(clauses: tuple[Clause, ...]) -> dict[str, Mapping[str, str]]:
    """Return option id to the wording that a text has for it."""
    found: dict[str, Mapping[str, str]] = {}
    for clause in clauses:
        for option, wording in (
            (clause.option, clause.wording),
            *((other.option, other.wording) for other in clause.alternatives),
        ):
            if option is not None and wording:
                found.setdefault(option, wording)
    return found


def proposal_words(proposal: Proposal, title: str) -> str:
    """Return what a proposal is expected to do, in one sentence; `title`: of what it revises."""
    expected = counted(
        "With %(n)s change to “%(title)s”, all who sign do at least as well as without agreement "
        "in %(after)s of the preference profiles that fit the record, up from %(before)s",
        "With %(n)s changes to “%(title)s”, all who sign do at least as well as without agreement "
        "in %(after)s of the preference profiles that fit the record, up from %(before)s",
        len(proposal.changes),
        title=title,
        after=share_words(proposal.after["all"]),
        before=share_words(proposal.before["all"]),
    )
    if not proposal.fills:
        return said("%(a)s.", a=expected)
    return said(
        "%(expected)s; filling its open points alone brings %(filled)s.",
        expected=expected,
        filled=share_words(proposal.filled["all"]),
    )
