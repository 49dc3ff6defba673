"""Training in words: marks, reasons, rows."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.enums import Permission, Role
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import DueState, day, day_in, due_state, state
from governance.enums import Audience, Competence, NeedSource
from governance.models import Topic, TrainingDay, TrainingRecord
from governance.training.standing import Cause, Mark, Person, Reason, Stand, Standing


@dataclass(frozen=True, slots=True)
class Eye:
    """Who reads: `openly` with what somebody typed, which may tell of a child; `topics` and `library`: with links there;
    `drop`: may take a need away."""

    openly: bool
    topics: bool
    library: bool
    drop: bool = False


def eye_of(user, school: School, *, own: bool = False) -> Eye:
    """How that person reads of others, or of themselves."""
    may = can(user, Permission.TRAINING_EDIT, school)
    return Eye(own or may, can(user, Permission.TRAINING_VIEW, school), can(user, Permission.PROVISION_VIEW, school),
               may and not own)  # fmt: skip


MANY = 2  # open induction topics of one person from which on they stand in one line
FOUND = {Competence.CONFIDENT: "done", Competence.LEADS: "done", Competence.MORE: "soon"}


def at(school: School, name: str, *args) -> str:
    """The address of a page of training."""
    return reverse(f"training:{name}", args=[school.slug, *args])


def parts(school: School, here: str) -> list[dict]:
    """The pages of training as pills; `here` is the one in sight."""
    names = {
        "matrix": _("Who has what"),
        "needs": _("Who needs what"),
        "programme": _("Programme"),
        "topics": _("Topics"),
    }
    return [
        {"label": label, "url": at(school, name), "current": name == here} for name, label in names.items()
    ]


def roles_words(person: Person, school: School) -> str:
    """ "SENCo, Teacher" in the school's own words."""
    own = {Role.SENCO: school.label("senco"), Role.TA: school.label("ta")}
    return ", ".join(str(own.get(role, role.label)) for role in Role if role in person.roles)


def audience_words(audience: str, school: School) -> str:
    """For whom a topic is, in the school's own words."""
    return (
        _("%(ta)ss") % {"ta": school.label("ta")}
        if audience == Audience.TAS
        else str(Audience(audience).label)
    )


def mark_state(mark: Mark, school: School, today: dt.date) -> DueState | None:
    """A mark as a chip; None where the topic is not asked of that person."""
    if mark.stand == Stand.FREE:
        return None
    if mark.stand == Stand.NEEDS:
        more = any(reason.cause == Cause.MORE for reason in mark.reasons)
        by = mark.by_day
        key = due_state(by, today, school.soon_days).key if by else "due"
        return state(key, _("Needs more") if more else _("Needs, late") if key == "late" else _("Needs"))
    key, word = {
        Stand.HAS: ("done", _("Has")), Stand.SOON: ("soon", _("Runs out")), Stand.OUT: ("late", _("Ran out")),
    }[mark.stand]  # fmt: skip
    return state(key, word)


def mark_when(mark: Mark) -> str:
    """The day that belongs to a mark, "" without one."""
    if mark.stand == Stand.NEEDS:
        return _("by %(day)s") % {"day": day(mark.by_day)} if mark.by_day else ""
    return day(mark.known.until) if mark.known and mark.known.until else ""


def reason_words(reason: Reason, mark: Mark, *, openly: bool) -> str:
    """Why, in a line. Not `openly`: without what somebody typed, which may tell of a child."""
    if reason.cause == Cause.WISH:
        source = str(NeedSource(reason.wish.source).label)
        return f"{source}: {reason.wish.why}" if openly and reason.wish.why else source
    words = {
        Cause.INDUCTION: _("Induction, here since %(day)s") % {"day": day(mark.person.since)},
        Cause.AUDIENCE: _("Everybody in this post needs it"),
        Cause.MORE: _("More is needed, as the SENCo finds"),
        Cause.OUT: _("Ran out on %(day)s") % {"day": day(mark.known.until)}
        if mark.known and mark.known.until
        else "",
    }
    if reason.cause == Cause.DELIVERS:
        return _("Delivers %(name)s") % {"name": reason.delivery.name}
    return words[reason.cause]


def need_lines(marks: Iterable[Mark], school: School, today: dt.date, eye: Eye) -> list[dict]:
    """What a person needs, a line each: {what, url, state, when, reasons: list of {words, url}, drop_url}; many open topics
    of induction are one line."""
    marks = list(marks)
    fresh = [m for m in marks if [r.cause for r in m.reasons] == [Cause.INDUCTION]]
    lines = [] if len(fresh) <= MANY else [_induction_line(fresh, school)]
    rest = [m for m in marks if not lines or m not in fresh]
    return [_need_line(mark, school, today, eye) for mark in rest] + lines


def _induction_line(fresh: list[Mark], school: School) -> dict:
    names = ", ".join(mark.subject.name for mark in fresh)
    count = ngettext("%(n)d topic of induction", "%(n)d topics of induction", len(fresh)) % {"n": len(fresh)}
    since = _("Here since %(day)s") % {"day": day(fresh[0].person.since)}
    return {"what": count, "url": "", "state": state("due", _("Needs")), "when": "", "drop_url": "",
            "reasons": [{"words": f"{since}: {names}", "url": ""}]}  # fmt: skip


