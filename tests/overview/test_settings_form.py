"""The school's settings: amounts as people write them, and how plans are printed."""

import pytest

from core.schools.models import School
from overview.forms import SettingsForm

pytestmark = pytest.mark.django_db


def posted(school: School, **changes) -> SettingsForm:
    """The form as it stands, sent back with `changes`."""
    shown = SettingsForm(instance=school)
    data = {name: shown[name].value() for name in shown.fields if name != "crest_file"}
    data |= {"hourly_cost": "15.00", "costs_threshold": "6,000.00"}
    return SettingsForm(
        {name: value for name, value in (data | changes).items() if value is not False}, instance=school
    )


def test_settings_come_back_as_they_were(cast):
    form = posted(cast.oakfield)
    assert form.is_valid(), form.errors
    kept = ("plan_format", "meetings_a_year", "few_pupils", "costs_threshold", "hourly_cost",
            "reminder_hour")  # fmt: skip
    assert [form.changes[name] for name in kept] == ["support_plan", 3, 5, 6000, 1500, 7]


@pytest.mark.parametrize("name,typed,kept", [
    ("hourly_cost", "£1,234.50", None), ("hourly_cost", "£17.5", 1750), ("hourly_cost", "-3", None),
    ("costs_threshold", "£6,500", 6500), ("costs_threshold", "6,500.50", None), ("costs_threshold", "lots", None),
    ("reminder_hour", "23", None), ("reminder_hour", "22", 22),
    ("few_pupils", "0", None), ("meetings_a_year", "13", None), ("plan_format", "iep", "iep"), ("plan_format", "x", None),
])  # fmt: skip
def test_setting_is_kept_or_refused_with_what_was_typed(cast, name, typed, kept):
    form = posted(cast.oakfield, **{name: typed})
    if kept is None:
        assert list(form.errors) == [name]
        assert form[name].value() == typed
    else:
        assert form.is_valid(), form.errors
        assert form.changes[name] == kept
