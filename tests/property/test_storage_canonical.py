"""The short way to an entry's hash is the way that is written down."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.model import Attribution, Marking, Tlp
from onetext.record.entries import Entry, Verb, canonical, entry_hash, time_of, timestamp

ZONES = [datetime.timezone(datetime.timedelta(minutes=m)) for m in (-720, -210, 0, 345, 840)]
texts = st.text(st.characters(codec="utf-8"))
entries = st.builds(
    Entry,
    seq=st.integers(1, 2**53 - 1),
    at=st.datetimes(
        timezones=st.sampled_from(ZONES), min_value=datetime.datetime(1000, 1, 2)
    ).filter(lambda at: at.astimezone(datetime.UTC).year >= 1000),
    by=texts,
    verb=st.sampled_from(Verb),
    kind=texts,
    id=texts,
    marking=st.builds(
        Marking,
        tlp=st.sampled_from(Tlp),
        audience=st.lists(texts).map(tuple),
        attribution=st.sampled_from(Attribution),
    ),
    commitment=texts,
    prev=texts,
    hash=texts,
)


@given(entries)
def test_the_hash_is_that_of_the_rfc_8785_form_of_the_documented_fields(entry):
    documented = {
        "at": entry.at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "by": entry.by,
        "commitment": entry.commitment,
        "id": entry.id,
        "kind": entry.kind,
        "marking": {
            "attribution": entry.marking.attribution.value,
            "audience": list(entry.marking.audience),
            "tlp": entry.marking.tlp.value,
        },
        "prev": entry.prev,
        "seq": entry.seq,
        "verb": entry.verb.value,
    }
    assert entry_hash(entry) == hashlib.sha256(canonical(documented)).hexdigest()


@given(entries)
def test_a_time_is_read_as_it_was_written(entry):
    assert time_of(timestamp(entry.at)) == entry.at.astimezone(datetime.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T09:30:00Z",
        "2026-03-01T09:30:00.000000",
        "2026-03-01T09:30:00.000000+00:00",
        "2026-03-01 09:30:00.000000Z",
        "2026-03-01T09:30:00.000Z",
        "20260301T093000.000000Z",
        "2026-W09-7T09:30:00.000000Z",
        "",
    ],
)
def test_a_time_written_in_any_other_way_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        time_of(text)


@given(entries, st.sampled_from([b"x", object(), "\ud800"]))
def test_a_field_that_no_entry_could_have_is_said(entry, value):
    with pytest.raises(ValueError, match=r".*"):
        entry_hash(dataclasses.replace(entry, by=value))
