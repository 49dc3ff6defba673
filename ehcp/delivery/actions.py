"""Every write of who delivers a plan, who has read it, the talk about it, and to whom it was shown. Each is one
transaction."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from apdr.enums import ProvisionState
from apdr.models import Intervention, Provision, ProvisionPupil
from apdr.provision.actions import set_up_provision
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import EHC_COPY
from core.ui.present import day
from ehcp.delivery.copying import copy_snapshot
from ehcp.enums import IN_FORCE_KINDS, NEEDS_NO_REASON, DisclosureBasis, Letter, ServedHow
from ehcp.models import (
    EhcPlan,
    PlanDisclosure,
    PlanProvision,
    PlanReading,
    PlanVersion,
    SpecifiedDelivery,
)
from ehcp.sections.actions import tell_talk
from register.actions import file_document
from register.enums import DocumentKind
from register.file.actions import write_conversation
from register.models import Conversation, PupilDocument

WHOLE = tuple(Letter.values)


def _locked_plan(version: PlanVersion) -> EhcPlan:
    """The version's plan, locked, so that two who write of it follow one another."""
    plans = EhcPlan.objects.select_for_update(of=("self",)).select_related("pupil", "school", "authority")
    return plans.get(pk=version.plan_id)


def _to_edit(version: PlanVersion, by: User) -> EhcPlan:
    """The same for somebody who may say how it is put into practice. Raises Denied once the plan has ended."""
    plan = _locked_plan(version)
    check_can(by, Permission.EHCP_EDIT, plan)
    if plan.ceased_on:
        raise Denied(f"The plan ended on {day(plan.ceased_on)}: it can be read, not changed.")
    return plan


@transaction.atomic
def link_delivery(
    *, specified: PlanProvision, provision: Provision, by: User, at: dt.datetime
) -> SpecifiedDelivery:
    """What the plan specifies is given through that provision, whose sessions count for it (R-148). A second time changes
    nothing. Raises Denied: the child has no place in it, it was never started, or its time counts for another line of
    the plan already."""
    plan = _to_edit(specified.plan_version, by)
    seen = Provision.objects.visible_to(by).filter(pk=provision.pk, school=plan.school_id)
    if not seen.exists() or not ProvisionPupil.objects.filter(provision=provision, pupil=plan.pupil).exists():
        raise Denied(f"{plan.pupil.first_name} has no place in “{provision.title}”: choose another.")
    if provision.state == ProvisionState.DROPPED:
        raise Denied(f"“{provision.title}” was not started: choose another, or plan a new one.")
    other = SpecifiedDelivery.objects.filter(
        provision=provision, specified__plan_version=specified.plan_version
    ).exclude(specified=specified)
    if taken := other.select_related("specified").first():
        raise Denied(
            f"“{provision.title}” gives line {taken.specified.number} of Section F already, and its time counts once: "
            "take it from there first."
        )
    if specified.letter != Letter.F:
        raise Denied("Sessions count for what Section F specifies.")
    held, _made = SpecifiedDelivery.objects.get_or_create(
        school_id=plan.school_id,
        specified=specified,
        provision=provision,
        defaults={"linked_at": at, "linked_by": by},
    )
    return held


@transaction.atomic
def arrange_delivery(
    *, specified: PlanProvision, provisions: Iterable[Provision], delivered_by: str, by: User, at: dt.datetime
) -> PlanProvision:
    """Who gives one line of Section F here: through these provisions and no others, and in words. Raises Denied."""
    _to_edit(specified.plan_version, by)
    wanted = {provision.pk: provision for provision in provisions}
    for link in SpecifiedDelivery.objects.filter(specified=specified).exclude(provision__in=wanted):
        link.delete()
    for provision in wanted.values():
        link_delivery(specified=specified, provision=provision, by=by, at=at)
    held = PlanProvision.objects.select_for_update().get(pk=specified.pk)
    held.delivered_by = delivered_by.strip()[:200]
    held.version += 1
    held.save(update_fields=["delivered_by", "version"])
    return held


@transaction.atomic
def plan_delivery(
    *, specified: PlanProvision, intervention: Intervention, by: User, at: dt.datetime, **parts
) -> Provision:
    """Plan or start a provision that gives this line, with what `set_up_provision` takes. All or nothing: raises Denied,
    or RefusedAt with the part that is wrong."""
    plan = _to_edit(specified.plan_version, by)
    if plan.pupil_id not in {pupil.pk for pupil in parts["pupils"]}:
        raise Denied(f"Tick {plan.pupil.first_name}: it is planned for what the plan asks.")
    made = set_up_provision(intervention=intervention, by=by, at=at, **parts)
    link_delivery(specified=specified, provision=made, by=by, at=at)
    return made


