"""A week's paper on a page: one box for each child and session, read back into sessions."""

import datetime as dt
from collections import defaultdict

from django.contrib import messages
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.enums import Came
from apdr.models import Provision
from apdr.sessions import present, queries
from apdr.sessions.actions import Entry, Week
from apdr.sessions.codes import Code, code_of, legend, read_code
from apdr.sessions.queries import Child, Occasion
from core.ui.fields import parse_day
from core.ui.present import day
from register.models import Pupil

BOX_LENGTH = 12


def monday_of(on: dt.date) -> dt.date:
    """The Monday of the week that the day lies in."""
    return on - dt.timedelta(days=on.weekday())


class Scope:
    """Which week, and whose: the address says `of` (a day of it), `all=1` and `run` (a provision by reference)."""

    def __init__(self, request) -> None:
        self.request, self.school, self.user = request, request.school, request.user
        self.today = timezone.localdate()
        self.monday, self.all = monday_of(self._day()), request.GET.get("all") == "1"
        reference = request.GET.get("run", "")[:12].replace("\0", "")
        runs = Provision.objects.visible_to(self.user).filter(school=self.school)
        self.run = (
            runs.select_related("school", "intervention").filter(reference=reference).first()
            if reference
            else None
        )

    def _day(self) -> dt.date:
        try:
            asked = parse_day(self.request.GET.get("of", ""))
        except ValueError:
            return self.today
        return asked if abs((asked - self.today).days) < 800 else self.today

    @property
    def friday(self) -> dt.date:
        return self.monday + dt.timedelta(days=4)

    def url(
        self, name: str = "sessions:week", monday: dt.date | None = None, everyone: bool | None = None
    ) -> str:
        """The address of this week, or of another, in the same scope."""
        query = QueryDict(mutable=True)
        query["of"] = (monday or self.monday).isoformat()
        if self.all if everyone is None else everyone:
            query["all"] = "1"
        if self.run and everyone is None:
            query["run"] = self.run.reference
        return f"{reverse(name, args=[self.school.slug])}?{query.urlencode()}"

    def occasions(self) -> list[Occasion]:
        """The sessions of the week with the children whom the reader may know of."""
        found = queries.sessions_between(self.school, self.user, self.monday, self.friday, everyone=self.all,
                                         provision=self.run)  # fmt: skip
        return [one for one in found if any(child.named for child in one.children)]

    def title(self) -> str:
        return _("Week of %(day)s") % {"day": day(self.monday)}


