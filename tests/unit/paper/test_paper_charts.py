"""Charts: the same figures give the same bytes, and the figures can be read without seeing them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from onetext.formats.options_paper.charts import WIDTH, Bar, bar_chart

BARS = [
    Bar("North", "57 % ± 3", 0.57, 0.48, 0.66),
    Bar("All who sign", "3 % ± 1", 0.03, 0.01, 0.05, bound=0.5),
]
SVG = "{http://www.w3.org/2000/svg}"


def test_same_bars_same_bytes():
    assert bar_chart(BARS, "x") == bar_chart(BARS, "x")


def test_bars_are_as_long_as_their_shares():
    drawn = ElementTree.fromstring(bar_chart(BARS, "x"))
    widths = [
        float(re.match(r"M[\d.]+,[\d.]+h([\d.]+)", path.attrib["d"]).group(1))
        for path in drawn.iter(f"{SVG}path")
        if path.attrib.get("fill") == "var(--a3)"
    ]
    assert widths == [round(0.57 * WIDTH, 2), round(0.03 * WIDTH, 2)]


def test_it_is_an_image_with_words_and_colours_come_from_the_page():
    svg = bar_chart(BARS, 'North "57"')
    drawn = ElementTree.fromstring(svg)
    assert drawn.attrib["role"] == "img"
    assert drawn.attrib["aria-label"] == 'North "57"'
    assert " style=" not in svg
    assert "id=" not in svg
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert all(colour == "none" or colour.startswith("var(--") for colour in colours)


def test_a_name_is_text_and_a_long_one_is_cut():
    svg = bar_chart([Bar('</svg><script x="1.23456"> and more and more', "0 %", 0, 0, 0)], "x")
    drawn = ElementTree.fromstring(svg)
    names = [text.text for text in drawn.iter(f"{SVG}text")]
    assert '</svg><script x="1.23456"…' in names
