"""A case whose every word is written in Greek letters, and an interface in Greek letters as well.

Whatever a page shows in Latin letters then went through no translation.
"""

from __future__ import annotations

import dataclasses
import html
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
LATIN = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβψδεφγηιξκλμνοπκρστθωχζυζ"
TO_GREEK = str.maketrans(LATIN + LATIN.upper(), GREEK + GREEK.upper())
WORDS = (
    *("title", "name", "summary", "description", "note", "remark", "reason", "what", "wording"),
    *("said_by", "condition", "moved_to", "terms", "place", "because", "words", "full_name"),
    *("role", "by", "outlet", "author", "answer", "disposition", "form"),
)
"""Fields in which people write words; the others hold ids and values of a fixed list."""
KEPT = re.compile(r"%\(\w+\)s|%%|</?[a-zA-Z][^>]*>|&\w+;")
SPOKEN = ("aria-label", "title", "alt", "placeholder", "aria-valuetext", "data-who")


def in_greek(value: Any, name: str = "") -> Any:
    """Return a record, or what a record holds, with its words in Greek letters."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: in_greek(getattr(value, field.name), field.name)
            for field in dataclasses.fields(value)
            if field.init
        }
        return dataclasses.replace(value, **fields)
    if isinstance(value, tuple):
        return tuple(in_greek(one, name) for one in value)
    if isinstance(value, dict):
        return {key: in_greek(one, name) for key, one in value.items()}
    if type(value) is str and (name in WORDS or " " in value):
        return value.translate(TO_GREEK)
    return value


def greek_sentence(words: str) -> str:
    """Return a sentence of the interface in Greek letters, its placeholders as they were."""
    parts = re.split(f"({KEPT.pattern})", words)
    return "".join(p if KEPT.fullmatch(p) else p.translate(TO_GREEK) for p in parts)


def keep_greek_locale(folder: Path, language: str) -> None:
    """Write a locale in which every message is in Greek letters."""
    sys.path.insert(0, str(PROJECT / "tools"))
    try:
        import messages
        from translation.mo import mo_bytes
        from translation.po import Catalogue
    finally:
        sys.path.remove(str(PROJECT / "tools"))
    said = messages.every_message()
    translated = {
        message.key: tuple(map(greek_sentence, filter(None, (message.words, message.plural))))
        if message.context != "date format"
        else (message.words,)
        for message in said
    }
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
    built = folder / language / "LC_MESSAGES" / "django.mo"
    built.parent.mkdir(parents=True)
    built.write_bytes(mo_bytes(Catalogue(header, translated), said))


VOID = frozenset({"input", "br", "link", "meta", "img", "hr", "rect", "use", "path", "circle"})


class Said(HTMLParser):
    """Collects what a page says: its text, and the attributes that are read aloud."""

    SILENT = frozenset({"script", "style", "code", "select#language"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._silent or given.get("lang") == "en":  # says itself what language it is in
            if tag not in VOID:
                self._silent.append(tag)
            return
        name = f"{tag}#{given['id']}" if "id" in given else tag
        if tag in self.SILENT or name in self.SILENT:
            self._silent.append(tag)
        else:
            self.found += [given[one] or "" for one in SPOKEN if one in given]

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.found.append(data.strip())


NEITHER = re.compile(
    r"\b(onetext|UTC|SHA-256|HTML|PDF|Word|Tab|Enter|TLP|CLEAR|GREEN|AMBER(\+STRICT)?|RED|ICS|"
    r"[A-F][1-6]|[A-F]|[a-z]{2}|[0-9a-f]{12,}|journalists|chair|[a-z]+(-[a-z0-9]+)+)\b"
)
"""Names and marks that are the same in every language."""

ISOLATED = re.compile("\N{FIRST STRONG ISOLATE}.*?\N{POP DIRECTIONAL ISOLATE}")


def latin_words(page: str) -> list[str]:
    """Return what a page says in Latin letters."""
    said = Said()
    said.feed(page)
    rest = (NEITHER.sub("", ISOLATED.sub("", html.unescape(words))) for words in said.found)
    return [words for words in rest if re.search(r"[A-Za-z]{2,}", words)]
