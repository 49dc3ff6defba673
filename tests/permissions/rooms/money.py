"""What provision costs, and applications for funding."""

import datetime as dt
from decimal import Decimal

from apdr.money import actions
from tests.filler import AT

SEES_OWN = "200 senco head trust_lead; 403 teacher ta office dsl parent; 404 governor professional"
SEES_OTHER = "200 senco head trust_lead; 403 office dsl; 404 teacher ta governor parent professional"
EDIT_OWN = "200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional"
EDIT_OTHER = "200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional"
SEES = "200 senco head trust_lead; 403 teacher ta office dsl governor parent professional"


def _page(name: str, thing: str) -> str:
    return f"""
{name} {thing}
  GET  own      {SEES_OWN}
  GET  other    {SEES_OTHER}
  GET  foreign  404 every
  POST any      405 every
"""


def _form(name: str, thing: str) -> str:
    return f"""
{name} {thing}
  GET  own      {EDIT_OWN}
  GET  other    {EDIT_OTHER}
  GET  foreign  404 every
  POST own      {EDIT_OWN}
  POST other    {EDIT_OTHER}
  POST foreign  404 every
"""


def _list(name: str, sees: str = SEES) -> str:
    return f"""
{name}
  GET  own      {sees}
  POST any      405 every
"""


ROWS = "".join((
    _list("money:costs"), _list("money:export"), _list("money:funding"),
    _list("money:find", "200 senco; 403 head teacher ta office dsl trust_lead governor parent professional"),
    _page("money:pupil", "pupil"), _page("money:application", "funding"), _form("money:add", "pupil"),
    _form("money:change", "funding"), _form("money:applied", "funding"), _form("money:decide", "funding"),
    _form("money:withdraw", "funding"), _form("money:told", "funding"),
))  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """An application that was granted."""
    made = actions.write_application(
        pupil=pupil, held=None, by=user, at=AT, kind="hnf", evidence="Needs an adult to start each task",
        asked=450_000, hours_asked=Decimal("10"),
    )  # fmt: skip
    made = actions.apply_for(application=made, on=dt.date(2026, 9, 14), by=user, at=AT)
    made = actions.decide(
        application=made, state="granted", decided_on=dt.date(2026, 10, 12), granted=400_000, by=user, at=AT,
        hours_granted=Decimal("8.5"), start=dt.date(2026, 11, 2), end=dt.date(2027, 7, 23), outcome="For one year",
    )  # fmt: skip
    return {"funding": made.reference}
