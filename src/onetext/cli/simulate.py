"""``onetext simulate``: parties with hidden preferences measure the mediator's method."""

from __future__ import annotations

import math
from typing import Any

import click

from onetext.cli._page import emit_json, json_option, make_console, progress_bar


@click.command(name="simulate")
@click.option("--points", type=int, default=28, show_default=True)
@click.option("--options", type=int, default=4, show_default=True)
@click.option("--parties", type=int, default=4, show_default=True)
@click.option("--instances", type=int, default=40, show_default=True, help="Negotiations played.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--known-directions", type=float, default=0.7, show_default=True,
    help="Share of points and parties whose direction the mediator is told.",
)  # fmt: skip
@click.option("--wrong-answers", type=float, default=0.1, show_default=True)
@click.option(
    "--no-agreement", type=float, default=0.45, show_default=True,
    help="What every party has without an agreement, from 0 to 1.",
)  # fmt: skip
@click.option("--workers", type=int, default=1, show_default=True)
@json_option
def command(
    points: int,
    options: int,
    parties: int,
    instances: int,
    seed: int,
    known_directions: float,
    wrong_answers: float,
    no_agreement: float,
    workers: int,
    *,
    as_json: bool,
) -> None:
    """Play the one-text procedure with parties whose preferences are hidden from the mediator.

    Our method and four single-text methods play the same negotiations. A measurement of the
    method, never a forecast of real people.

    Example: onetext simulate --parties 2 --instances 10
    """
    from onetext.mediation.simulation import Setting, check_setting, simulate

    setting = Setting(points, options, parties, known_directions, wrong_answers, no_agreement)
    check_setting(setting, instances, seed)
    with progress_bar("playing", quiet=as_json) as report, _executor(workers) as executor:
        scores = simulate(setting, instances, seed, executor=executor, progress=report)
    if as_json:
        emit_json(
            {
                "what_this_is": "a measurement of the method, not a forecast",
                "setting": {
                    "points": points,
                    "options": options,
                    "parties": parties,
                    "instances": instances,
                    "seed": seed,
                    "known_directions": known_directions,
                    "wrong_answers": wrong_answers,
                    "no_agreement": no_agreement,
                },
                "strategies": [score_data(score) for score in scores],
            }
        )
        return
    _print(scores, instances, seed)


def _executor(workers: int) -> Any:
    from concurrent.futures import ProcessPoolExecutor
    from contextlib import nullcontext
    from multiprocessing import get_context

    if workers <= 1:
        return nullcontext()
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def score_data(score: Any) -> dict[str, Any]:
    """Return one strategy's score as plain data; None where half never got there."""
    median, p90 = score.drafts_until_all_accept
    return {
        "name": score.name,
        "drafts_until_all_accept": {"median": _finite(median), "p90": _finite(p90)},
        "efficiency": {
            str(checkpoint): {"median": round(middle, 4), "p10": round(low, 4)}
            for checkpoint, (middle, low) in score.efficiency.items()
        },
        "drafts_until_0.85": _finite(score.drafts_until_good),
        "answers": score.answers,
        "calibration": [
            {"believed": round(believed, 4), "true": round(true, 4), "n": n}
            for believed, true, n in score.calibration
        ],
    }


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _print(scores: Any, instances: int, seed: int) -> None:
    from rich.table import Table

    console = make_console()
    console.print("[bold]How well a mediator's method does with simulated parties[/bold]")
    console.print(
        f"{instances} negotiations, seed {seed}. A measurement of the method, not a forecast.",
        style="dim",
    )
    console.print()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("method", no_wrap=True)
    table.add_column("all accept", justify="right")
    for checkpoint in scores[0].efficiency:
        table.add_column(f"by {checkpoint}", justify="right")
    table.add_column("drafts to .85", justify="right")
    for score in scores:
        cells = [f"{m:.2f}/{low:.2f}" for m, low in score.efficiency.values()]
        accept = "/".join(_whole(number) for number in score.drafts_until_all_accept)
        table.add_row(score.name, accept, *cells, _whole(score.drafts_until_good))
    console.print(table)
    console.print()
    console.print(
        "All accept: drafts until every party truly does at least as well as without agreement, "
        "median/90th percentile. By 4 … 16 drafts: efficiency of the draft put forward, "
        "median/10th percentile; 1 is the true Nash package.",
        style="dim",
    )


def _whole(number: float) -> str:
    return f"{number:.0f}" if math.isfinite(number) else "never"
