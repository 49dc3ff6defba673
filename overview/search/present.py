"""What was found, as finished strings: by child, then by kind, each with its day and the words in sight."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from core.accounts.roles import ROLE_TABLE
from core.schools.labels import DEFAULTS
from core.ui.context import PLACES
from core.ui.present import day
from ehcp.enums import Letter
from overview.search.asking import Asked, pattern_of_stem, snippet
from overview.search.queries import LAST_PAGE, Finds, Found
from register.enums import ConversationKind, EventKind, NeedType
from register.models import Pupil
from register.names import search_key


def _numbered(words) -> Callable[[str], str]:
    return lambda title: f"{words} {title}"


def _of(words) -> Callable[[str], str]:
    return lambda title: f"{words}: {title}" if title else str(words)


def _section(title: str) -> str:
    return _("Section %(letter)s, %(name)s") % {"letter": title, "name": Letter(title).label.lower()}


def _choice(choices) -> Callable[[str], str]:
    return lambda title: str(choices(title).label)


# part of a kind → what it is called, from its title; where it opens
PARTS: dict[str, tuple[Callable[[str], str], str]] = {
    "document": (str, "file:document"),
    "plan": (_numbered(_l("Plan, cycle")), "plans:plan"),
    "target": (_numbered(_l("Plan, target")), "plans:plan"),
    "note": (_of(_l("Note in the margin of a plan")), "plans:plan"),
    "profile": (_of(_l("Profile")), "profiles:profile"),
    "talk": (_choice(ConversationKind), "file:file"),
    "section": (_section, "ehc:version"),
    "ehc-need": (_numbered(_l("Section B, need")), "ehc:version"),
    "ehc-outcome": (_numbered(_l("Section E, outcome")), "ehc:version"),
    "ehc-provision": (_section, "ehc:version"),
    "report": (_of(_l("Report")), "reports:report"),
    "advice": (lambda _title: _("Advice"), "advice:pupil"),
    "concern": (_of(_l("Concern")), "concerns:concern"),
    "support": (_of(_l("Extra support")), "concerns:support"),
    "event": (_choice(EventKind), "concerns:pupil"),
    "need": (lambda title: _of(_l("Need"))(NeedType(title).label), "needs:needs"),
    "strengths": (_of(_l("Strengths and interests")), "needs:needs"),
    "diagnosis": (_of(_l("Diagnosis")), "needs:needs"),
    "assessment": (_of(_l("Assessment")), "needs:assessments"),
    "voice": (_of(_l("What the child said")), "voice:voices"),
}


def marked(pieces) -> SafeString:
    """Pieces of a snippet with what was looked for marked; everything escaped."""
    drawn = (
        format_html("<mark>{}</mark>", words) if found else conditional_escape(words)
        for words, found in pieces
    )
    return format_html_join("", "{}", ((piece,) for piece in drawn))


def entry(found: Found, finds: Finds, asked: Asked, slug: str) -> dict:
    """One find in the terms of search/_entry.html."""
    named, url_name = PARTS[found.part]
    patterns = [*asked.patterns, *(pattern_of_stem(stem) for stem in found.stems)]
    return {
        "what": named(found.title), "kind": str(finds.kind.label) if found.part == "document" else "",
        "when": day(found.day) if found.day else "", "url": reverse(url_name, args=[slug, found.target]),
        "words": marked(snippet(found.body, patterns)),
    }  # fmt: skip


def by_pupil(finds: list[Finds], asked: Asked, slug: str) -> list[dict]:
    """Finds of all kinds under the children they are about: who has the newest first, then kind by kind."""
    rows: dict[int, list[tuple[Found, Finds]]] = {}
    for one in finds:
        for found in one.rows:
            rows.setdefault(found.pupil_key, []).append((found, one))
    groups = sorted(
        rows.values(), key=lambda group: max(found.day or dt.date.min for found, _one in group), reverse=True
    )
    return [_group(group, asked, slug) for group in groups]


def _group(group: list[tuple[Found, Finds]], asked: Asked, slug: str) -> dict:
    first = group[0][0]
    return {
        "name": first.name, "klass": first.klass, "left": first.left,
        "url": reverse("overview:pupil", args=[slug, first.pupil_reference]),
        "entries": [entry(found, one, asked, slug) for found, one in group],
    }  # fmt: skip


def pupil_rows(pupils: list[Pupil]) -> list[dict]:
    """Children who were found by name."""
    return [
        {"name": p.name, "url": p.get_absolute_url(), "klass": p.class_name, "left": p.left_on is not None}
        for p in pupils
    ]


def pages_found(school, user, asked: Asked) -> list[dict]:
    """Pages of the side bar that the person may open and whose names hold every word."""
    allowed = {one for role in user.roles_at(school.pk) for one in ROLE_TABLE[role].permissions}
    found = []
    for place in PLACES:
        for page in place.pages:
            label = school.label(page.label) if page.label in DEFAULTS else page.label
            key = search_key(label, place.label)
            if (page.needs is None or page.needs in allowed) and all(
                search_key(word) in key for word in asked.words
            ):
                found.append(
                    {"label": label, "url": reverse(page.url_name, args=[school.slug]), "icon": place.icon}
                )
    return found if asked.words else []


def pills(finds: list[Finds], pupils: int, chosen: str, asked: Asked, *, more_pupils: bool) -> list[dict]:
    """The kinds of which something was found, each a link to all of it."""
    shown = [("", _("All"), "")]
    shown += [("pupils", _("Pupils"), _count(pupils, more=more_pupils))] if pupils else []
    shown += [
        (one.kind.key, str(one.kind.label), _count(len(one.rows), more=one.more)) for one in finds if one.rows
    ]
    return [
        {"label": label, "count": count, "url": address(asked, key), "current": key == chosen}
        for key, label, count in shown
    ]


def _count(many: int, *, more: bool) -> str:
    return f"{many}{'+' if more else ''}"


def address(asked: Asked, kind: str = "", page: int = 1) -> str:
    """The search for the same words, of one kind, at one page."""
    query = (
        {"q": asked.text, "all": "1"}
        | ({"kind": kind} if kind else {})
        | ({"page": page} if page > 1 else {})
    )
    return f"?{urlencode(query)}"


def pager(asked: Asked, kind: str, page: int, *, more: bool) -> dict:
    """Links to the pages before and after; "" where there is none."""
    return {
        "before_url": address(asked, kind, page - 1) if page > 1 else "",
        "after_url": address(asked, kind, page + 1) if more and page < LAST_PAGE else "",
    }  # fmt: skip


def empty(asked: Asked, *, whole: bool) -> str:
    """What stands where nothing was found, and what to do; `whole` says whether more than names was searched."""
    if asked.too_short:
        return _("Type at least two letters.")
    if not asked.text:
        return (
            _("Type a name, or words that stand in a child’s records.")
            if whole
            else _("Type part of a name.")
        )
    if whole:
        return _("Nothing that you may open holds all of these words. Try fewer words, or a part of one.")
    return _("Nobody you may see has that in the name. Try a part of it.")
