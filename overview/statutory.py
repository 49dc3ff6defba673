"""EHC plans on a first page: what the law asks of the school soon, what is late with whom, and one's own advice."""

import datetime as dt

from django.urls import reverse

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import day_in, due_state, words
from ehcp.annual.queries import own_advice
from ehcp.caseload.present import NEXT, TURNS, Links, due_of
from ehcp.caseload.queries import AHEAD, caseload, ground_of
from ehcp.caseload.standing import Case, Turn
from overview.duties import Duty, who


def presses(case: Case, today: dt.date) -> bool:
    """Whether Today tells of it: late with anybody, its dates cannot be right, or the school's move within two weeks."""
    if case.trouble or case.late_days(today):
        return True
    aim = case.aim or case.law
    return case.turn == Turn.SCHOOL and aim is not None and (aim - today).days <= AHEAD


def by_law(school: School, user, today: dt.date) -> list[dict]:
    """Rows of EHC plans and needs assessments that press, late first. Seven queries."""
    if not can(user, Permission.CASELOAD_VIEW, school):
        return []
    say, links = words(), Links(school)
    found = [case for case in caseload(school, user, ground_of(school, today)) if presses(case, today)]
    found.sort(key=lambda case: (case.law or today, case.pupil.name))
    return [_row(case, school, today, say, links) for case in found]


def _row(case: Case, school: School, today: dt.date, say, links: Links) -> dict:
    whose = "" if case.turn == Turn.SCHOOL else f"{TURNS[case.turn]}:"
    told = day_in(case.law, today) if case.law else case.trouble
    url = links.to("annual:review", case.review) if case.review else links.of(case)
    return {
        "state": due_of(case, today, say, school.soon_days), "what": f"{whose} {NEXT[case.next]}".strip(), "whom": "",
        "child": who(case.pupil.name, case.pupil.class_name),
        "child_url": reverse("overview:pupil", args=[school.slug, case.pupil.reference]),
        "date": f"by law {told}" if case.law else told, "why": None,
        "action": {"label": "Open", "url": url, "primary": False},
    }  # fmt: skip


def advice_asked(school: School, user, today: dt.date) -> list[Duty]:
    """Reviews to come for which the person's own advice is asked and not given yet. Two queries."""
    if not can(user, Permission.REVIEW_ADVISE, school):
        return []
    return [
        Duty(place.on, {
            "state": due_state(place.on, today, school.soon_days), "what": "Your advice for the annual review:", "whom": "",
            "child": who(place.pupil_name, place.pupil_class), "child_url": reverse("annual:mine", args=[school.slug]),
            "date": f"meeting {day_in(place.on, today)}", "why": None,
            "action": {"label": "Write", "url": reverse("annual:advice", args=[school.slug, place.reference]),
                       "primary": False},
        })
        for place in own_advice(school, user)
        if place.asked_on and place.advice_on is None and not place.no_advice
    ]  # fmt: skip
