"""Raising a concern, and adding to one: by staff on the school's form, by parents in three fields."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission, Role
from core.accounts.permissions import Denied, can, check_can
from core.accounts.roles import roles_with
from core.ui.editing import as_text, autosaved, choices_in, conflict_page, typed_in, version_in
from register.concerns import actions, drafts, pages, queries
from register.concerns.actions import GATHERED
from register.concerns.forms import AddForm, ParentForm, RaiseForm
from register.concerns.views import find_concern
from register.enums import ConcernKind, Factor, GrantKind, RaisedBy
from register.models import Concern, LifeEvent, Pupil, PupilGrant
from register.queries import contacts_of, search_pupils

LISTED = 40  # pupils shown before anything is typed, to those who see a class and not the school


@require_GET
def find(request, school):
    """Whom is the concern about? Those in the care of a teacher or a TA, or a parent's own children, at once."""
    check_can(request.user, Permission.CONCERN_RAISE, request.school)
    text = request.GET.get("q", "")[:80].replace("\0", "").strip()
    few = request.school.pk not in request.user.whole_school_ids
    found = search_pupils(request.school, request.user, text, most=LISTED) if text or few else []
    rows = [{"name": p.name, "klass": p.class_name,
             "url": reverse("concerns:raise", args=[school, p.reference])} for p in found if not p.left_on]  # fmt: skip
    return render(request, "concerns/find.html", {"q": text, "rows": rows})


def find_child(request, reference: str) -> tuple[Pupil, bool]:
    """The pupil, and whether the person asks as a parent of theirs: whoever sees the pupil by a role that raises
    concerns asks as staff. Http404 outside their sight, Denied where they see the pupil by another role."""
    pupils = Pupil.objects.select_related("school", "school_class").filter(
        school=request.school, reference=reference
    )
    roles = request.user.roles_at(request.school.pk)
    seen = pupils.visible_to(request.user).first()
    if seen and roles & (frozenset(roles_with(Permission.CONCERN_RAISE)) - {Role.PARENT}):
        return seen, False
    kin = PupilGrant.objects.filter(user=request.user, permission__codename=GrantKind.PARENT).in_force()
    own = pupils.filter(pk__in=kin.values("content_object")).first() if Role.PARENT in roles else None
    if own is None and seen is None:
        raise Http404
    if own is None:
        raise Denied(f"Only staff and parents of {seen.first_name} may raise a concern here.")
    return own, True


def raise_concern(request, school, reference):
    """Raise a concern about a pupil."""
    pupil, as_parent = find_child(request, reference)
    check_can(request.user, Permission.CONCERN_RAISE, pupil)
    return _by_parent(request, pupil) if as_parent else _by_staff(request, pupil)


def _by_parent(request, pupil: Pupil):
    form = ParentForm(request.POST if request.method == "POST" else None, pupil=pupil)
    if form.is_valid() and _told_by_parent(request, pupil, form):
        thanks = _("Thank you. Your words are with the school, and somebody will talk with you about them.")
        messages.success(request, thanks)
        return redirect("overview:home", request.school.slug)
    context = {
        "form": form, "title": _("Tell the school about %(name)s") % {"name": pupil.first_name},
        "line": _("The class teacher and the %(senco)s read this. You need not fill in everything.")
        % {"senco": pupil.school.label("senco")},
        "submit_label": _("Send to the school"), "back_url": reverse("overview:home", args=[request.school.slug]),
        "back_label": _("Back to my child"), "note": _("What you typed is kept.") if form.errors else "",
    }  # fmt: skip
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


def _told_by_parent(request, pupil: Pupil, form: ParentForm) -> bool:
    contact = next((one for one in contacts_of(pupil) if one.user_id == request.user.pk), None)
    name = contact.name if contact else request.user.name
    try:
        actions.raise_concern(
            pupil=pupil, raised_on=timezone.localdate(), raised_by=RaisedBy.PARENT, referred_by=name, carer=name,
            kind=ConcernKind.SEND, by=request.user, at=now(), **form.cleaned_data,
        )  # fmt: skip
    except Denied as denied:
        form.add_error(None, denied.reason)
        return False
    return True


