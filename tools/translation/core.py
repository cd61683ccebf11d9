"""Finds the sentences that the cores say of themselves, which know nothing of languages.

What an error says (what, because, hint) and fixed sentences of a study reach a page as English
strings; the page finds them again by their pattern (`onetext.web.core_words`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from translation.extraction import Message

CONTEXT = "core"
PARTS = ("what", "because", "hint")
FOLDERS = ("web", "workflows", "record")
"""Whose errors a page may show."""
WHOLE = ("workflows/study_words.py", "workflows/constraints.py")
"""Modules whose constants are sentences for people."""
ELSEWHERE = (
    *("backup", "import_case", "journal_log", "review_file", "read_reports", "readers"),
    *("journal", "propose", "answer", "export_case"),
    *("serving", "environment", "enrolment", "setting_up", "door"),
)
"""Modules whose errors only the command line or a program meets."""


def core_messages(package: Path) -> tuple[Message, ...]:
    """Return the sentences of the cores below a package, sorted; what varies is a placeholder."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in FOLDERS:
        for path in sorted((package / folder).rglob("*.py")):
            if path.stem in ELSEWHERE:
                continue
            place = path.relative_to(package).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said = [*_of_problems(tree), *(_of_constants(tree) if place in WHOLE else ())]
            for words in said:
                if len(words.replace("%(a)s", "").strip(" :'")) > 5 and "\n" not in words:
                    found[words] = tuple(dict.fromkeys([*found.get(words, ()), place]))
    return tuple(Message(words, context=CONTEXT, places=found[words]) for words in sorted(found))


def _of_problems(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
            for value in node.args[: len(PARTS)]:
                yield from _sentences(value)
            for given in node.keywords:
                if given.arg in PARTS:
                    yield from _sentences(given.value)


def _of_constants(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            for value in values:
                yield from (one for one in _sentences(value) if " " in one and "{" not in one)


def _sentences(node: ast.expr) -> Iterator[str]:
    """Yield what an expression may say; of a condition, both."""
    if isinstance(node, ast.IfExp):
        yield from _sentences(node.body)
        yield from _sentences(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.replace("%", "%%")
    elif isinstance(node, ast.JoinedStr):
        yield _pattern(node)


def _pattern(node: ast.JoinedStr) -> str:
    names = iter("abcdefghij")
    return "".join(
        part.value.replace("%", "%%") if isinstance(part, ast.Constant) else f"%({next(names)})s"
        for part in node.values
    )
