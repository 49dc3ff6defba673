"""Rows of provision made straight in the tables, for tests of other things."""

import datetime as dt

from apdr.models import (
    GateAnswer,
    Intervention,
    Provision,
    ProvisionAdult,
    ProvisionPupil,
    Session,
    SessionMark,
    Slot,
)

AT = dt.datetime(2026, 9, 7, 9, 0, tzinfo=dt.UTC)
START, END = dt.date(2026, 9, 7), dt.date(2026, 12, 18)
MONDAY_AT_NINE = (1, dt.time(9, 0))


def intervention(school, name: str = "Talk for Learning", **more) -> Intervention:
    """The entry of that name in the school's library; made where it is not there."""
    usual = {"area": "communication", "weeks": 12, "per_week": 3, "minutes": 15, "group_size": 4, "cost_hour": 1500,
             "materials": 4000, "measure": "Story retelling", "unit": "points"}  # fmt: skip
    return Intervention.objects.get_or_create(school=school, name=name, defaults=usual | more)[0]


def provision(*, by, pupils, adults=(), what: Intervention | None = None, start=START, end=END, state="running",
              answered: bool = True, slots=(MONDAY_AT_NINE,), minutes: int = 15, **more) -> Provision:  # fmt: skip
    """A run of an intervention for pupils of one school, by adults (users), at weekly slots (weekday, time)."""
    school = pupils[0].school
    what = what or intervention(school)
    stamps = {"running_at": AT, "running_by": by} if state in {"running", "ended"} else {}
    stamps |= {"ended_at": AT, "ended_by": by} if state == "ended" else {}
    made = Provision.objects.create(
        school=school, intervention=what, state=state, start=start, end=end, created_at=AT, created_by=by,
        cost_hour=more.pop("cost_hour", what.cost_hour), materials=more.pop("materials", what.materials), **stamps, **more,
    )  # fmt: skip
    for pupil in pupils:
        ProvisionPupil.objects.create(school=school, provision=made, pupil=pupil, start=start)
    for adult in adults:
        ProvisionAdult.objects.create(school=school, provision=made, user=adult)
    for weekday, at in slots:
        Slot.objects.create(school=school, provision=made, weekday=weekday, at=at, minutes=minutes, start=start,
                            adult=adults[0] if adults else None)  # fmt: skip
    if answered:
        checks = ("aims", "time", "best_time", "missed", "link", "evidence", "trained", "benefit")
        GateAnswer.objects.bulk_create(
            GateAnswer(school=school, provision=made, check_name=check, answer="Invented") for check in checks
        )
    return made


def session(provision: Provision, on: dt.date, *, by, marks=None, minutes: int = 15, **more) -> Session:
    """A session as recorded; `marks` is pupil → (came, why, minutes, rating). Without `marks` everyone came."""
    slot = provision.slots.first()
    held = Session.objects.create(
        school_id=provision.school_id, provision=provision, slot=slot, on=on, at=slot.at, planned=slot.minutes,
        minutes=minutes, adult=by, recorded_at=AT, recorded_by=by, **more,
    )  # fmt: skip
    if marks is None:
        marks = {
            place.pupil: ("came", "", minutes, None) for place in provision.pupils.select_related("pupil")
        }
    SessionMark.objects.bulk_create(
        SessionMark(
            school_id=provision.school_id,
            session=held,
            pupil=pupil,
            came=came,
            why=why,
            minutes=had,
            rating=rating,
        )
        for pupil, (came, why, had, rating) in marks.items()
    )
    return held
