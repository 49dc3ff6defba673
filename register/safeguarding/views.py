from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission, Role
from core.accounts.permissions import Denied, check_can, check_role, visible_or_404
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.audit.queries import openings_of
from core.ui.listing import draw_list
from core.ui.present import day
from register.enums import FlagState
from register.models import SafeguardingFlag
from register.pages import find_pupil
from register.safeguarding import actions, present, queries
from register.safeguarding.forms import NumberForm, SignForm


def raise_sign(request, school, reference):
    """Tell the DSL and the SENCo that something was noticed; who raised it cannot read it afterwards."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SAFEGUARDING_RAISE, pupil)
    system = present.system_of(request.school)
    form = SignForm(
        request.POST or None, pupil=pupil, system=system, initial={"seen_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.raise_sign(pupil=pupil, by=request.user, at=now(), **form.raised)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, f"{_told(request.school)} If you are worried now, go to them as well.")
            return redirect(pupil)
    told = [_named(member, request.school) for member in queries.who_is_told(request.school)]
    context = {"form": form, "title": f"Tell the safeguarding lead about {pupil.name}", "system": system,
               "told": told, "first_name": pupil.first_name,
               "back_url": pupil.get_absolute_url()}  # fmt: skip
    return render(request, "safeguarding/raise.html", context)


def _told(school) -> str:
    lead = f"The safeguarding lead and the {school.label('senco')}"
    return (
        f"{lead} have been told."
        if queries.who_is_told(school)
        else "The sign is kept, but nobody could be told."
    )


def _named(member, school) -> str:
    role = school.label("senco") if member.role == Role.SENCO else "safeguarding lead"
    return f"{member.user.called} ({role})"


@require_GET
def signs(request, school):
    """Every sign of the school by state, for the DSL and the SENCo. Opening the list is recorded, naming no child."""
    check_role(request.user, Permission.SAFEGUARDING_VIEW, request.school.pk)
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.PUPIL,
                   what="list of safeguarding signs")  # fmt: skip
    found = queries.signs_by_state(request.school, request.user)
    lines = {state: [present.sign_line(sign) for sign in rows] for state, rows in found.items()}
    context = {"raised": lines[FlagState.RAISED], "taken": lines[FlagState.TAKEN], "closed": lines[FlagState.CLOSED],
               "system": present.system_of(request.school), "most": queries.LATEST_CLOSED}  # fmt: skip
    return draw_list(request, "safeguarding/signs.html", context, name="safeguarding-signs", title="safeguarding signs",
                     table=present.SIGNS_AS_FILE, needs=Permission.SAFEGUARDING_VIEW, counted=False)  # fmt: skip


def find_sign(request, reference: str) -> SafeguardingFlag:
    """The sign, for the DSL and the SENCo of its school; 404 for everybody else, who learns nothing."""
    found = queries.signs_with_people(SafeguardingFlag.objects.filter(school=request.school))
    return visible_or_404(found, request.user, reference=reference)


def sign(request, school, reference):
    """One sign, who has looked at it, and what can be done. Openings are kept under the sign's own reference, so
    that the page of who looked at a child, which others may read, tells nothing of it."""
    found = find_sign(request, reference)
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.write_up(sign=found, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, "Noted as written up.")
        return redirect("safeguarding:sign", school, reference)
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.PUPIL,
                   what="safeguarding sign", subject=found.reference)  # fmt: skip
    return render(request, "safeguarding/sign.html", {
        "title": f"Sign about {found.pupil.name}", "state": present.STATE[FlagState(found.state)],
        "facts": present.sign_facts(found), "moves": present.moves_of(found, request.user),
        "form": None if found.logged else form, "system": present.system_of(request.school),
        "others": [_entry(other) for other in queries.other_signs(found, request.user)],
        "looks": [f"{look.user.called}, {day(timezone.localdate(look.at))}"
                  for look in openings_of(request.school, found.reference)],
        "first_name": found.pupil.first_name, "back_url": reverse("safeguarding:signs", args=[school]),
    })  # fmt: skip


def _entry(sign: SafeguardingFlag) -> dict:
    return {"when": day(sign.seen_on), "what": sign.get_noticed_display(), "who": "",
            "url": reverse("safeguarding:sign", args=[sign.school.slug, sign.reference]),
            "state": present.STATE[FlagState(sign.state)]}  # fmt: skip


@require_POST
def move(request, school, reference, end):
    """Take a sign on, close it here, or open it again; a move that cannot be made says why."""
    found = find_sign(request, reference)
    if end not in FlagState.values:
        raise Http404
    if found.state != end:  # otherwise posted twice
        try:
            actions.move_sign(sign=found, end=FlagState(end), by=request.user, at=now())
        except Denied as denied:
            messages.error(request, denied.reason)
    return redirect("safeguarding:sign", school, reference)
