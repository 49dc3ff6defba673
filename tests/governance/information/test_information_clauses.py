"""What the law asks of a SEN information report, clause by clause, and what a draft may say."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from governance.information.clauses import BY_KEY, CLAUSES
from governance.information.drafts import DRAFTS, blanks, draft_of
from governance.information.facts import READ, facts_of
from governance.information.live import live
from governance.information.record import blocks_of
from governance.models import PostHolder, Topic, TrainingRecord
from register.actions import add_pupils, find_or_create_class
from register.models import AccessArrangement, Need
from tests.cast import AT, BEFORE, put_on_register
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.mark.parametrize("number", [
    "1", "2", "3(a)", "3(b)", "3(c)", "3(d)", "3(e)", "3(f)", "3(g)", *map(str, range(4, 14)), "s.69(3)(b)(i)",
    "s.69(3)(b)(ii)", "s.69(3)(b)(iii)", "s.69(3)(b)(iv)",
])  # fmt: skip
def test_every_paragraph_of_the_law_is_one_clause(number):
    (clause,) = [one for one in CLAUSES if one.number == number]
    assert (
        clause.asks
        and clause.guidance
        and ("Schedule 1, paragraph" in clause.cites or "s.69(3)" in clause.cites)
    )


def test_every_clause_has_a_draft_and_known_facts():
    assert set(DRAFTS) == set(BY_KEY) and len(CLAUSES) == len(BY_KEY) == 25
    assert {name for clause in CLAUSES for name in clause.feeds} == set(READ)
    assert all(len(clause.key) <= 12 for clause in CLAUSES)  # a kept draft stands under it


@pytest.fixture
def oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


def children(school, code: str, count: int, by) -> list:
    """That many children on the register with one type of need."""
    klass = find_or_create_class(school=school, name="2 Oak", academic_year=2026, year_group="2")
    made = add_pupils(school=school, by=by, at=BEFORE, pupils=[
        {"legal_first": "Zed", "legal_last": f"Quill{code}{n}", "born": dt.date(2018, 5, 1), "year_group": "2",
         "school_class": klass} for n in range(count)])  # fmt: skip
    for pupil in made:
        put_on_register(pupil, by=by)
        Need.objects.filter(pupil=pupil).update(code=code)
    return made


@pytest.mark.parametrize("count,told", [(4, False), (5, True)])
def test_type_of_need_is_named_from_five_children_on(cast, oakfield, count, told):
    children(oakfield, "VI", count, cast.senco)
    known = live(oakfield, TODAY)
    assert ("VI" in known.needs) is told
    assert ("vision impairment" in draft_of("kinds", known)) is told
    assert ("Vision impairment" in facts_of(BY_KEY["kinds"], known)) is told
    assert "all kinds of special educational needs" in draft_of("kinds", known)


def test_who_left_or_is_off_the_register_does_not_count(cast, oakfield):
    made = children(oakfield, "HI", 6, cast.senco)
    made[0].periods.update(level="monitoring")
    made[1].left_on = TODAY
    made[1].save()
    assert "HI" not in live(oakfield, TODAY).needs


@pytest.mark.parametrize("count,told", [(4, False), (5, True)])
def test_arrangement_is_named_from_five_children_on(cast, oakfield, count, told):
    for pupil in children(oakfield, "MLD", count, cast.senco):
        AccessArrangement.objects.create(school=oakfield, pupil=pupil, kind="scribe", key_stage="ks1", recorded_by=cast.senco,
                                         start=dt.date(2026, 9, 7), evidence="Daily", recorded_at=AT)  # fmt: skip
    assert ("Scribe" in draft_of("adapting", live(oakfield, TODAY))) is told


def test_training_for_a_few_and_names_are_not_told(cast, oakfield):
    for name, audience in (("Autism in class", "teachers"), ("Gastrostomy feeding", "some")):
        topic = Topic.objects.create(school=oakfield, name=name, audience=audience)
        TrainingRecord.objects.create(school=oakfield, topic=topic, person=cast.ta, on=TODAY, recorded_at=AT,
                                      recorded_by=cast.senco)  # fmt: skip
    text = draft_of("expertise", live(oakfield, TODAY))
    assert "Autism in class" in text and "Gastrostomy" not in text and "Biggs" not in text


def test_senco_of_the_post_comes_before_the_settings(cast, oakfield):
    oakfield.senco_name = "Old Name"
    oakfield.save()
    PostHolder.objects.filter(post="senco").delete()
    assert "Old Name" in draft_of("senco", live(oakfield, TODAY))
    PostHolder.objects.create(school=oakfield, post="senco", name="Helen Marsh", email="h@oakfield.example",
                              start=dt.date(2026, 9, 1), recorded_at=AT, recorded_by=cast.senco)  # fmt: skip
    assert "Our SENCo is Helen Marsh.\n\nEmail: h@oakfield.example" in draft_of(
        "senco", live(oakfield, TODAY)
    )


# What a school has set, and figures of the law: everything else that looks like a number would be a count.
SETTINGS = {"6", "8", "13", "3"}
LAW = {"5", "6", "9", "11", "13"}
SERVICE = {"name": "School nurse", "kind": "school_nursing", "sector": "nhs", "phone": "", "website": ""}


def said(school) -> dict[str, str]:
    """Everything that drafts and facts say of the school, by clause; of agencies the names are invented here."""
    known = replace(live(school, TODAY), agencies=(SERVICE,))
    return {
        clause.key: "\n".join([draft_of(clause.key, known), *facts_of(clause, known)]) for clause in CLAUSES
    }


def test_no_draft_counts_anything_or_names_a_child(cast, oakfield):
    children(oakfield, "SEMH", 7, cast.senco)
    first = said(oakfield)
    for key, text in first.items():
        web = re.sub(r"https?://\S+|\b0\d{3,}[ \d]+|\S+@\S+", "", text)
        assert set(re.findall(r"\d+", web)) <= SETTINGS | LAW, key
        assert not re.search("Quill|Abara|Brandt|Maya|Leo\\b", text), key
    children(oakfield, "SEMH", 1, cast.senco)
    children(oakfield, "PD", 4, cast.senco)
    assert said(oakfield) == first  # one more of many, and some of few, change nothing


def test_draft_of_the_early_years_says_where_there_are_none(cast, oakfield):
    assert "does not apply" in draft_of("early", live(oakfield, TODAY))
    cast.own.pupil.year_group = "R"
    cast.own.pupil.save()
    known = live(oakfield, TODAY)
    assert "In Reception we work" in draft_of("early", known) and facts_of(BY_KEY["early"], known) == [
        "Reception"
    ]


def test_admission_without_a_plan_is_on_the_same_basis(oakfield):
    text = draft_of("admissions", live(oakfield, TODAY))
    assert "on the same basis" in text and "because an assessment is under way" in text


def test_live_facts_are_one_query(oakfield, django_assert_num_queries):
    live(oakfield, TODAY)
    with django_assert_num_queries(1):
        live(oakfield, TODAY)


def test_text_becomes_paragraphs_and_points():
    assert blocks_of("One\nmore\n\n- a\n• b\nafter\n\n\n- c") == [
        {"text": "One\nmore"}, {"points": ["a", "b"]}, {"text": "after"}, {"points": ["c"]},
    ]  # fmt: skip
    assert blanks("See [web address] and [x].") == ["[web address]"]


def test_topic_that_teachers_and_tas_share_is_told_once(cast, oakfield):
    for audience in ("teachers", "tas"):
        topic = Topic.objects.create(school=oakfield, name="Quiet corners", audience=audience)
        TrainingRecord.objects.create(school=oakfield, topic=topic, person=cast.ta, on=TODAY, recorded_at=AT,
                                      recorded_by=cast.senco)  # fmt: skip
    assert live(oakfield, TODAY).topics.count("Quiet corners") == 1


def test_area_is_no_example_of_itself(cast, oakfield):
    children(oakfield, "SEMH", 5, cast.senco)
    known = live(oakfield, TODAY)
    assert "SEMH" in known.needs
    assert draft_of("kinds", known).lower().count("social, emotional and mental health") == 1
