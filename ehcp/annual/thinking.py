"""A day that is thought of for a meeting: what was typed, and what follows from it, before anything is saved."""

import datetime as dt

from django.forms import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.accounts.permissions import Denied
from core.calendar.dates import academic_year
from core.schools.queries import school_days
from ehcp.annual.consequences import check_date, follow
from ehcp.annual.present import follows_part
from ehcp.clock import PlanFacts, UnlikelyDates
from ehcp.enums import ReviewKind
from ehcp.facts import facts_of, top_year
from ehcp.models import AnnualReview, EhcPlan
from ehcp.rules.forms import LegalDayField
from ehcp.statute import phase_transfer, taught_year, under_five

SEE = "see"  # the button that shows what follows, for those without script
MOVES_IN = (0, 1)  # a change of phase this academic year or the next


class Thought:
    """What the request says of a day for the meeting of `plan`, or of `review` that is moved. A GET fills the form and
    shows what follows; so does a POST of the button "See what follows"; any other POST is to be saved."""

    def __init__(self, plan: EhcPlan, request, review: AnnualReview | None = None) -> None:
        self.plan, self.request, self.review = plan, request, review
        self.to_save = request.method == "POST" and SEE not in request.POST

    @property
    def typed(self):
        """What the form is bound to, where it is to be saved."""
        return self.request.POST if self.to_save else None

    @property
    def initial(self) -> dict:
        """What stands in the form before it is saved."""
        said = self.request.POST if self.request.method == "POST" else self.request.GET
        told = {name: said[name] for name in ("on", "kind", "pep_on", "why_early", "why", "at_time", "place", "hosting",
                                              "with_pep") if said.get(name)}  # fmt: skip
        held = self.review
        before = {"on": held.on, "at_time": held.at, "place": held.place, "hosting": held.hosting, "pep_on": held.pep_on
                  } if held else {"with_pep": self.plan.pupil.looked_after}  # fmt: skip
        return before | told

    @cached_property
    def days(self):
        return school_days(self.plan.school)

    @cached_property
    def _known(self) -> tuple:
        return list(self.plan.reviews.all()), top_year(self.plan.school)

    def facts_for(self, on: dt.date, kind: str) -> PlanFacts:
        """The facts of the clock with the meeting on that day."""
        reviews, top = self._known
        thought = AnnualReview(pk=self.review.pk if self.review else None, plan=self.plan, on=on, kind=kind)
        return facts_of(self.plan, reviews, review=thought, year=academic_year(on), top_year=top)

    @property
    def kinds(self) -> list[str]:
        """Kinds of review that there can be: under five only for who is, a change of phase only where one comes."""
        pupil, today = self.plan.pupil, timezone.localdate()
        found = [ReviewKind.ANNUAL, ReviewKind.EARLY]
        if self._moves(today):
            found.append(ReviewKind.TRANSFER)
        if under_five(pupil.born, today):
            found.append(ReviewKind.UNDER_FIVE)
        return found

    def _moves(self, today: dt.date) -> bool:
        """Whether the child changes phase at the end of this academic year or the next, by the year that they are taught
        in now."""
        year, top = academic_year(today), self._known[1]
        group = self.plan.pupil.year_group or taught_year(self.plan.pupil.born, year) or ""
        return any(phase_transfer(_later(group, more), year + more, top_year=top) for more in MOVES_IN)

    @property
    def _said_on(self) -> dt.date | None:
        """The day as typed. Raises ValidationError."""
        said = self.request.POST if self.request.method == "POST" else self.request.GET
        field = LegalDayField(required=False)
        return field.clean(said.get("on") or (self.review.on if self.review else None))

    def context(self) -> dict:
        """What annual/date.html draws beside the form: what follows, or what is wrong with the day."""
        school, today = self.plan.school, timezone.localdate()
        said = self.request.POST if self.request.method == "POST" else self.request.GET
        kind = self.review.kind if self.review else said.get("kind") or ReviewKind.ANNUAL
        found = {"see": SEE, "here": self.request.path, "follows": None}
        try:
            on = self._said_on
            if on is None:
                return found
            facts = self.facts_for(on, kind)
            check_date(facts, on, kind, first_name=self.plan.pupil.first_name)
            implied = follow(facts, today=today, days=self.days, kind=kind, clear_weeks=school.notice_clear_weeks,
                             authority=self.plan.authority.name, pep_on=self._pep(said))  # fmt: skip
        except ValidationError as wrong:
            return found | {"follows": {"wrong": wrong.messages[0]}}
        except (Denied, UnlikelyDates) as wrong:
            return found | {"follows": {"wrong": str(wrong)}}
        told = follows_part(
            implied, today=today, days=self.days, slug=school.slug, clear_weeks=school.notice_clear_weeks
        )
        if kind == ReviewKind.UNDER_FIVE:
            told["none"] = _(
                "An extra review of a child under five is guidance: no rule on notice, advice or report holds."
            )
        return found | {"follows": told}

    def _pep(self, said) -> dt.date | None:
        if not self.plan.pupil.looked_after:
            return None
        try:
            return LegalDayField(required=False).clean(
                said.get("pep_on") or (self.review.pep_on if self.review else None)
            )
        except ValidationError:
            return None


def _later(group: str, years: int) -> str:
    """The year group so many years later: "R" becomes "1"."""
    order = ("N1", "N2", "R", *(str(number) for number in range(1, 14)))
    if group not in order:
        return ""
    place = order.index(group) + years
    return order[place] if place < len(order) else ""
