"""The referral on paper as plain data: the document is drawn from this and nothing else (templates/documents/README.md)."""

from agencies.models import Consent, Referral
from register.queries import needs_of, open_period, teachers_of
from register.snapshots import level_part, needs_line, pupil_part, school_part


def referral_snapshot(referral: Referral, consent: Consent) -> dict:
    """What leaves the school with a referral: the child, the school, what is asked, what was tried, and by whom and
    when it was agreed to. Four queries."""
    pupil, agency, talk = referral.pupil, referral.agency, referral.conversation
    return {
        "school": school_part(referral.school), "pupil": pupil_part(pupil, teachers_of(pupil)),
        "level": level_part(open_period(pupil)),
        "referral": {
            "agency": agency.name, "kind": str(agency.get_kind_display()),
            "professional": str(referral.professional) if referral.professional else "",
            "needs": needs_line(needs_of(pupil)), "asked": referral.asked, "tried": referral.tried,
            "why_private": referral.why_private, "talked_on": talk.on.isoformat() if talk else None,
            "talked_with": talk.people if talk else "",
        },
        "consent": {
            "who": consent.who, "how": str(consent.get_how_display()), "on": consent.given_on.isoformat(),
            "until": consent.until.isoformat() if consent.until else None, "purpose": consent.purpose,
            "relationship": consent.contact.relationship if consent.contact else "",
        },
        "secure": referral.school.secure_service,
    }  # fmt: skip
