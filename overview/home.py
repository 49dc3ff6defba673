"""Each role's first page, and the story of one pupil: read from all apps, written to none."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from agencies.stuck.queries import stuck_count
from apdr.advice.queries import waiting_count as advice_waiting
from apdr.enums import IN_FORCE, PlanState
from apdr.plans.queries import PlanLine, open_plans
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import academic_year, academic_year_label
from core.jobs.actions import progress_of
from core.jobs.models import Job, JobState
from core.schools.labels import inside
from core.schools.models import School
from core.ui.present import DueState, day, day_in, due_state, lines, state
from overview import duties, rounds, statutory
from overview.desk import slips_aside
from overview.duties import unfinished_changes
from overview.queries import CareRow, Figures, classes_of_teacher, figures_of, pupils_in_care, share, shown
from register.concerns.present import days_waiting, whose
from register.concerns.queries import ConcernLine, waiting_concerns
from register.enums import Level
from register.models import ImportRun, ImportState
from register.present import level_cell, need_cell, state_cell
from register.queries import asked_once, register_counts
from register.safeguarding.queries import waiting_signs
from register.transition.queries import incoming_soon, roll_over_due
from register.voice.queries import wanting_help

DAYS_OF_THIS_WEEK = 7
DAYS_OF_NEXT_WEEK = 14
ASIDE_SHOWN = 6
CHANGES_SHOWN = 6
LAW_SHOWN = 10
VOICE_DAYS = 60  # calendar days for which Today shows a child who does not feel helped enough


def review_row(line: PlanLine, school: School, today: dt.date, *, verb: str) -> dict:
    """A plan's review in the terms of components/deadline_row.html."""
    return {
        "state": due_state(line.review_on, today, school.soon_days),
        "what": f"Review {inside(school.label('plan'))}", "whom": "", "child": f"{line.pupil_name}, {line.class_name}",
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
        "date": day_in(line.review_on, today), "why": None,
        "action": {"label": verb, "url": reverse("plans:plan", args=[school.slug, line.reference]), "primary": False},
    }  # fmt: skip


def agree_row(line: PlanLine, school: School, today: dt.date) -> dict:
    """A plan that waits for the SENCo."""
    waited = f"sent {day_in(line.proposed_on, today)}" if line.proposed_on else ""
    return {
        "state": DueState("soon", "clock-fill", "Due soon"), "what": f"Agree {inside(school.label('plan'))}", "whom": "",
        "child": f"{line.pupil_name}, {line.class_name}",
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]), "date": waited, "why": None,
        "action": {"label": "Agree", "url": reverse("plans:plan", args=[school.slug, line.reference]), "primary": True},
    }  # fmt: skip


