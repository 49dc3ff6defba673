"""The same 420 pupils as four school systems export them."""

import pytest

from register.importing.headings import recognise
from register.importing.plan import as_json, plan_import
from register.importing.reading import read_table

NAMES = ("arbor.csv", "sims.csv", "bromcom.csv", "scholarpack.tsv")
ENCODINGS = {"sims.csv": "Windows-1252"}


@pytest.fixture(scope="module")
def lists(mis, parse):
    return {name: parse(mis(name)) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_list_is_read_and_every_column_known(mis, name):
    table = read_table(mis(name), name)
    mapping = recognise(table.headings)
    assert (mapping.unknown, mapping.missing, mapping.fields.count("ignore")) == ([], "", 0)
    assert (len(table.rows), table.notes, table.skipped) == (420, (), ())
    assert table.facts.encoding == ENCODINGS.get(name, "UTF-8")
    assert table.facts.delimiter == ("tab" if name.endswith("tsv") else "comma")


@pytest.mark.parametrize(("name", "warnings"), [(name, 17 if name == "sims.csv" else 0) for name in NAMES])
def test_list_every_row_is_taken(lists, name, warnings):
    parsed = lists[name]
    assert (len(parsed.rows), len(parsed.refused), len(parsed.errors)) == (420, 0, 0)
    assert len(parsed.warnings) == warnings
    assert [row.number for row in parsed.rows] == list(range(2, 422))


@pytest.mark.parametrize("name", NAMES)
def test_list_counts(lists, name):
    rows = lists[name].rows
    statuses = [row.sen_status for row in rows]
    assert [statuses.count(code) for code in "NKE"] == [341, 65, 14]
    assert sum("PP" in row.flags for row in rows) == 102
    assert sum("EAL" in row.flags for row in rows) == 83
    assert [sum(row.sex == sex for row in rows) for sex in "FM"] == [180, 240]
    assert [sum(row.year == year for row in rows) for year in "R123456"] == [60] * 7
    assert sum(bool(row.needs) for row in rows) == 79
    assert sum(len(row.needs or ()) == 2 for row in rows) == 15


@pytest.mark.parametrize("name", NAMES[1:])
def test_list_says_the_same_of_every_pupil_as_arbors(lists, name):
    same = ("upn", "legal_first", "born", "sex", "year", "class_name", "sen_status", "needs")
    for mine, theirs in zip(lists[name].rows, lists["arbor.csv"].rows, strict=True):
        assert [getattr(mine, part) for part in same] == [getattr(theirs, part) for part in same]
        assert mine.flags & theirs.flags_given == theirs.flags & mine.flags_given
        assert mine.contacts[0].email == theirs.contacts[0].email


def test_list_start_dates_agree_between_the_two_that_have_them(lists):
    sims, scholarpack = lists["sims.csv"].rows, lists["scholarpack.tsv"].rows
    assert [row.sen_start for row in sims] == [row.sen_start for row in scholarpack]
    assert sum(bool(row.sen_start) for row in sims) == 79


@pytest.mark.parametrize("name", NAMES)
def test_list_imported_twice_changes_nothing(lists, apply_plan, name):
    first = plan_import(lists[name], [])
    assert as_json(first) == {
        "created": 420,
        "updated": 0,
        "unchanged": 0,
        "possible_leavers": 0,
        "errors": [],
    }
    again = plan_import(lists[name], apply_plan(first, []))
    assert as_json(again) == {
        "created": 0,
        "updated": 0,
        "unchanged": 420,
        "possible_leavers": 0,
        "errors": [],
    }


@pytest.mark.parametrize(("second", "fields"), [
    ("sims.csv", {"sen_start": 79}),
    ("bromcom.csv", {}),
    ("scholarpack.tsv", {"sen_start": 79}),
])  # fmt: skip
def test_list_of_another_system_changes_only_what_it_adds(lists, apply_plan, second, fields):
    register = apply_plan(plan_import(lists["arbor.csv"], []), [])
    plan = plan_import(lists[second], register)
    changes = [c.field for item in plan.changed for c in (*item.changes, *item.sen_changes)]
    assert {field: changes.count(field) for field in set(changes)} == fields
    assert (plan.created, plan.possible_leavers, plan.questions, plan.errors) == ([], [], [], [])
