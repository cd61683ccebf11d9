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
SENTENCES = "study"
"""Context of the sentences of findings, which know how they were put together."""
ELSEWHERE = (
    *("backup", "import_case", "journal_log", "review_file", "read_reports", "readers"),
    *("journal", "propose", "answer", "export_case", "undo", "stability", "package_stability"),
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
            for words in _of_problems(tree):
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


def finding_messages(package: Path) -> tuple[Message, ...]:
    """Return the patterns of the sentences that findings are told in, sorted.

    They stand in calls of `said` and `counted` (`onetext.model.sentences`).
    """
    found: dict[tuple[str, str], Message] = {}
    for path in sorted(package.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "onetext.model.sentences" not in source and path.stem != "sentences":
            continue
        place = path.relative_to(package).as_posix()
        for words, plural in _patterns(ast.parse(source)):
            before = found.get((words, plural))
            places = tuple(dict.fromkeys([*(before.places if before else ()), place]))
            found[words, plural] = Message(words, plural, SENTENCES, places)
    return tuple(found[key] for key in sorted(found))


def _patterns(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield pattern and plural of every sentence; a pattern that is not written out is a fault."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name, given = node.func.id, list(node.args)
        if name == "partial" and given and isinstance(given[0], ast.Name):
            name = given.pop(0).id
        wanted = {"said": 1, "counted": 2}.get(name, 0)
        if wanted:
            said = [one.value for one in given[:wanted] if isinstance(one, ast.Constant)]
            if len(said) != wanted:
                raise ValueError(f"line {node.lineno}: a pattern is not written out")
            yield (said[0], said[1]) if wanted == 2 else (said[0], "")


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
