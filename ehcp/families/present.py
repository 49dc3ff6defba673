"""A child's EHC plan and annual review as a parent reads them: plain, warm, and exact about days."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.visitor.queries import whom_to_ask
from core.ui.present import DueState, clock, day, day_in, state
from ehcp.annual.people import ADVICE_TAKEN
from ehcp.assessing.letters import rights_of as assessment_rights
from ehcp.assessing.letters import told as assessment_told
from ehcp.enums import (
    BEFORE_MEETING,
    Coming,
    InviteeRole,
    LaDecision,
    Letter,
    ReviewKind,
    ReviewState,
    Served,
)
from ehcp.families.queries import FamilyReview, Standing, papers_of
from ehcp.families.words import DATES, DECIDED, SECTIONS, THERE_FOR, WHAT_IS_IT
from ehcp.meeting.papers import rights_of
from ehcp.models import AnnualReview, EhcPlan, NeedsAssessment, PlanProvision, PlanVersion, ReviewInvitee
from ehcp.rights import Occasion, rights_for
from ehcp.rules.present import explained
from ehcp.sections.present import amount
from ehcp.sections.queries import Contents
from ehcp.statute import Deadline, deadlines
from register.file.present import bytes_of, size
from register.file.uploads import KINDS, SHOWN_INLINE
from register.models import Pupil, PupilDocument

S = ReviewState
GIVEN = {"notice_by": Served.NOTICE, "advice_circulated_by": Served.PACK, "report_by": Served.REPORT}


def law_of(review: AnnualReview) -> dict[str, Deadline]:
    """The dates that follow from the meeting and from the notice of changes, by the rule's name; none for an extra review
    of a child under five, which has no such rules."""
    if review.kind == ReviewKind.UNDER_FIVE:
        return {}
    known = {"meeting": review.on, "amendment_notice": review.amendment_notice_on}
    return {one.name: one for one in deadlines(known)}


def _url(name: str, child: Pupil, *more: str) -> str:
    return reverse(f"ehcfamily:{name}", args=[child.school.slug, child.reference, *more])


# The parent's first page


def home_entries(child: Pupil, standing: Standing | None, today: dt.date) -> list[dict]:
    """The links on the page My child: the review that is coming or going on, and the plan or the assessment. Each {url,
    label, line, state (a DueState or nothing)}."""
    if standing is None:
        return []
    found = []
    if standing.review and (standing.review.review.state != S.CLOSED or standing.plan):
        found.append(_review_entry(child, standing.review, today))
    name = {"name": child.first_name}
    if standing.plan:
        found.append(
            {"url": _url("plan", child), "label": _("%(name)s’s EHC plan") % name, "line": "", "state": None}
        )
    elif standing.assessing:
        label = _("%(name)s’s EHC needs assessment") % name
        found.append({"url": _url("plan", child), "label": label, "line": "", "state": None})
    return found


def _review_entry(child: Pupil, held: FamilyReview, today: dt.date) -> dict:
    step = next_step(child, held, today)
    return {"url": _url("review", child), "label": _("%(name)s’s annual review") % {"name": child.first_name},
            "line": step["words"], "state": step["state"], "verb": step["label"] or _("Open the review"),
            "go": step["url"] or _url("review", child)}  # fmt: skip


# The review


def next_step(child: Pupil, held: FamilyReview, today: dt.date) -> dict:
    """What is next for the parent: {state, words, url (""), label}."""
    review, law = held.review, law_of(held.review)
    told = {"la": review.plan.authority.name, "name": child.first_name, "when": when(review, today)}
    told |= {key: day(law[name].date) for key, name in
             (("papers", "advice_circulated_by"), ("report", "report_by"), ("decision", "la_decision_by"),
              ("comments", "parent_comments_until")) if name in law}  # fmt: skip
    if review.state == S.CANCELLED:
        return _step(
            "due", _("Called off"), _("The meeting was called off. %(why)s") % {"why": review.cancelled_why}
        )
    if review.state in BEFORE_MEETING:
        return _before(child, held, told, today, law)
    return _after(child, held, told, today, law)


def _step(key: str, word: str, words: str, url: str = "", label: str = "") -> dict:
    return {"state": state(key, word), "words": words, "url": url, "label": label}


def _before(child: Pupil, held: FamilyReview, told: dict, today: dt.date, law: dict[str, Deadline]) -> dict:
    views, place = _url("views", child), held.place
    if place is None:
        words = _(
            "The meeting is on %(when)s. If you would like to come and have not been asked, tell the school."
        )
        return _step("due", _("Date set"), words % told)
    if not has_said(place):
        words = (
            _("The meeting is on %(when)s. Before it we would like to know what you and %(name)s think.")
            % told
        )
        words = f"{words} {_where_it_goes(held, told, today, law)}".strip()
        return _step("soon", _("Waits for you"), words, views, _("Tell us what you think"))
    if not place.coming:
        return _step("soon", _("Waits for you"), _("The meeting is on %(when)s. Can you come?") % told, views,
                     _("Say whether you come"))  # fmt: skip
    if held.was_given(Served.PACK):
        return _step(
            "done",
            _("Papers are here"),
            _("The papers for the meeting on %(when)s are here for you to read.") % told,
        )
    return _step(
        "due", _("Date set"), _("The meeting is on %(when)s. The papers reach you before it.") % told
    )


def _where_it_goes(held: FamilyReview, told: dict, today: dt.date, law: dict[str, Deadline]) -> str:
    """Where what the parent says now will be read."""
    papers = law.get("advice_circulated_by")
    if held.was_given(Served.PACK):
        return _("The papers have gone round already: what you tell us now is read at the meeting.")
    if papers is None or today > papers.date:
        return ""
    return _("It goes into the papers if it reaches us by %(papers)s.") % told


def _after(child: Pupil, held: FamilyReview, told: dict, today: dt.date, law: dict[str, Deadline]) -> dict:
    review = held.review
    if review.decision:
        return _decided(review, told, today, law)
    if held.was_given(Served.REPORT):
        words = _("The report of the meeting is here. %(la)s decides by %(decision)s.") if "decision" in told else _(
            "The report of the meeting is here.")  # fmt: skip
        return _step("wait", _("The council decides"), words % told)
    words = _("The meeting was held. Its report reaches you by %(report)s.") if "report" in told else _(
        "The meeting was held. Its report follows.")  # fmt: skip
    return _step("wait", _("Report follows"), words % told)


def _decided(review: AnnualReview, told: dict, today: dt.date, law: dict[str, Deadline]) -> dict:
    words = str(DECIDED[review.decision]) % told
    until = law.get("parent_comments_until")
    if review.decision == LaDecision.AMEND and review.final_id:
        words = _("The plan was changed. The new one is from %(day)s.") % {"day": day(review.final.issued_on)}
        return _step("done", _("Finished"), words)
    if review.decision == LaDecision.AMEND and review.no_amendment_on:
        return _step(
            "done", _("Finished"), _("%(la)s has decided to leave the plan as it is after all.") % told
        )
    if review.decision == LaDecision.AMEND and until and today <= until.date:
        more = _("You have until %(comments)s at least to say what you think of it.") % told
        return _step("soon", _("Your time to answer"), f"{words} {more}")
    return _step("done" if review.state == S.CLOSED else "wait", _("Decided"), words)


def has_said(place: ReviewInvitee) -> bool:
    """Whether the parent's views are here."""
    return bool(place.advice.strip() or place.advice_paper_id)


