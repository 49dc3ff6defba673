"""The bell in the header of every page: its number comes from the cache and costs no query."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.enums import Role
from core.accounts.memberships import memberships_of
from core.reminders.bell import count_bells_of, known_count
from core.schools import scope
from core.ui.rows import draw_rows

MOST_SHOWN = 99
HERE = mark_safe(' aria-current="page"')


def has_bell(user, school_id: int) -> bool:
    """Whether the person is told of anything at the school: staff and families are, professionals from outside not."""
    return not user.roles_at(school_id) <= {Role.PROFESSIONAL}


def bell_parts(request, today: dt.date) -> dict[str, SafeString | str]:
    """What core.ui.context puts in the frame: `bell`, empty for whoever has none."""
    school, user = request.school, request.user
    if not has_bell(user, school.pk):
        return {"bell": ""}
    here = bool(request.resolver_match) and request.resolver_match.view_name == "notices:bell"
    return {"bell": draw_bell(school.slug, known_count(school.pk, user.pk, today), here=here)}


def draw_bell(slug: str, count: int | None, *, here: bool = False) -> SafeString:
    """The link with its number; where the cache knows none (None), the page asks for it once, by htmx."""
    row = {"url": reverse("notices:bell", args=[slug]), "current": HERE if here else ""}
    if count is None:
        return draw_rows(
            "notices/_bell_asks.html", [row | {"count_url": reverse("notices:count", args=[slug])}]
        )
    if not count:
        return draw_rows("notices/_bell.html", [row])
    words = ngettext("%(n)d not read", "%(n)d not read", count) % {"n": count}
    number = str(count) if count <= MOST_SHOWN else _("%(n)d+") % {"n": MOST_SHOWN}
    return draw_rows("notices/_bell_counts.html", [row | {"number": number, "words": words}])


def count_at_sign_in(sender, user, **kwargs) -> None:
    """Signal receiver: whoever signs in finds the number on their first page. Two queries."""
    schools = sorted({school.pk for school, _role in memberships_of(user.pk)})
    if schools:
        with scope.opened(schools, actor=user.pk, doing="count the bell"), transaction.atomic():
            count_bells_of(user.pk, schools, timezone.localdate())
