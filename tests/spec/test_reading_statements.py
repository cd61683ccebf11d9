"""Ways a report says who said what: a sentence in, its words, speaker and standing out."""

from __future__ import annotations

import pytest

from onetext.model import Report, Review, Statement
from onetext.reading.annotated import annotated_report
from onetext.reading.language import language
from onetext.reading.readings import reading
from onetext.reading.single_quoted import with_single_quotations
from onetext.reading.tokens import QUOTE, tokens


def statements(text: str) -> tuple[Statement, ...]:
    return annotated_report(Report(id="r", file="", text=text, sha256="")).statements


def said(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (" … ".join(span.of(text) for span in one.content), one.speaker, one.mode.value)
        for one in statements(text)
    ]


@pytest.mark.parametrize(
    ("text", "words", "speaker", "mode"),
    [
        ("“We are ready,” Anna Lindqvist said.", "“We are ready,”", "Anna Lindqvist", "direct"),
        ("“Are we ready?” asked Anna Lindqvist.", "“Are we ready?”", "Anna Lindqvist", "direct"),
        ("“We are,” she said, “and we wait.”", "“We are,” … “and we wait.”", None, "direct"),
        ("Anna Lindqvist said: “We are ready.”", "“We are ready.”", "Anna Lindqvist", "direct"),
        ("As Anna Lindqvist put it, “we are ready now.”", "“we are ready now.”",
         "Anna Lindqvist", "direct"),
        ("The text, as Anna Lindqvist said in Oslo, is ready.", "The text … is ready",
         "Anna Lindqvist", "indirect"),
        ("The text is ready, as Anna Lindqvist said in a speech to farmers.", "The text is ready",
         "Anna Lindqvist", "indirect"),
        ("“The text,” said Anna Lindqvist, director of the Oslo Forecast, “is ready.”",
         "“The text,” … “is ready.”", "Anna Lindqvist", "direct"),
        ("“The text,” said Anna Lindqvist, a lawyer who was a member of the council for many "
         "years, “is ready.”", "“The text,” … “is ready.”", "Anna Lindqvist", "direct"),
        ("“We are ready for it,” the envoy riffed on the news.", "“We are ready for it,”",
         "an envoy", "direct"),
        ("“We are ready for it,” is how Anna Lindqvist put it.", "“We are ready for it,”",
         "Anna Lindqvist", "direct"),
        ("“We are ready for this.” — Anna Lindqvist", "“We are ready for this.”",
         "Anna Lindqvist", "direct"),
        ("Anna Lindqvist said the text is ready.", "the text is ready", "Anna Lindqvist",
         "indirect"),
        ("Anna Lindqvist said on Friday that the text is ready.", "the text is ready",
         "Anna Lindqvist", "indirect"),
        ("The text is ready, Anna Lindqvist said on Friday.", "The text is ready",
         "Anna Lindqvist", "indirect"),
        ("The text, Anna Lindqvist said, has been ready for a week.",
         "The text … has been ready for a week", "Anna Lindqvist", "indirect"),
        ("Anna Lindqvist, who leads the talks in Oslo, said the text is ready.",
         "the text is ready", "Anna Lindqvist", "indirect"),
        ("Anna Lindqvist called the text “a first step.”", "the text “a first step.”",
         "Anna Lindqvist", "mixed"),
        ("According to two diplomats, the text is ready.", "the text is ready", "diplomats",
         "indirect"),
        ("The text is ready, according to a diplomat.", "The text is ready", "a diplomat",
         "indirect"),
        ("A senior diplomat told Reuters that the text is ready.", "the text is ready",
         "a senior diplomat", "indirect"),
        ("Anna Lindqvist told wary partners that the text is ready.", "the text is ready",
         "Anna Lindqvist", "indirect"),
        ("Anna Lindqvist later said the text is ready.", "the text is ready", "Anna Lindqvist",
         "indirect"),
        ("Anna Lindqvist said in a written statement on Friday the text is ready.",
         "the text is ready", "Anna Lindqvist", "indirect"),
        ("Anna Lindqvist announced she would sign the text.", "she would sign the text",
         "Anna Lindqvist", "indirect"),
        ("The text, as Anna Lindqvist noted in March, has no date.", "The text … has no date",
         "Anna Lindqvist", "indirect"),
        ("Anna Lindqvist's claim that the text is ready was met with laughter.",
         "the text is ready was met with laughter", "Anna Lindqvist", "indirect"),
        ("While most points are easy, according to a diplomat, two are not.", "two are not",
         "a diplomat", "indirect"),
        ("Anna Lindqvist went on to say that the text is ready.", "the text is ready",
         "Anna Lindqvist", "indirect"),
        ("The answer, Anna Lindqvist said, “is still no.”", "The answer … “is still no.”",
         "Anna Lindqvist", "mixed"),
        ("“We are ready,” Reuters quoted one diplomat as saying.", "“We are ready,”",
         "a diplomat", "direct"),
        ("A diplomat was quoted by Reuters as saying that the text is ready.",
         "the text is ready", "a diplomat", "indirect"),
        ("It was, in the words of a diplomat, “a good day.”", "“a good day.”", "a diplomat",
         "direct"),
        ("“We are ready,” a diplomat said, and “we have been for days.”",
         "“We are ready,” … “we have been for days.”", "a diplomat", "direct"),
        ("“We are ready” for the vote, said Anna Lindqvist, executive director of a fund.",
         "“We are ready” for the vote", "Anna Lindqvist", "mixed"),
        ("And as Anna Lindqvist pointed out, the text is ready.", "the text is ready",
         "Anna Lindqvist", "indirect"),
        ("There is a university paper that found the text is ready.", "the text is ready",
         "university paper", "indirect"),
        ("‘We are ready,’ said Anna Lindqvist.", "‘We are ready,’", "Anna Lindqvist", "direct"),
        ("Anna Lindqvist had a word for them: “You are brave,” she said.", "“You are brave,”",
         "Anna Lindqvist", "direct"),
        ("The Kremlin rejected the plan.", "the plan", "Kremlin", "indirect"),
        ("Anna Lindqvist vowed to sign it.", "to sign it", "Anna Lindqvist", "indirect"),
        ("Anna Lindqvist is confident that it will hold.", "it will hold", "Anna Lindqvist",
         "indirect"),
        ("Diplomats wondered whether it would hold.", "whether it would hold", "Diplomats",
         "indirect"),
    ],
)  # fmt: skip
def test_one_statement(text: str, words: str, speaker: str | None, mode: str) -> None:
    ((found, who, how),) = said(text)
    assert (found, how) == (words, mode)
    assert (who or "").lower() == (speaker or "").lower()


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “free zone” has no fence.",
        "The report was printed in Geneva.",
        "The state of the talks is unclear.",
        "One can only assume that it will fail.",
        "There are 28 points to read.",
        "Her book is called “The Long Year of Peace”.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert said(text) == []


