"""What support plans, review meetings and provision ask for: on which day, of whom, until it is done."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.visits.calendar import SOURCES as CALENDAR
from apdr.deadlines.terms import half_terms
from apdr.enums import FundState, ReceiptHow
from apdr.models import (
    FundingApplication,
    Plan,
    ProgressMeeting,
    Receipt,
    ReviewAction,
    ReviewMeeting,
)
from apdr.plans import actions as plans
from apdr.plans.margin import annotate
from apdr.progress.actions import close_meeting, open_meeting
from apdr.reviews import actions as reviews
from apdr.reviews.cycle import evaluate_plan, see_comment
from apdr.yearly.actions import issue_report, share_report
from apdr.yearly.record import Said
from core.calendar.dates import SchoolDays, Span
from core.reminders.deadlines import SOURCES, Ask
from core.schools.actions import add_term
from register.models import Pupil, PupilDocument
from tests.apdr import house
from tests.cast import AT, add_record, make_ready
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY, DAY = AT.date(), dt.timedelta(days=1)  # Mon 16 Nov 2026
WEEKS = [dt.date(2026, 10, 19), dt.date(2026, 11, 2), dt.date(2026, 11, 9)]  # half term lies between
MINE = [source for source in SOURCES.values() if source.build.__module__.startswith("apdr.")]


def asked(school, *, today=TODAY, user=None) -> Ask:
    return Ask(school, today - dt.timedelta(days=366), today + dt.timedelta(days=120), today, user)


def found(ask: Ask) -> list:
    every = [one for source in MINE for row in source.rows(ask) for one in source.build(row, ask)]
    return [one for one in every if ask.covers(one.due)]


def own(cast, *, today=TODAY, who=None) -> dict:
    """Kind → deadline of Maya's (or of her class), where there is one."""
    reference = cast.own.pupil.reference
    ask = asked(cast.oakfield, today=today, user=cast.people[who] if who else None)
    return {one.kind: one for one in found(ask) if reference in (one.pupil, *one.url.split("/")) or
            (one.class_name == "4 Ash" and not one.pupil)}  # fmt: skip


@pytest.fixture
def at_work(cast):
    with cast.acting("senco"):
        yield cast


@pytest.fixture
def in_force(at_work) -> Plan:
    """Maya's second cycle, agreed in September and shared online."""
    cast, at = at_work, AT - dt.timedelta(weeks=9)
    Plan.objects.filter(pk=cast.own.draft.pk).update(created_at=at, starts=at.date())
    plan = plans.agree_plan(plan=Plan.objects.get(pk=cast.own.draft.pk), by=cast.senco, at=at)
    make_ready(plan.document.issued)
    plan.document.issued.__class__.objects.filter(pk=plan.document.issued_id).update(issued_at=at)
    return plans.share_plan(plan=plan, contacts={cast.own.contact: ReceiptHow.ONLINE}, by=cast.senco, at=at)


