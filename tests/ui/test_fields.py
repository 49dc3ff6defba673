"""Amounts in pounds as people write them: whole pence, or words that say what is wrong."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core.ui.fields import ClockField, MoneyField, parse_clock


@pytest.mark.parametrize("typed,pence", [
    ("£1,234.50", 123450), ("1 234", 123400), ("1,234", 123400), ("12.5", 1250), (" £ 12 ", 1200), (".5", 50), ("0", 0),
    ("1,234,567.89", None), ("", None), (1250, 1250), ("£1\N{NO-BREAK SPACE}234", 123400), ("999,999.99", 99_999_999),
])  # fmt: skip
def test_amount_is_whole_pence(typed, pence):
    field = MoneyField(required=False)
    if typed == "1,234,567.89":
        with pytest.raises(ValidationError, match="check the amount"):
            field.clean(typed)
    else:
        assert field.clean(typed) == pence


@pytest.mark.parametrize("typed,words", [
    ("12,5", "such as 12.50"), ("1,23", "such as 12.50"), ("12.505", "such as 12.50"), ("twelve", "such as 12.50"),
    ("1e5", "such as 12.50"), ("£", "such as 12.50"), ("12 pounds", "such as 12.50"), ("1,2345", "such as 12.50"),
    ("-5", "less than nothing"), ("−5", "less than nothing"), ("£-5", "less than nothing"), ("9" * 5000, "check the amount"),
    ("١٢", "such as 12.50"), ("NaN", "such as 12.50"), ("<b>5</b>", "such as 12.50"),
])  # fmt: skip
def test_what_is_no_amount_is_refused_in_words(typed, words):
    with pytest.raises(ValidationError, match=words):
        MoneyField().clean(typed)


def test_what_stands_in_the_field_can_be_sent_back():
    field = MoneyField()
    assert field.clean(field.widget.format_value(123450)) == 123450
    assert field.widget.format_value("12,5") == "12,5"


@pytest.mark.parametrize("typed,hour,minute", [
    ("9.15", 9, 15), ("09:15", 9, 15), ("9", 9, 0), ("1.15", 13, 15), ("1.15 am", 1, 15), ("2.30 pm", 14, 30),
    ("14:30", 14, 30), ("915", 9, 15), ("12 pm", 12, 0), ("01:15", 1, 15),
])  # fmt: skip
def test_time_is_read_as_people_write_it(typed, hour, minute):
    assert parse_clock(typed) == dt.time(hour, minute)
    assert parse_clock(ClockField().widget.format_value(dt.time(hour, minute))) == dt.time(hour, minute)


@pytest.mark.parametrize("typed", ["25:00", "9.60", "after lunch", "13 pm", "-1", "9.1", "£9"])
def test_what_is_no_time_is_refused_in_words(typed):
    with pytest.raises(ValidationError, match="such as 9.15"):
        ClockField().clean(typed)
