"""Writes of who delivers a provision."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apdr.enums import ProvisionState
from apdr.models import Provision, ProvisionAdult
from apdr.provision.actions.held import held_open, staff_of
from core.accounts.models import User
from core.accounts.permissions import Denied


@transaction.atomic
def add_adult(
    *, provision: Provision, by: User, at: dt.datetime, user: User | None = None, role: str = ""
) -> ProvisionAdult:
    """Somebody who delivers it: a member of staff, or `role` in words for somebody from outside. A member of staff
    then sees the provision and the first names of the children in it. Raises Denied."""
    held, role = held_open(provision, by), role.strip()
    if user is None and not role:
        raise Denied("Say who takes it: a member of staff, or somebody from outside by their role.")
    if user is not None:
        staff_of(held.school, user)
    same = held.adults.filter(user=user) if user else held.adults.filter(user=None, role__iexact=role)
    if same.exists():
        raise Denied(f"{user.name if user else role} takes it already.")
    return ProvisionAdult.objects.create(
        school_id=held.school_id, provision=held, user=user, role="" if user else role[:80]
    )


@transaction.atomic
def remove_adult(*, adult: ProvisionAdult, by: User, at: dt.datetime) -> None:
    """They do not take it any more. What they took stays recorded. Raises Denied for the only adult of a running
    provision, and for one who still has a weekly time in it."""
    held, today = held_open(adult.provision, by), timezone.localdate(at)
    name = adult.user.name if adult.user else adult.role
    if held.state == ProvisionState.PLANNED:
        held.slots.filter(adult=adult.user_id).exclude(adult=None).update(adult=None)
    else:
        if not held.adults.exclude(pk=adult.pk).exists():
            raise Denied(f"{name} is the only adult: add somebody else first.")
        theirs = held.slots.filter(Q(end=None) | Q(end__gte=today), adult=adult.user_id)
        if adult.user_id and theirs.exists():
            raise Denied(f"{name} still takes a weekly time: give that to somebody else first.")
    adult.delete()
