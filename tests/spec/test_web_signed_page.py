"""The page "What could be signed": what it says, where each figure leads, and what is not shown."""

from __future__ import annotations

import dataclasses
import datetime
import html
import re
import threading

import pytest

from hanging import HANGING, wait_until
from onetext.model import (
    Case,
    Option,
    Party,
    Point,
    Position,
    Rule,
    RuleKind,
    Stance,
    UncertainDate,
)
from onetext.web.study_worker import ThreadBeside, worked_out
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_journals import DAY, HIDDEN, START, TO_SOUTH

SIGNED = "/cases/drawn/signed"
THIRD = Party(id="east", name="East")
FOURTH = Party(id="west", name="West")


def said(id_, party, stance, option, point="p1", **more):
    return Position(
        id=id_, party=party, stance=stance, point=point, options=(option,), since=DAY,
        sources=("s1",), **more,
    )  # fmt: skip


OTHER = Point(
    id="p3",
    title="The dam",
    options=(Option(id="build", title="Build it"), Option(id="wait", title="Wait a year")),
)
CASE = dataclasses.replace(
    HIDDEN,
    points=(*HIDDEN.points, OTHER),
    positions=(
        *HIDDEN.positions,
        said("south-need", "south", Stance.PROPOSES, "need", marking=TO_SOUTH),
        said("north-build", "north", Stance.PROPOSES, "build", "p3"),
        said("south-wait", "south", Stance.PROPOSES, "wait", "p3"),
    ),
    rules=(Rule(id="r", kind=RuleKind.EXCLUDES, when={"p1": "half"}, then={"p3": "wait"},
                because="Half each needs the dam."),),
)  # fmt: skip


NO_TEXTS = {"texts": (), "briefings": (), "comments": (), "comparisons": ()}


@pytest.fixture
def show(team, monkeypatch):
    """Keep a case, and return what asks for a page of it."""
    monkeypatch.setattr("onetext.web.study_asked.DEFAULT_DRAWS", 300)

    def kept(case: Case = CASE, role="drafter", party=""):
        keep_case(team.store, case, Scribe("chair", START, salts()))
        client = team.client(role, party)
        return lambda address=SIGNED, **options: client.get(address, **options)

    return kept


def words(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(plain).split())


def links(response, containing):
    found = re.findall(r'href="([^"]+)"', response.content.decode())
    return [html.unescape(link) for link in found if containing in link]


def study_of_page(team):
    (found,) = [r.study for r in team.archive.studies._remembered.values() if r.study]
    return found


def test_it_opens_with_the_finding_and_names_no_single_optimum(show, team):
    page = show()()
    assert page.status_code == 200
    told = words(page)
    found = study_of_page(team)
    assert "As of 1 March 2026" in told
    assert f"{found.n_draws} profiles, seed 1" in told
    assert html.unescape(found.headline) in told
    assert len({tuple(p.options.items()) for p in found.packages}) > 1, "else nothing is to see"
    for name in ("Most signed", "Nash", "Egalitarian", "Utilitarian"):
        assert name in told
    assert "no package is a recommendation" in told


def test_every_figure_opens_its_working_with_the_same_figure(show):
    ask = show()
    page = ask()
    cells = re.findall(
        r'<a class="worked" href="([^"]+)">.*?<span class="figure">([^<]+)', page.content.decode()
    )
    assert len(cells) >= 9
    for address, figure in cells:
        working = ask(html.unescape(address))
        assert working.status_code == 200
        assert figure.strip() in re.search(r"<h1[^>]*>(.*?)</h1>", working.content.decode()).group(
            1
        )
        assert "Seed" in words(working)


def test_a_working_lists_what_it_follows_from_with_the_sources(show):
    told = words(show()(f"{SIGNED}/working/text/t1/north"))
    assert "North accepts “Half each” (Share of the river)" in told
    assert "worth at least no agreement on the point" in told
    assert "A note handed over" in told
    assert "South rules" not in told, "another party's statements are not what it follows from"
    assert "holds in 50 % of the draws" in told.replace("\xa0", " ")


def test_texts_revised_since_stand_there_on_demand(show):
    revised = dataclasses.replace(HIDDEN.texts[0], id="t2", title="Second draft", revises=("t1",))
    ask = show(dataclasses.replace(CASE, texts=(*CASE.texts, revised)))
    page = ask()
    assert not links(page, "/working/text/t1/")
    assert "1 text that was revised since" in words(page)
    (every,) = links(page, "texts=all")
    assert links(ask(every), "/working/text/t1/")


def test_of_very_many_statements_the_latest_are_shown_and_the_others_on_demand(show, monkeypatch):
    monkeypatch.setattr("onetext.web.pages.signed_working.MOST_STATEMENTS", 1)
    ask = show()

    def told(page):
        return page.content.decode().count('data-who="Demands"')

    page = ask(f"{SIGNED}/working/text/t1/north")
    assert told(page) == 1
    (every,) = links(page, "every=yes")
    assert told(ask(every)) > 1


