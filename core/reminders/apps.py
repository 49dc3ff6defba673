from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "core.reminders"
    label = "reminders"

    def ready(self) -> None:
        from core.reminders import bounces  # noqa: F401  listens to what came back
