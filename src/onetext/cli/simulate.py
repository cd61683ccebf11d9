"""``onetext simulate``: parties with hidden preferences measure the mediator's method."""

from __future__ import annotations

import math
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._page import counted, emit_json, json_option, make_console, progress_bar

if TYPE_CHECKING:
    from onetext.mediation.simulation import Score
    from onetext.mediation.simulation_plays import Setting

WHAT_THIS_IS = "a measurement of the method, not a forecast"


@click.command(name="simulate")
@click.option("--points", type=int, default=28, show_default=True)
@click.option("--options", type=int, default=4, show_default=True)
@click.option("--parties", type=int, default=4, show_default=True)
@click.option("--instances", type=int, default=40, show_default=True, help="Negotiations played.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--known-directions",
    type=float,
    default=0.7,
    show_default=True,
    help="Share of points and parties whose direction the mediator is told.",
)
@click.option("--wrong-answers", type=float, default=0.1, show_default=True)
@click.option(
    "--no-agreement",
    type=float,
    default=0.45,
    show_default=True,
    help="What every party has without an agreement, from 0 to 1.",
)
@click.option(
    "--conduct",
    type=click.Choice(["truthful", "loud", "strategic"]),
    default="truthful",
    show_default=True,
    help="How the first party answers.",
)
@click.option(
    "--doubt-lists",
    is_flag=True,
    help="Our method does not believe what the first party says hurts most, and asks it other "
    "things.",
)
@click.option("--unordered", is_flag=True, help="On a third of the points no order of options.")
@click.option(
    "--unordered-told",
    is_flag=True,
    help="The same, and our method is told at which points.",
)
@click.option("--links", type=int, default=0, show_default=True, help="Linked pairs of points.")
@click.option("--method", "methods", multiple=True, help="Only this method; may be repeated.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True)
@click.option("--cluster", metavar="ADDRESS", help="A running Dask cluster; gets numbers only.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep every negotiation in this file, and go on from what it has.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw an SVG or a PNG.",
)
@json_option  # fmt: skip
def command(
    points: int,
    options: int,
    parties: int,
    known_directions: float,
    wrong_answers: float,
    no_agreement: float,
    conduct: str,
    doubt_lists: bool,
    unordered: bool,
    unordered_told: bool,
    links: int,
    **how: Any,
) -> None:
    """Play the one-text procedure with parties whose preferences are hidden from the mediator.

    Our method, without and with questions of its own, and five single-text methods play the same
    negotiations. A measurement of the method, never a forecast of real people. Methods: one-text,
    one-text-asking, random-texts, hill-climbing, annealing-parties, annealing-mediator, veto-text.

    Example: onetext simulate --parties 2 --instances 10
    """
    from onetext.mediation.simulated_parties import Conduct
    from onetext.mediation.simulation_plays import Setting

    setting = Setting(
        points, options, parties, known_directions, wrong_answers, no_agreement,
        Conduct(conduct), not (unordered or unordered_told), links, order_told=unordered_told,
        lists_doubted=doubt_lists,
    )  # fmt: skip
    _measure(setting, **how)


def _measure(
    setting: Setting,
    *,
    instances: int,
    seed: int,
    methods: tuple[str, ...],
    workers: int,
    cluster: str | None,
    out: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    from onetext.mediation.simulation import check_setting

    names = _names(methods)
    check_setting(setting, instances, seed)
    if plot:
        from onetext.formats.plot_files import check_plot_name

        check_plot_name(plot)
    scores = _scores(setting, instances, seed, names, (workers, cluster), out, quiet=as_json)
    if plot:
        from onetext.formats.simulation_plot import write_simulation_plot

        title = f"{instances} negotiations of {setting.n_parties} parties, seed {seed}"
        write_simulation_plot(scores, title, plot)
    if as_json:
        emit_json(
            {
                "what_this_is": WHAT_THIS_IS,
                "setting": setting_data(setting) | {"instances": instances, "seed": seed},
                "strategies": [score_data(score) for score in scores],
            }
        )
        return
    _print(scores, setting, instances, seed)


def _names(methods: tuple[str, ...]) -> tuple[str, ...]:
    """Return the methods asked for, ours first."""
    from onetext.errors import ImpossibleRequest, Problem
    from onetext.mediation.simulation_plays import NAMES

    unknown = [name for name in methods if name not in NAMES]
    if unknown:
        raise ImpossibleRequest(
            Problem(
                what=f"there is no method {unknown[0]}",
                because=f"the methods are {', '.join(NAMES)}",
                hint="leave --method out for all of them",
            )
        )
    return tuple(name for name in NAMES if not methods or name in methods)


def _scores(
    setting: Setting,
    instances: int,
    seed: int,
    names: tuple[str, ...],
    where: tuple[int, str | None],
    out: Path | None,
    *,
    quiet: bool,
) -> tuple[Score, ...]:
    from onetext.execution import crew
    from onetext.formats.simulation_plays import kept_plays
    from onetext.mediation.simulation import simulate

    with (
        progress_bar("playing", quiet=quiet) as report,
        kept_plays(out, setting, seed) if out else nullcontext() as kept,
        crew(*where) as hands,
    ):
        return simulate(
            setting,
            instances,
            seed,
            names=names,
            in_order=partial(hands.results, n_items=instances),
            played=kept.played if kept else None,
            keep=kept.keep if kept else None,
            progress=report,
        )


def setting_data(setting: Setting) -> dict[str, Any]:
    """Return a setting as plain data, in the words of the options."""
    return {
        "points": setting.n_points,
        "options": setting.n_options,
        "parties": setting.n_parties,
        "known_directions": setting.known_directions,
        "wrong_answers": setting.wrong_answers,
        "no_agreement": setting.reservation,
        "conduct": setting.conduct.value,
        "lists_doubted": setting.lists_doubted,
        "ordered": setting.is_ordered,
        "order_told": setting.order_told,
        "links": setting.n_links,
    }


def score_data(score: Score) -> dict[str, Any]:
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
        "gain_of_the_first_party": round(score.first_gain, 4),
    }


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _print(scores: tuple[Score, ...], setting: Setting, instances: int, seed: int) -> None:
    from onetext.cli._console import PageTable

    console = make_console()
    console.print("[bold]How well a mediator's method does with simulated parties[/bold]")
    console.print(
        f"{counted(instances, 'negotiation')}, seed {seed}: {_setting_words(setting)}. "
        f"{WHAT_THIS_IS.capitalize()}.",
        style="dim",
    )
    console.print()
    table = PageTable(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("method", no_wrap=True)
    table.add_column("accept", justify="right", no_wrap=True)
    for checkpoint in scores[0].efficiency:
        table.add_column(f"by {checkpoint}", justify="right", no_wrap=True)
    table.add_column("to .85", justify="right", no_wrap=True)
    for score in scores:
        cells = [f"{_two(m)}/{_two(low)}" for m, low in score.efficiency.values()]
        accept = "/".join(_whole(number) for number in score.drafts_until_all_accept)
        table.add_row(score.name, accept, *cells, _whole(score.drafts_until_good))
    console.print(table)
    console.print()
    console.print(
        "Accept: drafts until every party truly does at least as well as without agreement, "
        "median/90th percentile. By 4 … 16 drafts: efficiency of the draft put forward, "
        "median/10th percentile; 1 is the true Nash package. To .85: median number of drafts "
        "until what is put forward first reaches .85.",
        style="dim",
    )


def _setting_words(setting: Setting) -> str:
    """Say what was played and what the mediator was told of it."""
    said = [
        f"{setting.n_points} points of {setting.n_options} options, {setting.n_parties} parties",
        f"directions known for {setting.known_directions:.0%}",
        f"answers wrong {setting.wrong_answers:.0%} of the time",
    ]
    if not setting.is_ordered:
        told = "is told at which" if setting.order_told else "is not told at which"
        said.append(f"no order of options on a third of the points, and the mediator {told}")
    if setting.conduct.value != "truthful":
        said.append(f"the first party is {setting.conduct.value}")
    if setting.lists_doubted:
        said.append("the mediator does not believe what the first party says hurts most")
    if setting.n_links:
        said.append(f"{counted(setting.n_links, 'linked pair')} of points")
    return "; ".join(said)


def _two(number: float) -> str:
    """Write a figure between 0 and 1 as in .84."""
    return f"{number:.2f}".removeprefix("0")


def _whole(number: float) -> str:
    return f"{number:.0f}" if math.isfinite(number) else "never"
