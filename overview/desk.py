"""The acknowledgement desk: every slip that is out, of letters and of shared plans, in one list (R-164, R-167)."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from apdr.enums import ReceiptHow
from apdr.models import Receipt
from apdr.plans.actions import confirm_receipt
from apdr.plans.queries import slips_outstanding
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from core.ui.fields import DayField
from core.ui.listing import draw_list, rows_of
from core.ui.present import DueState, day, due_state
from core.ui.rows import draw_rows
from register.enums import SlipAnswer
from register.letters.actions import answer_letter
from register.letters.present import chased_words
from register.letters.queries import SlipOut, slips_out
from register.models import Letter

HOW = {"online": lazy("online"), "paper": lazy("on paper")}


def outstanding(school: School, user) -> list[SlipOut]:
    """Every slip that is out, of letters and of shared plans, about pupils in the user's sight: the longest due first.
    Two queries."""
    plans = [_of_plan(receipt, school) for receipt in slips_outstanding(school, user)]
    return sorted([*slips_out(school, user), *plans], key=lambda slip: (slip.due, slip.sent_on, slip.child))


def _of_plan(receipt: Receipt, school: School) -> SlipOut:
    pupil, sent = receipt.plan.pupil, timezone.localdate(receipt.sent_at)
    klass = pupil.class_name
    what = _("%(plan)s, cycle %(cycle)s") % {"plan": school.label("plan"), "cycle": receipt.plan.cycle}
    return SlipOut(
        f"plan-{receipt.reference}", receipt.reference, what, pupil.name, pupil.reference, klass, receipt.contact.name,
        receipt.contact.phone, "online" if receipt.how == ReceiptHow.ONLINE else "paper", sent,
        sent + dt.timedelta(days=school.slip_days), document=receipt.plan.reference,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlipsOut:
    """The slips that are out, for a first page: how many, how many of them late, when the oldest was sent."""

    count: int
    late: int
    oldest: dt.date
    url: str


def slips_panel(school: School, user, today: dt.date) -> SlipsOut | None:
    """What Today shows of the desk; None when nothing is out. Two queries."""
    slips = outstanding(school, user)
    if not slips:
        return None
    late = sum(slip.due < today for slip in slips)
    url = reverse("overview:desk", args=[school.slug])
    return SlipsOut(len(slips), late, min(slip.sent_on for slip in slips), url)


def slips_aside(school: School, user, today: dt.date) -> list[dict]:
    """`slips_panel` in the terms of overview/today.html's asides; empty when nothing is out."""
    panel = slips_panel(school, user, today)
    if panel is None:
        return []
    label = ngettext("%(n)d slip has not come back", "%(n)d slips have not come back", panel.count) % {
        "n": panel.count
    }
    oldest = _("Oldest sent %(n)d days ago") % {"n": (today - panel.oldest).days}
    late = _("%(n)d late") % {"n": panel.late} if panel.late else ""
    items = [{"label": label, "url": panel.url, "tail": f", {late}" if late else "", "line": oldest}]
    return [{"title": _("Slips outstanding"), "note": panel.count, "items": items}]


class DeskForm(forms.Form):
    """Paper slips that came back, ticked in one go."""

    on = DayField(
        label=lazy("Came back on"), error_messages={"required": lazy("Say on what day they came back")}
    )

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is in the future: enter the day on which they came back"))
        return self.cleaned_data["on"]


def desk(request, school):
    """The list of slips that are out; a POST records the paper slips that are ticked, all or none of them."""
    check_can(request.user, Permission.SLIP_RECORD, request.school)
    slips, ticked = outstanding(request.school, request.user), set(request.POST.getlist("slip"))
    form = DeskForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        chosen = [slip for slip in slips if slip.key in ticked and slip.how == "paper"]
        try:
            record_slips(slips=chosen, on=form.cleaned_data["on"], by=request.user, at=now())
        except Denied as denied:
            form.add_error("on", denied.reason)
        else:
            messages.success(request, _told(chosen, ticked))
            return redirect("overview:desk", school)
    page = desk_page(slips, ticked, form, request.school, timezone.localdate())
    return draw_list(
        request, "overview/desk.html", page, name="slips", title="Slips that are out", table=AS_FILE
    )


def _told(chosen: list[SlipOut], ticked: set[str]) -> str:
    words = ngettext("%(n)d slip is recorded.", "%(n)d slips are recorded.", len(chosen)) % {"n": len(chosen)}
    before = len(ticked) - len(chosen)
    if not before:
        return words
    again = ngettext(
        "%(n)d had an answer already: the first answer stands.",
        "%(n)d had an answer already: the first answer stands.",
        before,
    )
    return f"{words} {again % {'n': before}}"


