"""The graduated response as pages show it."""

import datetime as dt
import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from core.lifecycle.moves import Move
from core.schools.labels import inside
from core.schools.models import School
from core.ui.listing import rows_of
from core.ui.present import DueState, day, day_in, due_state, state
from register.enums import ExitCriterion, Level
from register.models import Pupil, StatusPeriod
from register.present import level_chip
from register.response import lifecycle
from register.response.queries import Relapse, Watched

REQUIREMENT = re.compile(r" \(R-[^)]*\)")  # where a rule comes from: for the table, not for people

# Where following a move leads: its words, the address, what stands in the query.
FOLLOW_PAGES = {
    lifecycle.LETTER_FOLLOWS: ("Write the letter to the parents", "letters:write", "?kind=on_register"),
    lifecycle.STEP_DOWN_LETTER: (
        "Write the letter about stepping down",
        "letters:write",
        "?kind=step_down",
    ),
    lifecycle.PROFILE_FOLLOWS: ("Write the {profile}", "profiles:edit", ""),
    lifecycle.PLAN_FOLLOWS: ("Write the {plan}", "overview:pupil", "#plan"),
    lifecycle.SUPPORT_FOLLOWS: ("Plan the extra support", "concerns:support-start", ""),
}


def follow_links(pupil: Pupil, follows: list[str]) -> list[dict]:
    """What a move has set going and is not done yet, each with the page where it is done: {label, url}."""
    school = pupil.school
    words = {"profile": school.label("profile").lower(), "plan": inside(school.label("plan"))}
    here = [school.slug, pupil.reference]
    return [
        {"label": label.format(**words), "url": reverse(name, args=here) + query}
        for label, name, query in (FOLLOW_PAGES[follow] for follow in follows if follow in FOLLOW_PAGES)
    ]


def _move_words(move: Move) -> dict:
    holds = [REQUIREMENT.sub("", one.words) for one in move.guard.holds] if move.guard else []
    return {"says": move.says, "level": level_chip(move.end), "holds": holds, "follows": list(move.follows)}


def level_page(pupil: Pupil, period: StatusPeriod | None, moves: list[Move], form) -> dict:
    """The context of response/level.html."""
    on_ladder = period is not None and period.level != Level.NONE
    first = pupil.first_name
    return {
        "form": form, "moves": [_move_words(move) for move in moves],
        "title": f"Change {first}’s level" if on_ladder else f"Put {first} on the register",
        "line": f"{period.get_level_display()} since {day(period.start)}" if on_ladder else "No level yet",
        "submit_label": "Change the level" if on_ladder else "Set the level",
        "back_url": pupil.get_absolute_url(), "back_label": f"Back to {first}",
        "note": "What you typed is kept." if form.errors else "",
    }  # fmt: skip


def watch_page(
    watched: list[Watched], found: list[Relapse], school: School, today: dt.date, *, moves: bool
) -> dict:
    """The context of response/watch.html."""
    rows = [_watched(one, school, today, moves=moves) for one in watched]
    late = sum(row["state"] is not None and row["state"].key == "late" for row in rows)
    words = f"{len(rows)} watched after support ended" + (f", {late} checks late" if late else "")
    relapse = [
        {"label": one.label, "ended": one.ended, "came_back": one.came_back,
         "share": f"{100 * one.came_back / one.ended:.0f} %"}
        for one in found
    ]  # fmt: skip
    return {"rows": rows, "line": words, "relapses": relapse}


def _watched(one: Watched, school: School, today: dt.date, *, moves: bool) -> dict:
    pupil, number, due = one.pupil, one.next_number, one.next_due
    url = reverse("response:check", args=[school.slug, pupil.reference, number]) if number else ""
    ends = reverse("response:level", args=[school.slug, pupil.reference]) + "?to=none"
    return {
        "name": pupil.name, "url": pupil.get_absolute_url(), "since": day(one.period.start),
        "klass": pupil.class_name,
        "why": ", ".join(str(label) for label in _criteria(one.period)),
        "checks": [_check(one, place, today) for place in range(len(one.due))],
        "state": due_state(due, today, school.soon_days) if due else None, "check_url": url,
        "check_label": f"Record check {number}" if number else "",
        "end_url": ends if moves and not number else "",
    }  # fmt: skip


def _criteria(period: StatusPeriod) -> list[str]:
    return [ExitCriterion(code).label for code in period.exit_criteria]


