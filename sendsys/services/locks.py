"""Locks on files (flock). The kernel frees them when their last holder is gone, however it went."""

import fcntl
import json
import os
import time
from pathlib import Path
from typing import Self

from sendsys.services.errors import ServiceError


class Lock:
    """A lock on one file. A child that is given its descriptor holds it too."""

    def __init__(self, path: Path):
        """Raises ServiceError when the file belongs to another user."""
        self.path = path
        try:
            self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError:
            raise ServiceError(
                f"{path} belongs to another user. Run as that user, or set SENDSYS_DATA."
            ) from None

    def take(self, *, shared: bool = False, wait: float = 0.0) -> bool:
        """Try for up to `wait` seconds; whether it was taken."""
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self.fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.05)

    def free(self) -> None:
        """Let go: the lock itself stays with any child that still holds the descriptor."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def note(self, **words: str) -> None:
        """Write in the file who holds it, for those who find it taken."""
        os.ftruncate(self.fd, 0)
        os.pwrite(self.fd, json.dumps(words).encode(), 0)

    def noted(self) -> dict[str, str]:
        try:
            return json.loads(os.pread(self.fd, 4096, 0))
        except ValueError:
            return {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc) -> None:
        self.free()
