"""Who is told: a school's people, who stands in for whom, and how each wants to hear of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.models import Membership
from core.accounts.roles import WHOLE_SCHOOL_ROLES, allows
from core.reminders.deadlines import Ask, Deadline
from core.reminders.enums import Pace, To
from core.reminders.kinds import Kind, Rung
from core.reminders.models import Absence, Choice
from core.schools.models import School

# What the register offers: for a school, whether a person (primary key) may know of a pupil (reference).
Sight = Callable[[int, str], bool]
OUTSIDE = FAMILY_AND_VISITORS | {Role.GOVERNOR}  # who is told of nothing that staff are to do
_sights: list[Callable[[Ask], Sight]] = []


def tell_sight(of: Callable[[Ask], Sight]) -> None:
    """Register who may know of whom, in AppConfig.ready(). Until then only roles of the whole school see a pupil."""
    _sights[:] = [of]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account at the school."""

    pk: int
    name: str
    email: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told; `stands_for` is whom they are the deputy of."""

    person: Person
    stands_for: int | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The school's people today. `sees(user, pupil)` says who may know of whom."""

    by_pk: dict[int, Person]
    deputies: dict[int, int]
    paces: dict[int, dict[str, str]]
    sight: Sight

    def with_role(self, role: Role) -> list[Person]:
        """Everybody with that role, by key."""
        return [person for person in self.by_pk.values() if role in person.roles]

    def sees(self, person: Person, pupil: str, kind: Kind) -> bool:
        """Whether they may be told of something of that kind about that pupil (a reference; empty: about none)."""
        known = bool(person.roles & WHOLE_SCHOOL_ROLES) or self.sight(person.pk, pupil) if pupil else True
        if kind.family:
            return known
        needs = kind.needs or (Permission.SEN_VIEW if pupil else None)
        may = needs is None or allows(person.roles, needs)
        return known and may and not person.roles <= OUTSIDE

    def pace(self, person: Person, kind: Kind) -> Pace:
        """How soon they hear of that kind by email. What the law sets comes at once, whatever they chose."""
        if kind.statutory:
            return Pace.AT_ONCE
        return Pace(self.paces.get(person.pk, {}).get(kind.group, Pace.DAILY))


def people_of_today(ask: Ask) -> People:
    """The people of the school, as on the day of the asking. Three queries beside those of the register."""
    rows = Membership.objects.current().filter(school=ask.school, user__is_active=True).order_by("user", "pk")
    roles: dict[int, set[Role]] = defaultdict(set)
    names = {}
    for pk, name, email, role in rows.values_list("user", "user__name", "user__email", "role"):
        roles[pk].add(Role(role))
        names[pk] = (name, email)
    people = {pk: Person(pk, *names[pk], frozenset(held)) for pk, held in roles.items()}
    away = Absence.objects.filter(school=ask.school, starts__lte=ask.today, ends__gte=ask.today).order_by(
        "pk"
    )
    chosen = Choice.objects.filter(school=ask.school).values_list("user", "paces")
    sight = _sights[0](ask) if _sights else lambda user, pupil: False
    return People(people, dict(away.values_list("user", "deputy")), dict(chosen), sight)


def place_for(
    roles: Iterable[Role], kind: Kind, url: str, pupil: str, school: School, *, owns: bool = False
) -> str:
    """Where somebody of these roles is led: to the page `url` where it is done, if it is theirs to do (`owns`) or they may
    act there, else to the page of the child (a reference; empty: it is about none, and they are led nowhere)."""
    if owns or kind.acts is None or allows(roles, kind.acts):
        return url
    return reverse("overview:pupil", args=[school.slug, pupil]) if pupil else ""


def recipients(one: Deadline, rung: Rung, people: People) -> list[Recipient]:
    """Who is told at that rung, each once. Owners who have left, or who may not know of the pupil any more, fall to the
    SENCo; where there is none, to the head. Nobody is told of a family's date but the family."""
    if one.of.family:
        return [Recipient(person) for person in concerned(one, rung, people)]
    found = [_deputy(person, one, people) for person in concerned(one, rung, people)]
    unique = {recipient.person.pk: recipient for recipient in reversed(found)}
    return [unique[pk] for pk in sorted(unique)]


def concerned(one: Deadline, rung: Rung, people: People) -> list[Person]:
    """Whom a rung is for, each once, whoever stands in for them."""
    if one.of.family:
        return _sighted(one.owners, one, people)
    return list(dict.fromkeys(person for to in rung.to for person in _of(to, one, people)))


def _of(to: To, one: Deadline, people: People) -> list[Person]:
    found = _sighted(one.owners, one, people) if to == To.OWNER else _holders(Role(to.value), one, people)
    return found or _holders(Role.SENCO, one, people) or _holders(Role.HEAD, one, people)


def _holders(role: Role, one: Deadline, people: People) -> list[Person]:
    return [person for person in people.with_role(role) if people.sees(person, one.pupil, one.of)]


def _sighted(pks: Iterable[int], one: Deadline, people: People) -> list[Person]:
    known = [people.by_pk[pk] for pk in pks if pk in people.by_pk]
    return [person for person in known if people.sees(person, one.pupil, one.of)]


def _deputy(person: Person, one: Deadline, people: People) -> Recipient:
    """The person, or who stands in for them today, and for their deputy where that one is away too; a deputy who may not
    know of it is passed over."""
    found, asked, away = Recipient(person), {person.pk}, person.pk
    while (next_pk := people.deputies.get(away)) and next_pk not in asked:
        asked.add(next_pk)
        away, deputy = next_pk, people.by_pk.get(next_pk)
        if deputy and people.sees(deputy, one.pupil, one.of):
            found = Recipient(deputy, person.pk)
    return found
