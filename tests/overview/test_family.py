"""What parents read: their own child's plans in plain words, provision that runs, how to help at home."""

import datetime as dt

import pytest
from django.utils import timezone

from apdr.models import Plan, ProvisionPupil, Receipt, ReviewMeeting
from apdr.plans import actions as plans
from tests import cast as house
from tests.apdr import house as runs
from tests.roles import seeing

pytestmark = pytest.mark.django_db
END = dt.date(2099, 1, 1)
HERE = "/oakfield/my-child/"


@pytest.fixture
def own(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own


@pytest.fixture
def parent(cast):
    return cast.client_for("parent")


@pytest.fixture
def helped(cast, own):
    """A provision for the child and for another, by the TA."""
    talk = runs.intervention(own.pupil.school, "Story circle")
    return runs.provision(by=cast.senco, pupils=[own.pupil, cast.other.pupil], adults=[cast.ta], what=talk,
                          end=END, name="Brandt group", slots=((1, dt.time(9)), (3, dt.time(9))))  # fmt: skip


def page(client, own, end: str = "") -> str:
    return client.get(f"{HERE}{own.pupil.reference}/{end}").content.decode()


def test_provision_is_told_in_words_and_names_no_other_child(cast, own, parent, helped):
    house.share_plan(own.draft, own.contact, cast.senco)
    for shown in (page(parent, own), parent.get("/oakfield/").content.decode()):
        for words in ("Story circle", "2 times a week, 15 minutes each time", "In a small group",
                      "With Joan Biggs (teaching assistant)", "Until Thu 1 Jan 2099"):  # fmt: skip
            assert words in shown, words
        assert "Brandt" not in shown and "Leo" not in shown


def test_provision_that_is_over_or_left_is_not_told(cast, own, parent, helped):
    ProvisionPupil.objects.filter(pupil=own.pupil).update(end=timezone.localdate() - dt.timedelta(days=1))
    assert "Story circle" not in parent.get("/oakfield/").content.decode()


def test_meeting_that_is_booked_is_told_before_the_day_of_review(cast, own, parent):
    house.share_plan(own.draft, own.contact, cast.senco)
    ReviewMeeting.objects.create(
        school=own.pupil.school, pupil=own.pupil, on=timezone.localdate() + dt.timedelta(days=3), at=dt.time(15, 40),
        place="Room 4", led_by=cast.teacher, created_at=house.AT, created_by=cast.senco,
    )  # fmt: skip
    for shown in (page(parent, own), parent.get("/oakfield/").content.decode()):
        assert "(in 3 days), 3.40 pm, with Priya Nair. Where: Room 4." in shown


def test_earlier_plans_stay_to_be_read_and_drafts_are_not(cast, own, parent):
    house.share_plan(own.draft, own.contact, cast.senco)
    shown = page(parent, own)
    assert "Other plans" in shown and f"plans/{own.shared.reference}/" in shown
    earlier = page(parent, own, f"plans/{own.shared.reference}/")
    assert "What Maya worked on" in earlier and "Can do this now" in earlier and "Reads 24 words" in earlier
    assert "I have read this plan" not in earlier
    plans.reopen_plan(plan=Plan.objects.get(pk=own.draft.pk), by=cast.senco, at=timezone.now())
    assert parent.get(f"{HERE}{own.pupil.reference}/plans/{own.draft.reference}/").status_code == 404
    assert parent.get(f"{HERE}{own.pupil.reference}/plans/{cast.other.shared.reference}/").status_code == 404


def test_comment_tells_whether_the_school_has_read_it(cast, own, parent):
    plan = house.share_plan(own.draft, own.contact, cast.senco)
    comment = f"{HERE}{own.pupil.reference}/read/?plan={plan.reference}"
    assert parent.post(comment, {"comment": "She reads to the cat"}).status_code == 302
    assert "She reads to the cat" in page(parent, own) and "Sent to the school." in page(parent, own)
    slip = Receipt.objects.filter(plan=plan)
    slip.update(comment_seen_at=house.AT, comment_seen_by=cast.senco)
    assert "The school read this on Mon 16 Nov 2026." in page(parent, own)
    parent.post(comment, {"comment": "And to the dog"})
    assert "Sent to the school." in page(parent, own) and slip.get().comment_seen_by is None
    assert (
        parent.get(f"{HERE}{own.pupil.reference}/read/?plan={cast.other.shared.reference}").status_code == 404
    )


def test_help_at_home_stands_on_a_page_of_its_own(cast, own, parent):
    house.share_plan(own.draft, own.contact, cast.senco)
    shown = page(parent, own, "at-home/")
    for words in (
        "How you can help Maya at home",
        "Read together",
        "Read 20 words",
        "Talk to Priya Nair",
        "Print this page",
    ):
        assert words in shown, words


def test_nothing_shared_is_not_found(cast, own, parent):
    Plan.objects.filter(pupil=own.pupil).update(shared_at=None, shared_by=None)
    assert [parent.get(f"{HERE}{own.pupil.reference}/{end}").status_code for end in ("", "at-home/")] == [
        404,
        404,
    ]
