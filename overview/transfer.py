"""Leaving: where a pupil goes, the pack, when it was sent, and the receipt."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.documents.models import IssueState
from core.jobs.models import JobState
from core.schools.queries import school_days
from core.ui.exports import download
from core.ui.listing import draw_list, rows_of
from core.ui.present import DueState, day, day_in, due_state, state
from overview.transfer_jobs import DATA_TITLE, queue_packs
from register.ctf.queries import has_history
from register.models import Pupil, Transfer
from register.pages import find_pupil, frame, opened
from register.transition import actions
from register.transition.forms import LeavingForm, ReceiptForm, SentForm
from register.transition.queries import LeaverLine
from register.transition.queries import leavers as leaver_lines
from register.transition.years import TRANSFER_SCHOOL_DAYS, Due, transfer_due

RULE = f"Within {TRANSFER_SCHOOL_DAYS} school days of the last day on the roll."
CITATION = "Education (Pupil Information) (England) Regulations 2005, regulation 9 (guidance: check with your authority)"
CAUTIOUS = (
    "Your terms are not known so far ahead, so Monday to Friday without bank holidays are counted: the true date can only "
    "be later. Enter the terms in Settings."
)


def due_words(due: Due, leaving_on: dt.date) -> dict:
    """Why the records are due on that day, in the terms of components/explainer_body.html."""
    rule = RULE if due.counted else f"{RULE} {CAUTIOUS}"
    return {
        "started": f"Last day here: {day(leaving_on)}",
        "rule": rule,
        "citation": CITATION,
        "citation_url": "",
        "owner": "",
    }


def due_chip(transfer: Transfer | None, due: Due, leaving_on: dt.date, today: dt.date, soon: int) -> DueState:
    """How the sending stands."""
    if transfer and transfer.received_on:
        return state("done", "Received")
    if transfer and transfer.sent_on:
        return state("wait", "Sent, no receipt yet")
    if leaving_on > today:
        return state("due", "To come")
    return due_state(due.on, today, soon)


@require_GET
def leavers(request, school):
    """Who leaves and who has left: when the records are due, whether they were sent and received."""
    check_can(request.user, Permission.TRANSITION_MANAGE, request.school)
    today = timezone.localdate()
    rows = [_row(line, request.school, today) for line in leaver_lines(request.school, request.user, today)]
    late = sum(row["state"].key == "late" for row in rows)
    context = {
        "title": "Leavers", "line": f"{len(rows)} who leave or have left within a year" if rows else "",
        "late": late, "rows": rows, "to_prepare": sum(row["unprepared"] for row in rows),
        "prepare_url": reverse("overview:leavers-prepare", args=[school]),
    }  # fmt: skip
    return draw_list(
        request, "overview/transfers.html", context, name="leavers", title="Leavers", table=AS_FILE
    )


def _row(line: LeaverLine, school, today: dt.date) -> dict:
    transfer = line.transfer
    pack = "" if transfer is None else "prepared" if transfer.pack_id else "not prepared"
    sent = ""
    if transfer and transfer.sent_on:
        sent = f"sent {day(transfer.sent_on)}" + (
            f", received {day(transfer.received_on)}" if transfer.received_on else ""
        )
    return {
        "name": line.pupil.name, "url": reverse("overview:leaving", args=[school.slug, line.pupil.reference]),
        "leaving": day(line.leaving_on), "to": transfer.to_school if transfer else "", "pack": pack, "sent": sent,
        "state": due_chip(transfer, line.due, line.leaving_on, today, school.soon_days),
        "due": day_in(line.due.on, today) if not sent else "", "counted": line.due.counted,
        "unprepared": transfer is not None and transfer.pack_id is None,
    }  # fmt: skip


@require_POST
def leavers_prepare(request, school):
    """Prepare the packs of all whose next school is known and who have none yet."""
    check_can(request.user, Permission.TRANSITION_MANAGE, request.school)
    lines = leaver_lines(request.school, request.user, timezone.localdate())
    waiting = [line.transfer for line in lines if line.transfer and line.transfer.pack_id is None]
    try:
        job = queue_packs(school=request.school, transfers=waiting, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("overview:leavers", school)
    return redirect("jobs:job", school, job.reference)


def transfer_of(pupil: Pupil) -> Transfer | None:
    """The pupil's transfer with its documents."""
    joined = Transfer.objects.filter(pupil=pupil).select_related("pack__issued__job", "data__file", "sent_by")
    return joined.defer("pack__issued__snapshot").first()


