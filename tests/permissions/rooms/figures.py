"""Exact figures: for who sees every record, never for governors; the figures for England of the settings."""

from decimal import Decimal

from governance import figures
from tests.filler import AT

EXACT = "200 senco head trust_lead; 403 teacher ta office dsl governor parent professional"
SETTINGS = "403 teacher ta office dsl governor trust_lead parent professional"

ROWS = f"""
figures:head
  GET  own      {EXACT}
  POST any      405 every

figures:national
  GET  own      200 senco head; {SETTINGS}
  POST own      200 senco head; {SETTINGS}
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The school's own figure for England."""
    figures.write_national(
        school=pupil.school, key="ehc", year=2026, percent=Decimal("6.0"), source="DfE", by=user, at=AT
    )
    return {}