def test_plan_is_followed_from_its_draft_to_its_evaluation(at_work):
    cast, plan = at_work, Plan.objects.get(pk=at_work.own.draft.pk)
    ReviewMeeting.objects.filter(pupil=cast.own.pupil).delete()
    draft = own(cast)["plan_finish"]
    assert (draft.due, draft.owners) == (dt.date(2026, 11, 30), (cast.teacher.pk, cast.senco.pk))
    assert (
        draft.url == f"/oakfield/plans/{plan.reference}/edit/" and draft.subject == f"plan:{plan.reference}"
    )
    plans.propose_plan(plan=plan, by=cast.teacher, at=AT)
    now = own(cast)
    assert (
        "plan_finish" not in now
        and now["plan_agree"].due == dt.date(2026, 11, 23)
        and now["plan_agree"].owners == ()
    )
    plan = plans.agree_plan(plan=plan, by=cast.senco, at=AT)
    make_ready(plan.document.issued)
    now = own(cast)
    assert "plan_agree" not in now and now["plan_share"].due == dt.date(2026, 11, 23)
    assert (now["plan_review"].due, now["parents_book"].due) == (dt.date(2026, 12, 28), dt.date(2026, 12, 14))
    plans.share_plan(plan=plan, contacts={cast.own.contact: ReceiptHow.ONLINE}, by=cast.senco, at=AT)
    reviews.book_meeting(pupil=cast.own.pupil, on=dt.date(2026, 12, 10), by=cast.senco, at=AT, meant=True)
    now = own(cast)
    assert not {"plan_share", "parents_book"} & set(now) and "Thu 10 Dec 2026" in now["plan_review"].so_far
    plans.record_outcomes(plan=plan, outcomes={1: ("met", "Reads 24 words")}, by=cast.teacher, at=AT)
    Plan.objects.filter(pk=cast.own.shared.pk).update(evaluated_at=AT, evaluated_by=cast.senco)
    plan = plans.finish_review(plan=Plan.objects.get(pk=plan.pk), by=cast.teacher, at=AT)
    now = own(cast)
    assert "plan_review" not in now and now["plan_evaluate"].due == now["plan_next"].due == dt.date(
        2026, 11, 30
    )
    assert now["plan_next"].url == f"/oakfield/pupils/{cast.own.pupil.reference}/plans/area/"
    evaluate_plan(plan=plan, effect=3, words="The pictures helped.", by=cast.senco, at=AT)
    plans.start_plan(pupil=cast.own.pupil, by=cast.teacher, at=AT)
    assert not {"plan_evaluate", "plan_next"} & set(own(cast))


def test_reopened_plan_has_its_days_from_then_on(in_force, at_work):
    plans.reopen_plan(plan=in_force, by=at_work.senco, at=AT)
    reopened = Plan.pgh_event_model.objects.filter(pgh_obj=in_force).latest(
        "pgh_id"
    )  # by the database's clock
    today = timezone.localdate(reopened.pgh_created_at)
    assert own(at_work, today=today)["plan_finish"].due > today + 9 * DAY


def test_slip_is_the_senco_s_and_the_parent_s_until_it_comes(in_force, at_work):
    cast, receipt = at_work, Receipt.objects.get(plan=in_force)
    now, due = own(cast), dt.date(2026, 9, 28)
    assert (now["plan_slip"].due, now["plan_slip"].owners) == (due, ())
    assert (now["family_plan_slip"].due, now["family_plan_slip"].owners) == (due, (cast.parent.pk,))
    plans.confirm_receipt(
        receipt=receipt, name="Ms Abara", by=cast.parent, at=AT, comment="He reads more now."
    )
    now = own(cast)
    assert not {"plan_slip", "family_plan_slip"} & set(now)
    assert (now["parents_comment"].due, now["parents_comment"].owners) == (
        dt.date(2026, 11, 23),
        (cast.teacher.pk,),
    )
    assert "more now" in now["parents_comment"].started and "more now" not in now["parents_comment"].detail
    see_comment(receipt=receipt, by=cast.teacher, at=AT)
    assert "parents_comment" not in own(cast)


def test_meeting_is_to_be_held_then_recorded(at_work):
    cast = at_work
    booked = ReviewMeeting.objects.get(reference=cast.things["own"]["meeting"])
    now = own(cast)
    assert (now["parents_meeting"].due, now["parents_meeting"].owners) == (TODAY, (cast.senco.pk,))
    family = now["family_meeting"]
    assert (family.due, family.owners, family.url) == (TODAY, (cast.parent.pk,), "/oakfield/")
    moved = reviews.move_meeting(meeting=booked, on=TODAY + DAY, by=cast.senco, at=AT, meant=True)
    assert (
        own(cast)["parents_meeting"].due == moved.on
        and own(cast)["parents_meeting"].subject == family.subject
    )
    later = own(cast, today=TODAY + 2 * DAY)
    assert not {"parents_meeting", "family_meeting"} & set(later)
    assert later["parents_record"].due == dt.date(2026, 11, 19)
    reviews.miss_meeting(meeting=moved, by=cast.senco, at=AT + 2 * DAY)
    assert "parents_record" not in own(cast, today=TODAY + 2 * DAY)


