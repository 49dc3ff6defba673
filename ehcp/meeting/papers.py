"""What stands in the report of the meeting and in the letter to the parents: snapshots (templates/documents/README.md)."""

import datetime as dt

from django.utils.translation import gettext as _

from core.ui.present import day
from ehcp.enums import Coming, LaDecision, OutcomeNext
from ehcp.meeting import queries, recommended
from ehcp.meeting.adulthood import ADULT
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.rights import Occasion, rights_for
from ehcp.rules.queries import sendiass_lines
from ehcp.steps import Step
from register.models import Contact
from register.queries import teachers_of
from register.snapshots import pupil_part, school_part


def report_title(review: AnnualReview) -> str:
    """What the report is called in the pupil's file."""
    return _("Report of the annual review on %(day)s") % {"day": day(review.on)}


def took_part(one: ReviewInvitee) -> str:
    """Whether somebody took part, for which part, or why not."""
    if one.came is None:
        return _("Not said")
    if one.came:
        return (
            _("For part of it: %(which)s") % {"which": one.missed_why} if one.missed_why else _("Took part")
        )
    return (
        _("Did not take part: %(why)s") % {"why": one.missed_why}
        if one.missed_why
        else _("Did not take part")
    )


def how_came(one: ReviewInvitee) -> str:
    """The answer of the form: "yes", "part", "no" or ""."""
    if one.came is None:
        return Coming.UNSAID
    return (Coming.PART if one.missed_why else Coming.YES) if one.came else Coming.NO


def served_words(step: Step | None, what: str) -> list[str]:
    """How a thing that goes to all was given, in sentences: when the last one had it, who had it late, who not at all."""
    if step is None:
        return []
    told = []
    if step.done_on and not step.late_days:
        told.append(
            _("%(what)s went to everybody in time, the last on %(day)s.")
            % {"what": what, "day": day(step.done_on)}
        )
    told += [
        _("%(what)s reached %(who)s on %(day)s, %(late)s after the last lawful day.")
        % {"what": what, "who": who, "day": day(on), "late": days_words((on - step.law.date).days)}
        for who, on in step.late_for if step.law
    ]  # fmt: skip
    if step.missing:
        told.append(
            _("%(what)s is not recorded as given to %(who)s.")
            % {"what": what, "who": ", ".join(step.missing)}
        )
    return told


def days_words(days: int) -> str:
    """ "1 day", "3 days"."""
    return _("1 day") if days == 1 else _("%(n)d days") % {"n": days}


def report_snapshot(review: AnnualReview, today: dt.date) -> dict:
    """The report as the meeting was recorded, with the advice that was obtained (reg 20). Up to seventeen queries."""
    people, clock = queries.invited(review), queries.clock_for(review, today)
    version = queries.reviewed_version(review)
    decides = clock.law.get("la_decision_by")
    return {
        "school": school_part(review.school), "pupil": pupil_part(review.pupil, teachers_of(review.pupil)),
        "review": {
            "title": report_title(review), "kind": str(review.get_kind_display()), "meeting_on": review.on.isoformat(),
            "place": review.place, "authority": review.plan.authority.name,
            "plan_made_on": review.plan.made_on.isoformat() if review.plan.made_on else "",
            "version_issued_on": version.issued_on.isoformat() if version else "",
            "written_by": review.written_by.called if review.written_by else "",
            **{name: getattr(review, name) for name in
               ("summary", "parents_view", "child_view", "child_how", "progress", "differences")},
            "people": [_person(one) for one in people],
            "missing": [{"who": who, "why": why} for who, why in queries.missing_statutory(review, people)],
            "outcomes": [_outcome(one) for one in queries.judged(review, version)],
            "adult": [{"title": str(title), "text": getattr(review, name)} for name, title in ADULT.items()
                      if getattr(review, name)],
            "recommendation": str(LaDecision(review.recommendation).label) if review.recommendation else "",
            "recommended": recommended.rows(review.recommended),
            "served": [*served_words(clock.steps.get("notice"), _("Notice of the meeting")),
                       *served_words(clock.steps.get("pack"), _("The advice"))],
            "decides_by": decides.date.isoformat() if decides else "",
            "advice": [_advice(one) for one in people if one.advice_wanted or one.advice or one.advice_paper_id],
        },
        "rights": as_json(rights_for(Occasion.KEPT, contact=sendiass_lines(review.school))),
    }  # fmt: skip


def as_json(rights: list[dict]) -> list[dict]:
    """Rights as a snapshot keeps them."""
    return [right | {"contact": list(right["contact"])} for right in rights]


def _person(one: ReviewInvitee) -> dict:
    as_what = ", ".join(filter(None, [str(one.get_role_display()), one.job]))
    return {"name": one.name, "role": as_what, "took_part": took_part(one)}


def _outcome(one: queries.Judged) -> dict:
    said = one.said
    return {
        "number": one.outcome.number, "text": one.outcome.text, "by_when": one.outcome.by_when,
        "rating": str(said.get_rating_display()) if said and said.rating else "",
        "evidence": said.evidence if said else "",
        "next": str(OutcomeNext(said.next).label) if said and said.next else "", "changed": said.changed if said else "",
    }  # fmt: skip


