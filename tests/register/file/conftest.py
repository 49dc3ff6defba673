import datetime as dt
import io
import zipfile

import pytest
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def school(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def pupil(cast, school):
    return cast.own.pupil


def pdf(change=None, **encrypt) -> bytes:
    """A PDF of one page; `change(writer)` may add to it."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if change:
        change(writer)
    if encrypt:
        writer.encrypt(**encrypt)
    writer.write(out)
    return out.getvalue()


def packed(**files) -> bytes:
    """A ZIP of files, name → text or bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as holder:
        for name, text in files.items():
            holder.writestr(name, text)
    return out.getvalue()


def docx(**more) -> bytes:
    return packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def odt(**more) -> bytes:
    return packed(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>", **more})


def picture(form: str, size=(40, 30), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **options)
    return out.getvalue()
