"""How second factors are kept: sealed with the server's secret; a leaked table opens nothing.

A TOTP secret and recovery codes must be readable by the server. They are sealed (AES in Fernet's
form) under a key derived from ``ONETEXT_SECRET_KEY``; with another secret nobody's codes fit.
"""

from __future__ import annotations

import base64
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealedFactors(DefaultMFAAdapter):
    """Seals what must be kept secret of a second factor."""

    def encrypt(self, text: str) -> str:
        """Return a secret as the table has it."""
        return _seal(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it is used."""
        return _seal(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()


@cache
def _seal(secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"onetext second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
