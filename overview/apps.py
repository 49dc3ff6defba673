from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "overview"
    verbose_name = "Overview"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from core.ui.context import add_to_shell
        from overview import deadlines, evidence_jobs, people, places, transfer_jobs  # noqa: F401  fills the side bar, registers long work
        from overview.governors import jobs  # noqa: F401  drafts the report to governors
        from overview.inspection import jobs as packing  # noqa: F401  makes the inspection pack
        from overview.notices.header import bell_parts, count_at_sign_in

        add_to_shell(bell_parts)
        user_logged_in.connect(count_at_sign_in, dispatch_uid="count the bell")
