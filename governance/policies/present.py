"""Policies as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.listing import KINDS
from core.ui.present import DueState, day, day_in, due_state, state
from governance.enums import PolicyKind, Readers
from governance.models import Policy, PolicyVersion
from governance.policies import queries
from governance.policies.queries import InForce, Reader, ToRead
from governance.policies.starter import READ_WITH, USUAL

EDIT = Permission.POLICY_EDIT
HEADINGS = ["Policy", "Kind", "Version", "Adopted on", "Adopted by", "Last reviewed on", "Next review", "State", "Kept by",
            "To be read by", "No longer in force since"]  # fmt: skip
READER_HEADINGS = ["Name", "Asked to read it by", "Read on"]
NO_VERSION = "No version yet"


def review_state(one: InForce, today: dt.date) -> DueState:
    """Whether the policy's review is late, due soon, or far off; waiting where no version is entered."""
    if one.version is None:
        return state("wait", NO_VERSION)
    looked = due_state(one.review_on, today, one.policy.school.soon_days)
    return state("late", "Review late") if looked.key == "late" else (
        state("soon", "Review due soon") if looked.key == "soon" else state("done", "In force"))  # fmt: skip


def file_url(version: PolicyVersion | None, slug: str) -> str:
    """Where the version's PDF opens, "" without one."""
    if version is None or version.file_id is None:
        return ""
    return reverse("policies:file", args=[slug, version.reference])


def _row(one: InForce, slug: str, today: dt.date) -> dict:
    held, on = one.version, one.review_on
    return {
        "name": one.policy.name, "url": reverse("policies:policy", args=[slug, one.policy.reference]),
        "kind": one.policy.get_kind_display() if one.policy.get_kind_display() != one.policy.name else "",
        "number": held.number if held else "", "adopted": day(held.adopted_on) if held else "",
        "review": day(on) if on else "", "state": review_state(one, today), "file_url": file_url(held, slug),
        "retired": day(one.policy.retired_on) if one.policy.retired_on else "",
    }  # fmt: skip


def list_page(rows: list[InForce], waiting: int, school: School, user, today: dt.date) -> dict:
    """The context of policies/list.html; `waiting` is how many the person is still to read."""
    slug, may = school.slug, can(user, EDIT, school)
    drawn = [_row(one, slug, today) for one in rows]
    used, ended = [row for row in drawn if not row["retired"]], [row for row in drawn if row["retired"]]
    late = sum(row["state"].key == "late" for row in used)
    line = (f"{len(used)} policies" if len(used) != 1 else "1 policy") + (
        f", {late} with a late review" if late else ""
    )
    there = {one.policy.kind for one in rows if not one.policy.retired_on}
    save = can(user, Permission.LISTS_EXPORT, school) and rows
    asked = bool(queries.readers_for(user.roles_at(school.pk)))
    return {
        "rows": used, "ended": ended, "line": line if rows else "", "waiting": waiting, "may": may,
        "read_url": reverse("policies:to-read", args=[slug]) if asked else "",
        "add_url": reverse("policies:add", args=[slug]) if may else "",
        "usual_url": reverse("policies:usual", args=[slug])
        if may and any(u.kind not in there for u in USUAL) else "",
        "exports": exports("policies:export", slug) if save else [],
    }  # fmt: skip


def exports(view: str, slug: str, *args) -> list[dict]:
    """Links that save a list, for components/export.html."""
    labels = {"xlsx": "Excel (XLSX)", "csv": "CSV"}
    return [{"label": labels[kind], "url": reverse(view, args=[slug, *args, kind])} for kind in KINDS]


def export_rows(rows: list[InForce], today: dt.date) -> list[list]:
    """The rows under HEADINGS."""
    return [_export_row(one.policy, one.version, one, today) for one in rows]


def _export_row(policy: Policy, held: PolicyVersion | None, one: InForce, today: dt.date) -> list:
    reviewed = max(held.adopted_on, held.confirmed_on or held.adopted_on) if held else None
    return [
        policy.name, policy.get_kind_display(), held.number if held else "", day(held.adopted_on) if held else "",
        held.adopted_by if held else "", day(reviewed) if reviewed else "", day(one.review_on) if held else "",
        review_state(one, today).word, policy.owner.name if policy.owner else "", policy.get_readers_display(),
        day(policy.retired_on) if policy.retired_on else "",
    ]  # fmt: skip


def _facts(one: InForce, today: dt.date) -> list[dict]:
    held, policy = one.version, one.policy
    told = [
        ("Version", str(held.number) if held else NO_VERSION, ""),
        ("Adopted", f"{day(held.adopted_on)}{f', by {held.adopted_by}' if held.adopted_by else ''}" if held else "", ""),
        ("Reviewed, nothing changed", day(held.confirmed_on) if held and held.confirmed_on else "", ""),
        ("Next review", day_in(one.review_on, today) if one.review_on and not policy.retired_on else "", ""),
        ("Kept by", policy.owner.name if policy.owner else policy.school.label("senco"), ""),
        ("To be read by", policy.get_readers_display(), ""),
        ("On the website", policy.web_address, policy.web_address),
        ("No longer in force since", day(policy.retired_on) if policy.retired_on else "", ""),
    ]  # fmt: skip
    return [{"label": label, "value": value, "url": url} for label, value, url in told if value]


