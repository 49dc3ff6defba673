"""Everything that has happened to one pupil, by date, read across the rooms in one query."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Case, CharField, DateField, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Least, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.enums import VisitState
from agencies.models import Visit
from apdr.enums import MeetingHow, MeetingState, ProvisionState
from apdr.models import Plan, ProvisionPupil, ReviewMeeting
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.present import day
from register.enums import (
    AdjustmentKind,
    ArrangementKind,
    ConcernKind,
    ConversationKind,
    DocumentKind,
    EventKind,
    Finding,
    LetterKind,
    Level,
    NeedType,
    Outcome,
    SupportOutcome,
    VoiceKind,
)
from register.models import (
    AccessArrangement,
    Adjustment,
    Assessment,
    Concern,
    Conversation,
    Diagnosis,
    ExtraSupport,
    HealthcarePlan,
    Letter,
    LifeEvent,
    Need,
    Profile,
    Pupil,
    PupilDocument,
    StatusPeriod,
    Voice,
    WatchCheck,
)

# The kinds that the list can be narrowed to, as the address has them.
KINDS = {
    "levels": lazy("Levels and needs"),
    "concerns": lazy("Concerns and extra support"),
    "events": lazy("What happened at home or school"),
    "found": lazy("Assessments and diagnoses"),
    "voice": lazy("Child’s voice"),
    "plans": lazy("Plans and reviews"),
    "provision": lazy("Provision"),
    "visits": lazy("Visits from outside"),
    "letters": lazy("Letters"),
    "meetings": lazy("Meetings and calls"),
    "documents": lazy("Documents"),
    "care": lazy("Arrangements"),
    "profile": lazy("Profile"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one table that stand in the timeline. `on` is the day, `first` becomes the heading through `says`,
    `second` stands below it for who has `second_needs`, `who` names the column of the person. `url` is a page of the
    pupil, or with `own` of the row itself."""

    kind: str
    rows: Callable
    on: object
    says: Callable[[str], str]
    first: str
    second: str = ""
    who: str = "recorded_by"
    url: str = ""
    own: bool = False
    needs: Permission = Permission.SEN_VIEW
    second_needs: Permission = Permission.SEN_VIEW


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `source` is its key in SOURCES."""

    source: str
    on: dt.date
    first: str
    second: str
    who: str
    reference: str


def _of(model, **also) -> Callable:
    return lambda pupil, user: model.objects.filter(pupil=pupil, **also)


def _seen(model) -> Callable:
    return lambda pupil, user: model.objects.visible_to(user).filter(pupil=pupil)


def _papers(pupil: Pupil, user):
    """Documents but letters, which are told as letters."""
    return PupilDocument.objects.visible_to(user).filter(pupil=pupil).exclude(kind=DocumentKind.LETTER)


def _versions(pupil: Pupil, user):
    return Profile.pgh_event_model.objects.filter(pupil=pupil).distinct()


def _checks(pupil: Pupil, user):
    return WatchCheck.objects.filter(period__pupil=pupil)


def _places(*, ended: bool) -> Callable:
    """Places in provision that has begun; with `ended` those that are over for the pupil."""
    over = Q(provision__state=ProvisionState.ENDED) | Q(end__isnull=False)
    begun = ProvisionPupil.objects.filter(provision__state__in=[ProvisionState.RUNNING, ProvisionState.ENDED])
    return lambda pupil, user: begun.filter(over, pupil=pupil) if ended else begun.filter(pupil=pupil)


def _label(choices, prefix: str = "") -> Callable[[str], str]:
    return lambda value: f"{prefix}{choices(value).label}"


def _first_seen(date: str, moment: str):
    return Coalesce(F(date), TruncDate(moment), output_field=DateField())


# until when a pupil was in a provision: the least of both, whichever of them is set
LAST_DAY = Least(Coalesce(F("end"), F("provision__end")), F("provision__end"))
CONCERN = {"needs": Permission.CONCERN_VIEW, "own": True}
SOURCES = {
    "level": Source("levels", _of(StatusPeriod), F("start"), _label(Level), "level", "reason",
                    second_needs=Permission.CONCERN_VIEW),  # the reason may be the words of a concern
    "check": Source("levels", _checks, F("checked_on"), _label(Finding, "After support: "), "finding", "note", "checked_by"),
    "need": Source("levels", _of(Need), F("start"), _label(NeedType), "code", "note", "", "needs:needs"),
    "concern": Source("concerns", _of(Concern), F("raised_on"), lambda v: _("Concern: %s") % ConcernKind(v).label, "kind",
                      "reasons", "recorded_by", "concerns:concern", **CONCERN),
    "decision": Source("concerns", _of(Concern, state="decided"), F("decided_on"), _label(Outcome, "Decision: "), "outcome",
                       "decision", "decided_by", "concerns:concern", **CONCERN),
    "support": Source("concerns", _of(ExtraSupport), F("starts"), lambda v: _("Extra support begins"), "state", "targets",
                      "written_by", "concerns:support", **CONCERN),
    "support_end": Source("concerns", _of(ExtraSupport, state="reviewed"), F("reviewed_on"),
                          _label(SupportOutcome, "Extra support reviewed: "), "outcome", "found", "reviewed_by",
                          "concerns:support", **CONCERN),
    "event": Source("events", _of(LifeEvent), F("on"), _label(EventKind), "kind", "note",
                    needs=Permission.CONCERN_VIEW),
    "assessment": Source("found", _of(Assessment), F("on"), str, "instrument", "note", url="needs:assessments"),
    "diagnosis": Source("found", _of(Diagnosis), _first_seen("on", "recorded_at"), lambda v: _("Diagnosis: %s") % v, "what",
                        "source", url="needs:needs"),
    "voice": Source("voice", _of(Voice), F("on"), _label(VoiceKind, "Child’s voice: "), "kind", "own_targets",
                    url="voice:voices"),
    "agreed": Source("plans", _of(Plan, agreed_at__isnull=False), TruncDate("agreed_at"),
                     lambda v: _("Plan agreed, cycle %s") % v, "cycle", "", "agreed_by", "plans:plan", own=True),
    "shared": Source("plans", _of(Plan, shared_at__isnull=False), TruncDate("shared_at"),
                     lambda v: _("Plan shared, cycle %s") % v, "cycle", "", "shared_by", "plans:plan", own=True),
    "reviewed": Source("plans", _of(Plan, closed_at__isnull=False, agreed_at__isnull=False), TruncDate("closed_at"),
                       lambda v: _("Plan reviewed, cycle %s") % v, "cycle", "", "closed_by", "plans:plan", own=True),
    "review": Source("meetings", _of(ReviewMeeting, state=MeetingState.HELD), F("on"),
                     _label(MeetingHow, "Review with the parents: "), "how", "who_came", "led_by", "reviews:meeting",
                     own=True),
    "given": Source("provision", _places(ended=False), F("start"), lambda v: _("Begins: %s") % v,
                    "provision__intervention__name", "", "", "provision:pupil", needs=Permission.PROVISION_VIEW),
    "given_end": Source("provision", _places(ended=True), LAST_DAY, lambda v: _("Ends: %s") % v,
                        "provision__intervention__name", "found", "", "provision:pupil", needs=Permission.PROVISION_VIEW),
    "visit": Source("visits", _of(Visit, state=VisitState.DONE), F("on"), lambda v: _("Visit: %s") % v, "agency__name",
                    "suggestions", "", "visits:visit", own=True, needs=Permission.VISIT_VIEW),
    "letter": Source("letters", _seen(Letter), TruncDate("sent_at"), _label(LetterKind, "Letter: "), "kind", "", "sent_by"),
    "conversation": Source("meetings", _seen(Conversation), F("on"), _label(ConversationKind), "kind", "about",
                           url="file:file"),
    "document": Source("documents", _papers, _first_seen("dated", "filed_at"), str, "title", "kind",
                       "filed_by", "file:document", own=True),
    "access": Source("care", _of(AccessArrangement), F("start"), _label(ArrangementKind), "kind", "detail",
                     url="arrangements:list"),
    "adjustment": Source("care", _of(Adjustment), F("start"), _label(AdjustmentKind), "kind", "what",
                         url="arrangements:list"),
    "healthcare": Source("care", _of(HealthcarePlan), F("start"), lambda v: _("Healthcare plan: %s") % v, "condition",
                         url="arrangements:list"),
    "profile": Source("profile", _versions, TruncDate("written_at"), lambda v: _("Profile, version %s") % v, "version", "",
                      "written_by", "profiles:versions"),
}  # fmt: skip


def timeline_of(pupil: Pupil, user, today: dt.date, kind: str = "") -> list[Entry]:
    """What has happened to the pupil up to today that the user may see, newest first; of one kind where given. What is
    restricted or needs a permission that the user has not stays out. One query, however much there is."""
    asked = {needs for source in SOURCES.values() for needs in (source.needs, source.second_needs)}
    allowed = {permission for permission in asked if can(user, permission, pupil)}
    chosen = [key for key, s in SOURCES.items() if s.needs in allowed and (not kind or s.kind == kind)]
    parts = [_rows(key, SOURCES[key], pupil, user, allowed) for key in chosen]
    if not parts:
        return []
    found = [Entry(*row) for row in (parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])]
    past = [entry for entry in found if entry.on and entry.on <= today]
    return sorted(past, key=lambda entry: entry.on, reverse=True)


def _rows(key: str, source: Source, pupil: Pupil, user, allowed: set[Permission]):
    text, second = TextField(), source.second if source.second_needs in allowed else ""
    rows = source.rows(pupil, user).order_by()
    has_reference = any(field.name == "reference" for field in rows.model._meta.fields)
    return rows.values_list(
        Cast(Value(key), text), Cast(source.on, DateField()), Cast(F(source.first), text),
        Cast(F(second) if second else Value(""), text), _person(source.who),
        Cast(F("reference") if has_reference else Value(""), text),
    )  # fmt: skip


def _person(column: str):
    """The person as called at school; "" where the row names nobody."""
    if not column:
        return Cast(Value(""), TextField())
    formal = When(**{f"{column}__formal_name": ""}, then=F(f"{column}__name"))
    called = Case(formal, default=F(f"{column}__formal_name"), output_field=CharField())
    return Cast(Coalesce(called, Value("")), TextField())


def timeline_page(pupil: Pupil, user, today: dt.date, kind: str) -> dict:
    """The context of overview/timeline.html but for the frame. `kind` is a key of KINDS or ""."""
    everything = timeline_of(pupil, user, today)
    here = reverse("overview:timeline", args=[pupil.school.slug, pupil.reference])
    shown = [entry for entry in everything if not kind or SOURCES[entry.source].kind == kind]
    return {
        "pills": list(_pills(everything, kind, here)), "years": _by_year(shown, pupil, user), "count": len(shown),
    }  # fmt: skip


def _pills(entries: list[Entry], kind: str, here: str) -> Iterator[dict]:
    yield {"label": _("Everything"), "count": len(entries), "url": here, "current": not kind}
    for key, label in KINDS.items():
        count = sum(SOURCES[entry.source].kind == key for entry in entries)
        if count:
            yield {"label": label, "count": count, "url": f"{here}?kind={key}", "current": key == kind}


def _by_year(entries: list[Entry], pupil: Pupil, user) -> list[dict]:
    years: dict[int, list[dict]] = {}
    letters = can(user, Permission.LETTER_SEND, pupil)
    for entry in entries:
        years.setdefault(entry.on.year, []).append(_line(entry, pupil, letters))
    return [{"year": year, "entries": lines} for year, lines in years.items()]


def _line(entry: Entry, pupil: Pupil, letters: bool) -> dict:
    """One entry in the terms of components/timeline.html."""
    source, slug = SOURCES[entry.source], pupil.school.slug
    name = "letters:pupil" if entry.source == "letter" and letters else source.url
    url = reverse(name, args=[slug, entry.reference if source.own else pupil.reference]) if name else ""
    detail = str(DocumentKind(entry.second).label) if entry.source == "document" else entry.second
    return {"when": day(entry.on), "what": source.says(entry.first), "who": entry.who, "url": url, "state": None,
            "detail": detail if len(detail) <= 240 else f"{detail[:239].rstrip()}…"}  # fmt: skip
