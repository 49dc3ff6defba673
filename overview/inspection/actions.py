"""The writes of the inspection pack: which children, what their studies say, and the pack itself, frozen as it is made."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.models import IssuedDocument
from core.documents.pdf import INSPECTION_PACK
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.schools.models import School
from core.ui.models import Draft
from overview.inspection import queries
from overview.inspection.anonymous import Veil
from overview.inspection.known import veil_of
from overview.inspection.record import pack_record
from overview.inspection.study import passages_of
from register.models import Pupil

JOB, TITLE = "inspection_pack", "Inspection pack"
LONGEST = 6000  # characters of a passage


@transaction.atomic
def choose_studies(*, school: School, pupils: list[Pupil | None], by: User, at: dt.datetime) -> None:
    """Choose up to three children for the case studies A, B and C. What was confirmed of a child who stays stays.
    Raises Denied: the role, a child out of sight, or one who is chosen twice."""
    check_can(by, Permission.PACK_MAKE, school)
    chosen = [pupil for pupil in pupils if pupil is not None]
    if len({pupil.pk for pupil in chosen}) < len(chosen):
        raise Denied("Choose three different children.")
    for pupil in chosen:
        check_can(by, Permission.SEN_VIEW, pupil)
    before = queries.choice_of(school, by)
    confirmed = {
        before.get(queries.REFERENCE + letter): (
            before.get(queries.CONFIRMED + letter),
            before.get(queries.AT + letter),
        )
        for letter in queries.LETTERS
    }
    data: dict[str, str] = {}
    for letter, pupil in zip(queries.LETTERS, pupils, strict=False):
        if pupil is not None:
            sure, when = confirmed.get(pupil.reference, ("", ""))
            data |= {queries.REFERENCE + letter: pupil.reference, queries.CONFIRMED + letter: sure or "",
                     queries.AT + letter: when or ""}  # fmt: skip
    _keep(school, by, queries.CHOICE, queries.SUBJECT, data, at)


def _keep(school: School, by: User, form: str, subject: str, data: dict, at: dt.datetime) -> None:
    Draft.objects.update_or_create(
        school=school, user=by, form=form, subject=subject, defaults={"data": data, "base": 0, "saved_at": at}
    )


def remaining(veil: Veil, texts: dict[str, str]) -> dict[str, list[str]]:
    """Key of a passage → who can still be told from it, of those in which somebody can."""
    found = {key: veil.seen(text) for key, text in texts.items()}
    return {key: names for key, names in found.items() if names}


@transaction.atomic
def confirm_study(*, school: School, letter: str, texts: dict[str, str], by: User, at: dt.datetime) -> None:
    """Keep the passages of a study as they are to be printed; they have been read, and nothing in them tells who the child
    is. Raises Denied: the role, nobody chosen, nothing to print, a name that is still there, or a passage too long."""
    check_can(by, Permission.PACK_MAKE, school)
    pupil = next((slot.pupil for slot in queries.slots(school, by) if slot.letter == letter), None)
    if pupil is None:
        raise Denied("Choose a child for this case study first.")
    kept = {
        key: text.strip() for key, text in texts.items()
    }  # those left empty too: somebody chose to leave them out
    if not any(kept.values()):
        raise Denied("Leave at least one passage, or take the child out of the pack.")
    if max(map(len, kept.values())) > LONGEST:
        raise Denied(f"A passage is longer than {LONGEST} characters: shorten it.")
    names = [name for found in remaining(veil_of(pupil), kept).values() for name in found]
    if names:
        raise Denied(
            f"Somebody can still be told from it: {', '.join(dict.fromkeys(names))}. Write it in another way."
        )
    _keep(school, by, queries.STUDY, pupil.reference, kept, at)
    choice = queries.choice_of(school, by)
    choice |= {queries.CONFIRMED + letter: queries.digest(kept), queries.AT + letter: at.isoformat()}
    _keep(school, by, queries.CHOICE, queries.SUBJECT, choice, at)


@transaction.atomic
def queue_pack(*, school: School, by: User, at: dt.datetime) -> Job:
    """Have a worker make the pack with the studies that are confirmed. Raises Denied: the role, or a child who is chosen
    and whose study is not confirmed as it stands."""
    check_can(by, Permission.PACK_MAKE, school)
    studies = []
    for slot in queries.slots(school, by):
        if slot.pupil is None:
            continue
        if not slot.sure:
            raise Denied(
                f"Case study {slot.letter} is not confirmed: read it through, or take the child out of the pack."
            )
        studies.append(_study(school, slot, by, at))
    return queue_job(
        school=school,
        kind=JOB,
        title="Making the inspection pack",
        by=by,
        at=at,
        payload={"studies": studies},
    )


def _study(school: School, slot: queries.Slot, by: User, at: dt.datetime) -> dict:
    """A study as it is printed: the confirmed words under the headings of the record."""
    texts = queries.texts_of(school, by, slot.pupil)
    rows = [
        {"part": one.part, "label": one.label, "text": texts[one.key]}
        for one in passages_of(slot.pupil, timezone.localdate(at))
        if texts.get(one.key)
    ]
    return {"letter": slot.letter, "pupil": slot.pupil.pk, "rows": rows}


@transaction.atomic
def make_pack(
    *, school: School, studies: list[dict], by: User, at: dt.datetime, report=None
) -> IssuedDocument:
    """Issue the pack as the record stands now; made again it is a new version, and the old one stays. Nothing links it to a
    pupil. Raises Denied: the role, or a name that has become known since a study was confirmed."""
    check_can(by, Permission.PACK_MAKE, school)
    # Two at once wait for each other, so that the later one knows what the earlier told.
    School.objects.select_for_update(no_key=True).only("pk").get(pk=school.pk)
    for study in studies:
        _check_names(study)
    printed = [{"letter": study["letter"], "rows": study["rows"]} for study in studies]
    record = pack_record(school, by, printed, at=at, report=report)
    return issue_document(school=school, kind=queries.KIND, subject=queries.SUBJECT, title=TITLE, template=INSPECTION_PACK,
                          snapshot=record, by=by, at=at)  # fmt: skip


def _check_names(study: dict) -> None:
    pupil = Pupil.objects.select_related("school", "school_class").get(pk=study["pupil"])
    words = {
        str(place): f"{row['part']}\n{row['label']}\n{row['text']}" for place, row in enumerate(study["rows"])
    }
    if remaining(veil_of(pupil), words):
        raise Denied(f"Case study {study['letter']} names somebody who is known now: read it through again.")
