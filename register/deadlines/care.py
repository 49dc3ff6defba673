"""Healthcare plans, trained adults, adjustments and access arrangements with their days (R-39, R-198 to R-203)."""

from collections.abc import Iterator

from django.urls import reverse

from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import LONG, Kind, add_kinds
from core.ui.present import day
from register.arrangements.queries import (
    ACCESS_ENDS,
    ADJUSTMENT,
    HEALTH_REVIEW,
    TRAINING,
    CareDate,
    care_date,
    care_rows,
)
from register.deadlines.rows import may

MEDICAL = "Supporting pupils at school with medical conditions (DfE, 2015)"

add_kinds(
    Kind("health_review", "Review healthcare plan", "A healthcare plan is to be reviewed", Group.PROVISION,
         "A healthcare plan is reviewed at least once a year, and when the child’s needs change.", MEDICAL, LONG,
         verb="Review", acts=Permission.ARRANGEMENT_EDIT),
    Kind("training_ends", "Renew training", "Training for a healthcare plan runs out", Group.PROVISION,
         "Who gives medicine or care is trained for it, and the training is renewed before it runs out.", MEDICAL, LONG,
         acts=Permission.ARRANGEMENT_EDIT),
    Kind("adjustment_review", "Look again at an adjustment", "An adjustment is to be looked at again", Group.PROVISION,
         "An adjustment is looked at again by the day set for it.", verb="Open", acts=Permission.ARRANGEMENT_EDIT),
    Kind("access_ends", "Access arrangement ends", "An access arrangement ends", Group.PROVISION,
         "An access arrangement holds for its key stage and does not carry over by itself: apply again where it is still "
         "needed.", ladder=LONG, acts=Permission.ARRANGEMENT_EDIT),
)  # fmt: skip

KIND_OF = {HEALTH_REVIEW: "health_review", TRAINING: "training_ends", ADJUSTMENT: "adjustment_review",
           ACCESS_ENDS: "access_ends"}  # fmt: skip
VIEW_OF = {HEALTH_REVIEW: "arrangements:healthcare", TRAINING: "arrangements:trained", ADJUSTMENT: "arrangements:adjustment",
           ACCESS_ENDS: "arrangements:access"}  # fmt: skip


def _rows(ask: Ask) -> list[tuple]:
    return (
        care_rows(ask.school, ask.user, ask.end, ask.today) if may(ask, Permission.ARRANGEMENT_EDIT) else []
    )


def _build(row: tuple, ask: Ask) -> Iterator[Deadline]:
    one = care_date(row)
    url = reverse(VIEW_OF[one.kind], args=[ask.school.slug, one.reference])
    yield Deadline(
        KIND_OF[one.kind], f"care:{one.reference}", one.on, url,
        pupil=one.pupil_reference, name=one.pupil_name, class_name=one.class_name, detail=_detail(one),
        started=f"Trained on {day(one.since)}." if one.kind == TRAINING else f"It holds from {day(one.since)}.",
    )  # fmt: skip


def _detail(one: CareDate) -> str:
    """Who is trained, which arrangement; of a healthcare plan or an adjustment nothing, which would tell of the child."""
    return {TRAINING: one.who, ACCESS_ENDS: one.what}.get(one.kind, "")


add_source(
    Source("register.care", "Healthcare plans, adjustments, arrangements", _rows, _build, lambda row: row[6])
)