# A finding in short: the state and the word of its chip.
FINDING_CHIP = {
    "holding": ("done", _("Holds")),
    "unsure": ("soon", _("Not sure yet")),
    "slipping": ("late", _("Slipping back")),
}


def _check(one: Watched, place: int, today: dt.date) -> dict:
    if place < len(one.done):
        held = one.done[place]
        key, word = FINDING_CHIP[held.finding]
        shown = state(key, str(word))
        return {"state": shown, "when": day(held.checked_on), "note": held.note}
    due = one.due[place]
    when = day_in(due, today) if due else now_("when the term’s dates are entered")
    return {
        "state": DueState("due", "calendar3", now_("Check %(n)d") % {"n": place + 1}),
        "when": when,
        "note": "",
    }


def check_page(period: StatusPeriod, number: int) -> dict:
    """The words of the page that records a check."""
    ordinal = ("first", "second", "third")[number - 1] if 1 <= number <= 3 else str(number)
    return {
        "title": f"{ordinal.capitalize()} check after support ended",
        "facts": [{"label": "Left the register", "value": day(period.start)},
                  {"label": "Because", "value": "; ".join(map(str, _criteria(period))) or period.reason}],
        "line": "", "submit_label": "Record the check", "back_label": "Everybody who is watched",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the picture of the graduated response: who it is for, its levels, what happens, where it leads.
    `ways` are (icon, words)."""

    who: str
    levels: tuple[Level, ...]
    what: str
    ways: tuple[tuple[str, str], ...]


UP, DOWN, ON = "arrow-up-right", "arrow-down-right", "arrow-right"
# The picture of St Mary's policy, in our own words.
BOXES = (
    Box(
        _("Some children: a difficulty is noticed"), (Level.EMERGING_CONCERN,),
        _("A teacher or parent notices something. It is talked over at the termly progress meeting or at once, and "
          "the %(senco)s suggests what could help."),
        ((ON, _("Extra support for some weeks, then a review with the parents")),
         (UP, _("It was not enough: SEN Support"))),
    ),
    Box(
        _("Some children: watched, at least each term"), (Level.MONITORING, Level.EXITED),
        _("Teacher and %(senco)s look at progress at least once a term, with extra help when needed."),
        ((DOWN, _("The difficulty is dealt with: no further action")),
         (UP, _("The review shows that more is needed: SEN Support or advice"))),
    ),
    Box(
        _("A few children: needs known, met in class"), (Level.SEN_RECORDED,),
        _("With the parents’ agreement a professional may be asked what the difficulty is. A profile tells every "
          "adult which adjustments help."),
        ((UP, _("More than adjustments is needed: begin assess, plan, do, review")),
         (DOWN, _("No greater difficulty than most: leave the register and be watched"))),
    ),
    Box(
        _("A few children: support with a plan"), (Level.SEN_SUPPORT, Level.FURTHER_SUPPORT),
        _("On the register with a profile and a plan of clear targets, written with the parents. Outside advice is "
          "sought with their agreement."),
        ((ON, _("Further advice is needed: support goes on")),
         (DOWN, _("The advice worked: step down, the profile goes on")),
         (UP, _("Shared, serious concern that outcomes are not met: ask for an assessment"))),
    ),
    Box(
        _("Children with considerable need"), (Level.ASSESSMENT_REQUESTED, Level.EHC_PLAN),
        _("School and parents ask the local authority for an education, health and care needs assessment. A plan is "
          "looked at each term and reviewed by law each year."),
        ((ON, _("Support goes on while the answer is awaited")),),
    ),
)  # fmt: skip


def picture(pupil: Pupil, level: str | None) -> list[dict]:
    """The boxes of the graduated response with the pupil's place: {who, what, levels, ways, here}."""
    senco = {"senco": pupil.school.label("senco")}
    return [
        {"who": box.who, "what": box.what % senco, "here": level in box.levels,
         "levels": [level_chip(one) for one in box.levels],
         "ways": [{"icon": icon, "words": words} for icon, words in box.ways]}
        for box in BOXES
        if not (pupil.school.hide_recorded_tier and box.levels == (Level.SEN_RECORDED,) and level not in box.levels)
    ]  # fmt: skip


WATCH_AS_FILE = rows_of("rows", ("Name", "name"), ("Class", "klass"), ("Left the register", "since"), ("Why", "why"),
                        ("Checks", "checks"), ("Next check", "state"))  # fmt: skip
