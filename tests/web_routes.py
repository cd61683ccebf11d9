"""Every route of the workbench, from its URL configuration, and what its arguments may hold."""

from __future__ import annotations

ARGUMENTS = {
    "case": lambda ids: ["drawn", "no-such-case"],
    "text": lambda ids: ids["texts"],
    "other": lambda ids: ids["texts"],
    "point": lambda ids: ids["points"],
    "party": lambda ids: ids["parties"],
    "source": lambda ids: ids["sources"],
    "report": lambda ids: ids["sources"],
    "statement": lambda ids: ids["positions"],
    "position": lambda ids: ids["positions"],
    "meeting": lambda ids: ids["meetings"],
    "briefing": lambda ids: ids["briefings"],
    "comment": lambda ids: ids["comments"],
    "answer": lambda ids: ["answer-secret", "answer-none"],
    "milestone": lambda ids: ids["milestones"],
    "key": lambda ids: ["no-such-key"],
    "kind": lambda ids: ["texts", "positions"],
    "record": lambda ids: [*ids["texts"], *ids["positions"]],
    "option": lambda ids: ["half", "joint"],
}
"""Name of a route's argument to what it may hold, secrets included."""


def routes(patterns=None, prefix=""):
    """Yield every route below our own URL configuration: its path and the names in it."""
    from django.urls import get_resolver

    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith("accounts/"):
            continue  # a reader's own account: nothing of the record is there
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern
