"""What stands behind the text and record pages: accounts, origins, order, clauses on a point."""

from __future__ import annotations

import dataclasses

import pytest

from onetext import wiring
from onetext.errors import ImpossibleRequest, NotFound
from onetext.model import (
    Alternative,
    Case,
    Clause,
    ClauseState,
    Hours,
    Meeting,
    MeetingStatus,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    UncertainDate,
)
from onetext.workflows.accounts import accounts
from onetext.workflows.kept_reports import (
    added_report,
    as_report,
    find_report,
    links_of,
    proposals_of,
    read,
    waiting,
)
from onetext.workflows.marked_report import in_context, marked_report
from onetext.workflows.redraft import (
    bracketed_together,
    clauses_mark,
    day_written,
    next_title,
    with_clauses,
)
from onetext.workflows.side_by_side import point_steps
from onetext.workflows.source_list import source_list
from onetext.workflows.text_order import in_order

DAY = UncertainDate("2026-02-01")


@pytest.fixture(scope="module")
def case(project_dir):
    """A case with the two practice reports, added one after the other."""
    folder = project_dir / "src/onetext/cases/quickstart"
    made = dataclasses.replace(wiring.open_case("ukraine-2025"), reports=())
    for name in ("morning-brief", "evening-post"):
        report = wiring.report_intake().report(folder / f"{name}.txt", name)
        added = added_report(made, report, title=name, published=UncertainDate("2025-11-20"))
        made = dataclasses.replace(
            made, sources=(*made.sources, added.source), reports=(*made.reports, added.report)
        )
    return made


@pytest.mark.parametrize("words", ["12 September 1978", "September 12, 1978", " 12 Sep 1978 "])
def test_a_day_written_out_is_told_back_as_it_should_be_written(words):
    with pytest.raises(ImpossibleRequest, match=r"did you mean 1978-09-12\?"):
        day_written(words)
    with pytest.raises(ImpossibleRequest, match="2025-11-16/2025-11-18 for a span"):
        day_written("3/4/2020")  # in March, or in April?


class TestReports:
    def test_an_id_of_a_report_that_was_taken_back_is_not_given_again(self, case, project_dir):
        folder = project_dir / "src/onetext/cases/quickstart"
        report = wiring.report_intake().report(folder / "morning-brief.txt", "x")
        bare = dataclasses.replace(case, sources=(), reports=())
        day = UncertainDate("2025-11-20")
        added = added_report(bare, report, title="Brief", published=day, used={"brief"})
        assert (added.source.id, added.report.id) == ("brief-2", "brief-2")

    def test_the_second_of_one_origin_is_derived_from_the_first(self, case):
        first, second = case.sources[-2:]
        assert first.derived_from == ()
        assert second.derived_from == (first.id,)
        one, other = (as_report(case, kept) for kept in case.reports)
        (link,) = links_of(other, [one])
        assert set(link.reports) == {"morning-brief", "evening-post"}

    def test_a_kept_report_is_read_as_it_was_extracted(self, case):
        kept = find_report(case, "morning-brief")
        report = as_report(case, kept)
        assert report.text == kept.words
        assert report.published.isoformat() == "2025-11-20"
        vague = dataclasses.replace(case.sources[-2], published=UncertainDate("2025-11"))
        unsure = dataclasses.replace(case, sources=(*case.sources[:-2], vague))
        assert as_report(unsure, kept).published is None

    def test_pieces_join_to_the_text_and_every_statement_ends_once(self, case):
        report = as_report(case, find_report(case, "morning-brief"))
        found = marked_report(report, read(report), ())
        assert "".join(piece.words for piece in found.pieces) == report.text
        ended = [one.number for piece in found.pieces for one in piece.ends]
        assert sorted(ended) == [one.number for one in found.statements]
        for piece in found.pieces:
            if piece.said:
                assert piece.words in report.text
                assert any(piece.words in s.of(report.text) for s in piece.said.statement.content)

    def test_a_proposal_is_shown_in_whole_words_around_it(self, case):
        report = as_report(case, find_report(case, "evening-post"))
        proposal = proposals_of(case, report)[0]
        pieces = in_context(proposal, around=40)
        shown = "".join(piece.words for piece in pieces).strip("… ")
        assert f" {shown} " in f" {report.text} "
        said = "".join(piece.words for piece in pieces if piece.is_said)
        assert said == "".join(span.of(report.text) for span in proposal.statement.content)

    def test_a_decision_takes_a_proposal_out_of_the_queue(self, case):
        from onetext.model import Review, ReviewedStatement

        report = as_report(case, find_report(case, "evening-post"))
        queue = waiting(case, report)
        done = ReviewedStatement(id=queue[0].id, words="W", review=Review.REJECTED)
        decided = dataclasses.replace(case, statements=(done,))
        assert waiting(decided, report) == queue[1:]

    def test_no_such_report(self, case):
        with pytest.raises(NotFound):
            find_report(case, "none")


class TestSources:
    def test_origins_are_counted_and_users_too(self):
        sources = tuple(
            Source(id=name, title=name, derived_from=above)
            for name, above in (("a", ()), ("b", ("a",)), ("c", ("b",)), ("d", ()))
        )
        clause = Clause(point="p", sources=("c",))
        made = Case(
            id="x",
            title="X",
            sources=sources,
            texts=(Text(id="t", title="T", clauses=(clause,), sources=("d",)),),
        )
        found = source_list(made)
        assert (found.n_origins, found.n_shared) == (2, 1)
        citing = {row.source.id: row.n_citing for row in found.rows}
        assert citing == {"a": 0, "b": 0, "c": 1, "d": 1}
        assert [row.source.id for row in found.rows if row.is_origin] == ["a", "d"]

    def test_two_sources_are_enough_to_share_an_origin(self):
        pair = (Source(id="a", title="A"), Source(id="b", title="B", derived_from=("a",)))
        found = source_list(Case(id="x", title="X", sources=(*pair, Source(id="c", title="C"))))
        assert (found.n_origins, found.n_shared) == (2, 1)


def meeting(name, **more):
    known = {"title": name, "date": DAY, "parties": ("n", "s"), "status": MeetingStatus.HELD}
    return Meeting(id=name, **(known | more))


class TestAccounts:
    @pytest.mark.parametrize(
        ("more", "is_told_twice"),
        [
            ({"status": MeetingStatus.DENIED}, True),
            ({"status": MeetingStatus.UNKNOWN}, False),
            ({"parties": ("n",), "status": MeetingStatus.DENIED}, False),
            ({"date": UncertainDate("2026-02-02"), "status": MeetingStatus.DENIED}, False),
            ({"date": UncertainDate(), "status": MeetingStatus.DENIED}, False),
            ({}, False),
        ],
    )
    def test_one_meeting_two_records(self, more, is_told_twice):
        made = Case(id="x", title="X", meetings=(meeting("m1"), meeting("m2", **more)))
        assert bool(accounts(made).meetings) == is_told_twice

    @pytest.mark.parametrize(
        ("first", "second", "is_told_twice"),
        [
            (("10:00", "12:00", "Europe/Zurich"), ("11:00", "13:00", "Europe/Zurich"), True),
            (("10:00", "12:00", "Europe/Zurich"), ("09:00", "11:00", "UTC"), False),
            (("10:00", "", "Europe/Zurich"), ("09:00", "11:00", "UTC"), False),
            (("10:00", "", "UTC"), ("15:00", "", "UTC"), True),
            (("10:00", "12:00", "UTC"), ("12:00", "", "UTC"), False),
        ],
    )
    def test_hours_that_do_not_agree(self, first, second, is_told_twice):
        """One meeting told with other hours; but one that is over before the next is another."""
        hours = [Hours(start=s, end=e, zone=z) for s, e, z in (first, second)]
        pair = tuple(meeting(f"m{n}", hours=one) for n, one in enumerate(hours))
        for both in (pair, pair[::-1]):
            found = accounts(Case(id="x", title="X", meetings=both)).meetings
            assert bool(found) == is_told_twice
        elsewhere = dataclasses.replace(pair[1], place="Geneva")
        told = accounts(
            Case(
                id="x", title="X", meetings=(dataclasses.replace(pair[0], place="Bern"), elsewhere)
            )
        )
        assert bool(told.meetings) == (first[1] != second[0])

    def test_a_party_said_to_stand_in_two_ways_at_one_date(self):
        def position(name, stance, day=DAY):
            return Position(id=name, party="n", stance=stance, point="p", options=("o",), since=day)

        made = Case(id="x", title="X", parties=(Party(id="n", name="N"),))
        both = (position("a", Stance.ACCEPTS), position("b", Stance.OPPOSES))
        (found,) = accounts(dataclasses.replace(made, positions=both)).stances
        assert [one.id for one in found.positions] == ["a", "b"]
        moved = (
            position("a", Stance.ACCEPTS),
            position("b", Stance.OPPOSES, UncertainDate("2026-03-01")),
        )
        assert accounts(dataclasses.replace(made, positions=moved)).n == 0

    def test_two_reports_of_one_origin_that_differ(self, case):
        found = accounts(case).reports
        assert found
        for pair in found:
            first, second = pair.words
            assert first in pair.first.words
            assert second in pair.second.words


