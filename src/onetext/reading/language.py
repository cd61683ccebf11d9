"""A language as data: its reporting verbs, closed classes, titles, dates and meeting words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDERS = {"en": "english", "fr": "french"}
"""Language tag -> the folder of its data."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a reporting verb.

    Parameters
    ----------
    lemma : str
    frames : frozenset of str
        What may follow, one letter each; the letters are explained at the head of ``verbs.txt``.
    form : str
        ``base``, ``third``, ``past``, ``participle`` or ``ing``.
    particle : str
        The word that must follow directly, as "out" after "pointed"; empty: none.
    """

    lemma: str
    frames: frozenset[str]
    form: str
    particle: str = ""

    @property
    def is_ambiguous(self) -> bool:
        """Whether the form is a noun as well, as in "a report"."""
        return "n" in self.frames and self.form in ("base", "third")


@dataclass(frozen=True, eq=False)
class Language:
    """Everything the rules know of one language.

    Parameters
    ----------
    tag : str
        BCP 47.
    verbs : mapping from str to tuple of VerbForm
        Lower-case form to its readings, those with a particle first.
    words, people, dates, meetings : mapping
        The TOML tables of the language's folder; lists are frozen sets of lower-case words.
    precision : mapping from str to float
        Name of a rule to the share of what it finds that is right, where that was measured.
    """

    tag: str
    verbs: Mapping[str, tuple[VerbForm, ...]]
    words: Mapping[str, Any]
    people: Mapping[str, Any]
    dates: Mapping[str, Any]
    meetings: Mapping[str, Any]
    precision: Mapping[str, float]
    direct: Mapping[str, Any]
    """Of a language with data for direct quotations alone: what these need. Empty: all rules."""


@cache
def language(tag: str = "en") -> Language:
    """Return a language by its BCP 47 tag; regional variants share one folder.

    Raises
    ------
    KeyError
        If there is no data for the language.
    """
    folder = files("onetext.reading") / folder_of(tag)
    is_direct_only = (folder / "direct.toml").is_file()
    names = ("words", "people", "precision")
    tables: dict[str, dict[str, Any]] = {"dates": {}, "meetings": {}, "direct": {}}
    for name in (*names, "direct") if is_direct_only else (*names, "dates", "meetings"):
        table = _frozen(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")))
        tables[name] = _Sparse(table) if is_direct_only else table
    return Language(
        tag=tag, verbs=_verb_forms((folder / "verbs.txt").read_text(encoding="utf-8")), **tables
    )


def folder_of(tag: str) -> str:
    """Return the name of the folder with a language's data; KeyError if there is none."""
    return _FOLDERS[tag.split("-")[0].lower()]


def languages() -> tuple[str, ...]:
    """Tags of the languages there is data for."""
    return tuple(_FOLDERS)


class _Sparse(dict[str, Any]):
    """A table of a language with data for a part of the rules: what it lacks is an empty list."""

    def __missing__(self, key: str) -> frozenset[str]:
        return frozenset()


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    """Lists become frozen sets; tables are walked; order is kept where it carries meaning."""
    return {
        key: _frozen(value)
        if isinstance(value, dict)
        else frozenset(value)
        if isinstance(value, list)
        else value
        for key, value in table.items()
    }


def _verb_forms(text: str) -> dict[str, tuple[VerbForm, ...]]:
    forms: dict[str, list[VerbForm]] = {}
    names = ("base", "third", "past", "participle", "ing")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        written, _, letters = line.partition("|")
        words = written.split()
        lemma, _, particle = words[0].partition("+")
        words[0] = lemma
        name = f"{lemma} {particle}".strip()
        for place, word in enumerate(words):
            form = VerbForm(name, frozenset(letters.strip()), names[min(place, 4)], particle)
            if place > 4:
                form = VerbForm(
                    name, form.frames, "ing" if word.endswith(words[4][-3:]) else "past"
                )
            if word == words[0] and word in words[2:4]:
                form = VerbForm(name, form.frames, "past", particle)
            known = forms.setdefault(word, [])
            if all((other.lemma, other.particle) != (name, particle) for other in known):
                known.append(form)
    return {
        word: tuple(sorted(known, key=lambda form: not form.particle))
        for word, known in forms.items()
    }
