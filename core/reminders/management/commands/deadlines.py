import dataclasses
import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.reminders.deadlines import Ask, gather
from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids

NAMED = {"name", "class_name", "detail", "started", "so_far"}  # may hold names


class Command(BaseCommand):
    help = "All deadlines of a school that fall between two days, with the rule of each; children by reference alone."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--school", required=True, help="the school's short name in addresses")
        parser.add_argument("--from", dest="start", required=True, type=dt.date.fromisoformat)
        parser.add_argument("--to", dest="end", required=True, type=dt.date.fromisoformat)
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args, school, start, end, **options) -> None:
        if end < start:
            raise CommandError("--to lies before --from.")
        with scope.opened(all_school_ids(), doing="deadlines"), transaction.atomic():
            found = School.objects.filter(slug=school).first()
            if found is None:
                raise CommandError(f"There is no school called {school}.")
            gathered = gather(Ask(found, start, end, timezone.localdate()))
        rows = [as_row(one) for one in gathered.deadlines]
        failures = [dataclasses.asdict(failure) for failure in gathered.failures]
        if options["json"]:
            self.stdout.write(json.dumps({"deadlines": rows, "failures": failures}, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['due']}  {row['kind']:<24} {row['pupil'] or '-':<10} {row['url']}")
        for failure in failures:
            self.stdout.write(f"could not be computed: {failure['called']} {failure['pupil']}")


def as_row(one) -> dict:
    """A deadline as plain data that names nobody: dates in ISO form, owners as numbers of users."""
    kind = one.of
    plain = {key: value for key, value in dataclasses.asdict(one).items() if key not in NAMED}
    return plain | {
        "due": one.due.isoformat(), "aim": one.aim.isoformat() if one.aim else None, "title": kind.title,
        "statutory": kind.statutory, "rule": one.rule or kind.rule, "cites": one.cites or kind.cites,
    }  # fmt: skip
