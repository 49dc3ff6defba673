"""What the pages of sessions put together from several reads: the day and its card, and what was missed."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.delivery import places
from apdr.dosage import Dosage
from apdr.enums import Missed
from apdr.models import Provision, Session
from apdr.sessions import actions, present, queries
from apdr.sessions.forms import CardForm
from apdr.sessions.queries import Mark, Occasion, Recorded
from core.accounts.enums import Permission
from core.calendar.dates import SchoolDays, Span
from core.schools.models import Closure, School, Term
from core.ui.listing import parts_of
from core.ui.present import clock, day
from register.models import Pupil

WEEK = dt.timedelta(days=6)
MOST_LISTED = 60


def key_of(one: Occasion) -> str:
    """A session in a query string: the provision's reference and the time."""
    return f"{one.reference}-{present.at_key(one.at)}"


def runs_to_record(user, school: School):
    """Provision that the user may see and that has begun, for a session beside the weekly times. One query."""
    return (
        Provision.objects.visible_to(user)
        .filter(school=school, state__in=queries.COUNTED, start__lte=timezone.localdate())
        .select_related("intervention", "school")
        .order_by("intervention__name", "name", "pk")
    )


class DayPage:
    """The list of a day as one person asks for it."""

    def __init__(self, request, on: dt.date) -> None:
        self.request, self.user, self.school, self.on = request, request.user, request.school, on
        self.all = request.GET.get("all") == "1"
        self.today = timezone.localdate()
        self.found = queries.sessions_today(self.school, self.user, on, everyone=self.all)

    @property
    def tail(self) -> str:
        return "?all=1" if self.all else ""

    def url(self, on: dt.date | None = None, **more: str) -> str:
        """The address of a day's list."""
        query = QueryDict(mutable=True)
        on = on or self.on
        if on != self.today:
            query["on"] = on.isoformat()
        if more.pop("all", "1" if self.all else ""):
            query["all"] = "1"
        query.update(more)
        path = reverse("sessions:today", args=[self.school.slug])
        return f"{path}?{query.urlencode()}" if query else path

    def after(self, one: Occasion) -> str:
        """Where saving leads: on to the next of the day, or back to what was missed, for a day long ago."""
        if self.today - queries.BACK <= one.on <= self.today:
            return self.url(one.on)
        return reverse("sessions:missed", args=[self.school.slug]) + "?span=term"

    def context(self, one: Occasion | None, form: CardForm | None, *, stands: dict | None = None) -> dict:
        """The context of sessions/today.html with the card of `one` open."""
        fixed = bool(one and one.complete)
        listed = [one if one and key_of(found) == key_of(one) else found for found in self.found]
        return present.day_page(listed, one, self.school.slug, form=form, tail=self.tail) | {
            "title": _("Today’s sessions") if self.on == self.today else _("Sessions"), "on_words": day(self.on),
            "problems": present.problems(form) if form and form.errors else [], "stands": stands,
            "version": _version(one), "empty": self._empty(), "links": self._links(),
            "skip_url": "" if fixed or not one else self._skip(one),
            "submit_label": self._label(one, fixed),
        }  # fmt: skip

    def _label(self, one: Occasion | None, fixed: bool) -> str:
        waiting = [found for found in self.found if not found.complete and found is not one]
        if fixed or not one:
            return _("Save the change")
        return _("Save and next") if waiting else _("Save")

    def _skip(self, one: Occasion) -> str:
        waiting = [found for found in self.found if not found.complete]
        keys = [key_of(found) for found in waiting]
        if key_of(one) not in keys or len(keys) < 2:
            return self.url() if key_of(one) not in keys else ""
        return self.url(open=keys[(keys.index(key_of(one)) + 1) % len(keys)])

    def _empty(self) -> dict:
        words = _(
            "A session stands here when a weekly time of yours falls on the day and the school is open."
        )
        if not self.all:
            return {"title": _("No session of yours on this day"), "words": words,
                    "url": self.url(all="1"), "label": _("See everyone’s")}  # fmt: skip
        return {"title": _("No session on this day"), "words": words, "url": "", "label": ""}

    def _links(self) -> list[dict]:
        slug = self.school.slug
        found = [{"url": self.url(all=""), "label": _("Only mine")}] if self.all else []
        found += [] if self.all else [{"url": self.url(all="1"), "label": _("Everyone’s")}]
        if self.today - queries.BACK < self.on:
            found.append({"url": self.url(self.on - dt.timedelta(days=1)), "label": _("The day before")})
        if self.on < self.today:
            found.append({"url": self.url(self.today), "label": _("Today")})
        return [
            *found,
            {"url": reverse("sessions:extra", args=[slug]), "label": _("Another session")},
            {"url": reverse("sessions:week", args=[slug]), "label": _("Type in a week’s paper")},
            {"url": reverse("sessions:missed", args=[slug]), "label": _("Missed and given")},
        ]


