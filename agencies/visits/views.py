"""Pages of one visit: read, announced, moved, called off, recorded, parents told."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.enums import VisitState
from agencies.lifecycle import consent_in_force
from agencies.models import Visit
from agencies.visits import actions, forms, present, queries
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.schools.opening import open_days
from core.ui.editing import version_in
from core.ui.present import clock, day, day_in
from register.edits import tell_refused
from register.models import Pupil
from register.pages import find_pupil, frame, opened


def find_visit(request, reference: str) -> Visit:
    """The visit, if the user is told of visits to its pupil; 404 otherwise."""
    return visible_or_404(queries.visit_rows(), request.user, school=request.school, reference=reference)


@require_GET
def visit(request, school, reference):
    """One visit: who comes, when and where, what happened, what can be done next. Opening it is recorded."""
    found = find_visit(request, reference)
    check_can(request.user, Permission.VISIT_VIEW, found)
    opened(request, found.pupil, "visit")
    return render(request, "visits/visit.html", visit_page(found, request.user))


def visit_page(found: Visit, user) -> dict:
    """The context of visits/visit.html."""
    today, slug = timezone.localdate(), found.school.slug
    term = queries.term_of(found.school, found.on)
    several = queries.termly_meetings(found.school, user, term, pupil=found.pupil) if term else []
    referral_url = ""
    if found.referral and can(user, Permission.REFERRAL_VIEW, found.referral):
        referral_url = reverse("referrals:referral", args=[slug, found.referral.reference])
    agency_url = found.agency.get_absolute_url() if can(user, Permission.AGENCY_VIEW, found.school) else ""
    moves = visit_moves(found, user, today)
    return frame(found.pupil, user) | {
        "title": _("Visit to %(name)s") % {"name": found.pupil.name},
        "state": present.state_of(found.state, found.on, today),
        "facts": present.visit_facts(found, today, referral_url, agency_url),
        "said": present.said_parts(found, today), "termly": present.termly_words(several, found.agency.reference),
        "history": present.history(queries.visits_of(found.pupil, user), found, today),
        "actions": moves[:2], "moves": moves[2:], "child_url": found.pupil.get_absolute_url(),
        "back_url": f"{reverse('visits:calendar', args=[slug])}?on={found.on.isoformat()}",
    }  # fmt: skip


def visit_moves(found: Visit, user, today) -> list[dict]:
    """What the user can do with a visit from where it is, the likeliest first."""
    edits, announces = (can(user, one, found) for one in (Permission.VISIT_EDIT, Permission.VISIT_ANNOUNCE))
    record = _button("record", _("Record what happened"), found, icon="pencil", primary=True)
    told = _button("told", _("Parents told"), found)
    change = [_button("move", _("Move"), found), _button("cancel", _("Call off"), found)]
    if found.state == VisitState.ANNOUNCED:
        ahead = found.on > today
        return [*([record] if edits and not ahead else []), *([*change, told] if announces else [])]
    if found.state == VisitState.CANCELLED:
        return []
    again = record | {"label": _("Change the record"), "primary": False}
    if found.state == VisitState.MISSED:
        return [again | {"label": _("They came after all")}] if edits else []
    return [*([again] if edits else []), *([told] if announces else [])]


def _button(name: str, label: str, found: Visit, **more) -> dict:
    return {
        "label": label,
        "url": reverse(f"visits:{name}", args=[found.school.slug, found.reference]),
    } | more


def announce(request, school, reference):
    """Put a visit to the child on the calendar; `?referral=` chooses for which referral."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.VISIT_ANNOUNCE, pupil)
    form = forms.AnnounceForm(request.POST or None, pupil=pupil, initial=_asked_for(request))
    if made := done(request, form, actions.announce_visit, pupil=pupil):
        messages.success(request, _("On the calendar for %(when)s. %(told)s") % {
            "when": f"{day_in(made.on, timezone.localdate())}, {clock(made.at)}", "told": _told(pupil.school)})  # fmt: skip
        _warn_unknown(request, made)
        return redirect(made)
    return _page(
        request, pupil, form, _("Announce a visit"), _("Put it on the calendar"), pupil.get_absolute_url(),
        line=_("A visit is on the calendar before the child is seen, also when the day was agreed by word of mouth."),
    )  # fmt: skip


def _told(school) -> str:
    """Who hears of it, in the school's own words."""
    words = _("The %(senco)s, the class teacher and the %(ta)s are told by an email that names nobody.")
    return words % {"senco": school.label("senco"), "ta": school.label("ta")}


def _asked_for(request) -> dict:
    referral = request.GET.get("referral", "")[:12]
    return {"service": f"r-{referral}"} if referral else {}


def _warn_unknown(request, made: Visit) -> None:
    """Say so where nobody has entered the term in which the visit lies."""
    if not open_days(made.school).known(made.on):
        words = _("No term is entered that reaches to %(day)s: check that the school is open then.")
        messages.warning(request, words % {"day": day(made.on)})


