"""The two who open the product most: a teacher of one class, and a TA in the midst of a day of five groups."""

import datetime as dt

from apdr.enums import Came
from apdr.models import Session, Slot
from apdr.sessions.actions import record_session
from bench.provision import WEEKDAYS
from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.schools import scope
from core.schools.models import School
from register.actions import add_teacher
from register.models import ClassTeacher, Pupil, SchoolClass, StatusPeriod
from sendsys.demo.clock import at, told_to_nobody

ON_REGISTER = 12  # of the thirty of the teacher's class
WRITTEN_DOWN = 2  # of the TA's sessions of the day; the card of the third is open


def session_day(today: dt.date) -> dt.date:
    """The last day, today or before it, on which the groups meet."""
    return next(day for back in range(7) if (day := today - dt.timedelta(days=back)).isoweekday() in WEEKDAYS)


def class_teacher(school: School, today: dt.date) -> User:
    """Somebody who teaches one class and no other, with a dozen of its children on the register."""
    with scope.opened([school.pk], doing="bench"), told_to_nobody():
        user = find_or_create_user(email=f"own-class@{school.slug}.example", name="Own Class Bench")
        if not ClassTeacher.objects.filter(user=user).exists():
            since = at(today)
            give_role(school=school, user=user, role=Role.TEACHER, by=None, at=since)
            taught = SchoolClass.objects.filter(school=school).order_by("pk").first()
            add_teacher(school_class=taught, user=user)
            _fill(taught)
        return user


def _fill(taught: SchoolClass) -> None:
    """Children on the register come into the class in place of as many who are not."""
    held = StatusPeriod.objects.filter(school=taught.school_id, end=None).values("pupil")
    here = Pupil.objects.filter(school_class=taught)
    missing = ON_REGISTER - here.filter(pk__in=held).count()
    others = Pupil.objects.filter(school=taught.school_id).exclude(school_class=taught).order_by("-pk")
    come, go = list(others.filter(pk__in=held)[:missing]), list(here.exclude(pk__in=held)[:missing])
    for one, other in zip(come, go, strict=True):
        one.school_class_id, other.school_class_id = other.school_class_id, one.school_class_id
    Pupil.objects.bulk_update([*come, *go], ["school_class"])


def assistant(school: School, today: dt.date) -> User:
    """A TA with five groups on the day that is measured, the first two written down and the others not."""
    with scope.opened([school.pk], doing="bench"), told_to_nobody():
        user = User.objects.get(email=f"ta0@{school.slug}.example")
        day = session_day(today)
        slots = Slot.objects.filter(school=school, adult=user, weekday=day.isoweekday()).order_by("at", "pk")
        for slot in slots[WRITTEN_DOWN:]:
            Session.objects.filter(slot=slot, on=day).delete()
        for slot in slots[:WRITTEN_DOWN]:
            _write_down(slot, day)
        return user


def _write_down(slot: Slot, day: dt.date) -> None:
    """The session of that day as the TA recorded it: everybody came. Nothing where it stands already."""
    run = slot.provision
    if Session.objects.filter(provision=run, on=day, at=slot.at).exists():
        return
    marks = [
        {"pupil": place.pupil, "came": Came.CAME, "rating": 3} for place in run.pupils.select_related("pupil")
    ]
    ends = dt.datetime.combine(day, slot.at) + dt.timedelta(minutes=slot.minutes)
    record_session(provision=run, on=day, at_time=slot.at, by=slot.adult, at=at(day, ends.hour, ends.minute),
                   marks=marks)  # fmt: skip
