"""The importer's writes: one code path for the page and the command. Nothing is written before it is confirmed."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils import timezone

from core.calendar.dates import academic_year
from core.schools.models import School
from register.actions import add_pupils, change_pupil, find_or_create_class, mark_leaver, set_needs
from register.enums import Level
from register.importing.existing import FLAG_OF, Held, held_by, keep_what_people_recorded
from register.importing.headings import BadMapping, Mapping, apply_saved, recognise
from register.importing.matching import ExistingPupil
from register.importing.plan import Changed, Decisions, ImportPlan, plan_import
from register.importing.reading import read_table
from register.importing.records import ContactRow, PupilRow
from register.importing.rows import parse_rows
from register.importing.table import Table, Unreadable
from register.models import Contact, Need, Pupil, SavedMapping, StatusPeriod

LEVEL_OF = {"K": Level.SEN_SUPPORT, "E": Level.EHC_PLAN}
FROM_LIST = "As the school’s own pupil list says."
FIELD_OF = {"year": "year_group", "class_name": "school_class"}
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """A list read against the register: what an import would do, and a digest of all that it rests on."""

    table: Table
    mapping: Mapping
    plan: ImportPlan
    digest: str


def find_mapping(school: School, table: Table, name: str = "") -> Mapping:
    """The mapping kept under `name`, else one whose headings are all in the list, else the known headings.

    Raises Unreadable when no mapping has that name.
    """
    kept = SavedMapping.objects.filter(school=school)
    if name:
        saved = kept.filter(name=name).first()
        if saved is None:
            known = ", ".join(sorted(kept.values_list("name", flat=True))) or "none"
            raise Unreadable(f"No mapping is kept as “{name}”. Kept mappings: {known}.")
        return apply_saved(table.headings, saved.columns)
    fits = (saved for saved in kept.order_by("-pk") if set(saved.columns) <= set(table.headings))
    saved = next(fits, None)
    return apply_saved(table.headings, saved.columns) if saved else recognise(table.headings)


def preview_list(
    *, school: School, table: Table, mapping: Mapping, today: dt.date, decisions: Decisions | None = None
) -> Preview:
    """What importing the table would do to the school's register as it is now. Reads; writes nothing."""
    parsed = parse_rows(table, mapping, today)
    held = held_by(school)
    plan = plan_import(parsed, held.pupils, decisions)
    plan = keep_what_people_recorded(plan, held, parsed.columns.get("sen_status", "SEN status"))
    return Preview(table, mapping, plan, digest_of(table, mapping, held))


def digest_of(table: Table, mapping: Mapping, held: Held) -> str:
    """Changes when the list, its mapping or the register does: a preview that is out of date is never applied."""
    names = [field.name for field in fields(ExistingPupil) if field.name != "flags"]
    register = sorted(repr(([getattr(p, name) for name in names], sorted(p.flags))) for p in held.pupils)
    parts = (table.headings, [row.cells for row in table.rows], mapping.to_json(), register)
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


@transaction.atomic
def keep_mapping(*, school: School, name: str, mapping: Mapping) -> SavedMapping:
    """Keep what the columns are under a name, over what was kept under it before."""
    saved, _ = SavedMapping.objects.update_or_create(
        school=school, name=name.strip()[:60], defaults={"columns": mapping.to_json()}
    )
    return saved


@transaction.atomic
def apply_import(
    *, school: School, preview: Preview, leavers: list[str], by, at: dt.datetime, report: Report = lambda done, total: None
) -> dict:  # fmt: skip
    """Write what the preview says, all or nothing. Pupils not in the list leave only where `leavers` names them.

    Returns the counts of what was written.
    """
    plan, today = preview.plan, timezone.localdate(at)
    total = len(plan.created) + len(plan.changed) + len(leavers)
    report(0, total)
    classes = _Classes(school, today)
    _create(school, plan.created, classes, by, at)
    report(len(plan.created), total)
    _free_numbers(school, plan.changed)
    pupils = {p.reference: p for p in Pupil.objects.select_for_update().filter(school=school)}
    for done, changed in enumerate(plan.changed, len(plan.created) + 1):
        _change(pupils[changed.pupil.ref], changed, classes, by, at)
        if done % 20 == 0:
            report(done, total)
    for reference in leavers:
        mark_leaver(pupil=pupils[reference], on=today, by=by, at=at)
    report(total, total)
    return {"created": len(plan.created), "updated": len(plan.changed), "unchanged": len(plan.unchanged),
            "left": len(leavers), "errors": len(plan.errors) + sum(len(q.rows) for q in plan.questions)}  # fmt: skip


def _free_numbers(school: School, changed: list[Changed]) -> None:
    """Two pupils may swap their numbers: what is going to change is given up before it is written."""
    for name in ("upn", "mis_number"):
        changing = [c.pupil.ref for c in changed if any(change.field == name for change in c.changes)]
        Pupil.objects.filter(school=school, reference__in=changing).update(**{name: ""})


