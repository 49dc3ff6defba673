"""System checks of what would fail quietly later."""

import datetime as dt

from django.core.checks import Warning as CheckWarning
from django.core.checks import register

from core.calendar.dates import bank_holidays

MONTHS_AHEAD = 12


@register()
def bank_holidays_reach_ahead(app_configs, **kwargs) -> list:
    """The checked-in bank holidays cover the next year."""
    last = max(bank_holidays())
    if last > dt.date.today() + dt.timedelta(days=30 * MONTHS_AHEAD):
        return []
    return [
        CheckWarning(
            f"The bank holidays end on {last}.",
            hint="Add the next years to core/calendar/bank_holidays.csv from the government's list.",
            id="sendsys.W001",
        )
    ]
