"""Every write of plans: begun, written, moved, issued, shared, confirmed, reviewed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr import lifecycle
from apdr.enums import PlanState, ReceiptHow
from apdr.models import PLAN_TEXTS, Plan, Receipt, Target
from apdr.queries import plan_snapshot, plan_with_targets
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import add_weeks
from core.documents.actions import issue_document
from core.documents.pdf import PLAN, PLAN_LETTER, REGISTER_LETTER
from core.lifecycle.moves import make_move
from register.actions import file_document, open_to_parent, share_with_family, tell_shared
from register.enums import WITH_PLAN
from register.models import Contact, Pupil
from register.queries import open_period
from register.voice.present import voice_text
from register.voice.queries import latest_voice

FRESH_VOICE_DAYS = 120  # calendar days for which what a child said is quoted in a new plan
CARRIED = ("strengths", "difficulties", "pupil_voice", "every_lesson", "home")
TARGET_TEXTS = ("target", "criteria", "strategies", "provision", "who", "when", "outcome", "progress")


@transaction.atomic
def start_plan(*, pupil: Pupil, by: User, at: dt.datetime) -> Plan:
    """Begin the pupil's next plan as a draft; the one that is open already, if there is one.

    What the last plan said about the pupil is carried over, and its targets that were not met. Where it held no words
    of the child's, the last time the child was asked is quoted, if that is fresh. The review date is the school's
    usual number of calendar weeks ahead. Raises Denied.
    """
    check_can(by, Permission.PLAN_EDIT, pupil)
    Pupil.objects.select_for_update().get(pk=pupil.pk)
    if already := Plan.objects.filter(pupil=pupil).open().first():
        return already
    period = open_period(pupil)
    if period is None or period.level not in WITH_PLAN:
        raise Denied(f"{pupil.first_name} is not on SEN Support: change the level first, then start a plan.")
    last = Plan.objects.filter(pupil=pupil).order_by("-cycle").first()
    today = timezone.localdate(at)
    plan = Plan.objects.create(
        school_id=pupil.school_id, pupil=pupil, cycle=last.cycle + 1 if last else 1, starts=today,
        review_on=add_weeks(today, pupil.school.plan_review_weeks), created_at=at, created_by=by,
        **_carried_texts(last, pupil, today),
    )  # fmt: skip
    if last:
        _carry_targets(last, plan)
    return plan


def _carried_texts(last: Plan | None, pupil: Pupil, today: dt.date) -> dict[str, str]:
    texts = {name: getattr(last, name) for name in CARRIED} if last else {}
    if not texts.get("pupil_voice", "").strip():
        voice = latest_voice(pupil, since=today - dt.timedelta(days=FRESH_VOICE_DAYS))
        texts["pupil_voice"] = voice_text(voice) if voice else ""
    return texts


def _carry_targets(last: Plan, plan: Plan) -> None:
    kept = [target for target in last.targets.order_by("number") if target.progress != "met"]
    carried = ("target", "criteria", "strategies", "provision", "who", "when")
    Target.objects.bulk_create(
        Target(
            school_id=plan.school_id,
            plan=plan,
            number=number,
            **{name: getattr(target, name) for name in carried},
        )
        for number, target in enumerate(kept, 1)
    )


@transaction.atomic
def write_plan(
    *, plan: Plan, by: User, at: dt.datetime, starts: dt.date, review_on: dt.date | None, targets: list[dict],
    no_voice_why: str = "", **texts: str,
) -> Plan:  # fmt: skip
    """Write the plan as it now is: its texts, dates and targets in order. Raises Denied. `no_voice_why` says why the
    child could not be asked.

    A plan that waits to be agreed goes back to draft when its teacher changes it; an agreed or shared one is
    reopened by the SENCo first, except for outcomes (see record_outcomes).
    """
    check_can(by, Permission.PLAN_EDIT, plan)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.state not in {PlanState.DRAFT, PlanState.PROPOSED}:
        raise Denied("An agreed plan is kept as it was agreed. Reopen it to change it.")
    texts |= {"no_voice_why": no_voice_why}
    for name in PLAN_TEXTS:
        setattr(plan, name, texts[name].strip())
    plan.starts, plan.review_on, plan.version = starts, review_on, plan.version + 1
    plan.save()
    _write_targets(plan, targets)
    return plan


def _write_targets(plan: Plan, targets: list[dict]) -> None:
    held = {target.number: target for target in plan.targets.all()}
    for number, words in enumerate(targets, 1):
        target = held.pop(number, None) or Target(school_id=plan.school_id, plan=plan, number=number)
        for name in (*TARGET_TEXTS, "by_date"):
            if name in words:
                setattr(target, name, words[name])
        target.save()
    for target in held.values():
        target.delete()


@transaction.atomic
def record_outcomes(*, plan: Plan, outcomes: dict[int, tuple[str, str]], by: User, at: dt.datetime) -> Plan:
    """Write what came of each target: number → (progress, outcome in words). Raises Denied."""
    check_can(by, Permission.PLAN_EDIT, plan)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    for target in plan.targets.all():
        if target.number in outcomes:
            target.progress, target.outcome = outcomes[target.number]
            target.save(update_fields=["progress", "outcome"])
    plan.version += 1
    plan.save(update_fields=["version"])
    return plan


@transaction.atomic
def propose_plan(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """Send the plan to the SENCo to be agreed. Raises Denied with what is missing."""
    return make_move(plan, PlanState.PROPOSED, by=by, at=at, lifecycle=lifecycle.PLAN)


@transaction.atomic
def reopen_plan(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """Back to draft to be changed; what was issued stays in the pupil's file as it was. Raises Denied."""
    return make_move(plan, PlanState.DRAFT, by=by, at=at, lifecycle=lifecycle.PLAN)


