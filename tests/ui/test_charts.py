"""Charts: one drawing for page and paper, every number in words, nothing told by colour alone."""

import io
import re
import xml.etree.ElementTree as ET

import page
import pytest
from pypdf import PdfReader

from core.documents.pdf import html_to_pdf
from core.ui.charts import WIDTH, Bar, columns, rows, stacked, trend

SVG = "{http://www.w3.org/2000/svg}"
YEARS = [Bar("Reception", 9, "9"), Bar("Year 1", 18, "18"), Bar("Year 2", None, "fewer than 5")]
KEYS = ["No SEN", "SEN support", "EHC plan"]
LEVELS = [
    ("Year 1", [Bar("", 40, "40"), Bar("", 9, "9"), Bar("", 6, "6")]),
    ("Year 2", [Bar("", 38, "38"), Bar("", 8, "8"), Bar("", None, "fewer than 5")]),
]
KINDS = {
    "columns": lambda: columns("By year", YEARS, about="Year 1 has most."),
    "rows": lambda: rows("By year", YEARS, about="Year 1 has most."),
    "trend": lambda: trend("By year", YEARS, about="Year 1 has most."),
    "stacked": lambda: stacked("By year", LEVELS, KEYS, about="Year 1 has most."),
}


def words(svg: str) -> list[str]:
    return [text.text for text in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_chart_says_itself_and_needs_no_style(kind):
    svg = KINDS[kind]()
    root = ET.fromstring(svg)
    assert root.get("role") == "img" and "style" not in svg
    named = {root.find(f"{SVG}{part}").get("id") for part in ("title", "desc")}
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} == named
    assert root.find(f"{SVG}title").text == "By year. Year 1 has most."
    assert "fewer than 5" in root.find(f"{SVG}desc").text and "9" in root.find(f"{SVG}desc").text
    assert svg == KINDS[kind](), "the same data give the same drawing"


@pytest.mark.parametrize("kind", ["columns", "rows", "trend"])
def test_every_number_stands_beside_its_mark_and_a_hidden_one_is_a_dashed_stub(kind):
    svg = KINDS[kind]()
    assert {"9", "18", "Reception"} <= set(words(svg))
    assert "fewer than 5" in " ".join(words(svg))
    assert svg.count("stroke-dasharray") == 1


def test_lengths_follow_the_numbers_and_a_stub_tells_nothing():
    bars = [Bar("a", 10, "10"), Bar("b", 20, "20"), Bar("c", None, "not shown"), Bar("d", 0, "0")]
    wide = [float(rect.get("width")) for rect in ET.fromstring(rows("x", bars)).iter(f"{SVG}rect")]
    assert len(wide) == 3 and wide[1] == pytest.approx(2 * wide[0], abs=0.2)
    other = ET.fromstring(rows("x", [Bar("a", 3, "3"), Bar("c", None, "not shown")])).iter(f"{SVG}rect")
    assert [float(rect.get("width")) for rect in other][1] == wide[2]


def test_parts_of_a_stack_differ_by_pattern_and_deepen_to_the_last_key():
    svg = stacked("x", LEVELS, KEYS)
    assert len(re.findall("<pattern ", svg)) == 2
    assert {*KEYS, "EHC plan: fewer than 5", "40"} <= set(words(svg))
    key = [rect.get("fill") for rect in ET.fromstring(svg).iter(f"{SVG}rect") if rect.get("width") == "15"]
    tones = [fill for fill in key[:7] if fill.startswith("#")]
    assert tones[:3] == sorted(tones[:3], reverse=True) and tones[2] == "#24365c"
    with pytest.raises(ValueError, match="for each of them"):
        stacked("x", [("Year 1", [Bar("", 1, "1")])], KEYS)


def test_words_that_do_not_fit_side_by_side_lie_down_and_none_leaves_the_drawing():
    many = columns("x", [Bar(f"Year {n}", n, str(n)) for n in range(14)])
    few = columns("x", [Bar(name, 3, "3") for name in ("Reception", *(f"Year {n}" for n in range(1, 7)))])
    assert 'text-anchor="end"' in many and 'text-anchor="end"' not in few
    long = rows(
        "x", [Bar("Profound and multiple learning difficulty " + "y" * 60, 3, "3 of 40 children, once more")]
    )
    lines = words(long)
    assert len(lines) > 4 and "".join(lines).count("y") == 61
    assert all(0 <= float(t.get("x")) <= WIDTH for t in ET.fromstring(long).iter(f"{SVG}text"))


def test_typed_markup_stays_text_and_two_charts_share_no_name():
    svg = rows("<b>&", [Bar('"><script>', 1, "<i>1</i>")], about="<u>")
    assert "<script>" not in svg and "<i>" not in svg and words(svg)[-1] == "<i>1</i>"
    names = set(re.findall(r'id="([^"]+)"', KINDS["stacked"]() + KINDS["rows"]()))
    assert len(names) == 2 + 2 + 2


def test_on_paper_a_chart_is_a_figure_with_its_words():
    charts = "".join(f"<figure>{KINDS[kind]()}</figure>" for kind in KINDS)
    sheet = f'<html lang="en-GB"><head><title>x</title></head><body><h1>x</h1>{charts}</body></html>'
    first = html_to_pdf(sheet)
    assert first == html_to_pdf(sheet)
    assert [f.message for f in page.validate_pdf_bytes(first, profile="ua1").failures] == []
    found = PdfReader(io.BytesIO(first))
    objects = [found.get_object(number) for number in range(1, found.trailer["/Size"])]
    said = [item["/Alt"] for item in objects if isinstance(item, dict) and "/Alt" in item]
    assert said == ["By year. Year 1 has most."] * 4