def _buttons(one: InForce, user) -> list[dict]:
    policy = one.policy
    here = [policy.school.slug, policy.reference]
    if not can(user, EDIT, policy):
        return []
    change = {"label": "Change or end", "url": reverse("policies:change", args=here)}
    if policy.retired_on:
        return [change]
    found = [{"label": "New version" if one.version else "Enter the version in force",
              "url": reverse("policies:version", args=here), "primary": True}]  # fmt: skip
    if one.version:
        found.append({"label": "Reviewed, nothing changed", "url": reverse("policies:reviewed", args=here)})
    return [*found, change]


def _version(version: PolicyVersion, slug: str) -> dict:
    return {
        "number": version.number, "adopted": day(version.adopted_on), "by": version.adopted_by, "changes": version.changes,
        "confirmed": day(version.confirmed_on) if version.confirmed_on else "", "file_url": file_url(version, slug),
        "who": version.recorded_by.called if version.recorded_by else "",
    }  # fmt: skip


def _with(policy: Policy, others: list[InForce]) -> list[dict]:
    """The policies that this one is read with; one that is not entered without an address."""
    kinds = READ_WITH.get(policy.kind, (PolicyKind.SEND,))
    known = {one.policy.kind: one.policy for one in others if not one.policy.retired_on}
    return [
        {"name": known[kind].name if kind in known else str(PolicyKind(kind).label),
         "url": reverse("policies:policy", args=[policy.school.slug, known[kind].reference]) if kind in known else ""}
        for kind in kinds
    ]  # fmt: skip


def page(
    one: InForce,
    versions: list[PolicyVersion],
    others: list[InForce],
    mine: ToRead | None,
    user,
    today: dt.date,
) -> dict:
    """The context of policies/policy.html but for who has read it."""
    policy, slug = one.policy, one.policy.school.slug
    ask = None
    if mine and not policy.retired_on:
        ask = {"read": day(timezone.localdate(mine.read_at)) if mine.read_at else "", "by": day_in(mine.by, today),
               "url": reverse("policies:read", args=[slug, mine.version.reference])}  # fmt: skip
    return {
        "title": policy.name, "state": review_state(one, today) if not policy.retired_on else state("wait", "Ended"),
        "facts": _facts(one, today), "file_url": file_url(one.version, slug), "buttons": _buttons(one, user),
        "changes": one.version.changes if one.version else "", "ask": ask, "with": _with(policy, others),
        "versions": [_version(each, slug) for each in versions], "back_label": "All policies",
        "back_url": reverse("policies:list", args=[slug]), "is_send": policy.kind == PolicyKind.SEND,
    }  # fmt: skip


def readers_part(policy: Policy, readers: list[Reader], user, today: dt.date) -> dict:
    """Who has read the version in force, for who keeps policies."""
    slug = policy.school.slug
    waits = [one for one in readers if one.read_at is None]
    return {
        "asked": len(readers), "read": len(readers) - len(waits),
        "waits": [{"name": one.person.name, "by": day(one.by), "state": due_state(one.by, today, policy.school.soon_days)}
                  for one in waits],
        "done": [{"name": one.person.name, "on": day(timezone.localdate(one.read_at))} for one in readers if one.read_at],
        "nobody": policy.readers == Readers.NOBODY,
        "exports": exports("policies:export-readers", slug, policy.reference)
        if readers and can(user, Permission.LISTS_EXPORT, policy) else [],
    }  # fmt: skip


def reader_rows(readers: list[Reader]) -> list[list]:
    """The rows under READER_HEADINGS."""
    return [
        [one.person.name, day(one.by), day(timezone.localdate(one.read_at)) if one.read_at else ""]
        for one in readers
    ]


def to_read_page(rows: list[ToRead], school: School, today: dt.date) -> dict:
    """The context of policies/to_read.html."""

    def entry(one: ToRead) -> dict:
        return {
            "name": one.policy.name, "url": reverse("policies:policy", args=[school.slug, one.policy.reference]),
            "number": one.version.number, "changes": one.version.changes, "by": day_in(one.by, today),
            "state": due_state(one.by, today, school.soon_days), "file_url": file_url(one.version, school.slug),
            "confirm_url": reverse("policies:read", args=[school.slug, one.version.reference]),
            "read": day(timezone.localdate(one.read_at)) if one.read_at else "",
        }  # fmt: skip

    drawn = [entry(one) for one in rows]
    return {"waits": [row for row in drawn if not row["read"]], "done": [row for row in drawn if row["read"]],
            "list_url": reverse("policies:list", args=[school.slug])}  # fmt: skip
