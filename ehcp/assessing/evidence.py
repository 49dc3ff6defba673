"""What is on record of the evidence that a request needs (R-136), and what is missing."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.enums import AgencyKind, ReportState, Sector
from agencies.models import AgencyReport
from apdr.enums import MeetingState, PlanState
from apdr.models import Plan, ReviewAction, ReviewMeeting, Target
from apdr.provision.queries import runs_of
from core.schools.models import School
from core.ui.present import day
from ehcp.models import NeedsAssessment
from register.enums import DocumentKind, Sensitivity
from register.models import Profile, Pupil, PupilDocument
from register.voice.queries import latest_voice

SOCIAL = (AgencyKind.FAMILIES, AgencyKind.FAMILY_SUPPORT, AgencyKind.ADOPTION)
ENOUGH_CYCLES = 2  # what local authorities usually ask for before they assess


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence: what is on record of it, "" where nothing is; `where` names the page that adds to it,
    `missing` says what to do then, `thin` what is still thin about what there is."""

    key: str
    label: str
    found: str
    where: str
    missing: str
    thin: str = ""

    @property
    def there(self) -> bool:
        return bool(self.found)


def evidence_of(held: NeedsAssessment, user, today: dt.date) -> list[Evidence]:
    """The evidence that R-136 names, in its order, with the child's view beside that of the parents. Nine queries."""
    pupil = held.pupil
    cycles, judged = _cycles(pupil), _targets(pupil)
    reports = list(AgencyReport.objects.visible_to(user).filter(pupil=pupil, state=ReportState.SHARED)
                   .select_related("agency").only("agency__name", "agency__sector", "agency__kind", "author", "received_on")
                   .order_by("-received_on"))  # fmt: skip
    return [
        _parents(held), _child(held), _teachers(pupil, judged), _senco(cycles, held.school), _health(pupil, user, reports),
        _social(reports), _others(reports), _provision(pupil, today), _actions(pupil), _outcomes(cycles, judged),
    ]  # fmt: skip


def _parents(held: NeedsAssessment) -> Evidence:
    found = _("What they say is written down.") if held.parents_view.strip() else ""
    meeting = (
        ReviewMeeting.objects.filter(pupil=held.pupil, state=MeetingState.HELD, parents_came=True)
        .order_by("-on")
        .first()
    )
    if not found and held.talk:
        found = _("Talked over on %(day)s.") % {"day": day(held.talk.on)}
    if not found and meeting and meeting.parents_say.strip():
        found = _("At the review meeting of %(day)s.") % {"day": day(meeting.on)}
    thin = "" if held.parents_view.strip() else _("Write down here what they say of the request.")
    return Evidence(
        "parents",
        _("Parents"),
        found,
        "change",
        _("Talk with them and write down what they say."),
        thin if found else "",
    )


def _child(held: NeedsAssessment) -> Evidence:
    voice = latest_voice(held.pupil)
    found = _("What the child says is written down.") if held.child_view.strip() else ""
    if not found and voice:
        found = _("The child was asked on %(day)s.") % {"day": day(voice.on)}
    return Evidence("child", _("The child"), found, "voice", _("Ask the child, in the way that suits them."))


def _cycles(pupil: Pupil) -> dict[str, int]:
    """How many cycles were reviewed and how many of them the SENCo evaluated. One query."""
    reviewed = Q(state=PlanState.CLOSED, agreed_at__isnull=False)
    return Plan.objects.filter(pupil=pupil).aggregate(
        reviewed=Count("pk", filter=reviewed), evaluated=Count("pk", filter=Q(evaluated_at__isnull=False))
    )


def _targets(pupil: Pupil) -> dict[str, int]:
    """How many targets there are in cycles that were agreed, and how many have been judged. One query."""
    agreed = Target.objects.filter(plan__pupil=pupil, plan__agreed_at__isnull=False)
    return agreed.aggregate(all=Count("pk"), judged=Count("pk", filter=~Q(progress="") | ~Q(outcome="")))


