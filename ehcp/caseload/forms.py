"""The delay ledger's filter, and the letter to the authority."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from apdr.spans import year_span
from core.calendar.dates import Span, academic_year, academic_year_label
from core.schools.queries import school_days
from core.ui.fields import DayField, parse_day
from core.ui.present import day
from ehcp.caseload import ledger_present
from ehcp.caseload.actions import MOST_ADDRESS, MOST_TEXT, MOST_TO
from ehcp.caseload.delays import Asked
from ehcp.caseload.letters import ANSWER_IN, Matter, after_school_days, draft
from ehcp.models import LocalAuthority

ALL_YEARS = "all"
EARLIEST, LATEST = dt.date(2014, 9, 1), dt.date(2100, 12, 31)


class LedgerFilter:
    """What the address of the ledger asks for; what cannot be read counts as not asked, and `trouble` says so."""

    def __init__(self, get, today: dt.date) -> None:
        self.trouble = ""
        self.typed = {name: get.get(name, "")[:20].replace("\0", "") for name in ("from", "to")}
        self.who, self.state, self.year = get.get("who", ""), get.get("state", ""), get.get("year", "")
        self.who = self.who if self.who in ("authority", "school") else ""
        self.state = self.state if self.state in ledger_present.STATES else ""
        start, end = self._day("from"), self._day("to")
        if start and end and end < start:
            self.trouble, start, end = now_("The last day is before the first: check the dates"), None, None
        self.span, self.label = self._dates(start, end) if start or end else self._year(today)

    def _day(self, name: str) -> dt.date | None:
        try:
            return parse_day(self.typed[name]) if self.typed[name].strip() else None
        except ValueError as wrong:
            self.trouble = str(wrong)
            return None

    def _dates(self, start: dt.date | None, end: dt.date | None) -> tuple[Span, str]:
        span = Span(start or EARLIEST, end or LATEST)
        if start and end:
            return span, ledger_present.span_label(start, end)
        return span, now_("From %(day)s") % {"day": day(start)} if start else now_("Until %(day)s") % {
            "day": day(end)
        }

    def _year(self, today: dt.date) -> tuple[Span | None, str]:
        if self.year == ALL_YEARS:
            return None, now_("All years")
        known = self.year.isascii() and self.year.isdecimal() and 2014 <= int(self.year[:5]) <= 2100
        year = int(self.year) if known else academic_year(today)
        self.year = str(year)
        return year_span(year), now_("School year %(year)s") % {"year": academic_year_label(year)}

    @property
    def asked(self) -> Asked:
        """As the ledger takes it."""
        return Asked(self.span, self.who, self.state)

    def selects(self, years: list[tuple[str, str]]) -> list[dict]:
        """The choices, in the terms of the filter's template."""
        chosen = {"year": self.year, "who": self.who, "state": self.state}
        offered = {
            "year": (now_("School year"), [*years, (ALL_YEARS, now_("All years"))]),
            "who": (now_("Who owed it"), ledger_present.WHO),
            "state": (now_("Standing"), [("", now_("All")), *ledger_present.STATES.items()]),
        }
        return [
            {"name": name, "label": label, "options": [
                {"value": value, "label": words, "selected": " selected" if value == chosen[name] else ""}
                for value, words in pairs]}
            for name, (label, pairs) in offered.items()
        ]  # fmt: skip


class LetterForm(forms.Form):
    """A letter to the local authority: to whom, what it says, by when an answer is asked for."""

    addressee = forms.CharField(
        label=_("To"), max_length=MOST_TO, error_messages={"required": _("Say whom the letter is to")}
    )
    address = forms.CharField(
        label=_("Address"), max_length=MOST_ADDRESS, required=False, widget=forms.Textarea({"rows": 4})
    )
    text = forms.CharField(
        label=_("What it says"), max_length=MOST_TEXT, widget=forms.Textarea({"rows": 11}),
        help_text=_("An empty line begins a new paragraph. The dates, the rule and the last sentences are added."),
        error_messages={"required": _("Write what the letter says")},
    )  # fmt: skip
    answer_by = DayField(
        label=_("Answer asked for by"), error_messages={"required": _("Say by when you ask for an answer")}
    )
    again = forms.BooleanField(required=False)

    def __init__(
        self, *args, matter: Matter, last: tuple[dt.date, dt.date] | None, today: dt.date, **kwargs
    ) -> None:
        authority = authority_of(matter)
        days = school_days(matter.held.school)
        super().__init__(*args, initial={
            "addressee": officer_of(matter) or authority.name, "address": authority.address, "text": draft(matter),
            "answer_by": after_school_days(today, ANSWER_IN, days),
        }, **kwargs)  # fmt: skip
        if not authority.address:
            self.fields["address"].help_text = _("None is kept for the authority yet")
        if last is None:
            del self.fields["again"]
        else:
            self.fields["again"].label = now_("Write again, although a letter went out on %(day)s") % {
                "day": day(last[0])
            }


def authority_of(matter: Matter) -> LocalAuthority:
    """The authority that the letter is to."""
    held = matter.held
    return held.plan.authority if hasattr(held, "invitees") else held.authority


def officer_of(matter: Matter) -> str:
    """The officer who keeps the plan, the usual one where no other is named, "" where none is known."""
    plan = matter.held.plan
    return (plan.officer if plan else "") or authority_of(matter).officer
