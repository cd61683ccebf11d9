"""The page says what the study found, escapes whatever the case holds, and needs no network."""

from __future__ import annotations

import builtins
import dataclasses
import re
import sys
from html.parser import HTMLParser

import pytest

from onetext.errors import MissingExtra, StorageUnavailable
from onetext.formats.options_paper import options_paper, write_options_paper
from onetext.model import Attribution, Marking, Stance, Tlp
from onetext.preferences.shares import Share

HOSTILE = '</title></script><script>alert(1)</script><img src=x onerror="alert(1)">'


class _Page(HTMLParser):
    """Tags with their attributes, and the text outside style sheets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_opens_with_the_finding_and_says_how_it_was_made(case, study):
    page = _Page(options_paper(case, study))
    text = page.text
    finding = "No package keeps every stated red line: they collide on The border."
    assert (
        text.index("Options paper as of 5 March 2026")
        < text.index(finding)
        < text.index(study.headline)
    )
    assert "2,000 preference profiles, seed 7" in text
    assert "It is not a forecast" in text
    assert "onetext study two-banks --as-of 2026-03-05 --draws 2000 --seed 7" in text


def test_same_study_same_bytes_and_no_time_of_day(case, study):
    first = options_paper(case, study)
    assert first == options_paper(case, study)
    assert not re.search(r"\d\d:\d\d", _Page(first).text)


@pytest.mark.parametrize(
    "field", ["title", "note", "party", "point", "option", "wording", "source", "said_by", "ask"]
)
def test_what_a_case_holds_is_never_markup(case, study, field):
    case, study = _with(case, study, field, HOSTILE)
    page = _Page(options_paper(case, study))
    names = {name for name, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on")]
    assert "alert(1)" in page.text


def _with(case, study, field, words):
    """Put some words into one field of the case and the study."""
    change = dataclasses.replace
    if field == "title":
        return change(case, title=words), study
    if field == "note":
        return change(case, note=words), study
    if field == "party":
        return case, change(study, party_names={**study.party_names, "north": words})
    if field == "point":
        return case, change(study, points=(change(study.points[0], title=words),))
    if field == "option":
        point = study.points[0]
        options = tuple(change(option, title=words) for option in point.options)
        return case, change(study, points=(change(point, options=options),))
    if field == "wording":
        texts = [
            change(
                text,
                clauses=tuple(
                    change(c, wording={"en": f"{words} {c.number}"}) for c in text.clauses
                ),
            )
            for text in case.texts
        ]
        return change(case, texts=tuple(texts)), study
    if field == "source":
        return change(
            case,
            sources=tuple(change(s, title=words, url=f"javascript:{s.id}") for s in case.sources),
        ), study
    if field == "said_by":
        return change(
            case, positions=tuple(change(p, said_by=words) for p in case.positions)
        ), study
    return case, change(study, questions=(change(study.questions[0], ask=words),))


def test_only_web_addresses_can_be_followed(case, study):
    case, study = _with(case, study, "source", "The Wire")
    links = [attributes["href"] for attributes in _Page(options_paper(case, study)).named("a")]
    assert links
    assert all(link.startswith("#") for link in links)


def test_needs_no_network_no_script_and_no_inline_style(case, study):
    html = options_paper(case, study)
    page = _Page(html)
    assert not [name for name, attributes in page.tags if "style" in attributes]
    assert not [name for name, attributes in page.tags if "src" in attributes]
    policy = page.named("meta")[1]["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"@import|url\((?!data:)", html)
    assert len(html.encode()) < 400_000


def test_every_reference_inside_the_page_has_its_target(case, study):
    page = _Page(options_paper(case, study))
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in page.named("a") if a["href"].startswith("#")}
    targets |= {use["href"][1:] for use in page.named("use")}
    assert targets <= set(ids)


def test_silence_is_shown_as_silence_and_unknown_as_unknown(case, study):
    text = _Page(options_paper(case, study)).text
    water, border = text.index("Because of what is said on water"), text.index("Because of what is")
    assert "silent" in text[water : water + 400]
    assert "nothing on record" in text[border : border + 400]


def test_what_is_unverified_is_marked_wherever_it_is_used(case, study):
    text = _Page(options_paper(case, study)).text
    assert "open: 80,000 20 Nov 2025 unverified" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "1 of 8 positions in force are unverified" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "It ratifies borders. unverified" in text
    assert "Water added unverified" in text
    assert "Size of the forces : 80,000 unverified" in text


def test_sources_are_the_cited_ones_with_grade_and_origin(case, study):
    text = _Page(options_paper(case, study)).text
    sources = text[text.index("Graded as the Admiralty does") :]
    assert "The Wire . date unknown, read in full. F3 suggested." in sources
    assert "Origin: The Wire." in sources
    assert "The leaked draft" in sources
    assert "The border left out [ source 3 ]" in text
    assert "Never cited" not in text
    assert "2 sources of 1 independent origin" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_changes_are_struck_and_underlined_across_a_new_numbering(case, study):
    html = options_paper(case, study)
    same = "The forces of either side are limited to"
    assert f'<span lang="en">{same} <del>60,000</del> men.</span>' in html
    assert f'<span lang="en">{same} <ins>80,000</ins> men.</span>' in html
    assert "<del>The border follows the river.</del>" in html
    assert "asked for by North bank" in html
    text = _Page(html).text
    assert "2 › became 1 Size of the forces renumbered reworded" in text


def test_what_was_said_of_a_whole_text_stands_beside_its_figure(case, study):
    text = _Page(options_paper(case, study)).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "57 % ± 3 51 % to 71 % has reservations Not yet. 20 Nov 2025" not in text
    assert "57 % ± 3 51 % to 71 % has reservations Not yet. [ source 1 ]" in text


def test_packages_stand_side_by_side_with_the_red_lines_they_cross(case, study):
    text = _Page(options_paper(case, study)).text
    apart = text[text.index("Where they differ") :]
    assert "along the river red line of South bank" in apart
    assert "along the ridge red line of North bank" in apart
    assert apart.count("red line of") == 2


def test_a_statement_under_the_chatham_house_rule_loses_its_speaker(case, study):
    quiet = Marking(tlp=Tlp.AMBER, attribution=Attribution.CHATHAM_HOUSE)
    positions = tuple(
        dataclasses.replace(p, marking=quiet) if p.id == "n1" else p for p in case.positions
    )
    text = _Page(options_paper(dataclasses.replace(case, positions=positions), study)).text
    assert "foreign minister" not in text
    assert text.count("red line against: along the ridge") == 1
    assert "along the ridge red line of a party" in text
    assert "a party red line against: along the ridge" in text
    assert "TLP:AMBER · Chatham House Rule" in text
    assert "a cell without any may hold one" in text


def test_an_empty_study_still_makes_a_paper(case, study):
    bare = dataclasses.replace(
        study,
        texts=(), points=(), packages=(), conflicts=(), trades=(), questions=(), sensitivities=(),
        notes=(), n_effective={}, as_of=None,
    )  # fmt: skip
    empty = dataclasses.replace(
        case, texts=(), positions=(), sources=(), key_holders=(), points=(), note=""
    )
    text = _Page(options_paper(empty, bare)).text
    assert study.headline in text
    assert "Options paper as of" not in text


@pytest.mark.parametrize("missing", ["jinja2", "vl_convert"])
def test_a_missing_extra_is_named_with_the_line_to_type(case, study, missing, monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest, **more):
        if name == missing:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, missing, raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match=r'pip install "onetext\[papers\]"'):
        options_paper(case, study)


def test_the_spread_takes_in_what_rests_on_one_origin(case, study):
    text = _Page(options_paper(case, study)).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "The Wire First draft South bank 57 % 71 %" in text
    assert "57 % ± 3 51 % to 71 %" in text
    assert "57 % ± 3 51 % to 63 %" in text


def test_every_stance_has_a_shape_and_a_word(case, study):
    html = options_paper(case, study)
    for stance in Stance:
        assert f'id="stance-{stance}"' in html


def test_the_finding_follows_from_the_red_lines(case, study):
    def opening(changed):
        text = _Page(options_paper(case, changed)).text
        return text[text.index("TLP:CLEAR") :][:200].replace("\N{NO-BREAK SPACE}", " ")

    kept = dataclasses.replace(study, conflicts=())
    assert "No two stated red lines exclude each other" in opening(kept)
    assert "acceptable to all who sign in 41 % of the preference profiles" in opening(kept)
    near = tuple(dataclasses.replace(text, all=Share(0.9, 0.01)) for text in study.texts[:1])
    assert "nearest to acceptance by all who sign is First draft, in 90 % of" in opening(
        dataclasses.replace(kept, texts=near)
    )
    none = dataclasses.replace(kept, points=study.points[1:])
    assert "No red line is on record; the best package" in opening(none)
    nothing = dataclasses.replace(kept, packages=())
    assert study.headline in opening(nothing)


def test_a_paper_is_written_whole_or_not_at_all(case, study, tmp_path):
    path = tmp_path / "two banks.html"
    write_options_paper(path, case, study, reference="some/where/banks.yaml", text="first")
    text = _Page(path.read_text(encoding="utf-8")).text
    assert "onetext study banks.yaml --as-of 2026-03-05 --text first --draws 2000" in text
    assert "--paper 'two banks.html'" in text
    assert [file.name for file in tmp_path.iterdir()] == ["two banks.html"]
    with pytest.raises(StorageUnavailable, match="cannot be written"):
        write_options_paper(tmp_path / "absent" / "x.html", case, study)
