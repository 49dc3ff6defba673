"""Charts of a report, drawn from the marks that its record holds: the same for page and paper."""

from django import template
from django.utils.safestring import SafeString

from core.ui import charts

register = template.Library()


def _marks(bars: list[dict]) -> list[charts.Bar]:
    return [charts.Bar(bar["label"], bar["value"], bar["shown"]) for bar in bars]


@register.simple_tag
def upright(title: str, bars: list[dict], about: str = "") -> SafeString:
    """Upright bars of marks {label, value (None: hidden), shown}."""
    return charts.columns(title, _marks(bars), about=about)


@register.simple_tag
def lying(title: str, bars: list[dict], about: str = "") -> SafeString:
    """Lying bars of the same marks."""
    return charts.rows(title, _marks(bars), about=about)


@register.simple_tag
def over_time(title: str, bars: list[dict], about: str = "") -> SafeString:
    """The marks joined by a line."""
    return charts.trend(title, _marks(bars), about=about)


@register.filter
def labelled(table: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rows of a table {heads, rows} as (first cell, the others each with its heading), for where headings are out of
    sight."""
    return [(row[0], list(zip(table["heads"][1:], row[1:], strict=True))) for row in table["rows"]]
