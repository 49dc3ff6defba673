"""The pages of meetings with agencies and private appointments as people meet them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.meetings import actions
from agencies.models import AgencyMeeting, PrivateAppointment
from core.schools.models import Term
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def senco(cast):
    return cast.client_for("senco")


@pytest.fixture
def url(cast):
    return lambda name, thing=None: reverse(
        f"meetings:{name}", args=["oakfield", thing or cast.own.pupil.reference]
    )


@pytest.fixture
def things(cast):
    return cast.things["own"]


@pytest.fixture
def now_and_then(cast):
    """The past meetings of the cast are far off, whatever day the tests run."""
    with seeing(cast.oakfield, actor=cast.senco):
        today = timezone.localdate()
        for number, row in enumerate(AgencyMeeting.objects.filter(pupil=cast.own.pupil).order_by("on")):
            AgencyMeeting.objects.filter(pk=row.pk).update(on=today - (120 - number) * DAY)
        PrivateAppointment.objects.filter(pupil=cast.own.pupil).update(on=today - 120 * DAY)
    return today


def written(day) -> str:
    return day.strftime("%d %m %Y")


def only(cast, **lookup) -> AgencyMeeting:
    with seeing(cast.oakfield):
        return AgencyMeeting.objects.get(pupil=cast.own.pupil, **lookup)


def test_meeting_from_booking_to_the_next(cast, senco, url, things, now_and_then):
    today = now_and_then
    typed = {"kind": "ehm", "on": written(today), "time": "2.15", "purpose": "One table", "parents_invited_on": written(today),
             "members_invited_on": written(today), "meant": "on", "m0-name": f"Dr Ada Finch {cast.own.pupil.reference}, Speech and language therapist",
             "m1-name": "Gran", "m1-job": "Grandmother", "m2-agency": ""}  # fmt: skip
    page = senco.post(url("book"), typed, follow=True).content.decode()
    assert "The meeting is booked for" in page and "2.15 pm" in page and "Grandmother" in page
    assert (
        f"Speech and language therapist, Talk Together {cast.own.pupil.reference}" in page
    )  # from the directory
    booked = only(cast, purpose="One table")
    with seeing(cast.oakfield):
        finch = booked.members.first()
    record = {"on": written(today), "came": [str(finch.pk)], "parents_came": "yes", "parents_say": "They want it daily",
              "notes": "Agreed", "review_on": written(today + 42 * DAY), "a0-what": "Send the programme", "a0-owner": "Dr Finch",
              "a0-by_date": written(today + 7 * DAY), "a1-what": "Ring the clinic", "a1-owner": "SENCo", "version": "1"}  # fmt: skip
    page = senco.post(url("record", booked.reference), record, follow=True).content.decode()
    assert "They want it daily" in page and "Send the programme" in page and "Book the next meeting" in page
    form = senco.get(url("next", booked.reference)).content.decode()
    assert 'value="Gran"' in form and f'value="{(today + 42 * DAY).day} ' in form
    follow = typed | {"on": written(today + 42 * DAY), "purpose": "Again", "parents_invited_on": ""}
    page = senco.post(url("next", booked.reference), follow, follow=True).content.decode()
    assert (
        "The parents are still to be invited" in page
        and "Still open from before" in page
        and "Ring the clinic" in page
    )
    assert senco.get(url("next", booked.reference)).url == url(
        "meeting", only(cast, purpose="Again").reference
    )


def test_closed_or_past_day_is_asked_once_more_and_nothing_is_lost(cast, senco, url, now_and_then):
    saturday = now_and_then + (5 - now_and_then.weekday()) % 7 * DAY + 7 * DAY
    typed = {"kind": "ehm", "on": written(saturday), "purpose": "One table", "m0-name": "Gran"}
    page = senco.post(url("book"), typed).content.decode()
    assert (
        "is not a school day (Saturday)" in page
        and 'type="checkbox" name="meant"' in page
        and 'value="Gran"' in page
    )
    assert senco.post(url("book"), typed | {"meant": "on"}).status_code == 302
    assert only(cast, purpose="One table").on == saturday
    page = senco.post(url("book"), typed | {"on": written(now_and_then - DAY)}).content.decode()
    assert "is past" in page and "record it next" in page


def test_more_rows_lose_nothing_and_are_not_scolded(senco, url):
    typed = {"kind": "agency", "on": "31 2 2027", "m0-name": "Gran", "m1-job": "Nobody", "add-row": "1"}
    page = senco.post(url("book"), typed).content.decode()
    assert page.count('class="member-row"') == 5 and 'value="31 2 2027"' in page and 'value="Gran"' in page
    assert "thing to put right" not in page and "things to put right" not in page
    del typed["add-row"]
    wrong = senco.post(url("book"), typed).content.decode()
    assert (
        "February has 28 days" in wrong
        and "Say who, or empty the rest of the line" in wrong
        and "What you typed is kept" in wrong
    )


@pytest.mark.parametrize("fields,words", [
    ({"parents_came": ""}, "Say whether the parents took part"),
    ({"on": "1 1 2090"}, "in the future"),
    ({"a0-owner": ""}, "Say who will do it"),
    ({"a0-what": ""}, "Say what will be done"),
    ({"o0-job": "Uncle"}, "Say who, or empty"),
    ({"came": "999999"}, "Tick those who were asked"),
    ({"review_on": "1 9 2025"}, "after the meeting"),
    ({"version": "7"}, "Somebody else has saved this"),
])  # fmt: skip
def test_wrong_record_is_told_and_nothing_typed_is_lost(
    cast, senco, url, things, now_and_then, fields, words
):
    typed = {
        "on": written(now_and_then),
        "parents_came": "yes",
        "notes": "Kept words",
        "a0-what": "Ring",
        "a0-owner": "Bea",
        "version": "1",
    } | fields
    page = senco.post(url("record", things["agency_meeting"]), typed).content.decode()
    assert words in page and "Kept words" in page
    assert only(cast, reference=things["agency_meeting"]).state == "booked"


def test_earlier_promise_is_settled_on_the_next_record(cast, senco, url, things, now_and_then):
    today = now_and_then
    with seeing(cast.oakfield, actor=cast.senco):
        held = AgencyMeeting.objects.get(reference=things["agency_held"])
        actions.book_next(
            meeting=held, on=today, purpose="Again", by=cast.senco, at=timezone.now(), meant=True
        )
    after = only(cast, purpose="Again")
    form = senco.get(url("record", after.reference)).content.decode()
    assert "Ask for a sleep diary" in form
    key = f"e-{things['agency_action']}"
    typed = {
        "on": written(today),
        "parents_came": "no",
        "version": "1",
        f"{key}-done": "on",
        f"{key}-came_of_it": "Sleeps by eight",
    }
    assert senco.post(url("record", after.reference), typed).status_code == 302
    page = senco.get(url("meeting", things["agency_held"])).content.decode()
    assert (
        "Sleeps by eight" in page
        and "The parents have not been asked yet"
        in senco.get(url("meeting", after.reference)).content.decode()
    )


def test_called_off_and_done(cast, senco, url, things):
    assert "Say why" in senco.post(url("cancel", things["agency_meeting"]), {"why": " "}).content.decode()
    page = senco.post(url("cancel", things["agency_meeting"]), {"why": "Snow"}, follow=True).content.decode()
    assert "Called off" in page and "Snow" in page
    for name in ("cancel", "record", "change"):
        assert senco.get(url(name, things["agency_meeting"])).status_code == 302
    done = {"on": "16 11 2026", "came_of_it": "Two weeks of it"}
    page = senco.post(url("action-done", things["agency_action"]), done, follow=True).content.decode()
    assert "Two weeks of it" in page and "Done" in page


@pytest.mark.parametrize(
    "who,sees_other,edits", [("senco", True, True), ("head", True, False), ("teacher", False, False)]
)
def test_list_is_of_the_pupils_in_sight(cast, who, sees_other, edits, now_and_then):
    page = cast.client_for(who).get("/oakfield/agency-meetings/").content.decode()
    assert "Maya Abara" in page and ("Leo Brandt" in page) is sees_other and "Ask for a sleep diary" in page
    assert ("/record/" in page) is edits


def test_appointment_is_noted_changed_and_taken_away(cast, senco, url, now_and_then):
    assert 'value="yes" ' in senco.get(url("appointment-add")).content.decode().split("checked")[0][-200:]
    with seeing(cast.oakfield):
        Term.objects.all().delete()  # no term is known, so that any weekday will do
    day = now_and_then - max(now_and_then.weekday() - 4, 0) * DAY
    typed = {
        "on": written(day),
        "leaves": "1.30 pm",
        "returns": "3",
        "with_whom": "A private therapist",
        "authorised": "yes",
    }
    page = senco.post(url("appointment-add"), typed, follow=True).content.decode()
    assert "A private therapist" in page and "1.30 pm to 3.00 pm" in page and "advised against" not in page
    form = senco.get(url("appointment-add")).content.decode()
    assert "Regular absence from class for private treatment is advised against" in form
    again = senco.post(url("appointment-add"), typed | {"with_whom": "Another"}, follow=True).content.decode()
    assert "Another within 13 weeks" in again and "advised against" in again
    wrong = senco.post(url("appointment-add"), typed | {"on": "7 12 2089", "words": "Kept"}).content.decode()
    assert "check the year" in wrong and "Kept" in wrong
    with seeing(cast.oakfield):
        held = PrivateAppointment.objects.get(with_whom="Another")
    changed = typed | {"with_whom": "Somebody else", "authorised": "no"}
    assert (
        "Not authorised"
        in senco.post(url("appointment", held.reference), changed, follow=True).content.decode()
    )
    assert "Take an appointment away" in senco.get(url("appointment-remove", held.reference)).content.decode()
    assert (
        "Somebody else"
        not in senco.post(url("appointment-remove", held.reference), follow=True)
        .content.decode()
        .split("<h2>")[1]
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, senco, url, things, count):
    at = timezone.now()
    with seeing(cast.oakfield, actor=cast.senco):
        pupil, first = cast.own.pupil, AgencyMeeting.objects.get(reference=things["agency_held"])
        members = [{"name": f"Person {n}", "agency": first.members.first().agency} for n in range(count)]
        held = actions.book_next(
            meeting=first, on=at.date(), purpose="A", members=members, by=cast.senco, at=at, meant=True
        )
        held = actions.record_meeting(meeting=held, on=at.date(), parents_came=True, by=cast.senco, at=at,
                                      promises=[{"what": f"Do {n}", "owner": "X"} for n in range(count)])  # fmt: skip
        for n in range(count):
            PrivateAppointment.objects.create(school=pupil.school, pupil=pupil, on=at.date(), with_whom=f"X{n}", authorised=True,
                                              recorded_at=at, recorded_by=cast.senco)  # fmt: skip
    pages = (
        url("meeting", held.reference),
        url("record", held.reference),
        url("appointments"),
        "/oakfield/agency-meetings/",
    )
    assert [queries_of(senco, page) for page in pages] == [11, 11, 7, 4]