def when(review: AnnualReview, today: dt.date) -> str:
    """Day, time and place of the meeting."""
    told = [day_in(review.on, today), clock(review.at) if review.at else "", review.place]
    return ", ".join(part for part in told if part)


def review_page(
    child: Pupil, held: FamilyReview, people: list[ReviewInvitee], today: dt.date, contact: tuple[str, ...]
) -> dict:
    """The context of ehcfamily/review.html. One query more once the council has decided, for the rights that follow."""
    review = held.review
    rights = rights_of(review) if review.decision else rights_for(Occasion.INVITED, contact=contact)
    before = review.state in BEFORE_MEETING
    return {
        "title": _("%(name)s’s annual review") % {"name": child.first_name}, "name": child.first_name,
        "next": next_step(child, held, today), "when": when(review, today), "held": not before,
        "hosting": review.hosting if held.place else "", "notice": _notice(held), "moved": review.moved_why,
        "views": _views(child, held), "papers": _papers(child, held),
        "decided": str(DECIDED[review.decision]) % {"la": review.plan.authority.name} if review.decision else "",
        "people": [_person(one, held.place) for one in people] if held.place else [],
        "dates": _dates(held, today), "what": [str(line) for line in WHAT_IS_IT], "rights": rights,
        "plan_url": _url("plan", child), "ask": whom_to_ask(child.school),
    }  # fmt: skip


