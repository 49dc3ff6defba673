"""Loaded before the settings (`-p tests.environment`): tests build their database as its owner, every run is on the same
day, takes words out of sets in the same order, and Hypothesis tries the same examples in every run. `make hunt` tries
others."""

import datetime as dt
import os

import time_machine
from hypothesis import HealthCheck, settings

os.environ.setdefault("DJANGO_ENV", "test")
os.environ.setdefault("SENDSYS_AS_OWNER", "1")
os.environ.setdefault("PYTHONHASHSEED", "0")  # of the processes that `-n` starts

# A Monday of term, in school hours, a week after the cast was written (tests/cast.py). The clock goes on from there. What a
# test starts as a process of its own has the machine's clock.
time_machine.travel(dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC), tick=True).start()

# how fast a machine is does not make a test fail
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, **UNTIMED)
settings.register_profile("hunt", **UNTIMED)
settings.load_profile("steady")
