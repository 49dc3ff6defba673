"""The story of one pupil: for staff, for the office, for the family, and who has looked at it."""

import datetime as dt
from itertools import chain

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.enums import IN_FORCE, PlanState
from apdr.models import Plan, Target
from apdr.plans.present import plan_title, target_line
from apdr.provision.queries import PupilRun, runs_of
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.audit.models import Opening
from core.audit.queries import changes_of, openings_of
from core.schools.labels import with_article
from core.schools.models import School
from core.ui.present import clock, day, day_in, due_state, lines
from overview import pupil_reads as reads
from register.enums import NeedType
from register.file.present import document_url
from register.models import (
    Contact,
    ProfileReading,
    Pupil,
    StatusPeriod,
    TrainedAdult,
    WatchCheck,
)
from register.pages import tabs
from register.present import head_with, need_icon, pupil_head, staircase
from register.queries import adults_of, contacts_of
from register.response.present import follow_links, picture
from register.response.queries import Done, move_that_led_here, still_to_do
from register.transition.years import reaches_adulthood


def pupil_page(found: reads.Found, user, today: dt.date) -> dict:
    """The context of register/pupil.html, for staff."""
    pupil, periods = found.pupil, reads.periods_of(found.pupil)
    school, here = pupil.school, [pupil.school.slug, pupil.reference]
    now = next((period for period in periods if period.end is None), None)
    plans = reads.plans_of(pupil)
    running = sorted((plan for plan in plans if plan.state != PlanState.CLOSED), key=lambda plan: plan.area)
    current = running[0] if running else None
    sees_audit = can(user, Permission.AUDIT_VIEW, pupil)
    history_url = reverse("overview:audit", args=here)
    return {
        "pupil": head_with(pupil, found.standing(now.level if now else ""), today), "tabs": tabs(pupil, user, "story"),
        "actions": _actions(pupil, user, current), "steps": staircase(periods, one_tier=school.hide_recorded_tier),
        "since": f"{now.get_level_display()} since {day(now.start)}" if now else _("not on the register"),
        "level_url": reverse("response:level", args=here) if can(user, Permission.STATUS_CHANGE, pupil) else "",
        "level_label": "Change level" if now else "Put on the register",
        "follows": _follows(pupil, user, periods, current), "picture": picture(pupil, now.level if now else None),
        "open_plans": [_plan(plan, school) for plan in running],
        "plans": [_earlier(p) for p in plans if p not in running], "provision": _provision(pupil, user, today),
        "history": _history(periods, plans, tells_why=can(user, Permission.CONCERN_VIEW, pupil)),
        "documents": _documents(pupil, user),
        "documents_url": reverse("file:file", args=here),
        "dates": _dates(current, pupil, today), "profile": _profile(pupil, user),
        "people": _people(pupil, user), "people_url": _people_url(pupil, user),
        "needs_url": reverse("needs:needs", args=here),
        "needs": _needs(found.needs), "looks": _looks(pupil, today) if sees_audit else None,
        "looks_url": history_url if sees_audit else "", "also": _also(pupil, user),
        "history_url": reverse("overview:timeline", args=here), "history_label": "Everything, by date",
    }  # fmt: skip


def _actions(pupil: Pupil, user, plan: Plan | None) -> list[dict]:
    here = [pupil.school.slug, pupil.reference]
    if not can(user, Permission.PLAN_EDIT, pupil):
        return []
    if plan is None:
        label = f"Write {with_article(pupil.school.label('plan'))}"
        return [{"label": label, "url": reverse("plans:start", args=here), "post": True, "primary": True},
                {"label": "For one area of need", "url": reverse("plans:area", args=here)}]  # fmt: skip
    plan_here = [pupil.school.slug, plan.reference]
    if plan.state in IN_FORCE:
        return [{"label": "Review the plan", "url": reverse("reviews:plan", args=plan_here), "primary": True}]
    if plan.state == PlanState.PROPOSED:
        return [{"label": "Open the plan", "url": reverse("plans:plan", args=plan_here), "primary": True}]
    return [{"label": "Go on with the plan", "url": reverse("plans:edit", args=plan_here), "primary": True}]


ALSO = (
    ("Raise a concern", "concerns:raise", Permission.CONCERN_RAISE),
    ("Tell the safeguarding lead", "safeguarding:raise", Permission.SAFEGUARDING_RAISE),
    ("What the last school said", "transition:prior", Permission.TRANSITION_MANAGE),
    ("Book a review meeting", "reviews:book", Permission.MEETING_RUN),
    ("What the provision costs", "money:pupil", Permission.COST_VIEW),
    ("Evidence bundle", "overview:evidence", Permission.EVIDENCE_MAKE),
    ("EHC needs assessment", "ehcna:pupil", Permission.EHCP_VIEW),
    ("Leaving", "overview:leaving", Permission.TRANSITION_MANAGE),
)


