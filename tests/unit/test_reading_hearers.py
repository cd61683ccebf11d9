"""To whom something was said, where the sentence tells; and what that says of the outlet."""

from __future__ import annotations

import pytest

from onetext.model import Report, Statement
from onetext.reading.readings import reading


def statements(text: str) -> tuple[Statement, ...]:
    return reading([Report(id="r", file="r.txt", text=text, sha256="")]).statements


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Mr Hall told reporters on Tuesday that the talks were over.", "reporters"),
        (
            "“It is over,” the minister told the Coastal Gazette late Tuesday.",
            "the Coastal Gazette",
        ),
        ("The envoy said to members of parliament that he would go.", "members of parliament"),
        ("An official told him he would be dismissed.", "him"),
        ("“No,” she told President Petro Vale in Tarn.", "President Petro Vale"),
        ("She told wary partners in Vienna that nothing had changed.", "wary partners"),
        ("Hall told a crowd of supporters in Tarn: “We go on.”", "a crowd of supporters"),
        (
            "Mr Hall told reporters and diplomats that the talks were over.",
            "reporters and diplomats",
        ),
        (
            "Hall said to the president and his envoy that he would go.",
            "the president and his envoy",
        ),
        (
            "“No,” he told the two envoys and retired officials in Tarn.",
            "the two envoys and retired officials",
        ),
        ("She told Petro Vale or Ann Lee that nothing had changed.", "Petro Vale or Ann Lee"),
        ("Hall told lawmakers and the press on Friday that he was ill.", "lawmakers and the press"),
        ("“No,” she told reporters and walked out.", "reporters"),
        ("“No,” she told the minister and the envoy agreed.", "the minister"),
        ("“No,” she told Lee and Reed said nothing.", "Lee"),
        ("“No,” she told reporters and wept.", "reporters"),
        ("“No,” she told Lee and the envoy wept.", "Lee"),
        ("“No,” she told Lee and the talks were over.", "Lee"),
        ("Officials told the two envoys privately that Reed had agreed.", "the two envoys"),
    ],
)
def test_the_sentence_says_to_whom(text: str, heard: str) -> None:
    (one,) = statements(text)
    assert one.addressee == heard
    assert one.addressee_span is not None
    assert one.addressee_span.of(text) == heard


@pytest.mark.parametrize(
    "text",
    [
        "Hall said that the talks were over.",
        "Hall was told that the talks were over.",
        "Hall promised to leave soon.",
        "Hall told on Tuesday that the talks were over.",
        "Hall said to leave the talks would be wrong.",
    ],
)
def test_nobody_is_made_up_who_heard_it(text: str) -> None:
    assert [one.addressee for one in statements(text)] in ([], [None])


def test_both_who_heard_it_are_left_out_of_what_was_said() -> None:
    text = "Hall told Reuters and the Coastal Gazette the plan was dead."
    (one,) = statements(text)
    assert one.addressee == "Reuters and the Coastal Gazette"
    assert [span.of(text) for span in one.content] == ["the plan was dead"]


def test_what_was_told_to_others_does_not_come_through_the_one_outlet_credited() -> None:
    text = (
        "The plan is ready, a diplomat told Reuters. Officials were calm. “We can wait,” one "
        "official said.\n\n“We go on,” the minister told reporters in Tarn."
    )
    told, inherited, to_others = statements(text)
    assert [c.explicit for c in told.outlet_chain] == [True]
    assert told.is_told_to_outlet
    assert [c.explicit for c in inherited.outlet_chain] == [False]
    assert to_others.outlet_chain == ()
    assert to_others.addressee == "reporters"
    assert not to_others.is_told_to_outlet
