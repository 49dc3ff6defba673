"""What work with agencies says is due: each kind by its day, whose it is and where it is done; gone once it is dealt with;
the same number of queries for one child and for three."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import (
    Agency,
    AgencyMeeting,
    AgencyReport,
    Consent,
    Invitation,
    MeetingAction,
    PrivateAppointment,
    Professional,
    ProfessionalCheck,
    Recommendation,
    Referral,
    ReportReceipt,
    Visit,
)
from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.documents.actions import keep_file
from core.reminders.deadlines import SOURCES, Ask, Deadline
from core.reminders.kinds import KINDS
from register import actions as register
from register.models import Conversation, Pupil, PupilDocument
from tests.cast import PDF, add_record
from tests.roles import seeing

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)  # a Monday of the autumn term
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
OURS = [source for name, source in SOURCES.items() if name.startswith("agencies.")]
QUERIES = 11 + 1 + 2  # one of each source; who teaches whom; when the school is open


@pytest.fixture
def river(cast):
    """Riverside, of which no agency knows yet."""
    with seeing(cast.riverside, actor=cast.riverside_senco):
        yield cast


@pytest.fixture
def fill(river):
    """`fill(3)`: three children, each with one of everything that waits with agencies."""
    return lambda count: [_child(river, number) for number in range(count)]


def _child(cast, number: int):
    senco, school = cast.riverside_senco, cast.riverside
    record = add_record(school, klass="3 Fir", first=f"Ada{number}", last=f"Quill{number}", senco=senco,
                        email=f"family{number}@quill.example")  # fmt: skip
    register.add_teacher(school_class=record.pupil.school_class, user=cast.people["teacher"])
    own = {"school": school, "pupil": record.pupil}
    agency = Agency.objects.create(
        school=school, name=f"Psychology {number}", kind="ep", sector="la", usual_weeks=4
    )
    own["agency"] = agency
    _referrals(own, senco)
    _visits(own, senco)
    _reports(own, record.contact, senco)
    _meetings(school, record.pupil, senco)
    _checked(school, agency, senco)
    PrivateAppointment.objects.create(school=school, pupil=record.pupil, on=TODAY + DAY, with_whom="An optician",
                                      authorised=True, recorded_at=NOW, recorded_by=senco)  # fmt: skip
    return record


def _referral(own, senco, state: str, **fields) -> Referral:
    return Referral.objects.create(
        **own, state=state, asked="Help", created_at=NOW - 30 * DAY, created_by=senco, **fields
    )


def _answer(referral, senco, on, answer="given", **fields) -> None:
    Consent.objects.create(school_id=referral.school_id, referral=referral, answer=answer, who="The family", how="meeting",
                           purpose="To be seen", given_on=on, recorded_at=NOW, recorded_by=senco, **fields)  # fmt: skip


def _referrals(own, senco) -> None:
    """One in every state that waits for something; the one that was sent has a consent to the end of the year."""
    ago = lambda days: TODAY - days * DAY  # noqa: E731
    talk = Conversation.objects.create(school=own["school"], pupil=own["pupil"], kind="meeting", on=ago(10), people="Parents",
                                       about="Progress", recorded_at=NOW, recorded_by=senco)  # fmt: skip
    _referral(own, senco, "draft")
    _referral(own, senco, "discussed", conversation=talk)
    _answer(_referral(own, senco, "consented"), senco, ago(3))
    _answer(_referral(own, senco, "refused"), senco, ago(20), "refused")
    sent = _referral(own, senco, "sent", sent_on=ago(30))
    _answer(sent, senco, ago(31), until=dt.date(2026, 12, 31))
    accepted = _referral(
        own, senco, "accepted", sent_on=ago(60), answered_on=ago(40), expected_by=TODAY + 9 * DAY
    )
    _answer(accepted, senco, ago(60))
    _referral(own, senco, "declined", sent_on=ago(60), answered_on=ago(12))
    _referral(own, senco, "closed", sent_on=ago(90))
    Invitation.objects.create(
        school=own["school"], referral=sent, user=senco, name="Bo Lind", start=ago(20), until=TODAY + 5 * DAY,
        invited_at=NOW, invited_by=senco,
    )  # fmt: skip


def _visit(own, senco, on: dt.date, **fields) -> Visit:
    return Visit.objects.create(**own, on=on, at=dt.time(10), announced_how="email", announced_on=on - 20 * DAY, created_at=NOW,
                                created_by=senco, **fields)  # fmt: skip


def _visits(own, senco) -> None:
    """One to come, one of Friday that nobody recorded, one that was not met by the teacher and whose report is late."""
    _visit(own, senco, TODAY + 2 * DAY, who_comes="Bo Lind")
    _visit(own, senco, TODAY - 3 * DAY)
    _visit(own, senco, TODAY - 25 * DAY, state="done", teacher_met=False, report_due=TODAY - 4 * DAY)


def _report(own, senco, state: str, **fields) -> AgencyReport:
    kept = keep_file(school=own["school"], name="r.pdf", data=PDF, content_type="application/pdf", at=NOW)
    paper = PupilDocument.objects.create(school=own["school"], pupil=own["pupil"], file=kept, kind="report", title="Report",
                                         filed_at=NOW, filed_by=senco)  # fmt: skip
    return AgencyReport.objects.create(**own, document=paper, state=state, received_on=TODAY - 3 * DAY, received_by=senco,
                                       **fields)  # fmt: skip


def _reports(own, contact, senco) -> None:
    """One to check, one that went back, one shared with the teacher and the parent, with two pieces of advice."""
    when = NOW - 5 * DAY
    # they came before the visit whose report is awaited, and for nothing
    _report(own, senco, "check")
    _report(own, senco, "returned", returned_at=when, returned_by=senco)
    shared = _report(own, senco, "shared", checked_at=when, checked_by=senco, shared_at=when, shared_by=senco)
    common = {"school": own["school"], "report": shared, "how": "online", "sent_at": when}
    ReportReceipt.objects.create(**common, contact=contact)
    teacher = own["pupil"].school_class.teachers.get()
    ReportReceipt.objects.create(**common, user=teacher)
    for number in (1, 2):
        Recommendation.objects.create(
            school=own["school"], pupil=own["pupil"], report=shared, number=number, what="Read"
        )


def _meeting(school, pupil, senco, on, **fields) -> AgencyMeeting:
    return AgencyMeeting.objects.create(
        school=school,
        pupil=pupil,
        on=on,
        purpose="Bring together",
        created_at=NOW,
        created_by=senco,
        **fields,
    )


def _meetings(school, pupil, senco) -> None:
    """One with the parents, one without, one of Friday that nobody recorded, one held at which two things were promised."""
    _meeting(school, pupil, senco, TODAY + 10 * DAY, at=dt.time(14), parents_invited_on=TODAY)
    _meeting(school, pupil, senco, TODAY + 20 * DAY)
    _meeting(school, pupil, senco, TODAY - 3 * DAY)
    held = _meeting(school, pupil, senco, TODAY - 14 * DAY, state="held", review_on=TODAY + 50 * DAY)
    for number, by in ((1, TODAY + DAY), (2, None)):
        MeetingAction.objects.create(
            school=school, meeting=held, number=number, what="Write", owner="Bea Holt", by_date=by
        )


def _checked(school, agency, senco) -> None:
    person = Professional.objects.create(
        school=school, agency=agency, name="Ada Finch", job="Therapist", employed=True
    )
    for kind, until in (("dbs", TODAY + 20 * DAY), ("qualification", None)):
        ProfessionalCheck.objects.create(school=school, professional=person, kind=kind, words="Seen", seen_on=TODAY - DAY,
                                         seen_by=senco, valid_until=until)  # fmt: skip


def ask(school, user=None, today: dt.date = TODAY) -> Ask:
    return Ask(school, today - 366 * DAY, today + 120 * DAY, today, user)


def due(asked: Ask) -> list[Deadline]:
    """What this app's sources give."""
    return [
        one
        for source in OURS
        for row in source.rows(asked)
        for one in source.build(row, asked)
        if asked.covers(one.due)
    ]


