"""A big case, drawn from a seed: 2,000 statements, 28 points, 40 texts, 20,000 journal entries.

For tests and for the benchmarks of the workbench. Nothing in it is about anybody.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import random

from onetext.model import (
    Alternative,
    Briefing,
    Case,
    Clause,
    ClauseState,
    Comment,
    Disposition,
    Event,
    Form,
    KeptReport,
    Marking,
    Meeting,
    MeetingStatus,
    Milestone,
    Option,
    Party,
    Point,
    Position,
    Review,
    ReviewedStatement,
    Source,
    Stance,
    Text,
    Theme,
    Tlp,
    Track,
    UncertainDate,
)
from onetext.record.chain import Draft, appended
from onetext.record.changes import changes
from onetext.record.entries import Journal, Verb, head_after, origin
from onetext.record.folding import folded
from onetext.record.kinds import body_of

CASE_ID = "big"
PARTIES = ("north", "south", "east", "west", "isles")
BEGAN = datetime.date(2025, 3, 1)
AS_OF = datetime.date(2026, 2, 28)
TEAM = Marking()
CLEAR = Marking(tlp=Tlp.CLEAR)
GREEN = Marking(tlp=Tlp.GREEN)
WORDS = """the parties shall withdraw forces behind line within days water river border
monitor joint commission report council each side agree not to enter zone without notice prisoners
return families energy plant output share equally guarantee security treaty ratify vote sanctions
lift phased fund rebuild damage claims court language school church customs port passage
free navigation verify inspect cease fire observe artillery range limit number annual review
""".split()  # noqa: SIM905


def big_case(
    n_statements: int = 2000, n_points: int = 28, n_texts: int = 40, seed: int = 7
) -> Case:
    """Draw a case; the sizes of its other kinds follow from these."""
    rng = random.Random(seed)
    points = tuple(_point(rng, n) for n in range(n_points))
    sources = tuple(_source(rng, n) for n in range(n_statements // 4))
    texts = tuple(_text(rng, n, points) for n in range(n_texts))
    positions = tuple(_position(rng, n, points, sources) for n in range(n_statements))
    return Case(
        id=CASE_ID,
        title="Accord of the five shores",
        summary=_sentence(rng, 30),
        as_of=AS_OF,
        marking=GREEN,
        themes=tuple(Theme(id=f"theme-{n}", title=f"Theme {n + 1}") for n in range(7)),
        parties=tuple(Party(id=p, name=p.title(), signs=p != "isles") for p in PARTIES),
        points=points,
        sources=sources,
        texts=texts,
        positions=positions,
        reports=tuple(_report(rng, n, sources) for n in range(6)),
        statements=tuple(_statement(rng, n, one) for n, one in enumerate(positions)),
        tracks=tuple(Track(id=f"track-{n}", title=f"Track {n + 1}") for n in range(3)),
        meetings=tuple(_meeting(rng, n) for n in range(60)),
        events=tuple(Event(id=f"e{n}", title=_sentence(rng, 6), date=_day(rng)) for n in range(20)),
        milestones=tuple(
            Milestone(id=f"due-{n}", title=_sentence(rng, 5), date=_day(rng, ahead=60))
            for n in range(10)
        ),
        briefings=tuple(_briefing(rng, n, texts, points) for n in range(n_statements // 16)),
        comments=tuple(_comment(rng, n, texts, points) for n in range(n_statements // 10)),
    )


def big_journal(case: Case, n_entries: int = 20_000, seed: int = 8) -> Journal:
    """Return a journal that ends with much the same case, each record written several times.

    Parameters
    ----------
    case : Case
    n_entries : int
        Not fewer than it takes to write the case down once.
    """
    rng = random.Random(seed)
    drafts = list(changes(folded(()), case).drafts)
    records = [
        (kind, one)
        for kind in ("texts", "positions", "positions", "statements", "sources", "comments")
        for one in getattr(case, kind)
    ]
    while len(drafts) < n_entries:
        kind, record = rng.choice(records)
        field = {"statements": "because", "comments": "reply"}.get(kind, "note")
        again = dataclasses.replace(record, **{field: _sentence(rng, 8)})
        marking = record.marking or case.marking
        body = body_of(kind, again)
        drafts.append(Draft(verb=Verb.PUT, kind=kind, id=record.id, marking=marking, body=body))
    return _written(drafts, case.id)


def _written(drafts: list[Draft], case_id: str) -> Journal:
    """Write drafts down, twenty at a time, through a year."""
    at = datetime.datetime(2025, 3, 1, 8, tzinfo=datetime.UTC)
    numbers = iter(range(len(drafts)))
    head, journal = origin(case_id), []
    for start in range(0, len(drafts), 20):
        journal += appended(
            head,
            drafts[start : start + 20],
            by=("chair", "drafter", "analyst")[start // 20 % 3],
            now=at,
            new_salt=lambda: hashlib.sha256(f"{next(numbers)}".encode()).digest(),
        )
        head = head_after(journal[-1].entry)
        at += datetime.timedelta(hours=8)
    return tuple(journal)


def _sentence(rng: random.Random, n_words: int) -> str:
    return " ".join(rng.choices(WORDS, k=n_words)).capitalize() + "."


def _day(rng: random.Random, ahead: int = 0) -> UncertainDate:
    day = BEGAN + datetime.timedelta(days=rng.randrange(364 + ahead))
    return UncertainDate(day.isoformat())


def _marking(rng: random.Random) -> Marking:
    """Return what a record of a real case may have: the team's, a party's, or everybody's."""
    to = rng.choice(PARTIES)
    return rng.choices((TEAM, Marking(tlp=Tlp.AMBER, audience=(to,)), GREEN, CLEAR), (6, 2, 1, 1))[
        0
    ]


