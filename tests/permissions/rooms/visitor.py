"""Invitations: the SENCo's pages, and those of the one professional who was invited to the one referral."""

import datetime as dt

from django.utils import timezone

from agencies.enums import AnnouncedHow
from agencies.models import Invitation, Visit
from core.accounts.enums import Role
from core.accounts.models import Membership
from register.models import PupilDocument
from tests.agencies.visitor.made import agency_of, invited, sent_referral

SENCO = "200 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional"
SENCO_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"
THEIRS = "200 professional; 404 senco head teacher ta office dsl trust_lead governor parent"


def _senco(name: str, thing: str, posted: str = "") -> str:
    posts = [f"  POST own      {posted}{SENCO.removeprefix('200')}", f"  POST other    {posted}{SENCO_OTHER.removeprefix('200')}",
             "  POST foreign  404 every"] if posted else ["  POST any      405 every"]  # fmt: skip
    return "\n".join(["", f"visitor:{name} {thing}", f"  GET  own      {SENCO}", f"  GET  other    {SENCO_OTHER}",
                      "  GET  foreign  404 every", *posts, ""])  # fmt: skip


def _theirs(name: str, thing: str, *, form: bool = True) -> str:
    posts = [f"  POST own      {THEIRS}", "  POST other    404 every", "  POST foreign  404 every"]
    return "\n".join(["", f"visitor:{name} {thing}", f"  GET  own      {THEIRS}", "  GET  other    404 every",
                      "  GET  foreign  404 every", *(posts if form else ["  POST any      405 every"]), ""])  # fmt: skip


ROWS = "".join((
    _senco("invitations", "invited_referral"), _senco("invite", "invited_referral", "200"),
    _senco("invitation", "invitation"), _senco("change", "invitation", "200"), _senco("end", "invitation", "302"),
    _theirs("referral", "invitation", form=False), _theirs("document", "invitation shared_document", form=False),
    _theirs("report", "invitation"), _theirs("visit-add", "invitation"),
    _theirs("visit-move", "invitation announced_visit"),
))  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """An invitation to one referral, with a document and a visit to come. The school's own professional, who has no
    invitation yet, is invited first; others are new."""
    at = timezone.now()
    roles = Membership.objects.current().filter(school=pupil.school, role=Role.PROFESSIONAL).order_by("pk")
    here = roles.exclude(user__in=Invitation.objects.values("user")).select_related("user").first()
    email = here.user.email if here else f"visitor.of.{pupil.reference}@{pupil.school.slug}.example".lower()
    referral = sent_referral(pupil, contact, user, agency=agency_of(pupil, user))
    document = PupilDocument.objects.filter(pupil=pupil, issued__file__isnull=False, for_family=False).first()
    held = invited(referral, user, email=email, name="Tom Reyes", documents=[document])
    visit = Visit.objects.create(
        school=pupil.school, pupil=pupil, referral=referral, agency=referral.agency, on=timezone.localdate(at) + dt.timedelta(7),
        at=dt.time(9, 30), announced_how=AnnouncedHow.ONLINE, announced_on=timezone.localdate(at), who_comes="Tom Reyes",
        created_at=at, created_by=held.user,
    )  # fmt: skip
    return {"invited_referral": referral.reference, "invitation": held.reference, "shared_document": document.reference,
            "announced_visit": visit.reference}  # fmt: skip
