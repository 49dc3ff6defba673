"""Invitations as finished strings: for the SENCo who shares, and for the professional who looks."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.enums import ReportState, VisitState
from agencies.models import AgencyReport, Invitation, Referral, Visit
from agencies.visitor.parts import Part
from agencies.visitor.queries import Shared, VisitorLine, whom_to_ask
from core.schools.models import School
from core.ui.present import DueState, age, clock, day, day_in, state
from register.enums import NeedType, Sensitivity
from register.file.present import bytes_of, size
from register.file.uploads import KINDS, SHOWN_INLINE
from register.models import PROFILE_TEXTS, Profile, PupilDocument
from register.present import class_or_year

ENDING_SOON = 14  # calendar days before the last day from which the page says so


def standing(invitation: Invitation, today: dt.date) -> DueState:
    """Whether an invitation is open, by its own days."""
    if invitation.ended_at:
        return DueState("due", "x-lg", _("Ended"))
    if invitation.start > today:
        return state("wait", _("Not open yet"))
    if invitation.until < today:
        return DueState("due", "clock-history", _("Run out"))
    if (invitation.until - today).days < ENDING_SOON:
        return state("soon", _("Open, ends soon"))
    return state("done", _("Open"))


def part_words(parts: list[str], school: School) -> list[str]:
    """The parts of the record in the school's words."""
    return [school.label("profile") if part == Part.PROFILE else str(Part(part).label) for part in parts]


def span(invitation: Invitation, today: dt.date) -> str:
    """From when and until when."""
    return _("%(start)s to the end of %(until)s") % {
        "start": day(invitation.start), "until": day_in(invitation.until, today)
    }  # fmt: skip


# The SENCo's pages


def invitation_line(invitation: Invitation, school: School, today: dt.date) -> dict:
    """One invitation in the list of a referral."""
    titles = [document.title for document in invitation.documents.all()]
    return {
        "name": invitation.name, "job": invitation.job, "span": span(invitation, today),
        "state": standing(invitation, today),
        "shared": "; ".join(part_words(invitation.parts, school) + titles),
        "url": reverse("visitor:invitation", args=[school.slug, invitation.reference]),
    }  # fmt: skip


def referral_facts(referral: Referral) -> list[dict]:
    """What says which referral a page is about."""
    return [{"label": _("Agency"), "value": referral.agency.name},
            {"label": _("We ask"), "value": referral.asked}]  # fmt: skip


def invitation_page(invitation: Invitation, documents: list[PupilDocument], openings, today: dt.date) -> dict:
    """The context of visitor/invitation.html but for the frame."""
    school, here = invitation.school, [invitation.school.slug, invitation.reference]
    ended = invitation.ended_at is not None
    return {
        "title": _("Invitation of %(who)s") % {"who": invitation.name}, "state": standing(invitation, today),
        "facts": [
            {"label": _("Job role"), "value": invitation.job or _("not recorded")},
            {"label": _("Email"), "value": invitation.user.email},
            {"label": _("Referral to"), "value": invitation.referral.agency.name,
             "url": reverse("referrals:referral", args=[school.slug, invitation.referral.reference])},
            {"label": _("Open"), "value": span(invitation, today)},
            {"label": _("Invited"), "value": _by(invitation.invited_at, invitation.invited_by)},
            *([{"label": _("Ended"), "value": _by(invitation.ended_at, invitation.ended_by)}] if ended else []),
        ],
        "parts": part_words(invitation.parts, school), "documents": [_ticked(one) for one in documents],
        "openings": [{"when": f"{day(timezone.localdate(one.at))}, {clock(timezone.localtime(one.at))}", "what": one.what}
                     for one in openings],
        "actions": [] if ended else [
            {"label": _("End it now"), "url": reverse("visitor:end", args=here), "danger": True},
            {"label": _("Change what is shared"), "url": reverse("visitor:change", args=here), "icon": "pencil",
             "primary": True},
        ],
        "back_url": reverse("visitor:invitations", args=[school.slug, invitation.referral.reference]),
    }  # fmt: skip


