"""Every write of a plan as such: the plan, its versions, the authority that maintains it. Each is one transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from ehcp.clock import FIRST, LAST
from ehcp.enums import IN_FORCE_KINDS, REVIEW_OPEN, Letter, VersionKind
from ehcp.models import EhcPlan, LocalAuthority, PlanSection, PlanVersion
from ehcp.sections.copying import copy_contents
from ehcp.sections.queries import newest_version
from register.edits import check_version as check_held
from register.enums import DocumentKind, Sensitivity
from register.file.actions import add_document
from register.file.uploads import Upload
from register.models import Conversation, Pupil

EDIT = Permission.EHCP_EDIT
AUTHORITY_FIELDS = (
    "name", "address", "officer", "officer_email", "health", "health_email", "social", "social_email",
)  # fmt: skip


def check_day(on: dt.date | None, what: str, today: dt.date, *, least: dt.date = FIRST) -> None:
    """Raises Denied for a day that cannot be right: before `least`, in the future, or with a digit too many."""
    if on is None:
        return
    if not FIRST <= on <= LAST:
        raise Denied(f"{what}: {on.isoformat()} is not a day of an EHC plan. Check the year.")
    if on < least:
        raise Denied(f"{what}: {day(on)} is before {day(least)}. Check both dates.")
    if on > today:
        raise Denied(f"{what}: {day(on)} is in the future. Enter the day on which it happened.")


@transaction.atomic
def write_authority(
    *,
    school,
    by: User,
    at: dt.datetime,
    held: LocalAuthority | None = None,
    version: int | None = None,
    **fields: str,
) -> LocalAuthority:
    """Keep a local authority with its officers, or change it. Raises Denied, or Overtaken."""
    check_can(by, EDIT, school)
    if held is not None:
        held = LocalAuthority.objects.select_for_update().get(pk=held.pk)
        check_held(held, version)
    row = held or LocalAuthority(school=school, version=0)
    for name in AUTHORITY_FIELDS:
        if name in fields:
            setattr(row, name, fields[name].strip())
    if not row.name:
        raise Denied("Give the name of the local authority.")
    twins = LocalAuthority.objects.filter(school=school, name__iexact=row.name).exclude(pk=row.pk)
    if twins.exists():
        raise Denied(f"{row.name} is kept already: change that one.")
    row.version += 1
    row.save()
    return row


@transaction.atomic
def start_plan(
    *, pupil: Pupil, authority: LocalAuthority, by: User, at: dt.datetime, made_on: dt.date | None = None,
    before_meeting_on: dt.date | None = None, before_decision_on: dt.date | None = None, officer: str = "",
) -> EhcPlan:  # fmt: skip
    """Keep a pupil's plan: one that is made, with the last review before it was kept here, or one still being drafted
    (no `made_on`). Raises Denied: a plan already, days that cannot be."""
    check_can(by, EDIT, pupil)
    Pupil.objects.select_for_update().only("pk").get(pk=pupil.pk)
    if EhcPlan.objects.filter(pupil=pupil, ceased_on=None).exists():
        raise Denied(f"{pupil.first_name} has an EHC plan here already: open that one.")
    plan = EhcPlan(school_id=pupil.school_id, pupil=pupil, authority=authority, created_at=at, created_by=by)
    return _write_days(
        plan, timezone.localdate(at), made_on=made_on, before_meeting_on=before_meeting_on,
        before_decision_on=before_decision_on, officer=officer,
    )  # fmt: skip


def _write_days(
    plan: EhcPlan, today: dt.date, *, made_on, before_meeting_on, before_decision_on, officer
) -> EhcPlan:
    pupil = plan.pupil
    check_day(made_on, "The plan was made on", today, least=max(pupil.born, FIRST))
    if made_on is None and (before_meeting_on or before_decision_on):
        raise Denied("Give the day on which the plan was first made: a review cannot come before it.")
    check_day(before_meeting_on, "Last review meeting", today, least=made_on or FIRST)
    check_day(before_decision_on, "Last decision", today, least=before_meeting_on or made_on or FIRST)
    plan.made_on, plan.officer = made_on, officer.strip()
    plan.before_meeting_on, plan.before_decision_on = before_meeting_on, before_decision_on
    plan.save()
    return plan


def _locked(plan: EhcPlan, by: User) -> EhcPlan:
    plan = EhcPlan.objects.select_for_update(of=("self",)).select_related("pupil", "school").get(pk=plan.pk)
    check_can(by, EDIT, plan)
    return plan


def _refuse_ended(plan: EhcPlan) -> None:
    if plan.ceased_on:
        raise Denied(f"The plan ended on {day(plan.ceased_on)}: it can be read, not changed.")


@transaction.atomic
def change_plan(
    *, plan: EhcPlan, by: User, at: dt.datetime, version: int | None = None, authority: LocalAuthority,
    made_on: dt.date | None = None, before_meeting_on: dt.date | None = None, before_decision_on: dt.date | None = None,
    officer: str = "", move_known_on: dt.date | None = None, transferred_on: dt.date | None = None,
) -> EhcPlan:  # fmt: skip
    """Change who maintains the plan and the days from which its reviews are counted; a move to another authority is told
    by two days (reg 15). Raises Denied, or Overtaken."""
    plan = _locked(plan, by)
    check_held(plan, version)
    _refuse_ended(plan)
    today = timezone.localdate(at)
    first = plan.reviews.exclude(state="cancelled").order_by("on").values_list("on", flat=True).first()
    if first and (made_on is None or made_on > first):
        raise Denied(f"A review was held or is set for {day(first)}: the plan cannot be made after it.")
    check_day(move_known_on, "The old authority knew of the move on", today, least=made_on or FIRST)
    check_day(transferred_on, "The plan came to the new authority on", today, least=made_on or FIRST)
    plan.authority = authority
    plan.move_known_on, plan.transferred_on = move_known_on, transferred_on
    plan.version += 1
    return _write_days(
        plan, today, made_on=made_on, before_meeting_on=before_meeting_on, before_decision_on=before_decision_on,
        officer=officer,
    )  # fmt: skip


@transaction.atomic
def receive_version(
    *, plan: EhcPlan, kind: str, issued_on: dt.date, received_on: dt.date, by: User, at: dt.datetime,
    upload: Upload | None = None, copy: bool = False,
) -> PlanVersion:  # fmt: skip
    """A draft, proposed amendments or a final plan came: its document is kept as issued, for the SENCo, the head and the
    DSL (R-147). `copy` starts what is typed from the version before. Raises Denied."""
    plan = _locked(plan, by)
    _refuse_ended(plan)
    today = timezone.localdate(at)
    amends = kind in (VersionKind.PROPOSED, VersionKind.AMENDED)
    check_day(issued_on, "Date on the document", today, least=(amends and plan.made_on) or FIRST)
    check_day(received_on, "Received on", today, least=issued_on)
    if kind == VersionKind.FINAL and plan.versions.filter(kind=VersionKind.FINAL).exists():
        raise Denied("The final plan is here already: what comes after a review is an amended final plan.")
    if amends and plan.made_on is None:
        raise Denied("There is no final plan yet that could be amended: add the final plan first.")
    before = newest_version(plan)
    document = upload and add_document(
        pupil=plan.pupil, kind=DocumentKind.EHC, title=f"{VersionKind(kind).label} of {day(issued_on)}", by=by, at=at,
        upload=upload, dated=issued_on, source=plan.authority.name, sensitivity=Sensitivity.RESTRICTED,
    )  # fmt: skip
    made = PlanVersion.objects.create(
        school_id=plan.school_id, plan=plan, number=before.number + 1 if before else 1, kind=kind,
        issued_on=issued_on, received_on=received_on, document=document, created_at=at, created_by=by,
    )  # fmt: skip
    if copy and before:
        copy_contents(before, made, leave=(Letter.I,) if kind == VersionKind.DRAFT else ())
    return made


def locked_version(version: PlanVersion, by: User, held: int | None = None) -> PlanVersion:
    """The version, locked, if the person may type into it. Raises Denied once it has been checked, or Overtaken."""
    locked = (
        PlanVersion.objects.select_for_update(of=("self",))
        .select_related("plan__pupil", "plan__school")
        .get(pk=version.pk)
    )
    check_can(by, EDIT, locked.plan)
    check_held(locked, held)
    _refuse_ended(locked.plan)
    if locked.checked_at:
        raise Denied(
            "This version has been checked against the document: take that back before you change it."
        )
    return locked


def touch(version: PlanVersion) -> None:
    """What is typed of a version has changed."""
    version.version += 1
    version.save(update_fields=["version"])


@transaction.atomic
def write_sections(
    *, version: PlanVersion, held: int | None, texts: dict[str, str], by: User, at: dt.datetime
) -> PlanVersion:
    """Write the texts of sections, by letter; those that are not named stay. `held` is the version number that the form
    began from. Raises Denied: a placement in a draft (s.38 of the Act); or Overtaken."""
    locked = locked_version(version, by, held)
    if locked.kind == VersionKind.DRAFT and texts.get(Letter.I, "").strip():
        raise Denied(
            "A draft names no school: Section I stays blank until the final plan. Tell the local authority."
        )
    rows = {row.letter: row for row in locked.sections.all()}
    for letter, text in texts.items():
        row = rows.get(letter) or PlanSection(
            school_id=locked.school_id, plan_version=locked, letter=Letter(letter)
        )
        if row.pk is None or row.text != text.strip():
            row.text = text.strip()
            row.save()
    touch(locked)
    return locked


@transaction.atomic
def check_version(*, version: PlanVersion, by: User, at: dt.datetime) -> PlanVersion:
    """What was typed has been checked against the authority's document: a final plan is the plan in force from then on,
    and the first one says when the plan was made. Raises Denied where nothing was typed or Section F is empty."""
    locked = locked_version(version, by)
    written = set(locked.sections.exclude(text="").values_list("letter", flat=True))
    if not written and not locked.outcomes.exists():
        raise Denied("Nothing has been typed from the document yet: write its sections first.")
    if locked.kind in IN_FORCE_KINDS and Letter.F not in written and not locked.provisions.exists():
        raise Denied("Section F is empty: write down what the plan says must be provided.")
    locked.checked_at, locked.checked_by = at, by
    locked.version += 1
    locked.save(update_fields=["checked_at", "checked_by", "version"])
    if locked.kind == VersionKind.FINAL and locked.plan.made_on is None:
        locked.plan.made_on = locked.issued_on
        locked.plan.version += 1
        locked.plan.save(update_fields=["made_on", "version"])
    return locked


@transaction.atomic
def uncheck_version(*, version: PlanVersion, by: User, at: dt.datetime) -> PlanVersion:
    """Take the check back, so that what was typed wrongly can be put right. Raises Denied."""
    locked = (
        PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__pupil").get(pk=version.pk)
    )
    check_can(by, EDIT, locked.plan)
    _refuse_ended(locked.plan)
    locked.checked_at = locked.checked_by = None
    locked.version += 1
    locked.save(update_fields=["checked_at", "checked_by", "version"])
    return locked


@transaction.atomic
def tell_talk(*, version: PlanVersion, talk: Conversation, by: User, at: dt.datetime) -> PlanVersion:
    """The talk with the parents and the child on putting the plan into practice (R-148). Raises Denied."""
    locked = (
        PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__pupil").get(pk=version.pk)
    )
    check_can(by, EDIT, locked.plan)
    if talk.pupil_id != locked.plan.pupil_id:
        raise Denied("That talk was about another child: choose another.")
    locked.talk = talk
    locked.save(update_fields=["talk"])
    return locked


@transaction.atomic
def cease_plan(*, plan: EhcPlan, on: dt.date, why: str, by: User, at: dt.datetime) -> EhcPlan:
    """The plan ends. Raises Denied: a review is open, no reason, a day before it was made or in the future."""
    plan = _locked(plan, by)
    _refuse_ended(plan)
    if plan.reviews.filter(state__in=REVIEW_OPEN).exists():
        raise Denied("A review of this plan is open: close it or call it off first.")
    if not why.strip():
        raise Denied("Say why the plan ends.")
    check_day(on, "The plan ended on", timezone.localdate(at), least=plan.made_on or FIRST)
    plan.ceased_on, plan.ceased_why = on, why.strip()
    plan.version += 1
    plan.save(update_fields=["ceased_on", "ceased_why", "version"])
    return plan
