"""What a profile's documents and sheets say, as plain data: they are drawn from this and nothing else."""

from django.utils.translation import gettext as _

from core.ui.present import lines
from register.models import Profile, Voice
from register.queries import needs_of, open_period, teachers_of
from register.snapshots import level_part, needs_line, pupil_part, school_part


def quotes(voice: Voice | None) -> list[dict]:
    """What the child said, word for word: {"ask", "said"} of every question that has an answer in words, and what
    the child wants to get better at."""
    if voice is None:
        return []
    told = [{"ask": answer.get("ask", ""), "said": answer.get("said", "")} for answer in voice.answers]
    told.append({"ask": _("What I want to get better at"), "said": voice.own_targets})
    return [quote for quote in told if quote["said"].strip()]


def profile_snapshot(profile: Profile, voice: Voice | None) -> dict:
    """The snapshot of documents/profile.html (templates/documents/README.md). Three queries."""
    pupil = profile.pupil
    return {
        "school": school_part(pupil.school), "pupil": pupil_part(pupil, teachers_of(pupil)),
        "level": level_part(open_period(pupil)),
        "profile": _profile(profile, needs_line(needs_of(pupil)))
        | {"quotes": quotes(voice), "asked_on": voice.on.isoformat() if voice else None},
    }  # fmt: skip


def _profile(profile: Profile, needs: str) -> dict:
    return {
        "title": profile.pupil.school.label("profile"), "needs_line": needs, "good_at": profile.good_at,
        "matters": profile.matters, "learns_best": profile.learn_best, "hard": profile.hard, "ask": profile.ask,
        "helps": lines(profile.helps), "avoid": lines(profile.avoid), "adjustments": lines(profile.adjustments),
        "review_on": profile.review_on.isoformat() if profile.review_on else None,
        "reviewed_on": profile.reviewed_on.isoformat() if profile.reviewed_on else None,
        "parents_say": profile.parents_say, "no_voice_why": profile.no_voice_why,
    }  # fmt: skip
