import datetime as dt

import pytest
from django.utils import timezone

from agencies.directory.actions import write_agency
from agencies.enums import ReportState
from agencies.models import AgencyReport, Referral
from agencies.referrals import actions
from register.models import PupilDocument
from tests.roles import seeing


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def pupil(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil


@pytest.fixture
def agency(cast, pupil, at):
    return write_agency(
        school=cast.oakfield, held=None, by=cast.senco, at=at, kind="ep", sector="la", name="Psychology"
    )


@pytest.fixture
def way(cast, pupil, agency, at, today):
    """Takes a referral of `own` to a step: way("sent"). Fields of the last action may be given."""

    def go(end: str, **given) -> Referral:
        held = actions.start_referral(pupil=pupil, agency=agency, asked="Why is reading so hard?", tried="A reading group",
                                      by=cast.senco, at=at)  # fmt: skip
        acts = {"discussed": talk, "consented": consent, "sent": send, "accepted": answer, "seen": seen}
        for name, act in acts.items():
            if held.state == end:
                break
            act(held, cast.senco, at, **(given if name == end else {}))
            held = Referral.objects.get(pk=held.pk)
        return held

    return go


def talk(held, by, at, **given):
    words = {
        "kind": "meeting",
        "on": timezone.localdate(at),
        "people": "Mrs Abara",
        "about": "Slow progress",
        "ask": False,
    }
    return actions.record_talk(referral=held, by=by, at=at, **(words | given))


def consent(held, by, at, answer="given", **given):
    words = {"contact": None, "who": "Ada Abara", "how": "signed", "purpose": "To be seen and told of",
             "given_on": timezone.localdate(at), "until": None, "why": ""}  # fmt: skip
    return actions.record_consent(referral=held, answer=answer, by=by, at=at, **(words | given))


def send(held, by, at, **given):
    words = {"on": timezone.localdate(at), "how": "secure", "to": "Psychology", "what": "The form"}
    return actions.send_referral(referral=held, by=by, at=at, **(words | given))


def answer(held, by, at, accepted=True, **given):
    return actions.record_answer(
        referral=held, accepted=accepted, by=by, at=at, **({"on": timezone.localdate(at)} | given)
    )


def seen(held, by, at, **given):
    return actions.mark_seen(referral=held, by=by, at=at, **({"on": timezone.localdate(at)} | given))


def withdraw(held, by, at, **given):
    words = {"on": timezone.localdate(at), "how": "phone"}
    return actions.withdraw_consent(referral=held, by=by, at=at, **(words | given))


def report(held, by, at, state=ReportState.SHARED) -> AgencyReport:
    """A report of the referral as it lies in the table: receiving one is another room's."""
    document = PupilDocument.objects.create(school_id=held.school_id, pupil=held.pupil, kind="report", title="Report",
                                            paper_at="Cabinet", filed_at=at, filed_by=by)  # fmt: skip
    shared = {
        f"{name}_{end}": value for name in ("checked", "shared") for end, value in (("at", at), ("by", by))
    }
    return AgencyReport.objects.create(
        school_id=held.school_id, pupil=held.pupil, referral=held, agency=held.agency, document=document,
        received_on=timezone.localdate(at), received_by=by, state=state,
        **(shared if state == ReportState.SHARED else {}),
    )  # fmt: skip