def _by(at: dt.datetime, who) -> str:
    return _("%(day)s by %(who)s") % {"day": day(timezone.localdate(at)), "who": who.called}


def _ticked(document: PupilDocument) -> dict:
    return {"title": document.title, "kept": document.sensitivity == Sensitivity.RESTRICTED,
            "url": reverse("file:document", args=[document.school.slug, document.reference])}  # fmt: skip


# The professional's pages


def heading(invitation: Invitation) -> str:
    """What the referral is called on the professional's pages: by the child's name only where that was ticked."""
    if Part.NAME in invitation.parts:
        return invitation.referral.pupil.name
    return _("Referral %(reference)s") % {"reference": invitation.referral.reference}


def home_page(lines: list[VisitorLine], school: School, today: dt.date) -> dict:
    """The context of visitor/home.html."""
    opened = [_open_row(line, today) for line in lines if not line.shut]
    shut = [{"title": _("Referral %(reference)s") % {"reference": line.invitation.referral.reference},
             "agency": line.invitation.referral.agency.name, "words": line.shut,
             "state": standing(line.invitation, today) if line.invitation.start > today or line.invitation.until < today
             or line.invitation.ended_at else DueState("due", "x-lg", _("Closed"))}
            for line in lines if line.shut]  # fmt: skip
    ask = whom_to_ask(lines[0].invitation.school) if lines else _("the %(senco)s of %(school)s") % {
        "senco": school.label("senco"), "school": school.name}  # fmt: skip
    line = ngettext("%(n)d referral is open to you.", "%(n)d referrals are open to you.", len(opened)) % {
        "n": len(opened)
    }
    return {
        "title": _("Referrals"), "line": line if opened else "", "rows": opened, "shut": shut, "school": school.name,
        "none": _("When the school invites you to a referral, it stands here. Ask %(who)s.") % {"who": ask},
    }  # fmt: skip


def _open_row(line: VisitorLine, today: dt.date) -> dict:
    held = line.invitation
    handed = ngettext("%(n)d report handed in", "%(n)d reports handed in", line.handed_in) % {
        "n": line.handed_in
    }
    return {
        "title": heading(held), "agency": held.referral.agency.name, "state": standing(held, today),
        "url": reverse("visitor:referral", args=[held.school.slug, held.reference]),
        "until": _("Open to you until %(day)s") % {"day": day_in(held.until, today)},
        "visit": _("Next visit %(when)s") % {"when": visit_when(line.next_visit, today)} if line.next_visit else "",
        "report": handed if line.handed_in else _("No report handed in yet"),
    }  # fmt: skip


def visit_when(visit: Visit, today: dt.date) -> str:
    """Day and time of a visit."""
    return f"{day_in(visit.on, today)}, {clock(visit.at)}"


def shared_page(invitation: Invitation, shared: Shared, today: dt.date) -> dict:
    """The context of visitor/referral.html: exactly what was ticked, and what the professional does here."""
    referral, here = invitation.referral, [invitation.school.slug, invitation.reference]
    texts = [(Part.ASKED, _("What we ask"), referral.asked),
             (Part.TRIED, _("What was tried, and what came of it"), referral.tried)]  # fmt: skip
    return {
        "title": heading(invitation), "state": standing(invitation, today),
        "soon": (invitation.until - today).days < ENDING_SOON,
        "line": _("%(agency)s, for %(school)s. Open to you until %(day)s.") % {
            "agency": referral.agency.name, "school": invitation.school.name, "day": day_in(invitation.until, today)},
        "child": _child(invitation, shared, today),
        "texts": [{"title": title, "text": text} for part, title, text in texts if part in invitation.parts and text],
        "profile": _profile(shared.profile), "profile_title": invitation.school.label("profile"),
        "documents": [_document(one, invitation) for one in shared.documents],
        "contacts": _contacts(invitation, shared),
        "visits": [_visit(one, invitation, today) for one in shared.visits],
        "reports": [_report(one) for one in shared.reports],
        "returned": next((one.returned_words for one in shared.reports if one.state == ReportState.RETURNED), ""),
        "report_url": reverse("visitor:report", args=here), "visit_url": reverse("visitor:visit-add", args=here),
        "secure": invitation.school.secure_service,
    }  # fmt: skip