def unannounced(request, school, reference):
    """Somebody came to see the child without notice."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.VISIT_EDIT, pupil)
    form = forms.UnannouncedForm(request.POST or None, pupil=pupil, visit_on=timezone.localdate(),
                                 report_days=pupil.school.report_days, initial=_asked_for(request))  # fmt: skip
    if made := done(request, form, actions.record_unannounced, pupil=pupil):
        messages.success(request, _("Recorded. %(told)s") % {"told": _told(pupil.school)})
        if made.referral and consent_in_force(made.referral, made.on) is None:
            messages.warning(
                request,
                _("No consent of the parents is in force for this referral: talk to the %(senco)s today.")
                % {"senco": pupil.school.label("senco")},
            )
        return redirect(made)
    return _page(request, pupil, form, _("They arrived unannounced"), _("Save"), pupil.get_absolute_url(),
                 line=_("Write it down the same day: who came, whom they met and what they suggested."))  # fmt: skip


def move(request, school, reference):
    """Another day, time, place or person for a visit that is to come."""
    found = find_visit(request, reference)
    check_can(request.user, Permission.VISIT_ANNOUNCE, found)
    if found.state != VisitState.ANNOUNCED:
        return _over(request, found)
    first = {"on": found.on, "at_time": found.at, "minutes": found.minutes, "place": found.place,
             "who": str(found.professional) if found.professional else found.who_comes}  # fmt: skip
    form = forms.MoveForm(request.POST or None, pupil=found.pupil, agency=found.agency, initial=first)
    if made := done(request, form, actions.move_visit, held=found, visit=found):
        when = f"{day_in(made.on, timezone.localdate())}, {clock(made.at)}"
        moved = (made.on, made.at, made.minutes) != (found.on, found.at, found.minutes)
        messages.success(request, f"{_('Saved')}: {when}. {_told(found.school) if moved else ''}".strip())
        _warn_unknown(request, made)
        return redirect(made)
    return _page(request, found.pupil, form, _("Move the visit"), _("Save"), found.get_absolute_url(), version=found.version,
                 line=present.in_short(found))  # fmt: skip


def record(request, school, reference):
    """What happened at a visit, or that nobody came; once recorded, put right."""
    found = find_visit(request, reference)
    check_can(request.user, Permission.VISIT_EDIT, found)
    if found.state == VisitState.CANCELLED:
        return _over(request, found)
    is_done = found.state == VisitState.DONE
    form = forms.RecordForm(request.POST or None, visit_on=found.on, report_days=found.school.report_days, done=is_done,
                            initial=_recorded(found) if is_done else {})  # fmt: skip
    if done(request, form, actions.record_visit, held=found, visit=found):
        messages.success(request, _("Recorded."))
        return redirect(found)
    return _page(request, found.pupil, form, _("What happened at the visit"), _("Save"), found.get_absolute_url(),
                 version=found.version,
                 line=present.in_short(found))  # fmt: skip


def _recorded(found: Visit) -> dict:
    names = ("teacher_met_on", "not_met_why", "met_whom", "suggestions")
    return {name: getattr(found, name) for name in names} | {
        "report_expected": found.report_due, "teacher_met": "yes" if found.teacher_met else "no",
    }  # fmt: skip


def cancel(request, school, reference):
    """Call off a visit that is to come."""
    found = find_visit(request, reference)
    check_can(request.user, Permission.VISIT_ANNOUNCE, found)
    if found.state != VisitState.ANNOUNCED:
        return _over(request, found)
    form = forms.CancelForm(request.POST if request.method == "POST" else None)
    if done(request, form, actions.cancel_visit, visit=found):
        messages.success(request, _("The visit is called off. %(told)s") % {"told": _told(found.school)})
        return redirect(found)
    return _page(request, found.pupil, form, _("Call off the visit"), _("Call it off"), found.get_absolute_url(),
                 line=present.in_short(found), danger=True)  # fmt: skip


def told(request, school, reference):
    """Who told the parents of the visit, and when."""
    found = find_visit(request, reference)
    check_can(request.user, Permission.VISIT_ANNOUNCE, found)
    first = {"told_by": found.told_parents} | ({"on": found.told_parents_on} if found.told_parents_on else {})
    form = forms.ToldForm(request.POST if request.method == "POST" else None, initial=first)
    if done(request, form, actions.tell_parents, visit=found):
        messages.success(request, _("Recorded."))
        return redirect(found)
    return _page(request, found.pupil, form, _("The parents know of the visit"), _("Save"), found.get_absolute_url(),
                 line=f"{found.agency.name}, {day_in(found.on, timezone.localdate())}")  # fmt: skip


def _over(request, found: Visit):
    words = _("This visit is recorded already: %(state)s.")
    messages.info(request, words % {"state": str(found.get_state_display()).lower()})
    return redirect(found)


def done(request, form, act, *, held: Visit | None = None, **given) -> Visit | None:
    """The action's answer once the form is posted and valid, else None. A refusal stands beside the field it is about;
    where somebody else has saved the visit `held`, beside what reads differently."""
    if request.method != "POST" or not form.is_valid():
        return None
    fields = getattr(form, "given", form.cleaned_data)
    version = {"version": version_in(request.POST)} if held else {}
    try:
        return act(by=request.user, at=now(), **given, **fields, **version)
    except Denied as denied:
        name = getattr(denied, "field", None)
        name = name if name in form.fields else forms.ASKED_IN.get(name)
        if name in form.fields:
            form.add_error(name, denied.reason)
        else:
            tell_refused(form, held, denied)
    return None


def _page(request, pupil: Pupil, form, title: str, label: str, back: str, **more):
    people = sorted({str(one) for one in getattr(form, "people", [])})
    context = {"form": form, "title": title, "submit_label": label, "back_url": back, "back_label": _("Back"),
               "line": "", "people": people, "note": _("What you typed is kept.") if form.errors else ""}  # fmt: skip
    return render(request, "visits/form.html", frame(pupil, request.user) | context | more)
