from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "core.documents"
    label = "documents"

    def ready(self) -> None:
        from core.documents import actions  # noqa: F401  registers what its jobs do
