"""What is due by EHC plans: the right day, by law, to the right person, gone once it is done."""

import datetime as dt
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.reminders.deadlines import SOURCES, Ask, Gathered, gather
from core.reminders.kinds import reached
from core.reminders.recipients import people_of_today, recipients
from core.schools.models import Term
from ehcp.caseload.delays import ledger
from ehcp.deadlines.calendar import meetings
from ehcp.enums import AssessmentState, InviteeRole, LaDecision, ReviewKind, ReviewState, Served, VersionKind
from ehcp.models import PlanProvision, PlanReading, ReviewInvitee
from register import actions as register
from register.enums import GrantKind
from register.models import Contact, Conversation, Pupil
from tests.ehcp.caseload import made
from tests.overview.test_queries import UNCOUNTED
from tests.roles import seeing

pytestmark = pytest.mark.django_db
D, DAY = dt.date, dt.timedelta(days=1)
MADE, TODAY = D(2025, 3, 14), D(2025, 11, 14)  # a Friday of term
BEFORE = dt.datetime(2026, 8, 17, 9, tzinfo=dt.UTC)
R, S, A = InviteeRole, ReviewState, AssessmentState
YEAR = ((D(2025, 9, 3), D(2025, 12, 19)), (D(2026, 1, 5), D(2026, 3, 27)), (D(2026, 4, 13), D(2026, 7, 21)))


@pytest.fixture
def home(cast):
    """Riverside, where nothing else is kept: its SENCo, head and teacher, the terms of 2025/26, and one pupil."""
    with seeing(cast.riverside, actor=cast.riverside_senco):
        for number, (start, end) in enumerate(YEAR):
            Term.objects.create(school=cast.riverside, name=f"Term {number}", start=start, end=end)
        for user, role in ((cast.head, Role.HEAD), (cast.teacher, Role.TEACHER)):
            give_role(school=cast.riverside, user=user, role=role, by=None, at=BEFORE)
        made.pupil_in(cast.riverside, cast.riverside_senco, first="Vera", last="Top", klass="6 Yew", year="6")
        ours = {name: source for name, source in SOURCES.items() if name.startswith("ehc_")}
        with mock.patch.dict(SOURCES, ours, clear=True):
            yield cast


def ask_on(cast, today: dt.date = TODAY, user=None) -> Ask:
    return Ask(cast.riverside, today - 366 * DAY, today + 400 * DAY, today, user)


def found_on(cast, today: dt.date = TODAY, user=None) -> Gathered:
    found = gather(ask_on(cast, today, user))
    assert not found.failures
    return found


def due(cast, today: dt.date = TODAY, user=None) -> dict[str, dt.date]:
    return {one.kind: one.due for one in found_on(cast, today, user).deadlines}


def one(cast, kind: str, today: dt.date = TODAY):
    return next(one for one in found_on(cast, today).deadlines if one.kind == kind)


def plan(cast, made_on: dt.date = MADE, **more):
    pupil = made.pupil_in(cast.riverside, cast.riverside_senco, **more)
    return made.plan_of(pupil, cast.riverside_senco, made_on)


def review(cast, on: dt.date, state=S.DATED, of=None, **more):
    """A review whose date was set on TODAY, with a parent and the authority's officer."""
    held = made.review_of(of or plan(cast), cast.riverside_senco, on, state, **more)
    type(held).objects.filter(pk=held.pk).update(
        dated_at=dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC)
    )
    made.two_invited(held)
    return held


def give(cast, held, what: Served, on: dt.date = TODAY) -> None:
    for place in held.invitees.all():
        made.served(place, what, on, cast.riverside_senco)


def told(cast, first: dt.date, last: dt.date, *kinds: str) -> dict[tuple[str, str], tuple[dt.date, str]]:
    """Every day has its round: (kind, rung) → the day on which it is first told, and to whom."""
    seen, today = {}, first
    while today <= last:
        ask = ask_on(cast, today)
        people, days = people_of_today(ask), ask.opening.days
        for each in gather(ask).deadlines:
            rung = reached(each.of, each.due, today, days) if each.kind in kinds else None
            if rung:
                names = ", ".join(to.person.name for to in recipients(each, rung, people))
                seen.setdefault((each.kind, rung.key), (today, names))
        today += DAY
    return seen


SENCO, BOTH = "Amy Holt", "David Okoro, Amy Holt"


