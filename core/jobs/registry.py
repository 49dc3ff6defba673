"""Kinds of long work by name. An app registers its own in its jobs.py; core never learns what they do."""

from collections.abc import Callable

HANDLERS: dict[str, Callable] = {}


def handler(kind: str) -> Callable[[Callable], Callable]:
    """Register `work(job, *, by, at, report) -> dict` as what a job of `kind` does.

    It runs inside one transaction with the job's school in sight. `report(done, total)` tells the page how far
    it is. The dict it returns is kept as the job's result; its "next_url" leads to what was made, its "message"
    is shown; with "refused" the job has ended without having done what was asked. Raise
    `CannotFinish(message)` to undo all of it and tell the person what is wrong and what to do.
    """

    def register(work: Callable) -> Callable:
        HANDLERS[kind] = work
        return work

    return register


class CannotFinish(Exception):
    """The work cannot be done, for a reason that the person who asked can do something about."""