class _Classes:
    """Classes by name, found or made once each."""

    def __init__(self, school: School, today: dt.date) -> None:
        self.school, self.year, self.found = school, academic_year(today), {}

    def named(self, name: str, year_group: str):
        if name not in self.found:
            self.found[name] = find_or_create_class(
                school=self.school, name=name, academic_year=self.year, year_group=year_group
            )
        return self.found[name]


def _fields_of(row: PupilRow, classes: _Classes) -> dict:
    names = ("upn", "mis_number", "legal_first", "legal_last", "preferred_first", "born", "sex", "joined_on")
    found = {name: getattr(row, name) for name in names if getattr(row, name)}
    if row.year:
        found["year_group"] = row.year
    if row.class_name:
        found["school_class"] = classes.named(row.class_name, row.year or "")
    return found | {FLAG_OF[flag]: True for flag in row.flags}


def _create(school: School, rows: list[PupilRow], classes: _Classes, by, at: dt.datetime) -> None:
    pupils = add_pupils(school=school, pupils=[_fields_of(row, classes) for row in rows], by=by, at=at)
    today = timezone.localdate(at)
    contacts, periods, needs = [], [], []
    for pupil, row in zip(pupils, rows, strict=True):
        contacts += [_contact(pupil, contact, place) for place, contact in enumerate(row.contacts, 1)]
        if row.sen_status in LEVEL_OF:
            start = row.sen_start or today
            periods.append(_period(pupil, LEVEL_OF[row.sen_status], start, at))
            needs += [
                Need(school=school, pupil=pupil, code=code, rank=rank, start=start)
                for code, rank in row.needs or ()
            ]
    Contact.objects.bulk_create(contacts, batch_size=500)
    StatusPeriod.objects.bulk_create(periods, batch_size=500)
    Need.objects.bulk_create(needs, batch_size=500)


def _contact(pupil: Pupil, row: ContactRow, priority: int) -> Contact:
    return Contact(
        school_id=pupil.school_id, pupil=pupil, priority=priority, name=row.name,
        relationship=row.relationship or "", email=row.email or "", phone=row.phone or "",
    )  # fmt: skip


def _period(pupil: Pupil, level: Level, start: dt.date, at: dt.datetime) -> StatusPeriod:
    return StatusPeriod(
        school_id=pupil.school_id, pupil=pupil, level=level, start=start, reason=FROM_LIST, recorded_at=at,
        recorded_by=None,
    )  # fmt: skip


def _change(pupil: Pupil, changed: Changed, classes: _Classes, by, at: dt.datetime) -> None:
    row, new = changed.row, {}
    for change in changed.changes:
        if change.field == "class_name":
            new["school_class"] = classes.named(row.class_name, row.year or pupil.year_group)
        elif change.field == "on_roll":
            new["left_on"] = None
        elif change.field == "flag":
            new[FLAG_OF[change.key]] = change.new
        elif change.field == "contact_added":
            last = Contact.objects.filter(pupil=pupil).order_by("-priority").first()
            _contact(pupil, change.new, last.priority + 1 if last else 1).save()
        elif change.field.startswith("contact_"):
            part = change.field.removeprefix("contact_")
            Contact.objects.filter(pupil=pupil, reference=change.key).update(**{part: change.new})
        else:
            new[FIELD_OF.get(change.field, change.field)] = change.new
    if new:
        change_pupil(pupil=pupil, changes=new, by=by, at=at)
    if changed.sen_changes:
        _change_sen(pupil, {change.field: change.new for change in changed.sen_changes}, row, by, at)


def _change_sen(pupil: Pupil, new: dict, row: PupilRow, by, at: dt.datetime) -> None:
    today = timezone.localdate(at)
    held = StatusPeriod.objects.filter(pupil=pupil, end=None).first()
    start = row.sen_start or today
    if "sen_status" in new:
        if held and start <= held.start:
            start = today
        if held and held.start >= start:
            held.delete()
        elif held:
            held.end = start - dt.timedelta(days=1)
            held.save(update_fields=["end"])
        _period(pupil, LEVEL_OF.get(new["sen_status"], Level.EXITED), start, at).save()
        if new["sen_status"] == "N":
            set_needs(pupil=pupil, codes=[], start=start, by=by, at=at)
    elif "sen_start" in new and held:
        held.start = new["sen_start"]
        held.save(update_fields=["start"])
    if "needs" in new:  # a list does not say since when: from the new level, else from today
        since = start if "sen_status" in new else today
        set_needs(pupil=pupil, codes=[code for code, _ in new["needs"]], start=since, by=by, at=at)


def read_list(*, school: School, data: bytes, filename: str, mapping_name: str = "") -> tuple[Table, Mapping]:
    """The table in the file and the mapping that fits it. Raises Unreadable with what to do."""
    table = read_table(data, filename)
    try:
        return table, find_mapping(school, table, mapping_name)
    except BadMapping as bad:
        raise Unreadable(str(bad)) from None
