"""What a profile's documents and sheets say, as plain data: they are drawn from this and nothing else."""

from django.utils.translation import gettext as _

from register.models import Profile, Voice
from register.queries import needs_of, open_period, teachers_of


def points(text: str) -> list[str]:
    """The points of a text typed one a line, without the dashes that people put before them."""
    return [line.strip().lstrip("-•*").strip() for line in text.splitlines() if line.strip(" -•*")]


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
    pupil, school = profile.pupil, profile.pupil.school
    period, teachers = open_period(pupil), teachers_of(pupil)
    return {
        "school": {
            "name": school.name, "address": school.address, "phone": school.phone, "email": school.email,
            "senco_label": school.label("senco"), "senco_name": school.senco_name, "has_crest": bool(school.crest),
        },
        "pupil": {
            "name": pupil.name, "first_name": pupil.first_name, "born": pupil.born.isoformat(),
            "class_name": pupil.school_class.name if pupil.school_class else "", "teacher": ", ".join(teachers),
        },
        "level": {
            "label": str(period.get_level_display()) if period else "",
            "since": period.start.isoformat() if period else None,
        },
        "profile": _profile(profile, needs_line(needs_of(pupil)))
        | {"quotes": quotes(voice), "asked_on": voice.on.isoformat() if voice else None},
    }  # fmt: skip


def _profile(profile: Profile, needs: str) -> dict:
    return {
        "title": profile.pupil.school.label("profile"), "needs_line": needs, "good_at": profile.good_at,
        "matters": profile.matters, "learns_best": profile.learn_best, "hard": profile.hard, "ask": profile.ask,
        "helps": points(profile.helps), "avoid": points(profile.avoid), "adjustments": points(profile.adjustments),
        "review_on": profile.review_on.isoformat() if profile.review_on else None,
        "reviewed_on": profile.reviewed_on.isoformat() if profile.reviewed_on else None,
        "parents_say": profile.parents_say, "no_voice_why": profile.no_voice_why,
    }  # fmt: skip


def needs_line(needs: list) -> str:
    """ "Main need: …. Also: …." from the types of need, the main one first."""
    words = [str(need.get_code_display()) for need in needs]
    also = f" Also: {', '.join(word.lower() for word in words[1:])}." if words[1:] else ""
    return f"Main need: {words[0].lower()}.{also}" if words else ""
