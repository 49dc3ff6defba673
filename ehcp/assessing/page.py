"""The page of one needs assessment, and the pupil's: what is known, the one next step, what else may be done."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.accounts.enums import Permission
from core.accounts.permissions import can, why_not
from core.calendar.dates import SchoolDays
from core.schools.queries import school_days
from core.ui.present import DueState, day, day_in, state
from ehcp.assessing import present, queries
from ehcp.assessing.actions.planning import NAMES_A_PLACE
from ehcp.assessing.evidence import Evidence, evidence_of
from ehcp.assessing.letters import rights_of
from ehcp.assessing.orders import appeal_deadline, appeal_until
from ehcp.assessing.record import ADVICE_TEXTS, GROUNDS, texts_of
from ehcp.clock import assessment_clock
from ehcp.enums import ASSESSMENT_OPEN, ASSESSMENT_REFUSED, AssessmentPurpose, AssessmentState
from ehcp.models import NeedsAssessment, SchoolAdvice
from ehcp.rules.present import clock_box
from ehcp.rules.queries import sendiass_lines
from ehcp.statute import under_five
from register.enums import Level
from register.file.present import document_line
from register.models import Contact, Pupil
from register.queries import open_period

A, P = AssessmentState, Permission
BEFORE = (A.CONSIDERED, A.DISCUSSED)

# where it is → page of the next step, its button, the permission
NEXT = {
    A.CONSIDERED: ("talk", lazy("Record the talk with the parents"), P.EHCNA_RUN),
    A.DISCUSSED: ("request", lazy("Record the request"), P.EHCNA_RUN),
    A.REQUESTED: ("decide", lazy("Record its decision"), P.EHCNA_RUN),
    A.DECLINED: ("end", lazy("Use the feedback and end it"), P.EHC_CLOSE),
    A.ASSESSING: ("advice", lazy("Write our advice"), P.EHCNA_RUN),
    A.ADVISED: ("draft", lazy("A draft plan arrived"), P.EHCNA_RUN),
    A.NOT_ISSUED: ("end", lazy("Use the feedback and end it"), P.EHC_CLOSE),
    A.DRAFTED: ("answer", lazy("Write our answer"), P.EHCNA_RUN),
    A.ANSWERED: ("issue", lazy("The final plan is here"), P.EHCNA_RUN),
}

# page, its button, the permission, the states in which it is offered
OTHERS = (
    ("change", lazy("Change what is written"), P.EHCNA_RUN, BEFORE),
    ("change", lazy("What parents and child say"), P.EHCNA_RUN, tuple(s for s in ASSESSMENT_OPEN if s not in BEFORE)),
    ("request", lazy("The parents have asked themselves"), P.EHCNA_RUN, (A.CONSIDERED,)),
    ("talk", lazy("Record another talk"), P.EHCNA_RUN, tuple(s for s in ASSESSMENT_OPEN if s != A.CONSIDERED)),
    ("received", lazy("Correct the day of the request"), P.EHCNA_RUN, (A.REQUESTED,)),
    ("advice", lazy("Write our advice"), P.EHCNA_RUN, (A.REQUESTED,)),
    ("reverse", lazy("It will assess after all"), P.EHCNA_RUN, (A.DECLINED,)),
    ("asked", lazy("When it asked us for advice"), P.EHCNA_RUN, (A.ASSESSING, A.ADVISED)),
    ("draft", lazy("A draft plan arrived"), P.EHCNA_RUN, (A.ASSESSING, A.NOT_ISSUED)),
    ("refuse", lazy("There will be no plan"), P.EHCNA_RUN, (A.ASSESSING, A.ADVISED)),
    ("issue", lazy("The final plan is here"), P.EHCNA_RUN, (A.DRAFTED,)),
    ("draft", lazy("A newer draft arrived"), P.EHCNA_RUN, (A.DRAFTED,)),
    ("appeal", lazy("Mediation, appeal, order"), P.EHCNA_RUN, (*ASSESSMENT_REFUSED, A.ISSUED, A.CLOSED)),
    ("exemption", lazy("Why a time limit was not met"), P.EHCNA_RUN, tuple(s for s in A if s not in BEFORE)),
    ("end", lazy("Take it back"), P.EHC_CLOSE, tuple(s for s in ASSESSMENT_OPEN if s not in ASSESSMENT_REFUSED)),
)  # fmt: skip


def address(name: str, held: NeedsAssessment) -> str:
    """Where a step of the assessment is."""
    return reverse(f"ehcna:{name}", args=[held.school.slug, held.reference])


def next_step(held: NeedsAssessment, user) -> dict | None:
    """The one primary button, or the reason why the person may not; None once it has ended. What is written already is
    sent next."""
    if held.state not in NEXT:
        return None
    name, label, permission = NEXT[held.state]
    if held.state == A.ASSESSING and queries.advice_of(held):
        name, label = "send", _("Record that our advice was sent")
    if held.state == A.DRAFTED and held.naming:
        name, label = "answered", _("Record that our answer was sent")
    return {
        "label": label,
        "url": address(name, held),
        "primary": True,
        "reason": why_not(user, permission, held),
    }


def other_steps(held: NeedsAssessment, user) -> list[dict]:
    """What else the person may do now, in the terms of components/buttons.html."""
    return [
        {"label": label, "url": address(name, held), "danger": False}
        for name, label, permission, states in OTHERS
        if held.state in states and can(user, permission, held) and _fits(name, held)
    ]


def _fits(name: str, held: NeedsAssessment) -> bool:
    if name == "appeal":
        return appeal_deadline(held) is not None
    return name != "exemption" or held.requested_on is not None


def assessment_page(held: NeedsAssessment, user, today: dt.date) -> dict:
    """The context of ehcna/assessment.html but for the frame. The assessment comes from `one_assessment`."""
    advice, run, days = queries.advice_of(held), can(user, P.EHCNA_RUN, held), school_days(held.school)
    sent_on = advice.sent_on if advice else None
    is_open = held.state in ASSESSMENT_OPEN
    return {
        "title": present.title_of(held.purpose), "state": present.state_chip(held.state), "authority": held.authority.name,
        "turn": present.turn_words(held.state, held.authority.name), "closed": held.closed_why,
        "next": next_step(held, user), "others": other_steps(held, user),
        "track": present.track(held, today, days, sent_on=sent_on), "clock": _clock(held, days),
        "notes": notes(held, today), "exemption": _exemption(held), "facts": _facts(held),
        "views": _views(held), "talk": _talk(held, user),
        "gathering": held.state in BEFORE,
        "checklist": [_evidence(one, held, run) for one in evidence_of(held, user, today)] if is_open else [],
        "evidence_url": address("evidence", held) if is_open and run and can(user, P.EVIDENCE_MAKE, held.pupil) else "",
        "papers": [document_line(one, held.pupil, may_edit=False) for one in queries.papers_of(held, user)],
        "letter_url": address("letter", held) if run else "",
        "advice": _advice(held, advice, run), "answer": _answer(held, run), "refusal": _refusal(held),
        "times": _times(held, today, days), "rights": rights_of(held, sendiass_lines(held.school)),
        "rights_open": held.state in ASSESSMENT_REFUSED,
        "plan_url": held.plan.get_absolute_url() if held.plan else "",
        "back_url": reverse("ehcna:pupil", args=[held.school.slug, held.pupil.reference]),
        "list_url": reverse("ehcna:list", args=[held.school.slug]), "first_name": held.pupil.first_name,
    }  # fmt: skip


def _clock(held: NeedsAssessment, days: SchoolDays) -> dict | None:
    if held.requested_on is None:
        return None
    found = assessment_clock(
        requested=held.requested_on,
        draft_served=held.draft_served_on,
        draft_received=held.draft_received_on,
        days=days,
    )
    return clock_box(found, la=held.authority.name, slug=held.school.slug)


def notes(held: NeedsAssessment, today: dt.date) -> list[dict]:
    """What is told before anything else, as {text, quiet, and where to put it right: url, label}: support goes on, what the
    register says, who is to be written to. Three queries at most."""
    name, told, here = held.pupil.first_name, [], [held.school.slug, held.pupil.reference]

    def tell(words: str, **more) -> None:
        told.append({"text": words, "quiet": False} | more)

    if held.state in ASSESSMENT_OPEN:
        words = _("SEN support for %(name)s goes on until the outcome is known, whatever it is.")
        tell(words % {"name": name}, quiet=True)
    if held.pupil.left_on:
        tell(_("%(name)s left on %(day)s: this can be read and ended, not changed. Tell the local authority and the new "
               "school where it stands.") % {"name": name, "day": day(held.pupil.left_on)})  # fmt: skip
    if words := _level_words(held):
        tell(words, url=reverse("response:level", args=here), label=_("Change the level"))
    if NAMES_A_PLACE in held.answer and held.state in (A.DRAFTED, A.ANSWERED):
        tell(_("Section I of the draft names a school. It must be blank in a draft: our answer says so."))
    if held.state in ASSESSMENT_OPEN and not Contact.objects.filter(pupil=held.pupil_id).exists():
        tell(_("No parent or carer is on record as a contact, so nobody can be written to by name."),
             url=reverse("register:contact-add", args=here), label=_("Add a contact"))  # fmt: skip
    if held.state in BEFORE and under_five(held.pupil.born, today):
        tell(_("%(name)s is under five. An assessment may be asked for at any age, and nursery, health visitor and portage "
               "may know the child best.") % {"name": name}, quiet=True)  # fmt: skip
    if (
        held.purpose == AssessmentPurpose.AGAIN
        and held.state in BEFORE
        and (bar := bar_words(held.pupil, today))
    ):
        tell(bar)
    return told


def bar_words(pupil: Pupil, today: dt.date) -> str:
    """R-159: until when a request to assess again may be refused, and from which day not on that ground; "" once over or
    where no assessment is known. Two queries."""
    bar = queries.reassessment_bar(pupil)
    if bar is None or today >= bar.date:
        return ""
    return _(
        "The last assessment ended on %(last)s. Within six months the authority may refuse to assess again; from "
        "%(day)s it may not refuse on that ground."
    ) % {"last": day(bar.start), "day": day_in(bar.date, today)}


def _level_words(held: NeedsAssessment) -> str:
    """Where the register has not followed: what it says and what to do. One query."""
    wanted = {A.ISSUED: Level.EHC_PLAN}.get(held.state)
    if wanted is None:
        return ""
    period = open_period(held.pupil)
    if period and period.level == wanted:
        return ""
    words = _("The register still says “%(level)s”: change the level of support to EHC plan there.")
    return words % {"level": period.get_level_display() if period else _("no level")}


def _exemption(held: NeedsAssessment) -> dict | None:
    if not held.exemption:
        return None
    return {"label": str(held.get_exemption_display()), "why": held.exemption_why}


def _facts(held: NeedsAssessment) -> list[dict]:
    rows = (
        (_("Why progress is not enough"), held.why),
        (_("What has been tried, and what came of it"), held.tried),
    )
    return [{"label": label, "text": text} for label, text in rows if text]


def _views(held: NeedsAssessment) -> list[dict]:
    return [
        {"label": label, "text": text, "none": none}
        for label, text, none in (
            (_("The parents say"), held.parents_view, _("Not written down yet.")),
            (_("%(name)s says") % {"name": held.pupil.first_name}, held.child_view, _("Not written down yet.")),
        )
    ]  # fmt: skip


def _talk(held: NeedsAssessment, user) -> str:
    talk = queries.talk_of(held, user) if held.talk_id else None
    return f"{talk.get_kind_display()}, {day(talk.on)}, {talk.people}" if talk else ""


THIN = DueState("due", "info-circle", lazy("Thin"))
MISSING = DueState("soon", "exclamation-triangle-fill", lazy("Missing"))
WHERE = {"change": "ehcna:change", "voice": "voice:voices", "profile": "profiles:profile", "agencies": "referrals:pupil",
         "provision": "provision:pupil", "plans": "overview:pupil"}  # fmt: skip


def _evidence(one: Evidence, held: NeedsAssessment, run: bool) -> dict:
    thing = held if one.where == "change" else held.pupil
    url = reverse(WHERE[one.where], args=[held.school.slug, thing.reference])
    chip = state("done", _("There")) if one.there and not one.thin else THIN if one.there else MISSING
    return {"label": one.label, "state": chip, "text": one.found or one.missing, "thin": one.thin if one.there else "",
            "url": url if run or one.where != "change" else ""}  # fmt: skip


def _advice(held: NeedsAssessment, advice: SchoolAdvice | None, run: bool) -> dict | None:
    """The school's advice: how far it is written, issued and sent; None before the request."""
    if held.requested_on is None or (
        advice is None and held.state not in (A.REQUESTED, A.ASSESSING, A.ADVISED)
    ):
        return None
    texts = texts_of(advice) if advice else {}
    issued = advice.document.issued if advice and advice.document else None
    stale = issued is not None and issued.snapshot.get("advice") != texts
    may = run and held.state in (A.REQUESTED, A.ASSESSING, A.ADVISED)
    sent = (
        _("Sent to %(la)s on %(day)s.") % {"la": held.authority.name, "day": day(advice.sent_on)}
        if advice and advice.sent_on
        else ""
    )
    return {
        "written": sum(bool(texts.get(name)) for name in ADVICE_TEXTS), "parts": len(ADVICE_TEXTS), "sent": sent,
        "by": advice.written_by.called if advice and advice.written_by else "", "issued": issued is not None,
        "stale": stale, "asked": day(held.advice_requested_on) if held.advice_requested_on else "",
        "url": address("advice", held) if may else "", "paper_url": address("advice-paper", held) if may and advice else "",
    }  # fmt: skip