def test_promise_is_due_by_its_day_or_ten_school_days_on(at_work):
    cast = at_work
    promise = ReviewAction.objects.get(reference=cast.things["own"]["promise"])
    one = own(cast)["parents_promise"]
    assert (one.due, one.owners, one.detail) == (dt.date(2026, 11, 23), (cast.senco.pk,), "")
    ReviewAction.objects.filter(pk=promise.pk).update(owner=cast.ta, owner_name="", by_date=TODAY)
    assert (own(cast)["parents_promise"].due, own(cast)["parents_promise"].owners) == (TODAY, (cast.ta.pk,))
    assert "parents_promise" in own(cast, who="ta") and "parents_promise" in own(cast, who="teacher")
    reviews.finish_action(action=promise, on=TODAY, by=cast.senco, at=AT)
    assert "parents_promise" not in own(cast)


def test_parents_of_a_class_are_met_once_a_round(in_force, at_work):
    cast = at_work
    ReviewMeeting.objects.filter(pupil=cast.own.pupil).delete()
    one = own(cast)["parents_round"]
    assert (one.due, one.owners) == (dt.date(2026, 12, 18), (cast.teacher.pk,))
    assert one.so_far == "The parents of 0 of 1 children have been met."
    reviews.record_meeting(pupil=cast.own.pupil, on=TODAY, how="pack", by=cast.senco, at=AT)
    assert "parents_round" in own(cast)  # papers sent home are no meeting
    reviews.record_meeting(
        pupil=cast.own.pupil, on=TODAY - DAY, how="phone", parents_say="Fine", by=cast.senco, at=AT
    )
    assert "parents_round" not in own(cast)


def test_plans_are_looked_at_in_each_half_term(in_force, at_work):
    cast = at_work
    assert "plans_round" not in own(cast, today=dt.date(2026, 10, 12))  # agreed in this half term
    one = own(cast)["plans_round"]
    assert (one.due, one.owners) == (dt.date(2026, 12, 18), (cast.teacher.pk,))
    annotate(plan=in_force, on=dt.date(2026, 11, 3), words="Reads the labels", by=cast.teacher, at=AT)
    assert "plans_round" not in own(cast)
    after_break = own(cast, today=dt.date(2027, 1, 11))
    assert "plans_round" not in after_break  # no later term is known: nothing new is asked for


def test_term_s_monitoring_is_marked_by_hand(in_force, at_work):
    (one,) = [x for x in found(asked(at_work.oakfield)) if x.kind == "plans_monitor"]
    assert (one.due, one.subject) == (dt.date(2026, 12, 18), "plans-round:2026-09-02") and one.of.by_mark


HALF = Span(dt.date(2027, 5, 31), dt.date(2027, 6, 4))


@pytest.mark.parametrize("closures,ends", [
    ([HALF], [dt.date(2027, 5, 28), dt.date(2027, 7, 21)]),
    ([Span(dt.date(2027, 6, 1), dt.date(2027, 6, 4))], [dt.date(2027, 5, 28), dt.date(2027, 7, 21)]),  # a bank holiday before
    ([Span(dt.date(2027, 6, 7), dt.date(2027, 6, 8))], [dt.date(2027, 7, 21)]),
    ([HALF, Span(dt.date(2027, 6, 7), dt.date(2027, 6, 7))], [dt.date(2027, 5, 28), dt.date(2027, 7, 21)]),
])  # fmt: skip
def test_half_terms(closures, ends):
    days = SchoolDays([Span(dt.date(2027, 4, 12), dt.date(2027, 7, 21))], closures)
    spans = half_terms(days)
    assert [span.end for span in spans] == ends and spans[0].start == dt.date(2027, 4, 12)


def test_sessions_are_asked_for_by_adult_and_week(at_work):
    cast = at_work
    run = house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta])
    house.session(run, WEEKS[0], by=cast.ta)

    def of(who=None):
        ask = asked(cast.oakfield, user=cast.people[who] if who else None)
        return {x.subject: x for x in found(ask) if x.kind == "sessions_record" and cast.ta.pk in x.owners}

    mine = of()
    assert [x.due for x in mine.values()] == [dt.date(2026, 11, 9), dt.date(2026, 11, 16)]
    last = mine[f"sessions:{cast.ta.pk}:2026-11-09"]
    assert (last.detail, last.url) == ("1 session", "/oakfield/sessions/week/?of=2026-11-09")
    assert set(of("ta")) == set(mine) and not of("teacher")
    assert of("senco")[last.subject].url.endswith("&all=1")
    house.session(run, WEEKS[2], by=cast.ta)
    assert set(of()) == {f"sessions:{cast.ta.pk}:2026-11-02"}


