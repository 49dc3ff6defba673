"""Words of sessions: a day's list and its open card, what was missed, one child's sessions."""

import datetime as dt
from functools import lru_cache

from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apdr.enums import CHILD_REASONS, NOT_HELD_REASONS, Came, Missed, Rating
from apdr.sessions.forms import CardForm, name_of
from apdr.sessions.queries import Child, Mark, Occasion, PupilSession
from core.ui.present import clock, day, state
from core.ui.templatetags.ui import icon
from register.enums import Pronouns
from register.letters.forms import PRONOUNS_OF
from register.letters.words import FORMS

CHECKED = mark_safe(" checked")
CAME_ICONS = {Came.CAME: "check-lg", Came.PART: "hourglass-split", Came.ABSENT: "x-lg"}


def at_words(at: dt.time) -> str:
    """A time of the school day as staff say it: "9.15", "1.30"."""
    return f"{at.hour % 12 or 12}.{at.minute:02}"


def at_key(at: dt.time) -> str:
    """The same in an address: "0915"."""
    return f"{at:%H%M}"


def record_url(slug: str, reference: str, on: dt.date, at: dt.time) -> str:
    """Where the session of a provision (by reference) on a day at a time is recorded or corrected."""
    return _address(slug).format(reference, on.isoformat(), at_key(at))


@lru_cache(maxsize=512)
def _address(slug: str) -> str:
    """The address of a session of that school, with places for its three parts: a list asks for many."""
    parts = ("-reference-", "-on-", "-at-")
    address = reverse("sessions:record", args=[slug, *parts])
    for part in parts:  # from the right: a school's own part of the address may hold the same letters
        before, _part, after = address.rpartition(part)
        address = f"{before}{{}}{after}"
    return address


def and_list(words: list[str]) -> str:
    """ "Jayden, Ella and Noor"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def who_of(one: Occasion) -> str:
    """The children by first name, as far as the reader may know of them: "Jayden, Ella and 1 other"."""
    named = [child.first for child in one.children if child.named]
    others = len(one.children) - len(named)
    if not others:
        return and_list(named)
    word = (
        ngettext("%(n)d other", "%(n)d others", others)
        if named
        else ngettext("%(n)d child", "%(n)d children", others)
    )
    return and_list([*named, word % {"n": others}])


def pronouns_of(sex: str) -> tuple[str, str]:
    """(he, his), (she, her); (they, their) where the school's list does not say."""
    they, _them, their, *_rest = FORMS[PRONOUNS_OF.get(sex, Pronouns.THEY)]
    return they, their


def rating_word(rating: int, sex: str = "") -> str:
    """A rating as a tap says it: "On his own"."""
    if rating == Rating.ALONE:
        return _("On %(their)s own") % {"their": pronouns_of(sex)[1]}
    return str(Rating(rating).label)


def day_page(
    found: list[Occasion], opened: Occasion | None, slug: str, *, form: CardForm | None, tail: str
) -> dict:
    """Context of a day's list: bars, the row before the card, the card, the rows after it. `tail` is the rest of an
    address ("?all=1")."""
    done = [one for one in found if one.complete]
    place = found.index(opened) if opened in found else 0
    before = [one for one in found[:place] if one.complete][-1:]
    waiting = [one for one in found if not one.complete and one is not opened]
    after = [one for one in done if one is not opened and not any(one is other for other in before)]
    return {
        "bars": [{"klass": "done" if one.complete else "now" if one is opened else ""} for one in found],
        "counted": _("%(done)d of %(all)d recorded") % {"done": len(done), "all": len(found)},
        "before": [_done_row(one, slug, tail) for one in before],
        "waiting": [_waiting_row(one, slug, tail, first=one is waiting[0]) for one in waiting],
        "done": [_done_row(one, slug, tail) for one in after],
        "card": card(opened, form, found, slug, tail) if opened and form else None,
    }  # fmt: skip


def _row(one: Occasion, slug: str, tail: str) -> dict:
    url = record_url(slug, one.reference, one.on, one.at) + tail
    return {"at": at_words(one.at), "who": who_of(one), "url": url}


def _done_row(one: Occasion, slug: str, tail: str) -> dict:
    """A session that is written down, for sessions/_done.html."""
    chip = _plain_chip(get_language(), _("Recorded") if one.recorded and one.recorded.held else _("Not held"))
    return _row(one, slug, tail) | {
        "chip": chip,
        "adult": "" if one.mine or not one.adult else f" ({one.adult})",
    }


