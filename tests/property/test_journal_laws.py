"""The three laws of the journal: replay, non-interference, tamper evidence."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from onetext.errors import OnetextError
from onetext.formats.case_writing import case_text
from onetext.model import PUBLIC, TEAM_EYE, Case, Eye, Marking
from onetext.record.chain import chain_check
from onetext.record.changes import changes
from onetext.record.entries import Journal, Sealed, Verb, Written, entry_hash, head_after, origin
from onetext.record.eyes import own_chain, own_head
from onetext.record.folding import folded, seen_by
from onetext.record.receipts import public_digits, receipt, receipt_fault
from onetext.record.views import GrowingView, case_view
from strategies import NOW, cases, journal_of, journals, relinked

laws = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
whole_cases = settings(laws, max_examples=12)
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


# Replay -----------------------------------------------------------------------------------------


@laws
@given(journals(), st.data())
def test_replay_a_prefix_and_then_the_rest_is_the_whole(journal, data):
    cut = data.draw(st.integers(0, len(journal)))
    whole = folded(journal)
    resumed = folded(journal[cut:], folded(journal[:cut]))
    assert list(resumed.kept.items()) == list(whole.kept.items())  # their order as well


@whole_cases
@given(st.lists(cases(), min_size=1, max_size=3))
def test_replay_gives_every_version_of_the_case_as_it_was_known_by_then(versions):
    journal = journal_of(*versions)
    for minutes, version in enumerate(versions):
        time = NOW + datetime.timedelta(minutes=minutes, seconds=1)
        assert case_view(journal, "drawn", time=time).case == version
    assert case_view(journal, "drawn", time=NOW - datetime.timedelta(days=1)).n_entries == 0


@whole_cases
@given(st.lists(cases(), min_size=1, max_size=3), st.data())
def test_replay_a_view_that_grows_is_the_view_of_the_whole(versions, data):
    journal = journal_of(*versions)
    eye = data.draw(st.sampled_from([TEAM_EYE, Eye(reader="party-1"), Eye(reader=PUBLIC)]))
    cuts = data.draw(st.lists(st.integers(0, len(journal)), max_size=4))
    growing = GrowingView("drawn", eye)
    for cut in [*sorted(cuts), len(journal)]:
        try:
            whole = case_view(journal[:cut], "drawn", eye)
        except OnetextError as error:
            with pytest.raises(type(error), match=re.escape(str(error))):
                growing.view(seen_by(eye, journal[:cut]))
            return
        assert growing.view(seen_by(eye, journal[:cut])) == whole


def test_a_view_that_grows_reads_again_what_was_written_again():
    from web_journals import SHOWN  # one case, of which each version changes one thing

    point = dataclasses.replace(SHOWN.points[0], title="Share of the water")
    versions = [
        SHOWN,
        dataclasses.replace(SHOWN, points=(point, *SHOWN.points[1:])),
        dataclasses.replace(SHOWN, points=(point,), sources=()),
        dataclasses.replace(SHOWN, marking=Marking()),
        SHOWN,
    ]
    growing, north = GrowingView("drawn", Eye(reader="north")), Eye(reader="north")
    seen = []
    for n in range(1, len(versions) + 1):
        journal = journal_of(*versions[:n])
        view = growing.view(seen_by(north, journal))
        assert view == case_view(journal, "drawn", north)
        seen.append(view.case)
    assert len({repr(case) for case in seen}) == 4


def test_a_view_that_grows_puts_a_kind_into_another_order_though_no_record_of_it_was_written():
    from web_journals import SHOWN

    turned = dataclasses.replace(SHOWN, parties=SHOWN.parties[::-1])
    before, after = journal_of(SHOWN), journal_of(SHOWN, turned)
    growing = GrowingView("drawn")
    assert growing.view(before).case.parties == SHOWN.parties
    assert growing.view(after).case.parties == turned.parties != SHOWN.parties


def test_a_view_that_grows_leaves_the_kinds_alone_that_nobody_wrote():
    from web_journals import SHOWN

    comment = dataclasses.replace(SHOWN.comments[0], remark="We could live with it.")
    more = dataclasses.replace(SHOWN, comments=(*SHOWN.comments[1:], comment))
    growing = GrowingView("drawn")
    first = growing.view(journal_of(SHOWN)).case
    second = growing.view(journal_of(SHOWN, more)).case
    assert second.comments != first.comments
    assert second.positions is first.positions
    assert second.statements is first.statements


@whole_cases
@given(st.lists(cases(), min_size=1, max_size=2))
def test_writing_the_same_case_again_writes_nothing(versions):
    journal = journal_of(*versions)
    assert changes(folded(journal), versions[-1]).drafts == ()


# Non-interference -------------------------------------------------------------------------------


def everything_seen(journal: Journal, eye: Eye) -> tuple[object, ...]:
    """All that reaches a reader: view, export as bytes, receipt, or error."""
    seen = seen_by(eye, journal)
    head = own_head(seen, "drawn", eye)
    try:
        view = case_view(journal, "drawn", eye, attribution=False)
        page = case_text(view.case).encode()
        check = repr(view).encode()
    except OnetextError as error:
        page, check = str(error).encode(), b""
    return page, check, receipt(head, "drawn", eye, KEY)


def hidden(journal: Journal, eye: Eye) -> list[int]:
    return [k for k, written in enumerate(journal) if not eye.may_see(written.entry.marking)]


eyes = st.sampled_from([Eye(reader=f"party-{n}") for n in (1, 2, 3)] + [Eye(reader=PUBLIC)])


@laws
@given(journals(), eyes, st.data())
def test_dropping_what_a_reader_may_not_see_changes_nothing_it_sees(journal, eye, data):
    secret = hidden(journal, eye)
    assume(secret)
    gone = data.draw(st.sets(st.sampled_from(secret), min_size=1))
    fewer = relinked((w for k, w in enumerate(journal) if k not in gone), "drawn")
    assert everything_seen(fewer, eye) == everything_seen(journal, eye)


@laws
@given(journals(), eyes, st.data())
def test_changing_what_a_reader_may_not_see_changes_nothing_it_sees(journal, eye, data):
    secret = hidden(journal, eye)
    assume(secret)
    changed = list(journal)
    for k in data.draw(st.sets(st.sampled_from(secret), min_size=1)):
        entry = dataclasses.replace(
            changed[k].entry, id=changed[k].entry.id + "-secret", by="a spy", commitment="0" * 64
        )
        changed[k] = Written(entry, None)
    assert everything_seen(relinked(changed, "drawn"), eye) == everything_seen(journal, eye)


@laws
@given(journals(), journals(), eyes, st.data())
def test_adding_what_a_reader_may_not_see_changes_nothing_it_sees(journal, other, eye, data):
    secret = [other[k] for k in hidden(other, eye)]
    assume(secret)
    more = list(journal)
    for written in secret:
        place = data.draw(st.integers(0, len(more)))
        near = more[min(place, len(more) - 1)].entry.at
        entry = dataclasses.replace(written.entry, at=near)
        more.insert(place, Written(entry, written.sealed))
    assert everything_seen(relinked(more, "drawn"), eye) == everything_seen(journal, eye)


@whole_cases
@given(cases(), eyes)
def test_what_is_marked_for_fewer_readers_disappears_for_those_left_out(case, eye):
    """A reader does not go on seeing the old version of what it may no longer see."""
    unmarked = {
        kind: tuple(dataclasses.replace(record, marking=None) for record in getattr(case, kind))
        for kind in ("texts", "positions", "comments", "meetings", "sources")
    }
    closed_up = dataclasses.replace(
        case,
        marking=Marking(),
        weights=(),
        comparisons=(),
        scores=(),
        reports=(),
        statements=(),
        events=(),
        milestones=(),
        briefings=(),
        **unmarked,
    )
    view = case_view(journal_of(case, closed_up), "drawn", eye)
    assert view.case == Case(id="drawn", title="drawn")


# Tamper evidence --------------------------------------------------------------------------------


def broken_at(journal: Journal) -> int | None:
    fault = chain_check(journal, origin("drawn")).fault
    return fault.seq if fault else None


several = journals(least=3)


@laws
@given(journals())
def test_an_untouched_chain_holds(journal):
    check = chain_check(journal, origin("drawn"))
    assert check.holds
    assert check.head == head_after(journal[-1].entry)
    assert check.n_erased == 0


@laws
@given(several, st.data())
def test_a_changed_entry_is_named(journal, data):
    k = data.draw(st.integers(0, len(journal) - 1))
    entry = journal[k].entry
    lies = {
        "at": entry.at + datetime.timedelta(microseconds=1),
        "by": entry.by + "x",
        "verb": Verb.WITHDRAW if entry.verb is Verb.PUT else Verb.PUT,
        "kind": entry.kind + "x",
        "id": entry.id + "x",
        "marking": dataclasses.replace(entry.marking, audience=("somebody-else",)),
        "commitment": "f" * 64,
    }
    field = data.draw(st.sampled_from(sorted(lies)))
    lie = dataclasses.replace(entry, **{field: lies[field]})
    forged = (*journal[:k], Written(lie, journal[k].sealed), *journal[k + 1 :])
    assert broken_at(forged) == k + 1


@laws
@given(several, st.data())
def test_an_entry_changed_and_hashed_again_breaks_the_next_link(journal, data):
    k = data.draw(st.integers(0, len(journal) - 2))
    lie = dataclasses.replace(journal[k].entry, by="somebody else")
    lie = dataclasses.replace(lie, hash=entry_hash(lie))
    forged = (*journal[:k], Written(lie, journal[k].sealed), *journal[k + 1 :])
    assert broken_at(forged) == k + 2


@laws
@given(several, st.data())
def test_a_changed_or_missing_body_is_named(journal, data):
    k = data.draw(st.integers(0, len(journal) - 1))
    sealed = journal[k].sealed
    for lie in (Sealed(sealed.body + b" ", sealed.salt), Sealed(sealed.body, b"s" * 32), None):
        assert broken_at((*journal[:k], Written(journal[k].entry, lie), *journal[k + 1 :])) == k + 1


@laws
@given(several, st.data())
def test_a_dropped_entry_is_named(journal, data):
    k = data.draw(st.integers(0, len(journal) - 2))
    fault = chain_check((*journal[:k], *journal[k + 1 :]), origin("drawn")).fault
    assert fault.seq == k + 1
    assert f"entry {k + 1} is missing" in fault.because


@laws
@given(several, journals("another-case"), st.data())
def test_an_inserted_entry_is_named(journal, other, data):
    k = data.draw(st.integers(0, len(journal) - 1))
    foreign = data.draw(st.sampled_from(other))
    assert broken_at((*journal[:k], foreign, *journal[k:])) == k + 1
    assert broken_at((*journal[: k + 1], journal[k], *journal[k + 1 :])) == k + 2


@laws
@given(several, st.data())
def test_two_entries_in_each_others_place_are_named(journal, data):
    first, second = sorted(
        data.draw(st.lists(st.integers(0, len(journal) - 1), min_size=2, max_size=2, unique=True))
    )
    swapped = list(journal)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert broken_at(tuple(swapped)) == first + 1


@laws
@given(several, eyes | st.just(TEAM_EYE), st.data())
def test_a_cut_off_tail_shows_against_a_receipt_and_only_against_it(journal, eye, data):
    cut = data.draw(st.integers(0, len(journal) - 1))
    given_then = receipt(own_head(seen_by(eye, journal), "drawn", eye), "drawn", eye, KEY)
    left = journal[:cut]
    assert broken_at(left) is None
    seen, seen_before = seen_by(eye, left), seen_by(eye, journal)
    fault = receipt_fault(
        given_then, own_chain(seen, "drawn", eye), public_digits(KEY.public_key())
    )
    assert bool(fault) == (len(seen) < len(seen_before))


@laws
@given(several, several)
def test_a_chain_rewritten_from_the_start_shows_against_a_receipt(journal, other):
    assume(
        own_head(journal, "drawn", TEAM_EYE) != own_head(other[: len(journal)], "drawn", TEAM_EYE)
    )
    given_then = receipt(own_head(journal, "drawn", TEAM_EYE), "drawn", TEAM_EYE, KEY)
    fault = receipt_fault(
        given_then, own_chain(other, "drawn", TEAM_EYE), public_digits(KEY.public_key())
    )
    assert fault


@laws
@given(journals(), st.data())
def test_a_receipt_stays_true_while_the_chain_goes_on(journal, data):
    cut = data.draw(st.integers(0, len(journal)))
    for eye in (TEAM_EYE, Eye(reader="party-1")):
        seen = seen_by(eye, journal[:cut])
        early = receipt(own_head(seen, "drawn", eye), "drawn", eye, KEY)
        now = own_chain(seen_by(eye, journal), "drawn", eye)
        assert receipt_fault(early, now, public_digits(KEY.public_key())) == ""
