"""Every main page and each role's home, wide and narrow, light and dark: no barrier that axe knows, nothing sideways,
no fault of script or policy, no other origin."""

import pytest

from tests.journeys.conftest import WIDE
from tests.journeys.looking import overflows, violations
from tests.journeys.school import open_school
from tests.journeys.steps import ask_for_code, import_list, signed_in

HOMES = ("senco", "head", "teacher", "ta", "office", "dsl", "governor", "trust_lead", "parent")
# windows tall enough that the bar at the bottom covers nothing: axe measures what is in sight
WIDE_TALL, NARROW_TALL = {"width": 1280, "height": 4000}, {"width": 390, "height": 6000}
LOOKS = ((WIDE_TALL, "light"), (NARROW_TALL, "light"), (NARROW_TALL, "dark"))


@pytest.fixture
def school(request):
    return open_school(request.node.name.replace("_", "-")[5:30].strip("-"), pupil=True)


def barriers(somebody, where: str) -> list[str]:
    """What is wrong with the page as it stands: wide and narrow, then in the dark, where only colours differ."""
    page, wrong = somebody.page, []
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        look = f"{where} {size['width']} {scheme}"
        wrong += [f"{look}: {found}" for found in violations(page, contrast_alone=scheme == "dark")]
        wrong += [f"{look}: wider than the window"] if overflows(page) else []
        somebody.look(look.replace("/", "_").replace(" ", "-"))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    return wrong


def visited(somebody, pages: list[tuple[str, int]]) -> list[str]:
    """The barriers of each page, with its status where it is not the one expected."""
    wrong = []
    for path, status in pages:
        answer = somebody.page.goto(path)
        wrong += [] if answer.status == status else [f"{path}: answered {answer.status}"]
        wrong += barriers(somebody, path)
    return wrong


def test_home_of_each_role_has_no_barrier(person, school):
    wrong = []
    for who in HOMES:
        somebody = signed_in(person(), school, who)
        somebody.page.goto("/")
        wrong += barriers(somebody, f"home of {who}")
    assert "\n".join(wrong) == ""


def test_pages_of_staff_have_no_barrier(person, school):
    slug, pupil = school.slug, school.record.pupil.reference
    senco = signed_in(person(), school, "senco")
    pages = [
        "register/", f"pupils/{pupil}/", f"pupils/{pupil}/profile/", f"pupils/{pupil}/history/", "plans/",
        f"plans/{school.record.shared.reference}/", f"plans/{school.record.draft.reference}/edit/",
        "register/add/?q=maya", "classes/", "people/", "people/invite/", "settings/", "settings/terms/",
    ]  # fmt: skip
    wrong = visited(senco, [(f"/{slug}/{page}", 200) for page in pages])
    senco.page.goto(f"/{slug}/pupils/{pupil}/level/")
    senco.page.get_by_role("button", name="Change the level").click()
    wrong += barriers(senco, "level with errors")
    import_list(senco, "bromcom.csv")
    wrong += barriers(senco, "import preview")
    teacher = signed_in(person(), school, "teacher")
    wrong += visited(teacher, [(f"/{slug}/people/", 403), (f"/{slug}/nothing-here/", 404)])
    assert "\n".join(wrong) == ""


def test_pages_of_families_and_of_nobody_have_no_barrier(person, school):
    parent, nobody = signed_in(person(), school, "parent"), person()
    parent.page.goto("/")
    parent.page.locator("main a.btn-primary").click()
    wrong = barriers(parent, "plan of the family")
    wrong += visited(nobody, [("/account/login/", 200), ("/account/login/code/", 200),
                              ("/account/password/reset/", 200), ("/nothing/here/at/all/", 404)])  # fmt: skip
    ask_for_code(nobody, school.email("parent"))
    wrong += barriers(nobody, "code entry")
    assert "\n".join(wrong) == ""
