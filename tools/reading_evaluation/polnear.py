"""PolNeAR: attributions in US political news, as people marked them.

Matching rule (that of GenderGapTracker): a statement matches a marked attribution if it covers
more than 0.3 of its content; the best match is the one most alike. Speaker and cue are right if
they overlap with the marked mention at all. Contents are equal if they are the same characters
after marks and blanks at the ends and a leading "that" are dropped. For exact spans our mention is
widened to what the corpus marks: with its apposition; "that" belongs to the content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from onetext.model import Report, Statement
from onetext.reading.annotated import annotated_report
from reading_evaluation.scores import Figure, figure

COVERED = 0.3
_QUOTE_MARKS = '“”"„«»'
_VERBS = [
    line.split()
    for line in (Path(__file__).parent / "reporting_verbs.txt").read_text().splitlines()
    if not line.startswith("#")
]
_LEMMAS, _IRREGULAR = _VERBS

Characters = frozenset[int]


@dataclass(frozen=True)
class Marked:
    """One marked attribution, as sets of characters."""

    content: Characters
    source: Characters
    cue: Characters
    cue_text: str
    mode: str


@dataclass
class Document:
    """One article: what was marked, what was found, and which found matches which marked."""

    text: str
    marked: list[Marked]
    found: list[tuple[Statement, Characters, Characters]]
    matches: dict[int, int] = field(default_factory=dict)
    found_matches: set[int] = field(default_factory=set)


def documents(folder: Path) -> list[Document]:
    """Read and match every article of a part of the corpus (``dev``, ``train``)."""
    return [
        _document(path, folder / "attributions")
        for path in sorted((folder / "text").glob("*.txt"))
        if next((folder / "attributions").glob(f"{path.stem}_*.ann"), None)
    ]


def _document(path: Path, attributions: Path) -> Document:
    text = path.read_bytes().decode()
    first = sorted(attributions.glob(f"{path.stem}_*.ann"))[0]
    report = Report(id="r", file=path.name, text=text, sha256="")
    statements = annotated_report(report).statements
    document = Document(
        text, marked(first.read_bytes().decode(), text), _with_characters(statements, text)
    )
    _match(document)
    return document


def marked(annotation: str, text: str) -> list[Marked]:
    """Parse the stand-off annotation of one article; those without a source are left out."""
    spans: dict[str, Characters] = {}
    for match in re.finditer(r"^(T\d+)\t\S+ ([\d ;]+)\t", annotation, re.MULTILINE):
        places = [part.split() for part in match.group(2).split(";")]
        spans[match.group(1)] = frozenset(
            at for start, end in places for at in range(int(start), int(end))
        )
    found = []
    for match in re.finditer(r"^E\d+\tAttribution:(.*)$", annotation, re.MULTILINE):
        parts: dict[str, Characters] = {"Content": frozenset(), "Source": frozenset()}
        for role, name in re.findall(r"(\w+?)\d*:(T\d+)", "Attribution:" + match.group(1)):
            parts[role] = parts.get(role, frozenset()) | spans.get(name, frozenset())
        cue = parts.get("Cue", frozenset())
        if parts["Content"]:
            found.append(
                Marked(
                    parts["Content"],
                    parts["Source"],
                    cue,
                    "".join(text[at] for at in sorted(cue)),
                    _mode(parts["Content"], text),
                )
            )
    return found


def _mode(content: Characters, text: str) -> str:
    """Direct if it is all inside quotation marks, mixed if some of it is."""
    words = "".join(text[at] for at in sorted(content)).replace("''", '"').strip(" .,;:-—\n")
    marks = sum(words.count(mark) for mark in _QUOTE_MARKS)
    if not marks:
        return "indirect"
    outside = re.sub(r"[“\"„«][^”\"»]*(?:[”\"»]|$)", "", words)
    return "direct" if words[0] in _QUOTE_MARKS and not re.search(r"\w", outside) else "mixed"


def _with_characters(
    statements: Sequence[Statement], text: str
) -> list[tuple[Statement, Characters, Characters]]:
    """Join a quotation that goes on in the same paragraph to its head, as the corpus does."""
    by_id: dict[str, int] = {}
    found: list[tuple[Statement, Characters, Characters]] = []
    for one in statements:
        content = frozenset(at for span in one.content for at in range(span.start, span.end))
        head = by_id.get(one.continuation_of or "")
        if head is not None and "\n" not in text[max(found[head][1]) : min(content)]:
            found[head] = (found[head][0], found[head][1] | content, found[head][2])
            by_id[one.id] = head
            continue
        if head is not None:
            speaker = found[head][2]
        else:
            place = one.speaker_span
            speaker = frozenset(range(place.start, place.end)) if place else frozenset()
        by_id[one.id] = len(found)
        found.append((one, content, speaker))
    return found


def _match(document: Document) -> None:
    for number, one in enumerate(document.marked):
        best, likeness = None, 0.0
        for at, (_, content, _) in enumerate(document.found):
            shared = len(one.content & content)
            if shared > COVERED * len(one.content):
                document.found_matches.add(at)
                alike = shared / len(one.content | content)
                if alike > likeness:
                    best, likeness = at, alike
        if best is not None:
            document.matches[number] = best


def is_reporting(one: Marked) -> bool:
    """Whether it is direct, or its cue holds a reporting verb or "according to"."""
    words = re.findall(r"\w+", one.cue_text.lower())
    return one.mode == "direct" or any(
        word in _IRREGULAR
        or word == "according"
        or any(
            word in (lemma, lemma + "s", lemma + "ed", lemma + "ing", lemma + "d")
            or word == lemma[:-1] + "ing"
            for lemma in _LEMMAS
        )
        for word in words
    )


def trimmed(places: Characters, text: str) -> tuple[int, int]:
    """First and last character of a content as contents are compared."""
    start, end = min(places), max(places) + 1
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if text[start : start + 5] == "that ":
        start += 5
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


Wanted = Callable[[Marked], bool]


def recall(d: Document, wanted: Wanted) -> tuple[int, int]:
    """How many of the marked attributions are found."""
    hits = [n in d.matches for n, one in enumerate(d.marked) if wanted(one)]
    return sum(hits), len(hits)


def precision(d: Document, mode: str) -> tuple[int, int]:
    """How many of the statements found in a mode cover a marked attribution."""
    hits = [
        at in d.found_matches
        for at, (one, _, _) in enumerate(d.found)
        if mode in (one.mode.value, "all")
    ]
    return sum(hits), len(hits)


def _mentions(d: Document, n: int) -> Characters:
    """The found mention of a matched attribution, and the "who" that takes it up."""
    one, _, speaker = d.found[d.matches[n]]
    return speaker | _relative(one, speaker, d.text) if speaker and one.cue else speaker


def speaker_right(d: Document, wanted: Wanted) -> tuple[int, int]:
    """How many of the found attributions have a speaker that overlaps the marked one."""
    hits = [
        bool(one.source & _mentions(d, n))
        for n, one in enumerate(d.marked)
        if wanted(one) and n in d.matches and one.source
    ]
    return sum(hits), len(hits)


def content_equal(d: Document, wanted: Wanted) -> tuple[int, int]:
    """How many of the found attributions have the marked content, to the character."""
    hits = [
        trimmed(one.content, d.text) == trimmed(d.found[d.matches[n]][1], d.text)
        for n, one in enumerate(d.marked)
        if wanted(one) and n in d.matches
    ]
    return sum(hits), len(hits)


def quoted_right(d: Document) -> tuple[int, int]:
    """How many of the marked quotations of four words or more have the right speaker."""
    hits = []
    for n, one in enumerate(d.marked):
        words = "".join(d.text[at] for at in sorted(one.content)).split()
        if one.mode == "direct" and len(words) >= 4 and one.source:
            hits.append(n in d.matches and bool(one.source & _mentions(d, n)))
    return sum(hits), len(hits)


def exact(d: Document, role: str) -> tuple[int, int, int]:
    """Equal spans, found, marked: CofeNet's rule; the corpus counts "that" into the content."""
    wanted = {_span(getattr(one, role)) for one in d.marked if getattr(one, role)}
    got = {_span(places) for places in _places(d, role) if places}
    return len(wanted & got), len(got), len(wanted)


