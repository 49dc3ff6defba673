"""The demonstration's reports to governors: issued, one corrected, and this term's as a draft; none names a child."""

import datetime as dt

import pytest

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.schools.actions import add_term
from overview.governors.naming import named_in
from overview.governors.queries import children_of, texts_of
from overview.models import TermReport
from sendsys.demo.governors import report
from sendsys.demo.words.governors import OF_SEASON
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def test_past_terms_are_issued_and_this_one_is_a_draft(cast):
    school = cast.riverside
    with seeing(school):
        give_role(
            school=school, user=cast.head, role=Role.HEAD, by=None, at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
        )
        cast.head.forget_memberships()
        for name, start, end in (
            ("Spring 2026", (2026, 1, 5), (2026, 3, 27)),
            ("Summer 2026", (2026, 4, 13), (2026, 7, 21)),
        ):
            add_term(school=school, name=name, start=dt.date(*start), end=dt.date(*end))
    report(school, TODAY)
    with seeing(school):
        found = [
            (one.term_name, one.number, one.state)
            for one in TermReport.objects.filter(school=school).order_by("start", "number")
        ]
        texts = " ".join(" ".join(texts_of(one).values()) for one in TermReport.objects.filter(school=school))
        assert named_in(texts, children_of(school)).full == ()
    assert found == [
        ("Spring term 2026", 1, "issued"), ("Spring term 2026", 2, "issued"), ("Summer term 2026", 1, "issued"),
        ("Autumn term 2026", 1, "draft"),
    ]  # fmt: skip


@pytest.mark.parametrize("season", OF_SEASON)
def test_no_number_is_told_in_words(season):
    """What is written beside the figures repeats none of them, hidden or not."""
    assert not [
        text
        for text in OF_SEASON[season].values()
        if any(letter.isdigit() for letter in text.replace("Year 6", ""))
    ]
