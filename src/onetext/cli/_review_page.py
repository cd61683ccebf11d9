"""How ``onetext review`` sets a proposal, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onetext.cli._page import counted, make_console

if TYPE_CHECKING:
    from onetext.model import Case
    from onetext.reading.proposals import ProposedPosition

_AROUND = 90
"""Characters of the report shown before and after the words."""


def print_proposals(case: Case, waiting: list[ProposedPosition]) -> None:
    """Print proposals one under another."""
    console = make_console()
    count = len(waiting)
    console.print(f"{counted(count, 'proposal')} to decide on.", style="bold")
    for number, one in enumerate(waiting, start=1):
        console.print()
        console.print(proposal_words(case, one, f"{number} of {count}"))
    if waiting:
        console.print("\nNothing is part of the record before it is confirmed.", style="dim")


def print_decided(case: Case) -> None:
    """Print what was decided so far."""
    console = make_console()
    if not case.statements:
        console.print("Nothing was decided yet. Propose from reports: --reports FILE")
    for one in case.statements:
        became = f" -> {one.position}" if one.position else ""
        console.print(f"{one.review}: {one.about}{became}", markup=False)
        reason = f" ({one.because})" if one.because else ""
        console.print(f"  {one.speaker or 'not determinable'}: {one.words}{reason}", markup=False)


def proposal_words(case: Case, one: ProposedPosition, counted: str) -> Any:
    """Set one proposal: what it says, on which words, by which rule, what it lacks."""
    from rich.text import Text

    words = Text()
    words.append(f"{counted}  {one.report.id}\n", style="dim")
    words.append(_in_context(one))
    words.append(f"\n{one.said_by or 'speaker not determinable'}", style="dim")
    words.append("\nproposed: ", style="dim")
    words.append(_said(case, one), style="bold")
    triggers = ", ".join(f"“{span.of(one.report.text)}”" for span in one.triggers)
    sure = f"right in {100 * one.precision:.0f} % of a test" if one.precision else "not measured"
    words.append(f"\nbecause of {triggers}; rule “{one.rule}”, {sure}", style="dim")
    if one.lacks:
        words.append(f"\nlacks: {', '.join(one.lacks)}", style="italic")
    return words


def _said(case: Case, one: ProposedPosition) -> str:
    party = next((p.name for p in case.parties if p.id == one.party), "party not determinable")
    subject = _subject(case, one)
    condition = f", {one.condition}" if one.condition else ""
    return f"{party} {one.stance} ({one.direction}): {subject}{condition}"


def _subject(case: Case, one: ProposedPosition) -> str:
    if one.point:
        point = next(p for p in case.points if p.id == one.point)
        options = "; ".join(point.option(name).title for name in one.options) or "option not clear"
        return f"{point.id} {point.title}: {options}"
    title = next((text.title for text in case.texts if text.id == one.text), "text not clear")
    return f"{one.text or ''} {title}".strip()


def _in_context(one: ProposedPosition) -> Any:
    """The report around the words, with the words that made the proposal marked."""
    from rich.text import Text

    text = one.report.text
    first = min(span.start for span in one.statement.content)
    last = max(span.end for span in one.statement.content)
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    shown = Text(text[start:end])
    for span in one.statement.content:
        shown.stylize("bold", span.start - start, span.end - start)
    for span in one.triggers:
        shown.stylize("underline", max(0, span.start - start), max(0, span.end - start))
    return Text("…" if start else "") + shown + Text("…" if end < len(text) else "")
