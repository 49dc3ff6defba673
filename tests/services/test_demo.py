"""The supervisor of `make demo`, with a plan of small commands in place of the product."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sendsys.services.demo import Child, Plan, Step, Supervisor, check_port, demo_plan
from sendsys.services.errors import ServiceError
from sendsys.services.layout import Layout, any_free_port
from sendsys.services.running import Services
from tests.services.conftest import (
    PROJECT,
    clean_env,
    finish,
    is_alive,
    processes_on,
    services,
    until,
)

SMALL_DEMO = """
import sys
from sendsys.services.demo import Child, Plan, Step, demo
data, port = sys.argv[1], int(sys.argv[2])
listen = "import socket, time; s = socket.create_server(('127.0.0.1', %d)); time.sleep(600)" % port
plan = Plan(
    steps=[Step("A first step", ["sh", "-c", 'echo "in $DJANGO_ENV with ${DATABASE_URL%%:*}"'])],
    children=[
        Child("web", [sys.executable, "-S", "-c", listen, data]),
        Child("worker", ["sleep", "602"]),
        Child("beat", ["sleep", "601"]),
    ],
    farewell=["echo", "senco@oakfield.example"],
)
sys.exit(demo(data=data, port=port, plan=plan))
"""


class Demo:
    """A running small demonstration, and the lines that it has printed."""

    def __init__(self, data, port):
        self.data, self.port = data, port
        self.process = subprocess.Popen(
            [sys.executable, "-c", SMALL_DEMO, str(data), str(port)],
            env=clean_env(),
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines = []
        threading.Thread(target=self.read, daemon=True).start()
        self.line_with("Logs:")

    def read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.strip())

    def line_with(self, words: str) -> str:
        """Wait for it."""
        until(lambda: any(words in line for line in self.lines), timeout=10)
        return next(line for line in self.lines if words in line)

    def children(self) -> list[str]:
        """Their process numbers."""
        return Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()

    def child(self, words: str) -> int:
        """The process number of a child by a word of its command line."""
        return next(int(pid) for pid in self.children() if words in Path(f"/proc/{pid}/cmdline").read_text())


@pytest.fixture(scope="module")
def demo(data):
    running = Demo(data, any_free_port())
    yield running
    running.process.kill()
    running.process.wait()


def test_demo_takes_its_steps_and_ends_with_accounts_and_address(demo):
    assert "in demo with postgresql" in demo.lines
    assert demo.lines[-4:-1] == [
        "senco@oakfield.example",
        "",
        f"SENDSYS is running at http://127.0.0.1:{demo.port}",
    ]


def test_second_copy_says_where_the_first_is(demo):
    code, _out, err = finish(services("demo", "--data", demo.data, "--port", demo.port))
    assert code == 1
    assert err.startswith(
        f"SENDSYS is already running at http://127.0.0.1:{demo.port} (process {demo.process.pid}"
    )


def test_crashed_child_is_started_again(demo):
    os.kill(demo.child("sleep\x00601"), signal.SIGKILL)
    assert demo.line_with("stopped").startswith("beat stopped (exit -9); starting it again in 1 s.")


def test_interrupt_stops_all_in_order(demo):
    demo.process.send_signal(signal.SIGINT)
    demo.line_with("The data is kept")
    assert demo.process.wait(20) == 0
    assert demo.lines[-6:-1] == [
        "Stopping SENDSYS.",
        "stopping beat",
        "stopping web",
        "stopping worker",
        "stopping Valkey and Postgres",
    ]
    assert processes_on(demo.data) == []


def test_kill_of_the_supervisor_leaves_nothing(data):
    running = Demo(data, any_free_port())
    children = running.children()
    assert len(children) == 5  # Postgres, Valkey, web, worker, beat
    running.process.kill()
    running.process.wait()
    until(lambda: not processes_on(data) and not any(is_alive(pid) for pid in children))


def test_busy_port_names_another():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(ServiceError, match=f"make demo PORT={port + 10}"):
            check_port("127.0.0.1", port)


def test_pauses_grow_and_are_forgotten_after_a_calm_time(tmp_path):
    supervisor = Supervisor(Plan([], []), Services({}), Layout(tmp_path), {})
    child = Child("worker", [], started=time.monotonic())
    assert [supervisor.next_pause(child) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    child.started -= 61
    assert supervisor.next_pause(child) == 1


def test_failed_step_says_which(tmp_path):
    supervisor = Supervisor(Plan([Step("Loading", ["false"])], []), Services({}), Layout(tmp_path), {})
    with pytest.raises(ServiceError, match="Loading: this failed"):
        supervisor.take_steps()


def test_plan_of_the_product_binds_where_asked(tmp_path):
    plan = demo_plan("::1", 8010, Layout(tmp_path))
    web = next(child for child in plan.children if child.name == "web")
    assert web.command[3:8] == ["sendsys.wsgi", "--bind", "[::1]:8010", "--workers", "2"]
    assert [child.name for child in plan.children] == ["web", "worker", "beat"]
