from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from register.importing.matching import ExistingContact, ExistingPupil, fold, lost_letter_of, same_name
from register.importing.plan import Decisions, as_json, plan_import
from register.importing.records import ABSENT, ContactRow
from register.importing.upn import check_letter

HEADINGS = "UPN,Adno,Surname,Forename,DOB,Class,SEN Status,SEN Start Date,SEN Needs,PP,Contact 1 Name,Contact 1 Email\n"
UPN = "B801200005001"
OTHER_UPN = check_letter("801200005002") + "801200005002"
ROW = UPN + ",1000,Żak,Zoe,20/04/2022,RA,K,04/09/2024,SLCN,Yes,Ann Żak,ann@mail.example\n"
ZOE = ExistingPupil(
    ref=1, legal_first="Zoe", legal_last="Żak", born=date(2022, 4, 20), upn=UPN, mis_number="1000", class_name="RA",
    sen_status="K", sen_start=date(2024, 9, 4), needs=(("SLCN", 1),), flags=frozenset({"PP"}),
    contacts=(ExistingContact(5, "Ann Żak", "Mother", "ann@mail.example"),),
)  # fmt: skip
THEO = ExistingPupil(
    ref=2, legal_first="Theo", legal_last="Brown", born=date(2021, 1, 2), upn=OTHER_UPN, mis_number="2"
)


def other(pupil=ZOE, **values):
    return replace(pupil, **values)


@pytest.fixture(scope="session")
def plan(parse):
    return lambda text, existing, **decided: plan_import(
        parse(HEADINGS + text), existing, Decisions(**decided)
    )


def changes(result) -> list[tuple[str, object, object]]:
    return [(c.field, c.old, c.new) for item in result.changed for c in (*item.changes, *item.sen_changes)]


def test_plan_creates_a_pupil_the_register_has_not(plan):
    result = plan(ROW, [])
    assert [row.name for row in result.created] == ["Zoe Żak"]
    assert as_json(result) == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "possible_leavers": 0,
        "errors": [],
    }


def test_plan_same_again_is_unchanged(plan):
    result = plan(ROW, [ZOE])
    assert [item.pupil.ref for item in result.unchanged] == [1]
    assert result.changes_nothing


def test_plan_shows_changes_field_by_field(plan):
    result = plan(ROW.replace("RA", "1B").replace("Yes", "No"), [ZOE])
    assert changes(result) == [("class_name", "RA", "1B"), ("flag", True, False)]
    assert [c.label for c in result.changed[0].changes] == ["Class", "Pupil premium"]
    assert result.sen_changes == []


def test_plan_sen_changes_stand_apart(plan):
    result = plan(ROW.replace(",K,04/09/2024,SLCN,", ',E,05/01/2026,"ASD, SLCN",'), [ZOE])
    changed = result.sen_changes[0]
    assert changed.changes == ()
    assert [(c.field, c.old_text, c.new_text) for c in changed.sen_changes] == [
        ("sen_status", "K", "E"),
        ("sen_start", "Wed 4 Sep 2024", "Mon 5 Jan 2026"),
        ("needs", "SLCN", "ASD, SLCN"),
    ]


def test_plan_status_n_is_one_change_and_no_status_equals_n(plan):
    row = ROW.replace(",K,04/09/2024,SLCN,", ",N,,,")
    assert changes(plan(row, [ZOE])) == [("sen_status", "K", "N")]
    assert plan(row, [other(sen_status="", sen_start=None, needs=())]).changes_nothing


def test_plan_need_without_a_status_is_warned_of(plan):
    row = ROW.replace(",K,04/09/2024,SLCN,", ",,,SLCN,")
    result = plan(row, [other(sen_status="", sen_start=None, needs=())])
    assert result.changes_nothing
    assert [(w.row, w.column) for w in result.warnings] == [(2, "SEN Status")]


def test_plan_primary_need_only_keeps_the_others(parse):
    parsed = parse("UPN,SEN,Primary need\n" + UPN + ",K,ASD\n")
    result = plan_import(parsed, [other(needs=(("SLCN", 1), ("MLD", 2)))])
    assert changes(result) == [("needs", (("SLCN", 1), ("MLD", 2)), (("ASD", 1), ("MLD", 2)))]


