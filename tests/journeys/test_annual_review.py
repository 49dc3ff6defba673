"""An annual review from its date to its close, by the SENCo, the teacher, a parent and the local authority's officer; and
one of which notice was given 13 days before, which stays said."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from core.jobs.actions import carry_out
from core.jobs.models import Job
from core.schools.actions import add_term
from ehcp.enums import ReviewState, VersionKind
from ehcp.models import AnnualReview, ReviewService
from ehcp.sections import actions as sections
from ehcp.sections import items
from tests.journeys.looking import violations
from tests.journeys.school import open_school
from tests.journeys.steps import ask_for_code, code_sent_to, signed_in

OFFICER = "officer@fenshire.example"
WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def clock():
    """The clock stands on a Monday of term, nine in the morning; `clock.to(day)` moves it to the same hour."""
    now = timezone.now()
    monday = (now + dt.timedelta(days=-now.weekday() % 7)).replace(hour=9, minute=0)
    with time_machine.travel(monday, tick=True) as traveller:

        class Clock:
            today = timezone.localdate()

            def to(self, day: dt.date) -> None:
                traveller.move_to(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC))

        yield Clock()


@pytest.fixture
def school(db, clock, request):
    """Maya has had an EHC plan for ten months; the authority and its officers are known."""
    opened = open_school(request.node.name.replace("_", "-")[5:16], pupil=True)
    at = timezone.now()
    with opened.acting(), transaction.atomic():
        senco, pupil = opened.people["senco"], opened.record.pupil
        add_term(
            school=opened.school, name="This term", start=clock.today - 8 * WEEK, end=clock.today + 30 * WEEK
        )
        authority = sections.write_authority(
            school=opened.school, by=senco, at=at, name="Fenshire County Council", officer="Marcus Webb",
            officer_email=OFFICER, health="Dr Imogen Castle", social="Denise Okoro",
        )  # fmt: skip
        made = clock.today - dt.timedelta(days=300)
        plan = sections.start_plan(pupil=pupil, authority=authority, by=senco, at=at, made_on=made)
        version = sections.receive_version(
            plan=plan, kind=VersionKind.FINAL, issued_on=made, received_on=made, by=senco, at=at
        )
        outcome = items.add_outcome(
            version=version, text="Maya retells a story of five parts.", by=senco, at=at
        )
        items.add_provision(
            version=version, text="A group of three", minutes=20, times=3, per="week", who="Trained TA", outcomes=[outcome],
            by=senco, at=at,
        )  # fmt: skip
        sections.check_version(version=version, by=senco, at=at)
    return opened


def send(person) -> None:
    """Press the button of the form in sight."""
    person.page.locator("main form .btn-primary").last.click()
    person.page.wait_for_load_state()


def typed(day: dt.date) -> str:
    return f"{day.day} {day.month} {day.year}"


def review_of(school) -> AnnualReview:
    with school.acting(), transaction.atomic():
        return AnnualReview.objects.get(pupil=school.record.pupil)


def page(school, part: str = "") -> str:
    return f"/{school.slug}/annual-reviews/{review_of(school).reference}/{part}"


def work(school) -> None:
    """What a worker would do by now."""
    with school.acting(), transaction.atomic():
        waiting = list(Job.objects.filter(school=school.school, state="queued").values_list("pk", flat=True))
    for pk in waiting:
        with school.acting(), transaction.atomic():
            carry_out(pk)


def set_date(senco, school, on: dt.date) -> None:
    senco.page.goto(f"/{school.slug}/pupils/{school.record.pupil.reference}/ehcp/reviews/start/")
    senco.type("on", typed(on))
    senco.page.locator("#follows table, #follows .cautions").first.wait_for()  # at once, nothing saved
    senco.look("review-date")
    send(senco)


def give(senco, school, what: str, how: str = "post") -> None:
    """Record that it went to everybody who is ticked already."""
    senco.page.goto(page(school, f"given/{what}/"))
    senco.page.locator(f"[name=how][value={how}]").check()
    send(senco)


def test_review_from_date_to_close(person, school, clock):
    meeting = clock.today + 6 * WEEK + dt.timedelta(days=1)
    senco = signed_in(person(), school, "senco")
    set_date(senco, school, meeting)
    assert senco.says("See who is asked, then give notice.")
    give(senco, school, "notice")
    assert review_of(school).state == ReviewState.ASKED
    officer = officer_is_let_in_and_advises(senco, person(), school)
    teacher_advises(signed_in(person(), school, "teacher"), school)
    parent_says_what_they_think(signed_in(person(narrow=True), school, "parent"), school)
    papers_go_round(senco, school)
    clock.to(meeting)
    meeting_is_held_and_reported(signed_in(senco, school, "senco"), school)
    clock.to(meeting + 2 * WEEK)
    authority_decides(officer, school)
    senco = signed_in(senco, school, "senco")
    senco.page.goto(page(school, "meeting/close/"))
    send(senco)
    senco.page.goto(page(school))
    senco.look("review-closed")
    assert violations(senco.page) == []
    assert review_of(school).state == ReviewState.CLOSED
    assert in_time(school)


def in_time(school) -> bool:
    """Whether everything that was served was served by its last lawful day."""
    held = review_of(school)
    last = {"notice": held.on - 2 * WEEK, "pack": held.on - 2 * WEEK, "report": held.on + 2 * WEEK}
    with school.acting(), transaction.atomic():
        return all(
            one.on <= last[one.what] for one in ReviewService.objects.filter(review=held) if one.what in last
        )


def officer_is_let_in_and_advises(senco, officer, school):
    with school.acting(), transaction.atomic():
        place = review_of(school).invitees.get(role="la_sen")
    senco.page.goto(f"/{school.slug}/ehc-reviews/invited/{place.reference}/open/")
    send(senco)
    ask_for_code(officer, OFFICER)
    officer.fill(code=code_sent_to(OFFICER))
    officer.click("Sign in", role="button")
    officer.page.goto(f"/{school.slug}/shared-reviews/{place.reference}/")
    officer.look("review-officer")
    assert violations(officer.page) == []
    officer.page.goto(f"/{school.slug}/shared-reviews/{place.reference}/advice/")
    officer.fill(advice="The authority would like to hear how the group of three works.")
    send(officer)
    for hidden in (f"/{school.slug}/pupils/{school.record.pupil.reference}/", page(school)):
        assert officer.page.goto(hidden).status == 404
    return officer


def teacher_advises(teacher, school) -> None:
    teacher.page.goto(f"/{school.slug}/annual-reviews/advice/")
    teacher.click("Maya", role="link", within=teacher.page.locator("main"))
    if not teacher.page.locator("[name=advice]").count():
        teacher.click("Write", role="link", within=teacher.page.locator("main"))
    teacher.fill(advice="Maya retells four parts of a story now, with the strip in her hand.")
    send(teacher)


def parent_says_what_they_think(parent, school) -> None:
    child = f"/{school.slug}/my-child/{school.record.pupil.reference}"
    parent.page.goto(f"{child}/annual-review/")
    parent.look("review-parent")
    assert violations(parent.page) == []
    parent.page.goto(f"{child}/annual-review/what-you-think/")
    parent.fill(advice="She comes home happier. We worry about next year.", child_view="I like the group.")
    parent.page.locator("[name=coming][value=yes]").check()
    send(parent)


def papers_go_round(senco, school) -> None:
    senco.page.goto(page(school))
    senco.click("Make the papers for the meeting", role="button")
    work(school)
    work(school)
    give(senco, school, "pack")
    assert review_of(school).state == ReviewState.CIRCULATED
    senco.page.goto(page(school))
    senco.look("review-circulated")
    assert violations(senco.page) == []


def meeting_is_held_and_reported(senco, school) -> None:
    senco.page.goto(page(school, "meeting/record/"))
    form = senco.page.locator("#meeting")
    form.locator("[name=parents_view]").fill("Happier than a year ago.")
    form.locator("[name=child_view]").fill("I like the group.")
    for one in form.locator("[name$=-came][value=yes]").all():
        one.check()
    form.locator("[name$=-rating][value=on_track]").check()
    form.locator("[name$=-next][value=keep]").check()
    form.locator("[name=recommendation][value=keep]").check()
    form.locator("[name=progress]").fill("A good year.")
    senco.look("review-record")
    senco.click("Save it as held", role="button")
    senco.page.wait_for_load_state()
    assert review_of(school).state == ReviewState.HELD
    senco.page.goto(page(school, "meeting/report/"))
    senco.fill(summary="Maya has had a good year. The group helps. We ask the council to keep the plan.")
    send(senco)
    senco.page.goto(page(school, "meeting/report/"))
    senco.look("review-report")
    senco.click("Issue the report", role="button")
    work(school)
    senco.page.goto(page(school, "meeting/report/send/"))
    senco.page.locator("[name=how][value=post]").check()
    send(senco)
    assert review_of(school).state == ReviewState.REPORTED


def authority_decides(officer, school) -> None:
    with school.acting(), transaction.atomic():
        place = review_of(school).invitees.get(role="la_sen")
    ask_for_code(officer, OFFICER)
    officer.fill(code=code_sent_to(OFFICER))
    officer.click("Sign in", role="button")
    officer.page.goto(f"/{school.slug}/shared-reviews/{place.reference}/decision/")
    officer.page.locator("[name=decision][value=keep]").check()
    officer.fill(decided_on=typed(timezone.localdate()))
    send(officer)
    assert review_of(school).state == ReviewState.DECIDED


def test_notice_13_days_before_is_said_for_good(person, school, clock):
    meeting = clock.today + dt.timedelta(days=13 + 1)  # a Monday: the last lawful day for notice is today
    senco = signed_in(person(), school, "senco")
    set_date(senco, school, meeting)
    clock.to(clock.today + dt.timedelta(days=1))
    senco = signed_in(senco, school, "senco")
    give(senco, school, "notice")
    senco.page.goto(page(school))
    senco.look("review-late-notice")
    assert senco.page.get_by_text("1 day late").first.is_visible()
    clock.to(meeting)
    senco = signed_in(senco, school, "senco")
    senco.page.goto(page(school))
    assert senco.page.get_by_text("1 day late").first.is_visible()
    senco.page.goto(f"/{school.slug}/ehc-plans/delays/")
    senco.look("review-delays")
    assert senco.page.get_by_text("Maya Abara").first.is_visible()
