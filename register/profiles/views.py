"""Pages of one pupil's profile: reading, confirming, writing, reviewing with parents, versions, sharing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.present import day
from register.models import Profile, Pupil
from register.pages import find_pupil, frame, opened
from register.profiles import actions, queries
from register.profiles.forms import ProfileForm, ReviewForm, ShareForm, profile_text
from register.profiles.pages import BANK, bank_beside, compared, reading_page, with_bank
from register.queries import contacts_of
from register.voice.queries import latest_voice


def _profile_or_404(pupil: Pupil) -> Profile:
    held = Profile.objects.filter(pupil=pupil).select_related("written_by").first()
    if held is None:
        raise Http404
    held.pupil = pupil
    return held


@require_GET
def profile(request, school, reference):
    """The profile as any adult in the room reads it, with what is new to them and who has read it."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    opened(request, pupil, "pupil record")
    return render(request, "profiles/profile.html", reading_page(pupil, request.user, timezone.localdate()))


@require_POST
def read(request, school, reference):
    """Confirm that one has read the version that the page showed."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    held = _profile_or_404(pupil)
    try:
        actions.confirm_reading(profile=held, number=version_in(request.POST), by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, f"It is noted that you have read version {held.version}.")
    return redirect("profiles:profile", school, reference)


def edit(request, school, reference):
    """Write the pupil's profile; drafts are kept and two people's texts never overwrite each other."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.PROFILE_EDIT, pupil)
    held = Profile.objects.filter(pupil=pupil).select_related("written_by").first()
    held = held or Profile(school=pupil.school, version=0)
    held.pupil, held.reference = pupil, pupil.reference  # a draft is kept under the pupil's reference
    asked = latest_voice(pupil) is not None
    blank = ProfileForm(held=held, asked=asked, initial=profile_text(held))
    editing = Editing("profile", held, request.user, profile_text(held), blank.labels)
    if request.method == "POST":
        return _posted(request, held, editing, asked)
    draft = editing.begin(now())
    form = ProfileForm(held=held, asked=asked, initial=draft.data) if draft else blank
    return _edit_page(request, held, form, draft)


def _edit_page(request, held: Profile, form: ProfileForm, draft, status: int = 200):
    pupil, label = held.pupil, request.school.label("profile")
    context = frame(pupil, request.user) | saving(request, draft) | {
        "form": form, "title": f"{label} for {pupil.name}", "bank": bank_beside(pupil),
        "back_url": reverse("profiles:profile", args=[request.school.slug, pupil.reference]),
        "back_label": f"Back to the {label.lower()}", "version": draft.base if draft else held.version,
        "submit_label": f"Save the {label.lower()}",
    }  # fmt: skip
    return render(request, "profiles/edit.html", context, status=status)


def _posted(request, held: Profile, editing: Editing, asked: bool):
    typed, base, at = typed_in(request.POST), version_in(request.POST), now()
    typed.pop(BANK, None)
    if answer := autosaved(request, editing, typed):
        return answer
    typed = with_bank(typed, request.school, request.POST.getlist(BANK))
    choices = choices_in(request.POST)
    if editing.overtaken(base):
        return conflict_page(request, editing, typed, saved_by=held.written_by.called, saved_at=held.written_at,
                             back=request.path)  # fmt: skip
    merged = typed if choices is None else editing.merged(typed, choices)
    form = ProfileForm(merged, held=held, asked=asked)
    if not form.is_valid() or not _saved(request, held.pupil, form, at):
        editing.keep(merged, base=base, at=at)
        return _edit_page(request, held, form, editing.draft(), status=422)
    editing.discard()
    return redirect("profiles:profile", request.school.slug, held.pupil.reference)


def _saved(request, pupil: Pupil, form: ProfileForm, at) -> bool:
    try:
        actions.write_profile(pupil=pupil, by=request.user, at=at, **form.cleaned_data)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return False
    messages.success(request, f"{pupil.first_name}’s {request.school.label('profile').lower()} is saved.")
    return True


def review(request, school, reference):
    """Write down that the profile was reviewed with the parents."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.PROFILE_EDIT, pupil)
    held, label = _profile_or_404(pupil), request.school.label("profile").lower()
    form = ReviewForm(request.POST or None, pupil=pupil, initial={"reviewed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_profile(profile=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, "The review is recorded. Does the text still fit? Change it where it does not."
            )
            return redirect("profiles:profile", school, reference)
    title = f"Review {pupil.first_name}’s {label} with parents"
    return _form_page(
        request, pupil, form, title, "Record the review", line=f"The {label} gets a new version."
    )


def _form_page(request, pupil: Pupil, form, title: str, submit: str, *, line: str):
    context = frame(pupil, request.user) | {
        "form": form, "title": title, "line": line, "submit_label": submit,
        "back_url": reverse("profiles:profile", args=[request.school.slug, pupil.reference]),
        "back_label": f"Back to the {request.school.label('profile').lower()}",
        "note": "What you typed is kept." if form.errors else "",
    }  # fmt: skip
    return render(request, "form_page.html", context)


def share(request, school, reference):
    """Issue the profile as it is now and show it to the family."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.PROFILE_SHARE, pupil)
    held, label = _profile_or_404(pupil), request.school.label("profile").lower()
    form = ShareForm(request.POST if request.method == "POST" else None, contacts=contacts_of(pupil))
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data.get("contacts", ()))
        document = actions.share_profile(profile=held, contacts=chosen, by=request.user, at=now())
        messages.success(request, f"The {label} is shared. Its PDF is in {pupil.first_name}’s documents.")
        return redirect("file:document", school, document.reference)
    line = (f"Version {held.version} of {day(timezone.localdate(held.written_at))} becomes a PDF that the parents can "
            "read with their other documents, and that you can print for those without email.")  # fmt: skip
    return _form_page(request, pupil, form, f"Share {pupil.first_name}’s {label}", "Share it", line=line)


@require_GET
def versions(request, school, reference):
    """Every version of the profile, and what changed between two of them."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    held = _profile_or_404(pupil)
    found = queries.versions_of(held)
    context = frame(pupil, request.user, "profile") | compared(
        found, request.GET.get("old"), request.GET.get("new")
    )
    here = [school, reference]
    context |= {
        "back_url": reverse("profiles:profile", args=here), "label": request.school.label("profile").lower(),
        "may_edit": can(request.user, Permission.PROFILE_EDIT, pupil),
    }  # fmt: skip
    return render(request, "profiles/versions.html", context)
