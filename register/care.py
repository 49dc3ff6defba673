"""Who answers for whom: teachers of classes, TAs of pupils, contacts of families."""

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from core.accounts.enums import Permission, Role
from core.accounts.models import Membership
from core.accounts.permissions import Denied, can, check_can
from core.calendar.dates import academic_year
from register import actions
from register.enums import GrantKind
from register.models import ClassTeacher, Contact, Pupil, PupilGrant, SchoolClass
from register.pages import find_pupil, frame


class PersonField(forms.ModelChoiceField):
    """One of the school's people in one role, by membership."""

    def __init__(self, school, role: Role, **kwargs) -> None:
        people = Membership.objects.current().filter(school=school, role=role).select_related("user")
        super().__init__(people.order_by("user__name"), empty_label="Choose one", **kwargs)

    def label_from_instance(self, membership: Membership) -> str:
        return membership.user.called


class TeacherForm(forms.Form):
    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teacher"] = PersonField(school, Role.TEACHER, label="Teacher")


class SupporterForm(forms.Form):
    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ta"] = PersonField(school, Role.TA, label=f"{school.label('ta')} who supports the child")


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ["name", "relationship", "email", "phone"]
        help_texts = {
            "relationship": "For example mother, carer, grandparent",
            "email": "A plan is shared online with this address, or on paper without one",
        }


def classes(request, school):
    """This year's classes and who answers for them."""
    check_can(request.user, Permission.PEOPLE_MANAGE, request.school)
    teachers = Prefetch("class_teachers", ClassTeacher.objects.select_related("user"))
    found = SchoolClass.objects.filter(
        school=request.school, academic_year=academic_year(timezone.localdate())
    ).prefetch_related(teachers)
    rows = [
        {"name": c.name, "teachers": ", ".join(t.user.called for t in c.class_teachers.all()),
         "url": reverse("register:class", args=[school, c.reference])}
        for c in found.order_by("name")
    ]  # fmt: skip
    return render(
        request, "register/classes.html", {"title": "Classes", "line": f"{len(rows)} this year", "rows": rows}
    )


def school_class(request, school, reference):
    """Add a teacher to a class, or take one away."""
    check_can(request.user, Permission.PEOPLE_MANAGE, request.school)
    found = get_object_or_404(SchoolClass, school=request.school, reference=reference)
    form = TeacherForm(request.POST or None, school=request.school)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_teacher(school_class=found, user_id=_number(request.POST["remove"]))
        return redirect("register:class", school, reference)
    if request.method == "POST" and form.is_valid():
        teacher = form.cleaned_data["teacher"].user
        actions.add_teacher(school_class=found, user=teacher)
        messages.success(request, f"{teacher.called} now sees the pupils of {found.name}.")
        return redirect("register:class", school, reference)
    people = [{"id": t.user_id, "name": t.user.called} for t in found.class_teachers.select_related("user")]
    context = {"form": form, "title": found.name, "line": "Its teachers see its pupils.", "people": people,
        "submit_label": "Add the teacher",
               "back_url": reverse("register:classes", args=[school]), "back_label": "All classes"}  # fmt: skip
    return render(request, "register/carers.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def supporters(request, school, reference):
    """Say which TAs support a pupil in class, and so see the pupil."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.PEOPLE_MANAGE, pupil)
    form = SupporterForm(request.POST or None, school=request.school)
    here = redirect("register:supporters", school, reference)
    if request.method == "POST" and "remove" in request.POST:
        actions.end_grant(pupil=pupil, user=_number(request.POST["remove"]), kind=GrantKind.SUPPORT)
        return here
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["ta"].user
        actions.grant(pupil=pupil, user=user, kind=GrantKind.SUPPORT)
        messages.success(request, f"{user.called} now sees {pupil.first_name}.")
        return here
    grants = PupilGrant.objects.filter(content_object=pupil, permission__codename=GrantKind.SUPPORT)
    people = [{"id": grant.user_id, "name": grant.user.called} for grant in grants.select_related("user")]
    context = frame(pupil, request.user) | {"form": form, "title": f"Who supports {pupil.first_name}", "people": people,
        "submit_label": "Add",
               "back_url": pupil.get_absolute_url(), "back_label": f"Back to {pupil.first_name}", "line": ""}  # fmt: skip
    return render(request, "register/carers.html", context)


def _let_in(request, pupil: Pupil, held: Contact):
    """Let a parent or carer sign in by a code to their email address, and tell them so."""
    check_can(request.user, Permission.PEOPLE_MANAGE, pupil)
    try:
        actions.invite_parent(contact=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, f"{held.name} can sign in with a code from now on, and is told by email.")
    return redirect("register:contact", request.school.slug, pupil.reference, held.reference)


def contact(request, school, reference, contact=None):
    """Add a contact of a pupil, or put one right."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.CONTACTS_EDIT, pupil)
    held = get_object_or_404(Contact, pupil=pupil, reference=contact) if contact else None
    if request.method == "POST" and "open" in request.POST and held:
        return _let_in(request, pupil, held)
    form = ContactForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        actions.write_contact(pupil=pupil, contact=held, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, "The contact is saved.")
        return redirect(pupil)
    may_let_in = (
        held and held.email and not held.user_id and can(request.user, Permission.PEOPLE_MANAGE, pupil)
    )
    title = f"Change a contact of {pupil.name}" if held else f"Add a contact of {pupil.name}"
    context = {"form": form, "title": title, "submit_label": "Save the contact", "line": "",
               "back_url": pupil.get_absolute_url(), "back_label": f"Back to {pupil.first_name}",
               "let_in": held.name if may_let_in else ""}  # fmt: skip
    return render(request, "register/contact.html", context)