@pytest.mark.parametrize("state,review_on,kinds", [
    ("planned", None, {"provision_start": house.START}),
    ("running", house.END, {"provision_end": house.END}),
    ("running", TODAY, {"provision_look": TODAY, "provision_end": house.END}),
    ("ended", TODAY, {}),
])  # fmt: skip
def test_provision_is_started_looked_at_and_ended(at_work, state, review_on, kinds):
    cast = at_work
    run = house.provision(by=cast.teacher, pupils=[cast.own.pupil], state=state, review_on=review_on)
    of_run = [x for x in found(asked(cast.oakfield)) if x.subject == f"provision:{run.reference}"]
    assert {x.kind: x.due for x in of_run} == kinds and all(x.owners == (cast.teacher.pk,) for x in of_run)


def test_funding_runs_out_unless_it_is_being_renewed(at_work):
    cast, end = at_work, TODAY + 20 * DAY
    FundingApplication.objects.all().delete()
    fund = {
        "school": cast.oakfield,
        "pupil": cast.own.pupil,
        "kind": "hnf",
        "created_at": AT,
        "created_by": cast.senco,
    }
    FundingApplication.objects.create(**fund, state=FundState.GRANTED, applied_on=TODAY - 300 * DAY,
                                      decided_on=TODAY - 290 * DAY, granted=1, start=TODAY - 280 * DAY, end=end)  # fmt: skip
    assert own(cast)["funding_end"].due == end and "funding_end" not in own(cast, who="teacher")
    FundingApplication.objects.create(**fund, state=FundState.PREPARING)
    assert "funding_end" not in own(cast)


def test_progress_meeting_is_closed_by_who_opened_it(at_work):
    cast = at_work
    ProgressMeeting.objects.all().delete()
    held = open_meeting(school_class=cast.own.pupil.school_class, on=TODAY, people="", by=cast.teacher, at=AT)
    one = own(cast)["progress_close"]
    assert (one.due, one.owners) == (dt.date(2026, 11, 23), (cast.teacher.pk,))
    close_meeting(meeting=held, notes="", people="", by=cast.teacher, at=AT)
    assert "progress_close" not in own(cast)


def test_reports_on_the_year_are_written_then_given(at_work):
    cast, at = at_work, dt.datetime(2027, 7, 1, 9, tzinfo=dt.UTC)
    add_term(school=cast.oakfield, name="Summer", start=dt.date(2027, 4, 12), end=dt.date(2027, 7, 21))
    PupilDocument.objects.filter(pupil=cast.own.pupil, kind="year_report").delete()
    one = own(cast, today=at.date())["year_reports"]
    assert (one.due, one.owners) == (dt.date(2027, 7, 21), (cast.teacher.pk,))
    report = issue_report(
        pupil=cast.own.pupil, year=2026, said=Said("A good year.", "", ""), by=cast.teacher, at=at
    )
    assert own(cast, today=at.date())["year_reports"].owners == ()  # written: the SENCo gives it
    (late,) = [x for x in found(asked(cast.oakfield, today=dt.date(2027, 9, 6))) if x.kind == "year_reports"]
    assert (late.due, late.owners, late.class_name) == (one.due, (), "")  # the class has another teacher now
    make_ready(report.issued)
    share_report(document=report, contacts={cast.own.contact: ReceiptHow.PAPER}, by=cast.senco, at=at)
    assert "year_reports" not in own(cast, today=at.date())


