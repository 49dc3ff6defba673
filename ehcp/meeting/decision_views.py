"""What the authority decided, the amendments and the final plan, the letter to the parents, the close."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from ehcp.meeting import deciding, forms_present, papers, present
from ehcp.meeting.comparison import compared
from ehcp.meeting.forms import CloseForm, CompareForm, DecisionForm, FinalForm, LetterForm, ProposedForm
from ehcp.meeting.pages import find_review, find_to_decide, form_page, here, led_back, posted, tell_refused
from ehcp.models import AnnualReview
from register.file.queries import online_contacts

RUN = Permission.REVIEW_RUN


def _tried(request, form, act, **given) -> bool:
    """Whether the action was done; a refusal stands in the form."""
    try:
        act(by=request.user, at=now(), **given)
    except Denied as denied:
        tell_refused(form, denied)
        return False
    return True


def _done(request, form, act, review: AnnualReview) -> bool:
    """Whether the form was posted, can be kept and the action with its fields was done."""
    posted_well = request.method == "POST" and form.is_valid()
    return posted_well and _tried(request, form, act, review=review, **form.cleaned_data)


def decision(request, school, reference):
    """Record what the authority decided: for the SENCo, and for the authority's own officer who is invited."""
    review, officer = find_to_decide(request, reference)
    if reason := forms_present.why_not_decided(review):
        return led_back(request, review, reason, home=officer)
    initial = forms_present.decided(review)
    form = DecisionForm(request.POST or None, request.FILES or None, received=not officer, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"received_on": None} | form.cleaned_data
        if _tried(request, form, deciding.record_decision, review=review, **given):
            messages.success(request, _("The decision is recorded."))
            return redirect(reverse("overview:home", args=[school]) if officer else here(review))
    more = {"facts": forms_present.decision_facts(review, timezone.localdate())}
    if officer:
        more |= {
            "pupil": None, "line": review.pupil.name, "back_url": reverse("overview:home", args=[school]),
            "back_label": _("Back to what is open to you"),
        }  # fmt: skip
    return form_page(request, review, form, _("The authority’s decision"), _("Save the decision"), **more)


def proposed(request, school, reference):
    """The proposed amendments have come."""
    review = find_review(request, reference, RUN)
    if reason := forms_present.why_no_proposal(review):
        return led_back(request, review, reason)
    form = ProposedForm(
        request.POST or None, request.FILES or None, initial={"notice_on": review.amendment_notice_on}
    )
    if _done(request, form, deciding.receive_proposed, review):
        messages.success(
            request,
            _("They are kept. Type in what they change, then compare them with the plan in force."),
        )
        return redirect(here(review, "compare"))
    line = _("A version of the plan begins with the words of the plan in force: type in what changes.")
    return form_page(request, review, form, _("Proposed changes to the plan"), _("Keep them"), line=line)


def compare(request, school, reference):
    """The plan in force beside the proposed amendments, section by section, for whoever may read reviews; when the school's
    comments went, for who plans them."""
    review = find_review(request, reference, RUN if request.method == "POST" else Permission.EHCP_VIEW)
    if review.proposed_id is None:
        return led_back(
            request, review, _("There is nothing to compare yet: add the proposed changes first.")
        )
    form = CompareForm(posted(request), initial={"comments_sent_on": review.comments_sent_on})
    if _done(request, form, deciding.compare, review):
        messages.success(request, _("Recorded."))
        return redirect(here(review))
    page = compared(review, timezone.localdate()) | {
        "may_save": forms_present.may_compare(review, request.user)
    }
    title, label = _("The plan in force and what is proposed"), _("Save: we have compared them")
    return form_page(request, review, form, title, label, "annualmeeting/compare.html", **page)


def final(request, school, reference):
    """The amended final plan has come, or the letter that there will be none."""
    review = find_review(request, reference, RUN)
    if reason := forms_present.why_no_final(review):
        return led_back(request, review, reason)
    form = FinalForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _final_kept(request, form, review):
        messages.success(request, _("Recorded."))
        return redirect(here(review))
    facts = forms_present.final_facts(review, timezone.localdate())
    return form_page(request, review, form, _("The final plan"), _("Save"), facts=facts)


def _final_kept(request, form: FinalForm, review: AnnualReview) -> bool:
    data = form.cleaned_data
    if data["came"] == "none":
        return _tried(request, form, deciding.record_no_amendment, review=review, on=data["on"])
    given = {"issued_on": data["on"], "received_on": data["received_on"], "upload": data["upload"]}
    return _tried(request, form, deciding.receive_final, review=review, **given)


def letter(request, school, reference):
    """The letter to the parents that tells the decision and their rights: looked at, issued, put on the family's page."""
    review, today = find_review(request, reference, Permission.REVIEW_REPORT_SEND), timezone.localdate()
    if not review.decision:
        return led_back(
            request, review, _("The letter tells what the authority decided: record the decision first.")
        )
    contacts = review.pupil.contacts.order_by("priority")
    first = {
        "contact": getattr(contacts.first(), "reference", None),
        "online": bool(online_contacts(review.pupil)),
    }
    form = LetterForm(posted(request), contacts=contacts, initial=first)
    if _done(request, form, deciding.send_letter, review):
        messages.success(
            request, _("The letter is issued. Its PDF is ready in a moment, to print or to keep.")
        )
        return redirect(here(review))
    sheet = papers.letter_snapshot(review, None, "", today)
    return form_page(request, review, form, _("Write to the parents"), _("Issue the letter"), "annualmeeting/letter.html",
                     letter=sheet["letter"], rights=sheet["rights"])  # fmt: skip


def close(request, school, reference):
    """Close the review, told what comes next; where the plan is to end, when it ended or that the parents have appealed."""
    review, today = find_review(request, reference, Permission.EHC_CLOSE), timezone.localdate()
    if reason := forms_present.why_not_closed(review, request.user):
        return led_back(request, review, reason)
    form = CloseForm(posted(request), ends=forms_present.ends_plan(review))
    if _done(request, form, deciding.close_review, review):
        messages.success(request, _("The review is closed."))
        return redirect(here(review))
    return _close_page(request, review, form, today)


def _close_page(request, review: AnnualReview, form: CloseForm, today):
    rights = papers.rights_of(review) if forms_present.ends_plan(review) else []
    return form_page(request, review, form, _("Close the review"), _("Close the review"), "annualmeeting/close.html",
                     facts=forms_present.closing_facts(review), dates=[] if rights else present.next_dates(review, today),
                     rights=rights)  # fmt: skip
