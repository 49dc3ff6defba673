from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404, why_not
from core.audit.actions import record_opening
from core.audit.models import Opening
from register.enums import HowTold, LetterKind, SlipAnswer
from register.letters import actions, present, queries
from register.letters.forms import AnswerForm, LetterForm, ReceivedForm
from register.models import Letter
from register.pages import find_pupil, frame, opened
from register.permissions import pupil_is_here
from register.queries import contacts_of

LETTERS = Letter.objects.select_related(
    "contact", "pupil__school", "pupil__school_class", "document__issued__file", "school"
)


def find_letter(request, reference: str) -> Letter:
    """The letter, if the user may know of it; 404 otherwise."""
    return visible_or_404(LETTERS, request.user, school=request.school, reference=reference)


@require_GET
def pupil_letters(request, school, reference):
    """The letters sent about a pupil, each with how its slip stands, and the one that is due. Opening it is recorded."""
    pupil = find_pupil(request, reference)
    if not can(request.user, Permission.SLIP_RECORD, pupil):
        check_can(request.user, Permission.LETTER_SEND, pupil)
    opened(request, pupil, "pupil letters")
    today, due = timezone.localdate(), None if pupil.left_on else queries.letter_due(pupil)
    lines = [present.letter_line(letter, pupil, today) for letter in queries.letters_of(pupil, request.user)]
    write = None if pupil.left_on else reverse("letters:write", args=[school, reference])
    return render(request, "letters/pupil.html", frame(pupil, request.user, "letters") | {
        "letters": lines, "due": present.due_line(due, pupil) if due else None, "write_url": write,
        "can_write": why_not(request.user, Permission.LETTER_SEND, pupil) is None,
    })  # fmt: skip