def today_page(school: School, user, today: dt.date) -> dict:
    """The SENCo's Today: what is late, waiting, due this week and next, and what is out with others."""
    plans = open_plans(school, user)
    found = _duties(school, user, today, plans)
    in_days = [((duty.on - today).days, duty.row) for duty in found]
    late = [row for days, row in in_days if days < 0]
    week = [row for days, row in in_days if 0 <= days < DAYS_OF_THIS_WEEK]
    after = [row for days, row in in_days if DAYS_OF_THIS_WEEK <= days < DAYS_OF_NEXT_WEEK]
    agree = [agree_row(line, school, today) for line in plans if line.state == PlanState.PROPOSED]
    concerns = waiting_concerns(school, user)
    changes = [_change_row(one, school, today) for one in unfinished_changes(school, user, today)]
    all_plans = reverse("caseload:list", args=[school.slug])
    newest = f"{reverse('register:register', args=[school.slug])}?sort=since&down=1"
    waiting = [_concern_row(line, school, today) for line in concerns]
    answers = rounds.comments(school, user, today) + rounds.evaluations(school, user, today)
    legal = statutory.by_law(school, user, today)
    groups = [("EHC plans, by law", legal), ("Late", late), ("Concerns waiting", waiting), ("To agree", agree),
              ("Families’ answers and evaluation", answers),
              ("After a change of level", changes), ("This week", week)]  # fmt: skip
    most = {"EHC plans, by law": LAW_SHOWN, "After a change of level": CHANGES_SHOWN}
    words = [f"{len(legal)} by law" if legal else "", f"{len(late)} late" if late else "",
             f"{len(agree)} to agree" if agree else "",
             f"{len(concerns)} concern{'s' if len(concerns) != 1 else ''} waiting" if concerns else ""]  # fmt: skip
    return {
        "line": f"{day(today)}.", "strong": _and([word for word in words if word]), "after": "",
        "groups": [
            {"title": title, "note": len(rows), "rows": rows[: most.get(title)],
             "more_label": "All plans" if rows is legal else "All by date",
             "more_url": all_plans if rows is legal else newest if rows is changes and len(rows) > CHANGES_SHOWN else ""}
            for title, rows in groups if rows
        ],
        "later": _later(after), "asides": _asides(school, user, today),
        "jobs": running_jobs(school, user), "quiet": _quiet([duty.on for duty in found], today),
        "first_step": {"label": "Open the register", "url": reverse("register:register", args=[school.slug])},
    }  # fmt: skip


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) + ("." if words else "")


def _duties(school: School, user, today: dt.date, plans: list[PlanLine]) -> list[duties.Duty]:
    until = today + dt.timedelta(days=DAYS_OF_NEXT_WEEK)
    reviews = [
        duties.Duty(line.review_on, review_row(line, school, today, verb="Open"))
        for line in plans if line.review_on and line.state in IN_FORCE
    ]  # fmt: skip
    return duties.in_order(
        reviews, duties.support_reviews(school, user, today), duties.watch_checks(school, user, today),
        duties.care(school, user, today, until), duties.steps(school, user, today, until),
        duties.transfers(school, user, today), rounds.meetings(school, user, today, until),
        rounds.visits(school, user, today, until), rounds.promises(school, user, today, until),
        rounds.provision(school, user, today, until),
        rounds.funding(school, user, today),
    )  # fmt: skip


def _change_row(one: duties.Unfinished, school: School, today: dt.date) -> dict:
    url = reverse("overview:pupil", args=[school.slug, one.reference])
    return {
        "state": DueState("soon", "clock-fill", "To do"), "what": one.todo[0][0].upper() + one.todo[0][1:],
        "whom": f"and {len(one.todo) - 1} more" if one.todo[1:] else "", "child": one.name, "child_url": url,
        "date": f"{Level(one.level).label} since {day(one.since)}", "why": None,
        "action": {"label": "Open", "url": url, "primary": False},
    }  # fmt: skip


def _later(rows: list[dict]) -> dict | None:
    words = f"{len(rows)} things are due" if len(rows) != 1 else "1 thing is due"
    return {"title": "Next week", "note": len(rows), "words": words, "rows": rows} if rows else None


def _quiet(days: list[dt.date], today: dt.date) -> str:
    ahead = [on for on in days if on >= today]
    nothing = "Nothing is late and nothing is due this week."
    return f"{nothing} The next date is {day_in(min(ahead), today)}." if ahead else nothing


def _concern_row(line: ConcernLine, school: School, today: dt.date) -> dict:
    long = (today - line.raised_on).days > school.soon_days
    return {
        "state": state("soon" if long else "wait", days_waiting(line.raised_on, today)), "what": "Concern:",
        "whom": line.gist, "child": duties.who(line.pupil_name, line.class_name), "why": None,
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
        "date": f"waits for a decision, {whose(line.raised_by, line.referred_by)}",
        "action": {"label": "Open", "primary": False,
                   "url": reverse("concerns:concern", args=[school.slug, line.reference])},
    }  # fmt: skip


