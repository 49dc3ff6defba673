"""Builds what the browser fetches from the packages that carry it: icons, the face and the style sheet.

Nothing of other people's is kept in this repository. Bootstrap comes from the wheel bootstrap-wrapper, the
icons from django-js-lib-bootstrap-icons, the face from fontpkg-atkinson-hyperlegible; each ships its licence.
"""

import hashlib
import re
from importlib import metadata, resources
from pathlib import Path

import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont

ICONS = (
    "arrow-clockwise",
    "arrow-down",
    "arrow-down-right",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "arrow-up-right",
    "bank",
    "bar-chart",
    "bell",
    "bell-fill",
    "binoculars",
    "book",
    "bookmark-plus",
    "box-arrow-in-down",
    "box-arrow-right",
    "building",
    "calendar-event",
    "calendar3",
    "card-list",
    "chat-dots",
    "chat-square-text",
    "check-circle-fill",
    "check-lg",
    "check2-square",
    "chevron-down",
    "clipboard-check",
    "clock-fill",
    "clock-history",
    "dash-circle",
    "download",
    "ear",
    "easel",
    "envelope",
    "envelope-paper",
    "exclamation-octagon-fill",
    "exclamation-triangle-fill",
    "eye",
    "file-earmark-arrow-up",
    "file-earmark-pdf",
    "file-earmark-text",
    "fingerprint",
    "gear",
    "geo-alt-fill",
    "google",
    "heart",
    "hourglass-split",
    "info-circle",
    "info-circle-fill",
    "journal-text",
    "key",
    "laptop",
    "list",
    "microsoft",
    "pencil",
    "people",
    "person-circle",
    "person-gear",
    "person-plus",
    "person-vcard",
    "phone",
    "plus",
    "printer",
    "puzzle",
    "question-circle",
    "reception-1",
    "reception-2",
    "reception-3",
    "reception-4",
    "search",
    "shield-lock",
    "signpost",
    "sliders",
    "sun",
    "trash",
    "x-lg",
)

# Latin, its accents, punctuation and the few signs a school types. The face holds no arrows: those are icons.
UNICODES = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x218, 0x21C),
    *range(0x2C6, 0x2DE),
    *range(0x300, 0x329),
    *range(0x2010, 0x203B),
    0x2044,
    0x20AC,
    0x2122,
    0x2212,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
)

FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}

# Parts of Bootstrap that no page uses; a class that starts so is left out of the style sheet.
UNUSED = re.compile(
    r"\.(accordion|alert|badge|bg-|blockquote|border-|breadcrumb|bs-|btn-(close|group|toolbar|lg|sm|secondary"
    r"|success|danger|warning|info|light|dark|outline)|card|carousel|collaps|col-form|container|display-|drop"
    r"|fade|figure|fixed-|float-|focus-ring|form-(floating|range)|g-|gx-|gy-|hstack|icon-link|img-|initialism"
    r"|input-group|lead|link-|list-|modal|nav|object-|offcanvas|offset|opacity-|order-|overflow-|page-|pagination"
    r"|placeholder|pointer|popover|progress|ratio|row-cols|shadow|show|spinner|stretched|sticky-|tab-|toast"
    r"|tooltip|text-(bg|bs)|translate|user-select|valid-|is-valid|was-validated|vr|vstack|z-"
    r"|[a-z]+(-[a-z]+)*-(sm|md|lg|xl|xxl)\b)|data-bs-theme=dark"
)

PARTS = Path(__file__).resolve().parents[2] / "static" / "css"


def build(target: Path) -> bool:
    """Write sprite.svg, fonts/*.woff2 and css/sendsys.css below target; False when they were up to date."""
    stamp, wanted = target / ".stamp", fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    for folder in ("css", "fonts"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    (target / "sprite.svg").write_text(sprite(ICONS))
    (target / "css" / "sendsys.css").write_text(stylesheet())
    for name, style in FACES.items():
        write_face(style, target / "fonts" / f"atkinson-{name}.woff2")
    stamp.write_text(wanted)
    return True


def fingerprint() -> str:
    """A hash of all that the built files depend on: this module, our style sheets, the packages' versions."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for part in _parts():
        digest.update(part.read_bytes())
    for package in ("bootstrap-wrapper", "django-js-lib-bootstrap-icons", "fontpkg-atkinson-hyperlegible"):
        digest.update(metadata.version(package).encode())
    return digest.hexdigest()


def sprite(names) -> str:
    """One SVG that holds the named Bootstrap Icons as symbols; KeyError for a name that does not exist."""
    body = "".join(_symbol(name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'


def stylesheet() -> str:
    """Bootstrap without the parts we leave out, followed by our own sheets in the order of their names."""
    sheet = (resources.files("bootstrap") / "css" / "bootstrap.min.css").read_text()
    ours = "\n".join(part.read_text() for part in _parts())
    return trimmed(sheet) + "\n" + ours


def trimmed(sheet: str) -> str:
    """The style sheet without the selectors of UNUSED, and without rules and media queries left empty."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules))


def write_face(style: str, target: Path) -> None:
    """Subset one style ("Regular", "Bold", "Italic") of Atkinson Hyperlegible to UNICODES as WOFF2."""
    files = resources.files("fontpkg_atkinson_hyperlegible") / "files"
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    with (files / f"AtkinsonHyperlegible-{style}.ttf").open("rb") as file, TTFont(file) as font:
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(target)


def _parts() -> list[Path]:
    return sorted(PARTS.glob("*.css"))


def _symbol(name: str) -> str:
    source = resources.files("js_lib_bootstrap_icons") / "static" / "bootstrap-icons" / f"{name}.svg"
    if not source.is_file():
        raise KeyError(f"Bootstrap Icons has no icon called {name}")
    svg = source.read_text()
    box = re.search(r'viewBox="([^"]+)"', svg)[1]
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)[1]
    packed = re.sub(r">\s+<", "><", shapes.strip())
    return f'<symbol id="{name}" viewBox="{box}">{packed}</symbol>'


def _kept(rules):
    for rule in rules:
        if rule.type == "qualified-rule":
            yield _kept_rule(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            yield _kept_media(rule)


def _kept_rule(rule) -> str:
    selectors = _split(tinycss2.serialize(rule.prelude))
    wanted = [selector for selector in selectors if not UNUSED.search(selector)]
    return f"{','.join(wanted)}{{{tinycss2.serialize(rule.content)}}}" if wanted else ""


def _kept_media(rule) -> str:
    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    body = "".join(_kept(inner))
    return f"@media{tinycss2.serialize(rule.prelude)}{{{body}}}" if body else ""


def _split(selectors: str) -> list[str]:
    """Split a selector list at its commas, but not at those inside :not(…)."""
    return re.split(r",(?![^(]*\))", selectors)
