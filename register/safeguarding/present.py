"""Safeguarding signs as finished strings, and the way to raise one."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from core.schools.models import School
from core.ui.listing import parts_of
from core.ui.present import DueState, clock, day
from register.enums import FlagState
from register.models import SafeguardingFlag
from register.present import class_or_year
from register.safeguarding.lifecycle import SIGN
from register.safeguarding.queries import pupil_of

STATE = {
    FlagState.RAISED: DueState("late", "exclamation-octagon-fill", "Waiting"),
    FlagState.TAKEN: DueState("wait", "hourglass-split", "Taken on"),
    FlagState.CLOSED: DueState("done", "check-circle-fill", "Closed here"),
}


def system_of(school: School) -> str:
    """What the school calls the place where safeguarding concerns are written."""
    return school.safeguarding_system or "your school’s safeguarding system"


def stamp(at: dt.datetime, by) -> str:
    """ "Mon 16 Nov 2026, 9.05 am, Mr Ilves"."""
    local = timezone.localtime(at)
    return f"{day(local.date())}, {clock(local)}, {by.called}"


def sign_line(sign: SafeguardingFlag) -> dict:
    """One sign of the list, in the terms of safeguarding/_sign_row.html."""
    pupil = sign.pupil
    return {
        "url": reverse("safeguarding:sign", args=[sign.school.slug, sign.reference]), "name": pupil.name,
        "klass": class_or_year(pupil),
        "noticed": sign.get_noticed_display(), "seen": day(sign.seen_on), "raised": stamp(sign.raised_at, sign.raised_by),
        "state": STATE[FlagState(sign.state)], "not_logged": not sign.logged,
    }  # fmt: skip


def sign_facts(sign: SafeguardingFlag) -> list[dict]:
    """What is known of a sign, in the terms of components/facts.html."""
    number = f"Yes, number {sign.pointer}" if sign.pointer else "Yes"
    facts = [
        ("Child", sign.pupil.name, pupil_of(sign).get_absolute_url()),
        ("Noticed", sign.get_noticed_display(), ""), ("On", day(sign.seen_on), ""),
        ("Raised", stamp(sign.raised_at, sign.raised_by), ""),
        ("Written up", number if sign.logged else "Not yet, said whoever raised it", ""),
    ]  # fmt: skip
    if sign.taken_at:
        facts.append(("Taken on", stamp(sign.taken_at, sign.taken_by), ""))
    if sign.closed_at and sign.state == FlagState.CLOSED:
        facts.append(("Closed here", stamp(sign.closed_at, sign.closed_by), ""))
    return [{"label": label, "value": value, "url": url} for label, value, url in facts]


def moves_of(sign: SafeguardingFlag, user) -> list[dict]:
    """What can be done with a sign, in the terms of components/buttons.html, with the reason where it cannot yet."""
    here = [sign.school.slug, sign.reference]
    return [
        {"label": move.says, "url": reverse("safeguarding:move", args=[*here, move.end]), "post": True,
         "reason": reason, "primary": move.start != FlagState.CLOSED}
        for move, reason in SIGN.open_to(sign, user)
    ]  # fmt: skip


SIGNS_AS_FILE = parts_of(
    {"raised": "Waiting", "taken": "Taken on", "closed": "Closed here"}, "Part", ("Name", "name"), ("Class", "klass"),
    ("Noticed", "noticed"), ("Seen", "seen"), ("Raised", "raised"), ("State", "state"),
    ("Written up", lambda row: "Not written up yet" if row["not_logged"] else ""),
)  # fmt: skip