def test_a_surname_a_pronoun_and_the_official_are_resolved() -> None:
    text = (
        "Marta Silva met Tomas Keller. Silva said it went well. She said more would follow. "
        "He disagreed. “Not at all,” he said. A Besnian official said it was late. "
        "The official said nobody slept."
    )
    assert [who for _, who, _ in said(text)] == [
        "Marta Silva", "Marta Silva", "Tomas Keller", "a Besnian official", "a Besnian official",
    ]  # fmt: skip


def test_a_transcript_gives_each_turn_to_its_speaker() -> None:
    text = "Q: Is it ready?\n\nSILVA: Nearly. We wait for one word.\n\nQ: Which?\n\nSILVA: Yes."
    turns = [(w, s) for w, s, _ in said(text)]
    assert ("Nearly. We wait for one word.", "SILVA") in turns
    assert ("Which?", "Q") in turns


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“We waited for a year,” Marta Silva said.\n\n“We can wait for another one.”"
    first, second = statements(text)
    assert second.continuation_of == first.id
    assert second.speaker == "Marta Silva"
    assert second.speaker_span is None


def test_nobody_is_guessed() -> None:
    (one,) = statements("“It was never about the bridge,” she said.")
    assert one.speaker is None
    assert one.how.value == "not determinable"


def test_every_rule_that_was_measured_says_how_often_it_is_right() -> None:
    known = language("en").precision
    assert all(0.5 < share <= 1 for share in known.values())
    (one,) = statements("Anna Lindqvist said the text is ready.")
    assert one.precision == known[one.rule]


def test_outlets_are_inherited_only_where_one_is_credited() -> None:
    alone = "An official told Reuters it is late. An aide said it is over."
    both = (
        "An official told Reuters it is late. An official told CNN it is late. "
        "An aide said no more talks would be held."
    )
    assert [[c.name for c in s.outlet_chain] for s in statements(alone)] == [["Reuters"]] * 2
    assert [[c.name for c in s.outlet_chain] for s in statements(both)] == [
        ["Reuters"],
        ["CNN"],
        [],
    ]


def test_an_apostrophe_is_no_quotation() -> None:
    text = "In the ’90s the officials’ plan failed, and the ministers' guests didn’t mind."
    found = with_single_quotations(tokens(text, [(0, len(text))], language("en")), text)
    assert [token.text for token in found if token.kind == QUOTE] == []
    assert statements(text) == ()


def test_one_of_them_is_one_of_the_group_that_spoke_last() -> None:
    text = "Two officials told Reuters the plan was dead. “Nobody mourns it,” one of them said."
    assert [one.speaker for one in statements(text)] == ["officials", "an official"]


def test_who_is_only_reported_to_speak_is_not_the_next_he() -> None:
    text = "Pavel Moroz said the envoy warns that time is short. He said the talks go on."
    assert [s.speaker for s in statements(text) if s.nested_in is None] == ["Pavel Moroz"] * 2


def test_the_same_words_in_reports_of_different_origin_are_confirmed() -> None:
    words = "“We will sign the paper before the snow comes,” Anna Lindqvist said."
    reports = [
        Report(id="a", file="", text=f"It rained in the square all Monday. {words}", sha256=""),
        Report(
            id="b", file="", text=f"{words} The crowd was small and went home early.", sha256=""
        ),
    ]
    found = reading(reports)
    assert found.independent_sources == 2
    grades = {one.suggested.credibility for one in found.statements if one.suggested}
    assert grades == {"1"}


