"""The writes of transition, but for the roll-over's: pupils who come, pupils who leave, preparing for adulthood."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import academic_year
from core.schools.models import School
from register.actions import add_pupils, change_pupil, find_or_create_class, mark_leaver
from register.enums import YEAR_LABEL, Sensitivity
from register.models import AdultLife, PriorSchool, Pupil, PupilDocument, Transfer
from register.transition.years import reaches_adulthood

PRIOR_TEXTS = ("name", "contact", "level", "needs", "worked", "worries", "measures")
ADULT_TEXTS = (
    "interests",
    "strengths",
    "motivations",
    "work",
    "independence",
    "inclusion",
    "health",
    "next_steps",
)
LONGEST_NOTICE = dt.timedelta(days=366)


def _day(value: dt.date) -> str:
    return f"{value:%-d %b %Y}"


@transaction.atomic
def add_incoming(
    *, school: School, first: str, last: str, born: dt.date, year_group: str, joined_on: dt.date, by: User,
    at: dt.datetime, preferred: str = "", class_name: str = "", upn: str = "", last_school: str = "",
) -> Pupil:  # fmt: skip
    """Add a pupil whose first day is to come (R-192), with the last school's name where it is known. Raises Denied:
    the role, a first day that is not to come, or a UPN that another pupil has."""
    check_can(by, Permission.TRANSITION_MANAGE, school)
    if joined_on <= timezone.localdate(at):
        raise Denied("The first day has come already: pupils who are here come with your pupil list.")
    if upn and Pupil.objects.filter(school=school, upn=upn).exists():
        raise Denied("Another pupil of the school has this UPN: open that record instead.")
    fields = {
        "legal_first": first, "legal_last": last, "preferred_first": preferred, "born": born, "upn": upn,
        "year_group": year_group, "joined_on": joined_on,
        "school_class": _class(school, class_name, joined_on, year_group),
    }  # fmt: skip
    (pupil,) = add_pupils(school=school, pupils=[fields], by=by, at=at)
    if last_school:
        PriorSchool.objects.create(school=school, pupil=pupil, name=last_school, written_at=at, written_by=by)
    return pupil


def _class(school: School, name: str, joined_on: dt.date, year_group: str):
    if not name.strip():
        return None
    return find_or_create_class(
        school=school, name=name.strip(), academic_year=academic_year(joined_on), year_group=year_group
    )


def _incoming(pupil: Pupil, at: dt.datetime) -> Pupil:
    pupil = Pupil.objects.select_for_update(of=("self",)).select_related("school").get(pk=pupil.pk)
    if pupil.joined_on is None or pupil.joined_on <= timezone.localdate(at) or pupil.left_on:
        raise Denied(f"{pupil.first_name} is not on the list of those who are to come any more.")
    return pupil


@transaction.atomic
def change_start(
    *, pupil: Pupil, joined_on: dt.date, year_group: str, class_name: str, by: User, at: dt.datetime
) -> Pupil:
    """Another first day, year group or class for a pupil who is to come. Raises Denied."""
    check_can(by, Permission.TRANSITION_MANAGE, pupil)
    pupil = _incoming(pupil, at)
    if joined_on <= timezone.localdate(at):
        raise Denied("The first day is to come: choose a day after today.")
    changes = {"joined_on": joined_on, "year_group": year_group,
               "school_class": _class(pupil.school, class_name, joined_on, year_group)}  # fmt: skip
    return change_pupil(pupil=pupil, changes=changes, by=by, at=at)


@transaction.atomic
def withdraw_incoming(*, pupil: Pupil, by: User, at: dt.datetime) -> Pupil:
    """The pupil is not coming after all: no longer incoming, never here; what is written is kept. Raises Denied."""
    check_can(by, Permission.TRANSITION_MANAGE, pupil)
    pupil = _incoming(pupil, at)
    return mark_leaver(pupil=pupil, on=pupil.joined_on, by=by, at=at)


@transaction.atomic
def write_prior_school(
    *, pupil: Pupil, received_on: dt.date | None, by: User, at: dt.datetime, **texts: str
) -> PriorSchool:
    """What the last school or setting said (R-34, R-195), as it is now; the history keeps the earlier words. `texts`
    are PRIOR_TEXTS. Raises Denied."""
    check_can(by, Permission.TRANSITION_MANAGE, pupil)
    held = PriorSchool.objects.select_for_update().filter(pupil=pupil).first()
    held = held or PriorSchool(school_id=pupil.school_id, pupil=pupil, version=0)
    return _write(held, PRIOR_TEXTS, texts, {"received_on": received_on}, by, at)


def _write(held, names: tuple[str, ...], texts: dict[str, str], dates: dict, by: User, at: dt.datetime):
    for name in names:
        setattr(held, name, texts[name].strip())
    for name, value in dates.items():
        setattr(held, name, value)
    held.written_by, held.written_at, held.version = by, at, held.version + 1
    held.save()
    return held


@transaction.atomic
def write_adult_life(
    *, pupil: Pupil, review_on: dt.date | None, by: User, at: dt.datetime, **texts: str
) -> AdultLife:
    """How a pupil of Year 9 or above prepares for adulthood (R-197; code of practice 8.9). `texts` are ADULT_TEXTS.
    Raises Denied: the role, or a younger pupil."""
    check_can(by, Permission.TRANSITION_MANAGE, pupil)
    check_age(pupil)
    held = AdultLife.objects.select_for_update().filter(pupil=pupil).first()
    held = held or AdultLife(school_id=pupil.school_id, pupil=pupil, version=0)
    return _write(held, ADULT_TEXTS, texts, {"review_on": review_on}, by, at)


def check_age(pupil: Pupil) -> None:
    """Raises Denied below Year 9."""
    if not reaches_adulthood(pupil.year_group):
        year = YEAR_LABEL.get(pupil.year_group, "no year group")
        raise Denied(
            f"Preparation for adulthood begins in Year 9. {pupil.first_name} is in {year}: come back to this then."
        )


@transaction.atomic
def begin_transfer(
    *,
    pupil: Pupil,
    to_school: str,
    to_contact: str,
    leaving_on: dt.date,
    note: str,
    by: User,
    at: dt.datetime,
) -> Transfer:
    """Say where the pupil goes, from which last day, and what the next school should know first (R-195, R-196); again
    to put it right. A pupil whose last day is today or past is marked as having left; until then the pupil stays on
    the roll. Raises Denied."""
    check_can(by, Permission.TRANSITION_MANAGE, pupil)
    pupil = Pupil.objects.select_for_update().get(pk=pupil.pk)
    _check_leaving(pupil, leaving_on, timezone.localdate(at))
    held = Transfer.objects.select_for_update().filter(pupil=pupil).first()
    held = held or Transfer(school_id=pupil.school_id, pupil=pupil, begun_at=at, begun_by=by, version=0)
    held.to_school, held.to_contact, held.leaving_on, held.note = (
        to_school,
        to_contact,
        leaving_on,
        note.strip(),
    )
    held.version += 1
    held.save()
    if leaving_on <= timezone.localdate(at) and pupil.left_on != leaving_on:
        mark_leaver(pupil=pupil, on=leaving_on, by=by, at=at)
    return held


def _check_leaving(pupil: Pupil, leaving_on: dt.date, today: dt.date) -> None:
    began = max(day for day in (pupil.born, pupil.joined_on) if day)
    if leaving_on < began:
        raise Denied(f"{_day(leaving_on)} is before {pupil.first_name} came: check the last day.")
    if leaving_on > today + LONGEST_NOTICE:
        raise Denied("The last day is more than a year away: enter it when it is nearer.")
    if pupil.left_on and leaving_on > today:
        raise Denied(
            f"{pupil.first_name} is marked as having left on {_day(pupil.left_on)}: the last day cannot be to come."
        )


def mark_those_who_have_left(*, school: School, at: dt.datetime) -> int:
    """Mark as leavers the pupils whose last day, given beforehand, is past: nobody does it by hand. Returns how many."""
    gone = Transfer.objects.filter(school=school, pupil__left_on=None, leaving_on__lt=timezone.localdate(at))
    found = list(gone.select_related("pupil"))
    for transfer in found:
        mark_leaver(pupil=transfer.pupil, on=transfer.leaving_on, by=None, at=at)
    return len(found)


@transaction.atomic
def attach_pack(*, transfer: Transfer, pack: PupilDocument, data: PupilDocument) -> Transfer:
    """The pack and the data file that go to the next school; kept in the pupil's file for SENCo, head and DSL, for
    they hold the whole record."""
    PupilDocument.objects.filter(pk__in=[pack.pk, data.pk]).update(sensitivity=Sensitivity.RESTRICTED)
    Transfer.objects.filter(pk=transfer.pk).update(pack=pack, data=data)
    transfer.pack, transfer.data = pack, data
    return transfer


@transaction.atomic
def record_sent(*, transfer: Transfer, on: dt.date, how: str, by: User, at: dt.datetime) -> Transfer:
    """The records went to the next school on that day. Raises Denied: the role, no pack, a day that cannot be."""
    check_can(by, Permission.TRANSITION_MANAGE, transfer)
    transfer = _locked(transfer)
    if transfer.pack is None:
        raise Denied("Prepare the pack first: then say how it went.")
    _check_past(on, transfer.pack.filed_at, at, "the pack was prepared")
    transfer.sent_on, transfer.sent_how, transfer.sent_by, transfer.sent_at = on, how.strip(), by, at
    transfer.save(update_fields=["sent_on", "sent_how", "sent_by", "sent_at"])
    return transfer


@transaction.atomic
def record_receipt(*, transfer: Transfer, on: dt.date, name: str, by: User, at: dt.datetime) -> Transfer:
    """The next school confirmed that it has the records. Raises Denied."""
    check_can(by, Permission.TRANSITION_MANAGE, transfer)
    transfer = _locked(transfer)
    if transfer.sent_on is None:
        raise Denied("Say first when the records were sent.")
    if on < transfer.sent_on:
        raise Denied(f"The records were sent on {_day(transfer.sent_on)}: the receipt cannot be older.")
    _check_past(on, None, at, "")
    transfer.received_on, transfer.received_by = on, name.strip()
    transfer.save(update_fields=["received_on", "received_by"])
    return transfer


def _locked(transfer: Transfer) -> Transfer:
    return Transfer.objects.select_for_update(of=("self",)).select_related("pack").get(pk=transfer.pk)


def _check_past(on: dt.date, since: dt.datetime | None, at: dt.datetime, what: str) -> None:
    if on > timezone.localdate(at):
        raise Denied("This day is in the future: enter the day on which it happened.")
    if since and on < timezone.localdate(since):
        raise Denied(f"This day is before {what} ({_day(timezone.localdate(since))}): check the date.")