class TestTexts:
    def test_a_revision_without_a_date_stands_after_what_it_revises(self):
        first = Text(id="a", title="A", date=DAY)
        later = Text(id="z", title="Z", date=UncertainDate("2026-03-01"))
        drawn = Text(id="c", title="C", revises=("b",))
        between = Text(id="b", title="B", revises=("a",))
        found = in_order([drawn, later, between, first])
        assert [text.id for text in found] == ["a", "b", "c", "z"]
        circle = [Text(id="a", title="A", revises=("b",)), Text(id="b", title="B", revises=("a",))]
        assert len(in_order(circle)) == 2

    def test_clauses_are_put_where_the_old_ones_stood(self):
        one, two, three = (Clause(point=name) for name in ("p1", "p2", "p1"))
        text = Text(id="t", title="T", clauses=(one, two, three))
        a, b, c = (Clause(point="p1", number=n) for n in "abc")
        assert with_clauses(text, "p1", [a, b]).clauses == (a, two, b)
        assert with_clauses(text, "p1", [a]).clauses == (a, two)
        assert with_clauses(text, "p1", [a, b, c]).clauses == (a, two, b, c)
        new = Clause(point="p9")
        assert with_clauses(text, "p9", [new]).clauses == (*text.clauses, new)

    def test_an_agreed_clause_has_no_alternatives(self):
        text = Text(id="t", title="T")
        both = Clause(point="p", state=ClauseState.AGREED, alternatives=(Alternative(option="o"),))
        with pytest.raises(ImpossibleRequest):
            with_clauses(text, "p", [both])

    def test_the_mark_tells_every_change_of_a_point_and_of_no_other(self):
        clause = Clause(point="p", number="1", wording={"en": "A."})
        text = Text(id="t", title="T", clauses=(clause, Clause(point="q")))
        changes = (
            {"number": "2"}, {"option": "o"}, {"wording": {"en": "B."}}, {"wording": {"fr": "A."}},
            {"state": ClauseState.DROPPED}, {"alternatives": (Alternative(option="o"),)},
            {"agreed_by": ("n",)}, {"moved_to": "annex"},
        )  # fmt: skip
        marks = {
            clauses_mark(with_changed(text, 0, dataclasses.replace(clause, **more)), "p")
            for more in changes
        }
        assert len(marks | {clauses_mark(text, "p")}) == len(changes) + 1
        elsewhere = with_changed(text, 1, Clause(point="q", number="9"))
        assert clauses_mark(elsewhere, "p") == clauses_mark(text, "p")

    def test_brackets_hold_what_both_wrote_once(self):
        theirs = (Clause(point="p", wording={"en": "A."}, sources=("s",)),)
        mine = (Clause(point="p", wording={"en": "B."}, alternatives=(Alternative(option="o"),)),)
        (found,) = bracketed_together(theirs, mine)
        assert found.state is ClauseState.BRACKETED
        assert [one.wording.get("en") for one in found.alternatives] == ["A.", "B.", None]
        assert found.sources == ("s",)
        (same,) = bracketed_together(theirs, theirs)
        assert len(same.alternatives) == 1

    def test_the_next_title_is_new(self):
        draft = Text(id="a", title="Draft")
        made = Case(id="x", title="X", texts=(draft, Text(id="b", title="Draft, Rev. 1")))
        assert next_title(made, draft) == "Draft, Rev. 2"
        assert next_title(made, made.texts[1]) == "Draft, Rev. 2"

    def test_a_point_dropped_and_taken_up_again(self):
        def text(name, day, *words, revises=()):
            clauses = tuple(Clause(point="p", wording={"en": one}) for one in words)
            return Text(
                id=name, title=name, date=UncertainDate(day), clauses=clauses, revises=revises
            )

        texts = (
            text("a", "2026-01-01", "Half each."),
            text("b", "2026-01-02", revises=("a",)),
            text("c", "2026-01-03", "By need.", revises=("b",)),
        )
        made = Case(id="x", title="X", points=(Point(id="p", title="P"),), texts=texts)
        steps = point_steps(made, "p")
        done = [[str(o) for o in step.change.operations] for step in steps[1:]]
        assert done == [["drop"], ["add"]]


def with_changed(text, place, clause):
    clauses = list(text.clauses)
    clauses[place] = clause
    return dataclasses.replace(text, clauses=tuple(clauses))
