"""The page of all rules, and dates worked out without anything being saved."""

import pytest
from django.urls import reverse

from ehcp.rules import words
from ehcp.statute import RULES

pytestmark = pytest.mark.django_db


def work_out(client_for, **typed: str) -> str:
    return client_for("teacher").get(reverse("statute:dates", args=["oakfield"]), typed).content.decode()


def test_all_rules_stand_with_their_citation_and_anchor(client_for):
    page = client_for("ta").get(reverse("statute:rules", args=["oakfield"])).content.decode()
    assert [rule.name for rule in RULES if f'id="{words.anchor_of(rule)}"' not in page] == []
    assert "R (L, M and P) v Devon [2022] EWHC 493 (Admin)" in page and "Tribunal" in page


def test_dates_of_a_plan_follow_in_the_order_of_the_calendar(client_for):
    page = work_out(
        client_for, clock="plan", plan_made="14 3 2025", meeting="20 1 2026", year_group="6", year="2025"
    )
    wanted = ["Tue 6 Jan 2026", "Tue 3 Feb 2026", "Fri 13 Feb 2026", "Sat 14 Feb 2026", "Tue 17 Feb 2026", "Fri 13 Mar 2026",
              "Tue 14 Apr 2026"]  # fmt: skip
    dates = page[page.index("Dates that follow") : page.index("How this clock is counted")]
    places = [dates.find(f'<dd class="nb">{one}') for one in wanted]
    assert -1 not in places and places == sorted(places)
    assert "/ehc-plans/rules/#notice_by" in page


def test_dates_of_an_assessment_and_of_an_order(client_for):
    page = work_out(client_for, clock="assessment", requested="5 1 2026", draft_received="2 3 2026")
    assert "Mon 25 May 2026" in page and "Tue 17 Mar 2026" in page
    assert "Mon 18 May 2026" in work_out(client_for, clock="event", event="tribunal_order", on="2 3 2026")


@pytest.mark.parametrize("typed,field,words", [
    ({"plan_made": "14 3 2025", "meeting": "1 2 2025"}, "meeting", "The meeting cannot be earlier than the plan: Sat 1 Feb 2025 is before Fri 14 Mar 2025. Check both dates."),
    ({"plan_made": "14 3 20226"}, "plan_made", "20226 is not a year: check it and enter all four figures"),
    ({"plan_made": "14 3 1999"}, "plan_made", "Plan made: Sun 14 Mar 1999 is not between Mon 1 Sep 2014 and Fri 31 Dec 2100. Check the year."),
    ({"plan_made": "31 2 2025"}, "plan_made", "February has 28 days: check the date"),
    ({"meeting": "20 1 2026"}, "plan_made", "Enter the day on which the plan was first made"),
    ({"plan_made": "14 3 2025", "year_group": "14"}, "year_group", "14 is not one of the available choices"),
    ({"clock": "assessment", "requested": "5 1 2026", "draft_received": "5 1 2025"}, "draft_received", "The draft cannot come before the request"),
    ({"clock": "event", "on": "5 1 2026"}, "event", "Say what happened"),
])  # fmt: skip
def test_days_that_cannot_be_right_are_told_and_kept(client_for, typed, field, words):
    response = client_for("teacher").get(reverse("statute:dates", args=["oakfield"]), typed)
    form = response.context["form"]
    assert [words in error for error in form.errors[field]] == [True] and response.context["rows"] == []
    page = response.content.decode()
    assert [
        value
        for key, value in typed.items()
        if key not in ("clock", "year_group") and f'value="{value}"' not in page
    ] == []


def test_nothing_typed_is_no_error(client_for):
    page = work_out(client_for, clock="assessment")
    assert "The dates will stand here" in page and "field-bad" not in page
