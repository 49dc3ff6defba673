import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids
from register.importing.actions import apply_import, preview_list, read_list
from register.importing.plan import as_json
from register.importing.table import Unreadable


class Command(BaseCommand):
    help = "Import a school's pupil list (CSV, TSV or XLSX). With --dry-run, only say what it would do."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="the list as the school's information system exports it")
        parser.add_argument("--school", required=True, help="the school's short name in addresses")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--mapping", default="", help="name of a mapping that was kept on the page")
        parser.add_argument("--json", action="store_true", help="print counts and errors as JSON")

    def handle(self, *args, **options) -> None:
        data = self.read(options["file"])
        school = self.find(options["school"])
        with scope.opened([school.pk], doing="import_pupils"), transaction.atomic():
            result, text = self.run(school, data, options)
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else text)

    def read(self, name: str) -> bytes:
        try:
            return Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from None

    def find(self, slug: str) -> School:
        with scope.opened(all_school_ids()), transaction.atomic():
            school = School.objects.filter(slug=slug).first()
            slugs = ", ".join(School.objects.values_list("slug", flat=True))
        if school is None:
            raise CommandError(f"There is no school “{slug}”. Schools here: {slugs or 'none'}.")
        return school

    def run(self, school: School, data: bytes, options) -> tuple[dict, str]:
        try:
            table, mapping = read_list(
                school=school, data=data, filename=options["file"], mapping_name=options["mapping"]
            )
        except Unreadable as unreadable:
            raise CommandError(str(unreadable)) from None
        if mapping.missing:
            raise CommandError(mapping.missing)
        at = timezone.now()
        preview = preview_list(school=school, table=table, mapping=mapping, today=timezone.localdate(at))
        if not options["dry_run"]:
            apply_import(school=school, preview=preview, leavers=[], by=None, at=at)
        result = as_json(preview.plan)
        return result, self.in_words(result, mapping.unknown, options["dry_run"])

    def in_words(self, result: dict, unknown: list[str], dry_run: bool) -> str:
        verb = "Would be" if dry_run else "Were"
        lines = [f"{verb} created: {result['created']}, updated: {result['updated']}, unchanged: {result['unchanged']}.",
                 f"Pupils of the register not in the list (possible leavers): {result['possible_leavers']}."]  # fmt: skip
        lines += [f"Columns not taken: {', '.join(unknown)}."] if unknown else []
        lines += [f"Row {e['row']}, {e['column']}: {e['message']}" for e in result["errors"]]
        return "\n".join(lines)
