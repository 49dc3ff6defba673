"""Letters as finished strings, for staff and for the family."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from core.documents.models import IssueState
from core.schools.models import School
from core.ui.present import DueState, day, day_in, distance, due_state, state
from register.enums import HowTold, LetterKind, SlipAnswer
from register.letters.queries import LetterDue
from register.letters.words import letter_name
from register.models import Letter, Pupil

DUE_WORDS = {
    LetterKind.ON_REGISTER: lazy("The family has had no letter yet that %(name)s is on the %(register)s since %(day)s."),
    LetterKind.STEP_DOWN: lazy("The family has had no letter yet about the change in support since %(day)s."),
    LetterKind.EXTRA_SUPPORT: lazy("The family has had no letter yet about the extra support since %(day)s."),
}  # fmt: skip


def due_line(due: LetterDue, pupil: Pupil) -> dict:
    """The letter that is due, as a note: {"words", "url", "label"}."""
    words = DUE_WORDS[due.kind] % {
        "name": pupil.first_name, "register": pupil.school.label("register"), "day": day(due.since)}  # fmt: skip
    url = reverse("letters:write", args=[pupil.school.slug, pupil.reference])
    return {"words": words, "url": f"{url}?kind={due.kind.value}", "label": _("Write this letter")}


def slip_state(letter: Letter, today: dt.date, soon_days: int) -> DueState:
    """How the slip stands: answered, late, due soon or waited for."""
    if letter.answer:
        return state("done", _("Answered"))
    due = due_state(letter.return_by, today, soon_days)
    words = {"late": _("Slip late"), "soon": _("Slip due soon"), "due": _("Slip out")}
    return DueState(due.key if due.key != "due" else "wait", due.icon, words[due.key])


def letter_line(letter: Letter, pupil: Pupil, today: dt.date) -> dict:
    """One letter in the terms of letters/_letter.html, for staff."""
    here, sent = [pupil.school.slug, letter.reference], timezone.localdate(letter.sent_at)
    how = _("online") if letter.how == HowTold.ONLINE else _("on paper")
    ready = letter.document.issued.state == IssueState.READY
    pdf = reverse("file:document", args=[pupil.school.slug, letter.document.reference])
    return {
        "what": letter_name(letter.kind, pupil.school), "state": slip_state(letter, today, pupil.school.soon_days),
        "sent": _("Sent %(day)s to %(who)s, %(how)s, by %(by)s") % {
            "day": day_in(sent, today), "who": letter.contact.name, "how": how, "by": letter.sent_by.called},
        "slip": answer_words(letter) if letter.answer else _("Slip asked back by %(day)s") % {
            "day": day_in(letter.return_by, today)},
        "chased": chased_words(letter.chases, letter.chased_at and timezone.localdate(letter.chased_at), today),
        "comment": letter.comment, "read_url": reverse("letters:read", args=here), "pdf_url": f"{pdf}?inline=1",
        "making": "" if ready else _("The PDF is being made"),
        "answer_url": "" if letter.answer else reverse("letters:answer", args=here),
    }  # fmt: skip


def answer_words(letter: Letter) -> str:
    """ "Paper slip, signed by Anna Marsden, Mon 23 Nov 2026"."""
    how = str(SlipAnswer(letter.answer).label)
    who = _("from %(who)s") % {"who": letter.answered_name} if letter.answered_name else ""
    return ", ".join(part for part in (how, who, day(letter.answered_on)) if part)


def chased_words(chases: int, chased_on: dt.date | None, today: dt.date) -> str:
    """ "Reminded twice, last 3 days ago"; nothing for a letter that was not chased."""
    if not chases:
        return ""
    often = {1: _("Reminded once"), 2: _("Reminded twice")}.get(chases) or ngettext(
        "Reminded %(n)d time", "Reminded %(n)d times", chases
    ) % {"n": chases}
    return _("%(often)s, last %(when)s") % {"often": often, "when": distance((chased_on - today).days)}


def family_state(letter: Letter) -> DueState:
    """How a letter stands for the parent who reads it."""
    return (
        state("done", _("Received by you"))
        if letter.answer
        else DueState("soon", "clock-fill", _("Waiting for you"))
    )


def family_line(letter: Letter, school: School) -> dict:
    """One letter in the terms of family/child.html."""
    sent = day(timezone.localdate(letter.sent_at))
    return {"label": _("%(letter)s, %(day)s") % {"letter": letter_name(letter.kind, school), "day": sent},
            "url": reverse("letters:read", args=[school.slug, letter.reference]), "state": family_state(letter)}  # fmt: skip


def received_words(letter: Letter) -> str:
    """By whom, how and when the letter was answered; "" while it is not."""
    if not letter.answer:
        return ""
    if letter.answer == SlipAnswer.ONLINE:
        words = _("%(name)s told us on %(day)s that this letter has been received.")
        return words % {"day": day(letter.answered_on), "name": letter.answered_name}
    return _("Answered: %(how)s.") % {"how": answer_words(letter)}


def answer_facts(letter: Letter) -> list[dict]:
    """What one needs to record an answer: the letter, to whom and when, the number to ring."""
    sent = {"day": day(timezone.localdate(letter.sent_at)), "who": letter.contact.name}
    facts = [(_("Letter"), letter_name(letter.kind, letter.pupil.school)), (_("Sent"), _("%(day)s to %(who)s") % sent),
             (_("Telephone"), letter.contact.phone)]  # fmt: skip
    return [{"label": label, "value": value} for label, value in facts if value]


def pdf_link(letter: Letter, slug: str) -> dict | None:
    """The letter's PDF, {"url", "label"}, once it has been made."""
    issued = letter.document.issued
    if issued.state != IssueState.READY:
        return None
    size = issued.file.size // 1024 + 1
    return {"url": reverse("file:document", args=[slug, letter.document.reference]),
            "label": _("Download the letter (PDF, %(size)s KB)") % {"size": size}}  # fmt: skip
