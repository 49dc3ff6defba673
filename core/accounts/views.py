from collections.abc import Callable

from allauth.account.views import ConfirmLoginCodeView
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_decode
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.accounts import actions, queries
from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.forms import ChangeRoleForm, InviteForm
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, check_can
from core.accounts.roles import ROLE_TABLE


@method_decorator(login_not_required, name="dispatch")
class ConfirmCode(ConfirmLoginCodeView):
    """allauth's page for a code, which leads back without a word when the code has run out: here it says so."""

    _process = None

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if self._process is None and response.url == reverse("account_request_login_code"):
            messages.error(request, "That code cannot be used any more. Ask for another one here.")
        return response


DRAWERS: list[Callable] = []  # who draws the list of people and lets it be saved; an app above registers it


def draw_people(request, template: str, context: dict):
    """The list as the app above draws it; plainly where none has registered."""
    return (DRAWERS[-1] if DRAWERS else render)(request, template, context)


@require_GET
def people(request, school):
    """Who may sign in at the school, and as what."""
    check_can(request.user, Permission.PEOPLE_MANAGE, request.school)
    rows = [person_row(membership) for membership in queries.people_of(request.school)]
    context = {
        "staff": [row for row in rows if row["membership"].role not in FAMILY_AND_VISITORS],
        "families": [row for row in rows if row["membership"].role in FAMILY_AND_VISITORS],
        "roles": ROLE_TABLE, "role_choices": ChangeRoleForm.base_fields["role"].choices,
    }  # fmt: skip
    return draw_people(request, "people/list.html", context)


def person_row(membership: Membership) -> dict:
    """One role of one person."""
    return {"membership": membership, "name": membership.user.name, "email": membership.user.email,
            "role": Role(membership.role).label, "since": timezone.localdate(membership.given_at)}  # fmt: skip


def invite(request, school):
    """Invite a member of staff or a governor by email."""
    check_can(request.user, Permission.PEOPLE_MANAGE, request.school)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = actions.invite_person(
                school=request.school, by=request.user, at=now(), **form.cleaned_data
            )
        except Denied as denied:
            form.add_error("role", denied.reason)
        else:
            messages.success(request, f"{membership.user.name} has been sent an invitation.")
            return redirect("accounts:people", school)
    role_rows = [
        (role.label, ROLE_TABLE[role].description) for role in Role if role not in FAMILY_AND_VISITORS
    ]
    return render(request, "people/invite.html", {"form": form, "role_rows": role_rows})


def page(school: str, form, title: str, submit: str, **more) -> dict:
    """The context of a form of this app on a page of its own."""
    return {"form": form, "title": title, "submit_label": submit, "back_url": reverse("accounts:people", args=[school]),
            "back_label": "Back to people", **more}  # fmt: skip


def find_membership(request, pk: int) -> Membership:
    current = Membership.objects.current().select_related("user", "school")
    membership = get_object_or_404(current, school=request.school, pk=pk)
    check_can(request.user, Permission.PEOPLE_MANAGE, membership)
    return membership


def change_role(request, school, pk):
    """Give a person another role instead of the one they have."""
    membership = find_membership(request, pk)
    form = ChangeRoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(
                membership=membership, role=Role(form.cleaned_data["role"]), by=request.user, at=now()
            )
        except Denied as denied:
            form.add_error("role", denied.reason)
        else:
            messages.success(request, f"{membership.user.name}’s role is changed.")
            return redirect("accounts:people", school)
    facts = [{"label": "Person", "value": membership.user.name}]
    return render(
        request, "form_page.html", page(school, form, "Change the role", "Change the role", facts=facts)
    )


def end_access(request, school, pk):
    """End one role of a person, after asking."""
    membership = find_membership(request, pk)
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        try:
            actions.end_access(membership=membership, by=request.user, at=now())
            messages.success(
                request, f"{membership.user.name} can no longer sign in as {Role(membership.role).label}."
            )
        except Denied as denied:
            messages.error(request, denied.reason)
        return redirect("accounts:people", school)
    name, role = membership.user.name, Role(membership.role).label
    line = f"{name} will no longer be {role} at {request.school.name}. What they wrote is kept."
    return render(
        request,
        "form_page.html",
        page(school, form, f"End access of {name}?", "End access", line=line, danger=True),
    )


@login_not_required
@never_cache
def invitation(request, uid, token):
    """Set a first password from an emailed link; an expired or used link says what to do."""
    user = _user_of(uid)
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "people/invitation_expired.html", status=410)
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("home")
    return render(request, "people/invitation.html", {"form": form, "person": user})


def _user_of(uid: str) -> User | None:
    try:
        return User.objects.filter(pk=int(urlsafe_base64_decode(uid)), is_active=True).first()
    except (ValueError, OverflowError):
        return None
