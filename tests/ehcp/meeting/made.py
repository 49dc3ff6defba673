"""Plans with outcomes and reviews at any point, as rows: what this room stands on is tested where it is made."""

import datetime as dt

from django.utils import timezone

from ehcp.enums import InviteeRole, ReviewState, Served, VersionKind
from ehcp.meeting import actions, deciding
from ehcp.meeting.actions import Came
from ehcp.models import (
    AnnualReview,
    EhcPlan,
    LocalAuthority,
    PlanOutcome,
    PlanProvision,
    PlanSection,
    PlanVersion,
    ReviewInvitee,
    ReviewService,
)

DAY = dt.timedelta(days=1)
PEOPLE = (
    (InviteeRole.PARENT, "Anna Abara"), (InviteeRole.CHILD, "Maya Abara"), (InviteeRole.HEAD, "David Okoro"),
    (InviteeRole.LA_SEN, "Ms Lee"), (InviteeRole.HEALTH, "Dr Patel"),
)  # fmt: skip


def plan_with(
    pupil, by, *, outcomes: int = 1, made_on: dt.date | None = None, **more
) -> tuple[EhcPlan, PlanVersion]:
    """A plan in force that was made 350 days ago, with a checked final version."""
    at, made_on = timezone.now(), made_on or timezone.localdate() - 350 * DAY
    if "ceased_on" not in more:  # what other rooms have made for the cast's pupils gives way
        EhcPlan.objects.filter(pupil=pupil, ceased_on=None).update(ceased_on=timezone.localdate())
    authority, _ = LocalAuthority.objects.get_or_create(school=pupil.school, name="Invented County Council")
    plan = EhcPlan.objects.create(school=pupil.school, pupil=pupil, authority=authority, made_on=made_on, created_at=at,
                                  created_by=by, **more)  # fmt: skip
    version = PlanVersion.objects.create(
        school=pupil.school, plan=plan, number=1, kind=VersionKind.FINAL, issued_on=made_on, received_on=made_on,
        checked_at=at, checked_by=by, created_at=at, created_by=by,
    )  # fmt: skip
    PlanSection.objects.create(
        school=pupil.school, plan_version=version, letter="B", text="Maya finds new words hard."
    )
    for number in range(1, outcomes + 1):
        PlanOutcome.objects.create(school=pupil.school, plan_version=version, number=number, text=f"Maya reads book {number}",
                                   by_when="By the end of Year 6")  # fmt: skip
    PlanProvision.objects.create(school=pupil.school, plan_version=version, number=1, letter="F", text="Reading with an adult",
                                 minutes=20, times=5, per="week", who="a teaching assistant")  # fmt: skip
    return plan, version


def review_on(plan, by, on: dt.date, state: str = ReviewState.CIRCULATED, **more) -> AnnualReview:
    """A review of the plan with five people invited, all of whom had notice and papers in time."""
    review = AnnualReview.objects.create(
        school=plan.school,
        pupil=plan.pupil,
        plan=plan,
        on=on,
        state=state,
        dated_at=timezone.now(),
        dated_by=by,
        **more,
    )
    for number, (role, name) in enumerate(PEOPLE, 1):
        one = ReviewInvitee.objects.create(
            school=plan.school, review=review, number=number, role=role, name=name
        )
        for what in (Served.NOTICE, Served.PACK):
            ReviewService.objects.create(
                school=plan.school, review=review, invitee=one, what=what, on=on - 15 * DAY, how="post", meeting_on=on,
                recorded_at=timezone.now(), recorded_by=by,
            )  # fmt: skip
    return review


def said(review, version, **changes) -> dict:
    """A whole record of the meeting as record_meeting takes it; Dr Patel did not come."""
    people = list(review.invitees.all())
    came = {one.pk: Came("no", "On leave") if one.role == "health" else Came("yes") for one in people}
    judged = [{"outcome": one, "rating": "some", "evidence": "Reads 30 words", "next": "keep", "changed": ""}
              for one in (version.outcomes.order_by("number") if version else ())]  # fmt: skip
    return {
        "came": came, "outcomes": judged, "parents_view": "She is proud of her reading.", "child_view": "I like the quiet room.",
        "child_how": "With pictures", "progress": "A good year.", "recommendation": "keep", "recommended": "",
        "differences": "Anna Abara would like more speech therapy; the school does not.",
    } | changes  # fmt: skip


def held(review, version, by, at=None, **changes) -> AnnualReview:
    """The meeting recorded as held."""
    return actions.record_meeting(
        review=review, by=by, at=at or timezone.now(), **said(review, version, **changes)
    )


def decided(review, decision, by, *, on: dt.date | None = None, **more) -> AnnualReview:
    """The authority's decision, dated `on` (the day after the meeting)."""
    on = on or review.on + DAY
    return deciding.record_decision(review=review, decision=decision, decided_on=on, received_on=on, by=by,
                                    at=timezone.now(), **more)  # fmt: skip


def proposed_by(version, by, on: dt.date) -> PlanVersion:
    """Proposed amendments to the version: one outcome in new words, more minutes of the provision."""
    kept = {"school": version.school, "plan_version": PlanVersion.objects.create(
        school=version.school, plan=version.plan, number=version.number + 1, kind=VersionKind.PROPOSED, issued_on=on,
        received_on=on, created_at=timezone.now(), created_by=by)}  # fmt: skip
    PlanSection.objects.create(**kept, letter="B", text="Maya finds new words hard.")
    for one in version.outcomes.order_by("number"):
        words = one.text + " to a friend" if one.number == 1 else one.text
        PlanOutcome.objects.create(**kept, number=one.number, text=words, by_when=one.by_when)
    for one in version.provisions.all():
        PlanProvision.objects.create(**kept, number=one.number, letter=one.letter, text=one.text, minutes=30, times=one.times,
                                     per=one.per, who=one.who)  # fmt: skip
    return kept["plan_version"]
