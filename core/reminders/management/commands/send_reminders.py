import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.reminders.models import Notice, Round
from core.reminders.rounds import run_round
from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids


class Command(BaseCommand):
    help = "The daily round of every school for one day, or with --dry-run what it would tell, and then nothing is kept."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--date", type=dt.date.fromisoformat, default=None, help="today, unless given")
        parser.add_argument("--school", help="one school alone, by its short name in addresses")
        parser.add_argument("--dry-run", action="store_true", help="tell nobody, keep nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args, date, school, dry_run, **options) -> None:
        today = date or timezone.localdate()
        if today > timezone.localdate() and not dry_run:
            raise CommandError(
                "That day lies ahead: add --dry-run. Once a round is held, no earlier day has one."
            )
        schools = self._schools(school)
        told = [self._round(one, today, dry_run=dry_run) for one in schools]
        if options["json"]:
            self.stdout.write(
                json.dumps({"date": today.isoformat(), "dry_run": dry_run, "schools": told}, indent=1)
            )
            return
        for one in told:
            self.stdout.write(f"{one['school']}: {one['words']}")
            for notice in one["notices"]:
                self.stdout.write(
                    "  {due}  {kind:<24} {rung:<12} to user {recipient}, {pace}".format(**notice)
                )

    def _schools(self, slug: str | None) -> list[School]:
        with scope.opened(all_school_ids(), doing="reminders"), transaction.atomic():
            rows = School.objects.filter(slug=slug) if slug else School.objects.all()
            found = list(rows.order_by("slug"))
        if not found:
            raise CommandError(f"There is no school called {slug}." if slug else "There is no school.")
        return found

    def _round(self, school: School, today: dt.date, *, dry_run: bool) -> dict:
        with scope.opened([school.pk], doing="daily round"), transaction.atomic():
            done = run_round(school=school, today=today, at=timezone.now())
            told = list(
                Notice.objects.filter(school=school, round_on=today)
                .order_by("due", "kind", "pk").values("kind", "subject", "due", "rung", "recipient", "pace")
            ) if done else []  # fmt: skip
            if dry_run:
                transaction.set_rollback(True)
        for notice in told:
            notice["due"] = notice["due"].isoformat()
        return {"school": school.slug, "words": _words(done), "notices": told,
                "failures": done.failures if done else []}  # fmt: skip


def _words(done: Round | None) -> str:
    if done is None:
        return "done already, or a later day’s was"
    return f"{done.deadlines} deadlines, {done.told} told, {done.mails} emails, {len(done.failures)} not computed"
