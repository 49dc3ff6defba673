"""Loaded before the settings (`-p tests.environment`): tests build their database as its owner, and Hypothesis tries
the same examples in every run. `make hunt` tries others."""

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("DJANGO_ENV", "test")
os.environ.setdefault("SENDSYS_AS_OWNER", "1")

# how fast a machine is does not make a test fail
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, **UNTIMED)
settings.register_profile("hunt", **UNTIMED)
settings.load_profile("steady")
