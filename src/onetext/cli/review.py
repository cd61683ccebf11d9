"""``onetext review CASE``: what reports may say of the case, for a person to decide."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._page import counted, emit_json, json_option, talk, workspace_option
from onetext.model import Tlp

if TYPE_CHECKING:
    from onetext.model import Case, Marking, Reading
    from onetext.reading.proposals import ProposedPosition
    from onetext.workflows.journal import Scribe
    from onetext.workflows.journal_store import JournalStore


@click.command("review")
@click.argument("case_reference", metavar="CASE")
@click.argument("more", metavar="[FILE...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--reports", "reports", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="Reports to read, or a folder of them. Without it: what was decided so far.",
)  # fmt: skip
@click.option(
    "--published", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DATE",
    help="The day the reports appeared, for those that do not say.",
)  # fmt: skip
@click.option(
    "--to", "to_file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the proposals to a YAML file to decide in, instead of asking.",
)  # fmt: skip
@click.option(
    "--from", "from_file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Apply the decisions of such a file.",
)  # fmt: skip
@click.option("--undo", is_flag=True, help="Take the last decision back.")
@click.option("--tlp", type=click.Choice([str(label) for label in Tlp]), help="Mark what is added.")
@click.option("--audience", multiple=True, metavar="PARTY", help="Who may see it, with --tlp.")
@click.option("--chatham-house", is_flag=True, help="Its speakers may not be named in exports.")
@click.option("--by", metavar="NAME", help="Who decides; whoever is logged in by default.")
@workspace_option
@json_option
def command(
    case_reference: str,
    more: tuple[Path, ...],
    reports: tuple[Path, ...],
    published: datetime.datetime | None,
    workspace: Any,
    *,
    as_json: bool,
    **asked: Any,
) -> None:
    """Propose positions from reports, and write down what you decide about each.

    CASE is a case of the workspace. Keys: c confirm, e edit, r reject, s skip, u undo, q quit.
    Every decision is kept at once; what was decided is not proposed again, so you may stop at any
    time.

    Example: onetext review border-talks --reports evening-post.txt --to proposals.yaml
    """
    from onetext.wiring import scribe
    from onetext.workflows.journal import kept_case
    from onetext.workflows.review import undecided

    store, case_id = _kept(case_reference, workspace)
    if asked["undo"]:
        _undo(store, case_id, scribe(asked["by"]), as_json=as_json)
        return
    view = kept_case(store, case_id)
    case = view.case
    marking = _marking(case, asked)
    files = (*reports, *more)
    if not files:
        _show_decided(case, asked, as_json=as_json)
        return
    reading = _reading(files, published)
    writer = scribe(asked["by"])
    if asked["from_file"] is not None:
        _apply(store, case, reading, asked["from_file"], writer, marking, as_json=as_json)
        return
    waiting = undecided(case, reading, view.erased)
    if asked["to_file"] is not None:
        _write(asked["to_file"], case, waiting)
    elif as_json or not sys.stdin.isatty():
        _list(case, waiting, as_json=as_json)
    else:
        from onetext.cli._review_loop import ask_about

        ask_about(store, case, reading, waiting, lambda: scribe(asked["by"]), marking)


def _undo(store: JournalStore, case_id: str, writer: Scribe, *, as_json: bool) -> None:
    from dataclasses import asdict

    from onetext.workflows.review_undo import take_back

    gone = take_back(store, case_id, writer)
    if as_json:
        emit_json(asdict(gone))
        return
    went = ", ".join(one for one in (gone.position, gone.source) if one)
    click.echo(f"taken back: {gone.about}{f' ({went})' if went else ''}")


def _kept(reference: str, workspace: Path | None) -> tuple[JournalStore, str]:
    from onetext.errors import ImpossibleRequest, Problem
    from onetext.wiring import where_is

    place = where_is(reference, workspace)
    if not isinstance(place, Path):
        return place
    raise ImpossibleRequest(
        Problem(
            what=f"decisions on {reference!r} cannot be kept",
            because="only a case in the workspace has a journal to write them in",
            hint="`onetext import` brings a case into the workspace",
        )
    )


def _marking(case: Case, asked: dict[str, Any]) -> Marking | None:
    """Return the marking asked for; None: as the source or the case is marked."""
    from onetext.errors import ImpossibleRequest, Problem
    from onetext.model import Attribution, Marking
    from onetext.workflows.find import find_party

    if asked["tlp"] is None and not asked["chatham_house"]:
        if asked["audience"]:
            raise ImpossibleRequest(
                Problem(
                    "an audience alone marks nothing",
                    "whom content may reach depends on its label as well",
                    "give --tlp too, as in --tlp AMBER --audience PARTY",
                )
            )
        return None
    return Marking(
        tlp=Tlp(asked["tlp"]) if asked["tlp"] else case.marking.tlp,
        audience=tuple(find_party(case, party).id for party in asked["audience"]),
        attribution=Attribution.CHATHAM_HOUSE if asked["chatham_house"] else Attribution.ON_RECORD,
    )


def _reading(files: tuple[Path, ...], published: datetime.datetime | None) -> Reading:
    from onetext.wiring import report_files, report_intake
    from onetext.workflows.read_reports import read_reports

    named = [file for file in files if not file.is_dir()]
    found = [file for folder in files if folder.is_dir() for file in report_files(folder)]
    return read_reports(
        [*named, *found],
        report_intake(),
        published=published.date() if published else None,
        may_skip=frozenset(found),
        skipped=lambda problem: talk(f"left out: {problem}"),
    )


def _show_decided(case: Case, asked: dict[str, Any], *, as_json: bool) -> None:
    from onetext.cli._review_page import print_decided
    from onetext.errors import ImpossibleRequest, Problem

    if asked["to_file"] is not None or asked["from_file"] is not None:
        raise ImpossibleRequest(
            Problem(
                "there is nothing to review",
                "proposals are made from reports, and none was given",
                "name them: --reports FILE",
            )
        )
    if as_json:
        emit_json([_decided_row(one) for one in case.statements])
    else:
        print_decided(case)


def _decided_row(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "review": str(one.review),
        "about": one.about,
        "position": one.position,
        "speaker": one.speaker,
        "words": one.words,
        "places": list(one.places),
        "sources": list(one.sources),
        "because": one.because,
    }


def _write(path: Path, case: Case, waiting: list[ProposedPosition]) -> None:
    from onetext.formats.new_files import write_new_text
    from onetext.formats.reading_decisions import proposals_text

    write_new_text(path, proposals_text(case.id, waiting))
    talk(f"wrote {counted(len(waiting), 'proposal')} to {path}; decide there, then --from {path}")


def _apply(
    store: JournalStore,
    case: Case,
    reading: Reading,
    path: Path,
    writer: Scribe,
    marking: Marking | None,
    *,
    as_json: bool,
) -> None:
    from onetext.formats.reading_decisions import filed_decisions
    from onetext.workflows.review_file import apply_decisions

    done = apply_decisions(store, case, reading, filed_decisions(path), writer, marking=marking)
    if as_json:
        emit_json([_decided_row(one.statement) for one in done])
        return
    for one in done:
        became = f" -> {one.position.id}" if one.position else ""
        click.echo(f"{one.statement.review}: {one.statement.about}{became}")
    click.echo(f"{counted(len(done), 'decision')} written down.")


def _list(case: Case, waiting: list[ProposedPosition], *, as_json: bool) -> None:
    if as_json:
        from onetext.formats.reading_json import proposal_json

        emit_json([proposal_json(one) for one in waiting])
        return
    from onetext.cli._review_page import print_proposals

    print_proposals(case, waiting)
