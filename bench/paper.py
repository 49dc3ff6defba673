"""The making of a plan's PDF, against WeasyPrint alone on the finished HTML."""

import time
from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import HTML

from bench.client import times_of
from bench.pages import Figures
from core.documents.pdf import PLAN, BundledFetcher, fonts, render_pdf, stylesheet

TURNS = 15


def finished_html(snapshot: dict) -> str:
    """The page that WeasyPrint is given."""
    with translation.override("en-gb"):
        return render_to_string(PLAN, {**snapshot, "images": [], "lang": "en-GB"})


def bare_pdf(html: str) -> bytes:
    """The floor: the same options, typeface and style sheet, and nothing of ours around them."""
    page = HTML(string=html, url_fetcher=BundledFetcher({}))
    return page.write_pdf(
        font_config=fonts(),
        stylesheets=[stylesheet()],
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
        pdf_identifier=True,
    )


def _seconds(work: Callable[[], bytes]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure_pdf(snapshot: dict) -> Figures:
    """The two in turns, in this process, as a worker makes it: one at a time."""
    html = finished_html(snapshot)
    works = (lambda: render_pdf(PLAN, snapshot), lambda: bare_pdf(html))
    data, _warm = [work() for work in works]
    turns = [[_seconds(work) for work in works] for _ in range(TURNS)]
    ours, floor = (times_of(list(column)) for column in zip(*turns, strict=True))
    return Figures("PDF, made", 0, ours, floor, None, None, len(data), len(data))
