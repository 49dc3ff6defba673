"""What the SENCo reads: who opened a record, and who changed it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.formats import date_format

from core.audit.models import Opening

LATEST = 200
UNTOLD = {"id", "school", "reference", "version"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row: `fields` are (label, old, new)."""

    at: dt.datetime
    who: str
    what: str
    fields: list[tuple[str, str, str]]


def openings_of(school, subject: str) -> models.QuerySet[Opening]:
    """The latest openings of one pupil's record and documents."""
    found = Opening.objects.filter(school=school, subject=subject).select_related("user")
    return found.order_by("-at", "-id")[:LATEST]


def changes_of(querysets: Iterable[models.QuerySet]) -> list[Change]:
    """Changes told by history querysets (of event models), newest first. One query each, and one for names."""
    events = [event for queryset in querysets for event in _with_previous(queryset)]
    names = _names({(event.pgh_context or {}).get("user") for event, _ in events})
    changes = [_change(event, previous, names) for event, previous in events]
    return sorted((c for c in changes if c.fields), key=lambda c: c.at, reverse=True)[:LATEST]


def _with_previous(queryset: models.QuerySet):
    last: dict[int, models.Model] = {}
    for event in queryset.order_by("pgh_id"):
        yield event, last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event


def _names(ids: set[int | None]) -> dict[int, str]:
    users = get_user_model().objects.filter(pk__in=ids - {None})
    return dict(users.values_list("pk", "name"))


def _change(event, previous, names: dict[int, str]) -> Change:
    model = event.pgh_tracked_model
    fields = [
        (str(field.verbose_name).capitalize(), _told(previous, field), _told(event, field))
        for field in _told_fields(model, event)
        if _differs(event, previous, field)
    ]
    who = names.get((event.pgh_context or {}).get("user"), "the system")
    verb = {"insert": "added", "update": "changed", "delete": "removed"}.get(event.pgh_label, event.pgh_label)
    return Change(event.pgh_created_at, who, f"{str(model._meta.verbose_name).capitalize()} {verb}", fields)


def _told_fields(model: type[models.Model], event: models.Model) -> list[models.Field]:
    """The model's fields that its history keeps and that say something to a reader."""
    kept = {field.name for field in event._meta.concrete_fields} - UNTOLD
    return [f for f in model._meta.concrete_fields if f.name in kept and not f.name.endswith(("_by", "_at"))]


def _differs(event, previous, field) -> bool:
    now = getattr(event, field.attname)
    if previous is None:
        return now not in (None, "", [], {}, False) and not field.is_relation
    return now != getattr(previous, field.attname)


def _told(event, field) -> str:
    if event is None:
        return ""
    value = getattr(event, field.attname)
    if value in (None, ""):
        return ""
    if field.is_relation:
        return "another"
    if isinstance(value, dt.date):
        return date_format(value, "D j M Y")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
