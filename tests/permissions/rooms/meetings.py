"""Meetings with agencies, what they promise, and private appointments."""

import datetime as dt

from agencies.directory.actions import write_agency
from agencies.meetings import actions
from agencies.meetings.appointments import write_appointment
from tests.filler import AT

ADD_OWN = "200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional"
ADD_OTHER = "200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional"
EDIT_OWN = "200 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional"
EDIT_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"
OUT_OWN = "200 senco; 403 head teacher ta dsl; 404 office trust_lead governor parent professional"
OUT_OTHER = "200 senco; 403 head dsl; 404 teacher ta office trust_lead governor parent professional"


def _form(name: str, thing: str, own: str, other: str, *, post: str = "200") -> str:
    return f"""
{name} {thing}
  GET  own      {own}
  GET  other    {other}
  GET  foreign  404 every
  POST own      {own.replace("200", post)}
  POST other    {other.replace("200", post)}
  POST foreign  404 every
"""


ROWS = "".join((
    _form("meetings:change", "agency_meeting", EDIT_OWN, EDIT_OTHER),
    _form("meetings:record", "agency_meeting", EDIT_OWN, EDIT_OTHER),
    _form("meetings:cancel", "agency_meeting", EDIT_OWN, EDIT_OTHER),
    _form("meetings:next", "agency_held", EDIT_OWN, EDIT_OTHER),
    _form("meetings:action-done", "agency_action", EDIT_OWN, EDIT_OTHER),
    _form("meetings:book", "pupil", ADD_OWN, ADD_OTHER), _form("meetings:appointment-add", "pupil", ADD_OWN, ADD_OTHER),
    _form("meetings:appointment", "appointment", OUT_OWN, OUT_OTHER),
    _form("meetings:appointment-remove", "appointment", OUT_OWN, OUT_OTHER, post="302"),
)) + """
meetings:list
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office governor parent professional
  POST any      405 every

meetings:meeting agency_held
  GET  own      200 senco head teacher dsl trust_lead; 404 ta office governor parent professional
  GET  other    200 senco head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST any      405 every

meetings:appointments pupil
  GET  own      200 senco head teacher ta dsl; 403 office trust_lead parent; 404 governor professional
  GET  other    200 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A held meeting with an action, one that is booked, and an appointment."""
    common, today = {"by": user, "at": AT}, AT.date()
    agency = write_agency(**common, school=pupil.school, held=None, kind="family_support", sector="la",
                          name=f"Family support {pupil.reference}")  # fmt: skip
    members = [{"name": "Bea Holt", "job": "Family support worker", "agency": agency}]
    held = actions.book_meeting(**common, pupil=pupil, on=today, purpose="Bring together what is done", members=members,
                                parents_invited_on=today, members_invited_on=today)  # fmt: skip
    action = {"what": "Ask for a sleep diary", "owner": "Bea Holt", "by_date": today + dt.timedelta(days=14)}
    held = actions.record_meeting(
        **common, meeting=held, on=today, parents_came=True, came=[one.pk for one in held.members.all()],
        parents_say="They agree", notes="Sleep is better at weekends", promises=[action], review_on=dt.date(2027, 1, 11),
    )  # fmt: skip
    booked = actions.book_meeting(
        **common, pupil=pupil, on=dt.date(2026, 12, 3), time=dt.time(14), place="Blue room", kind="agency",
        purpose="Speak about the report", members=members,
    )  # fmt: skip
    out = write_appointment(
        **common, pupil=pupil, held=None, on=today, leaves=dt.time(13, 30), with_whom="A private optician"
    )
    return {"agency_meeting": booked.reference, "agency_held": held.reference, "appointment": out.reference,
            "agency_action": held.actions.get().reference}  # fmt: skip
