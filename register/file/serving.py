"""A private file's bytes as an answer: saved by default, shown only where that is safe."""

import re

from django.http import HttpResponse

from core.documents.models import PrivateFile
from core.ui.exports import download
from register.file.uploads import KINDS, PDF, SHOWN_INLINE

# Chromium does not open its PDF reader in a sandbox, and the reader is one itself; a picture needs nothing at all.
ALONE = "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
POLICY = {PDF: f"{ALONE}; object-src 'self'"}


def serve(kept: PrivateFile, *, name: str, inline: bool) -> HttpResponse:
    """The file under `name`, with the ending of its kind. Shown by the browser only on `inline` and for PDFs and
    pictures drawn anew; everything else is saved. Nothing in it may run, fetch or send."""
    with kept.content.open("rb") as content:
        data = content.read()
    ending = KINDS.get(kept.content_type, ("", ("bin",)))[1][0]
    title = re.sub(r"[\x00-\x1f/\\:*?\"<>|]+", " ", name).strip()
    shown = inline and kept.content_type in SHOWN_INLINE
    response = download(data, name=f"{title}.{ending}", content_type=kept.content_type, inline=shown)
    response["Content-Security-Policy"] = POLICY.get(kept.content_type, f"{ALONE}; sandbox")
    return response
