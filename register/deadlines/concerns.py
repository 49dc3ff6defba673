"""Concerns that wait, and extra support that is to be planned and reviewed (R-18 to R-33)."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from core.accounts.enums import Permission
from core.calendar.dates import add_weeks
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import Kind, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines.people import teachers_of
from register.deadlines.rows import (
    after,
    child_columns,
    child_of,
    here,
    in_sight,
    may,
    of_child,
    reference_in,
    rest_of,
    teachers,
)  # fmt: skip
from register.enums import ConcernState, Level, Outcome, SupportState
from register.models import Concern, ExtraSupport, StatusPeriod

LOOK_DAYS, GATHER_DAYS = 5, 15  # school days from the day on which a concern was raised
TELL_DAYS, PLAN_DAYS = 5, 5  # school days from the decision

SEES = Permission.CONCERN_VIEW
add_kinds(
    Kind("concern_decide", "Decide a concern", "A concern waits for a decision", Group.CONCERNS,
         f"A concern is decided, or information about it gathered, within {LOOK_DAYS} school days of being raised. Where "
         f"information is gathered, it is decided within {GATHER_DAYS}.", verb="Open", needs=SEES),
    Kind("concern_tell", "Tell the family what was decided", "A family is to be told what became of a concern",
         Group.CONCERNS, f"The family hears what was decided about a concern within {TELL_DAYS} school days.", verb="Tell",
         needs=SEES),
    Kind("concern_support", "Plan extra support", "Extra support that was decided is to be planned", Group.CONCERNS,
         f"Extra support is planned within {PLAN_DAYS} school days of the decision.", verb="Plan", needs=SEES,
         acts=Permission.CONCERN_SUPPORT),
    Kind("support_review", "Review extra support with parents", "Extra support is to be reviewed with parents",
         Group.CONCERNS, "Extra support is reviewed with the parents by the day set when it began.", verb="Review",
         needs=SEES),
    Kind("support_latest", "Decide what follows extra support", "Extra support has run as long as it may", Group.CONCERNS,
         "Extra support lasts at most as many weeks as the school has set, before it is decided what follows.", verb="Open",
         needs=SEES),
)  # fmt: skip


def _concerns(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.CONCERN_VIEW):
        return []
    teachers_of(ask), ask.opening
    return _concern_rows(ask.user, school=ask.school.pk, today=ask.today)


@prepared
def _concern_rows(user, *, school: int, today: dt.date):
    decided = Q(state=ConcernState.DECIDED)
    since = Q(concern=OuterRef("pk")) | Q(pupil=OuterRef("pupil"), starts__gte=OuterRef("decided_on"))
    planned = Q(Exists(ExtraSupport.objects.filter(since)))
    # where there was none since the level began, what the level has set going asks for it (response.py)
    before = ExtraSupport.objects.filter(pupil=OuterRef("pupil"), starts__gte=OuterRef("start"))
    still = Exists(StatusPeriod.objects.filter(Exists(before), pupil=OuterRef("pupil"), end=None,
                                               level=Level.EMERGING_CONCERN))  # fmt: skip
    rows = Concern.objects.filter(here(today), school=school).annotate(
        unplanned=Q(outcome=Outcome.EXTRA_SUPPORT) & ~planned & Q(still)
    )
    found = in_sight(rows, user).filter(~decided | Q(family_told_on=None) | Q(unplanned=True))
    return found.order_by("pk").values_list(
        *child_columns(),
        "reference",
        "state",
        "raised_on",
        "decided_on",
        "decided_by",
        "family_told_on",
        "unplanned",
    )


def _of_concern(row: tuple, ask: Ask) -> Iterator[Deadline]:
    child = child_of(row)
    reference, state, raised_on, decided_on, decided_by, told_on, unplanned = rest_of(row)
    subject, here_is = f"concern:{reference}", ("concerns:concern", reference)
    if state != ConcernState.DECIDED:
        gathers = state == ConcernState.GATHERING
        yield of_child(
            child, ask, "concern_decide", subject, after(ask, raised_on, GATHER_DAYS if gathers else LOOK_DAYS), *here_is,
            started=f"It was raised on {day(raised_on)}.", so_far="Information is being gathered." if gathers else "",
        )  # fmt: skip
        return
    said = f"It was decided on {day(decided_on)}."
    if told_on is None:
        yield of_child(child, ask, "concern_tell", subject, after(ask, decided_on, TELL_DAYS), *here_is,
                       owners=(decided_by,), started=said)  # fmt: skip
    if unplanned and may(ask, Permission.CONCERN_SUPPORT):
        yield of_child(child, ask, "concern_support", subject, after(ask, decided_on, PLAN_DAYS), "concerns:support-start",
                       child.reference, owners=teachers(child, ask), started=said)  # fmt: skip


def _supports(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.CONCERN_VIEW):
        return []
    teachers_of(ask)
    return _support_rows(ask.user, school=ask.school.pk, today=ask.today)


@prepared
def _support_rows(user, *, school: int, today: dt.date):
    rows = ExtraSupport.objects.filter(here(today), school=school, state=SupportState.RUNNING)
    return in_sight(rows, user).order_by("pk").values_list(
        *child_columns(), "reference", "starts", "review_by", "written_by", "school__concern_weeks_latest"
    )  # fmt: skip


def _of_support(row: tuple, ask: Ask) -> Iterator[Deadline]:
    child = child_of(row)
    reference, starts, review_by, written_by, most = rest_of(row)
    latest = add_weeks(starts, most)
    said, here_is = f"It began on {day(starts)}.", ("concerns:support", reference)
    yield of_child(child, ask, "support_review", f"support:{reference}", review_by, *here_is,
                   owners=teachers(child, ask) or (written_by,), started=said)  # fmt: skip
    if review_by < min(ask.today, latest):
        yield of_child(child, ask, "support_latest", f"support:{reference}", latest, *here_is, started=said,
                       so_far=f"Its review was due on {day(review_by)}.",
                       rule=f"Extra support lasts at most {most} weeks before it is decided what follows.")  # fmt: skip


add_source(
    Source("register.concerns", "Concerns", _concerns, _of_concern, reference_in),
    Source("register.support", "Extra support", _supports, _of_support, reference_in),
)
