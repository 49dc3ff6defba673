"""The plan in force beside the proposed amendments, section by section, with what the meeting had recommended."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.ui.present import day, day_in
from ehcp.comparing import Change, Part, Row, changed_letters, changes
from ehcp.enums import Letter
from ehcp.meeting import queries
from ehcp.meeting.recommended import parted
from ehcp.models import AnnualReview, PlanProvision, PlanVersion
from ehcp.sections.queries import Contents, contents_of

TOLD = {Part.ADDED: lazy("added"), Part.GONE: lazy("taken out")}
ROWS = {Letter.B: lazy("Need %(n)s"), Letter.E: lazy("Outcome %(n)s")}  # the others hold provision


def provision_words(one: PlanProvision) -> str:
    """What is provided with how much of it, in one line: "Reading with an adult: 30 minutes, 3 a week, Mrs Biggs"."""
    often = f"{one.times} {one.get_per_display()}" if one.times and one.per else ""
    minutes = _("%(n)d minutes") % {"n": one.minutes} if one.minutes else ""
    told = ", ".join(filter(None, [minutes, often, one.who]))
    return f"{one.text}: {told}" if told else one.text


def rows_of(held: Contents) -> list[Row]:
    """The rows of a version as they are compared."""
    outcomes = [
        " ".join(filter(None, [one.text, f"({one.by_when})" if one.by_when else ""])) for one in held.outcomes
    ]
    return [
        *(Row(Letter.B, one.number, one.text) for one in held.needs),
        *(Row(Letter.E, one.number, words) for one, words in zip(held.outcomes, outcomes, strict=True)),
        *(Row(one.letter, one.number, provision_words(one)) for one in held.provisions),
    ]


def changes_between(before: PlanVersion | None, after: PlanVersion) -> list[Change]:
    """What reads differently; everything is new where no plan in force is kept. Twelve queries, however long they are."""
    new, old = contents_of(after), contents_of(before) if before else None
    return changes(old.texts if old else {}, new.texts, rows_of(old) if old else (), rows_of(new))


def compared(review: AnnualReview, today: dt.date) -> dict:
    """The context of annualmeeting/compare.html but for the form. Up to 21 queries."""
    before, clock = queries.reviewed_version(review), queries.clock_for(review, today)
    found, asked = changes_between(before, review.proposed), parted(review.recommended)
    touched = changed_letters(found)
    until = clock.law.get("parent_comments_until")
    return {
        "before": day(before.issued_on) if before else "", "after": day(review.proposed.issued_on),
        "sections": [_section(letter, [one for one in found if one.letter == letter], asked.get(letter, ""))
                     for letter in Letter if letter in touched or letter in asked],
        "unchanged": ", ".join(letter for letter in Letter if letter not in touched), "touched": bool(touched),
        "asked": asked.get("", ""), "type_url": review.proposed.get_absolute_url(),
        "line": _("Parents may comment until %(day)s at least.") % {"day": day_in(until.date, today)} if until else "",
    }  # fmt: skip


def _section(letter: Letter, found: list[Change], asked: str) -> dict:
    return {
        "letter": letter.value,
        "title": str(letter.label),
        "asked": asked,
        "changes": [_change(one) for one in found],
    }


def _change(one: Change) -> dict:
    """One text or row: `runs` are its words, each "same", "added" or "gone"; `told` where the whole of it is new or gone."""
    row = str(ROWS.get(one.letter, lazy("Provision %(n)s"))) % {"n": one.what} if one.what else ""
    return {"what": row, "runs": [{"part": str(run.part), "text": run.text} for run in one.runs],
            "told": str(TOLD.get(one.kind, ""))}  # fmt: skip
