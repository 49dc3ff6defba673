import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ehcp.clock import PlanFacts, UnlikelyDates, as_json, as_text, plan_clock
from ehcp.management.dates import day


class Command(BaseCommand):
    help = "Every statutory date of one EHC plan, with its rule, from the days given. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--plan-made", type=day, required=True, metavar="DATE", help="the day the plan was first made"
        )
        parser.add_argument("--last-decision", type=day, metavar="DATE", help="of the last annual review")
        parser.add_argument("--last-meeting", type=day, metavar="DATE", help="of the last annual review")
        parser.add_argument(
            "--meeting", type=day, metavar="DATE", help="of the review that is coming or going on"
        )
        parser.add_argument("--amendment-notice", type=day, metavar="DATE", help="the day it was served")
        who = parser.add_mutually_exclusive_group()
        who.add_argument("--born", type=day, metavar="DATE")
        who.add_argument("--year-group", metavar="N", help="taught: N1, N2, R, 1 to 13")
        parser.add_argument(
            "--academic-year", type=int, metavar="YEAR", help="2025 is 2025/26; this one without it"
        )
        parser.add_argument("--last-year-here", metavar="N", help="the last year group of the school")
        parser.add_argument("--today", type=day, metavar="DATE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options) -> None:
        facts = PlanFacts(
            plan_made=options["plan_made"], last_decision=options["last_decision"], last_meeting=options["last_meeting"],
            meeting=options["meeting"], amendment_notice=options["amendment_notice"], born=options["born"],
            year_group=options["year_group"] and options["year_group"].upper(), year=options["academic_year"],
            top_year=options["last_year_here"],
        )  # fmt: skip
        today: dt.date = options["today"] or timezone.localdate()
        try:
            found = plan_clock(facts, today=today)
        except UnlikelyDates as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(json.dumps(as_json(found), indent=2) if options["json"] else as_text(found))
