"""``onetext study``: what could be signed, what blocks, what to trade, what to ask next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onetext.cli._page import (
    as_of_option,
    check_page_name,
    emit_json,
    json_option,
    progress_bar,
    talk,
    workspace_option,
)


@click.command(name="study")
@click.argument("case_reference", metavar="CASE")
@as_of_option
@click.option("--text", "text_id", metavar="ID", help="Judge this text alone.")
@click.option(
    "--draws", type=int, metavar="N", help="Preference profiles per party (4,000 by default)."
)
@click.option("--seed", type=int, metavar="N", help="The same seed gives the same result.")
@click.option(
    "--paper",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write an options paper as well: one HTML file that needs no network.",
)
@click.option(
    "--tighter-bound",
    is_flag=True,
    help="Take some seconds more to say how large the share of any package could be.",
)
@click.option(
    "--constraints",
    "only_constraints",
    is_flag=True,
    help="Only list what each party's record demands, with its sources.",
)
@click.option(
    "--for", "reader", metavar="PARTY",
    help="As this party would study it: from what is marked for its eyes, and nothing else.",
)  # fmt: skip
@workspace_option
@json_option
def command(
    case_reference: str,
    as_of: str | None,
    text_id: str | None,
    draws: int | None,
    seed: int | None,
    paper: Path | None,
    tighter_bound: bool,
    only_constraints: bool,
    reader: str | None,
    workspace: Any,
    *,
    as_json: bool,
) -> None:
    """Find out what could be signed in CASE, as far as the record tells.

    For every text and the best packages found: the share of preference profiles that fit the
    record under which each party does at least as well as without agreement. Then what blocks,
    which trades would help, and what to ask whom. Never a forecast.

    Example: onetext study ukraine-2025 --as-of 2025-11-24
    """
    from onetext.wiring import open_case
    from onetext.workflows.find import day_of
    from onetext.workflows.readers import case_for
    from onetext.workflows.study import DEFAULT_DRAWS, DEFAULT_SEED, study

    if paper is not None:
        check_page_name(paper, "an options paper")
    case = open_case(case_reference, workspace=workspace)
    if reader is not None:
        case = case_for(case, reader)
    day = day_of(as_of, case.as_of)
    if only_constraints:
        _show_constraints(case, day, as_json=as_json)
        return
    with progress_bar("studying", quiet=as_json) as report:
        found = study(
            case,
            as_of=day,
            text=text_id,
            n_draws=DEFAULT_DRAWS if draws is None else draws,
            seed=DEFAULT_SEED if seed is None else seed,
            tighter_bound=tighter_bound,
            progress=lambda _what, done, total: report(done, total),
        )
    if paper is not None:
        from onetext.formats.options_paper import write_options_paper

        write_options_paper(paper, case, found, reference=case_reference, text=text_id)
        talk(f"wrote {paper}")
    if as_json:
        from onetext.workflows.study_json import study_data

        emit_json(study_data(found))
        return
    from onetext.cli._study_page import print_study

    print_study(found, case)


def _show_constraints(case: Any, day: Any, *, as_json: bool) -> None:
    from onetext.workflows.constraints import constraints_of

    constraints = constraints_of(case, day)
    if as_json:
        from onetext.workflows.study_json import constraints_data

        emit_json(constraints_data(constraints))
        return
    from onetext.cli._constraints_page import print_constraints

    print_constraints(constraints, case)