def test_from_the_day_the_date_is_set_the_owner_is_led_to_the_notice(home):
    review(home, D(2026, 3, 17))  # notice by Tue 3 Mar
    found = told(home, TODAY, D(2026, 3, 17), "review_notice", "review_ask_advice", "review_pack")
    ladder = {"six_weeks": (D(2026, 2, 3), SENCO), "three_weeks": (D(2026, 2, 24), SENCO), "eve": (D(2026, 3, 2), SENCO),
              "day": (D(2026, 3, 3), SENCO), "late": (D(2026, 3, 4), BOTH)}  # fmt: skip
    assert found == {(kind, rung): day for kind in ("review_notice", "review_pack") for rung, day in ladder.items()} | {
        ("review_ask_advice", "day"): (D(2026, 2, 3), SENCO), ("review_ask_advice", "late"): (D(2026, 2, 4), SENCO),
        ("review_ask_advice", "late_week"): (D(2026, 2, 10), SENCO),
    }  # fmt: skip


def test_notice_that_falls_into_christmas_is_told_on_the_last_school_day(home):
    review(home, D(2026, 1, 12))
    notice = one(home, "review_notice")
    assert (notice.due, notice.aim) == (D(2025, 12, 29), D(2025, 12, 19))
    assert "SI 2014/1530, reg 20(3)" in notice.cites and "Mon 12 Jan 2026" in notice.started
    assert told(home, TODAY, D(2026, 1, 12), "review_notice") == {
        ("review_notice", "six_weeks"): (D(2025, 12, 1), SENCO), ("review_notice", "eve"): (D(2025, 12, 19), SENCO),
        ("review_notice", "three_weeks"): (D(2025, 12, 22), SENCO),
        ("review_notice", "day"): (D(2025, 12, 29), SENCO), ("review_notice", "late"): (D(2025, 12, 30), BOTH),
    }  # fmt: skip
    home.riverside.notice_clear_weeks = True
    review(home, D(2026, 3, 17), of=plan(home, first="Ada"))
    aims = {each.due: each.aim for each in found_on(home).deadlines if each.kind == "review_notice"}
    assert aims == {D(2025, 12, 29): D(2025, 12, 19), D(2026, 3, 3): D(2026, 3, 2)}


def test_notice_stays_late_until_it_is_given_and_the_record_says_so_for_good(home):
    held = review(home, D(2026, 1, 12))
    first = held.invitees.first()
    made.served(first, Served.NOTICE, D(2025, 12, 20), home.riverside_senco)
    late = one(home, "review_notice", D(2026, 1, 8))
    assert (late.due, late.so_far) == (D(2025, 12, 29), "1 of 2 have it.")
    held.state = S.HELD
    held.save()
    assert {"review_notice", "review_pack"}.isdisjoint(due(home, D(2026, 1, 13)))
    duties = {one.key: one for one in ledger(home.riverside, home.riverside_senco, D(2026, 1, 13)).duties}
    assert (duties["notice"].state, duties["pack"].state) == ("missed", "missed")
    page = (
        home.client_for("riverside_senco")
        .get(f"/riverside/annual-reviews/{held.reference}/")
        .content.decode()
    )
    assert "Missed" in page and "Not given to: Ms Lee." in page
    other = review(home, D(2026, 1, 12), of=plan(home, first="Ada"))
    give(home, other, Served.NOTICE, D(2026, 1, 2))
    assert "review_notice" not in due(home, D(2026, 1, 8))
    page = (
        home.client_for("riverside_senco")
        .get(f"/riverside/annual-reviews/{other.reference}/")
        .content.decode()
    )
    assert "10 days before the meeting, 4 days short of two weeks" in page


BY_LAW = {"review_complete": D(2026, 3, 13)}
MEET = D(2026, 1, 20)


