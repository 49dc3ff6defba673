"""Whoever is shown a date is led to a page that they may open: asked of every kind that the cast has, over a year."""

import datetime as dt

import pytest
from django.utils import timezone

from overview.today.queries import board
from overview.today.rows import Say

pytestmark = pytest.mark.django_db
# How many kinds each has at least: who keeps the register, who looks on, who does their own part.
LEAST = {"senco": 50, "head": 40, "trust_lead": 30, "teacher": 10, "dsl": 4, "ta": 5}


@pytest.mark.parametrize("who", LEAST)
def test_every_row_leads_to_a_page_that_opens(cast, client_for, who):
    browser, places = client_for(who), {}
    for days in range(-200, 200, 20):
        with cast.acting(who):
            found = board(cast.oakfield, cast.people[who], timezone.localdate() + days * dt.timedelta(days=1))
            say = Say(found)
            for line in found.lines:
                places.setdefault((line.one.kind, line.mine), say.url(line))
    refused = {
        kind: url for kind, url in places.items() if url and browser.get(url, follow=True).status_code != 200
    }
    assert refused == {}
    assert len({kind for kind, _mine in places}) >= LEAST[who]