def _version(one: Occasion | None) -> int | None:
    if not one or not one.recorded:
        return None
    return Session.objects.values_list("version", flat=True).get(pk=one.recorded.pk)


def occasion_of(found: DayPage, run: Provision, on: dt.date, at: dt.time) -> Occasion:
    """The session that an address names: of the day's list, or read for itself."""
    for one in found.found:
        if (one.provision, one.at) == (run.pk, at):
            return one
    return queries.occasion_at(run, found.user, on, at)


def as_stands(one: Occasion, session: Session) -> Occasion:
    """The same session with what has been recorded of it since the page began."""
    who, words = session.recorded_by, actions.words_of(session)
    stands = Recorded(session.pk, session.reference, session.minutes, session.held, session.not_held_why, session.line,
                      who.called, who.pk, session.recorded_at)  # fmt: skip
    marks = {pupil: Mark(*mark) for pupil, mark in words.marks.items()}
    children = tuple(replace(child, mark=marks.get(child.pk)) for child in one.children)
    return replace(one, recorded=stands, children=children)


def stands(session: Session, one: Occasion, user) -> dict:
    """What stands, told to whoever came second (templates/sessions/_stands.html)."""
    now = as_stands(one, session)
    rows = [
        {"name": child.first, "words": present.mark_words(child.mark, session.not_held_why, child.sex)}
        for child in now.children if child.named
    ]  # fmt: skip
    at = clock(timezone.localtime(session.recorded_at))
    words = _("%(who)s recorded this session at %(at)s") % {"who": session.recorded_by.called, "at": at}
    keep = reverse("sessions:today", args=[session.school.slug]) + f"?on={session.on.isoformat()}"
    return {"words": words, "rows": rows, "line": session.line, "may": actions.may_correct(user, session),
            "keep_url": keep}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A span of days to look at, with its name."""

    label: str
    span: Span


def spans(school: School, today: dt.date) -> dict[str, Choice]:
    """This week; this half-term and this term, or the last ones where today lies between. Two queries."""
    monday = today - dt.timedelta(days=today.weekday())
    found = {"week": Choice(_("This week"), Span(monday, monday + WEEK))}
    term = Term.objects.filter(school=school, start__lte=today).order_by("-start").first()
    if term is None:
        return found
    whole = Span(term.start, term.end)
    closed = Closure.objects.filter(school=school, start__gte=term.start, end__lte=term.end)
    half = half_of(whole, [Span(*days) for days in closed.values_list("start", "end")], today)
    words = _("%(name)s term") % {"name": term.name.removesuffix(" term")}
    return found | {"half": Choice(_("This half-term"), half), "term": Choice(words, whole)}


def half_of(term: Span, breaks: list[Span], today: dt.date) -> Span:
    """The part of a term that `today` lies in, divided by its longest break of four days or more; the whole of a term
    without one. A day in the break belongs to the part before it."""
    long = [span for span in breaks if (span.end - span.start).days >= 3]
    if not long:
        return term
    pause = max(long, key=lambda span: span.end - span.start)
    if today <= pause.end or pause.end >= term.end:
        return Span(term.start, max(pause.start - dt.timedelta(days=1), term.start))
    return Span(pause.end + dt.timedelta(days=1), term.end)


def missed_page(request, choice: Choice, days: SchoolDays) -> dict:
    """The context of sessions/missed.html: what the person may see of the span, in sums. Eleven queries."""
    school, user, today, span = request.school, request.user, timezone.localdate(), choice.span
    visible = Provision.objects.visible_to(user).filter(school=school).select_related("intervention")
    runs = {run.pk: run for run in visible.filter(start__lte=span.end, end__gte=span.start)}
    named = queries.named_pupils(school, user, runs)
    found = [place for place in places(school, span, today, provisions=runs, days=days)
             if named.knows(place.provision, place.pupil)]  # fmt: skip
    by_run, by_child = defaultdict(Dosage), defaultdict(Dosage)
    for place in found:
        by_run[place.provision] += place.dosage
        by_child[place.pupil] += place.dosage
    pupils = Pupil.objects.select_related("school_class").in_bulk(list(by_child))
    mine = set(Pupil.objects.visible_to(user).filter(pk__in=by_child).values_list("pk", flat=True))
    total = sum(by_run.values(), Dosage())
    missing = queries.unrecorded(school, user, today, since=span.start, everyone=True, days=days)
    until = day(min(span.end, max(today, span.start)))
    return {
        "span_words": _("%(start)s to %(end)s") % {"start": day(span.start), "end": until},
        "total": _figures(total), "reasons": _reasons(total),
        "runs": sorted((_run_row(runs[pk], dose) for pk, dose in by_run.items()), key=lambda row: row["sort"]),
        "children": sorted((_child_row(pupils[pk], dose, school, pk in mine) for pk, dose in by_child.items()),
                           key=lambda row: row["sort"]),
        "missing": [_missing_row(one, school, today) for one in missing[-MOST_LISTED:]],
        "missing_more": max(len(missing) - MOST_LISTED, 0), "missing_all": len(missing),
        "may_record": school.pk in user.schools_where(Permission.SESSION_RECORD),
    }  # fmt: skip


def _figures(dose: Dosage) -> dict:
    missed = sum(dose.missed.values())
    return {"planned": dose.planned, "delivered": dose.delivered, "missed": missed, "unrecorded": dose.unrecorded,
            "percent": "" if dose.percent is None else f"{dose.percent} %"}  # fmt: skip


def _reasons(dose: Dosage) -> list[dict]:
    whole = sum(dose.missed.values())
    rows = sorted(dose.missed.items(), key=lambda item: -item[1])
    return [
        {"why": str(Missed(why).label), "minutes": minutes, "percent": f"{round(100 * minutes / whole)} %"}
        for why, minutes in rows if minutes
    ]  # fmt: skip


def _run_row(run: Provision, dose: Dosage) -> dict:
    return _figures(dose) | {"name": run.title, "url": "", "sort": (run.title.lower(), run.pk)}


def _child_row(pupil: Pupil, dose: Dosage, school: School, visible: bool) -> dict:
    url = reverse("sessions:pupil", args=[school.slug, pupil.reference]) if visible else ""
    name, klass = (pupil.name, pupil.class_name) if visible else (pupil.first_name, "")
    return _figures(dose) | {"name": name, "klass": klass, "url": url,
                             "sort": (dose.share if dose.share is not None else 2, pupil.legal_last, pupil.pk)}  # fmt: skip


def _missing_row(one: queries.Unrecorded, school: School, today: dt.date) -> dict:
    return {"on": day(one.on), "at": present.at_words(one.at), "title": one.title, "adult": one.adult,
            "url": present.record_url(school.slug, one.reference, one.on, one.at)}  # fmt: skip


MISSED_AS_FILE = parts_of(
    {"children": "By child", "runs": "By provision"}, "Part", ("Name", "name"), ("Class", "klass"), ("Given", "percent"),
    ("Minutes planned", "planned"), ("Delivered", "delivered"), ("Missed", "missed"), ("Not recorded", "unrecorded"),
)  # fmt: skip
