"""The caseload of EHC plans: 40 at the smaller school, 450 at the larger, in every state, in bulk.

python -m bench.caseload measures these pages alone, after `make bench` has made the schools.
"""

import datetime as dt
import sys
from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from bench import environment  # noqa: F401  sets Django up before the models below
from bench.pages import Page, browser_of, measure
from bench.report import WITHIN_MS, table, within
from bench.school import SIZES, Size, Subject, subject_of
from bench.server import run_step, serving
from core.schools import scope
from core.schools.models import School
from ehcp.enums import AssessmentState, LaDecision, ReviewState, VersionKind
from ehcp.models import AnnualReview, EhcPlan, LocalAuthority, NeedsAssessment, PlanVersion
from register.models import Pupil
from sendsys.demo.clock import at, told_to_nobody

PLANS = dict(zip(SIZES, (40, 450), strict=True))
ONE_ASSESSMENT_IN = 10  # of as many plans
DAY = dt.timedelta(days=1)
S = ReviewState
# days since the plan was made, days from today to the meeting (None without one), where the review is
STANDING = (
    (330, 17, S.DATED), (200, None, None), (390, -60, S.REPORTED), (310, 40, S.NOTICED), (360, -10, S.HELD),
    (300, 12, S.CIRCULATED), (380, -110, S.COMPARED), (345, None, None), (350, -40, S.DECIDED), (320, 25, S.ASKED),
)  # fmt: skip


class _Maker:
    """Fills one school with plans, each with the review of the year before and, where one is open, this year's."""

    def __init__(self, subject: Subject, today: dt.date) -> None:
        self.school, self.by, self.today = subject.school, subject.senco, today
        self.common = {"school": self.school, "dated_at": at(today - 60 * DAY), "dated_by": self.by}

    def make(self, count: int) -> None:
        authority = LocalAuthority.objects.create(school=self.school, name="Bench County Council")
        asked = count // ONE_ASSESSMENT_IN
        pupils = list(Pupil.objects.filter(school=self.school).here().order_by("pk")[: count + asked])
        made = {
            "school": self.school,
            "authority": authority,
            "created_at": at(self.today),
            "created_by": self.by,
        }
        plans = EhcPlan.objects.bulk_create(
            EhcPlan(pupil=pupil, made_on=self._made_on(number), **made)
            for number, pupil in enumerate(pupils[:count])
        )
        finals = PlanVersion.objects.bulk_create(
            PlanVersion(
                school=self.school, plan=plan, number=1, kind=VersionKind.FINAL, issued_on=plan.made_on,
                received_on=plan.made_on, created_at=at(self.today), created_by=self.by,
            )
            for plan in plans
        )  # fmt: skip
        AnnualReview.objects.bulk_create(
            review for place, plan in enumerate(plans) for review in self._reviews(place, plan, finals[place])
        )
        NeedsAssessment.objects.bulk_create(
            NeedsAssessment(
                pupil=pupil, state=AssessmentState.REQUESTED, why="Invented", requested_on=self.today - place * DAY, **made
            )
            for place, pupil in enumerate(pupils[count:])
        )  # fmt: skip

    def _made_on(self, number: int) -> dt.date:
        """Two years before where a review of last year is kept, otherwise as long ago as STANDING says."""
        ago = STANDING[number % len(STANDING)][0]
        return self.today - (ago + 730) * DAY

    def _reviews(self, place: int, plan: EhcPlan, final: PlanVersion) -> list[AnnualReview]:
        ago, ahead, state = STANDING[place % len(STANDING)]
        common = self.common | {"plan": plan, "pupil": plan.pupil}
        last = self.today - ago * DAY
        found = [AnnualReview(
            on=last - 28 * DAY, state=S.CLOSED, decision=LaDecision.AMEND, decided_on=last, amendment_notice_on=last,
            final=final, **common,
        )]  # fmt: skip
        if ahead is None:
            return found
        decided = {"decision": LaDecision.AMEND, "decided_on": self.today - 10 * DAY,
                   "amendment_notice_on": self.today - 10 * DAY} if state in (S.DECIDED, S.COMPARED) else {}  # fmt: skip
        return [*found, AnnualReview(on=self.today + ahead * DAY, state=state, **decided, **common)]


def give_plans(size: Size, subject: Subject, today: dt.date) -> None:
    """Plans and assessments of the school of that size; nothing where there are any."""
    school: School = subject.school
    with scope.opened([school.pk], actor=subject.senco.pk, doing="bench"), told_to_nobody():
        if not EhcPlan.objects.filter(school=school).exists():
            _Maker(subject, today).make(PLANS[size])


def caseload_of(size: Size, subject: Subject) -> Page:
    """The page of all plans of that school."""
    path = reverse("caseload:list", args=[subject.school.slug])
    return Page(f"caseload, {PLANS[size]} plans", path, f"/caseload/{subject.school.pk}/0", subject.senco)


def caseloads(subjects: Mapping[Size, Subject], today: dt.date) -> list[Page]:
    """The rows of the bench, with the plans there."""
    for size, subject in subjects.items():
        give_plans(size, subject, today)
    return [caseload_of(size, subject) for size, subject in subjects.items()]


def main() -> int:
    run_step("migrate", "--no-input", "-v", "0")
    run_step("build_assets", "--collect")
    today = timezone.localdate()
    pages = caseloads({size: subject_of(size, today) for size in SIZES}, today)
    browsers = {page.who.pk: browser_of(page.who) for page in pages}
    with serving("sendsys.wsgi") as port, serving("bench.floor") as floor_port:
        rows = [measure(page, browsers[page.who.pk], port, floor_port) for page in pages]
    print(table(rows))
    for row in rows:
        if row.name in WITHIN_MS:
            print(within(row, WITHIN_MS[row.name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
