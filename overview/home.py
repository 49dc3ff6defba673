"""Each role's first page, and the story of one pupil: read from all apps, written to none."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from apdr.enums import PlanState
from apdr.queries import PlanLine, lines, open_plans, slips_outstanding
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import academic_year
from core.jobs.actions import progress_of
from core.jobs.models import Job, JobState
from core.schools.models import School
from core.ui.present import DueState, day, day_in, due_state
from overview.queries import Figures, figures_of, pupils_in_care, share, shown
from register.models import ImportRun, ImportState
from register.present import level_chip, need_mark_of
from register.queries import classes_taught, register_counts

DAYS_OF_THIS_WEEK = 7
DAYS_OF_NEXT_WEEK = 14


def review_row(line: PlanLine, school: School, today: dt.date, *, verb: str) -> dict:
    """A plan's review in the terms of components/deadline_row.html."""
    return {
        "state": due_state(line.review_on, today, school.soon_days),
        "what": f"Review {school.label('plan').lower()}", "whom": "", "child": f"{line.pupil_name}, {line.class_name}",
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
        "date": day_in(line.review_on, today), "why": None,
        "action": {"label": verb, "url": reverse("apdr:plan", args=[school.slug, line.reference]), "primary": False},
    }  # fmt: skip


def agree_row(line: PlanLine, school: School, today: dt.date) -> dict:
    """A plan that waits for the SENCo."""
    waited = f"sent {day_in(line.proposed_on, today)}" if line.proposed_on else ""
    return {
        "state": DueState("soon", "clock-fill", "Due soon"), "what": f"Agree {school.label('plan').lower()}", "whom": "",
        "child": f"{line.pupil_name}, {line.class_name}",
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]), "date": waited, "why": None,
        "action": {"label": "Agree", "url": reverse("apdr:plan", args=[school.slug, line.reference]), "primary": True},
    }  # fmt: skip


def today_page(school: School, user, today: dt.date) -> dict:
    """The SENCo's Today: what is late, due this week and next; plans to agree; slips that are out."""
    plans = open_plans(school, user)
    reviews = [
        line for line in plans if line.review_on and line.state in {PlanState.AGREED, PlanState.SHARED}
    ]
    in_days = {line.reference: (line.review_on - today).days for line in reviews}
    late = [line for line in reviews if in_days[line.reference] < 0]
    week = [line for line in reviews if 0 <= in_days[line.reference] < DAYS_OF_THIS_WEEK]
    after = [line for line in reviews if DAYS_OF_THIS_WEEK <= in_days[line.reference] < DAYS_OF_NEXT_WEEK]
    agree = [line for line in plans if line.state == PlanState.PROPOSED]
    groups = [
        ("Late", [review_row(line, school, today, verb="Open") for line in late]),
        ("To agree", [agree_row(line, school, today) for line in agree]),
        ("This week", [review_row(line, school, today, verb="Open") for line in week]),
    ]
    words = [f"{len(late)} late" if late else "", f"{len(agree)} to agree" if agree else ""]
    return {
        "line": f"{day(today)}.", "strong": " and ".join(word for word in words if word),
        "after": "come first." if late or agree else "",
        "groups": [{"title": title, "note": len(rows), "rows": rows} for title, rows in groups if rows],
        "later": _later(after, school, today), "asides": [*_slips(school, user, today)],
        "jobs": running_jobs(school, user), "quiet": _quiet(reviews, today),
        "first_step": {"label": "Open the register", "url": reverse("register:register", args=[school.slug])},
    }  # fmt: skip


def _later(after: list[PlanLine], school: School, today: dt.date) -> dict | None:
    rows = [review_row(line, school, today, verb="Open") for line in after]
    words = f"{len(rows)} plan reviews" if len(rows) != 1 else "1 plan review"
    return {"title": "Next week", "note": len(rows), "words": words, "rows": rows} if rows else None


def _quiet(reviews: list[PlanLine], today: dt.date) -> str:
    ahead = [line.review_on for line in reviews if line.review_on >= today]
    nothing = "Nothing is late and nothing is due this week."
    return f"{nothing} The next date is {day_in(min(ahead), today)}." if ahead else nothing


def _slips(school: School, user, today: dt.date) -> list[dict]:
    slips = list(slips_outstanding(school, user))
    if not slips:
        return []
    items = [
        {"label": slip.plan.pupil.name, "url": reverse("apdr:slip", args=[school.slug, slip.reference]),
         "tail": f", {slip.get_how_display()}", "line": f"{slip.contact.name}, sent {day_in(slip.sent_at.date(), today)}"}
        for slip in slips[:6]
    ]  # fmt: skip
    return [{"title": "Slips outstanding", "note": len(slips), "items": items}]


def running_jobs(school: School, user) -> list[dict]:
    """The person's long work that runs or could not be finished of late."""
    jobs = Job.objects.filter(school=school, owner=user).exclude(state=JobState.DONE).exclude(kind="make_pdf")
    return [
        {"title": job.title, "url": reverse("jobs:job", args=[school.slug, job.reference]),
         "words": "{} of {}".format(*progress_of(job)) if job.state == JobState.RUNNING else job.get_state_display(),
         "when": day(job.queued_at.date()),
         "state": DueState("late", "exclamation-octagon-fill", "Stopped") if job.state == JobState.FAILED
         else DueState("wait", "hourglass-split", "Running")}
        for job in jobs.order_by("-queued_at")[:5]
    ]  # fmt: skip


