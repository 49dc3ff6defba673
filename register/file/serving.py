"""A private file's bytes as an answer: saved by default, shown only where that is safe."""

import re

from django.http import HttpResponse

from core.documents.models import PrivateFile
from core.ui.exports import download
from register.file.uploads import KINDS, SHOWN_INLINE

# Nothing of the file may run, fetch, send or be framed; a browser's own PDF reader opens in the sandbox too.
POLICY = (
    "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)


def serve(kept: PrivateFile, *, name: str, inline: bool) -> HttpResponse:
    """The file under `name`, with the ending of its kind. Shown by the browser only on `inline` and for PDFs and
    pictures drawn anew; everything else is saved."""
    with kept.content.open("rb") as content:
        data = content.read()
    ending = KINDS[kept.content_type][1][0] if kept.content_type in KINDS else kept.name.rpartition(".")[2]
    title = re.sub(r"[\x00-\x1f/\\:*?\"<>|]+", " ", name).strip()
    shown = inline and kept.content_type in SHOWN_INLINE
    response = download(data, name=f"{title}.{ending}", content_type=kept.content_type, inline=shown)
    response["Content-Security-Policy"] = POLICY
    return response
