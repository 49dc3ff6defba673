"""The page of one review, a child's list of reviews, the page of one who is invited: what is known, the one next step."""

import datetime as dt
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.labels import inside
from core.ui.present import day, day_in, state
from ehcp.annual import queries
from ehcp.annual.consequences import law_of
from ehcp.annual.ground import is_own
from ehcp.annual.people import ADVICE_TAKEN, ADVOCATES
from ehcp.annual.present import (
    follow_row,
    optional_url,
    person_row,
    review_row,
    role_words,
    service_row,
    state_chip,
    step_row,
    when,
)
from ehcp.annual.warnings import warnings_of
from ehcp.clock import UnlikelyDates
from ehcp.enums import BEFORE_MEETING, ReviewKind, ReviewState, Served
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.rules.present import clock_box
from ehcp.steps import Step, next_step, review_steps
from register.file.present import document_line, document_url
from register.models import Pupil

S, W = ReviewState, Served
RUN = Permission.REVIEW_RUN
LAW_FREE = (
    "date",
    "meeting",
    "report",
)  # the steps of an extra review under five, for which no rule gives a day


def steps_of(page: queries.ReviewPage, today: dt.date) -> list[Step]:
    """The steps of the review; none where its days cannot all be right."""
    review, school = page.review, page.review.school
    try:
        steps = review_steps(
            review, page.ground.facts, serving=page.serving, today=today, days=page.ground.days,
            authority=review.plan.authority.name, clear_weeks=school.notice_clear_weeks, soon_days=school.soon_days,
        )  # fmt: skip
    except UnlikelyDates:
        return []
    if review.kind != ReviewKind.UNDER_FIVE:
        return steps
    open_ones = ("late", "soon", "due", "missed")
    return [
        replace(one, law=None, aim=None, late_days=0, late_for=(), missing=(),
                state="done" if one.state == "late_done" else "wait" if one.state in open_ones else one.state)
        for one in steps if one.key in LAW_FREE
    ]  # fmt: skip


def review_page(review: AnnualReview, user, today: dt.date) -> dict:
    """The context of annual/review.html but for the frame. The review comes from `one_review`."""
    page, school = queries.review_page(review, user, today), review.school
    may_run, steps = can(user, RUN, review), steps_of(page, today)
    now = next_step(steps)
    rows = [
        step_row(one, review, today=today, days=page.ground.days, slug=school.slug, now=now.key if now else "",
                 clear_weeks=school.notice_clear_weeks)
        for one in steps
    ]  # fmt: skip
    pack_by = next((one.law.date for one in steps if one.key == "pack" and one.law), None)
    people = [person_row(one, page.services.get(one.pk, []), review, today, pack_by) for one in page.people]
    wanted = [one for one in page.people if one.advice_wanted]
    given = [one for one in wanted if one.advice.strip() or one.advice_paper_id]
    return {
        "title": _("%(kind)s for %(name)s") % {"kind": review.get_kind_display(), "name": review.pupil.name},
        "state": state_chip(review), "when": when(review, today if review.state in BEFORE_MEETING else None),
        "hosting": review.hosting, "why_early": review.why_early, "cancelled": review.cancelled_why,
        "steps": rows, "people": people, "warnings": warnings_of(page, today=today, may_run=may_run),
        "counted": _("%(n)d of %(all)d have sent advice") % {"n": len(given), "all": len(wanted)},
        "clock": _clock(page, today), "papers": _papers(page, user, may_run), "own_url": _own_url(page, user),
        "list_url": reverse("annual:list", args=[school.slug, review.pupil.reference]),
        **_links(page, may_run, can(user, Permission.EHC_CLOSE, review)),
    }  # fmt: skip


def _clock(page: queries.ReviewPage, today: dt.date) -> dict | None:
    if page.review.kind == ReviewKind.UNDER_FIVE:
        return None
    school = page.review.school
    try:
        law = law_of(
            page.ground.facts, today=today, days=page.ground.days, clear_weeks=school.notice_clear_weeks
        )
    except UnlikelyDates:
        return None
    return clock_box(law.values(), la=page.review.plan.authority.name, slug=school.slug)


def _own_url(page: queries.ReviewPage, user) -> str:
    """Where the person writes their own advice; "" where none is asked of them."""
    own = next((one for one in page.people if is_own(one, user) and one.advice_wanted), None)
    if own is None or page.review.state not in ADVICE_TAKEN:
        return ""
    return reverse("annual:advice", args=[page.review.school.slug, own.reference])


