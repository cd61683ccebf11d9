"""Import, then undo: the record stands as before, for every reader, whatever was edited."""

from __future__ import annotations

import dataclasses
import datetime

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from onetext.errors import RecordMovedOn
from onetext.model import PUBLIC, TEAM_EYE, Case, Eye
from onetext.record.chain import chain_check
from onetext.record.entries import origin
from onetext.record.folding import folded
from onetext.record.views import case_view
from onetext.storage.memory import MemoryJournalStore
from onetext.workflows.import_case import import_case
from onetext.workflows.journal import Scribe
from onetext.workflows.undo import undo_step
from strategies import NOW, cases, salts

laws = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
EYES = [TEAM_EYE, *(Eye(reader=f"party-{n}") for n in (1, 2)), Eye(reader=PUBLIC)]
NEW_SALT = salts()


def scribe(by="mary", minutes=0):
    return Scribe(by=by, now=NOW + datetime.timedelta(minutes=minutes), new_salt=NEW_SALT)


def bring_in(store, case, by="mary", minutes=0):
    import_case(store, case, scribe(by, minutes), withdraws=True, writes_erased=True)


def standing(store):
    """What stands, in which words, for whose eyes; in order and out of order."""
    journal = store.journal("drawn")
    live = {
        (one.entry.kind, one.entry.id): (one.body, one.marking) for one in folded(journal).live()
    }
    return live, [
        dataclasses.replace(case_view(journal, "drawn", eye), n_entries=0) for eye in EYES
    ]


def shuffled(draw: st.DataObject, case: Case) -> Case:
    """A case with some records taken out, and others in another order."""
    changes = {}
    for kind in ("comments", "positions", "meetings", "sources", "texts"):
        records = getattr(case, kind)
        if len(records) > 1 and draw.draw(st.booleans()):
            changes[kind] = tuple(draw.draw(st.permutations(records)))[draw.draw(st.booleans()) :]
    return dataclasses.replace(case, **changes)


@laws
@given(cases(), cases(), st.data())
def test_import_then_undo_is_the_fold_before(first, second, data):
    store = MemoryJournalStore()
    bring_in(store, first)
    bring_in(store, shuffled(data, first), minutes=1)
    before, n_before = standing(store), len(store.journal("drawn"))
    bring_in(store, data.draw(st.sampled_from([second, shuffled(data, first)])), minutes=2)
    after, n_after = standing(store), len(store.journal("drawn"))
    assume(n_after > n_before)
    undo = undo_step(store, "drawn", scribe(minutes=3))
    assert standing(store) == before
    assert (undo.step.first, undo.step.last) == (n_before + 1, n_after)
    journal = store.journal("drawn")
    assert chain_check(journal, origin("drawn")).holds  # nothing left it, and nothing was changed
    undo_step(store, "drawn", scribe(minutes=4))
    assert standing(store) == after


@laws
@given(cases(), cases(), cases())
def test_what_others_wrote_since_stays_or_is_named(first, second, third):
    store = MemoryJournalStore()
    bring_in(store, first)
    n_first = len(store.journal("drawn"))
    before = standing(store)[0]
    bring_in(store, second, minutes=1)
    n_second = len(store.journal("drawn"))
    assume(n_second > n_first)
    bring_in(store, third, "paul", minutes=2)
    journal = store.journal("drawn")
    mine = {(one.entry.kind, one.entry.id) for one in journal[n_first:n_second]}
    theirs = {(one.entry.kind, one.entry.id) for one in journal[n_second:]}
    now = standing(store)[0]
    both = {key for key in mine & theirs if key[0] != "order" and now.get(key) != before.get(key)}
    try:
        undo_step(store, "drawn", scribe(minutes=3), entry=n_second)
        refused = set()
    except RecordMovedOn as error:
        refused = {problem.place.path for problem in error.problems}
        assert standing(store)[0] == now
    assert refused == {f"{kind}.{one}" for kind, one in both}
    undo_step(store, "drawn", scribe(minutes=4), entry=n_second, keeps_later=True)
    found = standing(store)[0]
    for key in (mine | theirs | set(now)) - {key for key in mine | theirs if key[0] == "order"}:
        expected = before.get(key) if key in mine - theirs else now.get(key)
        assert found.get(key) == expected, key


@laws
@given(cases(), cases(), st.integers(1, 3))
def test_a_clock_that_stands_still_or_runs_back_does_not_join_two_steps(first, second, back):
    store = MemoryJournalStore()
    bring_in(store, first)
    before = standing(store)
    n_before = len(store.journal("drawn"))
    bring_in(store, second, minutes=-back % 2 * -5)
    assume(len(store.journal("drawn")) > n_before)
    assert undo_step(store, "drawn", scribe()).step.first == n_before + 1
    assert standing(store) == before
