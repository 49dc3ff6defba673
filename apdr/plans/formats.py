"""The same plan in any of the formats that schools use (R-59, R-60, R-74 to R-84): one snapshot, a template each."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.enums import WRITTEN, PlanFormat
from apdr.models import Plan
from apdr.plans.present import plan_title
from apdr.plans.queries import plan_snapshot, plan_with_targets
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents import pdf
from core.documents.actions import issue_document
from core.documents.models import IssuedDocument
from register.actions import file_document
from register.models import PupilDocument

TEMPLATES = {
    PlanFormat.SUPPORT_PLAN: pdf.PLAN,
    PlanFormat.IEP: pdf.PLAN_IEP,
    PlanFormat.IEP_LEARNING: pdf.PLAN_IEP_LEARNING,
    PlanFormat.LEARNING_JOURNEY: pdf.PLAN_JOURNEY,
    PlanFormat.STRATEGY_SHEET: pdf.PLAN_STRATEGIES,
}
KIND = "plan_format"


def format_of(school) -> PlanFormat:
    """The format in which the school's plans are issued."""
    return PlanFormat(school.plan_format)


def title_of(plan: Plan, format: PlanFormat, on: dt.date) -> str:
    """ "Strategy sheet for all staff, cycle 3, 4 Jan 2027"; in the school's own format its own word for a plan."""
    own = format == format_of(plan.school)
    words = plan_title(plan, plan.school.label("plan") if own else str(format.label))
    return f"{words}, {on:%-d %b %Y}"[:200]


def issue_in(plan: Plan, format: PlanFormat, *, kind: str, by: User, at: dt.datetime) -> IssuedDocument:
    """Issue the plan as a document in that format; a worker makes its PDF."""
    return issue_document(
        school=plan.school, kind=kind, subject=plan.reference, template=TEMPLATES[format], snapshot=plan_snapshot(plan),
        title=title_of(plan, format, timezone.localdate(at)), by=by, at=at,
    )  # fmt: skip


def made_already(plan: Plan, format: PlanFormat) -> PupilDocument | None:
    """The newest document of the plan in that format, if it says what the plan says now."""
    filed = PupilDocument.objects.filter(
        pupil=plan.pupil_id, issued__subject=plan.reference, issued__template=TEMPLATES[format]
    )
    newest = filed.select_related("issued").order_by("-issued__issued_at", "-pk").first()
    if newest is None:
        return None
    said = {key: value for key, value in newest.issued.snapshot.items() if key != "document"}
    return newest if said == plan_snapshot(plan) else None


@transaction.atomic
def print_plan(*, plan: Plan, format: PlanFormat, by: User, at: dt.datetime) -> PupilDocument:
    """The plan in a format of choice, filed in the pupil's file and not shared with the family by this; one that says
    the same already is given again. Raises Denied for a plan that is not agreed."""
    check_can(by, Permission.SEN_VIEW, plan)
    if plan.state in WRITTEN or plan.agreed_at is None:
        raise Denied("A plan is printed once it is agreed. “Preview PDF” shows it as it is being written.")
    plan = plan_with_targets(Plan.objects.filter(pk=plan.pk)).select_for_update(of=("self",)).get()
    if kept := made_already(plan, format):
        return kept
    return file_document(
        pupil=plan.pupil, issued=issue_in(plan, format, kind=KIND, by=by, at=at), by=by, at=at
    )
