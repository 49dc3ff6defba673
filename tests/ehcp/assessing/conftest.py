import datetime as dt

import pytest
from django.utils import timezone

from ehcp.assessing import actions
from ehcp.assessing.record import ADVICE_TEXTS
from ehcp.models import NeedsAssessment
from ehcp.sections.actions import write_authority
from tests import cast as house
from tests.roles import seeing


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def record(cast):
    """A child of the teacher's class, with reviewed cycles and without any assessment or plan yet."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield house.add_record(cast.oakfield, klass="4 Ash", first="Ada", last="Quill", email="quill@sendsys.test",
                               senco=cast.senco)  # fmt: skip


@pytest.fixture
def pupil(record):
    return record.pupil


@pytest.fixture
def authority(cast, pupil, at):
    return write_authority(
        school=cast.oakfield, by=cast.senco, at=at, name="Barsetshire", address="County Hall\nBarchester"
    )


@pytest.fixture
def way(cast, pupil, authority, at, today):
    """Takes an assessment of the pupil to a state: way("drafted"). Fields of the last action may be given. Each day of it
    lies `ago` days back: request 60, decision 40, the rest later."""

    def go(end: str, of=None, **given) -> NeedsAssessment:
        child = of or pupil
        held = actions.consider(
            pupil=child, authority=authority, why="No progress", tried="A group", by=cast.senco, at=at
        )
        for name in WAYS[end]:
            STEPS[name](held, cast.senco, at, **(given if name == WAYS[end][-1] else {}))
            held = NeedsAssessment.objects.get(pk=held.pk)
        return held

    return go


def ago(at: dt.datetime, days: int) -> dt.date:
    return timezone.localdate(at) - dt.timedelta(days=days)


def talk(held, by, at, **given):
    words = {"kind": "meeting", "on": ago(at, 62), "people": "Mr Quill", "about": "What an assessment is"}
    return actions.record_talk(assessment=held, by=by, at=at, **(words | given))


def request(held, by, at, **given):
    words = {"on": ago(at, 60), "asked_by": "school", "parents_view": "Please ask", "how": "portal"}
    return actions.request(assessment=held, by=by, at=at, **(words | given))


def assess(held, by, at, **given):
    words = {"assess": True, "decided_on": ago(at, 40), "advice_requested_on": ago(at, 38)}
    return actions.record_decision(assessment=held, by=by, at=at, **(words | given))


def decline(held, by, at, **given):
    words = {"assess": False, "decided_on": ago(at, 40), "feedback": "Not enough cycles."}
    return actions.record_decision(assessment=held, by=by, at=at, **(words | given))


def write(held, by, at, **given):
    texts = dict.fromkeys(ADVICE_TEXTS, "Something is written.") | given
    return actions.write_advice(assessment=held, by=by, at=at, **texts)


def send(held, by, at, **given):
    write(held, by, at)
    words = {"sent_on": ago(at, 30), "sent_how": "secure"}
    return actions.send_advice(assessment=held, by=by, at=at, **(words | given))


def refuse(held, by, at, **given):
    words = {"refused_on": ago(at, 20), "feedback": "School can meet the needs."}
    return actions.refuse_plan(assessment=held, by=by, at=at, **(words | given))


def draft(held, by, at, **given):
    words = {"received_on": ago(at, 16), "issued_on": ago(at, 18), "served_on": ago(at, 17)}
    return actions.receive_draft(assessment=held, by=by, at=at, **(words | given))


def answer(held, by, at, **given):
    words = {"answered_on": ago(at, 2), "naming": "yes", "answer": "Section F is vague.", "how": "portal"}
    return actions.answer_draft(assessment=held, by=by, at=at, **(words | given))


def issue(held, by, at, **given):
    return actions.issue_plan(assessment=held, by=by, at=at, **({"issued_on": ago(at, 1)} | given))


def end(held, by, at, **given):
    words = {"why": "The family has moved", "feedback_used": "Two more cycles with the psychologist."}
    return actions.close(assessment=held, by=by, at=at, **(words | given))


STEPS = {"talk": talk, "request": request, "assess": assess, "decline": decline, "send": send, "refuse": refuse,
         "draft": draft, "answer": answer, "issue": issue, "end": end}  # fmt: skip
TO_REQUEST = ("talk", "request")
WAYS = {
    "considered": (), "discussed": ("talk",), "requested": TO_REQUEST, "declined": (*TO_REQUEST, "decline"),
    "assessing": (*TO_REQUEST, "assess"), "advised": (*TO_REQUEST, "assess", "send"),
    "not_issued": (*TO_REQUEST, "assess", "send", "refuse"), "drafted": (*TO_REQUEST, "assess", "send", "draft"),
    "answered": (*TO_REQUEST, "assess", "send", "draft", "answer"),
    "issued": (*TO_REQUEST, "assess", "send", "draft", "answer", "issue"), "closed": ("talk", "end"),
}  # fmt: skip
