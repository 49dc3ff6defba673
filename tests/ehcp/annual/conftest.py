import datetime as dt

import pytest
from django.utils import timezone

from ehcp.models import AnnualReview
from register.models import Pupil
from tests.ehcp.annual.made import give, later, review_for
from tests.roles import seeing


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def pupil(cast):
    """A pupil of the teacher's class, whom the TA supports, on no plan yet."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield new_pupil(cast)


def new_pupil(cast, *, parents: bool = True, **more) -> Pupil:
    """Another pupil of 4 Ash with two contacts, of whom one is a parent."""
    from register import actions as register
    from register.enums import GrantKind
    from register.models import Contact

    fields = {"legal_first": "Idris", "legal_last": "Rahman", "born": dt.date(2017, 11, 2), "year_group": "4",
              "school_class": cast.classes["4 Ash"]} | more  # fmt: skip
    (found,) = register.add_pupils(school=cast.oakfield, by=cast.senco, at=timezone.now(), pupils=[fields])
    register.grant(pupil=found, user=cast.ta, kind=GrantKind.SUPPORT)
    if parents:
        contacts = (("Amal Rahman", "Mother", "amal@family.test"), ("Joy Bell", "Grandmother", ""))
        for number, (name, kin, email) in enumerate(contacts, 1):
            Contact.objects.create(
                school=cast.oakfield, pupil=found, priority=number, name=name, relationship=kin, email=email
            )
    return found


@pytest.fixture
def review(cast, pupil) -> AnnualReview:
    """A review of the pupil, its meeting in four weeks: the date is set."""
    return review_for(pupil, cast.senco)


@pytest.fixture
def with_pack(cast, review, at):
    """The review with notice given, advice asked for and its papers made."""
    from core.jobs.models import Job
    from ehcp.annual import actions
    from ehcp.annual.papers import review_pack

    held = give(review, cast.senco, "notice", "advice_ask")
    job = actions.make_pack(review=held, by=cast.senco, at=at)
    review_pack(Job.objects.get(pk=job.pk), by=cast.senco, at=at, report=lambda done, total: None)
    return AnnualReview.objects.get(pk=held.pk)


@pytest.fixture
def in_days():
    return later
