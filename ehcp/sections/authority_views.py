"""Pages of the local authorities that maintain the school's plans."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.permissions import Denied, check_can
from core.ui.editing import version_in
from ehcp.models import LocalAuthority
from ehcp.sections import actions, queries
from ehcp.sections.forms import AuthorityForm
from ehcp.sections.views import EDIT
from register.edits import tell_refused


@require_GET
def authorities(request, school):
    """The authorities, with whom each asks to be invited."""
    check_can(request.user, EDIT, request.school)
    rows = [
        {"name": one.name, "url": reverse("ehc:authority", args=[school, one.reference]),
         "people": [(_("SEN officer"), one.officer), (_("Health"), one.health), (_("Social care"), one.social)]}
        for one in queries.authorities(request.school)
    ]  # fmt: skip
    return render(
        request,
        "ehc/authorities.html",
        {"rows": rows, "add_url": reverse("ehc:authority-add", args=[school])},
    )


def add(request, school):
    """Keep a local authority."""
    check_can(request.user, EDIT, request.school)
    return _answer(request, AuthorityForm(request.POST or None), None)


def change(request, school, reference):
    """Change a local authority and its officers."""
    check_can(request.user, EDIT, request.school)
    held = LocalAuthority.objects.filter(school=request.school, reference=reference).first()
    if held is None:
        raise Http404
    initial = {name: getattr(held, name) for name in AuthorityForm.base_fields}
    return _answer(request, AuthorityForm(request.POST or None, initial=initial), held)


def _answer(request, form: AuthorityForm, held: LocalAuthority | None):
    here = reverse("ehc:authorities", args=[request.school.slug])
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_authority(
                school=request.school, held=held, version=version_in(request.POST), by=request.user, at=now(),
                **form.cleaned_data,
            )  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied) if held else form.add_error(None, denied.reason)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect(here)
    return render(request, "form_page.html", {
        "form": form, "title": _("Change a local authority") if held else _("Add a local authority"),
        "line": _("Its officers are put on the list of each review, as the law asks."), "submit_label": _("Save"),
        "version": held.version if held else None, "note": _("What you typed is kept.") if form.errors else "",
        "back_url": here, "back_label": _("Local authorities"),
    })  # fmt: skip
