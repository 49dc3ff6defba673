"""Which questions the figures raise, of what governors are shown alone."""

import pytest

from overview.figures.disclosure import protected
from overview.figures.shape import Complaints, Kept, Meetings, Split, StepDowns, Training
from overview.governors.questions import RULES, drafted
from tests.overview.governors.made import figures

ENGLAND = {
    "support": {"percent": 14.8, "year": 2026, "source": "DfE"},
    "ehc": {"percent": 6.0, "year": 2026, "source": "DfE"},
}
QUIET = {
    "total": Split(336, 60, 24), "plans": Kept(90, 0, 0), "annual_reviews": Kept(8, 0, 0), "step_downs": StepDowns(10, 10, 0),
    "training": Training(30, 30, 0, 0, 0, ()), "meetings": Meetings(80, 0, 0, 0), "complaints": Complaints(0, 0, 0, ()),
    "provision": figures().provision.__class__(0, 0, 0, 0, 0, ()),
}  # fmt: skip


def raised(**changes) -> set[str]:
    """The keys of the rules whose question is drafted."""
    asked = drafted(protected(figures(**QUIET | changes), []), ENGLAND)
    return {rule.key for rule in RULES if rule.asks in asked}


@pytest.mark.parametrize("changes,more", [
    ({}, set()),
    ({"total": Split(330, 60, 30)}, {"ehc_above"}),
    ({"total": Split(320, 76, 24)}, {"support_above"}),
    ({"total": Split(356, 40, 24)}, {"support_below"}),
    ({"plans": Kept(79, 11, 0)}, {"plans_late"}),
    ({"plans": Kept(85, 5, 0)}, set()),
    ({"plans": Kept(30, 4, 0)}, set()),  # over a tenth, but that is not told
    ({"annual_reviews": Kept(10, 5, 0)}, {"annual_late"}),
    ({"provision": figures().provision}, {"dosage"}),
    ({"step_downs": StepDowns(14, 9, 5)}, {"back"}),
    ({"step_downs": StepDowns(14, 11, 3)}, set()),
    ({"training": Training(30, 28, 0, 0, 2, ())}, {"inducted", "training"}),
    ({"meetings": Meetings(70, 0, 0, 3)}, {"no_contact"}),
    ({"complaints": Complaints(1, 0, 1, (("informal", 1),))}, {"complaints"}),
])  # fmt: skip
def test_each_rule_asks_where_it_holds(changes, more):
    assert raised(**changes) == more | {"next"}
