"""Charts drawn once, for page and paper: the same SVG stands in HTML and in a document made by WeasyPrint.

No style element or attribute, so that the strict policy of pages holds: presentation attributes dress it on paper, and
`static/css/4-charts.css` gives the same parts the page's tokens, dark ones included. A number is always written beside
its mark, a hidden one is a dashed stub with its words, and what is stacked differs by tone and by pattern, so that a
grey print says as much. A table with the same numbers always stands beside a chart.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import fontpkg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from PIL import ImageFont

FAMILY = "Atkinson Hyperlegible"
WIDTH = 500  # units of the drawing; one is a pixel where there is room
SIZE, LINE = 17, 21  # at 390 px a page has 358 px for it, which leaves letters of 12.2 px
STUB, MARK, GAP, TALL = 30, 22, 8, 150
GUTTER, BESIDE = 216, 150  # the most that labels and the words beside a bar may take

INK, INK_2, EDGE = "#172033", "#4d5566", "#857f72"
FIGURE_1, FIGURE_2, PALE, PALEST = "#24365c", "#7081ac", "#c3ccdf", "#eef0f5"


@dataclass(frozen=True, slots=True)
class Bar:
    """One mark: what it is of, how large (None: hidden), and the words written beside it."""

    label: str
    value: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Tone:
    """A fill: its class and colour, and the class, colour and path of the pattern laid over it (none: solid)."""

    name: str
    colour: str
    over: str = ""
    over_colour: str = ""
    path: str = ""


SOLID = Tone("c-one", FIGURE_1)
HATCHED = Tone("c-two", FIGURE_2, "c-cut", "#ffffff", "M-2 10L10 -2M6 10L10 6M-2 2L2 -2")
DOTTED = Tone("c-pale", PALE, "c-one-line", FIGURE_1, "M2 2h0.1M6 6h0.1")
BARRED = Tone("c-palest", PALEST, "c-one-line", FIGURE_1, "M0 4H8")
PLAIN = Tone("c-palest", PALEST)
# Depth grows with place, as it does with support: the last key is the solid one.
TONES = {
    1: (SOLID,),
    2: (HATCHED, SOLID),
    3: (DOTTED, HATCHED, SOLID),
    4: (PLAIN, DOTTED, HATCHED, SOLID),
    5: (PLAIN, BARRED, DOTTED, HATCHED, SOLID),
}


def columns(title: str, bars: list[Bar], *, about: str = "") -> SafeString:
    """Upright bars, their words above and labels below; they lie down where the words would not fit side by side.

    `about` says in one sentence what is to be seen.
    """
    if not bars or not _stand(bars):
        return rows(title, bars, about=about)
    slot = WIDTH / len(bars)
    foot, parts = _room(bars, slot), []
    most = max(_size(bar) for bar in bars) or 1
    for place, bar in enumerate(bars):
        middle, wide = slot * (place + 0.5), min(slot * 0.74, 76)
        tall = STUB if bar.value is None else _size(bar) / most * TALL
        parts.append(_block(middle - wide / 2, foot - tall, wide, tall, bar))
        parts.append(_over(bar, place, foot - tall, slot))
        parts.append(_under(bar, place, foot, slot))
    parts.append(_line(0, foot, WIDTH, foot))
    return _drawn(title, about, bars, parts, foot + _depth(bars, slot))


def rows(title: str, bars: list[Bar], *, about: str = "") -> SafeString:
    """Lying bars with labels before and words behind them; long labels wrap, and the gutter is as wide as they need."""
    if not bars:
        return _drawn(title, about, bars, [_lines(["Nothing to show."], 0, LINE / 2)], LINE)
    gutter = min(max(_long(bar.label) for bar in bars), GUTTER)
    left = gutter + 10
    behind = min(max(_long(bar.shown, bold=True) for bar in bars), BESIDE)
    room, y, parts = WIDTH - left - GAP - behind, 0.0, []
    most = max(_size(bar) for bar in bars) or 1
    for bar in bars:
        label, shown = _wrapped(bar.label, gutter), _wrapped(bar.shown, max(behind, 1), bold=True)
        deep = max(len(label), len(shown)) * LINE + 13
        middle = y + deep / 2
        wide = STUB if bar.value is None else _size(bar) / most * room
        parts.append(_lines(label, gutter, middle, anchor="end"))
        parts.append(_block(left, middle - MARK / 2, wide, MARK, bar))
        parts.append(_lines(shown, left + wide + GAP, middle, strong=bar.value is not None))
        y += deep
    parts.append(_line(left, 0, left, y))
    return _drawn(title, about, bars, parts, y)


def trend(title: str, points: list[Bar], *, about: str = "") -> SafeString:
    """Points over time joined by a line, which breaks where one is hidden; as rows where the labels would not fit."""
    if not points or not _stand(points):
        return rows(title, points, about=about)
    slot = WIDTH / len(points)
    foot, parts = _room(points, slot), []
    most = max(_size(point) for point in points) or 1
    at = [(slot * (place + 0.5), foot - _size(point) / most * TALL) for place, point in enumerate(points)]
    for (one, start), (other, end) in pairwise(zip(points, at, strict=True)):
        if one.value is not None and other.value is not None:
            parts.append(_line(*start, *end, name="c-one-line", colour=FIGURE_1, width=3))
    for place, (point, (x, y)) in enumerate(zip(points, at, strict=True)):
        if point.value is None:
            parts.append(_block(x - STUB / 2, foot - STUB, STUB, STUB, point))
        else:
            parts.append(f'<circle class="c-one" cx="{_n(x)}" cy="{_n(y)}" r="6" fill="{FIGURE_1}"/>')
        parts.append(_over(point, place, (foot - STUB if point.value is None else y - 5), slot))
        parts.append(_under(point, place, foot, slot))
    parts.append(_line(0, foot, WIDTH, foot))
    return _drawn(title, about, points, parts, foot + _depth(points, slot))


def stacked(title: str, rows: list[tuple[str, list[Bar]]], keys: list[str], *, about: str = "") -> SafeString:
    """One bar a row, parted by `keys` (one to five; each row has a Bar for every key, in their order).

    Depth of tone grows with the place of a key: put "EHC plan" after "SEN support". Raises ValueError when a row has
    not as many bars as there are keys, or for more than five keys.
    """
    if len(keys) not in TONES or any(len(bars) != len(keys) for _label, bars in rows):
        raise ValueError("A stacked chart has one to five keys, and in each row one bar for each of them.")
    tones, ident = TONES[len(keys)], _ident(title, [(label, bars) for label, bars in rows])
    parts = [_patterns(tones, ident)]
    legend, y = _flow(list(zip(tones, keys, strict=True)), ident, 0)
    parts += legend
    most = max((sum(_size(bar) for bar in bars) for _label, bars in rows), default=0) or 1
    stubs = max((sum(bar.value is None for bar in bars) for _label, bars in rows), default=0)
    scale = (WIDTH - len(keys) * 2 - stubs * STUB) / most
    for label, bars in rows:
        head = _wrapped(label, WIDTH, bold=True)
        parts.append(_lines(head, 0, y + 14 + len(head) * LINE / 2, strong=True))
        y += 14 + len(head) * LINE + 4
        parts += _parted(bars, tones, ident, y, scale)
        told = [
            (None, f"{key}: {bar.shown}") if bar.value is None else (tone, bar.shown)
            for tone, key, bar in zip(tones, keys, bars, strict=True)
        ]
        below, y = _flow(told, ident, y + MARK + 6)
        parts += below
    told = [
        Bar(f"{label}, {key}", bar.value, bar.shown)
        for label, bars in rows
        for key, bar in zip(keys, bars, strict=True)
    ]
    return _drawn(title, about, told, parts, y, ident=ident)


def _parted(bars, tones, ident, y, scale) -> list[str]:
    parts, x = [], 0.0
    for bar, tone in zip(bars, tones, strict=True):
        wide = STUB if bar.value is None else _size(bar) * scale
        parts.append(_block(x, y, wide, MARK, bar, tone=tone, ident=ident))
        x += wide + 2 if wide else 0
    return parts


def _flow(things, ident, y) -> tuple[list[str], float]:
    """Swatches with words, one after another and on as many lines as they need; and where the next thing may stand."""
    parts, x = [], 0.0
    for tone, words in things:
        lines = _wrapped(words, WIDTH - 24)
        wide = 22 + max(_long(line) for line in lines) + 20
        if x and x + wide - 20 > WIDTH:
            x, y = 0.0, y + LINE + 4
        parts.append(_swatch(tone, x, y + 3, ident))
        parts.append(_lines(lines, x + 22, y + len(lines) * LINE / 2, strong=False))
        x, y = x + wide, y + (len(lines) - 1) * LINE
    return parts, y + LINE + 4


def _swatch(tone: Tone | None, x: float, y: float, ident: str) -> str:
    return _block(x, y, 15, 15, Bar("", None if tone is None else 1, ""), tone=tone or SOLID, ident=ident)


def _block(x, y, wide, tall, bar, *, tone=SOLID, ident="") -> str:
    """The mark of a bar: filled by its tone, or dashed when the number is hidden; nothing for nought."""
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(tall)}" rx="2"'
    if bar.value is None:
        inner = f'x="{_n(x + 1)}" y="{_n(y + 1)}" width="{_n(wide - 2)}" height="{_n(tall - 2)}" rx="2"'
        return f'<rect class="c-stub" {inner} fill="none" stroke="{INK_2}" stroke-width="1.5" stroke-dasharray="4 3"/>'
    if wide <= 0 or tall <= 0:
        return ""
    drawn = f'<rect class="{tone.name}" {place} fill="{tone.colour}"/>'
    if tone.path:
        drawn += f'<rect {place} fill="url(#{ident}-{_kind(tone)})"/>'
    if tone in (PLAIN, BARRED, DOTTED):
        drawn += f'<rect class="c-one-line" {place} fill="none" stroke="{FIGURE_1}" stroke-width="1"/>'
    return drawn


def _patterns(tones, ident: str) -> str:
    drawn = [
        f'<pattern id="{ident}-{_kind(tone)}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="{tone.over}" d="{tone.path}" fill="none" stroke="{tone.over_colour}" stroke-width="'
        f'{"2.4" if tone is DOTTED else "1.6"}" stroke-linecap="{"round" if tone is DOTTED else "butt"}"/></pattern>'
        for tone in tones
        if tone.path
    ]
    return f"<defs>{''.join(drawn)}</defs>" if drawn else ""


def _kind(tone: Tone) -> str:
    return {HATCHED: "hatch", DOTTED: "dots", BARRED: "bars"}[tone]


def _stand(bars) -> bool:
    """Whether the words of each mark stand clear of those of the next, labels and what is shown alike."""
    slot = WIDTH / len(bars)
    for kind, bold in ((_label, False), (_words, True)):
        lines = [kind(bar, slot) for bar in bars]
        wide = [max(_long(line, bold=bold) for line in each) for each in lines]
        at = [_centre(slot, place, long) for place, long in enumerate(wide)]
        if any(
            b - a < (long + other) / 2 + 4 for (a, long), (b, other) in pairwise(zip(at, wide, strict=True))
        ):
            return False
    return True


def _label(bar, slot) -> list[str]:
    return _wrapped(bar.label, _slot(bar.label, slot))


def _words(bar, slot) -> list[str]:
    return _wrapped(bar.shown, _slot(bar.shown, slot), bold=True)


def _slot(text, slot) -> float:
    """A slot, or as wide as the text's longest word, which may reach over it where the neighbours are short."""
    return max([slot - 4, *(_long(word, bold=True) for word in text.split())])


