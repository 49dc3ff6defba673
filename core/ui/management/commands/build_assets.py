"""manage.py build_assets: the sprite, the face and the style sheet, built when their sources change."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from core.ui import assets


class Command(BaseCommand):
    help = "Build the icon sprite, the fonts and the style sheet into settings.BUILT_ASSETS."
    requires_system_checks = []

    def handle(self, *args, **options):
        target = Path(getattr(settings, "BUILT_ASSETS", settings.BASE_DIR / "var" / "assets"))
        built = assets.build(target)
        if options["verbosity"]:
            self.stdout.write(f"Assets built in {target}" if built else "Assets are up to date")
