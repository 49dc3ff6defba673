"""What the year planner hands to its action."""

import datetime as dt
from dataclasses import dataclass

from ehcp.models import EhcPlan


@dataclass(frozen=True, slots=True)
class Change:
    """One date to save. `began` is the meeting that stood when the page was opened; `why` is asked where it is moved; with a
    `pep` within two weeks the two are held together."""

    plan: EhcPlan
    on: dt.date
    began: dt.date | None
    why: str = ""
    transfer: bool = False
    pep: dt.date | None = None
