"""What each page of the room shows: contexts for its templates."""

import datetime as dt

from django.urls import reverse

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import academic_year
from core.documents.models import IssueState
from core.ui.editing import saving
from core.ui.present import day
from register.concerns import present, queries
from register.enums import ConcernKind, ConcernState, LetterKind, Outcome, SupportState
from register.models import Concern, ExtraSupport, Pupil
from register.pages import frame
from register.present import level_chip
from register.queries import classes_of

SHOWN = ("waiting", "gathering", "support", "decided")
KEPT = "What you typed is kept."


def queue_page(request, today: dt.date) -> dict:
    """The context of concerns/queue.html: groups of rows, narrowed as the address asks."""
    school, user = request.school, request.user
    lines = queries.concern_lines(school, user, today)
    supports = queries.support_running(school, user)
    kind, klass = request.GET.get("kind", ""), request.GET.get("class", "")
    show = request.GET.get("show", "") if request.GET.get("show") in SHOWN else ""
    classes = classes_of(school, academic_year(today))
    name = dict(classes).get(klass, "")
    lines = [one for one in lines if (kind not in ConcernKind.values or one.kind == kind) and _of(one, name)]
    supports = [one for one in supports if _of(one, name)] if kind not in ConcernKind.values else []
    groups = _groups(lines, supports, school, today, may_review=can(user, Permission.CONCERN_SUPPORT, school))
    return {
        "groups": [group for group in groups if group["key"] == show or (not show and group["rows"])],
        "pills": _pills(request, groups, show), "selects": _selects(kind, klass, classes), "show": show,
        "raise_url": reverse("concerns:find", args=[school.slug]) if can(user, Permission.CONCERN_RAISE, school) else "",
        "narrowed": bool(kind or klass or show), "here": request.path,
    }  # fmt: skip


def _of(line, class_name: str) -> bool:
    return not class_name or line.class_name == class_name


def _groups(lines, supports, school, today: dt.date, *, may_review: bool) -> list[dict]:
    rows = {state: [present.concern_row(one, school, today) for one in lines if one.state == state]
            for state in ConcernState}  # fmt: skip
    due = [present.support_row(one, school, today, may_review=may_review) for one in supports]
    senco = school.label("senco")
    return [
        {
            "key": "waiting",
            "title": f"Waiting for the {senco}",
            "rows": rows[ConcernState.RAISED],
            "due": False,
        },
        {
            "key": "gathering",
            "title": "Being looked into",
            "rows": rows[ConcernState.GATHERING],
            "due": False,
        },
        {"key": "support", "title": "Extra support to review", "rows": due, "due": True},
        {"key": "decided", "title": "Decided this year", "rows": rows[ConcernState.DECIDED], "due": False},
    ]


def _pills(request, groups: list[dict], show: str) -> list[dict]:
    def url(key: str) -> str:
        query = request.GET.copy()
        query.pop("show", None)
        if key:
            query["show"] = key
        return f"{request.path}?{query.urlencode()}" if query else request.path

    pills = [
        {
            "label": "All",
            "count": sum(len(one["rows"]) for one in groups),
            "url": url(""),
            "current": not show,
        }
    ]
    short = {
        "waiting": "Waiting",
        "gathering": "Being looked into",
        "support": "Extra support",
        "decided": "Decided",
    }
    return pills + [
        {
            "label": short[one["key"]],
            "count": len(one["rows"]),
            "url": url(one["key"]),
            "current": show == one["key"],
        }
        for one in groups
    ]


def _selects(kind: str, klass: str, classes: list[tuple[str, str]]) -> list[dict]:
    def options(pairs, chosen: str) -> list[dict]:
        return [
            {"value": v, "label": label, "selected": " selected" if v == chosen else ""} for v, label in pairs
        ]

    kinds = [("", "SEND and pastoral"), *ConcernKind.choices]
    return [
        {"name": "kind", "label": "Nature", "options": options(kinds, kind)},
        {"name": "class", "label": "Class", "options": options([("", "All classes"), *classes], klass)},
    ]


