"""Every write of plans: begun, written, moved, issued, shared, confirmed, reviewed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.enums import IN_FORCE, WRITTEN, PlanArea, PlanState, Progress, ReceiptHow
from apdr.models import PLAN_TEXTS, Plan, Receipt, Target
from apdr.plans import lifecycle
from apdr.plans.formats import format_of, issue_in
from apdr.plans.queries import plan_snapshot, plan_with_targets
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import add_weeks
from core.documents.actions import issue_document
from core.documents.pdf import PLAN_LETTER, REGISTER_LETTER
from core.lifecycle.moves import make_move
from register.actions import file_document, open_to_parent, share_with_family, tell_shared
from register.enums import WITH_PLAN
from register.models import Contact, Pupil
from register.queries import open_period
from register.voice.present import voice_text
from register.voice.queries import latest_voice

FRESH_VOICE_DAYS = 120  # calendar days for which what a child said is quoted in a new plan
CARRIED = ("strengths", "difficulties", "pupil_voice", "expected", "every_lesson", "home")
TARGET_CARRIED = ("target", "criteria", "strategies", "provision", "who", "when", "aim_value")
TARGET_WORDS = (
    "target", "baseline", "baseline_value", "criteria", "aim_value", "by_date", "strategies", "provision", "who", "when",
)  # fmt: skip


@transaction.atomic
def start_plan(*, pupil: Pupil, by: User, at: dt.datetime, area: PlanArea = PlanArea.WHOLE) -> Plan:
    """Begin the pupil's next cycle in that area of plan; the one that is open already, if there is one.

    It is linked to the last closed cycle of the area: what that said about the pupil is carried over, its targets that
    were not met, and what came of them as what was learnt (R-63, R-71). Where it held no words of the child's, the
    last time the child was asked is quoted, if that is fresh. The review date is the school's usual number of calendar
    weeks ahead. Raises Denied.
    """
    check_can(by, Permission.PLAN_EDIT, pupil)
    Pupil.objects.select_for_update().get(pk=pupil.pk)
    if already := Plan.objects.filter(pupil=pupil, area=area).open().first():
        return already
    period = open_period(pupil)
    if period is None or period.level not in WITH_PLAN:
        raise Denied(f"{pupil.first_name} is not on SEN Support: change the level first, then start a plan.")
    cycles = Plan.objects.filter(pupil=pupil, area=area).order_by("-cycle")
    newest, last = cycles.first(), cycles.filter(agreed_at__isnull=False).first()
    today = timezone.localdate(at)
    plan = Plan.objects.create(
        school_id=pupil.school_id, pupil=pupil, area=area, cycle=newest.cycle + 1 if newest else 1, starts=today,
        previous=last if last and not Plan.objects.filter(previous=last).exists() else None,
        review_on=add_weeks(today, pupil.school.plan_review_weeks), created_at=at, created_by=by,
        **_carried_texts(last, pupil, today),
    )  # fmt: skip
    if last:
        _carry_targets(last, plan)
    return plan


def _carried_texts(last: Plan | None, pupil: Pupil, today: dt.date) -> dict[str, str]:
    texts = {name: getattr(last, name) for name in CARRIED} | {"learnt": learnt_from(last)} if last else {}
    if not texts.get("pupil_voice", "").strip():
        voice = latest_voice(pupil, since=today - dt.timedelta(days=FRESH_VOICE_DAYS))
        texts["pupil_voice"] = voice_text(voice) if voice else ""
    return texts


def learnt_from(last: Plan) -> str:
    """What came of each target that was not met, as the next cycle's starting point (R-71), at most 2,000 characters."""
    rows = [target for target in last.targets.order_by("number") if target.progress != Progress.MET]
    said = [f"{target.target}: {target.outcome or target.get_progress_display().lower()}" for target in rows]
    return "\n".join([*said, *filter(None, [last.evaluation])])[:2000]


