"""What training asks for: needs by their day, what runs out, the days of the programme, healthcare plans for which nobody
is trained (R-200, R-222, R-223)."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import CharField, DateField, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast

from apdr.models import Training as LibraryTraining
from core.accounts.enums import Permission, Role
from core.accounts.models import Membership
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group, To
from core.reminders.kinds import EVE, LONG, Kind, Rung, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from governance.enums import Audience
from governance.models import TrainingDay, TrainingNeed, TrainingRecord
from governance.training.ground import ROLES_OF, STAFF_ROLES, is_staff
from register.arrangements.queries import in_force
from register.deadlines.care import MEDICAL
from register.deadlines.people import holders_of
from register.deadlines.rows import (
    child_columns,
    child_of,
    here,
    in_sight,
    may,
    of_child,
    of_school,
    reference_in,
    rest_of,
)
from register.models import HealthcarePlan, TrainedAdult

NEED, RENEW, DAY = "need", "renew", "day"

add_kinds(
    Kind("training_need", "Take part in training", "Training is to be done", Group.SCHOOL,
         "Training that was found needed, in appraisal or for a child, is had by the day set for it."),
    Kind("training_renew", "Renew training", "Training is to be renewed", Group.SCHOOL,
         "Training that runs out is renewed before its last day.", ladder=LONG),
    Kind("training_day", "Training day", "A training day comes up", Group.SCHOOL,
         "Whoever a topic is for takes part on the day.", ladder=(Rung("week", 7), Rung("eve", EVE))),
    Kind("training_record", "Record who came to training", "Who came to a training day is to be recorded", Group.SCHOOL,
         "Who came is ticked on the day, so that it counts for each of them.",
         ladder=(Rung("day", 0), Rung("late", -1), Rung("late_week", -7, (To.OWNER, To.SENCO))), verb="Record",
         needs=Permission.TRAINING_EDIT),
    Kind("training_nobody", "Have somebody trained for a healthcare plan", "Nobody is trained for a healthcare plan",
         Group.PROVISION, "Who gives medicine or care is trained for it before they do.", MEDICAL, verb="Record",
         acts=Permission.ARRANGEMENT_EDIT),
)  # fmt: skip


def _sees(ask: Ask) -> bool:
    return may(ask, Permission.TRAINING_VIEW)


def _rows(ask: Ask) -> list[tuple]:
    """All of the school for who may see training; their own for who works there; nothing for anybody else."""
    every = _sees(ask)
    if not every and not is_staff(ask.user, ask.school):
        return []
    if every:
        holders_of(ask, Role.SENCO)  # who has which role, read beforehand
    return _due_rows(None if every else ask.user, school=ask.school.pk, since=ask.start, until=ask.end)


@prepared
def _due_rows(user, *, school: int, since: dt.date, until: dt.date):
    mine = {"person": user.pk} if user else {}
    had = TrainingRecord.objects.filter(school=school, topic=OuterRef("topic"), person=OuterRef("person"))
    needs = TrainingNeed.objects.filter(
        ~Exists(had.filter(on__gte=OuterRef("raised_on"))), school=school, dropped_at=None, topic__retired_on=None,
        by_day__lte=until, **mine,
    )  # fmt: skip
    listed = LibraryTraining.objects.filter(
        school=school,
        intervention=OuterRef("topic__intervention"),
        user=OuterRef("person"),
        trained_on__gt=OuterRef("on"),
    )
    renew = TrainingRecord.objects.filter(
        ~Exists(had.filter(on__gt=OuterRef("on"))), ~Exists(listed), school=school, topic__retired_on=None,
        valid_until__lte=until, **mine,
    )  # fmt: skip
    days = TrainingDay.objects.filter(
        school=school, held_at=None, cancelled_at=None, on__gte=since, on__lte=until
    )
    return _columns(needs, NEED, "by_day", "raised_on", F("person"), _member(school)).union(
        _columns(renew, RENEW, "valid_until", "on", F("person"), _member(school)),
        _columns(days, DAY, "on", "on", F("planned_by"), Value(0), title="title"), all=True,
    )  # fmt: skip


def _member(school: int) -> Subquery:
    """The first of the person's memberships as somebody who works at the school; nothing once they have left."""
    held = Membership.objects.current().filter(school=school, user=OuterRef("person"), role__in=STAFF_ROLES)
    return Subquery(held.order_by().values("user").annotate(first=Min("pk")).values("first"))


def _columns(rows, what: str, due: str, since: str, person, member, title: str = "topic__name"):
    text, number = CharField(), IntegerField()
    return rows.order_by().values_list(
        Value(what, output_field=text), Cast(due, DateField()), Cast("reference", text), Cast(person, number),
        Cast(member, number), Cast(title, text), Cast(since, DateField()), Cast("topic__audience", text),
    )  # fmt: skip


def _build(row: tuple, ask: Ask) -> Iterator[Deadline]:
    what, due, reference, person, member, title, since, audience = row
    if what == DAY:
        yield from _day(ask, due, reference, person, title, audience)
    elif member is not None:
        kind, said = (
            ("training_need", f"The need was recorded on {day(since)}.")
            if what == NEED
            else ("training_renew", f"Trained on {day(since)}.")
        )
        yield of_school(ask, kind, f"training:{reference}", due, "training:person", member, owners=(person,), detail=title,
                        started=said)  # fmt: skip


def _day(
    ask: Ask, on: dt.date, reference: str, planner: int, title: str, audience: str
) -> Iterator[Deadline]:
    """Before the day for whom the topic is; from the day on for whoever planned it."""
    told = {"detail": title, "started": f"It is planned for {day(on)}."}
    if on >= ask.today:
        view = ("training:day", reference) if _sees(ask) else ("training:mine",)
        owners = _for_whom(ask, audience, planner)
        if owners:
            yield of_school(ask, "training_day", f"training:{reference}", on, *view, owners=owners, **told)
    if on <= ask.today and may(ask, Permission.TRAINING_EDIT):
        yield of_school(
            ask,
            "training_record",
            f"training:{reference}",
            on,
            "training:day",
            reference,
            owners=(planner,),
            **told,
        )


def _for_whom(ask: Ask, audience: str, planner: int) -> tuple[int, ...]:
    if audience == Audience.SOME:
        return (planner,) if _sees(ask) else ()
    roles = ROLES_OF[audience]
    if not _sees(ask):
        return (ask.user.pk,) if roles & ask.user.roles_at(ask.school.pk) else ()
    return tuple(sorted({user for role in roles for user in holders_of(ask, role)}))


def _care(ask: Ask) -> list[tuple]:
    return (
        _care_rows(ask.user, school=ask.school.pk, today=ask.today)
        if may(ask, Permission.ARRANGEMENT_EDIT)
        else []
    )


@prepared
def _care_rows(user, *, school: int, today: dt.date):
    nobody = ~Q(Exists(TrainedAdult.objects.filter(plan=OuterRef("pk"))))
    plans = HealthcarePlan.objects.filter(
        nobody, in_force(today), here(today), school=school, start__lte=today
    )
    return in_sight(plans, user).order_by("pk").values_list(*child_columns(), "reference", "start")


def _care_due(row: tuple, ask: Ask) -> Iterator[Deadline]:
    reference, start = rest_of(row)
    yield of_child(child_of(row), ask, "training_nobody", f"care-trained:{reference}", start, "arrangements:trained-add",
                   reference, started=f"The plan holds from {day(start)}.")  # fmt: skip


add_source(
    Source("governance.training", "Training", _rows, _build),
    Source("governance.care", "Adults trained for healthcare plans", _care, _care_due, reference_in),
)
