"""What every deadline of this app is made of: the ground that dates are counted on, who it is about, where it is done."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline
from core.ui.present import day
from ehcp.caseload.present import Links
from ehcp.caseload.queries import ground_of, plans_with_reviews
from ehcp.caseload.standing import Ground
from ehcp.models import AnnualReview, EhcPlan
from ehcp.rules.words import counted_words
from ehcp.statute import Deadline as Law
from register.models import Pupil

AUTHORITY, PARENTS = "the local authority", "the parents"
FRIDAY, WEEK = 4, 7
MOST_DETAIL = 200


def ground(ask: Ask) -> Ground:
    """What dates are counted on, once an asking. One query beside those of the school's days."""
    return ask.once("ehcp.ground", lambda: ground_of(ask.school, ask.today, ask.opening.days))


def plans(ask: Ask) -> list[tuple[EhcPlan, list[AnnualReview]]]:
    """Plans that have not ended, with their reviews, once an asking. Two queries."""
    return ask.once("ehcp.plans", lambda: plans_with_reviews(ask.school, ask.user))


def reads_plans(ask: Ask) -> bool:
    """Whether whoever asks may read whole plans and their reviews; the school itself, where nobody asks, may."""
    return ask.user is None or ask.school.pk in ask.user.schools_where(Permission.EHCP_VIEW)


class Say(NamedTuple):
    """Makes deadlines about one pupil."""

    ask: Ask
    pupil: Pupil

    def url(self, page: str, reference: str) -> str:
        """Where it is done."""
        links = self.ask.once("ehcp.links", lambda: Links(self.ask.school))
        return links.to(page, reference)

    def due(
        self, kind: str, subject: str, due: dt.date, url: str, *, law: Law | None = None, **more
    ) -> Deadline:
        """One deadline. With `law`, the date of the statute that it follows from, its own rule, citation and start are
        told; `aim` where it is earlier than the day."""
        if law is not None:
            more = {"rule": law.says, "cites": law.citation, "started": counted_words(law)} | more
        if (aim := more.get("aim")) and aim >= due:
            more["aim"] = None
        return Deadline(kind, subject, due, url, pupil=self.pupil.reference, name=self.pupil.name,
                        class_name=self.pupil.class_name, **more)  # fmt: skip

    def check(self, subject: str, url: str, wrong: Exception) -> Deadline:
        """Dates that cannot all be right: to be put right by the Friday of the week, each week anew."""
        friday = self.ask.today + dt.timedelta(days=(FRIDAY - self.ask.today.weekday()) % WEEK)
        return self.due(
            "ehcp_check", subject, friday, url, detail=str(wrong)[:MOST_DETAIL], so_far=str(wrong)
        )


def by_name(found: Iterable[Law]) -> dict[str, Law]:
    """Dates of the statute by the names of their rules."""
    return {one.name: one for one in found}


def meets(on: dt.date) -> str:
    """What a row about a review adds: the meeting's day."""
    return _("meeting %(day)s") % {"day": day(on)}


def fixed(on: dt.date) -> str:
    """What sets the dates around a meeting going."""
    return _("The meeting is fixed for %(day)s.") % {"day": day(on)}
