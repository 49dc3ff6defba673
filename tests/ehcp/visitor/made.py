"""Plans, reviews and places at them made by the product's own actions, for tests of families and professionals."""

import datetime as dt

from django.utils import timezone

from ehcp.annual.actions import open_review_of, set_date
from ehcp.enums import InviteeRole, VersionKind
from ehcp.models import AnnualReview, EhcPlan, LocalAuthority, NeedsAssessment, PlanVersion, ReviewInvitee
from ehcp.sections.actions import check_version, receive_version, start_plan, write_authority, write_sections
from ehcp.sections.queries import open_plan, version_in_force
from ehcp.visitor.actions import open_review

DAY = dt.timedelta(days=1)
TEXTS = {
    "A": "Maya likes drumming and wants to work with animals.", "B": "Maya finds it hard to follow long instructions.",
    "E": "Maya follows three steps on her own by July.", "F": "A trained adult practises instructions with Maya.",
    "I": "Oakfield Primary, a mainstream school",
}  # fmt: skip


def plan_of(pupil, by, *, made_on: dt.date | None = None) -> EhcPlan:
    """The pupil's plan; a new one was made 300 days ago."""
    at = timezone.now()
    found = open_plan(pupil)
    if found:
        return found
    name = "Herts County Council"
    authority = LocalAuthority.objects.filter(school=pupil.school, name=name).first() or write_authority(
        school=pupil.school, by=by, at=at, name=name
    )  # fmt: skip
    return start_plan(
        pupil=pupil, authority=authority, by=by, at=at, made_on=made_on or timezone.localdate(at) - 300 * DAY
    )


def version_of(plan: EhcPlan, by, *, texts: dict | None = None, checked: bool = True) -> PlanVersion:
    """A final version of the plan with these sections; one that is in force already is taken."""
    at, found = timezone.now(), version_in_force(plan)
    if found and texts is None:
        return found
    kind = VersionKind.AMENDED if plan.versions.filter(kind=VersionKind.FINAL).exists() else VersionKind.FINAL
    made = receive_version(
        plan=plan, kind=kind, issued_on=plan.made_on, received_on=plan.made_on, by=by, at=at
    )
    made = write_sections(version=made, held=None, texts=texts or TEXTS, by=by, at=at)
    return check_version(version=made, by=by, at=at) if checked else made


def review_of(pupil, by, *, on: dt.date | None = None, **fields) -> AnnualReview:
    """The pupil's open review; a new one meets in 28 days."""
    plan, at = plan_of(pupil, by), timezone.now()
    on = on or timezone.localdate(at) + 28 * DAY
    return open_review_of(plan) or set_date(plan=plan, on=on, by=by, at=at, **fields)


def place_of(review: AnnualReview, role: str = InviteeRole.LA_SEN) -> ReviewInvitee:
    """The first place of that role at the review."""
    return review.invitees.filter(role=role).order_by("number").first()


def let_in(place: ReviewInvitee, by, **changes) -> ReviewInvitee:
    """The review opened to the person of that place, from today for twelve weeks."""
    today = timezone.localdate()
    fields = {"name": "Tom Reyes", "email": "tom@council.example", "start": today, "until": today + 84 * DAY}
    return open_review(place=place, by=by, at=timezone.now(), **(fields | changes))


def without_plans(*pupils) -> None:
    """Takes away what the cast has of EHC plans and assessments of these pupils, so that a test begins with nothing."""
    NeedsAssessment.objects.filter(pupil__in=pupils).delete()
    EhcPlan.objects.filter(pupil__in=pupils).delete()
