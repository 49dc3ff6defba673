"""A word in every place that is searched, about one child."""

import datetime as dt

from agencies.enums import ReportState
from agencies.models import AgencyReport, Recommendation
from apdr.models import Annotation, Plan, Target
from ehcp.models import PlanNeed, PlanOutcome, PlanProvision, PlanSection
from register.models import (
    Assessment,
    Concern,
    Conversation,
    Diagnosis,
    DocumentText,
    ExtraSupport,
    LifeEvent,
    Need,
    Profile,
    Pupil,
    PupilDocument,
    Summary,
    Voice,
)
from tests.cast import AT

WORD = "okapi"
SENTENCE = f"Drew an {WORD} with long strides"


def plant(pupil: Pupil, words: str = SENTENCE) -> None:
    """Write the words into every searched table, in rows of the pupil. In the scope of the pupil's school."""
    mine, version = {"pupil": pupil}, {"plan_version__plan__pupil": pupil}
    done = [
        Plan.objects.filter(**mine).update(difficulties=words),
        Target.objects.filter(plan__pupil=pupil).update(strategies=words),
        Annotation.objects.filter(plan__pupil=pupil).update(words=words),
        Profile.objects.filter(**mine).update(helps=words),
        Conversation.objects.filter(**mine).update(about=words),
        PlanSection.objects.filter(**version).update(text=words),
        PlanNeed.objects.filter(**version).update(text=words),
        PlanOutcome.objects.filter(**version).update(text=words),
        PlanProvision.objects.filter(**version).update(text=words),
        AgencyReport.objects.filter(**mine).update(
            pages=[{"name": "Page 1", "text": f'“Well”, he said: "{words}"', "unread": False}], state=ReportState.SHARED,
            shared_at=AT, shared_by=pupil.documents.first().filed_by, checked_at=AT,
            checked_by=pupil.documents.first().filed_by,
        ),
        Recommendation.objects.filter(**mine).update(what=words),
        Concern.objects.filter(**mine).update(reasons=words),
        ExtraSupport.objects.filter(**mine).update(support=words),
        LifeEvent.objects.filter(**mine).update(note=words),
        Need.objects.filter(**mine).update(note=words),
        Summary.objects.filter(**mine).update(interests=words),
        Diagnosis.objects.filter(**mine).update(note=words),
        Assessment.objects.filter(**mine).update(note=words),
        Voice.objects.filter(**mine).update(answers=[{"ask": "What do you like?", "said": words, "face": ""}]),
    ]  # fmt: skip
    assert all(done), "the cast has no row of some kind about this child"
    PupilDocument.objects.filter(agency_report__pupil=pupil).update(sensitivity="ordinary")
    DocumentText.objects.filter(document__pupil=pupil).delete()
    give_words(
        PupilDocument.objects.filter(pupil=pupil).exclude(kind__startswith="ehc").order_by("pk").first(),
        words,
    )


def give_words(document: PupilDocument, words: str, at: dt.datetime = AT) -> DocumentText:
    """What a worker would have read in the document."""
    return DocumentText.objects.update_or_create(
        school_id=document.school_id, document=document, defaults={"text": words, "read_at": at}
    )[0]
