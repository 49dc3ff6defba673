"""Pages of the directory of agencies: the list, one agency, adding and changing, the usual services."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from agencies.directory import actions, present, queries
from agencies.directory.forms import AgencyForm, UsualForm
from agencies.enums import AgencyKind, Sector
from agencies.models import Agency
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.edits import tell_refused


@require_GET
def directory(request, school):
    """The school's agencies: what each does, how to reach it and refer, how long one waits."""
    check_can(request.user, Permission.AGENCY_VIEW, request.school)
    sector = request.GET.get("sector", "") if request.GET.get("sector") in Sector.values else ""
    kind = request.GET.get("kind", "") if request.GET.get("kind") in AgencyKind.values else ""
    words, gone, parents = (
        request.GET.get("q", "").strip()[:80],
        "retired" in request.GET,
        "parents" in request.GET,
    )
    rows = queries.directory(
        request.school, sector=sector, kind=kind, words=words, retired=gone, parents=parents and not gone
    )
    return draw_list(request, "directory/list.html", {
        "rows": present.list_rows(rows, request.school), "gone": gone, "parents": parents and not gone, "words": words,
        "filtered": bool(sector or kind or words), "may": can(request.user, Permission.AGENCY_EDIT, request.school),
        "checks": can(request.user, Permission.PROFESSIONAL_CHECK, request.school),
        "sectors": [(value, label, value == sector) for value, label in Sector.choices],
        "kinds": [(value, label, value == kind) for value, label in AgencyKind.choices],
    }, name="agencies", title="Directory of agencies", table=present.list_as_file)  # fmt: skip


def find_agency(request, reference: str, permission: Permission) -> Agency:
    """The agency of the school for somebody who may do that; 403 or 404 otherwise."""
    check_can(request.user, permission, request.school)
    found = queries.find_agency(request.school, reference)
    if found is None:
        raise Http404
    return found


@require_GET
def agency(request, school, reference):
    """One agency: contacts, how to refer, how long one waits, its people and what was seen of them."""
    found = find_agency(request, reference, Permission.AGENCY_VIEW)
    return render(
        request, "directory/agency.html", present.agency_page(found, request.user, timezone.localdate())
    )


def add(request, school):
    """Write an agency into the directory."""
    check_can(request.user, Permission.AGENCY_EDIT, request.school)
    form = AgencyForm(request.POST or None)
    return _answer(request, form, None, _("Add an agency"), reverse("directory:list", args=[school]))


def change(request, school, reference):
    """Change an agency."""
    held = find_agency(request, reference, Permission.AGENCY_EDIT)
    form = AgencyForm(
        request.POST or None, initial={name: getattr(held, name) for name in AgencyForm.base_fields}
    )
    return _answer(request, form, held, _("Change an agency"), held.get_absolute_url())


def _answer(request, form, held: Agency | None, title: str, back: str):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_agency(
                school=request.school, held=held, by=request.user, at=now(), version=version_in(request.POST),
                **form.cleaned_data,
            )  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect(saved)
    return render(request, "form_page.html", {
        "form": form, "title": title, "line": "", "submit_label": _("Save"), "back_url": back,
        "back_label": held.name if held else _("Directory"), "version": held.version if held else None,
        "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


@require_POST
def retire(request, school, reference):
    """Ask an agency no more, or again where it was retired."""
    held = find_agency(request, reference, Permission.AGENCY_EDIT)
    act = actions.restore_agency if held.retired_on else actions.retire_agency
    saved = act(held=held, by=request.user, at=now())
    told = (
        _("%(name)s is retired. What was asked of it stays.")
        if saved.retired_on
        else _("%(name)s is in use again.")
    )
    messages.success(request, told % {"name": saved.name})
    return redirect(saved)


def starter(request, school):
    """Start with the usual services: tick those that the school works with."""
    check_can(request.user, Permission.AGENCY_EDIT, request.school)
    form = UsualForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.take_usual(school=request.school, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error("kinds", denied.reason)
        else:
            told = ngettext("%(n)d agency is added.", "%(n)d agencies are added.", len(made)) % {
                "n": len(made)
            }
            messages.success(request, f"{told} {_('Open each to fill in its contacts and how to refer.')}")
            return redirect("directory:list", school)
    return render(request, "directory/starter.html", {
        "form": form, "groups": present.usual_groups(request.school), "title": _("Start with the usual services"),
        "back_url": reverse("directory:list", args=[school]), "chosen": request.POST.getlist("kinds"),
    })  # fmt: skip
