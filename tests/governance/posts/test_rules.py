"""The SENCo's qualification by the law, on literals (SEND Regulations 2014, reg 49; SI 2024/535)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.enums import Award
from governance.posts.rules import award_standing, third_anniversary


def D(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("start,award,begun,done,met,by,begin_by", [
    ("2025-09-01", "none", "", "", False, "2028-09-01", "2027-03-01"),
    ("2024-02-29", "none", "", "", False, "2027-03-01", "2025-09-01"),
    ("2025-09-01", "npq", "2026-01-12", "", False, "2028-09-01", ""),
    ("2025-09-01", "npq", "", "", False, "2028-09-01", "2027-03-01"),
    ("2025-09-01", "npq", "2026-01-12", "2027-07-01", True, "", ""),
    ("2023-09-01", "nasenco", "2024-08-31", "", False, "2026-09-01", ""),
    ("2024-12-01", "nasenco", "2024-08-31", "", False, "2027-08-31", ""),  # before the third anniversary in December
    ("2024-09-01", "nasenco", "2024-09-01", "", False, "2027-09-01", "2026-03-01"),  # begun a day too late
    ("2024-12-01", "nasenco", "2024-06-01", "2027-08-31", True, "", ""),
    ("2024-12-01", "nasenco", "2024-06-01", "2027-09-01", False, "2027-12-01", "2026-06-01"),  # completed a day too late
    ("2024-12-01", "nasenco", "2024-09-02", "2026-06-01", False, "2027-12-01", "2026-06-01"),
    ("2004-09-01", "exempt", "", "", True, "", ""),
])  # fmt: skip
def test_standing_of_a_senco(start, award, begun, done, met, by, begin_by):
    found = award_standing(D(start), award, D(begun), D(done))
    assert (found.met, found.by, found.begin_by) == (met, D(by), D(begin_by))
    assert found.why and found.rule.cites


@given(st.dates(dt.date(2009, 9, 1), dt.date(2060, 1, 1)), st.sampled_from(Award))
def test_never_later_than_the_third_anniversary(start, award):
    found = award_standing(start, award, None, None)
    assert found.met or found.by <= third_anniversary(start) <= start + dt.timedelta(days=1097)
