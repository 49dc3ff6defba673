"""Deadlines as rows of overview/_due.html: finished strings and cells. What many rows of one kind would hide is told in
one row that leads to all of them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.reminders.kinds import titled
from core.reminders.recipients import place_for
from core.ui.present import DueState, state, words
from core.ui.rows import draw_rows
from core.ui.templatetags.ui import chip
from overview.today.queries import NOBODY, Board, Line

SHOWN = 8  # rows of a group; the list of all by date has the others
ALIKE = 2  # rows of one kind in a group before they become one row, for who oversees the school
ALIKE_OWN = 5  # the same for who is to do them
NAMED = 2  # people whom a row names
BY_NAME = frozenset(
    {"the local authority", "the agency"}
)  # whose move it is, where the detail of the row names them


class Say:
    """Says lines in the words of one language and one school; `whose` tells with whom each is."""

    def __init__(self, found: Board, *, whose: bool = True) -> None:
        self.whose = whose and found.oversees
        self.found, self.school, self.today = found, found.school, found.today
        self._roles = found.user.roles_at(found.school.pk)
        self._words, self._pupil = (
            words(),
            reverse("overview:pupil", args=[found.school.slug, "_"]).removesuffix("_/"),
        )

    def title(self, line: Line) -> str:
        """What is to be done: "Review support plan"."""
        return titled(_(line.one.of.title), self.school)

    def verb(self, line: Line) -> str:
        """The words of the button: what one does there; of what is another's one only opens the page."""
        acts = line.mine and self.url(line) == line.one.url
        return titled(_(line.one.of.verb), self.school) if acts else _("Open")

    def url(self, line: Line) -> str:
        """Where it is done; the child where the person may not open that page, or nothing where it is about none."""
        one, owns = line.one, line.mine and not line.instead_of
        return place_for(self._roles, one.of, one.url, one.pupil, self.school, owns=owns)

    def state(self, line: Line) -> DueState:
        """Late, waited for from outside, due soon or due."""
        if line.one.turn and not self.found.late(line):
            return state("wait")
        return self._words.due_state(
            line.aim if line.aim >= self.today else line.one.due, self.today, self.school.soon_days
        )

    def when(self, line: Line) -> str:
        """Its day, and how far off it is; the school's own target first where there is one to come."""
        if line.aim != line.one.due and line.aim >= self.today:
            told = {"aim": self.day_in(line.aim), "law": self._words.day(line.one.due)}
            return (
                _("%(aim)s, by law %(law)s") if line.by_law else _("%(aim)s, at the latest %(law)s")
            ) % told
        return self.day_in(line.one.due)

    def day_in(self, day: dt.date) -> str:
        """A day and how far off it is."""
        return self._words.day_in(day, self.today)

    def pupil_url(self, reference: str) -> str:
        """The page of a pupil."""
        return f"{self._pupil}{reference}/"

    def child(self, line: Line) -> str:
        """The child and their class."""
        return ", ".join(filter(None, (line.one.name, line.one.class_name)))

    def who(self, line: Line) -> str:
        """Who is to do it, as people read it: "you", "Mr Adeyemi and Miss Holt", "the local authority"."""
        if line.one.turn:
            return line.one.turn
        if line.mine:
            return _("you, instead of %(name)s") % {"name": line.instead_of} if line.instead_of else _("you")
        return self.people(line.owners)

    def people(self, owners: Iterable[int]) -> str:
        """The names of users, at most two; the SENCo where it is nobody's."""
        names = [self.found.names[pk] for pk in owners if pk in self.found.names]
        if not names:
            return _("the %(senco)s") % {"senco": self.school.label("senco")} if self.found.oversees else ""
        more = len(names) - NAMED
        if more > 0:
            named = ", ".join(names[:NAMED])
            return ngettext("%(named)s and 1 other", "%(named)s and %(n)d others", more) % {
                "named": named,
                "n": more,
            }
        return _(" and ").join(names)


def row(say: Say, line: Line) -> dict[str, str]:
    """One deadline in the terms of overview/_due.html."""
    one, about = line.one, say.child(line)
    return {
        "chip": chip(say.state(line)), "what": say.title(line), "whom": _whom(say, line), "date": say.when(line),
        "child": _link(say.pupil_url(one.pupil), about) if one.pupil and about else "",
        "why": why(say, line), **_do(say, line, about),
    }  # fmt: skip


def _whom(say: Say, line: Line) -> str:
    """What a row adds after what is to be done: its detail, and with whom it is."""
    who = say.who(line)
    if line.one.turn in BY_NAME and line.one.detail:
        return _("with %(who)s") % {"who": line.one.detail}
    if line.mine and not line.one.turn:
        told = _("for %(who)s") % {"who": who} if say.whose or line.instead_of else ""
    else:
        known = not say.whose and not line.one.turn
        told = "" if known or who in line.one.detail else _("with %(who)s") % {"who": who}
    return ", ".join(filter(None, (line.one.detail, told)))


def _do(say: Say, line: Line, about: str) -> dict[str, str]:
    """The button; where a person says that it is done, that is the button, and the page where it is done a link."""
    verb, url = say.verb(line), say.url(line)
    if not say.found.marks(line):
        return {"do": button(url, verb, f", {about}" if about else "") if url else "", "more": ""}
    more = draw_rows("overview/_due_more.html", [{"url": url, "label": verb}]) if url else ""
    return {"do": button(mark_url(say, line), _("Mark done"), f", {say.title(line)} {about}"), "more": more}


