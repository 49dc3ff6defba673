from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.listing import draw_list
from core.ui.present import day
from register.models import AdultLife, PriorSchool, Pupil, RollOver, SchoolClass
from register.pages import find_pupil, frame, opened
from register.transition import actions, present, queries, roll_page, rolling
from register.transition.drafting import LongForm, long_form
from register.transition.forms import AdultLifeForm, IncomingForm, PriorForm, StartForm, incoming_initial
from register.transition.years import ADULTHOOD_FROM, YEAR_ORDER, reaches_adulthood, years_open


def _incoming_url(pupil: Pupil) -> str:
    return reverse("transition:incoming", args=[pupil.school.slug])


def _adulthood_url(pupil: Pupil) -> str:
    return reverse("transition:adulthood", args=[pupil.school.slug, pupil.reference])


def _after_prior(pupil: Pupil) -> str:
    """Back to the list while the child is to come, afterwards to the child's page."""
    coming = pupil.joined_on and pupil.joined_on > timezone.localdate() and not pupil.left_on
    return _incoming_url(pupil) if coming else pupil.get_absolute_url()


PRIOR = LongForm(
    key="prior-school", model=PriorSchool, form=PriorForm, write=actions.write_prior_school,
    title=lambda pupil: f"What {pupil.first_name}’s last school said", submit="Save what they said",
    saved=lambda pupil: f"What {pupil.first_name}’s last school said is saved.", back=_after_prior,
    back_label=lambda pupil: "Back",
)  # fmt: skip
ADULT = LongForm(
    key="adult-life", model=AdultLife, form=AdultLifeForm, write=actions.write_adult_life,
    title=lambda pupil: f"Preparing for adulthood: {pupil.name}", submit="Save",
    saved=lambda pupil: f"{pupil.first_name}’s preparation for adulthood is saved.", back=_adulthood_url,
    back_label=lambda pupil: "Back without saving", line=lambda pupil: "Write it with the young person. No part has to be "
    "filled in at once.",
)  # fmt: skip


@require_GET
def incoming(request, school):
    """Pupils who are to come: what their last school said, and what is set up."""
    check_can(request.user, Permission.TRANSITION_MANAGE, request.school)
    today = timezone.localdate()
    context = present.incoming_page(
        queries.incoming_pupils(request.school, request.user),
        queries.started_lately(request.school, request.user, today), today,
    )  # fmt: skip
    add_url = reverse("transition:incoming-add", args=[school])
    context |= {
        "action": {"label": "Add an incoming child", "icon": "person-plus", "url": add_url},
        "add_url": add_url,
    }
    return draw_list(request, "transition/incoming.html", context, name="incoming", title="Children to come",
                     table=present.INCOMING_AS_FILE)  # fmt: skip


def incoming_add(request, school):
    """Add a pupil who is to come; a likely double is asked about first."""
    check_can(request.user, Permission.TRANSITION_MANAGE, request.school)
    form, doubles = IncomingForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        another = data.pop("another")
        named = data["preferred"] or data["first"]
        doubles = queries.likely_doubles(request.school, first=data["first"], last=data["last"], born=data["born"],
                                         upn=data["upn"])  # fmt: skip
        if not doubles or another:
            try:
                pupil = actions.add_incoming(school=request.school, by=request.user, at=now(), **data)
                messages.success(request, f"{named} is on the list of those who are to come.")
                return redirect("transition:prior", school, pupil.reference)
            except Denied as denied:
                form.add_error("upn" if "UPN" in denied.reason else None, denied.reason)
        else:
            form.add_error(
                "another", "A child like this is here already: look, then tick this if it is another child"
            )
    return _start_page(request, form, {
        "title": "Add an incoming child", "submit_label": "Add the child", "doubles": [present.double(p) for p in doubles],
        "line": "A child whose first day here is to come, and who is not in your pupil list yet.",
        "ask_another": bool(doubles), "back_url": reverse("transition:incoming", args=[school]), "back_label": "Incoming",
    })  # fmt: skip


def _start_page(request, form, context: dict):
    classes = SchoolClass.objects.filter(school=request.school).order_by("-academic_year", "name")
    names = classes.values_list("name", flat=True)
    note = "What you typed is kept." if form.errors else ""
    return render(request, "transition/start.html", {"form": form, "class_names": list(dict.fromkeys(names)), "note": note,
                                                     **context})  # fmt: skip


def starting(request, school, reference):
    """Another first day, year or class for a pupil who is to come; or the pupil is not coming after all."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.TRANSITION_MANAGE, pupil)
    form = StartForm(request.POST or None, initial=incoming_initial(pupil))
    withdraw = request.POST.get("do") == "withdraw"
    if request.method == "POST" and (withdraw or form.is_valid()):
        try:
            if withdraw:
                actions.withdraw_incoming(pupil=pupil, by=request.user, at=now())
                messages.success(
                    request, f"{pupil.first_name} is no longer expected. What is written is kept."
                )
            else:
                actions.change_start(pupil=pupil, by=request.user, at=now(), **form.cleaned_data)
                messages.success(request, f"{pupil.first_name}’s start is saved.")
            return redirect("transition:incoming", school)
        except Denied as denied:
            if withdraw:
                form = StartForm(initial=incoming_initial(pupil))
                messages.error(request, denied.reason)
            else:
                form.add_error(None, denied.reason)
    return _start_page(request, form, frame(pupil, request.user) | {
        "title": f"When {pupil.first_name} starts", "submit_label": "Save the start", "can_withdraw": True, "line": "",
        "back_url": reverse("transition:incoming", args=[school]), "back_label": "Incoming",
    })  # fmt: skip


def prior(request, school, reference):
    """What the last school or setting said (R-34)."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.TRANSITION_MANAGE, pupil)
    opened(request, pupil, "pupil record")
    return long_form(request, pupil, PRIOR)


