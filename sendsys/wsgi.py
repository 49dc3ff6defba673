import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendsys.settings")

application = get_wsgi_application()
gc.freeze()  # what start-up made lives for good: leave it out of every later collection
gc.set_threshold(20_000, 20, 20)  # a page makes some ten thousand short-lived things: collect less often
