"""One sending of a form: what tells it from every other, also when it comes a second time.

The token that guards a form is masked anew for every page, so the page a form was on is known by
it; with who sends it, where to, and all it says, that is the sending. What it writes bears its
mark in the salts, which its own writer alone can work out again, and in the ids it draws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from onetext.record.entries import Journal, Written

TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Sending:
    """A form as it was sent; `key` is 32 bytes that nobody but its sender could guess."""

    key: bytes

    def salts(self) -> Iterator[bytes]:
        """Yield the salts of the entries it writes, in their order."""
        n = 0
        while True:
            yield self._derived(f"salt {n}")
            n += 1

    def drawn(self, n: int) -> str:
        """Return the nth id it draws: 12 hexadecimal digits."""
        return self._derived(f"id {n}").hex()[:12]

    def wrote(self, journal: Journal) -> tuple[Written, ...]:
        """Return the entries of a journal that it wrote, in order; empty: it wrote none."""
        first = next(self.salts())
        found = [n for n, one in enumerate(journal) if one.sealed and one.sealed.salt == first]
        if not found:
            return ()
        pairs = zip(journal[found[0] :], self.salts(), strict=False)
        return tuple(one for one, salt in pairs if one.sealed and one.sealed.salt == salt)

    def _derived(self, what: str) -> bytes:
        return hashlib.sha256(self.key + what.encode()).digest()


def sending_of(request: HttpRequest, sender: str) -> Sending | None:
    """Return what a request sends; None where it is no form of a page of ours."""
    token = request.POST.get(TOKEN, "") if request.method == "POST" else ""
    if not token:
        return None
    key = hashlib.sha256()
    for part in _parts(request, token, sender):
        key.update(len(part).to_bytes(8, "big") + part)
    return Sending(key.digest())


def _parts(request: HttpRequest, token: str, sender: str) -> Iterator[bytes]:
    """Yield all that two sendings have in common only if they are one."""
    yield from (words.encode() for words in (token, sender, request.get_full_path()))
    for name, values in request.POST.lists():
        if name != TOKEN:
            yield name.encode("utf-8", "surrogatepass")
            yield from (value.encode("utf-8", "surrogatepass") for value in values)
    for name, upload in request.FILES.items():
        yield from (name.encode("utf-8", "surrogatepass"), str(upload.name).encode())
        content = hashlib.sha256()
        for chunk in upload.chunks():
            content.update(chunk)
        upload.seek(0)
        yield content.digest()
