from django.apps import AppConfig


class ApdrConfig(AppConfig):
    name = "apdr"
    verbose_name = "Assess, plan, do, review"

    def ready(self) -> None:
        from apdr import permissions, queries  # noqa: F401  registers rules and what the register asks for
