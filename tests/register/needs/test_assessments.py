"""Assessments as they are put on file, refused and drawn as a line."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.accounts.permissions import Denied
from register.models import Assessment
from register.needs import actions
from register.needs.forms import parse_age
from register.needs.present import chart_of
from tests.cast import AT
from tests.register.needs.conftest import DAY, TEST

pytestmark = pytest.mark.django_db


# Assessments


def test_assessment_is_put_on_file_by_a_teacher(pupil, post, page):
    answer = post("assessments/add/", "teacher", kind="standardised", instrument="  Another  test ", on="5 10 2026",
                  by_whom="Mrs Nair", raw="23", raw_most="40", standardised="92", age_months="7 years 4 months",
                  note="Guesses long words")  # fmt: skip
    assert answer.status_code == 302
    found = Assessment.objects.get(pupil=pupil, instrument="Another test")
    assert (found.raw, found.raw_most, found.standardised, found.age_months) == (23, 40, 92, 88)
    words = page("assessments/", "teacher")
    for part in (
        "Another test",
        "92",
        "7 years 4 months",
        "23 of 40",
        "Guesses long words",
        "Mrs Nair",
        "aged 8 years 7",
    ):
        assert part in words


def test_name_of_a_test_is_written_as_the_school_writes_it(pupil, post):
    post(
        "assessments/add/",
        kind="standardised",
        instrument="INVENTED reading TEST",
        on="5 10 2026",
        standardised="85",
    )
    assert set(Assessment.objects.filter(pupil=pupil).values_list("instrument", flat=True)) == {
        "Invented reading test"
    }


GOOD = {"kind": "standardised", "instrument": "x", "on": "5 10 2026", "standardised": "90"}


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"standardised": "39"}, "between 40 and 160"),
        ({"standardised": "161"}, "between 40 and 160"),
        ({"standardised": "ninety"}, "Enter a whole number"),
        ({"standardised": ""}, "Enter a score above, or say here what"),
        ({"standardised": "", "raw_most": "40"}, "Enter the raw score"),
        ({"raw": "41", "raw_most": "40"}, "more than what it is out of"),
        ({"raw": "-1"}, "greater than or equal to 0"),
        ({"age_months": "7.4"}, "for example 7 years 4 months or 7:04"),
        ({"age_months": "7:14"}, "A year has 12 months"),
        ({"on": "31 11 2026"}, "November has 30 days"),
        ({"on": "1 1 2017"}, "before Maya was born"),
        ({"on": "1 1 2099"}, "in the future"),
        ({"on": ""}, "Say on what day"),
        ({"kind": ""}, "Choose the kind"),
        ({"instrument": " "}, "Say which test"),
    ],
)
def test_bad_assessment_is_refused_and_kept(pupil, post, fields, words):
    answer = post("assessments/add/", **GOOD | fields)
    page = answer.content.decode()
    assert answer.status_code == 200 and words in page
    assert all(f'value="{text}"' in page for text in (GOOD | fields).values() if text.strip())
    assert Assessment.objects.filter(pupil=pupil).count() == 2


def test_observation_needs_no_score(pupil, post):
    answer = post(
        "assessments/add/",
        kind="observation",
        instrument="Lesson observation",
        on="5 10 2026",
        note="Joins in",
    )
    assert answer.status_code == 302


def test_what_came_with_the_child_is_marked(pupil, post, page):
    post("assessments/add/", kind="on_entry", instrument="KS1 reading", on="5 7 2025", note="Working towards")
    assert "On entry or from the last school" in page("assessments/")


@pytest.mark.parametrize("fields", [{}, {"note": " "}, {"raw_most": 4}, {"raw": 5, "raw_most": 4}, {"standardised": 39},
                                    {"standardised": 90, "on": dt.date(2099, 1, 1)}])  # fmt: skip
def test_action_refuses_bad_assessment(pupil, by, fields):
    with pytest.raises(Denied):
        actions.write_assessment(pupil=pupil, **TEST | fields, **by)


def test_database_refuses_a_standardised_score_that_cannot_be(pupil):
    found = Assessment.objects.filter(pupil=pupil).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=found.pk).update(standardised=39)


@pytest.mark.parametrize("who", ["head", "ta", "dsl"])
def test_only_senco_and_teachers_put_assessments_on_file(cast, pupil, who):
    with pytest.raises(Denied):
        actions.write_assessment(pupil=pupil, **TEST, standardised=90, by=cast.people[who], at=AT)


def test_assessment_put_on_file_by_mistake_is_taken_away(cast, pupil, post):
    assert post(f"assessments/{cast.things['own']['assessment']}/", "teacher", remove="1").status_code == 302
    assert Assessment.objects.filter(pupil=pupil).count() == 1


@pytest.mark.parametrize("text,months", [("7 years 4 months", 88), ("7:04", 88), ("7:4", 88), ("7y 4m", 88), ("7y4m", 88),
                                         ("7-04", 88), ("7 years", 84), ("1 year and 1 month", 13), ("88 months", 88),
                                         ("7 yrs, 11 mths", 95), (" 7 YEARS ", 84)])  # fmt: skip
def test_age_is_read_as_people_write_it(text, months):
    assert parse_age(text) == months


@pytest.mark.parametrize("text", ["7.4", "7", "seven", "7:12", "0:00", "30 years", "7:04:03", "4 m 7", ""])
def test_age_that_may_mean_two_things_is_refused(text):
    with pytest.raises(ValueError):
        parse_age(text)


# The line over time


def line(pupil, *fields: dict):
    rows = [Assessment(pupil=pupil, instrument="T", on=DAY - dt.timedelta(weeks=10 * (9 - n)), **f)
            for n, f in enumerate(fields)]  # fmt: skip
    return chart_of(rows, pupil)


@pytest.mark.parametrize(
    "fields,words",
    [
        (
            [{"standardised": 80, "age_months": 60}, {"standardised": 90, "age_months": 70}],
            "standardised score from 80",
        ),
        ([{"standardised": 80, "age_months": 60}, {"age_months": 70}], "age equivalent from 5 years on"),
        ([{"raw": 5}, {"raw": 8}], "raw score from 5"),
        ([{"raw": 5, "raw_most": 10}, {"raw": 10, "raw_most": 40}], "share of the marks from 50%"),
    ],
)
def test_line_is_drawn_by_the_best_score_that_two_results_have(pupil, fields, words):
    assert words in line(pupil, *fields).title


@pytest.mark.parametrize("fields", [[{"standardised": 80}], [{"note": "a"}, {"note": "b"}], [{"raw": 5}, {"raw": 4, "raw_most": 9}],
                                    [{"standardised": 80}, {"age_months": 60}]])  # fmt: skip
def test_results_that_cannot_be_compared_have_no_line(pupil, fields):
    assert line(pupil, *fields) is None


def test_page_draws_the_line_with_its_finding(page):
    words = page("assessments/")
    assert 'role="img" aria-label="Invented reading test: standardised score from 78' in words
    assert "10 points higher, now in the average range" in words
