"""What hypothesis draws: valid cases, markings, and journals with something to leak."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from itertools import count, permutations, product
from typing import Any

from hypothesis import strategies as st

from onetext.model import (
    Alternative,
    Attribution,
    Briefing,
    Case,
    Clause,
    ClauseState,
    Comment,
    Comparison,
    Disposition,
    Event,
    Form,
    Hours,
    Intensity,
    KeptReport,
    KeyHolder,
    Marking,
    Meeting,
    MeetingStatus,
    Milestone,
    Option,
    Party,
    Person,
    Point,
    Position,
    Precedent,
    ReadState,
    Review,
    ReviewedStatement,
    Rule,
    RuleKind,
    Scores,
    Source,
    SourceKind,
    Stance,
    Text,
    Theme,
    Tlp,
    Track,
    UncertainDate,
    Weights,
)
from onetext.record.chain import Draft, appended, withdrawal_body
from onetext.record.changes import changes
from onetext.record.entries import Journal, Verb, Written, head_after, linked, origin
from onetext.record.folding import folded
from onetext.record.kinds import ORDER, body_of
from onetext.workflows.meeting_hours import certain_day

AS_OF = datetime.date(2026, 3, 1)
"""No generated record of the past is later than this day."""

_text = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M")), max_size=20
).map(str.strip)
"""Short text in any script; may be empty."""

_AWKWARD = (
    "",
    "no",
    "1.10",
    "- a: [b",
    "2025-11-20",
    "line one\nline two\n\nlast",
    "a # b",
    "\u2028x",
)
"""Text that a careless writer of YAML would change."""

_DATES = (
    *("", "2025", "2025-11", "2025-11-20", "2025-11-16/2025-11-18", "../2025-11-19"),
    *("2025-11-19/..", "2025-11-18~", "2025-11?", "XXXX-10-24", "2025-12-XX"),
)
dates = st.sampled_from([UncertainDate(edtf) for edtf in _DATES])
MORNING = Hours(start="10:00", end="12:30", zone="Europe/Zurich")
"""Uncertain dates of every kind, none of them after `AS_OF` for certain."""

languages = st.sampled_from(["en", "uk", "ru", "zh-Hant"])


@cache
def _choices(ids: tuple[str, ...], least: int) -> st.SearchStrategy[tuple[str, ...]]:
    sizes = range(least, min(3, len(ids)) + 1)
    return st.sampled_from([few for size in sizes for few in permutations(ids, size)])


def some(ids: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw a few different ids, in any order."""
    return _choices(tuple(ids), least)


@cache
def _one_or_none(ids: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *ids])


def maybe(ids: list[str]) -> st.SearchStrategy[str | None]:
    """Draw an id or none."""
    return _one_or_none(tuple(ids))


@cache
def _markings(parties: tuple[str, ...]) -> st.SearchStrategy[Marking]:
    return st.builds(
        Marking,
        tlp=st.sampled_from(Tlp),
        audience=some(list(parties)),
        attribution=st.sampled_from(Attribution),
    )


def markings(parties: list[str]) -> st.SearchStrategy[Marking]:
    """Draw a marking for some of the parties."""
    return _markings(tuple(parties))


@cache
def _ids(prefix: str, most: int, least: int = 0) -> st.SearchStrategy[list[str]]:
    """Draw ids in an order that is not the alphabet's."""
    return st.lists(
        st.integers(0, 99).map(lambda number: f"{prefix}{number}"),
        unique=True,
        min_size=least,
        max_size=most,
    )


@st.composite
def cases(draw: Any, case_id: str = "drawn") -> Case:
    """Draw a case that keeps every rule of a case: references lead somewhere, nothing circles."""
    return CaseDrawing(draw).case(case_id)


