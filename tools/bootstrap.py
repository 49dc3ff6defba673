#!/usr/bin/env python3
"""Bring a fresh machine to the point where `make demo` and `make test` run: Debian packages, then `.venv`.

Runs with the system's own Python (3.11 or later) and its standard library. Quick when all is there.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
STAMP = VENV / ".sendsys-installed"
UNFINISHED = VENV / ".sendsys-unfinished"
OLDEST_PYTHON = (3, 11)
VENV_PACKAGE = "python3-venv"
RUNTIME_PACKAGES = (
    "ca-certificates",
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-dejavu-core",
)
DEV_PACKAGES = ("chromium", "poppler-utils")


def say(words: str) -> None:
    print(words, flush=True)


def needed_packages(dev: bool) -> list[str]:
    """The Debian packages; the one for venv only where this Python lacks it."""
    complete = importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")
    venv = [] if complete else [VENV_PACKAGE]
    return [*venv, *RUNTIME_PACKAGES, *(DEV_PACKAGES if dev else ())]


def missing_packages(packages: list[str]) -> list[str]:
    query = ["dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\n", *packages]
    shown = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    installed = {line.split()[1] for line in shown if line.startswith("installed ")}
    return [package for package in packages if package not in installed]


def see_to_packages(dev: bool) -> None:
    """Install what is missing when root; else say how, and stop."""
    packages = needed_packages(dev)
    if not shutil.which("dpkg-query"):
        if not STAMP.exists():
            say("This is not Debian. Needed, under the names of your system: " + ", ".join(packages))
        return
    missing = missing_packages(packages)
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit(
            "Debian packages are missing. Install them, then run this again:\n\n"
            f"  sudo apt-get install --no-install-recommends {' '.join(missing)}\n"
        )
    say("Installing Debian packages: " + " ".join(missing))
    apt_get("update", "-qq")
    apt_get("install", "-y", "-qq", "--no-install-recommends", *missing)


def apt_get(*words: str) -> None:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", *words], env=env, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"apt-get {' '.join(words)} failed, see above. Check the network and the package sources.")


def lock_files(dev: bool) -> list[Path]:
    names = ["base", "dev"] if dev else ["base"]
    return [PROJECT / "requirements" / f"{name}.txt" for name in names]


def stamp_for(files: list[Path]) -> str:
    """What is installed: one line a lock file, and the Python it was installed for."""
    python = "python {}.{}".format(*sys.version_info)
    return "\n".join(
        [python, *(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files)]
    )


def is_current(stamp: str) -> bool:
    """An environment for development serves for running too: its stamp goes on where the other ends."""
    if UNFINISHED.exists() or not STAMP.exists() or not os.access(VENV / "bin" / "python", os.X_OK):
        return False
    return STAMP.read_text().startswith(stamp)


def see_to_environment(dev: bool) -> None:
    files = lock_files(dev)
    stamp = stamp_for(files)
    if is_current(stamp):
        return
    with lock_of_bootstrap():
        if not is_current(stamp):
            install(files, stamp)


def lock_of_bootstrap():
    """One bootstrap at a time; the lock goes with the process."""
    handle = (PROJECT / "tools" / "bootstrap.py").open()
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def install(files: list[Path], stamp: str) -> None:
    if not usable():
        say("Making .venv")
        VENV.mkdir(exist_ok=True)
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    UNFINISHED.touch()
    say(f"Installing {files[-1].relative_to(PROJECT)} into .venv (a minute or two the first time)")
    python = VENV / "bin" / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", *(word for file in files for word in ("-r", file))])
    STAMP.write_text(stamp)
    UNFINISHED.unlink()


def usable() -> bool:
    """Whether the environment there is whole, for this Python, and has a pip that runs."""
    python = VENV / "bin" / "python"
    if UNFINISHED.exists() or not os.access(python, os.X_OK):
        return False
    ask = "import sys, pip; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info)
    return subprocess.run([python, "-c", ask], capture_output=True, check=False).returncode == 0


def run(command: list) -> None:
    if subprocess.run(command, cwd=PROJECT, check=False).returncode:
        sys.exit("That failed, see above. Mend the cause and run the same command again.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what checks and tests need as well")
    dev = parser.parse_args().dev
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            f"SENDSYS needs Python 3.11 or later, not {sys.version.split()[0]}. Try: make PYTHON=python3.11"
        )
    see_to_packages(dev)
    see_to_environment(dev)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
