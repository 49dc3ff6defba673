from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Outside agencies"

    def ready(self) -> None:
        from agencies import permissions  # noqa: F401  registers rules