def concern_page(request, concern: Concern, today: dt.date) -> dict:
    """The context of concerns/concern.html."""
    pupil, school, user = concern.pupil, concern.school, request.user
    here = [school.slug, concern.reference]
    decided = concern.state == ConcernState.DECIDED
    may_raise = can(user, Permission.CONCERN_RAISE, concern)
    supports = queries.support_of(pupil)
    others = [one for one in queries.concerns_of(pupil) if one.pk != concern.pk]
    state = present.concern_state(concern.state, concern.outcome, concern.raised_on, school, today)
    return {
        "title": f"{concern.get_kind_display()} concern", "line": present.whose(concern.raised_by, concern.referred_by),
        "state": state, "facts": present.concern_facts(concern), "said": present.concern_said(concern),
        "outcome": concern.get_outcome_display() if decided else "",
        "decision": present.decision_facts(concern) if decided else [], "period": _period(concern) if decided else None,
        "actions": _moves(concern, user, here), "add_url": reverse("concerns:amend", args=here)
        if may_raise and not decided else "", "told_url": reverse("concerns:told", args=here)
        if may_raise and decided and not concern.family_told_on else "", 
        "plan_support_url": _plan_url(concern, supports, user),
        "letter_url": _letter_url(concern, user) if decided and not concern.family_told_on else "",
        "parents_not_told": not concern.parents_told_on and not decided, "document": _document(concern),
        "paper_url": reverse("concerns:request-form", args=here) if may_raise else "",
        "supports": present.support_entries(supports, school, today),
        "others": present.concern_entries(others, school, today),
        "events": present.event_rows(queries.events_of(pupil), pupil, may_raise=False),
        "all_url": reverse("concerns:pupil", args=[school.slug, pupil.reference]),
        "queue_url": reverse("concerns:queue", args=[school.slug]),
    }  # fmt: skip


def _moves(concern: Concern, user, here: list[str]) -> list[dict]:
    if concern.state == ConcernState.DECIDED or not can(user, Permission.CONCERN_DECIDE, concern):
        return []
    moves = [{"label": "Decide", "url": reverse("concerns:decide", args=here), "primary": True}]
    if concern.state == ConcernState.RAISED:
        moves.append(
            {"label": "Gather information", "url": reverse("concerns:gather", args=here), "post": True}
        )
    return moves


def _plan_url(concern: Concern, supports: list[ExtraSupport], user) -> str:
    wanted = concern.outcome == Outcome.EXTRA_SUPPORT and all(
        one.concern_id != concern.pk for one in supports
    )
    if not wanted or not can(user, Permission.CONCERN_SUPPORT, concern):
        return ""
    here = reverse("concerns:support-start", args=[concern.school.slug, concern.pupil.reference])
    return f"{here}?concern={concern.reference}"


def _letter_url(concern: Concern, user) -> str:
    if concern.pupil.left_on or not can(user, Permission.LETTER_SEND, concern):
        return ""
    here = reverse("letters:write", args=[concern.school.slug, concern.pupil.reference])
    return f"{here}?kind={LetterKind.CONCERN}"


def _period(concern: Concern) -> dict | None:
    period = queries.period_of_decision(concern)
    if period is None:
        return None
    return {
        "level": level_chip(period.level),
        "since": day(period.start),
        "url": concern.pupil.get_absolute_url(),
    }


def _document(concern: Concern) -> dict | None:
    document = concern.document
    if document is None or document.issued is None:
        return None
    making = {IssueState.READY: "", IssueState.MAKING: "being made", IssueState.FAILED: "could not be made"}
    return {"label": document.title, "note": making[IssueState(document.issued.state)],
            "url": reverse("file:document", args=[concern.school.slug, document.reference])}  # fmt: skip


def raise_page(request, pupil: Pupil, form, draft) -> dict:
    """The context of concerns/raise.html."""
    return frame(pupil, request.user) | {
        "form": form, "title": f"Raise a concern about {pupil.first_name}", "version": 0,
        "senco": request.school.label("senco"), "back_url": reverse("concerns:find", args=[request.school.slug]),
        "back_label": "Another child", "submit_label": "Send the concern", "note": KEPT if form.errors else "",
    } | saving(request, draft)  # fmt: skip


def amend_page(request, concern: Concern, form, draft) -> dict:
    """The context of concerns/amend.html."""
    return frame(concern.pupil, request.user) | {
        "form": form, "title": f"Add to the concern about {concern.pupil.first_name}",
        "version": draft.base if draft else concern.version, "back_url": concern.get_absolute_url(),
        "back_label": "Back to the concern", "submit_label": "Save", "note": KEPT if form.errors else "",
        "said": present.concern_said(concern)[:1],
    } | saving(request, draft)  # fmt: skip


