"""Places at reviews to come of people with an account here: the staff, each with their own advice, and the parents whom the
school has asked. One row is one review with its places. Professionals are left out: nobody is told of a pupil whom they
may not know of by `Pupil.visible_to`, and what they are asked for stands on their own page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.enums import FAMILY_AND_VISITORS
from core.accounts.models import Membership
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.models import School
from core.schools.prepared import prepared
from core.ui.present import clock, day
from ehcp.annual.queries import own_places
from ehcp.annual.record import advice_by
from ehcp.deadlines.common import Say, fixed, ground, meets
from ehcp.enums import BEFORE_MEETING, Coming, InviteeRole, Served
from ehcp.models import AnnualReview, ReviewInvitee, ReviewService
from ehcp.permissions import open_to_parent
from register.models import Pupil

R = InviteeRole
DRAWN = ("reference", "role", "user", "contact", "coming", "advice_wanted", "advice_on", "no_advice_why")
OF_REVIEW = ("reference", "kind", "on", "at", "place")
OF_PUPIL = ("reference", "preferred_first", "legal_first", "legal_last")


@dataclass(slots=True)
class Row:
    """One review to come; `asked` and `told` say since when each (key of the place) is asked for advice, and knows of the
    meeting's day as it stands."""

    review: AnnualReview
    staff: list[ReviewInvitee] = field(default_factory=list)
    parents: list[ReviewInvitee] = field(default_factory=list)
    asked: dict[int, dt.date] = field(default_factory=dict)
    told: dict[int, dt.date] = field(default_factory=dict)


def rows(ask: Ask) -> list[Row]:
    """Two queries."""
    found: dict[int, Row] = {}
    places = _places(ask.user, ask.school, today=ask.today)
    for place in places:
        row = found.setdefault(place.review_id, Row(place.review))
        (row.parents if place.contact_id else row.staff).append(place)
    served = defaultdict(list)
    services = ReviewService.objects.filter(invitee__in=places, what__in=(Served.NOTICE, Served.ADVICE_ASK))
    for place, what, on, meeting_on in services.values_list("invitee", "what", "on", "meeting_on"):
        served[place].append((what, on, meeting_on))
    for place in places:
        row = found[place.review_id]
        _since(row.asked, place, [on for what, on, _meeting in served[place.pk] if what == Served.ADVICE_ASK])
        _since(row.told, place, [on for _what, on, meeting in served[place.pk] if meeting == row.review.on])
    return list(found.values())


def _since(held: dict[int, dt.date], place: ReviewInvitee, days: list[dt.date]) -> None:
    if days:
        held[place.pk] = min(days)


@prepared
def _places(user, school: School, *, today: dt.date):
    """Places of parents by their own contact, and of staff, at reviews whose meeting is today or to come."""
    now = Membership.objects.current().filter(school=school, user=OuterRef("user"))
    staff = Q(contact=None) & Exists(now.exclude(role__in=FAMILY_AND_VISITORS))
    places = ReviewInvitee.objects.filter(
        staff | Q(role=R.PARENT, contact__user=F("user")), school=school, user__isnull=False, ended_at=None,
        review__state__in=BEFORE_MEETING, review__on__gte=today, review__pupil__left_on=None,
        review__plan__ceased_on=None,
    )  # fmt: skip
    if user:
        seen = AnnualReview.objects.visible_to(user)
        kin = Q(pk__in=open_to_parent(user), review__pupil__in=Pupil.objects.visible_to(user))
        places = places.filter(kin | Q(pk__in=own_places(school, user)) | Q(review__in=seen))
    drawn = [*DRAWN, *(f"review__{name}" for name in OF_REVIEW), *(f"review__pupil__{name}" for name in OF_PUPIL),
             "review__pupil__school_class__name"]  # fmt: skip
    return places.select_related("review__pupil__school_class").only(*drawn).order_by("review__on", "pk")


def build(row: Row, ask: Ask) -> Iterator[Deadline]:
    """What one review asks of those who are invited."""
    say, review = Say(ask, row.review.pupil), row.review
    for place in row.staff:
        if place.pk in row.asked and _is_wanted(place):
            yield _advice(row, place, say)
    coming = tuple(
        dict.fromkeys(one.user_id for one in row.staff if one.role != R.SENCO and one.coming != Coming.NO)
    )
    if coming:
        own = ask.once("ehcp.mine", lambda: reverse("annual:mine", args=[ask.school.slug]))
        yield say.due("review_attend", f"review:{review.reference}", review.on, own, owners=coming,
                      detail=_hour(review), started=fixed(review.on))  # fmt: skip
    yield from _of_parents(row, say)


def _is_wanted(place: ReviewInvitee) -> bool:
    return place.advice_wanted and place.advice_on is None and not place.no_advice_why


def _advice(row: Row, place: ReviewInvitee, say: Say) -> Deadline:
    """A person's own advice: by the day that their letter says, before the papers go round."""
    asked = row.asked[place.pk]
    return say.due(
        "review_advice", f"place:{place.reference}", advice_by(row.review.on, asked, ground(say.ask).days),
        say.url("annual:advice", place.reference), owners=(place.user_id,), detail=meets(row.review.on),
        started=_("You were asked on %(day)s.") % {"day": day(asked)}, so_far=fixed(row.review.on),
    )  # fmt: skip


def _hour(review: AnnualReview) -> str:
    return ", ".join(filter(None, (clock(review.at) if review.at else "", review.place)))


def _of_parents(row: Row, say: Say) -> Iterator[Deadline]:
    """What parents are asked, once they were told of the day: nothing of theirs is ever called late."""
    review, child = row.review, row.review.pupil.reference
    told = [place for place in row.parents if place.pk in row.told]
    for place in told:
        by = advice_by(review.on, row.asked.get(place.pk, row.told[place.pk]), ground(say.ask).days)
        if place.pk in row.asked and _is_wanted(place) and by >= say.ask.today:
            yield say.due("family_views", f"place:{place.reference}", by, say.url("ehcfamily:views", child),
                          owners=(place.user_id,), detail=meets(review.on), started=fixed(review.on))  # fmt: skip
    coming = tuple(dict.fromkeys(place.user_id for place in told if place.coming != Coming.NO))
    if coming:
        yield say.due("family_review", f"review:{review.reference}", review.on, say.url("ehcfamily:review", child),
                      owners=coming, detail=_hour(review), started=fixed(review.on))  # fmt: skip


add_source(
    Source(
        "ehc_places",
        "Invitations to annual reviews",
        rows,
        build,
        about=lambda row: row.review.pupil.reference,
    )
)