def write(request, school, reference):
    """Write a letter: choose, see the words as they will be sent, send."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.LETTER_SEND, pupil)
    pupil_is_here(request.user, pupil)
    standing, contacts = queries.standing_of(pupil), contacts_of(pupil)
    if not contacts:
        return _no_contact(request, pupil)
    kwargs = {"standing": standing, "contacts": contacts}
    if request.method != "POST":
        return _form_page(request, pupil, LetterForm(initial=_initial(request, pupil, standing), **kwargs))
    form = LetterForm(request.POST, **kwargs)
    if not form.is_valid() or "change" in request.POST:
        return _form_page(request, pupil, form)
    return _sent(request, pupil, form) if "send" in request.POST else _preview(request, pupil, form)


def _initial(request, pupil, standing) -> dict:
    asked = request.GET.get("kind", "")
    if asked in LetterKind.values:
        return {"kind": asked}
    due = queries.letter_due(pupil, standing)
    fitting = [kind for kind in LetterKind if not queries.cannot_write(kind, standing)]
    kind = due.kind if due else fitting[0] if len(fitting) == 1 else ""
    return {"kind": kind}


def _back(pupil) -> dict:
    return {"back_url": reverse("letters:pupil", args=[pupil.school.slug, pupil.reference]),
            "back_label": _("Letters about %(name)s") % {"name": pupil.first_name}}  # fmt: skip


def _form_page(request, pupil, form):
    context = frame(pupil, request.user) | _back(pupil) | {
        "form": form, "title": _("Write a letter about %(name)s") % {"name": pupil.first_name}, "line": "",
        "submit_label": _("See the letter"), "note": _("Nothing is sent yet."),
    }  # fmt: skip
    return render(request, "letters/write.html", context)


def _no_contact(request, pupil):
    add = reverse("register:contact-add", args=[pupil.school.slug, pupil.reference])
    title = _("Write a letter about %(name)s") % {"name": pupil.first_name}
    context = {"title": title, "add_url": add if can(request.user, Permission.CONTACTS_EDIT, pupil) else ""}
    return render(request, "letters/no_contact.html", frame(pupil, request.user) | _back(pupil) | context)


def _preview(request, pupil, form):
    today, chosen = timezone.localdate(), form.choices
    drawn = [
        {"to": contact.name, "how": _("online") if how == HowTold.ONLINE else _("on paper"),
         **queries.letter_snapshot(form.standing, chosen, contact, how, today)}
        for contact, how in form.to.items()
    ]  # fmt: skip
    return render(request, "letters/preview.html", frame(pupil, request.user) | _back(pupil) | {
        "form": form, "title": _("This is what will be sent"), "drawn": drawn,
    })  # fmt: skip


def _sent(request, pupil, form):
    chosen = form.choices
    try:
        sent = actions.send_letters(
            pupil=pupil, kind=chosen.kind, contacts=form.to, pronouns=chosen.pronouns, enclosed=chosen.enclosed,
            own=chosen.own, by=request.user, at=now(),
        )  # fmt: skip
    except Denied as denied:
        form.add_error(None, denied.reason)
        return _form_page(request, pupil, form)
    paper = [letter for letter in sent if letter.how == HowTold.PAPERS]
    words = (
        _("The letter is sent. Print what goes home on paper below.") if paper else _("The letter is sent.")
    )
    messages.success(request, words)
    return redirect("letters:pupil", request.school.slug, pupil.reference)


def read(request, school, reference):
    """The letter as it was sent: its reader says here that it has been received. Opening it is recorded."""
    letter = find_letter(request, reference)
    own = letter.contact.user_id == request.user.pk and letter.how == HowTold.ONLINE
    if not own:
        check_can(request.user, Permission.SLIP_RECORD, letter)
    if request.method != "POST":
        return _read_page(request, letter, ReceivedForm(), own=own)
    if not own:
        raise Denied(_("Only the person whom the letter was sent to can say that it has been received."))
    return _received(request, letter, ReceivedForm(request.POST))


def _read_page(request, letter: Letter, form: ReceivedForm, *, own: bool):
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT,
                   what=f"letter: {letter.get_kind_display()}", subject=letter.pupil.reference)  # fmt: skip
    slug, snapshot = request.school.slug, letter.document.issued.snapshot
    to_staff = reverse("letters:pupil", args=[slug, letter.pupil.reference])
    return render(request, "letters/read.html", {
        "letter": snapshot["letter"], "sent_by": snapshot["school"], "own": own, "form": form,
        "title": _("A letter from school") if own else _("The letter as it was sent"),
        "received": present.received_words(letter), "comment": letter.comment,
        "pdf": present.pdf_link(letter, slug), "may_answer": own and not letter.answer,
        "back_url": reverse("overview:home", args=[slug]) if own else to_staff,
        "back_label": _("My child") if own else _("Letters about %(name)s") % {"name": letter.pupil.first_name},
    })  # fmt: skip


def _received(request, letter: Letter, form: ReceivedForm):
    if not form.is_valid():
        return _read_page(request, letter, form, own=True)
    try:
        actions.answer_letter(letter=letter, answer=SlipAnswer.ONLINE, on=timezone.localdate(), name=request.user.name,
                              by=request.user, at=now(), **form.cleaned_data)  # fmt: skip
    except Denied as denied:
        messages.info(request, denied.reason)
    else:
        messages.success(request, _("Thank you. The school can see that you have received the letter."))
    return redirect("letters:read", request.school.slug, letter.reference)


def answer(request, school, reference):
    """Record how it is known that the family has the letter: a paper slip, a telephone call, a pack sent home."""
    letter = find_letter(request, reference)
    check_can(request.user, Permission.SLIP_RECORD, letter)
    back = _came_from(request, letter)
    if letter.answer:
        messages.info(request, actions.answered_already(letter))
        return redirect(back["back_url"])
    usual = {"answer": SlipAnswer.SLIP, "on": timezone.localdate(), "name": letter.contact.name}
    form = AnswerForm(request.POST or None, letter=letter, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_letter(letter=letter, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The answer is recorded."))
            return redirect(back["back_url"])
    context = frame(letter.pupil, request.user) | back | {
        "form": form, "title": _("Record the family’s answer"), "facts": present.answer_facts(letter),
        "submit_label": _("Record the answer"), "line": _("Once recorded, an answer stays as it is: check it first."),
    }  # fmt: skip
    return render(request, "form_page.html", context)


def _came_from(request, letter: Letter) -> dict:
    if request.GET.get("from") == "desk":
        return {
            "back_url": reverse("overview:desk", args=[request.school.slug]),
            "back_label": _("Back to the slips"),
        }
    return _back(letter.pupil)


@require_POST
def chase(request, school, reference):
    """Remind the family of a letter whose slip is out: by email, or with the letter printed again."""
    letter = find_letter(request, reference)
    check_can(request.user, Permission.SLIP_RECORD, letter)
    try:
        actions.chase_letter(letter=letter, by=request.user, at=now())
    except Denied as denied:
        messages.warning(request, denied.reason)
    else:
        online = letter.how == HowTold.ONLINE
        messages.success(request, _("A reminder is on its way by email.") if online
                         else _("It is noted that the letter goes home again."))  # fmt: skip
    return redirect(_came_from(request, letter)["back_url"])
