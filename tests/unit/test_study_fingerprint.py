"""What a study follows from: every record counts, and what is known is not read twice."""

import dataclasses

import pytest

from onetext import wiring
from onetext.workflows.study import study
from onetext.workflows.study_jobs import Asked, KnownDigests, fingerprint, studied
from web_journals import HIDDEN, SHOWN

ASKED = Asked("drafting-team")


def test_every_record_and_the_case_itself_count():
    cases = [
        HIDDEN,
        SHOWN,
        dataclasses.replace(HIDDEN, title="Another"),
        dataclasses.replace(HIDDEN, points=HIDDEN.points[::-1]),
        dataclasses.replace(HIDDEN, positions=HIDDEN.positions[:1]),
    ]
    assert len({fingerprint(case, ASKED) for case in cases}) == len(cases)


def test_what_a_study_does_not_look_at_leaves_it_as_it_is():
    others = dataclasses.replace(HIDDEN, comments=(), briefings=(), meetings=())
    assert fingerprint(others, ASKED) == fingerprint(HIDDEN, ASKED)


@pytest.mark.parametrize("slug", ["camp-david-1978", "ukraine-2025"])
def test_a_study_of_what_it_is_given_is_the_study_of_the_case(slug):
    case = wiring.open_case(slug)
    whole, part = (study(one, n_draws=200, seed=1) for one in (case, studied(case)))
    assert whole == part


def test_what_is_remembered_changes_no_fingerprint():
    digests = KnownDigests()
    for case in (HIDDEN, SHOWN, dataclasses.replace(SHOWN, title="Another"), HIDDEN):
        assert fingerprint(case, ASKED, digests) == fingerprint(case, ASKED)
        digests.turned()


def test_a_record_that_stands_is_read_once(monkeypatch):
    from onetext.workflows import study_jobs

    read = []
    body_of = study_jobs.body_of
    monkeypatch.setattr(study_jobs, "body_of", lambda k, r: read.append(k) or body_of(k, r))
    digests = KnownDigests()
    fingerprint(HIDDEN, ASKED, digests)
    n_first = len(read)
    digests.turned()
    changed = dataclasses.replace(HIDDEN.sources[0], note="Handed over twice.")
    others = HIDDEN.sources[1:]
    fingerprint(dataclasses.replace(HIDDEN, sources=(changed, *others)), ASKED, digests)
    assert n_first > 10
    assert read[n_first:] == ["sources", "case"]
