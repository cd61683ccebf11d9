"""Which reports are one source: what the same words, a credit or an office say about it."""

from __future__ import annotations

import pytest

from onetext.model import LinkKind, Reading, Report
from onetext.reading.readings import reading

WORDS = "“We will open the bridge when the last tent is gone,”"


def read(*texts: str) -> Reading:
    return reading(
        [Report(id=f"r{at}", file="", text=text, sha256="") for at, text in enumerate(texts)]
    )


@pytest.mark.parametrize(
    ("speaker", "other", "sources"),
    [
        ("a senior official said.", "a senior official said.", 1),
        ("a minister said.", "a minister said.", 1),
        ("one of the ministers said.", "a minister said.", 1),
        ("the interior minister said.", "the interior minister said.", 2),
        ("the bishop of Orm said.", "the bishop said.", 2),
        ("a spokesman for the ministry said.", "the ministry's spokesman said.", 2),
        ("an official told a news conference.", "an official said.", 2),
        ("a minister said. “It is late,” the minister said.", "a minister said.", 1),
    ],
)
def test_an_office_or_an_audience_makes_words_public(
    speaker: str, other: str, sources: int
) -> None:
    first = (
        f"{WORDS} {speaker} Snow fell all day, and the ferry stayed in the bay with its lamps lit."
    )
    second = f"Nobody has crossed since May, when a pier gave way under a cart. {WORDS} {other}"
    assert read(first, second).independent_sources == sources
    assert read(second, first).independent_sources == sources


FERRY = (
    "Two officers told the Saltmarsh Clarion that the ferry Alma had carried 212 passengers on a "
    "licence for 140 when it left Dorvik on 3 March. The inspection had been waived by telephone. "
    "The harbour keeps a log in green ink."
)
BACKGROUND = (
    "Dockers in Brimm ended their strike on Saturday after 26 days. Our reporter saw the first "
    "crane move at ten past six. Lars Ubel, a foreman, said the men had won eleven per cent. {} "
    "In the canteen soup was free. A second vote is due at the grain terminal."
)


@pytest.mark.parametrize(
    "retold",
    [
        "The Alma was licensed for 140 but had 212 people aboard, the Saltmarsh Clarion reported.",
        "If the Saltmarsh Clarion is to be believed, 212 people were on a ship meant for 140.",
        "By the Clarion's account the ship that left Dorvik in March carried 212 people, not 140.",
        "On 3 March 212 people sailed from Dorvik, by the paper's account; the Alma may take 140.",
        "The agency Orbis, citing the Saltmarsh Clarion, tells of 212 people on a ship for 140.",
    ],
)
def test_a_report_derives_from_the_story_it_credits_in_any_words(retold: str) -> None:
    later = f"{retold} Parliament takes the matter up next week. The owner is abroad."
    (link,) = read(FERRY, later).links
    assert (link.kind, link.origin) == (LinkKind.DERIVED, "Saltmarsh Clarion")
    texts = {"r0": FERRY, "r1": later}
    words = {(span.report, span.of(texts[span.report])) for span in link.evidence}
    assert {("r0", "212"), ("r1", "212"), ("r0", "140"), ("r1", "140")} <= words
    assert not {"Saltmarsh", "Clarion"} & {word for _, word in words}
    (turned,) = read(later, FERRY).links
    assert (turned.because, turned.origin) == (link.because, link.origin)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Saltmarsh Clarion reported that a ferry for 140 had once carried 212.",
        "The ferry Alma left Dorvik with 212 aboard on 3 March, the Saltmarsh Clarion wrote.",
        "The mayor told the Saltmarsh Clarion that he was glad.",
    ],
)
def test_a_credit_for_one_detail_makes_no_report_derived(sentence: str) -> None:
    assert not read(FERRY, BACKGROUND.format(sentence)).links


def test_figures_in_common_without_a_credit_prove_nothing() -> None:
    later = "The Alma was licensed for 140 but had 212 people aboard when it left Dorvik in March."
    assert not read(FERRY, later).links


def test_what_two_persons_told_one_outlet_is_not_one_story() -> None:
    later = "A deckhand told the Saltmarsh Clarion that 212 people paid on 3 March, 140 by card."
    assert not read(FERRY, later).links


def test_credits_bring_reports_together_among_many() -> None:
    retold = "The Alma, licensed for 140, had 212 aboard, the Saltmarsh Clarion reported."
    other = BACKGROUND.format("It cost 17 crowns, the Town Courier said.")
    found = read(other, FERRY, "Snow fell on Lowen all night.", retold).links
    assert [one.reports for one in found if one.origin == "Saltmarsh Clarion"] == [("r1", "r3")]


@pytest.mark.parametrize(
    "head",
    [
        "The Saltmarsh Clarion has learned that ",
        "By Ann Lee, Saltmarsh Clarion\n\n",
        "DORVIK (Saltmarsh Clarion) - ",
        "Saltmarsh Clarion, 4 March\n\n",
    ],
)
def test_a_report_says_at_its_head_whose_it_is(head: str) -> None:
    own = f"{head}The ferry Alma carried 212 passengers on a licence for 140 from Dorvik to Orm."
    later = "The Alma, licensed for 140, took 212 people to Orm, the Saltmarsh Clarion reported."
    (link,) = read(own, later).links
    assert link.origin == "Saltmarsh Clarion"
    assert not read(own, later.replace(", the Saltmarsh Clarion reported", "")).links


@pytest.mark.parametrize("where", ["officials in Port Sabin said", "the mayor of Port Sabin said"])
def test_a_place_at_the_head_is_no_outlet(where: str) -> None:
    own = "Ferry Alma sails to Port Sabin\n\nThe Alma carried 212 passengers on a licence for 140."
    assert not read(own, f"On the Alma, licensed for 140, were 212 people, {where}.").links
