"""What every page about one pupil shares: finding the pupil, the strip above, the tabs."""

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from core.accounts.enums import Permission
from core.accounts.permissions import can, visible_or_404
from core.audit.actions import record_opening
from core.audit.models import Opening
from register.models import Pupil
from register.present import pupil_head
from register.queries import needs_of, open_period

# key, label (or the school's own word by its key), address, what opens it
TABS = (
    ("story", "Story", "overview:pupil", Permission.SEN_VIEW),
    ("concerns", "Concerns", "concerns:pupil", Permission.CONCERN_VIEW),
    ("needs", "Needs", "needs:needs", Permission.SEN_VIEW),
    ("profile", "profile", "profiles:profile", Permission.SEN_VIEW),
    ("provision", "Provision", "provision:pupil", Permission.PROVISION_VIEW),
    ("ehc", "EHC plan", "ehc:pupil", Permission.EHCP_PROVISION_VIEW),
    ("agencies", "Agencies", "referrals:pupil", Permission.REFERRAL_VIEW),
    ("voice", "Child’s voice", "voice:voices", Permission.SEN_VIEW),
    ("care", "Arrangements", "arrangements:list", Permission.SEN_VIEW),
    ("letters", "Letters", "letters:pupil", Permission.LETTER_SEND),
    ("file", "File", "file:file", Permission.SEN_VIEW),
    ("history", "Who has looked", "overview:audit", Permission.AUDIT_VIEW),
)


def find_pupil(request, reference: str) -> Pupil:
    """The pupil of that reference whom the person may know of, with school and class; Http404 otherwise."""
    pupils = Pupil.objects.select_related("school", "school_class")
    return visible_or_404(pupils, request.user, school=request.school, reference=reference)


def tabs(pupil: Pupil, user, current: str) -> list[dict]:
    """The pages of one pupil that the user may open, in the terms of components/tabs.html."""
    here = [pupil.school.slug, pupil.reference]
    return [
        {"label": pupil.school.label(label) if label == "profile" else label, "url": reverse(name, args=here),
         "current": key == current}
        for key, label, name, permission in TABS
        if can(user, permission, pupil)
    ]  # fmt: skip


def frame(pupil: Pupil, user, current: str = "") -> dict:
    """{"pupil", "tabs"} of a page about one pupil: the strip above and, with `current`, the tabs. Two queries."""
    head = pupil_head(pupil, open_period(pupil), needs_of(pupil), timezone.localdate())
    return {"pupil": head, "tabs": tabs(pupil, user, current) if current else []}


def opened(request, pupil: Pupil, what: str) -> None:
    """Record that the person opened this part of the pupil's record."""
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.PUPIL, what=what,
                   subject=pupil.reference)  # fmt: skip