def _asides(school: School, user, today: dt.date) -> list[dict]:
    """What waits with somebody: slips, safeguarding signs, agencies, children who start, who want more help."""
    parts = [
        ("Safeguarding", *_signs(school, user)),
        ("Stuck with agencies", *_stuck(school, user, today)),
        ("Starting soon", *_starting(school, user, today)),
        ("New school year", *_new_year(school, today)),
        ("Would like more help", *_wanting(school, user, today)),
    ]  # fmt: skip
    shown = [{"title": title, "note": note, "items": items} for title, note, items in parts if items]
    return [*slips_aside(school, user, today), *shown]


def _signs(school: School, user) -> tuple[int, list[dict]]:
    waiting = waiting_signs(school, user)
    url = reverse("safeguarding:signs", args=[school.slug])
    return waiting, [{"label": "Signs to take on", "url": url, "tail": "", "line": ""}] if waiting else []


def _stuck(school: School, user, today: dt.date) -> tuple[int, list[dict]]:
    count = stuck_count(school, user, today) if can(user, Permission.AGENCY_CHASE, school) else 0
    url = reverse("stuck:stuck", args=[school.slug])
    line = "consent, answers, reports or advice that wait too long"
    return count, [{"label": "See what is stuck", "url": url, "tail": "", "line": line}] if count else []


def _starting(school: School, user, today: dt.date) -> tuple[int, list[dict]]:
    soon = incoming_soon(school, user, today)
    return len(soon), [
        {"label": pupil.name, "url": reverse("transition:prior", args=[school.slug, pupil.reference]), "tail": "",
         "line": f"starts {day_in(pupil.joined_on, today)}"}
        for pupil in soon[:ASIDE_SHOWN]
    ]  # fmt: skip


def _new_year(school: School, today: dt.date) -> tuple[int | str, list[dict]]:
    hint = roll_over_due(school, today)
    if hint is None:
        return "", []
    url = reverse("transition:roll-over", args=[school.slug])
    return "", [{"label": f"Move up into {academic_year_label(hint.into)}", "url": url, "tail": "",
                 "line": f"{hint.pupils} children are still in last year’s classes"}]  # fmt: skip


def _wanting(school: School, user, today: dt.date) -> tuple[int, list[dict]]:
    found = wanting_help(school, user, since=today - dt.timedelta(days=VOICE_DAYS))
    return len(found), [
        {"label": one.name, "url": reverse("voice:voices", args=[school.slug, one.pupil_reference]), "tail": "",
         "line": f"said so {day_in(one.on, today)}"}
        for one in found[:ASIDE_SHOWN]
    ]  # fmt: skip


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
    with asked_once(user):
        return _care_page(school, user, today, title)


def _care_page(school: School, user, today: dt.date, title: str) -> dict:
    classes = classes_of_teacher(school, user, academic_year(today))
    pupils = _care_rows(pupils_in_care(school, user), school, today)
    mine = [line for line in open_plans(school, user) if can(user, Permission.PLAN_EDIT, school)]
    due = [line for line in mine if line.review_on and line.state in IN_FORCE]
    dated = [
        duties.Duty(line.review_on, review_row(line, school, today, verb="Review"))
        for line in due
        if (line.review_on - today).days < school.soon_days
    ]
    if can(user, Permission.CONCERN_SUPPORT, school):
        dated += duties.support_reviews(school, user, today)
    soon = today + dt.timedelta(days=school.soon_days)
    dated = duties.in_order(
        dated,
        rounds.meetings(school, user, today, soon),
        rounds.visits(school, user, today, soon),
        rounds.promises(school, user, today, soon),
        statutory.advice_asked(school, user, today),
    )
    todo = (
        _signs_row(school, user)
        + _advice_row(school, user)
        + rounds.comments(school, user, today)
        + [duty.row for duty in dated]
    )
    todo += [_draft_row(line, school) for line in mine if line.state in {PlanState.ASSESS, PlanState.PLAN}]
    todo += duties.unread_rows(school, user)
    taught = ", ".join(name for name, _reference in classes)
    return {"title": title, "line": f"{day(today)}. {taught}".rstrip(". ") + ".", "classes": None, "todo": todo,
            "pupils": pupils, "sessions": rounds.sessions(school, user, today),
            "concern_url": reverse("concerns:find", args=[school.slug])
            if can(user, Permission.CONCERN_RAISE, school) else "", "sheets": _sheets(school, user, classes)}  # fmt: skip


