"""What is stuck, as finished strings: since when, whose turn it is, the one thing to do."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from agencies.stuck.actions import draft_email
from agencies.stuck.addresses import Addressee, may_write
from agencies.stuck.kinds import CHASE_DAYS, HOW, NOT_CHASED, TURN, StuckKind, Turn
from agencies.stuck.queries import Stuck
from agencies.stuck.words import reference_of, request
from core.accounts.enums import Permission
from core.schools.models import School
from core.ui.listing import groups_of
from core.ui.present import DueState, day, day_in, state

LOOK = {Turn.SCHOOL: "soon", Turn.TEACHER: "soon"}  # everybody else's is waited for

# kind → what is done about it, where by whoever may, and where by whoever only reads
DO = {
    StuckKind.CONSENT: (lazy("Record the answer"), "referrals:consent", "referrals:referral", "referral"),
    StuckKind.UNANSWERED: (lazy("Record the answer"), "referrals:answer", "referrals:referral", "referral"),
    StuckKind.UNSEEN: (lazy("Open the referral"), "referrals:referral", "referrals:referral", "referral"),
    StuckKind.REPORT: (lazy("Open the visit"), "visits:visit", "visits:visit", "visit"),
    StuckKind.CORRECTION: (lazy("Open the report"), "reports:report", "reports:report", "report"),
    StuckKind.CHECK: (lazy("Check it"), "reports:check", "reports:report", "report"),
    StuckKind.CONFIRM: (lazy("Open the report"), "reports:report", "reports:report", "report"),
    StuckKind.TERMLY: (lazy("Open the visit"), "visits:visit", "visits:visit", "visit"),
    StuckKind.CHECKS: (lazy("Record the check"), "directory:check", "directory:check", "key"),
}


def turn_of(kind: str) -> DueState:
    """Whose turn it is, as a chip."""
    turn = TURN[StuckKind(kind)]
    return state(LOOK.get(turn, "wait"), str(turn.label))


def may_chase(thing: Stuck) -> bool:
    """Whether there is somebody to ask, and something that a chase can be kept with."""
    return thing.kind not in NOT_CHASED and bool(thing.referral or thing.visit)


def _do(thing: Stuck, school: School, *, edits: bool) -> dict | None:
    if thing.kind == StuckKind.ADVICE:
        return {"label": _("Decide it"), "url": reverse("advice:waiting", args=[school.slug])}
    label, where, otherwise, part = DO[StuckKind(thing.kind)]
    reference = getattr(thing, part)
    if not reference:
        return None
    url = reverse(where if edits else otherwise, args=[school.slug, reference])
    return {"label": label if edits else _("Open"), "url": url}


def _asked(thing: Stuck, today: dt.date) -> str:
    if thing.asked_on is None:
        return ""
    return _("asked again %(how)s %(day)s") % {
        "how": HOW[thing.asked_how], "day": day_in(thing.asked_on, today)
    }  # fmt: skip


def _since(thing: Stuck, today: dt.date) -> str:
    """Since when; nothing where a day is still to come, which the detail tells."""
    ahead = thing.kind == StuckKind.CHECKS and thing.since >= today
    return "" if ahead else _("since %(day)s") % {"day": day_in(thing.since, today)}


def _rests(thing: Stuck, today: dt.date) -> bool:
    return thing.asked_on is not None and (today - thing.asked_on).days < CHASE_DAYS


def row(thing: Stuck, school: School, today: dt.date, *, edits: bool) -> dict:
    """One stuck thing in the terms of stuck/_row.html."""
    child = f"{thing.pupil_name}, {thing.class_name}" if thing.class_name else thing.pupil_name
    chased = reverse("stuck:chase", args=[school.slug, thing.kind, thing.key]) if may_chase(thing) else ""
    return {
        "state": turn_of(thing.kind), "who": thing.who, "detail": thing.detail, "child": child,
        "child_url": reverse("referrals:pupil", args=[school.slug, thing.pupil_reference]) if child else "",
        "since": _since(thing, today), "asked": _asked(thing, today), "do": _do(thing, school, edits=edits),
        "chase_url": "" if _rests(thing, today) else chased,
        "ours": TURN[StuckKind(thing.kind)] in (Turn.SCHOOL, Turn.TEACHER),
    }  # fmt: skip


def page(things: list[Stuck], school: School, user, today: dt.date) -> dict:
    """The context of stuck/stuck.html: what is stuck by kind, the longest first."""
    edits = school.pk in user.schools_where(Permission.REFERRAL_EDIT)
    groups = [
        {
            "title": str(kind.label),
            "rows": [row(one, school, today, edits=edits) for one in things if one.kind == kind],
        }
        for kind in StuckKind
    ]
    ours = sum(TURN[StuckKind(one.kind)] == Turn.SCHOOL for one in things)
    count = ngettext("%(n)d thing is stuck", "%(n)d things are stuck", len(things)) % {"n": len(things)}
    yours = ngettext("%(n)d of them yours to do", "%(n)d of them yours to do", ours) % {"n": ours}
    return {
        "title": _("What is stuck"), "groups": [group for group in groups if group["rows"]],
        "line": (f"{count}, {yours}." if ours else f"{count}.") if things else "",
    }  # fmt: skip


def chase_page(thing: Stuck, whom: Addressee, school: School, today: dt.date) -> dict:
    """The context of stuck/chase.html but for the form: what it is about, and what is sent, before it is."""
    subject, text = draft_email(thing, school)
    return {
        "title": _("Ask again"), "subject": subject, "text": text, "letter": may_write(thing), "request": request(thing),
        "facts": [
            {"label": str(StuckKind(thing.kind).label), "value": ", ".join(filter(None, (thing.who, thing.detail)))},
            {"label": _("Stuck since"), "value": day_in(thing.since, today)},
            {"label": _("Our reference"), "value": reference_of(thing)},
            *([{"label": _("Asked last"), "value": day(thing.asked_on)}] if thing.asked_on else []),
        ],
        "named": whom.name, "address": whom.address, "school_format": school.email_format,
    }  # fmt: skip


AS_FILE = groups_of("groups", "What", ("With whom", "who"), ("Which", "detail"), ("Child", "child"), ("Since", "since"),
                    ("Asked", "asked"), ("Whose turn", "state"))  # fmt: skip
