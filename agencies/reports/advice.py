"""Every write of recommendations: one row for each, whoever gave the advice (R-114, R-121, R-129, R-130)."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from agencies.enums import AdviceState, ReportState
from agencies.models import AgencyReport, Recommendation, Visit
from agencies.referrals.actions import mark_decided, mark_reported
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from register.edits import check_version

DECIDED = "This advice has been decided: it stays as it was written."


@transaction.atomic
def write_recommendation(
    *, held: Recommendation | None, what: str, by: User, at: dt.datetime, report: AgencyReport | None = None,
    visit: Visit | None = None, who: str = "", how_often: str = "", by_date: dt.date | None = None,
) -> Recommendation:  # fmt: skip
    """Write down one piece of advice of a report or a visit, or change one while it waits. Raises Denied."""
    held = _locked(held, by) if held else _new(report, visit, by, at)
    if not what.strip():
        raise Denied("Say what is advised.")
    if by_date and by_date < held.pupil.born:
        raise Denied(f"{day(by_date)} is before {held.pupil.first_name} was born: check the date.")
    held.what, held.who, held.how_often, held.by_date = what.strip(), who.strip(), how_often.strip(), by_date
    held.version += 1
    held.save()
    return held


def _new(report: AgencyReport | None, visit: Visit | None, by: User, at: dt.datetime) -> Recommendation:
    source = report or visit
    check_can(by, Permission.ADVICE_DECIDE, source)
    now = type(source).objects.select_for_update(of=("self",)).get(pk=source.pk)
    if report is not None and now.state == ReportState.REPLACED:
        raise Denied("This report has been replaced: write the advice beside the corrected one.")
    others = source.recommendations.filter(report=report) if report else source.recommendations.all()
    number = (others.aggregate(Max("number"))["number__max"] or 0) + 1
    if report is not None and report.referral is not None:
        mark_reported(referral=report.referral, by=by, at=at)  # what was decided is not all any more
    return Recommendation(school_id=source.school_id, pupil=source.pupil, report=report, visit=None if report else visit,
                          number=number, version=0)  # fmt: skip


def _locked(held: Recommendation, by: User) -> Recommendation:
    check_can(by, Permission.ADVICE_DECIDE, held)
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("pupil", "report", "visit")
    held = rows.get(pk=held.pk)
    if held.state != AdviceState.WAITING:
        raise Denied(DECIDED)
    return held


@transaction.atomic
def remove_recommendation(*, held: Recommendation, by: User, at: dt.datetime) -> None:
    """Take away a row that was written by mistake, while it waits; the history keeps it. Raises Denied."""
    _locked(held, by).delete()


@transaction.atomic
def move_recommendation(*, held: Recommendation, up: bool, by: User, at: dt.datetime) -> None:
    """Change places with the row above, or below. At the end of the list nothing changes. Raises Denied."""
    check_can(by, Permission.ADVICE_DECIDE, held)
    rows = list(_beside(held).select_for_update(of=("self",)).order_by("number", "pk"))
    place = next(number for number, one in enumerate(rows) if one.pk == held.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    mine, theirs = rows[place].number, rows[other].number
    spare = (
        max(one.number for one in rows) + 1
    )  # no two of a report bear one number, not even between two writes
    for one, number in ((rows[place], spare), (rows[other], mine), (rows[place], theirs)):
        one.number = number
        one.save(update_fields=["number"])


def _beside(held: Recommendation):
    source = {"report": held.report_id} if held.report_id else {"visit": held.visit_id}
    return Recommendation.objects.filter(school=held.school_id, **source)


@transaction.atomic
def decide(
    *, recommendation: Recommendation, state: str, by: User, at: dt.datetime, weighed_by: list[str] = (),
    teacher_says: str = "", why: str = "", version: int | None = None,
) -> Recommendation:  # fmt: skip
    """What became of one piece of advice: in the plan, in provision, or not now and why. It may be decided anew, not
    undone. Raises Denied: of a report that is not shared yet, "not now" without a reason, nobody who weighed it; or
    Overtaken when it is no longer the `version` that whoever decides has read."""
    check_can(by, Permission.ADVICE_DECIDE, recommendation)
    rows = Recommendation.objects.select_for_update(of=("self",))
    held = rows.select_related("pupil", "report__referral", "visit__referral").get(pk=recommendation.pk)
    check_version(held, version)
    if held.report and held.report.state != ReportState.SHARED:
        raise Denied("The report is checked and shared first; then its advice is decided.")
    if state not in set(AdviceState.values) - {AdviceState.WAITING}:
        raise Denied("Say what becomes of it: into the plan, into provision, or not now.")
    if state == AdviceState.NOT_NOW and not why.strip():
        raise Denied("Say why not now: it stands beside the advice for whoever asks later.")
    if not weighed_by:
        raise Denied("Say who weighed this advice.")
    held.state, held.weighed_by, held.teacher_says, held.why = (
        state,
        list(weighed_by),
        teacher_says.strip(),
        why.strip(),
    )
    held.decided_at, held.decided_by, held.version = at, by, held.version + 1
    held.save()
    source = held.report or held.visit
    if source is not None and source.referral is not None:
        mark_decided(referral=source.referral, by=by, at=at)
    return held
