from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate


class SchoolsConfig(AppConfig):
    name = "core.schools"
    label = "schools"
    verbose_name = "Schools"

    def ready(self) -> None:
        post_migrate.connect(lay_walls, sender=self)


def lay_walls(*, using: str, **kwargs) -> None:
    """After every migration: row-level security, rights and composite keys, from the models as they are."""
    from core.schools import guard, walls
    from core.schools.queries import ALL_SCHOOLS_FUNCTION

    if not settings.AS_OWNER:
        return
    with guard.off(), connections[using].cursor() as cursor:
        walls.install(cursor)
        cursor.execute(ALL_SCHOOLS_FUNCTION)
        cursor.execute(f'GRANT EXECUTE ON FUNCTION all_school_ids() TO "{settings.WEB_ROLE}"')
