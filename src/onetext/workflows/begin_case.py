"""A case as a form begins it: title, parties, points; ids are made from names, nothing else is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import RESERVED, Case, Marking, Option, Party, Point

LONGEST_ID = 60
LONGEST_LINE = 300
MOST_LINES = 500
BULLET = re.compile(r"[-\u2013\u2014\u2022*]\s*")
"""What a line begins with that names an option of the point above it."""


def begun_case(
    title: str, parties: str, points: str, marking: Marking, taken: Collection[str] = ()
) -> Case:
    """Return a new case; nobody has said anything in it yet.

    Parameters
    ----------
    title : str
    parties : str
        One name a line.
    points : str
        One question a line; below it, each on a line that begins with a dash, ways to settle it.
    marking : Marking
        Of every record that carries none of its own.
    taken : collection of str
        Ids of cases that there are.

    Raises
    ------
    ImpossibleRequest
        Everything that is wrong, each with the field (``title``, ``parties``, ``points``) as place.
    """
    names = lines_of(parties)
    questions, orphans = _questions(lines_of(points))
    problems = [
        *unreadable("title", [title] if title else []),
        *unreadable("parties", names),
        *unreadable("points", lines_of(points)),
        *_missing(title, names, questions),
        *_orphans(orphans),
        *twice("parties", names),
        *twice("points", [question for question, _ in questions]),
    ]
    for _, options in questions:
        problems += twice("points", options)
    if problems:
        raise ImpossibleRequest(*problems)
    return Case(
        id=ids_of([title], "case", taken)[0],
        title=title,
        marking=marking,
        parties=tuple(
            Party(id=one, name=name)
            for one, name in zip(ids_of(names, "party", RESERVED), names, strict=True)
        ),
        points=_points(questions),
    )


def ids_of(names: Sequence[str], prefix: str, taken: Collection[str] = ()) -> tuple[str, ...]:
    """Return an id for each name: made from it where Latin letters can say it, else a number.

    No two are alike, and none is `taken`.
    """
    given = set(taken)
    found = []
    for n, name in enumerate(names, 1):
        base = _latin(name)
        wanted = base if base and base not in RESERVED else f"{prefix}-{base or n}"
        free, more = wanted, 2
        while free in given:
            free, more = f"{wanted}-{more}", more + 1
        given.add(free)
        found.append(free)
    return tuple(found)


def _latin(name: str) -> str:
    """Return a name in a-z, 0-9 and hyphens; empty if letters of it would be lost."""
    plain = [c for c in unicodedata.normalize("NFKD", name.casefold()) if c not in "\u2019'"]
    if any(c.isalnum() and not c.isascii() for c in plain):
        return ""
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")[:LONGEST_ID].strip("-")


def _points(questions: Sequence[tuple[str, list[str]]]) -> tuple[Point, ...]:
    ids = ids_of([question for question, _ in questions], "point")
    return tuple(
        Point(
            id=one,
            title=question,
            options=tuple(
                Option(id=option, title=words)
                for option, words in zip(ids_of(options, "option"), options, strict=True)
            ),
        )
        for one, (question, options) in zip(ids, questions, strict=True)
    )


def _questions(lines: Sequence[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return each question with its options, and the options that stand below no question."""
    found: list[tuple[str, list[str]]] = []
    orphans: list[str] = []
    for line in lines:
        bullet = BULLET.match(line)
        if bullet is None:
            found.append((line, []))
        elif line[bullet.end() :]:
            (found[-1][1] if found else orphans).append(line[bullet.end() :])
    return found, orphans


def lines_of(words: str) -> list[str]:
    """Return the lines of a field that hold something, each without space it does not need."""
    return [" ".join(line.split()) for line in words.splitlines() if line.strip()]


def unreadable(field: str, lines: Sequence[str]) -> Iterator[Problem]:
    """Yield what keeps lines from being names: too many, too long, not to be shown."""
    place = Place(path=field)
    if len(lines) > MOST_LINES:
        yield Problem(
            f"there are {len(lines)} lines",
            f"at most {MOST_LINES} are taken at once",
            "begin with what is negotiated now",
            place,
        )
    for line in lines:
        if len(line) > LONGEST_LINE:
            yield Problem(
                f"a line has {len(line)} characters",
                f"a name or a question has at most {LONGEST_LINE}",
                "say it in fewer words",
                place,
            )
        elif any(unicodedata.category(c) in ("Cc", "Cs") for c in line):
            yield Problem(
                "a line has a character in it that cannot be shown",
                "it came with something that was pasted",
                "type the line anew",
                place,
            )


def _missing(title: str, names: Sequence[str], questions: Sequence[object]) -> Iterator[Problem]:
    if not title:
        yield Problem(
            "the case has no title",
            "it is told apart from others by its title",
            "name the negotiation, such as “The river accord”",
            Place(path="title"),
        )
    if len(names) < 2:
        yield Problem(
            "there are fewer than two parties",
            "an agreement binds at least two",
            "write each party's name on a line of its own",
            Place(path="parties"),
        )
    if not questions:
        yield Problem(
            "there is no point to negotiate",
            "positions, texts and what could be signed are all about points",
            "write one question a line, such as “When the guns fall silent”",
            Place(path="points"),
        )


def _orphans(options: Sequence[str]) -> Iterator[Problem]:
    if options:
        yield Problem(
            f"“{options[0]}” stands below no point",
            "a line that begins with a dash is an option of the point above it",
            "write the point first, without a dash",
            Place(path="points"),
        )


def twice(field: str, names: Sequence[str]) -> Iterator[Problem]:
    """Yield names that stand there more than once."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            yield Problem(
                f"“{name}” stands there twice",
                "nobody could tell the two apart",
                "leave one out, or say in what they differ",
                Place(path=field),
            )
        seen.add(name.casefold())