def _manage(request, reference: str) -> Pupil:
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.TRANSITION_MANAGE, pupil)
    return pupil


def leaving(request, school, reference):
    """Where one pupil goes and from when; the pack, the sending and the receipt."""
    pupil = _manage(request, reference)
    opened(request, pupil, "pupil record")
    transfer = transfer_of(pupil)
    form = LeavingForm(request.POST or None, initial=_initial(pupil, transfer))
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin_transfer(pupil=pupil, by=request.user, at=now(), **form.cleaned_data)
            messages.success(request, f"Where {pupil.first_name} goes is saved.")
            return redirect("overview:leaving", school, reference)
        except Denied as denied:
            form.add_error("leaving_on", denied.reason)
    return render(request, "overview/transfer.html", _page(request, pupil, transfer, form))


def _initial(pupil: Pupil, transfer: Transfer | None) -> dict:
    if transfer is None:
        return {"leaving_on": pupil.left_on}
    return {name: getattr(transfer, name) for name in ("to_school", "to_contact", "leaving_on", "note")}


def _page(request, pupil: Pupil, transfer: Transfer | None, form) -> dict:
    today, here = timezone.localdate(), [pupil.school.slug, pupil.reference]
    context = frame(pupil, request.user) | {
        "form": form, "title": f"{pupil.first_name} leaves" if not pupil.left_on else f"{pupil.first_name} has left",
        "back_url": pupil.get_absolute_url(), "back_label": f"Back to {pupil.first_name}", "line": "",
        "submit_label": "Save", "note": "What you typed is kept." if form.errors else "", "begun": transfer is not None,
    }  # fmt: skip
    if transfer is None:
        return context
    due = transfer_due(transfer.leaving_on, school_days(pupil.school))
    return context | {
        "state": due_chip(transfer, due, transfer.leaving_on, today, pupil.school.soon_days),
        "due": day_in(due.on, today), "why": due_words(due, transfer.leaving_on), "steps": _steps(transfer, here),
    }  # fmt: skip


def _steps(transfer: Transfer, here: list[str]) -> list[dict]:
    """Prepare, send, receipt: {"title", "lines", "files", "action"} with the state of each."""
    pack = _pack(transfer, here)
    sent = f"{day(transfer.sent_on)}, {transfer.sent_how}" if transfer.sent_on else "Not sent yet"
    got = f"{day(transfer.received_on)}, {transfer.received_by}" if transfer.received_on else "No receipt yet"
    again = "Prepare again" if transfer.pack else "Prepare the pack"
    return [
        {"title": "Prepare the pack", "done": transfer.pack is not None, **pack,
         "action": {"label": again, "url": reverse("overview:leaving-prepare", args=here), "post": True,
                    "primary": transfer.pack is None}},
        {"title": "Send it", "done": transfer.sent_on is not None, "line": sent, "files": [],
         "action": {"label": "Put it right" if transfer.sent_on else "Say how it was sent", "post": False,
                    "url": reverse("overview:leaving-sent", args=here),
                    "primary": transfer.pack is not None and transfer.sent_on is None} if transfer.pack else None},
        {"title": "Receipt", "done": transfer.received_on is not None, "line": got, "files": [],
         "action": {"label": "Put it right" if transfer.received_on else "Record the receipt", "post": False,
                    "url": reverse("overview:leaving-receipt", args=here),
                    "primary": transfer.sent_on is not None and transfer.received_on is None}
         if transfer.sent_on else None},
    ]  # fmt: skip


