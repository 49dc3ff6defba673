"""The contexts of a profile's pages: put together from the queries, drawn by the templates."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import day, day_in, due_state, lines
from register.models import BankedAdjustment, Profile, Pupil
from register.pages import frame
from register.profiles import present, queries
from register.profiles.queries import Reader, Version
from register.profiles.snapshots import quotes
from register.queries import needs_of
from register.voice.queries import latest_voice

BANK = "bank"  # name of the boxes that put lines of the bank into the profile


def reading_page(pupil: Pupil, user, today: dt.date) -> dict:
    """The context of profiles/profile.html."""
    profile = Profile.objects.filter(pupil=pupil).select_related("written_by").first()
    context = frame(pupil, user, "profile") | {
        "label": pupil.school.label("profile"), "profile": None, "links": _links(pupil, user, profile),
        "quoted": _quoted(pupil, profile),
    }  # fmt: skip
    if profile is None:
        return context
    profile.pupil = pupil
    readers = queries.readers_of(profile)
    return context | {
        "profile": _texts(profile), "facts": _facts(profile, today), "reading": _reading(profile, readers, user),
        "readers": present.reader_rows(readers, profile.version) if _told_who(pupil, user) else None,
        "read_state": present.read_state(sum(r.number == profile.version for r in readers), len(readers)),
    }  # fmt: skip


def _told_who(pupil: Pupil, user) -> bool:
    """Whether the user is told by name who has read it: who writes the profile answers for that (R-62)."""
    return can(user, Permission.COVERAGE_VIEW, pupil) or can(user, Permission.PROFILE_EDIT, pupil)


def _quoted(pupil: Pupil, profile: Profile | None) -> dict:
    """What the child said when last asked, word for word, or why nobody has asked."""
    voice = latest_voice(pupil)
    when = _("asked on %(day)s") % {"day": day(voice.on)} if voice else ""
    return {"quotes": quotes(voice), "when": when, "asked": voice is not None,
            "why": profile.no_voice_why if profile else ""}  # fmt: skip


def _texts(profile: Profile) -> dict:
    plain = [
        {"label": present.field_label(name), "text": getattr(profile, name)}
        for name in ("good_at", "matters", "learn_best", "hard")
        if getattr(profile, name)
    ]
    return {
        "plain": plain, "ask": profile.ask, "parents_say": profile.parents_say,
        **{name: lines(getattr(profile, name)) for name in present.LISTED},
    }  # fmt: skip


def _facts(profile: Profile, today: dt.date) -> dict:
    """Which version it is, and when the parents last saw and next see it."""
    soon, review = profile.pupil.school.soon_days, profile.review_on
    return {
        "version": profile.version, "written": day(timezone.localdate(profile.written_at)),
        "by": profile.written_by.called, "review_on": day_in(review, today) if review else "",
        "review_state": due_state(review, today, soon) if review else None,
        "reviewed": day(profile.reviewed_on) if profile.reviewed_on else "",
        "how": str(profile.get_reviewed_how_display()).lower() if profile.reviewed_how else "",
    }  # fmt: skip


def _links(pupil: Pupil, user, profile: Profile | None) -> dict:
    here = [pupil.school.slug, pupil.reference]
    edits, shares = can(user, Permission.PROFILE_EDIT, pupil), can(user, Permission.PROFILE_SHARE, pupil)
    return {
        "edit": reverse("profiles:edit", args=here) if edits else "",
        "review": reverse("profiles:review", args=here) if edits and profile else "",
        "share": reverse("profiles:share", args=here) if shares and profile else "",
        "versions": reverse("profiles:versions", args=here), "read": reverse("profiles:read", args=here),
        "voice": reverse("voice:voices", args=here) if can(user, Permission.VOICE_RECORD, pupil) else "",
    }  # fmt: skip


def _reading(profile: Profile, readers: list[Reader], user) -> dict | None:
    """What the user is asked: nothing when it is not theirs to confirm, else whether they have, and what is new."""
    mine = next((reader for reader in readers if reader.user == user.pk), None)
    if mine is None:
        return None
    if mine.number == profile.version:
        return {"done": True, "on": day(timezone.localdate(mine.read_at))}
    if mine.number is None:
        return {"done": False, "since": "", "changes": []}
    found = {version.number: version for version in queries.versions_of(profile)}
    since = _("version %(number)s, on %(day)s") % {
        "number": mine.number,
        "day": day(timezone.localdate(mine.read_at)),
    }
    old, new = found.get(mine.number), found.get(profile.version)
    return {"done": False, "since": since, "changes": present.changes(old, new) if old and new else []}


def compared(found: list[Version], old: str | None, new: str | None) -> dict:
    """The context of profiles/versions.html: every version, and the two that are compared; those that the address
    does not name are the newest and the one before it."""
    by_number = {str(version.number): version for version in found}
    later = by_number.get(new or "", found[0])
    earlier = by_number.get(old or "") or next((v for v in found if v.number < later.number), later)
    if earlier.number > later.number:
        earlier, later = later, earlier
    return {
        "rows": [{"number": str(v.number), "line": present.version_line(v)} for v in found],
        "old": str(earlier.number), "new": str(later.number), "several": len(found) > 1,
        "changes": present.changes(earlier, later),
    }  # fmt: skip


def bank_beside(pupil: Pupil) -> list[dict]:
    """The school's bank as it stands beside the form, the areas of the child's needs first. Two queries."""
    areas = queries.areas_of([need.code for need in needs_of(pupil)])
    return present.bank_groups(pupil.school, queries.bank_of(pupil.school), areas)


def with_bank(typed: dict[str, str], school: School, references: list[str]) -> dict[str, str]:
    """What was typed, with the chosen lines of the bank put under the adjustments, each once."""
    if not references:
        return typed
    chosen = BankedAdjustment.objects.filter(school=school, reference__in=references[:100]).order_by("words")
    there = lines(typed.get("adjustments", ""))
    added = [line.words for line in chosen if line.words not in there]
    text = "\n".join([*filter(None, [typed.get("adjustments", "").rstrip()]), *added])
    return typed | {"adjustments": text}
