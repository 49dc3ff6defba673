"""The moves of an annual review: the product of states, states and roles is generated, the truth is a literal."""

import datetime as dt

import pytest

from core.accounts.permissions import Denied
from ehcp.enums import ReviewState, Served
from ehcp.lifecycle import REVIEW
from ehcp.models import PlanVersion, ReviewService
from register.models import PupilDocument
from tests.ehcp.annual.made import give, later, version_of

SENCO, RECORDS, SENDS = {"senco"}, {"senco", "head"}, {"senco", "head"}
ALLOWED = {
    ("dated", "noticed"): SENCO,
    ("noticed", "asked"): SENCO,
    ("asked", "circulated"): SENCO,
    ("noticed", "dated"): SENCO,
    ("asked", "dated"): SENCO,
    ("circulated", "dated"): SENCO,
    ("circulated", "held"): RECORDS,
    ("dated", "held"): RECORDS,
    ("noticed", "held"): RECORDS,
    ("asked", "held"): RECORDS,
    ("dated", "cancelled"): SENCO,
    ("noticed", "cancelled"): SENCO,
    ("asked", "cancelled"): SENCO,
    ("circulated", "cancelled"): SENCO,
    ("held", "reported"): SENDS,
    ("held", "decided"): SENCO,
    ("reported", "decided"): SENCO,
    ("decided", "compared"): SENCO,
    ("decided", "closed"): SENCO,
    ("compared", "closed"): SENCO,
}
ROLES = ["senco", "head", "teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "parent_of_other",
         "professional", "stranger", "foreign_senco"]  # fmt: skip
GUARDED = {
    "noticed": Served.NOTICE,
    "asked": Served.ADVICE_ASK,
    "circulated": Served.PACK,
    "reported": Served.REPORT,
}

pytestmark = pytest.mark.django_db


def may(held, end: str, by) -> bool:
    try:
        REVIEW.check(held, end, by)
    except Denied:
        return False
    return True


@pytest.fixture
def ready(cast, with_pack, at):
    """A review that has all that any guard asks for but what the authority decides: everything served, both papers."""
    version = version_of(with_pack.plan, cast.senco)
    with_pack.report = PupilDocument.objects.create(school=cast.oakfield, pupil=with_pack.pupil, kind="ehc_report",
                                                    title="Report", paper_at="Cabinet", filed_at=at, filed_by=cast.senco)  # fmt: skip
    with_pack.decision, with_pack.decided_on, with_pack.amendment_notice_on = (
        "keep",
        with_pack.on,
        with_pack.on,
    )
    with_pack.proposed = with_pack.final = version
    with_pack.save()
    for one in with_pack.invitees.all():
        for what in (Served.PACK, Served.REPORT):
            ReviewService.objects.create(school=cast.oakfield, review=with_pack, invitee=one, what=what, on=later(0),
                                         how="post", meeting_on=with_pack.on, recorded_at=at)  # fmt: skip
    return with_pack


def open_moves(cast, held) -> dict[tuple[str, str], set[str]]:
    """Every move that somebody may make, whatever state the review is put in."""
    found = {}
    for start in ReviewState.values:
        held.state = start
        for end in ReviewState.values:
            who = {role for role in ROLES if may(held, end, cast.people[role])}
            found |= {(start, end): who} if who else {}
    return found


def test_moves_are_open_to_these_roles_alone(cast, ready):
    ready.decision = "amend"
    amends = open_moves(cast, ready)
    ready.decision = "keep"
    keeps = open_moves(cast, ready)
    assert amends | {("decided", "closed"): keeps[("decided", "closed")]} == ALLOWED
    assert ("decided", "closed") not in amends and ("decided", "compared") not in keeps
    assert isinstance(ready.final, PlanVersion)


@pytest.mark.parametrize("end", GUARDED)
def test_no_move_while_one_person_was_missed(cast, ready, end):
    ready.decision = "keep"
    last = ready.services.filter(what=GUARDED[end]).exclude(invitee__role="child").last()
    name = last.invitee.name
    last.delete()
    start = {"noticed": "dated", "asked": "noticed", "circulated": "asked", "reported": "held"}[end]
    ready.state = start
    with pytest.raises(Denied, match=name):
        REVIEW.check(ready, end, cast.senco)
    assert not [pair for pair in open_moves(cast, ready) if pair[1] == end]


def test_notice_of_another_day_opens_nothing(cast, ready):
    ready.on += dt.timedelta(days=1)
    assert not [pair for pair in open_moves(cast, ready) if pair[1] in GUARDED]


def test_services_make_the_moves_one_after_the_other(cast, review):
    first, *rest = review.invitees.all()
    assert give(review, cast.senco, "advice_ask").state == "dated"
    assert give(review, cast.senco, "notice", to=rest).state == "dated"
    assert give(review, cast.senco, "notice", to=[first]).state == "asked"


def test_a_review_of_who_has_left_is_closed_or_called_off_and_nothing_else(cast, ready):
    ready.pupil.left_on = ready.on
    found = open_moves(cast, ready)
    assert {pair for pair, who in found.items() if who} == {
        *((state, "cancelled") for state in ("dated", "noticed", "asked", "circulated")),
        *((state, "closed") for state in ("held", "reported", "decided", "compared")),
        ("held", "reported"), ("held", "decided"), ("reported", "decided"),
    }  # fmt: skip
    assert set.union(*(who for pair, who in found.items() if pair[1] in ("closed", "cancelled"))) == SENCO
