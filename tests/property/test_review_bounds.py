"""Odd and large reports: proposals and French quotations in bounded work, spans always true."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from hanging import n_calls
from onetext.model import Report
from onetext.reading.annotated import annotated_report
from onetext.reading.proposals import proposed_positions
from onetext.wiring import open_case

PIECES = [
    "«", "»", "“", "”", "« ", " »", " a déclaré ", " dit-il", "selon ", "le ministre", ", ", ". ",
    " : ", "\n\n", "Anne Delorme", " a-t-elle ajouté", "l’", "d'après", "\u202b", "\u0000", "🕊",
    "Rien n’est décidé", " que ", "-", "M. ",
]  # fmt: skip
odd_texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def report(text, language):
    return Report(
        id="r", file="r.txt", text=text, language=language,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip


@given(odd_texts)
def test_what_is_quoted_in_odd_french_is_what_is_printed(text):
    found = annotated_report(report(text, "fr"))
    for one in found.statements:
        for span in (*one.content, *one.quoted):
            assert 0 <= span.start < span.end <= len(text)
        if one.speaker_span is not None:
            assert one.speaker_span.of(text).strip()
    for token in found.tokens:
        assert text[token.start : token.end] == token.text


def test_work_grows_with_the_length_of_french_text_and_not_with_its_square():
    short = "« Rien n’est décidé », a dit le ministre, « et rien ne presse ». " * 40
    annotated_report(report(short, "fr"))  # what is made once is not counted
    once, fourfold = (n_calls(annotated_report, report(short * times, "fr")) for times in (1, 4))
    assert fourfold < 5 * once


def test_the_work_of_proposals_grows_with_the_number_of_statements_and_not_with_its_square():
    case = open_case("ukraine-2025")
    short = "Umerov said that Ukraine accepts a full amnesty. He said Russia rejects it.\n\n" * 80

    def proposals(times):
        one = report(short * times, "en")
        statements = annotated_report(one).statements
        return n_calls(proposed_positions, case, [one], statements)

    proposals(0)  # what is made once is not counted
    nothing, once, fourfold = (proposals(times) for times in (0, 1, 4))
    assert fourfold - nothing < 5 * (once - nothing)
