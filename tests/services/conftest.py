"""Real servers in a folder of their own: what the tests of the embedded services share."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NAMES_OF_SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SENDSYS_DATA")


def clean_env() -> dict[str, str]:
    """The environment without the servers that the test run itself uses."""
    env = {name: value for name, value in os.environ.items() if name not in NAMES_OF_SERVERS}
    return env | {"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}


def services(*words: object, **popen) -> subprocess.Popen:
    """Start `python -m sendsys.services ...` and return at once."""
    command = [sys.executable, "-m", "sendsys.services", *map(str, words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=clean_env(), cwd=PROJECT, **(pipes | popen))


def finish(process: subprocess.Popen, timeout: float = 20) -> tuple[int, str, str]:
    """Wait; exit code, output, errors."""
    out, err = process.communicate(timeout=timeout)
    return process.returncode, out, err


def until(condition, timeout: float = 15):
    """Wait for the condition to hold, and return what it returned."""
    end = time.monotonic() + timeout
    while not (found := condition()):
        assert time.monotonic() < end, f"waited {timeout} s in vain"
        time.sleep(0.02)
    return found


def processes_on(folder: Path) -> list[str]:
    """The command lines of all processes that name the folder, or work in it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            home = str((process / "cwd").readlink())
        except OSError:
            continue
        if str(folder) in words or home.startswith(str(folder)):
            found.append(words)
    return found


def is_alive(pid: str) -> bool:
    """Whether it runs; one that ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Running:
    """Servers kept up by a `run` that waits until it is told to end."""

    def __init__(self, data: Path):
        self.data = data
        command = ["sh", "-c", "echo up; cat; exit 7"]
        self.process = services("run", "--data", data, "--fast", "--", *command, stdin=subprocess.PIPE)
        assert self.process.stdout.readline() == "up\n", self.process.stderr.read()
        self.env = json.loads((data / "run" / "services.json").read_text())

    def end(self) -> int:
        self.process.communicate(timeout=20)
        return self.process.returncode

    def kill(self) -> None:
        """As a power cut would: no chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """An empty folder that the servers' own account can reach: pytest keeps its temporary folders closed."""
    with tempfile.TemporaryDirectory(prefix="sendsys-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder).resolve()


@pytest.fixture(scope="module")
def running(data):
    """Servers that were started on an empty folder."""
    servers = Running(data)
    yield servers
    servers.end()
