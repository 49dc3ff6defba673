"""Plans, reviews and assessments as they stand in the record, for pages that read many of them."""

import datetime as dt

from django.utils import timezone

from ehcp.enums import InviteeRole, ReviewState, Served
from ehcp.models import (
    AnnualReview,
    EhcPlan,
    LocalAuthority,
    NeedsAssessment,
    PlanVersion,
    ReviewInvitee,
    ReviewService,
)
from register import actions as register

AT = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def authority_of(school, name="Invented County Council", **more) -> LocalAuthority:
    return LocalAuthority.objects.get_or_create(school=school, name=name, defaults=more)[0]


def pupil_in(school, by, *, first="Idris", last="Rahman", klass="4 Elm", year="4", born=dt.date(2017, 11, 2)):
    held = register.find_or_create_class(school=school, name=klass, academic_year=2026, year_group=year)
    rows = [
        {"legal_first": first, "legal_last": last, "born": born, "year_group": year, "school_class": held}
    ]
    return register.add_pupils(school=school, pupils=rows, by=by, at=AT)[0]


def plan_of(pupil, by, made_on, **more) -> EhcPlan:
    return EhcPlan.objects.create(
        school=pupil.school, pupil=pupil, authority=authority_of(pupil.school), made_on=made_on, created_at=AT,
        created_by=by, **more,
    )  # fmt: skip


def review_of(plan, by, on, state=ReviewState.DATED, **more) -> AnnualReview:
    return AnnualReview.objects.create(
        school=plan.school, pupil=plan.pupil, plan=plan, on=on, state=state, dated_at=AT, dated_by=by, **more
    )


def version_of(plan, by, kind, on) -> PlanVersion:
    return PlanVersion.objects.create(
        school=plan.school, plan=plan, number=plan.versions.count() + 1, kind=kind, issued_on=on, received_on=on,
        created_at=AT, created_by=by,
    )  # fmt: skip


def assessment_of(pupil, by, state, **more) -> NeedsAssessment:
    return NeedsAssessment.objects.create(
        school=pupil.school, pupil=pupil, authority=authority_of(pupil.school), state=state, why="Little progress",
        created_at=AT, created_by=by, **more,
    )  # fmt: skip


def invited(review, *people: tuple[str, str]) -> list[ReviewInvitee]:
    return [
        ReviewInvitee.objects.create(school=review.school, review=review, number=number, role=role, name=name)
        for number, (name, role) in enumerate(people, 1)
    ]


def two_invited(review) -> list[ReviewInvitee]:
    return invited(review, ("Amal Rahman", InviteeRole.PARENT), ("Ms Lee", InviteeRole.LA_SEN))


def served(invitee, what: Served, on: dt.date, by) -> ReviewService:
    review = invitee.review
    return ReviewService.objects.create(
        school=review.school, review=review, invitee=invitee, what=what, on=on, how="post", meeting_on=review.on,
        recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
