"""Confirmations are counted by independent origin: rewrites of one report are one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onetext.model import Source


def independent_origins(
    sources: Iterable[Source] | Mapping[str, Source], cited: Iterable[str]
) -> tuple[str, ...]:
    """Follow each cited source to its roots and list each root once.

    Parameters
    ----------
    sources : iterable of Source, or mapping of str to Source
        All sources of the case, by id where many positions are looked at; `derived_from` says
        what a source rewrites or relays.
    cited : iterable of str
        Ids of the sources to follow. An id the case does not hold is its own root.

    Returns
    -------
    tuple of str
        Ids of the roots, in order of first appearance. A circle of rewrites has no root of its
        own; its first member stands for it.
    """
    by_id = sources if isinstance(sources, Mapping) else {source.id: source for source in sources}
    roots: dict[str, None] = {}
    for start in cited:
        found = _roots(start, by_id)
        roots.update(dict.fromkeys(found or (start,)))
    return tuple(roots)


def _roots(start: str, sources: Mapping[str, Source]) -> list[str]:
    found, seen, waiting = [], set[str](), [start]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        above = sources[current].derived_from if current in sources else ()
        waiting.extend(above)
        if not above:
            found.append(current)
    return found
