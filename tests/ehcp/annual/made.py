"""Plans and reviews for tests of the annual review, written by the product's own actions where there is one."""

import datetime as dt

from django.utils import timezone

from ehcp.annual import actions
from ehcp.enums import Served, VersionKind
from ehcp.models import AnnualReview, EhcPlan, LocalAuthority, PlanOutcome, PlanProvision, PlanVersion
from ehcp.sections.queries import open_plan

ALL = (Served.NOTICE, Served.ADVICE_ASK)


def later(days: int) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=days)


def authority_of(school) -> LocalAuthority:
    """The authority that maintains plans of the school's pupils."""
    return LocalAuthority.objects.get_or_create(
        school=school, name="Herts",
        defaults={"officer": "Ms Lee", "officer_email": "sen@herts.test", "address": "County Hall\nHertford",
                  "health": "Dr Osei", "health_email": "dco@health.test"},
    )[0]  # fmt: skip


def plan_of(pupil, by, made_on: dt.date | None = None) -> EhcPlan:
    """The pupil's open plan; made 200 days ago where there is none."""
    return open_plan(pupil) or EhcPlan.objects.create(
        school=pupil.school, pupil=pupil, authority=authority_of(pupil.school), made_on=made_on or later(-200),
        created_at=timezone.now(), created_by=by,
    )  # fmt: skip


def version_of(plan: EhcPlan, by) -> PlanVersion:
    """A checked final version of the plan with two outcomes and two lines of provision."""
    at = timezone.now()
    version = PlanVersion.objects.create(
        school=plan.school, plan=plan, number=1, kind=VersionKind.FINAL, issued_on=plan.made_on, received_on=plan.made_on,
        created_at=at, created_by=by, checked_at=at, checked_by=by,
    )  # fmt: skip
    for number, (text, when) in enumerate(
        (("Tells a story that a friend can follow", "the end of Year 4"), ("Asks for help in class", "")), 1
    ):
        PlanOutcome.objects.create(
            school=plan.school, plan_version=version, number=number, text=text, by_when=when
        )
    for number, (text, more) in enumerate((
        ("Direct work on language with a trained adult", {"minutes": 30, "times": 3, "per": "week", "who": "a trained adult"}),
        ("A speech and language therapist sets and reviews the work", {"times": 1, "per": "term"}),
    ), 1):  # fmt: skip
        PlanProvision.objects.create(
            school=plan.school, plan_version=version, number=number, text=text, **more
        )
    return version


def review_for(pupil, by, on: dt.date | None = None, **more) -> AnnualReview:
    """A review of the pupil with its meeting on that day, by default in 28 days."""
    return actions.set_date(plan=plan_of(pupil, by), on=on or later(28), by=by, at=timezone.now(), **more)


def give(
    review: AnnualReview, by, *whats: str, on: dt.date | None = None, to=None, how: str = "post"
) -> AnnualReview:
    """Each of these was given to everybody (or to those), today where no day is said."""
    for what in whats:
        review = actions.serve(review=review, what=what, invitees=review.invitees.all() if to is None else to, on=on or timezone.localdate(),
                               how=how, by=by, at=timezone.now())  # fmt: skip
    return review
