"""Every read of what children said."""

import datetime as dt
from dataclasses import dataclass

from core.schools.models import School
from register.models import Pupil, Voice


def voices_of(pupil: Pupil):
    """Every time the pupil was asked, newest first. One query."""
    return Voice.objects.filter(pupil=pupil).order_by("-on", "-pk")


def latest_voice(pupil: Pupil, *, since: dt.date | None = None) -> Voice | None:
    """The last time the pupil was asked, or None; with `since`, only when that was on or after that day. One query."""
    found = voices_of(pupil)
    return (found.filter(on__gte=since) if since else found).first()


@dataclass(frozen=True, slots=True)
class WantsHelp:
    """A pupil who, when last asked, did not feel helped enough (R-173). `on` is the day of asking."""

    name: str
    pupil_reference: str
    on: dt.date


def wanting_help(school: School, user, *, since: dt.date) -> list[WantsHelp]:
    """Pupils in the user's sight, still at the school, who said when last asked whether they feel helped enough that
    they do not, on or after `since`; newest first. A later time at which that was not asked changes nothing. One query.
    """
    pupils = Pupil.objects.filter(school=school).visible_to(user).here()
    answered = Voice.objects.filter(
        school=school, pupil__in=pupils, feels_supported__isnull=False, on__gte=since
    )
    newest = answered.select_related("pupil").order_by("pupil_id", "-on", "-pk").distinct("pupil_id")
    wanting = [voice for voice in newest if not voice.feels_supported]
    return [
        WantsHelp(voice.pupil.name, voice.pupil.reference, voice.on)
        for voice in sorted(wanting, key=lambda voice: (voice.on, voice.pk), reverse=True)
    ]
