"""From one snapshot of data to one accessible PDF.

Every document is a Django template in `templates/documents/` drawn from a JSON-able dict (its shape is in
`templates/documents/README.md`), laid out by WeasyPrint and tagged as PDF/UA-1 (ISO 14289-1). The same
snapshot gives the same bytes. Nothing is fetched from disk or network but the typeface; pictures are handed
over by the caller.
"""

import io
import threading
from contextlib import contextmanager
from functools import lru_cache

import fontpkg
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

PLAN = "documents/plan.html"
PROFILE = "documents/profile.html"
CLASS_ON_A_PAGE = "documents/class_on_a_page.html"
REGISTER_LETTER = "documents/register_letter.html"
PLAN_LETTER = "documents/plan_letter.html"
TRANSFER = "documents/transfer.html"
LETTER = "documents/letter.html"
REFERRAL = "documents/referral.html"
PROVISION_MAP = "documents/provision_map.html"
EVIDENCE = "documents/evidence.html"
PLAN_IEP = "documents/plan_iep.html"
PLAN_IEP_LEARNING = "documents/plan_iep_learning.html"
PLAN_JOURNEY = "documents/plan_journey.html"
PLAN_STRATEGIES = "documents/plan_strategies.html"
SESSION_SHEET = "documents/session_sheet.html"
YEAR_REPORT = "documents/year_report.html"
AGENCY_REFERRAL = "documents/agency_referral.html"
AGENCY_LETTER = "documents/agency_letter.html"
REVIEW_REPORT = "documents/review_report.html"
REVIEW_LETTER = "documents/review_letter.html"
AUTHORITY_LETTER = "documents/authority_letter.html"
EHC_COPY = "documents/ehc_copy.html"
EHCNA_ADVICE = "documents/ehcna_advice.html"
EHCNA_ANSWER = "documents/ehcna_answer.html"
EHCNA_LETTER = "documents/ehcna_letter.html"
REVIEW_NOTICE = "documents/review_notice.html"
REVIEW_PACK = "documents/review_pack.html"
GOVERNOR_REPORT = "documents/governor_report.html"
INFORMATION_REPORT = "documents/information_report.html"
INSPECTION_PACK = "documents/inspection_pack.html"

# Raised by one whenever a template, or anything it includes, changes what a reader sees.
TEMPLATE_VERSIONS = {
    PLAN: 3, PROFILE: 2, CLASS_ON_A_PAGE: 1, REGISTER_LETTER: 3, PLAN_LETTER: 3, REFERRAL: 1, TRANSFER: 1, LETTER: 1,
    EVIDENCE: 1, PLAN_IEP: 1, PLAN_IEP_LEARNING: 1, PLAN_JOURNEY: 1, PLAN_STRATEGIES: 1,
    SESSION_SHEET: 1,
    PROVISION_MAP: 1, YEAR_REPORT: 1, AGENCY_REFERRAL: 1,
    REVIEW_NOTICE: 1, REVIEW_PACK: 1,
    AGENCY_LETTER: 1, AUTHORITY_LETTER: 1, EHC_COPY: 1,
    EHCNA_ADVICE: 1, EHCNA_ANSWER: 1, EHCNA_LETTER: 1,
    REVIEW_REPORT: 1, REVIEW_LETTER: 1,
    GOVERNOR_REPORT: 1,
    INFORMATION_REPORT: 2,
    INSPECTION_PACK: 1,
}  # fmt: skip

STYLESHEET = "documents/print.css"
FAMILY = "Atkinson Hyperlegible"
FACES = {
    "bundled:font/regular": (400, "normal"),
    "bundled:font/bold": (700, "normal"),
    "bundled:font/italic": (400, "italic"),
    "bundled:font/bold-italic": (700, "italic"),
}
IMAGE_SCHEME = "image:"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

MAX_IMAGE_BYTES = 5 * 1024 * 1024
MAX_IMAGE_PIXELS = 25_000_000
IMAGE_SIDE = 480  # pixels: over 500 to the inch at the 22 mm at which a crest is printed
MAX_SCAN_PIXELS = 50_000_000
SCAN_SIDE = 3508  # pixels: the long side of A4 at 300 to the inch

# Pango's font map, inside the shared FontConfiguration, may be used by one thread at a time.
_press = threading.Lock()


class ResourceRefused(ValueError):
    """A template asked for something that is not part of the document."""


def render_pdf(
    template_name: str, context: dict, *, images: dict[str, bytes] | None = None, lang: str = "en-GB"
) -> bytes:
    """The PDF/UA-1 of `template_name` drawn from the snapshot `context`, in language `lang` (BCP 47).

    `images` maps a name that the template knows ("crest") to bytes made by `safe_image`. Text in the snapshot
    is data: escaped, its line breaks kept, never compiled as a template.

    Raises TemplateDoesNotExist, ValueError for an image that did not pass `safe_image` or a malformed date,
    and ResourceRefused when the finished page refers to anything outside the document.
    """
    images = images or {}
    _check_images(images)
    with translation.override(lang.lower()):
        html = render_to_string(template_name, {**context, "images": sorted(images), "lang": lang})
    return html_to_pdf(html, images=images)


def html_to_pdf(html: str, *, images: dict[str, bytes] | None = None) -> bytes:
    """The PDF/UA-1 of a finished page, with the house style. Raises ResourceRefused as `render_pdf` does."""
    fetcher = BundledFetcher(images or {})
    with _press:
        pdf = HTML(string=html, url_fetcher=fetcher).write_pdf(
            font_config=fonts(),
            stylesheets=[stylesheet()],
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            pdf_identifier=True,
        )
    fetcher.raise_if_refused()
    return pdf


