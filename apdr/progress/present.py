"""Progress meetings as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from apdr.enums import Decision, Progress
from apdr.models import Plan, ProgressDecision, ProgressMeeting
from apdr.plans.present import state_of
from apdr.progress.actions import is_done
from apdr.progress.queries import Child, Minute, PlaceNow
from core.schools.labels import inside
from core.schools.models import School
from core.ui.listing import parts_of
from core.ui.present import DueState, clock, day, day_in, due_state, state
from register.enums import ProgressFound
from register.models import SchoolClass
from register.present import level_chip

HALF_TERM_DAYS = 49  # calendar days after which a class is due to be looked at again (R-12: half-termly)
FOUND_STATE = {
    ProgressFound.EXPECTED: DueState("done", "check-circle-fill", "As expected"),
    ProgressFound.BETTER: DueState("done", "arrow-up-right", "Better than expected"),
    ProgressFound.LESS: DueState("late", "arrow-down-right", "Less than expected"),
}


def meeting_url(meeting: ProgressMeeting, name: str = "meeting", *more: str) -> str:
    """The address of one of the meeting's pages."""
    return reverse(f"progress:{name}", args=[meeting.school.slug, meeting.reference, *more])


def class_row(klass: SchoolClass, school: School, today: dt.date) -> dict:
    """A class with when it was last looked at, and whether it is time again."""
    last = klass.last_on
    again = last is None or (today - last).days > HALF_TERM_DAYS
    word = state("soon", "Time to meet") if again else state("done", "Looked at")
    return {
        "name": klass.name, "state": word, "last": day_in(last, today) if last else "No meeting yet",
        "url": f"{reverse('progress:open', args=[school.slug])}?class={klass.reference}",
    }  # fmt: skip


def meeting_row(meeting: ProgressMeeting) -> dict:
    """A meeting in the list."""
    return {
        "title": f"{meeting.school_class.name}, {day(meeting.on)}", "url": meeting_url(meeting),
        "counts": f"{meeting.seen} looked at, {meeting.acted} with a decision", "people": meeting.people,
        "state": state("done", "Closed") if meeting.closed_at else state("soon", "Open"),
    }  # fmt: skip


def child_row(child: Child, form, meeting: ProgressMeeting, today: dt.date, *, problem: str = "") -> dict:
    """One child of the meeting in the terms of progress/_row.html."""
    pupil, school = child.pupil, meeting.school
    return {
        "ref": pupil.reference, "name": pupil.name, "url": pupil.get_absolute_url(), "form": form, "problem": problem,
        "level": level_chip(child.level) if child.level else None, "seen": form.standing,
        "last": _last(child), "before": _before(child.before),
        "plans": [plan_line(plan, school, today, several=len(child.plans) > 1) for plan in child.plans],
        "places": [place_line(now, today, school) for now in child.places],
        "concern": _concern(child, today), "done": outcome(child.held) if child.held else None,
        "settled": bool(child.held and is_done(child.held)), "saved": saved_words(child.held),
        "save_url": meeting_url(meeting, "row", pupil.reference),
    }  # fmt: skip


def saved_words(held: ProgressDecision | None) -> str:
    """When this row was last saved and by whom."""
    if held is None:
        return ""
    at = timezone.localtime(held.decided_at)
    return f"Saved {day(at.date())} at {clock(at)}, {held.decided_by.called}"


def _last(child: Child) -> str:
    look = child.last
    return (
        f"Last looked at {day(look.on)}: {FOUND_STATE[ProgressFound(look.progress)].word.lower()}"
        if look
        else ""
    )


def _before(before: ProgressDecision | None) -> str:
    if before is None or before.decision == Decision.NOTHING:
        return ""
    return f"Decided {day(before.meeting.on)}: {before.get_decision_display().lower()}"