def decide_page(request, concern: Concern, form, draft) -> dict:
    """The context of concerns/decide.html."""
    running = queries.running_support(concern.pupil)
    school = request.school
    return frame(concern.pupil, request.user) | {
        "form": form, "title": f"Decide about {concern.pupil.first_name}", "version": concern.version,
        "back_url": concern.get_absolute_url(), "back_label": "Back to the concern", "submit_label": "Record the decision",
        "note": KEPT if form.errors else "", "facts": present.concern_facts(concern), "said": present.concern_said(concern),
        "running_url": reverse("concerns:review", args=[school.slug, running.reference]) if running else "",
        "running_until": day(running.review_by) if running else "",
    } | saving(request, draft)  # fmt: skip


def _back(pupil: Pupil, concern: Concern | None) -> dict:
    if concern:
        return {"back_url": concern.get_absolute_url(), "back_label": "Back to the concern"}
    here = reverse("concerns:pupil", args=[pupil.school.slug, pupil.reference])
    return {"back_url": here, "back_label": "Back to all concerns"}


def small_form(request, pupil: Pupil, form, title: str, concern: Concern | None = None) -> dict:
    """The context of form_page.html for a form of few fields about a pupil."""
    return frame(pupil, request.user) | {
        "form": form, "title": title, "line": "", "submit_label": "Write it down", "note": KEPT if form.errors else "",
    } | _back(pupil, concern)  # fmt: skip


def pupil_page(request, pupil: Pupil, today: dt.date) -> dict:
    """The context of concerns/pupil.html: all concerns, extra support and events."""
    school, user, here = request.school, request.user, [request.school.slug, pupil.reference]
    concerns, supports = queries.concerns_of(pupil), queries.support_of(pupil)
    may_raise, may_plan = (
        can(user, Permission.CONCERN_RAISE, pupil),
        can(user, Permission.CONCERN_SUPPORT, pupil),
    )
    running = any(one.state == SupportState.RUNNING for one in supports)
    return {
        "title": f"Concerns about {pupil.first_name}",
        "concerns": present.concern_entries(concerns, school, today),
        "supports": present.support_entries(supports, school, today),
        "events": present.event_rows(queries.events_of(pupil), pupil, may_raise=may_raise),
        "raise_url": reverse("concerns:raise", args=here) if may_raise else "",
        "event_url": reverse("concerns:event", args=here) if may_raise else "",
        "support_url": reverse("concerns:support-start", args=here) if may_plan and not running else "",
    }  # fmt: skip


def start_page(request, pupil: Pupil, form, draft, *, why_not: str, concern: Concern | None) -> dict:
    """The context of concerns/support_start.html."""
    return frame(pupil, request.user) | {
        "form": form, "title": f"Extra support for {pupil.first_name}", "version": 0, "why_not": why_not,
        "submit_label": "Begin the support", "note": KEPT if form and form.errors else "",
        "weeks": request.school.concern_weeks,
    } | _back(pupil, concern) | saving(request, draft)  # fmt: skip


def support_page(request, support: ExtraSupport, today: dt.date) -> dict:
    """The context of concerns/support.html."""
    school, here = support.school, [support.school.slug, support.reference]
    running = support.state == SupportState.RUNNING
    may = running and can(request.user, Permission.CONCERN_SUPPORT, support)
    return {
        "title": "Extra support", "line": f"from {day(support.starts)}, planned by {support.written_by.called}",
        "state": present.support_state(support, today), "said": present.support_said(support),
        "review": [] if running else present.review_said(support), "outcome": present.support_outcome(support),
        "date_label": "Review with parents by", "date": day(support.review_by), "running": running,
        "why": present.support_why(support.starts, school.concern_weeks, school.concern_weeks_latest),
        "actions": [{"label": "Review with parents", "url": reverse("concerns:review", args=here), "primary": True}]
        if may else [], "concern": support.concern,
        "back_url": reverse("concerns:pupil", args=[school.slug, support.pupil.reference]),
        "back_label": f"All concerns about {support.pupil.first_name}",
    }  # fmt: skip


def review_page(request, support: ExtraSupport, form, draft) -> dict:
    """The context of concerns/review.html."""
    return frame(support.pupil, request.user) | {
        "form": form, "title": f"Review {support.pupil.first_name}’s extra support", "version": support.version,
        "back_url": support.get_absolute_url(), "back_label": "Back to the extra support",
        "submit_label": "Record the review", "note": KEPT if form.errors else "", "said": present.support_said(support),
    } | saving(request, draft)  # fmt: skip
