"""A review from its meeting to its close as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.enums import Progress
from apdr.plans.present import document_line
from apdr.reviews.present import given_line
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.present import DueState, day, day_in, state
from ehcp.enums import BEFORE_MEETING, LaDecision, OutcomeNext, OutcomeRating, ReviewState
from ehcp.meeting import papers, queries, recommended
from ehcp.meeting.adulthood import ADULT
from ehcp.meeting.buttons import buttons_of
from ehcp.meeting.delays import final_late, notice_late, whose_delay
from ehcp.meeting.pages import here
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.rules.present import explained
from ehcp.steps import Step
from register.models import PupilDocument

S = ReviewState
RATED = {
    OutcomeRating.MET: ("done", "check-circle-fill"), OutcomeRating.ON_TRACK: ("due", "arrow-up"),
    OutcomeRating.SOME: ("soon", "arrow-up-right"), OutcomeRating.NONE: ("late", "dash-circle"),
}  # fmt: skip


def title_of(review: AnnualReview) -> str:
    """What the pages of the room are about."""
    return _("Annual review: meeting and decision")


def step_chip(step: Step | None) -> DueState:
    """The chip of a step: done, late for good, late by so many days, due, waiting."""
    if step is None:
        return state("wait")
    if step.state == "late_done":
        return state("late", _("%(late)s late") % {"late": papers.days_words(step.late_days)})
    if step.state == "late":
        return state("late", _("Late by %(late)s") % {"late": papers.days_words(step.late_days)})
    if step.state == "missed":
        return state("late", _("Missed"))
    return state({"skipped": "wait"}.get(step.state, step.state))


def law_facts(step: Step | None, today: dt.date) -> list[dict]:
    """By law, and the school's own aim while it is still to be done."""
    if step is None or step.law is None:
        return []
    told = [(_("By law"), _("by %(day)s") % {"day": day_in(step.law.date, today)})]
    if step.done_on is None and step.aim and step.aim != step.law.date:
        told.append((_("We aim"), day_in(step.aim, today)))
    return _facts(*told)


def _facts(*pairs: tuple[str, str]) -> list[dict]:
    return [{"label": label, "value": value, "url": ""} for label, value in pairs if value]


def record_page(meeting, forms, today: dt.date) -> dict:
    """The context of annualmeeting/record.html but for the frame, the version and what was saved."""
    review, first = meeting.review, meeting.review.pupil.first_name
    return {
        "title": _("Annual review meeting with %(name)s") % {"name": first}, "forms": forms, "all_forms": forms.all,
        "line": "" if meeting.held else _("Meeting on %(day)s. Save at any time; it is held when you say so.")
        % {"day": day_in(review.on, today)},
        "people": [{"name": one.name, "line": _as_what(one), "form": form, "advice": _advice_line(one)}
                   for one, form in forms.people],
        "outcomes": [{"number": one.outcome.number, "text": one.outcome.text, "by_when": one.outcome.by_when, "form": form}
                     for one, form in forms.outcomes],
        "plan_note": _version_note(meeting.version), "plan_url": review.plan.get_absolute_url(),
        "targets": [_target(one) for one in meeting.targets], "adult": meeting.adult, "first_name": first,
        "quoted": _("What %(name)s said on %(day)s is quoted: change it to what %(name)s says now.")
        % {"name": first, "day": day(meeting.quoted_on)} if meeting.quoted_on else "",
        "can_finish": not meeting.held, "too_early": today < review.on,
        "back_url": here(review), "back_label": _("Back to the meeting and what followed"),
    }  # fmt: skip


def _as_what(one: ReviewInvitee) -> str:
    return ", ".join(filter(None, [str(one.get_role_display()), one.job]))


def _advice_line(one: ReviewInvitee) -> str:
    if one.advice or one.advice_paper_id:
        return _("Advice is in")
    if one.no_advice_why:
        return _("No advice: %(why)s") % {"why": one.no_advice_why}
    return _("No advice yet") if one.advice_wanted else ""


def _version_note(version) -> str:
    if version is None:
        return ""
    return _("Section E of the plan of %(day)s") % {"day": day(version.issued_on)}


def _target(one: queries.TargetOfYear) -> dict:
    line = given_line(one.beside)
    progress = str(Progress(one.progress).label) if one.progress else _("Not judged yet")
    return {
        "title": one.title,
        "progress": progress,
        "outcome": one.outcome,
        "ratings": line["ratings"],
        "given": line["given"],
    }


