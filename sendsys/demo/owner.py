"""What only the owner of the tables may write: the trust, which is no school's."""

import os

import psycopg
from django.core.exceptions import ImproperlyConfigured

from core.schools.models import Trust


def owner_login() -> str:
    """Address of the database for the role that migrates. Raises ImproperlyConfigured when it is not known."""
    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise ImproperlyConfigured(
            "Set DATABASE_OWNER_URL to the login that migrates: a trust is made by the owner."
        )
    return url


def gather_statistics() -> None:
    """Tell Postgres how large the tables have become, so that it finds the short way to their rows at once."""
    with psycopg.connect(owner_login()) as owner:
        owner.execute("ANALYZE")


def create_trust(*, name: str, slug: str) -> Trust:
    """The trust of that slug, made where there is none. Raises ImproperlyConfigured without the owner's login."""
    with psycopg.connect(owner_login()) as owner:
        owner.execute(
            "INSERT INTO schools_trust (name, slug) VALUES (%s, %s) ON CONFLICT (slug) DO NOTHING",
            [name, slug],
        )
    return Trust.objects.get(slug=slug)
