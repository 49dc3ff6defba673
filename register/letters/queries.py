"""Every read of letters: what may be written now, what has been sent, and which slips are out."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import CharField, F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents.pdf import REGISTER_LETTER
from core.schools.models import School
from register.enums import (
    LADDER,
    ON_REGISTER,
    ConcernState,
    DocumentKind,
    HowTold,
    LetterKind,
    Level,
    SupportState,
)
from register.hooks import plan_standing
from register.letters.words import Choices, Standing, letter_name, letter_words
from register.models import Concern, Contact, ExtraSupport, Letter, Pupil, PupilDocument, StatusPeriod
from register.queries import teachers_of
from register.snapshots import school_part


def standing_of(pupil: Pupil) -> Standing:
    """What letters need to know of the pupil, as it is now. Five queries."""
    decided = Concern.objects.filter(pupil=pupil, state=ConcernState.DECIDED)
    return replace(
        level_standing(pupil), concern=decided.order_by("-decided_on", "-pk").first(),
        plan_open=plan_standing(pupil).open, teacher=", ".join(teachers_of(pupil)),
    )  # fmt: skip


def level_standing(pupil: Pupil) -> Standing:
    """As much of it as tells which letter is due: levels and extra support. Two queries."""
    held = list(
        StatusPeriod.objects.filter(pupil=pupil).order_by("-start").values_list("level", "start", "end")
    )
    support = ExtraSupport.objects.filter(pupil=pupil, state=SupportState.RUNNING).first()
    return Standing(pupil, *_now_and_before(held), _on_register_since(held), support)


def _now_and_before(held: list[tuple]) -> tuple[Level, dt.date | None, Level | None]:
    """The level now, since when, and the one before, of periods with the newest first."""
    if not held:
        return Level.NONE, None, None
    level, start, end = held[0]
    if end is not None:
        return Level.NONE, end + dt.timedelta(days=1), Level(level)
    return Level(level), start, Level(held[1][0]) if held[1:] else None


def _on_register_since(held: list[tuple]) -> dt.date | None:
    """The first day of the run of periods on the register, without a break, that lasts now."""
    since, next_start = None, None
    for level, start, end in held:
        unbroken = end is None if next_start is None else end == next_start - dt.timedelta(days=1)
        if level not in ON_REGISTER or not unbroken:
            break
        since = next_start = start
    return since


def stepped_down(standing: Standing) -> bool:
    """Whether the last change of level was a step down from the register or on it. An assessment that was asked for
    and not granted is none."""
    if standing.last not in ON_REGISTER:
        return False
    if standing.level not in ON_REGISTER:
        return True
    lower = LADDER.index(standing.level) < LADDER.index(standing.last)
    return lower and standing.last != Level.ASSESSMENT_REQUESTED


def cannot_write(kind: LetterKind, standing: Standing) -> str:
    """Why the letter does not fit where the pupil is now, in words; "" when it does."""
    name, register = standing.pupil.first_name, standing.pupil.school.label("register")
    on = standing.level in ON_REGISTER
    if kind == LetterKind.ON_REGISTER and not on:
        return _("%(name)s is not on the %(register)s.") % {"name": name, "register": register}
    if kind == LetterKind.EXTRA_SUPPORT and on:
        return _("%(name)s is on the %(register)s: write that letter instead.") % {
            "name": name,
            "register": register,
        }
    if kind == LetterKind.EXTRA_SUPPORT and not (
        standing.support or standing.level == Level.EMERGING_CONCERN
    ):
        return _("No extra support is running for %(name)s.") % {"name": name}
    if kind == LetterKind.STEP_DOWN and not stepped_down(standing):
        return _("%(name)s’s last change of level was not a step down.") % {"name": name}
    if kind == LetterKind.CONCERN and standing.concern is None:
        return _("No concern about %(name)s has been decided yet.") % {"name": name}
    return ""


@dataclass(frozen=True, slots=True)
class LetterDue:
    """A letter that the family has not had since what it tells of: its kind, and the day of that."""

    kind: LetterKind
    since: dt.date


def letter_due(pupil: Pupil, standing: Standing | None = None) -> LetterDue | None:
    """The letter that is due now, if any: coming onto the register first, then stepping down, then extra support
    (R-165). The letter that goes with a first plan tells of the register too. At most three queries."""
    standing = standing or level_standing(pupil)
    since = {LetterKind.ON_REGISTER: standing.on_register_since, LetterKind.STEP_DOWN: standing.since,
             LetterKind.EXTRA_SUPPORT: standing.support.starts if standing.support else standing.since}  # fmt: skip
    due = [LetterDue(kind, day) for kind, day in since.items() if day and not cannot_write(kind, standing)]
    if not due:
        return None
    told = _told(pupil)
    return next((one for one in due if not any(k == one.kind and day >= one.since for k, day in told)), None)


def _told(pupil: Pupil) -> list[tuple[str, dt.date]]:
    """(kind, day) of every letter that the family has had, those that went with a first plan included. One query."""
    with_plan = PupilDocument.objects.filter(
        pupil=pupil, kind=DocumentKind.PLAN_ON_PAPER, issued__template=REGISTER_LETTER
    )
    as_letters = with_plan.values_list(Value(LetterKind.ON_REGISTER.value, CharField()), "filed_at")
    told = Letter.objects.filter(pupil=pupil).values_list("kind", "sent_at").union(as_letters, all=True)
    return [(kind, timezone.localdate(at)) for kind, at in told]


def letter_snapshot(
    standing: Standing, chosen: Choices, contact: Contact, how: HowTold, today: dt.date
) -> dict:
    """The letter to one contact as plain data, from which page and PDF are drawn; `today` is the day on it. The slip
    is asked back within the school's number of calendar days."""
    pupil, school = standing.pupil, standing.pupil.school
    return_by = today + dt.timedelta(days=school.slip_days)
    online = how == HowTold.ONLINE
    words = letter_words(standing, chosen, online=online, return_by=return_by)
    enclosed = chosen.enclosed and chosen.kind == LetterKind.ON_REGISTER
    return {
        "school": school_part(school),
        "pupil": {"name": pupil.name, "first_name": pupil.first_name,
                  "class_name": pupil.class_name, "teacher": standing.teacher},
        "level": {"label": str(standing.level.label), "since": standing.since.isoformat() if standing.since else None},
        "letter": words | {"kind": chosen.kind.value, "dated": today.isoformat(), "addressee": contact.name,
                           "return_by": return_by.isoformat(), "online": online,
                           "enclosed": school.label("plan") if enclosed else ""},
    }  # fmt: skip


