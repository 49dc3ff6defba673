"""The words in which families read of provision and meetings."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.enums import MeetingHow, PlanArea
from apdr.models import Plan, ReviewMeeting
from core.accounts.enums import Role
from core.schools.models import School
from core.ui.present import clock, day, day_in
from overview.family_reads import Help
from register.models import Pupil


def plan_name(plan: Plan) -> str:
    """ "Plan 3, from Mon 7 Sep 2026", with its area of need where it has one."""
    area = f" ({plan.get_area_display()})" if plan.area != PlanArea.WHOLE else ""
    return _("Plan %(number)s, from %(day)s") % {"number": plan.cycle, "day": day(plan.starts)} + area


def meeting_words(meeting: ReviewMeeting | None, plan: Plan | None, teachers: str, today: dt.date) -> str:
    """When the family meets the school next: the meeting that is booked, else the day by which the plan is reviewed."""
    if meeting:
        at = f", {clock(meeting.at)}" if meeting.at else ""
        how = "" if meeting.how == MeetingHow.MEETING else f" {meeting.get_how_display()}."
        place = " " + _("Where: %(place)s.") % {"place": meeting.place} if meeting.place else ""
        return (
            _("%(day)s, with %(who)s.")
            % {"day": day_in(meeting.on, today) + at, "who": meeting.led_by.called}
            + how
            + place
        )
    if plan is None or plan.review_on is None or plan.review_on < today or plan.closed_at:
        return ""
    return _("%(day)s, with %(who)s") % {
        "day": day_in(plan.review_on, today),
        "who": teachers or _("the class teacher"),
    }


def help_line(one: Help, child: Pupil) -> dict:
    """Provision in words: what, how often, with whom, until when."""
    return {
        "what": one.what, "how": ". ".join(part for part in (_often(one), _shared(one)) if part),
        "who": _with_whom(one, child.school), "until": _("Until %(day)s") % {"day": day(one.end)}, "target": one.target,
    }  # fmt: skip


def _often(one: Help) -> str:
    if not one.times:
        return ""
    often = ngettext("Once a week", "%(times)d times a week", one.times) % {"times": one.times}
    return _("%(often)s, %(minutes)d minutes each time") % {"often": often, "minutes": one.minutes}


def _shared(one: Help) -> str:
    return (
        _("One to one")
        if one.sharing == 1
        else _("In a small group")
        if one.sharing <= 8
        else _("In a group")
    )


def senco_words(school: School) -> str:
    """The SENCo, spelt out beside the word that the school uses."""
    return _("special educational needs coordinator (%(senco)s)") % {"senco": school.label("senco")}


def role_word(role: Role, school: School) -> str:
    """A role as families say it."""
    if role == Role.SENCO:
        return senco_words(school)
    return {Role.TA: _("teaching assistant"), Role.TEACHER: _("teacher"), Role.HEAD: _("headteacher")}[role]


def _with_whom(one: Help, school: School) -> str:
    people = [f"{name} ({role_word(role, school)})" if role else name for name, role in one.adults]
    said = [_("With %(who)s") % {"who": ", ".join(people)}] if people else []
    said += [_("From outside school: %(agency)s") % {"agency": one.agency}] if one.agency else []
    return ". ".join(said)
