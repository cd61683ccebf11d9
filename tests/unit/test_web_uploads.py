"""Uploads are opened in a process of their own: files made to hurt take nothing else down."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onetext.errors import UnreadableFile
from onetext.web import upload_worker, uploads

pytestmark = pytest.mark.usefixtures("team_settings")  # what is refused is said in a language


def what(error):
    return error.value.problems[0].what


def test_a_plain_file_keeps_its_words_and_its_name():
    upload = SimpleUploadedFile("note.txt", "Ärger in Tarn.\n".encode())
    report = uploads.uploaded_report(upload)
    assert report.text.strip() == "Ärger in Tarn."
    assert report.file == "note.txt"


def test_a_name_with_folders_reaches_no_folder():
    upload = SimpleUploadedFile("../../etc/note.txt", b"Words.")
    assert uploads.uploaded_report(upload).file == "note.txt"


def test_a_file_that_is_too_large_is_not_even_written():
    upload = SimpleUploadedFile("big.txt", b"x")
    upload.size = uploads.LARGEST + 1
    with pytest.raises(UnreadableFile) as error:
        uploads.uploaded_report(upload)
    assert "too large" in what(error)


def test_a_reader_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(uploads, "PATIENCE", 0.01)
    with pytest.raises(UnreadableFile) as error:
        uploads.uploaded_report(SimpleUploadedFile("note.txt", b"Words."))
    assert "too long" in what(error)


@pytest.mark.parametrize(
    "greedy",
    ["bytearray(3 * 1024**3)", "open('/dev/null').read(); 1 / 0", "__import__('os').abort()"],
)
def test_a_reader_that_dies_says_so_and_takes_nothing_with_it(monkeypatch, tmp_path, greedy):
    program = tmp_path / "python"
    program.write_text(
        f"#!{sys.executable}\nfrom onetext.web.upload_worker import limit\nlimit()\n{greedy}\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(uploads.sys, "executable", str(program))
    with pytest.raises(UnreadableFile) as error:
        uploads.uploaded_report(SimpleUploadedFile("note.txt", b"Words."))
    assert "could not be read" in what(error)


def test_the_limits_are_set_in_the_worker():
    """Memory, time and writing: asked of a process that has limited itself."""
    program = """
        import resource
        from onetext.web import upload_worker
        upload_worker.limit()
        print(*(resource.getrlimit(getattr(resource, name))[1]
                for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE")))
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert [int(word) for word in said] == [upload_worker.MEMORY, upload_worker.SECONDS, 0, 0]


def test_pasted_words_are_kept_to_the_letter():
    report = uploads.pasted_report("\nA  line.\n\n  Another.\n")
    assert report.text == "A  line.\n\n  Another."
    with pytest.raises(UnreadableFile):
        uploads.pasted_report(" \n ")
