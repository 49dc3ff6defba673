"""The demonstration's settings with 500 deadlines of their own, and no patience: for real workers that are killed."""

from sendsys.settings import *  # noqa: F403
from sendsys.settings import INSTALLED_APPS, TESTING, env

INSTALLED_APPS += ["tests.kills.house.House"]
if not TESTING:
    DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", env.int("SINK_PORT", default=1), 3
EMAIL_USE_TLS = EMAIL_USE_SSL = False
CELERY_BEAT_SCHEDULE = {
    "daily-rounds": {"task": "core.reminders.tasks.daily_rounds", "schedule": 1.0},
    "send-waiting-mail": {"task": "core.reminders.tasks.send_waiting_mail", "schedule": 1.0},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 5}