def _child(invitation: Invitation, shared: Shared, today: dt.date) -> list[dict]:
    pupil, parts = shared.pupil, invitation.parts
    named = [{"label": _("Name"), "value": pupil.name}, {"label": _("Class"), "value": class_or_year(pupil)}]
    born = [{"label": _("Born"), "value": f"{day(pupil.born).split(' ', 1)[1]} ({age(pupil.born, today)})"}]
    needs = ", ".join(str(NeedType(need.code).label) for need in shared.needs) or _("none recorded")
    return [
        *(named if Part.NAME in parts else []), *(born if Part.BORN in parts else []),
        *([{"label": _("Types of need"), "value": needs}] if Part.NEEDS in parts else []),
    ]  # fmt: skip


def _profile(profile: Profile | None) -> list[dict]:
    if profile is None:
        return []
    labels = {name: str(Profile._meta.get_field(name).verbose_name) for name in PROFILE_TEXTS}
    return [
        {"label": labels[name], "text": getattr(profile, name)}
        for name in PROFILE_TEXTS
        if getattr(profile, name)
    ]


def _document(document: PupilDocument, invitation: Invitation) -> dict:
    kept = bytes_of(document)
    url = reverse("visitor:document", args=[invitation.school.slug, invitation.reference, document.reference])
    told = KINDS.get(kept.content_type, (_("file"), ()))[0]
    shown = kept.content_type in SHOWN_INLINE
    return {"title": document.title, "url": f"{url}?inline=1" if shown else url, "told": f"{told}, {size(kept.size)}",
            "dated": _("dated %(day)s") % {"day": day(document.dated)} if document.dated else ""}  # fmt: skip


def _contacts(invitation: Invitation, shared: Shared) -> list[dict]:
    if Part.CONTACTS not in invitation.parts:
        return []
    school = invitation.school
    told = [(school.label("senco"), school.senco_name), (_("Class teacher"), ", ".join(shared.teachers)),
            (_("Telephone"), school.phone), (_("Email"), school.email), (_("Address"), school.address)]  # fmt: skip
    return [{"label": label, "value": value} for label, value in told if value]


def _visit(visit: Visit, invitation: Invitation, today: dt.date) -> dict:
    coming = visit.state == VisitState.ANNOUNCED and visit.on >= today
    move = reverse("visitor:visit-move", args=[invitation.school.slug, invitation.reference, visit.reference])
    return {
        "when": visit_when(visit, today), "minutes": _("%(n)d minutes") % {"n": visit.minutes}, "place": visit.place,
        "state": state("due", _("Announced")) if coming else state("done", str(visit.get_state_display())),
        "move_url": move if coming else "",
    }  # fmt: skip


REPORT_STATES = {
    ReportState.RETURNED: ("soon", _("A corrected one is asked for")),
    ReportState.SHARED: ("done", _("Received and read")),
    ReportState.REPLACED: ("due", _("Replaced by a later one")),
}


def _report(report: AgencyReport) -> dict:
    key, word = REPORT_STATES.get(report.state, ("done", _("Received")))
    return {"title": report.document.title, "state": state(key, word),
            "when": _("handed in %(day)s") % {"day": day(report.received_on)}}  # fmt: skip


def way_of_working(school: School) -> list[str]:
    """How the school asks professionals to work with it (R-119 to R-125)."""
    secure = _(" or by %(service)s") % {"service": school.secure_service} if school.secure_service else ""
    return [
        _("Announce every visit here, also one that you agreed with somebody: it stands on the school’s calendar then, "
          "and the class teacher expects you."),
        _("Meet the class teacher. Suggestions go to the class teacher, even where a teaching assistant carries them out."),
        _("Tell the parents of the day you come."),
        _("In a report, call staff by their job and not by name, and name no other child."),
        _("Send nothing that names a child by email. Hand it in here%(secure)s.") % {"secure": secure},
    ]  # fmt: skip
