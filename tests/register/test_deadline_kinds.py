"""Each thing that the register asks for: its day, who is to do it, where; and gone once it is done."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db.models import F

from apdr.models import Plan
from apdr.plans.actions import start_plan
from core.schools.actions import add_term
from register import actions as register
from register.concerns.actions import gather, tell_family
from register.enums import FlagState, Level
from register.file.actions import mark_step_done
from register.letters.actions import answer_letter
from register.models import (
    PROFILE_TEXTS,
    AccessArrangement,
    Adjustment,
    AdultLife,
    Concern,
    Conversation,
    ExtraSupport,
    HealthcarePlan,
    Letter,
    PriorSchool,
    Profile,
    ProgressReview,
    Pupil,
    SafeguardingFlag,
    SchoolClass,
    StatusPeriod,
    SupplyPack,
    TrainedAdult,
    Transfer,
    Voice,
    WatchCheck,
)  # fmt: skip
from register.profiles.actions import confirm_reading, review_profile, write_profile
from register.profiles.supply import end_pack
from register.response.actions import record_check
from register.response.progress import record_progress
from register.safeguarding.actions import move_sign
from tests.cast import AT
from tests.register.arrangements.test_arrangement_actions import access, health, train
from tests.register.test_deadlines import TODAY, ask, found

pytestmark = pytest.mark.django_db
D = dt.date
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """`begin` makes the thing due on `due`, `done` does it (None: its day alone ends it); each takes the cast and its
    pupil. `url` is how the address ends; `owners` are names in the cast, nobody means the SENCo."""

    kind: str
    due: dt.date
    url: str
    done: Callable | None
    begin: Callable = lambda cast, own: None
    owners: tuple[str, ...] = ()
    today: dt.date = TODAY
    of_school: bool = False


def of(model, own, **fields):
    """Change every row of a model about the pupil, as if it had been written so."""
    return model.objects.filter(pupil=own).update(**fields)


def by(cast) -> dict:
    return {"by": cast.senco, "at": AT}


def emerging(cast, own, **period) -> None:
    """The pupil is before the register, without extra support."""
    of(StatusPeriod, own, level=Level.EMERGING_CONCERN, **period)
    ExtraSupport.objects.filter(pupil=own).delete()


def support(own, starts: dt.date) -> None:
    ExtraSupport.objects.create(
        school_id=own.school_id, pupil=own, starts=starts, review_by=starts + 30 * DAY, difficulty="Sums", targets="To ten",
        support="Daily", child_says="I count", written_at=AT, written_by_id=Concern.objects.first().recorded_by_id,
    )  # fmt: skip


def decided_support(cast, own) -> None:
    """Extra support ran since the level began, was reviewed, and was decided upon again."""
    emerging(cast, own)
    support(own, D(2026, 9, 7))
    of(ExtraSupport, own, state="reviewed", reviewed_on=D(2026, 10, 7), reviewed_at=AT, reviewed_by=cast.senco,
       outcome="tell_senco")  # fmt: skip
    Concern.objects.filter(pupil=own, state="decided").update(outcome="extra_support")


def left(cast, own) -> None:
    Pupil.objects.filter(pk=own.pk).update(left_on=D(2026, 10, 30))
    of(Transfer, own, leaving_on=D(2026, 10, 30), sent_on=None, received_on=None)


def newcomer(cast, joined_on: dt.date, told: str) -> Pupil:
    """A pupil who begins on that day, at no level; `told` is what the last school said."""
    (pupil,) = register.add_pupils(school=cast.oakfield, **by(cast), pupils=[
        {"legal_first": "Ned", "legal_last": "Newman", "born": D(2018, 5, 1), "joined_on": joined_on}])  # fmt: skip
    if told:
        PriorSchool.objects.create(school=cast.oakfield, pupil=pupil, name="Elsewhere", level=told, written_at=AT,
                                   written_by=cast.senco)  # fmt: skip
    return pupil


def starts(joined_on: dt.date) -> Callable:
    return lambda cast, own: Pupil.objects.filter(legal_last="Newman").update(joined_on=joined_on)


PILL = {"what": "Ear defenders", "kind": "adjustment"}
CASES = [
    Case("profile_review", D(2026, 12, 4), "/profile/", owners=("teacher",),
         begin=lambda cast, own: of(Profile, own, review_on=D(2026, 12, 4)),
         done=lambda cast, own: review_profile(profile=own.profile, reviewed_on=TODAY, how="met", parents_say="Yes",
                                               review_on=D(2027, 6, 1), **by(cast))),
    Case("profile_write", D(2026, 11, 30), "/profile/", owners=("teacher",),  # the tenth school day
         begin=lambda cast, own: Profile.objects.filter(pupil=own).delete(),
         done=lambda cast, own: write_profile(pupil=own, review_on=None, no_voice_why="Not yet", **by(cast),
                                              **dict.fromkeys(PROFILE_TEXTS, "Quiet"))),
    Case("profile_read", D(2026, 11, 23), "/profile/", owners=("teacher",),  # the fifth
         begin=lambda cast, own: confirm_reading(profile=own.profile, number=own.profile.version, by=cast.ta, at=AT),
         done=lambda cast, own: confirm_reading(profile=own.profile, number=own.profile.version, by=cast.teacher, at=AT)),
    Case("concern_decide", D(2026, 11, 16), "/", done=lambda cast, own: Concern.objects.filter(pupil=own).delete()),
    Case("concern_decide", D(2026, 12, 7), "/",  # raised on 9 Nov: the fifteenth school day would be 30 Nov
         begin=lambda cast, own: (gather(concern=Concern.objects.get(pupil=own, state="raised"), **by(cast)),
                                  of(Concern, own, raised_on=D(2026, 11, 16))),
         done=lambda cast, own: Concern.objects.filter(pupil=own).delete()),
    Case("concern_tell", D(2026, 11, 23), "/", owners=("senco",),
         done=lambda cast, own: tell_family(concern=Concern.objects.get(pupil=own, state="decided"), on=TODAY, how="met",
                                            **by(cast))),
    Case("concern_support", D(2026, 11, 23), "/extra-support/", owners=("teacher",), begin=decided_support,
         done=lambda cast, own: support(own, TODAY)),
    Case("support_review", D(2026, 12, 21), "/", owners=("teacher",),
         done=lambda cast, own: ExtraSupport.objects.filter(pupil=own).delete()),
    Case("support_latest", D(2027, 1, 4), "/", today=D(2026, 12, 29),
         done=lambda cast, own: ExtraSupport.objects.filter(pupil=own).delete()),
    Case("change_letter", D(2026, 11, 23), "/letters/", begin=lambda cast, own: of(Letter, own, sent_at=AT - 200 * DAY),
         done=lambda cast, own: of(Letter, own, sent_at=AT)),
    Case("change_plan", D(2026, 12, 7), "/", owners=("teacher",),
         begin=lambda cast, own: Plan.objects.filter(pupil=own).delete(),
         done=lambda cast, own: start_plan(pupil=own, **by(cast))),
    Case("change_support", D(2026, 11, 23), "/extra-support/", owners=("teacher",), begin=emerging,
         done=lambda cast, own: support(own, TODAY)),
    Case("watch_check", D(2026, 12, 18), "/watch/1/", owners=("teacher",),
         begin=lambda cast, own: (of(StatusPeriod, own, level=Level.EXITED, start=D(2026, 6, 1)),
                                  WatchCheck.objects.filter(period__pupil=own).delete()),
         done=lambda cast, own: record_check(period=own.periods.get(), number=1, checked_on=TODAY, finding="holding",
                                             note="Reads well", **by(cast))),
    Case("health_review", D(2026, 12, 20), "/", done=lambda cast, own: HealthcarePlan.objects.update(end=TODAY - DAY),
         begin=lambda cast, own: health(own, cast.senco, AT, start=D(2026, 9, 1), review_on=D(2026, 12, 20))),
    Case("training_ends", D(2026, 12, 3), "/", done=lambda cast, own: TrainedAdult.objects.all().delete(),
         begin=lambda cast, own: train(health(own, cast.senco, AT), cast.senco, AT, valid_until=D(2026, 12, 3))),
    Case("adjustment_review", D(2026, 12, 1), "/", done=lambda cast, own: of(Adjustment, own, review_on=None)),
    Case("access_ends", D(2026, 12, 2), "/", done=lambda cast, own: AccessArrangement.objects.all().delete(),
         begin=lambda cast, own: access(own, cast.senco, AT, kind="scribe", end=D(2026, 12, 2))),
    Case("slip_chase", D(2026, 11, 30), "/answer/",
         done=lambda cast, own: answer_letter(letter=own.letters.get(), answer="slip", on=TODAY, name="Ann", **by(cast))),
    Case("family_slip", D(2026, 11, 30), "/", owners=("parent",),
         done=lambda cast, own: answer_letter(letter=own.letters.get(), answer="online", on=TODAY, name="Ann",
                                              by=cast.parent, at=AT)),
    Case("step_do", D(2026, 11, 30), "/", owners=("senco",),
         done=lambda cast, own: mark_step_done(conversation=Conversation.objects.get(pupil=own, next_by__isnull=False), **by(cast))),
    Case("voice_help", D(2026, 11, 30), "/voice/", owners=("teacher",),
         begin=lambda cast, own: of(Voice, own, feels_supported=False, on=TODAY),
         done=lambda cast, own: of(Voice, own, feels_supported=True)),
    Case("transfer_send", D(2026, 11, 20), "/leaving/", begin=left,  # fifteen school days after 30 Oct
         done=lambda cast, own: of(Transfer, own, sent_on=D(2026, 11, 12))),
    Case("transfer_receipt", D(2026, 11, 26), "/leaving/",
         begin=lambda cast, own: (left(cast, own), of(Transfer, own, sent_on=D(2026, 11, 12))),
         done=lambda cast, own: of(Transfer, own, received_on=TODAY)),
    Case("start_prepare", D(2026, 12, 18), "/last-school/", begin=lambda cast, own: newcomer(cast, D(2027, 1, 5), "K"),
         done=starts(TODAY)),
    Case("start_round", D(2026, 12, 18), "/incoming/", begin=lambda cast, own: newcomer(cast, D(2027, 1, 5), ""),
         done=starts(TODAY), of_school=True),
    Case("entry_level", D(2026, 12, 7), "/level/", begin=lambda cast, own: newcomer(cast, TODAY, "E"), done=starts(None)),
    Case("adulthood_review", D(2026, 12, 1), "/adulthood/", owners=("teacher",),
         begin=lambda cast, own: of(AdultLife, own, review_on=D(2026, 12, 1)),
         done=lambda cast, own: of(AdultLife, own, review_on=None)),
    Case("register_round", D(2026, 12, 18), "/progress/", of_school=True,
         begin=lambda cast, own: ProgressReview.objects.filter(pupil=own).delete(),
         done=lambda cast, own: record_progress(pupil=own, on=TODAY, progress="expected", note="", **by(cast))),
    Case("adjustment_round", D(2026, 12, 18), "/arrangements/", of_school=True,
         begin=lambda cast, own: of(Adjustment, own, review_on=None),
         done=lambda cast, own: of(Adjustment, own, review_on=D(2027, 6, 1))),
    Case("access_round", D(2026, 12, 18), "/arrangements/", of_school=True,
         done=lambda cast, own: AccessArrangement.objects.all().delete()),
    Case("terms_enter", D(2026, 12, 18), "/terms/", of_school=True,
         done=lambda cast, own: add_term(school=cast.oakfield, name="Later", start=D(2027, 1, 5), end=D(2027, 7, 20))),
    Case("roll_over", D(2026, 9, 2), "/roll-over/", of_school=True,
         begin=lambda cast, own: SchoolClass.objects.update(academic_year=F("academic_year") - 1),
         done=lambda cast, own: SchoolClass.objects.update(academic_year=2026)),
    Case("sign_take", D(2026, 11, 16), "/", owners=("dsl",), of_school=True,
         begin=lambda cast, own: SafeguardingFlag.objects.exclude(pupil=own).delete(),
         done=lambda cast, own: move_sign(sign=SafeguardingFlag.objects.get(), end=FlagState.TAKEN, **by(cast))),
    Case("supply_ends", D(2026, 11, 16), "/supply/", owners=("senco",), of_school=True,
         begin=lambda cast, own: SupplyPack.objects.exclude(school_class=own.school_class_id).update(day=D(2020, 1, 6)),
         done=lambda cast, own: end_pack(pack=SupplyPack.objects.get(day=TODAY), **by(cast))),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_it_is_asked_for_until_it_is_done(cast, case):
    own = cast.own.pupil
    with cast.acting("senco"):
        case.begin(cast, own)
        own = (
            Pupil.objects.select_related("school", "profile").get(pk=own.pk)
            if case.kind != "profile_write"
            else own
        )
        about = {
            "",
            *Pupil.objects.filter(legal_last__in=["Newman", own.legal_last]).values_list(
                "reference", flat=True
            ),
        }
        asked = ask(cast.oakfield, today=case.today)
        (one,) = {d for d in found(asked) if d.kind == case.kind and d.pupil in about and d.due <= asked.end}
        assert one.due == case.due
        assert one.url.startswith("/oakfield/")
        assert one.url.endswith(case.url)
        assert one.owners == tuple(cast.people[who].pk for who in case.owners)
        assert bool(one.pupil) is not case.of_school
        assert one.started
        case.done(cast, own)
        assert not [d for d in found(ask(cast.oakfield, today=case.today)) if d.key == one.key]
