import datetime as dt
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.schools.actions import find_or_create_trust
from core.schools.queries import all_school_ids
from sendsys.demo.accounts import keep_password, kept_password, new_password, table
from sendsys.demo.load import load
from sendsys.demo.queue import queue_documents
from sendsys.demo.schools import TRUST_NAME, TRUST_SLUG


def day(word: str) -> dt.date:
    """A date written 2026-11-23. Raises CommandError."""
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise CommandError(f"“{word}” is not a date: write it as 2026-11-23.") from None


class Command(BaseCommand):
    help = "Load the demonstration: three invented schools with two years of history."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is any school already"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number gives other children")
        parser.add_argument("--today", type=day, help="the day that the story ends on (default: today)")

    def handle(self, *, if_empty: bool, seed: int, today: dt.date | None, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "The demonstration is not for production: it lets invented people in by one password."
            )
        if all_school_ids():
            if not if_empty:
                raise CommandError(
                    "There are schools already. Load the demonstration into an empty database."
                )
            if kept_password() is None:
                raise CommandError("An earlier load was interrupted. Begin again with: make demo RESET=1")
            self.stdout.write("There are schools already: the demonstration is not loaded again.")
            return
        self.load(seed, today or timezone.localdate(), quiet=if_empty)

    def load(self, seed: int, today: dt.date, *, quiet: bool) -> None:
        began, password = time.monotonic(), new_password()
        trust = find_or_create_trust(name=TRUST_NAME, slug=TRUST_SLUG)

        def say(line: str) -> None:
            self.stdout.write(f"  {line} ({time.monotonic() - began:.0f} s)")

        schools = load(trust=trust, seed=seed, today=today, password=password, say=say)
        keep_password(password)
        queued = queue_documents(schools)
        self.stdout.write(f"  {queued} documents are made by the worker, the newest first")
        self.stdout.write(f"  loaded in {time.monotonic() - began:.1f} s\n")
        if not quiet:
            self.stdout.write(table(password))
