from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apdr.models import Intervention, Provision
from apdr.provision.actions import RefusedAt
from apdr.provision.forms import SetUpForm, set_up_initial
from apdr.provision.present import child_groups, library_rows, trained_words
from apdr.provision.queries import choices_of_children, library, staff_who_deliver
from apdr.spans import year_span
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.calendar.dates import academic_year
from core.schools.queries import school_days
from ehcp.delivery import actions, present, queries
from ehcp.delivery.copying import quantity
from ehcp.delivery.forms import GiverForm, TalkForm
from ehcp.enums import IN_FORCE_KINDS
from ehcp.models import EhcPlan, PlanProvision, PlanVersion
from ehcp.sections.queries import version_in_force
from register.pages import frame, opened

MANY = 8  # plans on one page before a class is chosen for the reader


def find_plan(request, reference: str, permission: Permission) -> EhcPlan:
    """The plan of that reference in the person's sight (404 otherwise) that they may so use (403 otherwise)."""
    plan = queries.plans_in_sight(request.user).filter(school=request.school, reference=reference).first()
    if plan is None:
        raise Http404
    check_can(request.user, permission, plan)
    return plan


def plan_frame(plan: EhcPlan, user, current: str) -> dict:
    """The strip and the tabs of a page about one plan."""
    shown = frame(plan.pupil, user) | {
        "tabs": present.tabs(plan, user, current),
        "tabs_label": _("Pages of this plan"),
    }
    return shown | {"plan": plan, "title": _("EHC plan of %(name)s") % {"name": plan.pupil.name}}


def back_to(plan: EhcPlan) -> dict:
    """The way back from a form about a plan."""
    url = reverse("ehcdelivery:delivery", args=[plan.school.slug, plan.reference])
    return {"back_url": url, "back_label": _("Who gives what")}


def version_now(plan: EhcPlan) -> PlanVersion | None:
    """The version in force today."""
    return version_in_force(plan)


@require_GET
def delivery(request, school, reference):
    """Who gives here what the plan asks, who has read it, and the talk about it. Opening it is recorded."""
    plan = find_plan(request, reference, Permission.EHCP_PROVISION_VIEW)
    opened(request, plan.pupil, "EHC plan, who gives what")
    page, version, today = plan_frame(plan, request.user, "delivery"), version_now(plan), timezone.localdate()
    if version is None:
        return render(request, "ehcdelivery/none.html", page)
    content = queries.contents([version], today)[version.pk]
    readers = queries.readers_of([plan], {plan.pk: version}, {plan.pk: content.staff})[plan.pk]
    before = plan.versions.filter(kind__in=IN_FORCE_KINDS, number__lt=version.number).exists()
    page |= present.delivery_page(plan, version, content, readers, request.user, today, before)
    return render(request, "ehcdelivery/delivery.html", page)


def _find_line(request, reference: str) -> PlanProvision:
    line = queries.specified_in_sight(request.user, request.school, reference)
    if line is None:
        raise Http404
    check_can(request.user, Permission.EHCP_EDIT, line.plan_version.plan)
    return line


def link(request, school, reference):
    """Say which provision gives one line of Section F, or who does in words."""
    line = _find_line(request, reference)
    plan, choices = line.plan_version.plan, queries.choices_for(line)
    linked = line.deliveries.values_list("provision__reference", flat=True)
    form = GiverForm(request.POST or None, choices=choices, told=present.choice_told(timezone.localdate()),
                     initial={"provisions": list(linked), "delivered_by": line.delivered_by})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.arrange_delivery(specified=line, provisions=_ticked(request, form), by=request.user, at=now(),
                                         delivered_by=form.cleaned_data["delivered_by"])  # fmt: skip
        except Denied as denied:
            form.add_error("provisions" if choices else None, denied.reason)
        else:
            messages.success(request, _("It is saved who gives F%(n)d.") % {"n": line.number})
            return redirect("ehcdelivery:delivery", school, plan.reference)
    return render(request, "ehcdelivery/link.html", frame(plan.pupil, request.user) | back_to(plan) | {
        "form": form, "title": _("Who gives F%(n)d?") % {"n": line.number}, "submit_label": _("Save"), "line": "",
        "facts": line_facts(line), "note": _("What you typed is kept.") if form.errors else "", "choices": choices,
        "start_url": reverse("ehcdelivery:start", args=[school, reference])
        if can(request.user, Permission.PROVISION_EDIT, request.school) else "",
    })  # fmt: skip


