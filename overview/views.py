from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission, Role
from core.accounts.permissions import check_can
from core.schools.actions import add_closure, add_term, change_settings, remove_span
from core.schools.models import Closure, Term
from core.ui.present import day
from overview import care, family
from overview import home as pages
from overview import pupil as story
from overview.figures.page import trust_page
from overview.forms import SettingsForm, SpanForm
from overview.governors import present as governors
from overview.pupil_reads import find
from overview.timeline import KINDS, timeline_page
from overview.visiting import visitor_page
from register.pages import find_pupil, frame, opened


@require_GET
def start(request):
    """The first page after signing in: the person's school, or their schools side by side."""
    schools = list({school.pk: school for school, _ in request.user.memberships}.values())
    if not schools:
        return render(request, "overview/no_school.html")
    if len(schools) == 1:
        return redirect("overview:home", schools[0].slug)
    return redirect("overview:schools")


@require_GET
def schools(request):
    """The person's schools; the figures side by side for a trust's lead."""
    held = request.user.memberships
    leads = list({s.pk: s for s, role in held if role == Role.TRUST_LEAD}.values())
    mine = list({s.pk: s for s, _ in held}.values())
    if leads:
        return render(
            request, "figures/trust.html", trust_page(leads, request.user, timezone.localdate(), request.GET)
        )
    return render(request, "overview/schools.html", pages.schools_page(mine, timezone.localdate()))


@require_GET
def home(request, school):
    """The first page at one school, by the person's role there."""
    roles, today = request.user.roles_at(request.school.pk), timezone.localdate()
    for role, build in HOMES.items():
        if role in roles:
            template, context = build(request, today)
            return render(request, template, context)
    return render(request, "overview/no_school.html")


def _care(title: str):
    return lambda request, today: (
        "overview/class.html", care.care_page(request.school, request.user, today, title=title)
    )  # fmt: skip


def _school(request, today):
    """Numbers at once; what is due where the address asks for it, alone where the page itself does."""
    asks = (request.school, request.user, today)
    if request.htmx:
        return "overview/_school_due.html", pages.due_of_school(*asks, request.GET)
    if request.GET:
        return "overview/school.html", pages.figures_page(*asks, request.GET)
    return "overview/school.html", pages.numbers_page(*asks)


HOMES = {
    Role.SENCO: lambda r, today: ("overview/today.html", pages.today_page(r.school, r.user, today, r.GET)),
    Role.HEAD: _school,
    Role.TEACHER: _care("My class"),
    Role.TA: _care("My pupils"),
    Role.OFFICE: lambda r, today: ("overview/office.html", pages.office_page(r.school, r.user, today)),
    Role.DSL: _care("Today"),
    Role.TRUST_LEAD: _school,
    Role.GOVERNOR: lambda r, today: governors.home_page(r.school, r.user),
    Role.PARENT: lambda r, today: ("family/child.html", family.family_page(r.school, r.user, today)),
    Role.PROFESSIONAL: lambda r, today: ("visitor/home.html", visitor_page(r.school, r.user, today)),
}


@require_GET
def pupil(request, school, reference):
    """A pupil's story on one page. Opening it is recorded."""
    found = find(request.user, reference)
    if found is None:
        raise Http404
    roles = request.user.roles_at(request.school.pk)
    if roles <= {Role.PARENT}:
        return redirect("overview:home", school)
    opened(request, found.pupil, "pupil record")
    if roles <= {Role.OFFICE}:
        return render(request, "register/pupil_office.html", story.office_page(found.pupil, request.user))
    check_can(request.user, Permission.SEN_VIEW, found.pupil)
    return render(request, "register/pupil.html", story.pupil_page(found, request.user, timezone.localdate()))


@require_GET
def audit(request, school, reference):
    """Who opened a pupil's record, and who changed what."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.AUDIT_VIEW, found)
    return render(request, "audit/list.html", story.audit_page(found, request.user, timezone.localdate()))


@require_GET
def timeline(request, school, reference):
    """Everything that has happened to a pupil, by date. Opening it is recorded."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, found)
    opened(request, found, "pupil timeline")
    asked = request.GET.get("kind", "")
    page = timeline_page(found, request.user, timezone.localdate(), asked if asked in KINDS else "")
    return render(request, "overview/timeline.html", frame(found, request.user, "story") | page)


def settings(request, school):
    """The school's settings where policies differ, and its own words."""
    check_can(request.user, Permission.SCHOOL_SETTINGS, request.school)
    held = get_object_or_404(type(request.school), pk=request.school.pk)
    form = SettingsForm(request.POST or None, request.FILES or None, instance=held)
    if request.method == "POST" and form.is_valid():
        change_settings(school=held, by=request.user, changes=form.changes)
        messages.success(request, "The settings are saved.")
        return redirect("overview:settings", school)
    return render(request, "form_page.html", {"form": form, "title": "Settings", "submit_label": "Save the settings",
                                              "line": "Where schools’ policies differ, yours decides.",
                                              "action_beside": {"label": "Figures for England",
                                                       "url": reverse("figures:national", args=[school])},
                                              "action": {"label": "Terms and closures", "icon": "calendar3",
                                                         "url": reverse("overview:terms", args=[school])}})  # fmt: skip


def terms(request, school):
    """The school's terms and closures, on which school days are counted."""
    check_can(request.user, Permission.SCHOOL_SETTINGS, request.school)
    form = SpanForm(request.POST or None, school=request.school)
    if request.method == "POST" and "remove" in request.POST:
        kind, _, pk = request.POST["remove"].partition("-")
        model = SpanForm.KINDS.get(kind, Term)
        key = int(pk) if pk.isdecimal() and len(pk) < 16 else 0
        remove_span(span=get_object_or_404(model, school=request.school, pk=key))
        return redirect("overview:terms", school)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        add = add_term if data.pop("kind") == "term" else add_closure
        add(school=request.school, **data)
        messages.success(request, f"{data['name']} is added.")
        return redirect("overview:terms", school)
    return render(request, "overview/terms.html", terms_page(request.school, form))


def terms_page(school, form) -> dict:
    """The context of overview/terms.html: spans by date, the newest academic year first."""
    spans = [("term", span) for span in Term.objects.filter(school=school)]
    spans += [("closure", span) for span in Closure.objects.filter(school=school)]
    rows = [
        {"key": f"{kind}-{span.pk}", "name": span.name, "days": f"{day(span.start)} to {day(span.end)}",
            "term": kind == "term"}
        for kind, span in sorted(spans, key=lambda pair: pair[1].start, reverse=True)
    ]  # fmt: skip
    return {"form": form, "title": "Terms and closures",
            "line": "School days are counted from these; legal dates never move.",
            "rows": rows, "submit_label": "Add", "back_label": "Settings",
            "back_url": reverse("overview:settings", args=[school.slug])}  # fmt: skip
