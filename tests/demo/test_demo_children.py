import datetime as dt
import random
import string

import pytest

from register.enums import CENSUS_CODE, LADDER, Level, NeedType
from register.importing.upn import validate_upn
from sendsys.demo.dates import Diary
from sendsys.demo.journeys import journey_to
from sendsys.demo.pupils import children_of_school, class_of, mis_list
from sendsys.demo.schools import ACCOUNTS, HILLCREST, OAKFIELD, RIVERSIDE
from sendsys.demo.shares import EHC_NEEDS, SUPPORT_NEEDS, apportion, levels_for, needs_for
from sendsys.demo.speaker import Speaker
from sendsys.demo.words import BANKS

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def oakfield():
    return children_of_school(OAKFIELD, 2026, 2, random.Random(1))


def test_shares_add_up_and_follow_the_weights():
    assert apportion(7, {"a": 3, "b": 2, "c": 1}) == {"a": 4, "b": 2, "c": 1}
    assert sum(apportion(59, SUPPORT_NEEDS).values()) == 59


def test_levels_of_420_pupils_are_like_englands():
    levels = levels_for(420)
    support = sum(count for level, count in levels.items() if CENSUS_CODE[level] == "K")
    assert (support, levels[Level.EHC_PLAN]) == (59, 23)


def test_speech_and_language_is_the_commonest_need_and_autism_that_of_plans():
    assert max(SUPPORT_NEEDS, key=SUPPORT_NEEDS.get) == NeedType.SLCN
    assert max(EHC_NEEDS, key=EHC_NEEDS.get) == NeedType.ASD
    found = needs_for([Level.EHC_PLAN] * 23 + [Level.SEN_SUPPORT] * 59, random.Random(1))
    assert sum(need[0] == "ASD" for need in found[:23]) == 8


@pytest.mark.parametrize(
    ("spec", "roll", "classes"), [(OAKFIELD, 420, 14), (RIVERSIDE, 180, 6), (HILLCREST, 210, 7)]
)
def test_school_has_its_roll_and_classes(spec, roll, classes):
    children = children_of_school(spec, 2026, 2, random.Random(1))
    here = [name for child in children if (name := class_of(spec, child, 2026))]
    assert (len(here), len(set(here))) == (roll, classes)


def test_children_have_checked_upns_and_names_of_their_own(oakfield):
    assert len({child.upn for child in oakfield}) == len(oakfield)
    assert {validate_upn(child.upn).note for child in oakfield} == {""}
    assert len({(child.first, child.last) for child in oakfield}) == len(oakfield)


def test_children_are_of_the_age_of_their_year(oakfield):
    third = [child for child in oakfield if child.year_in(2026) == "3"]
    assert min(child.born for child in third) >= dt.date(2018, 9, 1)
    assert max(child.born for child in third) <= dt.date(2019, 8, 31)


def test_same_seed_gives_the_same_list_and_another_another():
    def listed(seed: int) -> bytes:
        return mis_list(RIVERSIDE, children_of_school(RIVERSIDE, 2026, 2, random.Random(seed)), 2026)

    assert listed(1) == listed(1)
    assert listed(1) != listed(2)


def test_list_holds_no_address_or_number_that_could_be_real():
    text = mis_list(OAKFIELD, children_of_school(OAKFIELD, 2026, 2, random.Random(1)), 2026).decode(
        "utf-8-sig"
    )
    cells = [cell for line in text.splitlines()[1:] for cell in line.split(",")]
    assert {cell.rpartition(".")[2] for cell in cells if "@" in cell} == {"example"}
    assert all(cell.startswith("07700 900") for cell in cells if cell.startswith("07") and "/" not in cell)
    assert all(email.endswith(".example") for email in ACCOUNTS)


@pytest.mark.parametrize("level", LADDER)
@pytest.mark.parametrize("today", [TODAY, dt.date(2026, 9, 3), dt.date(2027, 8, 10)])
def test_journey_ends_at_its_level_in_order_of_days(level, today):
    here_since = dt.date(2025, 9, 2)
    for seed in range(20):
        review = today + dt.timedelta(days=seed - 3)
        journey = journey_to(level, here_since, review, Diary(today), random.Random(seed))
        starts = [step.start for step in journey.steps]
        assert journey.steps[-1].level == level
        assert starts == sorted(set(starts))
        assert starts[-1] <= today
        assert all(cycle.review_on < today for cycle in journey.past)


@pytest.mark.parametrize("code", sorted(BANKS))
def test_every_word_of_the_bank_can_be_said_of_any_child(code):
    bank = BANKS[code]
    for sex in "FM":
        speaker = Speaker("Zoë", sex, "Mrs Sutton", "Mrs Begum", "Ms Nair")
        texts = [
            text for name in bank.__dataclass_fields__ if name != "goals" for text in getattr(bank, name)
        ]
        texts += [getattr(goal, name) for goal in bank.goals for name in goal.__dataclass_fields__]
        said = [speaker.say(text) for text in texts]
        assert not [text for text in said if "{" in text or "}" in text]


@pytest.mark.parametrize("code", sorted(BANKS))
def test_every_target_has_a_number_to_measure_by(code):
    unmeasured = [goal.criteria for goal in BANKS[code].goals if not set(goal.criteria) & set(string.digits)]
    assert [text for text in unmeasured if "once" not in text.lower() and "twice" not in text.lower()] == []
