"""Child processes that do not outlive their parent, even when it is killed with SIGKILL."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
LOG_LIMIT = 5_000_000  # bytes; a longer log is begun anew at the next start


@dataclass(frozen=True)
class Account:
    """The user that a server runs as when we are root."""

    name: str
    uid: int
    gid: int


def dies_with_parent(signum: int) -> Callable[[], None]:
    """What a child calls before exec, so that the kernel sends it `signum` when its parent is gone (Linux).

    The parent is the thread that starts the child: start servers from a thread that stays.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def arm() -> None:
        prctl(PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:
            os._exit(1)

    return arm


def spawn(
    command: Sequence[str],
    *,
    death: int,
    log: Path | None = None,
    account: Account | None = None,
    own_session: bool = True,
    **popen,
) -> subprocess.Popen:
    """Start a child that gets signal `death` when this process dies.

    With a log its output goes there and its input is closed. In a session of its own the terminal's Ctrl-C
    does not reach it, so that it can be stopped in order.
    """
    if account:
        popen |= {"user": account.uid, "group": account.gid, "extra_groups": []}
    with contextlib.ExitStack() as files:
        if log:
            popen["stdout"] = popen["stderr"] = files.enter_context(open_log(log))
            popen.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen(
            [str(word) for word in command],
            preexec_fn=dies_with_parent(death),  # noqa: PLW1509 - prctl must be called there; we start no threads
            start_new_session=own_session,
            **popen,
        )


def open_log(path: Path):
    too_long = path.exists() and path.stat().st_size > LOG_LIMIT
    return path.open("wb" if too_long else "ab")


def tail(log: Path, lines: int = 8) -> str:
    """The last lines of a log, indented, for an error message."""
    if not log.exists():
        return ""
    return "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-lines:])


def stop(process: subprocess.Popen, signum: int, patience: float, last: int = signal.SIGKILL) -> None:
    """Ask with `signum`, wait up to `patience` seconds, then insist with `last`."""
    if process.poll() is None:
        process.send_signal(signum)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.send_signal(last)
            process.wait()


def sweep(process: subprocess.Popen) -> None:
    """End what a dead child left in its session, so that the port it held is free again."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
