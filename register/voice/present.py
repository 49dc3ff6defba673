"""What a child said, as pages, plans and documents quote it."""

import datetime as dt

from django.utils.translation import gettext as _

from core.ui.present import day_in, state
from register.enums import VoiceKind
from register.models import Voice
from register.voice.questions import FACES, WANTED


def quotes(voice: Voice) -> list[dict]:
    """The answers in order, in the terms of voice/_quotes.html: "ask", "said" in the child's own words, "face_key" and
    "face_word", the word that stood under the face ("" where no face was chosen)."""
    return [_quote(voice.kind, answer) for answer in voice.answers]


def _quote(kind: str, answer: dict) -> dict:
    quote = {"ask": answer["ask"], "said": answer["said"], "face_key": answer["face"], "face_word": ""}
    if answer["face"] and kind == VoiceKind.QUESTIONNAIRE:
        return quote | {
            "said": "",
            "face_word": answer["said"],
        }  # the faces of a statement say yes, sometimes or no
    return quote | {"face_word": str(FACES.get(answer["face"], ""))}


def voice_line(voice: Voice, today: dt.date) -> dict:
    """One time of asking, in the terms of voice/voices.html."""
    return {
        "reference": voice.reference, "when": day_in(voice.on, today), "kind": voice.get_kind_display(),
        "with_whom": voice.with_whom, "quotes": quotes(voice), "own_targets": voice.own_targets,
        "supported": supported_chip(voice.feels_supported),
    }  # fmt: skip


def supported_chip(feels_supported: bool | None):
    """Whether the child feels helped enough, as a chip; None where that was not asked."""
    if feels_supported is None:
        return None
    return state("done", _("Gets enough help")) if feels_supported else state("soon", _("Wants more help"))


def voice_text(voice: Voice, most: int = 2000) -> str:
    """The child's words as plain text, a line for each answer, for a plan: whole lines of at most `most` characters
    in all. A face without words is told by its word."""
    told = [_spoken(quote) for quote in quotes(voice)]
    if voice.own_targets:
        told.append(f"{WANTED} “{_one_line(voice.own_targets)}”")
    kept, length = [], 0
    for line in told:
        length += len(line) + 1
        if length > most + 1:
            break
        kept.append(line)
    return "\n".join(kept)


def _spoken(quote: dict) -> str:
    words = f"“{_one_line(quote['said'])}”" if quote["said"] else ""
    both = " ".join(part for part in (quote["face_word"], words) if part)
    ask = quote["ask"]
    return f"{ask} {both}" if ask.endswith((".", "?", "!")) else f"{ask}: {both}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