def _pack(transfer: Transfer, here: list[str]) -> dict:
    if transfer.pack is None:
        words = "One PDF for people, one data file for their system. Both are kept in the child’s file."
        return {"line": words, "files": []}
    issued = transfer.pack.issued
    failed = issued.job is not None and issued.job.state == JobState.FAILED
    line = f"Version {issued.number}, {day(timezone.localdate(issued.issued_at))}"
    pdf = reverse("file:document", args=[here[0], transfer.pack.reference])
    if issued.state != IssueState.READY:
        return {"line": f"{line}: {'could not be made, prepare it again' if failed else 'the PDF is being made'}",
                "files": [{"label": "See how far it is", "url": pdf}]}  # fmt: skip
    data = (
        [{"label": f"{DATA_TITLE} (JSON)", "url": reverse("overview:leaving-data", args=here)}]
        if transfer.data
        else []
    )
    if has_history(transfer.pupil_id):
        data = [*data, {"label": "SEN history for their MIS (XML)", "url": reverse("ctf:pupil", args=here)}]
    return {"line": line, "files": [{"label": "Transfer pack (PDF)", "url": pdf}, *data]}


@require_POST
def leaving_prepare(request, school, reference):
    """Have a worker prepare pack and data file."""
    pupil = _manage(request, reference)
    transfer = transfer_of(pupil)
    try:
        job = queue_packs(
            school=request.school, transfers=[transfer] if transfer else [], by=request.user, at=now()
        )
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("overview:leaving", school, reference)
    return redirect("jobs:job", school, job.reference)


def leaving_sent(request, school, reference):
    """The records were sent."""
    return _recorded(request, reference, SentForm, actions.record_sent, "When and how it was sent",
                     "It is recorded as sent.", ("sent_on", "sent_how"))  # fmt: skip


def leaving_receipt(request, school, reference):
    """The next school confirmed that it has the records."""
    return _recorded(request, reference, ReceiptForm, actions.record_receipt, "The receipt", "The receipt is recorded.",
                     ("received_on", "received_by"))  # fmt: skip


def _recorded(request, reference: str, form_class, action, title: str, done: str, kept: tuple[str, str]):
    pupil = _manage(request, reference)
    transfer = transfer_of(pupil)
    if transfer is None:
        raise Http404
    names = list(form_class.base_fields)
    form = form_class(
        request.POST or None, initial={n: getattr(transfer, k) for n, k in zip(names, kept, strict=True)}
    )
    here = redirect("overview:leaving", request.school.slug, reference)
    if request.method == "POST" and form.is_valid():
        try:
            action(transfer=transfer, by=request.user, at=now(), **form.cleaned_data)
            messages.success(request, done)
            return here
        except Denied as denied:
            form.add_error("on", denied.reason)
    return render(request, "form_page.html", frame(pupil, request.user) | {
        "form": form, "title": title, "line": f"To {transfer.to_school}", "submit_label": "Save",
        "note": "What you typed is kept." if form.errors else "", "back_url": here.url,
        "back_label": f"Back to {pupil.first_name}’s leaving",
    })  # fmt: skip


@require_GET
def leaving_data(request, school, reference):
    """The data file that goes with the pack."""
    pupil = _manage(request, reference)
    transfer = transfer_of(pupil)
    if transfer is None or transfer.data is None:
        raise Http404
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT, what=DATA_TITLE,
                   subject=pupil.reference)  # fmt: skip
    with transfer.data.file.content.open("rb") as content:
        data = content.read()
    return download(data, name=f"transfer {pupil.reference}.json", content_type="application/json")


AS_FILE = rows_of(
    "rows",
    ("Name", "name"),
    ("Last day", "leaving"),
    ("Next school", "to"),
    ("Pack", "pack"),
    ("State", "state"),
    ("Records due", lambda row: row["sent"] or row["due"]),
)