def _point(rng: random.Random, n: int) -> Point:
    options = tuple(Option(id=f"p{n}-{c}", title=_sentence(rng, 5)) for c in "abc")
    return Point(id=f"p{n}", title=_sentence(rng, 4), theme=f"theme-{n % 7}", options=options)


def _source(rng: random.Random, n: int) -> Source:
    return Source(
        id=f"s{n}",
        title=_sentence(rng, 9),
        published=_day(rng),
        reliability=rng.choice("BCDF"),
        credibility=rng.choice("2346"),
        derived_from=(f"s{n - 1}",) if n % 9 == 8 else (),
        marking=_marking(rng),
    )


def _text(rng: random.Random, n: int, points: tuple[Point, ...]) -> Text:
    day = BEGAN + datetime.timedelta(days=9 * n)
    return Text(
        id=f"t{n}",
        title=f"Draft {n + 1}",
        date=UncertainDate(day.isoformat()),
        tabled_by=(PARTIES[n % 4],) if n % 3 else (),
        revises=(f"t{n - 4}",) if n >= 4 else (),
        reason=_sentence(rng, 10),
        clauses=tuple(_clause(rng, n, place, point) for place, point in enumerate(points)),
        marking=GREEN if n % 2 else Marking(tlp=Tlp.AMBER, audience=(PARTIES[n % 5],)),
    )


def _clause(rng: random.Random, n: int, place: int, point: Point) -> Clause:
    state = rng.choices((ClauseState.OPEN, ClauseState.AGREED, ClauseState.BRACKETED), (5, 2, 3))[0]
    wording = random.Random(f"{point.id} {n // 6}")  # kept through a few drafts, then changed
    one = Clause(
        point=point.id,
        number=f"{(place + n // 10) % len(point.id * 20) + 1}",
        option=wording.choice(point.options).id,
        wording={"en": _sentence(wording, 30)},
        state=state,
    )
    if state is not ClauseState.BRACKETED:
        return one
    asked = rng.sample(PARTIES[:4], 2)
    alternatives = tuple(
        Alternative(option=option.id, wording={"en": _sentence(rng, 25)}, asked_by=(party,))
        for option, party in zip(point.options, asked, strict=False)
    )
    return dataclasses.replace(one, option=None, wording={}, alternatives=alternatives)


