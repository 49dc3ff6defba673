"""The kinds of things that are searched, each with the permission that opens it and rows that are asked for through its own
`visible_to`: nothing here can find what the person could not open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import (
    CharField,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, StrIndex, TruncDate
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyReport, Recommendation
from apdr.models import Annotation, Plan, Target
from apdr.models.plans import PLAN_TEXTS
from core.accounts.enums import Permission
from core.accounts.permissions import can
from ehcp.models import EhcPlan, PlanNeed, PlanOutcome, PlanProvision, PlanSection
from overview.search.asking import Word
from register.enums import DocumentKind, Sensitivity
from register.models import (
    PROFILE_TEXTS,
    Assessment,
    Concern,
    Conversation,
    Diagnosis,
    ExtraSupport,
    LifeEvent,
    Need,
    Profile,
    PupilDocument,
    Summary,
    Voice,
    in_sight_of,
)

# What every source gives, in this order: whose, when, which thing and where it opens, its title and words.
COLUMNS = ("pupil_key", "pupil_reference", "preferred", "legal", "last", "klass", "left", "day", "part", "target", "title",
           "body", "stems")  # fmt: skip
Words = tuple[Word, ...]
EHC_PAPERS = tuple(kind for kind in DocumentKind.values if kind.startswith("ehc"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: `sources(school, user, words)` gives querysets of COLUMNS, put together into one query. `stemmed`:
    that it looks for English stems too, and is given all words as one text."""

    key: str
    label: str
    needs: Permission
    sources: Callable[..., list[QuerySet]]
    stemmed: bool = False


def _text(*fields: str):
    """The fields as one text."""
    return Func(Value("\n"), *(F(name) for name in fields), function="CONCAT_WS", output_field=TextField())


def _each(field: str, path: str):
    """What stands at `path` in a list kept as JSON, as a JSON list."""
    every = Func(F(field), Value(path), function="jsonb_path_query_array", output_field=TextField())
    return Cast(every, TextField())


def _rows(
    rows: QuerySet, words: Words, *, part: str, body, day, target: str, title=None, pupil: str = "pupil"
):
    """`rows` in which every word stands in the body or in the child's name, and one at least in the body."""
    rows = rows.alias(words_here=body)
    here = [Q(words_here__iregex=word.pattern) for word in words]
    if len(here) > 1:  # of a single word the second says all
        for one, word in zip(here, words, strict=True):
            rows = rows.filter(one | _named(pupil, word))
    return _columns(
        rows.filter(reduce(or_, here)),
        part=part,
        body=F("words_here"),
        day=day,
        target=target,
        title=title,
        pupil=pupil,
    )


def _named(pupil: str, word: Word) -> Q:
    """Whether the child's name holds the word. Not `contains`, which would change the value on its way into the SQL."""
    if not word.key:
        return Q(pk__in=[])
    found = StrIndex(F(f"{pupil}__search"), Value(word.key), output_field=IntegerField())
    return Q(GreaterThan(found, 0))


def _columns(rows: QuerySet, *, part: str, body, day, target: str, title, pupil: str, stems=None) -> QuerySet:
    said = {
        "pupil_key": F(f"{pupil}__pk"), "pupil_reference": F(f"{pupil}__reference"),
        "preferred": F(f"{pupil}__preferred_first"), "legal": F(f"{pupil}__legal_first"), "last": F(f"{pupil}__legal_last"),
        "klass": F(f"{pupil}__school_class__name"), "left": F(f"{pupil}__left_on"), "day": Cast(day, DateField()),
        "part": Value(part, CharField()), "target": Cast(F(target), TextField()),
        "title": Cast(title if title is not None else Value(""), TextField()), "body": body,
        "stems": stems if stems is not None else Value("", TextField()),
    }  # fmt: skip
    # under a prefix, since a model may have a field of the same name
    return (
        rows.order_by()
        .annotate(**{f"s_{name}": said[name] for name in COLUMNS})
        .values_list(*(f"s_{n}" for n in COLUMNS))
    )


