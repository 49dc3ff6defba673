"""Loaded before the settings (`-p tests.environment`): tests build their database as its owner."""

import os

os.environ.setdefault("DJANGO_ENV", "test")
os.environ.setdefault("SENDSYS_AS_OWNER", "1")
