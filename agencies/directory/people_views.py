"""Pages of the people of agencies, the checks of those whom the school employs, and the names of staff."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from agencies.directory import actions, present, queries
from agencies.directory.forms import CheckForm, NamesForm, ProfessionalForm
from agencies.directory.views import find_agency
from agencies.enums import CheckKind
from agencies.models import Agency, Professional, StaffName
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.edits import tell_refused


def _find_person(request, reference: str, permission: Permission) -> Professional:
    check_can(request.user, permission, request.school)
    found = queries.find_professional(request.school, reference)
    if found is None:
        raise Http404
    return found


def professional_add(request, school, reference):
    """Write somebody of an agency into the directory."""
    agency = find_agency(request, reference, Permission.AGENCY_EDIT)
    form = ProfessionalForm(request.POST or None)
    return _answer(request, form, agency, None, _("Add somebody of %(name)s") % {"name": agency.name})


def professional(request, school, reference):
    """Change somebody of an agency."""
    held = _find_person(request, reference, Permission.AGENCY_EDIT)
    initial = {name: getattr(held, name) for name in ProfessionalForm.base_fields}
    form = ProfessionalForm(request.POST or None, initial=initial)
    return _answer(
        request, form, held.agency, held, _("Change an entry of %(name)s") % {"name": held.agency.name}
    )


def _answer(request, form, agency: Agency, held: Professional | None, title: str):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_professional(
                agency=agency,
                held=held,
                by=request.user,
                at=now(),
                version=version_in(request.POST),
                **form.cleaned_data,
            )
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect(agency)
    return render(request, "form_page.html", {
        "form": form, "title": title, "line": "", "submit_label": _("Save"), "back_url": agency.get_absolute_url(),
        "back_label": agency.name, "version": held.version if held else None,
        "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


@require_POST
def professional_retire(request, school, reference):
    """Somebody does not come any more, or comes again."""
    held = _find_person(request, reference, Permission.AGENCY_EDIT)
    act = actions.restore_professional if held.retired_on else actions.retire_professional
    saved = act(held=held, by=request.user, at=now())
    told = _("%(name)s does not come any more.") if saved.retired_on else _("%(name)s comes again.")
    messages.success(request, told % {"name": saved.name})
    return redirect(held.agency)


@require_GET
def checks(request, school):
    """What was seen of those whom the school employs privately: what is missing or runs out soon stands first."""
    check_can(request.user, Permission.PROFESSIONAL_CHECK, request.school)
    people = queries.employed_people(request.school)
    return draw_list(request, "directory/checks.html", {
        "people": present.checks_page(people, request.school, timezone.localdate()),
        "back_url": reverse("directory:list", args=[school]),
    }, name="checks", title="Checks of those the school employs", table=present.checks_as_file)  # fmt: skip


def check(request, school, reference):
    """Record what was seen of somebody whom the school employs."""
    held = _find_person(request, reference, Permission.PROFESSIONAL_CHECK)
    kind = request.GET.get("kind", "")
    form = CheckForm(request.POST or None, initial={"kind": kind} if kind in CheckKind.values else {})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_check(professional=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The check of %(name)s is recorded.") % {"name": held.name})
            return redirect("directory:checks", school)
    return render(request, "form_page.html", {
        "form": form, "title": _("Record a check of %(name)s") % {"name": held.name}, "submit_label": _("Save"),
        "line": f"{held.job}, {held.agency.name}", "back_url": reverse("directory:checks", args=[school]),
        "back_label": _("Checks"), "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


def staff_names(request, school):
    """Staff who do not sign in: many lines are pasted at once, so that a report that names one is stopped."""
    check_can(request.user, Permission.AGENCY_EDIT, request.school)
    form = NamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_staff_names(
                school=request.school, by=request.user, at=now(), **form.cleaned_data
            )
        except Denied as denied:
            form.add_error("people", denied.reason)
        else:
            told = ngettext("%(n)d name is added.", "%(n)d names are added.", len(made)) % {"n": len(made)}
            messages.success(request, told if made else _("All of them were in the list already."))
            return redirect("directory:staff-names", school)
    return render(request, "directory/staff_names.html", {
        "form": form, "names": queries.staff_names(request.school), "back_url": reverse("directory:list", args=[school]),
        "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


@require_POST
def staff_name_remove(request, school, reference):
    """Take a name off the list."""
    check_can(request.user, Permission.AGENCY_EDIT, request.school)
    held = get_object_or_404(StaffName, school=request.school, reference=reference)
    actions.remove_staff_name(held=held, by=request.user, at=now())
    messages.success(request, _("%(name)s is taken off the list.") % {"name": held.name})
    return redirect("directory:staff-names", school)
