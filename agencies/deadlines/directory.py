"""Checks of professionals whom the school employs privately: each before it runs out (R-118)."""

from collections.abc import Iterator

from django.urls import reverse

from agencies.enums import CheckKind
from agencies.models import ProfessionalCheck
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day

COLUMNS = (
    "kind",
    "valid_until",
    "professional__reference",
    "professional__name",
    "professional__agency__name",
)


@prepared
def _checks(user, *, school: int):
    rows = ProfessionalCheck.objects.filter(
        school=school, valid_until__isnull=False, professional__employed=True, professional__retired_on=None,
        professional__agency__retired_on=None,
    )  # fmt: skip
    rows = rows.filter(school__in=user.schools_where(Permission.PROFESSIONAL_CHECK)) if user else rows
    return rows.order_by("pk").values_list(*COLUMNS)


def _check(row, ask: Ask) -> Iterator[Deadline]:
    kind, until, reference, name, agency = row
    url = reverse("directory:check", args=[ask.school.slug, reference])
    yield Deadline(
        "professional_check", f"professional:{reference}-{kind}", until, f"{url}?kind={kind}",
        detail=f"{CheckKind(kind).label}, {name}, {agency}", started=f"It is good until {day(until)}.",
    )  # fmt: skip


add_source(
    Source(
        "agencies.checks",
        "Checks of professionals",
        lambda ask: _checks(ask.user, school=ask.school.pk),
        _check,
    )
)