@transaction.atomic
def carry_deliveries(*, version: PlanVersion, by: User, at: dt.datetime) -> int:
    """Take over who delivers what from the version before, for the lines of Section F that say the same words and that
    nothing delivers yet. Returns how many lines. Raises Denied where there is no version before or nothing to take."""
    plan = _to_edit(version, by)
    before = (
        plan.versions.filter(number__lt=version.number, kind__in=IN_FORCE_KINDS).order_by("-number").first()
    )
    if before is None:
        raise Denied("There is no version before this one: say for each line who gives it.")
    old = {
        _plain(line.text): line
        for line in before.provisions.filter(letter=Letter.F).prefetch_related("deliveries__provision")
    }
    count = 0
    for line in version.provisions.filter(letter=Letter.F, deliveries=None):
        if same := old.get(_plain(line.text)):
            runs = [
                link.provision
                for link in same.deliveries.all()
                if link.provision.state != ProvisionState.DROPPED
            ]
            words = line.delivered_by or same.delivered_by
            if runs or words != line.delivered_by:
                arrange_delivery(specified=line, provisions=runs, delivered_by=words, by=by, at=at)
                count += 1
    if not count:
        raise Denied("No line says the same as before: say for each line who gives it.")
    return count


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@transaction.atomic
def record_talk(
    *, version: PlanVersion, by: User, at: dt.datetime, conversation: Conversation | None = None, **said
) -> PlanVersion:
    """The talk with parents and child on putting the plan into practice and what it should change (R-148): a conversation
    that is on record, or a new one (`said` as `write_conversation` takes it). Raises Denied."""
    plan = _to_edit(version, by)
    if conversation is not None:
        seen = Conversation.objects.visible_to(by).filter(pk=conversation.pk, pupil=plan.pupil)
        if not seen.exists():
            raise Denied("That is not a conversation about this child: choose another.")
    else:
        conversation = write_conversation(pupil=plan.pupil, conversation=None, by=by, at=at, **said)
    return tell_talk(version=version, talk=conversation, by=by, at=at)


@transaction.atomic
def confirm_read(*, version: PlanVersion, by: User, at: dt.datetime) -> PlanReading:
    """An adult has read what the version asks of them (R-145). A second click changes nothing. Raises Denied for a version
    that is not in force: a draft asks nothing of anybody yet."""
    check_can(by, Permission.EHCP_READ_CONFIRM, version.plan)
    if version.kind not in IN_FORCE_KINDS or version.checked_at is None or version.plan.ceased_on:
        raise Denied("This is not the plan in force: read that one.")
    held, _made = PlanReading.objects.get_or_create(
        school_id=version.school_id, plan_version=version, user=by, defaults={"read_at": at}
    )
    return held


@transaction.atomic
def disclose(
    *, version: PlanVersion, parts: Iterable[str], to: str, basis: str, how: str, on: dt.date, by: User, at: dt.datetime,
    consent_by: str = "", consent_on: dt.date | None = None, why: str = "",
) -> PlanDisclosure:  # fmt: skip
    """Write down that sections of a plan are shown to somebody (R-208): with consent, or on one of the listed grounds with
    its reason; the family, the child's staff and the maintaining authority need neither. Written once. Raises Denied with
    what is missing; nothing may be shown then."""
    plan = _locked_plan(version)
    check_can(by, Permission.EHCP_DISCLOSE, plan)
    chosen = set(parts)
    if not chosen or not chosen <= set(WHOLE):
        raise Denied("Tick the sections that are shown.")
    if not to.strip():
        raise Denied("Say to whom.")
    if basis not in DisclosureBasis.values:
        raise Denied("Say on what ground the plan is shown: without consent or a ground it is not.")
    if how not in ServedHow.values:
        raise Denied("Say how it is shown.")
    _check_days(plan, version, on, timezone.localdate(at))
    ground = _ground(plan, basis, on, consent_by.strip(), consent_on, why.strip())
    return PlanDisclosure.objects.create(
        school_id=plan.school_id, pupil=plan.pupil, plan_version=version, to=to.strip()[:160], basis=basis, how=how, on=on,
        parts=[letter for letter in WHOLE if letter in chosen], recorded_at=at, recorded_by=by, **ground,
    )  # fmt: skip


def _check_days(plan: EhcPlan, version: PlanVersion, on: dt.date, today: dt.date) -> None:
    if on > today:
        raise Denied(f"{day(on)} is in the future: enter the day on which it is shown.")
    if on < min(version.issued_on, version.received_on):
        raise Denied(
            f"This version is dated {day(version.issued_on)}: it cannot have been shown on {day(on)}."
        )


def _ground(
    plan: EhcPlan, basis: str, on: dt.date, consent_by: str, consent_on: dt.date | None, why: str
) -> dict:
    if basis == DisclosureBasis.CONSENT:
        if not consent_by or consent_on is None:
            raise Denied("Say who consented and when: without consent the plan is not shown.")
        if not plan.pupil.born <= consent_on <= on:
            raise Denied(f"Consent comes before the plan is shown on {day(on)}: check its date.")
        return {"consent_by": consent_by[:120], "consent_on": consent_on, "why": why}
    if basis not in NEEDS_NO_REASON and not why:
        raise Denied("This ground needs its reason: say who asked, for what, and under which duty or order.")
    return {"consent_by": "", "consent_on": None, "why": why}


@transaction.atomic
def print_sections(
    *, version: PlanVersion, by: User, at: dt.datetime, **shown
) -> tuple[PlanDisclosure, PupilDocument]:
    """Make a PDF of sections of the plan for one recipient: `shown` as `disclose` takes it, which writes it down first. The
    copy is kept for the SENCo, the head and the DSL. Raises Denied as `disclose` does."""
    written = disclose(version=version, by=by, at=at, **shown)
    pupil = written.pupil
    issued = issue_document(
        school=pupil.school, kind=DocumentKind.EHC_COPY, subject=written.reference, by=by, at=at, template=EHC_COPY,
        title=f"EHC plan, {sections_told(written.parts)}", snapshot=copy_snapshot(written),
    )  # fmt: skip
    return written, file_document(pupil=pupil, issued=issued, by=by, at=at, restricted=True)


def sections_told(parts: list[str]) -> str:
    """ "Section F", "Sections B, E and F", or "whole"."""
    if set(parts) == set(WHOLE):
        return "whole"
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{'Section' if len(parts) == 1 else 'Sections'} {listed}"
