"""Professionals at a review as finished strings: for the SENCo who opens it, and for the professional."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from agencies.visitor.queries import whom_to_ask
from core.ui.present import DueState, age, clock, day, day_in, state
from ehcp.annual.prompts import prompts_for
from ehcp.enums import AFTER_MEETING, BEFORE_MEETING, Coming, InviteeRole, LaDecision, ReviewState, Served
from ehcp.meeting.queries import Clock
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.rules.present import explained
from ehcp.visitor import queries
from register.file.present import bytes_of, size
from register.file.uploads import KINDS, SHOWN_INLINE
from register.models import PupilDocument
from register.present import class_or_year

ENDING_SOON = 14  # calendar days before the last day from which the page says so
ADVICE_TAKEN = (*BEFORE_MEETING, ReviewState.HELD)
DATES = (
    ("notice_by", lazy("Notice to everybody")), ("advice_circulated_by", lazy("Papers to everybody")),
    ("report_by", lazy("Report to everybody")), ("la_decision_by", lazy("Decision of the authority")),
    ("final_plan_cap", lazy("Amended plan, if it amends")),
)  # fmt: skip


def standing(place: ReviewInvitee, today: dt.date) -> DueState:
    """Whether a review is open to the person, by its days."""
    last = queries.last_day(place)
    if place.ended_at:
        return DueState("due", "x-lg", _("Ended"))
    if place.opens_from > today:
        return state("wait", _("Not open yet"))
    if last < today:
        return DueState("due", "clock-history", _("Run out"))
    if (last - today).days < ENDING_SOON:
        return state("soon", _("Open, ends soon"))
    return state("done", _("Open"))


def span(place: ReviewInvitee, today: dt.date) -> str:
    """From when and until when."""
    return _("%(start)s to the end of %(until)s") % {
        "start": day(place.opens_from), "until": day_in(queries.last_day(place), today)}  # fmt: skip


def when(review: AnnualReview, today: dt.date) -> str:
    """Day, time and place of the meeting."""
    told = [day_in(review.on, today), clock(review.at) if review.at else "", review.place]
    return ", ".join(part for part in told if part)


# The SENCo's pages


def access_row(place: ReviewInvitee, school, today: dt.date) -> dict:
    """Somebody from outside who is invited, and whether the review is open to them here."""
    here = [school.slug, place.reference]
    opened = place.opens_from is not None
    open_now = opened and not queries.why_shut(place, today)
    waits = opened and not place.ended_at and place.opens_from > today
    return {
        "name": place.name, "role": str(InviteeRole(place.role).label), "email": place.email,
        "state": standing(place, today) if opened else DueState("due", "dash-circle", _("Not opened")),
        "line": span(place, today) if opened else _("Papers go to them in another way."),
        "open_url": reverse("ehcvisitor:open", args=here),
        "verb": _("Change") if open_now or waits else _("Open it again") if opened else _("Open it to them"),
        "end_url": reverse("ehcvisitor:end", args=here) if open_now or waits else "",
        "openings_url": reverse("ehcvisitor:openings", args=here) if opened else "",
    }  # fmt: skip


def opening_line(one) -> dict:
    """One thing that a professional opened."""
    return {
        "when": f"{day(timezone.localdate(one.at))}, {clock(timezone.localtime(one.at))}",
        "what": one.what,
    }


# The professional's pages


def heading(place: ReviewInvitee) -> str:
    """What the review is called on pages that are open to the person."""
    return _("Annual review for %(name)s") % {"name": place.review.pupil.name}


def home_rows(lines: list[queries.ReviewLine], today: dt.date) -> dict:
    """The part of a professional's first page on reviews: {open: rows, shut: rows that name no child}."""
    return {
        "open": [_open_row(line, today) for line in lines if not line.shut],
        "shut": [{"title": _("Annual review %(reference)s") % {"reference": line.place.review.reference}, "words": line.shut,
                  "state": standing(line.place, today)} for line in lines if line.shut],
    }  # fmt: skip


def _open_row(line: queries.ReviewLine, today: dt.date) -> dict:
    place, review = line.place, line.place.review
    key, word = next_for(place, line.papers)
    return {
        "title": heading(place), "url": reverse("ehcvisitor:review", args=[place.school.slug, place.reference]),
        "when": _("Meeting %(when)s") % {"when": when(review, today)}, "state": state(key, word),
        "until": _("Open to you until %(day)s") % {"day": day_in(queries.last_day(place), today)},
    }  # fmt: skip


def next_for(place: ReviewInvitee, papers) -> tuple[str, str]:
    """What is next for the person at the review: the key of a state, and its word."""
    review = place.review
    if review.state == ReviewState.CANCELLED:
        return "due", _("Called off")
    if review.state in BEFORE_MEETING:
        if place.advice_wanted and not has_advice(place):
            return "soon", _("Your advice is asked for")
        if not place.coming:
            return "soon", _("Say whether you come")
        return ("done", _("Papers are here")) if Served.PACK in papers else ("wait", _("Papers follow"))
    if place.role == InviteeRole.LA_SEN and not review.decision:
        return "soon", _("Your decision is awaited")
    if Served.REPORT in papers:
        return "done", _("Report is here")
    return (
        ("wait", _("Report follows"))
        if review.state == ReviewState.HELD
        else ("done", str(review.get_state_display()))
    )


def has_advice(place: ReviewInvitee) -> bool:
    """Whether the person's advice is here."""
    return bool(place.advice.strip() or place.advice_paper_id)