def _by_staff(request, pupil: Pupil):
    work = drafts.editing(request, "concern", drafts.unwritten(pupil))
    if answer := autosaved(request, work):
        return answer
    posted = request.method == "POST"
    events = queries.events_of(pupil) if can(request.user, Permission.CONCERN_VIEW, pupil) else []
    form = RaiseForm(request.POST if posted else None, pupil=pupil, events=events,
                     initial=_first(request, pupil, events))  # fmt: skip
    if form.is_valid() and (concern := _raised(request, pupil, form)):
        work.discard()
        return _after_raising(request, concern)
    draft = drafts.carry_on(request, work, form)
    context = pages.raise_page(request, pupil, form, draft)
    return render(request, "concerns/raise.html", context, status=422 if posted else 200)


def _first(request, pupil: Pupil, events: list[LifeEvent]) -> dict:
    """What the form begins with: today, who writes, the first contact; that one of `events` which the address
    names."""
    contacts = contacts_of(pupil)
    first = {"kind": ConcernKind.SEND, "raised_on": timezone.localdate(), "referred_by": request.user.called,
             "carer": contacts[0].name if contacts else "", "raised_by": RaisedBy.STAFF}  # fmt: skip
    named = request.GET.get("event", "")
    event = next((one for one in events if str(one.pk) == named), None)
    if event is None:
        return first
    note = f"{event.get_kind_display()}, {event.on:%-d %b %Y}. {event.note}".strip()
    return first | {"factors": [Factor.LIFE_EVENT.value], "factors_note": note}


def _raised(request, pupil: Pupil, form: RaiseForm) -> Concern | None:
    try:
        return actions.raise_concern(pupil=pupil, by=request.user, at=now(), **form.cleaned_data)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return None


def _after_raising(request, concern: Concern):
    messages.success(request, f"The concern is with the {request.school.label('senco')}.")
    if not concern.parents_told_on:
        messages.warning(
            request, "The parents have not been told yet. Tell them soon: they have a right to know early."
        )
    if can(request.user, Permission.CONCERN_VIEW, concern):
        return redirect(concern)
    return redirect(concern.pupil)


def amend(request, school, reference):
    """Add to a concern what has been gathered since; two people's texts never overwrite each other."""
    found = find_concern(request, reference)
    check_can(request.user, Permission.CONCERN_RAISE, found)
    saved = as_text(_saved(found))
    labels = {name: str(field.label) for name, field in AddForm.base_fields.items()}
    work = drafts.editing(request, "concern-add", found, saved, labels)
    if answer := autosaved(request, work):
        return answer
    if request.method == "POST":
        return _amended(request, found, work)
    draft = work.begin(now())
    form = AddForm(
        pupil=found.pupil, initial=drafts.initial_of(draft.data if draft else saved, AddForm.base_fields)
    )
    return render(request, "concerns/amend.html", pages.amend_page(request, found, form, draft))


def _saved(found: Concern) -> dict:
    seen = {True: "yes", False: "no"}.get(found.seen_in_school, "")
    return {name: getattr(found, name) for name in GATHERED} | {"seen_in_school": seen}


def _amended(request, found: Concern, work):
    typed, base, choices = typed_in(request.POST), version_in(request.POST), choices_in(request.POST)
    if work.overtaken(base):
        saved_at = queries.last_saved(found)
        return conflict_page(
            request, work, typed, saved_by="A colleague", saved_at=saved_at, back=request.path
        )
    merged = typed if choices is None else work.merged(typed, choices)
    form = AddForm(drafts.posted(merged, AddForm.base_fields), pupil=found.pupil)
    if form.is_valid():
        try:
            actions.add_to_concern(concern=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            work.discard()
            messages.success(request, "It is added to the concern.")
            return redirect(found)
    work.keep(merged, base=base, at=now())
    return render(
        request, "concerns/amend.html", pages.amend_page(request, found, form, work.draft()), status=422
    )