def test_plan_matches_by_number_whatever_its_zeros(plan):
    result = plan(ROW.replace(UPN, "").replace("1000", "001000"), [ZOE])
    assert [item.pupil.ref for item in result.unchanged] == [1]


def test_plan_number_of_a_quite_other_pupil_is_asked_about(plan):
    result = plan(",1000,Nowak,Ann,01/02/2020,RA,,,,Yes,,\n", [ZOE])
    assert [(q.kind, q.rows, [p.ref for p in q.candidates]) for q in result.questions] == [
        ("pupil", (2,), [1])
    ]
    assert result.possible_leavers == []
    new = plan(",1000,Nowak,Ann,01/02/2020,RA,,,,Yes,,\n", [ZOE], pupils={2: "new"})
    assert (len(new.created), bool(new.created[0].mis_number), len(new.warnings)) == (1, False, 1)


def test_plan_name_and_birth_date_are_asked_about_and_decided(plan):
    row, existing = (
        ROW.replace(UPN, "").replace("1000", ""),
        [other(upn="", mis_number="", legal_last="ŻAK"), THEO],
    )
    asked = plan(row, existing)
    assert [(q.rows, [p.ref for p in q.candidates]) for q in asked.questions] == [((2,), [1])]
    assert (asked.created, asked.changed, [p.ref for p in asked.possible_leavers]) == ([], [], [2])
    assert as_json(asked)["errors"] == [
        {"row": 2, "column": "Surname", "message": asked.questions[0].message}
    ]
    assert changes(plan(row, existing, pupils={2: "1"})) == [("legal_last", "ŻAK", "Żak")]
    assert len(plan(row, existing, pupils={2: "new"}).created) == 1
    assert len(plan(row, existing, pupils={2: "2"}).questions) == 1


def test_plan_upn_and_number_of_different_pupils_is_an_error(plan):
    result = plan(ROW.replace("1000", "2"), [ZOE, THEO])
    assert [(e.row, e.column) for e in result.errors] == [(2, "UPN")]
    assert "is that of Zoe Żak, but the number 2 is that of Theo Brown" in result.errors[0].message
    assert result.possible_leavers == []


def test_plan_numbers_given_anew_by_another_system_are_changes(plan):
    theo = OTHER_UPN + ",1000,Brown,Theo,02/01/2021,,,,,,,\n"
    result = plan(ROW.replace("1000", "2") + theo, [ZOE, THEO])
    assert changes(result) == [("mis_number", "1000", "2"), ("mis_number", "2", "1000")]


def test_plan_upn_of_a_quite_other_pupil_is_an_error(plan):
    result = plan(UPN + ",9,Nowak,Ann,01/02/2020,RA,,,,Yes,,\n", [ZOE])
    assert "but name and date of birth are another's" in result.errors[0].message
    assert result.possible_leavers == []


def test_plan_permanent_upn_follows_a_temporary_one(plan):
    result = plan(ROW, [other(upn=check_letter("80120000500A") + "80120000500A")])
    assert [(field, new) for field, _, new in changes(result)] == [("upn", UPN)]


def test_plan_two_rows_about_one_pupil_are_both_refused(plan):
    rows = UPN + ",,Żak,Zoe,20/04/2022,RA,,,,Yes,,\n" + ",1000,Żak,Zoë-May,20/04/2022,RA,,,,Yes,,\n"
    result = plan(rows, [ZOE])
    assert [(e.row, e.column) for e in result.errors] == [(2, "Surname"), (3, "Surname")]
    assert (result.created, result.possible_leavers) == ([], [])


def test_plan_namesake_of_a_pupil_whose_upn_is_in_the_list_is_asked_about(plan):
    result = plan(ROW + ",,Zak,Zoë,20/04/2022,RA,,,,Yes,,\n", [ZOE])
    assert [(q.rows, [p.ref for p in q.candidates]) for q in result.questions] == [((3,), [1])]
    assert result.created == []


def test_plan_new_pupil_without_birth_date_is_an_error(plan):
    result = plan(UPN + ",9,Nowak,Ann,,RA,,,,Yes,,\n", [])
    assert [(e.row, e.column) for e in result.errors] == [(2, "UPN")]
    assert "a new pupil needs a first name, a last name and a date of birth" in result.errors[0].message


