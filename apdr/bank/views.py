"""The school's bank of targets and strategies: read by whoever writes plans, changed by the SENCo."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from apdr.bank import actions, present
from apdr.bank.forms import EntryForm, ShownForm
from apdr.bank.queries import Offer, Use, bank_of, comparable, often_used, uses_of, without_names
from apdr.enums import BankKind
from apdr.models import BankEntry
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, check_role


def bank(request, school):
    """The bank by kind and area, best first; who may change it adds at its side."""
    check_role(request.user, Permission.PLAN_EDIT, request.school.pk)
    form = None
    if can(request.user, Permission.PLAN_BANK_EDIT, request.school):
        form = EntryForm(request.POST if request.method == "POST" else None, school=request.school)
    if request.method == "POST":
        check_can(request.user, Permission.PLAN_BANK_EDIT, request.school)
        if form.is_valid() and _added(request, form):
            messages.success(request, "It is in the bank.")
            return redirect(f"{reverse('bank:bank', args=[school])}?show={form.cleaned_data['kind']}")
    return _bank_page(request, form)


def _added(request, form: EntryForm) -> bool:
    try:
        actions.add_entry(school=request.school, by=request.user, at=now(), **form.cleaned_data)
    except Denied as denied:
        form.add_error("words", denied.reason)
        return False
    return True


def _bank_page(request, form: EntryForm | None, *, offered: bool = False):
    kind = request.GET.get("show") if request.GET.get("show") in BankKind.values else BankKind.STRATEGY
    shown = ShownForm(request.GET, school=request.school)
    uses, entries = uses_of(request.school), bank_of(request.school, retired=True)
    listed = bank_of(request.school, kind=kind, **shown.chosen)
    offers = [Offer(e, uses.get((e.kind, comparable(e.words)), Use()), 0) for e in listed]
    offers.sort(key=lambda offer: [-part for part in offer.use.rank])
    context = {
        "form": form, "shown": shown, "kind": kind, "groups": present.groups(request.school, offers), "count": len(offers),
        "kinds": [{"key": key, "label": label, "current": key == kind,
                   "count": sum(e.kind == key and e.retired_on is None for e in entries)}
                  for key, label in present.KINDS.items()],
        "filtered": any(value not in ("", None) for value in shown.chosen.values()), "empty": not entries,
        "retired": [e for e in entries if e.retired_on and e.kind == kind], "offered": offered,
        "often": present.often_rows(often_used(request.school)) if form else [], "label": request.school.label("plan"),
    }  # fmt: skip
    return render(request, "bank/bank.html", context)


@require_POST
def starter(request, school):
    """Fill the empty bank with the starter list."""
    check_can(request.user, Permission.PLAN_BANK_EDIT, request.school)
    try:
        added = actions.start_bank(school=request.school, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(
            request, f"{len(added)} entries are in the bank. Change them, or retire what you do not want."
        )
    return redirect("bank:bank", school)


@require_POST
def offer(request, school):
    """A line of a plan, brought to the form of a new entry: nothing is added until it has been read there."""
    check_can(request.user, Permission.PLAN_BANK_EDIT, request.school)
    given = {name: request.POST.get(name, "")[:300] for name in ("words", "criteria", "area")}
    return offered_page(
        request, given | {"kind": request.POST.get("what", "")[:20]}, name=request.POST.get("name", "")[:100]
    )


def offered_page(request, given: dict[str, str], *, name: str):
    """The bank's page with a new entry filled in (kind, words, criteria, area), the child's first name taken out."""
    check_can(request.user, Permission.PLAN_BANK_EDIT, request.school)
    given |= {field: without_names(given.get(field, ""), [name]) for field in ("words", "criteria")}
    return _bank_page(request, EntryForm(initial=given, school=request.school), offered=True)


def entry(request, school, reference):
    """Change one entry of the bank, retire it, or read what it is."""
    check_can(request.user, Permission.PLAN_BANK_EDIT, request.school)
    held = get_object_or_404(BankEntry, school=request.school, reference=reference)
    fields = {name: getattr(held, name) for name in EntryForm.Meta.fields}
    form = EntryForm(request.POST if request.method == "POST" else None, school=request.school, fixed=True,
                     instance=BankEntry(school=request.school, **fields))  # fmt: skip
    if request.method == "POST" and "retire" in request.POST:
        actions.retire_entry(entry=held, by=request.user, at=now())
        messages.success(request, "The entry is retired. Plans that took it keep it.")
        return redirect("bank:bank", school)
    if request.method == "POST" and form.is_valid() and _changed(request, held, form):
        messages.success(request, "The entry is changed.")
        return redirect("bank:bank", school)
    context = {"form": form, "title": f"A {BankKind(held.kind).label.lower()} of the bank", "submit_label": "Save the entry",
               "retired": held.retired_on, "line": "Plans that took it already keep their words.",
               "back_url": reverse("bank:bank", args=[school]), "back_label": "Back to the bank"}  # fmt: skip
    return render(request, "bank/entry.html", context)


def _changed(request, held: BankEntry, form: EntryForm) -> bool:
    try:
        actions.change_entry(entry=held, by=request.user, at=now(), **form.cleaned_data)
    except Denied as denied:
        form.add_error("words", denied.reason)
        return False
    return True
