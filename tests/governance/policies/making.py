"""Policies and their versions as tests write them."""

import datetime as dt

from governance.models import Policy, PolicyVersion
from governance.policies import actions

DAY = dt.timedelta(days=1)


def enter(cast, at: dt.datetime, *, by=None, **fields) -> Policy:
    given = {"kind": "other", "name": "Homework"} | fields
    return actions.add_policy(school=cast.oakfield, by=by or cast.senco, at=at, **given)


def adopt(policy: Policy, by, at: dt.datetime, **fields) -> PolicyVersion:
    given = {"adopted_on": at.date() - 10 * DAY, "adopted_by": "the governing board"} | fields
    return actions.adopt_version(policy=policy, by=by, at=at, **given)


def confirm(policy: Policy, by, at: dt.datetime, **fields) -> PolicyVersion:
    return actions.confirm_review(policy=policy, by=by, at=at, **({"on": at.date()} | fields))


def change(policy: Policy, by, at: dt.datetime, **fields) -> Policy:
    given = {"name": policy.name, "review_months": policy.review_months, "readers": policy.readers} | fields
    return actions.change_policy(policy=policy, by=by, at=at, **given)


def read(version: PolicyVersion, by, at: dt.datetime):
    return actions.confirm_read(version=version, by=by, at=at)
