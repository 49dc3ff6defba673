"""Visits and the calendar on which they stand, its secret addresses."""

import datetime as dt

from agencies.directory.actions import write_agency
from agencies.visits import actions, feeds
from tests.filler import AT

ANNOUNCE_OWN = "200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional"
ANNOUNCE_OTHER = "200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional"
CHANGE_OWN = "200 senco teacher; 403 head ta dsl; 404 office trust_lead governor parent professional"
CHANGE_OTHER = "200 senco; 403 head dsl; 404 teacher ta office trust_lead governor parent professional"
CALENDAR = "senco head teacher ta office dsl; 403 trust_lead governor parent professional"


def _form(name: str, thing: str, own: str, other: str) -> str:
    return f"""
{name} {thing}
  GET  own      {own}
  GET  other    {other}
  GET  foreign  404 every
  POST own      {own}
  POST other    {other}
  POST foreign  404 every
"""


ROWS = "".join((
    _form("visits:announce", "pupil", ANNOUNCE_OWN, ANNOUNCE_OTHER),
    _form("visits:unannounced", "pupil", ANNOUNCE_OWN, ANNOUNCE_OTHER),
    _form("visits:move", "visit", CHANGE_OWN, CHANGE_OTHER),
    _form("visits:cancel", "visit", CHANGE_OWN, CHANGE_OTHER),
    _form("visits:told", "visit", CHANGE_OWN, CHANGE_OTHER),
    _form("visits:record", "done_visit", CHANGE_OWN, CHANGE_OTHER),
)) + f"""
visits:visit visit
  GET  own      200 senco head teacher ta dsl; 404 office trust_lead governor parent professional
  GET  other    200 senco head dsl; 404 teacher ta office trust_lead governor parent professional
  GET  foreign  404 every
  POST any      405 every

visits:calendar
  GET  own      200 {CALENDAR}
  POST any      405 every

visits:find
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead governor parent professional
  POST any      405 every

visits:feed
  GET  own      200 {CALENDAR}
  POST own      200 {CALENDAR}

visits:feed-end
  GET  any      405 every
  POST own      302 {CALENDAR}
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A visit to come and one that was recorded, and an address of the calendar."""
    agency = write_agency(school=pupil.school, held=None, by=user, at=AT, kind="salt", sector="nhs",
                          name=f"Visiting service {pupil.reference}")  # fmt: skip
    common = {"pupil": pupil, "agency": agency, "how": "email", "by": user, "at": AT, "minutes": 45,
              "announced_on": AT.date(), "who_comes": "Tom Reyes"}  # fmt: skip
    ahead = actions.announce_visit(
        **common, on=dt.date(2026, 12, 1), at_time=dt.time(10), place="Rainbow room"
    )
    today = actions.announce_visit(**common, on=AT.date(), at_time=dt.time(14))
    recorded = actions.record_visit(visit=today, came=True, teacher_met=True, suggestions="Now and next board",
                                    report_expected=None, by=user, at=AT)  # fmt: skip
    feeds.make_feed(school=pupil.school, by=user, at=AT)
    return {"visit": ahead.reference, "done_visit": recorded.reference}
