"""A class booked at once: a parents' evening in one save."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from apdr.models import ReviewMeeting
from apdr.reviews import actions, queries
from apdr.reviews.booking import FIRST_TIME, USUAL_MINUTES, ClassRefused, Unusual, slots
from apdr.reviews.forms import ClassForm
from apdr.reviews.views import TOLD
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.ui.present import clock, day
from register.models import SchoolClass


def book_class(request, school, reference):
    """Meetings for the children of a class who have plans, on one day, all booked by one save or none."""
    klass = get_object_or_404(SchoolClass, school=request.school, reference=reference)
    check_can(request.user, Permission.MEETING_RUN, klass)
    rows = queries.children_to_meet(klass, request.user, timezone.localdate())
    if not rows:
        check_own_class(request.user, klass)
    form, suggesting = class_form(request, rows), "suggest" in request.POST
    if made := [] if suggesting else booked(request, form):
        words = "meeting is" if len(made) == 1 else "meetings are"
        messages.success(request, f"{len(made)} {words} booked. {TOLD}")
        return redirect(f"{reverse('reviews:list', args=[school])}?class={klass.reference}")
    return render(request, "reviews/class.html", {
        "form": form, "klass": klass.name, "back_url": reverse("reviews:list", args=[school]),
        "note": "Nothing is booked yet. What you typed is kept." if form.errors else "",
        "rows": [(form[f"time-{pupil.reference}"], pupil.name, words_of(meeting)) for pupil, meeting in rows],
    })  # fmt: skip


def check_own_class(user, klass: SchoolClass) -> None:
    """A class in which the user knows of no child with a plan is opened by its teachers and by who sees every pupil.
    Raises Denied."""
    if klass.school_id not in user.whole_school_ids and not klass.teachers.filter(pk=user.pk).exists():
        raise Denied("This is not a class of yours.")


def class_form(request, rows) -> ClassForm:
    """The form: as posted, or with times suggested for the children who have no meeting yet."""
    about = {
        "pupils": [pupil for pupil, _ in rows],
        "staff": queries.staff_of(request.school),
        "user": request.user,
    }
    if request.method != "POST":
        return ClassForm(**about, initial=_times(rows, FIRST_TIME, USUAL_MINUTES))
    form = ClassForm(request.POST, **about)
    if "suggest" in request.POST:
        form.is_valid()
        if {"first", "minutes"} <= set(form.cleaned_data):
            times = _times(rows, form.cleaned_data["first"], form.cleaned_data["minutes"])
            return ClassForm(**about, initial=request.POST.dict() | times)
    return form


def _times(rows, first, minutes: int) -> dict[str, str]:
    waiting = [pupil for pupil, meeting in rows if meeting is None]
    times = slots(first, minutes, len(waiting))
    return {
        f"time-{pupil.reference}": clock(time) if time else ""
        for pupil, time in zip(waiting, times, strict=True)
    }


def booked(request, form: ClassForm) -> list[ReviewMeeting] | None:
    """The meetings made, or None with each refusal beside its child."""
    if request.method != "POST" or not form.is_valid():
        return None
    names = ("on", "how", "place", "led_by", "minutes", "meant")
    given = {name: form.cleaned_data[name] for name in names}
    try:
        return actions.book_class(school=request.school, times=form.times, by=request.user, at=now(), **given)
    except ClassRefused as refused:
        fields = {pupil.pk: name for name, pupil in form.pupils.items()}
        for key, reason in refused.problems.items():
            form.add_error(fields[key], reason)
    except Unusual as unusual:
        form.ask(unusual.reason)
    except Denied as denied:
        form.add_error(None, denied.reason)
    return None


def words_of(meeting: ReviewMeeting | None) -> str:
    """What stands beside a child who has a meeting already."""
    if meeting is None:
        return ""
    return f"Booked for {day(meeting.on)}{f', {clock(meeting.at)}' if meeting.at else ''}"
