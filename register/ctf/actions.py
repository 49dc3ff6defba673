"""Taking over what a file says of a child who came: as what the last school said, and as types of need where none are
recorded. Every write is another room's own action; nothing that is recorded is overwritten."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from register.ctf.history import SenRecord, provision_on
from register.ctf.queries import Found
from register.enums import NeedType
from register.models import Need, PriorSchool, Pupil
from register.needs.actions import write_needs
from register.needs.spans import MOST_NEEDS, NeedLine
from register.transition.actions import PRIOR_TEXTS, write_prior_school

PROVISION = {"N": "No SEN", "K": "SEN support", "E": "EHC plan"}
UNNAMED = "Last school (its file does not give the name)"
LONGEST = PriorSchool._meta.get_field("needs").max_length


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be taken over of one pupil of the file: `prior`, as what the last school said; `needs`, as needs."""

    found: Found
    prior: bool
    needs: bool


@transaction.atomic
def take_over(*, choices: list[Choice], source: str, by: User, at: dt.datetime) -> int:
    """Take over what was chosen, all or nothing; returns for how many children. `source` is the school that the file comes
    from. Raises Denied with the child's name: nobody found, what the file says cannot be, types of need recorded already."""
    wanted = [choice for choice in choices if choice.prior or choice.needs]
    if not wanted:
        raise Denied("Choose at least one thing to take over.")
    for choice in wanted:
        pupil = choice.found.pupil
        if pupil is None or choice.found.trouble:
            raise Denied(f"Nothing can be taken over for {choice.found.read.record.name}: choose what can.")
        check_can(by, Permission.TRANSITION_MANAGE, pupil)
        pupil = Pupil.objects.select_for_update().get(pk=pupil.pk)
        if choice.prior:
            _write_prior(pupil, choice.found.read.record, source, by, at)
        if choice.needs:
            _write_needs(pupil, choice.found.read.record, by, at)
    return len(wanted)


def history_words(record: SenRecord) -> str:
    """What the file says of the pupil, a line each."""
    lines = [f"{PROVISION[one.code]} ({one.code}) from {day(one.start)}" for one in record.provisions]
    for need in record.needs:
        place = {1: "main need", 2: "second need"}.get(need.rank, f"need {need.rank}")
        since = f" from {day(need.start)}" if need.start else ""
        until = f" until {day(need.end)}" if need.end else ""
        lines.append(f"{NeedType(need.code).label} ({need.code}), {place}{since}{until}")
    return "\n".join(lines)


def _write_prior(pupil: Pupil, record: SenRecord, source: str, by: User, at: dt.datetime) -> None:
    """Beneath what is written already, so that nothing of it goes; a level that was written stays."""
    today = timezone.localdate(at)
    held = PriorSchool.objects.filter(pupil=pupil).first()
    texts = {name: getattr(held, name, "") for name in PRIOR_TEXTS}
    words = history_words(record)
    if words in texts["needs"]:
        raise Denied(f"This is written down for {pupil.name} already: take the choice away.")
    texts["needs"] = f"{texts['needs']}\n\nFrom the file of {day(today)}:\n{words}".strip()
    if len(texts["needs"]) > LONGEST:
        raise Denied(f"What is written for {pupil.name}’s last school would be too long: shorten it first.")
    latest = provision_on(record.provisions, today)
    texts["name"] = texts["name"] or source[:160] or UNNAMED
    texts["level"] = texts["level"] or (latest.code if latest else "")
    write_prior_school(
        pupil=pupil,
        received_on=held.received_on if held and held.received_on else today,
        by=by,
        at=at,
        **texts,
    )


def needs_to_take(record: SenRecord) -> list[NeedLine]:
    """The types that held when the file was made, the main one first, each once."""
    held = {need.code: need for need in reversed(record.needs) if need.end is None}
    ranked = sorted(held.values(), key=lambda need: need.rank)
    return [NeedLine(need.code, need.start) for need in ranked[:MOST_NEEDS]]


def _write_needs(pupil: Pupil, record: SenRecord, by: User, at: dt.datetime) -> None:
    if Need.objects.filter(pupil=pupil, end=None).exists():
        raise Denied(
            f"Types of need are recorded for {pupil.name} already: change them on the page of needs."
        )
    lines = needs_to_take(record)
    if not lines:
        raise Denied(
            f"The file gives no type of need that still held for {pupil.name}: take the choice away."
        )
    try:
        write_needs(pupil=pupil, lines=lines, on=timezone.localdate(at), by=by, at=at)
    except Denied as denied:
        raise Denied(f"{pupil.name}: {denied.reason}") from None