@pytest.mark.parametrize(("today", "state", "more", "expected"), [
    (TODAY, S.DATED, {}, {"review_day": MEET, "review_notice": D(2026, 1, 6), "review_pack": D(2026, 1, 6),
                          "review_ask_advice": D(2025, 12, 9)}),
    (D(2026, 1, 21), S.DATED, {}, {"review_record": D(2026, 1, 27), "review_report": D(2026, 2, 3)}),
    (D(2026, 1, 21), S.HELD, {}, {"review_report": D(2026, 2, 3), "review_decision": D(2026, 2, 17)}),
    (D(2026, 2, 20), S.DECIDED, {"decision": LaDecision.AMEND, "decided_on": D(2026, 2, 10),
                                 "amendment_notice_on": D(2026, 2, 10)},
     {"review_report": D(2026, 2, 3), "review_compare": D(2026, 2, 24), "review_final": D(2026, 4, 7),
      "review_complete": None}),
    (D(2026, 2, 20), S.DECIDED, {"decision": LaDecision.KEEP, "decided_on": D(2026, 2, 10)},
     {"review_report": D(2026, 2, 3), "review_close": D(2026, 2, 24), "review_complete": None}),
    (TODAY, S.DATED, {"kind": ReviewKind.UNDER_FIVE}, {"review_day": MEET}),
    (TODAY, S.CANCELLED, {}, {"review_date": D(2026, 2, 13)}),
])  # fmt: skip
def test_what_a_review_asks_at_each_state(home, today, state, more, expected):
    review(home, MEET, state, **more)
    assert due(home, today) == {key: day for key, day in (BY_LAW | expected).items() if day}


def test_a_step_of_the_record_ends_each_deadline(home):
    held = review(home, MEET)
    give(home, held, Served.NOTICE)
    assert "review_notice" not in due(home) and "review_ask_advice" in due(home)
    give(home, held, Served.ADVICE_ASK)
    assert "review_ask_advice" not in due(home)
    held.invitees.filter(role=R.LA_SEN).update(advice_on=TODAY)
    assert one(home, "review_pack").so_far == "Advice of 1 of 2 is here. 0 of 2 have it."
    give(home, held, Served.PACK)
    assert due(home) == BY_LAW | {"review_day": MEET}
    held.state = S.HELD
    held.save()
    give(home, held, Served.REPORT, D(2026, 1, 22))
    assert due(home, D(2026, 1, 23)) == BY_LAW | {"review_decision": D(2026, 2, 17)}


def test_a_meeting_that_is_moved_moves_its_dates(home):
    held = review(home, MEET)
    give(home, held, Served.NOTICE)
    held.on = D(2026, 2, 3)
    held.save()
    assert (due(home)["review_notice"], due(home)["review_day"]) == (D(2026, 1, 20), D(2026, 2, 3))


def test_a_plan_without_a_date_and_a_change_of_phase(home):
    plan(home, D(2025, 6, 2), first="Six", klass="6 Yew", year="6")
    assert due(home) == {
        "review_date": D(2026, 2, 14), "ehcp_transfer": D(2026, 2, 14), "review_complete": D(2026, 6, 1),
    }  # fmt: skip
    moves = one(home, "ehcp_transfer")
    assert (moves.aim, moves.cites) == (D(2026, 2, 13), "SI 2014/1530, reg 18(1)")
    assert one(home, "review_date").url == f"/riverside/pupils/{moves.pupil}/ehcp/reviews/"
    rungs = told(home, D(2026, 1, 1), D(2026, 2, 16), "ehcp_transfer")
    assert rungs["ehcp_transfer", "three_weeks"] == (D(2026, 1, 24), SENCO)  # a Saturday: the law's own day
    assert rungs["ehcp_transfer", "late"] == (D(2026, 2, 15), BOTH)


def test_dates_that_cannot_be_right_are_told_each_week_and_stop_nothing_else(home):
    odd = plan(home, first="Odd")
    review(home, D(2025, 1, 6), S.HELD, of=odd)
    plan(home, first="Good")
    check = one(home, "ehcp_check")
    assert (check.subject, check.due) == (f"plan:{odd.reference}", TODAY)
    assert "cannot be earlier than the plan" in check.detail and "review_date" in due(home)
    assert one(home, "ehcp_check", TODAY + 3 * DAY).due == TODAY + 7 * DAY


def assessed(cast, state, **more):
    pupil = made.pupil_in(cast.riverside, cast.riverside_senco)
    return made.assessment_of(pupil, cast.riverside_senco, state, **more)


ASKED = D(2025, 9, 8)  # decided by Mon 20 Oct, final plan by Mon 26 Jan


