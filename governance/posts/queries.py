"""Every read of posts."""

import datetime as dt

from django.db.models import F

from core.accounts.enums import FAMILY_AND_VISITORS
from core.accounts.models import Membership, User
from core.schools.models import School
from governance.enums import Post
from governance.models import PostHolder


def holders(school: School) -> list[PostHolder]:
    """Everybody who holds or held a post, the latest first. One query."""
    found = PostHolder.objects.filter(school=school).select_related("user", "school")
    return list(found.order_by(F("end").desc(nulls_first=True), "-start", "-pk"))


def find_holder(school: School, reference: str) -> PostHolder | None:
    """One query."""
    return (
        PostHolder.objects.filter(school=school, reference=reference).select_related("user", "school").first()
    )


def accounts_of(school: School):
    """Who has an account at the school and may hold a post, governors too, by name, as a queryset."""
    held = (
        Membership.objects.current()
        .filter(school=school)
        .exclude(role__in=FAMILY_AND_VISITORS)
        .values("user")
    )
    return User.objects.filter(pk__in=held, is_active=True).order_by("name", "pk")


def now_and_past(
    found: list[PostHolder], today: dt.date
) -> tuple[dict[str, list[PostHolder]], list[PostHolder]]:
    """Who holds each post today or is to, the first first; and who held one."""
    now: dict[str, list[PostHolder]] = {post: [] for post in Post}
    past = []
    for one in found:
        if one.end is None or one.end >= today:
            now[one.post].insert(0, one)
        else:
            past.append(one)
    return now, past
