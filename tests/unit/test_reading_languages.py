"""Nothing of a language stands outside its own folder."""

import ast

from onetext.reading.language import folder_of, language, languages

CLOSED = (
    "determiners", "possessives", "articles", "prepositions", "subordinators", "coordinators",
    "auxiliaries", "be", "modals", "clause_pronouns", "object_pronouns", "relatives",
)  # fmt: skip
"""Word classes whose words mean nothing outside the language."""

SORTS = {"one", "many", "any"}
"""How our own tables sort pronouns and speakers; no words of a text."""


def closed_words():
    return {
        word for tag in languages() for name in CLOSED for word in language(tag).words.get(name, ())
    } - SORTS


def constants(tree):
    """Text a module compares or writes: no docstrings, and no keys of tables."""
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        if isinstance(node, ast.Subscript):
            skipped |= {id(inner) for inner in ast.walk(node.slice)}
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"getattr", "Literal"}:
            skipped |= {id(inner) for inner in node.args}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node.value


NAMES = {"this", "between", "en", "against", "for", "should", "without", "be"}
"""Names of tables, rules, tags and results of our own that happen to be words."""

STILL_ENGLISH = {"'s", "’s", "s'"}
"""What marks possession is still looked for in the code: this list may only shrink."""

MARKS = ("'s", "’s", "s'", "ing", "ed", "ly", "st", "nd", "rd", "th")
"""Endings that mean nothing outside the language."""

FORMS = {"ing"}
"""Names of the forms of a verb in our own tables."""


def test_no_module_of_the_reader_holds_words_of_a_language(project_dir):
    words = closed_words()
    assert len(words) > 100
    found = {
        value
        for path in sorted((project_dir / "src/onetext/reading").glob("*.py"))
        for value in constants(ast.parse(path.read_text(encoding="utf-8")))
        if len(value.strip()) > 1 and value.strip().lower() in {*words, *MARKS}
    }
    assert found - NAMES - FORMS == STILL_ENGLISH


def test_every_language_has_a_folder_of_its_own_with_data_alone(project_dir):
    for tag in languages():
        files = {p.suffix for p in (project_dir / "src/onetext/reading" / folder_of(tag)).iterdir()}
        assert files <= {".toml", ".txt"}, tag
