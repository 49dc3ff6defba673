"""What the round of plans asks for, as rows of a first page: meetings, visits, promises, families' comments, evaluations,
sessions, provision that is to be looked at, funding that runs out."""

import datetime as dt

from django.urls import reverse

from agencies.visits.queries import VisitLine, visits_ahead
from apdr.enums import MeetingState, ProvisionState
from apdr.models import Provision, ProvisionAdult
from apdr.money.queries import funding_ending_soon
from apdr.reviews.queries import actions_due, comments_waiting, meetings_due, to_evaluate
from apdr.sessions.present import at_words
from apdr.sessions.queries import Occasion, sessions_between, unrecorded
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.schools.queries import school_days
from core.ui.present import DueState, clock, day_in, due_state, state
from overview.duties import Duty, who

COMMENT_WORDS = 90  # characters of a family's comment that a row shows
FUNDING_AHEAD = dt.timedelta(days=60)  # funding is renewed well before it ends


def meetings(school: School, user, today: dt.date, until: dt.date) -> list[Duty]:
    """Meetings booked for the coming days, and those of which nobody has said how they went. One query."""
    return [
        Duty(line.on, {
            "state": due_state(line.on, today, school.soon_days),
            "what": "Record the review meeting" if line.on < today else "Review meeting",
            "whom": f"at {at_words(line.at)}, {line.led_by}" if line.at else line.led_by,
            "child": who(line.pupil_name, line.class_name),
            "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
            "date": day_in(line.on, today), "why": None,
            "action": {"label": "Record" if line.on <= today else "Open", "primary": False,
                       "url": reverse("reviews:record" if line.on <= today else "reviews:meeting",
                                  args=[school.slug, line.reference])},
        })
        for line in meetings_due(school, user, until) if line.state == MeetingState.BOOKED
    ]  # fmt: skip


def visits(school: School, user, today: dt.date, until: dt.date) -> list[Duty]:
    """Visits from outside in the coming days, and for who records them those of which nobody has said what happened.
    One query."""
    if not can(user, Permission.VISIT_VIEW, school):
        return []
    record = can(user, Permission.VISIT_EDIT, school)
    found = visits_ahead(school, user, until)
    return [_visit(line, school, today, record=record) for line in found if record or line.on >= today]


def _visit(line: VisitLine, school: School, today: dt.date, *, record: bool) -> Duty:
    record = record and line.on <= today
    page = "visits:record" if record else "visits:visit"
    return Duty(line.on, {
        "state": due_state(line.on, today, school.soon_days),
        "what": "Record what happened at the visit:" if line.on < today else "Visit:",
        "whom": f"{line.agency}, {clock(line.at)}", "child": who(line.pupil_name, line.class_name),
        "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
        "date": day_in(line.on, today), "why": None,
        "action": {"label": "Record" if record else "Open", "primary": False,
                   "url": reverse(page, args=[school.slug, line.reference])},
    })  # fmt: skip


def promises(school: School, user, today: dt.date, until: dt.date) -> list[Duty]:
    """What somebody promised at a review meeting, by its day. One query."""
    return [
        Duty(line.by_date or today, {
            "state": due_state(line.by_date, today, school.soon_days) if line.by_date else state("due", "No date"),
            "what": line.what, "whom": line.who, "child": line.pupil_name,
            "child_url": reverse("overview:pupil", args=[school.slug, line.pupil_reference]),
            "date": day_in(line.by_date, today) if line.by_date else "promised at a review", "why": None,
            "action": {"label": "Open", "url": reverse("reviews:meeting", args=[school.slug, line.meeting]),
                       "primary": False},
        })
        for line in actions_due(school, user, until)
    ]  # fmt: skip


def comments(school: School, user, today: dt.date) -> list[dict]:
    """What families wrote that nobody has read. One query."""
    return [
        {"state": state("soon", "Unread"), "what": f"{line.who} wrote:", "whom": f"“{line.words[:COMMENT_WORDS]}”",
         "child": who(line.pupil_name, line.class_name),
         "child_url": reverse("plans:plan", args=[school.slug, line.plan]), "date": day_in(line.on, today), "why": None,
         "action": {"label": "Read", "url": reverse("reviews:comments", args=[school.slug]), "primary": False}}
        for line in comments_waiting(school, user)
    ]  # fmt: skip


