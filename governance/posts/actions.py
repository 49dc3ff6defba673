"""Every write of posts: who is SENCo, deputy, SEN governor, and the SENCo's qualification. Each is one transaction."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from core.ui.present import day
from governance.enums import Award, Post
from governance.models import PostHolder
from governance.posts.queries import accounts_of
from governance.posts.rules import EXEMPT_BEFORE, NPQ_FROM
from register.edits import check_version

ONE_DAY = dt.timedelta(days=1)
DONE_AWARDS = frozenset({Award.NASENCO, Award.NPQ})


@transaction.atomic
def name_holder(
    *, school: School, held: PostHolder | None, by: User, at: dt.datetime, version: int | None = None, post: str, name: str,
    start: dt.date, end: dt.date | None = None, user: User | None = None, email: str = "", phone: str = "",
    qualified_teacher: bool = False, award: str = Award.NONE, award_begun_on: dt.date | None = None,
    award_done_on: dt.date | None = None,
) -> PostHolder:  # fmt: skip
    """Name who holds a post, or change what is known of them (R-190, R-191). A new SENCo or governor takes the place of who
    holds the post without an end: that one's time ends the day before. Raises Denied with what is wrong, or Overtaken."""
    check_can(by, Permission.TRAINING_EDIT, school)
    School.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=school.pk)
    if held:
        held = PostHolder.objects.select_for_update(of=("self",)).get(pk=held.pk, school=school)
        check_version(held, version)
    else:
        held = PostHolder(school_id=school.pk, version=0, post=post)
    if not name.strip():
        raise Denied("Say who it is.")
    if end and end < start:
        raise Denied(f"It cannot end on {day(end)}, before it begins on {day(start)}: check the dates.")
    if user and not accounts_of(school).filter(pk=user.pk).exists():
        raise Denied(f"{user.name} has no account at {school.name}: leave the account empty.")
    today = timezone.localdate(at)
    _check_award(held.post, award, award_begun_on, award_done_on, start, today)
    _make_room(held, start, end)
    senco = held.post == Post.SENCO
    held.name, held.start, held.end, held.user = name.strip(), start, end, user
    held.email, held.phone = email.strip(), phone.strip()
    held.qualified_teacher, held.award = senco and qualified_teacher, award if senco else Award.NONE
    held.award_begun_on, held.award_done_on = (award_begun_on, award_done_on) if senco else (None, None)
    held.recorded_at, held.recorded_by, held.version = at, by, held.version + 1
    held.save()
    return held


def _check_award(
    post: str, award: str, begun: dt.date | None, done: dt.date | None, start: dt.date, today: dt.date
) -> None:
    if post != Post.SENCO:
        return
    if award not in DONE_AWARDS and (begun or done):
        raise Denied("Say which qualification it is, or leave its dates empty.")
    if award == Award.EXEMPT and start >= EXEMPT_BEFORE:
        raise Denied(
            "Only somebody who was SENCo here before 1 September 2009 needs no qualification: check the dates."
        )
    if done and done > today:
        raise Denied(f"{day(done)} is in the future: enter the day once it is completed.")
    if begun and done and done < begun:
        raise Denied("It cannot be completed before it was begun: check the dates.")
    if award == Award.NPQ and begun and begun < NPQ_FROM:
        raise Denied(
            f"The NPQ for SENCOs began on {day(NPQ_FROM)}: check the day, or choose the National Award."
        )


def _make_room(held: PostHolder, start: dt.date, end: dt.date | None) -> None:
    """Only deputies may be several at once."""
    if held.post == Post.DEPUTY:
        return
    others = PostHolder.objects.select_for_update(of=("self",)).filter(school=held.school_id, post=held.post)
    others = others.exclude(pk=held.pk)
    if held.pk is None:
        for before in others.filter(end=None, start__lt=start):
            before.end, before.version = start - ONE_DAY, before.version + 1
            before.save()
    later = Q(end=None) | Q(end__gte=start)
    clash = others.filter(later, **({"start__lte": end} if end else {})).order_by("start").first()
    if clash:
        until = f" until {day(clash.end)}" if clash.end else ""
        raise Denied(
            f"{clash.name} holds this post from {day(clash.start)}{until}: change the dates of one of them."
        )


@transaction.atomic
def remove_holder(*, held: PostHolder, by: User, at: dt.datetime) -> None:
    """Take away a line that was a mistake; the history keeps it. Raises Denied."""
    check_can(by, Permission.TRAINING_EDIT, held)
    PostHolder.objects.select_for_update(of=("self",)).get(pk=held.pk).delete()
