"""SEN history as a file: out for pupils who leave, in for pupils who come."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.exports import download
from register.ctf import actions, present
from register.ctf.carrying import RunOut, brought_back, carried
from register.ctf.forms import FileForm
from register.ctf.queries import found_for, leavers_with_history, records_of
from register.ctf.writing import write_file
from register.models import Pupil
from register.pages import find_pupil


@require_GET
def files(request, school):
    """Who leaves and has a SEN history to send, and the way to read a file of one who comes."""
    check_can(request.user, Permission.CENSUS_EXPORT, request.school)
    today = timezone.localdate()
    found = leavers_with_history(request.school, request.user, today)
    return render(request, "ctf/files.html", {
        "title": "SEN history files", "rows": present.leaver_rows(found, request.school, today),
        "may_read": can(request.user, Permission.TRANSITION_MANAGE, request.school),
    })  # fmt: skip


def _answer(request, pupils: list[Pupil], name: str):
    """The file of these pupils, recorded for each. Raises Denied when none of them has a history."""
    records = [
        (pupil, record) for pupil, record in zip(pupils, records_of(pupils), strict=True) if record.provisions
    ]
    if not records:
        raise Denied(
            "No SEN support and no plan has ever been recorded here: there is no SEN history to send."
        )
    for pupil, _record in records:
        record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT,
                       what="SEN history as a file for another school", subject=pupil.reference)  # fmt: skip
    data = write_file(
        school=request.school, records=[record for _, record in records], at=timezone.localtime(now())
    )
    return download(data, name=name, content_type="application/xml")


@require_GET
def pupil(request, school, reference):
    """One pupil's SEN history as a file."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.CENSUS_EXPORT, found)
    return _answer(request, [found], f"sen-history-{found.reference}.xml")


@require_GET
def together(request, school):
    """The chosen leavers in one file."""
    check_can(request.user, Permission.CENSUS_EXPORT, request.school)
    chosen = Pupil.objects.filter(school=request.school, reference__in=request.GET.getlist("pupil"))
    pupils = list(chosen.visible_to(request.user).order_by("legal_last", "legal_first", "pk"))
    if not pupils:
        messages.error(request, "Choose at least one child, then save the file.")
        return redirect("ctf:files", school)
    return _answer(request, pupils, f"sen-history-{request.school.slug}-{timezone.localdate():%Y-%m-%d}.xml")


def read(request, school):
    """Choose a file that the last school sent; what it says is shown beside the record, and nothing is kept."""
    check_can(request.user, Permission.TRANSITION_MANAGE, request.school)
    form = FileForm(request.POST or None, request.FILES or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        found = found_for(file, request.school, request.user, timezone.localdate())
        token = carried(file, school_id=request.school.pk, user_id=request.user.pk)
        context = present.preview_page(found, file.source, present.first_choice(found))
        return render(request, "ctf/preview.html", context | {"token": token})
    return render(request, "ctf/read.html", {"title": "Read a file from the last school", "form": form})


@require_POST
def take(request, school):
    """Take over what was chosen of the file that was shown."""
    check_can(request.user, Permission.TRANSITION_MANAGE, request.school)
    token = request.POST.get("token", "")
    try:
        file = brought_back(token, school_id=request.school.pk, user_id=request.user.pk)
    except RunOut:
        messages.error(request, "This preview has run out. Choose the file again.")
        return redirect("ctf:read", school)
    found = found_for(file, request.school, request.user, timezone.localdate())
    try:
        count = actions.take_over(
            choices=_choices(request.POST, found), source=file.source, by=request.user, at=now()
        )
    except Denied as denied:
        context = present.preview_page(found, file.source, frozenset(request.POST))
        return render(
            request, "ctf/preview.html", context | {"token": token, "trouble": denied.reason}, status=422
        )
    messages.success(
        request, f"Taken over for {count} {'child' if count == 1 else 'children'}. Now decide the level here."
    )
    return redirect("transition:incoming", school)


def _choices(post, found) -> list[actions.Choice]:
    return [
        actions.Choice(
            one, prior=f"{present.PRIOR}-{place}" in post, needs=f"{present.NEEDS}-{place}" in post
        )
        for place, one in enumerate(found)
    ]
