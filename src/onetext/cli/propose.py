"""``onetext propose``: the next draft, with the reason for every change."""

from __future__ import annotations

from typing import Any

import click

from onetext.cli._page import as_of_option, emit_json, json_option, make_console, workspace_option


@click.command(name="propose")
@click.argument("case_reference", metavar="CASE")
@as_of_option
@click.option(
    "--text", "text_id", metavar="ID", help="The text to revise; else the latest live one."
)
@click.option("--changes", "at_most", type=int, metavar="K", help="At most this many changes.")
@click.option("--draws", type=int, metavar="N", help="Preference profiles per party.")
@click.option("--seed", type=int, metavar="N", help="The same seed gives the same draft.")
@workspace_option
@json_option
def command(
    case_reference: str,
    as_of: str | None,
    text_id: str | None,
    at_most: int | None,
    draws: int | None,
    seed: int | None,
    workspace: Any,
    *,
    as_json: bool,
) -> None:
    """Propose the next draft of CASE: few changes to a text, each with its reason.

    What all who sign agree on is kept; a point is bracketed where the record leaves it open.

    Example: onetext propose ukraine-2025 --changes 3
    """
    from onetext.wiring import open_case
    from onetext.workflows.find import day_of
    from onetext.workflows.propose import propose
    from onetext.workflows.study import DEFAULT_DRAWS, DEFAULT_SEED

    case = open_case(case_reference, workspace=workspace)
    found = propose(
        case,
        text=text_id,
        as_of=day_of(as_of, case.as_of),
        at_most=at_most,
        n_draws=DEFAULT_DRAWS if draws is None else draws,
        seed=DEFAULT_SEED if seed is None else seed,
    )
    if as_json:
        emit_json(as_data(found))
    else:
        _print(found, case)


def as_data(proposal: Any) -> dict[str, Any]:
    """Return a proposal as plain data."""
    return {
        "revises": proposal.revises,
        "seed": proposal.seed,
        "draws": proposal.n_draws,
        "before": _shares(proposal.before),
        "filled": _shares(proposal.filled),
        "after": _shares(proposal.after),
        "kept": list(proposal.kept),
        "changes": [_row(change) for change in proposal.changes],
        "fills": [_row(change) for change in proposal.fills],
        "text": {
            "id": proposal.text.id,
            "title": proposal.text.title,
            "revises": list(proposal.text.revises),
            "clauses": [
                {
                    "point": clause.point,
                    "option": clause.option,
                    "state": str(clause.state),
                    "agreed_by": list(clause.agreed_by),
                    "alternatives": [a.option for a in clause.alternatives],
                }
                for clause in proposal.text.clauses
            ],
        },
    }


def _shares(shares: Any) -> dict[str, Any]:
    return {
        party: {"share": round(s.share, 6), "error": round(s.error, 6)}
        for party, s in shares.items()
    }


def _row(change: Any) -> dict[str, Any]:
    return {
        "point": change.point,
        "before": change.before,
        "after": change.after,
        "as_good": list(change.as_good),
        "asked": list(change.asked),
        "helps": list(change.helps),
        "costs": list(change.costs),
        "all_after": round(change.all_after.share, 6),
        "because": change.because,
    }


def _print(proposal: Any, case: Any) -> None:
    from rich.markup import escape

    from onetext.mediation.standings import listed
    from onetext.workflows.find import find_text
    from onetext.workflows.propose import proposal_words
    from onetext.workflows.study_words import percent, share_words

    console = make_console()
    names = {party.id: party.name for party in case.parties}
    points = {point.id: point for point in case.points}
    console.print(f"[bold]{escape(proposal.text.title)}[/bold]")
    console.print(f"{proposal.n_draws:,} draws, seed {proposal.seed}.", style="dim")
    console.print()
    console.print(escape(proposal_words(proposal, find_text(case, proposal.revises).title)))
    for party, name in names.items():
        now = share_words(proposal.before[party])
        then = share_words(proposal.after[party])
        console.print(f"  {escape(name)}: {now}, then {then}")
    for heading, changes in (
        ("Left open, counted with", proposal.fills),
        ("Changes", proposal.changes),
    ):
        if not changes:
            continue
        console.print()
        console.print(f"[bold]{heading}[/bold]")
        for number, change in enumerate(changes, start=1):
            point = points[change.point]
            console.print(
                f"{number} {escape(point.title)}: [bold]{escape(point.option(change.after).title)}"
                "[/bold]"
            )
            words = [change.because]
            if change.before is not None:
                words.append(f"All who sign would then reach {percent(change.all_after.share)}.")
            if change.before is not None and change.helps:
                words.append(f"Raises the share of {listed([names[p] for p in change.helps])}.")
            if change.before is not None and change.costs:
                words.append(f"Lowers that of {listed([names[p] for p in change.costs])}.")
            if change.as_good:
                others = listed([f"“{point.option(o).title}”" for o in change.as_good], "or")
                words.append(f"Bracketed: as far as can be told {others} would do as well.")
            asked = [option for option in change.asked if option not in change.as_good]
            if asked:
                others = listed([f"“{point.option(o).title}”" for o in asked])
                words.append(f"Stays in brackets with what else is asked for: {others}.")
            console.print(f"  {escape(' '.join(words))}", style="dim")
    if proposal.kept:
        console.print()
        console.print(
            f"Kept as agreed: {escape(listed([points[p].title for p in proposal.kept]))}."
        )
    console.print()
    console.print(
        "A proposal from the record, not a forecast; nobody has been shown it.", style="dim"
    )
