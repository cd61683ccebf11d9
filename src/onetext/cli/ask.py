"""``onetext ask``: the questions whose answers are worth most, and whom to put them to."""

from __future__ import annotations

from typing import Any

import click

from onetext.cli._page import (
    as_of_option,
    emit_json,
    json_option,
    make_console,
    progress_bar,
    workspace_option,
)


@click.command(name="ask")
@click.argument("case_reference", metavar="CASE")
@as_of_option
@click.option("--party", metavar="P", help="Only what to ask this party.")
@click.option("--draws", type=int, metavar="N", help="Preference profiles per party.")
@click.option("--seed", type=int, metavar="N", help="The same seed gives the same questions.")
@workspace_option
@json_option
def command(
    case_reference: str,
    as_of: str | None,
    party: str | None,
    draws: int | None,
    seed: int | None,
    workspace: Any,
    *,
    as_json: bool,
) -> None:
    """Say what to ask whom next in CASE, and what each answer would be worth.

    Example: onetext ask ukraine-2025 --party russia
    """
    from onetext.wiring import open_case
    from onetext.workflows.find import day_of, find_party
    from onetext.workflows.study import DEFAULT_DRAWS, DEFAULT_SEED, study
    from onetext.workflows.study_json import study_data

    case = open_case(case_reference, workspace=workspace)
    asked = find_party(case, party).id if party else None
    with progress_bar("ranking questions", quiet=as_json) as report:
        found = study(
            case,
            as_of=day_of(as_of, case.as_of),
            n_draws=DEFAULT_DRAWS if draws is None else draws,
            seed=DEFAULT_SEED if seed is None else seed,
            asked=asked,
            progress=lambda _what, done, total: report(done, total),
        )
    if as_json:
        emit_json(study_data(found)["questions"])
        return
    from onetext.cli._study_page import print_questions

    console = make_console()
    console.print(f"What to ask next: {found.title}", style="bold", markup=False)
    print_questions(console, found)
    if not found.questions:
        console.print("No answer would move what could be signed by more than chance.")
