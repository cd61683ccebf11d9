"""Files made to hurt, sent through HTTP: refused in words, in time, and the server goes on."""

from __future__ import annotations

import http.client
import io
import re
import zipfile
import zlib

import pytest

from hanging import HANGING, wait_until
from onetext.web import uploads
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_journals import HIDDEN, START

PATH = "/cases/drawn/record/add"
GB = 1024**3


def inflated(n_bytes, piece=b"0 0 m " * 2**16):
    """Deflate that much of the same, a piece at a time."""
    packer = zlib.compressobj(1)
    parts = [packer.compress(piece) for _ in range(n_bytes // len(piece))]
    return b"".join(parts) + packer.flush()


def pdf_bomb():
    """A page whose content is a megabyte on disk and over a gigabyte when unpacked."""
    stream = inflated(GB + GB // 8)
    head = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    )
    content = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
    return head + content + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def html_bomb():
    return b"<div>" * 900_000 + b"words" + b"</div>" * 900_000


def docx_bomb():
    """A document of many gigabytes in a small archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as file:
            piece = b"<w:p>" * 2**18
            for _ in range(GB // len(piece)):
                file.write(piece)
    return made.getvalue()


BOMBS = {"bomb.pdf": pdf_bomb, "bomb.html": html_bomb, "bomb.docx": docx_bomb}


@pytest.fixture
def desk(team_server):
    keep_case(team_server.store, HIDDEN, Scribe("chair", START, salts()))
    client = team_server.client("drafter")
    client.get(PATH)
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    token = client.get(PATH).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', token).group(1)
    team_server.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())
    team_server.token = token
    return team_server


def sent(desk, name, pieces, length):
    """Send a file in pieces, as a browser does; return status and page."""
    edge = "edge-of-a-part"
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
        f'{desk.token}\r\n--{edge}\r\nContent-Disposition: form-data; name="title"\r\n\r\nNote\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    foot = f"\r\n--{edge}--\r\n".encode()
    port = int(desk.root.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HANGING)
    connection.putrequest("POST", PATH)
    connection.putheader("Content-Type", f"multipart/form-data; boundary={edge}")
    connection.putheader("Content-Length", str(len(head) + length + len(foot)))
    connection.putheader("Cookie", desk.cookies)
    connection.endheaders()
    for piece in (head, *pieces, foot):
        connection.send(piece)
    response = connection.getresponse()
    return response.status, response.read().decode()


@pytest.mark.parametrize(
    "name", ["bomb.pdf", "bomb.html", pytest.param("bomb.docx", marks=pytest.mark.slow)]
)
def test_a_bomb_hurts_nobody(desk, name):
    bomb = BOMBS[name]()
    assert len(bomb) < uploads.LARGEST
    status, page = sent(desk, name, [bomb], len(bomb))
    if status == 302:  # read within its limits: nothing was hurt
        assert name == "bomb.html"
    else:
        assert status == 422
        assert re.search("could not be read|took too long|too long|too large|unpack", page), page[
            -900:
        ]
    assert desk.client("drafter").get("/cases/drawn/").status_code == 200


def test_two_hundred_megabytes_are_refused_and_kept_nowhere(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    piece = b"x" * 2**20
    status, page = sent(desk, "big.txt", (piece for _ in range(200)), 200 * 2**20)
    assert status == 422
    assert "the file is too large" in page
    assert "up to 20 MB" in page
    # the file goes as the answer is closed, after we have it
    wait_until(lambda: not list(tmp_path.iterdir()))
