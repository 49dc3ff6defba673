"""What provision costs, against sums worked out by hand and against what must always hold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apdr.costs import Cost, pence, pounds, session_cost, share_of_session, split


@pytest.mark.parametrize("minutes,hour,cost", [
    (15, 1500, 375),  # a quarter of £15
    (20, 1430, Fraction(1430, 3)),  # £14.30 an hour: 476⅔ pence, kept exact
    (0, 1500, 0),  # not held
    (60, 1, 1),
])  # fmt: skip
def test_session_costs_its_part_of_an_hour(minutes, hour, cost):
    assert session_cost(minutes, hour) == cost


def test_group_of_three_shares_a_session():
    # 20 minutes at £15 an hour is £5; each of three bears 166⅔ p, shown as £1.67, and together they bear £5 exactly.
    share = share_of_session(20, 1500, 3)
    assert (share, pence(share), share * 3) == (Fraction(500, 3), 167, 500)


@pytest.mark.parametrize("places", [0, -1])
def test_session_is_shared_by_somebody(places):
    with pytest.raises(ValueError):
        share_of_session(20, 1500, places)


@pytest.mark.parametrize("amount,shown", [
    (0, "£0"), (500, "£5"), (375, "£3.75"), (999, "£9.99"), (Fraction(1999, 2), "£10"), (1050, "£11"), (1049, "£10"),
    (123456, "£1,235"), (100000000, "£1,000,000"), (-250, "−£2.50"), (-123456, "−£1,235"), (5, "£0.05"),
])  # fmt: skip
def test_pounds_as_shown(amount, shown):
    assert pounds(amount) == shown


@pytest.mark.parametrize("total,weights,parts", [
    (100, [1, 1, 1], [34, 33, 33]),  # the penny left over goes to the first of equals
    (1000, [2, 1], [667, 333]),  # 666⅔ and 333⅓: the larger remainder gets it
    (5, [0, 1], [0, 5]), (0, [3, 4], [0, 0]), (2, [1, 1, 1, 1], [1, 1, 0, 0]),
])  # fmt: skip
def test_split_by_hand(total, weights, parts):
    assert split(total, weights) == parts


@pytest.mark.parametrize("total,weights", [(10, []), (10, [0, 0]), (10, [3, -1]), (-10, [1, 1])])
def test_split_refuses_what_cannot_be_shared(total, weights):
    with pytest.raises(ValueError):
        split(total, weights)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_split_adds_up_and_is_fair_to_a_penny(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert part == 0 or weight > 0


@given(st.integers(0, 480), st.integers(0, 10**5), st.integers(1, 30))
def test_shares_of_a_group_add_up_to_the_session(minutes, hour, places):
    assert share_of_session(minutes, hour, places) * places == session_cost(minutes, hour)


amounts = st.fractions(0, 10**7, max_denominator=60)
costs = st.builds(Cost, amounts, amounts, amounts)


@given(costs, costs, costs)
def test_costs_add_in_any_order(one, two, three):
    assert (one + two) + three == one + (two + three) and one + two == two + one
    assert (one + two).expected == one.expected + two.expected
    assert one.spent <= one.expected


@given(amounts)
def test_pence_are_the_nearest_half_up(amount):
    assert -Fraction(1, 2) < pence(amount) - amount <= Fraction(1, 2)