def _carry_targets(last: Plan, plan: Plan) -> None:
    kept = [target for target in last.targets.order_by("number") if target.progress != Progress.MET]
    Target.objects.bulk_create(
        Target(
            school_id=plan.school_id,
            plan=plan,
            number=number,
            carried_from=target,
            baseline=target.outcome[:300],
            **{name: getattr(target, name) for name in TARGET_CARRIED},
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
    if plan.state not in WRITTEN:
        raise Denied("An agreed plan is kept as it was agreed. Reopen it to change it.")
    texts |= {"no_voice_why": no_voice_why}
    for name in PLAN_TEXTS:
        if name in texts:
            setattr(plan, name, texts[name].strip())
    plan.starts, plan.review_on, plan.version = starts, review_on, plan.version + 1
    plan.save()
    _write_targets(plan, targets)
    if plan.state == PlanState.ASSESS and not lifecycle.missing_of_assessment(plan):
        return make_move(plan, PlanState.PLAN, by=by, at=at, lifecycle=lifecycle.PLAN)
    return plan


def _write_targets(plan: Plan, targets: list[dict]) -> None:
    """Write the targets in their order. A target that was there before says so by "was", the number it had, so that
    what hangs on it (ratings, notes, provision) stays with it when another is taken out."""
    held = {target.number: target for target in plan.targets.all()}
    for number, words in enumerate(targets, 1):
        target = held.pop(words.get("was", number), None) or Target(school_id=plan.school_id, plan=plan)
        target.number = number
        for name in TARGET_WORDS:
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
    """Back to be changed; what was issued stays in the pupil's file as it was. Raises Denied."""
    return make_move(plan, PlanState.PLAN, by=by, at=at, lifecycle=lifecycle.PLAN)


@transaction.atomic
def agree_plan(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """The SENCo agrees the plan; it is issued as a document and filed, its PDF made by a worker. Raises Denied."""
    moved = make_move(plan, PlanState.DO, by=by, at=at, lifecycle=lifecycle.PLAN)
    moved.agreed_at, moved.agreed_by, moved.shared_at, moved.shared_by = at, by, None, None
    moved.save(update_fields=["agreed_at", "agreed_by", "shared_at", "shared_by"])
    plan = plan_with_targets(Plan.objects.filter(pk=plan.pk)).get()
    pupil = plan.pupil
    issued = issue_in(plan, format_of(plan.school), kind="plan", by=by, at=at)
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
    check_can(by, Permission.PLAN_SHARE, plan)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.state not in IN_FORCE or held.document_id is None:
        raise Denied("The plan is agreed first: then its document is issued, and it can be shared.")
    held.shared_at, held.shared_by, held.version = at, by, held.version + 1
    held.save(update_fields=["shared_at", "shared_by", "version"])
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
        receipt.comment, receipt.comment_seen_at, receipt.comment_seen_by = comment.strip(), None, None
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
    """Close the cycle: every target has been judged. A plan still being done goes through its review at once.
    Raises Denied with what is missing."""
    if plan.state == PlanState.DO:
        plan = make_move(plan, PlanState.REVIEW, by=by, at=at, lifecycle=lifecycle.PLAN)
    return make_move(plan, PlanState.CLOSED, by=by, at=at, lifecycle=lifecycle.PLAN)


@transaction.atomic
def begin_review(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """From doing to reviewing: the plan still stands while its targets are judged. Raises Denied."""
    return make_move(plan, PlanState.REVIEW, by=by, at=at, lifecycle=lifecycle.PLAN)


@transaction.atomic
def go_on(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """Back from the review to doing, when it was begun too soon. Raises Denied."""
    return make_move(plan, PlanState.DO, by=by, at=at, lifecycle=lifecycle.PLAN)


@transaction.atomic
def close_unused(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """Close a plan that was begun and never agreed. Raises Denied."""
    return make_move(plan, PlanState.CLOSED, by=by, at=at, lifecycle=lifecycle.PLAN)