@pytest.mark.parametrize(("state", "more", "expected"), [
    (A.REQUESTED, {}, {"assessment_decide": D(2025, 10, 20), "assessment_final": D(2026, 1, 26)}),
    (A.ASSESSING, {"decided_on": D(2025, 10, 13), "advice_requested_on": D(2025, 10, 13)},
     {"assessment_advice": D(2025, 11, 24), "assessment_final": D(2026, 1, 26)}),
    (A.DRAFTED, {"decided_on": D(2025, 10, 13), "draft_received_on": D(2025, 11, 10)},
     {"assessment_draft": D(2025, 11, 25), "assessment_final": D(2026, 1, 26)}),
    (A.ANSWERED, {"decided_on": D(2025, 10, 13), "draft_received_on": D(2025, 11, 10), "answered_on": D(2025, 11, 12)},
     {"assessment_final": D(2026, 1, 26)}),
    (A.DECLINED, {"decided_on": D(2025, 10, 13)},
     {"assessment_feedback": D(2025, 11, 10), "assessment_appeal": D(2025, 12, 13)}),
    (A.DECLINED, {"decided_on": D(2025, 10, 13), "feedback_used": "Two more cycles", "mediation_on": D(2025, 11, 20)},
     {"assessment_appeal": D(2025, 12, 20)}),
    (A.DECLINED, {"decided_on": D(2025, 10, 13), "feedback_used": "Two more cycles", "appeal_on": D(2025, 11, 1)}, {}),
    (A.ASSESSING, {"decided_on": D(2025, 10, 13), "order": "To make a plan", "order_on": D(2025, 11, 3)},
     {"assessment_order": D(2026, 1, 19)}),
    (A.ISSUED, {"decided_on": D(2025, 10, 13), "issued_on": D(2025, 11, 3)}, {"assessment_appeal": D(2026, 1, 3)}),
    (A.CLOSED, {}, {}),
])  # fmt: skip
def test_what_an_assessment_asks_at_each_state(home, state, more, expected):
    assessed(home, state, requested_on=ASKED, **more)
    found = due(home)
    assert found == expected
    theirs = {"assessment_decide", "assessment_final", "assessment_order"}
    assert {
        each.kind for each in found_on(home).deadlines if each.turn == "the local authority"
    } == theirs & set(found)


def test_before_a_request_the_school_has_its_own_days(home):
    held = assessed(home, A.CONSIDERED)
    assert due(home, D(2026, 11, 20)) == {"assessment_talk": D(2026, 11, 30)}
    held.talk = Conversation.objects.create(
        school=held.school, pupil=held.pupil, kind="meeting", on=D(2026, 11, 17), recorded_at=timezone.now(),
        recorded_by=home.riverside_senco, about="An assessment",
    )  # fmt: skip
    held.state = A.DISCUSSED
    held.save()
    assert due(home, D(2026, 11, 20)) == {"assessment_request": D(2026, 12, 1)}


def test_each_adviser_owes_their_own_advice_before_the_papers_go_round(home):
    held = review(home, MEET)
    place = ReviewInvitee.objects.create(
        school=held.school, review=held, number=3, role=R.TEACHER, name="Priya Nair", user=home.teacher
    )
    ReviewInvitee.objects.create(
        school=held.school, review=held, number=4, role=R.SPECIALIST, name="Tom Reyes", user=home.professional
    )
    assert "review_advice" not in due(home)  # nobody has asked yet
    give(home, held, Served.ADVICE_ASK)
    asked = one(home, "review_advice")
    assert (asked.due, asked.owners) == (
        D(2025, 12, 19),
        (home.teacher.pk,),
    )  # a week before Tue 6 Jan is a holiday
    assert asked.cites == "" and asked.of.cites == "SI 2014/1530, reg 20(4)"
    assert one(home, "review_attend").owners == (home.teacher.pk,)
    register.add_teacher(school_class=held.pupil.school_class, user=home.teacher)
    home.teacher.forget_memberships()
    assert due(home, user=home.teacher)["review_advice"] == D(2025, 12, 19)
    rungs = told(home, TODAY, D(2025, 12, 22), "review_advice")
    assert rungs["review_advice", "week"] == (D(2025, 12, 12), "Priya Nair")
    place.advice_on = TODAY
    place.save()
    assert "review_advice" not in due(home)


def parent_of(cast, held, *, asked: bool):
    """A parent with an account, on the list of the review in place of who is named there."""
    user = cast.parent
    give_role(school=cast.riverside, user=user, role=Role.PARENT, by=None, at=BEFORE)
    register.grant(pupil=held.pupil, user=user, kind=GrantKind.PARENT)
    contact = Contact.objects.create(
        school=held.school, pupil=held.pupil, priority=1, name="Amal Rahman", relationship="Mother", user=user
    )
    held.invitees.filter(role=R.PARENT).update(contact=contact, user=user)
    if asked:
        give(cast, held, Served.NOTICE)
        give(cast, held, Served.ADVICE_ASK)
    user.forget_memberships()
    return user


