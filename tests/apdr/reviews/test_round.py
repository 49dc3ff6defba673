"""The term's round: counted honestly by kind, dates kept or not, constant queries."""

import datetime as dt
from itertools import pairwise

import pytest

from apdr.models import Plan, ReviewMeeting
from apdr.reviews import actions
from apdr.reviews.compliance import compliance, rounds_of, total
from tests.apdr.reviews.conftest import DAY, NOW, TODAY, agree
from tests.cast import add_record
from tests.overview.test_queries import queries_of

TERMS = [("Autumn 1", dt.date(2026, 9, 2), dt.date(2026, 10, 23)), ("Autumn 2", dt.date(2026, 11, 2), dt.date(2026, 12, 18)),
         ("Spring 1", dt.date(2027, 1, 4), dt.date(2027, 2, 12)), ("Spring 2", dt.date(2027, 2, 22), dt.date(2027, 3, 25)),
         ("Summer 1", dt.date(2027, 4, 12), dt.date(2027, 5, 28)), ("Summer 2", dt.date(2027, 6, 7), dt.date(2027, 7, 21))]  # fmt: skip


@pytest.mark.parametrize("terms,names", [
    (TERMS, ["Autumn 1 and Autumn 2", "Spring 1 and Spring 2", "Summer 1 and Summer 2"]),
    (TERMS[:2], ["Autumn 1", "Autumn 2"]),
    ([], ["Autumn", "Spring", "Summer"]),
])  # fmt: skip
def test_rounds_of_a_year_leave_no_day_out(terms, names):
    found = rounds_of(terms, 3, 2026)
    assert [one.name for one in found] == names
    assert all(one.span.end + DAY == after.span.start for one, after in pairwise(found))
    assert found[-1].span.end == dt.date(2027, 8, 31)


def whole(cast, who: str = "senco"):
    found = compliance(cast.oakfield, cast.people[who], TODAY)
    return total([cells[0] for cells in found.classes.values()])


@pytest.mark.django_db
@pytest.mark.parametrize("held,counted", [
    ({"how": "meeting"}, "met"), ({"how": "video"}, "met"), ({"how": "phone"}, "phone"), ({"how": "pack"}, "pack"),
])  # fmt: skip
def test_contact_counts_as_what_it_was(cast, meeting, held, counted):
    with cast.acting("senco"):
        ReviewMeeting.objects.filter(pupil=cast.own.pupil).exclude(pk=meeting.pk).delete()
        actions.hold_meeting(meeting=meeting, on=TODAY, by=cast.senco, at=NOW, **held)
        (child,) = whole(cast, "teacher").children
        assert (child.name, child.contact) == ("Maya Abara", counted)


@pytest.mark.django_db
def test_missed_booked_and_nothing_are_told_apart(cast, meeting):
    with cast.acting("senco"):
        ReviewMeeting.objects.exclude(pk=meeting.pk).delete()
        assert (whole(cast).met("booked"), whole(cast).met("none")) == (1, 1)
        actions.miss_meeting(meeting=meeting, by=cast.senco, at=NOW)
        assert (whole(cast).met("missed"), whole(cast).met("met")) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("review_on,closed,stands", [
    (TODAY, NOW, "on_time"), (TODAY - DAY, NOW, "late"), (TODAY - DAY, None, "overdue"), (TODAY + DAY, None, "to_come"),
])  # fmt: skip
def test_review_date_is_kept_or_not(cast, review_on, closed, stands):
    with cast.acting("senco"):
        plan = agree(cast)
        stamped = {"closed_at": closed, "closed_by": cast.senco, "state": "closed"} if closed else {}
        Plan.objects.filter(pk=plan.pk).update(starts=TODAY - 60 * DAY, review_on=review_on, **stamped)
        (child,) = whole(cast, "teacher").children
        assert dict(child.reviews)[plan.reference] == stands


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page,number", [("", 6), ("terms/", 7), ("evaluate/", 3), ("comments/", 3)])
def test_list_queries(cast, client_for, page, number, count):
    with cast.acting("senco"):
        for place in range(count):
            record = add_record(
                cast.oakfield,
                klass="3 Fir",
                first=f"Kid{place}",
                last="Vale",
                email=f"k{place}@x.test",
                senco=cast.senco,
            )
            actions.record_meeting(
                pupil=record.pupil, on=TODAY, how="phone", parents_say="Fine", by=cast.senco, at=NOW
            )
            actions.book_meeting(pupil=record.pupil, on=TODAY + DAY, by=cast.senco, at=NOW)
    assert queries_of(client_for("senco"), f"/oakfield/reviews/{page}") == number


@pytest.mark.django_db
def test_class_is_booked_by_one_save_and_nothing_is_lost(cast, client_for):
    with cast.acting("senco"):
        agree(cast)
        ReviewMeeting.objects.filter(pupil=cast.own.pupil).delete()
        reference = cast.own.pupil.school_class.reference
    teacher, path = client_for("teacher"), f"/oakfield/reviews/class/{reference}/"
    field = f"time-{cast.own.pupil.reference}"
    form = {
        "on": "17 11 2026",
        "first": "3.30 pm",
        "minutes": "15",
        "how": "meeting",
        "led_by": str(cast.teacher.pk),
        field: "25.00",
    }
    wrong = teacher.post(path, form).content.decode()
    assert "Write a time" in wrong and 'value="25.00"' in wrong and 'value="17 11 2026"' in wrong
    asked = teacher.post(path, form | {field: "3.40 pm", "on": "21 11 2026"}).content.decode()
    assert "is not a school day" in asked and 'type="checkbox" name="meant"' in asked
    assert teacher.post(path, form | {field: "3.40 pm"}).status_code == 302
    with cast.acting("senco"):
        made = ReviewMeeting.objects.get(pupil=cast.own.pupil, on=dt.date(2026, 11, 17))
        assert (made.at, made.led_by) == (dt.time(15, 40), cast.teacher)
    suggested = teacher.post(path, form | {"suggest": "1", "first": "4 pm"}).content.decode()
    assert "Booked for Tue 17 Nov 2026, 3.40 pm" in suggested and 'value="4 pm"' in suggested


@pytest.mark.django_db
def test_export_names_children_and_kinds_of_contact(cast, client_for):
    answer = client_for("head").get("/oakfield/reviews/terms/export/")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
