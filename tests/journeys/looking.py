"""What a browser sees that a client does not: faults of scripts and policy, other origins, accessibility, overflow."""

from contextlib import suppress

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
AXE = Axe()
BLOCKED = (
    "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
)
ANSWERED = "Failed to load resource"  # the console's words for an answer of 4xx: those are looked at below


class Watch:
    """Collects what must never happen on any page, for as long as the context lives."""

    def __init__(self, context, server: str) -> None:
        self.server, self.faults = server, []
        context.add_init_script(BLOCKED)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(ANSWERED):
            self.faults.append(f"console: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.server, "data:", "about:", "blob:")):
            self.faults.append(f"another origin: {request.url}")

    def _response(self, response) -> None:
        # a page may answer 4xx by design; what it loads and what htmx fetches may not
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status}: {response.url}")


# what the page itself asks for has come, and is drawn at full strength
SETTLED = """() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    && !document.querySelector("[hx-trigger=load]")"""


def violations(page, *, contrast_alone: bool = False) -> list[str]:
    """What axe finds on the page, once it has come whole, each as "rule: element"."""
    page.wait_for_load_state()  # a click returns when the new page begins to come
    with suppress(TimeoutError):  # a page without JavaScript stays as it is
        page.wait_for_function(SETTLED, polling=100, timeout=5000)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    options = CONTRAST if contrast_alone else OPTIONS
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"][:2]
    ]


def overflows(page) -> bool:
    """Whether the page, in its own letters, is wider than its window, so that it must be moved sideways. (A page behind
    another is not drawn, so nothing here waits for its being drawn.)"""
    return page.evaluate(
        """async () => { const soon = new Promise(over => setTimeout(over, 2000));
        await Promise.race([document.fonts.ready, soon]);
        return document.documentElement.scrollWidth > document.documentElement.clientWidth; }"""
    )


def focus_is_visible(page) -> bool:
    """Whether the element in focus shows it, by an outline or a shadow of its own."""
    return page.evaluate(
        """() => { const e = document.activeElement, s = getComputedStyle(e);
        return e !== document.body && e.matches(":focus-visible")
            && ((s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none"); }"""
    )


def focused(page) -> str:
    """What the element in focus says: its text, or its name where it has none."""
    return page.evaluate(
        "(document.activeElement.innerText || document.activeElement.name || document.activeElement.id || '').trim()"
    )
