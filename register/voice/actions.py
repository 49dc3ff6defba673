"""The one write: what a child said, kept as it was said."""

import datetime as dt

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from register.dates import check_days
from register.enums import VoiceKind
from register.models import Pupil, Voice
from register.voice.questions import FACES

MOST_ANSWERS = 30
MOST_ASKED, MOST_SAID, MOST_WANTED, MOST_WHO = 300, 2000, 1000, 120  # characters


@transaction.atomic
def record_voice(
    *, pupil: Pupil, kind: VoiceKind, on: dt.date, with_whom: str, answers: list[dict], by: User, at: dt.datetime,
    own_targets: str = "", feels_supported: bool | None = None,
) -> Voice:  # fmt: skip
    """Keep what the pupil said on the day `on`: each answer {"ask", "said", "face"}, the last a key of FACES or "".

    `feels_supported` is None where that was not asked (R-173). It is never edited: a mistake is put right by asking
    again. The same posted twice is kept once. Raises Denied: the role, the day, nothing said, too much said.
    """
    pupil = Pupil.objects.select_for_update().get(pk=pupil.pk)
    check_can(by, Permission.VOICE_RECORD, pupil)
    check_days(pupil, on)
    kept, own_targets = [_kept(answer) for answer in answers], own_targets.strip()
    kept = [answer for answer in kept if answer["said"] or answer["face"]]
    _check_said(pupil, kept, own_targets, with_whom.strip())
    said = {"kind": VoiceKind(kind), "on": on, "with_whom": with_whom.strip(), "answers": kept,
            "own_targets": own_targets, "feels_supported": feels_supported, "recorded_by": by}  # fmt: skip
    already = Voice.objects.filter(pupil=pupil, **said).first()
    return already or Voice.objects.create(school_id=pupil.school_id, pupil=pupil, recorded_at=at, **said)


def _kept(answer: dict) -> dict:
    face = answer.get("face", "")
    if face and face not in FACES:
        raise Denied("Choose one of the faces.")
    return {"ask": str(answer["ask"]).strip(), "said": answer.get("said", "").strip(), "face": face}


def _check_said(pupil: Pupil, answers: list[dict], own_targets: str, with_whom: str) -> None:
    if not answers and not own_targets:
        raise Denied(f"Write down at least one thing that {pupil.first_name} said.")
    if not with_whom:
        raise Denied(f"Say who asked {pupil.first_name}.")
    if any(not answer["ask"] for answer in answers):
        raise Denied("Write the question that each answer belongs to.")
    long = any(len(a["ask"]) > MOST_ASKED or len(a["said"]) > MOST_SAID for a in answers)
    if long or len(answers) > MOST_ANSWERS or len(own_targets) > MOST_WANTED or len(with_whom) > MOST_WHO:
        raise Denied("This is more than can be kept in one go: record it in two parts.")
