"""The key that signs receipts: a file beside the workspace, for its owner's eyes alone.

Who has the file can sign heads of a journal they rewrote. It is not in the workspace, so that a
copy of the workspace does not carry it.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from onetext.errors import StorageUnavailable
from onetext.storage.new_file import new_file
from onetext.storage.workspace import unavailable


def key_path(workspace: Path) -> Path:
    """Return where the key of a workspace stands."""
    return workspace.with_name(workspace.name + ".key")


def workspace_key(workspace: Path, *, create: bool = False) -> Ed25519PrivateKey:
    """Return the key of a workspace; see `key_at`."""
    return key_at(key_path(workspace), create=create)


def key_at(path: Path, *, create: bool = False) -> Ed25519PrivateKey:
    """Return the key in a file.

    Parameters
    ----------
    path : Path
    create : bool
        Whether to make one where there is none: to sign, not to check what was signed.

    Raises
    ------
    StorageUnavailable
        If it is missing, cannot be read or made, is no such key, or others may read it.
    """
    try:
        if not path.exists():
            if not create:
                raise _missing(path)
            _make(path)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise unavailable(
                path,
                "the key of the workspace can be read by others",
                "who has it can sign a journal they rewrote",
                f"close it with: chmod 600 {path}",
            )
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        because = (error.strerror or "the system refused it").lower()
        raise unavailable(
            path,
            "the key of the workspace cannot be read or made",
            because,
            "check the file and its folder",
        ) from error
    except ValueError as error:
        raise _not_a_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _not_a_key(path)
    return key


def _make(path: Path) -> None:
    """Write a new key beside its place, then put it there in one step, unless one stands there."""
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError), new_file(path) as file:  # somebody was faster: theirs it is
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _missing(path: Path) -> StorageUnavailable:
    return unavailable(
        path,
        "the key of the workspace is missing, so no receipt can be checked",
        "it stands in a file of its own, which a copy of the workspace does not carry",
        "put the key that signed the receipt here; without it, earlier receipts stay unchecked",
    )


def _not_a_key(path: Path) -> StorageUnavailable:
    return unavailable(
        path,
        "this file is not the key of a workspace",
        "it holds no Ed25519 private key",
        "put the right file back; without it, earlier receipts cannot be checked",
    )
