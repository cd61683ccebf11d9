"""Words that go on from elsewhere: transcripts, quotations after a colon, floating quotations."""

from __future__ import annotations

from onetext.reading.attribution import Attribution
from onetext.reading.cues import verb_cues
from onetext.reading.language import Language
from onetext.reading.phrases import name_before, possible_speaker, subject_before
from onetext.reading.tokens import NUMBER, QUOTATION, WORD
from onetext.reading.units import Unit

_LONGEST_LABEL, _FEWEST_TURNS = 6, 3
_FAR = 300
"""Characters between a quotation and the one it goes on from, at most."""


def transcript_turns(units: list[Unit], language: Language) -> dict[int, list[Attribution]]:
    """Turns of a transcript: "Q: ...", "RUBIO: ...", where labels come back or take turns.

    Returns
    -------
    dict from int to list of Attribution
        Number of each unit that belongs to a turn; the turn itself is with its first unit.
    """
    labels = {
        number: size
        for number, unit in enumerate(units)
        if (number == 0 or units[number - 1].paragraph != unit.paragraph)
        and (size := _label(unit, language))
    }
    names = [
        " ".join(item.low for item in units[number].items[:size]) for number, size in labels.items()
    ]
    if len(names) < _FEWEST_TURNS or len(set(names)) == len(names):
        return {}
    return _turns(units, labels, language)


def _turns(
    units: list[Unit], labels: dict[int, int], language: Language
) -> dict[int, list[Attribution]]:
    turns: dict[int, list[Attribution]] = {}
    for number, size in labels.items():
        items = units[number].items
        last = number
        while last + 1 < len(units) and units[last + 1].paragraph == units[number].paragraph:
            last += 1
        if size + 1 >= len(items):
            continue
        turns[number] = [
            Attribution(
                ((items[size + 1].start, units[last].end),),
                (items[0].start, items[size - 1].end),
                (items[size].start, items[size].end),
                language.words["rule_lemmas"]["transcript"],
                frozenset(),
                "transcript",
                number,
            )
        ]
        turns |= {later: [] for later in range(number + 1, last + 1)}
    return turns


def _label(unit: Unit, language: Language) -> int:
    """How many items before the colon name who speaks; 0: this is no turn of a transcript."""
    for place, item in enumerate(unit.items[:_LONGEST_LABEL]):
        if item.text == ":":
            return place
        if not (item.is_name_like or item.low in language.people["titles"]):
            return 0
    return 0


def inside_turn(unit: Unit, language: Language) -> Unit | None:
    """The unit without the label of its turn: people quote others in answers."""
    size = _label(unit, language)
    items = unit.items[size + 1 :] if size else unit.items
    return unit._replace(items=items) if items else None


def after_colon(units: list[Unit], number: int, language: Language) -> Attribution | None:
    """A quotation alone in its unit belongs to the subject of a unit that ends in a colon."""
    unit, before = units[number], units[number - 1] if number else None
    if before is None or before.items[-1].text != ":" or before.is_heading:
        return None
    quoted = [item for item in unit.items if item.kind == QUOTATION]
    if not quoted or any(item.kind in (WORD, NUMBER) for item in unit.items):
        return None
    cues = verb_cues(before.items, language)
    end = cues[-1].first if cues else len(before.items) - 1
    subject = subject_before(before.items, end, 0, language) if cues else None
    subject = subject or name_before(before.items, end, language)
    if subject is None or not possible_speaker(before.items, subject, language):
        return None
    cue = (before.items[end].start, before.items[cues[-1].last - 1].end) if cues else None
    return Attribution(
        ((quoted[0].start, quoted[-1].end),),
        (before.items[subject[0]].start, before.items[subject[1] - 1].end),
        cue,
        cues[-1].form.lemma if cues else "",
        frozenset(),
        "after a colon",
        number,
    )


def floating_quotation(
    unit: Unit, number: int, found: list[Attribution], last: int | None, units: list[Unit]
) -> Attribution | None:
    """A unit that is nothing but a quotation goes on from the attribution just before it."""
    if any(item.kind in (WORD, NUMBER) for item in unit.items):
        return None
    quoted = [item for item in unit.items if item.kind == QUOTATION]
    if not quoted or last is None:
        return None
    before = found[last]
    if unit.start - max(end for _, end in before.content) > _FAR or number - before.unit > 2:
        return None
    place = (quoted[0].start, quoted[-1].end)
    return Attribution(
        (place,), before.speaker, None, before.lemma, frozenset(), "floating", number, last
    )
