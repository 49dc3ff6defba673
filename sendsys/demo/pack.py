"""An inspection pack with two case studies, made last week; a third child chosen whose study is still to be read."""

import datetime as dt

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.schools import scope
from core.schools.models import School
from overview.inspection import actions, queries
from overview.inspection.known import veil_of
from overview.inspection.study import passages_of
from register.models import Pupil
from sendsys.demo.clock import at, told_to_nobody

READ = 2  # studies that are confirmed
DAYS_AGO = 6


def prepare(school: School, today: dt.date) -> None:
    """The children with most reviewed cycles become the case studies."""
    with scope.opened([school.pk], doing="load demo"), told_to_nobody():
        senco = _senco(school)
        pupils = _chosen(school, senco)
        if len(pupils) <= READ:
            return
        then = today - dt.timedelta(days=DAYS_AGO)
        actions.choose_studies(school=school, pupils=pupils[:READ], by=senco, at=at(then, 15))
        for letter, pupil in zip(queries.LETTERS, pupils[:READ], strict=False):
            texts = _read(pupil, then)
            actions.confirm_study(school=school, letter=letter, texts=texts, by=senco, at=at(then, 15, 40))
        job = actions.queue_pack(school=school, by=senco, at=at(then, 16))
        actions.make_pack(school=school, studies=job.payload["studies"], by=senco, at=at(then, 16))
        job.delete()
        actions.choose_studies(school=school, pupils=pupils, by=senco, at=at(today, 8, 20))


def _senco(school: School) -> User:
    held = (
        Membership.objects.current()
        .filter(school=school, role=Role.SENCO)
        .select_related("user")
        .order_by("pk")
    )
    return held[0].user


def _chosen(school: School, senco: User) -> list[Pupil]:
    wanted = [one.reference for one in queries.candidates(school, senco)[: READ + 1]]
    found = Pupil.objects.filter(school=school, reference__in=wanted).select_related("school", "school_class")
    return sorted(found, key=lambda pupil: wanted.index(pupil.reference))


def _read(pupil: Pupil, on: dt.date) -> dict[str, str]:
    """The passages as they stand; one in which somebody could still be told would be left out."""
    veil = veil_of(pupil)
    return {one.key: "" if veil.seen(one.text) else one.text for one in passages_of(pupil, on, veil)}