def test_a_parent_is_told_once_they_were_asked_and_never_of_what_is_late(home):
    held = review(home, MEET)
    parent = parent_of(home, held, asked=False)
    assert due(home, user=parent) == {}
    for what in (Served.NOTICE, Served.ADVICE_ASK):
        give(home, held, what)
    assert due(home, user=parent) == {"family_views": D(2025, 12, 19), "family_review": MEET}
    rungs = told(home, TODAY, MEET, "family_views", "family_review")
    assert rungs == {key: (day, parent.name) for key, day in {
        ("family_views", "week"): D(2025, 12, 12), ("family_views", "eve"): D(2025, 12, 18),
        ("family_review", "week"): D(2026, 1, 13), ("family_review", "eve"): D(2026, 1, 19),
    }.items()}  # fmt: skip
    assert due(home, D(2025, 12, 20), parent) == {"family_review": MEET}
    held.invitees.filter(role=R.PARENT).update(advice_on=TODAY)
    assert due(home, user=parent) == {"family_review": MEET}
    urls = {each.url for each in found_on(home, user=parent).deadlines}
    assert urls == {f"/riverside/my-child/{held.pupil.reference}/annual-review/"}


def test_a_parent_is_told_how_long_they_may_comment_and_appeal(home):
    held = review(home, MEET, S.DECIDED, decision=LaDecision.AMEND, decided_on=D(2026, 2, 10),
                  amendment_notice_on=D(2026, 2, 10))  # fmt: skip
    parent = parent_of(home, held, asked=False)
    assert due(home, D(2026, 2, 11), parent) == {"family_comments": D(2026, 2, 24)}
    assert due(home, D(2026, 2, 25), parent) == {}
    made.assessment_of(
        held.pupil, home.riverside_senco, A.DECLINED, requested_on=ASKED, decided_on=D(2025, 10, 13)
    )
    assert due(home, TODAY, parent)["family_appeal"] == D(2025, 12, 13)


def in_force(cast, of):
    version = made.version_of(of, cast.riverside_senco, VersionKind.FINAL, MADE)
    checked = dt.datetime(2025, 11, 10, 9, tzinfo=dt.UTC)
    version.checked_at, version.checked_by = checked, cast.riverside_senco
    version.save()
    PlanProvision.objects.create(
        school=of.school, plan_version=version, number=1, text="Direct work on language"
    )
    return version


def test_who_teaches_reads_the_plan_and_somebody_gives_each_line(home):
    of = plan(home)
    version = in_force(home, of)
    register.add_teacher(school_class=of.pupil.school_class, user=home.teacher)
    read = one(home, "ehcp_read")
    assert (read.due, read.owners) == (D(2025, 11, 24), (home.teacher.pk,))
    assert one(home, "ehcp_provision").due == D(2025, 11, 24)
    PlanReading.objects.create(
        school=of.school, plan_version=version, user=home.teacher, read_at=timezone.now()
    )
    version.provisions.update(delivered_by="Ms Lee")
    assert {"ehcp_read", "ehcp_provision"}.isdisjoint(due(home))


def everything(cast, count: int) -> None:
    """So many of each: reviews before and after their meeting, a plan in force without a date, assessments."""
    for number in range(count):
        held = review(cast, MEET, of=plan(cast, first=f"Before{number}"))
        ReviewInvitee.objects.create(
            school=held.school, review=held, number=3, role=R.HEAD, name="Head", user=cast.head
        )
        give(cast, held, Served.ADVICE_ASK)
        of = plan(cast, first=f"After{number}")
        in_force(cast, of)
        review(cast, D(2025, 11, 4), S.DECIDED, of=of, decision=LaDecision.AMEND, decided_on=D(2025, 11, 10),
               amendment_notice_on=D(2025, 11, 10))  # fmt: skip
        in_force(cast, plan(cast, first=f"Undated{number}"))
        asked = made.pupil_in(cast.riverside, cast.riverside_senco, first=f"Asked{number}")
        made.assessment_of(
            asked, cast.riverside_senco, A.DECLINED, requested_on=ASKED, decided_on=D(2025, 10, 13)
        )


