from django.apps import AppConfig


class ApdrConfig(AppConfig):
    name = "apdr"
    verbose_name = "Assess, plan, do, review"

    def ready(self) -> None:
        from apdr import permissions  # noqa: F401  registers rules
        from apdr.plans import queries  # noqa: F401  registers what the register asks for
