"""Every kind of mistake in a case file: where it is, what it is, and what to do about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onetext.errors import InvalidCase, Place, UnreadableFile
from onetext.formats.case_file import load_case, load_case_text

HEAD = """\
id: talks
title: Talks
as_of: 2025-11-30
parties: [{id: a, name: A}, {id: b, name: B}]
points:
  - {id: p1, title: P1, options: [{id: o1, title: O1}, {id: o2, title: O2}]}
  - {id: p2, title: P2, options: [{id: o1, title: O1}]}
sources: [{id: s1, title: S1}]
texts:
  - {id: t1, title: T1, date: 2025-11-20, clauses: [{point: p1, option: o1}]}
"""
"""Ten lines that are right; what follows in each row begins in line 11."""

MISTAKES = [
    # what follows the head, with » before the place; then the path, the what, part of the hint
    ("»titel: x", "titel", 'there is no field "titel" here', 'did you mean "title"?'),
    ("»summary: [a]", "summary", "text is needed here, not a list", "in quotes"),
    (
        "marking: {»id: talks}",
        "marking.id",
        'there is no field "id" here',
        "rename it, or remove it",
    ),
    ("»themes: x", "themes", "a list is needed here, not text", "[x]"),
    ("themes: [»x]", "themes[1]", "a record with fields is needed here, not text", "name:"),
    ("themes: [»{id: x}]", "themes.x.title", 'the field "title" is missing', 'add "title: .'),
    ("themes: [»{title: x}]", "themes[1].id", 'the field "id" is missing', 'add "id: ...'),
    (
        "marking: {»tlp: GREN}",
        "marking.tlp",
        '"GREN" is not one of the words allowed here',
        'did you mean "GREEN"?',
    ),
    (
        "marking: {audience: [»c]}",
        "marking.audience[1]",
        'there is no party "c"',
        'add the party under "parties"',
    ),
    (
        "persons: [{id: x, name: X, »party: aa}]",
        "persons.x.party",
        'there is no party "aa"',
        'did you mean "a"?',
    ),
    (
        "persons: [{»id: X y, name: X}]",
        "persons.X y.id",
        '"X y" is not an id',
        'rename it, for example to "x-y"',
    ),
    (
        "tracks: [{id: x, title: X}, {»id: x, title: Y}]",
        "tracks",
        'two tracks have the id "x"',
        "rename one of them, or merge them",
    ),
    (
        "precedents: [{id: x, title: X, points: [»p9]}]",
        "precedents.x.points[1]",
        'there is no point "p9"',
        'add the point under "points", or correct the id',
    ),
    (
        "events: [{id: x, title: X, sources: [s1, »s1]}]",
        "events.x.sources[2]",
        '"s1" is named twice',
        "remove one of the two",
    ),
    (
        "meetings: [{id: x, title: X, »track: back}]",
        "meetings.x.track",
        'there is no track "back"',
        'add the track under "tracks"',
    ),
    (
        "meetings: [{id: x, title: X, »date: 2025-12-24, status: held}]",
        "meetings.x.date",
        '"x" is dated 2025-12-24, later than the case itself',
        'move "as_of" on',
    ),
    (
        "milestones: [{id: x, title: X, »date: 24 Dec}]",
        "milestones.x.date",
        '"24 Dec" is not a date',
        "2025-11-16/2025-11-18",
    ),
    (
        "key_holders: [{id: x, name: X, consent_needed_for: [»p3]}]",
        "key_holders.x.consent_needed_for[1]",
        'there is no point "p3"',
        'add the point under "points", or correct the id',
    ),
    (
        "comments: [{id: x, party: a, text: t1, »disposed_in: t2}]",
        "comments.x.disposed_in",
        'there is no text "t2"',
        'add the text under "texts", or correct the id',
    ),
    (
        "briefings: [{id: x, by: A, to: [B], »received: perhaps}]",
        "briefings.x.received",
        'true or false is needed here, not "perhaps"',
        "write true or false",
    ),
    (
        "positions: [{id: x, party: a, stance: opposes, point: p1, options: [»o3]}]",
        "positions.x.options[1]",
        'the point "p1" has no option "o3"',
        "add the option to the point, or correct the id",
    ),
    (
        "positions: [»{id: x, party: a, stance: opposes, point: p1}]",
        "positions.x",
        'the stance "opposes" names no option',
        'add "options: [...]"',
    ),
    (
        "positions: [{id: x, party: a, stance: silent, point: p1, »options: [o1]}]",
        "positions.x.options",
        'the stance "silent" names options',
        'remove "options"',
    ),
    (
        "positions: [»{id: x, party: a, stance: opposes}]",
        "positions.x",
        "a position is about nothing",
        'add "point: ..." or "text: ..."',
    ),
    (
        "positions: [{id: x, party: a, stance: opposes, point: p1, »text: t1, options: [o1]}]",
        "positions.x.text",
        "a position is about both a point and a text",
        "make two positions of it",
    ),
    (
        "positions: [{id: x, party: a, stance: opposes, text: t1, »options: [o1]}]",
        "positions.x.options",
        "a position on a whole text names options",
        'remove "options"',
    ),
    (
        "positions: [{id: x, party: a, stance: accepts, text: t1, since: 2025, »until: 2024}]",
        "positions.x.until",
        "the position ends (2024) before it begins (2025)",
        "exchange the two dates",
    ),
    (
        "positions: [{id: x, party: a, »stance: oposes, point: p1, options: [o1]}]",
        "positions.x.stance",
        '"oposes" is not one of the words allowed here',
        'did you mean "opposes"?',
    ),
    (
        "rules: [{id: x, kind: requires, when: {p1: o1}, then: {»p2: o2}}]",
        "rules.x.then.p2",
        'the point "p2" has no option "o2"',
        "add the option to the point, or correct the id",
    ),
    (
        "rules: [{id: x, kind: requires, when: {p1: o1}, then: {»p3: o1}}]",
        "rules.x.then.p3",
        'there is no point "p3"',
        'add the point under "points", or correct the id',
    ),
    (
        "rules: [{id: x, kind: requires, when: {p1: o1}, then: {»p1: o2}}]",
        "rules.x.then.p1",
        'the rule contradicts itself on "p1"',
        "different points",
    ),
    (
        "rules: [{id: x, kind: excludes, when: {p1: o1}, then: {»p1: o2}}]",
        "rules.x.then.p1",
        'the rule says nothing on "p1"',
        "different points",
    ),
    (
        "rules: [»{id: x, kind: requires, when: {p1: o1}}]",
        "rules.x",
        "the rule has no consequence",
        'add "then: {point: option}"',
    ),
    (
        "weights: [{id: x, party: a, points: {»p1: -1}}]",
        "weights.x.points.p1",
        'the weight of "p1" is -1',
        "write 0",
    ),
    (
        "weights: [{id: x, party: a, points: {»p1: nan}}]",
        "weights.x.points.p1",
        'the weight of "p1" is nan',
        "write 0",
    ),
    (
        "weights: [{id: x, party: a, points: {»p1: much}}]",
        "weights.x.points.p1",
        'a number is needed here, not "much"',
        "write digits",
    ),
    (
        "comparisons: [»{id: x, party: a}]",
        "comparisons.x",
        "a comparison of nothing",
        'exactly one of "points"',
    ),
    (
        "comparisons: [»{id: x, party: a, points: [p1, p2], texts: [t1]}]",
        "comparisons.x",
        "a comparison of two kinds at once",
        'exactly one of "points"',
    ),
    (
        "comparisons: [{id: x, party: a, »points: [p1]}]",
        "comparisons.x.points",
        "one thing alone is compared with nothing",
        "name the other one",
    ),
    (
        "comparisons: [»{id: x, party: a, better: {p1: o1}, worse: {p2: o1}}]",
        "comparisons.x",
        '"better" and "worse" settle different points',
        "the same points",
    ),
    (
        "comparisons: [{id: x, party: a, better: {»p1: o9}, worse: {p1: o1}}]",
        "comparisons.x.better.p1",
        'the point "p1" has no option "o9"',
        "add the option",
    ),
    (
        "comparisons: [{id: x, party: a, points: [p1, p2], »by: much}]",
        "comparisons.x.by",
        '"much" is not one of the words allowed here',
        "",
    ),
    (
        "scores: [{id: x, party: a, point: p1, options: {»o1: 101}}]",
        "scores.x.options.o1",
        'the score of "o1" is 101',
        "on that scale",
    ),
    (
        "scores: [{id: x, party: a, point: p1, options: {o1: 60}, up_to: {»o1: 50}}]",
        "scores.x.up_to.o1",
        'the range of "o1" ends at 50, before it begins',
        "exchange",
    ),
    (
        "scores: [{id: x, party: a, point: p1, options: {o1: 60}, up_to: {»o2: 70}}]",
        "scores.x.up_to.o2",
        '"o2" has an upper end and no lower one',
        "add",
    ),
    ("scores: [»{id: x, party: a, point: p1}]", "scores.x", "no option is scored", "add"),
    (
        "weights: [{id: x, party: a, points: {p1: 3}, up_to: {»p1: 2}}]",
        "weights.x.up_to.p1",
        'the range of "p1" ends at 2, before it begins',
        "exchange",
    ),
    (
        "events: [{id: x, title: X, better_without: [a], worse_without: [»a]}]",
        "events.x.worse_without[1]",
        'no agreement became both better and worse for "a"',
        "one of the two",
    ),
    (
        "positions: [{id: x, party: a, stance: open, text: t1, »provided: {p1: o1}}]",
        "positions.x.provided",
        'the stance "open" has choices it depends on',
        "accepts-if",
    ),
    (
        "marking: {tlp: GREEN, »tlp: RED}",
        "",
        'the key "tlp" stands twice in the same record',
        "remove one of them",
    ),
    ("summary: &x y\nnote: »*x", "", "an alias (*) is used", "write the value out"),
    ("summary: »!!str y", "", "a YAML tag (!) is used", "remove the tag"),
    ("»---\nid: second", "", "a second YAML document begins here", "remove the line with ---"),
    ("summary: a»: b", "", "the file is not well-formed YAML here", "in quotes"),
    ("»\tsummary: a", "", "the file is not well-formed YAML here", "tabs"),
    ("summary: »[a", "", "the file is not well-formed YAML here", "brackets"),
]


def without_mark(text: str) -> tuple[str, int, int]:
    """Take the » out; also return the line and column where it stood."""
    before, mark, after = text.partition("»")
    assert mark
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(("rest", "path", "what", "hint"), MISTAKES, ids=lambda value: value[:40])
def test_a_mistake_is_told_with_its_place_and_a_way_out(rest, path, what, hint):
    text, line, column = without_mark(f"{HEAD}{rest}\n")
    with pytest.raises(InvalidCase) as caught:
        load_case_text(text, "x.yaml")
    [problem] = caught.value.problems
    assert problem.place == Place("x.yaml", line, column, path)
    assert problem.what == what
    assert hint in problem.hint
    assert problem.because


IN_THE_HEAD = [
    # a text of the head; what stands there instead, with » before the place; the path, the what
    ("as_of: 2025-11-30", "»as_of: 2025-11", "as_of", 'a day is needed here, not "2025-11"'),
    (
        "date: 2025-11-20,",
        "»date: 2025-12-20,",
        "texts.t1.date",
        '"t1" is dated 2025-12-20, later than the case itself',
    ),
    ("title: P1,", "title: P1, »theme: x,", "points.p1.theme", 'there is no theme "x"'),
    ("{id: o2,", "{»id: o1,", "points.p1.options", 'two options have the id "o1"'),
    (
        "title: P2,",
        "title: P2, »if_absent: o9,",
        "points.p2.if_absent",
        'the point "p2" has no option "o9"',
    ),
    (
        "title: S1",
        "title: S1, »reliability: G",
        "sources.s1.reliability",
        '"G" is not a reliability',
    ),
    (
        "title: S1",
        "title: S1, »credibility: 0",
        "sources.s1.credibility",
        '"0" is not a credibility',
    ),
    (
        "title: S1",
        "title: S1, »language: english",
        "sources.s1.language",
        '"english" is not a language tag',
    ),
    ("title: S1", "title: S1, »sha256: abc", "sources.s1.sha256", "this is not a SHA-256 checksum"),
    (
        "title: S1",
        "title: S1, »derived_from: [s1]",
        "sources.s1.derived_from",
        '"s1" is derived from "s1": a circle',
    ),
    (
        "title: S1",
        "title: S1, »published: 2025-02-30",
        "sources.s1.published",
        '"2025-02-30" is not a date',
    ),
    ("point: p1,", "»point: p7,", "texts.t1.clauses[1].point", 'there is no point "p7"'),
    (
        "option: o1}",
        "»option: o7}",
        "texts.t1.clauses[1].option",
        'the point "p1" has no option "o7"',
    ),
    (
        "option: o1}",
        "wording: {»'?': x}}",
        "texts.t1.clauses[1].wording.?",
        '"?" is not a language tag',
    ),
    (
        "option: o1}",
        "alternatives: [{»option: o7}]}",
        "texts.t1.clauses[1].alternatives[1].option",
        'the point "p1" has no option "o7"',
    ),
    ("title: T1,", "title: T1, »revises: [t1],", "texts.t1.revises", '"t1" revises "t1": a circle'),
    ("title: T1,", "title: T1, tabled_by: [»z],", "texts.t1.tabled_by[1]", 'there is no party "z"'),
]


@pytest.mark.parametrize(("right", "wrong", "path", "what"), IN_THE_HEAD)
def test_a_mistake_in_a_record_is_told_at_its_field(right, wrong, path, what):
    assert HEAD.count(right) == 1
    text, line, column = without_mark(HEAD.replace(right, wrong))
    with pytest.raises(InvalidCase) as caught:
        load_case_text(text, "x.yaml")
    [problem] = caught.value.problems
    assert problem.place == Place("x.yaml", line, column, path)
    assert problem.what == what
    assert problem.because
    assert problem.hint


NO_MISTAKES = [
    "meetings: [{id: x, title: X, date: 2025-12-24, status: scheduled}]",
    "milestones: [{id: x, title: X, date: 2026}]",
    "events: [{id: x, title: X, date: 2025}]  # some day of the year, perhaps before the last",
    "positions: [{id: x, party: a, stance: open, text: t1, since: 2025-11-01, until: 2025-11-01}]",
    "positions: [{id: x, party: a, stance: accepts, text: t1, since: 2025-11, until: 2025-11-03}]",
    "positions: [{id: x, party: a, stance: silent, point: p1}]",
    "weights: [{id: x, party: a, points: {p1: 0, p2: 0.5}}]",
    "comparisons: [{id: x, party: a, better: {p1: o1, p2: o1}, worse: {p2: o1, p1: o2}}]",
    "scores: [{id: x, party: a, point: p1, options: {o1: 60, o2: 0}, up_to: {o1: 60}}]",
    "tracks: [{id: p1, title: an id may be used again in another list}]",
    "summary: &anchor nobody points at it",
]


@pytest.mark.parametrize("rest", NO_MISTAKES)
def test_what_looks_odd_but_is_right_loads(rest):
    assert load_case_text(f"{HEAD}{rest}\n").id == "talks"


def test_a_source_may_be_printed_after_the_record_was_closed():
    text = HEAD.replace("title: S1", "title: S1, published: 2018-05-31").replace("2025", "1978")
    assert load_case_text(text).sources[0].published.edtf == "2018-05-31"


@pytest.mark.parametrize("options", ["", ", options: []"])
def test_an_option_of_a_point_that_has_none_yet(options):
    text = (
        "id: x\ntitle: X\nparties: [{id: a, name: A}]\n"
        f"points: [{{id: p, title: P{options}}}]\n"
        "positions: [{id: s, party: a, stance: open, point: p, options: [o]}]\n"
    )
    with pytest.raises(InvalidCase) as caught:
        load_case_text(text)
    [problem] = caught.value.problems
    assert (problem.what, problem.because) == (
        'the point "p" has no option "o"',
        "it has no options yet",
    )


def test_options_that_cannot_be_read_draw_no_second_complaint():
    text = (
        "id: x\ntitle: X\nparties: [{id: a, name: A}]\n"
        "points: [{id: p, title: P, options: o}]\n"
        "positions: [{id: s, party: a, stance: open, point: p, options: [o]}]\n"
    )
    with pytest.raises(InvalidCase) as caught:
        load_case_text(text)
    assert [p.what for p in caught.value.problems] == ["a list is needed here, not text"]


def test_a_list_of_words_under_sources_is_one_mistake():
    with pytest.raises(InvalidCase) as caught:
        load_case_text("id: x\ntitle: X\nsources: [y]\n")
    assert [p.place.path for p in caught.value.problems] == ["sources[1]"]


def test_texts_that_meet_again_and_again_are_no_circle_and_take_no_time():
    layers = range(40)  # 2 ** 40 ways through
    text = "id: x\ntitle: X\ntexts:\n" + "".join(
        f"  - {{id: {side}{i}, title: T, revises: [a{i + 1}, b{i + 1}]}}\n"
        for i in layers
        for side in "ab"
    )
    text += "  - {id: a40, title: T}\n  - {id: b40, title: T}\n"
    assert len(load_case_text(text).texts) == 82


def test_the_head_alone_is_a_case():
    assert [party.id for party in load_case_text(HEAD).parties] == ["a", "b"]


@pytest.mark.parametrize("name", ["drafting-team", "public", "all"])
def test_a_party_has_no_name_that_stands_for_other_eyes(name):
    """A party called `drafting-team` would be shown what the drafting team sees: everything."""
    with pytest.raises(InvalidCase) as error:
        load_case_text(HEAD.replace("{id: a, name: A}", f"{{id: {name}, name: A}}"), "talks.yaml")
    (problem,) = error.value.problems
    assert problem.what == f'"{name}" cannot be the id of a party'
    assert (problem.place.line, problem.place.path) == (4, f"parties.{name}.id")
    assert f'"{name}-1"' in problem.hint
    other = HEAD.replace("{id: s1, title: S1}", f"{{id: {name}, title: S1}}")
    assert load_case_text(other, "talks.yaml").sources[0].id == name


def test_a_case_may_start_small():
    case = load_case_text("id: talks\ntitle: Talks\nparties:\npoints:\n")
    assert (case.parties, case.points) == ((), ())


def test_everything_is_told_in_one_round_from_top_to_bottom():
    text = HEAD.replace("title: P1,", "titel: P1,") + (
        "positions:\n"
        "  - {id: x, party: nobody, stance: loves, point: p1, options: [o9]}\n"
        "weights: [{id: w, party: a, points: {p1: -1}}]\n"
        "foo: 1\n"
    )
    with pytest.raises(InvalidCase) as caught:
        load_case_text(text, "x.yaml")
    told = [(p.place.line, p.place.path, p.what) for p in caught.value.problems]
    assert told == [
        (6, "points.p1.title", 'the field "title" is missing'),
        (6, "points.p1.titel", 'there is no field "titel" here'),
        (12, "positions.x.party", 'there is no party "nobody"'),
        (12, "positions.x.stance", '"loves" is not one of the words allowed here'),
        (12, "positions.x.options[1]", 'the point "p1" has no option "o9"'),
        (13, "weights.w.points.p1", 'the weight of "p1" is -1'),
        (14, "foo", 'there is no field "foo" here'),
    ]


def test_a_ring_of_revisions_is_told_once_with_all_its_texts():
    text = "id: x\ntitle: X\ntexts:\n" + "".join(
        f"  - {{id: t{i}, title: T, revises: [t{(i + 1) % 3}]}}\n" for i in range(3)
    )
    with pytest.raises(InvalidCase) as caught:
        load_case_text(text, "x.yaml")
    [problem] = caught.value.problems
    assert problem.what == '"t0" revises "t1" revises "t2" revises "t0": a circle'


def test_a_long_chain_of_revisions_is_no_circle():
    lines = [f"  - {{id: t{i}, title: T, revises: [t{i + 1}]}}\n" for i in range(3000)]
    text = "id: x\ntitle: X\ntexts:\n" + "".join(lines) + "  - {id: t3000, title: T}\n"
    assert len(load_case_text(text).texts) == 3001


UNREADABLE = [
    (b"", "the file is empty"),
    (b" \n\t\n", "the file is empty"),
    (b"\xff\xfei\x00d\x00", "the file is in UTF-16"),
    (b"id: x\ntitle: caf\xe9\n", "the file is not in UTF-8"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "the file is binary"),
    (b"# x\n" * 2_600_000, "the file is too large"),
]


@pytest.mark.parametrize(("data", "what"), UNREADABLE, ids=lambda value: str(value)[:24])
def test_a_file_that_is_no_text_is_unreadable(tmp_path, data, what):
    path = tmp_path / "case.yaml"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        load_case(path)
    [problem] = caught.value.problems
    assert (problem.what, problem.place.file) == (what, str(path))
    assert problem.hint


def test_a_missing_file_a_folder_and_an_impossible_path_are_unreadable(tmp_path):
    for path, what in [
        (tmp_path / "none.yaml", "there is no such file"),
        (tmp_path, "this is a folder"),
        (Path("a\0b"), "the file cannot be read"),
        (tmp_path / ("x" * 300), "the file cannot be read"),
    ]:
        with pytest.raises(UnreadableFile, match=re.escape(what)):
            load_case(path)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert load_case(path) == load_case_text(HEAD)


@pytest.mark.parametrize("text", ["# only a comment\n", "- a\n", "just words\n", "~\n", "42\n"])
def test_what_is_not_a_record_is_not_a_case(text):
    with pytest.raises(InvalidCase) as caught:
        load_case_text(text, "x.yaml")
    [problem] = caught.value.problems
    assert problem.hint.startswith('begin with "id: ..."')


def test_text_stays_as_it_was_typed():
    case = load_case_text(
        "id: no\ntitle: 1978\nsummary: yes\n"
        "points: [{id: p, title: 1.10}, {id: '1', title: 0x1F}]\n"
        "texts: [{id: t, title: ~x, date: 1978, clauses: [{point: p, number: 010}]}]\n"
    )
    assert (case.id, case.title, case.summary) == ("no", "1978", "yes")
    assert [p.title for p in case.points] == ["1.10", "0x1F"]
    assert (case.texts[0].date.edtf, case.texts[0].clauses[0].number) == ("1978", "010")