# kind → its day, and who is to do it
EXPECTED = {
    "referral_talk": (dt.date(2026, 11, 7), "senco"), "referral_consent": (dt.date(2026, 11, 27), "senco"),
    "family_referral": (dt.date(2026, 11, 27), "parent"), "referral_send": (dt.date(2026, 11, 27), "senco"),
    "referral_settle": (dt.date(2026, 12, 1), "senco"), "referral_answer": (dt.date(2026, 11, 21), "senco"),
    "referral_consent_ends": (dt.date(2026, 12, 31), "senco"), "referral_seen": (dt.date(2026, 12, 2), "senco"),
    "referral_declined": (dt.date(2026, 11, 25), "senco"), "invitation_ends": (dt.date(2026, 11, 28), "senco"),
    "visit_day": (dt.date(2026, 11, 25), "teacher"), "visit_record": (dt.date(2026, 11, 24), "teacher"),
    "visit_report": (dt.date(2026, 11, 19), "senco"), "visit_teacher": (dt.date(2026, 11, 25), "teacher"),
    "appointment_day": (dt.date(2026, 11, 24), "teacher"), "agency_report_check": (dt.date(2026, 11, 27), "senco"),
    "agency_report_corrected": (dt.date(2026, 12, 2), "senco"), "agency_report_confirm": (dt.date(2026, 12, 2), "teacher"),
    "agency_report_arrived": (dt.date(2026, 12, 2), "senco"), "family_agency_report": (dt.date(2026, 12, 2), "parent"),
    "agency_advice_decide": (dt.date(2026, 12, 2), "teacher"), "agency_meeting_record": (dt.date(2026, 11, 24), "senco"),
    "agency_meeting_invite": (dt.date(2026, 12, 6), "senco"), "family_agency_meeting": (dt.date(2026, 12, 3), "parent"),
    "agency_meeting_next": (dt.date(2027, 1, 12), "senco"), "professional_check": (dt.date(2026, 12, 13), "senco"),
}  # fmt: skip


