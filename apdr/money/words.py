"""Applications for funding as finished strings."""

import datetime as dt
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from apdr.costs import pounds
from apdr.enums import FUND_GRANTED, FundState
from apdr.models import FundingApplication
from apdr.money.lifecycle import DECIDED
from apdr.money.present import figure
from apdr.money.queries import FundingRow
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.listing import parts_of
from core.ui.present import DueState, day, day_in, due_state, state
from register.models import PupilDocument

ENDS_SOON = 56  # days: an application waits for a panel, often half a term
STATE_LOOK = {
    FundState.PREPARING: ("due", "pencil"), FundState.APPLIED: ("wait", "hourglass-split"),
    FundState.GRANTED: ("done", "check-circle-fill"), FundState.PART: ("done", "check-circle-fill"),
    FundState.REFUSED: ("late", "x-lg"), FundState.WITHDRAWN: ("due", "dash-circle"),
}  # fmt: skip


def fund_state(row) -> DueState:
    """The state of an application with its own word."""
    key, icon = STATE_LOOK[FundState(row.state)]
    return DueState(key, icon, str(FundState(row.state).label))


def per_year(amount: int | None, hours) -> str:
    """ "£4,500 a year and 12.5 hours a week"; a dash for neither."""
    said = []
    if amount is not None:
        said.append(_("%(amount)s a year") % {"amount": pounds(amount)})
    if hours is not None:
        said.append(_("%(hours)s hours a week") % {"hours": figure(hours)})
    return _(" and ").join(said) or "–"


def ends(row, today: dt.date) -> dict | None:
    """Until when it is funded, and whether that is soon; nothing where it is not."""
    if row.end is None:
        return None
    found = due_state(row.end, today, ENDS_SOON)
    words = {"late": _("Ran out"), "soon": _("Runs out soon"), "due": _("Runs")}
    key = "done" if found.key == "due" else found.key
    return {"state": state(key, words[found.key]), "day": day_in(row.end, today)}


def funding_entry(row: FundingRow, slug: str, today: dt.date, minutes: int | None = None) -> dict:
    """One application in a list."""
    dated = [
        _("applied %(day)s") % {"day": day(row.applied_on)} if row.applied_on else "",
        _("answer %(day)s") % {"day": day(row.decided_on)} if row.decided_on else "",
    ]
    return {
        "name": row.pupil_name, "klass": row.class_name, "kind": row.kind_label, "state": fund_state(row),
        "url": reverse("money:application", args=[slug, row.reference]), "dates": ", ".join(filter(None, dated)),
        "asked": per_year(row.asked, row.hours_asked), "granted": per_year(row.granted, row.hours_granted),
        "is_granted": row.is_granted, "ends": ends(row, today),
        "timetabled": _("%(hours)s h a week on the timetable now") % {"hours": figure(Fraction(minutes, 60))}
        if minutes is not None and row.hours_granted else "",
        "told": not row.is_granted or row.told_on is not None,
    }  # fmt: skip


def application_facts(row: FundingApplication, today: dt.date) -> list[dict]:
    """What one application's page tells, in the terms of components/facts.html."""
    funded = row.start and {"start": day(row.start), "end": day_in(row.end, today)}
    facts = [
        (_("Fund"), row.get_kind_display()),
        (_("Asked for"), per_year(row.asked, row.hours_asked)),
        (_("Applied on"), day(row.applied_on) if row.applied_on else _("not yet")),
        (_("Answer of"), day(row.decided_on) if row.decided_on else ""),
        (_("Granted"), per_year(row.granted, row.hours_granted) if row.start else ""),
        (_("Funded"), _("from %(start)s until %(end)s") % funded if funded else ""),
        (_("What was said"), row.outcome),
    ]  # fmt: skip
    return [{"label": label, "value": value, "url": ""} for label, value in facts if value]


def application_buttons(row: FundingApplication, user, slug: str) -> list[dict]:
    """What can be done with an application now, the next step first."""
    if not can(user, Permission.FUNDING_EDIT, row):
        return []
    to = lambda name: reverse(f"money:{name}", args=[slug, row.reference])  # noqa: E731
    known = {
        FundState.PREPARING: (("applied", _("Record that you applied"), True), ("change", _("Change"), False),
                              ("withdraw", _("Give up"), False)),
        FundState.APPLIED: (("decide", _("Record the answer"), True), ("withdraw", _("Withdraw"), False)),
        FundState.WITHDRAWN: (),
    }.get(FundState(row.state), (("decide", _("Put the answer right"), False),))  # fmt: skip
    buttons = [{"label": label, "url": to(name), "primary": main} for name, label, main in known]
    if row.state in DECIDED:
        again = f"{reverse('money:add', args=[slug, row.pupil.reference])}?kind={row.kind}"
        buttons.append({"label": _("Apply again"), "url": again, "primary": False})
    return buttons


def told(row: FundingApplication, today: dt.date) -> dict | None:
    """Whether the parents know who works with their child by this funding; nothing where it was not granted."""
    if row.state not in FUND_GRANTED:
        return None
    if row.told_on:
        return {"state": state("done", _("Parents told")), "day": day_in(row.told_on, today)}
    return {"state": state("soon", _("Parents not told yet")), "day": ""}


def on_timetable(row: FundingApplication, minutes: int) -> str:
    """Hours a week on the timetable now against those granted; "" where no hours were granted (R-102)."""
    if row.state not in FUND_GRANTED or not row.hours_granted:
        return ""
    return _("%(hours)s of %(granted)s funded hours a week are on the timetable now.") % {
        "hours": figure(Fraction(minutes, 60)), "granted": figure(row.hours_granted),
    }  # fmt: skip


def paper(document: PupilDocument | None, slug: str) -> dict | None:
    """The paper that goes with an application, where the reader may open it."""
    if document is None:
        return None
    return {"label": document.title, "url": reverse("file:document", args=[slug, document.reference])}


def _sum(row: dict) -> str:
    return row["granted"] if row["is_granted"] else row["asked"]


FUNDING_AS_FILE = parts_of(
    {"soon": "Runs out soon, not applied for again", "waiting": "Under way", "granted": "Granted and running",
     "past": "Refused, withdrawn or over"},
    "Part", ("Name", "name"), ("Class", "klass"), ("Fund", "kind"), ("State", "state"), ("Asked for, or granted", _sum),
    ("On the timetable", "timetabled"), ("Dates", "dates"), ("Ends", "ends.day"),
    ("Parents", lambda row: "" if row["told"] else "Parents not told yet"),
)  # fmt: skip
