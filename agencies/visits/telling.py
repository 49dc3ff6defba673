"""Emails about visits: a reference and a day, nobody's name, a link behind sign-in (R-122, R-126)."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Visit
from agencies.visits.queries import told_of_visits
from core.accounts.models import User
from core.reminders.outbox import post
from core.ui.present import clock, day

ANNOUNCED, MOVED, CALLED_OFF, ARRIVED = "announced", "moved", "called_off", "arrived"


def tell_staff(visit: Visit, what: str, *, by: User, was: dt.date | None = None) -> None:
    """Email the SENCo, the class teachers and the supporting TAs of the pupil, once the transaction has committed;
    whoever did it needs no email. `was` is the day of a moved visit before. What was written stands when the mail
    server is away."""
    addresses = told_of_visits(visit.pupil, besides=by)
    subject = _("A visit for pupil %(reference)s") % {"reference": visit.pupil.reference}
    body = render_to_string(f"email/visit_{what}.txt", {
        "reference": visit.pupil.reference, "day": day(visit.on), "time": clock(visit.at), "was": day(was) if was else "",
        "link": settings.SITE_URL + visit.get_absolute_url(),
    })  # fmt: skip
    for address in addresses:
        post(
            school=visit.school, to=address, what=_("A visit"), subject=subject, body=body, at=timezone.now()
        )
