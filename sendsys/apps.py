from django.apps import AppConfig


class SendsysConfig(AppConfig):
    name = "sendsys"
    verbose_name = "SENDSYS"

    def ready(self) -> None:
        from sendsys import checks  # noqa: F401  registers the system checks