class CaseDrawing:
    """Draws a case kind by kind; ids first, so that records can refer to each other."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        pool = draw(st.lists(_text, min_size=1, max_size=4))
        self.words = st.sampled_from([*_AWKWARD, *pool])
        self.titles = st.sampled_from([word for word in (*_AWKWARD, *pool) if word])
        self.wordings = st.dictionaries(languages, self.words, max_size=2)
        self.parties = draw(_ids("party-", 4, least=2))
        self.themes = draw(_ids("theme-", 2))
        self.sources = draw(_ids("s", 3))
        self.texts = draw(_ids("text-", 3))
        self.points = [self._point(name) for name in draw(_ids("p", 4, least=1))]
        self.tracks = draw(_ids("track-", 2))
        self.told = draw(_ids("b", 2))

    @property
    def point_ids(self) -> list[str]:
        return [point.id for point in self.points]

    def case(self, case_id: str) -> Case:
        draw = self.draw
        return Case(
            id=case_id,
            title=draw(self.titles),
            summary=draw(self.words),
            as_of=draw(st.sampled_from([None, AS_OF])),
            note=draw(self.words),
            marking=draw(markings(self.parties)),
            themes=tuple(Theme(id=name, title=draw(self.titles)) for name in self.themes),
            parties=tuple(
                Party(
                    id=name,
                    name=draw(self.titles),
                    role=draw(self.words),
                    signs=draw(st.booleans()),
                )
                for name in self.parties
            ),
            persons=self._all("person-", self._person),
            key_holders=self._all("key-", self._key_holder),
            points=tuple(self.points),
            rules=self._rules(),
            sources=tuple(self._source(name) for name in self.sources),
            texts=tuple(self._text(name) for name in self.texts),
            positions=self._all("pos-", self._position, most=4),
            weights=self._all("w", self._weights),
            comparisons=self._all("cmp", self._comparison) if self._can_compare() else (),
            scores=self._all("sc", self._scores) if any(p.options for p in self.points) else (),
            reports=self._all("r", self._report),
            statements=self._all("s-", self._statement),
            precedents=self._all("pre-", self._precedent),
            tracks=tuple(Track(id=name, title=draw(self.titles)) for name in self.tracks),
            meetings=self._all("m", self._meeting),
            events=self._all("e", self._event),
            milestones=self._all("due-", self._milestone),
            briefings=tuple(self._briefing(name) for name in self.told),
            comments=self._all("c", self._comment),
        )

    def _all(self, prefix: str, make: Any, most: int = 2) -> tuple[Any, ...]:
        return tuple(make(name) for name in self.draw(_ids(prefix, most)))

    def _marking(self) -> Marking | None:
        return self.draw(st.none() | markings(self.parties))

    def _sources(self) -> tuple[str, ...]:
        return self.draw(some(self.sources))

    def _option(self, point: str) -> str | None:
        known = next(item for item in self.points if item.id == point)
        return self.draw(maybe([option.id for option in known.options]))

    def _point(self, name: str) -> Point:
        draw = self.draw
        ids = draw(_ids("o", 3))
        return Point(
            id=name,
            title=draw(self.titles),
            theme=draw(maybe(self.themes)),
            also_themes=draw(some(self.themes)),
            description=draw(self.words),
            options=tuple(
                Option(
                    id=option,
                    title=draw(self.titles),
                    description=draw(self.words),
                    sources=self._sources(),
                    unverified=draw(st.booleans()),
                )
                for option in ids
            ),
            if_absent=draw(maybe(ids)),
            sources=self._sources(),
        )

    def _person(self, name: str) -> Person:
        draw = self.draw
        party = draw(maybe(self.parties))
        return Person(id=name, name=draw(self.titles), party=party, sources=self._sources())

    def _key_holder(self, name: str) -> KeyHolder:
        draw = self.draw
        return KeyHolder(
            id=name,
            name=draw(self.titles),
            consent_needed_for=draw(some(self.point_ids)),
            of_party=draw(maybe(self.parties)),
            because=draw(self.words),
            sources=self._sources(),
        )

    def _rules(self) -> tuple[Rule, ...]:
        """Draw rules between the first two points that have options."""
        with_options = [point for point in self.points if point.options]
        if len(with_options) < 2:
            return ()
        first, second = with_options[:2]
        return tuple(
            Rule(
                id=name,
                kind=self.draw(st.sampled_from(RuleKind)),
                when={first.id: first.options[0].id},
                then={second.id: second.options[-1].id},
                because=self.draw(self.words),
                sources=self._sources(),
            )
            for name in self.draw(_ids("r", 2))
        )

    def _source(self, name: str) -> Source:
        draw = self.draw
        earlier = self.sources[: self.sources.index(name)]
        return Source(
            id=name,
            title=draw(self.titles),
            url=draw(st.sampled_from(["", "https://example.org/a?b=c&d=1#e"])),
            published=draw(dates),
            language=draw(languages),
            kind=draw(st.sampled_from(SourceKind)),
            read=draw(st.sampled_from(ReadState)),
            reliability=draw(st.sampled_from("ABCDEF")),
            credibility=draw(st.sampled_from("123456")),
            grade_confirmed=draw(st.booleans()),
            derived_from=draw(some(earlier)),
            sha256=draw(st.sampled_from(["", "0" * 64])),
            note=draw(self.words),
            marking=self._marking(),
        )

    def _text(self, name: str) -> Text:
        draw = self.draw
        return Text(
            id=name,
            title=draw(self.titles),
            date=draw(dates),
            tabled_by=draw(some(self.parties)),
            revises=draw(some(self.texts[: self.texts.index(name)])),
            reason=draw(self.words),
            is_complete=draw(st.booleans()),
            is_paraphrase=draw(st.booleans()),
            clauses=tuple(
                self._clause(point) for point in draw(st.lists(st.sampled_from(self.point_ids)))
            )[:4],
            sources=self._sources(),
            note=draw(self.words),
            marking=self._marking(),
        )

    def _clause(self, point: str) -> Clause:
        draw = self.draw
        state = draw(st.sampled_from(ClauseState))
        bracketed = state is ClauseState.BRACKETED
        return Clause(
            point=point,
            number=draw(st.sampled_from([None, "1", "1.10", "12a", "XII"])),
            option=self._option(point),
            wording=draw(self.wordings),
            state=state,
            alternatives=tuple(
                Alternative(
                    option=self._option(point),
                    wording=draw(self.wordings),
                    asked_by=draw(some(self.parties)),
                )
                for _ in range(draw(st.integers(0, 2)) if bracketed else 0)
            ),
            agreed_by=draw(some(self.parties)) if state is ClauseState.AGREED else (),
            moved_to="annex 1" if state is ClauseState.MOVED else "",
            sources=self._sources(),
            unverified=draw(st.booleans()),
        )

    def _position(self, name: str) -> Position:
        draw = self.draw
        stance = draw(st.sampled_from(Stance))
        point = draw(st.sampled_from(self.points))
        on_text = bool(self.texts) and draw(st.booleans())
        options: tuple[str, ...] = ()
        if not on_text and not point.options:
            stance = Stance.SILENT
        elif not on_text and not stance.says_nothing:
            options = draw(some([option.id for option in point.options], least=1))
        return Position(
            id=name,
            party=draw(st.sampled_from(self.parties)),
            stance=stance,
            point=None if on_text else point.id,
            options=options,
            text=draw(st.sampled_from(self.texts)) if on_text else None,
            since=UncertainDate(draw(st.sampled_from(["", "2025-11-20", "2025-11"]))),
            until=UncertainDate(draw(st.sampled_from(["", "2026-01-10"]))),
            condition="if guarantees come" if stance is Stance.ACCEPTS_IF else "",
            note=draw(self.words),
            said_by=draw(self.words),
            sources=self._sources(),
            unverified=draw(st.booleans()),
            marking=self._marking(),
        )

    def _weights(self, name: str) -> Weights:
        draw = self.draw
        numbers = st.floats(0, 1e6, allow_nan=False) | st.integers(0, 100).map(float)
        return Weights(
            id=name,
            party=draw(st.sampled_from(self.parties)),
            points=draw(st.dictionaries(st.sampled_from(self.point_ids), numbers, max_size=3)),
            sources=self._sources(),
            note=draw(self.words),
            marking=self._marking(),
        )

    def _comparison(self, name: str) -> Comparison:
        draw = self.draw
        kinds: list[dict[str, Any]] = []
        if len(self.point_ids) > 1:
            kinds.append({"points": draw(some(self.point_ids, least=2))})
        if len(self.texts) > 1:
            kinds.append({"texts": draw(some(self.texts, least=2))})
        for point in self.points:
            options = [option.id for option in point.options]
            if len(options) > 1:
                better, worse = draw(some(options, least=2))[:2]
                kinds.append({"better": {point.id: better}, "worse": {point.id: worse}})
        return Comparison(
            id=name,
            party=draw(st.sampled_from(self.parties)),
            by=draw(st.sampled_from(Intensity)),
            since=UncertainDate(draw(st.sampled_from(["", "2025-11-20", "2025-11"]))),
            note=draw(self.words),
            sources=self._sources(),
            marking=self._marking(),
            **draw(st.sampled_from(kinds)),
        )

    def _scores(self, name: str) -> Scores:
        draw = self.draw
        point = draw(st.sampled_from([point for point in self.points if point.options]))
        scored = draw(some([option.id for option in point.options], least=1))
        low = draw(st.sampled_from([0.0, 12.5, 60.0]))
        return Scores(
            id=name,
            party=draw(st.sampled_from(self.parties)),
            point=point.id,
            options=dict.fromkeys(scored, low),
            up_to=draw(st.sampled_from([{}, dict.fromkeys(scored[:1], 75.0)])),
            sources=self._sources(),
            marking=self._marking(),
        )

    def _can_compare(self) -> bool:
        return (
            len(self.point_ids) > 1
            or len(self.texts) > 1
            or any(len(point.options) > 1 for point in self.points)
        )

    def _report(self, name: str) -> KeptReport:
        draw = self.draw
        return KeptReport(
            id=name,
            words=draw(self.titles),
            sha256=draw(st.sampled_from(["", "ab" * 32])),
            file=draw(self.words),
            doubtful=draw(st.sampled_from([(), ("0-1",)])),
            sources=self._sources(),
            marking=self._marking(),
        )

    def _statement(self, name: str) -> ReviewedStatement:
        draw = self.draw
        start = draw(st.integers(0, 900))
        return ReviewedStatement(
            id=name,
            words=draw(self.titles),
            review=draw(st.sampled_from(Review)),
            speaker=draw(self.words),
            about=draw(self.words),
            places=(f"{start}-{start + draw(st.integers(1, 9))}",),
            sha256=draw(st.sampled_from(["", "ab" * 32])),
            because=draw(self.words),
            sources=self._sources(),
            marking=self._marking(),
        )

    def _precedent(self, name: str) -> Precedent:
        draw = self.draw
        points = draw(some(self.point_ids))
        return Precedent(id=name, title=draw(self.titles), points=points, sources=self._sources())

    def _meeting(self, name: str) -> Meeting:
        draw = self.draw
        date = draw(dates)
        hours = [None, *([MORNING] if certain_day(date) else [])]
        return Meeting(
            id=name,
            title=draw(self.titles),
            date=date,
            hours=draw(st.sampled_from(hours)),
            place=draw(self.words),
            participants=tuple(draw(st.lists(self.titles, max_size=2, unique=True))),
            parties=draw(some(self.parties)),
            status=draw(st.sampled_from(MeetingStatus)),
            track=draw(maybe(self.tracks)),
            outcome=draw(self.words),
            sources=self._sources(),
            marking=self._marking(),
        )

    def _event(self, name: str) -> Event:
        draw = self.draw
        return Event(
            id=name,
            title=draw(self.titles),
            date=draw(dates),
            parties=draw(some(self.parties)),
            better_without=draw(some(self.parties[:1])),
            worse_without=draw(some(self.parties[1:])) if self.parties[1:] else (),
            sources=self._sources(),
            marking=self._marking(),
        )

    def _milestone(self, name: str) -> Milestone:
        draw = self.draw
        return Milestone(
            id=name,
            title=draw(self.titles),
            date=draw(dates),
            sources=self._sources(),
            marking=self._marking(),
        )

    def _briefing(self, name: str) -> Briefing:
        draw = self.draw
        return Briefing(
            id=name,
            by=draw(self.titles),
            to=tuple(draw(st.lists(self.titles, min_size=1, max_size=2, unique=True))),
            date=draw(dates),
            received=draw(st.booleans()),
            what=draw(self.words),
            text=draw(maybe(self.texts)),
            points=draw(some(self.point_ids)),
            form=draw(st.sampled_from(Form)),
            terms=draw(self.words),
            sources=self._sources(),
            marking=self._marking(),
        )

    def _comment(self, name: str) -> Comment:
        draw = self.draw
        return Comment(
            id=name,
            party=draw(st.sampled_from(self.parties)),
            text=draw(maybe(self.texts)),
            briefing=draw(maybe(self.told)),
            points=draw(some(self.point_ids)),
            remark=draw(self.words),
            date=draw(dates),
            disposition=draw(st.sampled_from(Disposition)),
            disposed_in=draw(maybe(self.texts)),
            reply=draw(self.words),
            sources=self._sources(),
            marking=self._marking(),
        )


NOW = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
"""The clock of generated journals; each step writes a minute later."""


def salts() -> Callable[[], bytes]:
    """Return a maker of salts that are all different and the same in every run."""
    numbers = count()
    return lambda: hashlib.sha256(f"salt {next(numbers)}".encode()).digest()


def journal_of(*versions: Case) -> Journal:
    """Write a case down, and then what each later version of it changes."""
    journal: Journal = ()
    new_salt = salts()
    for minutes, version in enumerate(versions):
        head = head_after(journal[-1].entry) if journal else origin(version.id)
        drafts = changes(folded(journal), version).drafts
        now = NOW + datetime.timedelta(minutes=minutes)
        journal += appended(head, drafts, by="a drafter", now=now, new_salt=new_salt)
    return journal


def relinked(journal: Iterable[Written], case_id: str) -> Journal:
    """Number, link and hash entries anew, as if they had been written in this order."""
    head, chain = origin(case_id), []
    for written in journal:
        entry = linked(written.entry, head)
        head = head_after(entry)
        chain.append(Written(entry, written.sealed))
    return tuple(chain)


def _drawable_records() -> list[tuple[str, Any]]:
    """Return records of many kinds in two versions, which refer to each other and name parties."""
    found: list[tuple[str, Any]] = []
    for version in ("first", "second"):
        said = f"{version} words"
        option = Option(id=f"o-{version}", title=said, sources=("s1",))
        clause = Clause(point="p1", option=option.id, wording={"en": said}, agreed_by=("party-2",))
        found += [
            ("case", Case(id="drawn", title=said)),
            ("themes", Theme(id="theme-1", title=said)),
            ("parties", Party(id="party-1", name=said)),
            ("parties", Party(id="party-2", name=said)),
            ("points", Point(id="p1", title=said, theme="theme-1", options=(option,))),
            ("sources", Source(id="s1", title=said)),
            ("texts", Text(id="text-1", title=said, clauses=(clause,), tabled_by=("party-1",))),
            ("texts", Text(id="text-2", title=said, revises=("text-1",), sources=("s1",))),
            ("comments", Comment(id="c1", party="party-2", text="text-2", remark=said)),
            ("comments", Comment(id="c2", party="party-1", text="text-1", points=("p1",))),
            ("meetings", Meeting(id="m1", title=said, parties=("party-2",), sources=("s1",))),
        ]
        found.append(
            (
                "positions",
                Position(
                    id="pos-1",
                    party="party-1",
                    stance=Stance.OPPOSES,
                    point="p1",
                    options=(option.id,),
                    said_by="a minister",
                    sources=("s1",),
                ),
            )
        )
    return found


def _drawable_drafts() -> list[Draft]:
    drafts = []
    for kind, record in _drawable_records():
        for tlp, audience in product((Tlp.CLEAR, Tlp.AMBER), ((), ("party-1",), ("party-2",))):
            for attribution in Attribution:
                marking = Marking(tlp=tlp, audience=audience, attribution=attribution)
                where = {"kind": kind, "id": record.id, "marking": marking}
                drafts.append(Draft(verb=Verb.PUT, body=body_of(kind, record), **where))
                gone = withdrawal_body("taken back")
                drafts.append(Draft(verb=Verb.WITHDRAW, body=gone, **where))
    order = Draft(
        verb=Verb.PUT, kind=ORDER, id="texts", marking=Marking(), body=b'["text-2","text-1"]'
    )
    return [*drafts, order]


DRAFTS = _drawable_drafts()


@st.composite
def journals(draw: Any, case_id: str = "drawn", least: int = 1, most: int = 14) -> Journal:
    """Draw a journal of puts and withdrawals, for different eyes, in any order."""
    drafts = draw(st.lists(st.sampled_from(DRAFTS), min_size=least, max_size=most))
    new_salt, head, journal = salts(), origin(case_id), []
    for minutes, draft in enumerate(drafts):
        now = NOW + datetime.timedelta(minutes=minutes)
        written = appended(head, [draft], by="a drafter", now=now, new_salt=new_salt)
        head = head_after(written[-1].entry)
        journal += written
    return tuple(journal)
