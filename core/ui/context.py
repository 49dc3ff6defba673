"""What every page's frame draws: who is signed in, where they are, where they may go."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from core.accounts.enums import Permission, Role
from core.accounts.roles import ROLE_TABLE, allows
from core.schools.labels import DEFAULTS


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a place: its label (or the key of the school's own word), and the permission or the roles that open it
    (neither: everybody's)."""

    label: str
    url_name: str
    needs: Permission | None = None
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the side bar. It leads to the first of its pages that the person may open, and is not shown when
    there is none. `by_role` gives another label and icon to the first of its roles that the person has."""

    key: str
    label: str
    icon: str
    pages: tuple[Page, ...]
    by_role: tuple[tuple[Role, str, str], ...] = ()


PLACES: list[Place] = []


def add_place(*places: Place) -> None:
    """Apps register their entries of the side bar, in order, in AppConfig.ready()."""
    PLACES.extend(place for place in places if place.key not in {known.key for known in PLACES})
    _kept_frame.cache_clear()


# What the frame holds for one person alone on a page of a school, such as the number at their bell: by name, as strings
# that the frame's templates put in. It must cost no query, since it is asked for on every page.
OwnParts = Callable[[object, dt.date], Mapping[str, str]]
_own_parts: list[OwnParts] = []


def add_to_shell(tell: OwnParts) -> None:
    """Apps register what the frame tells one person alone, in AppConfig.ready(). `tell(request, today)` gives the same
    names on every page."""
    if tell not in _own_parts:
        _own_parts.append(tell)


def _own(request, today: dt.date) -> dict[str, str]:
    return {name: words for tell in _own_parts for name, words in tell(request, today).items()}


def shell(request) -> dict:
    """Context processor. Costs no query: what it tells was asked for by the middleware."""
    user = getattr(request, "user", None)
    common = {"today": timezone.localdate(), "demo": settings.DEMO}
    if user is None or not user.is_authenticated:
        return common | {"shell": None}
    school = getattr(request, "school", None)
    roles = user.roles_at(school.pk) if school else frozenset()
    several = len({s.pk for s, _ in user.memberships}) > 1
    if school is None:
        return common | {
            "shell": {"name": user.name, **_frame(None, roles, several, ""), "places": _school_places(user)}
        }
    here = request.resolver_match.view_name if request.resolver_match else ""
    look = (
        get_language(),
        school.pk,
        school.name,
        school.slug,
        tuple(school.labels.items()),
        roles,
        several,
        here,
    )
    own = _own(request, common["today"])
    return common | {"shell": {"name": user.name, **_kept_frame(look, _Of(school)), "look": look, "own": own}}


class _Of:
    """A school beside the key by which its frame is kept, which says all that the frame depends on."""

    def __init__(self, school) -> None:
        self.school = school

    def __eq__(self, other) -> bool:
        return isinstance(other, _Of)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=512)
def _kept_frame(look: tuple, of: _Of) -> dict:
    """What the frame is for everybody of these roles on this page of this school; it names nobody."""
    *_school, roles, several, here = look
    return _frame(of.school, roles, several, here)


def _frame(school, roles: frozenset[Role], several: bool, here: str) -> dict:
    places = _places(school, roles, here) if school else []
    return {
        "role": ", ".join(_role_label(school, role) for role in Role if role in roles),
        "school": school.name if school else "",
        "places": places, "subnav": next((place for place in places if place["pages"]), None),
        "home_url": reverse("overview:home", args=[school.slug]) if school else reverse("home"),
        "search_url": _search_url(school, roles),
        "search_records": allows(roles, Permission.SEN_VIEW),
        "schools_url": reverse("overview:schools") if several else "",
        "account_url": reverse("mfa_index"),
        "demo": settings.DEMO,
    }  # fmt: skip


def forget_frames(**kwargs) -> None:
    """Forget what is kept of frames: the settings or the places have changed."""
    _kept_frame.cache_clear()


setting_changed.connect(forget_frames)


def _role_label(school, role: Role) -> str:
    return {Role.SENCO: school.label("senco"), Role.TA: school.label("ta")}.get(role, Role(role).label)


def _search_url(school, roles: frozenset[Role]) -> str:
    if school is None:
        return ""
    if allows(roles, Permission.REGISTER_VIEW) or Role.OFFICE in roles:
        return reverse("search:search", args=[school.slug])
    return ""


def _places(school, roles: frozenset[Role], here: str) -> list[dict]:
    """The places that the person's roles open; that of the page in sight (`here`) with its pages, as they may see them."""
    allowed = {permission for role in roles for permission in ROLE_TABLE[role].permissions}
    shown = []
    for place in PLACES:
        pages = [page for page in place.pages if _opens(page, roles, allowed)]
        if pages:
            shown.append(_entry(place, pages, school, roles, here))
    return shown


def _opens(page: Page, roles: frozenset[Role], allowed: set[Permission]) -> bool:
    return (page.needs is None or page.needs in allowed) and (not page.roles or bool(page.roles & roles))


def _entry(place: Place, pages: list[Page], school, roles: frozenset[Role], here: str) -> dict:
    names = {page.url_name for page in place.pages}
    drawn = [
        {"label": _word(school, page.label), "url": reverse(page.url_name, args=[school.slug]),
         "current": here == page.url_name}
        for page in pages
    ]  # fmt: skip
    inside = any(page["current"] for page in drawn) and len(drawn) > 1
    return {
        **_look(place, school, roles), "url": drawn[0]["url"], "pages": drawn if inside else [],
        "current": here in names or CURRENT.get(here) == place.key,
    }  # fmt: skip


def _word(school, label: str) -> str:
    """The school's own word where `label` is the key of one."""
    return school.label(label) if label in DEFAULTS else label


def _look(place: Place, school, roles: frozenset[Role]) -> dict:
    for role, label, icon in place.by_role:
        if role in roles:
            return {"label": label, "icon": icon}
    return {"label": _word(school, place.label), "icon": place.icon}


def _school_places(user) -> list[dict]:
    """The person's schools, on pages that belong to none of them."""
    schools = {school.pk: school for school, _ in user.memberships}.values()
    return [
        {
            "label": s.name,
            "icon": "building",
            "url": reverse("overview:home", args=[s.slug]),
            "current": False,
            "pages": [],
        }
        for s in schools
    ]


CURRENT: dict[str, str] = {}  # name of a page → key of the place it belongs to


def belongs_to(place: str, *url_names: str) -> None:
    """Mark the side bar's entry as current on these pages too."""
    CURRENT.update(dict.fromkeys(url_names, place))
