"""The test house: one database, built as its owner; one cast, built once; every test as the web's lesser role."""

import copy
import hashlib
import os
import random
import secrets
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

PROJECT = Path(__file__).resolve().parents[1]
TABLES = {"models.py", "models/", "enums.py", "enums/", "migrations/", "walls.py"}  # where a table may change


@pytest.fixture(scope="session")
def django_db_createdb(request) -> bool:
    """Build the database anew when asked (--create-db) or when a table may have changed since it was built."""
    digest = hashlib.sha256()
    for app in ("core", "register", "agencies", "apdr", "ehcp", "governance", "overview"):
        for path in sorted((PROJECT / app).glob("**/*.py")):
            if TABLES & {path.name, path.parent.name + "/"}:
                digest.update(path.read_bytes())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    stamp = Path(settings.DATA_DIR) / f"test-database-{worker}"
    known = stamp.read_text() if stamp.exists() else ""
    stamp.write_text(digest.hexdigest())
    return request.config.getvalue("create_db") or known != digest.hexdigest()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """The guard is off while the database is built; each test turns it on."""
    from core.schools import guard

    with guard.off():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_createdb, django_db_blocker):
    """The database with the cast in it, committed; what a test writes is rolled back."""
    from tests import cast

    with django_db_blocker.unblock():
        if django_db_createdb:
            _install_triggers()
        cast.build()


def _install_triggers() -> None:
    """The triggers that migrations would have made, and the walls anew, which make them run as their owner."""
    import pgtrigger

    from core.schools.apps import lay_walls

    pgtrigger.install()
    lay_walls(using="default")


@pytest.fixture(autouse=True)
def _as_the_web(request):
    """Every test that touches the database does it as the web's role."""
    needs = request.node.get_closest_marker("django_db") or {
        "db",
        "transactional_db",
        "cast",
    } & set(request.fixturenames)
    if not needs:
        yield
        return
    request.getfixturevalue("_django_db_helper")
    from tests.roles import lesser_role

    with lesser_role():
        yield


@pytest.fixture(autouse=True)
def _same_lot(request, monkeypatch):
    """What is drawn by lot (references, tokens of forms) is the same in every run: no name is spelt by chance in one."""
    lot = random.Random(request.node.nodeid)
    monkeypatch.setattr(secrets, "choice", lot.choice)
    monkeypatch.setattr(secrets, "token_bytes", lambda count=None: lot.randbytes(count or 32))


@pytest.fixture(autouse=True)
def _seen_once(monkeypatch):
    """That somebody was here is written once a sign-in, not once a minute: a count of queries is the same on a machine
    whose clock leaps. Tests of idle sessions say otherwise."""
    monkeypatch.setattr("core.accounts.middleware.SEEN_EVERY", 24 * 3600)


@pytest.fixture
def cast(db):
    """The people, schools and pupils of every test (tests/cast.py), fresh copies for each."""
    from tests import cast

    return copy.deepcopy(cast.built())


@pytest.fixture
def client_for(cast):
    """`client_for("senco")`: a browser in which that person of the cast has signed in."""
    return cast.client_for


@pytest.fixture
def run_on_commit(django_capture_on_commit_callbacks):
    """Run what a block leaves for after the commit: mail goes out, jobs run (in this process). What the test's set-up
    wrote before has never been committed, so none of its mail leaves with the block's."""

    @contextmanager
    def committing():
        _forget_unsent()
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            yield callbacks

    return committing


def _forget_unsent() -> None:
    from django.db.models import F

    from core.reminders.enums import MailState
    from core.reminders.models import Mail
    from tests.roles import as_owner

    with as_owner():
        Mail.objects.filter(state=MailState.WAITING).update(state=MailState.SENT, sent_at=F("written_at"))


def pytest_configure(config) -> None:
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")