def _papers(page: queries.ReviewPage, user, may_run: bool) -> dict:
    """The papers for the meeting and the letters that were made."""
    review, pack = page.review, page.review.pack
    here = [review.school.slug, review.reference]
    making = pack is not None and pack.issued is not None and pack.issued.file_id is None
    pack_line = None
    if pack is not None:
        pack_line = {
            "title": _("Papers of %(day)s") % {"day": day(timezone.localdate(pack.filed_at))}, "making": making,
            "url": "" if making else reverse("annual:papers", args=here), "number": pack.issued.number if pack.issued else 1,
        }  # fmt: skip
    beside = [{"title": one.advice_paper.title, "url": document_url(one.advice_paper, review.school.slug), "who": one.name}
              for one in page.people if one.advice_paper_id]  # fmt: skip
    letters = [document_line(one, review.pupil, may_edit=False) for one in page.letters]
    waits = making or any(one["states"] and "hourglass" in one["states"][-1].icon for one in letters)
    may_make = may_run and review.state in BEFORE_MEETING
    return {"pack": pack_line, "letters": letters, "beside": beside, "waits": waits,
            "make_url": reverse("annual:pack", args=here) if may_make else "",
            "letters_url": reverse("annual:letters", args=here) if may_make else ""}  # fmt: skip


def _links(page: queries.ReviewPage, may_run: bool, may_close: bool) -> dict:
    """The one next step, and what else may be done now."""
    review, here = page.review, [page.review.school.slug, page.review.reference]
    before = review.state in BEFORE_MEETING
    run = may_run and before
    there = {one.role for one in page.people}
    advocates = [
        {"label": _("Advocate for the child") if role == "advocate_child" else _("Advocate for the parents"), "post": True,
         "url": reverse("annual:advocate", args=[*here, role]), "icon": "plus"}
        for role in ADVOCATES if run and role not in there
    ]  # fmt: skip
    return {
        "actions": _next(page, run),
        "move_url": reverse("annual:move", args=here) if run else "",
        "invite_url": reverse("annual:invite", args=here) if run else "",
        "outside_url": reverse("ehcvisitor:people", args=here) if run else "",
        "call_off_url": reverse("annual:call-off", args=here) if before and may_close else "",
        "advocates": advocates,
        "serve_urls": [{"label": label, "url": reverse("annual:serve", args=[*here, what])} for what, label in _others(page)]
        if run else [],
        "meeting_url": optional_url("annualmeeting:meeting", *here) if not before else "",
    }  # fmt: skip


def _others(page: queries.ReviewPage) -> list[tuple[str, str]]:
    """What else may be recorded as given, beside the next step."""
    found = [
        ("notice", _("Notice was given")),
        ("advice_ask", _("Advice was asked for")),
        ("chase", _("A reminder was sent")),
    ]
    return [*found, ("pack", _("The papers went round"))] if page.review.pack_id else found


def _next(page: queries.ReviewPage, run: bool) -> list[dict]:
    """The strip's buttons: print, and the next step."""
    review, here = page.review, [page.review.school.slug, page.review.reference]
    if not run:
        url = optional_url("annualmeeting:meeting", *here) if review.state not in BEFORE_MEETING else ""
        go_on = review.state not in (*BEFORE_MEETING, S.CANCELLED) and url
        return [{"label": _("To the meeting"), "url": url, "primary": True}] if go_on else []
    if review.state == S.CIRCULATED:
        url = optional_url("annualmeeting:record", *here)
        return [{"label": _("Record the meeting"), "url": url, "primary": True}] if url else []
    if review.state == S.ASKED:
        if page.review.pack_id is None:
            return [
                {
                    "label": _("Make the papers"),
                    "url": reverse("annual:pack", args=here),
                    "primary": True,
                    "post": True,
                }
            ]
        return [
            {
                "label": _("The papers went round"),
                "url": reverse("annual:serve", args=[*here, W.PACK]),
                "primary": True,
            }
        ]
    if review.state == S.NOTICED:
        return [
            {
                "label": _("Ask for advice"),
                "url": reverse("annual:serve", args=[*here, W.ADVICE_ASK]),
                "primary": True,
            }
        ]
    letters = {"label": _("Letters"), "url": reverse("annual:letters", args=here), "icon": "printer"}
    return [
        letters,
        {"label": _("Send notice"), "url": reverse("annual:serve", args=[*here, W.NOTICE]), "primary": True},
    ]


