"""What a page weighs: the first visit to the register, and a page after it.

The tests' server does not compress static files, so each answer counts as what a browser would be sent in
production: the body as Brotli at its highest level for static text, gzip for pages (as GZipMiddleware sends them),
and as it is for what is compressed already; with the headers as sent.
"""

import brotli
import pytest

from tests.journeys.school import open_school
from tests.journeys.steps import figures, import_list, signed_in

KB = 1024
PACKED = (".woff2", ".png", ".jpg")


class Scales:
    """Weighs every answer that a page is sent, until told to begin again."""

    def __init__(self, page) -> None:
        self.answers = []
        page.on("response", self._keep)

    def _keep(self, answer) -> None:
        self.answers.append(answer)

    def begin(self) -> None:
        self.answers.clear()

    def weigh(self) -> tuple[int, float]:
        """(requests that reached the network, KB they moved)."""
        moved = [a for a in self.answers if not a.from_service_worker and not a.url.startswith("data:")]
        moved = [a for a in moved if a.request.sizes()["responseBodySize"] or a.status != 200]
        return len(moved), sum(self._weight(answer) for answer in moved) / KB

    def _weight(self, answer) -> int:
        sizes = answer.request.sizes()
        sent = sizes["responseBodySize"]
        if "/static/" in answer.url and not answer.url.split("?")[0].endswith(PACKED):
            sent = min(sent, len(brotli.compress(answer.body(), quality=11)))
        return sent + sizes["responseHeadersSize"]


@pytest.fixture
def school():
    return open_school("lightwood")


def test_first_visit_and_the_page_after_it_are_light(person, school, record_property):
    office = signed_in(person(), school, "office")
    office.page.goto("/")
    import_list(office, "arbor.csv")
    office.click("Import this")
    office.click("See the result")
    assert figures(office.page)["Added"] == 420
    senco = signed_in(person(), school, "senco")
    scales = Scales(senco.page)
    senco.page.goto(f"/{school.slug}/register/", wait_until="networkidle")
    requests, first = scales.weigh()
    scales.begin()
    senco.page.locator("#register tbody a").first.click()
    senco.page.wait_for_load_state("networkidle")
    _, after = scales.weigh()
    scales.begin()
    senco.go("SEN register")
    senco.page.wait_for_load_state("networkidle")
    _, again = scales.weigh()
    print(
        f"first visit: {requests} requests, {first:.1f} KB; pupil {after:.1f} KB; register again {again:.1f} KB"
    )
    assert (requests <= 12, first <= 300, after <= 40, again <= 40) == (True, True, True, True)
