"""A line over time: everything inside its sheet, in order, with the finding in words."""

import datetime as dt
import io
from itertools import pairwise

import page
import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from core.documents import pdf
from register.needs import charts
from register.needs.charts import Result, age_chart, age_words, months_lived, raw_chart, standardised_chart

BORN = dt.date(2018, 3, 4)
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2030, 1, 1))


def results(values):
    return st.lists(st.tuples(DAYS, values), min_size=1, max_size=12).map(
        lambda pairs: [Result(on, value, str(value)) for on, value in sorted(pairs)]
    )


def inside(chart) -> bool:
    across = all(charts.LEFT <= point.x <= charts.RIGHT for point in chart.points)
    down = all(charts.TOP - 0.1 <= point.y <= charts.BOTTOM + 0.1 for point in chart.points)
    return (
        across and down and all(14 <= point.label_y <= charts.BOTTOM for point in chart.points if point.label)
    )


def no_label_on_another(chart) -> bool:
    shown = [(p.x, p.label_y, charts.LABEL_WIDTH.get(len(p.label), 52)) for p in chart.points if p.label]
    return all(abs(x - x2) >= (w + w2) / 2 or abs(y - y2) >= 17
               for n, (x, y, w) in enumerate(shown) for x2, y2, w2 in shown[n + 1:])  # fmt: skip


def check(chart, found) -> None:
    assert inside(chart) and no_label_on_another(chart) and no_label_on_the_line(chart)
    assert len(chart.points) == len(found) and chart.points[-1].label == found[-1].text
    assert chart.path == " ".join(f"{point.x},{point.y}" for point in chart.points)
    assert all(a.x <= b.x for a, b in pairwise(chart.points))
    for (a, p), (b, q) in pairwise(zip(found, chart.points, strict=True)):
        assert (a.value <= b.value or p.y <= q.y) and (a.value >= b.value or p.y >= q.y)  # higher is higher


def no_label_on_the_line(chart) -> bool:
    """Of the points between the first and the last: those two are written in any case."""
    places = [(point.x, point.y) for point in chart.points]
    for point in chart.points[1:-1]:
        half = charts.LABEL_WIDTH.get(len(point.label), 52) / 2
        for n in range(101) if point.label else ():
            for (x, y), (x2, y2) in pairwise(places):
                at, down = x + (x2 - x) * n / 100, y + (y2 - y) * n / 100
                if abs(at - point.x) < half and point.label_y - 14 < down < point.label_y + 3:
                    return False
    return True


@given(found=results(st.integers(40, 160)))
def test_standardised_scores_stand_in_the_sheet(found):
    chart = standardised_chart("Test", found)
    check(chart, found)
    top, height = chart.band
    assert top >= charts.TOP and top + height <= charts.BOTTOM + 0.1
    for point, result in zip(chart.points, found, strict=True):
        assert (top - 0.1 <= point.y <= top + height + 0.1) == (85 <= result.value <= 115)


@given(found=results(st.integers(1, 300)))
def test_age_equivalents_stand_in_the_sheet(found):
    chart = age_chart("Test", found, BORN)
    check(chart, found)
    assert 2 <= len(chart.heights) <= 5
    assert all(charts.TOP - 0.1 <= tick.at <= charts.BOTTOM + 0.1 for tick in chart.heights)
    own = [float(part.split(",")[1]) for part in chart.own.split()]
    assert all(charts.TOP - 0.1 <= y <= charts.BOTTOM + 0.1 for y in own)


@given(found=results(st.floats(0, 60).map(lambda n: round(n, 1))))
def test_raw_scores_stand_in_the_sheet(found):
    check(raw_chart("Test", found, most=60), found)
    check(raw_chart("Test", found), found)


def on(month: int, value: float, text: str = "", year: int = 2026) -> Result:
    return Result(dt.date(year, month, 5), value, text or str(value))


