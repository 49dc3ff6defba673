"""The letter to the parents on where a needs assessment is, with the rights that they have now (R-143)."""

import datetime as dt

from django.utils.translation import gettext as _

from core.ui.present import day
from ehcp.assessing.orders import appeal_until, letter_on
from ehcp.clock import assessment_clock
from ehcp.enums import AssessmentPurpose, AssessmentState
from ehcp.models import NeedsAssessment
from ehcp.rights import Occasion, rights_for
from ehcp.rules.queries import sendiass_lines
from register.models import Contact
from register.queries import teachers_of
from register.snapshots import pupil_part, school_part

A = AssessmentState
OCCASION = {
    A.DECLINED: Occasion.NOT_ASSESSED, A.NOT_ISSUED: Occasion.NO_PLAN, A.DRAFTED: Occasion.DRAFT,
    A.ANSWERED: Occasion.DRAFT, A.ISSUED: Occasion.ISSUED,
}  # fmt: skip


def occasion_of(held: NeedsAssessment) -> Occasion:
    """What the parents are told now, by which their rights are chosen."""
    if held.state == A.CLOSED and letter_on(held):
        return Occasion.NO_PLAN if held.refused_on else Occasion.NOT_ASSESSED
    return OCCASION.get(held.state, Occasion.CONSIDERED)


def rights_of(held: NeedsAssessment, contact: tuple[str, ...]) -> list[dict]:
    """The rights that the parents have now, with the day until which they may appeal or comment: a certificate that makes
    an appeal possible for longer counts."""
    occasion = occasion_of(held)
    since = held.draft_served_on if occasion == Occasion.DRAFT else letter_on(held)
    found = rights_for(occasion, letter_on=since, contact=contact)
    last = appeal_until(held)
    for right in found:
        if right["key"] == "appeal" and last and held.mediation_on:
            right["until"] = _("The mediation certificate is dated %(given)s: an appeal must arrive by %(end)s.") % {
                "given": day(held.mediation_on), "end": day(last)}  # fmt: skip
    return found


def letter_snapshot(held: NeedsAssessment, contact: Contact | None, words: str, today: dt.date) -> dict:
    """The letter as data. Three queries at most."""
    own = [line.strip() for line in words.splitlines() if line.strip()]
    heading = (_("A re-assessment of %(name)s’s needs") if held.purpose == AssessmentPurpose.AGAIN
               else _("An EHC needs assessment for %(name)s"))  # fmt: skip
    return {
        "school": school_part(held.school), "pupil": pupil_part(held.pupil, teachers_of(held.pupil)),
        "letter": {
            "dated": today.isoformat(), "addressee": contact.name if contact else _("parent or carer"),
            "heading": heading % {"name": held.pupil.first_name},
            "paragraphs": [*told(held), *own, _("Please get in touch whenever you want to talk about it.")],
        },
        "rights": [right | {"contact": list(right["contact"])} for right in rights_of(held, sendiass_lines(held.school))],
    }  # fmt: skip


def told(held: NeedsAssessment) -> list[str]:
    """What the record tells of where it is, a paragraph each, in plain words."""
    about = {"name": held.pupil.first_name, "la": held.authority.name}
    return [line % about for line in _lines(held)] + [
        _("%(name)s’s help in school goes on meanwhile, just as before.") % about
        if held.state != A.ISSUED
        else _("We will talk with you and %(name)s about how we put the plan into practice.") % about
    ]


def _lines(held: NeedsAssessment) -> list[str]:
    if held.state in (A.CONSIDERED, A.DISCUSSED):
        return [
            _("An EHC needs assessment is how the council finds out what help a child needs, and whether an education, "
              "health and care plan (EHC plan) is needed. It looks at education, health and social care."),
            _("We think that %(name)s may need more help than the school can give by itself, and would like to ask "
              "%(la)s for an assessment. You can ask %(la)s yourself, too."),
        ]  # fmt: skip
    if letter_on(held) and held.state != A.ISSUED:
        return _refused(held)
    if held.state == A.CLOSED:
        why = held.closed_why.replace("%", "%%")
        return [_("The EHC needs assessment of %(name)s has been taken back:") + f" {why}"]
    return _going(held)


def _refused(held: NeedsAssessment) -> list[str]:
    days = {"day": day(letter_on(held))}
    first = (
        _("%(la)s told us on {day} that it will not make an EHC plan for %(name)s.")
        if held.refused_on
        else _("%(la)s told us on {day} that it will not assess %(name)s’s needs for an EHC plan.")
    ).format(**days)
    used = held.feedback_used.strip().replace("%", "%%")
    return [first, *([_("What we do with its reasons:") + " " + used] if used else [])]


def _going(held: NeedsAssessment) -> list[str]:
    known = {
        one.name: day(one.date)
        for one in assessment_clock(
            requested=held.requested_on,
            draft_served=held.draft_served_on,
            draft_received=held.draft_received_on,
        )
    }
    asked = day(held.requested_on)
    if held.state == A.REQUESTED:
        return [_("%(la)s received the request for an EHC needs assessment of %(name)s on {asked}. It tells you by "
                  "{decide_by} whether it will assess.").format(asked=asked, **known)]  # fmt: skip
    if held.state in (A.ASSESSING, A.ADVISED):
        return [_("%(la)s is assessing %(name)s’s needs. If it will not make a plan, it says so by {refuse_by}. Otherwise "
                  "the final plan is with you by {final_by}.").format(**known)]  # fmt: skip
    if held.state == A.ISSUED:
        return [_("%(la)s issued an EHC plan for %(name)s on {day}.").format(day=day(held.issued_on))]
    return [_("%(la)s has written a draft EHC plan for %(name)s. It names no school yet: you can say which school you would "
              "like. The final plan is with you by {final_by}.").format(**known)]  # fmt: skip
