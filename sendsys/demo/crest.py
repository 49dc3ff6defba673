"""A school's crest, drawn."""

import io

from PIL import Image, ImageDraw

from core.documents.pdf import safe_image

SIDE = 360
PAPER = "#FBF9F4"


def crest_png(colour: str, emblem: str) -> bytes:
    """A shield in `colour` with an emblem: "oak", "wave" or "hill". Raises KeyError for another."""
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    _shield(draw, colour)
    EMBLEMS[emblem](draw, colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    return safe_image(out.getvalue())


def _shield(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.rounded_rectangle((40, 20, 320, 220), radius=28, fill=colour)
    draw.pieslice((40, 60, 320, 340), 0, 180, fill=colour)
    draw.line((70, 50, 290, 50), fill=PAPER, width=8)


def _oak(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.rectangle((168, 180, 192, 280), fill=PAPER)
    for x, y, r in ((180, 130, 55), (130, 165, 42), (230, 165, 42)):
        draw.ellipse((x - r, y - r, x + r, y + r), fill=PAPER)


def _wave(draw: ImageDraw.ImageDraw, colour: str) -> None:
    for y in (110, 165, 220):
        for x in range(80, 280, 80):
            draw.arc((x - 20, y, x + 40, y + 50), 180, 360, fill=PAPER, width=14)


def _hill(draw: ImageDraw.ImageDraw, colour: str) -> None:
    draw.polygon(((80, 240), (160, 110), (240, 240)), fill=PAPER)
    draw.polygon(((170, 240), (225, 160), (280, 240)), fill=PAPER)
    draw.ellipse((225, 80, 265, 120), fill=PAPER)


EMBLEMS = {"oak": _oak, "wave": _wave, "hill": _hill}
