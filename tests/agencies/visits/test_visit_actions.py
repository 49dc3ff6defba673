"""Visits by the school's protocol (R-118 to R-124, R-236): what is put on the calendar and what is refused."""

import datetime as dt
import re

import pytest
from django.core import mail

from agencies.enums import ReferralState, ToldBy, VisitState
from agencies.models import Agency, AgencyReport, Consent, ProfessionalCheck, Visit
from agencies.referrals.ground import end_invitations
from agencies.visits import actions, queries
from agencies.visits.checks import VisitRefused
from core.accounts.permissions import Denied
from core.schools.models import Term
from core.schools.opening import open_days
from register.edits import Overtaken
from tests.agencies.visits.conftest import DAY
from tests.cast import AT

LATER = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)  # after the visit
pytestmark = pytest.mark.django_db

REFUSED = {  # what is asked for → the argument, and the words that say why
    "past": ({"on": dt.date(2026, 11, 13)}, "on", "is past"),
    "earlier today": ({"on": AT.date(), "at_time": dt.time(8, 30)}, "at_time", "8.30 am today is past"),
    "far ahead": ({"on": dt.date(2028, 1, 10)}, "on", "more than a year ahead"),
    "saturday": ({"on": dt.date(2026, 11, 28)}, "on", "Saturday"),
    "bank holiday": ({"on": dt.date(2027, 3, 26)}, "on", "Good Friday"),
    "half term": ({"on": dt.date(2026, 10, 28), "at": dt.datetime(2026, 10, 1, tzinfo=dt.UTC)}, "on", "Half term"),
    "by night": ({"at_time": dt.time(23)}, "at_time", "outside the school day"),
    "too short": ({"minutes": 2}, "minutes", "5 minutes"),
    "told tomorrow": ({"announced_on": dt.date(2026, 11, 17)}, "announced_on", "in the future"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_visit_that_cannot_be_is_refused_beside_its_field(oak, announce, case):
    given, field, words = REFUSED[case]
    if "at" in given:
        given = given | {"announced_on": given["at"].date()}
    with pytest.raises(VisitRefused) as refused:
        announce(**given)
    assert (refused.value.field, words in refused.value.reason) == (field, True)
    assert not Visit.objects.filter(agency__name="Speech service").exists()


def test_holiday_between_two_terms_is_closed_and_a_day_of_no_known_term_is_not(oak, announce):
    day = dt.date(2026, 12, 21)
    assert announce(on=day).on == day  # beyond the last term that is entered: the page warns
    assert not open_days(oak.oakfield).known(day)
    Term.objects.create(
        school=oak.oakfield, name="Spring", start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 25)
    )
    with pytest.raises(VisitRefused, match="School holiday"):
        announce(on=dt.date(2026, 12, 22))


@pytest.mark.parametrize(
    "at,minutes,free",
    [
        ((9, 15), 45, True),
        ((9, 16), 45, False),
        ((10, 44), 5, False),
        ((10, 45), 30, True),
        ((9, 0), 480, False),
    ],
)
def test_one_child_has_one_visit_at_a_time(oak, announce, at, minutes, free):
    announce()
    other = Agency.objects.create(school=oak.oakfield, name="OT", kind="ot", sector="nhs")
    if free:
        assert announce(agency=other, at_time=dt.time(*at), minutes=minutes).pk
        return
    with pytest.raises(VisitRefused, match=r"not free from 10\.00 am to 10\.45 am") as refused:
        announce(agency=other, at_time=dt.time(*at), minutes=minutes)
    assert "Speech" not in refused.value.reason  # a professional of another service may read it


def test_called_off_and_missed_visits_leave_the_time_free(oak, announce):
    actions.cancel_visit(visit=announce(), why="Ill", by=oak.senco, at=AT)
    assert announce().state == VisitState.ANNOUNCED


def test_employed_professional_comes_only_with_checks_that_hold_on_the_day(oak, announce, private):
    given = {"agency": private.agency, "professional": private}
    with pytest.raises(VisitRefused, match="DBS check: not seen yet") as refused:
        announce(**given)
    assert refused.value.field == "professional"
    for kind in ("qualification", "registration", "dbs", "insurance"):
        ProfessionalCheck.objects.create(
            school=oak.oakfield, professional=private, kind=kind, words="Seen", seen_on=AT.date(), seen_by=oak.senco,
            valid_until=DAY,
        )  # fmt: skip
    assert announce(**given).professional == private
    with pytest.raises(VisitRefused, match="ran out on 24 Nov 2026"):
        announce(**given, on=DAY + dt.timedelta(days=1))
    with pytest.raises(VisitRefused, match="choose who comes"):
        announce(agency=private.agency, who_comes="Somebody", on=dt.date(2026, 11, 26))


def test_visit_needs_a_consent_that_holds_on_its_day(oak, announce, referral):
    Consent.objects.update(until=DAY)
    assert announce().referral == referral  # found by itself: no visit goes round the consent
    with pytest.raises(VisitRefused, match="good until Tue 24 Nov 2026") as refused:
        announce(on=DAY + dt.timedelta(days=1))
    assert refused.value.field == "on"
    Consent.objects.update(until=None, withdrawn_on=AT.date(), withdrawn_at=AT, withdrawn_by=oak.senco)
    with pytest.raises(VisitRefused, match="withdrew their consent") as refused:
        announce(on=DAY + dt.timedelta(days=1))
    assert refused.value.field == "referral"


def test_withdrawn_consent_calls_off_what_is_to_come(oak, announce, referral, run_on_commit):
    ahead = announce()
    Consent.objects.update(withdrawn_on=AT.date(), withdrawn_at=AT, withdrawn_by=oak.senco)
    with run_on_commit():
        end_invitations(referral, oak.people["parent"], AT)
    ahead.refresh_from_db()
    assert (ahead.state, ahead.why) == (VisitState.CANCELLED, "The parents withdrew their consent.")
    assert len(mail.outbox) == 3  # SENCo, teacher and TA


def test_staff_are_told_by_emails_that_name_nobody(oak, announce, run_on_commit):
    with run_on_commit():
        visit = announce(by=oak.teacher, who_comes="Tom Reyes", place="Rainbow room")
    with run_on_commit():
        moved = actions.move_visit(
            visit=visit, on=DAY + dt.timedelta(days=1), at_time=dt.time(11), by=oak.senco, at=AT
        )
    with run_on_commit():
        actions.move_visit(visit=moved, on=moved.on, at_time=moved.at, place="Library", by=oak.senco, at=AT)
    with run_on_commit():
        actions.cancel_visit(visit=moved, why="Ill", by=oak.senco, at=AT)
    told = [(one.to, one.body.split(".")[0]) for one in mail.outbox]
    assert [to[0].split("@")[0] for to, _ in told] == ["senco", "ta", "teacher", "ta", "teacher", "ta"]
    starts = (
        "A visit from outside is announced",
        "A visit for pupil OAK-0001 was",
        "The visit for pupil OAK-0001 on",
    )
    assert all(words.startswith(start) for (_, words), start in zip(told[::2], starts, strict=True))
    everything = " ".join(one.subject + one.body for one in mail.outbox)
    assert not re.search("Maya|Abara|Reyes|Speech|Rainbow|Nair|4 Ash", everything)
    assert (
        "/oakfield/visits/" in everything
        and "was to be on Tue 24 Nov 2026. It is now on Wed 25 Nov" in everything
    )


def test_move_keeps_the_day_before_and_asks_for_the_parents_anew(oak, announce):
    visit = actions.tell_parents(visit=announce(), told_by=ToldBy.SCHOOL, on=AT.date(), by=oak.senco, at=AT)
    begun = visit.version
    moved = actions.move_visit(visit=visit, on=DAY + dt.timedelta(days=2), at_time=visit.at, by=oak.senco, at=AT,
                               version=begun)  # fmt: skip
    assert (moved.moved_from, moved.told_parents, moved.told_parents_on) == (DAY, "", None)
    with pytest.raises(Overtaken):
        actions.move_visit(visit=visit, on=DAY, at_time=visit.at, by=oak.senco, at=AT, version=begun)
    with pytest.raises(VisitRefused, match="is past"):
        actions.move_visit(visit=visit, on=dt.date(2026, 11, 13), at_time=visit.at, by=oak.senco, at=AT)


def test_record_marks_the_referral_seen_and_expects_the_report(oak, announce, referral):
    visit = announce()
    with pytest.raises(Denied, match="record it then"):
        actions.record_visit(visit=visit, came=True, teacher_met=True, by=oak.teacher, at=AT)
    with pytest.raises(VisitRefused, match="why the class teacher was not met"):
        actions.record_visit(visit=visit, came=True, teacher_met=False, by=oak.teacher, at=LATER)
    done = actions.record_visit(
        visit=visit, came=True, teacher_met=True, suggestions=" Now and next ", by=oak.teacher, at=LATER
    )
    assert (done.state, done.teacher_met_on, done.suggestions) == (VisitState.DONE, DAY, "Now and next")
    assert done.report_due == DAY + dt.timedelta(days=21)
    referral.refresh_from_db()
    assert (referral.state, referral.seen_on) == (ReferralState.SEEN, DAY)
    again = actions.record_visit(visit=done, came=True, teacher_met=False, not_met_why="Cover lesson", met_whom="Mrs Biggs",
                                 report_expected=None, by=oak.senco, at=LATER)  # fmt: skip
    assert (again.teacher_met, again.teacher_met_on, again.report_due) == (False, None, None)


def test_nobody_came_says_why_and_may_be_put_right(oak, announce, referral):
    visit = announce()
    with pytest.raises(VisitRefused, match="why nobody came"):
        actions.record_visit(visit=visit, came=False, by=oak.senco, at=LATER)
    missed = actions.record_visit(visit=visit, came=False, why="Ill", by=oak.senco, at=LATER)
    assert (missed.state, missed.why) == (VisitState.MISSED, "Ill")
    referral.refresh_from_db()
    assert referral.state == ReferralState.ACCEPTED
    done = actions.record_visit(visit=missed, came=True, teacher_met=True, by=oak.senco, at=LATER)
    assert (done.state, done.why) == (VisitState.DONE, "")


def test_arrival_without_notice_is_a_fact_even_without_consent(oak, agency, referral, run_on_commit):
    Consent.objects.update(withdrawn_on=AT.date(), withdrawn_at=AT, withdrawn_by=oak.senco)
    common = {"pupil": oak.own.pupil, "agency": agency, "teacher_met": False, "not_met_why": "On a course",
              "by": oak.teacher, "at": LATER}  # fmt: skip
    with run_on_commit():
        visit = actions.record_unannounced(**common, on=DAY, at_time=dt.time(10))
    assert (visit.state, visit.announced_how, visit.referral) == (VisitState.DONE, "not", referral)
    referral.refresh_from_db()
    assert (referral.state, mail.outbox[0].to) == (ReferralState.ACCEPTED, ["senco@sendsys.test"])
    with pytest.raises(VisitRefused, match="still to come"):
        actions.record_unannounced(**common, on=DAY, at_time=dt.time(16))
    with pytest.raises(VisitRefused, match="14 days ago"):
        actions.record_unannounced(**common, on=dt.date(2026, 11, 9), at_time=dt.time(10))


@pytest.mark.parametrize("who", ["ta", "head", "office", "professional"])
def test_only_senco_and_teacher_announce_by_their_role(oak, announce, who):
    with pytest.raises(Denied):
        announce(by=oak.people[who])


def test_teacher_is_met_once_a_term_where_visits_are_several(oak, agency, announce):
    term = Term.objects.get(school=oak.oakfield)
    first = announce(on=AT.date(), at_time=dt.time(14))
    actions.record_visit(
        visit=first, came=True, teacher_met=False, not_met_why="Away", by=oak.senco, at=LATER
    )
    assert [
        one for one in queries.termly_meetings(oak.oakfield, oak.teacher, term) if one.agency == agency.name
    ] == []
    second = announce(on=DAY)
    found = [
        one for one in queries.termly_meetings(oak.oakfield, oak.teacher, term) if one.agency == agency.name
    ]
    assert [(one.done, one.ahead, one.met_on, one.missed(DAY)) for one in found] == [(1, 1, None, False)]
    actions.record_visit(
        visit=second, came=True, teacher_met=False, not_met_why="Away", by=oak.senco, at=LATER
    )
    (found,) = [
        one for one in queries.termly_meetings(oak.oakfield, oak.teacher, term) if one.agency == agency.name
    ]
    assert found.missed(DAY)
    actions.record_visit(visit=second, came=True, teacher_met=True, by=oak.senco, at=LATER)
    (found,) = [
        one for one in queries.termly_meetings(oak.oakfield, oak.teacher, term) if one.agency == agency.name
    ]
    assert (found.met_on, found.missed(DAY)) == (DAY, False)


def test_report_is_due_until_one_comes(oak, announce, referral):
    actions.record_visit(
        visit=announce(), came=True, teacher_met=True, report_expected=DAY, by=oak.senco, at=LATER
    )
    before = DAY - dt.timedelta(days=1)
    assert queries.reports_due(oak.oakfield, oak.senco, before) == []
    (due,) = queries.reports_due(oak.oakfield, oak.senco, DAY)
    assert (due.agency, due.pupil_name, due.referral_reference) == (
        "Speech service",
        "Maya Abara",
        referral.reference,
    )
    AgencyReport.objects.create(school=oak.oakfield, pupil=oak.own.pupil, referral=referral, document=oak.own.private,
                                received_on=DAY, received_by=oak.senco)  # fmt: skip
    assert queries.reports_due(oak.oakfield, oak.senco, DAY) == []