def _notice(held: FamilyReview) -> str:
    """When and how the parent was told the day, and that it was late where it was."""
    given, law = held.given.get(Served.NOTICE), law_of(held.review).get("notice_by")
    if given is None:
        return ""
    told = _("We told you the day on %(day)s (%(how)s).") % {
        "day": day(given.on),
        "how": str(given.get_how_display()).lower(),
    }
    if law and given.on > law.date:
        told += " " + _("That is less than the two weeks that you are entitled to. If you need more time, tell us: the "
                        "meeting can be moved.")  # fmt: skip
    return told


def _views(child: Pupil, held: FamilyReview) -> dict | None:
    """The parent's own part: what was said, and where it is said or changed."""
    place, review = held.place, held.review
    if place is None:
        return None
    open_now = review.state in ADVICE_TAKEN
    said = has_said(place)
    return {
        "state": state("done", _("Thank you, it is here")) if said else state("soon", _("Not yet")) if open_now
        else state("due", _("Nothing was sent")),
        "text": place.advice, "paper": bool(place.advice_paper_id),
        "coming": str(Coming(place.coming).label) if place.coming else "", "advocate": place.wants_advocate,
        "url": _url("views", child) if open_now else "",
        "label": _("Change what you said") if said else _("Tell us what you think"),
    }  # fmt: skip


def _papers(child: Pupil, held: FamilyReview) -> list[dict]:
    titles = {"pack": _("Papers for the meeting"), "report": _("Report of the meeting"),
              "decision": _("The council’s letter"), "changes": _("What the council proposes to change")}  # fmt: skip
    services = {"pack": Served.PACK, "report": Served.REPORT}
    return [
        {"title": titles[key], "url": paper_url(child, key, document), "told": form_of(document),
         "when": _("given to you %(day)s") % {"day": day(held.given[services[key]].on)} if key in services else ""}
        for key, document in papers_of(held).items()
    ]  # fmt: skip


def paper_url(child: Pupil, key: str, document: PupilDocument) -> str:
    """Where a paper opens: shown by the browser where that is safe."""
    url = _url("paper", child, key)
    return f"{url}?inline=1" if bytes_of(document).content_type in SHOWN_INLINE else url


def form_of(document: PupilDocument) -> str:
    """ "PDF, 120 KB"."""
    kept = bytes_of(document)
    return f"{KINDS.get(kept.content_type, (_('file'), ()))[0]}, {size(kept.size)}"


def _person(one: ReviewInvitee, own: ReviewInvitee | None) -> dict:
    you = own is not None and one.pk == own.pk
    return {"name": _("You") if you else one.name, "role": one.job or str(InviteeRole(one.role).label),
            "why": str(THERE_FOR[one.role]), "coming": str(Coming(one.coming).label) if one.coming else ""}  # fmt: skip


def _dates(held: FamilyReview, today: dt.date) -> list[dict]:
    """What happens when, in the order of the days, each with why it is that day."""
    law = law_of(held.review)
    if "final_plan_by" in law:
        law.pop("final_plan_cap", None)
    if held.review.decision in (LaDecision.KEEP, LaDecision.CEASE):
        law = {name: one for name, one in law.items() if not name.startswith("final_plan")}
    rows = [(law[name], words) for name, words in DATES if name in law]
    return [_date(one, str(words), held, today) for one, words in sorted(rows, key=lambda row: row[0].date)]


