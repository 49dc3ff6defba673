"""What higher apps offer this room, registered when Django starts."""

import datetime as dt
from collections.abc import Callable

# Called with (pupil, by, at, purpose, report): puts all that is on record about the pupil together, files it and returns the
# PupilDocument. The app that gathers from every room registers it.
BUNDLE: list[Callable] = []


def make_bundle(*, pupil, by, at: dt.datetime, purpose: str, report):
    """The evidence bundle of the pupil, filed. Raises Denied for the role, LookupError where no app offers it."""
    if not BUNDLE:
        raise LookupError("No app puts evidence together.")
    return BUNDLE[0](pupil=pupil, by=by, at=at, purpose=purpose, report=report)
