"""How pupils get on, term by term: the termly review of the register and progress meetings (R-11 to R-13, R-37)."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can, check_role
from core.calendar.dates import Span, academic_year
from core.schools.models import School
from core.ui.fields import DayField
from core.ui.listing import draw_list, rows_of
from core.ui.present import day, state
from register.enums import ON_REGISTER, Level, ProgressFound
from register.models import ProgressReview, Pupil
from register.present import level_chip
from register.queries import classes_of
from register.response.queries import terms_of

WATCHED_TOO = (*ON_REGISTER, Level.EMERGING_CONCERN, Level.MONITORING)


@transaction.atomic
def record_progress(
    *, pupil: Pupil, on: dt.date, progress: ProgressFound, note: str, by: User, at: dt.datetime
) -> ProgressReview:
    """Record that a pupil's progress was looked at on a day (R-11, R-37). Raises Denied: the role, a day to come or
    before birth, or less than expected without a line that says what was seen."""
    check_can(by, Permission.PROGRESS_REVIEW, pupil)
    if not pupil.born <= on <= timezone.localdate(at):
        raise Denied("Choose the day of the meeting: today or earlier.")
    if progress == ProgressFound.LESS and not note.strip():
        raise Denied(f"Say in a line what you see when {pupil.first_name} makes less progress than expected.")
    return ProgressReview.objects.create(
        school_id=pupil.school_id, pupil=pupil, on=on, progress=progress, note=note.strip(), recorded_at=at,
        recorded_by=by,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A pupil at a level, and the last look at their progress."""

    pupil: Pupil
    level: str
    last_on: dt.date | None
    last_found: str
    last_note: str


def progress_lines(school: School, user, klass: str = "") -> list[ProgressLine]:
    """Pupils in the user's sight who are on the register or watched, those longest unseen first. One query."""
    last = ProgressReview.objects.filter(pupil=OuterRef("pk")).order_by("-on", "-pk")
    pupils = Pupil.objects.filter(school=school).visible_to(user).here().alias(
        period=FilteredRelation("periods", condition=Q(periods__end=None))
    ).filter(period__level__in=WATCHED_TOO)  # fmt: skip
    if klass:
        pupils = pupils.filter(school_class__reference=klass)
    found = pupils.select_related("school_class", "school").defer("school__crest").annotate(
        level=F("period__level"),
        last_on=Subquery(last.values("on")[:1]), last_found=Subquery(last.values("progress")[:1]),
        last_note=Subquery(last.values("note")[:1]),
    ).order_by("school_class__name", "legal_last", "legal_first", "pk")  # fmt: skip
    return [ProgressLine(p, p.level, p.last_on, p.last_found or "", p.last_note or "") for p in found]


def current_term(terms: list[Span], today: dt.date) -> Span | None:
    """The term that `today` lies in, or the last one that began before it; None when none has."""
    begun = [term for term in terms if term.start <= today]
    return max(begun, key=lambda term: term.start) if begun else None


