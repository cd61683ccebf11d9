"""What ``onetext stability`` says: the standing of every state as JSON and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onetext.bargaining.stability import CONCEPTS, StabilityTable, Standing
from onetext.cli._page import make_console
from onetext.formats.graph_model_yaml import Conflict


def as_data(conflict: Conflict, table: StabilityTable) -> dict[str, Any]:
    """Return a conflict's standings as the JSON of the command; states and movers by their ids."""
    model = table.model
    return {
        "title": conflict.title,
        "source": conflict.source,
        "note": conflict.note,
        "now": conflict.now,
        "decision_makers": dict(conflict.names),
        "states": dict(conflict.words),
        "coalitions": [_members(table, movers) for movers in table.coalitions],
        "equilibria": {concept: list(table.equilibria(concept)) for concept in CONCEPTS},
        "standings": [
            {
                "concept": one.concept,
                "movers": _members(table, one.movers),
                "state": model.states[one.state],
                "stable": one.is_stable,
                "escape": None if one.escape is None else model.states[one.escape],
                "answers": [
                    {
                        "improvement": model.states[answer.improvement],
                        "leads_to": model.states[answer.leads_to],
                    }
                    for answer in one.answers
                ],
            }
            for one in table.standings.values()
        ],
    }


def print_page(conflict: Conflict, table: StabilityTable, why: str | None) -> None:
    """Print where nobody leaves, who leaves elsewhere, and of one state why.

    Parameters
    ----------
    conflict : Conflict
    table : StabilityTable
    why : str or None
        The state to say more of.
    """
    from rich.text import Text

    from onetext.cli._console import PageTable

    console = make_console()
    console.print(conflict.title, style="bold", markup=False)
    for words in (conflict.source, conflict.note):
        if words:
            console.print(words, markup=False)
    page = PageTable(box=None, pad_edge=False)
    for heading in ("state", "", *CONCEPTS):
        page.add_column(heading, overflow="fold")
    for state, id_ in enumerate(table.model.states):
        words = conflict.words.get(id_, "")
        cells = [Text(_cell(table, concept, state)) for concept in CONCEPTS]
        page.add_row(Text(id_), Text("" if words == id_ else words), *cells)
    console.print()
    console.print(page)
    legend = "stays: nobody would leave; otherwise who would. By these moves and preferences alone;"
    console.print(f"\n{legend} nothing is said of how likely a move is.\n", markup=False)
    for concept in CONCEPTS:
        found = "; ".join(table.equilibria(concept)) or "none"
        console.print(f"{concept} equilibria: {found}", markup=False)
    if why is not None:
        console.print(f"\nWhy, in {why}", style="bold", markup=False)
        for line in _reasons(table, table.model.states.index(why)):
            console.print(f"  {line}", markup=False)


def _cell(table: StabilityTable, concept: str, state: int) -> str:
    leave = [
        "+".join(_members(table, movers))
        for movers in table.coalitions
        if not table.standing(concept, movers, state).is_stable
    ]
    return ", ".join(leave) or "stays"


def _reasons(table: StabilityTable, state: int) -> Iterator[str]:
    """Yield who stays or leaves and why, definitions that say the same together."""
    for movers in table.coalitions:
        alike: dict[str, list[str]] = {}
        for concept in CONCEPTS:
            alike.setdefault(_reason(table, table.standing(concept, movers, state)), []).append(
                concept
            )
        who = " and ".join(_members(table, movers))
        for reason, concepts in alike.items():
            yield f"{who} ({', '.join(concepts)}) {reason}"


def _reason(table: StabilityTable, one: Standing) -> str:
    states = table.model.states
    if one.escape is not None:
        return f"would leave for {states[one.escape]}"
    if not one.answers:
        return "would stay: no state within reach is preferred"
    answers = "; ".join(
        f"{states[answer.improvement]} could be answered by {states[answer.leads_to]}"
        for answer in one.answers
    )
    return f"would stay: {answers}"


def _members(table: StabilityTable, movers: frozenset[int]) -> list[str]:
    return [table.model.decision_makers[who] for who in sorted(movers)]
