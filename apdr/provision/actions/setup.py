"""Several writes in one go: a whole group is planned with all that it needs; ended with its measures."""

import datetime as dt
from collections.abc import Iterable
from contextlib import contextmanager

from django.db import transaction

from apdr.models import Intervention, Provision, ProvisionPupil
from apdr.provision.actions.adults import add_adult
from apdr.provision.actions.places import add_pupil, record_measure
from apdr.provision.actions.runs import answer_checks, end_provision, plan_provision, start_provision
from apdr.provision.actions.times import add_slot
from core.accounts.models import User
from core.accounts.permissions import Denied
from register.models import Pupil


class RefusedAt(Denied):
    """Refused; `field` names the part of the form that is wrong, "" where it is none alone."""

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.field = field


@contextmanager
def _at(field: str):
    try:
        yield
    except Denied as denied:
        raise RefusedAt(denied.reason, field) from denied


@transaction.atomic
def set_up_provision(
    *, intervention: Intervention, by: User, at: dt.datetime, pupils: Iterable[Pupil], adults: Iterable[User],
    times: Iterable[tuple[int, dt.time, int, str]], answers: dict[str, str], outside: str = "", start_now: bool = False,
    **run,
) -> Provision:  # fmt: skip
    """Plan a run of `intervention` with all that it needs; `times` are (weekday, time, minutes, lesson missed), `run`
    what `plan_provision` takes. Where one adult of the school takes it, the weekly times are theirs. All or nothing:
    raises RefusedAt with what is wrong."""
    adults = list(adults)
    with _at("end"):
        made = plan_provision(intervention=intervention, by=by, at=at, **run)
    with _at("pupils"):
        for pupil in pupils:
            add_pupil(provision=made, pupil=pupil, start=made.start, by=by, at=at)
    with _at("adults"):
        for adult in adults:
            add_adult(provision=made, user=adult, by=by, at=at)
        if outside.strip():
            add_adult(provision=made, role=outside, by=by, at=at)
    takes = adults[0] if len(adults) == 1 and not outside.strip() else None
    for weekday, time, minutes, missed in times:
        with _at(f"at_{weekday}"):
            add_slot(provision=made, weekday=weekday, at_time=time, minutes=minutes, missed=missed, adult=takes,
                     by=by, at=at)  # fmt: skip
    with _at(""):
        answer_checks(provision=made, answers=answers, by=by, at=at)
        return start_provision(provision=made, by=by, at=at) if start_now else made


@transaction.atomic
def add_pupils(
    *, provision: Provision, pupils: Iterable[Pupil], start: dt.date, by: User, at: dt.datetime
) -> list[ProvisionPupil]:
    """Several children join from the same day, all or none. Raises Denied as `add_pupil` does."""
    return [add_pupil(provision=provision, pupil=pupil, start=start, by=by, at=at) for pupil in pupils]


@transaction.atomic
def record_measures(*, measures: Iterable[tuple[ProvisionPupil, dict]], by: User, at: dt.datetime) -> None:
    """Measures of several children, all or none: (place, what `record_measure` takes). Raises Denied as it does."""
    for place, given in measures:
        record_measure(place=place, by=by, at=at, **given)


@transaction.atomic
def end_with_measures(
    *, provision: Provision, end: dt.date, why: str, measures: Iterable[tuple[ProvisionPupil, dict]], by: User,
    at: dt.datetime,
) -> Provision:  # fmt: skip
    """End a provision and record what came of it for each child, all or nothing (R-97, R-98). Measures at the end are
    dated on the last day. Raises Denied as `end_provision` and `record_measure` do."""
    for place, given in measures:
        measured_on = end if given.get("exit_value") is not None else None
        record_measure(place=place, by=by, at=at, exit_on=measured_on, **given)
    return end_provision(provision=provision, end=end, why=why, by=by, at=at)
