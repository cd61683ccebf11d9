"""Input that no reader likes: what is read or refused, never hung over."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

Content = bytes | Callable[[Path], None]


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


def locked_docx() -> bytes:
    """A Word file with a password is no archive but a compound file of the old kind."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".ljust(4_096, b"\0")


def docx_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(150_000_000))
    return buffer.getvalue()


QUOTED = "“We wait,” said Anna Lindqvist. "

BAD: dict[str, tuple[str, Content, str]] = {
    "empty": ("a.txt", b"", "refused"),
    "binary": ("a.txt", random.Random(1).randbytes(50_000), "refused"),
    "200 MB": ("a.txt", large, "refused"),
    "one line of 200 kB": ("a.txt", (QUOTED * 6_000).encode(), "read"),
    "no sentence ends": ("a.txt", b"the envoy said that " * 6_000, "read"),
    "10,000 pairs of marks": ("a.txt", ("“a b” " * 10_000).encode(), "read"),
    "10,000 single marks": ("a.txt", ("‘a b’ c " * 10_000).encode(), "read"),
    "10,000 open marks": ("a.txt", ("“ " * 10_000 + "he said").encode(), "read"),
    "broken PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj <</Type/Catalog" + b"\0" * 9_000, "refused"),
    "encrypted DOCX": ("a.docx", locked_docx(), "refused"),
    "DOCX bomb": ("a.docx", docx_bomb(), "refused"),
    "HTML bomb": ("a.html", b"<html>" + b"<div>" * 900_000 + b"said", "refused"),
    "deep HTML": ("a.html", b"<html><body>" + b"<div>" * 40_000 + b"He said no.", ""),
    "wrong encoding": ("a.txt", "He said “cafés”.".encode("latin-1", "ignore"), "refused"),
}


def written(folder: Path) -> dict[str, Path]:
    """Write every bad file into a folder of its own; name to path."""
    found = {}
    for number, (name, (file, content, _)) in enumerate(BAD.items()):
        path = folder / str(number) / file
        path.parent.mkdir()
        if callable(content):
            content(path)
        else:
            path.write_bytes(content)
        found[name] = path
    return found