def test_what_blocks_says_why_and_where_the_evidence_is(show):
    page = show()()
    told = words(page)
    blocks = told[told.index("What blocks") : told.index("What cannot stand together")]
    assert "Share of the river contested" in blocks
    assert "red line : Half each" in blocks.replace("red line:", "red line :")
    assert "North accepts it, South rules it out" in blocks
    assert "The dam" not in blocks, "two wishes that nobody opposes block nothing"
    assert links(page, "/positions/p1/south")


def test_red_lines_that_collide_are_told_in_words(show):
    colliding = dataclasses.replace(
        CASE,
        positions=(
            said("n-red", "north", Stance.RED_LINE, "need"),
            said("s-red", "south", Stance.RED_LINE, "half"),
        ),
    )
    told = words(show(colliding)())
    assert "No package keeps every stated red line: they collide on Share of the river." in told
    assert "North rules “By need” out" in told
    assert "Any one of them dropped, the rest can be kept." in told


def test_a_question_that_would_give_something_away_warns(show, team):
    silent = dataclasses.replace(
        CASE,
        positions=(
            said("south-half", "south", Stance.RED_LINE, "half", marking=TO_SOUTH),
            said("south-need", "south", Stance.PROPOSES, "need", marking=TO_SOUTH),
            said("north-build", "north", Stance.PROPOSES, "build", "p3"),
        ),
    )
    told = words(show(silent)())
    assert "Ask North:" in told
    assert "could you live with “By need”?" in told
    assert "Careful: asking would let North guess what is not marked for it:" in told
    assert "South proposes “By need” (Share of the river)" in told


def test_times_and_draws_are_carried_along(show):
    ask = show()
    page = ask(f"{SIGNED}?as_of=2026-02-25&draws=500&seed=7")
    told = words(page)
    assert "As of 25 February 2026" in told
    assert "500 profiles, seed 7" in told
    for link in (*links(page, "/signed/working/"), *links(page, "/signed/try")):
        assert "as_of=2026-02-25" in link
        assert "draws=500" in link
        assert "seed=7" in link
    before = words(ask(f"{SIGNED}?as_of=2026-02-01"))
    assert "First draft" not in before


@pytest.mark.parametrize("query", ["draws=99", "draws=1000000", "seed=-1", "seed=x", "draws=²"])
def test_draws_and_seeds_that_cannot_be_used_are_refused_with_the_reason(show, query):
    refused = show()(f"{SIGNED}?{query}")
    assert refused.status_code == 422
    assert "whole number from" in words(refused)


def test_a_trial_is_a_plain_form_whose_address_holds_it_all(show, team):
    ask = show()
    page = ask(f"{SIGNED}/try?start=text:t1&o-p1=need")
    told = words(page)
    body = page.content.decode()
    assert "Share of the river : Half each By need take back" in told
    assert re.search(r'name="o-p1" value="need" checked', body)
    assert 'name="start" value="text:t1"' in body
    back = links(page, "/signed/try?start=text")[0]
    assert "Nothing is changed yet." in words(ask(back))


def test_a_trial_tells_the_figures_of_the_study_before(show, team):
    page = show()(f"{SIGNED}/try?start=package:most-signed")
    found = study_of_page(team).packages[0]
    row = re.search(r"North\s+(\S+ ?%)", words(page).replace("\xa0", " ").split("Who moves")[1])
    assert row.group(1) == f"{100 * found.acceptability['north'].share:.0f} %"


