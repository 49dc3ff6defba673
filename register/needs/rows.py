"""The rows of the form of needs as text: what stands in them first, and what adding or moving one makes of them."""

from django.http import QueryDict

from register.models import Need
from register.needs.forms import ROW, NeedForms
from register.needs.spans import MOST_NEEDS, chain_of

PREFIX = "needs"
EMPTY = dict.fromkeys(ROW, "")


def rows_of(needs: list[Need]) -> list[dict]:
    """The needs that hold as rows of the form, the main one first; an empty one where there is none."""
    held = sorted((need for need in needs if need.end is None), key=lambda need: need.rank)
    rows = [
        {"code": n.code, "start": chain_of(n, needs)[0].start, "note": n.note, "area": n.area} for n in held
    ]
    return rows or [EMPTY]


def rows_in(post: QueryDict) -> list[dict]:
    """The rows as they were typed; at most as many as there may be."""
    count = 0
    while count < MOST_NEEDS and any(f"{PREFIX}-{count}-{name}" in post for name in ROW):
        count += 1
    return [{name: post.get(f"{PREFIX}-{place}-{name}", "") for name in ROW} for place in range(count)] or [
        EMPTY
    ]


def rearranged(rows: list[dict], post: QueryDict) -> list[dict] | None:
    """The rows with one more, or with one moved up, when a button asked for that; None when none did."""
    if "add-row" in post:
        return [*rows, EMPTY][:MOST_NEEDS]
    up = post.get("up", "")
    if not up.isdecimal() or len(up) > 3 or not 0 < int(up) < len(rows):
        return rows if "up" in post else None
    place = int(up)
    return [*rows[: place - 1], rows[place], rows[place - 1], *rows[place + 1 :]]


def forms_of(rows: list[dict], pupil, *, bound: bool):
    """The rows as forms."""
    if not bound:
        return NeedForms(initial=rows, prefix=PREFIX, form_kwargs={"pupil": pupil})
    data = {f"{PREFIX}-{place}-{name}": text for place, row in enumerate(rows) for name, text in row.items()}
    data |= {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": "0"}
    return NeedForms(data, prefix=PREFIX, form_kwargs={"pupil": pupil})