def _also(pupil: Pupil, user) -> list[dict]:
    """What else can be done for the pupil, or read."""
    pages = ALSO
    if reaches_adulthood(pupil.year_group):
        pages += (("Preparing for adulthood", "transition:adulthood", Permission.TRANSITION_MANAGE),)
    here = [pupil.school.slug, pupil.reference]
    return [
        {"label": label, "url": reverse(name, args=here)}
        for label, name, needs in pages
        if can(user, needs, pupil)
    ]


def _follows(pupil: Pupil, user, periods: list[StatusPeriod], plan: Plan | None) -> list[dict]:
    """What the move to the level of now has set going and is not done yet, for those who change levels."""
    move, now = move_that_led_here(periods), next((period for period in periods if period.end is None), None)
    if now is None or move is None or not can(user, Permission.STATUS_CHANGE, pupil):
        return []
    profile = getattr(pupil, "profile", None) is not None
    done = Done(reads.letters_since(now), profile, plan is not None, now.supported)
    return follow_links(pupil, still_to_do(move, done))


def _plan(plan: Plan, school: School) -> dict:
    return {
        "title": plan_title(plan, school.label("plan")), "note": str(plan.get_state_display()).lower(),
        "url": reverse("plans:plan", args=[school.slug, plan.reference]),
        "targets": [target_line(target) for target in plan.targets.all()],
    }  # fmt: skip


def _provision(pupil: Pupil, user, today: dt.date) -> dict | None:
    """What the pupil has beside class teaching now, and what there was before; None where it is not told."""
    if not can(user, Permission.PROVISION_VIEW, pupil):
        return None
    found = runs_of(pupil)
    now = [one for one in found if one.runs_on(today)]
    sessions = reverse("sessions:pupil", args=[pupil.school.slug, pupil.reference])
    return {
        "now": [_run(one, pupil) for one in now], "before": [_run(one, pupil) for one in found if one not in now],
        "url": sessions if found else "",
    }  # fmt: skip


def _run(one: PupilRun, pupil: Pupil) -> dict:
    return {
        "label": one.title, "url": reverse("provision:provision", args=[pupil.school.slug, one.reference]),
        "when": f"{day(one.start)} to {day(one.end)}", "who": ", ".join(one.adults),
    }  # fmt: skip


def _earlier(plan: Plan) -> dict:
    met = sum(target.progress == "met" for target in plan.targets.all())
    return {"label": plan_title(plan, plan.pupil.school.label("plan")),
            "when": f"from {day(plan.starts)}, {met} of {len(plan.targets.all())} targets met",
            "url": reverse("plans:plan", args=[plan.pupil.school.slug, plan.reference]), "state": None}  # fmt: skip


def _history(periods: list[StatusPeriod], plans: list[Plan], *, tells_why: bool) -> list[dict]:
    """Levels and shared plans, newest first. `tells_why`: with the reason of each level, which may be the words of a
    concern."""
    moves = [
        (p.start, {"what": str(p.get_level_display()),
            "who": p.recorded_by.called if p.recorded_by else "from the school’s list",
                   "detail": p.reason if tells_why else "", "url": "", "state": None})
        for p in periods
    ]  # fmt: skip
    cycles = [
        (timezone.localdate(p.shared_at), {"what": f"Plan shared, cycle {p.cycle}", "who": "", "detail": "",
            "url": "", "state": None})
        for p in plans if p.shared_at
    ]  # fmt: skip
    newest = sorted(chain(moves, cycles), key=lambda pair: pair[0], reverse=True)
    return [{"when": day(date), **entry} for date, entry in newest]


def _documents(pupil: Pupil, user) -> list[dict]:
    slug = pupil.school.slug
    return [
        {"label": d.title, "when": day(timezone.localdate(d.filed_at)), "kind": str(d.get_kind_display()),
         "url": document_url(d, slug) or reverse("file:document", args=[slug, d.reference])}
        for d in reads.newest_documents(pupil, user)
    ]  # fmt: skip


def _dates(plan: Plan | None, pupil: Pupil, today: dt.date) -> list[dict]:
    dates = []
    if plan and plan.review_on and plan.state in IN_FORCE:
        dates.append((plan.review_on, "Review plan with parents"))
    profile = getattr(pupil, "profile", None)
    if profile and profile.review_on:
        dates.append((profile.review_on, f"Review {pupil.school.label('profile').lower()}"))
    soon = pupil.school.soon_days
    return [{"state": due_state(date, today, soon), "what": what, "when": day_in(date, today), "url": ""}
            for date, what in sorted(dates)]  # fmt: skip


def _profile(pupil: Pupil, user) -> dict | None:
    profile = getattr(pupil, "profile", None)
    url = reverse("profiles:profile", args=[pupil.school.slug, pupil.reference])
    if profile is None:
        return {"lines": [], "url": url, "state": None, "missing": True}
    return {"lines": (lines(profile.adjustments) + lines(profile.helps))[:6], "url": url, "state": None}


