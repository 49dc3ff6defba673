import datetime as dt
from unittest import mock

import pytest

from core.documents.models import IssuedDocument
from core.schools.actions import add_term
from overview.governors import actions
from overview.models import TermReport
from tests.cast import AT
from tests.overview.governors import made
from tests.roles import seeing

AUTUMN, SUMMER = made.AUTUMN, made.SUMMER


@pytest.fixture
def school(cast):
    """Oakfield with a term before this one, without the reports of tests/permissions/rooms/governors.py, and with invented
    figures for every term."""
    with seeing(cast.oakfield, actor=cast.senco):
        TermReport.objects.filter(school=cast.oakfield).delete()
        IssuedDocument.objects.filter(school=cast.oakfield, kind=actions.DOCUMENT).delete()
        add_term(school=cast.oakfield, name="Summer", start=SUMMER.start, end=SUMMER.end)

        def told(schools, span, on):
            return [made.figures(one.pk, span=span, on=on) for one in schools]

        with mock.patch("overview.governors.actions.figures", side_effect=told):
            yield cast.oakfield


@pytest.fixture
def draft(cast, school):
    """A draft of this term's report."""
    return actions.draft_report(school=school, start=AUTUMN.start, by=cast.senco, at=AT)


@pytest.fixture
def issue(cast):
    """`issue(report)`: as the head issues it."""

    def issued(report: TermReport, *, version: int | None = None, at: dt.datetime = AT) -> TermReport:
        return actions.issue_report(report=report, version=version, by=cast.head, at=at)

    return issued
