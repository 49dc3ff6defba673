"""What every write of a needs assessment stands on: the locked row, the move, days in their order, papers."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agencies.enums import SentHow
from agencies.referrals.actions import disclose
from core.accounts.models import User
from core.accounts.permissions import Denied
from core.calendar.dates import ONE_DAY
from core.lifecycle.moves import make_move
from core.ui.present import day
from ehcp.clock import FIRST
from ehcp.enums import AssessmentPurpose
from ehcp.lifecycle import ASSESSMENT
from ehcp.models import NeedsAssessment
from register.enums import Consulted, DocumentKind, Level, Sensitivity
from register.file.actions import add_document, check_happened
from register.file.uploads import Upload
from register.models import Pupil, PupilDocument, StatusPeriod
from register.response.actions import change_level

BY_PLAN = "What the EHC plan provides."


def locked(assessment: NeedsAssessment) -> NeedsAssessment:
    """The row, locked and read again, with what actions ask of it."""
    rows = NeedsAssessment.objects.select_for_update(of=("self",))
    joined = rows.select_related(
        "pupil__school", "pupil__school_class", "school", "authority", "talk", "plan", "draft"
    )
    return joined.get(pk=assessment.pk)


def save(held: NeedsAssessment, **fields) -> NeedsAssessment:
    """Keep the fields and count the version up."""
    for name, value in fields.items():
        setattr(held, name, value.strip() if isinstance(value, str) else value)
    held.version += 1
    held.save(update_fields=[*fields, "version"])
    return held


def move_on(held: NeedsAssessment, end: str, *, by: User, at: dt.datetime) -> NeedsAssessment:
    """Make a move of the table. Raises Denied with the words of its guard."""
    make_move(held, end, by=by, at=at, lifecycle=ASSESSMENT)
    return locked(held)


def check_day(
    pupil: Pupil, on: dt.date | None, at: dt.datetime, after: dt.date | None = None, words: str = ""
) -> None:
    """Raises Denied when something cannot have happened on that day: still to come, before there were EHC plans, or before
    `after`, which is told in `words` (with a %s for the day)."""
    if on is None:
        return
    check_happened(pupil, on, timezone.localdate(at))
    if on < FIRST:
        raise Denied(f"{day(on)} is before there were EHC plans: check the year.")
    if after and on < after:
        raise Denied(words % day(after))


def keep_paper(
    held: NeedsAssessment, upload: Upload | None, title: str, dated: dt.date, by: User, at: dt.datetime
) -> PupilDocument | None:
    """The authority's own paper, in the pupil's file for SENCo, head and DSL."""
    if upload is None:
        return None
    return add_document(
        pupil=held.pupil, kind=DocumentKind.EHC, title=title, upload=upload, dated=dated, source=held.authority.name,
        sensitivity=Sensitivity.RESTRICTED, by=by, at=at,
    )  # fmt: skip


def note_sent(held: NeedsAssessment, what: str, how: str, on: dt.date, by: User, at: dt.datetime) -> None:
    """What left the school for the authority stands in the record of disclosures (R-206); nothing where `how` is not
    told. Raises Denied for ordinary email."""
    if not how:
        return
    if how not in SentHow.values:
        raise Denied("Say how it was sent. Ordinary email is never used for what names a child.")
    disclose(
        pupil=held.pupil, referral=None, agency=None, to=held.authority.name, what=what, how=how, on=on, by=by, at=at
    )  # fmt: skip


def follow_level(
    held: NeedsAssessment,
    level: Level,
    on: dt.date,
    *,
    reason: str,
    by: User,
    at: dt.datetime,
    by_family: bool = False,
) -> str:
    """Let the level of the register follow, as far as its own table allows: "" where it did or stands there already,
    otherwise why it did not. Support goes on in any case (R-138); a re-assessment leaves the level alone."""
    now = StatusPeriod.objects.filter(pupil=held.pupil, end=None).first()
    again = held.purpose == AssessmentPurpose.AGAIN and level != Level.EHC_PLAN
    if again or (now and now.level == level):
        return ""
    today = timezone.localdate(at)
    start = on if now is None or on > now.start else min(now.start + ONE_DAY, today)
    additional = BY_PLAN if level == Level.EHC_PLAN or now is None else now.additional or BY_PLAN
    try:
        with transaction.atomic():
            change_level(
                pupil=held.pupil, level=level, start=start, reason=reason, consulted=[Consulted.PARENTS], by=by, at=at,
                additional=additional, by_family=by_family,
            )  # fmt: skip
    except Denied as denied:
        return denied.reason
    return ""


def level_before(pupil: Pupil) -> Level | None:
    """The level to which a pupil goes back when there will be no plan; None where the level has not followed."""
    periods = list(StatusPeriod.objects.filter(pupil=pupil).order_by("-start")[:2])
    if not periods or periods[0].level != Level.ASSESSMENT_REQUESTED or periods[0].end is not None:
        return None
    back = periods[1].level if len(periods) > 1 else ""
    return Level.FURTHER_SUPPORT if back == Level.FURTHER_SUPPORT else Level.SEN_SUPPORT
