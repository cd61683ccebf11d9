"""``onetext read FILE…``: what reports say, and which of them are one source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._execution_page import execution_options
from onetext.cli._page import check_page_name, emit_json, json_option, progress_bar, talk

if TYPE_CHECKING:
    from onetext.formats.reading_shelf import SqliteShelf
    from onetext.model import Reading
    from onetext.workflows.corpus import Corpus

_FEW = 50
"""Reports that are read at once and shown one by one; more are a corpus."""
_MOST_ON_A_PAGE = 200


@click.command("read")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--published",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="The day the reports appeared (2025-11-20). Without it weekdays stay unresolved.",
)
@click.option(
    "--language",
    metavar="TAG",
    help="The language of the reports (en, fr), where their files do not say it rightly.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PAGE",
    help="Write the reports side by side, with everything found marked, as one HTML page.",
)
@click.option(
    "--keep",
    metavar="FILE",
    help=f"Where a run over more than {_FEW} reports keeps what it read, so that the next goes on "
    "from there; `nothing`: nowhere. By default in your cache folder.",
)
@execution_options
@json_option
def command(files: tuple[Path, ...], page: Path | None, *, as_json: bool, **asked: Any) -> None:
    """Show what reports say, and which of them are one source.

    FILE is plain text in UTF-8, a web page, PDF, DOCX or mail, up to 20 MB; or a folder of such
    files, and then those that cannot be read are named and left out.

    Everything shown is proposed by a rule and names the characters it rests on; nothing becomes
    part of a case before a person confirms it.

    Example: onetext read reports/ --workers 4 --json
    """
    from onetext.wiring import report_files, report_intake

    if page is not None:
        check_page_name(page, "the reports")
    published: datetime.datetime | None = asked["published"]
    day = published.date() if published else None
    named = [file for file in files if not file.is_dir()]
    found = [file for folder in files if folder.is_dir() for file in report_files(folder)]
    paths = [*named, *found]
    is_corpus = len(paths) > _FEW or asked["workers"] > 1 or asked["cluster"] or asked["keep"]
    if is_corpus:
        _read_corpus(paths, frozenset(found), day, page, asked, as_json=as_json)
        return
    from onetext.workflows.read_reports import read_reports

    reading = read_reports(
        paths,
        report_intake(),
        published=day,
        language=asked["language"],
        may_skip=frozenset(found),
        skipped=lambda problem: talk(f"left out: {problem}"),
    )
    _show(reading, page, as_json=as_json)


def _show(reading: Reading, page: Path | None, *, as_json: bool) -> None:
    if page is not None:
        from onetext.formats.files import write_text
        from onetext.formats.reading_html import reading_html

        write_text(page, reading_html(reading))
        talk(f"wrote {page}")
    if as_json:
        from onetext.formats.reading_json import reading_json

        emit_json(reading_json(reading))
    elif page is None:
        from onetext.cli._reading_page import print_reading

        print_reading(reading)


def _read_corpus(
    paths: list[Path],
    may_skip: frozenset[Path],
    day: datetime.date | None,
    page: Path | None,
    asked: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    """Read many files with a crew, keeping what is read as it comes."""
    from onetext.execution import crew
    from onetext.formats.reading_shelf import rules_version
    from onetext.wiring import report_intake
    from onetext.workflows.corpus import CorpusReader, preparation

    if page is not None and len(paths) > _MOST_ON_A_PAGE:
        raise _too_many_for_a_page(len(paths))
    with _shelf(asked["keep"]) as shelf, crew(asked["workers"], asked["cluster"]) as hands:
        reader = CorpusReader(
            paths,
            report_intake(),
            shelf,
            hands,
            version=rules_version(),
            prepared=preparation(day, asked["language"]),
        )
        with _phases() as progress:
            corpus = reader.corpus(
                may_skip=may_skip,
                skipped=lambda problem: talk(f"left out: {problem}"),
                progress=progress,
            )
        if reader.n_kept:
            talk(f"{reader.n_kept} of {len(corpus.reports)} were read before")
        if len(paths) <= _FEW or page is not None:
            _show(corpus.reading(lambda one: reader.text_of(one.id)), page, as_json=as_json)
        else:
            _show_corpus(corpus, as_json=as_json)


def _show_corpus(corpus: Corpus, *, as_json: bool) -> None:
    if as_json:
        from onetext.formats.reading_stream import corpus_json

        for part in corpus_json(corpus):
            click.echo(part, nl=False)
        return
    from onetext.cli._corpus_page import print_corpus

    print_corpus(corpus)


@contextmanager
def _shelf(keep: str | None) -> Iterator[SqliteShelf]:
    """Open what keeps the readings, and say where on the first time."""
    from onetext.formats.reading_shelf import SqliteShelf, default_shelf_path

    path = None if keep == "nothing" else Path(keep) if keep else default_shelf_path()
    if path is not None and not path.exists():
        talk(f"what is read is kept in {path}; delete it whenever you like")
    with SqliteShelf(path) as shelf:
        yield shelf


@contextmanager
def _phases() -> Iterator[Any]:
    """Show one bar after another: reading, linking, comparing."""
    with progress_bar("reading, linking, comparing") as report:

        def told(phase: str, done: int, total: int) -> None:
            report(done, total)

        yield told


def _too_many_for_a_page(n_reports: int) -> Exception:
    from onetext.errors import ImpossibleRequest, Problem

    return ImpossibleRequest(
        Problem(
            what=f"{n_reports} reports do not fit on one page",
            because=f"a page shows at most {_MOST_ON_A_PAGE} reports side by side",
            hint="name the reports to be shown, or take --json for all of them",
        )
    )
