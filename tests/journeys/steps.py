"""What people do, in their own words: signing in, going places, filling forms. Clicks are counted."""

import os
import re
from contextlib import contextmanager
from pathlib import Path

from django.core import mail

from tests.journeys.school import PASSWORD, JourneySchool, cookie

PROJECT = Path(__file__).resolve().parents[2]
LISTS = PROJECT / "tests" / "data" / "mis"


class Person:
    """Somebody at a screen: a browser context, its page, and how often they have clicked a link or a button."""

    def __init__(self, context, watch) -> None:
        self.context, self.watch = context, watch
        self.page, self.clicks, self.keys = context.new_page(), 0, 0

    @property
    def narrow(self) -> bool:
        return self.page.viewport_size["width"] < 768

    def click(
        self, name: str | re.Pattern, *, role: str | None = None, within=None, exact: bool = False
    ) -> None:
        """Click the first link or button in sight of that name."""
        place = within or self.page.locator("body")
        found = [
            place.get_by_role(r, name=name, exact=exact) for r in ([role] if role else ["link", "button"])
        ]
        target = found[0].or_(found[1]) if len(found) == 2 else found[0]
        target.filter(visible=True).first.click()
        self.clicks += 1

    def go(self, place: str) -> None:
        """One click in the side bar; on a phone, in its menu."""
        if self.narrow:
            self.page.locator(".phone-bar summary", has_text="Menu").click()
            self.clicks += 1
        self.click(place, role="link", within=self.page.locator("nav[aria-label=Places]:visible"), exact=True)

    def fill(self, **fields: str) -> None:
        """Type into fields by name; "targets__0__who" stands for the name "targets-0-who"."""
        for name, words in fields.items():
            self.page.locator(f"[name={name.replace('__', '-')}]").fill(words)

    def type(self, name: str, words: str) -> None:
        """Type into the field of that name, key by key; the keys are counted, going to the field is not."""
        self.page.locator(f"[name={name}]").press_sequentially(words)
        self.keys += len(words)

    def says(self, words: str) -> bool:
        """Whether those words are in sight, waiting a little for them."""
        self.page.get_by_text(words).filter(visible=True).first.wait_for()
        return True

    def look(self, name: str) -> None:
        """Keep a picture of the page where JOURNEY_PICTURES names a folder."""
        if folder := os.environ.get("JOURNEY_PICTURES"):
            self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    @property
    def title(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @contextmanager
    def counting(self):
        """Clicks made inside the block, as a list of one number filled at its end."""
        before, counted = self.clicks, []
        yield counted
        counted.append(self.clicks - before)

    @contextmanager
    def counting_keys(self):
        """Keys pressed inside the block (see `type`), as a list of one number filled at its end."""
        before, counted = self.keys, []
        yield counted
        counted.append(self.keys - before)


def sign_in(person: Person, school: JourneySchool, who: str) -> None:
    """Sign in with a password at the sign-in page."""
    person.page.goto("/account/login/")
    person.fill(login=school.email(who), password=PASSWORD)
    person.click("Sign in", role="button")
    person.page.wait_for_url(f"**/{school.slug}/")


def signed_in(person: Person, school: JourneySchool, who: str) -> Person:
    """The person with a session that has begun already."""
    person.context.add_cookies([cookie(school.session(who), person.watch.server)])
    return person


def code_sent_to(email: str) -> str:
    """The code in the newest email to that address."""
    message = next(m for m in reversed(mail.outbox) if m.to == [email])
    return re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", message.body, re.M)[1]


def ask_for_code(person: Person, email: str) -> None:
    """From the sign-in page to the page that asks for the code."""
    person.page.goto("/account/login/")
    person.click("Send me a code", role="link")
    person.fill(email=email)
    person.click("Send me a code", role="button")
    person.page.locator("[name=code]").wait_for()


def import_list(person: Person, filename: str) -> None:
    """Upload a list, look at what would change, and stop there."""
    person.go("School")
    person.click("Import", role="link", exact=True)
    person.page.locator("input[type=file]").set_input_files(LISTS / filename)
    person.click("Read the file")
    person.click("See the result")


def figures(page) -> dict[str, int]:
    """The figures of a preview or a result, by their words, once the page has come whole."""
    page.wait_for_load_state()
    pairs = [text.rsplit("\n", 1) for text in page.locator(".figure").all_inner_texts()]
    return {label.strip(): int(number) for label, number in pairs}


def names_listed(page) -> list[str]:
    """The names in the register's table as it stands, once the page has come whole (without scripts a click returns
    as soon as the new page begins to come)."""
    page.wait_for_load_state()
    return page.locator("#register tbody th a").all_inner_texts()


def write_plan(person: Person) -> None:
    """Fill a plan so that it is complete, without saving it."""
    person.fill(
        strengths="Drawing maps", difficulties="Reading common words", pupil_voice="I like quiet",
        parent_view="Reads at home", every_lesson="Sit near the front", home="Read together",
        starts="16 11 2026", review_on="15 1 2027",
    )  # fmt: skip
    if not person.page.locator("[name=targets-0-target]").is_visible():
        person.page.locator("details.target summary").first.click()
    person.fill(
        targets__0__target="Reads the first 45 common words", targets__0__criteria="45 of 45 in one sitting",
        targets__0__by_date="15 1 2027", targets__0__strategies="Five new words a week",
        targets__0__who="Mrs Biggs", targets__0__when="Daily, 10 minutes",
    )  # fmt: skip
