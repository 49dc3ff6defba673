import json

from django.core.management.base import BaseCommand, CommandError

from ehcp.clock import UnlikelyDates, as_json, as_text, assessment_clock
from ehcp.management.dates import day


class Command(BaseCommand):
    help = "Every statutory date of one EHC needs assessment, with its rule, from the days given. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--requested", type=day, required=True, metavar="DATE",
                            help="the day the local authority received the request")  # fmt: skip
        parser.add_argument(
            "--advice-requested", type=day, metavar="DATE", help="the day advice was asked for"
        )
        parser.add_argument(
            "--draft-served", type=day, metavar="DATE", help="the day the parents were served the draft"
        )
        parser.add_argument(
            "--draft-received", type=day, metavar="DATE", help="the day the draft reached the school"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options) -> None:
        names = ("requested", "advice_requested", "draft_served", "draft_received")
        try:
            found = assessment_clock(**{name: options[name] for name in names})
        except UnlikelyDates as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(json.dumps(as_json(found), indent=2) if options["json"] else as_text(found))