def _waiting_row(one: Occasion, slug: str, tail: str, *, first: bool) -> dict:
    """A session that is not, for sessions/_waiting.html."""
    adult = "" if one.mine or not one.adult else format_html(' <span class="ink-2">({})</span>', one.adult)
    after = format_html('<span class="ink-2">{}</span>', _("Next")) if first else ""
    return _row(one, slug, tail) | {"title": one.title, "adult": adult, "next": after}


@lru_cache(maxsize=16)
def _plain_chip(_language: str, words: str) -> SafeString:
    look = {"state": state("done", words), "plain": True}
    return mark_safe(render_to_string("components/chip.html", look).strip())  # noqa: S308  a template's own escaping


@lru_cache(maxsize=32)
def _tap_icon(name: str) -> SafeString:
    """The icon of a tap: bars for a rating, a sprite's icon else, nothing for none."""
    if name.startswith("reception-"):
        return mark_safe(render_to_string("sessions/_bars.html", {"level": name[-1]}).strip())  # noqa: S308  as above
    return icon(name) if name else ""


def forget_looks(**kwargs) -> None:
    """Forget what was drawn: the address of the icons depends on the settings of static files."""
    for kept in (_address, _plain_chip, _tap_icon):
        kept.cache_clear()


setting_changed.connect(forget_looks)


def card(one: Occasion, form: CardForm, found: list[Occasion], slug: str, tail: str) -> dict:
    """The open card: its head, its children, the taps."""
    children = [_child(child, form, alone=len(form.children) == 1) for child in form.children]
    return {
        "who": who_of(one), "alone": len(children) == 1, "children": children, "at": at_words(one.at), "title": one.title,
        "place": _("%(n)d of %(all)d") % {"n": found.index(one) + 1, "all": len(found)} if one in found else "",
        "day": day(one.on), "url": record_url(slug, one.reference, one.on, one.at) + tail,
        "minutes": _box(form, "minutes", _minutes_label(one)), "line": _box(form, "line", _("A line about the session")),
        "extra": not one.planned, "recorded": one.recorded, "told": _told(one),
        "off": _off(form), "others": _others(len(one.children) - len(children)),
    }  # fmt: skip


@lru_cache(maxsize=8)
def _came_options(_language: str) -> list[tuple]:
    return [(c.value, str(c.label), CAME_ICONS[c]) for c in Came]


@lru_cache(maxsize=8)
def _why_options(_language: str) -> list[tuple]:
    return [(reason.value, str(reason.label)) for reason in CHILD_REASONS]


@lru_cache(maxsize=64)
def _rating_options(_language: str, sex: str) -> list[tuple]:
    return [(r.value, rating_word(r, sex), f"reception-{r.value}") for r in Rating]


def _off(form: CardForm) -> dict:
    reasons = [("", _("It was held")), *((why, why.label) for why in NOT_HELD_REASONS)]
    said = form["not_held_why"].value() or form["minutes"].value() or form.errors.get("minutes")
    return {
        "open": bool(said),
        "taps": _taps(form, "not_held_why", reasons),
        "errors": form.errors.get("not_held_why", []),
    }


def _others(hidden: int) -> str:
    words = ngettext("%(n)d other child is recorded by whoever takes them.",
                     "%(n)d other children are recorded by whoever takes them.", hidden)  # fmt: skip
    return words % {"n": hidden} if hidden else ""


def _minutes_label(one: Occasion) -> str:
    if one.planned:
        return _("How long it lasted, if not %(n)d minutes") % {"n": one.planned}
    return _("How many minutes did it last?")


def _told(one: Occasion) -> str:
    if not one.recorded:
        return ""
    at = timezone.localtime(one.recorded.at)
    return _("Recorded by %(who)s, %(day)s at %(at)s") % {
        "who": one.recorded.by,
        "day": day(at.date()),
        "at": clock(at),
    }


