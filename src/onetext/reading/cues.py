"""Cues: the verb groups, phrases and adjectives that say that something was said."""

from __future__ import annotations

from typing import NamedTuple

from onetext.reading.language import Language, VerbForm
from onetext.reading.tokens import NUMBER, QUOTATION, WORD, Token

_GROUP = 4
_LONGEST_RELAY = 8


class Cue(NamedTuple):
    """Items `first` to `last` (exclusive) of a unit are a cue; the verb itself is item `verb`."""

    first: int
    last: int
    verb: int
    form: VerbForm
    is_bare: bool
    """Base form with no auxiliary before it: "they say"."""
    has_modal: bool
    is_negated: bool


def verb_cues(items: list[Token], language: Language) -> list[Cue]:
    """Return every reporting verb of a unit that is used as a verb, quotations left aside."""
    found: list[Cue] = []
    for place, item in enumerate(items):
        if item.kind != WORD or item.low not in language.verbs:
            continue
        if found and place < found[-1].last:
            continue  # the "saying" of "was quoted as saying"
        passive = _passive(items, place, language)
        if passive is not None:
            found.append(passive)
            continue
        if item.is_name_like and place and items[place - 1].is_name_like:
            continue
        following = items[place + 1].low if place + 1 < len(items) else ""
        form = _fitting(language.verbs[item.low], following)
        if form is not None:
            cue = _group(items, place, form, language)
            if cue is not None:
                found.append(cue)
    return found


def _passive(items: list[Token], place: int, language: Language) -> Cue | None:
    """As in "was quoted in the paper as saying": the one quoted says it."""
    words = language.words
    first = place
    while first and items[first - 1].low in words["adverbs"]:
        first -= 1
    if not first or items[first - 1].low not in words["be"]:
        return None
    if all(form.lemma not in words["relaying"] for form in language.verbs[items[place].low]):
        return None
    while first and (
        items[first - 1].low in words["be"] or items[first - 1].low in words["auxiliaries"]
    ):
        first -= 1
    for at in range(place + 1, min(place + _LONGEST_RELAY, len(items) - 1)):
        if items[at].kind == QUOTATION or items[at].text == ",":
            break
        forms = language.verbs.get(items[at + 1].low, ())
        said = next((form for form in forms if form.form == "ing"), None)
        if items[at].low in words["as"] and said is not None:
            form = VerbForm(said.lemma, said.frames, "past")
            return Cue(first, at + 2, at + 1, form, False, False, False)
    return None


def _fitting(forms: tuple[VerbForm, ...], following: str) -> VerbForm | None:
    """The reading whose particle follows; else the one without a particle."""
    for form in forms:
        if not form.particle or form.particle == following:
            return form
    return None


def _group(items: list[Token], verb: int, form: VerbForm, language: Language) -> Cue | None:
    """The verb with its auxiliaries and adverbs; None where it is a passive, noun or adjective."""
    words = language.words
    first = verb
    be = modal = auxiliary = negated = infinitive = False
    while first > 0 and verb - first < _GROUP:
        low = items[first - 1].low
        if low in words["be"]:
            be = True
        elif low in words["modals"]:
            modal = True
        elif low in words["auxiliaries"]:
            auxiliary = True
        elif low in words["negations"]:
            negated = True
        elif low in words["infinitive"] and form.form == "base":
            infinitive = True
        elif low not in words["adverbs"] and not _is_adverb(items[first - 1], language):
            break
        first -= 1
    if infinitive:
        while first > 0 and items[first - 1].low in words["continuing"]:
            first -= 1
    before = items[first - 1] if first else None
    is_past = form.form in ("past", "participle") or form.particle in words["it"]
    if (be and form.form != "ing") or (form.form == "participle" and not auxiliary):
        return None
    if infinitive and not _follows_speech(items, first, verb, language):
        return None
    if infinitive and first and items[first - 1].low in words["be"]:
        first -= 1  # "was quick to add"
    if (
        before is not None
        and (
            before.low in words["determiners"]
            or (before.low in words["possessives"] and not _is_whole(items, first, language))
            or (before.low.endswith(("'s", "s'")) and before.low not in words["clause_pronouns"])
            or (before.low in words["prepositions"] and not (form.form == "ing" or auxiliary))
        )
        and before.low not in words["quantifiers"]
        and not _is_relative(items, first, form, language)
        and not (auxiliary or modal)
    ):
        return None
    if before is not None and before.kind == NUMBER and form.form in ("base", "third"):
        return None  # "28 points to ..."
    last = verb + 1 + bool(form.particle)
    bare = form.form == "base" and not (auxiliary or modal or infinitive) and not is_past
    return Cue(first, last, verb, form, bare, modal, negated)


def _is_relative(items: list[Token], first: int, form: VerbForm, language: Language) -> bool:
    """Whether "that" before a verb stands for the noun before it: "a paper that found"."""
    relative = items[first - 1].low in language.words["subject_relatives"]
    finite = form.form in ("past", "third") and not form.is_ambiguous
    return relative and finite and first > 1 and items[first - 2].kind == WORD


def _is_whole(items: list[Token], first: int, language: Language) -> bool:
    """Whether "her" before a verb ends a phrase: "an adviser to her said"."""
    words = language.words
    return (
        first > 1
        and items[first - 1].low in words["object_pronouns"]
        and items[first - 2].low in words["prepositions"]
    )


def _is_adverb(item: Token, language: Language) -> bool:
    ending = language.words["adverb_ending"]
    return (
        item.kind == WORD
        and item.low.endswith(ending)
        and len(item.low) > 5
        and not item.is_name_like
    )


def _follows_speech(items: list[Token], first: int, verb: int, language: Language) -> bool:
    """Whether an infinitive counts: "went on to say", or a quotation comes next."""
    if items[first].low in language.words["continuing"]:
        return True
    after = items[verb + 1 : verb + 3]
    return bool(after) and after[0].text in (",", ":") and after[-1].kind == QUOTATION
