"""All that is due, by date: a table narrowed by whose it is, what it is about, where it stands and up to when."""

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from core.accounts.models import User
from core.calendar.dates import ONE_DAY
from core.reminders.enums import Group
from core.reminders.kinds import KINDS, titled
from core.reminders.queries import marks_of
from core.schools.models import School
from core.ui.listing import Table, rows_of
from core.ui.present import day
from core.ui.rows import draw_rows
from overview.places import HOME
from overview.today.page import REST, STATUTORY, about
from overview.today.queries import Board, Line, board, by_person, sundays
from overview.today.rows import Say, list_url, row

A_PAGE = 100  # rows
MARKED = 20  # of what was marked done, to be taken back
NONE = "none"  # in place of a user's key: nobody's, so the SENCo's
MINE = "mine"
LATE, TODAY, WEEK, NEXT, FORTNIGHT, TERM = "late", "today", "week", "next", "fortnight", "term"
WHEN = {LATE: lazy("Late"), TODAY: lazy("Due today"), WEEK: lazy("Due this week"), NEXT: lazy("Due next week"),
        FORTNIGHT: lazy("Late, or due within two weeks"), "": lazy("Late, or due within a month"),
        TERM: lazy("Late, or due within a term")}  # fmt: skip
DAYS = {FORTNIGHT: 14, "": 31, TERM: 100}
STATES = {"": lazy("Any"), "ours": lazy("With the school"), "others": lazy("Waiting for others"),
          "mark": lazy("Done by saying so")}  # fmt: skip
