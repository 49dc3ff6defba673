"""Transition as finished strings."""

import datetime as dt

from django.urls import reverse

from core.calendar.dates import academic_year_label
from core.ui.listing import parts_of, rows_of
from core.ui.present import DueState, day, day_in, due_state, state
from register.enums import YEAR_LABEL
from register.models import AdultLife, PriorSchool, Pupil
from register.transition.actions import ADULT_TEXTS

PRIOR_CHIP = {
    "K": DueState("due", "reception-2", "SEN support there"),
    "E": DueState("soon", "reception-4", "EHC plan"),
}
SOON = dt.timedelta(days=28)


def _grade(pupil: Pupil) -> str:
    klass = pupil.class_name
    return ", ".join(part for part in (klass, YEAR_LABEL.get(pupil.year_group, "")) if part)


def incoming_row(pupil: Pupil, today: dt.date) -> dict:
    """One pupil who is to come, in the terms of transition/incoming.html."""
    here, prior = [pupil.school.slug, pupil.reference], getattr(pupil, "prior_school", None)
    return {
        "name": pupil.name, "url": pupil.get_absolute_url(), "first_day": day_in(pupil.joined_on, today),
        "state": state("soon", "Soon") if today < pupil.joined_on <= today + SOON else None,
        "grade": _grade(pupil) or "No class yet", "from": prior.name if prior else "",
        "sen": PRIOR_CHIP.get(prior.level) if prior else None, "set_up": _set_up(pupil, prior, today),
        "prior_url": reverse("transition:prior", args=here), "start_url": reverse("transition:starting", args=here),
        "meeting_url": reverse("file:conversation-add", args=here),
        "level_url": reverse("response:level", args=here),
    }  # fmt: skip


def _set_up(pupil: Pupil, prior: PriorSchool | None, today: dt.date) -> list[dict]:
    """What is ready for the first day and what is not: {"done", "words"}."""
    profile = pupil.school.label("profile")
    written, told = hasattr(pupil, "profile"), bool(prior and (prior.needs or prior.worked or prior.worries))
    measures = len([line for line in prior.measures.splitlines() if line.strip()]) if prior else 0
    met = [meeting for meeting in pupil.meetings if meeting.on <= today]
    counted = "1 measure set" if measures == 1 else f"{measures} measures set"
    return [
        {
            "done": told,
            "words": "Last school’s words written down" if told else "Nothing from the last school yet",
        },
        {
            "done": bool(met),
            "words": f"Transition meeting {day(met[0].on)}" if met else "No transition meeting yet",
        },
        {"done": measures > 0, "words": counted if measures else "No measures for the first day"},
        {"done": written, "words": f"{profile} written" if written else f"No {profile.lower()} yet"},
    ]


def incoming_page(coming: list[Pupil], started: list[Pupil], today: dt.date) -> dict:
    """Rows and the line above them."""
    with_sen = sum(
        getattr(p, "prior_school", None) is not None and p.prior_school.level in PRIOR_CHIP for p in coming
    )
    line = f"{len(coming)} to come" + (f", {with_sen} of them with SEN" if with_sen else "")
    return {"title": "Incoming children", "line": line, "rows": [incoming_row(pupil, today) for pupil in coming],
            "started": [incoming_row(pupil, today) for pupil in started]}  # fmt: skip


def double(pupil: Pupil) -> dict:
    """A pupil who may be the one that is being added."""
    where = f"left on {day(pupil.left_on)}" if pupil.left_on else _grade(pupil) or "on the roll"
    return {"name": pupil.name, "url": pupil.get_absolute_url(), "words": f"born {day(pupil.born)}, {where}"}


def adulthood_row(pupil: Pupil, today: dt.date) -> dict:
    """One pupil of Year 9 or above on the list."""
    held: AdultLife | None = getattr(pupil, "adult_life", None)
    if held is None:
        chip, when = state("late", "Not written yet"), ""
    elif held.review_on is None:
        chip, when = state("done", "Written"), ""
    else:
        chip, when = (
            due_state(held.review_on, today, pupil.school.soon_days),
            f"look again {day_in(held.review_on, today)}",
        )
    here = reverse("transition:adulthood", args=[pupil.school.slug, pupil.reference])
    return {"name": pupil.name, "url": here, "grade": _grade(pupil), "state": chip, "when": when}


def adulthood_sections(held: AdultLife | None) -> list[dict]:
    """What is written, a heading and its lines each; nothing where nothing is written."""
    if held is None:
        return []
    texts = [(str(AdultLife._meta.get_field(name).verbose_name), getattr(held, name)) for name in ADULT_TEXTS]
    return [{"title": title, "text": text} for title, text in texts if text]


def year_words(into: int) -> str:
    """ "2027/28"."""
    return academic_year_label(into)


def _ready(row: dict) -> str:
    return "; ".join(item["words"] for item in row["set_up"])


INCOMING_AS_FILE = parts_of(
    {"started": "Here now, level to be set", "rows": "To come"},
    "Part",
    ("Name", "name"),
    ("First day", "state", "first_day"),
    ("Goes into", "grade"),
    ("Comes from", "from"),
    ("SEN there", "sen"),
    ("Set up", _ready),
)
ADULTHOODS_AS_FILE = rows_of(
    "rows", ("Name", "name"), ("Class", "grade"), ("State", "state"), ("Look again", "when")
)
