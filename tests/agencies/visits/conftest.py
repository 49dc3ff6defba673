"""Visits of an autumn term: the clock of actions is the Monday of the cast, the term ends on 18 December 2026, half term
is the last week of October."""

import datetime as dt
from unittest import mock

import pytest

from agencies.enums import ConsentAnswer, ReferralState
from agencies.models import Agency, AgencyMeeting, Consent, Professional, Referral, Visit
from agencies.visits import actions
from agencies.visits.calendar import SOURCES as ON_CALENDAR
from core.reminders.deadlines import SOURCES, Deadline, Source
from core.reminders.enums import Group
from core.reminders.kinds import KINDS, Kind
from tests.cast import AT
from tests.roles import seeing

DAY = dt.date(2026, 11, 24)  # a Tuesday of term


@pytest.fixture
def oak(cast):
    """The cast, with Oakfield in sight and its SENCo acting; no visit or meeting of other making stands in the way."""
    with seeing(cast.oakfield, actor=cast.senco):
        Visit.objects.all().delete()
        AgencyMeeting.objects.all().delete()
        yield cast


@pytest.fixture(autouse=True)
def due():
    """The deadlines that the calendar has to show, which a test puts in; higher rooms put nothing on it."""
    given: list[Deadline] = []
    words = {"group": Group.PLANS, "rule": "By a rule."}
    kinds = [Kind("plan_review", "Review {plan}", "A {plan} is to be reviewed", **words),
             Kind("notice", "Send the notice", "A notice is due", statutory=True, cites="reg 20(3)", **words),
             Kind("family_ask", "Answer", "Your answer is asked for", family=True, **words)]  # fmt: skip
    here = {name: ON_CALENDAR[name] for name in ("visits", "agency_meetings", "deadlines")}
    with (
        mock.patch.dict(
            SOURCES, {"test": Source("test", "Tests", lambda ask: given, lambda row, ask: [row])}, clear=True
        ),
        mock.patch.dict(KINDS, {kind.key: kind for kind in kinds}),
        mock.patch.dict(ON_CALENDAR, here, clear=True),
    ):
        yield given


@pytest.fixture
def owed(oak, due):
    """`owed("plan_review", on)`: something to do about `own`, by the SENCo where nobody is named."""

    def add(kind: str, on: dt.date, *owners, subject: str = "plan:ABC", **fields) -> Deadline:
        child = {"pupil": oak.own.pupil.reference, "name": oak.own.pupil.name, "class_name": "4 Ash"}
        due.append(
            Deadline(
                kind, subject, on, "/oakfield/register/", tuple(who.pk for who in owners), **child | fields
            )
        )
        return due[-1]

    return add


@pytest.fixture
def agency(oak) -> Agency:
    return Agency.objects.create(school=oak.oakfield, name="Speech service", kind="salt", sector="nhs")


@pytest.fixture
def referral(oak, agency) -> Referral:
    """Accepted, with consent until the end of the year."""
    found = Referral.objects.create(
        school=oak.oakfield, pupil=oak.own.pupil, agency=agency, state=ReferralState.ACCEPTED, asked="Speech",
        sent_on=AT.date(), created_at=AT, created_by=oak.senco,
    )  # fmt: skip
    Consent.objects.create(
        school=oak.oakfield, referral=found, answer=ConsentAnswer.GIVEN, who="Family Abara", how="meeting",
        purpose="Speech", given_on=AT.date(), until=dt.date(2026, 12, 31), recorded_at=AT, recorded_by=oak.senco,
    )  # fmt: skip
    return found


@pytest.fixture
def private(oak) -> Professional:
    """A psychologist whom the school employs, none of whose checks has been seen."""
    practice = Agency.objects.create(school=oak.oakfield, name="Elm Practice", kind="ep", sector="private")
    return Professional.objects.create(
        school=oak.oakfield, agency=practice, name="Ada Quill", job="Psychologist", employed=True
    )


@pytest.fixture
def announce(oak, agency):
    """`announce(on=…)`: a visit of the speech service to `own`, on DAY at ten for 45 minutes."""

    def make(**given):
        usual = {"pupil": oak.own.pupil, "agency": agency, "on": DAY, "at_time": dt.time(10), "minutes": 45, "how": "email",
                 "announced_on": AT.date(), "by": oak.senco, "at": AT}  # fmt: skip
        return actions.announce_visit(**usual | given)

    return make