def documents(school, user, words: Words, together: str) -> list[QuerySet]:
    """Documents by title, by who they are from, and by the words that a worker drew out of them (English stems);
    `together` are all words as one text."""
    rows = (
        PupilDocument.objects.filter(school=school)
        .visible_to(user)
        .alias(words_here=_text("title", "source"))
    )
    if not can(user, Permission.EHCP_VIEW, school):
        rows = rows.exclude(kind__in=EHC_PAPERS)
    here = [Q(words_here__iregex=word.pattern) | Q(text__words=_stems(word.typed)) for word in words]
    if len(words) > 1:
        for number, (one, word) in enumerate(zip(here, words, strict=True)):
            weight = Func(_stems(word.typed), function="numnode", output_field=IntegerField())
            nothing = Q(**{f"weight{number}": 0})  # "the", which no text is found by
            rows = rows.alias(**{f"weight{number}": weight}).filter(one | _named("pupil", word) | nothing)
    text = _text("source", "text__text")
    stems = Cast(_stems(together), TextField())
    day = Coalesce("dated", TruncDate("filed_at"))
    return [_columns(rows.filter(reduce(or_, here)), part="document", body=text, day=day,
                     title=F("title"), target="reference", pupil="pupil", stems=stems)]  # fmt: skip


def _stems(typed: str) -> SearchQuery:
    return SearchQuery(typed, config="english")


def plans(school, user, words: Words) -> list[QuerySet]:
    """Support plans: their texts, their targets, the notes in their margin."""
    seen = Plan.objects.filter(school=school).visible_to(user)
    targets = Target.objects.filter(plan__in=seen)
    notes = Annotation.objects.filter(plan__in=seen)
    fields = ("target", "baseline", "criteria", "strategies", "provision", "who", "when", "outcome")
    return [
        _rows(seen, words, part="plan", body=_text(*PLAN_TEXTS, "evaluation"), day=F("starts"), target="reference",
              title=F("cycle")),
        _rows(targets, words, part="target", body=_text(*fields), day=F("plan__starts"), target="plan__reference",
              title=F("number"), pupil="plan__pupil"),
        _rows(notes, words, part="note", body=_text("words"), day=F("on"), target="plan__reference", pupil="plan__pupil"),
    ]  # fmt: skip


def profiles(school, user, words: Words) -> list[QuerySet]:
    """Profiles as they stand now."""
    seen = Profile.objects.filter(school=school, pupil__in=in_sight_of(user))
    return [_rows(seen, words, part="profile", body=_text(*PROFILE_TEXTS, "parents_say"), day=TruncDate("written_at"),
                  target="pupil__reference")]  # fmt: skip


def talks(school, user, words: Words) -> list[QuerySet]:
    """Meetings, calls and letters written down in the file."""
    seen = Conversation.objects.filter(school=school).visible_to(user)
    return [_rows(seen, words, part="talk", body=_text("about", "next_step", "people"), day=F("on"), title=F("kind"),
                  target="pupil__reference")]  # fmt: skip


def ehc(school, user, words: Words) -> list[QuerySet]:
    """EHC plans: each section, need, outcome and provision of the newest version that has it."""
    seen = EhcPlan.objects.filter(school=school).visible_to(user)
    common = {
        "day": F("plan_version__issued_on"),
        "target": "plan_version__reference",
        "pupil": "plan_version__plan__pupil",
    }
    sections = _newest(PlanSection, seen, written="text", letter=OuterRef("letter"))
    return [
        _rows(sections, words, part="section", body=_text("text"), title=F("letter"), **common),
        _rows(_newest(PlanNeed, seen), words, part="ehc-need", body=_text("text"), title=F("number"), **common),
        _rows(_newest(PlanOutcome, seen), words, part="ehc-outcome", body=_text("text", "by_when"), title=F("number"),
              **common),
        _rows(_newest(PlanProvision, seen), words, part="ehc-provision", body=_text("text", "who", "delivered_by"),
              title=F("letter"), **common),
    ]  # fmt: skip


def _newest(model, plans_seen: QuerySet, *, written: str = "", **same) -> QuerySet:
    """Rows of the last version of each plan that has any (that has it, with `same`)."""
    later = model.objects.filter(
        plan_version__plan=OuterRef("plan_version__plan"), plan_version__number__gt=OuterRef("plan_version__number"), **same
    )  # fmt: skip
    if written:
        later = later.exclude(**{written: ""})
    return model.objects.filter(~Exists(later), plan_version__plan__in=plans_seen)


