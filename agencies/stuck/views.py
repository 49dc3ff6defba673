from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.models import Referral, Visit
from agencies.stuck import actions, present, queries
from agencies.stuck.addresses import addressee_of, may_write
from agencies.stuck.forms import ChaseForm
from agencies.stuck.kinds import StuckKind
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from core.ui.listing import draw_list
from register.models import Pupil
from register.pages import frame


@require_GET
def stuck(request, school):
    """What is stuck with agencies: since when, whose turn, the one thing to do."""
    check_can(request.user, Permission.AGENCY_CHASE, request.school)
    today = timezone.localdate()
    things = queries.stuck_things(request.school, request.user, today)
    page = present.page(things, request.school, request.user, today)
    return draw_list(request, "stuck/stuck.html", page, name="stuck", title="What is stuck with agencies",
                     table=present.AS_FILE)  # fmt: skip


def chase(request, school, about, key):
    """Ask again, once in two weeks: what is sent is shown before."""
    check_can(request.user, Permission.AGENCY_CHASE, request.school)
    today = timezone.localdate()
    thing = queries.find_stuck(request.school, request.user, today, about, key)
    if thing is None or not present.may_chase(thing):
        raise Http404
    held, whom = School.objects.get(pk=request.school.pk), addressee_of(thing, request.school)
    form = ChaseForm(request.POST or None, whom=whom, letters=may_write(thing))
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.chase(about=about, how=form.cleaned_data["how"], to=form.to, by=request.user, at=now(),
                                 **_subject(request, thing))  # fmt: skip
        except Denied as denied:
            form.add_error(
                form.to_field if "address" in denied.reason or "whom" in denied.reason else None,
                denied.reason,
            )
        else:
            messages.success(request, _done(kept))
            return redirect("stuck:stuck", school)
    return _page(request, thing, form, present.chase_page(thing, whom, held, today))


def _subject(request, thing) -> dict:
    """What the chase is kept with: the visit, where it is about one, or else the referral."""
    by_visit = thing.kind in (StuckKind.REPORT, StuckKind.TERMLY) or not thing.referral
    model, reference = (Visit, thing.visit) if by_visit else (Referral, thing.referral)
    return {
        "visit" if by_visit else "referral": model.objects.get(school=request.school, reference=reference)
    }


def _done(kept) -> str:
    if kept.document_id:
        return _("The letter is in the child’s file, for printing.")
    return _("It is sent. It names nobody.") if kept.how == "message" else _("It is recorded.")


def _page(request, thing, form, page: dict):
    pupils = Pupil.objects.select_related("school", "school_class")
    pupil = pupils.get(school=request.school, reference=thing.pupil_reference)
    return render(request, "stuck/chase.html", frame(pupil, request.user) | page | {
        "form": form, "submit_label": _("Ask again"), "line": "", "version": None,
        "note": _("What you typed is kept.") if form.errors else "",
        "back_url": reverse("stuck:stuck", args=[request.school.slug]), "back_label": _("What is stuck"),
    })  # fmt: skip
