"""What a study follows from: every record counts, and what is known is not read twice."""

import dataclasses

from onetext.workflows.study_jobs import Asked, KnownDigests, fingerprint
from web_journals import HIDDEN, SHOWN

ASKED = Asked("drafting-team")


def test_every_record_and_the_case_itself_count():
    cases = [
        HIDDEN,
        SHOWN,
        dataclasses.replace(HIDDEN, title="Another"),
        dataclasses.replace(HIDDEN, points=HIDDEN.points[::-1]),
        dataclasses.replace(HIDDEN, comments=()),
    ]
    assert len({fingerprint(case, ASKED) for case in cases}) == len(cases)


def test_what_is_remembered_changes_no_fingerprint():
    digests = KnownDigests()
    for case in (HIDDEN, SHOWN, dataclasses.replace(SHOWN, title="Another"), HIDDEN):
        assert fingerprint(case, ASKED, digests) == fingerprint(case, ASKED)
        digests.turn()


def test_a_record_that_stands_is_read_once(monkeypatch):
    from onetext.workflows import study_jobs

    read = []
    body_of = study_jobs.body_of
    monkeypatch.setattr(study_jobs, "body_of", lambda k, r: read.append(k) or body_of(k, r))
    digests = KnownDigests()
    fingerprint(HIDDEN, ASKED, digests)
    n_first = len(read)
    digests.turn()
    changed = dataclasses.replace(HIDDEN.comments[0], remark="We could, and would.")
    fingerprint(dataclasses.replace(HIDDEN, comments=(changed,)), ASKED, digests)
    assert n_first > 10
    assert read[n_first:] == ["comments", "case"]