def _span(places: Characters) -> tuple[int, int]:
    return min(places), max(places) + 1


def _places(d: Document, role: str) -> list[Characters]:
    found = []
    for one, content, speaker in d.found:
        if role == "source":
            found.append(_with_apposition(one, speaker, d.text))
        elif role == "cue":
            found.append(_with_colon(one, d.text))
        else:
            start = min(content)
            with_that = d.text[max(0, start - 5) : start] == "that "
            found.append(content | frozenset(range(start - 5, start)) if with_that else content)
    return found


def _with_colon(one: Statement, text: str) -> Characters:
    """The cue as the corpus marks it: with the colon that follows."""
    if one.cue is None:
        return frozenset()
    return frozenset(
        range(one.cue.start, one.cue.end + (text[one.cue.end : one.cue.end + 1] == ":"))
    )


_LONGEST_INSERTION = 90
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr|Sr|[A-Z])\.)+$")


def _with_apposition(one: Statement, speaker: Characters, text: str) -> Characters:
    """The mention as the corpus marks it: with its apposition, "X, the envoy," or ", who ..."."""
    if not speaker or one.cue is None:
        return speaker
    relative = _relative(one, speaker, text)
    if relative:
        return relative
    end = max(speaker) + 1
    if one.cue.start > end:
        between = text[end : one.cue.start].rstrip()
        describes = re.match(r",\s+(?:an?|the|who|whose|one|[a-z]+ |[A-Z])", between)
        timed = re.match(
            r",\s+(?:in|on|at|for|as|after|before|when|while|during|with|by)\b", between
        )
        short = len(between) < _LONGEST_INSERTION
        if short and describes and not timed and between.endswith(","):
            return speaker | frozenset(range(end, end + len(between)))
        return speaker
    if one.cue.end <= min(speaker) and re.match(
        r",\s+(?:an?|the|who|whose|[A-Z]|[a-z]+ )", text[end:]
    ):
        last = _sentence_end(text, end)
        if last - end < 2 * _LONGEST_INSERTION and not re.search(r"[“”\"]", text[end:last]):
            return speaker | frozenset(range(end, last))
    return speaker