def queries(cast, user=None) -> int:
    """Those of the sources, beside the three of the school's days, and the one of what was marked done."""
    found_on(cast, user=user)
    with CaptureQueriesContext(connection) as captured:
        found_on(cast, user=user)
    counted = [query["sql"] for query in captured if not query["sql"].startswith(UNCOUNTED)]
    print(*counted, sep="\n")
    return len(counted)


@pytest.mark.parametrize("count", [1, 3])
def test_all_sources_ask_as_often_for_three_of_each_as_for_one(home, count):
    everything(home, count)
    found = [each.kind for each in found_on(home).deadlines]
    assert {
        found.count(kind) for kind in ("review_notice", "review_final", "review_date", "assessment_feedback")
    } == {count}
    assert (queries(home), queries(home, home.riverside_senco)) == (19, 19)


def test_only_of_this_school_of_pupils_who_are_here_in_ones_sight(home):
    everything(home, 1)
    there = found_on(home)
    assert not gather(Ask(home.hillcrest, TODAY - 366 * DAY, TODAY + 400 * DAY, TODAY)).deadlines
    assert not found_on(home, user=home.teacher).deadlines  # teaches none of them
    assert {each.key for each in found_on(home, user=home.riverside_senco).deadlines} == {
        each.key for each in there.deadlines
    }
    children = Pupil.objects.filter(school=home.riverside)
    names = {word for pupil in children for word in (pupil.legal_first, pupil.legal_last)}
    for each in there.deadlines:
        assert (
            each.pupil
            and each.started
            and not any(n in f"{each.subject} {each.url} {each.detail}" for n in names)
        )
    children.update(left_on=TODAY)
    assert not found_on(home).deadlines


def test_each_row_leads_to_a_page_that_its_owner_may_open(home):
    everything(home, 1)
    held = review(home, MEET, of=plan(home, first="Seen"))
    parent = parent_of(home, held, asked=True)
    people = {user.pk: who for who, user in home.people.items()}
    wanted = {who: [] for who in ("riverside_senco", "head", "parent")}
    for each in found_on(home).deadlines:
        for who in {people[pk] for pk in each.owners} or {
            "riverside_senco",
            *(["head"] if each.of.statutory else []),
        }:
            wanted[who].append(each)
    assert all(wanted.values()) and {each.of.family for each in wanted["parent"]} == {True}
    parent.forget_memberships()
    for who, rows in wanted.items():
        client = home.client_for(who)
        assert {each.kind: client.get(each.url).status_code for each in rows} == {
            each.kind: 200 for each in rows
        }


def test_a_ta_is_asked_for_what_is_theirs_and_told_nothing_else(home):
    of = plan(home)
    in_force(home, of)
    held = review(home, MEET, of=of)
    give_role(school=home.riverside, user=home.ta, role=Role.TA, by=None, at=BEFORE)
    register.grant(pupil=of.pupil, user=home.ta, kind=GrantKind.SUPPORT)
    ReviewInvitee.objects.create(
        school=held.school, review=held, number=3, role=R.TA, name="Joan Biggs", user=home.ta
    )
    give(home, held, Served.ADVICE_ASK)
    parent_of(home, held, asked=True)
    made.assessment_of(
        of.pupil, home.riverside_senco, A.DECLINED, requested_on=ASKED, decided_on=D(2025, 10, 13)
    )
    home.ta.forget_memberships()
    mine = found_on(home, user=home.ta).deadlines
    assert {each.kind for each in mine} == {"review_advice", "review_attend", "ehcp_read", "ehcp_provision"}
    client = home.client_for("ta")
    assert {client.get(each.url).status_code for each in mine} == {200}


def test_the_calendar_shows_reviews_to_who_may_read_them_or_is_invited(home):
    held = review(home, MEET)
    review(home, MEET, S.CANCELLED, of=plan(home, first="Off"))
    ask = Ask(home.riverside, MEET - DAY, MEET + DAY, TODAY, home.riverside_senco)
    home.riverside_senco.memberships  # noqa: B018  read once a request
    with CaptureQueriesContext(connection) as captured:
        (entry,) = meetings(ask)
    assert (entry.subject, entry.on, entry.pupil) == (f"review:{held.reference}", MEET, held.pupil.reference)
    assert "Rahman" not in entry.what and len(captured) == 1
    home.head.forget_memberships()
    assert not list(meetings(Ask(home.riverside, MEET - DAY, MEET + DAY, TODAY, home.teacher)))
