"""The running product for journeys: a server thread on the test database, a browser, schools of their own.

Nothing of a journey is rolled back: each opens schools of its own through the actions, and the cast is built anew
when the folder is left. The server's threads take the web's lesser role as the journey's own connection does, so
row-level security binds every page.
"""

import os

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.journeys.looking import Watch
from tests.journeys.steps import Person
from tests.roles import lesser_role

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def journeys_database(django_db_setup, django_db_blocker):
    """The test database, written for good while journeys run; the cast is built anew after them."""
    from tests import cast

    yield
    with django_db_blocker.unblock():
        cast.build()
        connections.close_all()


@pytest.fixture(scope="package")
def server(journeys_database) -> str:
    """The address of the running product: its own handler, with static files served as in production."""
    if not (settings.BUILT_ASSETS / "css" / "sendsys.css").exists():
        call_command("build_assets")
    # by name, not number: a passkey belongs to a host name
    thread = LiveServerThread("localhost", static_handler=lambda handler: WSGIHandler())
    thread.daemon = True
    with override_settings(WHITENOISE_USE_FINDERS=True):
        thread.start()
        thread.is_ready.wait()
    assert thread.error is None, thread.error
    yield f"http://localhost:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="package")
def chromium():
    """One browser for the journeys of a worker. Its loop runs in this thread, which Django would refuse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM", CHROMIUM)
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            yield browser
            browser.close()


@pytest.fixture
def db(journeys_database, django_db_blocker):
    """The database as journeys use it: open to every thread, and what is written stays."""
    with django_db_blocker.unblock():
        yield
        connections["default"].close()


@pytest.fixture(autouse=True)
def _as_the_web(db, settings):
    """In place of the fixture of this name for other tests: the web's role, without a transaction around the test.
    Mail goes by the queue."""
    settings.EMAIL_BACKEND = "core.jobs.mail.QueuedEmailBackend"
    with lesser_role():
        yield


@pytest.fixture
def person(server, chromium, request, _as_the_web):
    """`person()`: somebody at a screen of their own. At the end each must have seen a page without faults."""
    people: list[Person] = []

    def open_for(*, narrow: bool = False, script: bool = True, scheme: str = "light") -> Person:
        context = chromium.new_context(
            viewport=NARROW if narrow else WIDE, java_script_enabled=script, base_url=server, color_scheme=scheme,
            reduced_motion="reduce",  # colours are looked at when they stand still
        )  # fmt: skip
        context.set_default_timeout(15000)
        people.append(Person(context, Watch(context, server)))
        return people[-1]

    yield open_for
    for number, somebody in enumerate(people):
        somebody.look(f"{request.node.name}-{number}")
        somebody.context.close()
    faults = [fault for somebody in people for fault in somebody.watch.faults]
    assert faults == []
