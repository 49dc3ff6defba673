"""What a person does with what they are told: reads it, puts it away, puts it off, hands it over, chooses how to hear."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.enums import FAMILY_AND_VISITORS
from core.accounts.models import User
from core.accounts.permissions import Denied
from core.reminders.bell import recount
from core.reminders.deadlines import Ask, Deadline
from core.reminders.enums import Group, Pace
from core.reminders.kinds import KINDS
from core.reminders.models import Absence, Choice, Marked, Notice
from core.reminders.outbox import post
from core.reminders.recipients import OUTSIDE, people_of_today, place_for
from core.reminders.wording import handed
from core.schools.models import School
from core.ui.present import day

HANDED = "handed"  # the rung of a notice that another person handed over
LONGEST_SNOOZE = dt.timedelta(days=60)
LATE_SNOOZE = dt.timedelta(days=7)
LONGEST_AWAY = dt.timedelta(days=366)


def _recount(school_id: int, *user_ids: int) -> None:
    for pk in user_ids:
        transaction.on_commit(lambda pk=pk: recount(school_id, pk, timezone.localdate()))


@transaction.atomic
def read_notices(*, school: School, by: User, at: dt.datetime) -> None:
    """The person has seen all that stands behind their bell; what is put off is new again on its day."""
    shown = Q(snoozed_until=None) | Q(snoozed_until__lte=timezone.localdate(at))
    rows = Notice.objects.filter(shown, school=school, recipient=by, read_at=None)
    if rows.update(read_at=at):
        _recount(school.pk, by.pk)


@transaction.atomic
def end_notices(*, school: School, subjects: list[str], at: dt.datetime) -> None:
    """Take what was told of these subjects from behind every bell now, not with the next round: those who were told may
    know of it no more."""
    rows = Notice.objects.filter(school=school, subject__in=subjects, done_at=None, ended_at=None)
    told = sorted(set(rows.values_list("recipient", flat=True)))
    rows.update(ended_at=at)
    _recount(school.pk, *told)


def _own(notice: Notice, by: User) -> Notice:
    held = Notice.objects.select_for_update(of=("self",)).filter(pk=notice.pk, school=notice.school_id)
    held = held.filter(recipient=by).first()
    if held is None:
        raise Denied(_("This was told to somebody else."))
    if held.done_at or held.ended_at:
        raise Denied(_("This is put away already."))
    return held


def _overtaken(held: Notice):
    """What was told of the same date before: it goes where its newest goes."""
    same = {name: getattr(held, name) for name in ("school_id", "kind", "subject", "due", "recipient_id")}
    return Notice.objects.filter(**same, done_at=None, ended_at=None).exclude(pk=held.pk)


@transaction.atomic
def put_away(*, notice: Notice, by: User, at: dt.datetime) -> None:
    """Take a notice from behind the person's own bell. What is to be done stays on Today until it is done. Raises
    Denied."""
    held = _own(notice, by)
    held.done_at, held.read_at = at, held.read_at or at
    held.save(update_fields=["done_at", "read_at"])
    _overtaken(held).update(done_at=at)
    _recount(held.school_id, by.pk)


@transaction.atomic
def snooze_notice(*, notice: Notice, until: dt.date, by: User, at: dt.datetime) -> None:
    """Put a notice off until the morning of `until`, at most 60 days from today; what the law sets never past its last
    lawful day, and for a week at most once that day is over. Raises Denied."""
    held, today = _own(notice, by), timezone.localdate(at)
    if until <= today:
        raise Denied(_("Choose a day after today."))
    if until > today + LONGEST_SNOOZE:
        raise Denied(_("Choose a day within the next 60 days."))
    latest = held.due if held.due > today else today + LATE_SNOOZE
    if KINDS[held.kind].statutory and until > latest:
        raise Denied(_("The law sets this date: choose a day up to %(day)s.") % {"day": day(latest)})
    held.snoozed_until, held.read_at = until, None
    held.save(update_fields=["snoozed_until", "read_at"])
    _overtaken(held).update(snoozed_until=until, read_at=None)
    _recount(held.school_id, by.pk)


@transaction.atomic
def hand_over(*, notice: Notice, to: User, note: str, by: User, at: dt.datetime) -> Notice:
    """Hand a notice to another person of the school with a word on why; they are told at once. The duty itself stays
    where the record puts it. Raises Denied: who may not know of it (any more), oneself, a family's own."""
    held, school = _own(notice, by), notice.school
    today, kind = timezone.localdate(at), KINDS[held.kind]
    people = people_of_today(Ask(school, today, today, today))
    person, giver = people.by_pk.get(to.pk), people.by_pk.get(by.pk)
    if giver is None or not people.sees(giver, held.pupil, kind):
        raise Denied(_("You may not open what this is about any more."))
    if person is None or to.pk == by.pk or person.roles <= FAMILY_AND_VISITORS:
        raise Denied(_("Choose another member of staff of the school."))
    if kind.family or not people.sees(person, held.pupil, kind):
        raise Denied(
            _("%(name)s may not open what this is about. Choose somebody else.") % {"name": person.name}
        )
    url = place_for(person.roles, kind, held.url, held.pupil, school)
    given, _made = Notice.objects.update_or_create(
        school=school, kind=held.kind, subject=held.subject, due=held.due, rung=HANDED, recipient=to,
        defaults={
            "pupil": held.pupil, "detail": held.detail, "url": url, "pace": Pace.AT_ONCE, "round_on": today,
            "made_at": at, "handed_by": by, "note": note[:300], "read_at": None, "done_at": None, "ended_at": None,
            "snoozed_until": None,
        },
    )  # fmt: skip
    words = handed(given, by.called, school, today)
    given.mail = post(school=school, to=person.email, what=words.what, subject=words.subject, body=words.body, at=at,
                      recipient=to)  # fmt: skip
    given.save(update_fields=["mail"])
    held.done_at, held.handed_to, held.read_at = at, to, held.read_at or at
    held.save(update_fields=["done_at", "handed_to", "read_at"])
    _overtaken(held).update(done_at=at)
    _recount(school.pk, by.pk, to.pk)
    return given