class MeetingForm(forms.Form):
    """The day of the meeting; what was found of each pupil stands in fields of their own, by reference."""

    on = DayField(label="Day of the meeting", error_messages={"required": "Say on what day"})

    def __init__(self, *args, lines: list[ProgressLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            reference = line.pupil.reference
            self.fields[f"found-{reference}"] = forms.ChoiceField(
                label=f"How does {line.pupil.name} get on?", choices=[("", "Not looked at"), *ProgressFound.choices],
                required=False,
            )  # fmt: skip
            self.fields[f"note-{reference}"] = forms.CharField(
                label=f"In a line about {line.pupil.name}", max_length=300, required=False
            )

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("This day is in the future: enter the day of the meeting")
        return self.cleaned_data["on"]

    def clean(self):
        data = super().clean()
        for line in self.lines:
            found, note = (data.get(f"{part}-{line.pupil.reference}", "") for part in ("found", "note"))
            if found == ProgressFound.LESS and not note.strip():
                self.add_error(f"note-{line.pupil.reference}", "Say in a line what you see")
            if note.strip() and not found:
                self.add_error(f"found-{line.pupil.reference}", "Choose how it goes, or take the line away")
        return data

    def looked_at(self):
        """(pupil, what was found, the line) of those whom the meeting looked at."""
        for line in self.lines:
            reference = line.pupil.reference
            if found := self.cleaned_data[f"found-{reference}"]:
                yield line.pupil, ProgressFound(found), self.cleaned_data[f"note-{reference}"]


def progress(request, school):
    """Look at everybody's progress at once: one meeting, a line a child."""
    check_role(request.user, Permission.PROGRESS_REVIEW, request.school.pk)
    classes = _classes(request)
    chosen = next((one["key"] for one in classes if one["current"]), "")
    lines = progress_lines(request.school, request.user, chosen)
    form = MeetingForm(request.POST or None, lines=lines, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            done = [
                record_progress(pupil=pupil, on=form.cleaned_data["on"], progress=found, note=note, by=request.user,
                                at=now())
                for pupil, found, note in form.looked_at()
            ]  # fmt: skip
        messages.success(request, f"{len(done)} recorded." if len(done) != 1 else "1 recorded.")
        return redirect(request.get_full_path())
    moves = can(request.user, Permission.STATUS_CHANGE, request.school)
    context = progress_page(form, request.school, timezone.localdate(), moves=moves) | {"classes": classes}
    return draw_list(request, "response/progress.html", context, name="progress", title="Progress, term by term",
                     table=AS_FILE)  # fmt: skip


def _classes(request) -> list[dict]:
    """The classes to choose from, for those who see the whole school; the first where none is asked for."""
    if request.school.pk not in request.user.whole_school_ids:
        return []
    known = classes_of(request.school, academic_year(timezone.localdate()))
    asked = request.GET.get("class", "")
    chosen = (
        asked if asked in {ref for ref, _name in known} else known[0][0] if known and asked != "all" else ""
    )
    here = reverse("response:progress", args=[request.school.slug])
    pills = [
        {"key": ref, "label": name, "url": f"{here}?class={ref}", "current": ref == chosen}
        for ref, name in known
    ]
    return [*pills, {"key": "", "label": "All classes", "url": f"{here}?class=all", "current": not chosen}]


def progress_page(form: MeetingForm, school: School, today: dt.date, *, moves: bool) -> dict:
    """The context of response/progress.html."""
    term = current_term(terms_of(school), today)
    rows = [_row(form, line, term, school, moves=moves) for line in form.lines]
    due = sum(row["state"].key != "done" for row in rows)
    return {"form": form, "rows": rows, "register": school.label("register"),
            "line": f"{len(rows) - due} of {len(rows)} children looked at this term." if rows else ""}  # fmt: skip


def _row(form: MeetingForm, line: ProgressLine, term: Span | None, school: School, *, moves: bool) -> dict:
    pupil = line.pupil
    seen = line.last_on is not None and (term is None or line.last_on >= term.start)
    here = [school.slug, pupil.reference]
    return {
        "name": pupil.name, "url": pupil.get_absolute_url(), "level": level_chip(line.level),
        "klass": pupil.school_class.name if pupil.school_class else "",
        "state": state("done", "This term") if seen else state("soon", "To look at"),
        "last": f"{day(line.last_on)}: {ProgressFound(line.last_found).label}" if line.last_on else "",
        "note": line.last_note, "found": form[f"found-{pupil.reference}"], "line": form[f"note-{pupil.reference}"],
        "level_url": reverse("response:level", args=here) if moves and line.last_found in ("less", "better") else "",
    }  # fmt: skip


AS_FILE = rows_of("rows", ("Name", "name"), ("Class", "klass"), ("Level", "level"), ("This term", "state"), ("Last", "last"),
                  ("In a line", "note"))  # fmt: skip
