"""What policies ask for: their review, being read by whom they concern, and the yearly report to parents (R-217, R-227)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, Min, OuterRef, Subquery
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import Membership
from core.calendar.dates import academic_year, academic_year_label
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import LONG, Kind, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from governance.enums import PolicyKind, Readers
from governance.models import Policy, PolicyReading, PolicyVersion
from governance.policies.dates import next_review, read_by
from governance.policies.queries import ASKED, STAFF, in_use, readers_for, readings_of, staff_of
from register.deadlines.rows import last_open, last_school_day, may, of_school, term_now

add_kinds(
    Kind("policy_review", "Review a policy", "A policy is to be reviewed", Group.SCHOOL,
         "The SEND policy is reviewed once a year, and every policy by the day that it names.", ladder=LONG,
         needs=Permission.POLICY_EDIT, verb="Review"),
    Kind("policy_read", "Read a policy", "A policy is to be read", Group.SCHOOL,
         "Staff read the school’s policies when they begin, and again when one has changed: within 14 days.",
         needs=Permission.POLICY_VIEW, verb="Read it"),
    Kind("policy_parents", "Report to parents on the SEND policy", "Parents are to be told how the SEND policy has worked",
         Group.SCHOOL, "The governing board reports to parents once a year on how the SEND policy has worked.", ladder=LONG,
         needs=Permission.POLICY_EDIT, by_mark=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A policy in force, with its newest version (its key None without one)."""

    reference: str
    kind: str
    name: str
    owner: int | None
    months: int
    readers: str
    version: int | None
    version_reference: str | None
    adopted_on: dt.date | None
    confirmed_on: dt.date | None
    named: dt.date | None
    recorded_at: dt.datetime | None


def _held(ask: Ask) -> list[Held]:
    """The school's policies, read once for both sources. One query."""

    def read() -> list[Held]:
        rows = _policy_rows(None, school=ask.school.pk, today=ask.today)
        return list(
            {row[0]: Held(*row) for row in rows}.values()
        )  # of a policy the last row is its newest version

    return ask.once("governance.policies", read)


@prepared
def _policy_rows(_user, *, school: int, today: dt.date):
    rows = Policy.objects.filter(in_use(today), school=school).order_by("pk", "versions__number")
    return rows.values_list(
        "reference", "kind", "name", "owner", "review_months", "readers", "versions__pk", "versions__reference",
        "versions__adopted_on", "versions__confirmed_on", "versions__next_review_on", "versions__recorded_at",
    )  # fmt: skip


def _reviews(ask: Ask) -> list[Held | None]:
    """Policies, and None where the school has entered no SEND policy."""
    if not may(ask, Permission.POLICY_EDIT):
        return []
    ask.opening  # noqa: B018  read beforehand
    held = _held(ask)
    return held if any(one.kind == PolicyKind.SEND for one in held) else [*held, None]


def _review(one: Held | None, ask: Ask) -> Iterator[Deadline]:
    if one is None:
        yield _missing(ask, "policy:send", "policies:list")
    elif one.version is None:
        if one.kind == PolicyKind.SEND:
            yield _missing(ask, f"policy:{one.reference}", "policies:policy", one.reference)
    else:
        last = max(one.adopted_on, one.confirmed_on or one.adopted_on)
        due = next_review(one.adopted_on, one.confirmed_on, one.named, one.months)
        yield of_school(ask, "policy_review", f"policy:{one.reference}", due, "policies:policy", one.reference,
                        owners=(one.owner,) if one.owner else (), detail=one.name,
                        started=f"The last time was {day(last)}.")  # fmt: skip
        if one.kind == PolicyKind.SEND:
            yield _to_parents(one, ask)


def _missing(ask: Ask, subject: str, view: str, *args) -> Deadline:
    """The SEND policy of which no version is entered: by the end of this term."""
    term = term_now(ask)
    due = last_school_day(ask, term) if term else dt.date(academic_year(ask.today) + 1, 7, 31)
    return of_school(ask, "policy_review", subject, due, view, *args, detail="SEND policy",
                     started="No version of it is entered.")  # fmt: skip


