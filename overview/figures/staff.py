"""Training and complaints of a term, as counts."""

import datetime as dt
from collections import Counter, defaultdict

from django.db.models import Q
from django.utils import timezone

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.calendar.dates import Span
from core.schools.prepared import prepared
from governance.enums import Audience, Stage
from governance.models import Complaint, ComplaintStep, Topic, TrainingNeed, TrainingRecord
from overview.figures.shape import Complaints, Training

FOR = {Audience.TEACHERS: {Role.TEACHER}, Audience.TAS: {Role.TA}, Audience.STAFF: {Role.TEACHER, Role.TA}}
STAGES = list(Stage.values)
FOR_SOME = "Topics for those who need them"  # what a few learn for one child would tell of the child


@prepared
def _staff(_user, *, schools: list, until: dt.datetime, again: dt.datetime):
    held = Q(ended_at=None) | Q(ended_at__gte=again)
    found = Membership.objects.filter(
        held, school__in=schools, role__in=[Role.TEACHER, Role.TA], given_at__lt=until
    )
    return found.values_list("school_id", "user_id", "role")


@prepared
def _topics(_user, *, schools: list, until: dt.date):
    used = Q(retired_on=None) | Q(retired_on__gt=until)
    return Topic.objects.filter(used, school__in=schools, induction=True).order_by("pk").values_list(
        "school_id", "pk", "audience"
    )  # fmt: skip


@prepared
def _records(_user, *, schools: list, until: dt.date):
    found = TrainingRecord.objects.filter(school__in=schools, on__lte=until)
    return found.order_by("pk").values_list(
        "school_id",
        "person_id",
        "topic_id",
        "topic__name",
        "topic__audience",
        "topic__intervention",
        "on",
        "hours",
    )


@prepared
def _needs(_user, *, schools: list, until: dt.date, dropped: dt.datetime):
    open_ = Q(dropped_at=None) | Q(dropped_at__gte=dropped)
    found = TrainingNeed.objects.filter(open_, school__in=schools, raised_on__lte=until)
    return found.values_list("school_id", "person_id", "topic_id", "raised_on")


def training(schools: list[int], span: Span, on: dt.date) -> dict[int, Training]:
    """School's key → training of its teachers and TAs: who had a role on `on`, and whether each induction topic of their
    role is recorded by then; records, hours and topics of the term; needs that were open. What only those learn who need
    it, for no intervention, is not named. Four queries."""
    night = _night(on)
    staff: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for school, user, role in _staff(None, schools=schools, until=night, again=night):
        staff[school][user].add(role)
    topics: dict[int, list[tuple[int, set]]] = defaultdict(list)
    for school, pk, audience in _topics(None, schools=schools, until=on):
        topics[school].append((pk, FOR.get(Audience(audience), set())))
    known: dict[tuple[int, int], list[dt.date]] = defaultdict(list)
    of_term: dict[int, list[tuple]] = defaultdict(list)
    for school, person, topic, name, audience, trains_for, day, hours in _records(
        None, schools=schools, until=on
    ):
        known[person, topic].append(day)
        if day in span:
            told = FOR_SOME if audience == Audience.SOME and trains_for is None else name
            of_term[school].append((person, told, hours))
    wanted = Counter(
        school for school, person, topic, raised in _needs(None, schools=schools, until=on, dropped=night)
        if not any(day >= raised for day in known.get((person, topic), ()))
    )  # fmt: skip
    return {
        key: Training(len(staff[key]), _inducted(staff[key], topics[key], known), len(of_term[key]),
                      float(sum(hours or 0 for _, _, hours in of_term[key])), wanted[key], _trained(of_term[key]))
        for key in schools
    }  # fmt: skip


def _inducted(staff: dict[int, set[str]], topics: list[tuple[int, set]], known: dict) -> int:
    """How many have every topic of their roles; nobody where the school has no topic for them."""
    return sum(
        bool(mine) and all((user, topic) in known for topic in mine)
        for user, roles in staff.items()
        for mine in [[topic for topic, audience in topics if audience & roles]]
    )


def _trained(rows: list[tuple]) -> tuple[tuple[str, int], ...]:
    people: dict[str, set[int]] = defaultdict(set)
    for person, name, _ in rows:
        people[name].add(person)
    return tuple((name, len(who)) for name, who in sorted(people.items()))


@prepared
def _complaints(_user, *, schools: list, until: dt.date, since: dt.date):
    """Those that were open on some day of the term."""
    lasted = Q(closed_on=None) | Q(closed_on__gte=since)
    found = Complaint.objects.filter(lasted, school__in=schools, raised_on__lte=until, head_only=False)
    return found.values_list("pk", "school_id", "raised_on", "closed_on", "stage")


@prepared
def _steps(_user, *, schools: list, until: dt.date):
    found = ComplaintStep.objects.filter(school__in=schools, on__lte=until, complaint__head_only=False)
    return found.values_list("complaint_id", "stage")


def complaints(schools: list[int], span: Span, on: dt.date) -> dict[int, Complaints]:
    """School's key → complaints of the term; of those raised in it, how many reached each stage at most by `on`. What is
    for the head alone (about the SENCo) is not counted, since the SENCo writes the report. Two queries."""
    highest: dict[int, int] = {}
    for complaint, stage in _steps(None, schools=schools, until=on):
        highest[complaint] = max(highest.get(complaint, 0), STAGES.index(stage))
    count: dict[int, Counter] = defaultdict(Counter)
    stages: dict[int, Counter] = defaultdict(Counter)
    for pk, school, raised, closed, stage in _complaints(None, schools=schools, until=on, since=span.start):
        count[school]["closed"] += closed is not None and closed in span and closed <= on
        count[school]["open"] += closed is None or closed > on
        if raised in span:
            count[school]["raised"] += 1
            stages[school][STAGES[highest[pk]] if pk in highest else stage] += 1
    return {
        key: Complaints(count[key]["raised"], count[key]["closed"], count[key]["open"],
                        tuple((stage, stages[key][stage]) for stage in STAGES))
        for key in schools
    }  # fmt: skip


def _night(day: dt.date) -> dt.datetime:
    """The end of the day."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
