"""Start the two servers, or find those that another command of ours has started."""

import atexit
import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Self

import environ
import psycopg

from sendsys.services.errors import ServiceError
from sendsys.services.layout import PROJECT, Layout, data_root, read_json, secrets_of, write_private
from sendsys.services.locks import Lock
from sendsys.services.places import forget_removed
from sendsys.services.postgres import OWNER, WEB, Postgres
from sendsys.services.valkey import Valkey, valkey_answers

PATIENCE = 60.0  # seconds to wait for another command that is starting or stopping the servers


class Services:
    """Servers to use: `env` holds DATABASE_URL (the web's role), DATABASE_OWNER_URL and REDIS_URL.

    `started` tells whether this process started them, and so stops them.
    """

    started = False

    def __init__(self, env: dict[str, str], visit: Lock | None = None):
        self.env = env
        self._visit = visit

    def stop(self, *, wait_for_others: bool = True) -> None:
        """Leave servers that another command started as they are."""
        if self._visit:
            self._visit.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc) -> None:
        self.stop()


class OwnServices(Services):
    """Servers started by this process, and stopped by it at the latest when it ends."""

    started = True

    def __init__(self, layout: Layout, owner: Lock, fast: bool):
        super().__init__({})
        self.layout, self._owner, self._pid = layout, owner, os.getpid()
        self._alive = Lock(layout.run / "servers.lock")  # its descriptor is held by the servers as well
        forget_removed(layout.root)
        known, keep = secrets_of(layout), (self._alive.fd,)
        self.servers = (Postgres(layout, known, fast, keep), Valkey(layout, known, fast, keep))

    def start(self) -> None:
        """Start both, once the servers of a killed command are gone. Raises ServiceError."""
        atexit.register(self.stop)
        if not self._alive.take(wait=PATIENCE):
            raise ServiceError(
                f"Servers of an earlier command are still running on {self.layout.root} and do not stop. "
                f"See which with: fuser -v {self._alive.path}"
            )
        self._retract()
        for server in self.servers:
            server.start()
        self.publish()

    def publish(self) -> None:
        postgres, valkey = self.servers
        self.env = {
            "DATABASE_URL": postgres.url(WEB),
            "DATABASE_OWNER_URL": postgres.url(OWNER),
            "REDIS_URL": valkey.url,
        }
        write_private(self.layout.run / "services.json", json.dumps(self.env, indent=1))

    def _retract(self) -> None:
        (self.layout.run / "services.json").unlink(missing_ok=True)

    def revive(self) -> list[str]:
        """Start again a server that has died, on the same port; the names of those started."""
        dead = [server for server in self.servers if server.process.poll() is not None]
        for server in dead:
            server.start()
        if dead:
            self.publish()
        return [server.name for server in dead]

    def stop(self, *, wait_for_others: bool = True) -> None:
        """Stop both, once the other commands that use them have finished."""
        if self._owner.fd < 0 or os.getpid() != self._pid:
            return
        atexit.unregister(self.stop)
        try:
            if wait_for_others:
                self._let_others_finish()
        finally:
            self._retract()
            for server in reversed(self.servers):
                server.stop()
            self._alive.free()
            self._owner.free()

    def _let_others_finish(self) -> None:
        with Lock(self.layout.run / "users.lock") as users:
            if not users.take(wait=0.2):
                say(
                    "Another command still uses the servers that this one started; waiting for it. "
                    "Ctrl-C stops them now."
                )
                users.take(wait=float("inf"))


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def given_services() -> Services | None:
    """The servers named in the environment or in `.env`. Raises ServiceError when only one is."""
    if (PROJECT / ".env").exists():
        environ.Env.read_env(PROJECT / ".env")
    names = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if not names:
        return None
    if len(names) == 1:
        raise ServiceError(
            f"{names[0]} is set alone. Set both DATABASE_URL and REDIS_URL to use servers of your own, or "
            "neither to use those that SENDSYS brings."
        )
    env = {name: os.environ[name] for name in names}
    return Services({"DATABASE_OWNER_URL": os.environ.get("DATABASE_OWNER_URL") or env["DATABASE_URL"]} | env)


def running_services(layout: Layout) -> Services | None:
    """Servers that another command has started on this folder and that answer; kept up until we let go."""
    visit = Lock(layout.run / "users.lock")
    env = read_json(layout.run / "services.json") if visit.take(shared=True) else {}
    if (
        env
        and is_held(layout.lock)
        and valkey_answers(env["REDIS_URL"])
        and postgres_answers(env["DATABASE_URL"])
    ):
        return Services(env, visit)
    visit.free()
    return None


def is_held(path: Path) -> bool:
    """Whether a living process holds this lock."""
    with Lock(path) as lock:
        return not lock.take(shared=True)


def postgres_answers(url: str) -> bool:
    with contextlib.suppress(psycopg.Error), psycopg.connect(url, connect_timeout=3):
        return True
    return False


def start(layout: Layout, owner: Lock, *, fast: bool = False) -> OwnServices:
    """Start the servers of a folder whose lock `owner` we hold; all are stopped again when one fails."""
    services = OwnServices(layout, owner, fast)
    try:
        services.start()
    except BaseException:
        services.stop(wait_for_others=False)
        raise
    return services


def ensure(data: str | os.PathLike | None = None, fast: bool = False) -> Services:
    """The servers to use: those of the environment, those already running on the data folder, or new ones.

    `fast` gives up safety against power cuts for speed: for tests. Call it from a thread that stays: when it
    ends, the kernel stops the servers. Raises ServiceError with what to do.
    """
    if services := given_services():
        return services
    layout = Layout(data_root(data))
    layout.prepare()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        owner = Lock(layout.lock)
        if owner.take():
            owner.note(pid=os.getpid(), what=Path(sys.argv[0]).name)
            return start(layout, owner, fast=fast)
        owner.free()
        if services := running_services(layout):
            return services
        time.sleep(0.1)
    raise ServiceError(
        f"Another command holds {layout.lock}, but its servers do not answer. Stop it and try again."
    )