def _signs_row(school: School, user) -> list[dict]:
    waiting = waiting_signs(school, user)
    if not waiting:
        return []
    url = reverse("safeguarding:signs", args=[school.slug])
    return [{"state": DueState("soon", "clock-fill", "Waiting"), "what": f"Safeguarding signs to take on: {waiting}",
             "whom": "", "child": "", "child_url": "", "date": "", "why": None,
             "action": {"label": "Open", "url": url, "primary": True}}]  # fmt: skip


def _advice_row(school: School, user) -> list[dict]:
    """What professionals advise and nobody has decided. One query."""
    count = advice_waiting(school, user) if can(user, Permission.ADVICE_DECIDE, school) else 0
    if not count:
        return []
    url = reverse("advice:waiting", args=[school.slug])
    return [{"state": DueState("wait", "hourglass-split", "Waiting"), "what": f"Advice of professionals to decide: {count}",
             "whom": "", "child": "", "child_url": "", "date": "", "why": None,
             "action": {"label": "Open", "url": url, "primary": False}}]  # fmt: skip


def _sheets(school: School, user, classes: list[tuple[str, str]]) -> list[dict]:
    """Each of the user's classes (name, reference) on a page, and for a supply teacher."""
    if not can(user, Permission.SUPPLY_PACK, school):
        return []
    supply = reverse("profiles:supply", args=[school.slug])
    links = []
    for name, reference in classes:
        sheet = reverse("profiles:sheet", args=[school.slug, reference])
        links += [{"label": f"{name} on a page", "icon": "printer", "url": sheet},
                  {"label": f"{name} for a supply teacher", "icon": "key",
                   "url": f"{supply}?class={reference}"}]  # fmt: skip
    return links


def _draft_row(line: PlanLine, school: School) -> dict:
    return {
        "state": DueState("due", "pencil", "Draft"), "what": f"Finish {inside(school.label('plan'))}", "whom": "",
        "child": f"{line.pupil_name}, {line.class_name}", "date": f"cycle {line.cycle}", "why": None,
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
        "action": {"label": "Write", "url": reverse("plans:edit", args=[school.slug, line.reference]), "primary": False},
    }  # fmt: skip


def _care_rows(found: list[CareRow], school: School, today: dt.date) -> list[dict]:
    """One dict of finished strings and cells a child, for overview/_class_row.html."""
    page = reverse("overview:pupil", args=[school.slug, "_"]).removesuffix("_/")
    profile = reverse("profiles:profile", args=[school.slug, "_"]).split("_/", 1)[1]
    return [
        {"name": row.name, "url": f"{page}{row.reference}/", "profile_url": f"{page}{row.reference}/{profile}",
         "level": level_cell(row.level), "need": need_cell(row.need, row.second) if row.need else "",
         "adjustment": "; ".join(lines(row.adjustments)), "review": day_in(row.review, today) if row.review else "",
         "state": state_cell(due_state(row.review, today, school.soon_days)) if row.review else ""}
        for row in found
    ]  # fmt: skip


def figures_page(school: School, user, today: dt.date) -> dict:
    """The head's first page: the school's numbers, and what is stuck and with whom."""
    counts = register_counts(school, user)
    (figures,) = figures_of([school])
    plans = [line for line in open_plans(school, user) if line.review_on and line.review_on < today]
    stuck = statutory.by_law(school, user, today)[:LAW_SHOWN]
    stuck += [review_row(line, school, today, verb="Open") for line in plans if line.state in IN_FORCE]
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