def test_each_kind_has_its_day_its_owner_and_a_page_and_names_no_child(river, fill):
    (record,) = fill(1)
    found = due(ask(river.riverside))
    whose = {(): "senco", (river.people["teacher"].pk,): "teacher", (record.contact.user.pk,): "parent"}
    assert {one.kind: (one.due, whose[one.owners]) for one in found if one.kind in EXPECTED} == EXPECTED
    twice = [
        (one.kind, one.due) for one in found if one.kind in ("agency_meeting_day", "agency_meeting_action")
    ]
    assert sorted(twice) == [
        ("agency_meeting_action", TODAY + DAY), ("agency_meeting_action", TODAY + 50 * DAY),
        ("agency_meeting_day", TODAY + 10 * DAY), ("agency_meeting_day", TODAY + 20 * DAY),
    ]  # fmt: skip
    assert len(found) == len(EXPECTED) + 4 and len({one.key for one in found}) == len(found)
    for one in found:
        told = f"{one.subject} {one.url} {one.of.title} {one.of.mail} {one.started} {one.so_far}"
        assert not {"Ada0", "Quill0", record.pupil.name} & set(told.split()), told
        assert one.url.startswith("/riverside/") and len(one.subject) <= 60
        assert one.started or one.of.family
        about = ("", "") if one.kind == "professional_check" else (record.pupil.reference, "Ada0 Quill0")
        assert (one.pupil, one.name) == about
        assert one.of.family is one.kind.startswith("family_")