def advice(school, user, words: Words) -> list[QuerySet]:
    """Professionals' reports, by their words once these were drawn out, and the advice written down from them."""
    reports = AgencyReport.objects.filter(school=school).visible_to(user)
    if not can(user, Permission.RESTRICTED_VIEW, school):
        reports = reports.filter(document__sensitivity=Sensitivity.ORDINARY)
    text = Func(Value("\n"), F("author"), F("agency__name"), _each("pages", "$[*].text"), function="CONCAT_WS",
                output_field=TextField())  # fmt: skip
    given = Recommendation.objects.filter(school=school).visible_to(user)
    given_words = ("what", "who", "how_often", "teacher_says", "why")
    return [
        _rows(reports, words, part="report", body=text, day=Coalesce("dated", "received_on"), target="reference",
              title=F("author")),
        _rows(given, words, part="advice", body=_text(*given_words), title=F("state"), target="pupil__reference",
              day=Coalesce("report__received_on", "visit__on", TruncDate("decided_at"))),
    ]  # fmt: skip


def concerns(school, user, words: Words) -> list[QuerySet]:
    """Concerns, extra support, and what happened in a child's life."""
    raised = Concern.objects.filter(school=school).visible_to(user)
    support = ExtraSupport.objects.filter(school=school).visible_to(user)
    events = LifeEvent.objects.filter(school=school, pupil__in=in_sight_of(user))
    told = ("reasons", "factors_note", "interventions", "parents_say", "child_says", "decision", "ground_staff",
            "ground_progress", "ground_family", "signposted_to", "referred_by")  # fmt: skip
    planned = ("difficulty", "targets", "support", "parents_say", "child_says", "found", "family_said")
    return [
        _rows(raised, words, part="concern", body=_text(*told), day=F("raised_on"), target="reference"),
        _rows(support, words, part="support", body=_text(*planned), day=F("starts"), target="reference"),
        _rows(
            events,
            words,
            part="event",
            body=_text("note"),
            day=F("on"),
            title=F("kind"),
            target="pupil__reference",
        ),
    ]


def needs(school, user, words: Words) -> list[QuerySet]:
    """Needs and what they look like, strengths, diagnoses, assessments."""
    mine = {"school": school, "pupil__in": in_sight_of(user)}
    return [
        _rows(Need.objects.filter(**mine), words, part="need", body=_text("note"), day=F("start"), title=F("code"),
              target="pupil__reference"),
        _rows(Summary.objects.filter(**mine), words, part="strengths", body=_text("strengths", "interests", "disability"),
              day=TruncDate("written_at"), target="pupil__reference"),
        _rows(Diagnosis.objects.filter(school=school).visible_to(user), words, part="diagnosis", title=F("what"),
              body=_text("what", "source", "note"), day=Coalesce("on", TruncDate("recorded_at")), target="pupil__reference"),
        _rows(Assessment.objects.filter(school=school).visible_to(user), words, part="assessment", title=F("instrument"),
              body=_text("instrument", "by_whom", "note"), day=F("on"), target="pupil__reference"),
    ]  # fmt: skip


def voice(school, user, words: Words) -> list[QuerySet]:
    """What children said."""
    said = Func(
        Value("\n"),
        _each("answers", "$[*].said"),
        F("own_targets"),
        function="CONCAT_WS",
        output_field=TextField(),
    )
    seen = Voice.objects.filter(school=school).visible_to(user)
    return [_rows(seen, words, part="voice", body=said, day=F("on"), target="pupil__reference")]


KINDS = (
    Kind("documents", _("Documents"), Permission.SEN_VIEW, documents, stemmed=True),
    Kind("plans", _("Plans"), Permission.SEN_VIEW, plans),
    Kind("profiles", _("Profiles"), Permission.SEN_VIEW, profiles),
    Kind("talks", _("Meetings and calls"), Permission.SEN_VIEW, talks),
    Kind("ehc", _("EHC plans"), Permission.EHCP_VIEW, ehc),
    Kind("advice", _("Reports and advice"), Permission.REFERRAL_VIEW, advice),
    Kind("concerns", _("Concerns and events"), Permission.CONCERN_VIEW, concerns),
    Kind("needs", _("Needs and assessments"), Permission.SEN_VIEW, needs),
    Kind("voice", _("Child’s voice"), Permission.SEN_VIEW, voice),
)
BY_KEY = {kind.key: kind for kind in KINDS}


def kinds_for(user, school) -> list[Kind]:
    """The kinds that the person's roles at the school let them read."""
    return [kind for kind in KINDS if can(user, kind.needs, school)]
