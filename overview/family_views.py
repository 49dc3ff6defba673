"""Pages of parents about their own child. Another's child, or what was not shared, is 404."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.models import Plan
from apdr.plans.forms import ReadForm
from apdr.yearly.queries import shared_report
from core.accounts.enums import Permission
from core.accounts.permissions import check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from overview import family
from overview.family_reads import shared_plans
from overview.queries import children_of
from register.models import Pupil


def own_child(request, reference: str) -> Pupil:
    """The person's own child of that reference. Raises Http404; Denied for other roles."""
    check_can(request.user, Permission.FAMILY_VIEW, request.school)
    children = children_of(request.school, request.user)
    child = next((child for child in children if child.reference == reference), None)
    if child is None:
        raise Http404
    return child


def opened(request, child: Pupil, what: str) -> None:
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT, what=what,
                   subject=child.reference)  # fmt: skip


@require_GET
def plan(request, school, reference, plan=""):
    """A plan in plain words: the one that stands, or another that was shared."""
    child = own_child(request, reference)
    context = family.family_plan_page(child, request.user, timezone.localdate(), plan)
    if context is None:
        raise Http404
    opened(request, child, "plan, as the family reads it")
    return render(request, "family/plan.html", context)


@require_GET
def year(request, school, reference, document):
    """A report on the year that was given to the family."""
    child = own_child(request, reference)
    found = shared_report(child, request.user, document)
    if found is None:
        raise Http404
    opened(request, child, "report on the year, as the family reads it")
    return render(request, "family/year.html", family.family_year_page(child, found))


@require_GET
def at_home(request, school, reference):
    """How the family can help at home."""
    child = own_child(request, reference)
    context = family.family_home_page(child, timezone.localdate())
    if context is None:
        raise Http404
    opened(request, child, "how to help at home")
    return render(request, "family/home.html", context)


def _plan_asked(request, child: Pupil) -> Plan | None:
    """The shared plan that ?plan= names; None where it names none, for the standing one."""
    asked = request.GET.get("plan", "")
    if not asked:
        return None
    found = next((one for one in shared_plans(child) if one.reference == asked and not one.closed_at), None)
    if found is None:
        raise Http404
    return found


def comment(request, school, reference):
    """A parent confirms having read a plan, and may say something."""
    child = own_child(request, reference)
    asked = _plan_asked(request, child)
    receipt = family.receipt_for(child, request.user, asked)
    if receipt is None:
        raise Http404
    back = reverse("overview:family-earlier", args=[school, reference, asked.reference]) if asked else reverse(
        "overview:family-plan", args=[school, reference])  # fmt: skip
    if request.method == "POST" and "comment" not in request.POST:
        family.confirm(receipt, request.user, now())
        messages.success(request, _("Thank you. The school can see that you have read the plan."))
        return redirect(back)
    form = ReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        family.confirm(receipt, request.user, now(), comment=form.cleaned_data["comment"])
        messages.success(request, _("Thank you. Your words have reached the school."))
        return redirect(back)
    return render(request, "form_page.html", {"form": form, "title": _("Tell the school"), "submit_label": _("Send"),
                                              "back_url": back, "line": "",
                                              "back_label": _("Back to the plan")})  # fmt: skip