def counted(number: int, noun: str) -> str:
    """ "1 target", "3 targets"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def plan_line(plan: Plan, school: School, today: dt.date, *, several: bool) -> dict:
    """How an open plan stands: its state, its targets by progress, its review."""
    targets = list(plan.targets.all())
    counts = [
        f"{number} {words}"
        for words, number in (
            ("met", sum(t.progress == Progress.MET for t in targets)),
            ("on track", sum(t.progress == Progress.ON_TRACK for t in targets)),
            ("behind", sum(t.progress == Progress.BEHIND for t in targets)),
            ("not judged yet", sum(not t.progress for t in targets)),
        )
        if number
    ]
    about = f" ({plan.get_area_display().lower()})" if several else ""
    return {
        "label": f"{school.label('plan')} {plan.cycle}{about}", "url": plan.get_absolute_url(), "state": state_of(plan),
        "targets": f"{counted(len(targets), 'target')}: {', '.join(counts)}" if targets else "No targets",
        "behind": any(t.progress == Progress.BEHIND for t in targets),
        "review": due_state(plan.review_on, today, school.soon_days) if plan.review_on else None,
        "review_on": f"review {day_in(plan.review_on, today)}" if plan.review_on else "no review day",
    }  # fmt: skip


def place_line(now: PlaceNow, today: dt.date, school: School) -> dict:
    """A place in a running provision, how much of it was delivered, and whether it is to be looked at now (R-97)."""
    run = now.place.provision
    had = "no time planned yet" if now.percent is None else f"{now.percent} % delivered"
    return {
        "label": run.title, "url": run.get_absolute_url(), "had": f"{had}, until {day(run.end)}",
        "review": due_state(run.review_on, today, school.soon_days) if now.review else None,
        "review_on": f"look at it by {day(run.review_on)}" if now.review else "",
    }  # fmt: skip


def _concern(child: Child, today: dt.date) -> dict | None:
    concern = child.concern
    if concern is None:
        return None
    url = reverse("concerns:concern", args=[child.pupil.school.slug, concern.reference])
    return {"label": f"Open concern since {day_in(concern.raised_on, today)}", "url": url}


def outcome(held: ProgressDecision) -> dict:
    """What was decided, with the way to what came of it."""
    decision, slug = Decision(held.decision), held.school.slug
    told = {"what": decision.label, "about": "", "url": "", "todo": False}
    if held.concern_id:
        url = reverse("concerns:concern", args=[slug, held.concern.reference])
        return told | {"what": "A concern is raised", "url": url}
    if held.plan_id:
        plan = reverse("plans:plan", args=[slug, held.plan.reference])
        return told | {"what": "The plan is open to be written", "url": plan}
    if held.provision_id:
        what = "Joined" if decision == Decision.PROVISION else "Left"
        url = reverse("provision:provision", args=[slug, held.provision.reference])
        return told | {"what": what, "about": held.provision.title, "url": url}
    return told | {"todo": decision not in (Decision.NOTHING, Decision.WATCH)}


def provision_to_look_at(children: list[Child], meeting: ProgressMeeting, today: dt.date) -> list[dict]:
    """The provision whose review falls by a fortnight after the meeting, with the children of the class in it (R-97)."""
    found: dict[int, dict] = {}
    for child in children:
        for now in child.places:
            if now.review:
                run = now.place.provision
                line = found.setdefault(run.pk, {**place_line(now, today, meeting.school), "names": []})
                line["names"].append(child.pupil.first_name)
    return [line | {"names": ", ".join(line["names"])} for line in found.values()]


def meeting_page(meeting: ProgressMeeting, children: list[Child], rows: list[dict], today: dt.date) -> dict:
    """The context of progress/meeting.html."""
    on, others = [], []
    for child, row in zip(children, rows, strict=True):
        (on if child.on_register else others).append(row)
    seen = sum(child.held is not None for child in children)
    register = meeting.school.label("register")
    groups = [
        {"title": f"On the {inside(register)}", "rows": on},
        {"title": "Other children of the class", "rows": others},
    ]
    return {
        "title": f"Progress meeting, {meeting.school_class.name}", "groups": [group for group in groups if group["rows"]],
        "line": f"{_when_and_who(meeting)}. {seen} of {len(children)} children looked at.",
        "look_at": provision_to_look_at(children, meeting, today), "close_url": meeting_url(meeting, "close"),
        "back_url": reverse("progress:meetings", args=[meeting.school.slug]), "back_label": "Progress meetings",
    }  # fmt: skip


def _when_and_who(meeting: ProgressMeeting) -> str:
    return f"{day(meeting.on)}: {meeting.people}" if meeting.people else day(meeting.on)


def minutes_page(meeting: ProgressMeeting, minutes: list[Minute]) -> dict:
    """The context of progress/minutes.html."""
    at = timezone.localtime(meeting.closed_at)
    rows = [
        {
            "name": one.decision.pupil.name, "url": one.decision.pupil.get_absolute_url(), "words": one.decision.words,
            "found": FOUND_STATE[ProgressFound(one.looked.progress)] if one.looked else None,
            "done": outcome(one.decision),
        }
        for one in minutes
    ]  # fmt: skip
    return {
        "title": f"Progress meeting, {meeting.school_class.name}", "line": _when_and_who(meeting), "rows": rows,
        "notes": meeting.notes, "closed": f"Closed {day(at.date())} at {clock(at)} by {meeting.closed_by.called}.",
        "back_url": reverse("progress:meetings", args=[meeting.school.slug]), "back_label": "Progress meetings",
    }  # fmt: skip


MEETINGS_AS_FILE = parts_of(
    {"classes": "Classes", "meetings": "Meetings held"}, "Part", ("Which", "name", "title"), ("What", "last", "counts"),
    ("Who", "people"), ("State", "state"),
)  # fmt: skip