def template_version(template_name: str) -> int:
    """The version of a document template, to be kept with what it issued. Raises KeyError when unknown."""
    return TEMPLATE_VERSIONS[template_name]


@lru_cache(maxsize=1)
def fonts() -> FontConfiguration:
    """The one font configuration of this process: each further one would cost memory with every document."""
    return FontConfiguration()


@lru_cache(maxsize=1)
def stylesheet() -> CSS:
    """The house style for paper, parsed once a process."""
    fetcher = BundledFetcher({})
    sheet = CSS(string=render_to_string(STYLESHEET), url_fetcher=fetcher, font_config=fonts())
    fetcher.raise_if_refused()
    return sheet


@lru_cache(maxsize=len(FACES))
def _face(url: str) -> bytes:
    weight, style = FACES[url]
    return fontpkg.path(FAMILY, weight=weight, style=style).read_bytes()


def _check_images(images: dict[str, bytes]) -> None:
    for name, data in images.items():
        if not data.startswith(PNG_SIGNATURE):
            raise ValueError(
                f"The picture {name!r} has not been made safe: pass it through safe_image first."
            )


class BundledFetcher(URLFetcher):
    """Serves the typeface (`bundled:font/…`) and the pictures of one document (`image:…`), and nothing else.

    WeasyPrint swallows what a fetcher raises and leaves the picture or rule out, so each refusal is also
    noted: `raise_if_refused` turns it into an error instead of a document with something silently missing.
    """

    def __init__(self, images: dict[str, bytes]):
        super().__init__(allowed_protocols=("bundled", "image"), allow_redirects=False)
        self.images = images
        self.refused: list[str] = []

    def fetch(self, url, headers=None):
        """Raises ResourceRefused for every address that is not the document's own."""
        if url in FACES:
            return URLFetcherResponse(url, _face(url), {"Content-Type": "font/ttf"})
        name = url.removeprefix(IMAGE_SCHEME)
        if url.startswith(IMAGE_SCHEME) and name in self.images:
            return URLFetcherResponse(url, self.images[name], {"Content-Type": "image/png"})
        self.refused.append(url)
        raise ResourceRefused("not part of the document")

    def raise_if_refused(self) -> None:
        """Raises ResourceRefused naming how many addresses were refused and the scheme of the first."""
        if self.refused:
            scheme = self.refused[0].partition(":")[0]
            raise ResourceRefused(
                f"The document refers to {len(self.refused)} thing(s) outside itself (the first is a "
                f"{scheme!r} address). Only bundled fonts and pictures given by name can be used."
            )


def safe_image(data: bytes) -> bytes:
    """A PNG or JPEG that somebody uploaded, decoded and drawn anew as a PNG of at most 480 pixels a side.

    Metadata, trailing bytes and anything that is not a picture are left behind. Raises ValueError, in words
    for the person who uploaded it, when the file is too large, is neither PNG nor JPEG, or is damaged.
    """
    if len(data) > MAX_IMAGE_BYTES:
        raise ValueError("The picture is larger than 5 MB. Make it smaller and upload it again.")
    return _as_png(_opened(data, MAX_IMAGE_PIXELS))


def safe_scan(data: bytes) -> tuple[bytes, str]:
    """A PNG or JPEG of a paper, drawn anew as what it is with at most 3508 pixels a side (A4 at 300 to the inch).

    Returns the bytes and their content type. Metadata, such as where a photograph was taken, and trailing bytes are
    left behind. Raises ValueError, in words for the person who uploaded it, as `safe_image` does.
    """
    image = _opened(data, MAX_SCAN_PIXELS)
    form, out = image.format, io.BytesIO()
    if form == "JPEG":
        image.draft(
            "RGB", (SCAN_SIDE, SCAN_SIDE)
        )  # a large photograph is read smaller, which saves its memory
    upright = _upright(image, "RGB" if form == "JPEG" else "RGBA")
    upright.thumbnail((SCAN_SIDE, SCAN_SIDE))
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    clean.save(out, form, **({"quality": 88} if form == "JPEG" else {}))
    return out.getvalue(), f"image/{form.lower()}"


def _opened(data: bytes, most_pixels: int) -> Image.Image:
    too_many = f"The picture has more than {most_pixels // 1_000_000} million pixels. Make it smaller and upload it again."
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise ValueError(too_many) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValueError(
            "The file is not a PNG or JPEG picture. Save it as one of these and upload it again."
        ) from error
    if image.width * image.height > most_pixels:
        raise ValueError(too_many)
    return image


@contextmanager
def _whole_files_only():
    """WeasyPrint tells Pillow, for the whole process, to draw a file cut short as far as it goes."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _upright(image: Image.Image, mode: str) -> Image.Image:
    try:
        with _press, _whole_files_only():
            return ImageOps.exif_transpose(image).convert(mode)
    except (OSError, ValueError, SyntaxError) as error:
        raise ValueError("The picture is damaged and cannot be read. Save it again and upload it.") from error


def _as_png(image: Image.Image) -> bytes:
    out, upright = io.BytesIO(), _upright(image, "RGBA")
    upright.thumbnail((IMAGE_SIDE, IMAGE_SIDE))
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
