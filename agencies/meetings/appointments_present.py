"""Private appointments as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.meetings.appointments import REGULAR
from agencies.models import PrivateAppointment
from core.schools.models import School
from core.ui.present import DueState, clock, day, day_in, state


def rows(found: list[PrivateAppointment], school: School, today: dt.date, *, edits: bool) -> list[dict]:
    """Appointments, the newest first, each with whether it follows another within 13 weeks."""
    return [_row(one, _follows(one, found[n + 1 :]), school, today, edits) for n, one in enumerate(found)]


def _follows(one: PrivateAppointment, earlier: list[PrivateAppointment]) -> bool:
    return any(one.on - REGULAR <= other.on for other in earlier)


def _row(one: PrivateAppointment, follows: bool, school: School, today: dt.date, edits: bool) -> dict:
    states = [
        state("done", _("Authorised")) if one.authorised else DueState("soon", "x-lg", _("Not authorised"))
    ]
    if follows:
        states.append(state("soon", _("Another within 13 weeks")))
    here = [school.slug, one.reference]
    return {
        "when": day_in(one.on, today), "hours": hours(one), "with_whom": one.with_whom, "words": one.words,
        "states": states, "change_url": reverse("meetings:appointment", args=here) if edits else "",
    }  # fmt: skip


def hours(one: PrivateAppointment) -> str:
    """ "1.30 pm to 3.00 pm", "from 1.30 pm", "until 10.00 am" or "the whole day"."""
    if one.leaves and one.returns:
        return _("%(leaves)s to %(returns)s") % {"leaves": clock(one.leaves), "returns": clock(one.returns)}
    if one.leaves:
        return _("from %(leaves)s") % {"leaves": clock(one.leaves)}
    return _("until %(returns)s") % {"returns": clock(one.returns)} if one.returns else _("the whole day")


def advice_now(first_name: str, found: list[PrivateAppointment], today: dt.date) -> str:
    """The same for the list: where there were several in the last 13 weeks."""
    lately = [one.on for one in found if today - REGULAR <= one.on <= today]
    return advice(first_name, lately) if len(lately) > 1 else ""


def advice(first_name: str, others: list[dt.date]) -> str:
    """What the page says where the child had another within 13 weeks; "" for a single one."""
    if not others:
        return ""
    return _(
        "%(name)s was out for another on %(day)s. Regular absence from class for private treatment is advised against: it "
        "costs first quality teaching. Ask the parents to arrange it outside the school day."
    ) % {"name": first_name, "day": day(others[0])}
