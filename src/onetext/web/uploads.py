"""What a person uploads or pastes becomes a report; files are opened in a process of their own."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from onetext.errors import Place, Problem, UnreadableFile
from onetext.model import Case, Report, Span
from onetext.record.kinds import CASE, record_from
from onetext.web.words import count_words

LARGEST = 20_000_000
"""Bytes; the reader of files has the same limit."""
LARGEST_CASE = 2_000_000
"""Bytes of a case file; larger ones are brought in at the command line."""
PATIENCE = 30
"""Seconds by the clock, after which the process is ended."""
QUIET = {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
"""One thread, as each reserves address space of its own; and nothing written."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """How many bytes a file may have, why no more, what to do then; its ending if not its own."""

    n_bytes: int
    because: str
    hint: str
    suffix: str = ""


def uploaded_report(upload: UploadedFile, language: str = "") -> Report:
    """Return the report in an uploaded file.

    Raises
    ------
    UnreadableFile
        If it is empty, too large, cannot be read, or reading it took too much memory or time.
    """
    allowed = Allowed(
        LARGEST,
        _("a report may have up to %(n)s MB") % {"n": count_words(LARGEST // 10**6)},
        _("split it into single reports"),
    )
    found, name = _found_in(upload, allowed, "onetext.web.upload_worker")
    return _report(found, name, language)


def pasted_report(words: str, language: str = "") -> Report:
    """Return a report of pasted words.

    Raises
    ------
    UnreadableFile
        If there are none.
    """
    text = words.strip("\n")
    if not text.strip():
        raise UnreadableFile(
            Problem(
                _("there is nothing to read"),
                _("neither a file was chosen nor words pasted"),
                _("choose a file, or paste the report's words"),
                Place(path="words"),
            )
        )
    return Report(
        id="paste",
        file="",
        text=text,
        sha256=_checksum(text),
        language=language or "en",
        reader="pasted",
    )


def uploaded_case(upload: UploadedFile) -> Case:
    """Return the case in an uploaded case file.

    Raises
    ------
    UnreadableFile
        If it is too large, is no case file, breaks the rules of one, or took too much to read.
    """
    allowed = Allowed(
        LARGEST_CASE,
        _("a case file may have up to %(n)s MB") % {"n": count_words(LARGEST_CASE // 10**6)},
        _("bring it in at the command line, with onetext import"),
        suffix=".yaml",
    )
    found, _name = _found_in(upload, allowed, "onetext.web.case_worker")
    case: Case = record_from(CASE, json.dumps(found["case"]).encode())
    return case


def _found_in(upload: UploadedFile, allowed: Allowed, worker: str) -> tuple[dict[str, Any], str]:
    """Return what a worker says of an uploaded file, and the file's own name."""
    name = PurePath(upload.name or "upload").name
    size = upload.size or 0
    if size > allowed.n_bytes:
        what = _("the file is too large: %(n)s MB") % {"n": count_words(round(size / 1e6))}
        raise _unreadable(name, what, allowed.because, allowed.hint)
    with tempfile.TemporaryDirectory(prefix="onetext-") as folder:
        path = Path(folder) / f"upload{allowed.suffix or PurePath(name).suffix[:8].lower()}"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        return _extracted(path, name, worker), name


def _extracted(path: Path, name: str, worker: str) -> dict[str, Any]:
    """Run the worker on a file and return what it says."""
    command = [sys.executable, "-m", worker, str(path)]
    keep = ("PATH", "LANG", "PYTHONPATH", "SYSTEMROOT")
    variables = {key: os.environ[key] for key in keep if key in os.environ}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=PATIENCE,
            env=variables | QUIET,
            cwd=path.parent,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _unreadable(
            name,
            _("the file took too long to read"),
            _("reading was ended after %(n)s seconds") % {"n": PATIENCE},
            _("save it as plain text, and upload that"),
        ) from None
    if done.returncode != 0:
        raise _unreadable(
            name,
            _("the file could not be read"),
            _("reading it took more memory or time than a report needs, or it is broken"),
            _("save it as plain text, and upload that"),
        )
    found: dict[str, Any] = json.loads(done.stdout)
    if "problems" in found:
        problems = [
            Problem(w, b, h, Place(file=name, path="".join(place)))
            for w, b, h, *place in found["problems"]
        ]
        raise UnreadableFile(*problems)
    return found


def _report(found: dict[str, Any], name: str, language: str) -> Report:
    said = found["report"]
    day = said["published"]
    return Report(
        id="upload",
        file=name,
        text=said["text"],
        sha256=said["sha256"],
        published=datetime.date.fromisoformat(day) if day else None,
        language=language or said["language"],
        title=said["title"],
        reader=said["reader"],
        doubtful=tuple(Span(**span) for span in said["doubtful"]),
    )


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _unreadable(name: str, what: str, because: str, hint: str) -> UnreadableFile:
    return UnreadableFile(Problem(what, because, hint, Place(file=name)))
