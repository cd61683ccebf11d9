"""A backup: journals in one portable file, signed; gzip of JSON lines, sealed with a passphrase.

::

    {"cases": [{"case", "head", "length"}, ...], "format": "onetext-backup/1", "made_at"}
    {"at", "attribution", "audience", "body", "by", "commitment", "hash", "id", "kind", "prev",
     "salt", "seq", "tlp", "verb"}                one line per entry, case after case
    {"key", "sha256", "signature"}

`body` is the canonical JSON of the record as text, `salt` hexadecimal; both are null where the
body was erased. `sha256` is of all bytes before the last line; what is signed (Ed25519) is the
canonical JSON of ``{"format", "sha256"}``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onetext.errors import Place, Problem, StorageUnavailable, UnreadableFile
from onetext.model import Attribution, Marking, Tlp
from onetext.record.entries import (
    Entry,
    Journal,
    Sealed,
    Verb,
    Written,
    canonical,
    time_of,
    timestamp,
)
from onetext.record.receipts import public_digits
from onetext.storage import sealed_stream
from onetext.storage.new_file import new_file

FORMAT = "onetext-backup/1"
MOST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """Journals as a backup file has them.

    Parameters
    ----------
    made_at : datetime
    key : str
        The public key that signed, 64 hexadecimal digits.
    journals : mapping
        Case to its entries; their chains are still to be checked.
    heads : mapping
        Case to the hash its chain must end with, as signed.
    """

    made_at: datetime.datetime
    key: str
    journals: Mapping[str, Journal]
    heads: Mapping[str, str]


def write_backup(
    path: Path,
    journals: Mapping[str, Journal],
    *,
    now: datetime.datetime,
    key: Ed25519PrivateKey,
    passphrase: str | None,
) -> None:
    """Write a backup, never over another file.

    Parameters
    ----------
    path : Path
    journals : mapping
        Case to its entries; their chains hold.
    now : datetime
    key : Ed25519PrivateKey
        Signs.
    passphrase : str or None
        None: anybody who has the file can read it.
    """
    chunks = _compressed(_signed_lines(journals, now, key))
    try:
        with new_file(path) as file:
            for chunk in chunks if passphrase is None else sealed_stream.sealed(chunks, passphrase):
                file.write(chunk)
    except OSError as error:
        stands = isinstance(error, FileExistsError)
        raise StorageUnavailable(
            Problem(
                what="the backup cannot be written here",
                because="a file stands there already"
                if stands
                else (error.strerror or "the system refused it").lower(),
                hint="give another name; a backup is never overwritten"
                if stands
                else "check the path and the room on the disk",
                place=Place(file=str(path)),
            )
        ) from error


def is_sealed(path: Path) -> bool:
    """Whether a file wants a passphrase."""
    try:
        with path.open("rb") as file:
            return file.read(len(sealed_stream.MAGIC)) == sealed_stream.MAGIC
    except OSError as error:
        raise _unreadable(path, (error.strerror or "the system refused it").lower()) from error


def read_backup(path: Path, passphrase: str | None) -> Backup:
    """Read a backup and check its signature.

    Raises
    ------
    UnreadableFile
        If it is none, was changed or cut off, or the passphrase is another one.
    """
    try:
        with path.open("rb") as file:
            plain = _pieces(file) if passphrase is None else sealed_stream.opened(file, passphrase)
            return _backup(_lines(_decompressed(plain)))
    except OSError as error:
        raise _unreadable(path, (error.strerror or "the system refused it").lower()) from error
    except (ValueError, KeyError, TypeError, zlib.error, InvalidSignature) as error:
        because = (
            str(error) if type(error) is ValueError else "it was changed, or is something else"
        )
        raise _unreadable(path, because) from error


def _signed_lines(
    journals: Mapping[str, Journal], now: datetime.datetime, key: Ed25519PrivateKey
) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for row in _rows(journals, now):
        line = canonical(row) + b"\n"
        digest.update(line)
        yield line
    signature = key.sign(_signed_bytes(digest.hexdigest()))
    own = {"key": public_digits(key.public_key()), "sha256": digest.hexdigest()}
    yield canonical({**own, "signature": signature.hex()}) + b"\n"


def _rows(journals: Mapping[str, Journal], now: datetime.datetime) -> Iterator[dict[str, Any]]:
    yield {
        "format": FORMAT,
        "made_at": timestamp(now),
        "cases": [
            {"case": case_id, "length": len(journal), "head": journal[-1].entry.hash}
            for case_id, journal in journals.items()
        ],
    }
    for journal in journals.values():
        yield from map(_row, journal)


def _row(written: Written) -> dict[str, Any]:
    entry, sealed = written.entry, written.sealed
    return {
        "seq": entry.seq,
        "at": timestamp(entry.at),
        "by": entry.by,
        "verb": entry.verb.value,
        "kind": entry.kind,
        "id": entry.id,
        "tlp": entry.marking.tlp.value,
        "audience": list(entry.marking.audience),
        "attribution": entry.marking.attribution.value,
        "commitment": entry.commitment,
        "prev": entry.prev,
        "hash": entry.hash,
        "body": sealed.body.decode() if sealed else None,
        "salt": sealed.salt.hex() if sealed else None,
    }


def _written(row: Mapping[str, Any]) -> Written:
    marking = Marking(
        tlp=Tlp(row["tlp"]),
        audience=tuple(row["audience"]),
        attribution=Attribution(row["attribution"]),
    )
    entry = Entry(
        seq=row["seq"],
        at=time_of(row["at"]),
        by=row["by"],
        verb=Verb(row["verb"]),
        kind=row["kind"],
        id=row["id"],
        marking=marking,
        commitment=row["commitment"],
        prev=row["prev"],
        hash=row["hash"],
    )
    if row["body"] is None:
        return Written(entry, None)
    return Written(entry, Sealed(row["body"].encode(), bytes.fromhex(row["salt"])))


def _backup(lines: Iterator[bytes]) -> Backup:
    digest, last, rows = hashlib.sha256(), b"", []
    for line in lines:
        if last:
            digest.update(last)
            rows.append(json.loads(last))
        last = line
    if not rows or rows[0].get("format") != FORMAT:
        raise ValueError("it is not what `onetext backup` writes")
    end = json.loads(last)
    if end["sha256"] != digest.hexdigest():
        raise ValueError("its content is not the one that was signed")
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(end["key"]))
    public.verify(bytes.fromhex(end["signature"]), _signed_bytes(end["sha256"]))
    head, entries = rows[0], iter(rows[1:])
    journals = {
        case["case"]: tuple(_written(next(entries, {})) for _ in range(case["length"]))
        for case in head["cases"]
    }
    if next(entries, None) is not None:
        raise ValueError("it has entries of no case")
    heads = {case["case"]: case["head"] for case in head["cases"]}
    return Backup(time_of(head["made_at"]), end["key"], journals, heads)


def _signed_bytes(sha256: str) -> bytes:
    return canonical({"format": FORMAT, "sha256": sha256})


def _compressed(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)  # 31: gzip, so that `zcat` reads a plain backup
    for line in lines:
        if packed := packer.compress(line):
            yield packed
    yield packer.flush()


def _decompressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        yield unpacker.decompress(chunk)
    yield unpacker.flush()
    if not unpacker.eof:
        raise ValueError("its end is missing")


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    waiting = b""
    for chunk in chunks:
        *whole, waiting = (waiting + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)
        if len(waiting) > MOST_LINE:
            raise ValueError("it has a line longer than any record")
    if waiting:
        raise ValueError("its last line is not whole")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(sealed_stream.PIECE):
        yield piece


def _unreadable(path: Path, because: str) -> UnreadableFile:
    return UnreadableFile(
        Problem(
            what="this file cannot be read as a backup",
            because=because,
            hint="check the path and the passphrase; if it was changed, use another copy",
            place=Place(file=str(path)),
        )
    )
