"""Every write of policies: entered, changed, a new version, reviewed, read. Each is one transaction."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import keep_file
from core.schools.models import School
from core.ui.present import day
from governance.enums import PolicyKind
from governance.models import Policy, PolicyReading, PolicyVersion
from governance.policies import queries
from governance.policies.starter import USUAL
from register.edits import check_version
from register.file.uploads import PDF, Upload

VIEW, EDIT = Permission.POLICY_VIEW, Permission.POLICY_EDIT


def _check(school: School, *, kind: str, name: str, owner: User | None, review_months: int) -> None:
    if kind not in PolicyKind.values or not name.strip():
        raise Denied("Say which policy it is, and what it is called.")
    if not 1 <= review_months <= 60:
        raise Denied("A policy is reviewed at least every five years: enter 1 to 60 months.")
    if owner and owner.pk not in {one.pk for one in queries.keepers(school)}:
        raise Denied("A policy is kept by somebody who may change it: choose another.")


def _check_alone(school: School, kind: str, besides: int | None = None) -> None:
    same = Policy.objects.filter(school=school, kind=kind, retired_on=None).exclude(pk=besides).first()
    if same and kind != PolicyKind.OTHER:
        raise Denied(f"There is a policy of that kind: “{same.name}”. Add a version to it, or end that one.")


@transaction.atomic
def add_policy(
    *, school: School, kind: str, name: str, by: User, at: dt.datetime, owner: User | None = None,
    review_months: int = 12, readers: str = "nobody", web_address: str = "",
) -> Policy:  # fmt: skip
    """Enter a policy; its text comes as a version (R-227). Raises Denied with what is wrong."""
    check_can(by, EDIT, school)
    School.objects.select_for_update().only("pk").get(pk=school.pk)  # two of a kind at once
    _check(school, kind=kind, name=name, owner=owner, review_months=review_months)
    _check_alone(school, kind)
    return Policy.objects.create(
        school=school, kind=kind, name=name.strip(), owner=owner, review_months=review_months, readers=readers,
        web_address=web_address,
    )  # fmt: skip


@transaction.atomic
def add_usual(*, school: School, kinds: Iterable[str], by: User, at: dt.datetime) -> list[Policy]:
    """Enter the usual policies of these kinds, those that are there already left out. Raises Denied."""
    check_can(by, EDIT, school)
    there = set(Policy.objects.filter(school=school, retired_on=None).values_list("kind", flat=True))
    wanted = set(kinds) - there
    return [
        add_policy(school=school, kind=usual.kind, name=str(PolicyKind(usual.kind).label), by=by, at=at,
                   review_months=usual.months, readers=usual.readers)
        for usual in USUAL if usual.kind in wanted
    ]  # fmt: skip


def _held(policy: Policy, by: User, version: int | None = None) -> Policy:
    held = Policy.objects.select_for_update(of=("self",)).select_related("school").get(pk=policy.pk)
    check_can(by, EDIT, held)
    check_version(held, version)
    return held


@transaction.atomic
def change_policy(
    *, policy: Policy, by: User, at: dt.datetime, version: int | None = None, name: str, review_months: int,
    readers: str, owner: User | None = None, web_address: str = "", retired_on: dt.date | None = None,
) -> Policy:  # fmt: skip
    """Change what is written of a policy, or say since when it is no longer in force; the history keeps what it said.
    Raises Denied, or Overtaken."""
    held = _held(policy, by, version)
    _check(held.school, kind=held.kind, name=name, owner=owner, review_months=review_months)
    if retired_on is None:
        _check_alone(held.school, held.kind, besides=held.pk)
    elif retired_on > timezone.localdate(at):
        raise Denied(f"{day(retired_on)} is in the future: end the policy on its day.")
    held.name, held.review_months, held.readers = name.strip(), review_months, readers
    held.owner, held.web_address, held.retired_on = owner, web_address, retired_on
    held.version += 1
    held.save()
    return held


def _not_ended(held: Policy) -> None:
    if held.retired_on:
        raise Denied(f"This policy is no longer in force since {day(held.retired_on)}: enter another.")


def _check_day(on: dt.date, at: dt.datetime, next_review_on: dt.date | None, words: str) -> None:
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: enter the day on which it was {words}.")
    if next_review_on and next_review_on <= on:
        raise Denied(f"The next review, {day(next_review_on)}, must come after {day(on)}: check the dates.")


@transaction.atomic
def adopt_version(
    *, policy: Policy, adopted_on: dt.date, by: User, at: dt.datetime, adopted_by: str = "", changes: str = "",
    next_review_on: dt.date | None = None, upload: Upload | None = None,
) -> PolicyVersion:  # fmt: skip
    """Enter the next version as it was adopted, with its PDF (checked by `register.file.uploads.check_upload`) where there
    is one. Whoever is to read the policy is asked to read it again (R-227). Raises Denied; nothing is kept then."""
    held = _held(policy, by)
    _not_ended(held)
    _check_day(adopted_on, at, next_review_on, "adopted")
    last = queries.in_force(held)
    if last and adopted_on < last.adopted_on:
        raise Denied(
            f"Version {last.number} was adopted on {day(last.adopted_on)}: a later one cannot come before it."
        )
    if last and not changes.strip():
        raise Denied("Say what has changed since the version before.")
    if upload and upload.content_type != PDF:
        raise Denied("A policy is kept as a PDF: save it as PDF and choose that.")
    kept = (
        keep_file(school=held.school, name=upload.name, data=upload.data, content_type=PDF, at=at)
        if upload
        else None
    )
    try:
        return PolicyVersion.objects.create(
            school_id=held.school_id, policy=held, number=last.number + 1 if last else 1, file=kept,
            changes=changes.strip(), adopted_on=adopted_on, adopted_by=adopted_by.strip(), next_review_on=next_review_on,
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
    except Exception:
        if kept is not None:
            kept.content.storage.delete(kept.content.name)
        raise


@transaction.atomic
def confirm_review(
    *, policy: Policy, on: dt.date, by: User, at: dt.datetime, next_review_on: dt.date | None = None
) -> PolicyVersion:
    """The policy was reviewed and found right as it is: the version stays, and nobody is asked to read it again. The next
    review is on the day named, else so many months later. Raises Denied."""
    held = _held(policy, by)
    _not_ended(held)
    version = PolicyVersion.objects.select_for_update().filter(policy=held).order_by("-number").first()
    if version is None:
        raise Denied("There is no version yet: enter the one in force first.")
    _check_day(on, at, next_review_on, "reviewed")
    last = max(version.adopted_on, version.confirmed_on or version.adopted_on)
    if on < last:
        raise Denied(f"It was looked at on {day(last)} already: check the date.")
    version.confirmed_on, version.next_review_on = on, next_review_on
    version.version += 1
    version.save()
    return version


@transaction.atomic
def confirm_read(*, version: PolicyVersion, by: User, at: dt.datetime) -> PolicyReading:
    """Confirm having read the version in force (R-227). Confirmed twice it stays as it was. Raises Denied: an older
    version, a policy that they are not asked to read."""
    policy = Policy.objects.select_for_update().get(pk=version.policy_id)
    check_can(by, VIEW, policy)
    if not queries.is_asked(policy, by):
        raise Denied("You are not asked to confirm this policy: nothing more is to be done.")
    if policy.retired_on or queries.in_force(policy) != version:
        raise Denied("A newer version is in force: open that one, read it, and confirm it there.")
    reading, _ = PolicyReading.objects.get_or_create(
        school_id=version.school_id, policy_version=version, user=by, defaults={"read_at": at}
    )
    return reading
