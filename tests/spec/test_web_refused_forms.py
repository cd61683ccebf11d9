"""A refused form says at each field what is wrong with it, keeps what was typed, and has the focus.

Every form that is posted is filled in wrongly: pages are found in the URL configuration and forms
in the pages, so that a new form is refused here the day it is added.
"""

from __future__ import annotations

import html
import re

import pytest

from onetext.errors import Place, Problem
from onetext.web.refused_form import fields_of, marked, told
from onetext.workflows.journal import Scribe, keep_case
from property.test_web_every_form import CASE, own_forms, pages
from strategies import salts
from web_journals import START

WRONG = ("", "2026-13-01", "no-such-thing <b>\"'")
"""What every open field is given, one after another."""
NOTHING_TYPED = ("/keep", "/seen", "/receipt", "/up-to-date", "/weigh", "/feed", "/study")
"""Ends of addresses of forms that have nothing to fill in: their refusal is a page."""
FORM = """<form><input type="hidden" name="made_from" value="3">
<p class="field"><label for="title">Title</label><input id="title" name="title" autofocus></p>
<p class="field"><label for="day">Day</label><input id="day" name="date" aria-describedby="how"></p>
<fieldset class="ticks"><label><input type="checkbox" name="to" value="a"></label>
<label><input type="checkbox" name="to" value="b"></label></fieldset>
<details><summary>More</summary><p class="field"><textarea name="note">a &lt; b</textarea></p>
</details>
</form>"""


def problem(path, file=""):
    return Problem("it is wrong", "it cannot be", "write it anew", Place(file=file, path=path))


def test_a_field_is_found_by_the_end_of_the_path():
    fields = fields_of(FORM)
    assert list(fields) == ["title", "date", "to", "note"]
    named = {
        path: told([problem(path)], fields)[0].field
        for path in ("title", "meetings.m1.date", "comments.c1.to", "points.p1.options", "")
    }
    assert [one.name if one else None for one in named.values()] == [
        *("title", "date", "to"),
        *(None, None),
    ]
    assert named["meetings.m1.date"].id == "day"


def test_a_wrong_field_is_tied_to_what_is_said_of_it():
    rows = told([problem("date"), problem("to"), problem("note")], fields_of(FORM))
    page = marked(FORM, rows, {name: f"<i>{name}</i>" for name in ("date", "to", "note")})
    assert (
        'name="date" aria-invalid="true" aria-describedby="how wrong-date"><i>date</i></p>' in page
    )
    assert page.count('aria-invalid="true"') == 4
    assert (
        '<fieldset class="ticks" aria-describedby="wrong-to" id="field-to" tabindex="-1">' in page
    )
    assert "<i>to</i></fieldset>" in page
    assert "<details open>" in page
    assert 'name="note" aria-describedby="wrong-note" id="field-note" aria-invalid="true"' in page
    assert "autofocus" not in page
    assert "a &lt; b" in page


def test_the_order_is_that_of_the_form_and_what_no_field_is_about_comes_first():
    rows = told([problem("to"), problem("nowhere"), problem("title")], fields_of(FORM))
    assert [row.problem.place.path for row in rows] == ["nowhere", "title", "to"]


def typed(page):
    """Return the names of the fields of a page in which one types, with what stands in each."""
    found = {
        name: html.unescape(words)
        for name, words in re.findall(
            r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S
        )
    }
    for tag in re.findall(r"<input [^>]*>", page):
        name, kind = re.search(r' name="([^"]*)"', tag), re.search(r' type="([^"]*)"', tag)
        if name and (kind is None or kind[1] in ("text", "url", "search")):
            value = re.search(r' value="([^"]*)"', tag)
            found[name[1]] = html.unescape(value[1]) if value else ""
    return found


def refused(client, tries=WRONG):
    """Yield where a form went, what it held, and the answer, of every form that was refused."""
    for address in sorted(set(pages())):
        shown = client.get(address)
        if shown.status_code != 200 or shown.streaming:
            continue
        page = shown.content.decode()
        for form in own_forms(page):
            target = form.action.partition("#")[0] or address
            if form.method != "post":
                continue
            for wrong in tries:
                given = {
                    name: known[:1] if known and name not in typed(page) else wrong
                    for name, known in form.fields
                }
                answer = client.post(target, given)
                if answer.status_code == 422:
                    yield target, given, answer.content.decode()


@pytest.fixture(params=[("chair", ""), ("party", "north")], ids=str)
def refusals(request, team):
    keep_case(team.store, CASE, Scribe("chair", START, salts()))
    return list(refused(team.client(*request.param)))


def test_every_refused_form_says_what_is_wrong_where_it_is(refusals):
    assert len({target for target, _, _ in refusals}) >= 2
    wrong = []
    for target, given, page in refusals:
        told_apart = target, given
        if re.search(r'class="problem refused"', page) is None:
            if not target.partition("?")[0].endswith(NOTHING_TYPED):
                wrong.append((told_apart, "the form is gone", page[page.find("problem") :][:300]))
            continue
        ids = re.findall(r' id="([^"]+)"', page)
        summary = page[page.index('class="problem refused"') : page.index("</ul></div>")]
        links = re.findall(r'href="#([^"]+)"', summary)
        marks = re.findall(r'<[^>]*aria-invalid="true"[^>]*>', page)
        said = re.findall(r'class="wrong" id="([^"]+)"', page)
        described = " ".join(re.findall(r'aria-describedby="([^"]+)"', page)).split()
        lost = {
            name: (given[name], held)
            for name, held in typed(page).items()
            if isinstance(given.get(name), str) and given[name].split() != held.split()
        }
        checks = {
            "ids twice": [one for one in ids if ids.count(one) > 1],
            "links to nothing": [one for one in links if one not in ids],
            "said of nothing": [one for one in said if one not in described],
            "described by nothing": [one for one in described if one not in ids],
            "marked without a word": [] if bool(marks) == bool(said) else marks,
            "focus elsewhere": re.findall(r"<[^>]* autofocus[^>]*>", page)[1:],
            "raw names": re.findall(r'<span class="by">[\w-]+\.[\w.-]+</span>', page),
            "lost": sorted(lost.items()),
        }
        wrong += [(told_apart, name, found) for name, found in checks.items() if found]
    assert not wrong, "\n".join(f"{at} {name}: {found}"[:400] for (at, _), name, found in wrong)
