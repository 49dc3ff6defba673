"""Many rows from one small template: the template is drawn once with marks in place of its values, and each row is
then a join of strings. The values are escaped as the template would escape them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MARK = "\x01"  # cannot be typed into a page


class _Marks(dict):
    def __missing__(self, name: str) -> SafeString:
        return mark_safe(f"{MARK}{name}{MARK}")  # noqa: S308  our own mark, taken out again


@lru_cache(maxsize=128)
def _parts(template: str, _language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    pieces = render_to_string(template, {"r": _Marks()}).strip().split(MARK)
    return tuple(pieces[0::2]), tuple(pieces[1::2])


_PARTS: dict[tuple, tuple[tuple[str, ...], tuple[str, ...]]] = {}
MOST_PARTS = 1024


def draw_part(template: str, look: tuple, context: Mapping, values: Mapping[str, str]) -> SafeString:
    """A template that is the same for many people but for `values`: it is drawn with `context` once for each `look`,
    which must say all that the context depends on, and the values are put in."""
    key = (template, get_language(), look)
    if key not in _PARTS:
        if len(_PARTS) >= MOST_PARTS:
            _PARTS.clear()
        marks = {name: mark_safe(f"{MARK}{name}{MARK}") for name in values}  # noqa: S308  our own mark
        pieces = render_to_string(template, {**context, **marks}).split(MARK)
        _PARTS[key] = tuple(pieces[0::2]), tuple(pieces[1::2])
    literals, names = _PARTS[key]
    drawn = [
        part
        for literal, name in zip(literals, names, strict=False)
        for part in (literal, _escaped(values[name]))
    ]
    return mark_safe("".join([*drawn, literals[-1]]))  # noqa: S308  as below


def forget_rows(**kwargs) -> None:
    """Forget the templates drawn, which may hold addresses that depend on the settings."""
    _parts.cache_clear()
    _PARTS.clear()


setting_changed.connect(forget_rows)


def _escaped(value: str) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


def draw_rows(template: str, rows: Iterable[Mapping[str, str]]) -> SafeString:
    """Every row by `template`, in which `r` is the row: plain values only, no tag that looks at them."""
    literals, names = _parts(template, get_language())
    drawn = []
    for row in rows:
        for literal, name in zip(literals, names, strict=False):
            drawn += (literal, _escaped(row[name]))
        drawn.append(literals[-1])
    return mark_safe("".join(drawn))  # noqa: S308  values are escaped above, the rest is the template's
