"""`tools/messages.py`: finds what is said, keeps translations, builds what gettext reads."""

from __future__ import annotations

import gettext
import io
import sys

import pytest


@pytest.fixture
def translation(project_dir, monkeypatch):
    monkeypatch.syspath_prepend(str(project_dir / "tools"))
    import translation.core
    import translation.extraction
    import translation.faults
    import translation.mo
    import translation.po

    yield translation
    for name in [name for name in sys.modules if name.partition(".")[0] == "translation"]:
        del sys.modules[name]


@pytest.fixture
def said(translation, tmp_path):
    """The messages of a page and of a module, each with every way of saying something."""
    (tmp_path / "page.html").write_text(
        '{% translate "It’s \\"open\\" & 5 %" %}<p title="{% translate \'Why\' %}">bare</p>'
        "{% blocktranslate count n=all|length trimmed %}\n  {{ n }} text\n"
        "{% plural %}\n  {{ n }} texts\n{% endblocktranslate %}"
        '{% include "x.html" with what=_("Nothing yet.") %}'
    )
    (tmp_path / "module.py").write_text(
        'A = _("Case")\nB = ngettext("%(n)s day", "%(n)s days", 2)\n'
        'C = pgettext("date format", "j F Y")\nD = other("not said")\n'
    )
    return translation.extraction.messages(tmp_path)


def test_everything_that_is_said_is_found(said):
    found = {(m.context, m.words, m.plural) for m in said}
    assert ("", "%(n)s text", "%(n)s texts") in found
    assert ("", "%(n)s day", "%(n)s days") in found
    assert ("date format", "j F Y", "") in found
    assert {"Case", "Why", "Nothing yet."} <= {m.words for m in said}
    assert "not said" not in {m.words for m in said}
    assert len(found) == 7


def test_a_kept_file_reads_back_and_gettext_reads_what_is_built(translation, said):
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
    translated = {m.key: ("ένα", "πολλά") if m.plural else (f"«{m.words}»",) for m in said}
    kept = translation.po.Catalogue(header, translated)
    words = translation.po.po_words(kept, said)
    again = translation.po.catalogue(words)
    assert again == kept
    assert translation.po.po_words(again, said) == words
    built = gettext.GNUTranslations(io.BytesIO(translation.mo.mo_bytes(again, said)))
    assert built.gettext("Case") == "«Case»"
    assert built.ngettext("%(n)s day", "%(n)s days", 2) == "πολλά"
    assert built.pgettext("date format", "j F Y") == "«j F Y»"
    assert built.gettext("j F Y") == "j F Y"


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (("%(b)s <b>x</b>",), "placeholders"),
        (("%(a)s x",), "markup"),
        (("%(a)s <b>x</b><i></i>",), "markup"),
        (("%(a)s <b>50%</b>",), "per cent"),
        (("%(a)s <b>x</b> ",), "blanks"),
        ((" ",), "not translated"),
        ((), "not translated"),
        (("%(a)s <b>x</b>", "x"), "not translated"),
    ],
)
def test_a_fault_is_named(translation, form, fault):
    message = translation.extraction.Message("%(a)s <b>is</b>")
    kept = translation.po.Catalogue("", {message.key: form} if form else {})
    assert any(fault in line for line in translation.faults.faults(kept, [message]))


def test_a_right_translation_has_no_fault(translation):
    message = translation.extraction.Message("%(n)s <b>day</b>", "%(n)s <b>days</b>")
    kept = translation.po.Catalogue("", {message.key: ("<b>ένα</b>", "<b>%(n)s</b>")})
    assert list(translation.faults.faults(kept, [message])) == []


def test_what_a_core_says_is_found_with_what_varies_in_it(translation, tmp_path):
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows/find.py").write_text(
        'Problem(what=f"there is no {kind} {id!r}", because="a" * 3,'
        ' hint="look again" if x else f"all of {n} %")'
    )
    words = [m.words for m in translation.core.core_messages(tmp_path)]
    assert words == ["all of %(a)s %%", "look again", "there is no %(a)s %(b)s"]
