"""Proposals as a YAML file for a person to decide in, and the decisions read from it.

What a person writes: ``decision: confirm`` or ``reject`` (nothing: undecided), and changes to
`party`, `point`, `options`, `text`, `stance`, `condition`, `note` and `because`. What stands under
`as_reported` is for reading; the words are found again by the id.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.files import read_text
from onetext.formats.plain_yaml import plain_yaml, yaml_text
from onetext.model import Review, Stance
from onetext.reading.proposals import ProposedPosition
from onetext.workflows.review_file import FiledDecision

_HEAD = """\
# Proposals for {case}. Nothing here is part of the record yet.
# Write `decision: confirm` or `decision: reject` (nothing: undecided), and change what is wrong:
# party, point, options, text, stance, condition. `note` is what was said in your words, `because`
# your reason. Then: onetext review {case} --reports FILE... --from THIS-FILE
"""
_DECISIONS = {"confirm": Review.CONFIRMED, "edit": Review.EDITED, "reject": Review.REJECTED}
_CHANGEABLE = ("party", "stance", "point", "options", "text", "condition")
_FIELDS = {"id", "decision", "note", "because", "as_reported", *_CHANGEABLE}


def proposals_text(case_id: str, proposals: Iterable[ProposedPosition]) -> str:
    """Return proposals as the text of a file to decide in."""
    content = {"case": case_id, "proposals": [_entry(one) for one in proposals]}
    return _HEAD.format(case=case_id) + yaml_text(content)


def _entry(one: ProposedPosition) -> dict[str, Any]:
    text = one.report.text
    return {
        "id": one.id,
        "decision": None,
        "party": one.party,
        "stance": str(one.stance),
        "point": one.point,
        "options": list(one.options),
        "text": one.text,
        "condition": one.condition,
        "note": "",
        "because": "",
        "as_reported": {
            "report": one.report.id,
            "said_by": one.said_by,
            "words": one.words,
            "triggers": [span.of(text) for span in one.triggers],
            "rule": one.rule,
            "precision": one.precision,
            "lacks": list(one.lacks),
        },
    }


def filed_decisions(path: Path) -> list[FiledDecision]:
    """Read the decisions of a file; those left open are left out.

    Raises
    ------
    UnreadableFile
        If it is no YAML.
    InvalidCase
        With everything in it that cannot be understood.
    """
    reader = _Reader(str(path))
    found = reader.decisions(plain_yaml(read_text(path), str(path)))
    if reader.problems:
        raise InvalidCase.of(reader.problems)
    return found


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def decisions(self, content: Any) -> list[FiledDecision]:
        listed = content.get("proposals") if isinstance(content, dict) else None
        if not isinstance(listed, list):
            self._add("this is no file of proposals", "it has no list `proposals`", "proposals")
            return []
        found: dict[str, FiledDecision] = {}
        for number, entry in enumerate(listed):
            one = self._decision(entry, f"proposals[{number}]")
            if one is not None and found.setdefault(one.id, one) is not one:
                self._add(f"{one.id} is decided twice", "a proposal has one decision", one.id)
        return list(found.values())

    def _decision(self, entry: Any, path: str) -> FiledDecision | None:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            self._add("this is no proposal", "a proposal is a record with an `id`", path)
            return None
        path = f"proposals.{entry['id']}"
        for name in sorted(set(map(str, entry)) - _FIELDS):
            self._add(f"there is no field {name!r} here", f"fields: {', '.join(_FIELDS)}", path)
        said = entry.get("decision")
        if said is None or said == "":
            return None
        if said not in _DECISIONS:
            self._add(f"{said!r} is no decision", "it is confirm, edit or reject", path)
            return None
        fields = {name: self._field(name, entry.get(name), path) for name in _CHANGEABLE}
        return FiledDecision(
            id=entry["id"],
            review=_DECISIONS[said],
            fields=fields,
            note=self._text(entry.get("note"), f"{path}.note") or "",
            because=self._text(entry.get("because"), f"{path}.because") or "",
            place=Place(file=self.file, path=path),
        )

    def _field(self, name: str, value: Any, path: str) -> Any:
        if name == "options":
            several = value if isinstance(value, list) else [] if value is None else [value]
            return tuple(filter(None, (self._text(one, f"{path}.options") for one in several)))
        text = self._text(value, f"{path}.{name}")
        if name != "stance" or text is None:
            return text
        if text not in set(Stance):
            self._add(f"{text!r} is no stance", f"stances: {', '.join(Stance)}", f"{path}.stance")
            return None
        return Stance(text)

    def _text(self, value: Any, path: str) -> str | None:
        if value is None or value == "":
            return None
        if isinstance(value, bool | list | dict):
            self._add("text is needed here", f"this is {type(value).__name__}", path)
            return None
        return str(value)

    def _add(self, what: str, because: str, path: str) -> None:
        hint = "`onetext review CASE --reports FILE... --to FILE` writes such a file"
        self.problems.append(Problem(what, because, hint, Place(file=self.file, path=path)))
