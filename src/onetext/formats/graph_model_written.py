"""A conflict as the text of its YAML file."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.bargaining.stability import GraphModel
from onetext.formats.graph_model_yaml import Conflict
from onetext.formats.yaml_scalars import scalar


def conflict_text(conflict: Conflict) -> str:
    """Return a conflict as the text of a file; reading it gives the same conflict."""
    model = conflict.model
    lines = [f"conflict: {scalar(conflict.title)}"]
    for field, words in (
        ("source", conflict.source),
        ("note", conflict.note),
        ("now", conflict.now or ""),
    ):
        lines += [f"{field}: {scalar(words)}"] if words else []
    for field, of_field in (("decision_makers", conflict.names), ("states", conflict.words)):
        lines += ["", f"{field}:"]
        lines += [f"  {scalar(name)}: {scalar(words)}" for name, words in of_field.items()]
    lines += ["", "moves:  # > cannot be taken back, <> can"]
    for who, moves in zip(model.decision_makers, model.moves, strict=True):
        if moves:
            lines.append(f"  {scalar(who)}:")
            lines += [f"  - {scalar(one)}" for one in _arrows(model, moves)]
    lines += ["", "preferences:  # most preferred first"]
    for who, ranks in zip(model.decision_makers, model.ranks, strict=True):
        lines.append(f"  {scalar(who)}:")
        for rank in sorted(set(ranks), reverse=True):
            tied = [state for state, its in zip(model.states, ranks, strict=True) if its == rank]
            flow = f"[{', '.join(scalar(one, is_flow=True) for one in tied)}]"
            lines.append(f"  - {scalar(tied[0]) if len(tied) == 1 else flow}")
    return "\n".join(lines) + "\n"


def _arrows(model: GraphModel, moves: frozenset[tuple[int, int]]) -> Iterator[str]:
    for start, end in sorted(moves):
        if (end, start) not in moves:
            yield f"{model.states[start]} > {model.states[end]}"
        elif start < end:
            yield f"{model.states[start]} <> {model.states[end]}"
