"""Creates the demonstration from a seed: every write goes through the actions that people's own clicks call."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.contrib.auth.hashers import make_password

from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.calendar.dates import academic_year
from core.schools import scope
from core.schools.actions import add_closure, add_term, create_school
from core.schools.models import School, Trust
from register.actions import add_teacher, change_pupil, grant, mark_leaver
from register.enums import ON_REGISTER, WITH_PLAN, GrantKind, Level
from register.importing.actions import apply_import, preview_list, read_list
from register.models import Contact, Pupil, SchoolClass
from sendsys.demo import (
    agencies,
    care,
    census,
    complaints,
    ehcp,
    files,
    governors,
    information,
    letters,
    meetings,
    money,
    moves,
    pack,
    policies,
    provision,
    signs,
    theo,
    told,
    training,
    voices,
    waiting,
    yearly,
)
from sendsys.demo.clock import Opened, at, told_to_nobody
from sendsys.demo.crest import crest_png
from sendsys.demo.dates import YEARS_BACK, Cycle, Diary, Fresh, terms_of
from sendsys.demo.history import History
from sendsys.demo.journeys import Journey, came_back, emerging, journey_to, watched
from sendsys.demo.people import appoint
from sendsys.demo.plans import Planner, Words
from sendsys.demo.pupils import Child, children_of_school, class_of, mis_list
from sendsys.demo.schools import SCHOOLS, TRUST_LEAD, SchoolSpec
from sendsys.demo.shares import OWN_FLAG_SHARES, levels_for, needs_for
from sendsys.demo.speaker import Speaker
from sendsys.demo.words import BANKS

Say = Callable[[str], None]
SUPPORTED = 8  # pupils whom the TA supports
SHARE_ASKED = 0.74


def load(
    *,
    trust: Trust,
    seed: int,
    today: dt.date,
    password: str,
    specs: tuple[SchoolSpec, ...] = SCHOOLS,
    say: Say = lambda line: None,
) -> list[School]:
    """Create the trust's schools and the one outside it, their people and two years of history, telling nobody.

    Raises IntegrityError when one of the schools is there already.
    """
    schools = []
    for spec in specs:
        builder = SchoolBuilder(spec, Diary(today), random.Random(f"{seed}-{spec.slug}"))
        schools.append(builder.build(trust))
        say(f"{spec.name}: {spec.roll} pupils, {len(builder.histories)} with a story")
    _appoint_trust_lead([s for s in schools if s.trust_id], at(Diary(today).terms[0].span.start))
    for school in schools:
        governors.report(school, today)
        pack.prepare(school, today)
        told.tell(school, today)
    say("The reminders of the last week")
    set_passwords(password)
    return schools


def _appoint_trust_lead(schools: list[School], since: dt.datetime) -> None:
    name, called, email = TRUST_LEAD
    user = find_or_create_user(email=email, name=name, formal_name=called)
    for school in schools:
        with scope.opened([school.pk], actor=user.pk, doing="load demo"), told_to_nobody():
            give_role(school=school, user=user, role=Role.TRUST_LEAD, by=None, at=since)


def set_passwords(password: str) -> None:
    """One password for all staff and for the parent who is printed; made safe once, which takes a while."""
    families = User.objects.filter(email__contains="-families.example")
    User.objects.exclude(pk__in=families.values("pk")).update(password=make_password(password))


@dataclass(slots=True)
class Chosen:
    """A child who has, or had, a level: what it is, what for, and how it came about."""

    child: Child
    level: Level
    needs: list[str]
    journey: Journey | None = None
    fresh: tuple[Fresh, Cycle] | None = None
    slip: letters.Slip | None = None
    slipping: bool = False
    support_review: dt.date | None = None


class SchoolBuilder:
    """Builds one school. Its steps run in the order of `build`."""

    def __init__(self, spec: SchoolSpec, diary: Diary, rng: random.Random) -> None:
        self.spec, self.diary, self.rng = spec, diary, rng
        self.year = academic_year(diary.today)
        self.year_began = min(terms_of(self.year)[0].span.start, diary.today)
        self.histories: list[History] = []
        self.supported: list[Pupil] = []

    def build(self, trust: Trust) -> School:
        self.school = self.create_school(trust)
        with self.opened(None):
            self.add_terms()
            since = at(self.diary.terms[0].span.start - dt.timedelta(days=7))
            self.staff = appoint(self.school, self.spec, since, self.rng)
        self.children = children_of_school(self.spec, self.year, YEARS_BACK, self.rng)
        theo.put_among(self.children, self.spec, self.year)
        moves.put_among(self.children, self.spec, self.year)
        for year in range(self.year - YEARS_BACK, self.year + 1):
            self.import_year(year)
        with self.opened(self.staff.office):
            self.give_classes_and_flags()
            self.find_pupils()
        self.tell_histories()
        self.people = {user.pk: user for user in self.staff.everyone}
        for happens in TODAY:
            with self.opened(self.staff.senco):
                happens(self)
        return self.school

    def opened(self, actor: User | None):
        return Opened(self.school, actor)

    def create_school(self, trust: Trust) -> School:
        spec = self.spec
        return create_school(
            name=spec.name, slug=spec.slug, prefix=spec.prefix, trust=trust if spec.in_trust else None,
            crest=crest_png(*spec.crest), **spec.settings,
        )  # fmt: skip

    def add_terms(self) -> None:
        for term in self.diary.terms:
            add_term(school=self.school, name=term.name, start=term.span.start, end=term.span.end)
            half = term.half_term
            add_closure(
                school=self.school, name=f"Half-term, {term.name.lower()}", start=half.start, end=half.end
            )
            if term.inset:
                add_closure(school=self.school, name="INSET day", start=term.inset, end=term.inset)

    def import_year(self, year: int) -> None:
        """The list of that September, as the office imports it; those who have left were marked in July."""
        day = min(terms_of(year)[0].span.start, self.diary.today)
        data = mis_list(self.spec, self.children, year)
        with self.opened(self.staff.office):
            known = list(Pupil.objects.filter(school=self.school).values_list("pk", flat=True))
            if year > self.year - YEARS_BACK:
                self.mark_leavers(year)
            table, mapping = read_list(school=self.school, data=data, filename=f"pupils-{year}.csv")
            preview = preview_list(school=self.school, table=table, mapping=mapping, today=day)
            apply_import(
                school=self.school, preview=preview, leavers=[], by=self.staff.office, at=at(day, 10)
            )
            if known:
                self.note_joiners(known, day)

    def note_joiners(self, known: list[int], day: dt.date) -> None:
        """Children who are new on this year's list came on its first day."""
        for pupil in Pupil.objects.filter(school=self.school, joined_on=None).exclude(pk__in=known):
            change_pupil(pupil=pupil, changes={"joined_on": day}, by=self.staff.office, at=at(day, 11))

    def mark_leavers(self, year: int) -> None:
        left_on = terms_of(year - 1)[2].span.end
        gone = {child.upn for child in self.children if not class_of(self.spec, child, year)}
        for pupil in Pupil.objects.filter(school=self.school, upn__in=gone).here():
            mark_leaver(pupil=pupil, on=left_on, by=self.staff.office, at=at(left_on, 15))

    def give_classes_and_flags(self) -> None:
        for school_class in SchoolClass.objects.filter(school=self.school, academic_year=self.year):
            add_teacher(school_class=school_class, user=self.staff.teachers[school_class.name])
        flags = {
            child.upn: dict.fromkeys(child.flags & set(OWN_FLAG_SHARES), True) for child in self.children
        }
        for pupil in Pupil.objects.filter(school=self.school).here():
            if flags[pupil.upn]:
                change_pupil(
                    pupil=pupil, changes=flags[pupil.upn], by=self.staff.office, at=at(self.diary.today, 8)
                )

    def find_pupils(self) -> None:
        here = Pupil.objects.filter(school=self.school).here().select_related("school", "school_class")
        self.pupils = {pupil.upn: pupil for pupil in here}

    def tell_histories(self) -> None:
        for chosen in self.choose():
            with self.opened(self.staff.senco):
                history = self.history_of(chosen)
                history.live()
                self.histories.append(history)

    def past(self, days: int) -> dt.date:
        """The school day that many calendar days ago, or the one before it."""
        return self.diary.open_on_or_before(self.diary.today - dt.timedelta(days=days))

    def this_year(self, days: int) -> dt.date:
        """The same, but no earlier than the first school day of the school year."""
        return min(max(self.past(days), self.diary.open_on_or_after(self.year_began)), self.diary.today)

    def on_register(self) -> list[History]:
        """Those who are on the register today, and are not about to leave."""
        return [
            h
            for h in self.histories
            if h.journey.steps[-1].level in ON_REGISTER and not moves.is_leaver(h.pupil)
        ]

    def without_story(self, rng: random.Random) -> list[Pupil]:
        """Children from Year 1 on of whom nothing is recorded yet, in an order by chance."""
        told = {history.pupil.pk for history in self.histories}
        free = [p for p in self.pupils.values() if p.pk not in told and p.year_group != "R"]
        return rng.sample(free, len(free))

    def speaker_of(self, pupil: Pupil) -> Speaker:
        """Fills in words about a pupil."""
        teacher = self.staff.teachers[pupil.school_class.name]
        return Speaker(pupil.first_name, pupil.sex, teacher.called, self.spec.tas[0], self.staff.senco.called)

    def choose(self) -> list[Chosen]:
        """Who has which level and need, with the journeys there. Theo comes first: his documents are made first."""
        here = [
            c
            for c in self.children
            if c.upn in self.pupils and not theo.is_theo(c) and not moves.is_leaver(c)
        ]
        levels = [level for level, count in levels_for(len(here)).items() for _ in range(count)]
        levels.sort(key=lambda level: level != Level.EXITED)
        needs = needs_for(levels, self.rng)
        picked = self.pick(here, levels)
        chosen = [
            Chosen(child, level, need) for child, level, need in zip(picked, levels, needs, strict=True)
        ]
        self.plan_journeys(chosen)
        self.plan_others(chosen)
        letters.plan_slips(chosen, self)
        mine = [theo.chosen(child, self.diary) for child in self.children if theo.is_theo(child)]
        theos = [Chosen(*parts, slip=theo.slip(parts[-1])) for parts in mine]
        going = [
            Chosen(*moves.chosen(child, self.diary)) for child in self.children if moves.is_leaver(child)
        ]
        return theos + chosen + going

    def pick(self, here: list[Child], levels: list[Level]) -> list[Child]:
        """As many children as levels: more boys and more pupil premium than by chance, as in England. Those for
        whom support has ended come first in the list and have been here for a year at least."""

        def weight(child: Child) -> float:
            return (1.7 if child.sex == "M" else 1) * (1.5 if "pupil_premium" in child.flags else 1)

        order = sorted(here, key=lambda child: self.rng.random() ** (1 / weight(child)), reverse=True)
        ended = sum(level == Level.EXITED for level in levels)
        first = [child for child in order if child.entered < self.year - 1][:ended]
        rest = [child for child in order if child not in first]
        return (first + rest)[: len(levels)]

    def plan_journeys(self, chosen: list[Chosen]) -> None:
        with_plan = [one for one in chosen if one.level in WITH_PLAN]
        self.rng.shuffle(with_plan)
        fresh = self.fresh_states()
        settled = with_plan[len(fresh) :]
        dates = dict(
            zip(
                map(id, settled),
                self.diary.review_days(len(settled), self.spec.pressing, self.rng),
                strict=True,
            )
        )
        states = dict(zip(map(id, with_plan), fresh, strict=False))
        for one in chosen:
            review = dates.get(id(one), self.diary.today + dt.timedelta(weeks=8))
            one.journey = journey_to(
                one.level, self.here_since(one.child), review, self.diary, self.rng, self.spec.most_cycles
            )  # fmt: skip
            if state := states.get(id(one)):
                self.freshen(one, state)

    def plan_others(self, chosen: list[Chosen]) -> None:
        """Extra support of which one review is late and one due this week, progress that is watched, support that came
        back, and one child who slips."""
        by_level = {level: [one for one in chosen if one.level == level] for level in Level}
        for place, one in enumerate(by_level[Level.EMERGING_CONCERN]):
            self.plan_support(one, place)
        for place, one in enumerate(by_level[Level.MONITORING]):
            one.journey = watched(self.here_since(one.child), self.diary, self.rng, after_support=place > 0)
        self.plan_returns([one for one in by_level[Level.SEN_SUPPORT] if not one.fresh])
        for one in sorted(by_level[Level.EXITED], key=lambda one: one.journey.steps[-1].start)[:1]:
            one.slipping = True

    def plan_support(self, one: Chosen, place: int) -> None:
        """Extra support that runs: the first review is late, the second due this week, the others later."""
        began, due = ((44, -3), (39, 3))[place] if place < 2 else (14 + 5 * place, 28 - 5 * place)
        one.journey = emerging(self.here_since(one.child), self.past(began), self.diary)
        review = self.past(-due) if due < 0 else self.diary.choice_between(due, due + 3, self.rng)
        one.support_review = max(review, one.journey.steps[-1].start)

    def plan_returns(self, settled: list[Chosen]) -> None:
        """For some support has ended before, and come back."""
        left = self.spec.came_back
        for one in settled:
            journey = left and came_back(
                self.here_since(one.child), one.journey.current.review_on, self.diary, self.rng
            )  # fmt: skip
            if journey:
                one.journey, left = journey, left - 1

    def fresh_states(self) -> list[Fresh]:
        spec = self.spec
        return (
            [Fresh.DRAFT] * spec.drafts + [Fresh.PROPOSED] * spec.proposed + [Fresh.AGREED] * spec.agreed
            + [Fresh.SHARED] * spec.slips
        )  # fmt: skip

    def freshen(self, one: Chosen, state: Fresh) -> None:
        """The plan in force has just been reviewed, and the next one begun: it stands at `state`."""
        days = (3, 20) if state == Fresh.SHARED else (1, 5)
        start = self.diary.open_on_or_before(self.diary.today - dt.timedelta(days=self.rng.randint(*days)))
        before = self.diary.open_on_or_before(start - dt.timedelta(days=3))
        review = self.diary.open_on_or_before(start + dt.timedelta(weeks=self.school.plan_review_weeks))
        current = one.journey.current
        if current and current.starts < before - dt.timedelta(weeks=2):
            one.journey.past.append(Cycle(current.starts, before))
        one.journey.current = None
        start = max(start, one.journey.steps[-1].start)
        one.fresh = state, Cycle(start, max(review, start))

    def here_since(self, child: Child) -> dt.date:
        first = max(child.entered, self.year - YEARS_BACK)
        return min(terms_of(first)[0].span.start, self.diary.today)

    def history_of(self, chosen: Chosen) -> History:
        child, rng = chosen.child, random.Random(self.rng.random())
        pupil = self.pupils[child.upn]
        years = range(self.year - YEARS_BACK, self.year + 1)
        taught = {y: self.staff.teachers[c] for y in years if (c := class_of(self.spec, child, y))}
        words = self.words_for(chosen, pupil, taught[self.year], rng)
        contacts = list(Contact.objects.filter(pupil=pupil).select_related("pupil", "school", "user"))
        planner = Planner(pupil, contacts, self.staff, words, rng, self.diary.today)
        review = self.diary.choice_between(10, 90, rng)
        history = History(
            pupil, chosen.needs, chosen.journey, planner, words, self.staff, taught, rng, review, fresh=chosen.fresh,
            interim=theo.is_theo(child) or rng.random() < 0.4, spans=[term.span for term in self.diary.terms],
            asked=theo.is_theo(child) or rng.random() < SHARE_ASKED, slip=chosen.slip, slipping=chosen.slipping,
            support_review=chosen.support_review, hero=theo.is_theo(child),
        )  # fmt: skip
        return theo.tell(history) if theo.is_theo(child) else history

    def words_for(self, chosen: Chosen, pupil: Pupil, teacher: User, rng: random.Random) -> Words:
        ta = self.spec.tas[0] if theo.is_theo(chosen.child) else rng.choice(self.spec.tas)
        speaker = Speaker(pupil.first_name, pupil.sex, teacher.called, ta, self.staff.senco.called)
        second = BANKS[chosen.needs[1]] if chosen.needs[1:] else None
        return Words(speaker, BANKS[chosen.needs[0]], rng, second)

    def support_some(self) -> None:
        """The TA supports some children with a plan: those of 3 Hazel first where there is one, then neighbours. The
        second TA, where there is one, supports Theo too and some others."""
        supported = [h.pupil for h in self.histories if h.journey.steps[-1].level in WITH_PLAN]
        supported.sort(key=lambda p: (p.school_class.name != theo.CLASS, p.year_group != "3", p.reference))
        self.supported = supported[:SUPPORTED]
        for pupil in self.supported:
            grant(pupil=pupil, user=self.staff.ta, kind=GrantKind.SUPPORT)
        if self.staff.second_ta:
            for pupil in [*supported[:1], *supported[SUPPORTED : SUPPORTED * 2]]:
                grant(pupil=pupil, user=self.staff.second_ta, kind=GrantKind.SUPPORT)


# What is there today beside the stories, in this order; each in a transaction of its own.
TODAY = (
    SchoolBuilder.support_some, provision.provide, meetings.evaluate, meetings.book_some, meetings.read_comments,
    meetings.meet_about_progress, meetings.write_in_margins, provision.deploy, money.apply, waiting.fill_queue, voices.fill_bank, voices.ask_again, voices.read_profiles,
    files.find_out, files.fill, care.arrange, signs.notice, moves.come_and_go, agencies.work_with_agencies,
    yearly.report, ehcp.keep_plans, complaints.complain, policies.keep, training.train, census.bring_list,
    information.publish,
)  # fmt: skip


def smaller(spec: SchoolSpec, size: int) -> SchoolSpec:
    """The same school with classes of `size` children, for a quick look and for tests."""
    streams = tuple(replace(stream, size=size) for stream in spec.streams)
    return replace(spec, streams=streams, drafts=1, proposed=1, agreed=1, slips=1)
