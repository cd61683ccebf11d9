"""Text files: read whole or not at all, written whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from pathlib import Path

from onetext.errors import (
    ImpossibleRequest,
    Place,
    Problem,
    StorageUnavailable,
    UnreadableFile,
)

MAX_BYTES = 10_000_000
"""Largest case file read; the largest bundled case is a fiftieth of it."""


def read_text(path: Path) -> str:
    """Read a file as UTF-8 text.

    Raises
    ------
    UnreadableFile
        If there is no such file, or it is a folder, too large, binary or not UTF-8.
    """
    return _decoded(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Read a file whole, whatever is in it; raises as `read_text` does."""
    name = str(path)
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            limit = f"a file of this kind has at most {MAX_BYTES // 1_000_000} MB"
            raise unreadable(name, "the file is too large", limit)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise unreadable(name, "there is no such file", "nothing stands at this path") from None
    except IsADirectoryError:
        raise unreadable(name, "this is a folder", "a case is one YAML file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is not usable"
        raise unreadable(name, "the file cannot be read", reason.lower()) from None
    if len(data) > MAX_BYTES:  # a pipe or a device has no size to ask for
        raise unreadable(name, "the file is too large", "it goes on beyond 10 MB")
    return data


def ends_midway(path: Path) -> bool:
    """Whether a file that was read ends without ending its line, as one does that was cut off."""
    if not path.is_file():  # a pipe was read up to its end
        return False
    data = read_bytes(path)
    return bool(data) and not data.endswith((b"\n", b"\r"))


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable(name, "the file is in UTF-16", "text files are read as UTF-8")
    if b"\0" in data:
        raise unreadable(name, "the file is binary", "it contains zero bytes, which no text has")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        because = f"the bytes in line {line} are in another encoding, or this is no text"
        raise unreadable(name, "the file is not in UTF-8", because) from None


_HINTS = {
    "there is no such file": "check the spelling and the folder",
    "this is a folder": "give the path of the YAML file inside it",
    "the file is empty": "`onetext new` starts a case file",
    "the file is in UTF-16": "save it again as UTF-8",
    "the file is not in UTF-8": "save it again as UTF-8",
    "the file is too large": "check that it is the file you meant; split it if it is",
}


def unreadable(name: str, what: str, because: str) -> UnreadableFile:
    """Return the error for a file that cannot be read as a case."""
    hint = _HINTS.get(
        what, "check that it is the file you meant, that it is text, and that you may read it"
    )
    return UnreadableFile(Problem(what, because, hint, Place(file=name)))


def demand_suffix(path: Path, suffixes: Sequence[str], what: str, because: str) -> None:
    """Raise ImpossibleRequest unless a file to be written is called by what will be in it.

    Parameters
    ----------
    suffixes : sequence of str
        Those allowed, in lower case, with their dots.
    what, because : str
        What is to be written, and which formats there are, for the message.
    """
    if path.suffix.lower() not in suffixes:
        raise ImpossibleRequest(
            Problem(
                f"{what} cannot be written as {path.suffix or 'a file without an ending'}",
                because,
                f"end the file name in {' or '.join(suffixes)}",
                Place(file=str(path)),
            )
        )


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all, as `write_bytes` does."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that, whenever the power fails, the old or the new one is whole.

    The bytes go to a new file beside the old one, which it then replaces. A link is followed;
    the permissions of an existing file are kept.

    Raises
    ------
    StorageUnavailable
        If the folder does not exist or may not be written.
    """
    temporary = None
    try:
        target = path.resolve()
        temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex}.new")
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except OSError as error:
        raise StorageUnavailable(
            Problem(
                "the file cannot be written",
                (error.strerror or "the system refused").lower(),
                "check the folder and its permissions; what stood there is untouched",
                Place(file=str(path)),
            )
        ) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
