"""A point more, an option more, other words for those there are, once a case stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import Case, Option, Point, Theme
from onetext.workflows.begin_case import BULLET, ids_of, lines_of, twice, unreadable
from onetext.workflows.in_use import in_use, uses
from onetext.workflows.three_versions import merged_words

OPTION = "option-"
"""How the field of an option's title begins; its id follows."""
LONGEST_DESCRIPTION = 5000


@dataclass(frozen=True, slots=True)
class Taken:
    """Ids that were ever given in a case, of what was taken back as well: each means one thing.

    Parameters
    ----------
    points, themes : collection of str
    options : collection of str
        Of the point in question.
    """

    points: Collection[str] = ()
    themes: Collection[str] = ()
    options: Collection[str] = ()


def point_words(point: Point) -> dict[str, str]:
    """Return what a form has of a point: field to what stands there."""
    own = {"title": point.title, "theme": point.theme or "", "description": point.description}
    return own | {f"{OPTION}{option.id}": option.title for option in point.options}


def added_point(
    case: Case, wished: Mapping[str, str], new_theme: str, options: str, taken: Taken
) -> tuple[Point, Theme | None]:
    """Return a new point, and its theme where that is new too; nobody has said anything of it.

    Parameters
    ----------
    case : Case
    wished : mapping
        ``title``, ``theme`` (an id, or empty), ``description``.
    new_theme : str
        Title of a theme; it goes before the one chosen. One there is already is that one.
    options : str
        Ways to settle it: one a line.
    taken : Taken

    Raises
    ------
    ImpossibleRequest
        Everything that is wrong, each with its field as place.
    """
    title = _one_line(wished.get("title", ""))
    theme, is_new = _theme(case, wished.get("theme", ""), new_theme, taken)
    titles = _titles(options)
    problems = [
        *_wrong_names(case, None, wished, new_theme),
        *unreadable("options", titles),
        *twice("options", titles),
    ]
    if problems:
        raise ImpossibleRequest(*problems)
    point = Point(
        id=ids_of([title], "point", taken.points)[0],
        title=title,
        theme=theme.id if theme else None,
        description=wished.get("description", ""),
        options=_new_options(titles, taken),
    )
    return point, theme if is_new else None


def changed_point(
    case: Case,
    point: Point,
    before: Mapping[str, str],
    wished: Mapping[str, str],
    *,
    new_theme: str = "",
    options: str = "",
    gone: Collection[str] = (),
    taken: Taken,
) -> tuple[Point, Theme | None]:
    """Return a point with other words, with options more, or without some nobody names.

    What a form does not ask for stays; so do the ids, and with them everything said of it.

    Parameters
    ----------
    case : Case
        With the point as it stands now.
    point : Point
    before, wished : mapping
        Fields as `point_words` has them: when the form was shown, and as it came back.
    new_theme, options, taken
        As for `added_point`.
    gone : collection of str
        Ids of options to be taken back.

    Raises
    ------
    RecordMovedOn
        If somebody else changed the same field meanwhile, with both versions.
    ImpossibleRequest
        Everything that is wrong, each with its field as place.
    """
    wished = {name: _tidy(name, words) for name, words in wished.items()}
    words = merged_words(before, wished, point_words(point))
    theme, is_new = _theme(case, words["theme"], new_theme, taken)
    kept = [option for option in point.options if option.id not in gone]
    titles = [words[f"{OPTION}{option.id}"] for option in kept]
    new = _titles(options)
    problems = [
        *_wrong_names(case, point, words, new_theme),
        *_wrong_options(kept, titles, new),
        *_still_named(case, point, gone),
    ]
    if problems:
        raise ImpossibleRequest(*problems)
    renamed = (replace(one, title=title) for one, title in zip(kept, titles, strict=True))
    changed = replace(
        point,
        title=words["title"],
        theme=theme.id if theme else None,
        description=words["description"],
        options=(*renamed, *_new_options(new, taken)),
    )
    return changed, theme if is_new else None


def same_name(one: str, other: str) -> bool:
    """Whether nobody could tell two names apart."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _tidy(name: str, words: str) -> str:
    return words if name == "description" else _one_line(words)


def _titles(options: str) -> list[str]:
    """Return the options written one a line, with or without a dash before them."""
    return [one for one in (BULLET.sub("", line, count=1) for line in lines_of(options)) if one]


def _new_options(titles: Sequence[str], taken: Taken) -> tuple[Option, ...]:
    ids = ids_of(titles, "option", taken.options)
    return tuple(Option(id=one, title=title) for one, title in zip(ids, titles, strict=True))


def _theme(case: Case, chosen: str, new: str, taken: Taken) -> tuple[Theme | None, bool]:
    """Return the theme of a point, and whether it is new."""
    title = _one_line(new)
    if not title:
        return next((theme for theme in case.themes if theme.id == chosen), None), False
    for theme in case.themes:
        if same_name(theme.title, title):
            return theme, False
    return Theme(id=ids_of([title], "theme", taken.themes)[0], title=title), True


def _wrong_names(
    case: Case, point: Point | None, words: Mapping[str, str], new_theme: str
) -> Iterator[Problem]:
    title = _one_line(words.get("title", ""))
    others = [other.title for other in case.points if point is None or other.id != point.id]
    if not title:
        yield Problem(
            "the point has no name",
            "it is told apart by the question it asks",
            "such as “When the guns fall silent”",
            Place(path="title"),
        )
    yield from unreadable("title", [title] if title else [])
    yield from already_there("title", title, others)
    yield from unreadable("new_theme", [_one_line(new_theme)])
    yield from _unreadable_lines(words.get("description", ""))


def already_there(field: str, name: str, others: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem if a name is another's already, whoever gave it and however lately."""
    for other in others:
        if name and same_name(name, other):
            yield Problem(
                f"there is “{other}” already",
                "nobody could tell the two apart; it may have been added just now",
                "look at the one there is, or say in what this one differs",
                Place(path=field),
            )
            return


def _unreadable_lines(description: str) -> Iterator[Problem]:
    if len(description) > LONGEST_DESCRIPTION:
        yield Problem(
            f"the description has {len(description)} characters",
            f"at most {LONGEST_DESCRIPTION} are kept",
            "say what the point asks; what was said on it belongs into reports",
            Place(path="description"),
        )
    for line in description.splitlines():
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in line.replace("\t", " ")):
            yield Problem(
                "a line has a character in it that cannot be shown",
                "it came with something that was pasted",
                "type the line anew",
                Place(path="description"),
            )
            return


def _wrong_options(
    kept: Sequence[Option], titles: Sequence[str], new: Sequence[str]
) -> Iterator[Problem]:
    for place, (option, title) in enumerate(zip(kept, titles, strict=True)):
        field = f"{OPTION}{option.id}"
        if not title:
            yield Problem(
                f"“{option.title}” was left without a name",
                "an option is told apart by its name",
                "name it, or tick that it is taken back",
                Place(path=field),
            )
        yield from unreadable(field, [title] if title else [])
        yield from already_there(field, title, titles[:place])
    yield from unreadable("options", new)
    yield from twice("options", new)
    for one in new:
        yield from already_there("options", one, titles)


def _still_named(case: Case, point: Point, gone: Collection[str]) -> Iterator[Problem]:
    found = uses(case) if gone else None
    for option in point.options:
        if found is not None and option.id in gone:
            field = f"{OPTION}{option.id}"
            yield from in_use(found, "points", point.id, option.title, option.id, field)
