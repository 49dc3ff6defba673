import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendsys.settings")

app = Celery("sendsys")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["register.transition", "overview.governors"])  # a room with tasks of its own
