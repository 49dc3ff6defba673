"""Every page of the register's rooms for each role that may see it, at 1280 and at 390 pixels: no barrier that axe
knows, nothing sideways, no fault of script or policy."""

from unittest import mock

import pytest
from django.db import transaction

from tests.journeys.looking import overflows, violations
from tests.journeys.school import open_school
from tests.journeys.steps import signed_in
from tests.journeys.test_pages import NARROW_TALL, WIDE_TALL
from tests.permissions.rooms import rooms

# who → addresses after the school; {pupil} is the reference, other words come from the rooms' own fills
PAGES = {
    "senco concerns": (
        "concerns/", "concerns/raise/?q=maya", "pupils/{pupil}/concern/", "pupils/{pupil}/concerns/",
        "concerns/{concern}/", "concerns/{concern}/decide/", "extra-support/{support}/",
        "extra-support/{support}/review/", "pupils/{pupil}/events/add/", "watch/", "pupils/{pupil}/level/",
        "register/?as_on=1+11+2026",
    ),
    "senco child": (
        "pupils/{pupil}/needs/", "pupils/{pupil}/needs/edit/", "pupils/{pupil}/needs/strengths/",
        "pupils/{pupil}/needs/disability/", "pupils/{pupil}/needs/diagnoses/add/", "pupils/{pupil}/assessments/",
        "pupils/{pupil}/assessments/add/", "pupils/{pupil}/profile/", "pupils/{pupil}/profile/edit/",
        "pupils/{pupil}/profile/versions/", "pupils/{pupil}/profile/review/", "pupils/{pupil}/profile/share/",
        "pupils/{pupil}/voice/", "pupils/{pupil}/timeline/",
    ),
    "senco papers": (
        "pupils/{pupil}/file/", "pupils/{pupil}/file/add/", "pupils/{pupil}/letters/", "pupils/{pupil}/letters/write/",
        "letters/{letter}/answer/", "slips/", "pupils/{pupil}/arrangements/", "arrangements/",
        "pupils/{pupil}/arrangements/access/add/", "pupils/{pupil}/arrangements/healthcare/add/",
        "pupils/{pupil}/arrangements/adjustments/add/", "profiles/", "supply/", "adjustments-bank/",
    ),
    "senco moving": (
        "incoming/", "incoming/add/", "pupils/{pupil}/last-school/", "roll-over/", "leavers/",
        "pupils/{pupil}/leaving/", "adulthood/", "safeguarding/", "",
    ),
    "teacher": (
        "", "concerns/", "pupils/{pupil}/concern/", "pupils/{pupil}/profile/", "pupils/{pupil}/voice/interview/",
        "pupils/{pupil}/voice/questionnaire/", "pupils/{pupil}/voice/pictures/", "pupils/{pupil}/safeguarding/",
        "supply/", "pupils/{pupil}/extra-support/",
    ),
    "ta": ("", "pupils/{pupil}/profile/", "pupils/{pupil}/voice/", "pupils/{pupil}/needs/"),
    "office": ("", "pupils/{pupil}/", "roll-over/"),
    "dsl": ("", "safeguarding/"),
    "head": ("profiles/", "watch/", "concerns/", "supply/"),
    "parent": ("", "pupils/{pupil}/concern/", "letters/{letter}/"),
}  # fmt: skip


@pytest.fixture
def school(request):
    """A school whose pupil has something in every room."""
    slug = "rooms-" + request.node.callspec.id.replace(" ", "-")
    opened = open_school(slug, pupil=True)
    opened.things = {"pupil": opened.record.pupil.reference}
    with opened.acting(), mock.patch("core.jobs.actions._tell_workers"), transaction.atomic():
        for room in rooms():
            opened.things |= room.fill(
                pupil=opened.record.pupil, contact=opened.record.contact, user=opened.people["senco"]
            )
    return opened


@pytest.mark.parametrize("whose", PAGES)
def test_pages_of_the_rooms_have_no_barrier(person, school, whose):
    somebody = signed_in(person(), school, whose.split()[0])
    wrong = []
    for path in PAGES[whose]:
        address = f"/{school.slug}/{path.format(**school.things)}"
        answer = somebody.page.goto(address)
        wrong += [] if answer.status == 200 else [f"{path}: answered {answer.status}"]
        for size in (WIDE_TALL, NARROW_TALL):
            somebody.page.set_viewport_size(size)
            wrong += [f"{path} at {size['width']}: {found}" for found in violations(somebody.page)]
            wrong += [f"{path} at {size['width']}: wider than the window"] if overflows(somebody.page) else []
            somebody.look(f"{whose}-{path}-{size['width']}".replace("/", "_").replace(" ", "-"))
    assert "\n".join(wrong) == ""
