"""By keyboard alone, from signing in to a plan: the focus is always seen, the skip link skips, errors take focus."""

from tests.journeys.looking import focus_is_visible, focused
from tests.journeys.school import PASSWORD, open_school


def tab_to(page, words: str, most: int = 80) -> None:
    """Press Tab until the focus is on what says those words; every stop on the way must show itself."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # past the last stop, before the first
        assert focus_is_visible(page), f"focus cannot be seen on {focused(page)!r} of {page.url}"
        if focused(page).startswith(words):
            return
    raise AssertionError(f"no stop says {words!r} on {page.url}")


def follow(page, words: str) -> None:
    """Tab to a link or a button and press Enter."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_keyboard_alone_leads_from_sign_in_to_the_plan(person):
    school = open_school("keyside", pupil=True)
    page = person().page
    page.goto("/account/login/")
    tab_to(page, "login")
    page.keyboard.type(school.email("senco"))
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    skip_to_the_page(page)
    follow(page, "SEN register")
    follow(page, "Maya Abara")
    follow(page, "Change level")
    tab_to(page, "Change the level")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    tab_to(page, "Choose the level")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "level"
    follow(page, "Back to Maya")
    follow(page, "Open plan")
    assert page.locator("h1").first.inner_text() == "Support plan for Maya Abara"


def skip_to_the_page(page) -> None:
    page.reload()  # without the message that takes the focus after signing in
    page.keyboard.press("Tab")
    assert (focused(page), focus_is_visible(page)) == ("Skip to the page", True)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
