"""What is out with families, and what was promised to them: slips, next steps, a child who would like more help."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import FAMILY, ON_THE_DAY, Kind, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines.people import parents_of, teachers_of
from register.deadlines.rows import (
    after,
    child_columns,
    child_of,
    here,
    in_sight,
    local,
    may,
    of_child,
    reference_in,
    rest_of,
    teachers,
)  # fmt: skip
from register.enums import ConversationKind, HowTold, Sensitivity
from register.letters.words import letter_name
from register.models import Conversation, Letter, Voice

VOICE_DAYS = 10  # school days
STEP_SHOWN = 90  # characters of a promise

add_kinds(
    Kind("slip_chase", "Chase a slip", "A slip of a letter has not come back", Group.FAMILIES,
         "A slip is asked back within the days that the school has set; after that the family is reminded.",
         ladder=ON_THE_DAY, verb="Record", acts=Permission.SLIP_RECORD),
    Kind("family_slip", noop("Say that you have received the letter from school"),
         noop("The school has sent you a letter and asks you to say that you have received it"), Group.FAMILIES,
         noop("The letter asks for an answer by this day. It takes a minute and tells the school that the letter has come."),
         ladder=FAMILY, verb=noop("Read the letter"), family=True),
    Kind("step_do", "Do what was promised", "A next step that was promised to a family is due", Group.FAMILIES,
         "What was promised after a meeting or a call is done by the day that was named.", verb="Open",
         acts=Permission.FILE_EDIT),
    Kind("step_do_closed", "Do what was promised", "A next step that was promised is due", Group.FAMILIES,
         "What was promised after a meeting or a call is done by the day that was named.", verb="Open",
         needs=Permission.RESTRICTED_VIEW, acts=Permission.FILE_EDIT),
    Kind("voice_help", "Talk about more help", "A child has said that they would like more help", Group.CONCERNS,
         f"When a child says that they do not feel helped enough, somebody talks with them within {VOICE_DAYS} school days.",
         by_mark=True, verb="Read"),
)  # fmt: skip


def _letters(ask: Ask) -> list[tuple]:
    if not (may(ask, Permission.SLIP_RECORD) or may(ask, Permission.FAMILY_VIEW)):
        return []
    parents_of(ask)
    return _letter_rows(ask.user, school=ask.school.pk)


@prepared
def _letter_rows(user, *, school: int):
    rows = in_sight(Letter.objects.filter(school=school, pupil__left_on=None).outstanding(), user)
    return rows.order_by("pk").values_list(
        *child_columns(), "reference", "kind", "how", "sent_at", "return_by", "chases", "contact__user"
    )  # fmt: skip


def _slip(row: tuple, ask: Ask) -> Iterator[Deadline]:
    """For the school who asks for it back; for a parent who can answer it here, the letter itself."""
    child = child_of(row)
    reference, kind, how, sent_at, due, chases, user = rest_of(row)
    sent = day(local(sent_at))
    if may(ask, Permission.SLIP_RECORD):
        chased = f"The family was reminded {chases} times." if chases > 1 else "The family was reminded once."
        yield of_child(child, ask, "slip_chase", f"letter:{reference}", due, "letters:answer", reference,
                       detail=letter_name(kind, ask.school), turn="the family", started=f"The letter was sent on {sent}.",
                       so_far=chased if chases else "")  # fmt: skip
    reads = how == HowTold.ONLINE and user in parents_of(ask).get(child.pk, ())
    if reads and (ask.user is None or ask.user.pk == user):
        yield of_child(child, ask, "family_slip", f"letter:{reference}", due, "letters:read", reference, owners=(user,),
                       started=_("The letter was sent on %(day)s.") % {"day": sent})  # fmt: skip


def _steps(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.SEN_VIEW):
        return []
    return _step_rows(ask.user, school=ask.school.pk, today=ask.today, until=ask.end)


@prepared
def _step_rows(user, *, school: int, today: dt.date, until: dt.date):
    rows = Conversation.objects.filter(here(today), school=school, done_on=None, next_by__lte=until).exclude(
        next_step=""
    )
    return in_sight(rows, user).order_by("pk").values_list(
        *child_columns(), "reference", "kind", "on", "next_step", "next_by", "recorded_by", "sensitivity"
    )  # fmt: skip


def _step(row: tuple, ask: Ask) -> Iterator[Deadline]:
    """What is restricted is a kind of its own, of which those alone are told who may open it."""
    reference, kind, on, step, by, recorded_by, sensitivity = rest_of(row)
    closed = sensitivity == Sensitivity.RESTRICTED
    what = str(ConversationKind(kind).label).lower()
    short = step if len(step) <= STEP_SHOWN else f"{step[:STEP_SHOWN].rsplit(' ', 1)[0]} …"
    yield of_child(child_of(row), ask, "step_do_closed" if closed else "step_do", f"conversation:{reference}", by,
                   "file:conversation", reference,
                   owners=(recorded_by,), detail=f"after a {what}", started=f"It was promised after a {what} on {day(on)}.",
                   so_far=f"What was promised: {short}")  # fmt: skip


def _voices(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.SEN_VIEW):
        return []
    teachers_of(ask), ask.opening
    return _voice_rows(ask.user, school=ask.school.pk, today=ask.today, since=ask.start)


@prepared
def _voice_rows(user, *, school: int, today: dt.date, since: dt.date):
    """The last answer of each child whether they feel helped enough."""
    answered = Voice.objects.filter(here(today), school=school, feels_supported__isnull=False, on__gte=since)
    newest = in_sight(answered, user).order_by("pupil", "-on", "-pk").distinct("pupil")
    return newest.values_list(*child_columns(), "reference", "on", "feels_supported")


def _voice(row: tuple, ask: Ask) -> Iterator[Deadline]:
    child = child_of(row)
    reference, on, supported = rest_of(row)
    if not supported:
        yield of_child(child, ask, "voice_help", f"voice:{reference}", after(ask, on, VOICE_DAYS), "voice:voices",
                       child.reference, owners=teachers(child, ask), started=f"The child said so on {day(on)}.")  # fmt: skip


add_source(
    Source("register.letters", "Slips of letters", _letters, _slip, reference_in),
    Source("register.steps", "Next steps after meetings and calls", _steps, _step, reference_in),
    Source("register.voices", "What children said", _voices, _voice, reference_in),
)
