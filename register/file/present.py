"""A pupil's file as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.documents.models import IssueState, PrivateFile
from core.jobs.models import JobState
from core.ui.present import DueState, day, day_in, due_state
from register.enums import UPLOADED_KINDS, DocumentKind, Sensitivity
from register.file.uploads import KINDS, PDF, SHOWN_INLINE
from register.models import Conversation, Pupil, PupilDocument

KEPT = DueState("wait", "shield-lock", _("SENCo, head and DSL only"))
SHARED = DueState("done", "people", _("Shared with the family"))


def size(count: int) -> str:
    """Bytes as "120 KB" or "2.4 MB"; never less than 1 KB."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{max(1, round(count / 1024))} KB"


def _form(kept: PrivateFile | None) -> str:
    if kept is None:
        return ""
    told = KINDS.get(kept.content_type, (_("file"), ()))[0]
    return f"{told}, {size(kept.size)}"


def bytes_of(document: PupilDocument) -> PrivateFile | None:
    """The file that the document's bytes are in, where they are there."""
    return document.file or (document.issued.file if document.issued else None)


def _states(document: PupilDocument) -> list[DueState]:
    states = [KEPT] if document.sensitivity == Sensitivity.RESTRICTED else []
    states += [SHARED] if document.for_family else []
    issued = document.issued
    if issued and issued.state != IssueState.READY:
        failed = issued.job is not None and issued.job.state == JobState.FAILED
        states.append(DueState("late", "exclamation-octagon-fill", _("Could not be made")) if failed
                      else DueState("wait", "hourglass-split", _("Being made")))  # fmt: skip
    return states


def document_url(document: PupilDocument, slug: str) -> str:
    """Where the document opens: shown by the browser where that is safe, saved otherwise, "" on paper alone."""
    kept = bytes_of(document)
    if kept is None and document.issued is None:
        return ""
    url = reverse("file:document", args=[slug, document.reference])
    return f"{url}?inline=1" if kept and kept.content_type in SHOWN_INLINE else url


def document_line(document: PupilDocument, pupil: Pupil, *, may_edit: bool) -> dict:
    """One document in the terms of file/_document.html."""
    slug, kept = pupil.school.slug, bytes_of(document)
    filed = timezone.localdate(document.filed_at)
    told = [
        str(document.get_kind_display()),
        _("dated %(day)s") % {"day": day(document.dated)} if document.dated else "",
        _("from %(who)s") % {"who": document.source} if document.source else "",
        _form(kept),
    ]
    where = _("Paper: %(place)s") % {"place": document.paper_at} if document.paper_at else ""
    pdf = kept is not None and kept.content_type == PDF
    sharable = may_edit and document.file_id and document.kind in UPLOADED_KINDS
    sharable = sharable and document.sensitivity != Sensitivity.RESTRICTED
    return {
        "title": document.title, "url": document_url(document, slug), "told": ", ".join(word for word in told if word),
        "where": where, "filed": _("Filed %(day)s by %(who)s") % {"day": day(filed), "who": document.filed_by.called},
        "icon": "file-earmark-pdf" if pdf else "file-earmark-text", "states": _states(document),
        "change_url": reverse("file:change", args=[slug, document.reference]) if may_edit else "",
        "share_url": reverse("file:share", args=[slug, document.reference]) if sharable else "",
        "share_label": _("Stop sharing") if document.for_family else _("Share with the family"),
    }  # fmt: skip


def kind_pills(documents: list[PupilDocument], chosen: str, here: str) -> list[dict]:
    """Kinds of which there is a document, as links that narrow the list; nothing where there is only one."""
    counts = {kind: sum(d.kind == kind for d in documents) for kind in DocumentKind}
    held = [kind for kind in DocumentKind if counts[kind]]
    if len(held) < 2:
        return []
    every = {"label": _("All"), "count": len(documents), "url": here, "current": chosen == ""}
    return [every, *({"label": kind.label, "count": counts[kind], "url": f"{here}?kind={kind.value}",
                      "current": chosen == kind} for kind in held)]  # fmt: skip


def conversation_line(conversation: Conversation, pupil: Pupil, today: dt.date, *, may_edit: bool) -> dict:
    """One meeting, call or letter in the terms of file/_conversation.html."""
    here = [pupil.school.slug, conversation.reference]
    return {
        "what": str(conversation.get_kind_display()), "when": day(conversation.on), "people": conversation.people,
        "about": conversation.about, "step": conversation.next_step.rstrip(". "),
        "step_state": _step_state(conversation, pupil, today), "step_when": _step_when(conversation, today),
        "who": _("Written down by %(who)s") % {"who": conversation.recorded_by.called},
        "states": [KEPT] if conversation.sensitivity == Sensitivity.RESTRICTED else [],
        "change_url": reverse("file:conversation", args=here) if may_edit else "",
        "done_url": reverse("file:step-done", args=here) if may_edit and is_open(conversation) else "",
    }  # fmt: skip


def is_open(conversation: Conversation) -> bool:
    """Whether a next step was written down that has not been done."""
    return bool(conversation.next_step) and conversation.done_on is None


def _step_state(conversation: Conversation, pupil: Pupil, today: dt.date) -> DueState | None:
    if not conversation.next_step:
        return None
    if conversation.done_on:
        return DueState("done", "check-circle-fill", _("Done"))
    if conversation.next_by is None:
        return DueState("due", "calendar3", _("To do"))
    return due_state(conversation.next_by, today, pupil.school.soon_days)


def _step_when(conversation: Conversation, today: dt.date) -> str:
    if conversation.done_on:
        return _("done %(day)s") % {"day": day(conversation.done_on)}
    return _("by %(day)s") % {"day": day_in(conversation.next_by, today)} if conversation.next_by else ""


def file_page(pupil: Pupil, user, documents: list[PupilDocument], conversations: list[Conversation], kind: str,
              today: dt.date) -> dict:  # fmt: skip
    """The context of file/file.html but for the frame."""
    here = [pupil.school.slug, pupil.reference]
    may = can(user, Permission.FILE_EDIT, pupil)
    shown = [d for d in documents if not kind or d.kind == kind]
    lines = [conversation_line(c, pupil, today, may_edit=may) for c in conversations]
    waiting = sorted((pair for pair in zip(conversations, lines, strict=True) if is_open(pair[0])),
                     key=lambda pair: pair[0].next_by or dt.date.max)  # fmt: skip
    add = {
        "label": _("Add a document"), "icon": "file-earmark-arrow-up", "primary": True,
        "url": reverse("file:add", args=here),
    }  # fmt: skip
    note = {
        "label": _("Write down a meeting or call"),
        "icon": "pencil",
        "url": reverse("file:conversation-add", args=here),
    }
    return {
        "actions": [note, add] if may else [], "steps": [line for _c, line in waiting],
        "pills": kind_pills(documents, kind, reverse("file:file", args=here)),
        "documents": [document_line(d, pupil, may_edit=may) for d in shown], "conversations": lines,
        "timeline_url": reverse("overview:timeline", args=here),
    }  # fmt: skip
