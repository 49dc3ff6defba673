"""Run one command with the servers up."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence

from sendsys.services.children import spawn
from sendsys.services.errors import ServiceError
from sendsys.services.layout import Layout, data_root, secrets_of
from sendsys.services.running import Services, ensure

FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def command_env(services: Services, layout: Layout) -> dict[str, str]:
    """The environment of a command: addresses, the data folder, and a secret key where none is set."""
    env = os.environ | services.env | {"SENDSYS_DATA": str(layout.root)}
    if not env.get("SECRET_KEY"):
        env["SECRET_KEY"] = secrets_of(layout)["secret_key"]
    return env


@contextlib.contextmanager
def forwarding(process: subprocess.Popen) -> Iterator[None]:
    """Hand signals on to the command. A terminal sends its Ctrl-C to both of us: that one is not doubled."""

    def forward(signum: int, _frame) -> None:
        if not (signum == signal.SIGINT and sys.stdin is not None and sys.stdin.isatty()):
            process.send_signal(signum)

    before = {signum: signal.signal(signum, forward) for signum in FORWARDED}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


def run(command: Sequence[str], *, data: str | None = None, fast: bool = False) -> int:
    """Run the command with the servers' addresses in its environment; its exit code (signal n: 128 + n)."""
    layout = Layout(data_root(data))
    layout.prepare()
    with ensure(data, fast) as services:
        try:
            process = spawn(
                command, death=signal.SIGTERM, own_session=False, env=command_env(services, layout)
            )
        except OSError as fault:
            raise ServiceError(f"{command[0]} cannot be run: {fault.strerror}.") from None
        with forwarding(process):
            code = process.wait()
    return code if code >= 0 else 128 - code
