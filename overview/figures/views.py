from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.ui.listing import draw_list
from governance.figures import remove_national, write_national
from governance.models import NationalFigure
from overview.figures import page
from overview.figures.forms import NationalForm
from overview.figures.national import national
from overview.figures.permissions import check_exact
from overview.figures.present import england_rows


@require_GET
def head(request, school):
    """All figures of the school, exact, as on a day, by class side by side."""
    check_exact(request.user, request.school)
    context = page.figures_page(
        request.school, request.user, timezone.localdate(), request.GET.get("term", "")
    )
    return draw_list(
        request,
        "figures/head.html",
        context,
        name="classes",
        title="figures by class",
        table=page.export_table,
    )


def england(request, school):
    """The figures for England that the school compares itself with; its own stand before those of the product."""
    check_can(request.user, Permission.SCHOOL_SETTINGS, request.school)
    if request.method == "POST" and "remove" in request.POST:
        key = request.POST["remove"]
        pk = int(key) if key.isdecimal() and len(key) < 16 else 0
        remove_national(
            figure=get_object_or_404(NationalFigure, school=request.school, pk=pk), by=request.user
        )
        messages.success(request, "The school’s own figure is taken away.")
        return redirect("figures:national", school)
    form = NationalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write_national(school=request.school, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "The figure is kept.")
            return redirect("figures:national", school)
    own = NationalFigure.objects.filter(school=request.school).order_by("key", "-year")
    return render(request, "figures/national.html", {
        "form": form, "title": "Figures for England", "line": "What the school’s own numbers stand beside.",
        "england": england_rows(national(request.school)), "own": page.own_rows(own), "submit_label": "Keep the figure",
        "back_url": reverse("overview:settings", args=[school]), "back_label": "Settings",
    })  # fmt: skip
