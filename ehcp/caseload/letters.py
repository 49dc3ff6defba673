"""The courteous letters to a local authority: what each is about, and what it says until somebody changes it. Pure.

A letter tells the dates of the record, the rule in a plain sentence with where it is written, and asks. It threatens
nothing.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.calendar.dates import SchoolDays, working_day_after
from core.schools.models import School
from core.ui.present import day
from ehcp.caseload.delays import ASSESSMENT, REVIEW
from ehcp.enums import Exemption
from ehcp.models import AnnualReview, NeedsAssessment
from ehcp.steps import Step
from register.snapshots import school_part

APART = 10  # school days between two letters about the same thing
ANSWER_IN = 10  # school days from the letter's day in which an answer is asked for

# (what it belongs to, key of the step) → what the letter is about
LETTERS = {
    (REVIEW, "decision"): lazy("decision after the annual review"),
    (REVIEW, "final"): lazy("amended EHC plan"),
    (ASSESSMENT, "decide"): lazy("decision whether to assess"),
    (ASSESSMENT, "final"): lazy("final EHC plan"),
}

DUE = {"decision": lazy("Decision due by"), "decide": lazy("Decision due by"), "final": lazy("Plan due by")}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter is about: the review or assessment, and the step of it that is late."""

    of: str
    held: AnnualReview | NeedsAssessment
    step: Step
    advice_sent_on: dt.date | None = None

    @property
    def about(self) -> str:
        """What it is about, in a few words."""
        return str(LETTERS[self.of, self.step.key])


def after_school_days(start: dt.date, count: int, days: SchoolDays) -> dt.date:
    """The school day of that number after `start`; the working day where the terms are not known so far ahead."""
    return days.after(start, count) or working_day_after(start, count)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text typed with empty lines between them."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def draft(matter: Matter) -> str:
    """The words of the letter before anybody has changed them, paragraphs apart by empty lines."""
    return "\n\n".join(
        part for part in (_opening(matter), _exemption(matter), _request(matter), _help()) if part
    )


def _opening(matter: Matter) -> str:
    name = matter.held.pupil.name
    if matter.of == REVIEW and matter.step.key == "decision":
        return _("We held the annual review of %(name)s’s EHC plan on %(day)s. The decision has not reached us yet.") % {
            "name": name, "day": day(matter.held.on)}  # fmt: skip
    if matter.of == REVIEW:
        return _("After the annual review of %(name)s’s EHC plan you decided to amend it. The amended plan has not reached "
                 "us yet.") % {"name": name}  # fmt: skip
    if matter.step.key == "decide":
        return _("On %(day)s you received the request for an EHC needs assessment of %(name)s. We have not heard yet "
                 "whether you will assess.") % {"name": name, "day": day(matter.held.requested_on)}  # fmt: skip
    return _("You are assessing %(name)s’s needs after the request that you received on %(day)s. The final plan has not "
             "reached us yet.") % {"name": name, "day": day(matter.held.requested_on)}  # fmt: skip


def _exemption(matter: Matter) -> str:
    told = getattr(matter.held, "exemption", "")
    if not told:
        return ""
    return _("You have told us of a reason why the time limit could not be kept: %(reason)s. May we ask whether it still "
             "holds?") % {"reason": str(Exemption(told).label).lower()}  # fmt: skip


ASKS = {
    (REVIEW, "decision"): lazy(
        "May we ask you to let the parents and us know what you have decided, with the proposed amendments if the plan "
        "is to be amended? If your letter has gone out already, a copy is all we need."
    ),
    (REVIEW, "final"): lazy(
        "May we ask you to send the amended plan to the parents and to us, or to tell us when it will come? If you have "
        "decided not to amend after all, a copy of that letter is all we need."
    ),
    (ASSESSMENT, "decide"): lazy(
        "May we ask you to let the parents and us know what you have decided? If your letter has gone out already, a "
        "copy is all we need."
    ),
    (ASSESSMENT, "final"): lazy(
        "May we ask you to send the final plan to the parents and to us, or to tell us when it will come? If you have "
        "decided not to issue one, a copy of that letter is all we need."
    ),
}


def _request(matter: Matter) -> str:
    return str(ASKS[matter.of, matter.step.key])


def _help() -> str:
    return _("If something is missing that we can send, please tell us and we will send it at once.")


def facts_of(matter: Matter, today: dt.date) -> list[dict]:
    """The dates of the record that the letter tells, as {label, day}."""
    held = matter.held
    if matter.of == REVIEW:
        known = [(_("Review meeting"), held.on), (_("You decided to amend the plan"), held.decided_on),
                 (_("Amendment notice"), held.amendment_notice_on)]  # fmt: skip
    else:
        known = [(_("Request received"), held.requested_on), (_("You decided to assess"), held.decided_on),
                 (_("Our advice sent"), matter.advice_sent_on),
                 (_("Draft plan reached us"), held.draft_received_on)]  # fmt: skip
    told = [{"label": label, "day": one.isoformat()} for label, one in known if one]
    return [*told, {"label": str(DUE[matter.step.key]), "day": matter.step.law.date.isoformat()},
            {"label": _("Date of this letter"), "day": today.isoformat()}]  # fmt: skip


def heading(matter: Matter) -> str:
    """What stands above the letter."""
    pupil = matter.held.pupil
    return _("%(name)s, born %(born)s: %(about)s") % {
        "name": pupil.name, "born": day(pupil.born).split(" ", 1)[1], "about": matter.about,
    }  # fmt: skip


def snapshot(
    matter: Matter,
    school: School,
    *,
    addressee: str,
    address: str,
    text: str,
    answer_by: dt.date,
    today: dt.date,
) -> dict:
    """The letter as plain data (templates/documents/README.md)."""
    law = matter.step.law
    return {
        "school": school_part(school),
        "pupil": {"name": matter.held.pupil.name, "born": matter.held.pupil.born.isoformat()},
        "letter": {
            "about": matter.step.key, "dated": today.isoformat(), "addressee": addressee, "address": address,
            "authority": matter.held.authority.name if matter.of == ASSESSMENT else matter.held.plan.authority.name,
            "reference": matter.held.reference, "heading": heading(matter), "paragraphs": paragraphs_of(text),
            "facts": facts_of(matter, today), "rule": law.says, "citation": law.citation,
            "answer_by": answer_by.isoformat(), "secure": school.secure_service,
        },
    }  # fmt: skip
