"""The SEN information report as a parent meets it: no account, on a phone, and by the links of its contents."""

from unittest import mock

import pytest
from django.db import transaction

from governance.information import actions
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.looking import overflows, violations
from tests.journeys.school import open_school
from tests.permissions.rooms.information import AT, write_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slug() -> str:
    """A school that has published its report."""
    opened = open_school("published")
    with opened.acting(), mock.patch("core.jobs.actions._tell_workers"), transaction.atomic():
        write_all(opened.school, opened.people["senco"], teaching="Good teaching comes first.\n\n- pictures\n- time\n\nSee "
                  "https://a-school-with-a-very-long-name.example/special-educational-needs/policy.pdf")  # fmt: skip
        actions.publish_report(school=opened.school, by=opened.people["senco"], at=AT, approved_on=AT.date(), yearly=True,
                               approved_by="the governing board")  # fmt: skip
    return opened.slug


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_anybody_reads_the_published_report(person, slug, size):
    somebody = person()
    somebody.page.set_viewport_size(size)
    answer = somebody.page.goto(f"/information/{slug}/")
    assert answer.status == 200
    assert violations(somebody.page) == [] and not overflows(somebody.page)
    somebody.page.get_by_role("link", name="How do we teach children with special educational needs?").click()
    assert somebody.page.url.endswith("#teaching")
    assert somebody.page.get_by_text("Good teaching comes first.").is_visible()
    assert somebody.context.cookies() == []
