"""What is left when a command is killed, and what the next one finds."""

import os
import time

import psycopg
import pytest
import redis

from sendsys.services.__main__ import show_env
from tests.services.conftest import Running, processes_on, until


@pytest.fixture(scope="module")
def after_kill(data):
    """Servers that were killed with a row and a task in them, the state just after, and servers started again."""
    first = Running(data)
    with psycopg.connect(first.env["DATABASE_OWNER_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    redis.from_url(first.env["REDIS_URL"]).lpush("celery", "task")
    time.sleep(0.05)
    first.kill()
    until(lambda: not processes_on(data))
    (data / "postgres" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{data}/postgres\n1\n1\n\n127.0.0.1\n1 1\nready\n"
    )
    second = Running(data)
    yield first, second
    if second.process.poll() is None:
        second.end()


def test_killed_command_leaves_no_process(after_kill):
    first, _second = after_kill  # the fixture waited until none was left
    assert first.process.returncode == -9


def test_rows_survive_a_kill(after_kill):
    _first, second = after_kill
    with psycopg.connect(second.env["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_queued_tasks_survive_a_kill(after_kill):
    _first, second = after_kill
    assert redis.from_url(second.env["REDIS_URL"]).lrange("celery", 0, -1) == [b"task"]


def test_ports_and_passwords_stay(after_kill):
    first, second = after_kill
    assert first.env == second.env


def test_ended_command_returns_its_code_and_leaves_nothing(after_kill):
    _first, second = after_kill
    assert second.end() == 7
    assert processes_on(second.data) == []
    assert not (second.data / "run" / "services.json").exists()


def test_env_says_that_nothing_is_running(tmp_path, capsys):
    assert show_env(str(tmp_path)) == 1
    assert capsys.readouterr() == ("", f"No servers are running on {tmp_path}. Start them: make demo\n")
