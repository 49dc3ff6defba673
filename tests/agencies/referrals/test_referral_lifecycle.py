"""A referral's moves: the product of states, states and roles is generated, the truth is a literal; and the database
holds what the table says."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from agencies.enums import ReferralState
from agencies.lifecycle import REFERRAL
from agencies.models import Consent, Referral
from core.accounts.permissions import Denied
from tests.agencies.referrals.conftest import consent, report, send, withdraw

SENCO, PARENTS, SEES, DECIDES = {"senco"}, {"senco", "parent"}, {"senco", "teacher"}, {"senco", "teacher"}
ALLOWED = {
    ("draft", "discussed"): SENCO,
    ("discussed", "consented"): PARENTS,
    ("discussed", "refused"): PARENTS,
    ("refused", "discussed"): SENCO,
    ("consented", "sent"): SENCO,
    ("sent", "accepted"): SENCO,
    ("sent", "declined"): SENCO,
    ("declined", "sent"): SENCO,
    ("sent", "seen"): SEES,
    ("accepted", "seen"): SEES,
    ("seen", "reported"): SENCO,
    ("reported", "decided"): DECIDES,
    ("decided", "reported"): SENCO,
    ("decided", "closed"): SENCO,
    ("withdrawn", "discussed"): SENCO,
    ("consented", "withdrawn"): PARENTS,
    ("sent", "withdrawn"): PARENTS,
    ("accepted", "withdrawn"): PARENTS,
    ("seen", "withdrawn"): PARENTS,
    ("reported", "withdrawn"): PARENTS,
    ("decided", "withdrawn"): PARENTS,
    ("declined", "withdrawn"): PARENTS,
    ("draft", "closed"): SENCO,
    ("discussed", "closed"): SENCO,
    ("refused", "closed"): SENCO,
    ("consented", "closed"): SENCO,
    ("sent", "closed"): SENCO,
    ("declined", "closed"): SENCO,
    ("accepted", "closed"): SENCO,
    ("seen", "closed"): SENCO,
    ("withdrawn", "closed"): SENCO,
    ("reported", "closed"): SENCO,
}
ROLES = ["senco", "head", "teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "parent_of_other",
         "professional", "stranger", "foreign_senco"]  # fmt: skip
PAST_CONSENT = ["consented", "sent", "accepted", "seen", "reported", "decided"]

pytestmark = pytest.mark.django_db


def may(held, end: str, by) -> bool:
    try:
        REFERRAL.check(held, end, by)
    except Denied:
        return False
    return True


@pytest.fixture
def ready(cast, way, at):
    """A referral that has all that any guard asks for: talk, consent, a shared report whose advice is decided."""
    held = way("sent")
    report(held, cast.senco, at)
    return held


def open_moves(cast, held) -> dict[tuple[str, str], set[str]]:
    """Every move that somebody may make, whatever state the referral is put in."""
    found = {}
    for start in ReferralState.values:
        held.state = start
        for end in ReferralState.values:
            who = {role for role in ROLES if may(held, end, cast.people[role])}
            found |= {(start, end): who} if who else {}
    return found


def test_moves_are_open_to_these_roles_alone(cast, ready):
    given = open_moves(cast, ready)
    Consent.objects.filter(referral=ready).update(answer="refused")
    refused = open_moves(cast, ready)
    Consent.objects.filter(referral=ready).update(
        answer="given",
        withdrawn_on=dt.date(2026, 1, 1),
        withdrawn_at=ready.created_at,
        withdrawn_by=cast.senco,
    )
    withdrawn = open_moves(cast, ready)
    by_end = {"refused": refused, "withdrawn": withdrawn}
    pairs = {pair for found in (given, refused, withdrawn) for pair in found}
    assert {(a, z): by_end.get(z, given).get((a, z), set()) for a, z in pairs} == ALLOWED


@pytest.mark.parametrize("change", ["none", "refused", "withdrawn", "over"])
def test_no_step_past_consent_without_one_that_holds(cast, ready, at, today, change):
    rows = Consent.objects.filter(referral=ready)
    yesterday = today - dt.timedelta(days=1)
    {"none": rows.delete, "refused": lambda: rows.update(answer="refused"),
     "withdrawn": lambda: rows.update(withdrawn_on=today, withdrawn_at=at, withdrawn_by=cast.senco),
     "over": lambda: rows.update(given_on=yesterday, until=yesterday)}[change]()  # fmt: skip
    found = open_moves(cast, ready)
    assert not [(a, z) for a, z in found if z in PAST_CONSENT]


@pytest.mark.parametrize("until,holds", [(0, True), (-1, False)])
def test_consent_holds_to_the_end_of_its_last_day(cast, ready, today, until, holds):
    last = today + dt.timedelta(days=until)
    Consent.objects.filter(referral=ready).update(given_on=today - dt.timedelta(days=9), until=last)
    assert may(ready, "accepted", cast.senco) is holds


@pytest.mark.parametrize("wrong", [
    {"state": "lost"}, {"state": "sent", "sent_on": None}, {"answered_on": dt.date(2020, 1, 1)},
    {"closed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
])  # fmt: skip
def test_database_refuses_what_cannot_be(ready, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=ready.pk).update(**wrong)


@pytest.mark.parametrize("wrong", [
    {"answer": "perhaps"}, {"until": dt.date(2020, 1, 1)}, {"withdrawn_on": dt.date(2026, 1, 1)},
])  # fmt: skip
def test_database_refuses_a_consent_that_cannot_be(ready, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(referral=ready).update(**wrong)


def test_two_at_once_look_at_the_referral_as_it_is_now(cast, way, at):
    held = way("discussed")
    stale = Referral.objects.get(pk=held.pk)
    consent(held, cast.senco, at)
    with pytest.raises(Denied, match="agreed on .* already"):
        consent(stale, cast.senco, at, who="Somebody Else")
    with pytest.raises(Denied, match="take the consent back instead"):
        consent(stale, cast.senco, at, answer="refused")
    assert held.consents.count() == 1
    send(held, cast.senco, at)
    with pytest.raises(Denied, match="Sent cannot become sent"):
        send(stale, cast.senco, at)
    withdraw(stale, cast.senco, at)
    with pytest.raises(Denied, match="cannot become consent withdrawn"):
        withdraw(held, cast.senco, at)
    assert held.disclosures.count() == 1
