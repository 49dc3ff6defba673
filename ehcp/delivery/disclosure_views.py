from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.exports import XLSX, as_xlsx, download
from ehcp.delivery import actions, queries
from ehcp.delivery import log_present as present
from ehcp.delivery.forms import NO_GROUND, PDF, DisclosureForm
from ehcp.delivery.present import version_line
from ehcp.delivery.views import back_to, find_plan, plan_frame
from ehcp.enums import DisclosureBasis
from ehcp.models import EhcPlan, PlanDisclosure, PlanVersion
from ehcp.sections.queries import newest_version, version_in_force
from register.file.serving import serve
from register.file.uploads import SHOWN_INLINE
from register.models import PupilDocument
from register.pages import find_pupil, frame, opened


def _version(plan: EhcPlan, reference: str) -> PlanVersion:
    """The version asked for; without one that in force, or the newest of a plan that is not in force yet."""
    if reference:
        found = plan.versions.filter(reference=reference[:12].replace("\0", "")).first()
    else:
        found = version_in_force(plan) or newest_version(plan)
    if found is None:
        raise Http404
    return found


def disclose(request, school, reference):
    """Print sections of a plan, or write down that they are shown: asked first, to whom and on what ground (R-208)."""
    plan = find_plan(request, reference, Permission.EHCP_DISCLOSE)
    version = _version(plan, request.GET.get("version", ""))
    form = DisclosureForm(request.POST or None, plan=plan)
    if request.method == "POST" and request.POST.get("basis") == NO_GROUND:
        return redirect("ehcdelivery:no-ground", school, reference)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                written = _write(request, version, form)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("It is written down to whom the plan is shown."))
            return redirect("ehcdelivery:shown", school, written.reference)
    return render(request, "form_page.html", frame(plan.pupil, request.user) | back_to(plan) | {
        "form": form, "title": _("Show the plan to somebody"), "line": version_line(version),
        "submit_label": _("Write it down"), "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


def _write(request, version: PlanVersion, form: DisclosureForm) -> PlanDisclosure:
    said = {"version": version, "by": request.user, "at": now(), **form.shown()}
    if form.cleaned_data["then"] == PDF:
        written, _document = actions.print_sections(**said)
        return written
    return actions.disclose(**said)


@require_GET
def no_ground(request, school, reference):
    """Why the plan is not shown, and what is needed."""
    plan = find_plan(request, reference, Permission.EHCP_DISCLOSE)
    grounds = [DisclosureBasis(basis).label for basis in DisclosureBasis.values if basis not in ("consent",)]
    return render(request, "ehcdelivery/no_ground.html", frame(plan.pupil, request.user) | back_to(plan) | {
        "title": _("The plan is not shown"), "grounds": grounds, "name": plan.pupil.first_name,
        "again_url": reverse("ehcdelivery:disclose", args=[school, reference]),
    })  # fmt: skip


def _find_shown(request, reference: str) -> PlanDisclosure:
    seen = {"plan_version__plan__in": EhcPlan.objects.visible_to(request.user)}
    found = PlanDisclosure.objects.filter(school=request.school, reference=reference, **seen)
    one = found.select_related("plan_version__document__file", "plan_version__plan__pupil__school", "recorded_by",
                               "plan_version__plan__pupil__school_class", "plan_version__plan__school").first()  # fmt: skip
    if one is None:
        raise Http404
    check_can(request.user, Permission.EHCP_DISCLOSE, one.plan_version.plan)
    return one


@require_GET
def shown(request, school, reference):
    """One entry of the log, with what can be handed over on it."""
    one = _find_shown(request, reference)
    plan = one.plan_version.plan
    papers = queries.papers_of([one], request.user)
    whole = present.may_have_original(one)
    return render(request, "ehcdelivery/shown.html", plan_frame(plan, request.user, "log") | {
        "row": present.log_row(one, school, present.paper_urls(papers, school)), "facts": present.log_facts(one),
        "copy_url": reverse("ehcdelivery:copy", args=[school, reference]) if whole else "",
        "log_url": reverse("ehcdelivery:log", args=[school, plan.pupil.reference]),
    })  # fmt: skip


@require_GET
def copy(request, school, reference):
    """The authority's own document, to be handed to the person of one entry of the log: only where the whole plan is
    shown to them. Recorded."""
    one = _find_shown(request, reference)
    if not present.may_have_original(one):
        raise Denied(
            _("The authority’s document holds every section: write down that the whole plan is shown first.")
        )
    return _bytes(request, one.plan_version, "EHC plan, the authority’s document, to hand over", inline=False)


@require_GET
def original(request, school, reference):
    """The authority's own document on the screen, for staff who may open it; to take it away, its showing is written down
    first. Recorded."""
    versions = PlanVersion.objects.filter(
        school=request.school, plan__in=EhcPlan.objects.visible_to(request.user), document__file__isnull=False
    )
    joined = versions.select_related("document__file", "plan__pupil__school", "plan__school")
    version = joined.filter(reference=reference).first()
    if version is None:
        raise Http404
    check_can(request.user, Permission.EHCP_VIEW, version.plan)
    _check_screen(request.user, version.document)
    return _bytes(request, version, "EHC plan, the authority’s document, on screen", inline=True)


def _check_screen(user, document: PupilDocument) -> None:
    if not PupilDocument.objects.visible_to(user).filter(pk=document.pk).exists():
        raise Denied(
            _(
                "The authority’s document is kept for the SENCo, the head and the DSL: read the plan’s sections here."
            )
        )
    if document.file.content_type not in SHOWN_INLINE:
        raise Denied(
            _(
                "This document cannot be shown on the screen. Write down to whom it is shown, then it can be saved."
            )
        )


def _bytes(request, version: PlanVersion, what: str, *, inline: bool):
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT, what=what,
                   subject=version.plan.pupil.reference)  # fmt: skip
    return serve(version.document.file, name=f"EHC plan {version.plan.pupil.reference}", inline=inline)


@require_GET
def log(request, school, reference):
    """To whom a pupil's EHC plan was shown, which part, on what ground. Opening it is recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.EHCP_DISCLOSE, pupil)
    opened(request, pupil, "EHC plan, shown to others")
    rows, plan = queries.disclosures_of(pupil), queries.newest_plan(pupil, request.user)
    papers = present.paper_urls(queries.papers_of(rows, request.user), school)
    page = plan_frame(plan, request.user, "log") if plan else frame(pupil, request.user)
    here = [school, plan.reference] if plan else []
    return render(request, "ehcdelivery/log.html", page | {
        "rows": [present.log_row(one, school, papers) for one in rows], "name": pupil.first_name,
        "disclose_url": reverse("ehcdelivery:disclose", args=here) if plan and plan.versions.exists() else "",
        "export_url": reverse("ehcdelivery:log-export", args=[school, reference]) if rows else "",
    })  # fmt: skip


@require_GET
def log_export(request, school, reference):
    """The log as a spreadsheet; recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.EHCP_DISCLOSE, pupil)
    rows = present.log_export(queries.disclosures_of(pupil))
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT, subject=pupil.reference,
                   what=f"to whom the EHC plan was shown, {len(rows)} rows, as XLSX")  # fmt: skip
    name = f"ehc-plan-shown-{reference}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return download(as_xlsx("Shown to", present.LOG_HEADINGS, rows), name=name, content_type=XLSX)