@transaction.atomic
def agree_plan(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """The SENCo agrees the plan; it is issued as a document and filed, its PDF made by a worker. Raises Denied."""
    make_move(plan, PlanState.AGREED, by=by, at=at, lifecycle=lifecycle.PLAN)
    plan = plan_with_targets(Plan.objects.filter(pk=plan.pk)).get()
    pupil = plan.pupil
    issued = issue_document(
        school=plan.school, kind="plan", subject=plan.reference,
        title=f"{plan.school.label('plan')} {plan.cycle}, {timezone.localdate(at):%-d %b %Y}",
        template=PLAN, snapshot=plan_snapshot(plan), by=by, at=at,
    )  # fmt: skip
    plan.document = file_document(pupil=pupil, issued=issued, by=by, at=at)
    plan.save(update_fields=["document"])
    return plan


@transaction.atomic
def share_plan(*, plan: Plan, contacts: dict[Contact, ReceiptHow], by: User, at: dt.datetime) -> Plan:
    """Share the agreed plan: online with those who have email, on paper with a slip for the others.

    Each online contact may sign in by code from now on and is told so by an email that names no child; the
    paper copies are made by a worker. Raises Denied.
    """
    if not contacts:
        raise Denied("Choose at least one person to share the plan with.")
    make_move(plan, PlanState.SHARED, by=by, at=at, lifecycle=lifecycle.PLAN)
    plan = plan_with_targets(Plan.objects.filter(pk=plan.pk)).get()
    share_with_family(document=plan.document)
    for contact, how in contacts.items():
        _send(plan, contact, how, by, at)
    if ReceiptHow.PAPER in contacts.values():
        _issue_paper(plan, by, at)
    return plan


def _send(plan: Plan, contact: Contact, how: ReceiptHow, by: User, at: dt.datetime) -> None:
    if how == ReceiptHow.ONLINE:
        open_to_parent(contact=contact, by=by, at=at)
    Receipt.objects.update_or_create(
        school_id=plan.school_id, plan=plan, contact=contact,
        defaults={"how": how, "sent_at": at, "confirmed_at": None, "confirmed_name": "", "recorded_by": None},
    )  # fmt: skip
    if how == ReceiptHow.ONLINE:
        tell_shared(school=plan.school, email=contact.email, template="email/plan_shared.txt")


def _issue_paper(plan: Plan, by: User, at: dt.datetime) -> None:
    issued = issue_document(
        school=plan.school, kind="plan_on_paper", subject=plan.reference,
        title=f"{plan.school.label('plan')} {plan.cycle} with letter and slip",
        template=REGISTER_LETTER if plan.cycle == 1 else PLAN_LETTER, by=by, at=at,
        snapshot=plan_snapshot(plan) | {"letter": _letter(plan, at)},
    )  # fmt: skip
    file_document(pupil=plan.pupil, issued=issued, by=by, at=at)


def _letter(plan: Plan, at: dt.datetime) -> dict:
    today, period = timezone.localdate(at), open_period(plan.pupil)
    return {
        "dated": today.isoformat(), "return_by": (today + dt.timedelta(days=plan.school.slip_days)).isoformat(),
        "on_register_from": period.start.isoformat() if period else None,
        "most_targets": plan.school.most_targets, "plan_label": plan.school.label("plan"),
    }  # fmt: skip


@transaction.atomic
def confirm_receipt(
    *, receipt: Receipt, name: str, by: User, at: dt.datetime, comment: str = "", how: ReceiptHow | None = None,
    on: dt.date | None = None,
) -> Receipt:  # fmt: skip
    """Record that the family has the plan: by the parent online, or by staff (`how`) from the paper slip, after a
    telephone call or with a pack sent home, on the day `on` (today where it is not given). Once: the first stands.
    Raises Denied for a day before the plan was sent or still to come."""
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if receipt.confirmed_at is None:
        receipt.confirmed_at, receipt.confirmed_name, receipt.recorded_by = (
            _moment(receipt, on, at),
            name.strip(),
            by,
        )
        receipt.how = how or receipt.how
    if comment.strip():
        receipt.comment = comment.strip()
    receipt.save()
    return receipt


def _moment(receipt: Receipt, on: dt.date | None, at: dt.datetime) -> dt.datetime:
    """`at`, or noon of an earlier day."""
    sent, today = timezone.localdate(receipt.sent_at), timezone.localdate(at)
    if on is None or on == today:
        return at
    if on < sent:
        raise Denied(f"The plan was sent on {sent:%-d %b %Y}: the answer cannot be earlier.")
    if on > today:
        raise Denied("This day is in the future: enter the day on which the answer came.")
    return timezone.make_aware(dt.datetime.combine(on, dt.time(12)))


@transaction.atomic
def finish_review(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """Close the cycle: every target has been judged. Raises Denied with what is missing."""
    return make_move(plan, PlanState.REVIEWED, by=by, at=at, lifecycle=lifecycle.PLAN)
