"""Training as a school keeps it: induction, two INSET days a year, staff meetings, what runs out, what appraisal asked for;
and who is SENCo and SEN governor."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from apdr.models import Provision
from core.accounts.models import Membership, User
from governance.enums import Audience, Award, Competence, NeedSource, Post
from governance.models import Topic, TrainingRecord
from governance.posts.actions import name_holder
from governance.training import actions
from governance.training.ground import STAFF_ROLES
from sendsys.demo.clock import at

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder

ONE_DAY = dt.timedelta(days=1)
SAFE, PEN, FEELINGS = "Safeguarding children with SEND", "Giving an adrenaline pen", "Talking about feelings"
MISSED = 3  # topics of induction that the teacher who came last has not had
# Own topics: name → (for whom, renewed after so many months, what it covers).
OWN = {
    SAFE: (Audience.STAFF, 12, "Why children with SEND are at greater risk, and what to notice and pass on."),
    PEN: (Audience.SOME, 12, "Recognising a severe allergic reaction, giving the pen, calling 999."),
    FEELINGS: (Audience.SOME, None, "Naming feelings with children, and ways back to calm."),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One day of the programme: what about, how many calendar days ago (below 0: to come), INSET or a staff meeting."""

    topic: str
    days_ago: int
    title: str
    hours: str
    led_by: str = ""


MEETINGS = (
    Held("teacher_adjusting", 250, "Staff meeting: reasonable adjustments", "1.5", "the SENCo"),
    Held(SAFE, 338, "Staff meeting: safeguarding and SEND", "2", "the safeguarding lead"),
    Held("ta_chaining", 118, "TA meeting: chaining steps", "1", "the occupational therapist"),
    Held(FEELINGS, 40, "Staff meeting: talking about feelings", "1.5", "the educational psychologist"),
    Held("teacher_deploying", 5, "Staff meeting: working with TAs", "1.5", "the SENCo"),
    Held(SAFE, -16, "Staff meeting: safeguarding and SEND", "2", "the safeguarding lead"),
)
INSET = (
    "teacher_behaviour",
    "teacher_reading",
    "teacher_planning",
    "teacher_alone",
    "teacher_esteem",
    "teacher_maths",
)


def train(builder: SchoolBuilder) -> None:
    """Topics, who was trained and who was not, what is planned, and posts."""
    Training(builder).tell()
    name_posts(builder)