def meeting_page(review: AnnualReview, user, today: dt.date) -> dict:
    """The context of annualmeeting/meeting.html but for the frame. Up to seventeen queries."""
    people, version = queries.invited(review), queries.reviewed_version(review)
    clock, letters = queries.clock_for(review, today), queries.letters_of(review)
    return {
        "title": title_of(review), "state": _state_of(review), "line": _line(review, today), "wrong": clock.wrong,
        "held": review.state not in (*BEFORE_MEETING, S.CANCELLED), "buttons": buttons_of(review, user),
        "meeting": _meeting_part(review, people, clock.steps, today), "views": _views(review),
        "people": [{"name": one.name, "line": _as_what(one), "state": _came_chip(one), "why": one.missed_why}
                   for one in people],
        "missing": [{"who": who, "why": why} for who, why in queries.missing_statutory(review, people)],
        "outcomes": [_outcome(one) for one in queries.judged(review, version)], "plan_note": _version_note(version),
        "adult": [{"title": str(title).capitalize(), "text": getattr(review, name)} for name, title in ADULT.items()
                  if getattr(review, name)],
        "progress": review.progress, "recommendation": review.get_recommendation_display(),
        "recommended": recommended.rows(review.recommended), "differences": review.differences,
        "report": _report_part(review, clock.steps.get("report"), today),
        "decision": _decision_part(review, clock, today),
        "amending": _amending_part(review, clock, today) if review.decision == LaDecision.AMEND else None,
        "letters": [paper_line(one, review) for one in letters], "closing": _closing_part(review, user, today),
        "whys": [explained(clock.law[name], today, days=clock.days, slug=review.school.slug)
                 for name in _dates_of(review) if name in clock.law],
        "back_url": review.get_absolute_url(), "back_label": _("The steps of this review"),
    }  # fmt: skip


def _dates_of(review: AnnualReview) -> tuple[str, ...]:
    """The rules whose dates stand on the page: those of amendments until it is known that there are none."""
    amends = ("parent_comments_until", "final_plan_by", "final_plan_cap")
    return ("report_by", "la_decision_by", *(amends if review.decision in ("", LaDecision.AMEND) else ()))


def _state_of(review: AnnualReview) -> DueState:
    key = "done" if review.state == S.CLOSED else "wait" if review.state in (S.REPORTED,) else "due"
    return state(key, str(review.get_state_display()))


def _line(review: AnnualReview, today: dt.date) -> str:
    if review.state == S.CANCELLED:
        return _("This review was called off: %(why)s") % {"why": review.cancelled_why}
    if review.pupil.left_on:
        return _("%(name)s left on %(day)s: what is known can be read and closed, not changed.") % {
            "name": review.pupil.first_name, "day": day(review.pupil.left_on)}  # fmt: skip
    if review.state in BEFORE_MEETING:
        return _("The meeting is on %(day)s. What it says is recorded here.") % {
            "day": day_in(review.on, today)
        }
    return ""


def _meeting_part(review: AnnualReview, people, steps: dict, today: dt.date) -> list[dict]:
    came = sum(bool(one.came) for one in people)
    held = f"{day(timezone.localdate(review.held_at))}, {review.held_by.called}" if review.held_at else ""
    return _facts(
        (_("Meeting"), day_in(review.on, today)), (_("Where"), review.place), (_("Kind"), str(review.get_kind_display())),
        (_("Took part"), _("%(came)s of %(all)s who were invited") % {"came": came, "all": len(people)} if held else ""),
        (_("Recorded"), held),
        *((_("Not as it should be"), words) for words in (
            *papers.served_words(_late_only(steps.get("notice")), _("Notice")),
            *papers.served_words(_late_only(steps.get("pack")), _("The papers")))),
    )  # fmt: skip


def _late_only(step: Step | None) -> Step | None:
    return step if step is not None and (step.late_for or step.missing) and not step.is_open else None


def _views(review: AnnualReview) -> list[dict]:
    name = review.pupil.first_name
    return [
        {"title": _("What the parents say"), "text": review.parents_view, "how": ""},
        {
            "title": _("What %(name)s says") % {"name": name},
            "text": review.child_view,
            "how": review.child_how,
        },
    ]


def _came_chip(one: ReviewInvitee) -> DueState:
    if one.came is None:
        return state("due", _("Not said"))
    if one.came:
        return state("done", _("For part of it") if one.missed_why else _("Took part"))
    return DueState("soon", "dash-circle", _("Not there"))


def rating_chip(rating: str) -> DueState:
    """The chip of how far an outcome has been reached."""
    if not rating:
        return state("due", _("Not judged yet"))
    key, icon = RATED[OutcomeRating(rating)]
    return DueState(key, icon, str(OutcomeRating(rating).label))


def _outcome(one: queries.Judged) -> dict:
    said = one.said
    return {
        "number": one.outcome.number, "text": one.outcome.text, "by_when": one.outcome.by_when,
        "state": rating_chip(said.rating if said else ""), "evidence": said.evidence if said else "",
        "next": str(OutcomeNext(said.next).label) if said and said.next else "", "changed": said.changed if said else "",
    }  # fmt: skip