def _ticked(request, form: GiverForm):
    ticked = form.cleaned_data.get("provisions", [])
    return Provision.objects.filter(school=request.school, reference__in=ticked).select_related(
        "intervention"
    )


def line_facts(line: PlanProvision) -> list[dict]:
    """One line of Section F as it stands over a form."""
    asked = ", ".join(part for part in (quantity(line.minutes, line.times, line.per), line.who) if part)
    facts = [
        {"label": _("The plan says"), "value": line.text},
        {"label": _("How much, by whom"), "value": asked},
    ]
    return [fact for fact in facts if fact["value"]]


def start(request, school, reference):
    """Plan a provision from one line of Section F: choose from the library, then everything on one page, filled with what
    the plan asks."""
    line = _find_line(request, reference)
    check_can(request.user, Permission.PROVISION_EDIT, request.school)
    plan, asked = line.plan_version.plan, request.GET.get("of", "")[:12].replace("\0", "")
    entry = Intervention.objects.filter(school=request.school, retired_on=None, reference=asked).first()
    if entry is None:
        rows = [row | {"plan_url": f"{request.path}?of={one.reference}"} for one, row in _library(request)]
        return render(
            request, "ehcdelivery/choose.html", back_to(plan) | {"rows": rows, "facts": line_facts(line)}
        )
    children = choices_of_children(request.school, request.user)
    costs = can(request.user, Permission.COST_VIEW, request.school)
    form = SetUpForm(request.POST or None, children=children, staff=staff_who_deliver(request.school), costs=costs,
                     initial=start_initial(line, entry))  # fmt: skip
    if request.method == "POST" and form.is_valid() and (made := _start(request, line, entry, form)):
        return redirect(made)
    return render(request, "ehcdelivery/start.html", {
        "form": form, "entry": entry, "groups": child_groups(children, set(form["pupils"].value() or [])),
        "facts": line_facts(line), "trained": trained_words(entry), "back_url": request.path, "number": line.number,
    })  # fmt: skip


def _library(request) -> list[tuple]:
    entries = library(request.school)
    return list(zip(entries, library_rows(entries, request.school.slug, costs=False), strict=True))


def start_initial(line: PlanProvision, entry: Intervention) -> dict:
    """What the library says of the intervention, with what the plan asks in its place: the minutes, how often, and to the
    end of the school year."""
    today = timezone.localdate()
    begun = set_up_initial(entry, today, [line.plan_version.plan.pupil.reference])
    end = year_span(academic_year(begun["start"])).end
    last = school_days(entry.school).last_on_or_before(end)
    asked = quantity(line.minutes, line.times, line.per)
    plain = (
        _("Section F of the EHC plan asks for %(asked)s.") % {"asked": asked}
        if asked
        else begun["check_time"]
    )
    longer = {"end": last} if last and last > begun["end"] else {}
    fits = line.minutes if line.minutes and 5 <= line.minutes <= 240 else begun["minutes"]
    return begun | {"minutes": fits, "check_time": plain} | longer


def _start(request, line: PlanProvision, entry: Intervention, form: SetUpForm) -> Provision | None:
    try:
        made = actions.plan_delivery(specified=line, intervention=entry, by=request.user, at=now(),
                                     start_now=request.POST.get("then") == "start", **form.parts())  # fmt: skip
    except RefusedAt as denied:
        form.add_error(denied.field if denied.field in form.fields else None, denied.reason)
        return None
    except Denied as denied:
        form.add_error("pupils", denied.reason)
        return None
    messages.success(
        request, _("%(name)s gives F%(n)d of the EHC plan.") % {"name": made.title, "n": line.number}
    )
    return made


