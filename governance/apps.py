from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        from governance import deadlines, lifecycle, permissions  # noqa: F401  registers what is due, moves and rules
