"""A professional's first page: the referrals and the annual reviews that are open to them at one school."""

import datetime as dt

from agencies.visitor import present as referrals
from agencies.visitor import queries as referral_queries
from core.schools.models import School
from ehcp.visitor import present as reviews
from ehcp.visitor import queries as review_queries


def visitor_page(school: School, user, today: dt.date) -> dict:
    """The context of visitor/home.html. Seven queries at most."""
    lines = referral_queries.lines_for(user, school, today)
    page = referrals.home_page(lines, school, today)
    rows = reviews.home_rows(review_queries.lines_for(user, school, today), today)
    if not rows["open"] and not rows["shut"]:
        return page | {"reviews": None}
    return page | {
        "reviews": rows, "referred": bool(lines),
        "title": reviews.home_title(len(lines), len(rows["open"]) + len(rows["shut"])),
        "line": reviews.home_line(len(page["rows"]), len(rows["open"])),
    }  # fmt: skip
