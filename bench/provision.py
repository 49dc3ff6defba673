"""Provision of the schools that are measured: sixty groups for all on the register, with times and adults, in bulk."""

import datetime as dt

from apdr.enums import Came, ProvisionState
from apdr.models import Intervention, Provision, ProvisionAdult, ProvisionPupil, Session, SessionMark, Slot
from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.schools import scope
from core.schools.models import School, Term
from register.enums import Area
from register.models import Pupil, StatusPeriod
from sendsys.demo.clock import at, told_to_nobody

NAMES = ("Talk for Learning", "Precision teaching", "Number sense", "Lego therapy", "Sensory circuits", "Reading together",
         "Word aware", "Time to talk", "Fine motor club", "Check-in", "Colourful semantics", "Spelling boost")  # fmt: skip
GROUPS, TAS, WEEKS_PAST, WEEKS_AHEAD = 60, 12, 6, 8
WEEKDAYS = (1, 3, 5)  # on which every group meets


def provide(school: School, senco: User, today: dt.date) -> None:
    """Sixty running groups for the children on the register, each three times a week; nothing where there is any.
    What was held in the last two weeks is recorded, today's is not."""
    with scope.opened([school.pk], actor=senco.pk, doing="bench"), told_to_nobody():
        if not Provision.objects.filter(school=school).exists():
            _Maker(school, senco, today).make()


class _Maker:
    def __init__(self, school: School, senco: User, today: dt.date) -> None:
        self.school, self.senco, self.today = school, senco, today
        self.start = today - dt.timedelta(weeks=WEEKS_PAST)
        self.end = today + dt.timedelta(weeks=WEEKS_AHEAD)
        self.since = at(self.start)

    def make(self) -> None:
        self._term()
        held = StatusPeriod.objects.filter(school=self.school, end=None).values("pupil")
        pupils = list(Pupil.objects.filter(school=self.school, pk__in=held).order_by("school_class", "pk"))
        groups = Provision.objects.bulk_create(self._groups(self._library()))
        places = [
            ProvisionPupil(
                school=self.school,
                provision=groups[number * GROUPS // len(pupils)],
                pupil=pupil,
                start=self.start,
            )
            for number, pupil in enumerate(pupils)
        ]
        ProvisionPupil.objects.bulk_create(places)
        tas = [self._ta(number) for number in range(TAS)]
        adults = [ProvisionAdult(school=self.school, provision=group, user=tas[number % TAS])
                  for number, group in enumerate(groups)]  # fmt: skip
        ProvisionAdult.objects.bulk_create(adults)
        slots = [
            slot
            for number, group in enumerate(groups)
            for slot in self._slots(number, group, tas[number % TAS])
        ]
        self._record(Slot.objects.bulk_create(slots), places)

    def _term(self) -> None:
        if not Term.objects.filter(school=self.school, start__lte=self.end, end__gte=self.start).exists():
            Term.objects.create(school=self.school, name="Term", start=self.start, end=self.end)

    def _library(self) -> list[Intervention]:
        areas = list(Area)[:4]
        return Intervention.objects.bulk_create(
            Intervention(school=self.school, name=name, area=areas[number % 4], weeks=14, per_week=3, minutes=20,
                         group_size=6, cost_hour=1500, measure="Words read", unit="words")
            for number, name in enumerate(NAMES)
        )  # fmt: skip

    def _groups(self, library: list[Intervention]) -> list[Provision]:
        return [
            Provision(school=self.school, intervention=library[number % len(library)], name=f"Group {number + 1}",
                      state=ProvisionState.RUNNING, start=self.start, end=self.end, created_at=self.since,
                      created_by=self.senco, running_at=self.since, running_by=self.senco, cost_hour=1500)
            for number in range(GROUPS)
        ]  # fmt: skip

    def _ta(self, number: int) -> User:
        user = find_or_create_user(
            email=f"ta{number}@{self.school.slug}.example", name=f"Bench Assistant {number + 1}"
        )
        give_role(school=self.school, user=user, role=Role.TA, by=None, at=self.since)
        return user

    def _slots(self, number: int, group: Provision, ta: User) -> list[Slot]:
        begins = dt.time(9 + number // TAS, 20 if number % 2 else 0)
        return [Slot(school=self.school, provision=group, weekday=weekday, at=begins, minutes=20, adult=ta,
                     missed="Reading" if number % 3 else "", start=self.start)
                for weekday in WEEKDAYS]  # fmt: skip

    def _record(self, slots: list[Slot], places: list[ProvisionPupil]) -> None:
        """The sessions of the last two weeks, to which everybody came."""
        days = [self.today - dt.timedelta(days=back) for back in range(1, 15)]
        sessions = Session.objects.bulk_create(
            Session(school=self.school, provision=slot.provision, slot=slot, on=day, at=slot.at, planned=slot.minutes,
                    minutes=slot.minutes, adult=slot.adult, recorded_at=at(day), recorded_by=slot.adult)
            for day in days for slot in slots if day.isoweekday() == slot.weekday
        )  # fmt: skip
        of_group: dict[int, list[ProvisionPupil]] = {}
        for place in places:
            of_group.setdefault(place.provision_id, []).append(place)
        SessionMark.objects.bulk_create(
            (SessionMark(school=self.school, session=session, pupil=place.pupil, came=Came.CAME, minutes=session.minutes,
                         rating=1 + place.pk % 4)
             for session in sessions for place in of_group.get(session.provision_id, [])),
            batch_size=1000,
        )  # fmt: skip
