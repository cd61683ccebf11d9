"""``onetext answer``: record what a party answered, and see what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from onetext.cli._page import emit_json, json_option, make_console, workspace_option
from onetext.model import Case, Stance

_STANCES = [str(stance) for stance in Stance if not stance.says_nothing]


@click.command(name="answer")
@click.argument("case_reference", metavar="CASE")
@click.option("--party", required=True, metavar="P", help="Who answered.")
@click.option("--point", metavar="N", help="The point asked about.")
@click.option("--option", "option_id", metavar="ID", help="The option of the point.")
@click.option("--text", "text_id", metavar="ID", help="Or the whole text asked about.")
@click.option("--stance", type=click.Choice(_STANCES), help="What it said.")
@click.option(
    "--matters",
    "points",
    metavar="N,N,...",
    help="Instead: points in the order in which they matter to it, most first.",
)
@click.option(
    "--prefers",
    "texts",
    metavar="ID,ID,...",
    help="Or: texts in the order of its preference, best first.",
)
@click.option("--on", "day", metavar="DATE", help="When it said so; today by default.")
@click.option("--condition", default="", help="Of accepts-if: the condition.")
@click.option("--note", default="", help="What was said, in your words.")
@click.option("--said-by", default="", help="Who spoke.")
@click.option(
    "--credibility", type=click.Choice(list("123456")), default="2", show_default=True,
    help="Admiralty grade: how far it is taken to be what the party wants.",
)  # fmt: skip
@click.option("--by", metavar="NAME", help="Who writes it down; whoever is logged in by default.")
@workspace_option
@json_option
def command(
    case_reference: str,
    day: str | None,
    by: str | None,
    workspace: Any,
    *,
    as_json: bool,
    **said: Any,
) -> None:
    """Record what a party answered to the drafting team in CASE, a case of the workspace.

    The answer is marked for the team and for that party alone.

    Example: onetext answer border-talks --party north --point p1 --option river --stance accepts
    """
    from onetext.model import UncertainDate
    from onetext.wiring import kept, scribe
    from onetext.workflows.answer import PartyAnswer, record_answer
    from onetext.workflows.find import day_of

    store, case_id = kept(case_reference, workspace, needs_journal=True)
    writer = scribe(by)
    on = day_of(day, writer.now.date()) or writer.now.date()
    answer = PartyAnswer(
        party=said["party"],
        stance=Stance(said["stance"]) if said["stance"] else None,
        points=_listed(said["points"]),
        texts=_listed(said["texts"]),
        day=on,
        point=said["point"],
        option=said["option_id"],
        text=said["text_id"],
        condition=said["condition"],
        note=said["note"],
        said_by=said["said_by"],
        credibility=said["credibility"],
    )
    found = record_answer(store, case_id, answer, writer)
    shifts = [
        (text, who, share.share, found.after[text][who].share)
        for text, shares in found.before.items()
        for who, share in shares.items()
        if abs(found.after[text][who].share - share.share) >= 0.01
    ]
    if as_json:
        emit_json(
            {
                "position": found.record.id,
                "since": str(UncertainDate(on.isoformat())),
                "changed": [
                    {"text": t, "party": w, "before": round(b, 6), "after": round(a, 6)}
                    for t, w, b, a in shifts
                ],
            }
        )
        return
    from onetext.workflows.journal import kept_case

    _print_page(found.record.id, shifts, kept_case(store, case_id).case)


def _listed(given: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (given or "").split(",") if part.strip())


def _print_page(position: str, shifts: Sequence[tuple[str, str, float, float]], case: Case) -> None:
    from onetext.workflows.study_words import percent

    console = make_console()
    names = {party.id: party.name for party in case.parties} | {"all": "all who sign"}
    titles = {text.id: text.title for text in case.texts}
    console.print(f"Recorded as {position}.", markup=False)
    for text, who, before, after in shifts:
        moved = f"{percent(before)} before, {percent(after)} now"
        console.print(f"  {titles[text]}, {names[who]}: {moved}", markup=False)
    if not shifts:
        console.print("No share of a text moved by a point or more.")
