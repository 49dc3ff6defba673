"""The contexts of the pages of training."""

import datetime as dt
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import day, day_in, state
from governance.enums import Audience
from governance.models import TrainingDay, TrainingRecord
from governance.training.ground import ROLES_OF
from governance.training.present import (
    at,
    audience_words,
    day_row,
    eye_of,
    mark_state,
    mark_when,
    need_lines,
    parts,
    record_row,
    roles_words,
)
from governance.training.queries import CareGap
from governance.training.standing import Mark, Person, Stand, Standing, Subject


def _of(known: Standing, audience: str) -> tuple[list[Person], list[Subject]]:
    """People and topics of one part of the matrix: "teachers", "tas", or everybody with what is for all or for some."""
    roles = ROLES_OF.get(audience)
    if audience in {Audience.TEACHERS, Audience.TAS}:
        return [p for p in known.people if p.roles & roles], [
            s for s in known.subjects if s.audience == audience
        ]
    return list(known.people), [s for s in known.subjects if s.audience in {Audience.STAFF, Audience.SOME}]


def matrix(known: Standing, school: School, user, of: str) -> dict:
    """The context of training/matrix.html."""
    of = of if of in {Audience.TEACHERS, Audience.TAS, Audience.STAFF} else str(Audience.TEACHERS)
    people, subjects = _of(known, of)
    rows = []
    for person in people:
        marks = {mark.subject.pk: mark for mark in known.marks[person.pk] if mark.subject}
        stands = [marks[subject.pk].stand for subject in subjects]
        asked, has = sum(s != Stand.FREE for s in stands), sum(s in {Stand.HAS, Stand.SOON} for s in stands)
        rows.append({
            "name": person.name, "url": at(school, "person", person.member), "roles": roles_words(person, school),
            "in_place": _("%(n)d of %(of)d in place") % {"n": has, "of": asked} if asked else _("nothing asked"),
            "cells": [_cell(marks[subject.pk], school, known.today) for subject in subjects],
        })  # fmt: skip
    shown = {audience: audience_words(audience, school) for audience in (Audience.TEACHERS, Audience.TAS)}
    shown[Audience.STAFF] = _("Everybody")
    return {
        "rows": rows, "subjects": [{"name": s.name, "url": at(school, "topic", s.reference)} for s in subjects],
        "audiences": [{"label": label, "url": f"{at(school, 'matrix')}?of={key}", "current": key == of}
                      for key, label in shown.items()],
        "caption": _("Training: %(who)s") % {"who": shown[of]}, "figures": figures(known), "parts": parts(school, "matrix"),
        "may": can(user, Permission.TRAINING_EDIT, school), "any_topic": bool(known.subjects),
    }  # fmt: skip


def _cell(mark: Mark, school: School, today: dt.date) -> dict:
    return {"topic": mark.subject.name, "state": mark_state(mark, school, today), "when": mark_when(mark),
            "quiet": mark.stand in {Stand.HAS, Stand.FREE}}  # fmt: skip


def matrix_table(context: dict) -> tuple[list[str], list[list]]:
    """The same as rows of a file."""
    heads = [_("Name"), _("Role"), *(subject["name"] for subject in context["subjects"])]
    return heads, [[row["name"], row["roles"], *map(_cell_words, row["cells"])] for row in context["rows"]]


def _cell_words(cell: dict) -> str:
    return " ".join(part for part in (cell["state"].word if cell["state"] else "", cell["when"]) if part)


def figures(known: Standing) -> list[dict]:
    """Four numbers at the head."""
    done, of = known.inducted
    marks = [mark for each in known.marks.values() for mark in each]
    needs, soon = known.needs, sum(mark.stand == Stand.SOON for mark in marks)
    gone = sum(mark.stand == Stand.OUT for mark in marks)
    return [
        {"label": _("Induction complete"), "value": _("%(n)d of %(of)d") % {"n": done, "of": of},
         "note": _("of those it is for")},
        {"label": _("People who need training"), "value": len(needs),
         "note": _("of %(n)d who work here") % {"n": len(known.people)}},
        {"label": _("Runs out"), "value": soon, "note": _("within 60 days")},
        {"label": _("Ran out"), "value": gone, "note": _("to be renewed")},
    ]  # fmt: skip


def needs_page(known: Standing, gaps: list[CareGap], school: School, user) -> dict:
    """The context of training/needs.html. A child is named only to who may change training."""
    may, eye = can(user, Permission.TRAINING_EDIT, school), replace(eye_of(user, school), drop=False)
    rows = [
        {"name": person.name, "url": at(school, "person", person.member), "roles": roles_words(person, school),
         "lines": need_lines(marks, school, known.today, eye)}
        for person, marks in known.needs
    ]  # fmt: skip
    return {"rows": rows, "gaps": [_gap(gap, school) for gap in gaps] if may else [], "gap_count": len(gaps),
            "named": may, "parts": parts(school, "needs"), "may": may}  # fmt: skip


