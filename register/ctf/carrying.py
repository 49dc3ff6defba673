"""A file that was read, carried from its preview to the taking over inside the page, signed, so that nothing of it is kept
before somebody has looked at it."""

import datetime as dt

from django.core import signing

from register.ctf.history import NeedSpan, Provision, SenRecord
from register.ctf.reading import CtfFile, ReadPupil

SALT, HOURS = "sen history file", 12


class RunOut(Exception):
    """The preview is too old, or is not one that this person was shown at this school."""


def carried(file: CtfFile, *, school_id: int, user_id: int) -> str:
    """The file as signed text for one person at one school."""
    return signing.dumps([school_id, user_id, file.source, [_plain(pupil) for pupil in file.pupils]], salt=SALT,
                         compress=True)  # fmt: skip


def brought_back(text: str, *, school_id: int, user_id: int) -> CtfFile:
    """The file again. Raises RunOut."""
    try:
        school, user, source, pupils = signing.loads(text, salt=SALT, max_age=dt.timedelta(hours=HOURS))
    except signing.BadSignature as wrong:
        raise RunOut from wrong
    if (school, user) != (school_id, user_id):
        raise RunOut
    return CtfFile(source, tuple(_pupil(*pupil) for pupil in pupils))


def _plain(pupil: ReadPupil) -> list:
    record = pupil.record
    provisions = [[_text(one.start), one.code] for one in record.provisions]
    needs = [[_text(one.start), _text(one.end), one.rank, one.code] for one in record.needs]
    own = [record.upn, record.surname, record.forename, _text(record.born)]
    return [own, provisions, needs, list(pupil.troubles)]


def _pupil(own: list, provisions: list, needs: list, troubles: list) -> ReadPupil:
    upn, surname, forename, born = own
    record = SenRecord(
        upn, surname, forename, _day(born), tuple(Provision(_day(start), code) for start, code in provisions),
        tuple(NeedSpan(_day(start), _day(end), rank, code) for start, end, rank, code in needs),
    )  # fmt: skip
    return ReadPupil(record, tuple(troubles))


def _text(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
