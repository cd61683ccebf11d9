"""Pairs of journals that differ only in what a party may not see, for the walk over every route."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json

from onetext.model import (
    Attribution,
    Briefing,
    Case,
    Clause,
    ClauseState,
    Comment,
    Comparison,
    Eye,
    Form,
    Marking,
    Meeting,
    MeetingStatus,
    Milestone,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    Theme,
    Tlp,
    Track,
    UncertainDate,
)
from onetext.record.chain import appended
from onetext.record.changes import changes
from onetext.record.entries import Journal, Written, origin
from onetext.record.folding import folded

START = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
TO_NORTH = Marking(tlp=Tlp.AMBER, audience=("north",))
TO_SOUTH = Marking(tlp=Tlp.AMBER, audience=("south",))
CLEAR = Marking(tlp=Tlp.CLEAR)
DAY = UncertainDate("2026-02-20")

SHOWN = Case(
    id="drawn",
    title="River accord",
    summary="Who may take how much water.",
    as_of=datetime.date(2026, 3, 1),
    marking=CLEAR,
    themes=(Theme(id="water", title="Water"),),
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=(
        Point(
            id="p1",
            title="Share of the river",
            theme="water",
            options=(Option(id="half", title="Half each"), Option(id="need", title="By need")),
        ),
        Point(id="p2", title="Who measures", options=(Option(id="joint", title="Both together"),)),
    ),
    sources=(Source(id="s1", title="A note handed over", marking=TO_NORTH),),
    texts=(
        Text(
            id="t1",
            title="First draft",
            date=DAY,
            marking=TO_NORTH,
            clauses=(
                Clause(
                    point="p1",
                    number="1",
                    option="half",
                    wording={"en": "Each side takes half."},
                    state=ClauseState.OPEN,
                ),
            ),
        ),
    ),
    positions=(
        Position(
            id="north-1",
            party="north",
            stance=Stance.ACCEPTS,
            point="p1",
            options=("half",),
            since=DAY,
            sources=("s1",),
            marking=TO_NORTH,
        ),
    ),
    tracks=(Track(id="talks", title="The talks"),),
    meetings=(
        Meeting(
            id="m1",
            title="Next round",
            date=UncertainDate("2026-03-10"),
            status=MeetingStatus.SCHEDULED,
            parties=("north", "south"),
        ),
    ),
    briefings=(
        Briefing(id="b1", by="chair", to=("north",), text="t1", marking=TO_NORTH),
        Briefing(id="b2", by="chair", to=("north",), text="t1", form=Form.SHOWN, marking=TO_NORTH),
        Briefing(id="b3", by="chair", to=("north",), what="Of measuring.", marking=TO_NORTH),
    ),
    comments=(Comment(id="c1", party="north", text="t1", remark="We could.", marking=TO_NORTH),),
)
"""What North may see, all of it."""

SPEAKER = "zanzibar"
"""Who was heard under the Chatham House Rule: stands in every field that says so."""
UNDER_THE_RULE = Marking(tlp=Tlp.CLEAR, attribution=Attribution.CHATHAM_HOUSE)

HEARD = dataclasses.replace(
    SHOWN,
    parties=(*SHOWN.parties, Party(id="p-9", name="The third at the table")),
    sources=(*SHOWN.sources, Source(id=SPEAKER, title=SPEAKER, marking=UNDER_THE_RULE)),
    texts=(
        *SHOWN.texts,
        Text(
            id="t-heard",
            title="What was thought of aloud",
            tabled_by=("p-9",),
            sources=(SPEAKER,),
            clauses=(Clause(point="p1", state=ClauseState.AGREED, agreed_by=("p-9",)),),
            marking=UNDER_THE_RULE,
        ),
    ),
    positions=(
        *SHOWN.positions,
        Position(
            id=f"{SPEAKER}-may", party="p-9", point="p1", options=("half",), stance=Stance.OPEN,
            sources=(SPEAKER,), marking=UNDER_THE_RULE,
        ),
    ),
    meetings=(
        *SHOWN.meetings,
        Meeting(
            id="m-heard", title="A lunch by the lake", date=DAY, participants=(SPEAKER,),
            parties=("p-9",), sources=(SPEAKER,), marking=UNDER_THE_RULE,
        ),
    ),
    briefings=(
        *SHOWN.briefings,
        Briefing(
            id=f"{SPEAKER}-was-told", by=SPEAKER, to=("p-9",), text="t1",
            terms=f"not to be told by {SPEAKER}", marking=UNDER_THE_RULE,
        ),
    ),
    comments=(
        *SHOWN.comments,
        Comment(
            id=f"{SPEAKER}-1", party="p-9", text="t1", remark="Too soon, it was said",
            sources=(SPEAKER,), marking=UNDER_THE_RULE,
        ),
    ),
)  # fmt: skip

HIDDEN = dataclasses.replace(
    SHOWN,
    points=SHOWN.points,
    sources=(
        *SHOWN.sources,
        Source(id="s-secret", title="What South said at night", marking=TO_SOUTH),
    ),
    texts=(
        *SHOWN.texts,
        Text(id="t-secret", title="A draft for South alone", date=DAY, marking=TO_SOUTH),
    ),
    positions=(
        *SHOWN.positions,
        Position(
            id="south-secret",
            party="south",
            stance=Stance.RED_LINE,
            point="p1",
            options=("half",),
            since=DAY,
            sources=("s-secret",),
            said_by="South's minister",
            marking=TO_SOUTH,
        ),
    ),
    meetings=(
        *SHOWN.meetings,
        Meeting(id="m-secret", title="South alone", parties=("south",), marking=TO_SOUTH),
    ),
    briefings=(
        *SHOWN.briefings,
        Briefing(id="b-secret", by="chair", to=("south",), text="t-secret", marking=TO_SOUTH),
        Briefing(id="b-told-secret", by="chair", to=("south",), what="Never.", marking=TO_SOUTH),
    ),
    comments=(
        *SHOWN.comments,
        Comment(id="c-secret", party="south", text="t-secret", remark="Never.", marking=TO_SOUTH),
    ),
    comparisons=(
        Comparison(id="answer-secret.1", party="south", texts=("t-secret", "t1"), marking=TO_SOUTH),
    ),
    milestones=(
        Milestone(id="due-secret", title="South alone is to answer", date=DAY, marking=TO_SOUTH),
    ),
)
"""The same, and beside it what North may not see."""

SECRETS = ("secret", "Never.", "at night", "minister", "South alone", "a drafter")
"""Words of which none may reach North."""


def visible_twice() -> tuple[Journal, Journal]:
    """Return a journal with secrets among its entries, and one without; else alike to the byte.

    What North may see has the same times and salts in both; secrets stand before, between and
    after, so that numbers, heads and gaps of the whole journals all differ.
    """
    drafts = changes(folded(()), HIDDEN).drafts
    north = Eye(reader="north")
    seen = [draft for draft in drafts if north.may_see(draft.marking)]
    times = {
        (draft.kind, draft.id): START + n * datetime.timedelta(milliseconds=1)
        for n, draft in enumerate(drafts)
    }
    return _journal(drafts, times), _journal(seen, times)


def _journal(drafts, times) -> Journal:
    head, journal = origin("drawn"), []
    for draft in drafts:
        # a salt and a time by what is said, not by its place: places differ
        about = json.dumps([draft.kind, draft.id]).encode()
        written = appended(
            head,
            [draft],
            by="a drafter",
            now=times[draft.kind, draft.id],
            new_salt=lambda about=about: hashlib.sha256(about).digest(),
        )
        journal += written
        head = _head(written[-1])
    return tuple(journal)


def _head(written: Written):
    from onetext.record.entries import head_after

    return head_after(written.entry)


def ids_of(case: Case) -> dict[str, list[str]]:
    """Kind to the ids a case has; for the arguments of routes."""
    return {
        field.name: [record.id for record in getattr(case, field.name)]
        for field in dataclasses.fields(case)
        if isinstance(getattr(case, field.name), tuple)
    }