def button(url: str, label: str, about: str) -> str:
    """A row's button, `about` for who does not see the row beside it."""
    return draw_rows("overview/_due_do.html", [{"url": url, "label": label, "about": about}])


def mark_url(say: Say, line: Line) -> str:
    """Where the person says that it is done."""
    return reverse(
        "overview:mark-done",
        args=[say.school.slug, line.one.kind, line.one.subject, line.one.due.isoformat()],
    )


def _link(url: str, label: str) -> str:
    return draw_rows("overview/_due_child.html", [{"url": url, "label": label}])


def why(say: Say, line: Line) -> str:
    """ "Why this date?": what started it, the rule, where it says so, whose it is and what has happened."""
    one, kind = line.one, line.one.of
    who = say.who(line)
    owned = f"{who[0].upper()}{who[1:]}." if who else ""
    facts = [
        (_("What started it"), one.started), (_("The rule"), titled(one.rule or _(kind.rule), say.school)),
        (_("Where it says so"), one.cites or kind.cites or _("No law sets this day: it is the school’s own rule.")),
        (_("Who owns it, and so far"), " ".join(filter(None, (owned, one.so_far)))),
    ]  # fmt: skip
    told = [{"label": label, "value": value} for label, value in facts if value]
    about = ", ".join(filter(None, (say.title(line), say.child(line))))
    return draw_rows(
        "overview/_due_why.html", [{"about": about, "facts": draw_rows("overview/_due_fact.html", told)}]
    )


def rows_of(say: Say, lines: list[Line], *, most: int = SHOWN, **asked: str) -> list[dict[str, str]]:
    """The first `most` rows of the lines; more of a kind than a person can take in is one row, which leads to the list of
    all, narrowed as `asked` says. What the law sets always has a row of its own."""
    alike = ALIKE if say.found.oversees else ALIKE_OWN
    many = Counter(line.one.kind for line in lines if not line.by_law)
    rows, told = [], set()
    for line in lines:
        kind = line.one.kind
        if line.by_law or many[kind] <= alike:
            rows.append(row(say, line))
        elif kind not in told:
            told.add(kind)
            rows.append(_bundle(say, [each for each in lines if each.one.kind == kind], asked))
        if len(rows) == most:
            break
    return rows


def _bundle(say: Say, lines: list[Line], asked: dict[str, str]) -> dict[str, str]:
    """One row for many of a kind, the first of them first."""
    first, count, title = lines[0], len(lines), say.title(lines[0])
    told = _("%(n)d of them") % {"n": count}
    first_on = _("the first was due %(day)s") if say.found.late(first) else _("the first is due %(day)s")
    return {
        "chip": chip(say.state(first)), "what": title, "whom": ", ".join(filter(None, (told, _shared(say, lines)))),
        "date": first_on % {"day": say.day_in(first.one.due)}, "child": "", "why": why_many(say, first), "more": "",
        "do": button(list_url(say, kind=first.one.kind, **asked), _("See all %(n)d") % {"n": count}, f", {title}"),
    }  # fmt: skip


def _shared(say: Say, lines: list[Line]) -> str:
    """With whom many are, who has most of them first: "with Miss Holt 6, Mr Adeyemi 4 and 3 others"."""
    if not say.whose:
        return ""
    turns = {line.one.turn for line in lines}
    if turns != {""}:
        return _("with %(who)s") % {"who": next(iter(turns))} if len(turns) == 1 else ""
    held = Counter(say.found.user.pk if line.mine else (line.owners or (NOBODY,))[0] for line in lines)
    top = held.most_common(NAMED)
    names = [f"{_('you') if pk == say.found.user.pk else say.people([pk])} {count}" for pk, count in top]
    if len(held) == 1:
        only = top[0][0]
        return _("for you") if only == say.found.user.pk else _("with %(who)s") % {"who": say.people([only])}
    more = len(held) - len(top)
    told = _("with %(who)s") % {"who": ", ".join(names)}
    return told + (ngettext(" and 1 other", " and %(n)d others", more) % {"n": more} if more else "")


def why_many(say: Say, line: Line) -> str:
    """ "Why this date?" of many of a kind: the rule alone."""
    kind = line.one.of
    facts = [(_("The rule"), titled(_(kind.rule), say.school)),
             (_("Where it says so"), kind.cites or _("No law sets this day: it is the school’s own rule."))]  # fmt: skip
    told = [{"label": label, "value": value} for label, value in facts]
    facts_cell = draw_rows("overview/_due_fact.html", told)
    return draw_rows("overview/_due_why.html", [{"about": say.title(line), "facts": facts_cell}])


def list_url(say: Say, **asked: str) -> str:
    """The list of all that is due, narrowed."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("overview:due", args=[say.school.slug]) + (f"?{query}" if query else "")


def failure_rows(found: Board) -> list[dict[str, str]]:
    """What could not be computed, in the terms of overview/_failed.html: one row a source and pupil."""
    seen = dict.fromkeys((each.called, each.pupil) for each in found.failures)
    to_check = chip(state("soon", _("Check")))
    return [
        {"chip": to_check, "words": _("%(what)s of %(pupil)s could not be computed.") % {"what": called, "pupil": pupil},
         "hint": _("Open the record and check its dates."),
         "button": draw_rows("overview/_failed_open.html", [
             {"url": reverse("overview:pupil", args=[found.school.slug, pupil]), "about": pupil}])}
        if pupil else
        {"chip": to_check, "words": _("%(what)s could not be computed.") % {"what": called}, "button": "",
         "hint": _("Nothing of this is told here or by email until it can be. Tell whoever runs SENDSYS for you.")}
        for called, pupil in seen
    ]  # fmt: skip
