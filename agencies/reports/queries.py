"""Every read of reports and of the advice in them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, Q, When

from agencies.enums import AdviceState, ReportState
from agencies.models import AgencyReport, Finding, Recommendation, Referral, ReportReceipt, Visit
from agencies.reports.ground import TO_CHECK
from core.schools.models import School
from register.models import ClassTeacher, Pupil

JOINED = ("school", "agency", "document__file", "pupil__school", "pupil__school_class", "job", "received_by", "checked_by",
          "shared_by", "returned_by")  # fmt: skip
REPORTS = AgencyReport.objects.select_related(*JOINED).defer("school__crest", "pupil__school__crest")
CALLED = Case(
    When(pupil__preferred_first="", then=F("pupil__legal_first")), default=F("pupil__preferred_first")
)


def reports_of(pupil: Pupil, user) -> list[AgencyReport]:
    """The pupil's reports that the user may know of, newest first, each with its `receipts` and how many findings
    still stand (`standing`). Two queries."""
    rows = (
        AgencyReport.objects.visible_to(user)
        .filter(pupil=pupil)
        .select_related("agency", "school", "document")
    )
    standing = Count("findings", filter=Q(findings__dismissed_at=None))
    joined = rows.defer("pages").annotate(standing=standing).prefetch_related("receipts")
    return list(joined.order_by("-received_on", "-pk"))


def findings_of(report: AgencyReport) -> list[Finding]:
    """What is marked in a report, in the order of its text. One query."""
    return list(
        Finding.objects.filter(report=report).select_related("dismissed_by").order_by("page", "start")
    )


def receipts_of(report: AgencyReport) -> list[ReportReceipt]:
    """Who was given a report, those who have not confirmed first. One query."""
    rows = ReportReceipt.objects.filter(report=report).select_related("user", "contact", "recorded_by")
    return list(rows.order_by(F("confirmed_at").asc(nulls_first=True), "pk"))


def advice_of_report(report: AgencyReport) -> list[Recommendation]:
    """The recommendations written down from a report, in their order. One query."""
    return list(report.recommendations.select_related("decided_by").order_by("number"))


def class_teachers(pupil: Pupil) -> list:
    """Those who answer for the pupil's class. One query."""
    rows = ClassTeacher.objects.filter(school=pupil.school_id, school_class=pupil.school_class_id)
    return [one.user for one in rows.select_related("user").order_by("user__name")]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list. `standing` findings, `open` receipts and `receipts` in all; `since` the day it is so."""

    reference: str
    state: str
    pupil_reference: str
    pupil_name: str
    class_name: str
    source: str
    received_on: dt.date
    since: dt.datetime | None
    standing: int
    open: int
    receipts: int


def _lines(rows, since: str) -> list[ReportLine]:
    standing = Count("findings", filter=Q(findings__dismissed_at=None), distinct=True)
    unconfirmed = Count("receipts", filter=Q(receipts__confirmed_at=None), distinct=True)
    counted = rows.annotate(first=CALLED, standing=standing, unconfirmed=unconfirmed,
                            handed=Count("receipts", distinct=True), day=Max(since))  # fmt: skip
    return [
        ReportLine(ref, state, pupil, f"{first} {last}", klass or "", agency or author, received, day, marked, still, handed)
        for ref, state, pupil, first, last, klass, agency, author, received, day, marked, still, handed
        in counted.order_by("received_on", "pk").values_list(
            "reference", "state", "pupil__reference", "first", "pupil__legal_last", "pupil__school_class__name",
            "agency__name", "author", "received_on", "day", "standing", "unconfirmed", "handed",
        )
    ]  # fmt: skip


def to_check(school: School, user) -> list[ReportLine]:
    """Reports that are being read, are to be checked or were returned, the longest here first. One query."""
    rows = AgencyReport.objects.visible_to(user).filter(
        school=school, state__in=(ReportState.READING, *TO_CHECK)
    )
    return _lines(rows, "returned_at")


def unconfirmed(school: School, user) -> list[ReportLine]:
    """Shared reports that somebody has not confirmed, the longest here first. One query."""
    waiting = ReportReceipt.objects.filter(school=school, confirmed_at=None).values("report")
    rows = AgencyReport.objects.visible_to(user).filter(
        school=school, state=ReportState.SHARED, pk__in=waiting
    )
    return _lines(rows, "shared_at")


def advice_waiting(school: School, user) -> list[Recommendation]:
    """Advice of shared reports and of visits that nobody has decided, the oldest first, with its pupil and source. One
    query."""
    rows = Recommendation.objects.visible_to(user).filter(school=school, state=AdviceState.WAITING)
    ready = rows.filter(Q(report=None) | Q(report__state=ReportState.SHARED), pupil__left_on=None)
    joined = ready.select_related("pupil__school", "pupil__school_class", "report__agency", "visit__agency")
    return list(joined.defer("report__pages").order_by("pk"))


def choices_for(pupil: Pupil, user) -> dict[str, list]:
    """What a report of the pupil may belong to: open referrals, visits that took place, reports that it may correct.
    Three queries."""
    sent = ("sent", "accepted", "seen", "reported", "decided")
    referrals = Referral.objects.filter(pupil=pupil, state__in=sent).select_related("agency", "school")
    visits = Visit.objects.filter(pupil=pupil, state="done").select_related("agency").order_by("-on")
    replaced = AgencyReport.objects.visible_to(user).filter(pupil=pupil, state__in=TO_CHECK)
    return {"referral": list(referrals.order_by("-sent_on")), "visit": list(visits[:20]),
            "replaces": list(replaced.select_related("agency").defer("pages").order_by("-received_on"))}  # fmt: skip
