"""What a parent reads and answers of agencies: their own child's, nothing of a draft, no report before it is theirs."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.directory.actions import write_agency
from agencies.models import AgencyMeeting, ReportReceipt, Visit
from agencies.referrals import actions
from tests.agencies.referrals.conftest import agency, at, consent, pupil, report, talk, today, way  # noqa: F401
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast):
    return lambda name="referrals", *more: reverse(
        f"families:{name}", args=["oakfield", cast.own.pupil.reference, *more]
    )


def shared_report(held, contact, by, at) -> ReportReceipt:  # noqa: F811
    one = report(held, by, at)
    return ReportReceipt.objects.create(
        school_id=held.school_id, report=one, contact=contact, how="online", sent_at=at
    )


def test_draft_is_not_told_and_what_is_asked_is(cast, way, url, at):  # noqa: F811
    client, held = cast.client_for("parent"), way("draft")
    assert held.reference not in client.get(url()).content.decode()
    assert client.get(url("answer", held.reference)).status_code == 404
    talk(held, cast.senco, at)
    page = client.get(url()).content.decode()
    assert "Why is reading so hard?" in page and url("answer", held.reference) in page
    page = client.get(url("answer", held.reference)).content.decode()
    assert "The school asks Psychology to see Maya" in page and "A reading group" in page
    assert "Waits for you" in client.get("/oakfield/").content.decode()


def test_parent_agrees_and_takes_it_back(cast, way, url):  # noqa: F811
    client, held = cast.client_for("parent"), way("discussed")
    assert "Say yes or no" in client.post(url("answer", held.reference), {"why": "x"}).content.decode()
    answer = client.post(url("answer", held.reference), {"answer": "given", "why": "Please be quick"})
    assert answer.status_code == 302
    with seeing(cast.oakfield):
        given = held.consents.get()
        assert (given.how, given.contact, given.recorded_by, given.why) == (
            "online",
            cast.own.contact,
            cast.parent,
            "Please be quick",
        )
    page = client.post(url("withdraw", held.reference), {"words": "We moved"}, follow=True).content.decode()
    assert "You took your consent back" in page
    with seeing(cast.oakfield):
        held.refresh_from_db()
        given.refresh_from_db()
    assert held.state == "withdrawn" and given.why.endswith("We moved")
    again = client.post(url("withdraw", held.reference), {"words": "Once more"}).content.decode()
    assert "cannot become" in again and "Once more" in again


def test_parent_refuses(cast, way, url):  # noqa: F811
    held = way("discussed")
    page = cast.client_for("parent").post(
        url("answer", held.reference), {"answer": "refused", "why": "Not now"}, follow=True
    ).content.decode()  # fmt: skip
    assert "You do not agree: nothing is sent" in page
    second = (
        cast.client_for("parent").post(url("answer", held.reference), {"answer": "given"}).content.decode()
    )
    assert "Consent refused cannot become consent given" in second


def test_consent_that_ran_out_is_asked_for_again(cast, way, url, today):  # noqa: F811
    held = way("sent")
    held.consents.update(given_on=today - dt.timedelta(days=9), until=today - dt.timedelta(days=1))
    client = cast.client_for("parent")
    assert "Your consent has run out" in client.get(url()).content.decode()
    client.post(url("answer", held.reference), {"answer": "given"})
    with seeing(cast.oakfield):
        assert held.consents.count() == 2
    assert "Your consent has run out" not in client.get(url()).content.decode()


def test_report_is_read_and_confirmed_by_whom_it_was_shared_with(cast, way, url, at):  # noqa: F811
    held, client = way("seen"), cast.client_for("parent")
    with seeing(cast.oakfield):
        mine = shared_report(held, cast.own.contact, cast.senco, at)
        mine.report.recommendations.create(
            school=cast.oakfield, pupil=held.pupil, number=1, what="Use a coloured page"
        )
        unshared = report(held, cast.senco, at, state="check")
        other = cast.own.pupil.contacts.create(school=cast.oakfield, priority=9, name="Somebody else")
        theirs = shared_report(held, other, cast.senco, at)
    page = client.get(url()).content.decode()
    assert "Use a coloured page" in page and unshared.reference not in page and theirs.reference not in page
    assert client.get(url("report", theirs.reference)).status_code == 404
    assert client.post(url("report", mine.reference), {"comment": "Helpful"}).status_code == 302
    page = client.get(url()).content.decode()
    assert "Read by you" in page and "Helpful" in page


def test_visits_meetings_and_contacts_for_a_private_assessment(cast, way, agency, url, at, today, pupil):  # noqa: F811
    common = {"school": cast.oakfield, "pupil": pupil, "created_at": at, "created_by": cast.senco}
    with seeing(cast.oakfield):
        visits = {
            "minutes": 60,
            "announced_how": "email",
            "announced_on": today,
            "at": dt.time(9, 30),
            "agency": agency,
        }
        Visit.objects.create(on=today + dt.timedelta(days=3), who_comes="Dr Okafor", **visits, **common)
        Visit.objects.create(on=today, who_comes="Called Off", state="cancelled", **visits, **common)
        AgencyMeeting.objects.create(on=today, purpose="All together", parents_invited_on=today, **common)
        AgencyMeeting.objects.create(on=today, purpose="Without the parents", **common)
        write_agency(school=cast.oakfield, held=None, by=cast.senco, at=at, kind="ep", sector="private", name="Mind Ltd",
                     phone="01632 960001", for_parents=True)  # fmt: skip
    page = cast.client_for("parent").get(url()).content.decode()
    assert "Dr Okafor" in page and "in 3 days" in page and "Called Off" not in page
    assert "All together" in page and "Without the parents" not in page
    assert "Mind Ltd" in page and "01632 960001" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, way, url, at, count):  # noqa: F811
    for _ in range(count):
        held = way("discussed")
        shared_report(held, cast.own.contact, cast.senco, at)
    assert queries_of(cast.client_for("parent"), url()) == 11
    assert queries_of(cast.client_for("parent"), url("answer", held.reference)) == 5


def test_consents_by_staff_and_parents_stand_in_one_row(cast, way, at):  # noqa: F811
    held = way("discussed")
    consent(held, cast.parent, at, contact=cast.own.contact, how="online")
    assert (
        actions.send_referral(
            referral=held, on=at.date(), how="phone", to="EP", what="All", by=cast.senco, at=at
        ).state
        == "sent"
    )
