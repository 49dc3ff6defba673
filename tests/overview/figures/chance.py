"""A small school of chance, by its seed, in bulk: with every case that a figure can trip over."""

import datetime as dt
import random
from dataclasses import dataclass, field

from django.utils import timezone

from apdr.models import (
    Intervention,
    Plan,
    Provision,
    ProvisionPupil,
    ReviewMeeting,
    Session,
    SessionMark,
    Slot,
    Target,
)
from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.calendar.dates import Span, academic_year
from core.schools.models import Closure, School, Term
from ehcp.models import AnnualReview, EhcPlan, LocalAuthority
from governance.models import Complaint, ComplaintStep, Topic, TrainingNeed, TrainingRecord
from register.enums import Level, NeedType
from register.models import Need, PriorSchool, ProgressReview, Pupil, SchoolClass, StatusPeriod

DAY = dt.timedelta(days=1)
YEARS = ("1", "2", "3", "4")
LEVELS = [level.value for level in Level if level != Level.NONE]


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    """A moment of that day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@dataclass
class Made:
    """Writes the school as it has become by `on`, the term's last day; `span` is the term."""

    school: School
    by: User
    seed: int
    on: dt.date
    pupils: int = 40
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"figures {self.seed}")
        self.span = Span(self.on - 80 * DAY, self.on)
        self.base = {"school": self.school}

    def day(self, first: int, last: int) -> dt.date:
        """A day so many before the term's end."""
        return self.on - self.chance.randint(last, first) * DAY

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def write(self) -> "Made":
        Term.objects.create(**self.base, name="Chance", start=self.span.start, end=self.on)
        Closure.objects.create(
            **self.base, name="Half term", start=self.on - 40 * DAY, end=self.on - 36 * DAY
        )
        self._roll()
        self._levels()
        self._plans()
        self._reviews()
        self._provision()
        self._staff()
        return self

    def _roll(self) -> None:
        year = academic_year(self.on)
        self.classes = SchoolClass.objects.bulk_create(
            SchoolClass(**self.base, name=f"{name} Chance {self.seed}", year_group=name, academic_year=year)
            for name in YEARS
        )
        self.children = Pupil.objects.bulk_create(self._pupil(number) for number in range(self.pupils))

    def _pupil(self, number: int) -> Pupil:
        klass = self.chance.choice([*self.classes, None])
        joined = self.chance.choice([None, None, self.day(900, 400), self.day(70, 1)])
        left = self.chance.choice([None] * 5 + [self.day(400, 90), self.day(78, 1), self.on])
        if joined and left and left < joined:
            left = None
        return Pupil(
            **self.base, legal_first=f"First{number}", legal_last=f"Last{number}", search=f"first{number} last{number}",
            reference=f"CH{self.school.pk % 1000}X{self.seed}X{number}", born=dt.date(2018, 1, 1), sex=self.chance.choice("FMU"),
            year_group=klass.year_group if klass else self.chance.choice(["", "2"]), school_class=klass, joined_on=joined,
            left_on=left, pupil_premium=self.maybe(0.3), eal=self.maybe(0.2),
        )  # fmt: skip

    def _levels(self) -> None:
        periods, needs, told = [], [], []
        for pupil in self.children:
            start = self.day(900, 100)
            for place in range(self.chance.randint(0, 4)):
                end = start + self.chance.randint(1, 200) * DAY
                level = self.chance.choice(LEVELS)
                ends = level == "exited" or (level == "sen_recorded" and place)
                last = end > self.on or self.maybe(0.3)
                periods.append(StatusPeriod(
                    **self.base, pupil=pupil, level=level, start=start, end=None if last else end, reason="x",
                    exit_criteria=[self.chance.choice(["a", "b"])] if ends else [], recorded_at=at(start),
                ))  # fmt: skip
                if last:
                    break
                start = end + self.chance.choice([1, 1, 30]) * DAY
                if start > self.on:
                    break
            codes = self.chance.sample(NeedType.values, 3)
            first = self.day(500, 200)
            if self.maybe(0.3):
                needs.append(
                    Need(
                        **self.base, pupil=pupil, code=codes[2], rank=1, start=first, end=self.on - 100 * DAY
                    )
                )
                first = self.on - 99 * DAY
            if self.maybe(0.8):
                needs.append(Need(**self.base, pupil=pupil, code=codes[0], rank=1, start=first))
            if self.maybe(0.4):
                needs.append(Need(**self.base, pupil=pupil, code=codes[1], rank=2, start=first))
            if self.maybe(0.3):
                told.append(PriorSchool(
                    **self.base, pupil=pupil, name="Before", level=self.chance.choice(["", "N", "K", "E"]), written_by=self.by,
                    received_on=self.chance.choice([None, self.day(300, 0)]), written_at=at(self.on),
                ))  # fmt: skip
        StatusPeriod.objects.bulk_create(periods)
        Need.objects.bulk_create(needs)
        PriorSchool.objects.bulk_create(told)

    def _plans(self) -> None:
        plans, targets, meetings, looks = [], [], [], []
        for pupil in self.children:
            for cycle in range(1, self.chance.randint(1, 3)):
                starts = self.day(200, 90)
                review = self.day(88, -20)
                agreed = self.maybe(0.9)
                closed = (
                    self.chance.choice([None, review, review - 3 * DAY, review + 6 * DAY]) if agreed else None
                )
                if closed and closed > self.on:
                    closed = None
                plans.append(Plan(
                    **self.base, pupil=pupil, cycle=cycle, area=("", "semh")[cycle - 1], starts=starts,
                    review_on=self.chance.choice([review, review, None]), created_at=at(starts), created_by=self.by,
                    agreed_at=at(starts) if agreed else None, agreed_by=self.by if agreed else None,
                    state="closed" if closed else "do" if agreed else "plan",
                    closed_at=at(closed, 23) if closed else None, closed_by=self.by if closed else None,
                ))  # fmt: skip
            for _ in range(self.chance.randint(0, 2)):
                state = self.chance.choice(["held", "held", "missed", "booked"])
                held = {f"{state}_at": at(self.on), f"{state}_by": self.by} if state != "booked" else {}
                meetings.append(ReviewMeeting(
                    **self.base, pupil=pupil, on=self.day(100, -10), state=state, led_by=self.by, created_at=at(self.on),
                    how=self.chance.choice(["meeting", "video", "phone", "pack"]), created_by=self.by, parents_came=True, **held,
                ))  # fmt: skip
            if self.maybe(0.6):
                looks += [
                    ProgressReview(**self.base, pupil=pupil, on=self.day(60, -5), recorded_at=at(self.on), recorded_by=self.by,
                                   progress=self.chance.choice(["expected", "better", "less"])) for _ in range(2)
                ]  # fmt: skip
        self.plans = Plan.objects.bulk_create(plans)
        for plan in self.plans:
            targets += [
                Target(**self.base, plan=plan, number=number, target="x", achieved_on=self.day(50, -5) if self.maybe(0.2) else None,
                       progress=self.chance.choice(["", "met", "on_track", "behind"])) for number in (1, 2)
            ]  # fmt: skip
        self.targets = Target.objects.bulk_create(targets)
        ReviewMeeting.objects.bulk_create(meetings)
        ProgressReview.objects.bulk_create(looks)

    def _reviews(self) -> None:
        authority = LocalAuthority.objects.create(**self.base, name=f"Chance {self.seed}")
        reviews = []
        for pupil in self.children[: self.pupils // 2]:
            made = self.day(900, 300)
            before = made + 200 * DAY if self.maybe(0.2) else None
            plan = EhcPlan.objects.create(
                **self.base, pupil=pupil, authority=authority, made_on=made, created_at=at(made), created_by=self.by,
                before_decision_on=before, ceased_on=max(self.day(60, -30), before or made) if self.maybe(0.1) else None,
            )  # fmt: skip
            meeting = (before or made) + self.chance.randint(280, 360) * DAY
            while meeting < self.on:
                decided = meeting + self.chance.randint(10, 60) * DAY
                kind = self.chance.choice(["annual", "annual", "early", "under_five"])
                done = decided <= self.on and self.maybe(0.8)
                reviews.append(AnnualReview(
                    **self.base, pupil=pupil, plan=plan, kind=kind, on=meeting, dated_at=at(meeting), dated_by=self.by,
                    why_early="x", state="closed" if done else "cancelled", decision="keep" if done else "",
                    decided_on=decided if done else None,
                ))  # fmt: skip
                meeting += self.chance.randint(250, 380) * DAY
        AnnualReview.objects.bulk_create(reviews)

    def _provision(self) -> None:
        things = [
            Intervention.objects.create(
                **self.base, name=f"Chance {self.seed} {number}", higher_is_better=number != 1
            )
            for number in range(3)
        ]
        stamp = {
            "created_at": at(self.on),
            "created_by": self.by,
            "running_at": at(self.on),
            "running_by": self.by,
        }
        for number in range(6):
            start = self.day(150, 10)
            run = Provision.objects.create(
                **self.base, intervention=things[number % 3], start=start, end=start + self.chance.randint(30, 160) * DAY,
                state=self.chance.choice(["running", "running", "planned"]), cost_hour=self.chance.choice([0, 1500, 1733]),
                materials=self.chance.choice([0, 4001]), **stamp,
            )  # fmt: skip
            self._run(run)

    def _run(self, run: Provision) -> None:
        slots = [
            Slot(**self.base, provision=run, weekday=self.chance.randint(1, 5), at=dt.time(9 + number % 2), minutes=minutes,
                 start=run.start + self.chance.choice([0, 20]) * DAY, end=self.chance.choice([None, None, run.end - 5 * DAY]))
            for number, minutes in enumerate(self.chance.sample([10, 15, 20, 30], 3))
        ]  # fmt: skip
        Slot.objects.bulk_create(slot for slot in slots if slot.end is None or slot.end >= slot.start)
        places = []
        for pupil in self.chance.sample(self.children, 5):
            start = run.start + self.chance.choice([0, 0, 15]) * DAY
            entered, left = self.maybe(0.7), self.maybe(0.6)
            mine = [target for target in self.targets if target.plan.pupil_id == pupil.pk]
            places.append(ProvisionPupil(
                **self.base, provision=run, pupil=pupil, start=start,
                end=start + self.chance.randint(5, 60) * DAY if self.maybe(0.3) else None,
                entry_value=self.chance.randint(1, 20) if entered else None, entry_on=start if entered else None,
                exit_value=self.chance.randint(1, 20) if left else None, exit_on=self.day(30, -5) if left else None,
                target=self.chance.choice(mine) if mine and self.maybe(0.5) else None,
            ))  # fmt: skip
        ProvisionPupil.objects.bulk_create(places)
        sessions = {}
        for _ in range(30):
            on, begins = self.day(100, -6), dt.time(9 + self.chance.randint(0, 2))
            held, minutes = self.maybe(0.85), self.chance.choice([0, 10, 15, 20])
            sessions[on, begins] = Session(
                **self.base, provision=run, on=on, at=begins, planned=self.chance.choice([0, 15, 20]), held=held,
                minutes=minutes if held else 0, not_held_why="" if held else "staff", recorded_at=at(on), recorded_by=self.by,
            )  # fmt: skip
        marks = []
        for session in Session.objects.bulk_create(sessions.values()):
            for place in places:
                if session.held and self.maybe(0.8):
                    came = self.chance.choice(["came", "came", "part", "absent"])
                    marks.append(SessionMark(
                        **self.base, session=session, pupil=place.pupil, came=came, why="" if came == "came" else "ill",
                        minutes=0 if came == "absent" else self.chance.randint(0, session.minutes),
                    ))  # fmt: skip
        SessionMark.objects.bulk_create(marks)

    def _staff(self) -> None:
        people = []
        for number in range(6):
            user = User.objects.create_user(
                f"chance{self.school.pk}.{self.seed}.{number}@sendsys.test", None, name=f"Adult {number}"
            )
            given = give_role(school=self.school, user=user, role=(Role.TEACHER, Role.TA)[number % 2], by=None,
                              at=at(self.day(500, -10)))  # fmt: skip
            if self.maybe(0.2):
                given.ended_at = max(at(self.day(60, -10)), given.given_at)
                given.save(update_fields=["ended_at"])
            people.append(user)
        topics = Topic.objects.bulk_create(
            Topic(**self.base, name=f"Chance {self.seed} {number}", audience=audience, induction=number != 3,
                  retired_on=self.day(20, -20) if number == 4 else None)
            for number, audience in enumerate(["teachers", "tas", "staff", "staff", "some"])
        )  # fmt: skip
        records, needs = [], []
        for user in people:
            for topic in topics:
                for day in {self.day(300, -10) for _ in range(self.chance.randint(0, 2))}:
                    records.append(TrainingRecord(**self.base, topic=topic, person=user, on=day, recorded_at=at(self.on),
                                                  hours=self.chance.choice([None, 1.5, 2]), recorded_by=self.by))  # fmt: skip
                if self.maybe(0.4):
                    raised = self.day(100, -10)
                    dropped = at(raised + 20 * DAY) if self.maybe(0.3) else None
                    needs.append(TrainingNeed(**self.base, topic=topic, person=user, source="request", raised_on=raised,
                                              dropped_at=dropped, raised_by=self.by))  # fmt: skip
        TrainingRecord.objects.bulk_create(records)
        TrainingNeed.objects.bulk_create(needs)
        stages = ("teacher", "senco", "head", "formal")
        for number in range(8):
            raised = self.day(150, -10)
            closed = raised + self.chance.randint(1, 90) * DAY if self.maybe(0.5) else None
            one = Complaint.objects.create(
                **self.base, raised_by="Somebody", raised_on=raised, about="x", stage="formal", head_only=number == 7,
                state="resolved" if closed else "open", closed_on=closed, closed_at=at(closed) if closed else None,
                closed_by=self.by if closed else None, recorded_at=at(raised), recorded_by=self.by,
            )  # fmt: skip
            ComplaintStep.objects.bulk_create(
                ComplaintStep(**self.base, complaint=one, kind="raised" if place == 0 else "moved", on=raised + place * 15 * DAY,
                              stage=stages[place], recorded_at=at(raised), recorded_by=self.by)
                for place in range(self.chance.randint(0, 4))
            )  # fmt: skip
