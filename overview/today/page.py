"""Today as each role reads it: groups of rows by how soon they are due, by person for who oversees the school."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.reminders.enums import Group
from core.ui.present import day, day_in
from overview.today.queries import NOBODY, Board, Groups, Line, by_person, counted, grouped, next_day, within
from overview.today.rows import Say, failure_rows, list_url, rows_of

LAW_SHOWN = 10
OF_PERSON = 6  # rows of one person where all are told by person
FORTNIGHT = 14
SORTS = 2  # kinds that the line of a fold names
FRIDAY = 4  # from this day of the week on next week is not folded away
FEW = 8  # nor where no more than these rows stand on the page with it
STATUTORY, REST = "statutory", "rest"  # in place of a group of kinds: what the law sets, and all but that
EVERYONE, MINE, PEOPLE = "everyone", "mine", "people"
SCOPES = {EVERYONE: "Everyone", MINE: "Mine", PEOPLE: "By person"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: whose, and which group of kinds ("" for all)."""

    scope: str
    about: str

    @classmethod
    def of(cls, query, *, oversees: bool) -> "Asked":
        """From the parameters of an address; what is not known counts as not asked."""
        scope, about = query.get("scope", ""), query.get("about", "")
        scope = scope if scope in SCOPES and oversees else EVERYONE
        return cls(scope, about if about in {*Group.values, STATUTORY} else "")

    def address(self, **changed: str) -> str:
        """The query of the page with something else asked."""
        kept = {"scope": "" if self.scope == EVERYONE else self.scope, "about": self.about} | changed
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"?{query}" if query else "?"


def chosen(found: Board, asked: Asked) -> list[Line]:
    """The lines that are asked for."""
    lines = about(found.lines, asked.about)
    return [line for line in lines if line.mine] if asked.scope == MINE else lines


def about(lines: Iterable[Line], group: str) -> list[Line]:
    """The lines of a group of kinds, or what the law sets or does not set; all without one."""
    if group in (STATUTORY, REST):
        return [line for line in lines if line.by_law == (group == STATUTORY)]
    return [line for line in lines if not group or line.one.of.group == group]


def due_part(found: Board, asked: Asked) -> dict:
    """The groups of Today, next week folded where the page is full, and what could not be computed: the context of
    overview/_groups.html."""
    say, lines = Say(found, whose=asked.scope == EVERYONE), chosen(found, asked)
    groups = grouped(found, lines, law_first=asked.about in ("", STATUTORY))
    owner = str(found.user.pk) if asked.scope == MINE else ""
    narrowed = {"owner": owner, "about": asked.about or REST}
    if asked.scope == PEOPLE:
        drawn, later = _people(say, lines, asked), None
    else:
        drawn, later = _by_day(say, groups, **narrowed), _later(say, groups, **narrowed)
    return {"groups": drawn, "later": later, "failures": failure_rows(found), "quiet": quiet(found, lines),
            "due_url": list_url(say, owner=owner, about=asked.about),
            "counts": (len(groups.law), len(groups.late))}  # fmt: skip


def _by_day(say: Say, groups: Groups, **asked: str) -> list[dict]:
    law = {**asked, "about": STATUTORY}
    named = [
        (_("Set by law"), groups.law, law, True), (_("Late"), groups.late, {**asked, "when": "late"}, False),
        (_("Today"), groups.today, {**asked, "when": "today"}, False),
        (_("This week"), groups.week, {**asked, "when": "week"}, False),
    ]  # fmt: skip
    return [
        _group(say, title, lines, narrowed, by_law=by_law)
        for title, lines, narrowed, by_law in named
        if lines
    ]


def _group(say: Say, title: str, lines: list[Line], asked: dict[str, str], *, by_law: bool) -> dict:
    rows = rows_of(say, lines, most=LAW_SHOWN, **asked) if by_law else rows_of(say, lines, **asked)
    more = _("All statutory dates") if by_law else _("All %(n)d") % {"n": len(lines)}
    return {
        "title": title, "note": len(lines), "by_law": by_law, "rows": rows, "more_label": more,
        "more_url": list_url(say, **asked) if by_law or len(rows) < len(lines) else "",
    }  # fmt: skip


