"""What people of the simulated year do when they are told: a share of it, through the product's own actions."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from apdr.models import ReviewAction
from apdr.reviews.actions import finish_action
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied
from core.reminders.actions import mark_done
from core.reminders.deadlines import Deadline
from core.schools import scope
from core.schools.models import School
from core.schools.opening import open_days
from ehcp.annual.actions import set_date
from ehcp.annual.serving import serve
from ehcp.enums import Served, ServedHow
from ehcp.models import AnnualReview, EhcPlan
from ehcp.served import owed
from register.enums import Finding, SlipAnswer
from register.file.actions import mark_step_done
from register.letters.actions import answer_letter
from register.models import Conversation, Letter, StatusPeriod
from register.response.actions import record_check

SHARE = 0.35  # of what is due within the week, or late, each working day
AHEAD = dt.timedelta(days=7)
Act = Callable[[Deadline, User, dt.datetime], None]


def _part(one: Deadline, number: int = 1) -> str:
    return one.subject.split(":")[number]


def _slip(one: Deadline, by: User, at: dt.datetime) -> None:
    letter = Letter.objects.select_related("contact").get(school=one_school(by), reference=_part(one))
    answer_letter(
        letter=letter,
        answer=SlipAnswer.SLIP,
        on=timezone.localdate(at),
        name=letter.contact.name,
        by=by,
        at=at,
    )


def _step(one: Deadline, by: User, at: dt.datetime) -> None:
    mark_step_done(
        conversation=Conversation.objects.get(school=one_school(by), reference=_part(one)), by=by, at=at
    )


def _watch(one: Deadline, by: User, at: dt.datetime) -> None:
    period = StatusPeriod.objects.get(school=one_school(by), pupil__reference=_part(one), end=None)
    record_check(
        period=period, number=int(_part(one, 3)), checked_on=timezone.localdate(at), finding=Finding.values[0],
        note="Looked at work and asked the teacher.", by=by, at=at,
    )  # fmt: skip


def _promise(one: Deadline, by: User, at: dt.datetime) -> None:
    action = ReviewAction.objects.get(school=one_school(by), reference=_part(one))
    finish_action(action=action, on=timezone.localdate(at), by=by, at=at)


def _date(one: Deadline, by: User, at: dt.datetime) -> None:
    plan = EhcPlan.objects.get(school=one_school(by), reference=_part(one))
    days, today = open_days(plan.school).days, timezone.localdate(at)
    on = days.last_on_or_before(max(one.due, today + dt.timedelta(days=45)))
    set_date(plan=plan, on=on, at_time=dt.time(14), by=by, at=at)


def _serve(what: Served) -> Act:
    def act(one: Deadline, by: User, at: dt.datetime) -> None:
        review = AnnualReview.objects.get(school=one_school(by), reference=_part(one))
        people = [person for person in review.invitees.all() if owed(person, what)]
        serve(
            review=review,
            what=what,
            invitees=people,
            on=timezone.localdate(at),
            how=ServedHow.POST,
            by=by,
            at=at,
        )

    return act


def one_school(by: User) -> School:
    """The school at which the simulated SENCo works."""
    return next(school for school, _role in by.memberships)


ACTS: dict[str, Act] = {
    "slip_chase": _slip, "step_do": _step, "watch_check": _watch, "parents_promise": _promise, "review_date": _date,
    "review_notice": _serve(Served.NOTICE), "review_ask_advice": _serve(Served.ADVICE_ASK),
}  # fmt: skip


def do_some(school: School, found: list[Deadline], today: dt.date, dice: random.Random) -> Counter:
    """Do a share of what is due within the week or late; how many of each kind were done. What the product refuses is not
    done and stays due."""
    done: Counter = Counter()
    if not open_days(school).days.is_open(today):
        return done
    senco = User.objects.get(
        pk=Membership.objects.current().filter(school=school, role=Role.SENCO).values("user")[:1]
    )
    at = timezone.now() + dt.timedelta(hours=5)
    for one in found:
        act = _mark(school) if one.of.by_mark else ACTS.get(one.kind)
        if act is None or one.due > today + AHEAD or dice.random() > SHARE:
            continue
        with scope.opened([school.pk], actor=senco.pk, doing="bench"):
            done[one.kind] += _tried(act, one, senco, at)
    return done


def _tried(act: Act, one: Deadline, by: User, at: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            act(one, by, at)
    except Denied:
        return False
    return True


def _mark(school: School) -> Act:
    return lambda one, by, at: mark_done(deadline=one, school=school, note="", by=by, at=at) and None
