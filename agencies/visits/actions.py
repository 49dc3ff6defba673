"""Every write of visits: announced, moved, called off, recorded, parents told. Each is one transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agencies.enums import AnnouncedHow, ToldBy, VisitState
from agencies.lifecycle import consent_in_force, newest_consent
from agencies.models import Agency, Professional, Referral, Visit
from agencies.referrals import actions as referrals
from agencies.referrals.hooks import WITHDRAWN
from agencies.visits import checks
from agencies.visits.checks import VisitRefused
from agencies.visits.lifecycle import VISIT
from agencies.visits.telling import ANNOUNCED, ARRIVED, CALLED_OFF, MOVED, tell_staff
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.lifecycle.moves import make_move
from core.ui.present import day
from register.edits import check_version
from register.models import Pupil

USUAL = object()  # the report is expected when reports of this school usually are
USUAL_MINUTES = 60


def _lock(pupil_id: int) -> None:
    """Two who announce for one pupil at once do not both find the time free."""
    Pupil.objects.select_for_update().only("pk").get(pk=pupil_id)


def _held(visit: Visit, version: int | None = None) -> Visit:
    _lock(visit.pupil_id)
    rows = Visit.objects.select_related("school", "pupil__school", "agency", "professional", "referral")
    held = rows.select_for_update(of=("self",)).get(pk=visit.pk)
    check_version(held, version)
    return held


@transaction.atomic
def announce_visit(
    *, pupil: Pupil, agency: Agency, on: dt.date, at_time: dt.time, how: str, announced_on: dt.date, by: User,
    at: dt.datetime, minutes: int = USUAL_MINUTES, referral: Referral | None = None,
    professional: Professional | None = None, who_comes: str = "", place: str = "",
) -> Visit:  # fmt: skip
    """Put a visit on the school's calendar: who comes, when, for how many minutes, where, and how and when the SENCo
    came to know (R-122, R-236). Without a referral it is for the open one to that agency, where there is one. The
    SENCo, the class teacher and the TA are told by an email that names nobody.

    Raises Denied, VisitRefused with the argument: the past, a closed day, another visit at that time, checks of a
    privately employed professional that are not complete (R-118), no consent in force (R-111).
    """
    check_can(by, Permission.VISIT_ANNOUNCE, referral or pupil)
    _lock(pupil.pk)
    checks.check_referral(pupil, agency, referral)
    referral = checks.as_it_is_now(referral) or checks.open_referral(pupil, agency)
    if announced_on > timezone.localdate(at):
        words = f"{day(announced_on)} is in the future: say when the SENCo came to know."
        raise VisitRefused("announced_on", words)
    checks.check_ahead(on, at_time, at)
    _check_time(pupil, on, at_time, minutes)
    _check_allowed(pupil, agency, professional, referral, on)
    visit = Visit.objects.create(
        school_id=pupil.school_id, pupil=pupil, referral=referral, agency=agency, professional=professional, on=on,
        at=at_time, minutes=minutes, who_comes="" if professional else who_comes.strip(), place=place.strip(),
        announced_how=how, announced_on=announced_on, created_at=at, created_by=by,
    )  # fmt: skip
    tell_staff(visit, ANNOUNCED, by=by)
    return visit


def _check_time(
    pupil: Pupil, on: dt.date, at_time: dt.time, minutes: int, besides: Visit | None = None
) -> None:
    checks.check_length(at_time, minutes)
    checks.check_open(pupil.school, on)
    checks.check_free(pupil, on, at_time, minutes, besides=besides)


def _check_allowed(
    pupil: Pupil, agency: Agency, professional: Professional | None, referral: Referral | None, on: dt.date
) -> None:
    checks.check_who(agency, professional, on)
    if referral is not None:
        checks.check_consent(referral, on)
    else:
        checks.check_not_refused(pupil, agency)


@transaction.atomic
def move_visit(
    *, visit: Visit, on: dt.date, at_time: dt.time, by: User, at: dt.datetime, minutes: int | None = None,
    place: str | None = None, professional: Professional | None = None, who_comes: str | None = None,
    version: int | None = None,
) -> Visit:  # fmt: skip
    """Change when, where or by whom an announced visit will be; what is None stays. `moved_from` keeps the day before,
    and when the day is another the parents are to be told anew. The same people are told as when it was announced.
    Raises Denied as announce_visit does, or Overtaken."""
    check_can(by, Permission.VISIT_ANNOUNCE, visit)
    held = _held(visit, version)
    if held.state != VisitState.ANNOUNCED:
        raise Denied("Only a visit that is still to come can be moved: announce another one.")
    was, was_on = (held.on, held.at, held.minutes), held.on
    held.minutes = held.minutes if minutes is None else minutes
    if professional is not None or who_comes is not None:
        held.professional, held.who_comes = professional, "" if professional else (who_comes or "").strip()
    checks.check_ahead(on, at_time, at)
    _check_time(held.pupil, on, at_time, held.minutes, besides=held)
    _check_allowed(held.pupil, held.agency, held.professional, held.referral, on)
    if on != was_on:
        held.moved_from, held.told_parents, held.told_parents_on = was_on, ToldBy.NOBODY, None
    held.on, held.at, held.place = on, at_time, held.place if place is None else place.strip()
    held.version += 1
    held.save()
    if was != (held.on, held.at, held.minutes):
        tell_staff(held, MOVED, by=by, was=was_on if on != was_on else None)
    return held


@transaction.atomic
def cancel_visit(*, visit: Visit, why: str, by: User, at: dt.datetime) -> Visit:
    """Call an announced visit off, and say why; those who were told of it are told. Raises Denied."""
    held = _held(visit)
    if held.state != VisitState.ANNOUNCED:
        raise Denied("Only a visit that is still to come can be called off.")
    VISIT.check(held, VisitState.CANCELLED, by)
    if not why.strip():
        raise VisitRefused("why", "Say why it is called off.")
    return _call_off(held, why.strip(), by)


def _call_off(held: Visit, why: str, by: User) -> Visit:
    held.state, held.why, held.version = VisitState.CANCELLED, why, held.version + 1
    held.save()
    tell_staff(held, CALLED_OFF, by=by)
    return held


@transaction.atomic
def call_off_without_consent(referral: Referral, by: User, at: dt.datetime) -> None:
    """The parents took their consent back, or the referral is closed: visits for it that are still to come are called
    off. Whoever does that need not be allowed to call off visits."""
    now, newest = timezone.localtime(at), newest_consent(referral)
    withdrawn = newest is not None and newest.withdrawn_on is not None
    why = "The parents withdrew their consent." if withdrawn else "The referral was closed."
    for visit in Visit.objects.filter(referral=referral, state=VisitState.ANNOUNCED, on__gte=now.date()):
        if (visit.on, visit.at) > (now.date(), now.time()):
            _call_off(_held(visit), why, by)


@transaction.atomic
def record_visit(
    *, visit: Visit, came: bool, by: User, at: dt.datetime, teacher_met: bool | None = None,
    teacher_met_on: dt.date | None = None, met_whom: str = "", not_met_why: str = "", suggestions: str = "",
    report_expected: dt.date | object | None = USUAL, why: str = "", version: int | None = None,
) -> Visit:  # fmt: skip
    """Record what happened (R-119, R-121, R-124): whether the class teacher was met and when, or why not and who was;
    what was suggested, as told to the class teacher; by when the report is expected (None for none; usually
    `report_days` after the visit). The referral is marked as seen. Nobody came: `why`. Once recorded, puts it right.

    Raises Denied, VisitRefused with the argument, or Overtaken.
    """
    check_can(by, Permission.VISIT_EDIT, visit)
    held = _held(visit, version)
    if held.on > timezone.localdate(at):
        raise Denied(f"The visit is on {day(held.on)}: record it then, or move it or call it off.")
    if held.state == VisitState.CANCELLED:
        raise Denied(
            "This visit was called off. If they came all the same, record that they arrived unannounced."
        )
    if not came:
        return _missed(held, why, by, at)
    _check_met(held, teacher_met, teacher_met_on, not_met_why, timezone.localdate(at))
    held.teacher_met, held.met_whom, held.suggestions = teacher_met, met_whom.strip(), suggestions.strip()
    held.teacher_met_on = (teacher_met_on or held.on) if teacher_met else None
    held.not_met_why, held.why = "" if teacher_met else not_met_why.strip(), ""
    held.report_due = _report_due(held, report_expected)
    held.version += 1
    held.save()
    if held.state != VisitState.DONE:
        make_move(held, VisitState.DONE, by=by, at=at, lifecycle=VISIT)
    _mark_seen(held, by, at)
    held.refresh_from_db(fields=["state", "version"])
    return held


def _mark_seen(held: Visit, by: User, at: dt.datetime) -> None:
    referral = held.referral
    if referral is None or consent_in_force(referral, held.on) is None:
        return
    if referral.sent_on is None or referral.sent_on <= held.on:
        referrals.mark_seen(referral=referral, on=held.on, by=by, at=at)


def _missed(held: Visit, why: str, by: User, at: dt.datetime) -> Visit:
    if held.state == VisitState.DONE:
        raise Denied("It is recorded that they came: change what is wrong in the record.")
    if not why.strip():
        raise VisitRefused("why", "Say why nobody came, as far as you know.")
    held.why, held.version = why.strip(), held.version + 1
    held.save()
    if held.state == VisitState.MISSED:
        return held
    return make_move(held, VisitState.MISSED, by=by, at=at, lifecycle=VISIT)


def _check_met(
    held: Visit, met: bool | None, met_on: dt.date | None, not_met_why: str, today: dt.date
) -> None:
    if met is None:
        raise VisitRefused("teacher_met", "Say whether they met the class teacher.")
    if not met and not not_met_why.strip():
        raise VisitRefused("not_met_why", "Say why the class teacher was not met.")
    if met and met_on and met_on > today:
        words = f"{day(met_on)} is in the future: enter the day on which they met."
        raise VisitRefused("teacher_met_on", words)
    if met and met_on and abs((met_on - held.on).days) > 31:
        words = f"{day(met_on)} is more than a month from the visit: check the date."
        raise VisitRefused("teacher_met_on", words)


def _report_due(held: Visit, expected: dt.date | object | None) -> dt.date | None:
    if expected is USUAL:
        return held.on + dt.timedelta(days=held.school.report_days)
    if expected is not None and expected < held.on:
        words = "The report cannot be expected before the visit: check the date."
        raise VisitRefused("report_expected", words)
    return expected


@transaction.atomic
def record_unannounced(
    *, pupil: Pupil, agency: Agency, on: dt.date, at_time: dt.time, by: User, at: dt.datetime,
    minutes: int = USUAL_MINUTES, referral: Referral | None = None, professional: Professional | None = None,
    who_comes: str = "", place: str = "", **happened,
) -> Visit:  # fmt: skip
    """Somebody came to see the pupil without having announced it: written down the same day, and for some days after,
    with what happened (`happened` as record_visit takes it). A fact is never refused for want of consent or checks;
    the referral is then not marked as seen. The SENCo and the class teacher are told. Raises Denied, VisitRefused."""
    check_can(by, Permission.VISIT_EDIT, pupil)
    _lock(pupil.pk)
    checks.check_referral(pupil, agency, referral)
    checks.check_arrival(on, at_time, at)
    _check_time(pupil, on, at_time, minutes)
    visit = Visit.objects.create(
        school_id=pupil.school_id, pupil=pupil, agency=agency, professional=professional, on=on, at=at_time,
        referral=referral or checks.open_referral(pupil, agency), minutes=minutes, place=place.strip(),
        who_comes="" if professional else who_comes.strip(), announced_how=AnnouncedHow.NOT, announced_on=on,
        created_at=at, created_by=by,
    )  # fmt: skip
    tell_staff(visit, ARRIVED, by=by)
    return record_visit(visit=visit, came=True, by=by, at=at, **happened)


@transaction.atomic
def tell_parents(*, visit: Visit, told_by: str, on: dt.date, by: User, at: dt.datetime) -> Visit:
    """The parents know of the visit: from the professional, whose duty it is, or from school as a courtesy (R-123).
    Raises Denied."""
    check_can(by, Permission.VISIT_ANNOUNCE, visit)
    held = _held(visit)
    if told_by not in (ToldBy.PROFESSIONAL, ToldBy.SCHOOL):
        raise VisitRefused("told_by", "Say who told the parents.")
    if on > timezone.localdate(at):
        raise VisitRefused("on", f"{day(on)} is in the future: enter the day on which they were told.")
    held.told_parents, held.told_parents_on, held.version = told_by, on, held.version + 1
    held.save(update_fields=["told_parents", "told_parents_on", "version"])
    return held


WITHDRAWN.append(call_off_without_consent)