def paper_line(document: PupilDocument, review: AnnualReview) -> dict:
    """A paper of the review as its pages offer it, opened through the room's own address."""
    url = reverse("annualmeeting:paper", args=[review.school.slug, review.reference, document.reference])
    if document.issued_id:
        return document_line(document.issued, f"{url}?inline=1") | {
            "when": day(timezone.localdate(document.filed_at))
        }
    return {"label": document.title, "url": f"{url}?inline=1", "state": state("done", _("Kept")), "making": False,
            "when": day(timezone.localdate(document.filed_at)), "version": None}  # fmt: skip


def _report_part(review: AnnualReview, step: Step | None, today: dt.date) -> dict:
    written = (
        f"{day(timezone.localdate(review.written_at))}, {review.written_by.called}"
        if review.written_at
        else ""
    )
    sent = day(step.done_on) if step and step.done_on else ""
    return {
        "state": step_chip(step) if step else None, "summary": review.summary,
        "facts": law_facts(step, today) + _facts((_("Written"), written), (_("Everybody had it by"), sent)),
        "lines": [line for line in papers.served_words(step, _("The report")) if step.late_for or review.report_id]
        if step and (step.late_for or step.missing) else [],
        "file": paper_line(review.report, review) if review.report_id else None,
    }  # fmt: skip


def _decision_part(review: AnnualReview, clock: queries.Clock, today: dt.date) -> dict:
    received, step = review.decision_received_on, clock.steps.get("decision")
    return {
        "state": step_chip(step) if step else None, "late": whose_delay(review, step, clock.steps.get("report")),
        "said": review.get_decision_display(), "facts": law_facts(step, today) + _facts(
            (_("Letter dated"), day(review.decided_on) if review.decided_on else ""),
            (_("Reached us"), day(received) if received else _("not said") if review.decided_on else "")),
        "why": review.decision_why, "file": paper_line(review.decision_paper, review) if review.decision_paper_id else None,
        "title": _("%(who)s decides") % {"who": review.plan.authority.name},
    }  # fmt: skip


def _amending_part(review: AnnualReview, clock: queries.Clock, today: dt.date) -> dict:
    final, due = clock.steps.get("final"), clock.law.get("la_decision_by")
    notice, until = review.amendment_notice_on, clock.law.get("parent_comments_until")
    return {
        "state": step_chip(final) if final else None, "late": notice_late(review, due, today),
        "facts": _facts(
            (_("Notice served"), day(notice) if notice else _("not yet")),
            (_("Changes came"), day(review.proposed.received_on) if review.proposed_id else _("not yet")),
            (_("Comments until"), _("%(day)s at least") % {"day": day_in(until.date, today)} if until else ""),
            (_("Ours went"), day(review.comments_sent_on) if review.comments_sent_on else ""),
            (_("Final plan"), day(review.final.issued_on) if review.final_id else ""),
            (_("Not amended"), day(review.no_amendment_on) if review.no_amendment_on else "")) + law_facts(final, today),
        "final_late": final_late(review, final, clock.law.get("final_plan_cap"), today),
        "unchecked_url": review.final.get_absolute_url() if review.final_id and review.final.checked_at is None else "",
        "compare_url": here(review, "compare") if review.proposed_id else "",
    }  # fmt: skip


def _closing_part(review: AnnualReview, user, today: dt.date) -> dict:
    closed = (
        f"{day(timezone.localdate(review.closed_at))}, {review.closed_by.called}" if review.closed_at else ""
    )
    ended = review.plan.ceased_on
    told = _("The plan ended on %(day)s. SEN support goes on.") % {"day": day(ended)} if ended else ""
    return {
        "closed": closed, "ended": told,
        "next": next_dates(review, today) if closed and not ended else [], "next_url": _next_url(review, user, ended),
    }  # fmt: skip


def _next_url(review: AnnualReview, user, ended) -> str:
    """Where the next review is begun, for who may: the plan goes on and no other review is open. At most one query."""
    going_on = ended is None and review.pupil.left_on is None and review.state == S.CLOSED
    if not going_on or not can(user, Permission.REVIEW_RUN, review) or queries.has_open_review(review):
        return ""
    return reverse("annual:start", args=[review.school.slug, review.pupil.reference])


def next_dates(review: AnnualReview, today: dt.date) -> list[dict]:
    """By when the next review is complete and its meeting at the latest. Four queries."""
    found = {one.name: one for one in queries.next_clock(review, today)}
    titles = {"meeting_latest": _("Next meeting at the latest"), "review_complete_by": _("Next review complete by"),
              "phase_transfer_by": _("Change of phase: amended by")}  # fmt: skip
    return [
        {"label": title, "value": day_in(found[name].date, today),
         "why": explained(found[name], today, slug=review.school.slug)}
        for name, title in titles.items() if name in found
    ]  # fmt: skip
