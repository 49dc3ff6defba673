"""Policies: rows of the matrix and of the tables."""

import datetime as dt

from governance.policies import actions
from register.file.uploads import PDF, Upload
from tests.filler import AT

READS = "200 senco head teacher ta office dsl trust_lead governor; 403 parent professional"
KNOWS = "200 senco head teacher ta office dsl trust_lead governor; 404 parent professional"
KEEPS = "200 senco head; 403 teacher ta office dsl trust_lead governor parent professional"
CHANGES = "200 senco head; 403 teacher ta office dsl trust_lead governor; 404 parent professional"
NOT_ASKED = "403 senco head teacher ta office dsl trust_lead governor; 404 parent professional"


def _form(name: str) -> str:
    return f"""
{name} policy
  GET  own      {CHANGES}
  GET  foreign  404 every
  POST own      {CHANGES}
  POST foreign  404 every
"""


ROWS = "".join((_form("policies:change"), _form("policies:version"), _form("policies:reviewed"))) + f"""
policies:list
  GET  own      {READS}
  POST any      405 every

policies:to-read
  GET  own      {READS}
  POST any      405 every

policies:export csv
  GET  own      200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  POST any      405 every

policies:add
  GET  own      {KEEPS}
  POST own      {KEEPS}

policies:usual
  GET  own      {KEEPS}
  POST own      {KEEPS}

policies:policy policy
  GET  own      {KNOWS}
  GET  foreign  404 every
  POST any      405 every

policies:file policy_version
  GET  own      {KNOWS}
  GET  foreign  404 every
  POST any      405 every

policies:read policy_version
  GET  any      405 every
  POST own      {NOT_ASKED}
  POST foreign  404 every

policies:export-readers policy csv
  GET  own      {CHANGES}
  GET  foreign  404 every
  POST any      405 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A policy with one version, which one person has read; nobody is asked to read it any more."""
    about = {"name": f"Intimate care, {pupil.reference}", "review_months": 12}
    policy = actions.add_policy(school=pupil.school, kind="other", readers="staff", by=user, at=AT, **about)
    version = actions.adopt_version(
        policy=policy, adopted_on=dt.date(2026, 9, 7), adopted_by="the governing board", by=user, at=AT,
        upload=Upload("care.pdf", b"%PDF-1.7\n% invented for the tests\n%%EOF\n", PDF),
    )  # fmt: skip
    actions.confirm_read(version=version, by=user, at=AT)
    actions.change_policy(policy=policy, readers="nobody", by=user, at=AT, **about)
    return {"policy": policy.reference, "policy_version": version.reference}
