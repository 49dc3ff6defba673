"""The last day of each wait: from the day after it is stuck, and by it the school's deadlines count. One rule for both.

Each function takes rows and annotates `waits_until`, a date.
"""

from django.db.models import (
    Aggregate,
    Case,
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils import timezone

from agencies.enums import AdviceState, ReferralState, ReportState
from agencies.models import Referral
from agencies.stuck.kinds import (
    ADVICE_DAYS,
    CHECK_DAYS,
    CONFIRM_DAYS,
    CONSENT_DAYS,
    CORRECTION_DAYS,
    USUAL_WEEKS,
)

S = ReferralState


class MedianWeeks(Aggregate):
    """The median of spans between two days, in whole weeks."""

    function = "PERCENTILE_CONT"
    template = "ROUND(EXTRACT(EPOCH FROM PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)) / 604800)::integer"
    output_field = IntegerField()


def later(day, days) -> ExpressionWrapper:
    """The day so many calendar days after another, in SQL."""
    return ExpressionWrapper(day + days, DateField())


def _local_day(moment: str) -> TruncDate:
    return TruncDate(moment, tzinfo=timezone.get_current_timezone())


def with_wait(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Referrals with the last day of the wait of their state, None where nobody outside is waited for: for the parents'
    answer, for the agency's, for the day by which it meant to see the child; and with `weeks`, the usual wait for the
    agency: as it says itself, else as children have waited from sent to seen, by the median, else USUAL_WEEKS."""
    seen = Referral.objects.filter(agency=OuterRef("agency"), sent_on__isnull=False, seen_on__isnull=False)
    waited = (
        seen.order_by()
        .values("agency")
        .annotate(weeks=MedianWeeks(F("seen_on") - F("sent_on")))
        .values("weeks")
    )
    weeks = Coalesce(F("agency__usual_weeks"), NullIf(Subquery(waited), Value(0)), Value(USUAL_WEEKS))
    return referrals.annotate(weeks=weeks).annotate(
        waits_until=Case(
            When(state=S.DISCUSSED, then=later(F("conversation__on"), CONSENT_DAYS)),
            When(state=S.SENT, then=later(F("sent_on"), F("weeks") * 7)),
            When(state=S.ACCEPTED, then=F("expected_by")),
            output_field=DateField(),
        )
    )


def reports_here(reports: QuerySet) -> QuerySet:
    """Reports that nobody has checked, and those of which a corrected one is awaited, the latter with `returned_on`."""
    waiting = Q(state__in=(ReportState.READING, ReportState.CHECK))
    rows = reports.filter(waiting | Q(state=ReportState.RETURNED)).annotate(
        returned_on=_local_day("returned_at")
    )
    until = Case(When(waiting, then=later(F("received_on"), CHECK_DAYS)),
                 default=later(F("returned_on"), CORRECTION_DAYS), output_field=DateField())  # fmt: skip
    return rows.annotate(waits_until=until)


def unconfirmed(receipts: QuerySet) -> QuerySet:
    """Receipts of shared reports of which nobody has said that they have it, with `sent_on`."""
    rows = receipts.filter(confirmed_at=None, report__state=ReportState.SHARED).annotate(
        sent_on=_local_day("sent_at")
    )
    return rows.annotate(waits_until=later(F("sent_on"), CONFIRM_DAYS))


def undecided(advice: QuerySet) -> QuerySet:
    """Advice that waits to be decided, with `told_on`, the day on which it was shared or given."""
    rows = advice.filter(state=AdviceState.WAITING)
    rows = rows.annotate(told_on=Coalesce(_local_day("report__shared_at"), F("visit__on")))
    return rows.annotate(waits_until=later(F("told_on"), ADVICE_DAYS))
