"""A list as a file: what stands in a cell, and that a file holds what the page's own rows hold."""

import datetime as dt
import io

from django.utils.safestring import mark_safe
from openpyxl import load_workbook

from core.ui.exports import as_xlsx
from core.ui.listing import groups_of, parts_of, rows_of, said
from core.ui.present import state

ROW = {
    "name": "Zoë",
    "klass": "4 Ash",
    "state": state("late"),
    "ends": {"day": "Mon 5 Jan 2026"},
    "url": "/x/",
}


def test_said_is_what_the_page_shows():
    assert said(state("late")) == "Late"
    assert said(mark_safe("<span class='a'>A &amp; B</span><br>C")) == "A & B C"
    assert said("<b>typed</b>") == "<b>typed</b>"
    assert (
        said({"label": "SEN Support", "icon": "reception-2", "fill": "l2", "pupil_url": "/x/"})
        == "SEN Support"
    )
    assert said([{"words": "one"}, None, "two"]) == "one; two"
    assert said(dt.date(2026, 1, 20)) == "Tue 20 Jan 2026"
    assert (said(None), said(False), said(0)) == ("", "", "0")


def test_columns_join_keys_and_reach_into_parts():
    table = rows_of("rows", ("Name", "name"), ("Where", "klass", "state"), ("Ends", "ends.day"), ("None", "missing"),
                    ("Loud", lambda row: row["name"].upper()))  # fmt: skip
    assert table({"rows": [ROW]}) == (
        ["Name", "Where", "Ends", "None", "Loud"], [["Zoë", "4 Ash, Late", "Mon 5 Jan 2026", "", "ZOË"]]
    )  # fmt: skip


def test_groups_and_parts_say_which_first():
    group = groups_of("groups", "Part", ("Name", "name"))
    assert group({"groups": [{"title": "Waiting", "rows": [ROW]}, {"title": "Done", "rows": []}]}) == (
        ["Part", "Name"], [["Waiting", "Zoë"]]
    )  # fmt: skip
    part = parts_of({"soon": "Soon", "past": "Over"}, "Part", ("Name", "name"))
    assert part({"past": [ROW], "soon": None}) == (["Part", "Name"], [["Over", "Zoë"]])


def test_characters_that_a_spreadsheet_cannot_hold_become_spaces_and_columns_go_past_z():
    """Word puts a vertical tab where somebody breaks a line within a paragraph."""
    book = load_workbook(
        io.BytesIO(as_xlsx("A", [f"Column {n}" for n in range(30)], [["one\x0btwo", "\x0b=1+1"]]))
    )
    assert [cell.value for cell in book.active[2]][:2] == ["one two", "' =1+1"]
