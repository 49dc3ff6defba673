"""Messages that left, and the last round, as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from core.reminders.enums import MailState
from core.reminders.models import Mail, Round
from core.reminders.queries import Post
from core.schools.models import School
from core.ui.listing import rows_of
from core.ui.present import DueState, clock, day, state

S = MailState
LOOKS = {
    S.WAITING: ("wait", lazy("Waiting")), S.SENDING: ("wait", lazy("Being sent")), S.SENT: ("done", lazy("Sent")),
    S.BOUNCED: ("late", lazy("Refused")), S.FAILED: ("late", lazy("Failed")),
}  # fmt: skip
FILTERS = {"": lazy("All"), S.WAITING: LOOKS[S.WAITING][1], S.SENT: LOOKS[S.SENT][1],
           S.BOUNCED: LOOKS[S.BOUNCED][1], S.FAILED: LOOKS[S.FAILED][1]}  # fmt: skip
STUCK = (S.FAILED, S.BOUNCED)
WHAT_TO_DO = {
    S.BOUNCED: lazy(
        "The mail server of that address took it back: the address is wrong, or the mailbox is closed or full."
    ),
    S.FAILED: lazy("It was tried for many hours and no mail server took it. The next one may go through."),
}


def is_forgotten(mail: Mail) -> bool:
    """Whether the words of a message are not kept any more, so that nothing is left to send."""
    return mail.secret and not mail.body


def look(mail: Mail) -> DueState:
    """The state of a message as a chip."""
    key, word = LOOKS[MailState(mail.state)]
    return state(key, str(word))


def moment(at: dt.datetime, today: dt.date) -> str:
    """A moment: "Today at 7.02 am", "Mon 23 Nov 2026 at 7.02 am"."""
    there = timezone.localtime(at)
    on = _("Today") if there.date() == today else day(there.date())
    return _("%(day)s at %(time)s") % {"day": on, "time": clock(there.time())}


def page(
    rows: list[Mail], chosen: str, post: Post, done: Round | None, school: School, today: dt.date
) -> dict:
    """The context of notices/messages.html."""
    here = reverse("notices:messages", args=[school.slug])
    pills = [{"label": str(label), "url": f"{here}?state={key}" if key else here, "current": key == chosen}
             for key, label in FILTERS.items()]  # fmt: skip
    return {
        "title": _("Messages"), "line": _line(post), "pills": pills, "rows": [_row(mail, school, today) for mail in rows],
        "round": round_words(done, today), "failures": _failures(done, school), "refused": post.refused, "chosen": chosen,
        "people_url": reverse("accounts:people", args=[school.slug]),
        "pupils_url": reverse("register:pupils", args=[school.slug]),
    }  # fmt: skip


def _line(post: Post) -> str:
    known = {
        _("%(n)d sent"): post.sent, _("%(n)d waiting"): post.waiting, _("%(n)d refused"): post.refused,
        _("%(n)d failed"): post.failed,
    }  # fmt: skip
    told = [words % {"n": number} for words, number in known.items() if number]
    counted = ", ".join(told) if told else _("none")
    return _("Every email that left the school, none of which names a child. In the last 7 days: %(counted)s.") % {
        "counted": counted}  # fmt: skip


def _row(mail: Mail, school: School, today: dt.date) -> dict:
    who = mail.recipient.called if mail.recipient else ""
    return {
        "state": look(mail), "what": mail.what or mail.subject, "subject": mail.subject if mail.what else "", "who": who,
        "to": mail.to, "when": moment(mail.sent_at or mail.written_at, today), "twice": mail.maybe_twice,
        "url": reverse("notices:message", args=[school.slug, mail.reference]), "error": mail.error,
    }  # fmt: skip


def round_words(done: Round | None, today: dt.date) -> str:
    """How the last round went: "Today at 7.02 am: 132 dates, 14 told, 3 emails; 1 could not be computed." """
    if done is None:
        return _("No round has been held yet: what is due is first told on the next morning.")
    words = [
        ngettext("%(n)d date", "%(n)d dates", done.deadlines) % {"n": done.deadlines},
        _("%(n)d told") % {"n": done.told},
        ngettext("%(n)d email", "%(n)d emails", done.mails) % {"n": done.mails},
    ]
    lost = len(done.failures)
    tail = (
        "; " + ngettext("%(n)d could not be computed", "%(n)d could not be computed", lost) % {"n": lost}
        if lost
        else ""
    )
    alone = "; " + ngettext("%(n)d has nobody to tell", "%(n)d have nobody to tell", done.nobody) % {
        "n": done.nobody
    }
    return f"{moment(done.ended_at, today)}: {', '.join(words)}{tail}{alone if done.nobody else ''}."


def _failures(done: Round | None, school: School) -> list[dict]:
    """What the last round could not compute, with the pupil's reference to look into."""
    found = []
    for one in done.failures if done else []:
        url = reverse("overview:pupil", args=[school.slug, one["pupil"]]) if one["pupil"] else ""
        found.append({"called": one["called"], "pupil": one["pupil"], "url": url, "error": one["error"]})
    return found


def message_page(mail: Mail, school: School, today: dt.date) -> dict:
    """The context of notices/message.html."""
    facts = [
        {"label": _("To"), "value": f"{mail.recipient.called}, {mail.to}" if mail.recipient else mail.to},
        {"label": _("Written"), "value": moment(mail.written_at, today)},
    ]
    if mail.sent_at:
        facts.append({"label": _("Taken by the mail server"), "value": moment(mail.sent_at, today)})
    if mail.refused_at:
        facts.append({"label": _("Came back"), "value": moment(mail.refused_at, today)})
    if mail.error:
        facts.append({"label": _("The mail server said"), "value": mail.error})
    if mail.state == S.WAITING and mail.tries:
        facts.append({"label": _("Tried again"), "value": moment(mail.next_try_at, today)})
    stuck, here = mail.state in STUCK, [school.slug, mail.reference]
    return {
        "title": mail.what or mail.subject, "subject": mail.subject, "state": look(mail), "facts": facts, "body": mail.body,
        "twice": mail.maybe_twice, "forgotten": is_forgotten(mail), "stuck": stuck,
        "todo": str(WHAT_TO_DO[MailState(mail.state)]) if stuck else "",
        "refused": mail.state == S.BOUNCED,
        "again_url": reverse("notices:again", args=here) if stuck and not is_forgotten(mail) else "",
        "people_url": reverse("accounts:people", args=[school.slug]),
        "pupils_url": reverse("register:pupils", args=[school.slug]),
        "back_url": reverse("notices:messages", args=[school.slug]), "back_label": _("Messages"),
    }  # fmt: skip


AS_FILE = rows_of("rows", ("State", "state"), ("Message", "what"), ("About", "subject"), ("What went wrong", "error"),
                  ("Twice", lambda row: _("It may have been sent twice") if row["twice"] else ""), ("To", "who", "to"),
                  ("When", "when"))  # fmt: skip