def letters_of(pupil: Pupil, user) -> list[Letter]:
    """Letters about the pupil that the user may see, newest first. One query."""
    letters = Letter.objects.filter(pupil=pupil).visible_to(user)
    joined = letters.select_related("contact", "document__issued", "sent_by", "answered_by", "school")
    return list(joined.defer("document__issued__snapshot", "school__crest").order_by("-sent_at", "-pk"))


def letters_to_family(pupils: list[Pupil], user) -> dict[int, list[Letter]]:
    """Letters about these children that were sent to the user online, by the child's key, newest first. One query."""
    sent = Letter.objects.filter(pupil__in=pupils, contact__user=user, how=HowTold.ONLINE)
    found: dict[int, list[Letter]] = {}
    for letter in sent.order_by("-sent_at", "-pk"):
        found.setdefault(letter.pupil_id, []).append(letter)
    return found


@dataclass(frozen=True, slots=True)
class SlipOut:
    """A slip that has not come back: of a letter, or of a plan. `due` is the day by which it was asked back; `how` it
    went out is "online" or "paper"; `document` the reference of what is printed again, if there is one."""

    key: str
    reference: str
    what: str
    child: str
    child_reference: str
    class_name: str
    contact: str
    phone: str
    how: str
    sent_on: dt.date
    due: dt.date
    chased_on: dt.date | None = None
    chases: int = 0
    document: str = ""


OUT_COLUMNS = (
    "reference", "kind", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last", "pupil__reference",
    "contact__name", "contact__phone", "how", "sent_at", "return_by", "chased_at", "chases",
)  # fmt: skip


def slips_out(school: School, user) -> list[SlipOut]:
    """Letters about pupils in the user's sight who have not left whose slip is out, the longest due first. One query."""
    out = Letter.objects.filter(Q(pupil__left_on=None), school=school).visible_to(user).outstanding()
    rows = out.order_by("return_by", "pk").annotate(
        class_name=F("pupil__school_class__name"), document_reference=F("document__reference")
    )
    return [_slip(school, *row) for row in rows.values_list(*OUT_COLUMNS, "class_name", "document_reference")]


def _slip(
    school,
    ref,
    kind,
    preferred,
    legal,
    last,
    pupil,
    contact,
    phone,
    how,
    sent,
    due,
    chased,
    chases,
    klass,
    document,
):
    return SlipOut(
        f"letter-{ref}", ref, letter_name(kind, school), f"{preferred or legal} {last}", pupil, klass or "", contact,
        phone, "online" if how == HowTold.ONLINE else "paper", timezone.localdate(sent), due,
        timezone.localdate(chased) if chased else None, chases, document,
    )  # fmt: skip