def _child(child: Child, form: CardForm, *, alone: bool) -> dict:
    they, _their = pronouns_of(child.sex)
    return {
        "name": child.first, "full": f"{child.first} {child.last}".strip(), "reference": child.reference,
        "target": child.target,
        "ask_came": _("Did %(they)s come?") % {"they": they}, "ask_how": _("How did %(they)s do?") % {"they": they},
        "ask_why": _("Why did %(they)s miss it, or part of it?") % {"they": they},
        "came": _taps(form, name_of(child, "came"), _came_options(get_language())),
        "why": _taps(form, name_of(child, "why"), _why_options(get_language())),
        "rating": _taps(form, name_of(child, "rating"), _rating_options(get_language(), child.sex)),
        "minutes": _box(form, name_of(child, "minutes"), _("Minutes %(they)s had, if not half") % {"they": they}),
        "value": _box(form, name_of(child, "value"), _("How many? The aim is %(aim)s") % {"aim": number(child.aim)})
        if child.aim is not None else None,
        "line": _box(form, name_of(child, "line"), _("A line, if you like")),
        "errors": [e for part in ("came", "why", "rating") for e in form.errors.get(name_of(child, part), [])],
        "more": not alone and any(form[name_of(child, part)].value() or form.errors.get(name_of(child, part))
                                  for part in ("line", "value")),
    }  # fmt: skip


def _taps(form: CardForm, name: str, options) -> list[dict]:
    """Rows of sessions/_tap.html. `options`: value, label and perhaps an icon."""
    chosen = str(form[name].value() or "")
    return [
        {"name": name, "id": f"{name}-{value}", "value": value, "label": label,
         "icon": _tap_icon(more[0] if more else ""), "checked": CHECKED if str(value) == chosen else ""}
        for value, label, *more in options
    ]  # fmt: skip


def _box(form: CardForm, name: str, label: str) -> dict:
    value = form[name].value()
    return {
        "name": name,
        "id": f"id_{name}",
        "label": label,
        "value": number(value),
        "errors": form.errors.get(name, []),
    }


def number(value) -> str:
    """A count without noughts that say nothing: "12", "12.5"; what was typed as it was typed."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value}"


def problems(form: CardForm) -> list[dict]:
    """Every error of the card with what it is about, in the order of the fields, for the summary above it."""
    found = [{"id": "", "message": message} for message in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name in form.fields:
            first = {"came": f"-{Came.CAME}", "why": f"-{Missed.AWAY}", "rating": "-1"}.get(
                name.rpartition("-")[2]
            )
            found += [
                {"id": f"{name}{first}" if first else f"id_{name}", "message": message} for message in errors
            ]
    return found


def mark_words(mark: Mark | None, not_held: str = "", sex: str = "") -> str:
    """What was recorded of one child in a line: "Came, mostly", "Part of it (8 minutes), with help", "Did not: away"."""
    if mark is None:
        return (
            _("Not held: %(why)s") % {"why": str(Missed(not_held).label).lower()}
            if not_held
            else _("Not recorded")
        )
    if mark.came == Came.ABSENT:
        return _("Did not come: %(why)s") % {"why": str(Missed(mark.why).label).lower()}
    came = str(Came(mark.came).label)
    if mark.came == Came.PART:
        came = _("Part of it, %(n)d minutes") % {"n": mark.minutes}
        if mark.why:
            came += f" ({str(Missed(mark.why).label).lower()})"
    how = rating_word(mark.rating, sex).lower() if mark.rating else ""
    count = _("counted %(n)s") % {"n": number(mark.value)} if mark.value is not None else ""
    return ", ".join(part for part in (came, how, count) if part)


def pupil_rows(found: list[PupilSession], sex: str) -> list[dict]:
    """The rows of a child's list of sessions."""
    return [
        {"on": day(one.on), "at": at_words(one.at), "title": one.title, "came": _came_state(one),
         "how": rating_word(one.mark.rating, sex) if one.mark and one.mark.rating else "",
         "icon": f"reception-{one.mark.rating}" if one.mark and one.mark.rating else "",
         "value": number(one.mark.value) if one.mark and one.mark.value is not None else "", "target": one.target,
         "line": (one.mark.line if one.mark else "") or one.line, "adult": one.adult, "why": _why(one)}
        for one in found
    ]  # fmt: skip


def _came_state(one: PupilSession):
    if one.mark is None:
        return state("due", _("Not held"))
    key = {Came.CAME: "done", Came.PART: "soon", Came.ABSENT: "late"}[Came(one.mark.came)]
    word = (
        _("Part, %(n)d minutes") % {"n": one.mark.minutes}
        if key == "soon"
        else str(Came(one.mark.came).label)
    )
    return state(key, _("Did not come") if key == "late" else word)


def _why(one: PupilSession) -> str:
    why = one.mark.why if one.mark else one.not_held
    return str(Missed(why).label) if why else ""
