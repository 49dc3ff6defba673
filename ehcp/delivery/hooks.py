"""What this room tells a lower one."""

from django.urls import reverse

from ehcp.models import PlanVersion
from register.hooks import OPENS_ELSEWHERE
from register.models import PupilDocument


def plan_on_screen(document: PupilDocument) -> str:
    """Where the authority's own document of a plan is looked at: it is taken away only on an entry of the log (R-208)."""
    version = PlanVersion.objects.filter(document=document, document__file__isnull=False).first()
    return reverse("ehcdelivery:original", args=[document.school.slug, version.reference]) if version else ""


OPENS_ELSEWHERE.append(plan_on_screen)