def evaluations(school: School, user, today: dt.date) -> list[dict]:
    """One row for the cycles that wait for the SENCo's evaluation. One query."""
    waiting = to_evaluate(school, user, today)
    if not waiting:
        return []
    many = f"{len(waiting)} reviewed plans" if len(waiting) > 1 else "1 reviewed plan"
    return [{"state": state("due", "To do"), "what": f"Evaluate {many}", "whom": "say what worked and what to keep",
             "child": "", "child_url": "", "date": "", "why": None,
             "action": {"label": "Evaluate", "url": reverse("reviews:evaluations", args=[school.slug]),
                        "primary": False}}]  # fmt: skip


def provision(school: School, user, today: dt.date, until: dt.date) -> list[Duty]:
    """Provision of the user's to be looked at, or at its end: for who plans provision. One query."""
    if not can(user, Permission.PROVISION_EDIT, school):
        return []
    found = Provision.objects.filter(school=school, state=ProvisionState.RUNNING).visible_to(user)
    rows = found.select_related("intervention").order_by("end", "pk")
    return [duty for one in rows if (duty := _look_at(one, school, today)) and duty.on <= until]


def _look_at(one: Provision, school: School, today: dt.date) -> Duty | None:
    looked = one.review_on if one.review_on and today <= one.review_on < one.end else None
    on = looked or one.end
    what = "Look at" if looked else "Measure and end"
    url = reverse("provision:provision", args=[school.slug, one.reference])
    return Duty(on, {
        "state": due_state(on, today, school.soon_days), "what": f"{what} {one.title}", "whom": "", "child": "",
        "child_url": "", "date": day_in(on, today), "why": None,
        "action": {"label": "Open", "url": url, "primary": False},
    })  # fmt: skip


def funding(school: School, user, today: dt.date) -> list[Duty]:
    """Funding that runs out within two months. Two queries."""
    return [
        Duty(row.end, {
            "state": due_state(row.end, today, school.soon_days), "what": "Funding ends:", "whom": row.kind_label,
            "child": who(row.pupil_name, row.class_name), "date": day_in(row.end, today), "why": None,
            "child_url": reverse("overview:pupil", args=[school.slug, row.pupil_reference]),
            "action": {"label": "Open", "url": reverse("money:application", args=[school.slug, row.reference]),
                       "primary": False},
        })
        for row in funding_ending_soon(school, user, today + FUNDING_AHEAD, today)
    ]  # fmt: skip


def sessions(school: School, user, today: dt.date) -> dict | None:
    """The user's own sessions of today, and how many of the last two weeks nobody wrote down; None for who delivers
    none. Ten queries at most, one for who delivers nothing."""
    if not ProvisionAdult.objects.filter(school=school, user=user).exists():
        return None
    days = school_days(school)
    mine = sessions_between(school, user, today, today, days=days)
    open_before = len(unrecorded(school, user, today, days=days))
    if not mine and not open_before:
        return None
    done = sum(one.complete for one in mine)
    return {
        "note": f"{done} of {len(mine)} recorded" if mine else "none today",
        "rows": [_session_row(one, school) for one in mine], "open_before": open_before,
        "record_url": reverse("sessions:today", args=[school.slug]),
        "record_label": "Record" if done < len(mine) else "Open",
        "week_url": reverse("sessions:week", args=[school.slug]),
    }  # fmt: skip


def _session_row(one: Occasion, school: School) -> dict:
    names = [child.first for child in one.children if child.named]
    others = len(one.children) - len(names)
    more = [f"{others} other{'s' if others > 1 else ''}"] if others else []
    chip = DueState("done", "check-circle-fill", "Recorded") if one.complete else state("due", "To record")
    return {"at": at_words(one.at), "title": one.title, "names": ", ".join([*names, *more]), "state": chip,
            "url": f"{reverse('sessions:today', args=[school.slug])}?on={one.on:%Y-%m-%d}"}  # fmt: skip