def review_page(
    place: ReviewInvitee, people: list[ReviewInvitee], served: dict, law: Clock, today: dt.date
) -> dict:
    """The context of ehcvisitor/review.html."""
    review, pupil = place.review, place.review.pupil
    last = queries.last_day(place)
    return {
        "title": heading(place), "state": standing(place, today), "soon": (last - today).days < ENDING_SOON,
        "line": _("%(school)s. Open to you until %(day)s.") % {"school": place.school.name, "day": day_in(last, today)},
        "called_off": _("The meeting was called off. %(why)s") % {"why": review.cancelled_why}
        if review.state == ReviewState.CANCELLED else "",
        "facts": [
            {"label": _("Meeting"), "value": when(review, today)},
            {"label": _("Child"), "value": f"{pupil.name}, {class_or_year(pupil)}"},
            {"label": _("Born"), "value": f"{day(pupil.born).split(' ', 1)[1]} ({age(pupil.born, today)})"},
            {"label": _("Plan of"), "value": review.plan.authority.name},
            {"label": _("You are asked as"), "value": str(InviteeRole(place.role).label)},
            {"label": _("Whom to ask"), "value": whom_to_ask(place.school)},
        ],
        "advice": _advice(place, law, today), "coming": _coming(place),
        "papers": papers_list(place, served), "decision": _decision(place, law, today),
        "people": [{"name": one.name, "role": str(InviteeRole(one.role).label),
                    "coming": str(Coming(one.coming).label) if one.coming else ""} for one in people],
        "dates": [explained(law.law[name], today, days=law.days) | {"title": title}
                  for name, title in DATES if name in law.law],
    }  # fmt: skip


def _advice(place: ReviewInvitee, law: Clock, today: dt.date) -> dict | None:
    """What is asked of the person, and what they gave."""
    if not place.advice_wanted and not has_advice(place):
        return None
    by = law.law.get("advice_circulated_by")
    taken = place.review.state in ADVICE_TAKEN
    given = _("Given %(day)s") % {"day": day(place.advice_on)} if place.advice_on else _("Given")
    asked = state("soon", _("Asked for")) if taken else state("due", _("Not given"))
    return {
        "state": state("done", given) if has_advice(place) else asked, "prompts": prompts_for(place.role),
        "text": place.advice, "by": day_in(by.date, today) if by and place.review.state in BEFORE_MEETING else "",
        "url": reverse("ehcvisitor:advice", args=[place.school.slug, place.reference]) if taken else "",
        "verb": _("Change your advice") if has_advice(place) else _("Give your advice"),
    }  # fmt: skip


def _coming(place: ReviewInvitee) -> dict | None:
    if place.review.state not in BEFORE_MEETING:
        return None
    said = (
        state("done", str(Coming(place.coming).label)) if place.coming else state("soon", _("Not said yet"))
    )
    return {"state": said, "url": reverse("ehcvisitor:coming", args=[place.school.slug, place.reference])}


def papers_list(place: ReviewInvitee, served: dict) -> list[dict]:
    """The papers that the person may read, each with when it was given."""
    titles = {"pack": _("Papers for the meeting"), "report": _("Report of the meeting"), "advice": _("Your document"),
              "proposed": _("Proposed amendments")}  # fmt: skip
    return [
        {"title": titles[key], "url": _paper_url(place, key, document), "told": _form(document),
         "when": _("sent round %(day)s") % {"day": day(served[key])} if key in served else ""}
        for key, document in queries.papers_for(place, served).items()
    ]  # fmt: skip


def _paper_url(place: ReviewInvitee, key: str, document: PupilDocument) -> str:
    url = reverse("ehcvisitor:paper", args=[place.school.slug, place.reference, key])
    return f"{url}?inline=1" if bytes_of(document).content_type in SHOWN_INLINE else url


def _form(document: PupilDocument) -> str:
    kept = bytes_of(document)
    return f"{KINDS.get(kept.content_type, (_('file'), ()))[0]}, {size(kept.size)}"


def _decision(place: ReviewInvitee, law: Clock, today: dt.date) -> dict | None:
    """What the authority decided, and for its own officer where to say it; nothing before the meeting."""
    review, officer = place.review, place.role == InviteeRole.LA_SEN
    by = law.law.get("la_decision_by")
    if review.state not in (*AFTER_MEETING, ReviewState.CLOSED) or not (officer or review.decision):
        return None
    open_still = officer and review.state in (ReviewState.HELD, ReviewState.REPORTED, ReviewState.DECIDED)
    told = _("%(what)s, by a letter of %(day)s") % {
        "what": LaDecision(review.decision).label, "day": day(review.decided_on)} if review.decision else ""  # fmt: skip
    awaited = explained(by, today)["state"] if by else None
    return {
        "told": told, "state": state("done", _("Recorded")) if review.decision else awaited,
        "by": day_in(by.date, today) if by and not review.decision else "",
        "url": reverse("ehcvisitor:decision", args=[place.school.slug, place.reference]) if open_still else "",
        "verb": _("Put the decision right") if review.decision else _("Tell the decision"),
    }  # fmt: skip


def home_title(referrals: int, reviews: int) -> str:
    """What a professional's first page is called, by what they were ever invited to."""
    if reviews and not referrals:
        return _("Annual reviews")
    return _("Referrals and reviews") if reviews else _("Referrals")


def home_line(referrals: int, reviews: int) -> str:
    """How much is open, in words; "" where nothing is."""
    told = [
        ngettext("%(n)d referral", "%(n)d referrals", referrals) % {"n": referrals} if referrals else "",
        ngettext("%(n)d annual review", "%(n)d annual reviews", reviews) % {"n": reviews} if reviews else "",
    ]
    told = [part for part in told if part]
    return _("Open to you: %(what)s.") % {"what": _(" and ").join(told)} if told else ""
