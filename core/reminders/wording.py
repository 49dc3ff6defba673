"""What an email about what is due says: what, by when, a reference, a link behind sign-in. It names no child (R-126)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.reminders.kinds import KINDS, titled
from core.reminders.models import Notice
from core.schools.models import School
from core.ui.present import day_in


@dataclass(frozen=True, slots=True)
class Words:
    """`what` for the list of messages, subject and body of the email."""

    what: str
    subject: str
    body: str


def line_of(notice: Notice, school: School, today: dt.date) -> dict:
    """One notice in the terms of email/_due.txt."""
    kind = KINDS[notice.kind]
    return {
        "what": titled(kind.mail, school), "day": day_in(notice.due, today), "late": notice.due < today,
        "reference": "" if kind.family else notice.pupil, "link": settings.SITE_URL + notice.url,
        "law": kind.cites if kind.statutory else "",
    }  # fmt: skip


def single(notice: Notice, school: School, today: dt.date) -> Words:
    """The email of one notice."""
    kind = KINDS[notice.kind]
    line = line_of(notice, school, today)
    subject = _("Late: %(what)s") if line["late"] else _("Due %(day)s: %(what)s")
    subject = _("%(what)s: %(day)s") if kind.family else subject
    return Words(
        titled(kind.title, school)[:80], (subject % line)[:200],
        _body("email/due_one.txt", school, line=line, family=kind.family, stands_for=notice.stands_for_id),
    )  # fmt: skip


def digest(notices: Iterable[Notice], school: School, today: dt.date, *, weekly: bool) -> Words:
    """The email that gathers a day's or a week's notices of one person, late first. What was announced twice since the last
    one is one thing."""
    once = {(notice.due, notice.kind, notice.subject): notice for notice in notices}
    kept = [once[key] for key in sorted(once)]
    lines = [line_of(notice, school, today) for notice in kept]
    count = len(lines)
    family = all(KINDS[notice.kind].family for notice in kept)
    subject = ngettext("%(n)d thing is due at %(school)s", "%(n)d things are due at %(school)s", count)
    if family:
        subject = ngettext("%(school)s has something for you", "%(school)s has %(n)d things for you", count)
    late, ahead = [x for x in lines if x["late"]], [x for x in lines if not x["late"]]
    return Words(
        _("What is due this week") if weekly else _("What is due"), (subject % {"n": count, "school": school.name})[:200],
        _body("email/due_many.txt", school, late=late, ahead=ahead, weekly=weekly, family=family),
    )  # fmt: skip


def _body(template: str, school: School, **context) -> str:
    home = settings.SITE_URL + reverse("overview:home", args=[school.slug])
    choose = settings.SITE_URL + reverse("notices:choices", args=[school.slug])
    bell = settings.SITE_URL + reverse("notices:bell", args=[school.slug])
    known = {"school": school.name, "home": home, "choose": choose, "bell": bell}
    return render_to_string(template, context | known)


def handed(notice: Notice, by: str, school: School, today: dt.date) -> Words:
    """The email of a notice that a colleague handed over. Their note stays in the product: it may name a child."""
    line = line_of(notice, school, today)
    subject = _("%(by)s has handed something over to you") % {"by": by}
    return Words(_("Handed over"), subject[:200], _body("email/due_handed.txt", school, line=line, by=by))
