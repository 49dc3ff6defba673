"""The password of the demonstration and the table of its accounts."""

import secrets
from pathlib import Path

from django.conf import settings

from sendsys.demo.schools import ACCOUNTS

WORDS = (
    "acorn", "apron", "badge", "basil", "bridge", "candle", "canoe", "cedar", "clover", "comet", "copper",
    "cotton", "daisy", "delta", "ember", "fern", "fiddle", "garden", "ginger", "harbour", "hazel", "heron",
    "island", "jigsaw", "kettle", "ladder", "lantern", "lemon", "linen", "maple", "meadow", "mitten",
    "nutmeg", "orchard", "otter", "paddle", "pebble", "pencil", "pepper", "plum", "puddle", "quilt",
    "ribbon", "river", "robin", "saddle", "sail", "sparrow", "spruce", "teapot", "thimble", "timber",
    "tulip", "velvet", "violin", "walnut", "willow", "window", "winter",
)  # fmt: skip


def new_password() -> str:
    """Four words and a number at random: easy to type, hard to guess."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(900) + 100)])


def password_path() -> Path:
    return Path(settings.DATA_DIR) / "demo-password"


def keep_password(password: str) -> None:
    """Keep it for the person who owns the data folder, so that it can be shown at every start."""
    path = password_path()
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(password + "\n", encoding="utf-8")


def kept_password() -> str | None:
    """The password of the demonstration in this data folder; None when there is none."""
    path = password_path()
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def table(password: str) -> str:
    """Role, email and what the account shows, a line each, and the one password."""
    widths = [max(len(role) for role, _ in ACCOUNTS.values()), max(map(len, ACCOUNTS))]
    lines = [
        f"  {role:<{widths[0]}}  {email:<{widths[1]}}  {shows}" for email, (role, shows) in ACCOUNTS.items()
    ]
    return "\n".join(
        ["Sign in with one of these, and the password below:", *lines, "", f"  Password: {password}"]
    )
