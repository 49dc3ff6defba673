"""The list of people as a file: accounts lie below the lists that can be saved."""

from core.accounts.views import DRAWERS
from core.ui.listing import draw_list, parts_of

AS_FILE = parts_of(
    {"staff": "Staff and governors", "families": "Families and professionals"}, "Part", ("Name", "name"), ("Email", "email"),
    ("Role", lambda row: str(row["role"])), ("Since", "since"),
)  # fmt: skip


def draw(request, template: str, context: dict):
    """The page of people, or the same as a file."""
    return draw_list(request, template, context, name="people", title="People", table=AS_FILE)


DRAWERS.append(draw)