def test_plan_missing_pupil_is_a_possible_leaver(plan):
    result = plan(ROW, [ZOE, THEO])
    assert [pupil.ref for pupil in result.possible_leavers] == [2]
    assert result.looks_partial


def test_plan_pupil_of_a_refused_row_is_no_leaver(plan):
    result = plan(OTHER_UPN + ",2,Brown,Theo,31/11/2020,,,,,,,\n", [THEO])
    assert (len(result.errors), result.possible_leavers) == (1, [])
    wrong_upn = plan("A" + OTHER_UPN[1:] + ",,Brown,Theo,02/01/2021,,,,,,,\n", [THEO])
    assert (len(wrong_upn.errors), wrong_upn.possible_leavers) == (1, [])


def test_plan_former_pupil_who_returns(plan):
    result = plan(ROW, [other(on_roll=False), other(THEO, on_roll=False)])
    assert changes(result) == [("on_roll", False, True)]
    assert result.possible_leavers == []


FIRST_DAYS = "UPN,Surname,Forename,DOB,Admission Date\n"


def first_day(parse, day: str, existing: list):
    text = f"{FIRST_DAYS}{UPN},Żak,Zoe,20/04/2022,{day}\n"
    return plan_import(parse(text), existing)


@pytest.mark.parametrize("day,taken", [("02/09/2026", date(2026, 9, 2)), ("04/01/2027", date(2027, 1, 4)), ("", ABSENT),
                                       ("01/04/2022", ABSENT), ("04/01/2029", ABSENT), ("soon", ABSENT)])  # fmt: skip
def test_plan_first_day_of_a_new_pupil_is_taken_where_it_can_be(parse, day, taken):
    result = first_day(parse, day, [])
    assert [row.joined_on for row in result.created] == [taken] and result.errors == []
    assert [w.column for w in result.warnings] == (["Admission Date"] if day and not taken else [])


def test_plan_first_day_of_a_pupil_who_is_here_is_never_to_come(parse):
    """They would be gone from the register until that day."""
    here, told = other(joined_on=date(2026, 9, 2)), "04/01/2027"
    result = first_day(parse, told, [here])
    assert result.changes_nothing and "is at the school already" in result.warnings[0].message
    assert changes(first_day(parse, "03/09/2026", [here])) == [
        ("joined_on", date(2026, 9, 2), date(2026, 9, 3))
    ]
    left = first_day(parse, told, [other(on_roll=False)])  # who comes back is not here yet
    assert ("joined_on", None, date(2027, 1, 4)) in changes(left) and left.warnings == []
    coming = other(joined_on=date(2027, 1, 11))
    assert changes(first_day(parse, told, [coming])) == [("joined_on", date(2027, 1, 11), date(2027, 1, 4))]


def test_plan_pupil_still_to_come_is_no_leaver(plan):
    result = plan(ROW, [ZOE, other(THEO, joined_on=date(2027, 1, 4))])
    assert result.possible_leavers == []


def test_plan_old_status_word_is_asked_once_and_decided(plan):
    second = ROW.replace(UPN, OTHER_UPN).replace("1000", "7").replace("Zoe", "Bo")
    rows = (ROW + second).replace(",K,", ",School Action,")
    asked = plan(rows, [])
    question = asked.questions[0]
    assert (question.kind, question.rows, question.word, question.suggestion) == (
        "word",
        (2, 3),
        "school action",
        "K",
    )
    assert (asked.created, len(as_json(asked)["errors"])) == ([], 2)
    assert [row.sen_status for row in plan(rows, [], words={"school action": "K"}).created] == ["K", "K"]
    assert [row.needs or () for row in plan(rows, [], words={"school action": "N"}).created] == [(), ()]


def test_plan_lost_letter_does_not_spoil_a_name(plan):
    result = plan(ROW.replace("Żak", "?ak"), [ZOE])
    assert result.changes_nothing
    assert [w.column for w in result.warnings] == ["Surname"]
    again = plan(ROW, [other(legal_last="?ak")])
    assert changes(again) == [("legal_last", "?ak", "Żak")]


