from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.editing import version_in
from core.ui.listing import KINDS, export_list
from governance.models import Policy, PolicyVersion
from governance.policies import actions, present, queries
from governance.policies.forms import ChangeForm, PolicyForm, ReviewedForm, UsualForm, VersionForm
from governance.policies.queries import InForce
from register.edits import tell_refused
from register.file.serving import serve

VIEW, EDIT = Permission.POLICY_VIEW, Permission.POLICY_EDIT


def find_policy(request, reference: str) -> Policy:
    """The policy of that reference that the person may read; Http404 otherwise."""
    rows = Policy.objects.select_related("school", "owner").defer("school__crest")
    return visible_or_404(rows, request.user, school=request.school, reference=reference)


def _to_change(request, reference: str) -> Policy:
    found = find_policy(request, reference)
    check_can(request.user, EDIT, found)
    return found


@require_GET
def listing(request, school):
    """The school's policies with their versions and reviews, for everybody who may read them."""
    check_can(request.user, VIEW, request.school)
    today = timezone.localdate()
    waiting = sum(one.read_at is None for one in queries.to_read(request.school, request.user, today))
    rows = queries.policies_of(request.school, request.user)
    return render(
        request, "policies/list.html", present.list_page(rows, waiting, request.school, request.user, today)
    )


@require_GET
def export(request, school, kind):
    """The list as a file; recorded."""
    check_can(request.user, VIEW, request.school)
    check_can(request.user, Permission.LISTS_EXPORT, request.school)
    if kind not in KINDS:
        raise Http404
    rows = present.export_rows(queries.policies_of(request.school, request.user), timezone.localdate())
    return export_list(
        request, name="policies", title="Policies", headings=present.HEADINGS, rows=rows, kind=kind
    )


@require_GET
def export_readers(request, school, reference, kind):
    """Who has read the version in force, as a file; recorded."""
    policy = _to_change(request, reference)
    check_can(request.user, Permission.LISTS_EXPORT, policy)
    version = queries.in_force(policy)
    if kind not in KINDS or version is None:
        raise Http404
    rows = present.reader_rows(_readers(policy, version))
    return export_list(request, name="policy-readers", title=f"Who has read: {policy.name}"[:80],
                       headings=present.READER_HEADINGS, rows=rows, kind=kind)  # fmt: skip


def _readers(policy: Policy, version: PolicyVersion) -> list[queries.Reader]:
    read = queries.readings_of([version.pk])
    return queries.readers_of(policy, version, queries.staff_of(policy.school), read[version.pk])


@require_GET
def to_read(request, school):
    """What the person is asked to read, and what they have read."""
    check_can(request.user, VIEW, request.school)
    today = timezone.localdate()
    rows = queries.to_read(request.school, request.user, today)
    return render(request, "policies/to_read.html", present.to_read_page(rows, request.school, today))


@require_GET
def policy(request, school, reference):
    """One policy: the version in force, its history, what it is read with, and for who keeps it, who has read it."""
    found = find_policy(request, reference)
    today = timezone.localdate()
    versions = queries.versions_of(found)
    one = InForce(found, versions[0] if versions else None)
    own = queries.to_read(request.school, request.user, today)
    mine = next((each for each in own if each.policy.pk == found.pk), None)
    others = queries.policies_of(request.school, request.user)
    page = present.page(one, versions, others, mine, request.user, today)
    if can(request.user, EDIT, found) and one.version:
        page |= {"readers": present.readers_part(found, _readers(found, one.version), request.user, today)}
    return render(request, "policies/policy.html", page)


@require_GET
def file(request, school, reference):
    """The PDF of one version; recorded."""
    rows = PolicyVersion.objects.select_related("policy", "file")
    version = visible_or_404(rows, request.user, school=request.school, reference=reference)
    if version.file is None:
        raise Http404
    name = f"{version.policy.name}, version {version.number}"
    record_opening(
        school=request.school,
        by=request.user,
        at=now(),
        kind=Opening.Kind.DOCUMENT,
        what=f"policy: {name}"[:120],
    )
    return serve(version.file, name=name, inline=True)


@require_POST
def read(request, school, reference):
    """The person confirms having read the version in force."""
    version = visible_or_404(PolicyVersion.objects, request.user, school=request.school, reference=reference)
    actions.confirm_read(version=version, by=request.user, at=now())
    messages.success(request, "It is noted that you have read it.")
    return redirect("policies:to-read", school)


def _form(request, form, title: str, submit: str, *, held: Policy | None = None, line: str = ""):
    slug = request.school.slug
    back = (
        reverse("policies:policy", args=[slug, held.reference])
        if held
        else reverse("policies:list", args=[slug])
    )
    kept = "What you typed is kept." + (" Choose the file again." if request.FILES else "")
    return render(request, "form_page.html", {
        "form": form, "title": title, "line": line, "submit_label": submit, "version": held.version if held else None,
        "note": kept if form.errors else "", "back_url": back, "back_label": held.name if held else "All policies",
    })  # fmt: skip


def _answer(request, held: Policy | None, form, act, title: str, submit: str, said: str, line: str = ""):
    """The form, or what it does: `act(**cleaned)` gives the policy to go on to, or nothing for the list."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, said)
            there = held or (made if isinstance(made, Policy) else None)
            slug = request.school.slug
            return (
                redirect("policies:policy", slug, there.reference)
                if there
                else redirect("policies:list", slug)
            )
    return _form(request, form, title, submit, held=held, line=line)


def add(request, school):
    """Enter a policy."""
    check_can(request.user, EDIT, request.school)
    form = PolicyForm(request.POST or None, school=request.school)
    act = lambda **data: actions.add_policy(school=request.school, **data)  # noqa: E731
    return _answer(
        request, None, form, act, "Add a policy", "Add it", "The policy is entered. Now its version in force."
    )


def usual(request, school):
    """Begin with the usual policies."""
    check_can(request.user, EDIT, request.school)
    form = UsualForm(request.POST or None, school=request.school)
    act = lambda **data: actions.add_usual(school=request.school, **data)  # noqa: E731
    return _answer(request, None, form, act, "Start with the usual policies", "Enter them", "They are entered.",
                   "Take away what the school does not have. Versions and days come next, policy by policy.")  # fmt: skip


def change(request, school, reference):
    """Change what is written of a policy, or end it."""
    held = _to_change(request, reference)
    initial = {name: getattr(held, name) for name in ChangeForm.base_fields}
    form = ChangeForm(request.POST or None, school=request.school, initial=initial)
    act = lambda **data: actions.change_policy(policy=held, version=version_in(request.POST), **data)  # noqa: E731
    return _answer(request, held, form, act, f"Change: {held.name}", "Save", "The policy is saved.")


def version(request, school, reference):
    """Enter the next version."""
    held = _to_change(request, reference)
    first = queries.in_force(held) is None
    form = VersionForm(request.POST or None, request.FILES or None, policy=held, first=first)
    act = lambda **data: actions.adopt_version(policy=held, **data)  # noqa: E731
    title = f"{'The version in force' if first else 'New version'}: {held.name}"
    return _answer(request, held, form, act, title, "Enter it", "The version is entered.")


def reviewed(request, school, reference):
    """The policy was reviewed and stays as it is."""
    held = _to_change(request, reference)
    form = ReviewedForm(request.POST or None, policy=held)
    act = lambda **data: actions.confirm_review(policy=held, **data)  # noqa: E731
    return _answer(request, held, form, act, f"Reviewed, nothing changed: {held.name}", "Save", "The review is recorded.",
                   "The version stays in force, and nobody is asked to read it again.")  # fmt: skip
