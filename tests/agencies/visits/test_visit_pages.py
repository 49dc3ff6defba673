"""The pages of a visit: what is refused stands beside its field and nothing typed is lost."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.enums import VisitState
from agencies.models import Visit
from core.schools.models import Term
from core.schools.opening import open_days
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db


def next_weekday(after: int = 1) -> dt.date:
    day = timezone.localdate() + dt.timedelta(days=after)
    return day + dt.timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)


@pytest.fixture
def ahead(oak):
    """A weekday to come on which the school is open, whatever today is."""
    Term.objects.all().delete()
    today = timezone.localdate()
    Term.objects.create(
        school=oak.oakfield,
        name="Now",
        start=today - dt.timedelta(days=60),
        end=today + dt.timedelta(days=60),
    )
    days = open_days(oak.oakfield)
    return next(day for n in range(1, 30) if not days.why_closed(day := today + dt.timedelta(days=n)))


def test_announced_through_the_form(oak, agency, referral, ahead):
    client, pupil = oak.client_for("teacher"), oak.own.pupil.reference
    path = f"/oakfield/pupils/{pupil}/visits/announce/"
    typed = {"service": f"r-{referral.reference}", "who": "Someone New", "on": "31 02 2027", "at_time": "9.15", "minutes": "45",
             "place": "Rainbow room", "how": "phone", "announced_on": f"{timezone.localdate():%d %m %Y}"}  # fmt: skip
    page = client.post(path, typed).content.decode()
    assert "February has 28 days" in page and "Rainbow room" in page and "Someone New" in page
    page = client.post(path, typed | {"on": "13 11 2020"}).content.decode()
    assert "Fri 13 Nov 2020 is past" in page and "What you typed is kept." in page
    assert 'id="id_on_error"' in page or "id_on" in page
    response = client.post(path, typed | {"on": f"{ahead:%d %m %Y}"})
    visit = Visit.objects.get()
    assert response.url == visit.get_absolute_url()
    assert (visit.on, visit.at, visit.who_comes, visit.referral, visit.announced_how) == (
        ahead, dt.time(9, 15), "Someone New", referral, "phone",
    )  # fmt: skip
    page = client.get(response.url).content.decode()
    assert "On the calendar for" in page and "By telephone" in page and "Nobody has said so yet" in page


def test_somebody_of_the_directory_is_found_by_name(oak, private, ahead):
    typed = {"service": f"a-{private.agency.reference}", "who": "ada quill", "on": f"{ahead:%d %m %Y}", "at_time": "9.15",
             "minutes": "45", "how": "email", "announced_on": f"{timezone.localdate():%d %m %Y}"}  # fmt: skip
    path = f"/oakfield/pupils/{oak.own.pupil.reference}/visits/announce/"
    page = oak.client_for("senco").post(path, typed).content.decode()
    assert "Ada Quill’s checks are not complete" in page
    assert not Visit.objects.exists()


def test_unknown_term_is_said_and_allowed(oak, agency):
    Term.objects.all().delete()
    typed = {"service": f"a-{agency.reference}", "on": f"{next_weekday():%d %m %Y}", "at_time": "9.15", "minutes": "45",
             "how": "email", "announced_on": f"{timezone.localdate():%d %m %Y}"}  # fmt: skip
    path = f"/oakfield/pupils/{oak.own.pupil.reference}/visits/announce/"
    page = oak.client_for("senco").post(path, typed, follow=True).content.decode()
    assert (
        "No term is entered that reaches to" in page or "is not a school day" in page
    )  # the latter on a bank holiday
    assert Visit.objects.exists() or "is not a school day" in page


def test_record_asks_what_the_protocol_asks(oak, announce):
    visit = announce()
    Visit.objects.update(on=timezone.localdate())
    client, path = oak.client_for("teacher"), f"/oakfield/visits/{visit.reference}/record/"
    page = client.post(
        path,
        {
            "version": "1",
            "came": "yes",
            "teacher_met": "no",
            "suggestions": "Now and next",
            "report_expected": "",
        },
    )
    assert "Say why the class teacher was not met" in page.content.decode()
    assert client.post(path, {"version": "1", "came": "no", "why": ""}).status_code == 200
    done = client.post(
        path,
        {
            "version": "1",
            "came": "yes",
            "teacher_met": "yes",
            "suggestions": "Now and next",
            "report_expected": "",
        },
    )
    assert done.status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.teacher_met, visit.report_due) == (VisitState.DONE, True, None)
    assert "Now and next" in client.get(visit.get_absolute_url()).content.decode()
    assert client.get(f"/oakfield/visits/{visit.reference}/move/").status_code == 302  # it is over


def test_two_who_move_one_visit_are_told(oak, announce, ahead):
    visit = announce()
    Visit.objects.update(on=ahead)
    path = f"/oakfield/visits/{visit.reference}/move/"
    typed = {"on": f"{ahead:%d %m %Y}", "at_time": "11.00", "minutes": "45", "place": "Hall", "version": "1"}
    assert oak.client_for("senco").post(path, typed).status_code == 302
    page = oak.client_for("teacher").post(path, typed | {"place": "Library"}).content.decode()
    assert "Somebody else has saved this" in page and "Library" in page


def test_ta_reads_and_cannot_change(oak, announce):
    page = oak.client_for("ta").get(announce().get_absolute_url()).content.decode()
    assert "Speech service" in page and "Call off" not in page and "Record what happened" not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "page,number", [("{visit}", 10), ("{visit}move/", 8), ("/oakfield/pupils/{pupil}/visits/announce/", 8)]
)
def test_queries(oak, announce, count, page, number):
    visits = [announce(at_time=dt.time(9 + n)) for n in range(count)]
    path = page.format(visit=visits[0].get_absolute_url(), pupil=oak.own.pupil.reference)
    assert queries_of(oak.client_for("teacher"), path) == number
