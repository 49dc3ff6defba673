"""Sets Django up as the demonstration runs it; imported before anything that touches a model."""

import os
import sys

import django

if "DATABASE_URL" not in os.environ:
    sys.exit("The bench needs servers of its own. Start it with: make bench")

os.environ["DJANGO_ENV"] = "demo"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendsys.settings")
django.setup()