def _centre(slot, place, wide) -> float:
    """The middle of a mark's words: over the mark, or as near as the edges of the drawing let them stand."""
    return min(max(slot * (place + 0.5), wide / 2), WIDTH - wide / 2)


def _room(bars, slot) -> float:
    """Where the base line of upright marks lies: under the tallest of them and the words above it."""
    return max(len(_words(bar, slot)) for bar in bars) * LINE + 6 + TALL


def _depth(bars, slot) -> float:
    return max(len(_label(bar, slot)) for bar in bars) * LINE + 10


def _over(bar, place, y, slot) -> str:
    lines = _words(bar, slot)
    x = _centre(slot, place, max(_long(line, bold=True) for line in lines))
    return _lines(lines, x, y - 4 - len(lines) * LINE / 2, anchor="middle", strong=bar.value is not None)


def _under(bar, place, foot, slot) -> str:
    lines = _label(bar, slot)
    x = _centre(slot, place, max(_long(line) for line in lines))
    return _lines(lines, x, foot + 7 + len(lines) * LINE / 2, anchor="middle", name="c-quiet", colour=INK_2)


def _lines(lines, x, middle, *, anchor="start", strong=False, name="c-word", colour=INK) -> str:
    """Lines of text about the height `middle`; the letters' own middle lies a third of their size above the base."""
    first = middle - (len(lines) - 1) * LINE / 2 + SIZE * 0.34
    weight = ' font-weight="700"' if strong else ""
    return "".join(
        f'<text class="{name}" x="{_n(x)}" y="{_n(first + place * LINE)}" text-anchor="{anchor}" fill="{colour}"'
        f' font-size="{SIZE}"{weight}>{escape(line)}</text>'
        for place, line in enumerate(lines)
    )


