from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.calendar.dates import add_weeks
from core.ui.editing import autosaved
from register.concerns import drafts, pages, support_actions
from register.concerns.support_forms import ReviewForm, SupportForm
from register.enums import Consulted, SupportOutcome, SupportState
from register.models import Concern, ExtraSupport, Pupil
from register.pages import find_pupil, frame, opened
from register.queries import needs_of

WITH = ("school", "concern__school", "pupil__school", "pupil__school_class", "written_by", "reviewed_by")


def find_support(request, reference: str) -> ExtraSupport:
    """The extra support that the person may read; Http404 outside their sight, 403 for who reads no concerns."""
    supports = ExtraSupport.objects.select_related(*WITH)
    found = visible_or_404(supports, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.CONCERN_VIEW, found)
    return found


def start(request, school, reference):
    """Plan extra support for an emerging concern, from a concern that asks for it or from the class alone."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.CONCERN_SUPPORT, pupil)
    asked = request.GET.get("concern", "")[:12].replace("\0", "")
    concern = Concern.objects.filter(pupil=pupil, reference=asked).first()
    work = drafts.editing(request, "extra-support", drafts.unwritten(pupil))
    if answer := autosaved(request, work):
        return answer
    if why := support_actions.why_no_support(pupil):
        context = pages.start_page(request, pupil, None, None, why_not=why, concern=concern)
        return render(request, "concerns/support_start.html", context)
    posted = request.method == "POST"
    form = SupportForm(request.POST if posted else None, pupil=pupil, initial=_first(pupil, concern))
    if form.is_valid() and (support := _started(request, pupil, concern, form)):
        work.discard()
        messages.success(request, f"The extra support for {pupil.first_name} has begun.")
        return redirect(support)
    draft = drafts.carry_on(request, work, form)
    context = pages.start_page(request, pupil, form, draft, why_not="", concern=concern)
    return render(request, "concerns/support_start.html", context, status=422 if posted else 200)


def _first(pupil: Pupil, concern: Concern | None) -> dict:
    """What the form begins with: from today for the school's usual weeks, and what the concern says."""
    today = timezone.localdate()
    first = {"starts": today, "review_by": add_weeks(today, pupil.school.concern_weeks),
             "consulted": [Consulted.TEACHER.value]}  # fmt: skip
    if concern is None:
        return first
    consulted = first["consulted"] + [Consulted.PARENTS.value] * bool(concern.parents_told_on)
    return first | {"difficulty": concern.reasons[:2000], "parents_say": concern.parents_say,
                    "child_says": concern.child_says, "consulted": consulted}  # fmt: skip


def _started(request, pupil: Pupil, concern: Concern | None, form: SupportForm) -> ExtraSupport | None:
    try:
        return support_actions.start_support(
            pupil=pupil, concern=concern, by=request.user, at=now(), **form.cleaned_data
        )
    except Denied as denied:
        form.add_error(None, denied.reason)
        return None


@require_GET
def support(request, school, reference):
    """The plan of an emerging concern, and its review. Opening it is recorded."""
    found = find_support(request, reference)
    opened(request, found.pupil, "extra support")
    context = frame(found.pupil, request.user, "concerns") | pages.support_page(
        request, found, timezone.localdate()
    )
    return render(request, "concerns/support.html", context)


def review(request, school, reference):
    """Review extra support with the parents, and do what follows."""
    found = find_support(request, reference)
    check_can(request.user, Permission.CONCERN_SUPPORT, found)
    if found.state == SupportState.REVIEWED:
        messages.info(request, "This support has been reviewed already.")
        return redirect(found)
    work = drafts.editing(request, "extra-support-review", found)
    if answer := autosaved(request, work):
        return answer
    posted = request.method == "POST"
    form = _review_form(request, found)
    if form.is_valid() and _reviewed(request, found, form):
        work.discard()
        return redirect(found)
    draft = drafts.carry_on(request, work, form)
    context = pages.review_page(request, found, form, draft)
    return render(request, "concerns/review.html", context, status=422 if posted else 200)


def _review_form(request, found: ExtraSupport) -> ReviewForm:
    needs = [need.code for need in needs_of(found.pupil)] + ["", ""]
    return ReviewForm(
        request.POST if request.method == "POST" else None, support=found, user=request.user,
        may_move=can(request.user, Permission.STATUS_CHANGE, found),
        initial={"reviewed_on": timezone.localdate(), "main_need": needs[0], "second_need": needs[1]},
    )  # fmt: skip


def _reviewed(request, found: ExtraSupport, form: ReviewForm) -> bool:
    """Whether the review is recorded; when not, the form says why."""
    try:
        support_actions.review_support(support=found, by=request.user, at=now(), **form.reviewed)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return False
    told = form.cleaned_data["outcome"] == SupportOutcome.TELL_SENCO
    senco = request.school.label("senco")
    messages.success(
        request, f"The review is recorded, and the {senco} is told." if told else "The review is recorded."
    )
    return True