def _gap(gap: CareGap, school: School) -> dict:
    return {
        "name": gap.pupil_name, "url": reverse("arrangements:list", args=[school.slug, gap.pupil_reference]),
        "klass": gap.class_name, "condition": gap.condition,
        "state": state("late", _("Ran out")) if gap.ran_out else state("late", _("Nobody yet")),
    }  # fmt: skip


def needs_table(context: dict) -> tuple[list[str], list[list]]:
    """The same as rows of a file."""
    heads = [_("Name"), _("Role"), _("Topic"), _("State"), _("By"), _("Why")]
    return heads, [
        [row["name"], row["roles"], line["what"], line["state"].word, line["when"],
         "; ".join(reason["words"] for reason in line["reasons"])]
        for row in context["rows"] for line in row["lines"]
    ]  # fmt: skip


def day_page(held: TrainingDay, school: School, today: dt.date, *, may: bool) -> dict:
    """The context of training/day.html but for its form."""
    row, open_ = day_row(held, school, today, may=may), not held.cancelled_at
    facts = [
        {"label": _("When"), "value": row["on"]},
        {"label": _("Topic"), "value": held.topic.name, "url": at(school, "topic", held.topic.reference)},
        {"label": _("Hours"), "value": row["hours"]}, {"label": _("Led by"), "value": held.led_by},
        {"label": _("Planned by"), "value": held.planned_by.name},
    ]  # fmt: skip
    came = sorted(held.records.all(), key=lambda record: record.person.name)
    move = may and open_ and not held.held_at
    return {
        "title": held.title, "state": row["state"], "facts": [fact for fact in facts if fact["value"]],
        "version": held.version,
        "came": [record.person.name for record in came], "ask": may and open_ and held.on <= today,
        "change_url": at(school, "day-change", held.reference) if move else "",
        "cancel_url": at(school, "day-cancel", held.reference) if move else "",
        "back_url": at(school, "programme"), "held": bool(held.held_at),
    }  # fmt: skip


def person_page(one: Person, known: Standing, records: list[TrainingRecord], days: list[TrainingDay], school: School,
                user, *, own: bool) -> dict:  # fmt: skip
    """The context of training/person.html."""
    may = can(user, Permission.TRAINING_EDIT, school) and not own
    marks = known.marks[one.pk]
    soon = [mark for mark in marks if mark.stand == Stand.SOON]
    open_ = sorted(
        (mark for mark in marks if mark.open),
        key=lambda mark: (mark.by_day is None, mark.by_day or known.today),
    )
    lines = need_lines(open_, school, known.today, eye_of(user, school, own=own))
    newest = {record.topic_id: record.pk for record in reversed(records)}
    asked = [mark for mark in marks if mark.stand != Stand.FREE]
    return {
        "title": _("My training") if own else one.name, "own": own, "lines": lines,
        "line": f"{roles_words(one, school)}, {_('here since %(day)s') % {'day': day(one.since)}}",
        "soon": [{"what": mark.subject.name, "state": mark_state(mark, school, known.today),
                  "when": day_in(mark.known.until, known.today)} for mark in soon],
        "records": [
            record_row(record, school, known.today, may=may, openly=own, latest=newest[record.topic_id] == record.pk)
            for record in records
        ],
        "done": sum(mark.stand in {Stand.HAS, Stand.SOON} for mark in asked), "asked": len(asked),
        "days": [day_row(each, school, known.today, may=False) for each in days if not each.cancelled_at],
        "back_url": "" if own else at(school, "matrix"), "may": may,
        "ask_url": at(school, "ask") if own and known.subjects else "",
        "had_url": at(school, "had", one.member) if may else "",
        "need_url": at(school, "need-add", one.member) if may else "",
    }  # fmt: skip


def record_page(held: TrainingRecord, person: Person | None, school: School) -> dict:
    """What the forms about one record say of it; `person`: whose it is, if they still work here."""
    facts = [
        {"label": _("Who"), "value": held.person.name}, {"label": _("Topic"), "value": held.topic.name},
        {"label": _("When"), "value": day(held.on)},
        {"label": _("Where"), "value": held.day.title if held.day else held.provider},
    ]  # fmt: skip
    return {
        "facts": [fact for fact in facts if fact["value"]], "title": _("What came of the training"), "line": "",
        "submit_label": _("Save"), "back_url": at(school, "person", person.member) if person else at(school, "matrix"),
        "back_label": held.person.name if person else _("Training"),
        "remove_url": at(school, "record-remove", held.reference),
    }  # fmt: skip