@pytest.mark.parametrize(
    ("text", "credibility"),
    [
        ("“We are ready,” Anna Lindqvist said.", "2"),
        ("Anna Lindqvist said the text is ready.", "3"),
        ("“We are ready,” an official said.", "3"),
        ("“It was never about the bridge,” she said.", "6"),
    ],
)
def test_a_grade_is_suggested_with_its_reasons(text: str, credibility: str) -> None:
    (one,) = reading([Report(id="r", file="", text=text, sha256="")]).statements
    assert one.suggested is not None
    assert (one.suggested.reliability, one.suggested.credibility) == ("F", credibility)
    assert len(one.suggested.reasons) >= 2
    assert one.review is Review.PROPOSED


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("GENEVA, June 3 (Reuters) — The envoy rested. ORAN (AFP) – Hana Sato spoke to the press, "
         "saying that the map was old.", "the map was old", "Hana Sato"),
        ("An aide who asked not to be named said the map was old.", "the map was old", "an aide"),
        ("Both sides must approve it first, said an aide who has read it.",
         "Both sides must approve it first", "an aide"),
        ("“The map is old,” an aide was quoted as saying.", "“The map is old,”", "an aide"),
        ("Hana Sato was quoted in the Times as saying that the map was old.", "the map was old",
         "Hana Sato"),
        ("Its foreign minister, Hana Sato, said the map was old.", "the map was old", "Hana Sato"),
        ("Hana Sato, 52, of Bern, said the map was old.", "the map was old", "Hana Sato"),
        ("Hana Sato, the editor of a paper, the Lamp, said the map was old.", "the map was old",
         "Hana Sato"),
        ("Hana Sato arrived. She's said the map was old.", "the map was old", "Hana Sato"),
        ("Hana Sato less than two weeks ago said the map was old.", "the map was old", "Hana Sato"),
        ("Hana Sato has said for weeks the map was old.", "the map was old", "Hana Sato"),
        ("In a letter released on Friday, Hana Sato greeted him, saying the map was old.",
         "the map was old", "Hana Sato"),
        ("A report published Friday said the map was old.", "the map was old", "report"),
        ("The map was old, the daily Le Monde reported.", "The map was old", "Le Monde"),
        ("Otto Lind met Hana Sato, who shook her head and said the map was old.",
         "the map was old", "Hana Sato"),
        ("The map was old, and Otto Lind rejected the map, Hana Sato said in an interview.",
         "The map was old, and Otto Lind rejected the map", "Hana Sato"),
        ("Otto Lind rejects the map, Hana Sato said at a press conference.",
         "Otto Lind rejects the map", "Hana Sato"),
        ("The map was old, Hana Sato said in a phone interview with Le Monde.",
         "The map was old", "Hana Sato"),
        ("On the show “Morning Light,” Hana Sato said the map was old.", "the map was old",
         "Hana Sato"),
        ("“The map is old,” said retired surveyor Hana Sato, asked about it.",
         "“The map is old,”", "Hana Sato"),
        ("An aide who was there and who asked not to be named said the map was old.",
         "the map was old", "an aide"),
        ("That the map “was never finished,” as Hana Sato said on Monday, did not help.",
         "That the map “was never finished,” … did not help", "Hana Sato"),
        ("Two officials in the crowd broke into chants of “No map!” before they left.",
         "“No map!”", "officials"),
        ("An official - one of a dozen who were there - said that the map was old.",
         "the map was old", "an official"),
        ("Hana Sato explained to Reuters why the map was old.", "why the map was old",
         "Hana Sato"),
        ("Hana Sato called the map “a bad joke” and left the hall.", "the map “a bad joke”",
         "Hana Sato"),
        ("Hana Sato called the map “a bad joke” on Monday.", "the map “a bad joke”", "Hana Sato"),
        ("(Hana Sato says that the map was old.)", "the map was old", "Hana Sato"),
        ("An aide, who thinks the map was old, said talks would go on.", "the map was old",
         "an aide"),
        ("Hana Sato was quick to point out that the map was old.", "the map was old",
         "Hana Sato"),
    ],
)  # fmt: skip
def test_constructions_that_had_been_misread(text: str, words: str, speaker: str) -> None:
    found = [(one, who) for one, who, _ in said(text)]
    assert (words, speaker) in found


def test_words_torn_apart_are_no_brand() -> None:
    text = "They spent two minutes on LinkedIn and one on the map, according to Hana Sato."
    assert said(text) == [
        ("They spent two minutes on LinkedIn and one on the map", "Hana Sato", "indirect")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "After “the long night of talks,” the envoy retired.",
        "“We are ready for it,” wounded soldiers in the yard.",
        "In “The Long Way Home,” Anna Lindqvist starred as a nurse.",
    ],
)
def test_a_past_form_after_quoted_words_is_not_always_what_was_done_with_them(text: str) -> None:
    assert said(text) == []