def care_page(school: School, user, today: dt.date, *, title: str) -> dict:
    """A teacher's class or a TA's pupils: needs, adjustments in one line, reviews."""
    classes = [found.name for found in classes_taught(school, user, academic_year(today))]
    pupils = [_care_row(row, school, today) for row in pupils_in_care(school, user)]
    mine = [line for line in open_plans(school, user) if can(user, Permission.PLAN_EDIT, school)]
    due = [line for line in mine if line.review_on and line.state in {PlanState.AGREED, PlanState.SHARED}]
    todo = [
        review_row(line, school, today, verb="Review")
        for line in due
        if (line.review_on - today).days < school.soon_days
    ]
    todo += [_draft_row(line, school) for line in mine if line.state == PlanState.DRAFT]
    return {"title": title, "line": f"{day(today)}. {', '.join(classes)}".rstrip(". ") + ".", "classes": None, "todo": todo,
            "pupils": pupils, "concern_url": ""}  # fmt: skip


def _draft_row(line: PlanLine, school: School) -> dict:
    return {
        "state": DueState("due", "pencil", "Draft"), "what": f"Finish {school.label('plan').lower()}", "whom": "",
        "child": f"{line.pupil_name}, {line.class_name}", "date": f"cycle {line.cycle}", "why": None,
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
        "action": {"label": "Write", "url": reverse("apdr:edit", args=[school.slug, line.reference]), "primary": False},
    }  # fmt: skip


def _care_row(row, school: School, today: dt.date) -> dict:
    points = lines(row.adjustments)
    return {
        "name": row.name, "url": reverse("overview:pupil", args=[school.slug, row.reference]),
        "level": level_chip(row.level), "need": need_mark_of(row.need, row.second), "adjustment": "; ".join(points),
        "profile_url": "", "review": day_in(row.review, today) if row.review else "",
        "state": due_state(row.review, today, school.soon_days) if row.review else None, "plan_url": "", "plan_label": "",
    }  # fmt: skip


def figures_page(school: School, user, today: dt.date) -> dict:
    """The head's first page: the school's numbers, and what is stuck and with whom."""
    counts = register_counts(school, user)
    (figures,) = figures_of([school])
    plans = [line for line in open_plans(school, user) if line.review_on and line.review_on < today]
    stuck = [
        review_row(line, school, today, verb="Open") for line in plans if line.state in {"agreed", "shared"}
    ]
    return {"title": school.name, "line": f"{day(today)}. {figures.on_roll} children on roll.", "actions": None,
            "figures": _exact(figures, counts, len(stuck)), "tables": [], "stuck": stuck[:12],
            "footnote": ""}  # fmt: skip


def _exact(figures: Figures, counts: dict[str, int], late: int) -> list[dict]:
    def part(count: int) -> str:
        return f"{100 * count / figures.on_roll:.1f} % of the roll" if figures.on_roll else ""

    return [
        {"label": "SEN support", "value": figures.support, "note": part(figures.support)},
        {"label": "EHC plans", "value": figures.ehc, "note": part(figures.ehc)},
        {"label": "SEN recorded", "value": counts["sen_recorded"], "note": "met by adjustments alone"},
        {"label": "Reviews late", "value": late, "note": "plans past their date"},
    ]


def office_page(school: School, user, today: dt.date) -> dict:
    """The office's first page: the roll and the latest imports."""
    (figures,) = figures_of([school])
    done = ImportRun.objects.filter(school=school, state=ImportState.DONE).order_by("-confirmed_at")[:5]
    last = [{"label": run.filename, "when": day(timezone.localdate(run.confirmed_at)),
             "url": reverse("importing:preview", args=[school.slug, run.reference])} for run in done]  # fmt: skip
    return {"title": school.name, "line": f"{day(today)}.", "last": last,
            "figures": [{"label": "On roll", "value": figures.on_roll, "note": "children"}],
            "import_url": reverse("importing:upload", args=[school.slug]),
            "pupils_url": reverse("register:pupils", args=[school.slug])}  # fmt: skip


def governor_page(school: School, today: dt.date) -> dict:
    """Figures for governors, in which no child can be worked out: small counts are not shown, nor their shares.
    The roll is told rounded to ten, so that nothing follows by subtraction."""
    (figures,) = figures_of([school])
    around = round(figures.on_roll / 10) * 10
    return {
        "title": "SEN figures for governors", "line": f"{school.name}, as on {day(today)}. About {around} children on roll.",
        "figures": [
            {"label": "SEN support", "value": shown(figures.support), "note": share(figures.support, figures.on_roll)},
            {"label": "EHC plans", "value": shown(figures.ehc), "note": share(figures.ehc, figures.on_roll)},
        ],
        "tables": [], "actions": None,
        "footnote": "No child can be worked out from this page: a number under 5 reads “fewer than 5”.",
    }  # fmt: skip


def schools_page(schools: list[School], today: dt.date, *, exact: bool) -> dict:
    """The schools of one person side by side."""
    rows = [
        {"name": f.school.name, "url": reverse("overview:home", args=[f.school.slug]),
         "cells": [str(f.on_roll), str(f.support), str(f.ehc)] if exact else []}
        for f in (figures_of(schools) if exact else [Figures(school, 0, 0, 0) for school in schools])
    ]  # fmt: skip
    return {"title": "Schools", "line": day(today), "figures": [], "schools": rows, "tables": [], "actions": None,
            "school_heads": ["On roll", "SEN support", "EHC plans"] if exact else [], "footnote": ""}  # fmt: skip
