"""One of each thing that can be stuck, of a school that has nothing else of agencies: Riverside."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.directory.actions import record_check, write_professional
from agencies.enums import AnnouncedHow
from agencies.models import AgencyReport, Recommendation, Referral, ReportReceipt, Visit
from agencies.referrals import actions as referrals
from core.documents.actions import keep_file
from core.schools.models import Term
from register.models import PupilDocument
from tests.agencies.visitor.made import DAY, agency_of, sent_referral
from tests.cast import PDF, add_record
from tests.roles import as_owner, seeing

LONG = 80 * DAY


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def river(cast, today):
    """Riverside in its SENCo's sight, with a term in which today lies."""
    with as_owner():
        Term.objects.filter(school=cast.riverside).update(start=today - 50 * DAY, end=today + 20 * DAY)
    with seeing(cast.riverside, actor=cast.riverside_senco):
        yield cast


@pytest.fixture
def fill(river, today, at):
    """`fill(3)`: three children, each with one of every thing that can be stuck."""
    return lambda count: [_child(river, number, today, at) for number in range(count)]


def _child(cast, number: int, today: dt.date, at: dt.datetime):
    senco = cast.riverside_senco
    record = add_record(cast.riverside, klass="3 Fir", first=f"Ada{number}", last=f"Quill{number}", senco=senco,
                        email=f"family{number}@quill.example")  # fmt: skip
    pupil, contact = record.pupil, record.contact
    agency = agency_of(pupil, senco, address="1 High Street\nHitchin")
    sent = [sent_referral(pupil, contact, senco, on=today - LONG, agency=agency) for _ in range(3)]
    _discussed(pupil, contact, agency, senco, today - 20 * DAY, at)
    referrals.record_answer(
        referral=sent[1], accepted=True, on=today - LONG, expected_by=today - 5 * DAY, by=senco, at=at
    )
    Referral.objects.filter(pk=sent[2].pk).update(state="seen", seen_on=today - 40 * DAY)
    first, last = (_visit(pupil, agency, senco, today - days * DAY, sent[2]) for days in (40, 30))
    Visit.objects.filter(pk=first.pk).update(report_due=today - DAY)
    for state in ("check", "returned", "shared"):
        _report(pupil, agency, state, senco, at - 20 * DAY)
    Visit.objects.filter(pk=last.pk).update(report_due=None)
    person = write_professional(
        agency=agency, held=None, by=senco, at=at, name="Bo Lind", job="Therapist", employed=True
    )
    for kind in ("qualification", "registration", "dbs", "insurance"):
        record_check(professional=person, kind=kind, words="Seen", seen_on=today - 9 * DAY, by=senco, at=at,
                     valid_until=today + 9 * DAY if kind == "dbs" else None)  # fmt: skip
    return record


def _discussed(pupil, contact, agency, senco, on, at) -> Referral:
    held = referrals.start_referral(pupil=pupil, agency=agency, asked="Help", tried="Much", by=senco, at=at)
    return referrals.record_talk(referral=held, kind="meeting", on=on, people=contact.name, about="Progress", by=senco, at=at,
                                 ask=False)  # fmt: skip


def _visit(pupil, agency, senco, on, referral) -> Visit:
    return Visit.objects.create(
        school_id=pupil.school_id, pupil=pupil, agency=agency, referral=referral, on=on, at=dt.time(10), state="done",
        announced_how=AnnouncedHow.EMAIL, announced_on=on, teacher_met=False, created_at=timezone.now(), created_by=senco,
    )  # fmt: skip


def _report(pupil, agency, state: str, senco, when: dt.datetime) -> AgencyReport:
    kept = keep_file(school=pupil.school, name="r.pdf", data=PDF, content_type="application/pdf", at=when)
    paper = PupilDocument.objects.create(school_id=pupil.school_id, pupil=pupil, file=kept, kind="report", title="Report",
                                         filed_at=when, filed_by=senco)  # fmt: skip
    referral = Referral.objects.filter(pupil=pupil, state="sent").first()
    shared = (
        {"checked_at": when, "checked_by": senco, "shared_at": when, "shared_by": senco}
        if state == "shared"
        else {}
    )
    back = {"returned_at": when, "returned_by": senco} if state == "returned" else {}
    report = AgencyReport.objects.create(
        school_id=pupil.school_id, pupil=pupil, referral=referral, agency=agency, document=paper, state=state,
        received_on=timezone.localdate(when), received_by=senco, **shared, **back,
    )  # fmt: skip
    if state == "shared":
        ReportReceipt.objects.create(school_id=pupil.school_id, report=report, contact=pupil.contacts.first(), how="paper",
                                     sent_at=when)  # fmt: skip
        for number in (1, 2):
            Recommendation.objects.create(
                school_id=pupil.school_id, pupil=pupil, report=report, number=number, what="Read"
            )
    return report
