"""What posts ask for: the SENCo's qualification (SEND Regulations 2014, reg 49), and a SEN governor (R-187, R-191)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.accounts.enums import Permission
from core.calendar.dates import ONE_DAY, academic_year
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import LAW, LONG, Kind, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from governance.enums import Post
from governance.models import PostHolder
from governance.posts.rules import RULE, award_standing
from register.deadlines.rows import last_open, may, of_school

EDIT = Permission.TRAINING_EDIT

add_kinds(
    Kind("senco_award", "Complete the qualification as {senco}", "The qualification as SENCo is to be completed", Group.LAW,
         RULE["award"].words, RULE["award"].cites, LAW, statutory=True, needs=EDIT),
    Kind("senco_award_begin", "Begin the qualification as {senco}", "The qualification as SENCo is to be begun",
         Group.SCHOOL, "It is begun a year and a half before the last day on which it can be completed, so that there is "
         "time.", ladder=LONG, needs=EDIT),
    Kind("governor_vacant", "Name the SEN governor", "A SEN governor is to be named", Group.SCHOOL,
         "A governor, or a committee of governors, has oversight of what the school does for SEN.",
         "SEND code of practice 6.3", LONG, verb="Name", needs=EDIT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """A deadline that is ready but for its address."""

    kind: str
    subject: str
    due: dt.date
    more: dict = field(default_factory=dict)


def _rows(ask: Ask) -> list[Task]:
    if not may(ask, EDIT):
        return []
    ask.opening  # noqa: B018  read beforehand
    rows = _holder_rows(None, school=ask.school.pk)
    return [*_awards(rows, ask), *_governor([row for row in rows if row[0] == Post.GOVERNOR], ask)]


@prepared
def _holder_rows(_user, *, school: int):
    return PostHolder.objects.filter(school=school).exclude(post=Post.DEPUTY).order_by("start", "pk").values_list(
        "post", "reference", "user", "name", "start", "end", "award", "award_begun_on", "award_done_on"
    )  # fmt: skip


def _awards(rows: list[tuple], ask: Ask) -> Iterator[Task]:
    for post, reference, user, name, start, end, *award in rows:
        holds = start <= ask.today and (end is None or end >= ask.today)
        stands = award_standing(start, *award)
        if post != Post.SENCO or not holds or stands.met or (end and end < stands.by):
            continue
        more = {"owners": (user,) if user else (), "detail": name, "started": f"In post since {day(start)}."}
        yield Task(
            "senco_award",
            f"post:{reference}",
            stands.by,
            more | {"rule": stands.rule.words, "so_far": stands.why},
        )
        if stands.begin_by:
            yield Task("senco_award_begin", f"post:{reference}", stands.begin_by, more)


def _governor(rows: list[tuple], ask: Ask) -> Iterator[Task]:
    """From the day after the last one's time ends; where none was ever named, by the end of the autumn."""
    ends = [row[5] for row in rows]
    if None in ends:
        return
    if ends:
        yield Task(
            "governor_vacant",
            "post:governor",
            max(ends) + ONE_DAY,
            {"started": f"The post is held until {day(max(ends))}."},
        )
        return
    due = last_open(ask, dt.date(academic_year(ask.today), 12, 20))
    yield Task("governor_vacant", "post:governor", due, {"started": "No SEN governor is named."})


def _build(task: Task, ask: Ask) -> Iterator[Deadline]:
    yield of_school(ask, task.kind, task.subject, task.due, "posts:list", **task.more)


add_source(Source("governance.posts", "Posts", _rows, _build))