def list_page(pupil: Pupil, user, today: dt.date) -> dict:
    """The context of annual/list.html but for the frame: the plan's reviews, and the dates of the next."""
    plan, slug = queries.plan_of(pupil), pupil.school.slug
    reviews = queries.reviews_of(pupil, user)
    running = any(
        one.state not in (S.CLOSED, S.CANCELLED) for one in reviews if plan and one.plan_id == plan.pk
    )
    made = plan is not None and plan.made_on is not None
    start = made and not running and can(user, RUN, plan)
    return {
        "reviews": [review_row(one, today) for one in reviews], "plan": plan is not None, "made": made,
        "dates": [] if not made or running else _next_dates(plan, today, slug),
        "start_url": reverse("annual:start", args=[slug, pupil.reference]) if start else "",
        "plan_url": optional_url("ehc:plan", slug, plan.reference) if plan else "",
    }  # fmt: skip


NEXT_DATES = (
    "meeting_latest",
    "review_complete_by",
    "review_complete_by_cautious",
    "phase_transfer_by",
    "under_five_review_by",
)


def _next_dates(plan, today: dt.date, slug: str) -> list[dict]:
    ground = queries.ground_of(plan, today)
    try:
        law = law_of(ground.facts, today=today, days=ground.days, clear_weeks=False)
    except UnlikelyDates:
        return []
    return [
        follow_row(law[name], today, ground.days, slug, False)["why"] for name in NEXT_DATES if name in law
    ]


def person_page(one: ReviewInvitee, user, today: dt.date) -> dict:
    """The context of annual/person.html but for the frame: who somebody is, what was given to them, what they advise."""
    review, slug = one.review, one.review.school.slug
    services = [
        service_row(row, review.school.secure_service) for row in queries.services_of(review).get(one.pk, [])
    ]
    run = can(user, RUN, review) and review.state in BEFORE_MEETING
    may_say = (can(user, RUN, review) or is_own(one, user)) and review.state in ADVICE_TAKEN
    before = review.state in BEFORE_MEETING
    facts = [
        (_("As what"), str(one.get_role_display())), (_("Job or service"), one.job), (_("Work email"), one.email),
        (_("Where papers go"), one.address), (_("Would like an advocate"), _("Yes") if one.wants_advocate else ""),
    ]  # fmt: skip
    paper = one.advice_paper
    return {
        "title": one.name, "role": role_words(one), "meeting": day_in(review.on, today),
        "review_url": review.get_absolute_url(),
        "facts": [{"label": label, "value": value} for label, value in facts if value], "services": services[::-1],
        "advice": one.advice, "advice_on": day(one.advice_on) if one.advice_on else "", "none_why": one.no_advice_why,
        "wanted": one.advice_wanted, "coming": str(one.get_coming_display()),
        "paper": {"title": paper.title, "url": document_url(paper, slug)} if paper else None,
        "change_url": reverse("annual:change", args=[slug, one.reference]) if run else "",
        "remove_url": reverse("annual:remove", args=[slug, one.reference]) if run else "",
        "advice_url": reverse("annual:advice", args=[slug, one.reference]) if may_say else "",
        "coming_url": reverse("annual:coming", args=[slug, one.reference]) if may_say and before else "",
    }  # fmt: skip


def own_rows(places: list[queries.OwnPlace], today: dt.date, slug: str) -> list[dict]:
    """The person's own places, in the terms of components/timeline.html."""
    rows = []
    for one in places:
        look = state("done", _("Given")) if one.advice_on else state("due", _("None")) if one.no_advice else state(
            "wait", _("Asked")) if one.asked_on else state("due", _("To write"))  # fmt: skip
        rows.append({
            "what": f"{one.pupil_name}, {one.pupil_class}" if one.pupil_class else one.pupil_name,
            "url": reverse("annual:advice", args=[slug, one.reference]),
            "detail": _("As %(role)s") % {"role": inside(one.role)},
            "when": _("Meeting %(day)s") % {"day": day_in(one.on, today)}, "state": look,
            "who": _("asked %(day)s") % {"day": day(one.asked_on)} if one.asked_on else "",
        })  # fmt: skip
    return rows
