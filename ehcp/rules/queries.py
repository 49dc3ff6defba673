"""What the rooms of EHC plans read of the directory of agencies."""

from django.db.models import Q

from agencies.models import Agency
from core.schools.models import School


def sendiass(school: School) -> Agency | None:
    """The information, advice and support service of the area as the school's directory has it, known by its name; None
    where the directory has none. One query."""
    named = Q(name__icontains="sendias") | Q(name__icontains="information, advice and support")
    named |= Q(name__icontains="parent partnership") | Q(name__icontains="information advice and support")
    return Agency.objects.filter(named, school=school, retired_on=None).order_by("name").first()


def sendiass_lines(school: School) -> tuple[str, ...]:
    """The same as lines to show a family: its name, telephone, email, website; nothing where there is none. One query."""
    found = sendiass(school)
    return tuple(filter(None, (found.name, found.phone, found.email, found.website))) if found else ()
