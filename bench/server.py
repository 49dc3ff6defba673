"""Two gunicorn workers on a free port, stopped at the end of the block whatever happens in it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sendsys.services.children import spawn, stop, sweep, tail
from sendsys.services.layout import PROJECT, any_free_port, port_is_free

WORKERS = 2
PATIENCE = 30.0  # seconds for the first connection, and for the last


class BenchError(Exception):
    """What is to be measured does not work; the words say where to look."""


def run_step(*words: str) -> None:
    """Run manage.py with these words. Raises BenchError when it fails."""
    process = spawn([sys.executable, PROJECT / "manage.py", *words], death=signal.SIGTERM, own_session=False,
                    cwd=PROJECT)  # fmt: skip
    try:
        if process.wait():
            raise BenchError(f"manage.py {' '.join(words)} failed: see above.")
    finally:
        stop(process, signal.SIGTERM, 10)


@contextlib.contextmanager
def serving(application: str) -> Iterator[int]:
    """The port on which gunicorn serves `application` ("module:name"). Raises BenchError when it does not start."""
    port, log = (
        any_free_port(),
        Path(os.environ["SENDSYS_DATA"]) / "run" / f"{application.partition(':')[0]}.log",
    )
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", WORKERS,
               "--no-control-socket", "--log-level", "warning"]  # fmt: skip
    process = spawn(command, death=signal.SIGTERM, log=log, cwd=PROJECT)
    try:
        _wait(process, port, log)
        yield port
    finally:
        stop(process, signal.SIGTERM, PATIENCE)
        sweep(process)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while port_is_free(port):
        if process.poll() is not None or time.monotonic() > until:
            raise BenchError(f"gunicorn did not start. The end of {log.name}:\n{tail(log)}")
        time.sleep(0.05)