def test_pages_that_deadlines_lead_to_open(river, fill):
    fill(1)
    river.sessions["senco"] = river.sessions["riverside_senco"]
    for url in {one.url for one in due(ask(river.riverside)) if not one.of.family}:
        assert river.client_for("senco").get(url).status_code == 200, url


def test_what_was_dealt_with_is_due_no_more(river, fill):
    fill(1)
    senco = river.riverside_senco
    Referral.objects.update(state="closed")
    Visit.objects.filter(on=TODAY + 2 * DAY).update(state="cancelled")
    Visit.objects.filter(on=TODAY - 3 * DAY).update(state="missed")
    AgencyReport.objects.filter(state="check").update(visit=Visit.objects.get(state="done"))
    AgencyReport.objects.exclude(state="shared").update(state="replaced")
    ReportReceipt.objects.update(confirmed_at=NOW)
    Recommendation.objects.update(state="not_now", why="Done already", decided_at=NOW, decided_by=senco)
    MeetingAction.objects.update(done_on=TODAY)
    held = AgencyMeeting.objects.get(state="held")
    AgencyMeeting.objects.filter(on=TODAY + 10 * DAY).update(previous=held, state="held")
    AgencyMeeting.objects.filter(state="booked").update(state="cancelled")
    Professional.objects.update(employed=False)
    PrivateAppointment.objects.all().delete()
    assert due(ask(river.riverside)) == []


def test_nothing_of_who_left_nor_of_another_school(river, fill):
    fill(1)
    mine = {one.subject for one in due(ask(river.riverside))}
    with seeing(river.oakfield, river.riverside):
        assert mine.isdisjoint(one.subject for one in due(ask(river.oakfield)))
    Pupil.objects.filter(school=river.riverside).update(left_on=TODAY)
    assert {one.kind for one in due(ask(river.riverside))} == {"professional_check"}


def test_what_is_over_is_to_be_recorded_by_the_second_school_day_and_expected_no_more(river, fill):
    fill(1)
    kinds = {one.kind for one in due(ask(river.riverside, today=TODAY + 6 * DAY))}
    assert not {"visit_day", "invitation_ends", "appointment_day"} & kinds
    late = [one for one in due(ask(river.riverside, today=TODAY + 6 * DAY)) if one.kind == "visit_record"]
    assert sorted(one.due for one in late) == [TODAY + DAY, TODAY + 4 * DAY]


def test_each_person_is_told_of_what_is_in_their_sight(river, fill):
    first, second = fill(2)
    river.people["teacher"].forget_memberships()
    give_role(school=river.riverside, user=river.people["teacher"], role=Role.TEACHER, by=None, at=NOW)
    family = due(ask(river.riverside, first.contact.user))
    assert {one.kind for one in family} == {kind for kind in EXPECTED if kind.startswith("family_")}
    assert {one.pupil for one in family} == {first.pupil.reference}
    Pupil.objects.filter(pk=second.pupil.pk).update(school_class=None)
    teacher = due(ask(river.riverside, river.people["teacher"]))
    assert {one.pupil for one in teacher} == {first.pupil.reference}
    assert {"visit_day", "agency_advice_decide", "referral_send"} <= {one.kind for one in teacher}
    assert not {
        "agency_report_check",
        "professional_check",
        *(k for k in KINDS if k.startswith("family_")),
    } & {one.kind for one in teacher}
    assert due(ask(river.riverside, river.people["governor"])) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_round_and_of_a_persons_page(river, fill, count):
    fill(count)
    for user, number in (
        (None, QUERIES + 2),
        (river.riverside_senco, QUERIES),
    ):  # the round: who is whose parent
        due(ask(river.riverside, user))
        with CaptureQueriesContext(connection) as captured:
            assert len(due(ask(river.riverside, user))) == count * (30 if user is None else 27)
        assert len(captured) == number, [one["sql"][:90] for one in captured]
