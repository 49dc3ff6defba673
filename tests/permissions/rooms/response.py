"""The graduated response: levels, the watch, saved filters."""

import datetime as dt

from register.models import ProgressReview, SavedFilter, StatusPeriod, WatchCheck
from tests.filler import AT

ROWS = """
response:level pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

response:watch
  GET  own      200 senco head teacher; 403 ta office dsl trust_lead governor parent professional
  POST any      405 every

response:progress
  GET  own      200 senco head teacher; 403 ta office dsl trust_lead governor parent professional
  POST own      200 senco head teacher; 403 ta office dsl trust_lead governor parent professional

response:check pupil 1
  GET  own      403 ta office dsl trust_lead parent; 404 senco head teacher governor professional
  GET  other    403 office dsl trust_lead; 404 senco head teacher ta governor parent professional
  GET  foreign  404 every
  POST own      403 ta office dsl trust_lead parent; 404 senco head teacher governor professional
  POST other    403 office dsl trust_lead; 404 senco head teacher ta governor parent professional
  POST foreign  404 every

register:filter-save
  GET  any      405 every
  POST own      302 senco head teacher ta dsl trust_lead; 403 office governor parent professional

register:filter-forget
  GET  any      405 every
  POST own      302 senco head teacher ta dsl trust_lead; 403 office governor parent professional
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A check and a saved filter: rows behind the walls. Nobody of the cast is being watched."""
    period = StatusPeriod.objects.filter(pupil=pupil, end=None).first()
    WatchCheck.objects.create(
        school_id=pupil.school_id, period=period, number=1, checked_on=dt.date(2026, 11, 16), finding="holding",
        note="Invented", checked_at=AT, checked_by=user,
    )  # fmt: skip
    ProgressReview.objects.create(
        school_id=pupil.school_id, pupil=pupil, on=dt.date(2026, 11, 9), progress="expected", recorded_at=AT,
        recorded_by=user,
    )  # fmt: skip
    SavedFilter.objects.create(
        school_id=pupil.school_id, owner=user, name=f"Invented {pupil.reference}", query="need=SLCN"
    )
    return {}
