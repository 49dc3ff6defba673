"""Small pictures to upload."""

import io

from PIL import Image, ImageDraw


def picture(width: int, height: int, form: str, **options) -> bytes:
    """A drawn disc, as a file of the format `form` ("PNG", "JPEG", "GIF")."""
    out = io.BytesIO()
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).ellipse(
        (width // 10, height // 10, width * 9 // 10, height * 9 // 10), fill="black"
    )
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(width: int, height: int, **options) -> bytes:
    return picture(width, height, "JPEG", **options)
