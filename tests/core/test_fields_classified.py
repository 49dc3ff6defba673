"""Every field of every table of the project is classified once, beside its model."""

import pytest
from django.apps import apps

from core.schools.privacy import unclassified
from core.schools.walls import is_history

PROJECT = {
    "schools",
    "accounts",
    "audit",
    "jobs",
    "documents",
    "ui",
    "register",
    "apdr",
    "overview",
    "lifecycle",
}
MODELS = [
    m
    for m in apps.get_models(include_auto_created=True)
    if m._meta.app_label in PROJECT and not is_history(m)
]
JOINS = {
    "accounts.User_groups",
    "accounts.User_user_permissions",
}  # Django's own, of no use here: two keys each


@pytest.mark.parametrize(
    "model", [m for m in MODELS if m._meta.label not in JOINS], ids=lambda m: m._meta.label
)
def test_model_has_every_field_classified(model):
    assert unclassified(model) == []


@pytest.mark.parametrize(
    "model", [m for m in MODELS if m._meta.label not in JOINS], ids=lambda m: m._meta.label
)
def test_model_classifies_no_field_that_it_does_not_have(model):
    privacy = model.PRIVACY
    named = {*privacy.neither.split(), *(privacy.personal or {}), *(privacy.special or {})}
    assert named - {field.name for field in model._meta.local_fields} == set()


def test_unclassified_names_a_field_that_nobody_has_classified():
    class Forgetful:
        PRIVACY = MODELS[0].PRIVACY

        class _meta:
            local_fields = [type("Field", (), {"name": name}) for name in ("id", "diagnosis")]

    assert unclassified(Forgetful) == ["diagnosis"]