@transaction.atomic
def mark_done(*, deadline: Deadline, school: School, note: str, by: User, at: dt.datetime) -> Marked:
    """Mark a deadline done that no record ends. Everybody's notices of it end. Raises Denied: a record ends it, or it is
    not theirs to say."""
    kind = deadline.of
    if not kind.by_mark:
        raise Denied(_("This is done once it is recorded where it belongs: open it."))
    marked, _made = Marked.objects.get_or_create(
        school=school, kind=deadline.kind, subject=deadline.subject, due=deadline.due,
        defaults={"done_at": at, "done_by": by, "note": note[:300]},
    )  # fmt: skip
    rows = Notice.objects.filter(
        school=school, kind=deadline.kind, subject=deadline.subject, due=deadline.due, ended_at=None
    )
    told = set(rows.values_list("recipient", flat=True))
    rows.update(ended_at=at)
    _recount(school.pk, *told)
    return marked


@transaction.atomic
def take_back_mark(*, deadline: Deadline, school: School) -> None:
    """It is to be done after all: it stands on Today again, and the next round tells of it as of what is new. Raises
    Denied where nobody has marked it done."""
    rows = Marked.objects.filter(
        school=school, kind=deadline.kind, subject=deadline.subject, due=deadline.due
    )
    if not rows.delete()[0]:
        raise Denied(_("This was not marked done."))


@transaction.atomic
def choose_paces(*, school: School, paces: dict[str, str], by: User) -> Choice:
    """How the person wants to hear of each group but the law's. Raises Denied: an unknown group or pace."""
    known = {group.value for group in Group} - {Group.LAW}
    if set(paces) - known or set(paces.values()) - set(Pace.values):
        raise Denied(_("Dates set by law are told at once. Choose for the other groups."))
    choice, _made = Choice.objects.update_or_create(school=school, user=by, defaults={"paces": paces})
    return choice


@transaction.atomic
def go_away(
    *, school: School, starts: dt.date, ends: dt.date, deputy: User, by: User, at: dt.datetime
) -> Absence:
    """The person is away from `starts` to `ends`, both included, and `deputy` is told in their stead. Raises Denied: days
    the wrong way round, past or more than a year apart, a deputy who is no member of staff or is away then, two absences on
    one day."""
    today = timezone.localdate(at)
    if ends < starts or ends < today:
        raise Denied(_("The last day must not lie before the first, nor in the past."))
    if ends - starts > LONGEST_AWAY:
        raise Denied(_("An absence lasts a year at most. Check the year of the last day."))
    person = people_of_today(Ask(school, today, today, today)).by_pk.get(deputy.pk)
    if person is None or deputy.pk == by.pk or person.roles <= OUTSIDE:
        raise Denied(_("Choose another member of staff of the school."))
    User.objects.select_for_update().only("pk").get(pk=by.pk)  # two requests at once make one absence
    days = Absence.objects.filter(school=school, starts__lte=ends, ends__gte=starts)
    if days.filter(user=by).exists():
        raise Denied(
            _("You have said already that you are away on some of these days. Take that back first.")
        )
    if days.filter(user=deputy).exists():
        raise Denied(
            _("%(name)s is away on some of these days too. Choose somebody else.") % {"name": person.name}
        )
    return Absence.objects.create(school=school, user=by, deputy=deputy, starts=starts, ends=ends, made_at=at)


@transaction.atomic
def come_back(*, absence: Absence, by: User) -> None:
    """Take an absence back. Raises Denied: another person's."""
    if absence.user_id != by.pk:
        raise Denied(_("Only who is away may say that they are back."))
    absence.delete()
