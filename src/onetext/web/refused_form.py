"""A refused form, with what is wrong said at the fields it is about; the rest stands above it.

Done on the form as it was written, so that no field has to be written in a way of its own: a field
is found by its name. A problem is about the field its place names, at the end of its path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onetext.errors import Problem

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
NAME = re.compile(r"(?<![\w-])name=\"([^\"]*)\"")
ID = re.compile(r"(?<![\w-])id=\"([^\"]*)\"")
TYPE = re.compile(r"(?<![\w-])type=\"([^\"]*)\"")
DESCRIBED = re.compile(r" aria-describedby=\"([^\"]*)\"")
FOCUS = re.compile(r" autofocus(?=[\s>])")
VOID = frozenset({"input", "br", "hr", "img", "link", "meta", "use", "path", "rect", "circle"})
CONTROLS = frozenset({"input", "select", "textarea"})
NOT_FILLED_IN = frozenset({"hidden", "submit", "button", "image", "reset"})
TICKED = frozenset({"checkbox", "radio"})
FILE = "file"
"""Name of a field for a file; what is wrong within a file is wrong with this field."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its controls, where what is said of it goes, and its id.

    Parameters
    ----------
    name, id : str
        `id` is that of its first control; of a group, that of the group.
    controls : tuple of int
        Where the start tags of its controls stand.
    group : int or None
        Where the start tag of the group stands that holds its several controls.
    end : int
        Where what surrounds it ends: what is said of it goes just before.
    folds : tuple of int
        Where the start tags of the folded parts stand that hide it.
    """

    name: str
    id: str
    controls: tuple[int, ...]
    group: int | None
    end: int
    folds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A problem and the field it is said at; None: no field of the form is meant."""

    problem: Problem
    field: Field | None


@dataclass(slots=True)
class _Open:
    """An element that has begun."""

    tag: str
    start: int
    attributes: str
    waiting: list[tuple[str, str, int]] = field(default_factory=list)


def fields_of(form: str) -> dict[str, Field]:
    """Return the fields that are filled in, by name, of a form written by a template of ours."""
    found: dict[str, Field] = {}
    around: list[_Open] = []
    for tag in TAG.finditer(form):
        closes, name, attributes = tag.groups()
        if closes:
            while around and around[-1].tag != name:
                around.pop()
            if around:
                _surrounded(around.pop(), tag.start(), around, found)
            continue
        if name in CONTROLS and _is_filled_in(attributes) and around:
            box = _box(around, attributes)
            named, own = NAME.search(attributes), ID.search(attributes)
            assert named is not None
            box.waiting.append((named[1], own[1] if own else "", tag.start()))
        if name not in VOID:
            around.append(_Open(name, tag.start(), attributes))
    return found


def _is_filled_in(attributes: str) -> bool:
    kind = TYPE.search(attributes)
    return NAME.search(attributes) is not None and (kind is None or kind[1] not in NOT_FILLED_IN)


def _box(around: Sequence[_Open], attributes: str) -> _Open:
    """Return what surrounds a control: its field, or the group of ticks that it is one of."""
    kind = TYPE.search(attributes)
    for one in reversed(around):
        is_group = one.tag == "fieldset" and kind is not None and kind[1] in TICKED
        if is_group or one.tag == "p" or re.search(r"class=\"field\b", one.attributes):
            return one
    return next(
        (one for one in reversed(around) if one.tag in ("div", "details", "td", "li", "form")),
        around[0],
    )


def _surrounded(box: _Open, end: int, around: Sequence[_Open], found: dict[str, Field]) -> None:
    """Keep the fields that waited for the end of what surrounds them."""
    for name, id_, start in box.waiting:
        if name in found:
            one = found[name]
            found[name] = replace(one, controls=(*one.controls, start))
            continue
        is_group = box.tag == "fieldset"
        own = ID.search(box.attributes)
        folds = [one.start for one in (*around, box) if one.tag == "details"]
        given = (own[1] if own else "") if is_group else id_
        found[name] = Field(
            name=name,
            id=given or f"field-{name}",
            controls=(start,),
            group=box.start if is_group else None,
            end=end,
            folds=tuple(folds),
        )


def told(problems: Iterable[Problem], fields: dict[str, Field]) -> tuple[Told, ...]:
    """Return each problem with the field it is about; in the order of the form, others first."""
    rows = [Told(one, _field_of(one, fields)) for one in problems]
    return tuple(sorted(rows, key=lambda row: row.field.controls[0] if row.field else -1))


def _field_of(problem: Problem, fields: dict[str, Field]) -> Field | None:
    if problem.place.file:
        return fields.get(FILE)
    path = problem.place.path
    return fields.get(path) or fields.get(path.rpartition(".")[2])


def marked(form: str, rows: Sequence[Told], said: dict[str, str]) -> str:
    """Return the form with each wrong field marked as such, and what is said of it beside it.

    Parameters
    ----------
    form : str
    rows : sequence of Told
    said : dict
        Name of a field to what is said of it, as HTML in which an element has `said_id` as its id.
    """
    inserts: list[tuple[int, str]] = []
    folds: set[int] = set()
    wrong = {row.field.name: row.field for row in rows if row.field is not None}
    for one in wrong.values():
        described = one.group if one.group is not None else one.controls[0]
        for start in one.controls:
            inserts.append((_tag_end(form, start), ' aria-invalid="true"'))
        if not ID.search(form[described : _tag_end(form, described)]):
            by_link = ' tabindex="-1"' if one.group is not None else ""
            inserts.append((_tag_end(form, described), f' id="{one.id}"{by_link}'))
        inserts.append((_tag_end(form, described), f' aria-describedby="{said_id(one)}"'))
        inserts.append((one.end, said[one.name]))
        folds.update(one.folds)
    for start in folds:
        if " open" not in form[start : _tag_end(form, start)]:
            inserts.append((_tag_end(form, start), " open"))
    for place, words in sorted(inserts, key=lambda insert: -insert[0]):
        form = form[:place] + words + form[place:]
    return TAG.sub(_one_description, form)


def said_id(one: Field) -> str:
    """Return the id of what is said of a field."""
    return f"wrong-{one.name}"


def _tag_end(form: str, start: int) -> int:
    """Return where attributes may be added to the start tag that stands at a place."""
    tag = TAG.match(form, start)
    assert tag is not None
    return tag.end() - 1


def _one_description(tag: re.Match[str]) -> str:
    """Return a tag with its descriptions in one attribute, and without a claim to the focus."""
    words = FOCUS.sub("", tag[0])
    ids = DESCRIBED.findall(words)
    if len(ids) < 2:
        return words
    return f'{DESCRIBED.sub("", words)[:-1]} aria-describedby="{" ".join(ids)}">'
