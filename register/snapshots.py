"""What the snapshots of issued documents have in common (templates/documents/README.md). Pure: no query."""

from core.schools.models import School
from register.models import Need, Pupil, StatusPeriod


def school_part(school: School) -> dict:
    """The school on every document."""
    return {
        "name": school.name, "address": school.address, "phone": school.phone, "email": school.email,
        "senco_label": school.label("senco"), "senco_name": school.senco_name, "has_crest": bool(school.crest),
    }  # fmt: skip


def pupil_part(pupil: Pupil, teachers: list[str]) -> dict:
    """The pupil, with the names of those who answer for the class."""
    return {
        "name": pupil.name, "first_name": pupil.first_name, "born": pupil.born.isoformat(),
        "class_name": pupil.class_name, "teacher": ", ".join(teachers),
    }  # fmt: skip


def level_part(period: StatusPeriod | None) -> dict:
    """The level held and the day since when; empty and None without one."""
    return {
        "label": str(period.get_level_display()) if period else "",
        "since": period.start.isoformat() if period else None,
    }


def needs_line(needs: list[Need]) -> str:
    """ "Main need: …. Also: …." from the types of need, the main one first."""
    words = [str(need.get_code_display()).lower() for need in needs]
    also = f" Also: {', '.join(words[1:])}." if words[1:] else ""
    return f"Main need: {words[0]}.{also}" if words else ""