def test_plan_contact_is_added_or_changed_and_never_taken_away(plan):
    added = plan(ROW.replace("Ann Żak,ann@", "Bo Nowak,bo@"), [ZOE])
    assert changes(added) == [("contact_added", "", ContactRow(1, "Bo Nowak", email="bo@mail.example"))]
    mail = plan(ROW.replace("ann@", "ann.zak@"), [ZOE]).changed[0].changes[0]
    assert (mail.field, mail.key, mail.old, mail.new) == (
        "contact_email",
        5,
        "ann@mail.example",
        "ann.zak@mail.example",
    )
    renamed = plan(ROW.replace("Ann Żak", "Ann Nowak"), [ZOE])
    assert changes(renamed) == [("contact_name", "Ann Żak", "Ann Nowak")]
    assert plan(ROW.replace("Ann Żak,ann@mail.example", ","), [ZOE]).changes_nothing


def test_names_are_alike_but_for_accents_and_case():
    assert same_name("Fernández", "FERNANDEZ")
    assert same_name("O'Brien", "O’Brien")
    assert same_name("Łukasz", "Lukasz")
    assert same_name("?ak", "Żak")
    assert not same_name("Zak", "Zac")
    assert fold("Smith-Jones") == "smithjones"
    assert lost_letter_of("?ak", "Żak")
    assert not lost_letter_of("Zak", "Żak")


upns = [check_letter(body) + body for body in ("801200005001", "801200005002", "80120000500A")]
lines = st.tuples(
    st.sampled_from([*upns, "", "A801200005001"]), st.sampled_from(["", "1", "01", "2", "3"]),
    st.sampled_from(["Żak", "?ak", "Zak", "Brown"]), st.sampled_from(["Zoe", "Zoë", "Bo"]),
    st.sampled_from(["20/04/2022", "02/01/2021", "31/11/2020", ""]), st.sampled_from(["RA", "1B", ""]),
    st.sampled_from(["N", "K", "E", "", "School Action"]), st.sampled_from(["", "04/09/2024"]),
    st.sampled_from(["", "SLCN", "ASD; MLD", "?"]), st.sampled_from(["Yes", "", "Ever 6"]),
    st.sampled_from(["", "Ann", "Bo ?ak"]), st.sampled_from(["", "a@mail.example", "bad"]),
).map(",".join)  # fmt: skip
decisions = st.dictionaries(st.integers(2, 6), st.sampled_from(["new", "1", "10000"]))
words = st.sampled_from([{}, {"school action": "K"}, {"school action": "N"}])


@example(  # the first row puts right the birth of her whose name and birth the second has
    ["Q801200005002,,Żak,Zoë,20/04/2022,RA,N,,,Yes,,", "M80120000500A,,Żak,Zoe,02/01/2021,RA,N,,,Yes,,"],
    ["Q801200005002,,Żak,Zoe,02/01/2021,RA,N,,,Yes,,"], {}, {},
)  # fmt: skip
@settings(max_examples=200, deadline=None)
@given(st.lists(lines, min_size=1, max_size=5), st.lists(lines, max_size=4), decisions, words)
def test_plan_applied_and_planned_again_changes_nothing(plan, apply_plan, rows, before, pupils, answers):
    existing = apply_plan(plan("\n".join(before) + "\n", [ZOE, THEO]), [ZOE, THEO])
    text = "\n".join(rows) + "\n"
    first = plan(text, existing, pupils=pupils, words=answers)
    waiting = {n for q in first.questions for n in q.rows} | {e.row for e in first.errors}
    taken = len(first.created) + len(first.changed) + len(first.unchanged) + len(first.repeated)
    assert taken + len(waiting) == len(rows)
    after = apply_plan(first, existing)
    again = plan(text, after, pupils={**pupils, **_answers(first, after)}, words=answers)
    # a row that waited may wait no longer, now that the register says of others what the list says of them
    once_more = [row.number for row in again.created] + [item.row.number for item in again.changed]
    assert set(once_more) <= waiting


def _answers(first, after):
    """Once created by decision, a pupil without UPN and number is asked about again; the person says who."""
    made = {
        row.number: pupil.ref
        for row, pupil in zip(first.created, after[len(after) - len(first.created) :], strict=True)
    }
    return made | {item.row.number: item.pupil.ref for item in (*first.changed, *first.unchanged)}
