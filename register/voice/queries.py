"""Every read of what children said."""

import datetime as dt

from register.models import Pupil, Voice


def voices_of(pupil: Pupil):
    """Every time the pupil was asked, newest first. One query."""
    return Voice.objects.filter(pupil=pupil).order_by("-on", "-pk")


def latest_voice(pupil: Pupil, *, since: dt.date | None = None) -> Voice | None:
    """The last time the pupil was asked, or None; with `since`, only when that was on or after that day. One query."""
    found = voices_of(pupil)
    return (found.filter(on__gte=since) if since else found).first()