def _to_parents(one: Held, ask: Ask) -> Deadline:
    year = academic_year(ask.today)
    return of_school(ask, "policy_parents", f"policy-parents:{year}", last_open(ask, dt.date(year + 1, 7, 20)),
                     "policies:policy", one.reference, detail=academic_year_label(year),
                     started=f"The policy in force was adopted on {day(one.adopted_on)}.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unread:
    """A version that some are still to read by one day; `so_far` says how many have."""

    reference: str
    version: str
    name: str
    due: dt.date
    owners: tuple[int, ...]
    started: str
    so_far: str = ""


def _unread(ask: Ask) -> list[Unread]:
    """Who keeps policies sees what everybody is still to read; everybody else what they are to read themselves."""
    if may(ask, Permission.POLICY_EDIT):
        return _of_all(ask)
    roles = ask.user.roles_at(ask.school.pk)
    if not may(ask, Permission.POLICY_VIEW) or not roles & STAFF:
        return []
    return [
        Unread(
            *row[:3],
            read_by(timezone.localdate(row[3]), timezone.localdate(row[4])),
            (ask.user.pk,),
            _entered(row[3]),
        )
        for row in _own_rows(ask.user, ask.school.pk, school=ask.school.pk, today=ask.today)
    ]


@prepared
def _own_rows(user, school_id: int, *, school: int, today: dt.date):
    """What the user is to read and has not. `school_id`, on which the roles depend, is part of the query's form."""
    mine = Membership.objects.filter(
        school=OuterRef("school"), user=user.pk, ended_at=None, role__in=sorted(STAFF)
    )
    since = mine.order_by().values("school").annotate(first=Min("given_at")).values("first")
    later = PolicyVersion.objects.filter(policy=OuterRef("policy"), number__gt=OuterRef("number"))
    read = PolicyReading.objects.filter(policy_version=OuterRef("pk"), user=user.pk)
    rows = PolicyVersion.objects.filter(
        in_use(today, "policy__"), ~Exists(later), ~Exists(read), school=school,
        policy__readers__in=readers_for(user.roles_at(school_id)),
    )  # fmt: skip
    return rows.order_by("pk").values_list(
        "policy__reference", "reference", "policy__name", "recorded_at", Subquery(since)
    )


def _of_all(ask: Ask) -> list[Unread]:
    held = [one for one in _held(ask) if one.version and ASKED[Readers(one.readers)]]
    staff, read = staff_of(ask.school), readings_of([one.version for one in held])
    found = []
    for one in held:
        asked = [member for member in staff if ASKED[Readers(one.readers)] & member.roles]
        waits: dict[dt.date, list[int]] = defaultdict(list)
        for member in asked:
            if member.pk not in read[one.version]:
                waits[read_by(timezone.localdate(one.recorded_at), member.since)].append(member.pk)
        so_far = f"{len(asked) - sum(map(len, waits.values()))} of {len(asked)} have read it."
        found += [
            Unread(
                one.reference,
                one.version_reference,
                one.name,
                due,
                tuple(owners),
                _entered(one.recorded_at),
                so_far,
            )
            for due, owners in waits.items()
        ]
    return found


def _entered(recorded_at: dt.datetime) -> str:
    return f"It was entered on {day(timezone.localdate(recorded_at))}."


def _to_read(one: Unread, ask: Ask) -> Iterator[Deadline]:
    yield of_school(ask, "policy_read", f"policy-read:{one.version}", one.due, "policies:policy", one.reference,
                    owners=one.owners, detail=one.name, started=one.started, so_far=one.so_far)  # fmt: skip


add_source(
    Source("governance.policies", "Reviews of policies", _reviews, _review),
    Source("governance.reading", "Policies to read", _unread, _to_read),
)
