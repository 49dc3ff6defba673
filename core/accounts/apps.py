from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "core.accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        post_migrate.connect(create_memberships_function, sender=self)


def create_memberships_function(*, using: str, **kwargs) -> None:
    """After every migration: the function that tells a person's schools and roles."""
    from core.accounts.memberships import MEMBERSHIPS_FUNCTION

    if settings.AS_OWNER:
        with connections[using].cursor() as cursor:
            cursor.execute(MEMBERSHIPS_FUNCTION)
            cursor.execute(f'GRANT EXECUTE ON FUNCTION memberships_of(bigint) TO "{settings.WEB_ROLE}"')
