"""The page of the roll-over: its preview, its being done, and what it did."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from core.calendar.dates import Span
from core.schools.labels import inside
from core.schools.models import School
from core.ui.present import day, day_in
from register.enums import YEAR_LABEL, Level, RollState
from register.models import RollOver
from register.response.queries import terms_of
from register.transition import queries
from register.transition.forms import RollOverForm
from register.transition.moves import LEAVES, Mover, first_plan, is_top
from register.transition.present import year_words
from register.transition.queries import ClassNow, Standing
from register.transition.rolling import can_undo_until
from register.transition.years import last_summer_day

SHOWN = 8  # names in one warning before "and … more"


@dataclass(frozen=True, slots=True)
class Preview:
    """What the preview of a roll-over is made from."""

    school: School
    into: int
    held: RollOver | None
    classes: list[ClassNow]
    standings: list[Standing]
    teachers: list[tuple[int, str]]
    terms: list[Span]

    @property
    def movers(self) -> list[Mover]:
        """Those whom the roll-over moves, by class and name."""
        return [standing.mover for standing in self.standings]

    @property
    def plan(self) -> dict:
        """The plan that is kept, with a guess for every class that it does not know; or the guess alone."""
        last = last_summer_day(self.terms, self.into) or dt.date(self.into, 7, 20)
        guess = first_plan(self.movers, self.classes, last.isoformat())
        if self.held is None or not self.held.plan.get("last_day"):
            return guess
        return self.held.plan | {"classes": guess["classes"] | self.held.plan["classes"]}

    def form(self, data=None, pupil: str = "") -> RollOverForm:
        """The plan to be changed; `pupil` is the reference of one who is to move alone."""
        return RollOverForm(
            data, into=self.into, plan=self.plan, classes=self.classes, movers=self.movers,
            teachers=self.teachers, pupil=pupil,
        )  # fmt: skip


def read_preview(school: School, into: int, held: RollOver | None) -> Preview:
    """Everything that the preview is made from. Five queries."""
    return Preview(
        school, into, held, queries.classes_now(school, into), queries.standings(school, into),
        queries.teachers_to_choose(school), terms_of(school),
    )  # fmt: skip


def preview_page(preview: Preview, form: RollOverForm, today: dt.date, *, sees_sen: bool) -> dict:
    """The context of transition/roll_over.html while the roll-over can still be changed. The office moves classes and
    sees nothing of SEN."""
    movers, year = preview.movers, year_words(preview.into)
    count = len(movers)
    line = (
        f"{count} children in {len(preview.classes)} classes. Nothing moves until you confirm."
        if count
        else ""
    )
    last = form.fields["last_day"].initial
    return {
        "title": f"Move up into {year}", "line": line, "into": preview.into, "year": year, "count": count, "form": form,
        "rows": _class_rows(preview, form), "alone": _alone(form), "leaving": _leaving(preview, form),
        "warnings": warnings(preview, today) if count and sees_sen else [], "term_over": today > last,
        "confirm_from": day(last + dt.timedelta(days=1)), "undone": _undone(preview),
    }  # fmt: skip


def _class_rows(preview: Preview, form: RollOverForm) -> list[dict]:
    leaving = Counter(m.klass for m in preview.movers if is_top(m.year, form["top"].value() or ""))
    size = Counter(m.klass for m in preview.movers)
    return [
        {
            "name": klass.name, "teachers": ", ".join(klass.named), "to": form[f"to-{klass.reference}"],
            "first": form[f"t1-{klass.reference}"], "second": form[f"t2-{klass.reference}"],
            "all_leave": leaving[klass.reference] == size[klass.reference],
            "words": _size(size[klass.reference], leaving[klass.reference]),
        }
        for klass in preview.classes
    ]  # fmt: skip


def _size(count: int, leaving: int) -> str:
    children = "1 child" if count == 1 else f"{count} children"
    if leaving == count:
        return f"{children}, all leave"
    return f"{children}, {leaving} leave" if leaving else children


def _alone(form: RollOverForm) -> list[dict]:
    names = {one.reference: one for one in form.movers}
    return [
        {"reference": reference, "name": names[reference].name, "klass": names[reference].klass_name,
         "words": "leaves on the last day" if to == LEAVES else f"goes to {to}"}
        for reference, to in form.alone.items()
    ]  # fmt: skip


def _leaving(preview: Preview, form: RollOverForm) -> list[dict]:
    top = form["top"].value() or ""
    return [
        {
            "name": m.name,
            "klass": m.klass_name,
            "stays_url": f"?into={preview.into}&pupil={m.reference}#alone",
        }
        for m in preview.movers
        if is_top(m.year, top) and m.reference not in form.alone
    ]


def _undone(preview: Preview) -> dict | None:
    if preview.held is not None:
        return None
    undone = queries.last_undone(preview.school, preview.into)
    if undone is None:
        return None
    when = day(timezone.localdate(undone.undone_at))
    return {"words": f"The move was undone on {when}.", "stayed": undone.before.get("stayed", [])}


def warnings(preview: Preview, today: dt.date) -> list[dict]:
    """What is better put right before the move: {"title", "why", "items" of {"label", "url", "line"}, "more"}."""
    school, rows = preview.school, preview.standings
    first = dt.date(preview.into, 9, 1)
    due = [row for row in rows if row.review and row.review < first]
    old = [row for row in rows if row.profile_review and row.profile_review < max(today, first)]
    bare = [
        row
        for row in rows
        if row.level and row.level not in (Level.NONE, Level.EXITED) and not row.has_profile
    ]
    plans = [row for row in rows if row.level == Level.EHC_PLAN]
    profile = school.label("profile").lower()
    found = [
        ("EHC plans that move", "Reviewed and amended in time before a change of phase; tell the new teacher.",
         [_item(school, row.mover, "", "overview:pupil") for row in plans]),
        ("Reviews due before September", f"Finish the {inside(school.label('plan'))} with the teacher who knows the child.",
         [_item(school, row.mover, day_in(row.review, today), "overview:pupil") for row in due]),
        (f"On the register without a {profile}", "The new teacher begins with nothing.",
         [_item(school, row.mover, "", "profiles:profile") for row in bare]),
        (f"A {profile} to be reviewed", "Look at it with parents before it is handed on.",
         [_item(school, row.mover, day_in(row.profile_review, today), "profiles:profile") for row in old]),
        ("Extra support that still runs", "It goes on after the move: tell the new teacher, or review it first.",
         [_at(school, ref, name, f"review {day_in(by, today)}", "overview:pupil")
          for ref, name, by in queries.running_support(school, preview.into)]),
        ("Access arrangements that end", "They do not carry over into the next key stage by themselves.",
         [_at(school, ref, name, words, "arrangements:list")
          for ref, name, words in queries.ending_arrangements(school, preview.into)]),
    ]  # fmt: skip
    return [
        {
            "title": title,
            "why": why,
            "count": len(items),
            "items": items[:SHOWN],
            "more": max(len(items) - SHOWN, 0),
        }
        for title, why, items in found
        if items
    ]


def _item(school: School, mover: Mover, line: str, url_name: str) -> dict:
    return _at(
        school, mover.reference, mover.name, ", ".join(filter(None, (mover.klass_name, line))), url_name
    )


def _at(school: School, reference: str, name: str, line: str, url_name: str) -> dict:
    return {"label": name, "line": line, "url": reverse(url_name, args=[school.slug, reference])}


def done_page(held: RollOver, today: dt.date) -> dict:
    """The context of transition/roll_over_done.html: being done, or what it did."""
    year, until = year_words(held.academic_year), can_undo_until(held)
    running = held.state == RollState.QUEUED
    context = {"title": f"Move up into {year}", "running": running, "year": year, "line": ""}
    if running:
        return context | {
            "job_url": reverse("jobs:job", args=[held.school.slug, held.job.reference]) if held.job else ""
        }
    rows = held.before["pupils"].values()
    left = sum(row[5] is not None for row in rows)
    return context | {
        "line": f"Done on {day(timezone.localdate(held.done_at))} by {held.done_by.called}.",
        "figures": [{"label": "Moved up", "value": len(rows) - left, "note": "children"},
                    {"label": "Left", "value": left, "note": "their records are kept"},
                    {"label": "New classes", "value": len(held.before["made"]), "note": year}],
        "undo_url": reverse("transition:roll-over-undo", args=[held.school.slug, held.reference])
        if until and today <= until else "",
        "until": day(until) if until else "",
    }  # fmt: skip


def pupils_without_class(movers: list[Mover]) -> list[str]:
    """Names and years of those who have no class, and so get none by the move."""
    return [f"{m.name}, {YEAR_LABEL.get(m.year, 'no year group')}" for m in movers if not m.klass]
