"""Receipts: a signed head, which says how far a chain went and cannot be said of a shorter one.

What is signed (Ed25519) is the canonical JSON of ``{"at", "case", "format": "onetext-receipt/1",
"head", "length", "reader"}``: of a reader's own chain, so that a party's receipt says nothing of
what it may not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onetext.model import Eye
from onetext.model.sentences import said
from onetext.record.entries import (
    Entry,
    Head,
    canonical,
    head_after,
    origin,
    time_of,
    timestamp,
)

FORMAT = "onetext-receipt/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """When it was signed, `reader`'s own chain of `case` had `length` entries and this head."""

    case: str
    reader: str
    length: int
    head: str
    at: str
    """Time of the last entry as the chain writes it; empty for an empty chain."""
    key: str
    """The public key that signed, 64 hexadecimal digits."""
    signature: str
    """128 hexadecimal digits."""

    def as_row(self) -> dict[str, Any]:
        """Return the receipt as plain data, as it is handed out."""
        return {
            "format": FORMAT,
            "case": self.case,
            "reader": self.reader,
            "length": self.length,
            "head": self.head,
            "at": self.at,
            "key": self.key,
            "signature": self.signature,
        }


def receipt(head: Head, case_id: str, eye: Eye, key: Ed25519PrivateKey) -> Receipt:
    """Sign the head of a reader's own chain."""
    at = timestamp(head.at) if head.at else ""
    signed = key.sign(_signed_bytes(case_id, eye.reader, head.length, head.hash, at))
    return Receipt(
        case=case_id,
        reader=eye.reader,
        length=head.length,
        head=head.hash,
        at=at,
        key=public_digits(key.public_key()),
        signature=signed.hex(),
    )


def receipt_from(row: Mapping[str, Any]) -> Receipt:
    """Read a receipt as it was handed out.

    Raises
    ------
    ValueError
        If it is none.
    """
    fields = {name: row.get(name) for name in Receipt.__dataclass_fields__}
    words = all(isinstance(value, str) for name, value in fields.items() if name != "length")
    if row.get("format") != FORMAT or not words or type(fields["length"]) is not int:
        raise ValueError("this is not a receipt of onetext")
    if fields["at"]:
        time_of(str(fields["at"]))
    return Receipt(**fields)  # type: ignore[arg-type]


def receipt_fault(given: Receipt, chain: tuple[Entry, ...], key: str) -> str:
    """Say why a chain is not the one a receipt was given for; empty if it is, or goes on from it.

    Parameters
    ----------
    given : Receipt
    chain : tuple of Entry
        The reader's own chain as it is now (`own_chain`).
    key : str
        The public key of the workspace, from a place the receipt did not come from; 64
        hexadecimal digits.
    """
    if given.key != key:
        return said("the receipt was signed with another key than this workspace has")
    if not _is_signed(given):
        return said("the receipt was changed after it was signed")
    if len(chain) < given.length:
        return said(
            "the receipt was given for %(given)s entries and only %(left)s are left: the end was "
            "cut off",
            given=str(given.length),
            left=str(len(chain)),
        )
    head = head_after(chain[given.length - 1]) if given.length else origin(given.case, given.reader)
    if head.hash != given.head:
        return said(
            "the first %(n)s entries are not those the receipt was given for", n=str(given.length)
        )
    return ""


def public_digits(key: Ed25519PublicKey) -> str:
    """Write a public key as 64 hexadecimal digits."""
    return key.public_bytes_raw().hex()


def _is_signed(given: Receipt) -> bool:
    signed = _signed_bytes(given.case, given.reader, given.length, given.head, given.at)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(given.key))
        key.verify(bytes.fromhex(given.signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(case_id: str, reader: str, length: int, head: str, at: str) -> bytes:
    return canonical(
        {
            "at": at,
            "case": case_id,
            "format": FORMAT,
            "head": head,
            "length": length,
            "reader": reader,
        }
    )