COLUMNS = (
    ("what", lazy("What")),
    ("child", lazy("Child")),
    ("who", lazy("With whom")),
    ("due", lazy("By when")),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; "" where it does not say."""

    owner: str = ""
    about: str = ""
    state: str = ""
    when: str = ""
    kind: str = ""
    sort: str = "due"
    down: str = ""
    page: str = ""

    @classmethod
    def of(cls, query) -> "Filter":
        """From the parameters of an address; what is not known counts as not asked."""
        asked = {name: query.get(name, "") for name in cls.__slots__}
        known = {
            "about": {*Group.values, STATUTORY, REST}, "state": STATES, "when": WHEN, "kind": KINDS,
            "sort": dict(COLUMNS), "down": {"1"},
        }  # fmt: skip
        kept = {name: value for name, value in asked.items() if name not in known or value in known[name]}
        return cls(**{"sort": "due"} | {name: value for name, value in kept.items() if value})

    def query(self, **changed: str) -> str:
        """The query of the address with something else asked; the first page unless that is what changes."""
        kept = replace(self, page="", **changed)
        values = {name: getattr(kept, name) for name in self.__slots__}
        told = {name: value for name, value in values.items() if value and (name, value) != ("sort", "due")}
        return f"?{urlencode(told)}" if told else "?"


def due_page(school: School, user: User, today: dt.date, query, *, whole: bool = False) -> dict:
    """The context of overview/due.html; `whole`: with the rows of all its pages."""
    asked = Filter.of(query)
    days = DAYS.get(asked.when, 14)
    found = board(school, user, today, until=today + days * ONE_DAY)
    say, lines = Say(found), narrowed(found, asked, days)
    late = sum(found.late(line) for line in lines)
    counted = ngettext("%(n)d date", "%(n)d dates", len(lines)) % {"n": len(lines)}
    ordered = _ordered(say, lines, asked)
    shown, turning = _page(ordered, asked)
    shown = ordered if whole else shown
    return turning | {
        "line": f"{counted}, {_('%(n)d late') % {'n': late}}." if late else f"{counted}.",
        "rows": [_row(say, line) for line in shown], "marked": _marked(say),
        "oversees": found.oversees, "columns": _columns(asked, found),
        "selects": _selects(say, asked), "sort": asked.sort if asked.sort != "due" else "", "down": asked.down,
        "kind": _kind(asked, school), "clear_url": list_url(say) if asked != Filter() else "", "as_on": day(today),
        "home_url": reverse("overview:home", args=[school.slug]), "home_label": _home(user, school),
    }  # fmt: skip


def _page(ordered: list[Line], asked: Filter) -> tuple[list[Line], dict]:
    """The lines of the page that is asked for, and the way to the pages beside it."""
    pages = max(1, -(-len(ordered) // A_PAGE))
    number = min(int(asked.page), pages) if asked.page.isdecimal() and asked.page != "0" else 1
    return ordered[(number - 1) * A_PAGE : number * A_PAGE], {
        "page": number, "pages": pages, "before_url": _page_url(asked, number - 1) if number > 1 else "",
        "after_url": _page_url(asked, number + 1) if number < pages else "",
    }  # fmt: skip


def _home(user: User, school: School) -> str:
    """What the person's first page is called."""
    roles = user.roles_at(school.pk)
    return next((_(label) for role, label, _icon in HOME if role in roles), _("Today"))


def _page_url(asked: Filter, number: int) -> str:
    head = asked.query()
    if number == 1:
        return head
    return f"{head}{'&' if head != '?' else ''}page={number}"


def narrowed(found: Board, asked: Filter, days: int) -> list[Line]:
    """The lines that are asked for, up to so many days from today."""
    lines = [
        line for line in about(found.lines, asked.about) if not asked.kind or line.one.kind == asked.kind
    ]
    return [line for line in lines if _of_owner(found, line, asked.owner) and _stands(found, line, asked.state)
            and _falls(found, line, asked.when, days)]  # fmt: skip


def _of_owner(found: Board, line: Line, owner: str) -> bool:
    if owner in (MINE, str(found.user.pk)):
        return line.mine
    if owner == NONE:
        return not line.owners
    return not owner or owner in {str(pk) for pk in line.owners}


def _stands(found: Board, line: Line, state: str) -> bool:
    known = {"ours": not line.one.turn, "others": bool(line.one.turn), "mark": found.marks(line)}
    return known.get(state, True)


def _falls(found: Board, line: Line, when: str, days: int) -> bool:
    due, today = line.one.due, found.today
    if when == LATE:
        return due < today
    if when == TODAY:
        return due == today
    sunday, next_sunday = sundays(today)
    if when == WEEK:
        return today < due <= sunday
    if when == NEXT:
        return sunday < due <= next_sunday
    return due <= today + days * ONE_DAY


def _ordered(say: Say, lines: list[Line], asked: Filter) -> list[Line]:
    by = {
        "due": lambda line: line.one.due, "what": lambda line: (say.title(line), line.one.due),
        "child": lambda line: (not line.one.name, line.one.class_name, line.one.name, line.one.due),
        "who": lambda line: (say.who(line).lower(), line.one.due),
    }[asked.sort]  # fmt: skip
    return sorted(lines, key=by, reverse=bool(asked.down))


def _row(say: Say, line: Line) -> dict[str, str]:
    """One deadline in the terms of overview/_due_line.html."""
    drawn, who = row(say, line) | {"to": say.url(line), "verb": say.verb(line)}, say.who(line)
    child = [{"url": say.pupil_url(line.one.pupil), "name": line.one.name, "klass": line.one.class_name}]
    also = draw_rows("overview/_due_also.html", [drawn]) if drawn["more"] else ""
    name = draw_rows("overview/_due_name.html", child if line.one.pupil and line.one.name else [])
    return drawn | {
        "whom": line.one.detail,
        "more": also,
        "who": f"{who[:1].upper()}{who[1:]}",
        "child": name,
    }


def _marked(say: Say) -> list[dict[str, str]]:
    """What was marked done and the person may take back, what was marked last first: by whom, when and with which words.
    One query."""
    found = say.found
    lines = {line.one.key: line for line in found.marked if found.marks(line)}
    return [
        {"what": say.title(lines[mark.key]), "child": say.child(lines[mark.key]), "date": day(mark.due), "note": mark.note,
         "by": _("%(name)s marked it done on %(day)s") % {"name": mark.done_by.called, "day": day(localdate(mark.done_at))},
         "url": reverse("overview:take-back", args=[say.school.slug, mark.kind, mark.subject, mark.due.isoformat()])}
        for mark in marks_of(say.school, lines)[:MARKED]
    ]  # fmt: skip


def _columns(asked: Filter, found: Board) -> list[dict]:
    """The headings that sort; who is to do it is told to who oversees the school alone."""
    told = []
    for key, label in COLUMNS:
        if key == "who" and not found.oversees:
            continue
        current = asked.sort == key
        down = "1" if current and not asked.down else ""
        direction = ("descending" if asked.down else "ascending") if current else ""
        told.append({"label": label, "url": asked.query(sort=key, down=down), "direction": direction})
    return told


def _selects(say: Say, asked: Filter) -> list[dict]:
    """The filters, as the form of overview/due.html draws them."""
    abouts = [
        ("", _("Everything")),
        (STATUTORY, _("What the law sets")),
        (REST, _("What the law does not set")),
        *((g, _(label)) for g, label in Group.choices),
    ]
    selects = [
        ("about", _("What about"), abouts, asked.about), ("state", _("Where it stands"), list(STATES.items()), asked.state),
        ("when", _("Up to when"), list(WHEN.items()), asked.when),
    ]  # fmt: skip
    if say.found.oversees:
        selects.insert(0, ("owner", _("Whose"), _owners(say), asked.owner))
    return [
        {"name": name, "label": label, "options": [_option(value, words, chosen) for value, words in options]}
        for name, label, options, chosen in selects
    ]


def _option(value: str, words: str, chosen: str) -> dict[str, str]:
    return {"value": value, "label": words, "selected": " selected" if value == chosen else ""}


def _owners(say: Say) -> list[tuple[str, str]]:
    """Everybody who has something to do, the person first."""
    people = by_person(say.found, say.found.lines)
    keys = {str(pk): say.people([pk]) for pk, _lines in people if pk and pk != say.found.user.pk}
    named = [("", _("Everyone")), (str(say.found.user.pk), _("You")), *keys.items()]
    leads = any(not line.owners and not line.mine for line in say.found.lines)
    return [*named, (NONE, say.people([])[:1].upper() + say.people([])[1:])] if leads else named


def _kind(asked: Filter, school: School) -> dict | None:
    """The one kind that is shown, and the way to all of them."""
    if not asked.kind:
        return None
    return {
        "key": asked.kind,
        "label": titled(_(KINDS[asked.kind].title), school),
        "all_url": asked.query(kind=""),
    }


def due_as_file(context: dict) -> Table:
    """The table of overview/due.html; whose each is only where the page says so."""
    whose = (("With whom", "who"),) if context["oversees"] else ()
    return rows_of("rows", ("How it stands", "chip"), ("What", "what"), ("About", "whom"), ("Child", "child"), *whose,
                   ("By when", "date"))(context)  # fmt: skip
