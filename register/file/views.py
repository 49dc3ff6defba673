from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.documents.actions import make_again
from core.jobs.models import JobState
from core.ui.editing import version_in
from register.edits import tell_refused
from register.enums import DocumentKind
from register.file import actions, present, queries
from register.file.forms import AddDocumentForm, ConversationForm, DocumentForm, IssuedForm
from register.file.serving import serve
from register.hooks import opens_elsewhere
from register.models import Conversation, PupilDocument
from register.pages import find_pupil, frame, opened

DOCUMENTS = PupilDocument.objects.select_related("issued__file", "issued__job", "file", "pupil__school", "school",
                                                 "pupil__school_class")  # fmt: skip


@require_GET
def file(request, school, reference):
    """The pupil's documents, meetings and calls. Opening it is recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    opened(request, pupil, "pupil file")
    asked = request.GET.get("kind", "")
    kind = asked if asked in DocumentKind.values else ""
    documents = list(queries.documents_of(pupil, request.user))
    conversations = list(queries.conversations_of(pupil, request.user))
    page = present.file_page(pupil, request.user, documents, conversations, kind, timezone.localdate())
    return render(request, "file/file.html", frame(pupil, request.user, "file") | page)


def add(request, school, reference):
    """Put a document into the file: upload it, or say where the paper is."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.FILE_EDIT, pupil)
    form = AddDocumentForm(request.POST or None, request.FILES or None, pupil=pupil)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            actions.add_document(pupil=pupil, upload=data.pop("file"), by=request.user, at=now(), **data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("“%(title)s” is in the file.") % {"title": data["title"]})
            return redirect("file:file", school, reference)
    note = _("What you typed is kept. Choose the file again.") if form.must_choose_again else ""
    return _form_page(
        request, pupil, form, title=_("Add a document"), submit=_("Put it in the file"), note=note
    )


