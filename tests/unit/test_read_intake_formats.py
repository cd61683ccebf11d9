"""HTML, PDF, DOCX and mail become reports; what is broken, locked or a trap is refused."""

from __future__ import annotations

import contextlib
import datetime
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hanging import HANGING, n_calls
from onetext.errors import ImpossibleRequest, OnetextError, UnreadableFile
from onetext.formats.intake import FileIntake, extracted
from onetext.formats.intake_pdf import doubtful_places
from onetext.workflows.read_reports import read_reports

pytest.importorskip("trafilatura", reason="the extra `intake` is not installed")

PARAGRAPHS = (
    "Envoys of both sides met in Geneva on Tuesday and went through the paper line by line.",
    "“Nobody signed anything, and nobody walked out,” a senior diplomat told Reuters.",
    "The talks go on next week, officials said, though no room has been booked so far.",
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Line by line</title>
<meta property="article:published_time" content="2025-11-25T08:00:00Z"></head><body>
<nav><a href="/a">Home</a><a href="/b">World</a></nav>
<article><h1>Line by line</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<footer>All rights reserved</footer></body></html>"""


def written(tmp_path: Path, name: str, raw: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


def minimal_pdf(lines: list[str]) -> bytes:
    """A PDF with one page of text, written by hand."""
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    stream = f"BT /F1 12 Tf 40 700 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_a_page_without_its_menus(tmp_path: Path) -> None:
    report = FileIntake().report(written(tmp_path, "a.html", PAGE.encode()), "a")
    assert all(paragraph in report.text for paragraph in PARAGRAPHS)
    assert "Home" not in report.text
    assert "rights" not in report.text
    assert report.published == datetime.date(2025, 11, 25)
    assert (report.language, report.title) == ("en-GB", "Line by line")
    assert report.reader.startswith("trafilatura ")


def test_a_page_is_read_like_a_text_and_dated_by_itself(tmp_path: Path) -> None:
    found = read_reports([written(tmp_path, "a.html", PAGE.encode())], FileIntake())
    text = found.reports[0].text
    quoted = [span.of(text) for s in found.statements for span in s.quoted]
    assert quoted == ["“Nobody signed anything, and nobody walked out,”"]
    (meeting,) = [m for m in found.meetings if m.place == "Geneva"]
    assert meeting.date is not None
    assert meeting.date.earliest == datetime.date(2025, 11, 25)


def test_a_pdf_is_read_twice(tmp_path: Path) -> None:
    lines = ["The envoys met in Geneva.", "Officials said the text is ready."]
    report = FileIntake().report(written(tmp_path, "a.pdf", minimal_pdf(lines)), "a")
    assert report.text.split("\r\n")[:2] == lines
    assert report.doubtful == ()
    assert report.reader.startswith("pypdfium2 ")


def test_passages_on_which_two_readings_differ() -> None:
    first, second = "They will not sign the annex today.", "They will now sign the annex today."
    places = doubtful_places(first, second)
    assert [first[start:end] for start, end in places] == ["not"]


def test_a_word_document(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(PARAGRAPHS[0])
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "in a cell"
    document.add_paragraph(PARAGRAPHS[1])
    buffer = io.BytesIO()
    document.save(buffer)
    report = FileIntake().report(written(tmp_path, "a.docx", buffer.getvalue()), "a")
    assert report.text == f"{PARAGRAPHS[0]}\n\tin a cell\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_mail(tmp_path: Path, kind: str) -> None:
    body = "\n\n".join(PARAGRAPHS) if kind == "plain" else PAGE
    raw = (
        "From: desk@example.org\nSubject: Line by line\nDate: Tue, 25 Nov 2025 08:00:00 +0100\n"
        f"MIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\n\n{body}\n"
    )
    report = FileIntake().report(written(tmp_path, "a.eml", raw.encode()), "a")
    assert PARAGRAPHS[1] in report.text
    assert (report.published, report.title) == (datetime.date(2025, 11, 25), "Line by line")


def archive(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("a.pdf", b"%PDF-1.4\nnothing here", "cannot be read"),
        ("a.pdf", minimal_pdf([]), "no text"),
        ("a.docx", b"PK\x03\x04broken", "is not text"),
        ("a.zip", archive({"a.txt": b"hello"}), "is not text"),
        ("a.docx", archive({"word/document.xml": b"<a/>"}), "cannot be read"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        ("a.docx", archive({"word/document.xml": bytes(101_000_000)}), "unpacks to"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.html", b"<html>" + b"<div>" * 1_100_000, "too large"),
        ("a.html", b"<html>" + b"<p>a</p>" * 30_000, "too many tags"),
        ("a.eml", b"Subject: nothing\n\n", "no text"),
        ("a.eml", b"Content-Type: text/plain; charset=klingon\n\nhello", "message"),
    ],
)
def test_what_is_broken_locked_or_a_trap(tmp_path: Path, name: str, raw: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=what):
        extracted(written(tmp_path, name, raw))


def nested(times: int) -> bytes:
    return b"<html><body>" + b"<div>" * times + b"Kyiv said no." + b"</div>" * times


MADE_TO_HANG: dict[str, tuple[Callable[[int], bytes], int]] = {
    "nested": (nested, 50_000),
    "bold": (lambda times: b"<html><body><p>" + b"<b>" * times, 100_000),
    "many": (lambda times: b"<html><body>" + b"<p>Kyiv said no.</p>" * times, 10_000),
    "table": (lambda times: b"<html><body><table>" + b"<tr><td>x" * times, 10_000),
    "entities": (lambda times: b"<!doctype html>" + b"&amp;" * times, 200_000),
    "comment": (lambda times: b"<html><!--" + b"-" * times, 1_000_000),
}


@pytest.mark.parametrize("name", MADE_TO_HANG)
def test_a_page_made_to_hang_does_not(tmp_path: Path, name: str) -> None:
    page, times = MADE_TO_HANG[name]

    def tried(times: int) -> None:
        with contextlib.suppress(OnetextError):
            extracted(written(tmp_path, "a.html", page(times)))

    tried(10)  # what is made once is not counted
    assert n_calls(tried, 3_000) < 3.4 * n_calls(tried, 1_000)
    before = time.process_time()
    tried(times)
    assert time.process_time() - before < HANGING, "what the parsers do in C makes no calls"


def test_a_language_without_rules_is_said(tmp_path: Path) -> None:
    page = PAGE.replace("en-GB", "xx")
    with pytest.raises(ImpossibleRequest, match="no rules for the language 'xx'"):
        read_reports([written(tmp_path, "a.html", page.encode())], FileIntake())
