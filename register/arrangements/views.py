from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.arrangements import actions, present, queries
from register.arrangements.forms import AccessForm, AdjustmentForm, HealthcareForm, TrainedForm
from register.edits import tell_refused
from register.enums import YEAR_GROUPS, YEAR_LABEL
from register.file.queries import papers_of
from register.models import AccessArrangement, Adjustment, HealthcarePlan, Pupil, TrainedAdult
from register.pages import find_pupil, frame, opened


@require_GET
def arrangements(request, school, reference):
    """The pupil's access arrangements, healthcare plans, adjustments and aids. Opening it is recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    opened(request, pupil, "pupil arrangements")
    lists = present.pupil_lists(
        pupil, request.user, timezone.localdate(), queries.access_of(pupil), queries.adjustments_of(pupil),
        queries.healthcare_of(pupil), {paper.pk: paper for paper in papers_of(pupil, request.user)},
    )  # fmt: skip
    return render(request, "arrangements/list.html", frame(pupil, request.user, "care") | lists)


@require_GET
def school_lists(request, school):
    """Who has which access arrangement, and healthcare plans with who is trained: for tests week and for printing."""
    check_can(request.user, Permission.SEN_VIEW, request.school)
    today, year = timezone.localdate(), request.GET.get("year", "")
    access = queries.access_in_school(request.school, request.user, today)
    health = queries.healthcare_in_school(request.school, request.user, today)
    years = {row.year for row in (*access, *health)}
    chosen = year if year in years else ""
    access, health = ([row for row in rows if not chosen or row.year == chosen] for rows in (access, health))
    here = reverse("arrangements:school", args=[school])
    pills = [{"label": _("Whole school"), "url": here, "current": not chosen}]
    pills += [
        {"label": YEAR_LABEL[y], "url": f"{here}?year={y}", "current": y == chosen}
        for y in YEAR_GROUPS
        if y in years
    ]
    return draw_list(request, "arrangements/school.html", {
        "access": present.access_table(access, request.school, today), "pills": pills if len(pills) > 2 else [],
        "health": present.health_table(health, request.school, today), "as_on": today,
        "title": _("Arrangements, %(year)s") % {"year": YEAR_LABEL[chosen]} if chosen else _("Arrangements"),
    }, name="arrangements", title="Access arrangements and healthcare plans", table=present.SCHOOL_AS_FILE)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One of the forms: what it writes, and its words."""

    model: type
    form: type[forms.Form]
    act: object
    add: str
    change: str
    saved: str


ACCESS = Page(AccessArrangement, AccessForm, actions.write_access, lazy("Add an access arrangement"),
              lazy("Change or end an access arrangement"), lazy("The access arrangement is saved."))  # fmt: skip
ADJUSTMENT = Page(Adjustment, AdjustmentForm, actions.write_adjustment, lazy("Add an adjustment or aid"),
                  lazy("Change or end an adjustment or aid"), lazy("The adjustment is saved."))  # fmt: skip
HEALTHCARE = Page(HealthcarePlan, HealthcareForm, actions.write_healthcare, lazy("Write a healthcare plan"),
                  lazy("Change or end a healthcare plan"), lazy("The healthcare plan is saved."))  # fmt: skip
TRAINED = Page(TrainedAdult, TrainedForm, actions.write_trained, lazy("Add a trained adult"), lazy("Change a trained adult"),
               lazy("The training is saved."))  # fmt: skip


def access_add(request, school, reference):
    """Record an access arrangement."""
    return _add(request, reference, ACCESS)


def adjustment_add(request, school, reference):
    """Record a reasonable adjustment or an auxiliary aid."""
    return _add(request, reference, ADJUSTMENT)


def healthcare_add(request, school, reference):
    """Write an individual healthcare plan."""
    return _add(request, reference, HEALTHCARE)


def access(request, school, reference):
    """Change an access arrangement, or say until when it holds."""
    return _change(request, reference, ACCESS)


def adjustment(request, school, reference):
    """Change an adjustment or aid, or say until when it holds."""
    return _change(request, reference, ADJUSTMENT)


