"""Every email that left the school, with what became of it; of what is kept apart from a person, to others."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.reminders import queries
from core.reminders.enums import MailState
from core.reminders.kinds import KINDS
from core.reminders.models import Mail
from core.reminders.outbox import try_again
from core.ui.listing import draw_list
from overview.notices import message_words as words
from register.safeguarding.actions import MAIL_OF_A_SIGN

LOOKED_BACK = dt.timedelta(days=7)
APART = (
    Permission.COMPLAINT_HEAD,
    Permission.SAFEGUARDING_VIEW,
)  # of what these open others learn not even that it is


def _in_sight(request):
    """The school's messages without those of what is kept apart from the person: a message has a link with a reference,
    and messages can be counted. Who keeps it apart sees to those. Raises Denied."""
    check_can(request.user, Permission.AUDIT_VIEW, request.school)
    closed = {permission for permission in APART if not can(request.user, permission, request.school)}
    untold = [kind.key for kind in KINDS.values() if kind.needs in closed]
    unnamed = [MAIL_OF_A_SIGN] if Permission.SAFEGUARDING_VIEW in closed else []
    return queries.messages(request.school, untold=untold, unnamed=unnamed)


@require_GET
def sent(request, school):
    """The school's messages, the newest first, and how the last round went."""
    found, asked, at = _in_sight(request), request.GET.get("state", ""), now()
    chosen = asked if asked in words.FILTERS else ""
    rows = queries.messages_of(found, state=chosen)
    post, done = queries.post_of(found, at - LOOKED_BACK), queries.last_round(request.school)
    today = timezone.localdate(at)
    page = words.page(rows, chosen, post, done, request.school, today)
    return draw_list(
        request, "notices/messages.html", page, name="messages", title="Messages", table=words.AS_FILE
    )


def _find(request, reference: str) -> Mail:
    found = _in_sight(request).filter(reference=reference).select_related("recipient").first()
    if found is None:
        raise Http404
    return found


@require_GET
def message(request, school, reference):
    """One message: to whom, when, what became of it, and its words."""
    mail = _find(request, reference)
    return render(
        request, "notices/message.html", words.message_page(mail, request.school, timezone.localdate())
    )


@require_POST
def again(request, school, reference):
    """Send a message again that could not be sent, or was refused."""
    mail = _find(request, reference)
    if mail.state in (MailState.FAILED, MailState.BOUNCED) and not words.is_forgotten(mail):
        try_again(mail=mail, at=now())
        messages.success(request, _("It is tried again now."))
    else:
        messages.error(request, _("Only a message that was refused or could not be sent is tried again."))
    return redirect("notices:message", school, reference)
