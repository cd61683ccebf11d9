"""A share in words never claims more than was counted."""

import pytest

from onetext.preferences.shares import Share
from onetext.workflows.study_words import percent, share_words


@pytest.mark.parametrize(
    ("share", "error", "words"),
    [
        (0.62, 0.021, "62 % ± 2"),
        (0.62, 0.001, "62 % ± 1"),  # never ± 0
        (0.0, 0.0, "under 1 %"),
        (0.004, 0.001, "under 1 %"),
        (1.0, 0.0, "over 99 %"),
    ],
)
def test_a_share_in_words(share, error, words):
    assert share_words(Share(share, error)) == words


def test_nothing_is_certain():
    assert (percent(0.0), percent(1.0)) == ("under 1 %", "over 99 %")
