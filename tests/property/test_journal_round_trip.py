"""A case goes into the journal and out again, whole for the team, closed in itself for others."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.formats.case_file import load_case, load_case_text
from onetext.formats.case_writing import case_text
from onetext.model import PUBLIC, Eye, Marking, Tlp
from onetext.record.closing import closed
from onetext.record.kinds import body_of, record_from, records_of
from onetext.record.views import case_view
from onetext.wiring import bundled_cases
from strategies import cases, journal_of, journals

whole_cases = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=15)
readers = st.sampled_from([Eye(reader=f"party-{n}") for n in (1, 2, 3)] + [Eye(reader=PUBLIC)])


@whole_cases
@given(cases())
def test_every_record_is_read_again_as_it_was_written(case):
    for kind, record in records_of(case):
        assert record_from(kind, body_of(kind, record)) == record


@whole_cases
@given(cases())
def test_import_export_load_is_the_same_case(case):
    exported = case_view(journal_of(case), case.id).case
    assert exported == case
    assert load_case_text(case_text(exported)) == case


@pytest.mark.parametrize("slug", sorted(bundled_cases()))
def test_import_export_load_is_the_same_bundled_case(slug):
    case = load_case(bundled_cases()[slug])
    exported = case_view(journal_of(case), case.id).case
    assert load_case_text(case_text(exported)) == case


@whole_cases
@given(st.lists(cases(), min_size=1, max_size=2), readers)
def test_what_a_reader_gets_is_a_case_that_loads(versions, eye):
    view = case_view(journal_of(*versions), "drawn", eye, attribution=False)
    assert load_case_text(case_text(view.case)) == view.case


@settings(whole_cases, max_examples=60)
@given(journals(), readers)
def test_what_a_reader_gets_from_any_journal_leads_nowhere_outside(journal, eye):
    view = case_view(journal, "drawn", eye, attribution=False)
    assert closed(view.case) == view.case
    assert load_case_text(case_text(view.case)) == view.case


@whole_cases
@given(cases(), readers)
def test_a_reader_is_not_told_who_else_may_see(case, eye):
    view = case_view(journal_of(case), "drawn", eye, attribution=False)
    markings = [
        marking
        for _, record in records_of(view.case)
        if (marking := getattr(record, "marking", None)) is not None
    ]
    assert all(set(marking.audience) <= {eye.reader} for marking in markings)


@whole_cases
@given(cases())
def test_a_case_for_everybody_s_eyes_is_the_same_for_everybody(case):
    open_case = dataclasses.replace(
        case,
        marking=Marking(tlp=Tlp.CLEAR),
        **{
            kind: tuple(dataclasses.replace(record, marking=None) for record in records)
            for kind, records in _with_markings(case).items()
        },
    )
    view = case_view(journal_of(open_case), "drawn", Eye(reader=PUBLIC), attribution=False)
    assert view.case == open_case


def _with_markings(case):
    return {
        field.name: getattr(case, field.name)
        for field in dataclasses.fields(case)
        if isinstance(getattr(case, field.name), tuple)
        and any(hasattr(record, "marking") for record in getattr(case, field.name))
    }
