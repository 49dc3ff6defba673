"""Every kind of finding, from a child of whom nothing is wrong and one thing that is."""

import datetime as dt
from dataclasses import replace

import pytest

from overview.census.dates import census_named
from overview.census.findings import KINDS, findings_of, overlapping
from overview.census.present import mend_url
from overview.census.queries import Child
from register.ctf.history import NeedSpan, Provision, provision_on, provisions_of

CENSUS = census_named("spring-2027", dt.date(2026, 11, 16))
DAY = dt.date(2026, 1, 5)
FINE = Child(
    "OAK-0001", "Abara", "Maya", "Maya Abara", "B801200005001", dt.date(2018, 3, 4), "4", "4 Ash",
    periods=(("sen_support", DAY, None),), provision=Provision(DAY, "K"), needs=(NeedSpan(DAY, None, 1, "SLCN"),), cycle=True,
)  # fmt: skip
EHC = replace(FINE, provision=Provision(DAY, "E"), ehc=True, cycle=False)


def need(rank: int, code: str = "MLD") -> NeedSpan:
    return NeedSpan(DAY, None, rank, code)


# kind → children of whom exactly this is found
WRONG = {
    "upn_missing": [replace(FINE, upn="")],
    "upn_wrong": [replace(FINE, upn="A801200005001"), replace(FINE, upn="80120000500")],
    "born": [replace(FINE, born=dt.date(2026, 3, 4)), replace(FINE, born=dt.date(1918, 3, 4))],
    "year": [replace(FINE, year="")],
    "periods": [replace(FINE, periods=(("sen_support", DAY, None), ("ehc_plan", dt.date(2026, 3, 1), None)))],
    "no_primary": [replace(FINE, needs=()), replace(FINE, needs=(need(2),)), replace(EHC, needs=())],
    "ranks": [replace(FINE, needs=(need(1), need(3, "ASD")))],
    "codes": [replace(EHC, needs=(need(1, "NSA"),))],
    "e_without_plan": [replace(EHC, ehc=False)],
    "plan_not_e": [replace(FINE, ehc=True), replace(FINE, ehc=True, provision=None, needs=())],
    "k_without_cycle": [replace(FINE, cycle=False)],
    "topup": [replace(FINE, funded=("FUND",))],
}


def kinds(*children: Child) -> list[str]:
    return [finding.kind for finding in findings_of(list(children), CENSUS)]


def test_nothing_is_found_where_nothing_is_wrong():
    none = replace(FINE, provision=None, periods=(), needs=(), cycle=False, upn="P207000016049")
    assert kinds(FINE) == kinds(EHC) == kinds(none) == []


@pytest.mark.parametrize("kind", WRONG)
def test_each_kind_is_found_alone(kind):
    for child in WRONG[kind]:
        assert kinds(child) == [kind]


def test_one_number_of_two_children_is_found_at_both_however_it_is_written():
    assert kinds(FINE, replace(FINE, upn="b801200005001 ")) == ["upn_twice", "upn_twice"]


def test_every_kind_but_the_one_of_two_children_has_a_case_and_an_address(cast):
    assert {kind.key for kind in KINDS} == {*WRONG, "upn_twice"}
    for finding in findings_of([child for children in WRONG.values() for child in children], CENSUS):
        assert mend_url(finding, cast.oakfield).startswith("/oakfield/")


@pytest.mark.parametrize("spans,shared", [
    ([(1, 3), (4, None)], False), ([(1, 4), (4, 9)], True), ([(1, None), (5, 9)], True), ([(5, 9), (1, 4)], False),
])  # fmt: skip
def test_levels_that_share_a_day_overlap(spans, shared):
    days = [(dt.date(2026, 1, start), dt.date(2026, 1, end) if end else None) for start, end in spans]
    assert overlapping(tuple(("monitoring", *span) for span in days)) is shared


def test_provision_runs_on_through_levels_of_one_code_and_breaks_where_none_was_held():
    def of(*levels):
        return provisions_of((level, dt.date(2026, start, 1), end and dt.date(2026, end, 1) - dt.timedelta(days=1))
                             for level, start, end in levels)  # fmt: skip

    one = of(("monitoring", 1, 2), ("sen_support", 2, 4), ("further_support", 4, 6), ("ehc_plan", 6, None))
    assert one == (Provision(dt.date(2026, 2, 1), "K"), Provision(dt.date(2026, 6, 1), "E"))
    broken = of(("sen_support", 2, 4), ("sen_support", 6, 8))
    assert [(each.start.month, each.code) for each in broken] == [(2, "K"), (4, "N"), (6, "K"), (8, "N")]
    assert of(("emerging_concern", 1, None)) == ()
    assert provision_on(broken, dt.date(2026, 7, 9)).start == dt.date(2026, 6, 1)
    assert provision_on(broken, dt.date(2026, 1, 9)) is None
