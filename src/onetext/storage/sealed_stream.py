r"""Bytes under a passphrase: scrypt for the key, AES-256-GCM piece by piece.

::

    "onetext-sealed/1\n"   17 bytes
    log2(n), r, p           3 bytes: what scrypt costs
    salt                   16 bytes
    nonce                   7 bytes
    pieces of 64 KiB, each with its tag of 16 bytes; the last one may be shorter, or empty

The nonce of a piece is the seven bytes, its number (4 bytes, from 0) and 1 for the last piece, else
0: a piece that was changed, left out, put elsewhere or cut off at the end does not open (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). The head is bound to every piece.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"onetext-sealed/1\n"
PIECE = 64 * 1024
_TAG = 16
_HEAD = len(MAGIC) + 3 + 16 + 7
_COST = (17, 8, 1)  # 128 MB and about half a second per guess
_MOST = (20, 16, 4)  # more than this is somebody's trap, not our file


def sealed(plain: Iterable[bytes], passphrase: str) -> Iterator[bytes]:
    """Yield what a passphrase closes."""
    head = MAGIC + bytes(_COST) + secrets.token_bytes(16 + 7)
    cipher, nonce = _cipher(head, passphrase), head[-7:]
    yield head
    waiting, number = b"", 0
    for some in plain:
        waiting += some
        while len(waiting) > PIECE:
            yield cipher.encrypt(_nonce(nonce, number, is_last=False), waiting[:PIECE], head)
            waiting, number = waiting[PIECE:], number + 1
    yield cipher.encrypt(_nonce(nonce, number, is_last=True), waiting, head)


def opened(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """Yield what a passphrase opens, piece by piece, each only once it is known to be whole.

    Raises
    ------
    ValueError
        If it is another passphrase, or the bytes were changed or cut off.
    """
    head = file.read(_HEAD)
    cost = tuple(head[len(MAGIC) : len(MAGIC) + 3])
    if len(head) < _HEAD or not head.startswith(MAGIC) or not _is_sane(cost):
        raise ValueError("it does not begin as a sealed file does")
    cipher, nonce = _cipher(head, passphrase), head[-7:]
    piece, number = file.read(PIECE + _TAG), 0
    while True:
        following = file.read(PIECE + _TAG)
        try:
            where = _nonce(nonce, number, is_last=not following)
            yield cipher.decrypt(where, piece, head)
        except InvalidTag as error:
            raise ValueError("the passphrase is another one, or the file was changed") from error
        if not following:
            return
        piece, number = following, number + 1


def _cipher(head: bytes, passphrase: str) -> AESGCM:
    exponent, r, p = head[len(MAGIC) : len(MAGIC) + 3]
    salt = head[len(MAGIC) + 3 : -7]
    key = Scrypt(salt=salt, length=32, n=2**exponent, r=r, p=p).derive(passphrase.encode())
    return AESGCM(key)


def _is_sane(cost: tuple[int, ...]) -> bool:
    return all(0 < given <= most for given, most in zip(cost, _MOST, strict=True))


def _nonce(nonce: bytes, number: int, *, is_last: bool) -> bytes:
    return nonce + number.to_bytes(4, "big") + bytes([is_last])