def _advice(one: ReviewInvitee) -> dict:
    paper = one.advice_paper
    return {
        "name": one.name, "role": str(one.get_role_display()), "text": one.advice,
        "received_on": one.advice_on.isoformat() if one.advice_on else "",
        "paper": paper.title if paper else "",
        "none": "" if one.advice or paper else one.no_advice_why or _("None was received."),
    }  # fmt: skip


def occasion_of(review: AnnualReview) -> tuple[Occasion, dt.date | None]:
    """What the letter to the parents tells of, and the day from which their time runs."""
    if review.decision == LaDecision.CEASE:
        return Occasion.CEASED, review.decided_on
    if review.decision != LaDecision.AMEND:
        return Occasion.KEPT, review.decided_on
    if review.final_id:
        return Occasion.ISSUED, review.final.issued_on
    if review.no_amendment_on:
        return Occasion.KEPT, review.no_amendment_on
    return Occasion.AMENDING, review.amendment_notice_on


def rights_of(review: AnnualReview) -> list[dict]:
    """The rights of the parents as the review stands now. One query."""
    occasion, since = occasion_of(review)
    return as_json(rights_for(occasion, letter_on=since, contact=sendiass_lines(review.school)))


def letter_snapshot(review: AnnualReview, contact: Contact | None, added: str, today: dt.date) -> dict:
    """The letter that tells the parents what was decided and what they can do. Up to eleven queries."""
    return {
        "school": school_part(review.school), "pupil": pupil_part(review.pupil, teachers_of(review.pupil)),
        "letter": {
            "review": review.reference, "dated": today.isoformat(), "heading": letter_title(review),
            "addressee": contact.name if contact else _("parent or carer"), "contact": contact.reference if contact else "",
            "paragraphs": [*letter_words(review, today), *_lines(added)], "enclosed": "",
        },
        "rights": rights_of(review),
    }  # fmt: skip


def letter_title(review: AnnualReview) -> str:
    """What the letter is called."""
    return _("After the annual review of %(name)s’s EHC plan") % {"name": review.pupil.first_name}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def letter_words(review: AnnualReview, today: dt.date) -> list[str]:
    """The paragraphs about the decision, in plain words. Six queries."""
    law = queries.clock_for(review, today).law
    known = {"first": review.pupil.first_name, "la": review.plan.authority.name, "meeting": day(review.on)}
    told = [_decided(review, known)]
    due = law.get("la_decision_by")
    if due and review.decided_on > due.date:
        late = days_words((review.decided_on - due.date).days)
        told.append(
            _("The decision was due by %(due)s and came %(late)s late.")
            % {"due": day(due.date), "late": late}
        )
    if review.decision == LaDecision.AMEND:
        told += _amending(review, law, known)
    if review.decision == LaDecision.CEASE:
        told.append(
            _("The plan does not stop at once: it goes on until the time to appeal is over, and if you appeal, until the "
              "Tribunal has decided. After that %(first)s goes on having SEN support in school.") % known
        )  # fmt: skip
    told.append(
        _(
            "Below is what you can do if you see it differently. If you would like to talk about it, call or write to us."
        )
    )
    return told


def _decided(review: AnnualReview, known: dict) -> str:
    known = known | {"letter": day(review.decided_on)}
    if review.decision == LaDecision.KEEP:
        return _("We met on %(meeting)s to review %(first)s’s EHC plan. The council, %(la)s, has decided to keep the plan "
                 "as it is. Its letter is dated %(letter)s. All the help in the plan goes on.") % known  # fmt: skip
    if review.decision == LaDecision.AMEND:
        return _("We met on %(meeting)s to review %(first)s’s EHC plan. The council, %(la)s, has decided to change the "
                 "plan. Its letter is dated %(letter)s. Until then all its help goes on.") % known  # fmt: skip
    return _("We met on %(meeting)s to review %(first)s’s EHC plan. The council, %(la)s, has decided to end the plan. "
             "Its letter is dated %(letter)s.") % known  # fmt: skip


def _amending(review: AnnualReview, law: dict, known: dict) -> list[str]:
    if review.final_id:
        return [
            _("The new plan is dated %(day)s. Please look whether it says what was agreed.")
            % {"day": day(review.final.issued_on)}
        ]
    if review.no_amendment_on:
        return [
            _("On %(day)s the council wrote that it will not change the plan after all.")
            % {"day": day(review.no_amendment_on)}
        ]
    until, final = law.get("parent_comments_until"), law.get("final_plan_by") or law.get("final_plan_cap")
    if until is None:
        due = law.get("la_decision_by")
        told = [_("The council has not sent the changes that it proposes yet.")]
        told += [_("They were due by %(day)s.") % {"day": day(due.date)}] if due else []
        return [" ".join(told)]
    told = [_("The council wrote on %(start)s which changes it proposes. You can say what you think of them until %(end)s "
              "at least.") % {"start": day(until.start), "end": day(until.date)}]  # fmt: skip
    return told + (
        [_("The new plan is to be with you by %(day)s.") % {"day": day(final.date)}] if final else []
    )
