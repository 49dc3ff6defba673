from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "overview"
    verbose_name = "Overview"

    def ready(self) -> None:
        from overview import evidence_jobs, places, transfer_jobs  # noqa: F401  fills the side bar, registers long work