def _position(
    rng: random.Random, n: int, points: tuple[Point, ...], sources: tuple[Source, ...]
) -> Position:
    point = points[n % len(points)]
    party = PARTIES[rng.randrange(5)]
    stance = rng.choices(
        (Stance.PROPOSES, Stance.ACCEPTS, Stance.OPEN, Stance.RESERVES, Stance.OPPOSES),
        (2, 3, 3, 2, 2),
    )[0]
    return Position(
        id=f"q{n}",
        party=party,
        stance=stance,
        point=point.id,
        options=(rng.choice(point.options).id,),
        since=_day(rng),
        note=_sentence(rng, 12),
        said_by=f"{party.title()}'s envoy",
        sources=(rng.choice(sources).id,),
        marking=_marking(rng),
    )


def _statement(rng: random.Random, n: int, position: Position) -> ReviewedStatement:
    start = rng.randrange(4000)
    return ReviewedStatement(
        id=f"st{n}",
        words=_sentence(rng, 20),
        review=Review.CONFIRMED,
        speaker=position.said_by,
        about=f"{position.party} {position.stance} {position.point}",
        position=position.id,
        places=(f"{start}-{start + 120}",),
        sha256=hashlib.sha256(str(n % 6).encode()).hexdigest(),
        rule="drawn",
        sources=position.sources,
        marking=position.marking,
    )


def _report(rng: random.Random, n: int, sources: tuple[Source, ...]) -> KeptReport:
    """Return a page of sentences of which some report what somebody said."""
    said = [
        f"“{_sentence(rng, 14)[:-1]},” {rng.choice(PARTIES).title()}'s envoy said on Monday. "
        f"{_sentence(rng, 18)}"
        for _ in range(25)
    ]
    words = "\n\n".join(said)
    return KeptReport(
        id=f"r{n}",
        words=words,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        sources=(sources[n].id,),
    )


def _meeting(rng: random.Random, n: int) -> Meeting:
    status = MeetingStatus.HELD if n < 50 else MeetingStatus.SCHEDULED
    return Meeting(
        id=f"m{n}",
        title=_sentence(rng, 5),
        date=_day(rng) if n < 50 else UncertainDate(f"2026-03-{n - 45:02d}"),
        place=rng.choice(("Harbour", "Lakeside", "Old Fort")),
        parties=tuple(rng.sample(PARTIES, 2)),
        status=status,
        track=f"track-{n % 3}",
        marking=_marking(rng),
    )


def _briefing(
    rng: random.Random, n: int, texts: tuple[Text, ...], points: tuple[Point, ...]
) -> Briefing:
    to = rng.choice(PARTIES)
    return Briefing(
        id=f"b{n}",
        by="chair",
        to=(to,),
        date=_day(rng),
        text=rng.choice(texts).id,
        points=tuple(p.id for p in rng.sample(points, 3)),
        form=rng.choice((Form.ORAL, Form.SHOWN, Form.LEFT)),
        marking=Marking(tlp=Tlp.AMBER, audience=(to,)),
    )


def _comment(
    rng: random.Random, n: int, texts: tuple[Text, ...], points: tuple[Point, ...]
) -> Comment:
    party = rng.choice(PARTIES)
    return Comment(
        id=f"c{n}",
        party=party,
        text=rng.choice(texts).id,
        points=(rng.choice(points).id,),
        remark=_sentence(rng, 20),
        date=_day(rng),
        disposition=Disposition.NEW if n % 10 == 0 else Disposition.ACCEPTED,
        marking=Marking(tlp=Tlp.AMBER, audience=(party,)),
    )
