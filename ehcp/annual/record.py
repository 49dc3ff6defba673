"""Letters and papers of a review as plain data: the documents are drawn from it and nothing else
(templates/documents/README.md). Addresses and emails of others never go in."""

import datetime as dt

from django.utils.translation import gettext as _

from core.calendar.dates import SchoolDays
from core.ui.present import clock, day
from ehcp.annual.prompts import prompts_for
from ehcp.annual.queries import asked_days, people_of
from ehcp.enums import InviteeRole, Letter, ReviewKind
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.rights import Occasion, rights_for
from ehcp.rules.queries import sendiass_lines
from ehcp.sections.present import amount
from ehcp.sections.queries import version_in_force
from ehcp.statute import target_on
from register.queries import teachers_of
from register.snapshots import pupil_part, school_part
from register.voice.queries import latest_voice

R = InviteeRole
FAMILY = (R.PARENT, R.ADVOCATE_PARENT)
VIEWS_FIRST = (R.PARENT, R.CHILD, R.ADVOCATE_PARENT, R.ADVOCATE_CHILD)
ADVICE_BEFORE = dt.timedelta(days=7)  # papers need a week between the last advice and being sent round
LAST_RESORT = dt.timedelta(days=3)
YEAR = dt.timedelta(days=365)


def advice_by(on: dt.date, today: dt.date, days: SchoolDays | None) -> dt.date:
    """The day by which advice is asked for: a week before the papers go round, on a school day; where that is over, a few
    days from now, or the day before the meeting."""
    wanted = on - dt.timedelta(days=14) - ADVICE_BEFORE
    wanted = target_on(days)(wanted) or wanted
    return wanted if wanted > today else min(today + ADVICE_BEFORE, max(on - LAST_RESORT, today))


def review_part(review: AnnualReview) -> dict:
    """The meeting: the day, the hour, the place, whose plan it is."""
    return {
        "on": review.on.isoformat(), "time": clock(review.at) if review.at else "", "place": review.place,
        "kind": str(ReviewKind(review.kind).label), "extra": review.kind == ReviewKind.UNDER_FIVE,
        "authority": review.plan.authority.name, "with_pep": review.with_pep, "moved": review.moved_why,
    }  # fmt: skip


def invited_part(people: list[ReviewInvitee]) -> list[dict]:
    """Who is asked: as what, and by name. Nothing of where they are reached."""
    return [{"role": _called(one), "name": one.name} for one in people]


def _called(one: ReviewInvitee) -> str:
    """As what somebody is asked, where their name does not say it."""
    if one.role == R.CHILD or one.name.lower() == str(one.get_role_display()).lower():
        return ""
    return one.job if one.job and one.role != R.PARENT else str(one.get_role_display())


def letters_snapshot(
    review: AnnualReview, chosen: list[ReviewInvitee], *, by_day: dt.date, own: str, today: dt.date
) -> dict:  # fmt: skip
    """One letter of notice for each of `chosen`, which asks for advice too. About four queries."""
    pupil, people = review.pupil, people_of(review)
    rights = rights_for(Occasion.INVITED, contact=sendiass_lines(review.school))
    return {
        "school": school_part(review.school), "pupil": pupil_part(pupil, teachers_of(pupil)), "review": review_part(review),
        "invited": invited_part(people), "rights": rights, "secure": review.school.secure_service,
        "letters": [_letter(one, pupil, by_day, own, today) for one in chosen],
    }  # fmt: skip


def _letter(one: ReviewInvitee, pupil, by_day: dt.date, own: str, today: dt.date) -> dict:
    child, family = one.role == R.CHILD, one.role in FAMILY
    return {
        "to": pupil.first_name if child else one.name, "job": "" if family else one.job, "address": one.address,
        "dated": today.isoformat(), "family": family, "child": child,
        "ask": prompts_for(one.role) if one.advice_wanted else [], "advice_by": by_day.isoformat(), "own": own.strip(),
    }  # fmt: skip


def pack_snapshot(review: AnnualReview, today: dt.date, report=None) -> dict:
    """The papers for the meeting: the parents' views and the child's first, the plan in force, each advice, and whose is
    missing with what was asked when. `report(done, total)` is told after each part. About ten queries."""

    def told(done: int) -> None:
        if report:
            report(done, 4)

    people, pupil = people_of(review), review.pupil
    told(0)
    asked = asked_days(review)
    told(1)
    version = version_in_force(review.plan)
    outcomes = list(version.outcomes.all()) if version else []
    provisions = [one for one in version.provisions.all() if one.letter == Letter.F] if version else []
    told(2)
    voice = latest_voice(pupil, since=today - YEAR)
    told(3)
    found = {
        "school": school_part(review.school), "pupil": pupil_part(pupil, teachers_of(pupil)),
        "review": review_part(review) | {"papers_of": today.isoformat()}, "invited": invited_part(people),
        "views": [_view(one, voice) for one in people if one.role in VIEWS_FIRST and _speaks(one)],
        "advice": [_advice(one) for one in people if one.role not in VIEWS_FIRST and _speaks(one)],
        "missing": [_missing(one, asked) for one in people if _is_missing(one, voice)],
        "plan": {"issued_on": version.issued_on.isoformat()} if version else None,
        "outcomes": [{"number": one.number, "text": one.text, "by_when": one.by_when} for one in outcomes],
        "provisions": [{"number": one.number, "text": one.text, "amount": amount(one), "who": one.who}
                       for one in provisions],
    }  # fmt: skip
    if not any(one.role == R.CHILD and _speaks(one) for one in people) and voice is not None:
        found["views"].append(_of_voice(pupil, voice))
    told(4)
    return found


def _speaks(one: ReviewInvitee) -> bool:
    return bool(one.advice.strip() or one.advice_paper_id)


def _is_missing(one: ReviewInvitee, voice) -> bool:
    return one.advice_wanted and not _speaks(one) and not (one.role == R.CHILD and voice is not None)


def _view(one: ReviewInvitee, voice) -> dict:
    return _advice(one) | {"child": one.role in (R.CHILD, R.ADVOCATE_CHILD)}


def _of_voice(pupil, voice) -> dict:
    """What the child said when last asked, where nobody has written it down for this review."""
    said = [
        f"{one.get('ask', '')}\n{one.get('said', '')}".strip() for one in voice.answers if one.get("said")
    ]
    own = [_("I want to get better at: %(what)s") % {"what": voice.own_targets}] if voice.own_targets else []
    return {"who": pupil.name, "role": "", "on": voice.on.isoformat(), "text": "\n\n".join([*said, *own]), "paper": "",
            "child": True, "asked_by": voice.with_whom}  # fmt: skip


def _advice(one: ReviewInvitee) -> dict:
    paper = one.advice_paper
    return {
        "who": one.name, "role": _called(one), "on": one.advice_on.isoformat() if one.advice_on else None,
        "text": one.advice, "paper": paper.title if paper else "",
    }  # fmt: skip


def _missing(one: ReviewInvitee, asked: dict[int, dict[str, list[dt.date]]]) -> dict:
    days = asked.get(one.pk, {})
    first, again = days.get("advice_ask", [])[:1], days.get("chase", [])
    words = _("asked %(day)s") % {"day": day(first[0])} if first else _("not asked yet")
    if again:
        words += "; " + _("reminded %(days)s") % {"days": ", ".join(day(one) for one in again)}
    return {"who": one.name, "role": _called(one), "asked": words, "why": one.no_advice_why}
