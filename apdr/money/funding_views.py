import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from apdr.enums import FUND_GRANTED, FundKind, FundState
from apdr.models import FundingApplication
from apdr.money import actions, queries, words
from apdr.money.forms import ApplicationForm, DecideForm, OnForm, WithdrawForm
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.edits import tell_refused
from register.pages import find_pupil, frame, opened
from register.queries import search_pupils


@dataclass(frozen=True)
class Says:
    """The words of one of the forms: its title, its button, and what is said when it is done."""

    title: str
    verb: str
    done: str
    danger: bool = False


ADD = Says(lazy("Apply for funding"), lazy("Save"), lazy("Saved. Record it here when you have applied."))
CHANGE = Says(lazy("Change the application"), lazy("Save"), lazy("The application is saved."))
APPLIED = Says(lazy("Record that you applied"), lazy("Applied"), lazy("It is recorded that you applied."))
ANSWER = Says(lazy("The answer"), lazy("Save the answer"), lazy("The answer is saved."))
TOLD = Says(lazy("Parents told who works with the child"), lazy("Parents told"),
            lazy("It is recorded that the parents were told."))  # fmt: skip
GIVEN_UP = lazy("The application is given up and stays in the history.")
GIVE_UP = Says(lazy("Give up the application"), lazy("Give up"), GIVEN_UP, danger=True)
WITHDRAW = Says(lazy("Withdraw the application"), lazy("Withdraw"), GIVEN_UP, danger=True)


def _check_sees(user, obj) -> None:
    if not can(user, Permission.FUNDING_EDIT, obj):
        check_can(user, Permission.COST_VIEW, obj)


def _find(request, reference: str) -> FundingApplication:
    rows = FundingApplication.objects.select_related(
        "school", "pupil__school", "pupil__school_class", "document"
    )
    return visible_or_404(rows, request.user, school=request.school, reference=reference)


@require_GET
def funding(request, school):
    """The school's applications: what runs out soon, what waits, what was granted, what is over."""
    _check_sees(request.user, request.school)
    today = timezone.localdate()
    rows = queries.funding_rows(request.school, request.user)
    minutes = queries.timetabled((row.pupil for row in rows if row.hours_granted), today)
    entry = lambda row: words.funding_entry(row, school, today, minutes.get(row.pupil, 0))  # noqa: E731
    may = can(request.user, Permission.FUNDING_EDIT, request.school)
    soon = queries.ending(rows, today, today + dt.timedelta(days=words.ENDS_SOON))
    rows = [row for row in rows if row not in soon]
    return draw_list(request, "money/funding.html", {
        "soon": [entry(row) for row in soon],
        "waiting": [entry(row) for row in rows if row.state in queries.PENDING],
        "granted": [entry(row) for row in rows if row.is_granted and row.end >= today],
        "past": [entry(row) for row in rows
                 if row.state not in queries.PENDING and not (row.is_granted and row.end >= today)],
        "add_url": reverse("money:find", args=[school]) if may else "",
    }, name="funding", title="Applications for funding", table=words.FUNDING_AS_FILE)  # fmt: skip


@require_GET
def find(request, school):
    """The first step of an application: for whom."""
    check_can(request.user, Permission.FUNDING_EDIT, request.school)
    asked = request.GET.get("q", "")[:80].replace("\0", "").strip()
    found = search_pupils(request.school, request.user, asked) if asked else []
    rows = [
        {"name": one.name, "klass": one.class_name, "url": reverse("money:add", args=[school, one.reference])}
        for one in found
        if not one.left_on
    ]
    return render(request, "money/find.html", {"q": asked, "rows": rows})