def _people(pupil: Pupil, user) -> list[dict]:
    teachers, tas = adults_of(pupil)
    facts = [("Teacher", ", ".join(teachers)), (pupil.school.label("ta"), ", ".join(tas))]
    shown = [{"label": label, "value": value, "url": ""} for label, value in facts if value]
    shown += [_contact(contact, user) for contact in reads.contacts_of(pupil)]
    if can(user, Permission.CONTACTS_EDIT, pupil):
        add = reverse("register:contact-add", args=[pupil.school.slug, pupil.reference])
        shown.append({"label": "Contacts", "value": "Add a contact", "url": add})
    return shown


def _contact(contact: Contact, user) -> dict:
    here = [contact.pupil.school.slug, contact.pupil.reference, contact.reference]
    url = reverse("register:contact", args=here) if can(user, Permission.CONTACTS_EDIT, contact) else ""
    return {"label": contact.relationship or "Contact", "value": contact.name, "url": url}


def _people_url(pupil: Pupil, user) -> str:
    may = can(user, Permission.PEOPLE_MANAGE, pupil)
    return reverse("register:supporters", args=[pupil.school.slug, pupil.reference]) if may else ""


def _needs(needs: list[tuple[int, str]]) -> list[dict]:
    return [{"rank": "Main" if rank == 1 else "Also", "label": str(NeedType(code).label), "icon": need_icon(code)}
            for rank, code in needs]  # fmt: skip


def _looks(pupil: Pupil, today: dt.date) -> list[dict]:
    return [_look(opening, today) for opening in reads.latest_looks(pupil)]


def _look(opening: Opening, today: dt.date) -> dict:
    at = timezone.localtime(opening.at)
    verb = (
        f"{opening.get_kind_display()}: {opening.what}"
        if opening.kind != Opening.Kind.PUPIL
        else opening.get_kind_display()
    )
    return {"who": opening.user.name, "what": verb, "when": f"{day_in(at.date(), today)}, {clock(at)}"}


# Rows that hang on a pupil through another row: the model, and the way to the pupil.
THROUGH = {Target: "plan__pupil", TrainedAdult: "plan__pupil", WatchCheck: "period__pupil",
           ProfileReading: "profile__pupil"}  # fmt: skip


def histories_of(pupil: Pupil) -> list[QuerySet]:
    """The history of every row about the pupil, of whatever app: one queryset for each model that has one."""
    named = {m: "pupil" for m in apps.get_models() if hasattr(m, "pgh_event_model") and _has_pupil(m)}
    ways = {Pupil: "pgh_obj", **named, **THROUGH}
    return [model.pgh_event_model.objects.filter(**{way: pupil}) for model, way in ways.items()]


def _has_pupil(model) -> bool:
    """Not where a model says that it is told apart: a complaint is no part of the record of the child."""
    told = not getattr(model, "TOLD_APART", False)
    return told and any(field.name == "pupil" for field in model._meta.local_fields)


def audit_page(pupil: Pupil, user, today: dt.date) -> dict:
    """The context of audit/list.html: openings and changes of one pupil's record, newest first."""
    changed = [
        (c.at, {"who": c.who, "what": c.what, "about": _fields(c.fields)})
        for c in changes_of(histories_of(pupil))
    ]
    opened = [
        (o.at, {"who": o.user.name, "what": o.get_kind_display().capitalize(), "about": o.what})
        for o in openings_of(pupil.school, pupil.reference)
    ]  # fmt: skip
    entries = sorted(chain(changed, opened), key=lambda pair: pair[0], reverse=True)[:200]
    shown = [{"when": f"{day(timezone.localtime(at).date())}, {clock(timezone.localtime(at))}", "about_url": "", **entry}
             for at, entry in entries]  # fmt: skip
    head = pupil_head(pupil, None, [], today)
    return {"pupil": head, "tabs": tabs(pupil, user, "history"), "title": "Who has looked, and who changed what",
            "line": "The newest 200 entries. Nobody can change them.", "entries": shown}  # fmt: skip


def _fields(fields: list[tuple[str, str, str]]) -> str:
    told = [
        f"{label}: {_short(old)} → {_short(new)}" if old else f"{label}: {_short(new)}"
        for label, old, new in fields
    ]
    return "; ".join(told)


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def office_page(pupil: Pupil, user) -> dict:
    """A pupil as the office sees them: the roll and the contacts, nothing of SEN."""
    facts = [("Class", pupil.class_name), ("Born", day(pupil.born)), ("UPN", pupil.upn),
             ("Number in your system", pupil.mis_number), ("Reference", pupil.reference)]  # fmt: skip
    here = [pupil.school.slug, pupil.reference]
    contacts = [
        {"name": c.name, "relationship": c.relationship, "email": c.email, "phone": c.phone,
         "url": reverse("register:contact", args=[*here, c.reference])}
        for c in contacts_of(pupil)
    ]  # fmt: skip
    return {"title": pupil.name, "facts": [{"label": k, "value": v or "–", "url": ""} for k, v in facts],
            "also": _also(pupil, user), "contacts": contacts, "contact_url": reverse("register:contact-add", args=here),
            "back_url": reverse("register:pupils", args=[pupil.school.slug]), "back_label": "Back to pupils"}  # fmt: skip
