"""What stands beside the deadlines of a first page and is none: what waits with somebody, long work that runs."""

import datetime as dt

from django.urls import reverse

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.jobs.actions import progress_of
from core.jobs.models import Job, JobState
from core.reminders.enums import Group
from core.schools.models import School
from core.ui.present import DueState, day, day_in
from overview.desk import slips_aside
from overview.today.queries import NOBODY, Board, by_person
from overview.today.rows import Say, list_url
from register.concerns.present import days_waiting, whose
from register.concerns.queries import waiting_concerns
from register.transition.queries import incoming_soon

SHOWN = 6
CONCERNS_SHOWN = 3
PEOPLE_SHOWN = 8
JOB_CHIPS = {
    JobState.QUEUED: DueState("wait", "hourglass-split", "Waiting"),
    JobState.RUNNING: DueState("wait", "hourglass-split", "Running"),
    JobState.FAILED: DueState("late", "exclamation-octagon-fill", "Stopped"),
}
GIST = 48  # characters of what somebody worries about


def asides(found: Board) -> list[dict]:
    """What waits with somebody: concerns, slips, agencies, children who start, who want more help. Four queries at most."""
    school, user, today = found.school, found.user, found.today
    parts = [
        ("Stuck with agencies", *_stuck(found)),
        ("Starting soon", *_starting(school, user, today)),
        ("Would like more help", *_wanting(found)),
    ]
    shown = [{"title": title, "note": note, "items": items} for title, note, items in parts if items]
    return [*_concerns(school, user, today), *slips_aside(school, user, today), *shown]


def _stuck(found: Board) -> tuple[int, list[dict]]:
    """The way to the page on which one asks agencies again, where anything of theirs is late."""
    late = sum(found.late(line) and line.one.of.group == Group.AGENCIES for line in found.lines)
    if not late or not can(found.user, Permission.AGENCY_CHASE, found.school):
        return 0, []
    url = reverse("stuck:stuck", args=[found.school.slug])
    line = "consent, answers, reports or advice that wait too long"
    return late, [{"label": "See what is stuck", "url": url, "tail": "", "line": line}]


def _concerns(school: School, user, today: dt.date) -> list[dict]:
    """Concerns that wait for a decision, the longest first."""
    waiting = waiting_concerns(school, user)
    if not waiting:
        return []
    items = [
        {"label": f"{line.pupil_name}, {line.class_name}".rstrip(", "), "tail": "",
         "url": reverse("concerns:concern", args=[school.slug, line.reference]),
         "line": f"{_short(line.gist)}, {whose(line.raised_by, line.referred_by)}, {days_waiting(line.raised_on, today)}"}
        for line in waiting[:CONCERNS_SHOWN]
    ]  # fmt: skip
    more = len(waiting) - len(items)
    if more:
        items.append({"label": f"And {more} more", "tail": "", "line": "",
                      "url": reverse("concerns:queue", args=[school.slug])})  # fmt: skip
    return [{"title": "Concerns waiting", "note": len(waiting), "items": items}]


def _short(gist: str) -> str:
    """The first words of a concern, for half a line."""
    words = gist.rstrip(". …")
    return words if len(words) <= GIST else f"{words[:GIST].rsplit(' ', 1)[0]} …"


def _starting(school: School, user, today: dt.date) -> tuple[int, list[dict]]:
    soon = incoming_soon(school, user, today)
    return len(soon), [
        {"label": pupil.name, "url": reverse("transition:prior", args=[school.slug, pupil.reference]), "tail": "",
         "line": f"starts {day_in(pupil.joined_on, today)}"}
        for pupil in soon[:SHOWN]
    ]  # fmt: skip


def _wanting(found: Board) -> tuple[int, list[dict]]:
    """Children who do not feel helped enough and with whom nobody has talked since, who waits longest first (R-173)."""
    waiting = [line.one for line in found.lines if line.one.kind == "voice_help"]
    return len(waiting), [
        {"label": one.name, "url": one.url, "tail": "", "line": one.started.rstrip(".")}
        for one in waiting[:SHOWN]
    ]  # fmt: skip


def with_whom(found: Board) -> list[dict]:
    """What is late, by who is to do it: who has most of it first."""
    say, late = Say(found), [line for line in found.lines if found.late(line)]
    people = sorted(by_person(found, late), key=lambda pair: -len(pair[1]))
    items = [
        {"label": _called(say, pk), "tail": f", {len(held)} late", "line": f"the longest since {day(held[0].one.due)}",
         "url": list_url(say, owner="none" if pk == NOBODY else str(pk), when="late")}
        for pk, held in people[:PEOPLE_SHOWN]
    ]  # fmt: skip
    if people[PEOPLE_SHOWN:]:
        items.append(
            {
                "label": f"And {len(people) - PEOPLE_SHOWN} more",
                "url": "?scope=people",
                "tail": "",
                "line": "",
            }
        )
    return [{"title": "Late, and with whom", "note": len(late), "items": items}] if items else []


def _called(say: Say, pk: int) -> str:
    told = "you" if pk == say.found.user.pk else say.people([pk])
    return told[0].upper() + told[1:]


def running_jobs(school: School, user) -> list[dict]:
    """The person's long work that runs or could not be finished of late. One query."""
    jobs = Job.objects.filter(school=school, owner=user).exclude(state=JobState.DONE).exclude(kind="make_pdf")
    return [
        {"title": job.title, "url": reverse("jobs:job", args=[school.slug, job.reference]),
         "words": "{} of {}".format(*progress_of(job)) if job.state == JobState.RUNNING else job.get_state_display(),
         "when": day(job.queued_at.date()),
         "state": JOB_CHIPS[job.state]}
        for job in jobs.order_by("-queued_at")[:5]
    ]  # fmt: skip
