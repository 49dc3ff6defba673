"""Children are asked, adults read what helps, parents look at it with the teacher; and the school's bank of lines."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from register.enums import VoiceKind
from register.models import Profile
from register.profiles.actions import bank_adjustment, confirm_reading, review_profile, start_bank
from register.profiles.queries import adults_of_each
from register.voice.actions import record_voice
from register.voice.questions import FACES, HELPED, INTERVIEW, PICTURES, STATEMENTS
from sendsys.demo.clock import at
from sendsys.demo.words import voices as said

if TYPE_CHECKING:
    from sendsys.demo.history import History
    from sendsys.demo.load import SchoolBuilder

ANSWERED = 5  # of the questions of an interview
HELPED_SHARES = ((True, 86), (False, 8), (None, 6))
SHARE_READ, SHARE_REVIEWED, SHARE_CHANGED = 0.81, 0.2, 0.05


def hear(history: History, on: dt.date, *, not_enough: bool = False) -> None:
    """The child is asked on that day in a way that suits the age: by pictures up to Year 2. With `not_enough` the child
    says that there is not enough help."""
    young, rng = history.year_on(on) <= 2, history.rng
    kind = VoiceKind.PICTURES if young else rng.choice((VoiceKind.INTERVIEW, VoiceKind.QUESTIONNAIRE))
    ((helped, _),) = rng.choices(HELPED_SHARES, [share for _, share in HELPED_SHARES])
    helped = False if not_enough else helped
    answers, wants = (
        WAYS[kind](history) + _helped(helped, rng),
        rng.choice(said.PICTURE_WANTS if young else said.WANTS),
    )
    if not young and (told := history.own("voice", None)):
        kind, helped, answers, wants = VoiceKind.INTERVIEW, True, told, history.own("own_targets", wants)
    record_voice(
        pupil=history.pupil, kind=kind, on=on, with_whom=history.words.speaker.ta, answers=answers, own_targets=wants,
        feels_supported=helped, by=history.teacher(on), at=at(on, 11, 15),
    )  # fmt: skip


def _helped(helped: bool | None, rng: random.Random) -> list[dict]:
    if helped is None:
        return []
    words = "Yes" if helped else f"Not enough\n{rng.choice(said.MORE_HELP)}"
    return [{"ask": str(HELPED), "said": words, "face": ""}]


def _interview(history: History) -> list[dict]:
    rng, bank, speaker = history.rng, history.words.bank, history.words.speaker
    words = said.SAID | {"hard": bank.hard, "tricky": bank.hard, "helps": bank.helps, "play": said.PLAYTIME}
    asked = rng.sample(INTERVIEW["juniors"], ANSWERED)
    return [{"ask": str(q.ask), "said": speaker.one(words[q.key], rng), "face": ""} for q in asked]


def _statements(history: History) -> list[dict]:
    answers = (("Yes", "happy"), ("Yes", "happy"), ("Sometimes", "okay"), ("No", "sad"))
    chosen = [(question, history.rng.choice(answers)) for question in STATEMENTS["juniors"]]
    return [{"ask": str(question.ask), "said": word, "face": face} for question, (word, face) in chosen]


def _pictures(history: History) -> list[dict]:
    faces = history.rng.choices(list(FACES), (4, 5, 4, 2, 1), k=len(PICTURES))
    return [
        {"ask": str(picture.ask), "said": "", "face": face}
        for picture, face in zip(PICTURES, faces, strict=True)
    ]


WAYS = {
    VoiceKind.PICTURES: _pictures,
    VoiceKind.QUESTIONNAIRE: _statements,
    VoiceKind.INTERVIEW: _interview,
}


def ask_again(builder: SchoolBuilder) -> None:
    """This school year's words of those who were asked before: about every second child. Two want more help."""
    again = [h for h in builder.on_register() if h.asked and (h.rng.random() < 0.5 or h.own("voice", None))]
    wanting = [history for history in again if not history.hero][:2]
    for history in again:
        hear(history, builder.this_year(history.rng.randint(5, 50)), not_enough=history in wanting)


def fill_bank(builder: SchoolBuilder) -> None:
    """The starter set and some lines of the school's own."""
    senco, day = builder.staff.senco, at(builder.year_began, 12)
    start_bank(school=builder.school, by=senco, at=day)
    for area, lines in said.OWN_BANK.items():
        for words in lines:
            bank_adjustment(school=builder.school, area=area, words=words, by=senco, at=day)


def read_profiles(builder: SchoolBuilder) -> None:
    """Adults confirm what they have read; some profiles are reviewed with the parents, and a few of those by the
    SENCo, so that they have changed since they were read. Theo's is read by all but one."""
    rng = random.Random(builder.rng.random())
    histories = {history.pupil.pk: history for history in builder.on_register()}
    pupils = [history.pupil for history in histories.values()]
    adults = adults_of_each(pupils)
    profiles = Profile.objects.filter(pupil__in=pupils).select_related("pupil__school").order_by("pk")
    for profile in profiles:
        _read(builder, histories[profile.pupil_id], profile, list(adults[profile.pupil_id]), rng)


def _read(
    builder: SchoolBuilder, history: History, profile: Profile, people: list[int], rng: random.Random
) -> None:
    if not history.hero and rng.random() < SHARE_REVIEWED:
        profile = _review(builder, history, profile, rng)
    readers = people[:-1] if history.hero else [user for user in people if rng.random() < SHARE_READ]
    for user in readers:
        day = builder.this_year(rng.randint(2, 30))
        confirm_reading(profile=profile, number=profile.version, by=builder.people[user], at=at(day, 8, 30))
    if not history.hero and rng.random() < SHARE_CHANGED:
        _review(builder, history, profile, rng)


def _review(builder: SchoolBuilder, history: History, profile: Profile, rng: random.Random) -> Profile:
    day = builder.this_year(rng.randint(1, 40))
    return review_profile(
        profile=profile, reviewed_on=day, how=rng.choice(("met", "met", "phone")), by=builder.staff.senco,
        parents_say=history.words.speaker.one(said.REVIEWED, rng), at=at(day, 16, 40),
        review_on=day + dt.timedelta(weeks=rng.randint(16, 26)),
    )  # fmt: skip