class WeekPage(Scope):
    """The grid: what stands, what is typed, what is wrong."""

    def __init__(self, request) -> None:
        super().__init__(request)
        self.found = self.occasions()
        self.errors: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.note = ""

    def typed(self, name: str) -> str:
        return self.request.POST.get(name, "").replace("\0", "")[:BOX_LENGTH]

    def read(self) -> bool:
        """Read the boxes into `entries`; False when a box cannot be read or nothing is typed: then `errors` say why."""
        pks = {child.pk for one in self.found for child in one.children}
        pupils = Pupil.objects.filter(school=self.school).in_bulk(list(pks))
        runs = Provision.objects.select_related("school", "intervention").in_bulk(
            [one.provision for one in self.found]
        )
        for one in self.found:
            if one.on <= self.today:
                self._read_session(one, runs, pupils)
        if not self.entries and not self.errors:
            self.note = _("Nothing is filled in yet: type a code in each box of a session.")
        return bool(self.entries) and not self.errors

    def _read_session(self, one: Occasion, runs: dict, pupils: dict) -> None:
        children = [child for child in one.children if child.named]
        codes: dict[Child, Code | None] = {}
        for child in children:
            try:
                codes[child] = read_code(self.typed(box_name(one, child)))
            except ValueError as wrong:
                self.errors[box_name(one, child)] = str(wrong)
        if len(codes) < len(children) or not any(codes.values()):
            return
        boxes = tuple(box_name(one, child) for child in children)
        for child in (child for child, code in codes.items() if code is None):
            self.errors[box_name(one, child)] = _("Fill in every child’s box of this session")
        whole = {code.not_held for code in codes.values() if code}
        if whole != {""}:
            self._read_not_held(one, runs, codes, whole, boxes)
        elif all(codes.values()):
            marks = tuple(_mark(pupils[child.pk], code) for child, code in codes.items())
            self.entries.append(Entry(runs[one.provision], one.on, one.at, marks, boxes=boxes))

    def _read_not_held(self, one: Occasion, runs: dict, codes: dict, whole: set[str], boxes: tuple) -> None:
        if len(whole) == 1:
            self.entries.append(Entry(runs[one.provision], one.on, one.at, (), whole.pop(), boxes))
            return
        for child, code in codes.items():
            if code and code.not_held:
                words = _(
                    "This letter is about the whole session: write it in every child’s box, or another here"
                )
                self.errors[box_name(one, child)] = words

    def tell(self, done: Week) -> None:
        """Put what was refused, and what stands otherwise, beside its boxes."""
        for entry, reason in done.refused:
            self.errors[entry.boxes[0]] = reason
        for entry, session in done.otherwise:
            words = _("%(who)s has recorded this session otherwise: look at it and correct it there.")
            self.errors[entry.boxes[0]] = words % {"who": session.recorded_by.called}
            self.links[entry.boxes[0]] = present.record_url(
                self.school.slug, entry.provision.reference, session.on, session.at
            )
        if (done.refused or done.otherwise) and done.saved:
            messages.success(self.request, self.words(done))

    def words(self, done: Week) -> str:
        """What was saved, in a sentence."""
        count = len(done.saved)
        saved = ngettext("%(n)d session is recorded.", "%(n)d sessions are recorded.", count) % {"n": count}
        if not done.stood:
            return saved
        stood = ngettext("%(n)d stood already.", "%(n)d stood already.", len(done.stood)) % {
            "n": len(done.stood)
        }
        return f"{saved} {stood}"

    def context(self) -> dict:
        """The context of sessions/week.html."""
        posted, before, after = self.request.method == "POST", self._move(-7), self._move(7)
        links = [
            {"label": _("The week before"), "url": before},
            *([{"label": _("The week after"), "url": after}] if after else []),
            {"label": _("Only mine") if self.all else _("Everyone’s"), "url": self.url(everyone=not self.all)},
        ]  # fmt: skip
        return {
            "title": self.title(), "tables": [self._table(rows, posted) for rows in _by_run(self.found)], "links": links,
            "legend": legend(), "sheet_url": self.url("sessions:sheet"), "here": self.url(),
            "today_url": reverse("sessions:today", args=[self.school.slug]), "wrong": self._wrong(), "note": self.note,
            "mine_only": not self.all and not self.run, "all_url": self.url(everyone=True),
        }  # fmt: skip

    def _move(self, days: int) -> str:
        monday = self.monday + dt.timedelta(days=days)
        return self.url(monday=monday) if monday <= self.today else ""

    def _wrong(self) -> list[dict]:
        return [
            {"id": f"id_{name}", "message": f"{self._where(name)}: {words}"}
            for name, words in self.errors.items()
        ]

    def _where(self, name: str) -> str:
        for one in self.found:
            for child in one.children:
                if box_name(one, child) == name:
                    return f"{child.first}, {one.on:%A} {present.at_words(one.at)}"
        return ""

    def _table(self, rows: list[Occasion], posted: bool) -> dict:
        children = {child.pk: child for one in rows for child in one.children if child.named}
        return {
            "title": rows[0].title,
            "heads": [{"day": f"{one.on:%a} {one.on.day}", "at": present.at_words(one.at)} for one in rows],
            "rows": [{"name": child.first, "full": f"{child.first} {child.last}".strip(),
                      "cells": [self._cell(one, child.pk, posted) for one in rows]} for child in children.values()],
        }  # fmt: skip

    def _cell(self, one: Occasion, pk: int, posted: bool) -> dict | None:
        child = next((child for child in one.children if child.pk == pk), None)
        if child is None or one.on > self.today:
            return None
        name = box_name(one, child)
        value = self.typed(name) if posted else code_of(child.mark, one.recorded)
        when = f"{one.on:%A} {one.on.day} {one.on:%B}, {present.at_words(one.at)}"
        return {"name": name, "value": value, "error": self.errors.get(name, ""), "link": self.links.get(name, ""),
                "label": f"{child.first} {child.last}".strip() + f", {when}", "stands": bool(one.recorded)}  # fmt: skip


def box_name(one: Occasion, child: Child) -> str:
    """The name of the box of a child and session."""
    return f"{one.reference}-{one.on:%Y%m%d}-{present.at_key(one.at)}-{child.reference}"


def _by_run(found: list[Occasion]) -> list[list[Occasion]]:
    groups: dict[int, list[Occasion]] = defaultdict(list)
    for one in found:
        groups[one.provision].append(one)
    return sorted(groups.values(), key=lambda rows: (rows[0].title, rows[0].provision))


def _mark(pupil: Pupil, code: Code) -> dict:
    minutes = code.minutes if code.came == Came.PART else None
    return {"pupil": pupil, "came": code.came, "why": code.why, "rating": code.rating, "minutes": minutes}
