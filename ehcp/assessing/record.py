"""The school's advice and its answer to a draft as plain data: the documents are drawn from this and nothing else
(templates/documents/README.md)."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ehcp.clock import assessment_clock
from ehcp.enums import CHALLENGES, AssessmentPurpose, NamingAnswer
from ehcp.models import NeedsAssessment, SchoolAdvice
from register.queries import needs_of, open_period, teachers_of
from register.snapshots import level_part, needs_line, pupil_part, school_part

# field → what the authority reads, in the order of reg 6 and R-141
ADVICE_HEADINGS = {
    "profile": lazy("The child: strengths, interests, what helps"),
    "progress": lazy("Progress, and what has been tried"),
    "specialists": lazy("Advice of professionals"),
    "needs": lazy("Needs"),
    "outcomes": lazy("Outcomes we seek"),
    "provision": lazy("Provision needed to reach them"),
}
ADVICE_TEXTS = tuple(ADVICE_HEADINGS)

# what is said of being named, and the words of the Act behind a challenge (s.39(4))
GROUNDS = {
    NamingAnswer.YES: lazy("The school can meet the needs that the draft describes."),
    NamingAnswer.CHANGES: lazy("The school can meet the needs that the draft describes, with the changes below."),
    NamingAnswer.UNSUITABLE: lazy("The school would be unsuitable for the child’s age, ability, aptitude or special "
                                  "educational needs."),
    NamingAnswer.OTHERS: lazy("The child’s attendance would be incompatible with the provision of efficient education for "
                              "others."),
    NamingAnswer.RESOURCES: lazy("The child’s attendance would be incompatible with the efficient use of resources."),
}  # fmt: skip
CITATION = "Children and Families Act 2014, s.39(4)"


def iso(day: dt.date | None) -> str | None:
    """The day as documents take it."""
    return day.isoformat() if day else None


def texts_of(advice: SchoolAdvice) -> dict[str, str]:
    """The parts of the advice by name."""
    return {name: getattr(advice, name) for name in ADVICE_TEXTS}


def _common(held: NeedsAssessment) -> dict:
    """The school, the child, the level, the needs and the authority. Four queries."""
    pupil = held.pupil
    return {
        "school": school_part(held.school), "pupil": pupil_part(pupil, teachers_of(pupil)),
        "level": level_part(open_period(pupil)), "needs": needs_line(needs_of(pupil)),
        "authority": {"name": held.authority.name, "address": held.authority.address},
        "again": held.purpose == AssessmentPurpose.AGAIN, "requested_on": iso(held.requested_on),
    }  # fmt: skip


def advice_snapshot(held: NeedsAssessment, advice: SchoolAdvice) -> dict:
    """The school's advice, with the days on which it was asked for and is due, and what parents and child say. Four
    queries."""
    texts = texts_of(advice)
    due = {
        one.name: one.date
        for one in assessment_clock(requested=held.requested_on, advice_requested=held.advice_requested_on)
    }
    return _common(held) | {
        "advice": texts,
        "parts": [{"heading": str(heading), "text": texts[name]} for name, heading in ADVICE_HEADINGS.items()],
        "asked_on": iso(held.advice_requested_on),
        "due_on": iso(due["advice_by"]) if held.advice_requested_on else None,
        "parents_view": held.parents_view, "child_view": held.child_view,
    }  # fmt: skip


def answer_part(held: NeedsAssessment) -> dict:
    """What the school says to the draft."""
    return {
        "naming": held.naming, "says": str(GROUNDS[held.naming]), "challenge": held.naming in CHALLENGES,
        "citation": CITATION if held.naming in CHALLENGES else "", "why": held.naming_why,
        "adjustments": held.adjustments, "comments": held.answer,
    }  # fmt: skip


def answer_snapshot(held: NeedsAssessment) -> dict:
    """The school's answer to the draft, with the day by which it is owed. Four queries."""
    due = {
        one.name: one.date
        for one in assessment_clock(requested=held.requested_on, draft_received=held.draft_received_on)
    }
    return _common(held) | {
        "answer": answer_part(held), "received_on": iso(held.draft_received_on), "draft_on": iso(held.draft.issued_on),
        "due_on": iso(due["school_response_by"]), "title": _("Answer to a draft EHC plan"),
    }  # fmt: skip