def test_single_result_stands_in_the_middle():
    chart = standardised_chart("Test", [on(1, 90)])
    assert chart.points[0].x == (charts.LEFT + charts.RIGHT) / 2
    assert [tick.text for tick in chart.days] == ["Jan 2026"]


def test_equal_results_lie_level_and_say_so():
    chart = standardised_chart("Test", [on(1, 90), on(6, 90)])
    assert chart.points[0].y == chart.points[1].y
    assert chart.title == ("Test: standardised score from 90 on Mon 5 Jan 2026 to 90 on Fri 5 Jun 2026, the same, now in "
                           "the average range.")  # fmt: skip


def test_time_runs_in_proportion():
    chart = standardised_chart("Test", [on(1, 80), on(2, 82), on(1, 84, year=2027)])
    first, second, last = (point.x for point in chart.points)
    assert (second - first) / (last - first) == pytest.approx(31 / 365, abs=0.002)


@pytest.mark.parametrize("last,words", [(60, "18 points lower, now below the average range"),
                                        (79, "1 point higher, now below the average range"),
                                        (85, "7 points higher, now in the average range"),
                                        (116, "38 points higher, now above the average range")])  # fmt: skip
def test_title_says_the_finding(last, words):
    assert words in standardised_chart("Test", [on(1, 78), on(6, last)]).title


def test_title_of_ages_says_months_gained_and_months_passed():
    chart = age_chart("Test", [on(1, 70, "5:10"), on(11, 84, "7:00")], BORN)
    assert (
        "from 5 years 10 months on Mon 5 Jan 2026 to 7 years on Thu 5 Nov 2026, 14 months higher, in 10 months"
        in chart.title
    )


@pytest.mark.parametrize("results,words", [([on(1, 4), on(6, 5)], "from 4 on Mon 5 Jan 2026 to 5 on Fri 5 Jun 2026, 1 mark higher."),
                                           ([on(1, 4.5), on(6, 2)], "2.5 marks lower.")])  # fmt: skip
def test_title_of_raw_scores_counts_marks(results, words):
    assert raw_chart("Test", results).title.endswith(words)


def test_value_above_or_below_keeps_clear_of_the_line():
    peak = standardised_chart("Test", [on(1, 90), on(5, 110), on(9, 92)]).points[1]
    dip = standardised_chart("Test", [on(1, 115), on(5, 95), on(9, 112)]).points[1]
    assert peak.label_y < peak.y and dip.label_y > dip.y


def test_own_age_is_drawn_beside_age_equivalents():
    chart = age_chart("Test", [on(1, 70), on(11, 84)], BORN)
    ys = [float(part.split(",")[1]) for part in chart.own.split()]
    assert ys[0] < chart.points[0].y and ys[1] < chart.points[1].y  # older than the scores


@pytest.mark.parametrize("months,words", [(88, "7 years 4 months"), (12, "1 year"), (1, "1 month"), (0, "0 months"),
                                          (25, "2 years 1 month")])  # fmt: skip
def test_age_in_words(months, words):
    assert age_words(months) == words


@pytest.mark.parametrize("day,months", [(dt.date(2026, 3, 3), 95), (dt.date(2026, 3, 4), 96), (BORN, 0)])
def test_months_lived_are_whole(day, months):
    assert months_lived(BORN, day) == months


@pytest.mark.parametrize("chart", [standardised_chart("Test", [on(1, 78), on(6, 90)]),
                                   age_chart("Test", [on(1, 70, "5:10"), on(11, 84, "7:00")], BORN)],
                         ids=["standardised", "age"])  # fmt: skip
def test_same_template_draws_the_line_in_an_accessible_pdf(chart):
    drawn = render_to_string("needs/_chart.html", {"chart": chart})
    data = pdf.html_to_pdf(f"<!doctype html><html lang='en-GB'><title>Line</title><body>{drawn}")
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    words = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert all(point.label in words for point in chart.points)
