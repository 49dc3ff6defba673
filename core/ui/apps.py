from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "core.ui"
    label = "ui"