@require_POST
def carry(request, school, reference):
    """Take over who gives what from the version before, where the words are the same."""
    plan = find_plan(request, reference, Permission.EHCP_EDIT)
    version = version_now(plan)
    if version is None:
        raise Http404
    try:
        with transaction.atomic():
            count = actions.carry_deliveries(version=version, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("%(n)d lines are taken over. Look at the others.") % {"n": count})
    return redirect("ehcdelivery:delivery", school, reference)


@require_POST
def read(request, school, reference):
    """One click: I have read what the plan asks of me."""
    plan = find_plan(request, reference, Permission.EHCP_READ_CONFIRM)
    version = version_now(plan)
    if version is None:
        raise Http404
    try:
        actions.confirm_read(version=version, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("ehcdelivery:delivery", school, reference)
    messages.success(
        request, _("It is noted that you have read %(name)s’s plan.") % {"name": plan.pupil.first_name}
    )
    week = reverse("ehcdelivery:week", args=[school])
    return redirect(
        week
        if request.POST.get("from") == "week"
        else reverse("ehcdelivery:delivery", args=[school, reference])
    )


def talk(request, school, reference):
    """The talk with parents and child on putting the plan into practice: write it down, or choose one from the file."""
    plan = find_plan(request, reference, Permission.EHCP_EDIT)
    version, talks = version_now(plan), queries.talks_of(plan, request.user)
    if version is None:
        raise Http404
    said = next((one for one in talks if one.reference == request.POST.get("talk")), None)
    form = TalkForm(
        None if said else request.POST or None, pupil=plan.pupil, initial={"on": timezone.localdate()}
    )
    if request.method == "POST" and (said or form.is_valid()):
        try:
            with transaction.atomic():
                actions.record_talk(version=version, by=request.user, at=now(), conversation=said,
                                    **({} if said else form.cleaned_data))  # fmt: skip
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The talk is on record."))
            return redirect("ehcdelivery:delivery", school, reference)
    return render(request, "ehcdelivery/talk.html", frame(plan.pupil, request.user) | back_to(plan) | {
        "form": form, "title": _("The talk about the plan"), "submit_label": _("Save"),
        "line": present.version_line(version), "talks": present.talk_rows(talks),
        "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


@require_GET
def week(request, school):
    """What the plans of one's class or pupils ask this week: outcomes, provision, who gives it and when. Recorded."""
    check_can(request.user, Permission.EHCP_PROVISION_VIEW, request.school)
    today, classes = timezone.localdate(), queries.classes_with_plans(request.school, request.user)
    known = {klass.reference: klass.name for klass in classes}
    asked = request.GET.get("class", "")
    plans = queries.plans_in_force(request.school, request.user, asked if asked in known else "")
    if asked not in known and asked != "all" and len(plans) > MANY and known:
        asked = next(iter(known))
        plans = [
            plan for plan in plans if plan.pupil.school_class and plan.pupil.school_class.reference == asked
        ]
    cards = _week_cards(request, plans, today)
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.PUPIL,
                   what="what EHC plans ask this week")  # fmt: skip
    return render(request, "ehcdelivery/week.html", {
        "cards": cards, "pills": present.class_pills(known, asked if asked in known else "all", request.path),
        "line": present.week_line(cards, today), "bare": present.week_bare(cards),
    })  # fmt: skip


def _week_cards(request, plans: list[EhcPlan], today) -> list[dict]:
    versions = queries.versions_on([plan.pk for plan in plans], today)
    held = queries.contents(versions.values(), today)
    confirmed = queries.read_by(request.user, versions.values())
    mine = queries.asked_of(request.user, plans, versions, held)
    return [
        present.week_card(plan, version, held[version.pk], version.pk in confirmed, plan.pk in mine, request.user, today)
        for plan in plans if (version := versions.get(plan.pk))
    ]  # fmt: skip
