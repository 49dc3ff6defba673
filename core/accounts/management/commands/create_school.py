from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from core.accounts.actions import find_or_create_user, give_role, invitation_path
from core.accounts.enums import Role
from core.schools import scope
from core.schools.actions import create_school, find_or_create_trust


class Command(BaseCommand):
    help = "Open a school and invite its SENCo, who invites everybody else."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--name", required=True, help="as on letters, for example Oakfield Primary")
        parser.add_argument("--slug", required=True, help="short name in addresses, for example oakfield")
        parser.add_argument(
            "--prefix", required=True, help="letters that pupils' references begin with, for example OAK"
        )
        parser.add_argument("--trust", default="", help="name of the trust it belongs to, where it does")
        parser.add_argument("--senco-email", required=True)
        parser.add_argument("--senco-name", required=True)

    def handle(self, *args, **options) -> None:
        try:
            link = self.open(options)
        except (ValueError, IntegrityError) as error:
            taken = f"A school with the short name “{options['slug']}” exists already."
            raise CommandError(taken if isinstance(error, IntegrityError) else str(error)) from None
        self.stdout.write(
            f"{options['name']} is open. {options['senco_name']} sets a password here, within three days:"
        )
        self.stdout.write(link)

    @transaction.atomic
    def open(self, options) -> str:
        name, prefix = options["senco_name"], options["prefix"].upper()[:4]
        trust = (
            find_or_create_trust(name=options["trust"], slug=slugify(options["trust"]))
            if options["trust"]
            else None
        )
        school = create_school(
            name=options["name"], slug=options["slug"], prefix=prefix, senco_name=name, trust=trust
        )
        user = find_or_create_user(email=options["senco_email"], name=name)
        with scope.opened([school.pk], doing="create_school"):
            give_role(school=school, user=user, role=Role.SENCO, by=None, at=timezone.now())
        return settings.SITE_URL + invitation_path(user)
