"""A word-level difference loses nothing of either wording."""

from hypothesis import given
from hypothesis import strategies as st

from onetext.record.rewording import Mark, rewording

words = st.text(alphabet="ab ,.\n800’é\u200f", max_size=60)


@given(words, words)
def test_the_runs_join_to_either_wording(before, after):
    runs = rewording(before, after)
    assert "".join(r.text for r in runs if r.mark is not Mark.ADDED) == before
    assert "".join(r.text for r in runs if r.mark is not Mark.STRUCK) == after


@given(words)
def test_a_wording_against_itself_is_kept_whole(wording):
    assert all(run.mark is Mark.KEPT for run in rewording(wording, wording))


def test_only_the_changed_words_are_marked():
    runs = rewording("limited to 600,000 personnel", "limited to 800,000 personnel in peacetime")
    assert [(str(r.mark), r.text) for r in runs] == [
        ("kept", "limited to "),
        ("struck", "600,000"),
        ("added", "800,000"),
        ("kept", " personnel"),
        ("added", " in peacetime"),
    ]


def test_a_rewritten_sentence_is_not_shredded():
    runs = rewording("Crimea and Luhansk count as Russian", "The line of the day holds as agreed")
    assert [str(run.mark) for run in runs] == ["struck", "added"]