class Training:
    """The training of one school, in order of time."""

    def __init__(self, builder: SchoolBuilder) -> None:
        self.builder, self.school, self.senco = builder, builder.school, builder.staff.senco
        self.rng = random.Random(f"training-{self.school.slug}")
        self.began = builder.diary.terms[0].span.start
        held = Membership.objects.current().filter(school=self.school, role__in=STAFF_ROLES)
        self.people = list(User.objects.filter(pk__in=held.values("user")).order_by("name", "pk"))
        staff = builder.staff
        self.teachers = list({user.pk: user for user in staff.teachers.values()}.values())
        self.tas = [ta for ta in (staff.ta, staff.second_ta) if ta]

    def tell(self) -> None:
        self.begin()
        self.induct()
        for place, on in enumerate(self.inset_days()):
            key = INSET[place % len(INSET)]
            self.hold(Held(key, 0, f"INSET: {self.topics[key].name.lower()}", "6"), on)
        for one in MEETINGS:
            self.hold(one, self.day_of(one))
        self.find_skill()
        self.ask()

    def begin(self) -> None:
        """The topics, one of them for an intervention that runs."""
        when = at(self.began, 8)
        actions.start_induction(school=self.school, by=self.senco, at=when)
        for name, (audience, months, about) in OWN.items():
            actions.write_topic(school=self.school, held=None, by=self.senco, at=when, name=name, audience=audience,
                                renew_months=months, about=about)  # fmt: skip
        run = Provision.objects.filter(school=self.school, state="running", adults__user__in=self.tas)
        run = run.select_related("intervention").order_by("intervention__name", "pk").first()
        if run:
            entry = run.intervention
            actions.write_topic(school=self.school, held=None, by=self.senco, at=when, name=f"Delivering {entry.name}",
                                audience=Audience.SOME, intervention=entry, about="As the programme’s own handbook has it.")  # fmt: skip
        self.topics = {topic.key or topic.name: topic for topic in Topic.objects.filter(school=self.school)}

    def induct(self) -> None:
        """Everybody had their induction, but for the teacher who came last and the second TA."""
        for people, start in ((self.teachers, "teacher_"), (self.tas, "ta_")):
            topics = [topic for key, topic in self.topics.items() if key.startswith(start)]
            for person in people:
                last = person == people[-1] and len(people) > 1
                self.elsewhere(topics[:-MISSED] if last else topics, person, self.began + self.rng.randint(0, 20) * ONE_DAY,
                               f"Induction with {self.senco.called}")  # fmt: skip

    def elsewhere(self, topics: list[Topic], person: User, on: dt.date, provider: str, **more) -> None:
        for topic in topics:
            actions.record_elsewhere(
                topic=topic, person=person, by=self.senco, at=at(on, 16), on=on, provider=provider, **more
            )

    def inset_days(self) -> list[dt.date]:
        """Two a year: the first day of the autumn term, and the eve of the spring term, up to the next one to come."""
        days = [
            term.inset or term.span.start
            for term in self.builder.diary.terms
            if not term.name.startswith("Summer")
        ]
        coming = [day for day in days if day > self.builder.diary.today][:1]
        return [day for day in days if self.began < day <= self.builder.diary.today] + coming

    def day_of(self, one: Held) -> dt.date:
        if one.days_ago < 0:
            return self.builder.diary.open_on_or_after(self.builder.diary.today - one.days_ago * ONE_DAY)
        return self.builder.past(one.days_ago)

    def hold(self, one: Held, on: dt.date) -> None:
        """Plan a day; once it has been, record who came. The one of the last days waits for it."""
        topic, today = self.topics[one.topic], self.builder.diary.today
        planned = at(min(on - 30 * ONE_DAY, today), 12)
        day = actions.plan_day(school=self.school, held=None, by=self.senco, at=planned, topic=topic, title=one.title, on=on,
                               hours=Decimal(one.hours), led_by=one.led_by)  # fmt: skip
        if on + 6 * ONE_DAY <= today:
            whole = {Audience.TEACHERS: self.teachers, Audience.TAS: self.tas, Audience.STAFF: self.people}
            came = whole.get(topic.audience) or [*self.teachers[:4], *self.tas]
            away = self.rng.choice(came) if len(came) > 3 else None
            actions.record_day(held=day, by=self.senco, at=at(on, 17), people=[p for p in came if p != away],
                               hours=Decimal(one.hours))  # fmt: skip

    def find_skill(self) -> None:
        """Two pens: one ran out, one runs out soon. What the SENCo found of some."""
        pen = [self.topics[PEN]]
        self.elsewhere(pen, self.tas[0], self.builder.past(374), "The school nurse")
        self.elsewhere(
            pen, self.teachers[0], self.builder.past(330), "The school nurse", competence=Competence.CONFIDENT
        )
        found = TrainingRecord.objects.filter(school=self.school, topic=self.topics[FEELINGS]).order_by(
            "person__name", "pk"
        )
        said = ((Competence.LEADS, "Shows others how"), (Competence.MORE, "Try it once more beside somebody who leads it"),
                (Competence.CONFIDENT, "Seen in class"))  # fmt: skip
        for record, (competence, note) in zip(found, said, strict=False):
            actions.judge_record(
                held=record, by=self.senco, at=at(self.builder.past(12), 15), competence=competence, note=note
            )

    def ask(self) -> None:
        """What appraisal and lessons asked for: one late, one to come."""
        need = {"by": self.senco, "at": at(self.builder.past(45), 15)}
        actions.raise_need(topic=self.topics[PEN], person=self.teachers[1], source=NeedSource.PUPIL, why="For a trip in spring",
                           by_day=self.builder.diary.today + 30 * ONE_DAY, **need)  # fmt: skip
        actions.raise_need(topic=self.topics[FEELINGS], person=self.teachers[-1], source=NeedSource.APPRAISAL,
                           why="Wants to lead circle time", by_day=self.builder.past(3), **need)  # fmt: skip


def name_posts(builder: SchoolBuilder) -> None:
    """The SENCo, working for the qualification; one before; deputy and SEN governor where the school has them."""
    school, staff, began = builder.school, builder.staff, builder.diary.terms[0].span.start
    common = {"school": school, "held": None, "by": staff.head, "at": at(began, 9)}
    name_holder(**common, post=Post.SENCO, name="Margaret Lowe", start=began - dt.timedelta(days=2200), qualified_teacher=True,
                award=Award.NASENCO, award_begun_on=began - dt.timedelta(days=2000),
                award_done_on=began - dt.timedelta(days=1600))  # fmt: skip
    begun = began + dt.timedelta(days=420)
    done = begun + dt.timedelta(days=260) if school.slug == "riverside" else None
    name_holder(**common | {"at": at(builder.past(1), 9)}, post=Post.SENCO, name=staff.senco.name, user=staff.senco,
                email=staff.senco.email, phone=school.phone, start=began, qualified_teacher=True, award=Award.NPQ,
                award_begun_on=begun, award_done_on=done)  # fmt: skip
    governor = next((person for person in builder.spec.people if person[0] == "governor"), None)
    if governor:
        user = User.objects.filter(email=f"{governor[3]}@{builder.spec.domain}").first()
        name_holder(
            **common,
            post=Post.GOVERNOR,
            name=governor[1],
            user=user,
            email=user.email if user else "",
            start=began,
        )
        deputy = next(iter(staff.teachers.values()))
        name_holder(**common, post=Post.DEPUTY, name=deputy.name, user=deputy, start=builder.past(300))