def _answer(held: NeedsAssessment, run: bool) -> dict | None:
    """The school's answer to the draft; None before a draft."""
    if held.draft_received_on is None:
        return None
    may = run and held.state == A.DRAFTED
    sent = (
        _("Sent to %(la)s on %(day)s.") % {"la": held.authority.name, "day": day(held.answered_on)}
        if held.answered_on
        else ""
    )
    return {
        "says": str(GROUNDS[held.naming]) if held.naming else "", "why": held.naming_why, "adjustments": held.adjustments,
        "comments": held.answer, "sent": sent, "received": day(held.draft_received_on),
        "url": address("answer", held) if may else "", 
        "paper_url": address("answer-paper", held) if may and held.naming else "",
    }  # fmt: skip


def _refusal(held: NeedsAssessment) -> dict | None:
    if not (held.feedback or held.feedback_paper_id or held.state in ASSESSMENT_REFUSED):
        return None
    return {
        "feedback": held.feedback,
        "used": held.feedback_used,
        "paper": held.feedback_paper_id is not None,
    }


def _times(held: NeedsAssessment, today: dt.date, days: SchoolDays) -> list[dict]:
    """Times that the parents have: to comment on the draft, and to appeal."""
    shown = []
    if held.requested_on and held.draft_served_on and held.state in (A.DRAFTED, A.ANSWERED):
        clock = assessment_clock(requested=held.requested_on, draft_served=held.draft_served_on, days=days)
        comment = next(one for one in clock if one.name == "draft_comments_until")
        shown.append(
            present.open_time(comment, today, days, held.school.slug)
            | {"what": _("The parents may comment until")}
        )
    if (appeal := appeal_deadline(held)) and held.state != A.ISSUED:
        last = appeal_until(held)
        told = present.open_time(appeal, today, days, held.school.slug)
        shown.append(told | {"what": _("The parents may appeal until"), "until": day_in(last, today), "over": today > last,
                             "extra": _done_about(held)})  # fmt: skip
    return shown


def _done_about(held: NeedsAssessment) -> list[str]:
    rows = ((_("Mediation certificate of %s"), held.mediation_on), (_("They appealed on %s"), held.appeal_on),
            (_("The Tribunal ordered on %s"), held.order_on))  # fmt: skip
    told = [words % day(on) for words, on in rows if on]
    return [*told[:-1], f"{told[-1]}: {held.order.lower()}"] if held.order and told else told


def pupil_page(pupil: Pupil, user, today: dt.date) -> dict:
    """The context of ehcna/pupil.html but for the frame."""
    rows = queries.assessments_of(pupil, user)
    going = any(row.state in ASSESSMENT_OPEN for row in rows)
    here = [pupil.school.slug, pupil.reference]
    may = can(user, P.EHCNA_RUN, pupil) and not going
    return {
        "cards": [present.card(row, today) for row in rows], "start_url": reverse("ehcna:start", args=here) if may else "",
        "bar": "" if going else bar_words(pupil, today),
        "list_url": reverse("ehcna:list", args=[pupil.school.slug]), "left": bool(pupil.left_on),
    }  # fmt: skip
