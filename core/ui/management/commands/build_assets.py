"""manage.py build_assets: the sprite, the face and the style sheet, built when their sources change."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.ui import assets


class Command(BaseCommand):
    help = "Build the icon sprite, the fonts and the style sheet into settings.BUILT_ASSETS."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--collect", action="store_true", help="and gather what the web serves, if it changed"
        )

    def handle(self, *args, **options):
        target = Path(getattr(settings, "BUILT_ASSETS", settings.BASE_DIR / "var" / "assets"))
        built = assets.build(target)
        if options["verbosity"]:
            self.stdout.write(f"Assets built in {target}" if built else "Assets are up to date")
        if options["collect"]:
            collect(target)


def collect(built: Path) -> None:
    """Gather, compress and name by content all that the web serves, unless nothing of it has changed."""
    sources = sorted(
        path for folder in (built, *settings.STATICFILES_DIRS) for path in Path(folder).rglob("*")
    )
    state = "\n".join(f"{path} {path.stat().st_mtime_ns}" for path in sources if path.is_file())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)