def healthcare(request, school, reference):
    """Change a healthcare plan, or say until when it is needed."""
    return _change(request, reference, HEALTHCARE)


def _add(request, reference: str, page: Page):
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.ARRANGEMENT_EDIT, pupil)
    form = page.form(request.POST or None, pupil=pupil, user=request.user)
    return _answer(request, pupil, form, page, None, {"pupil": pupil})


def _change(request, reference: str, page: Page):
    rows = page.model.objects.select_related("pupil__school", "pupil__school_class")
    held = visible_or_404(rows, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.ARRANGEMENT_EDIT, held)
    form = page.form(request.POST or None, pupil=held.pupil, user=request.user, initial=_initial(held, page))
    return _answer(request, held.pupil, form, page, held, {"pupil": held.pupil})


def _initial(held, page: Page) -> dict:
    found = {name: getattr(held, name) for name in page.form.base_fields}
    if found.get("document"):
        found["document"] = found["document"].reference
    return found


def _answer(request, pupil: Pupil, form, page: Page, held, about: dict, remove_url: str = ""):
    here = reverse("arrangements:list", args=[request.school.slug, pupil.reference])
    if request.method == "POST" and form.is_valid():
        try:
            page.act(
                held=held,
                version=version_in(request.POST),
                by=request.user,
                at=now(),
                **about,
                **form.cleaned_data,
            )
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, page.saved)
            return redirect(here)
    return render(request, "arrangements/form.html", frame(pupil, request.user) | {
        "form": form, "title": page.change if held else page.add, "line": "", "submit_label": _("Save"),
        "version": held.version if held else None, "note": _("What you typed is kept.") if form.errors else "",
        "back_url": here, "back_label": _("Back to %(name)s’s arrangements") % {"name": pupil.first_name},
        "remove_url": remove_url,
    })  # fmt: skip


def _find_plan(request, **lookup) -> HealthcarePlan:
    plans = HealthcarePlan.objects.select_related("pupil__school", "pupil__school_class")
    plan = visible_or_404(plans, request.user, school=request.school, **lookup)
    check_can(request.user, Permission.ARRANGEMENT_EDIT, plan)
    return plan


def trained_add(request, school, reference):
    """Record who is trained for what a healthcare plan asks."""
    plan = _find_plan(request, reference=reference)
    form = TrainedForm(request.POST or None, pupil=plan.pupil, user=request.user)
    return _answer(request, plan.pupil, form, TRAINED, None, {"plan": plan})


def trained(request, school, reference):
    """Change who is trained, or until when."""
    plan = _find_plan(request, trained__reference=reference)
    held = plan.trained.get(reference=reference)
    form = TrainedForm(
        request.POST or None, pupil=plan.pupil, user=request.user, initial=_initial(held, TRAINED)
    )
    remove = reverse("arrangements:trained-remove", args=[school, reference])
    return _answer(request, plan.pupil, form, TRAINED, held, {"plan": plan}, remove_url=remove)


def trained_remove(request, school, reference):
    """The adult no longer does this for the child: asked once more, then taken away."""
    plan = _find_plan(request, trained__reference=reference)
    held = plan.trained.select_related("plan").get(reference=reference)
    here = reverse("arrangements:list", args=[school, plan.pupil.reference])
    if request.method == "POST":
        actions.remove_trained(held=held, by=request.user, at=now())
        messages.success(request, _("%(name)s is taken from the plan.") % {"name": held.name})
        return redirect(here)
    facts = [
        {"label": _("Member of staff"), "value": held.name},
        {"label": _("Trained for"), "value": held.trained_for},
    ]
    return render(request, "form_page.html", frame(plan.pupil, request.user) | {
        "form": forms.Form(), "title": _("Take a trained adult away"), "facts": facts, "submit_label": _("Take away"),
        "line": _("The history keeps who was trained and when."), "danger": True, "back_url": here, "note": "",
        "back_label": _("Back to %(name)s’s arrangements") % {"name": plan.pupil.first_name},
    })  # fmt: skip
