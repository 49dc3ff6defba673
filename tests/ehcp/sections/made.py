"""A plan with a version in force and one that is still being typed, made by the product's own actions."""

import datetime as dt

from django.utils import timezone

from ehcp.enums import VersionKind
from ehcp.models import EhcPlan, PlanVersion
from ehcp.sections import actions, items

MADE = dt.date(2025, 3, 14)


def desk_of(user) -> dict:
    """{by, at} of every action."""
    return {"by": user, "at": timezone.now()}


def came(plan: EhcPlan, user, kind: str = VersionKind.FINAL, on: dt.date = MADE, **more) -> PlanVersion:
    """A version of that day."""
    return actions.receive_version(
        plan=plan, kind=kind, issued_on=on, received_on=on, **desk_of(user), **more
    )


def typed(version: PlanVersion, user, count: int = 1) -> PlanVersion:
    """So many needs, each with an outcome that answers it and provision that serves that."""
    desk = desk_of(user)
    for number in range(1, count + 1):
        need = items.add_need(
            version=version, text=f"Long instructions are hard ({number})", area="cognition", **desk
        )
        aim = items.add_outcome(
            version=version, text="Follows three steps", by_when="July", needs=[need], **desk
        )
        items.add_provision(version=version, text="Practice of instructions", minutes=20, times=2, per="week",
                            who="A trained TA", outcomes=[aim], **desk)  # fmt: skip
    version.refresh_from_db()
    return version
