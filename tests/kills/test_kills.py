"""A round of 500 with the real broker, the real workers and a real database, while each of them is killed."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes

import psycopg
import pytest
from aiosmtpd.controller import Controller

from sendsys.services.layout import Layout, data_root
from sendsys.services.runner import command_env
from sendsys.services.running import ensure
from tests.kills.house import BEGAN, EACH, STAFF
from tests.services.conftest import NAMES_OF_SERVERS, until

ALL = STAFF * EACH
PATIENCE = 120  # seconds, on a machine that does other work


class Sink:
    """A mail server that takes its time and keeps the number of every message that it took."""

    def __init__(self) -> None:
        self.took: list[str] = []
        self.lock = threading.Lock()

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(0.004)
        with self.lock:
            self.took.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 OK"


@pytest.fixture
def sink():
    server = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def house(tmp_path, sink, monkeypatch):
    """Servers of its own with the school in them; `env` for whoever works there."""
    for name in NAMES_OF_SERVERS:
        monkeypatch.delenv(name, raising=False)
    services = ensure(tmp_path / "data")
    env = command_env(services, Layout(data_root(tmp_path / "data")))
    env |= {"DJANGO_SETTINGS_MODULE": "tests.kills.settings", "SINK_PORT": str(sink.port)}
    owner = env | {"DJANGO_ENV": "test", "SENDSYS_AS_OWNER": "1"}
    subprocess.run([sys.executable, "-m", "tests.kills.house"], env=owner, check=True, timeout=120)
    yield services, env | {"DJANGO_ENV": "demo"}
    services.stop(wait_for_others=False)


@contextmanager
def process(env: dict, log, *words: str):
    """A process in a group of its own; SIGKILL for all of it at the end."""
    command = [sys.executable, "-m", "celery", "-A", "sendsys.celery", *words]
    with log.open("ab") as out:
        started = subprocess.Popen(command, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        yield started
    finally:
        kill(started)


def kill(started: subprocess.Popen) -> None:
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def rows(env: dict, statement: str) -> list[tuple]:
    """As the owner of the tables, who is bound by row-level security too: with every school in sight."""
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        connection.execute("SELECT set_config('app.schools', '{1}', true)")
        return connection.execute(statement).fetchall()


def test_a_round_of_500_survives_the_death_of_everybody(house, sink, tmp_path):
    services, env = house
    began, log = tmp_path / "data" / BEGAN, tmp_path / "celery.log"
    worker = ["worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "WARNING"]

    def kill_worker_when(condition) -> None:
        with process(env, log, *worker):
            until(condition, PATIENCE)

    with process(env, log, "beat", "-s", str(tmp_path / "beat"), "--pidfile=", "-l", "WARNING"):
        kill_worker_when(began.exists)  # in the midst of the round, before anything is told
        assert rows(env, "SELECT count(*) FROM reminders_notice") == [(0,)]
        kill_worker_when(lambda: len(sink.took) > 60)  # in the midst of sending
        with process(env, log, *worker):
            until(lambda: len(sink.took) > 160, PATIENCE)
            services.servers[1].process.send_signal(signal.SIGKILL)  # the broker
            services.servers[1].process.wait()
            services.revive()
            until(lambda: len(sink.took) > 260, PATIENCE)
            services.servers[0].process.send_signal(signal.SIGKILL)  # the database
            services.servers[0].process.wait()
            services.revive()
            until(lambda: len(sink.took) > 360, PATIENCE)
        with process(env, log, *worker):
            left = "SELECT count(*) FROM reminders_mail WHERE state <> 'sent'"
            until(lambda: len(sink.took) >= ALL and rows(env, left) == [(0,)], PATIENCE)

    told = rows(env, "SELECT kind, subject, due, rung, recipient_id FROM reminders_notice")
    assert len(told) == len(set(told)) == ALL
    written = dict(rows(env, "SELECT message_id, maybe_twice FROM reminders_mail"))
    times = Counter(sink.took)
    assert len(written) == ALL and set(times) == set(written), "something was lost"
    twice = {number for number, count in times.items() if count > 1}
    assert all(written[number] for number in twice), "something came twice and does not say that it may have"
    assert sum(written.values()) <= 8, "only what was in hand when somebody died may have come twice"
