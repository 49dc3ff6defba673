"""Every write of applications for funding. Each is one transaction."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from apdr.enums import FUND_GRANTED, FundKind, FundState
from apdr.models import FundingApplication
from apdr.money.lifecycle import ANSWERS, DECIDED, FUNDING
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from register.edits import check_version
from register.models import Pupil, PupilDocument

MOST_HOURS = Decimal("40")  # a week: more than a school is open


def _locked(application: FundingApplication, by: User, version: int | None) -> FundingApplication:
    check_can(by, Permission.FUNDING_EDIT, application)
    held = FundingApplication.objects.select_for_update().get(pk=application.pk)
    check_version(held, version)
    return held


def _save(held: FundingApplication) -> FundingApplication:
    held.version += 1
    held.save()
    return held


def _move(held: FundingApplication, end: str, by: User) -> FundingApplication:
    """The locked row, with what the move needs already set, to `end`. Raises Denied."""
    FUNDING.check(held, end, by)
    held.state = end
    return _save(held)


def check_hours(hours: Decimal | None) -> None:
    """Raises Denied for hours a week that cannot be."""
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise Denied(f"A week has up to {MOST_HOURS} hours of school: check the hours.")


def _check_paper(pupil: Pupil, document: PupilDocument | None, by: User) -> None:
    if document and not PupilDocument.objects.visible_to(by).filter(pk=document.pk, pupil=pupil).exists():
        raise Denied("That paper is not in this pupil’s file: choose another.")


def _check_happened(pupil: Pupil, on: dt.date, at: dt.datetime) -> None:
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: enter the day on which it happened.")
    if on < pupil.born:
        raise Denied(f"{day(on)} is before {pupil.first_name} was born: check the date.")


@transaction.atomic
def write_application(
    *, pupil: Pupil, held: FundingApplication | None, by: User, at: dt.datetime, version: int | None = None, kind: str,
    evidence: str = "", document: PupilDocument | None = None, asked: int | None = None,
    hours_asked: Decimal | None = None,
) -> FundingApplication:  # fmt: skip
    """Begin an application for funding for a pupil, or change one that is being prepared (R-101, R-105). `asked` is
    whole pence a year, `hours_asked` hours a week. Raises Denied with what is wrong, or Overtaken."""
    check_can(by, Permission.FUNDING_EDIT, pupil)
    if held is None:
        if pupil.left_on and pupil.left_on <= timezone.localdate(at):
            raise Denied(f"{pupil.first_name} has left: nothing can be applied for.")
        held = FundingApplication(
            school_id=pupil.school_id, pupil=pupil, version=0, created_at=at, created_by=by
        )
    else:
        held = _locked(held, by, version)
        if held.state != FundState.PREPARING:
            raise Denied("This application has been sent and is kept as it was. Begin a new one.")
    if kind not in FundKind.values:
        raise Denied("Say which fund it is.")
    check_hours(hours_asked)
    _check_paper(pupil, document, by)
    held.kind, held.evidence, held.document = kind, evidence.strip(), document
    held.asked, held.hours_asked = asked, hours_asked
    return _save(held)


@transaction.atomic
def apply_for(
    *, application: FundingApplication, on: dt.date, by: User, at: dt.datetime, version: int | None = None
) -> FundingApplication:
    """The application was sent on that day. Raises Denied with what is missing, or Overtaken."""
    held = _locked(application, by, version)
    _check_happened(held.pupil, on, at)
    held.applied_on = on
    return _move(held, FundState.APPLIED, by)


@transaction.atomic
def decide(
    *, application: FundingApplication, state: str, decided_on: dt.date, by: User, at: dt.datetime,
    version: int | None = None, granted: int | None = None, hours_granted: Decimal | None = None,
    start: dt.date | None = None, end: dt.date | None = None, outcome: str = "",
) -> FundingApplication:  # fmt: skip
    """Record the answer: granted, granted in part or refused; or put right an answer of the same kind. `granted` is
    whole pence a year, `hours_granted` hours a week. Raises Denied with what is wrong or missing, or Overtaken."""
    held = _locked(application, by, version)
    if state not in DECIDED:
        raise Denied("Say whether it was granted, granted in part or refused.")
    _check_happened(held.pupil, decided_on, at)
    check_hours(hours_granted)
    given = state in FUND_GRANTED
    held.decided_on, held.outcome = decided_on, outcome.strip()
    held.granted, held.hours_granted = (granted, hours_granted) if given else (None, None)
    held.start, held.end = (start, end) if given else (None, None)
    if held.state == state:
        ANSWERS[state](held)
        return _save(held)
    return _move(held, state, by)


@transaction.atomic
def withdraw(
    *, application: FundingApplication, by: User, at: dt.datetime, version: int | None = None, why: str = ""
) -> FundingApplication:
    """The application is given up, before or after it was sent; it stays in the history. Raises Denied, Overtaken."""
    held = _locked(application, by, version)
    held.outcome = why.strip()
    return _move(held, FundState.WITHDRAWN, by)


@transaction.atomic
def tell_parents(
    *, application: FundingApplication, on: dt.date, by: User, at: dt.datetime, version: int | None = None
) -> FundingApplication:
    """The parents were told which adults work with the child by this funding (R-101). Raises Denied, Overtaken."""
    held = _locked(application, by, version)
    if held.state not in FUND_GRANTED:
        raise Denied("Parents are told who works with the child once the funding is granted.")
    _check_happened(held.pupil, on, at)
    if on < held.decided_on:
        raise Denied(
            f"The funding was granted on {day(held.decided_on)}: the parents were told on that day or later."
        )
    held.told_on = on
    return _save(held)