@require_GET
def application(request, school, reference):
    """One application: what was asked, what came of it, who works with the child. Opening it is recorded."""
    found = _find(request, reference)
    _check_sees(request.user, found)
    opened(request, found.pupil, "pupil funding")
    today, pupil, slug = timezone.localdate(), found.pupil, school
    may = can(request.user, Permission.FUNDING_EDIT, found)
    minutes = queries.timetabled([pupil.pk], today).get(pupil.pk, 0)
    return render(request, "money/application.html", frame(pupil, request.user) | {
        "title": found.get_kind_display(), "state": words.fund_state(found), "evidence": found.evidence,
        "facts": words.application_facts(found, today), "ends": words.ends(found, today),
        "buttons": words.application_buttons(found, request.user, slug), "told": words.told(found, today),
        "told_url": reverse("money:told", args=[slug, reference]) if may and found.state in FUND_GRANTED else "",
        "paper": words.paper(queries.paper_of(found, request.user), slug), "adults": queries.adults_with(pupil, today),
        "timetabled": words.on_timetable(found, minutes),
        "costs_url": reverse("money:pupil", args=[slug, pupil.reference]),
        "evidence_url": reverse("overview:evidence", args=[slug, pupil.reference]) if may else "",
        "back_url": reverse("money:funding", args=[slug]), "back_label": _("All funding"),
    })  # fmt: skip


def add(request, school, reference):
    """Begin an application for a pupil."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.FUNDING_EDIT, pupil)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind if kind in FundKind.values else ""}
    form = ApplicationForm(request.POST or None, pupil=pupil, user=request.user, initial=initial)
    about = {"pupil": pupil, "held": None}
    return _answer(request, pupil, form, ADD, actions.write_application, about)


def change(request, school, reference):
    """Change an application that is being prepared."""
    held = _editable(request, reference)
    initial = {name: getattr(held, name) for name in ApplicationForm.base_fields}
    initial["document"] = held.document.reference if held.document else ""
    form = ApplicationForm(request.POST or None, pupil=held.pupil, user=request.user, initial=initial)
    about = {"pupil": held.pupil, "held": held}
    return _answer(request, held.pupil, form, CHANGE, actions.write_application, about, held)


def applied(request, school, reference):
    """The application was sent."""
    held = _editable(request, reference)
    form = OnForm(request.POST or None, pupil=held.pupil)
    return _answer(request, held.pupil, form, APPLIED, actions.apply_for, {"application": held}, held)


def decide(request, school, reference):
    """The answer to an application, or the answer put right."""
    held = _editable(request, reference)
    initial = {name: getattr(held, name) for name in DecideForm.base_fields} if held.decided_on else {}
    form = DecideForm(request.POST or None, application=held, initial=initial)
    return _answer(request, held.pupil, form, ANSWER, actions.decide, {"application": held}, held)


def withdraw(request, school, reference):
    """Give up an application."""
    held = _editable(request, reference)
    form = WithdrawForm(request.POST or None)
    says = GIVE_UP if held.state == FundState.PREPARING else WITHDRAW
    return _answer(request, held.pupil, form, says, actions.withdraw, {"application": held}, held)


def told(request, school, reference):
    """The parents were told which adults work with the child."""
    held = _editable(request, reference)
    form = OnForm(request.POST or None, pupil=held.pupil)
    return _answer(request, held.pupil, form, TOLD, actions.tell_parents, {"application": held}, held)


def _editable(request, reference: str) -> FundingApplication:
    held = _find(request, reference)
    check_can(request.user, Permission.FUNDING_EDIT, held)
    return held


def _answer(request, pupil, form, says: Says, act, about: dict, held: FundingApplication | None = None):
    """Show the form, or do what it says and go to the application."""
    if request.method == "POST" and form.is_valid():
        version = version_in(request.POST)
        try:
            done = act(by=request.user, at=now(), version=version, **about, **form.cleaned_data)
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, says.done)
            return redirect(done)
    back = held.get_absolute_url() if held else reverse("money:funding", args=[request.school.slug])
    return render(request, "form_page.html", frame(pupil, request.user) | {
        "form": form, "title": f"{says.title}: {pupil.name}", "line": held.get_kind_display() if held else "",
        "submit_label": says.verb,
        "danger": says.danger, "version": held.version if held else None,
        "note": _("What you typed is kept.") if form.errors else "", "back_url": back,
        "back_label": _("Back to the application") if held else _("All funding"),
    })  # fmt: skip
