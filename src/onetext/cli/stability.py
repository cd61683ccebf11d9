"""``onetext stability``: whether anybody would move away, and what the others would answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onetext.cli._page import emit_json, json_option, talk, workspace_option

if TYPE_CHECKING:
    from onetext.formats.graph_model_yaml import Conflict


@click.command(name="stability")
@click.argument("reference", metavar="FILE")
@click.option(
    "--package",
    "package",
    multiple=True,
    metavar="POINT=OPTION",
    help="FILE is a case or a scenario, and this was signed: once per point, or `nash`.",
)
@click.option(
    "--breach",
    "breaches",
    multiple=True,
    metavar="'PARTY: POINT > OPTION'",
    help="With --package: what a party could do to a point alone; <> if it could also return.",
)
@click.option(
    "--walks-away", multiple=True, metavar="PARTY", help="With --package: could end all of it."
)
@click.option(
    "--coalitions",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many might move together.",
)
@click.option("--why", metavar="STATE", help="Say of this state why everybody stays or leaves.")
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the conflict into this new YAML file, to be changed by hand.",
)
@workspace_option
@json_option
def command(
    reference: str,
    package: tuple[str, ...],
    breaches: tuple[str, ...],
    walks_away: tuple[str, ...],
    coalitions: int,
    why: str | None,
    target: Path | None,
    workspace: Path | None,
    *,
    as_json: bool,
) -> None:
    """Ask of every state of a conflict whether anybody would leave it (Nash, GMR, SMR, SEQ).

    FILE is a conflict in YAML (decision makers, states, moves, preferences), or one of the bundled
    ones: elmira, prisoners-dilemma. With --package it is a case or a scenario, as `solve` reads
    them, and the question is whether the package is stable once it is signed.

    Example: onetext stability elmira --why s5
    """
    from onetext.cli._stability_page import as_data, print_page
    from onetext.workflows.stability import stability_of

    conflict = (
        _signed(reference, package, breaches, walks_away, workspace)
        if package
        else _read(reference, has_breaches=bool(breaches or walks_away))
    )
    found = stability_of(conflict.model, coalitions, why)
    if target is not None:
        from onetext.formats.graph_model_written import conflict_text
        from onetext.formats.graph_model_yaml import parse_conflict
        from onetext.formats.new_files import write_new_text

        text = conflict_text(conflict)
        parse_conflict(text, str(target))
        write_new_text(target, text)
        talk(f"written into {target}")
    if as_json:
        emit_json(as_data(conflict, found))
    else:
        print_page(conflict, found, why if why is not None else conflict.now)


def _read(reference: str, *, has_breaches: bool) -> Conflict:
    from onetext.errors import ImpossibleRequest, NotFound, Problem
    from onetext.formats.graph_model_yaml import read_conflict
    from onetext.wiring import bundled_conflicts

    if has_breaches:
        raise ImpossibleRequest(
            Problem(
                what="it is not said what was signed",
                because="a breach turns a point of a package to something else",
                hint="--package POINT=OPTION, once per point, or --package nash",
            )
        )
    bundled, path = bundled_conflicts(), Path(reference)
    if path.exists() or path.suffix in (".yaml", ".yml"):
        return read_conflict(path)
    if reference in bundled:
        return read_conflict(bundled[reference])
    raise NotFound(
        Problem(
            what=f"there is no conflict {reference!r}",
            because=f"it is no file, and the bundled ones are: {', '.join(bundled)}",
            hint="give the path of its YAML file; of a case, --package says what was signed",
        )
    )


def _signed(
    reference: str,
    package: tuple[str, ...],
    breaches: tuple[str, ...],
    walks_away: tuple[str, ...],
    workspace: Path | None,
) -> Conflict:
    from onetext.cli.solve import read_scored
    from onetext.formats.graph_model_yaml import Conflict
    from onetext.workflows.package_stability import signed_from_words

    read = read_scored((Path(reference),), workspace=workspace)
    model = signed_from_words(read.scenario, package, breaches, walks_away).model
    return Conflict(
        model=model,
        title=f"{read.title}, once signed",
        source="",
        note="; ".join(read.notes),
        names={party: party for party in model.decision_makers},
        words={state: state for state in model.states},
        now=model.states[0],
    )