def change(request, school, reference):
    """Put right what is written about a document, who may open it and where the paper is."""
    held = visible_or_404(DOCUMENTS, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.FILE_EDIT, held)
    made = IssuedForm if actions.is_own(held) else DocumentForm
    names = tuple(made.base_fields)
    form = made(request.POST or None, pupil=held.pupil, initial={name: getattr(held, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_document(document=held, version=version_in(request.POST), by=request.user, at=now(),
                                    **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("The document’s details are saved."))
            return redirect("file:file", school, held.pupil.reference)
    return _form_page(request, held.pupil, form, title=held.title, submit=_("Save"), version=held.version)


def share(request, school, reference):
    """Let the family open a document, or take it back from their page."""
    held = visible_or_404(DOCUMENTS, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.FILE_EDIT, held)
    form = forms.Form(request.POST or None)
    if request.method == "POST" and "version" in request.POST and version_in(request.POST) != held.version:
        messages.info(request, _("This was done already, or changed since: look at the document again."))
        return redirect("file:file", school, held.pupil.reference)
    if request.method == "POST":
        form.is_valid()
        try:
            act = actions.stop_sharing if held.for_family else actions.share_document
            act(document=held, by=request.user, at=now())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            words = (
                _("The family no longer sees it.") if held.for_family else _("The family can open it now.")
            )
            messages.success(request, words)
            return redirect("file:file", school, held.pupil.reference)
    return _form_page(request, held.pupil, form, version=held.version, **_share_words(held))


def _share_words(held: PupilDocument) -> dict:
    online = ", ".join(contact.name for contact in queries.online_contacts(held.pupil))
    facts = [
        {"label": _("Document"), "value": held.title},
        {
            "label": _("Who reads it online"),
            "value": online or _("Nobody signs in yet: hand over a copy as well"),
        },
    ]
    if held.for_family:
        return {"title": _("Stop sharing with the family"), "submit": _("Stop sharing"), "facts": facts,
                "line": _("It goes from the family’s page. What they have read or saved stays with them.")}  # fmt: skip
    return {
        "title": _("Share with the family"),
        "submit": _("Share with the family"),
        "facts": facts,
        "line": _(
            "Every report we receive is shared with parents. Who signs in gets an email that names nobody."
        ),
    }


def conversation_add(request, school, reference):
    """Write down a meeting, call or letter."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.FILE_EDIT, pupil)
    form = ConversationForm(request.POST or None, pupil=pupil, initial={"on": timezone.localdate()})
    form.fields.pop("done_on")
    return _conversation(request, pupil, None, form, title=_("Write down a meeting or call"))


def conversation(request, school, reference):
    """Put right what was written about a meeting, call or letter."""
    held = visible_or_404(Conversation.objects.select_related("pupil__school", "pupil__school_class"), request.user,
                          school=request.school, reference=reference)  # fmt: skip
    check_can(request.user, Permission.FILE_EDIT, held)
    initial = {name: getattr(held, name) for name in ConversationForm.base_fields}
    form = ConversationForm(request.POST or None, pupil=held.pupil, initial=initial)
    return _conversation(request, held.pupil, held, form, title=_("Change a meeting or call"))


def _conversation(request, pupil, held, form, *, title: str):
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_conversation(pupil=pupil, conversation=held, version=version_in(request.POST),
                                       by=request.user, at=now(), **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("It is written down."))
            return redirect("file:file", request.school.slug, pupil.reference)
    version = held.version if held else None
    return _form_page(request, pupil, form, title=title, submit=_("Save"), version=version)


@require_POST
def step_done(request, school, reference):
    """The next step of a conversation was done today."""
    held = visible_or_404(Conversation.objects.select_related("pupil__school"), request.user, school=request.school,
                          reference=reference)  # fmt: skip
    check_can(request.user, Permission.FILE_EDIT, held)
    try:
        actions.mark_step_done(conversation=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("The step is done."))
    return redirect("file:file", school, held.pupil.reference)


def _form_page(
    request, pupil, form, *, title: str, submit: str, note: str = "", line: str = "", facts=None, version=None
):
    kept = _("What you typed is kept.") if form.errors and form.fields else ""
    context = frame(pupil, request.user) | {
        "form": form, "title": title, "line": line, "facts": facts, "submit_label": submit, "note": note or kept,
        "back_url": reverse("file:file", args=[request.school.slug, pupil.reference]), "version": version,
        "back_label": _("Back to %(name)s’s file") % {"name": pupil.first_name},
    }  # fmt: skip
    return render(request, "form_page.html", context)


@require_GET
def document(request, school, reference):
    """A document's bytes, for whoever may open it (the family: what was shared with them). Opening is recorded."""
    found = visible_or_404(DOCUMENTS, request.user, school=request.school, reference=reference)
    staff = request.school.pk in request.user.staff_school_ids
    if staff and found.kind == DocumentKind.EHC and (elsewhere := opens_elsewhere(found)):
        return redirect(elsewhere)
    kept = present.bytes_of(found)
    if kept is None and found.issued is not None:
        return _not_ready(request, found)
    what = found.title if actions.is_own(found) else str(found.get_kind_display())
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT, what=what[:120],
                   subject=found.pupil.reference)  # fmt: skip
    if kept is None:
        return _on_paper(request, found)
    name = f"{found.title} {found.pupil.reference}"
    return serve(kept, name=name, inline=request.GET.get("inline") == "1")


def _on_paper(request, document: PupilDocument):
    line = _("This is on paper alone: %(place)s.") % {"place": document.paper_at}
    here = [document.school.slug, document.pupil.reference]
    context = {"title": document.title, "line": line, "back_url": reverse("file:file", args=here),
               "back_label": _("Back to %(name)s’s file") % {"name": document.pupil.first_name}}  # fmt: skip
    return render(request, "file/paper.html", context)


@require_POST
def document_remake(request, school, reference):
    """Have the PDF of an issued document made again, when it could not be made."""
    found = visible_or_404(DOCUMENTS, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.PLAN_AGREE, found)
    if found.issued is not None:
        make_again(document=found.issued, by=request.user, at=now())
    return redirect("file:document", school, reference)


def _not_ready(request, document: PupilDocument):
    """The document's page while its bytes are not there: it waits, or says that they could not be made."""
    job = document.issued.job
    failed = job is not None and job.state == JobState.FAILED
    here = [document.school.slug, document.reference]
    context = {"title": document.title, "failed": failed,
               "remake_url": reverse("file:document-remake", args=here), "back_url": document.pupil.get_absolute_url(),
               "back_label": _("Back to %(name)s") % {"name": document.pupil.first_name}}  # fmt: skip
    return render(request, "file/making.html", context, status=202)
