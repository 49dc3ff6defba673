from django.core.management.base import BaseCommand, CommandError

from sendsys.demo.accounts import kept_password, table


class Command(BaseCommand):
    help = "Print the demonstration's accounts and their password."

    def handle(self, **options) -> None:
        password = kept_password()
        if password is None:
            raise CommandError("No demonstration has been loaded into this data folder: run load_demo first.")
        self.stdout.write(table(password))
