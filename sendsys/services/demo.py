"""The supervisor behind `make demo`: the servers, first steps, then web, worker and beat, kept running."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sendsys.services.children import spawn, stop, sweep, tail
from sendsys.services.errors import ServiceError
from sendsys.services.layout import PROJECT, Layout, data_root, port_is_free
from sendsys.services.locks import Lock
from sendsys.services.runner import command_env
from sendsys.services.running import Services, given_services, start

PATIENCE = 60.0  # seconds for the web to take its first connection
LONGEST_PAUSE = 30.0  # seconds between two starts of a process that keeps failing
CALM = 60.0  # seconds a process must have run for its failures to be forgotten


@dataclass(frozen=True)
class Step:
    """A command that must succeed before the product is started."""

    title: str
    command: Sequence[str]


@dataclass
class Child:
    """A process that is kept running. `stop` asks it to finish its work; `death` is sent if we are killed."""

    name: str
    command: Sequence[str]
    stop: int = signal.SIGTERM
    death: int = signal.SIGTERM
    patience: float = 20.0  # seconds between asking and insisting
    process: subprocess.Popen | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = field(default=0.0, repr=False)


@dataclass
class Plan:
    """What a demonstration does, as data."""

    steps: Sequence[Step]
    children: Sequence[Child]
    farewell: Sequence[str] = ()  # a command whose output closes the start: the accounts


def demo_plan(host: str, port: int, layout: Layout) -> Plan:
    python, manage = sys.executable, str(PROJECT / "manage.py")
    schedule = str(layout.run / "celerybeat-schedule")
    celery = [python, "-m", "celery", "-A", "sendsys"]
    web = [python, "-m", "gunicorn", "sendsys.wsgi", "--bind", at(host, port), "--workers", "2"]
    return Plan(
        steps=(
            Step("Bringing the database up to date", [python, manage, "migrate", "--no-input", "-v", "0"]),
            Step("Building styles and scripts", [python, manage, "build_assets", "--collect"]),
            Step("Loading the demonstration schools", [python, manage, "load_demo", "--if-empty"]),
        ),
        children=(
            Child("web", [*web, "--no-control-socket", "--log-level", "warning"]),
            # SIGQUIT: a worker whose broker is going away must not wait for it.
            Child("worker", [*celery, "worker", "--concurrency", "1", "-l", "WARNING"], death=signal.SIGQUIT),
            Child("beat", [*celery, "beat", "-s", schedule, "--pidfile=", "-l", "WARNING"]),
        ),
        farewell=[python, manage, "demo_accounts"],
    )


SOURCES = ("core", "register", "apdr", "overview", "sendsys", "templates", "static", "requirements")


def state_of(layout: Layout) -> str:
    """A digest of the project's files and of which database it is: whatever changes it, the steps run again."""
    paths = (path for folder in SOURCES for path in (PROJECT / folder).rglob("*") if path.suffix != ".pyc")
    known = [
        path
        for path in (*paths, layout.postgres / "PG_VERSION", layout.root / "static" / ".collected")
        if path.is_file()
    ]
    facts = sorted(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in known)
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def at(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine finds it."""
    return "http://" + at({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port)  # noqa: S104 - a label


class Supervisor:
    """Keeps the children of a plan running until told to stop."""

    def __init__(self, plan: Plan, services: Services, layout: Layout, env: dict[str, str]):
        self.plan, self.services, self.layout, self.env = plan, services, layout, env

    def take_steps(self) -> None:
        """Every step, unless neither the project nor the database has changed since they last succeeded."""
        stamp = self.layout.run / "prepared"
        if stamp.exists() and stamp.read_text() == state_of(self.layout):
            return
        for step in self.plan.steps:
            began = time.monotonic()
            say(f"{step.title} ...")
            if self.call(step.command):
                raise ServiceError(f"{step.title}: this failed, see above. Nothing is left running.")
            say(f"  done in {time.monotonic() - began:.1f} s")
        stamp.write_text(state_of(self.layout))

    def call(self, command: Sequence[str]) -> int:
        process = spawn(command, death=signal.SIGTERM, own_session=False, env=self.env, cwd=PROJECT)
        try:
            return process.wait()
        finally:
            stop(process, signal.SIGTERM, 10)

    def log(self, child: Child) -> Path:
        return self.layout.run / f"{child.name}.log"

    def launch(self, child: Child) -> None:
        child.started = time.monotonic()
        child.process = spawn(
            child.command, death=child.death, log=self.log(child), env=self.env, cwd=PROJECT
        )

    def launch_all(self) -> None:
        for child in self.plan.children:
            self.launch(child)

    def wait_for_web(self, host: str, port: int) -> None:
        """Until the port is taken. Raises ServiceError with the end of its log if that fails."""
        web, until = self.plan.children[0], time.monotonic() + PATIENCE
        while port_is_free(port, host):
            if web.process.poll() is not None or time.monotonic() > until:
                raise ServiceError(
                    f"The {web.name} did not start. The end of {self.log(web)}:\n{tail(self.log(web))}"
                )
            time.sleep(0.05)

    def watch(self) -> None:
        """Start again what stops, with growing pauses, for ever."""
        while True:
            time.sleep(0.2)
            for name in self.services.revive() if self.services.started else ():
                say(f"{name} had stopped; it was started again.")
            for child in self.plan.children:
                self.look_after(child)

    def look_after(self, child: Child) -> None:
        if child.again_at:
            if time.monotonic() >= child.again_at:
                child.again_at = 0.0
                self.launch(child)
        elif (code := child.process.poll()) is not None:
            pause = self.next_pause(child)
            child.again_at = time.monotonic() + pause
            sweep(child.process)
            say(
                f"{child.name} stopped (exit {code}); starting it again in {pause:.0f} s. "
                f"See {self.log(child)}"
            )

    def next_pause(self, child: Child) -> float:
        calm = time.monotonic() - child.started > CALM
        child.failures = 1 if calm else child.failures + 1
        return min(2.0 ** (child.failures - 1), LONGEST_PAUSE)

    def stop_all(self) -> None:
        """Beat first, then web and worker, then the servers."""
        for child in sorted(self.plan.children, key=lambda child: child.name != "beat"):
            if child.process:
                say(f"  stopping {child.name}")
                stop(child.process, child.stop, child.patience)
                sweep(child.process)
        if self.services.started:
            say("  stopping Valkey and Postgres")
        self.services.stop(wait_for_others=False)


def say(words: str) -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone; stopping in order goes on
        print(words, flush=True)


def take_lock(layout: Layout, address: str) -> Lock:
    """Raises ServiceError, and says who has it, when the folder is in use."""
    owner = Lock(layout.lock)
    if owner.take(wait=0.2):
        owner.note(pid=os.getpid(), what="make demo", address=address)
        return owner
    holder = owner.noted()
    if running_at := holder.get("address"):
        raise ServiceError(
            f"SENDSYS is already running at {running_at} (process {holder['pid']}, {layout.root})."
        )
    what = f"{holder.get('what', 'another command')} (process {holder.get('pid', '?')})"
    raise ServiceError(f"The data folder {layout.root} is in use by {what}. Let it finish, then try again.")


def check_port(host: str, port: int) -> None:
    if not port_is_free(port, host):
        raise ServiceError(
            f"Port {port} on {host} is used by another program (or may not be used by this user). "
            f"Choose another: make demo PORT={port + 10}"
        )


def demo_env(services: Services, layout: Layout, host: str, port: int) -> dict[str, str]:
    env = command_env(services, layout) | {"DJANGO_ENV": "demo"}
    env.setdefault("SITE_URL", address_of(host, port))
    if host in ("0.0.0.0", "::"):  # noqa: S104 - only compared; the person asked for it
        env.setdefault("ALLOWED_HOSTS", "*")
    else:
        env.setdefault("ALLOWED_HOSTS", f"{host},localhost,127.0.0.1")
    return env


def stop_on_signals(handler) -> None:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, handler)


def demo(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    data: str | None = None,
    reset: bool = False,
    plan: Plan | None = None,
) -> int:
    """Run the product until Ctrl-C; the exit code. Raises ServiceError with what to do."""
    layout = Layout(data_root(data))
    layout.prepare()
    with take_lock(layout, address_of(host, port)) as owner:
        check_port(host, port)
        if reset:
            say(f"Removing the data in {layout.root}")
            layout.remove()
            layout.prepare()
        stop_on_signals(signal.default_int_handler)
        return supervise(layout, owner, host, port, plan or demo_plan(host, port, layout))


def supervise(layout: Layout, owner: Lock, host: str, port: int, plan: Plan) -> int:
    say("Starting Postgres and Valkey ...")
    try:
        services = given_services() or start(layout, owner)
    except KeyboardInterrupt:
        return 130
    supervisor = Supervisor(plan, services, layout, demo_env(services, layout, host, port))
    try:
        supervisor.take_steps()
        supervisor.launch_all()
        supervisor.wait_for_web(host, port)
        welcome(supervisor, address_of(host, port))
        supervisor.watch()
    except KeyboardInterrupt:
        say("\nStopping SENDSYS.")
    finally:
        stop_on_signals(signal.SIG_IGN)
        supervisor.stop_all()
    say(f"Stopped. The data is kept in {layout.root}; make demo goes on with it.")
    return 0


def welcome(supervisor: Supervisor, address: str) -> None:
    if supervisor.plan.farewell:
        supervisor.call(supervisor.plan.farewell)
    say(f"\nSENDSYS is running at {address}\nLogs: {supervisor.layout.run}   Stop: Ctrl-C")