def _need_line(mark: Mark, school: School, today: dt.date, eye: Eye) -> dict:
    wish = next((reason.wish for reason in mark.reasons if reason.wish), None)
    return {
        "what": mark.subject.name if mark.subject else mark.reasons[0].delivery.name,
        "url": at(school, "topic", mark.subject.reference) if mark.subject and eye.topics else "",
        "state": mark_state(mark, school, today), "when": mark_when(mark) if mark.stand == Stand.NEEDS else "",
        "reasons": [
            {"words": reason_words(reason, mark, openly=eye.openly),
             "url": reverse("provision:intervention", args=[school.slug, reason.delivery.tag])
             if reason.delivery and eye.library else ""}
            for reason in mark.reasons
        ],
        "drop_url": at(school, "need-drop", wish.reference) if wish and eye.drop else "",
    }  # fmt: skip


def record_row(
    record: TrainingRecord,
    school: School,
    today: dt.date,
    *,
    may: bool,
    openly: bool = False,
    latest: bool = True,
) -> dict:
    """One training of one person. `openly`: with the note; `latest`: no later one has taken its place."""
    if not latest:
        holds = state("done", _("Had"))
    elif record.valid_until:
        key = due_state(record.valid_until, today, 60).key
        said = {"late": _("Ran out"), "soon": _("Runs out soon")}.get(key, _("Holds"))
        holds = state({"due": "done"}.get(key, key), said)
    else:
        holds = state("done", _("Has"))
    where = record.day.title if record.day else record.provider
    hours = _hours(record.hours)
    found = record.competence if record.competence != Competence.ATTENDED else ""
    return {
        "topic": record.topic.name, "person": record.person.name, "state": holds,
        "on": day(record.on), "until": day_in(record.valid_until, today) if record.valid_until else "",
        "line": ", ".join(part for part in (where, hours) if part), "note": record.note if may or openly else "",
        "found": state(FOUND[found], str(Competence(found).label)) if found else None,
        "url": at(school, "record", record.reference) if may else "",
    }  # fmt: skip


def _hours(hours) -> str:
    if hours is None:
        return ""
    return ngettext("%(n)s hour", "%(n)s hours", 1 if hours == 1 else 2) % {
        "n": f"{hours:f}".rstrip("0").rstrip(".")
    }


def day_row(one: TrainingDay, school: School, today: dt.date, *, may: bool) -> dict:
    """One training day of the programme."""
    came = len(one.records.all())
    return {
        "title": one.title, "url": at(school, "day", one.reference), "topic": one.topic.name,
        "on": day_in(one.on, today) if one.on >= today else day(one.on), "hours": _hours(one.hours), "led_by": one.led_by,
        "state": day_state(one, came, today), "record": may and not one.held_at and not one.cancelled_at and one.on <= today,
    }  # fmt: skip


def day_state(one: TrainingDay, came: int, today: dt.date) -> DueState:
    """Whether it is planned, to be recorded, has been, or was called off."""
    if one.cancelled_at:
        return state("wait", _("Called off"))
    if one.held_at:
        return state("done", ngettext("%(n)d person came", "%(n)d people came", came) % {"n": came})
    return state("late", _("Record who came")) if one.on < today else state("due", _("Planned"))


def topic_facts(topic: Topic, school: School) -> list[dict]:
    """What a topic is, for components/facts.html."""
    renew = topic.renew_months and ngettext("after %(n)d month", "after %(n)d months", topic.renew_months) % {
        "n": topic.renew_months
    }
    entry = topic.intervention
    facts = [
        {"label": _("Who needs it"), "value": audience_words(topic.audience, school)},
        {"label": _("What it covers"), "value": topic.about},
        {"label": _("Renewed"), "value": renew or _("does not run out")},
        {"label": _("Trains for"), "value": entry.name if entry else "",
         "url": reverse("provision:intervention", args=[school.slug, entry.reference]) if entry else ""},
        {"label": _("Not used since"), "value": day(topic.retired_on) if topic.retired_on else ""},
    ]  # fmt: skip
    return [fact for fact in facts if fact["value"]]


def topic_rows(topics: list[Topic], known: Standing, school: School) -> list[dict]:
    """Topics with how many have each and how many need it, those in use by audience."""
    has, needs = Counter(), Counter()
    for marks in known.marks.values():
        for mark in marks:
            if mark.subject:
                has[mark.subject.pk] += mark.stand in {Stand.HAS, Stand.SOON}
                needs[mark.subject.pk] += mark.open
    return [
        {"name": t.name, "url": at(school, "topic", t.reference), "who": audience_words(t.audience, school),
         "induction": t.induction, "has": has[t.pk], "needs": needs[t.pk],
         "trains": t.intervention.name if t.intervention else "",
         "renew": ngettext("%(n)d month", "%(n)d months", t.renew_months) % {"n": t.renew_months} if t.renew_months else ""}
        for t in topics
    ]  # fmt: skip


def all_of(held: TrainingDay, known: Standing) -> list[str]:
    """Everybody whom the topic of a day is for, by the keys of `came_choices`; nobody where only some need it."""
    subject = next((s for s in known.subjects if s.pk == held.topic_id), None)
    return [str(p.pk) for p in known.people if subject and subject.is_for(p)]


def came_choices(held: TrainingDay, known: Standing) -> list[tuple[str, str]]:
    """Who may be ticked: those who need the topic first, then the others by name; those recorded who have left too."""
    subject = next((s for s in known.subjects if s.pk == held.topic_id), None)
    wanted = {p.pk for p in known.people if subject and known.mark(p, subject).open}
    people = sorted(known.people, key=lambda p: (p.pk not in wanted, p.name))
    rows = [
        (str(p.pk), _("%(name)s (needs it)") % {"name": p.name} if p.pk in wanted else p.name) for p in people
    ]
    here = {p.pk for p in people}
    return rows + [(str(r.person_id), r.person.name) for r in held.records.all() if r.person_id not in here]
