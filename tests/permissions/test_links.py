"""No link leads its reader to a refusal: every page that a role may open is opened, and each link on it is looked up in the
literal table of who may open what."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.permissions.matrix import EVERY, MATRIX
from tests.permissions.urls import address

pytestmark = pytest.mark.django_db
LINK = re.compile(r"<a\b[^>]*?\bhref=\"(/[^\"]*)\"")
REFUSED = {403, 404, 405}


def told(name: str, role: str) -> int | None:
    """What the table says of a GET of that page by that role, about a thing of their own; None where it says nothing."""
    row = MATRIX.get(name)
    return row.get(("GET", "own"), {}).get(role) if row else None


def links_of(page: str) -> dict[str, str]:
    """The addresses to which a page links, with the name of each; "" for one that leads nowhere."""
    found = {}
    for href in map(unescape, LINK.findall(page)):
        try:
            found[href] = resolve(urlsplit(href).path).view_name
        except Resolver404:
            found[href] = ""
    return found


@pytest.mark.parametrize("role", EVERY.split())
def test_no_link_leads_to_a_refusal(cast, role):
    browser, wrong, opened = cast.client_for(role), {}, 0
    for name, row in MATRIX.items():
        if told(name, role) != 200:
            continue
        answer = browser.get(address(cast, name, row["thing"], "own"))
        if answer.streaming or "html" not in answer.headers["Content-Type"]:
            continue
        opened += 1
        for href, link in links_of(answer.content.decode()).items():
            doubtful = (
                not link or told(link, role) in REFUSED
            )  # the table speaks of another thing: this one is asked for
            if doubtful and browser.get(href).status_code in REFUSED:
                wrong.setdefault(link or href, []).append(name)
    assert wrong == {}
    assert opened > 5