def test_a_click_is_answered_with_the_part_alone(show):
    ask = show()
    address = f"{SIGNED}/try?start=text:t1&o-p1=need"
    part = ask(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.strip() in ask(address).content.decode()
    restored = ask(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode()


def test_a_trial_says_which_rule_it_breaks(show):
    told = words(show()(f"{SIGNED}/try?start=text:t1&o-p1=half&o-p3=wait"))
    assert "These options do not go together: Half each needs the dam." in told


@pytest.mark.parametrize(
    "query",
    ["start=text:none", "start=package:none", "start=t1", "start=text:t1&o-p1=none",
     "start=text:t1&o-none=half"],
)  # fmt: skip
def test_what_is_not_there_cannot_be_tried(show, query):
    assert show()(f"{SIGNED}/try?{query}").status_code == 404


@pytest.mark.parametrize(
    "path", ["working/text/none/north", "working/package/none/north", "working/text/t1/none"]
)
def test_a_figure_that_is_not_there_has_no_working(show, path):
    assert show()(f"{SIGNED}/{path}").status_code == 404


def test_two_parties_have_their_frontier_drawn_with_its_table_beside(show):
    ask = show()
    assert links(ask(), "/signed/between")
    page = ask(f"{SIGNED}/between")
    body = page.content.decode()
    n_dots = len(re.findall(r'class="found tone-\d"', body))
    assert n_dots >= 2
    assert len(re.findall(r'<th scope="row" class="n">', body)) == n_dots
    assert "All packages there are were looked at." in words(page)
    for link in links(page, "start=package:most-signed") or links(page, "start=package%3A"):
        assert ask(link).status_code == 200


def test_a_row_of_the_frontier_leads_to_its_very_figures(show):
    ask = show()
    page = ask(f"{SIGNED}/between")
    rows = re.findall(
        r'class="n">\d+</th><td>([^<]+)</td><td>([^<]+)</td>.*?href="([^"]+)"',
        page.content.decode(), re.DOTALL,
    )  # fmt: skip
    assert rows
    for *shares, link in rows:
        trial = words(ask(html.unescape(link)))
        moved = trial[trial.index("Who moves") :]
        for party, share in zip(("North", "South"), shares, strict=True):
            assert re.search(rf"{party} .*? {re.escape(' '.join(share.split()))}", moved)


def test_of_four_parties_it_is_said_why_none_is_drawn_and_two_can_be_chosen(show):
    four = dataclasses.replace(CASE, parties=(*CASE.parties, THIRD, FOURTH))
    ask = show(four)
    page = ask()
    assert "No picture shows 4 parties at once." in words(page)
    drawn = ask(f"{SIGNED}/between?party=north&party=east")
    assert drawn.status_code == 200
    assert "<svg viewBox" in drawn.content.decode()
    three = ask(f"{SIGNED}/between?party=north&party=east&party=west").content.decode()
    assert "The darker a dot, the further West could accept it" in three
    refused = ask(f"{SIGNED}/between?party=north")
    assert refused.status_code == 422
    assert "two or three" in words(refused)


def test_a_case_without_positions_says_so(show):
    told = words(show(dataclasses.replace(CASE, positions=(), **NO_TEXTS))())
    assert "No package is put forward: nothing is on record by this day." in told
    assert "Try a change" not in told
    assert "Record who stands where on a point with options, or table a text." in told


def test_a_case_that_cannot_be_studied_says_why(show):
    page = show(Case(id="drawn", title="New", parties=(Party(id="a", name="A"),)))()
    assert page.status_code == 200
    assert "it has one party alone" in words(page)
    assert "Try again" in words(page)


def test_a_text_of_which_nothing_is_known_says_so_beside_its_figures(show):
    told = words(show()())
    row = told[told.index("A draft for South alone 20 Feb") :]
    assert "all its points open: the figures say nothing of it" in row[:200]


class Held:
    """Does what is asked once it is let go."""

    def __init__(self):
        self.is_let_go = threading.Event()

    def outcome(self, task, report, is_wanted):
        self.is_let_go.wait(HANGING)
        return worked_out(task, report)

    def close(self):
        pass


def test_after_a_restart_a_trial_waits_for_the_profiles_and_the_page_does_not(show, team):
    ask = show()
    before = words(ask())
    studies, worker = team.archive.studies, Held()
    studies._remembered.clear()
    studies._executor, studies._worker = ThreadBeside(), worker
    assert words(ask()) == before, "the study was kept"
    assert "being drawn again" in words(ask(f"{SIGNED}/try"))
    poll = f"{SIGNED}/progress?profiles=yes"
    assert "HX-Refresh" not in ask(poll, headers={"HX-Request": "true"}).headers
    worker.is_let_go.set()
    wait_until(lambda: "HX-Refresh" in ask(poll, headers={"HX-Request": "true"}).headers)
    assert "Who moves" in words(ask(f"{SIGNED}/try"))


def test_while_it_is_worked_out_the_page_says_how_far_it_is_and_can_end_it(show, team):
    ask = show()
    team.archive.studies._executor, team.archive.studies._worker = ThreadBeside(), Held()
    told = words(ask())
    assert "What could be signed is being worked out." in told
    assert "End it" in told
    assert "Waiting for its turn" in words(ask(f"{SIGNED}/progress"))
    client = team.client("drafter")
    assert client.post(f"{SIGNED}/cancel").status_code == 302
    assert "This study was ended before it was done." in words(ask())
    assert client.get(f"{SIGNED}/cancel").status_code == 405
    team.archive.studies._worker.is_let_go.set()


@pytest.mark.parametrize("reader", [("party", "north"), ("observer", "")])
def test_who_is_not_of_the_team_has_no_such_page(show, reader):
    assert show(CASE, *reader)().status_code == 404


def test_who_looks_into_the_past_sees_the_study_of_then(show, team):
    ask = show()
    now = words(ask())
    then = words(ask(f"{SIGNED}?known_by=2026-02-28"))
    assert "Share of the river" in now
    assert "Share of the river" not in then


def test_the_day_is_that_of_the_record(show):
    later = dataclasses.replace(
        CASE,
        as_of=datetime.date(2026, 2, 15),
        positions=(said("n", "north", Stance.PROPOSES, "half"),),
    )
    told = words(show(dataclasses.replace(later, **NO_TEXTS))())
    assert "nothing is on record by this day" in told
    assert UncertainDate("2026-02-20").latest > later.as_of
