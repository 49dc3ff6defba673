"""What a change of level has set going, and the checks after support has ended (R-36 to R-54)."""

import datetime as dt
from collections.abc import Iterator

from core.accounts.enums import Permission
from core.calendar.dates import ends_of_next_terms
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import Kind, add_kinds
from core.ui.present import day
from register.deadlines.people import teachers_of
from register.deadlines.rows import after, local, may, of_child, reference_in, teachers
from register.deadlines.standing import Standing, standing, standing_rows
from register.enums import LetterKind, Level
from register.response import lifecycle
from register.response.lifecycle import RESPONSE
from register.response.queries import CHECKS, Done, still_to_do

LETTER_DAYS, SUPPORT_DAYS, PLAN_DAYS = 5, 5, 15  # school days from the day on which the change was recorded

add_kinds(
    Kind("change_letter", "Send the letter", "A letter to a family about a change of level is to be sent", Group.FAMILIES,
         f"Parents are told in writing within {LETTER_DAYS} school days when a child comes onto the {{register}} or steps "
         "down.", verb="Write", acts=Permission.LETTER_SEND),
    Kind("change_plan", "Write {plan}", "A child’s {plan} is to be written", Group.PLANS,
         f"A plan follows within {PLAN_DAYS} school days of the level that needs one.", verb="Open"),
    Kind("change_support", "Plan extra support", "Extra support that was decided is to be planned", Group.CONCERNS,
         f"Extra support is planned within {SUPPORT_DAYS} school days of the level that needs it.", verb="Plan",
         acts=Permission.CONCERN_SUPPORT),
    Kind("watch_check", "Check that progress holds after support ended", "A check after support has ended is due",
         Group.CONCERNS, "After a child leaves the {register}, progress is checked at the end of each of the next three "
         "terms.", verb="Record", acts=Permission.WATCH_CHECK),
)  # fmt: skip

LOOKED_AT = dt.timedelta(days=120)  # after which nothing asks any more for what a change has set going
LETTERS = {lifecycle.LETTER_FOLLOWS, lifecycle.STEP_DOWN_LETTER}
TOLD_BY_LAW = "Children and Families Act 2014, s.68"


def _changes(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.SEN_VIEW):
        return []
    teachers_of(ask), ask.opening
    oldest = ask.today - LOOKED_AT
    return [row for row in standing_rows(ask) if (one := standing(row)).recorded and one.since >= oldest]


def _of_change(row: tuple, ask: Ask) -> Iterator[Deadline]:
    """What the move to the level of now has set going and is not done; the profile has a source of its own."""
    one = standing(row)
    letters = {LetterKind.ON_REGISTER: one.told, LetterKind.STEP_DOWN: one.told_down}
    done = Done(
        frozenset(kind for kind, sent in letters.items() if sent),
        one.profile is not None,
        one.plan,
        one.support,
    )
    move = RESPONSE.find(one.came_from or Level.NONE, one.level)
    for follow in still_to_do(move, done):
        if follow in LETTERS and may(ask, Permission.LETTER_SEND):
            yield _change(one, ask, "change_letter", LETTER_DAYS, "letters:pupil", owners=(), detail=_letter(follow),
                          cites=TOLD_BY_LAW if follow == lifecycle.LETTER_FOLLOWS else "")  # fmt: skip
        elif follow == lifecycle.PLAN_FOLLOWS and may(ask, Permission.SEN_VIEW):
            yield _change(one, ask, "change_plan", PLAN_DAYS, "overview:pupil")
        elif follow == lifecycle.SUPPORT_FOLLOWS and may(ask, Permission.CONCERN_SUPPORT):
            yield _change(one, ask, "change_support", SUPPORT_DAYS, "concerns:support-start")


def _letter(follow: str) -> str:
    return "about stepping down" if follow == lifecycle.STEP_DOWN_LETTER else "with its slip"


def _change(one: Standing, ask: Ask, kind: str, count: int, view: str, **more) -> Deadline:
    since = max(one.since, local(one.recorded_at))
    return of_child(one.child, ask, kind, f"level:{one.child.reference}:{one.since}", after(ask, since, count), view,
                    one.child.reference, **{"owners": teachers(one.child, ask)} | more,
                    started=f"{Level(one.level).label} since {day(one.since)}.")  # fmt: skip


def _watched(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.WATCH_CHECK):
        return []
    teachers_of(ask), ask.opening
    return [row for row in standing_rows(ask) if standing(row).level == Level.EXITED]


def _checks(row: tuple, ask: Ask) -> Iterator[Deadline]:
    """The check that comes next; none while the dates of its term are not entered."""
    one = standing(row)
    done = one.checks or 0
    due = ends_of_next_terms(ask.opening.days.terms, one.since, CHECKS)[done] if done < CHECKS else None
    if due:
        number, child = done + 1, one.child
        yield of_child(
            child, ask, "watch_check", f"watch:{child.reference}:{one.since}:{number}", due, "response:check",
            child.reference, number, owners=teachers(child, ask), detail=f"check {number} of {CHECKS}",
            started=f"Support ended on {day(one.since)}.", so_far=f"{done} of {CHECKS} checks were done.",
        )  # fmt: skip


add_source(
    Source("register.changes", "What changes of level set going", _changes, _of_change, reference_in),
    Source("register.checks", "Checks after support has ended", _watched, _checks, reference_in),
)