def _line(x, y, to_x, to_y, *, name="c-axis", colour=INK, width=1.2) -> str:
    return (
        f'<line class="{name}" x1="{_n(x)}" y1="{_n(y)}" x2="{_n(to_x)}" y2="{_n(to_y)}"'
        f' stroke="{colour}" stroke-width="{width}"/>'
    )


def _drawn(title, about, bars, parts, tall, *, ident="") -> SafeString:
    """The whole picture. Its title, which on paper is its text for who cannot see it, says what is to be seen in it;
    the description tells every number."""
    ident = ident or _ident(title, bars)
    said = f"{title}. {about}" if about else title
    told = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars) or "Nothing to show."
    return mark_safe(  # noqa: S308 - every text in it went through escape
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {_n(tall)}" width="{WIDTH}"'
        f' height="{_n(tall)}" role="img" aria-labelledby="{ident}-t" aria-describedby="{ident}-d"'
        f' font-family="{FAMILY}"><title id="{ident}-t">{escape(said)}</title>'
        f'<desc id="{ident}-d">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def _ident(title, bars) -> str:
    """What the parts of this chart are called in a page: from what it shows, so that the same data give the same page."""
    return "chart-" + hashlib.sha256(repr((title, bars)).encode()).hexdigest()[:12]


def _size(bar: Bar) -> float:
    return max(float(bar.value or 0), 0.0)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


@lru_cache(maxsize=2)
def _face(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fontpkg.path(FAMILY, weight=700 if bold else 400, style="normal")), 100)


@lru_cache(maxsize=4096)
def _long(text: str, *, bold: bool = False) -> float:
    """How wide a text is in the chart's letters, in units of the drawing, with a little to spare."""
    return _face(bold).getlength(text) * SIZE * 1.02 / 100


def _wrapped(text: str, wide: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `wide`; a word that is too long for a line is cut."""
    lines = [""]
    for piece in [piece for word in text.split() for piece in _pieces(word, wide, bold)]:
        grown = f"{lines[-1]} {piece}".strip()
        if _long(grown, bold=bold) <= wide:
            lines[-1] = grown
        else:
            lines.append(piece)
    return [line for line in lines if line] or [""]


def _pieces(word: str, wide: float, bold: bool):
    """The word whole where it fits, or in pieces that do."""
    while _long(word, bold=bold) > wide and len(word) > 1:
        kept = next((n for n in range(len(word) - 1, 1, -1) if _long(word[:n], bold=bold) <= wide), 1)
        yield word[:kept]
        word = word[kept:]
    yield word
