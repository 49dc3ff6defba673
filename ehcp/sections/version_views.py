"""Pages of one version: what came, what was typed of it, checking it, comparing it."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.present import day
from ehcp.comparing import changes
from ehcp.models import EhcPlan, PlanVersion
from ehcp.sections import actions, present, queries
from ehcp.sections.forms import ReceiveForm
from ehcp.sections.views import EDIT, find_plan
from register.pages import frame, opened


def find_version(request, reference: str, permission: Permission = Permission.EHCP_VIEW) -> PlanVersion:
    """A version of a plan for somebody who may do that; 403 or 404 otherwise."""
    rows = PlanVersion.objects.select_related(
        "plan__school",
        "plan__authority",
        "plan__pupil__school",
        "plan__pupil__school_class",
        "document",
        "checked_by",
    )
    found = rows.filter(
        school=request.school, reference=reference, plan__in=EhcPlan.objects.visible_to(request.user)
    ).first()
    if found is None:
        raise Http404
    check_can(request.user, permission, found.plan)
    return found


def receive(request, school, reference):
    """A draft, proposed amendments or a final plan came."""
    plan = find_plan(request, reference, EDIT)
    before = queries.newest_version(plan)
    form = ReceiveForm(request.POST or None, request.FILES or None,
                       initial={"kind": present.kind_expected(plan, before)})  # fmt: skip
    if before is None:
        form.fields.pop("copy")
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            made = actions.receive_version(
                plan=plan,
                upload=data.pop("file"),
                copy=data.pop("copy", False),
                by=request.user,
                at=now(),
                **data,
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, _("The version is kept. Type its sections, then check them against the document.")
            )
            return redirect(made)
    return render(request, "form_page.html", frame(plan.pupil, request.user) | {
        "form": form, "title": _("A version of the plan came"), "line": "", "submit_label": _("Keep it"),
        "note": _("What you typed is kept. Choose the file again.") if form.errors else "",
        "back_url": plan.get_absolute_url(), "back_label": _("Back to the plan"), "version": None,
    })  # fmt: skip


@require_GET
def version(request, school, reference):
    """One version: each section apart, its rows, and what is still to be done with it."""
    found = find_version(request, reference)
    opened(request, found.plan.pupil, "EHC plan version")
    contents = queries.contents_of(found)
    edit = can(request.user, EDIT, found.plan) and not found.checked_at and not found.plan.ceased_on
    return render(request, "ehc/version.html", frame(found.plan.pupil, request.user, "ehc") | {
        "found": found, "title": found.get_kind_display(), "edit": edit, "may_uncheck": can(request.user, EDIT, found.plan),
        "line": _("dated %(issued)s, received %(received)s")
        % {"issued": day(found.issued_on), "received": day(found.received_on)},
        "sections": present.sections(found, contents, whole=True, edit=edit), "gaps": present.gaps(contents),
        "compare_url": reverse("ehc:compare", args=[school, reference]) if found.plan.versions.count() > 1 else "",
        "original": present.original_url(found, request.user, school),
    })  # fmt: skip


@require_GET
def compare(request, school, reference):
    """What changed between a version and another, by words: the older one first. Without a choice, the one before it."""
    found = find_version(request, reference)
    versions = list(found.plan.versions.order_by("number"))
    wanted = request.GET.get("with")
    other = present.version_to_compare(found, versions, wanted)
    if other is None and wanted is not None:
        raise Http404
    before, after = sorted((found, other or found), key=lambda one: one.number)
    old, new = queries.contents_of(before, links=False), queries.contents_of(after, links=False)
    rows = changes(old.texts, new.texts, present.rows_to_compare(old), present.rows_to_compare(new))
    return render(request, "ehc/compare.html", frame(found.plan.pupil, request.user, "ehc") | {
        "title": _("What changed"), "before": present.called(before), "after": present.called(after), "alone": other is None,
        "parts": present.compared(rows), "found": found, "other": other, "choices": present.version_choices(found, versions),
        "back_url": found.get_absolute_url(), "back_label": _("Back to the version"),
    })  # fmt: skip


@require_POST
@transaction.atomic
def check(request, school, reference):
    """What was typed has been checked against the document."""
    return _stamp(request, reference, actions.check_version, _("Checked against the document."))


@require_POST
@transaction.atomic
def uncheck(request, school, reference):
    """Take the check back."""
    return _stamp(
        request, reference, actions.uncheck_version, _("The check is taken back: the version can be changed.")
    )


def _stamp(request, reference: str, act, told: str):
    found = find_version(request, reference, EDIT)
    try:
        act(version=found, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, told)
    return redirect(found)
