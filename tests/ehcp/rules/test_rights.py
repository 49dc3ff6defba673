"""Which rights stand in which letter (R-143, R-155), and the days they name."""

import datetime as dt

import pytest

from ehcp.rights import NEEDED, Occasion, rights_for
from ehcp.rules.queries import sendiass_lines
from tests.agencies.visitor.made import agency_of
from tests.roles import seeing

LETTER = dt.date(2026, 2, 10)


def test_every_decision_tells_of_appeal_mediation_and_advice():
    decisions = (Occasion.NOT_ASSESSED, Occasion.NO_PLAN, Occasion.ISSUED, Occasion.KEPT, Occasion.CEASED)
    for occasion in decisions:
        assert {"appeal", "mediation", "sendiass"} <= {one["key"] for one in rights_for(occasion)}
    assert all("sendiass" in {one["key"] for one in rights_for(occasion)} for occasion in Occasion)
    assert set(NEEDED) == set(Occasion)


@pytest.mark.parametrize(
    "occasion", [Occasion.CONSIDERED, Occasion.NOT_ASSESSED, Occasion.NO_PLAN, Occasion.CEASED]
)
def test_support_goes_on_whatever_is_decided(occasion):
    assert "support" in {one["key"] for one in rights_for(occasion)}


@pytest.mark.parametrize("occasion,key,until", [
    (Occasion.NO_PLAN, "appeal", "The letter is dated Tue 10 Feb 2026: without mediation an appeal must arrive by Fri 10 Apr 2026."),
    (Occasion.AMENDING, "comment", "You were given it on Tue 10 Feb 2026: you have until Tue 24 Feb 2026 at least."),
    (Occasion.DRAFT, "comment", "You were given it on Tue 10 Feb 2026: you have until Tue 24 Feb 2026 at least."),
])  # fmt: skip
def test_days_follow_from_the_statute(occasion, key, until):
    (found,) = (one for one in rights_for(occasion, letter_on=LETTER) if one["key"] == key)
    assert found["until"] == until


def test_amendments_that_are_only_proposed_cannot_be_appealed_yet():
    assert "appeal" not in {one["key"] for one in rights_for(Occasion.AMENDING)}


@pytest.mark.django_db
def test_advice_service_is_named_where_the_directory_has_it(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        assert sendiass_lines(cast.oakfield) == ()
        agency_of(cast.own.pupil, cast.senco, name="Herts SENDIASS", kind="other", sector="voluntary", phone="01992 555847",
                  email="", website="")  # fmt: skip
        lines = sendiass_lines(cast.oakfield)
    assert lines == ("Herts SENDIASS", "01992 555847")
    (found,) = (one for one in rights_for(Occasion.INVITED, contact=lines) if one["key"] == "sendiass")
    assert found["contact"] == lines
    (unknown,) = (one for one in rights_for(Occasion.INVITED) if one["key"] == "sendiass")
    assert "search for “SENDIASS”" in unknown["contact"][0]
