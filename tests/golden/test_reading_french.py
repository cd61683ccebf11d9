"""Direct quotations in French, on sentences of our own."""

import pytest

from onetext.model import Mode, Report, Resolved
from onetext.reading.annotated import annotated_report
from onetext.reading.language import language
from onetext.reading.likely_language import likely_language

_ARTICLES = ("le ", "la ", "les ", "l ", "un ", "une ")


def statements(text):
    report = Report(id="r", file="r.txt", text=text, sha256="", language="fr")
    return annotated_report(report).statements


def rows(project_dir):
    path = project_dir / "tests/data/reading/french_quotations.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def bare(name):
    name = name.lower().replace("’", "'").replace("'", " ").replace("  ", " ")
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return name


def counted(found):
    """Rows with a speaker, those whose quotation was found, those with the speaker right."""
    n_rows = n_found = n_right = 0
    for text, quotation, speaker in found:
        made = [
            one for one in statements(text) if any(quotation in s.of(text) for s in one.content)
        ]
        if speaker == "-":
            assert not any(one.speaker for one in made), (text, made[0].speaker)
            continue
        n_rows += 1
        n_found += bool(made)
        said = bare(made[0].speaker) if made and made[0].speaker else ""
        n_right += bool(said) and (said in bare(speaker) or bare(speaker) in said)
    return n_rows, n_found, n_right


def test_quotations_of_the_first_forty_rows(project_dir):
    n_rows, n_found, n_right = counted(rows(project_dir)[:40])
    assert n_rows == 34
    assert n_found >= 33
    assert n_right >= 33


def test_quotations_of_the_harder_rows(project_dir):
    n_rows, n_found, n_right = counted(rows(project_dir)[40:])
    assert n_rows == 19
    assert n_found >= 16
    assert n_right >= 16


def test_every_span_is_what_was_printed(project_dir):
    for text, *_ in rows(project_dir):
        for one in statements(text):
            assert text[one.cue.start : one.cue.end] if one.cue else True
            for span in (*one.content, *one.quoted):
                assert text[span.start] in "«“"
                assert text[span.end - 1] in "»”"


def test_a_pronoun_is_whoever_was_named_last():
    [one] = statements("Anne Delorme est arrivée. « Rien n'est décidé », a-t-elle dit.")
    assert (one.speaker, one.how) == ("Anne Delorme", Resolved.PRONOUN)
    assert statements("Paul Mercier est arrivé. « Rien », a-t-elle dit.")[0].speaker is None


def test_a_quotation_alone_goes_on_from_the_one_before():
    first, second = statements("« Rien n'est décidé », a dit Anne Delorme. « Nous verrons. »")
    assert second.speaker == "Anne Delorme"
    assert second.continuation_of == first.id


def test_both_parts_of_a_split_quotation_are_one_statement():
    text = "« Nous voulons la paix », a dit Anne Delorme, « et des garanties »."
    [one] = statements(text)
    assert [span.of(text) for span in one.content] == [
        "« Nous voulons la paix »", "« et des garanties »",
    ]  # fmt: skip
    assert one.mode is Mode.DIRECT


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("un diplomate européen", "unnamed"),
        ("deux sources diplomatiques", "group_unnamed"),
        ("Anne Delorme", "named"),
        ("le ministère", "institution"),
    ],
)
def test_how_far_one_is_told_who_speaks(speaker, kind):
    [one] = statements(f"« Rien n'est décidé », a dit {speaker}.")
    assert (one.speaker, one.anonymity) == (speaker, kind)


def test_what_the_language_has_no_data_for_is_left_out_and_nothing_breaks():
    report = Report(
        id="r", file="r.txt", sha256="", language="fr-CA",
        text="Anne Delorme a rencontré Paul Mercier à Oslo le 3 mai. " * 3,
    )  # fmt: skip
    found = annotated_report(report)
    assert found.meetings == ()
    assert found.dates == []


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Le ministre a dit que la trêve tient et que les convois passeront par le pont.", "fr"),
        ("The minister said that the truce holds and that convoys will pass by the bridge.", "en"),
        ("", "en"),
        ("Der Minister sagte, dass die Waffenruhe hält.", "en"),
    ],
)
def test_the_language_of_plain_text_is_told_by_its_commonest_words(text, tag):
    assert likely_language(text) == tag


def test_a_french_list_is_not_missed_silently_in_english():
    with pytest.raises(KeyError):
        language("en").words["no such list"]
    assert language("fr").words["no such list"] == frozenset()
