from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = "Register"

    def ready(self) -> None:
        from register import deadlines, jobs, permissions  # noqa: F401  registers what is due, rules and long work
        from register.profiles import permissions as _profiles  # noqa: F401
        from register.profiles import sheets  # noqa: F401
        from register.transition import jobs as _transition  # noqa: F401

        post_migrate.connect(create_supply_function, sender=self)


def create_supply_function(*, using: str, **kwargs) -> None:
    """After every migration: the function that tells which school a supply teacher's link is of."""
    from register.profiles.supply import SUPPLY_SCHOOL_FUNCTION

    if settings.AS_OWNER:
        with connections[using].cursor() as cursor:
            cursor.execute(SUPPLY_SCHOOL_FUNCTION)
            cursor.execute(f'GRANT EXECUTE ON FUNCTION supply_school(text) TO "{settings.WEB_ROLE}"')