def _into(request) -> int:
    offered = years_open(timezone.localdate())
    asked = request.GET.get("into", "")
    return int(asked) if asked in map(str, offered) else offered[0]


def roll_over(request, school):
    """The September move of the whole school: previewed, changed, confirmed; afterwards what it did."""
    check_can(request.user, Permission.ROLL_OVER, request.school)
    into, today = _into(request), timezone.localdate()
    held = queries.roll_over_of(request.school, into)
    common = {
        "years": [{"label": f"Into {present.year_words(y)}", "url": f"?into={y}", "current": y == into}
                  for y in sorted(years_open(today))]}  # fmt: skip
    if not rolling.is_open(held):
        if request.method == "POST":
            return _refuse_roll_over(request, held)
        return render(request, "transition/roll_over_done.html", common | roll_page.done_page(held, today))
    preview = roll_page.read_preview(request.school, into, held)
    form = preview.form(
        request.POST if request.method == "POST" else None, pupil=request.GET.get("pupil", "")
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _roll_over_posted(request, into, form)
        except Denied as denied:
            form.add_error(None, denied.reason)
    context = common | roll_page.preview_page(
        preview, form, today, sees_sen=can(request.user, Permission.SEN_VIEW, request.school)
    )
    context["no_class"] = roll_page.pupils_without_class(preview.movers)
    return render(request, "transition/roll_over.html", context)


def _refuse_roll_over(request, held: RollOver):
    try:
        rolling.confirm_roll_over(roll_over=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect(f"{request.path}?into={held.academic_year}")


def _roll_over_posted(request, into: int, form):
    held = rolling.write_roll_over(
        school=request.school, into=into, plan=form.plan, by=request.user, at=now()
    )
    do = request.POST.get("do", "")
    if do == "confirm":
        job = rolling.confirm_roll_over(roll_over=held, by=request.user, at=now())
        return redirect("jobs:job", request.school.slug, job.reference)
    messages.success(request, "The preview is saved. Nothing has moved.")
    return redirect(f"{request.path}?into={into}{'#alone' if do.startswith(('alone', 'drop')) else ''}")


def roll_over_undo(request, school, reference):
    """Put everybody back whom nobody has moved since."""
    held = get_object_or_404(
        RollOver.objects.select_related("done_by"), school=request.school, reference=reference
    )
    check_can(request.user, Permission.ROLL_OVER, held)
    here, problem = reverse("transition:roll-over", args=[school]) + f"?into={held.academic_year}", ""
    if request.method == "POST":
        try:
            words = rolling.undo_roll_over(roll_over=held, by=request.user, at=now())
            stayed = f" {len(words)} stay where they are: they were changed since." if words else ""
            messages.success(request, f"The move is undone.{stayed}")
            return redirect(here)
        except Denied as denied:
            problem = denied.reason
    until = rolling.can_undo_until(held)
    return render(request, "transition/undo.html", {
        "title": f"Undo the move into {present.year_words(held.academic_year)}", "line": "", "back_url": here,
        "back_label": "Back", "problem": problem, "until": day(until) if until else "",
        "count": len(held.before.get("pupils", ())),
    })  # fmt: skip


@require_GET
def adulthoods(request, school):
    """Pupils of Year 9 and above on the register, those with nothing written first."""
    check_can(request.user, Permission.TRANSITION_MANAGE, request.school)
    today = timezone.localdate()
    rows = [present.adulthood_row(p, today) for p in queries.adulthood_pupils(request.school, request.user)]
    missing = sum(row["state"].key == "late" and not row["when"] for row in rows)
    line = f"{len(rows)} on the register in Year 9 and above" + (
        f", {missing} without one" if missing else ""
    )
    context = {"title": "Preparing for adulthood", "line": line if rows else "", "rows": rows}
    return draw_list(request, "transition/adulthoods.html", context, name="adulthood", title="Preparing for adulthood",
                     table=present.ADULTHOODS_AS_FILE)  # fmt: skip


@require_GET
def adulthood(request, school, reference):
    """How one pupil prepares for adulthood; to be read and printed."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    held = queries.adult_life_of(pupil)
    if held is None:
        actions.check_age(pupil)
    opened(request, pupil, "pupil record")
    here = [school, pupil.reference]
    may = can(request.user, Permission.TRANSITION_MANAGE, pupil) and reaches_adulthood(pupil.year_group)
    context = frame(pupil, request.user) | {
        "sections": present.adulthood_sections(held), "held": held,
        "written": f"{day(timezone.localdate(held.written_at))}, {held.written_by.called}" if held else "",
        "edit_url": reverse("transition:adulthood-edit", args=here) if may else "",
        "back_url": pupil.get_absolute_url(), "back_label": f"Back to {pupil.first_name}",
        "early": held is not None and YEAR_ORDER.get(pupil.year_group, -1) < YEAR_ORDER[ADULTHOOD_FROM],
    }  # fmt: skip
    return render(request, "transition/adulthood.html", context)


def adulthood_edit(request, school, reference):
    """Write how a pupil of Year 9 or above prepares for adulthood (R-197)."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.TRANSITION_MANAGE, pupil)
    actions.check_age(pupil)
    return long_form(request, pupil, ADULT)
