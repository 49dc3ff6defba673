"""The bell: what a person has been told and not put away, and what they do with it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.permissions import Denied, can
from core.reminders import actions
from core.reminders.bell import count_bell
from core.reminders.deadlines import Ask
from core.reminders.kinds import KINDS
from core.reminders.models import Notice
from core.reminders.queries import behind_the_bell, own_notice, put_off
from core.reminders.recipients import people_of_today
from core.ui.present import day
from overview.notices import present
from overview.notices.forms import HandOverForm, LaterForm, sooner_days
from overview.notices.header import draw_bell, has_bell
from register.models import Pupil


def check_bell(request) -> None:
    """Raises Denied for who is told of nothing at the school: professionals from outside."""
    if not has_bell(request.user, request.school.pk):
        raise Denied(_("Reminders are for the school’s staff and families."))


@require_GET
def bell(request, school):
    """All that stands behind the person's bell. Opening it marks it read."""
    check_bell(request)
    today = timezone.localdate()
    told, later = (read(request.school, request.user, today) for read in (behind_the_bell, put_off))
    children = _children(request, [*told, *later])
    told, later = ([one for one in rows if _may_know(request, one, children)] for rows in (told, later))
    page = present.bell_page(
        told, later, children, request.school, request.user, today, whole=present.WHOLE in request.GET
    )
    actions.read_notices(school=request.school, by=request.user, at=now())
    count_bell(request.school.pk, request.user.pk, today)
    return render(request, "notices/bell.html", page)


def _children(request, notices: list[Notice]) -> dict[str, Pupil]:
    """The pupils of the notices whom the person may know of, by reference. One query."""
    wanted = {notice.pupil for notice in notices} - {""}
    rows = Pupil.objects.filter(school=request.school, reference__in=wanted).visible_to(request.user)
    return {pupil.reference: pupil for pupil in rows.select_related("school_class")}


def _may_know(request, notice: Notice, children: dict[str, Pupil]) -> bool:
    """Whether the person may know still of what they were told of. The next round ends the notice where they may not."""
    needs = KINDS[notice.kind].needs
    known = not notice.pupil or notice.pupil in children
    return known and (needs is None or can(request.user, needs, request.school))


@require_GET
def count(request, school):
    """The bell with its number, for a page that did not know it."""
    check_bell(request)
    number = count_bell(request.school.pk, request.user.pk, timezone.localdate())
    return HttpResponse(draw_bell(school, number))


def _own_or_404(request, reference: str) -> Notice:
    check_bell(request)
    notice = own_notice(request.school, request.user, reference)
    if notice is None or not _may_know(request, notice, _children(request, [notice])):
        raise Http404
    return notice


@require_POST
def put_away(request, school, reference):
    """Take one notice from behind the bell."""
    notice = _own_or_404(request, reference)
    try:
        actions.put_away(notice=notice, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("It is put away here. What is to be done stays until it is done."))
    return redirect("notices:bell", school)


def later(request, school, reference):
    """Put one notice off to a day."""
    notice, today = _own_or_404(request, reference), timezone.localdate()
    form = LaterForm(request.POST or None, days=sooner_days(notice, today))
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            actions.snooze_notice(notice=notice, until=until, by=request.user, at=now())
        except Denied as denied:
            form.add_error("until", denied.reason)
        else:
            messages.success(request, _("You find it here again on %(day)s.") % {"day": day(until)})
            return redirect("notices:bell", school)
    return _form_page(request, notice, form, title=_("Put off to a later day"), submit_label=_("Put off"))


def hand_over(request, school, reference):
    """Hand one notice over to a colleague, with a word on why."""
    notice, today = _own_or_404(request, reference), timezone.localdate()
    if not present.may_hand_over(notice, request.user, request.school):
        raise Denied(_("What the school asks of a family cannot be handed over."))
    people = people_of_today(Ask(request.school, today, today, today))
    form = HandOverForm(request.POST or None, people=people, notice=notice, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.hand_over(notice=notice, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error("to", denied.reason)
        else:
            messages.success(request, _("%(name)s is told now.") % {"name": given.recipient.called})
            return redirect("notices:bell", school)
    return _form_page(request, notice, form, title=_("Hand over"), submit_label=_("Hand over"))


def _form_page(request, notice: Notice, form, *, title: str, submit_label: str):
    today, children = timezone.localdate(), _children(request, [notice])
    return render(request, "form_page.html", {
        "form": form, "title": title, "submit_label": submit_label, "line": "",
        "facts": present.facts_of(notice, children, request.school, today),
        "note": _("What you typed is kept.") if form.errors else "",
        "back_url": reverse("notices:bell", args=[request.school.slug]), "back_label": _("Reminders"),
    })  # fmt: skip
