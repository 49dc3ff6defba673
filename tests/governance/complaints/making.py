"""Complaints and their steps as tests write them."""

import datetime as dt

from governance.complaints import actions
from governance.models import Complaint, ComplaintStep

DAY = dt.timedelta(days=1)


def complain(cast, at: dt.datetime, *, by=None, **fields) -> Complaint:
    given = {
        "raised_by": "Rosa Quince",
        "relation": "Mother",
        "raised_on": at.date() - 10 * DAY,
        "about": "No sessions",
    }
    return actions.record_complaint(school=cast.oakfield, by=by or cast.senco, at=at, **given | fields)


def step(complaint: Complaint, by, at: dt.datetime, kind: str = "talk", **fields) -> ComplaintStep:
    given = {"on": at.date() - 5 * DAY, "what": "We met."} | fields
    return actions.record_step(complaint=complaint, kind=kind, by=by, at=at, **given)


def up(complaint: Complaint, by, at: dt.datetime, stage: str = "senco", **fields) -> Complaint:
    given = {"on": at.date() - 4 * DAY, "why": "Not settled"} | fields
    return actions.take_up(complaint=complaint, stage=stage, by=by, at=at, **given)


def close(complaint: Complaint, by, at: dt.datetime, state: str = "resolved", **fields) -> Complaint:
    given = {"closed_on": at.date(), "outcome": "Sessions begin on Monday."} | fields
    return actions.close_complaint(complaint=complaint, state=state, by=by, at=at, **given)


def amend(complaint: Complaint, by, at: dt.datetime, **fields) -> Complaint:
    given = {"raised_by": complaint.raised_by, "about": complaint.about} | fields
    return actions.amend_complaint(complaint=complaint, by=by, at=at, **given)


def hand(complaint: Complaint, by, at: dt.datetime, **fields) -> Complaint:
    return actions.hand_to_head(
        complaint=complaint, by=by, at=at, **{"why": "It is about the SENCo."} | fields
    )