@transaction.atomic
def record_slips(*, slips: list[SlipOut], on: dt.date, by: User, at: dt.datetime) -> None:
    """Record that these paper slips came back on the day `on`, each signed by the contact it went to; all of them or
    none. Raises Denied: nothing ticked, or a slip that was sent after that day."""
    if not slips:
        raise Denied(_("Tick at least one slip that came back."))
    early = [slip for slip in slips if on < slip.sent_on]
    if early:
        last = max(early, key=lambda slip: slip.sent_on)
        raise Denied(_("Not all of these had been sent by then: %(child)s’s was sent on %(day)s.") % {
            "child": last.child, "day": day(last.sent_on)})  # fmt: skip
    wanted = {slip.reference: slip for slip in slips}
    for letter in Letter.objects.filter(reference__in=wanted).visible_to(by):
        answer_letter(
            letter=letter, answer=SlipAnswer.SLIP, on=on, name=wanted[letter.reference].contact, by=by, at=at
        )
    for receipt in Receipt.objects.filter(reference__in=wanted):
        check_can(by, Permission.SLIP_RECORD, receipt)
        confirm_receipt(
            receipt=receipt, name=wanted[receipt.reference].contact, how=ReceiptHow.PAPER, on=on, by=by, at=at
        )


def desk_page(slips: list[SlipOut], ticked: set[str], form: DeskForm, school: School, today: dt.date) -> dict:
    """The context of overview/desk.html."""
    chips = {}
    rows = [_row(slip, school, today, chips, ticked=slip.key in ticked) for slip in slips]
    return {
        "title": _("Slips"), "rows": rows, "form": form, "count": len(slips),
        "late": sum(slip.due < today for slip in slips), "paper": any(slip.how == "paper" for slip in slips),
    }  # fmt: skip


def _row(slip: SlipOut, school: School, today: dt.date, chips: dict, *, ticked: bool) -> dict:
    """One slip as finished strings and cells, in the terms of overview/_slip.html."""
    days, letter = (today - slip.sent_on).days, slip.key.startswith("letter-")
    row = {
        "key": slip.key, "checked": " checked" if ticked else "", "what": slip.what, "child": slip.child,
        "klass": slip.class_name, "url": reverse("overview:pupil", args=[school.slug, slip.child_reference]),
        "due": day(slip.due), "contact": slip.contact, "about": f"{slip.child}, {slip.what}, {slip.contact}",
        "out": ngettext("%(n)d day, %(how)s", "%(n)d days, %(how)s", days) % {"n": days, "how": HOW[slip.how]},
        "state": _chip(due_state(slip.due, today, school.soon_days), chips), "phone": _line("nb", slip.phone),
        "chased": _line("ink-2", chased_words(slip.chases, slip.chased_on, today)),
    }  # fmt: skip
    row |= _addresses(slip, school.slug, letter=letter)
    row["tick"] = draw_rows("overview/_slip_tick.html", [row]) if slip.how == "paper" else ""
    row["chase"] = draw_rows("overview/_slip_chase.html", [row]) if letter else ""
    row["print"] = draw_rows("overview/_slip_print.html", [row]) if slip.how == "paper" else ""
    return row


def _addresses(slip: SlipOut, slug: str, *, letter: bool) -> dict:
    here = [slug, slip.reference]
    if not letter:
        return {"answer_url": f"{reverse('plans:slip', args=here)}?from=desk",
                "print_url": reverse("plans:plan", args=[slug, slip.document])}  # fmt: skip
    return {
        "answer_url": f"{reverse('letters:answer', args=here)}?from=desk",
        "chase_url": f"{reverse('letters:chase', args=here)}?from=desk",
        "chase_label": _("Sent again") if slip.how == "paper" else _("Remind by email"),
        "print_url": f"{reverse('file:document', args=[slug, slip.document])}?inline=1",
    }


def _chip(state: DueState, drawn: dict):
    """The state's chip, drawn once for all rows of a page."""
    if state not in drawn:
        drawn[state] = mark_safe(render_to_string("components/chip.html", {"state": state}).strip())  # noqa: S308
    return drawn[state]


def _line(css: str, words: str):
    return draw_rows("overview/_slip_line.html", [{"css": css, "words": words}]) if words else ""


AS_FILE = rows_of(
    "rows",
    ("Child", "child"),
    ("Class", "klass"),
    ("Slip of", "what"),
    ("Out", "out"),
    ("Asked back by", "state", "due"),
    ("Reminded", "chased"),
    ("With whom", "contact"),
    ("Telephone", "phone"),
)
