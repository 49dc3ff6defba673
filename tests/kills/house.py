"""A school of 25 members of staff with 20 deadlines each, all of them set by law and due today: a round of 500."""

import datetime as dt
import os
import time
from pathlib import Path

from django.apps import AppConfig
from django.utils import timezone

STAFF, EACH = 25, 20
BEGAN = "round-began"  # a file in the data folder: a round is in the midst of its work


class House(AppConfig):
    name = "tests.kills"
    label = "kills"

    def ready(self) -> None:
        from core.reminders import outbox
        from core.reminders.deadlines import SOURCES, Source
        from core.reminders.enums import Group
        from core.reminders.kinds import Kind, add_kinds

        outbox.TAKEN_TOO_LONG = dt.timedelta(seconds=6)
        outbox.FIRST_WAIT = dt.timedelta(seconds=1)
        outbox.LONGEST_WAIT = dt.timedelta(seconds=2)
        add_kinds(
            Kind("kill", "Be told", "Something is due", Group.LAW, "By a rule.", "reg 1", statutory=True)
        )
        SOURCES.clear()
        SOURCES["kills"] = Source("kills", "Kills", _staff, _deadlines)


def _staff(ask) -> list[int]:
    from core.accounts.models import Membership

    Path(os.environ["SENDSYS_DATA"], BEGAN).touch()
    time.sleep(0.3)
    return list(Membership.objects.filter(school=ask.school).order_by("user").values_list("user", flat=True))


def _deadlines(user: int, ask) -> list:
    from core.reminders.deadlines import Deadline

    return [Deadline("kill", f"thing:{user}-{n}", ask.today, "/", (user,)) for n in range(EACH)]


def make() -> None:
    """The tables from the models, the walls, the school and its staff; as the owner of the tables."""
    import pgtrigger
    from django.core.management import call_command
    from django.db import transaction

    from core.accounts.actions import give_role
    from core.accounts.enums import Role
    from core.accounts.models import User
    from core.schools import guard, scope
    from core.schools.actions import create_school
    from core.schools.apps import lay_walls

    with guard.off():
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        pgtrigger.install()
        lay_walls(using="default")
        with transaction.atomic():
            school = create_school(name="Killed", slug="killed", prefix="KIL")
            with scope.opened([school.pk], doing="tests"):
                school.reminder_hour = 0
                school.save(update_fields=["reminder_hour"])
                for n in range(STAFF):
                    user = User.objects.create_user(f"staff{n}@killed.example", name=f"Invented {n}")
                    give_role(school=school, user=user, role=Role.TEACHER, by=None, at=timezone.now())


if __name__ == "__main__":
    import django

    django.setup()
    make()
