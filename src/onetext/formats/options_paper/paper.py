"""The options paper: one self-contained page that opens with the finding, then shows the working.

No network, no script, no inline style: the page's own policy forbids all three. Everything a case
holds is text to be escaped; only drawings made here enter the page as markup.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shlex
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from onetext.errors import MissingExtra, Problem
from onetext.formats.files import write_text
from onetext.formats.options_paper import clauses, matrix, packages, standing, ways_out, words
from onetext.formats.options_paper.evidence import Citations
from onetext.formats.options_paper.finding import finding, handling, sureness
from onetext.formats.options_paper.reports import reports_shown
from onetext.model import Case, Reading, Stance
from onetext.workflows.study_result import Study

_FONTS = {
    "source-serif-4-latin-wght-normal.woff2": "Source Serif 4 Variable",
    "source-sans-3-latin-wght-normal.woff2": "Source Sans 3 Variable",
}


def options_paper(
    case: Case,
    study: Study,
    *,
    reading: Reading | None = None,
    reading_note: str = "",
    command: Sequence[str] = (),
) -> str:
    """Write the options paper of a study as one HTML page.

    Parameters
    ----------
    case : Case
        The case as studied; gives texts, sources, silence and markings.
    study : Study
    reading : Reading, optional
        What some reports say; they are shown beside the record, and enter no figure.
    reading_note : str
        What a reader must know of those reports.
    command : sequence of str, optional
        The command line that makes this paper again, as words. By default the one of
        ``onetext study`` with the study's own settings.

    Returns
    -------
    str
        The same page for the same arguments, byte for byte.

    Raises
    ------
    MissingExtra
        If jinja2 or vl-convert is not installed.
    """
    citations = Citations(case)
    body = _frame(case, study, command or study_command(study)) | _findings(case, study, citations)
    body["sureness"] = sureness(case, study, citations)  # before the text cites sources of its own
    body["shown"] = clauses.text_shown(case, study.as_of, citations)
    body["holders"] = [(holder, citations.cite(holder.sources)) for holder in case.key_holders]
    body["reports"] = reports_shown(reading, reading_note) if reading else None
    body["sources"] = citations.listed()
    page: str = _templates().get_template("paper.html.j2").render(**body)
    return page


def _frame(case: Case, study: Study, command: Sequence[str]) -> dict[str, Any]:
    """Return what stands around the findings: names, numbers, words, style."""
    style = _style()
    return {
        "case": case,
        "study": study,
        "w": words,
        "handling": handling(case),
        "point_numbers": matrix.point_numbers(case),
        "titles": {point.id: point.title for point in case.points},
        "numbering": matrix.numbering_text(case),
        "anchors": matrix.anchors(case),
        "holds_unattributable": bool(matrix.unattributable(case)),
        "stances": _stances_met(study),
        "command": shlex.join(command),
        "style": style,
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    }


def _findings(case: Case, study: Study, citations: Citations) -> dict[str, Any]:
    """Return what was found, citing the sources the figures rest on in the order of the page."""
    return {
        "finding": finding(study),
        "texts": standing.text_columns(study, matrix.said_of_texts(case, study, citations)),
        "collisions": ways_out.collisions(case, study, citations),
        "matrix": matrix.matrix(case, study, citations),
        "packages": standing.package_columns(study),
        "spread": standing.spread(study),
        "choices": packages.choice_rows(case, study),
        "exchanges": ways_out.exchanges(case, study),
        "rests_on": standing.rests_on(study),
    }


def write_options_paper(
    path: Path,
    case: Case,
    study: Study,
    *,
    reference: str = "",
    text: str | None = None,
    reading: Reading | None = None,
    reading_note: str = "",
) -> None:
    """Write the options paper to a file.

    Parameters
    ----------
    path : Path
        Replaced as a whole if it exists.
    case, study, reading, reading_note
        As for `options_paper`.
    reference : str
        What the case was called by, for the command that makes the paper again; of a path only
        the file's name is printed. By default the id of the case.
    text : str, optional
        The one text that was judged, if only one was.

    Raises
    ------
    MissingExtra
        If jinja2 or vl-convert is not installed; nothing is written then.
    StorageUnavailable
        If the file cannot be written; what stood there is untouched.
    """
    command = study_command(study, reference=reference, text=text, file=path.name)
    page = options_paper(case, study, reading=reading, reading_note=reading_note, command=command)
    write_text(path, page)


def study_command(
    study: Study, *, reference: str = "", text: str | None = None, file: str = ""
) -> tuple[str, ...]:
    """Return the words of the command that makes a paper again, with nothing left to default."""
    name = re.split(r"[/\\]", reference)[-1] or study.case
    words = ["onetext", "study", name]
    if study.as_of:
        words += ["--as-of", study.as_of.isoformat()]
    if text:
        words += ["--text", text]
    words += ["--draws", str(study.n_draws), "--seed", str(study.seed)]
    return (*words, "--paper", file or f"{study.case}.html")


def _stances_met(study: Study) -> tuple[Stance, ...]:
    """List the stances for the key of the matrix, silence always among them."""
    met = {s.stance for point in study.points for option in point.options for s in option.stances}
    return tuple(
        stance for stance in Stance if stance in met or stance in (Stance.SILENT, Stance.UNKNOWN)
    )


def _templates() -> Any:
    """Set up the templates; everything they print is escaped."""
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtra(
            Problem(
                what="the options paper cannot be written",
                because="it needs jinja2, which is not installed",
                hint='pip install "onetext[papers]"',
            )
        ) from error
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> str:
    return _own_file("templates", name).decode()


@cache
def _style() -> str:
    """Return the style sheet with its fonts in it."""
    faces = [
        f'@font-face{{font-family:"{family}";font-weight:200 900;font-display:swap;'
        f"src:url(data:font/woff2;base64,{base64.b64encode(_own_file('fonts', file)).decode()})"
        f'format("woff2")}}'
        for file, family in _FONTS.items()
    ]
    return "\n".join([*faces, _own_file("paper.css").decode()])


def _own_file(*path: str) -> bytes:
    return resources.files(__package__).joinpath(*path).read_bytes()