def test_each_sees_what_is_in_their_sight(in_force, at_work):
    cast = at_work

    def pupils(who):
        return {one.pupil for one in found(asked(cast.oakfield, user=cast.people[who]))} - {""}

    mine, theirs = cast.own.pupil.reference, cast.other.pupil.reference
    assert pupils("senco") == pupils("head") == {mine, theirs}
    assert pupils("teacher") == {mine} and pupils("ta") == {mine}
    assert (
        found(asked(cast.oakfield, user=cast.governor)) == found(asked(cast.oakfield, user=cast.office)) == []
    )
    family = found(asked(cast.oakfield, user=cast.parent))
    assert {one.kind for one in family} == {"family_meeting", "family_plan_slip"} and all(
        one.of.family for one in family
    )
    assert not [one for one in found(asked(cast.oakfield, user=cast.senco)) if one.of.family]


def test_who_left_and_other_schools_are_nobody_s(in_force, at_work):
    cast = at_work
    mine = {cast.own.pupil.reference, cast.other.pupil.reference}
    Pupil.objects.filter(pk=cast.own.pupil.pk).update(left_on=TODAY - DAY)
    assert {one.pupil for one in found(asked(cast.oakfield))} - {""} == {cast.other.pupil.reference}
    with seeing(cast.hillcrest, cast.oakfield):
        abroad = found(asked(cast.hillcrest))
        assert abroad and not mine & {one.pupil for one in abroad}
        assert all(one.url.startswith("/hillcrest/") for one in abroad)


def test_nothing_that_leaves_the_school_names_a_child(in_force, at_work):
    cast = at_work
    names = [
        part
        for record in (cast.own, cast.other)
        for part in (record.pupil.first_name, record.pupil.legal_last)
    ]
    for one in found(asked(cast.oakfield)):
        assert not [name for name in names if name in f"{one.subject} {one.url} {one.detail}"], one
        assert len(one.subject) <= 60


def test_whoever_is_asked_may_open_where_it_is_done(in_force, at_work, client_for):
    cast = at_work
    house.provision(
        by=cast.teacher, pupils=[cast.own.pupil], adults=[cast.ta], state="running", review_on=TODAY
    )
    booked = ReviewMeeting.objects.get(reference=cast.things["own"]["meeting"])
    ReviewMeeting.objects.filter(pk=booked.pk).update(led_by=cast.teacher)
    by_key, opened = {user.pk: who for who, user in cast.people.items()}, set()
    for today in (TODAY, TODAY + 2 * DAY):
        for one in found(asked(cast.oakfield, today=today)):
            who = by_key.get(one.owners[0], "") if one.owners else "senco"
            if (one.kind, who) not in opened:
                assert client_for(who).get(one.url).status_code == 200, (one.kind, who, one.url)
                opened.add((one.kind, who))
    assert len(opened) > 15 and {("sessions_record", "ta"), ("family_plan_slip", "parent")} <= opened


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who,number", [(None, 19), ("senco", 18), ("teacher", 17), ("parent", 4)])
def test_queries(at_work, django_assert_num_queries, who, number, count):
    cast = at_work
    add_term(school=cast.oakfield, name="Summer", start=dt.date(2027, 4, 12), end=dt.date(2027, 7, 21))
    for place in range(count):
        record = add_record(cast.oakfield, klass="4 Ash", first=f"Kid{place}", last="Vale", email=f"k{place}@x.test",
                            senco=cast.senco)  # fmt: skip
        reviews.book_meeting(pupil=record.pupil, on=TODAY + DAY, by=cast.senco, at=AT)
        house.provision(by=cast.senco, pupils=[record.pupil], adults=[cast.ta])
    user = cast.people[who] if who else None
    asks = [Ask(cast.oakfield, TODAY - 366 * DAY, TODAY + 366 * DAY, TODAY, user) for _ in range(2)]
    found(asks[0])  # as in a request, the person's roles are known
    with django_assert_num_queries(number):
        found(asks[1])


def test_review_meetings_stand_on_the_calendar(at_work):
    cast, (_sort, source) = at_work, CALENDAR["review_meetings"]
    (one,) = [x for x in source(asked(cast.oakfield, user=cast.teacher)) if x.on == TODAY]
    assert (one.pupil, one.subject) == (cast.own.pupil.reference, f"meeting:{cast.things['own']['meeting']}")
    assert (one.url, one.called_off) == (f"/oakfield/reviews/{cast.things['own']['meeting']}/", False)
    assert "Maya" not in one.what
