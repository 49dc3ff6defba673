"""Referrals and invitations made by the product's own actions, for tests of the rooms that stand on them."""

import datetime as dt

from django.utils import timezone

from agencies.directory.actions import write_agency
from agencies.models import Agency, Referral
from agencies.referrals import actions
from agencies.visitor.actions import invite_professional

DAY = dt.timedelta(days=1)


def agency_of(pupil, by, *, name: str = "", **fields) -> Agency:
    """The agency of that name of the pupil's school; a new one has these fields."""
    name = name or f"Psychology service {pupil.pk}"
    known = {"kind": "ep", "sector": "la", "email": "office@agency.example", "name": name} | fields
    found = Agency.objects.filter(school=pupil.school, name=name).first()
    return found or write_agency(school=pupil.school, held=None, by=by, at=timezone.now(), **known)


def sent_referral(
    pupil, contact, by, *, on: dt.date | None = None, until=None, agency=None, professional=None
) -> Referral:
    """A referral that was talked over, agreed to and sent, all on the day `on` (today); the consent good until `until`."""
    at = timezone.now()
    on = on or timezone.localdate(at)
    agency = agency or agency_of(pupil, by)
    held = actions.start_referral(pupil=pupil, agency=agency, asked="How to help with reading", tried="A daily reading group",
                                  professional=professional, by=by, at=at)  # fmt: skip
    actions.record_talk(
        referral=held, kind="meeting", on=on, people=contact.name, about="Progress", by=by, at=at, ask=False
    )
    actions.record_consent(referral=held, answer="given", contact=contact, who="", how="meeting", purpose="To be seen",
                           given_on=on, until=until, why="", by=by, at=at)  # fmt: skip
    return actions.send_referral(
        referral=held, on=on, how="secure", to=agency.name, what="The form", by=by, at=at
    )


def invited(referral, by, **changes):
    """An invitation to the referral from today for twelve weeks."""
    today = timezone.localdate()
    fields = {"name": "Tom Reyes", "email": "tom@agency.example", "job": "Educational psychologist", "start": today,
              "until": today + 84 * DAY, "parts": ["name", "asked", "contacts"], "documents": []}  # fmt: skip
    return invite_professional(referral=referral, by=by, at=timezone.now(), **(fields | changes))
