"""The one write of this room: a courteous letter to the local authority, kept in the pupil's file."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import AUTHORITY_LETTER
from core.schools.queries import school_days
from core.ui.present import day
from ehcp.caseload.delays import REVIEW, letters_written
from ehcp.caseload.letters import APART, Matter, after_school_days, paragraphs_of, snapshot
from ehcp.caseload.matters import matter_of
from ehcp.models import AnnualReview, NeedsAssessment
from register.actions import file_document
from register.enums import DocumentKind
from register.models import Pupil, PupilDocument

MOST_TEXT, MOST_TO, MOST_ADDRESS = 4000, 160, 500
LAST = dt.timedelta(days=366)  # the latest answer that a letter asks for


@transaction.atomic
def write_letter(
    *, matter: Matter, addressee: str, address: str, text: str, answer_by: dt.date, by: User, at: dt.datetime,
    again: bool = False,
) -> PupilDocument:  # fmt: skip
    """Issue a letter to the local authority about what it is late with: the dates, the rule and the request, on headed
    paper, kept in the pupil's file. `again`: although one about the same was written within ten school days.

    Raises Denied: the role, a pupil who has left, done in the meantime, one written lately, no words, no addressee, an
    answer asked for in the past.
    """
    today = timezone.localdate(at)
    pupil = Pupil.objects.select_for_update().get(
        pk=matter.held.pupil_id
    )  # two letters at once wait for each other
    matter = matter_of(matter.of, _held(matter), matter.step.key, today)
    check_can(by, permission_of(matter.of), matter.held)
    check_apart(matter, today, again=again)
    _check_words(addressee, text, answer_by, today)
    school = matter.held.school
    issued = issue_document(
        school=school, kind=DocumentKind.EHC_LETTER, subject=matter.held.reference, by=by, at=at,
        template=AUTHORITY_LETTER, title=f"Letter to the authority: {matter.about}, {today:%-d %b %Y}",
        snapshot=snapshot(matter, school, addressee=addressee.strip(), address=address.strip(), text=text,
                          answer_by=answer_by, today=today),
    )  # fmt: skip
    # who may not read whole plans may not know of an assessment
    return file_document(pupil=pupil, issued=issued, by=by, at=at, restricted=True)


def permission_of(of: str) -> Permission:
    """What allows a letter about a review, or about an assessment."""
    return Permission.REVIEW_RUN if of == REVIEW else Permission.EHCNA_RUN


def _held(matter: Matter) -> AnnualReview | NeedsAssessment:
    return type(matter.held).objects.select_related("school").get(pk=matter.held.pk)


def lately(matter: Matter, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The day of the last letter about the same and the first on which the next is due, while that is still to come; None
    otherwise. Three queries."""
    last = letters_written(matter.held.school).get((matter.held.reference, matter.step.key))
    if last is None:
        return None
    free = after_school_days(last, APART, school_days(matter.held.school))
    return (last, free) if today < free else None


def check_apart(matter: Matter, today: dt.date, *, again: bool) -> None:
    """Raises Denied when one about the same was written within ten school days and nobody said that it is to go again."""
    known = lately(matter, today)
    if known and not again:
        raise Denied(
            f"A letter about this was written on {day(known[0])}. Wait until {day(known[1])}, or tick that you write again."
        )


def _check_words(addressee: str, text: str, answer_by: dt.date, today: dt.date) -> None:
    if not addressee.strip():
        raise Denied("Say whom the letter is to.")
    if not paragraphs_of(text):
        raise Denied("Write what the letter says.")
    if answer_by <= today:
        raise Denied(f"Ask for an answer by a day that is still to come: {day(answer_by)} is not.")
    if answer_by > today + LAST:
        raise Denied(f"{day(answer_by)} is more than a year ahead: check the date.")