def _date(one: Deadline, words: str, held: FamilyReview, today: dt.date) -> dict:
    review = held.review
    given = held.given.get(GIVEN.get(one.name))
    done = given.on if given else review.decided_on if one.name == "la_decision_by" else None
    done = review.final.issued_on if review.final_id and one.name.startswith("final_plan") else done
    why = explained(one, today, done=done)
    missed = one.name in GIVEN and done is None and today > one.date
    shown = state("due", _("Not recorded here")) if missed else _calm(why["state"])
    when_words = _("until %(day)s at least") if why["open_until"] else _("by %(day)s")
    return {"title": words, "when": when_words % {"day": day_in(one.date, today)}, "state": shown,
            "why": why | {"title": words}}  # fmt: skip


def _calm(look: DueState) -> DueState:
    """Amber where staff see red: a date that others have missed is no fault of the family."""
    return DueState("soon", "clock-fill", look.word) if look.key == "late" else look


# The plan, and the assessment before it


def plan_page(
    child: Pupil, plan: EhcPlan | None, version: PlanVersion | None, contents: Contents | None,
    document: PupilDocument | None, law: list[Deadline], today: dt.date, contact: tuple[str, ...],
) -> dict:  # fmt: skip
    """The part of the context of ehcfamily/plan.html that is of the plan."""
    due = next((one for one in law if one.name == "review_complete_by"), None)
    if plan is None:
        return {"plan": None, "sections": [], "rights": []}
    occasion = Occasion.CEASED if plan.ceased_on else Occasion.ISSUED
    letter = (
        version.issued_on if version and not plan.ceased_on and may_appeal(version.issued_on, today) else None
    )
    return {
        "plan": {
            "line": _plan_line(plan, version), "ended": _("This plan ended on %(day)s.") % {"day": day(plan.ceased_on)}
            if plan.ceased_on else "",
            "due": day_in(due.date, today) if due and not plan.ceased_on else "",
            "why": explained(due, today) if due else None,
            "paper": {"url": paper_url(child, "plan", document), "told": form_of(document)} if document else None,
            "waits": version is None and not plan.ceased_on,
        },
        "sections": _sections(contents) if contents else [],
        "rights": rights_for(occasion, letter_on=letter, contact=contact),
    }  # fmt: skip


def may_appeal(letter_on: dt.date, today: dt.date) -> bool:
    """Whether the time to appeal against what a letter of that day says is not over, as far as the letter alone tells."""
    return any(today <= one.date for one in deadlines({"decision_letter": letter_on}))


def _plan_line(plan: EhcPlan, version: PlanVersion | None) -> str:
    told = {
        "la": plan.authority.name,
        "made": day(plan.made_on),
        "issued": day(version.issued_on) if version else "",
    }
    if version and version.issued_on != plan.made_on:
        return _("Kept by %(la)s. First made on %(made)s; this is how it has stood since %(issued)s.") % told
    return _("Kept by %(la)s. Made on %(made)s.") % told


def _sections(contents: Contents) -> list[dict]:
    """Each section that says something, apart from the others (R-147), under words that families use."""
    found = []
    for letter in Letter:
        rows = _rows(letter, contents)
        if contents.texts.get(letter, "").strip() or rows:
            found.append({"letter": letter.value, "title": str(SECTIONS[letter]), "official": str(letter.label),
                          "text": contents.texts.get(letter, ""), "rows": rows})  # fmt: skip
    return found


def _rows(letter: Letter, contents: Contents) -> list[dict]:
    if letter == Letter.B:
        return [{"text": one.text, "line": ""} for one in contents.needs]
    if letter == Letter.E:
        return [{"text": one.text, "line": one.by_when} for one in contents.outcomes]
    return [{"text": one.text, "line": _given(one)} for one in contents.provisions if one.letter == letter]


def _given(row: PlanProvision) -> str:
    """How much and by whom: "20 minutes, 2 times a week, by a trained adult"."""
    who = _("by %(who)s") % {"who": row.delivered_by or row.who} if row.delivered_by or row.who else ""
    return ", ".join(part for part in (amount(row), who) if part)


def assessment_part(held: NeedsAssessment | None, contact: tuple[str, ...]) -> dict:
    """What is told of a needs assessment: paragraphs, and the rights that the parents have now. No query."""
    if held is None:
        return {"told": [], "assessment_rights": []}
    return {"told": assessment_told(held), "assessment_rights": assessment_rights(held, contact)}