def _later(say: Say, groups: Groups, **asked: str) -> dict | None:
    lines = groups.next_week
    if not lines:
        return None
    asked = {**asked, "when": "next"}
    rows = rows_of(say, lines, **asked)
    sooner = groups.law[:LAW_SHOWN] + groups.late + groups.today + groups.week
    few = len(sooner) + len(lines) <= FEW
    return {
        "title": _("Next week"), "note": len(lines), "words": _sorts(say, lines), "rows": rows,
        "open": few or say.today.weekday() >= FRIDAY, "more_label": _("All %(n)d") % {"n": len(lines)},
        "more_url": list_url(say, **asked) if len(rows) < len(lines) else "",
    }  # fmt: skip


def _sorts(say: Say, lines: list[Line]) -> str:
    """What next week holds most of: "Review support plan (4), Book the review meeting (1) and more"."""
    first = {line.one.kind: line for line in reversed(lines)}
    kinds = Counter(line.one.kind for line in lines)
    told = ", ".join(f"{say.title(first[kind])} ({count})" for kind, count in kinds.most_common(SORTS))
    return _("%(told)s and more") % {"told": told} if len(kinds) > SORTS else told


def _people(say: Say, lines: list[Line], asked: Asked) -> list[dict]:
    """Whose what is late or due within two weeks is, the person's own first."""
    found = say.found
    near = within(found, lines, FORTNIGHT)
    groups = []
    for pk, held in by_person(found, near):
        owner = "none" if pk == NOBODY else str(pk)
        late = sum(found.late(line) for line in held)
        note = _("%(n)d, %(late)d late") % {"n": len(held), "late": late} if late else str(len(held))
        rows = rows_of(say, held, most=OF_PERSON, owner=owner, about=asked.about, when="fortnight")
        groups.append({
            "title": person(say, pk), "note": note, "by_law": False, "rows": rows,
            "more_label": _("All %(n)d") % {"n": len(held)},
            "more_url": list_url(say, owner=owner, about=asked.about, when="fortnight") if len(rows) < len(held) else "",
        })  # fmt: skip
    return groups


def person(say: Say, pk: int) -> str:
    """A person as the heading of what is theirs."""
    if pk == say.found.user.pk:
        return _("You")
    told = say.people([pk])
    return told[0].upper() + told[1:]


def quiet(found: Board, lines: list[Line]) -> str:
    """The words of a day on which nothing is late or due this week."""
    ahead = next_day(found, lines)
    nothing = _("Nothing is late and nothing is due this week.")
    told = _("The next date is %(day)s.") % {"day": day_in(ahead, found.today)} if ahead else ""
    return f"{nothing} {told}".strip()


def scopes(asked: Asked) -> list[dict]:
    """Whose: links that keep what else is asked."""
    return [
        {"label": _(label), "url": asked.address(scope="" if scope == EVERYONE else scope), "current": asked.scope == scope}
        for scope, label in SCOPES.items()
    ]  # fmt: skip


def about_options(found: Board, asked: Asked) -> list[dict]:
    """The choices of the filter by group of kinds, with how many of each are late or due within two weeks."""
    near = within(found, chosen(found, Asked(asked.scope, "")), FORTNIGHT)
    counts = counted(near)
    law = sum(line.by_law for line in near)
    options = [("", _("Everything"), len(near)), (STATUTORY, _("What the law sets"), law)]
    options += [(group, _(label), counts[group]) for group, label in Group.choices]
    return [
        {"value": value, "label": f"{label} ({count})", "selected": " selected" if value == asked.about else ""}
        for value, label, count in options if count or value in ("", asked.about)
    ]  # fmt: skip


def headline(today: dt.date, law: int, late: int, failures: int) -> dict:
    """The one line under the heading of Today."""
    words = [
        ngettext("%(n)d date set by law", "%(n)d dates set by law", law) % {"n": law} if law else "",
        ngettext("%(n)d late thing", "%(n)d late things", late) % {"n": late} if late else "",
    ]  # fmt: skip
    strong = _(" and ").join(word for word in words if word)
    failed = ngettext("%(n)d thing could not be computed.", "%(n)d things could not be computed.", failures)
    after = ngettext("comes first.", "come first.", law + late) if strong else ""
    return {"line": f"{day(today)}.", "strong": strong,
            "after": f"{after} {failed % {'n': failures}}".strip() if failures else after}  # fmt: skip


def first_step(found: Board) -> dict:
    """What is offered when nothing is due."""
    return {"label": _("Open the %(register)s") % {"register": found.school.label("register")},
            "url": reverse("register:register", args=[found.school.slug])}  # fmt: skip