def _teachers(pupil: Pupil, judged: dict[str, int]) -> Evidence:
    profile = Profile.objects.filter(pupil=pupil).values_list("written_at", flat=True).first()
    parts = [
        _("a profile") if profile else "",
        _counted_targets(judged["judged"]) if judged["judged"] else "",
    ]
    told = ", ".join(part for part in parts if part)
    found = f"{told[:1].upper()}{told[1:]}." if told else ""
    thin = "" if profile else _("There is no profile yet.")
    return Evidence(
        "teachers",
        _("Teachers"),
        found,
        "profile",
        _("Ask the class teacher for the profile and what targets came to."),
        thin if found else "",
    )


def _counted_targets(count: int) -> str:
    return ngettext("%(count)d target judged", "%(count)d targets judged", count) % {"count": count}


def _senco(cycles: dict[str, int], school: School) -> Evidence:
    count = cycles["evaluated"]
    found = (
        ngettext("%(count)d cycle evaluated.", "%(count)d cycles evaluated.", count) % {"count": count}
        if count
        else ""
    )
    return Evidence(
        "senco", school.label("senco"), found, "plans", _("Evaluate the cycles that were reviewed.")
    )


def _named(reports: list[AgencyReport]) -> str:
    return "; ".join(
        f"{one.agency.name if one.agency else one.author}, {day(one.received_on)}" for one in reports
    )


def _health(pupil: Pupil, user, reports: list[AgencyReport]) -> Evidence:
    told = _named([one for one in reports if one.agency and one.agency.sector == Sector.NHS])
    papers = PupilDocument.objects.visible_to(user).filter(pupil=pupil, kind=DocumentKind.MEDICAL)
    count = papers.exclude(sensitivity=Sensitivity.RESTRICTED).count()
    medical = (
        ngettext("%(count)d medical paper", "%(count)d medical papers", count) % {"count": count}
        if count
        else ""
    )
    return Evidence("health", _("Health"), "; ".join(filter(None, (told, medical))), "agencies",
                    _("No report is here. Where no health service knows the child, say so in the advice."))  # fmt: skip


def _social(reports: list[AgencyReport]) -> Evidence:
    told = _named([one for one in reports if one.agency and one.agency.kind in SOCIAL])
    return Evidence("social", _("Social care"), told, "agencies",
                    _("No report is here. Where social care does not know the family, say so in the advice."))  # fmt: skip


def _others(reports: list[AgencyReport]) -> Evidence:
    rest = [
        one
        for one in reports
        if not one.agency or (one.agency.sector != Sector.NHS and one.agency.kind not in SOCIAL)
    ]
    return Evidence(
        "others", _("Other professionals"), _named(rest), "agencies", _("No report of a specialist is here.")
    )


def _provision(pupil: Pupil, today: dt.date) -> Evidence:
    now = [run.title for run in runs_of(pupil) if run.runs_on(today)]
    return Evidence("provision", _("Current provision"), ", ".join(dict.fromkeys(now)), "provision",
                    _("Nothing runs for this child now."))  # fmt: skip


def _actions(pupil: Pupil) -> Evidence:
    kept = ReviewAction.objects.filter(meeting__pupil=pupil).aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(done_on__isnull=False))
    )
    found = _("%(done)d of %(all)d that were promised are done.") % kept if kept["all"] else ""
    return Evidence(
        "actions", _("Action points taken"), found, "plans", _("Nothing was promised at a review meeting.")
    )


def _outcomes(cycles: dict[str, int], judged: dict[str, int]) -> Evidence:
    count = cycles["reviewed"]
    found = ""
    if judged["all"]:
        reviewed = ngettext("%(count)d cycle reviewed", "%(count)d cycles reviewed", count) % {"count": count}
        told = _("%(reviewed)s, %(judged)d of %(all)d targets judged.")
        found = told % (judged | {"reviewed": reviewed})
    thin = (
        _("Local authorities usually ask for two reviewed cycles or more.") if count < ENOUGH_CYCLES else ""
    )
    return Evidence(
        "outcomes",
        _("Outcomes of targets so far"),
        found,
        "plans",
        _("No target has been judged yet."),
        thin if found else "",
    )
