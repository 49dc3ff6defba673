"""A whole term of sessions of the schools that are measured, in bulk."""

import datetime as dt

from apdr.models import Provision, ProvisionPupil, Session, SessionMark, Slot
from core.schools.models import School, Term
from sendsys.demo.clock import at

DAY = dt.timedelta(days=1)


def whole_term(school: School, day: dt.date) -> None:
    """Every session of the groups since they began, to which everybody came, and two terms before this one."""
    if Term.objects.filter(school=school).count() > 1:
        return
    first = Term.objects.filter(school=school).earliest("start").start
    for number, name in ((1, "Second"), (2, "First")):
        Term.objects.create(
            school=school, name=name, start=first - number * 100 * DAY, end=first - (number * 100 - 80) * DAY
        )
    places: dict[int, list[int]] = {}
    for run, pupil in ProvisionPupil.objects.filter(school=school).values_list("provision", "pupil"):
        places.setdefault(run, []).append(pupil)
    held = set(Session.objects.filter(school=school).values_list("provision", "on", "at"))
    starts = dict(Provision.objects.filter(school=school).values_list("pk", "start"))
    sessions = []
    for slot in Slot.objects.filter(school=school):
        on = starts[slot.provision_id]
        while on < day:
            if on.isoweekday() == slot.weekday and (slot.provision_id, on, slot.at) not in held:
                sessions.append(Session(school=school, provision_id=slot.provision_id, slot=slot, on=on, at=slot.at,
                                        planned=slot.minutes, minutes=slot.minutes, recorded_at=at(on),
                                        recorded_by_id=slot.adult_id, adult_id=slot.adult_id))  # fmt: skip
            on += DAY
    SessionMark.objects.bulk_create(
        (SessionMark(school=school, session=one, pupil_id=pupil, came="came", minutes=one.minutes)
         for one in Session.objects.bulk_create(sessions) for pupil in places.get(one.provision_id, ())),
        batch_size=1000,
    )  # fmt: skip
