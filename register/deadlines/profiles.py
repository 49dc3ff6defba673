"""Profiles: written, reviewed with parents, read by every adult of the child (R-55 to R-62)."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Max

from core.accounts.enums import Permission
from core.calendar.dates import academic_year
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import Kind, Rung, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines.people import may_hold, supporters_of, teachers_of
from register.deadlines.rows import after, local, may, of_child, reference_in, teachers
from register.deadlines.standing import Standing, standing, standing_rows
from register.enums import ON_REGISTER
from register.models import ProfileReading

WRITE_DAYS, READ_DAYS = 10, 5  # school days

add_kinds(
    Kind("profile_review", "Review {profile} with parents", "A {profile} is to be reviewed with parents", Group.PLANS,
         "A {profile} is reviewed with the parents by the day that was agreed when it was written or last reviewed.",
         verb="Review"),
    Kind("profile_write", "Write {profile}", "A {profile} is to be written", Group.PLANS,
         f"Every child on the {{register}} has a {{profile}}: within {WRITE_DAYS} school days of being put on it.",
         verb="Write"),
    Kind("profile_read", "Read the {profile}", "A {profile} has been written or changed and is to be read", Group.PLANS,
         f"Every adult who teaches or supports a child reads what is new in the {{profile}} within {READ_DAYS} school days.",
         ladder=(Rung("day", 0), Rung("late", -1)), verb="Read"),
)  # fmt: skip


def _rows(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.SEN_VIEW):
        return []
    _ground(ask)
    return [row for row in standing_rows(ask) if standing(row).level in ON_REGISTER]


def _ground(ask: Ask) -> None:
    """What `_build` asks for, read beforehand."""
    teachers_of(ask), supporters_of(ask), may_hold(ask, 0, Permission.SEN_VIEW), _read(ask), ask.opening


def _read(ask: Ask) -> dict[tuple[int, int], int]:
    """The newest version that each reader has read, by (profile, user). One query an asking."""
    return ask.once("register.read", lambda: {(p, u): n for p, u, n in _readings(None, school=ask.school.pk)})


@prepared
def _readings(_user, *, school: int):
    rows = ProfileReading.objects.filter(school=school).order_by().values("profile", "user")
    return rows.annotate(last=Max("number")).values_list("profile", "user", "last")


def _build(row: tuple, ask: Ask) -> Iterator[Deadline]:
    one = standing(row)
    if one.profile is None:
        yield _to_write(one, ask)
        return
    if ask.covers(one.review_on):
        said = f"The last review was on {day(one.reviewed_on)}." if one.reviewed_on else ""
        yield of_child(one.child, ask, "profile_review", f"profile:{one.profile}", one.review_on, "profiles:profile",
                       one.child.reference, owners=teachers(one.child, ask),
                       started=said or f"It was written on {day(local(one.written_at))}.")  # fmt: skip
    yield from _to_read(one, ask)


def _to_write(one: Standing, ask: Ask) -> Deadline:
    since = max(one.since, local(one.recorded_at))
    return of_child(
        one.child, ask, "profile_write", f"profile-of:{one.child.reference}", after(ask, since, WRITE_DAYS),
        "profiles:profile", one.child.reference, owners=teachers(one.child, ask),
        started=f"On the {ask.school.label('register')} since {day(one.since)}, recorded on {day(local(one.recorded_at))}.",
    )  # fmt: skip


def _to_read(one: Standing, ask: Ask) -> Iterator[Deadline]:
    """One for each adult of the child who has not read the newest version; who asks and does not look after all of it is
    told their own alone."""
    written = local(one.written_at)
    everyone = may(ask, Permission.COVERAGE_VIEW)
    adults = dict.fromkeys((*teachers(one.child, ask), *supporters_of(ask).get(one.child.pk, ())))
    for user in adults:
        last = _read(ask).get((one.profile_key, user))
        if last == one.version or not may_hold(ask, user, Permission.SEN_VIEW):
            continue
        due = after(ask, _known_from(one, ask), READ_DAYS)
        if ask.covers(due) and (everyone or ask.user.pk == user):
            yield of_child(
                one.child, ask, "profile_read", f"profile:{one.profile}:{user}", due, "profiles:profile",
                one.child.reference, owners=(user,),
                detail=f"version {one.version}", started=f"Version {one.version} was written on {day(written)}.",
                so_far=f"Version {last} was read." if last else "No version was read yet.",
            )  # fmt: skip


def _known_from(one: Standing, ask: Ask) -> dt.date:
    """The day from which its readers can have read it: when it was written, or the first day of the class's year."""
    written = local(one.written_at)
    if one.class_year is None:
        return written
    starts = (term.start for term in ask.opening.days.terms)
    return max(written, next((start for start in starts if academic_year(start) == one.class_year), written))


add_source(Source("register.profiles", "Profiles", _rows, _build, reference_in))
