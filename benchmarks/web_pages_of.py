"""The pages of the big case that people look at while they work, by who looks."""

from __future__ import annotations

import web_big_case

TEAM = {
    "case": "",
    "texts": "text",
    "text": "text/t38",
    "text edited": "text/t39/edit/p6",
    "texts side by side": "text/t38/beside/t39",
    "point through texts": "text/point/p6",
    "record": "record",
    "source": "record/source/s3",
    "report": "record/report/r1",
    "report reviewed": "record/report/r1/review",
    "accounts": "record/accounts",
    "positions": "positions",
    "position": "positions/p6/south",
    "what could be signed": "signed",
    "briefings": "briefings",
    "give a briefing": "briefings/give",
    "calendar": "calendar",
    "answers": "room/answers",
    "journal": "journal",
}
PARTY = {
    "case (party)": "",
    "texts (party)": "text",
    "room (party)": "room",
    "text in room (party)": "room/text/t39",
    "calendar (party)": "calendar",
    "journal (party)": "journal",
}


def pages_of(who: str) -> list[tuple[str, str]]:
    """Return name and address of each page."""
    chosen = TEAM if who == "team" else PARTY
    return [(name, f"/cases/{web_big_case.CASE_ID}/{path}") for name, path in chosen.items()]