def _relative(one: Statement, speaker: Characters, text: str) -> Characters:
    """The "who" of "X, who said": where the corpus has the pronoun, the reader has X."""
    assert one.cue is not None
    end = max(speaker) + 1
    match = re.fullmatch(r",? (who|that|which) ", text[end : max(end, one.cue.start)])
    return frozenset(range(end + match.start(1), end + match.end(1))) if match else frozenset()


def _sentence_end(text: str, start: int) -> int:
    """The next full stop or line end that does not only shorten a word."""
    for match in re.finditer(r"[.;\n]", text[start:]):
        at = start + match.start()
        if match.group() != "." or not _ABBREVIATED.search(text[: at + 1][-12:]):
            return at
    return len(text)


_GROUPS: tuple[tuple[str, Wanted, str | None], ...] = (
    ("direct", lambda one: one.mode == "direct", "direct"),
    ("mixed", lambda one: one.mode == "mixed", "mixed"),
    ("reporting verb", is_reporting, None),
    ("all", lambda one: True, "all"),
)
_GOALS = {
    "direct recall": (0.96, "people .98"),
    "direct precision": (0.95, ""),
    "direct speaker right": (0.97, "people .99"),
    "mixed recall": (0.90, "people .94"),
    "mixed speaker right": (0.93, "people .96"),
    "reporting verb recall": (0.90, "people .955"),
    "reporting verb speaker right": (0.95, "people .979"),
    "reporting verb content equal": (0.80, "people .846"),
    "all recall": (None, "people .84"),
    "quotations found and speaker right": (0.92, ""),
    "exact span F: source": (0.65, "CRF .51, BiLSTM .70, BERT .83"),
    "exact span F: cue": (0.65, "CRF .53, BiLSTM .67, BERT .75"),
    "exact span F: content": (0.60, "CRF .29, BiLSTM .59, BERT .73"),
}


def figures(folder: Path) -> list[Figure]:
    """Measure the reader on one part of the corpus."""
    found = documents(folder)

    def line(what: str, count: Callable[[Document], tuple[int, ...]]) -> Figure:
        goal, others = _GOALS.get(what, (None, ""))
        rule = "same first and last character" if what.startswith("exact") else "covers > 0.3"
        return figure(what, [count(d) for d in found], rule, goal, others)

    table = []
    for name, wanted, mode in _GROUPS:
        table.append(line(f"{name} recall", partial(recall, wanted=wanted)))
        if mode:
            table.append(line(f"{name} precision", partial(precision, mode=mode)))
        table.append(line(f"{name} speaker right", partial(speaker_right, wanted=wanted)))
        table.append(line(f"{name} content equal", partial(content_equal, wanted=wanted)))
    table.append(line("quotations found and speaker right", quoted_right))
    for role in ("source", "cue", "content"):
        table.append(line(f"exact span F: {role}", partial(exact, role=role)))
    return table


def rules(folder: Path) -> list[Figure]:
    """Measure how often each rule is right: what the reader shows beside every statement."""
    found = documents(folder)
    names = sorted({one.rule for d in found for one, _, _ in d.found})
    return [
        figure(f"rule: {name}", [_rule_precision(d, name) for d in found], "covers > 0.3")
        for name in names
    ]


def _rule_precision(d: Document, name: str) -> tuple[int, int]:
    hits = [at in d.found_matches for at, (one, _, _) in enumerate(d.found) if one.rule == name]
    return sum(hits), len(hits)
