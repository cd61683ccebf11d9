"""``onetext cases``: list the bundled cases and those in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onetext.cli._page import emit_json, json_option, make_console, talk, workspace_option


@click.command(name="cases")
@workspace_option
@json_option
def command(workspace: Path | None, *, as_json: bool) -> None:
    """List the bundled cases and those in the workspace.

    Example: onetext cases --json
    """
    rows = [*_bundled(), *_kept(workspace)]
    if as_json:
        emit_json(rows)
        return
    from onetext.cli._console import PageTable

    table = PageTable(box=None, pad_edge=False)
    for heading in ("case", "where", "title", "as of", "entries"):
        table.add_column(heading, justify="right" if heading == "entries" else "left")
    for row in rows:
        entries = "" if row["entries"] is None else str(row["entries"])
        table.add_row(row["id"], row["where"], row["title"], row["as_of"] or "", entries)
    make_console().print(table)
    if not any(row["where"] == "workspace" for row in rows):
        from onetext import wiring

        where = wiring.store_name(workspace)
        talk(f"nothing in {where} yet; `onetext import CASE` brings a case in")


def _bundled() -> list[dict[str, Any]]:
    from onetext import wiring

    return [
        _row(slug, "bundled", wiring.open_case(str(path)), None)
        for slug, path in wiring.bundled_cases().items()
    ]


def _kept(workspace: Path | None) -> list[dict[str, Any]]:
    from onetext import wiring
    from onetext.errors import BrokenJournal
    from onetext.workflows.journal import kept_case

    store = wiring.open_store(workspace)
    rows: list[dict[str, Any]] = []
    if store is None:
        return rows
    for case_id in store.case_ids():
        try:
            view = kept_case(store, case_id)
        except BrokenJournal as error:
            talk(str(error))
            rows.append(_row(case_id, "workspace", None, None))
        else:
            rows.append(_row(case_id, "workspace", view.case, view.n_entries))
    return rows


def _row(case_id: str, where: str, case: Any, entries: int | None) -> dict[str, Any]:
    """Return one case as the JSON of the command; one with a broken journal has no title."""
    as_of = case.as_of.isoformat() if case and case.as_of else None
    title = case.title if case else "(its journal is broken: onetext verify)"
    return {"id": case_id, "where": where, "title": title, "as_of": as_of, "entries": entries}
