"""What those who try ask for: a page, a status, a second role; and the words that they look for."""

import datetime as dt

from django.urls import reverse

from core.accounts.actions import end_access, give_role
from core.accounts.enums import Role
from core.accounts.models import Membership
from tests.cast import AT, Cast

SECRET = "Zebra words that few may read"
MARKUP = "<b id=zebra>Maya</b>"
CARE_COST, CARE_AT = 77_777, dt.datetime(2026, 11, 16, 14, 0, tzinfo=dt.UTC)  # a mark that no other sum holds


def page(cast: Cast, who: str, name: str, *args: str, query: str = "") -> str:
    """The text of a page of Oakfield that the person may open."""
    response = cast.client_for(who).get(reverse(name, args=["oakfield", *args]) + query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def status(cast: Cast, who: str, name: str, *args: str, query: str = "", post: dict | None = None) -> int:
    client, path = cast.client_for(who), reverse(name, args=["oakfield", *args]) + query
    return (client.get(path) if post is None else client.post(path, post)).status_code


def also(cast: Cast, who: str, role: Role) -> None:
    """Give somebody of Oakfield a second role."""
    with cast.acting("senco"):
        give_role(school=cast.oakfield, user=cast.people[who], role=role, by=cast.senco, at=AT)


def no_longer(cast: Cast, who: str, role: Role) -> None:
    with cast.acting("senco"):
        held = Membership.objects.current().get(school=cast.oakfield, user=cast.people[who], role=role)
        end_access(membership=held, by=cast.senco, at=AT)
