"""Who the servers run as, and where, when we are root: Postgres refuses root, and Valkey needs none of it.

As root the servers run as `postgres` where that account exists, else as `nobody`. Where that account cannot
reach the data folder (a project under /root), the folders of the servers are made in /var/lib/sendsys/<hash>
(of the data folder's path) and linked from the data folder; binaries that it cannot reach are copied to
/var/lib/sendsys/engines. The permissions of existing folders are never widened.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from sendsys.services.children import Account
from sendsys.services.errors import ServiceError
from sendsys.services.layout import Layout

ELSEWHERE = Path("/var/lib/sendsys")


def server_account(layout: Layout) -> Account | None:
    """The account to run the servers as; None means this process's own, which is not root."""
    if os.geteuid() != 0:
        return None
    uids = [layout.postgres.stat().st_uid] if layout.postgres.exists() else []
    for find, key in [(pwd.getpwuid, uid) for uid in uids if uid] + [
        (pwd.getpwnam, "postgres"),
        (pwd.getpwnam, "nobody"),
    ]:
        try:
            entry = find(key)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise ServiceError(
        "Postgres will not run as root, and there is no account `postgres` or `nobody` to run it as."
    )


def can_reach(account: Account | None, path: Path) -> bool:
    """Whether the account may enter this folder or run this file."""
    if account is None:
        return os.access(path, os.X_OK)
    return not subprocess.run(
        ["/bin/sh", "-c", 'test -x "$1"', "sh", path],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    ).returncode


def server_folder(path: Path, account: Account | None) -> Path:
    """The real folder behind `<data>/postgres` or `<data>/valkey`, made on first use, the account's own."""
    if not path.exists():
        home = path.parent if can_reach(account, path.parent) else outside_home(path.parent)
        real = home / path.name
        if home != path.parent:
            path.unlink(missing_ok=True)
            path.symlink_to(real)
        real.mkdir(mode=0o700, exist_ok=True)
    own(path.resolve(), account)
    return path.resolve()


def outside_home(data: Path) -> Path:
    """The folder in /var/lib/sendsys that stands for an unreachable data folder."""
    make_open(home_of(data))
    return home_of(data)


def home_of(data: Path) -> Path:
    return ELSEWHERE / hashlib.sha256(str(data).encode()).hexdigest()[:12]


def forget_removed(data: Path) -> None:
    """Delete what stands in /var/lib/sendsys for a data folder that someone has deleted."""
    home = home_of(data)
    links = (data / "postgres", data / "valkey", data / "secrets.json")
    if os.geteuid() == 0 and home.exists() and not any(path.exists() for path in links):
        shutil.rmtree(home)


def make_open(folder: Path) -> None:
    """Make a folder under /var/lib/sendsys that every account may pass through and only root may list."""
    for part in (ELSEWHERE, folder):
        if not part.exists():
            part.mkdir(parents=True)
            part.chmod(0o711)


def own(folder: Path, account: Account | None) -> None:
    """Give the folder (or file) and all in it to the account: new, or from a machine with other users."""
    if account is None or folder.stat().st_uid == account.uid:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def reachable(account: Account | None, binary: Path, bundle: list[Path], label: str) -> Path:
    """The binary, or its copy when the account cannot reach it.

    `bundle` names the folders, side by side, that the binary needs; `label` its release.
    """
    if can_reach(account, binary):
        return binary
    home = ELSEWHERE / "engines" / label
    if not home.exists():
        copy_bundle(bundle, home)
    return home / binary.relative_to(bundle[0].parent)


def copy_bundle(bundle: list[Path], home: Path) -> None:
    make_open(home.parent)
    fresh = home.with_name(f".{home.name}.{os.getpid()}")
    for folder in bundle:
        shutil.copytree(
            folder, fresh / folder.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
        )
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    fresh.rename(home)
