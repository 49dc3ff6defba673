"""Pages of pupil progress meetings: the list, one as it runs, its rows, its close."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from apdr.models import ProgressMeeting
from apdr.progress import actions, present, queries
from apdr.progress.forms import CloseForm, OpenForm, RowForm
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.listing import draw_list
from register.profiles.sheets import record_sheet_opening

OVERTAKEN = "{who} has saved this row since you opened the page. What you typed is kept: look at both, then save again."
RUN, REOPEN = Permission.PROGRESS_MEETING_RUN, Permission.PROGRESS_MEETING_REOPEN


@require_GET
def meetings(request, school):
    """Every class with its last meeting, and the meetings there were."""
    check_can(request.user, RUN, request.school)
    today = timezone.localdate()
    classes = queries.classes_to_meet(request.school, request.user, today)
    context = {
        "classes": [present.class_row(one, request.school, today) for one in classes],
        "meetings": [present.meeting_row(one) for one in queries.past_meetings(request.school, request.user)],
    }  # fmt: skip
    return draw_list(request, "progress/meetings.html", context, name="progress-meetings", title="Progress meetings",
                     table=present.MEETINGS_AS_FILE)  # fmt: skip


def open_one(request, school):
    """Open a meeting: the class, the day, who takes part."""
    check_can(request.user, RUN, request.school)
    today = timezone.localdate()
    classes = queries.classes_to_meet(request.school, request.user, today)
    start = {"school_class": request.GET.get("class"), "on": today, "people": request.user.called}
    form = OpenForm(request.POST or None, classes=classes, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.open_meeting(by=request.user, at=now(), **form.cleaned_data))
        except Denied as denied:
            form.add_error("on", denied.reason)
    return render(request, "form_page.html", {
        "form": form, "title": "Open a progress meeting", "submit_label": "Open the meeting",
        "line": "A meeting of one class: every child is looked at, and what is decided is done there and then.",
        "back_url": reverse("progress:meetings", args=[school]), "back_label": "Progress meetings",
        "note": "What you typed is kept." if form.errors else "",
    })  # fmt: skip


def find_meeting(request, reference: str) -> ProgressMeeting:
    """The meeting of that reference that the person may run; Http404 otherwise, Denied for other roles."""
    check_can(request.user, RUN, request.school)
    return get_object_or_404(queries.meetings_in_sight(request.school, request.user), reference=reference)


def meeting(request, school, reference):
    """The meeting as it runs, saved as a whole; once closed, its minutes. Opening it is recorded."""
    found = find_meeting(request, reference)
    if found.closed_at:
        return minutes(request, found)
    rows = Rows(request, found)
    if request.method == "POST":
        wrong = rows.save()
        messages.success(request, f"{rows.saved} saved." if rows.saved else "Nothing was changed.")
        if not wrong:
            return redirect(found)
        rows.read_again()
    else:
        tell_opened(request, [child.pupil.reference for child in rows.children])
    return render(request, "progress/meeting.html", rows.page())


@require_POST
def row(request, school, reference, pupil):
    """Save one child's row; answers the row as it now stands."""
    found = find_meeting(request, reference)
    rows = Rows(request, found, only=pupil)
    if not rows.children:
        raise Http404
    if not rows.save():
        rows.keep = {}
    rows.read_again()
    return render(request, "progress/_row.html", {"row": rows.page()["groups"][0]["rows"][0], "single": True})


def minutes(request, found: ProgressMeeting):
    """What the meeting found and decided."""
    held = queries.minutes_of(found, request.user)
    tell_opened(request, [one.decision.pupil.reference for one in held])
    page = present.minutes_page(found, held)
    page["reopen_url"] = present.meeting_url(found, "reopen") if can(request.user, REOPEN, found) else ""
    return render(request, "progress/minutes.html", page)


def tell_opened(request, references: list[str]) -> None:
    """Record for each child on it that the person has opened the meeting's page."""
    record_sheet_opening(
        school=request.school, references=references, what="progress meeting", by=request.user, at=now()
    )


def close(request, school, reference):
    """Close the meeting with what was said about the class."""
    found = find_meeting(request, reference)
    if found.closed_at:
        return redirect(found)
    form = CloseForm(request.POST or None, initial={"people": found.people, "notes": found.notes})
    if request.method == "POST" and form.is_valid():
        actions.close_meeting(meeting=found, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, "The meeting is closed. These are its minutes.")
        return redirect(found)
    return render(request, "form_page.html", {
        "form": form, "title": f"Close the meeting of {found.school_class.name}", "submit_label": "Close the meeting",
        "line": "From then on it is kept as minutes and not changed.", "back_url": found.get_absolute_url(),
        "back_label": "Back to the meeting",
    })  # fmt: skip


@require_POST
def reopen(request, school, reference):
    """Open a closed meeting again."""
    found = find_meeting(request, reference)
    check_can(request.user, REOPEN, found)
    try:
        actions.reopen_meeting(meeting=found, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, "The meeting is open again. Close it when you are done.")
    return redirect(found)


class Rows:
    """The rows of a meeting: read, saved one by one so that one refusal loses nothing, read again."""

    def __init__(self, request, found: ProgressMeeting, only: str | None = None) -> None:
        self.request, self.meeting, self.only, self.saved = request, found, only, 0
        self.today, self.keep = timezone.localdate(), {}
        self.provisions = queries.provisions_to_join(request.school, request.user, self.today)
        self.children = self._read()

    def _read(self):
        return queries.children_of_class(self.meeting, self.request.user, self.today, only=self.only)

    def read_again(self) -> None:
        """After saving: what stands now. Rows that were refused keep what was typed."""
        self.children = self._read()

    def _form(self, child, data=None) -> RowForm:
        return RowForm(data, child=child, provisions=self.provisions, user=self.request.user,
                       school_id=self.meeting.school_id)  # fmt: skip

    def save(self) -> int:
        """Save the rows that were changed; how many were refused. Each refusal says why beside its row."""
        for child in self.children:
            form = self._form(child, self.request.POST)
            if form.add_prefix("seen") in self.request.POST and form.touched:
                self._save(child, form)
        return len(self.keep)

    def _save(self, child, form: RowForm) -> None:
        if form.is_valid() and form.overtaken:
            who = child.held.decided_by.called if child.held else "Somebody"
            form.add_error(None, OVERTAKEN.format(who=who))
        if form.is_valid():
            try:
                actions.decide(
                    meeting=self.meeting, pupil=child.pupil, by=self.request.user, at=now(), **form.choice
                )
                self.saved += 1
                return
            except Denied as denied:
                form.add_error(None, denied.reason)
        self.keep[child.pupil.pk] = form

    def page(self) -> dict:
        """The context of progress/meeting.html."""
        forms = {
            child.pupil.pk: self.keep.get(child.pupil.pk) or self._form(child) for child in self.children
        }
        rows = [
            present.child_row(child, forms[child.pupil.pk], self.meeting, self.today)
            for child in self.children
        ]
        page = present.meeting_page(self.meeting, self.children, rows, self.today)
        return page | {"all_forms": list(self.keep.values())}
