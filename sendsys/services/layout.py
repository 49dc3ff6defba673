"""Where things lie under a data folder, and the two small files of secrets and ports kept there."""

import json
import os
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from sendsys.services.errors import ServiceError

PROJECT = Path(__file__).resolve().parents[2]
SECRET_NAMES = ("superuser", "owner", "web", "valkey", "secret_key")
OURS = (
    "postgres",
    "valkey",
    "run",
    "files",
    "secrets.json",
    "demo-password",
)  # what a reset deletes, and nothing else
LOCALHOST = "127.0.0.1"


@dataclass(frozen=True)
class Layout:
    """The paths of one data folder."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    def prepare(self) -> None:
        """Make the folder and its `run/`. Raises ServiceError when another user owns it."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.run.mkdir(mode=0o700, exist_ok=True)
            writable = os.access(self.root, os.W_OK | os.X_OK) and os.access(self.run, os.W_OK | os.X_OK)
        except PermissionError:
            writable = False
        if not writable:
            raise ServiceError(
                f"The data folder {self.root} cannot be written by this user. Run as the user who made it, "
                "or set SENDSYS_DATA to a folder of your own."
            )

    def remove(self) -> None:
        """Delete the data of this folder: what `OURS` names, followed through links that we made."""
        for name in OURS:
            path = self.root / name
            if path.is_symlink():
                shutil.rmtree(path.resolve(), ignore_errors=True)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def data_root(data: str | os.PathLike | None = None) -> Path:
    """The data folder asked for, or `$SENDSYS_DATA`, or `<project>/var`; absolute."""
    return Path(data or os.environ.get("SENDSYS_DATA") or PROJECT / "var").expanduser().resolve()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    keep_owner(fresh)
    fresh.replace(path)


def keep_owner(path: Path) -> None:
    """As root in another user's folder: leave them what is theirs."""
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.chown(path, folder.st_uid, folder.st_gid)


def read_json(path: Path) -> dict:
    """The file's contents, or an empty dict when it is missing or not whole."""
    try:
        return json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}


def secrets_of(layout: Layout) -> dict[str, str]:
    """The passwords and the development key of this data folder, made on first use (by name in SECRET_NAMES).

    Raises ServiceError when the database is there and its passwords are not.
    """
    path = layout.root / "secrets.json"
    try:
        known = read_json(path)
    except PermissionError:
        raise ServiceError(
            f"{path} belongs to another user. Run as that user, or set SENDSYS_DATA."
        ) from None
    if not known and (layout.postgres / "PG_VERSION").exists():
        raise ServiceError(
            f"The database in {layout.postgres} is there, but its passwords in {path} are missing "
            "or damaged. Put that file back from a backup; or begin again with: make demo RESET=1"
        )
    if any(name not in known for name in SECRET_NAMES):
        known = {name: secrets.token_hex(32) for name in SECRET_NAMES} | known
        write_private(path, json.dumps(known, indent=1))
    return known


def port_is_free(port: int, host: str = LOCALHOST) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCALHOST, 0))
        return probe.getsockname()[1]


def port_of(layout: Layout, server: str) -> int:
    """The port that this server had last time while it is free, else a new one, kept for the next time."""
    path = layout.run / "ports.json"
    ports = read_json(path)
    port = ports.get(server)
    if port is None or not port_is_free(port):
        port = any_free_port()
        write_private(path, json.dumps(ports | {server: port}))
    return port
