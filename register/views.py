from collections import Counter
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, check_role, visible_or_404
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.calendar.dates import academic_year
from core.documents.actions import make_again
from core.documents.models import IssueState
from core.jobs.models import JobState
from core.ui.editing import Editing, choices_in, conflict_page, saved_note, typed_in, version_in
from core.ui.exports import XLSX, as_csv, as_xlsx, download
from core.ui.present import clock, day
from register import actions, present, queries
from register.enums import FLAGS, ON_REGISTER, YEAR_LABEL, Level, NeedType
from register.forms import LevelForm, ProfileForm
from register.models import PROFILE_TEXTS, Profile, Pupil, PupilDocument
from register.queries import RegisterFilter

WHOLE = RegisterFilter()
COLUMNS = (
    ("name", "Name", "name"), ("class", "Class", "klass"), ("need", "Need", "needs"), ("level", "Level", "level"),
    ("since", "Since", "since"), ("review", "Next review", "state"), ("flags", "Flags", "flagged"),
)  # fmt: skip


def chosen_filter(request) -> RegisterFilter:
    """What the address asks for; anything unknown in it counts as not asked."""
    get = request.GET
    sort, down = get.get("sort", "review"), get.get("down") == "1"
    year, _, klass = get.get("class", "").partition(":")
    return RegisterFilter(
        q=get.get("q", "")[:80].replace("\0", ""), year=year if year in YEAR_LABEL else "",
        klass=klass if year == "c" else "", need=get.get("need", ""), level=get.get("level", ""),
        flag=get.get("flag", ""), sort=sort if sort in queries.SORTS else "review", down=down,
    )  # fmt: skip


@require_GET
def register_page(request, school):
    """The whole register on one page, narrowed and sorted as the address says."""
    check_can(request.user, Permission.REGISTER_VIEW, request.school)
    chosen, today = chosen_filter(request), timezone.localdate()
    rows = queries.register_rows(request.school, request.user, chosen)
    context = {"heading": request.school.label("register"), "found": _found(len(rows)),
               "columns": _columns(request, chosen), "rows": present.register_lines(rows, request.school, today),
               "empty": _empty(request)}  # fmt: skip
    if request.htmx:
        return render(request, "register/_table.html", context)
    counts = _counts(request, chosen, rows)
    return render(request, "register/register.html", context | _page(request, chosen, counts, today))


def _counts(request, chosen: RegisterFilter, rows: list[queries.RegisterRow]) -> dict[str, int]:
    """Pupils on roll and at each level. The whole register is in `rows` already when nothing narrows it."""
    if replace(chosen, sort=WHOLE.sort, down=WHOLE.down) != WHOLE:
        return queries.register_counts(request.school, request.user)
    at_level = Counter(row.level for row in rows)
    on_roll = queries.pupils_on_roll(request.school, request.user)
    return {level.value: at_level[level.value] for level in Level} | {"on_roll": on_roll}


def _found(count: int) -> str:
    return "1 child found" if count == 1 else f"{count} children found"


def _columns(request, chosen: RegisterFilter) -> list[dict]:
    columns = []
    for key, label, css in COLUMNS:
        current = key == chosen.sort
        query = request.GET.copy()
        query["sort"], query["down"] = key, "1" if current and not chosen.down else "0"
        direction = ("descending" if chosen.down else "ascending") if current else ""
        url = "" if key == "flags" else f"?{query.urlencode()}"
        columns.append({"key": key, "label": label, "class": css, "sort_url": url, "direction": direction})
    return columns


def _empty(request) -> dict:
    slug = request.school.slug
    if request.GET:
        return {"title": "No child matches", "words": "Nobody on the register fits this filter.",
                "action_url": reverse("register:register", args=[slug]),
                "action_label": "Show the whole register"}  # fmt: skip
    empty = {
        "title": "No child is on the register yet",
        "words": "Put a child on the register, or import your list.",
    }
    if can(request.user, Permission.STATUS_CHANGE, request.school):
        empty |= {"action_url": reverse("register:add", args=[slug]), "action_label": "Add a child",
                  "action2_url": reverse("importing:upload", args=[slug]),
                  "action2_label": "Import from your MIS"}  # fmt: skip
    return empty


def _page(request, chosen: RegisterFilter, counts: dict[str, int], today) -> dict:
    school = request.school
    on_register = sum(counts[level] for level in ON_REGISTER)
    here = reverse("register:register", args=[school.slug])
    query = request.GET.urlencode()
    exports = [{"label": label, "url": f"{reverse('register:export', args=[school.slug, kind])}?{query}"}
               for label, kind in (("Excel (XLSX)", "xlsx"), ("CSV", "csv"))]  # fmt: skip
    may_export = can(request.user, Permission.REGISTER_EXPORT, school)
    may_add = can(request.user, Permission.STATUS_CHANGE, school)
    return {
        "line": f"{on_register} children of {counts['on_roll']}, as on",
        "as_on": day(today),
        "pills": _pills(here, counts, on_register, chosen),
        "exports": exports if may_export else [],
        "add_url": reverse("register:add", args=[school.slug]) if may_add else "",
        "short_forms": present.short_forms(),
        "filters": {"q": chosen.q, "selects": _selects(request, chosen, today)},
    }


def _pills(here: str, counts: dict[str, int], on_register: int, chosen: RegisterFilter) -> list[dict]:
    pills = [
        {"label": "Whole register", "count": on_register, "url": here, "current": chosen == RegisterFilter()}
    ]
    for level in (Level.SEN_RECORDED, Level.SEN_SUPPORT, Level.FURTHER_SUPPORT, Level.EHC_PLAN):
        url = f"{here}?{urlencode({'level': level.value})}"
        current = chosen == RegisterFilter(level=level.value)
        pills.append({"label": level.label, "count": counts[level], "url": url, "current": current})
    return pills


def _options(pairs, chosen: str) -> list[dict]:
    return [
        {"value": value, "label": label, "selected": " selected" if value == chosen else ""}
        for value, label in pairs
    ]


def _selects(request, chosen: RegisterFilter, today) -> list[dict]:
    classes = [(f"c:{ref}", name) for ref, name in queries.classes_of(request.school, academic_year(today))]
    years = [("", "All years"), *YEAR_LABEL.items(), *classes]
    needs = [("", "Any need"), *((need.value, need.value) for need in NeedType)]
    levels = [("", "All levels"), *((level.value, level.label) for level in ON_REGISTER)]
    flags = [("", "Any flag"), *((name, full) for name, _, full in FLAGS)]
    klass = f"c:{chosen.klass}" if chosen.klass else chosen.year
    return [
        {"name": "class", "label": "Year or class", "options": _options(years, klass)},
        {"name": "need", "label": "Need", "options": _options(needs, chosen.need)},
        {"name": "level", "label": "Level", "options": _options(levels, chosen.level)},
        {"name": "flag", "label": "Flag", "options": _options(flags, chosen.flag)},
    ]


@require_GET
def export(request, school, kind):
    """The register as the filter shows it, as a file; recorded."""
    check_can(request.user, Permission.REGISTER_EXPORT, request.school)
    rows = present.export_rows(queries.register_rows(request.school, request.user, chosen_filter(request)))
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT,
                   what=f"the register, {len(rows)} rows, as {kind.upper()}")  # fmt: skip
    name = f"register-{school}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "csv":
        return download(
            as_csv(present.EXPORT_HEADINGS, rows), name=name, content_type="text/csv; charset=utf-8"
        )
    return download(as_xlsx("Register", present.EXPORT_HEADINGS, rows), name=name, content_type=XLSX)


@require_GET
def search(request, school):
    """Pupils by part of a name; a single find opens at once."""
    check_can(request.user, Permission.REGISTER_VIEW, request.school) if not can(
        request.user, Permission.PUPILS_LIST, request.school
    ) else None
    text = request.GET.get("q", "")[:80].replace("\0", "").strip()
    found = queries.search_pupils(request.school, request.user, text) if text else []
    if len(found) == 1:
        return redirect(found[0])
    rows = [{"name": p.name, "url": p.get_absolute_url(), "klass": p.school_class.name if p.school_class else "",
             "left": p.left_on is not None} for p in found]  # fmt: skip
    return render(request, "register/search.html", {"q": text, "rows": rows, "many": len(found) == 20})


@require_GET
def add(request, school):
    """Find the pupil to put on the register."""
    check_can(request.user, Permission.STATUS_CHANGE, request.school)
    text = request.GET.get("q", "")[:80].replace("\0", "").strip()
    found = queries.search_pupils(request.school, request.user, text) if text else []
    rows = [{"name": p.name, "klass": p.school_class.name if p.school_class else "",
             "url": reverse("register:level", args=[school, p.reference])} for p in found if not p.left_on]  # fmt: skip
    return render(request, "register/pupil_add.html", {"q": text, "rows": rows})


def level(request, school, reference):
    """Put a pupil on the register, or change the level."""
    pupil = visible_or_404(
        Pupil.objects.select_related("school", "school_class"), request.user, reference=reference
    )
    check_can(request.user, Permission.STATUS_CHANGE, pupil)
    period, needs = queries.open_period(pupil), queries.needs_of(pupil)
    codes = [need.code for need in needs] + ["", ""]
    form = LevelForm(request.POST or None, pupil=pupil, current=period.level if period else None,
                     hide_recorded=request.school.hide_recorded_tier,
                     initial={"start": timezone.localdate(), "main_need": codes[0], "second_need": codes[1]})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            _set_level(pupil, form, request.user)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, f"{pupil.first_name} is now at {Level(form.cleaned_data['level']).label}."
            )
            return redirect(pupil)
    head = present.pupil_head(pupil, period, needs, timezone.localdate())
    title = f"Change {pupil.first_name}’s level" if period else f"Put {pupil.first_name} on the register"
    submit = "Change the level" if period else "Add to the register"
    return render(request, "form_page.html", {
        "form": form, "pupil": head, "title": title, "back_url": pupil.get_absolute_url(),
        "back_label": f"Back to {pupil.first_name}", "submit_label": submit,
        "note": "What you typed is kept." if form.errors else "",
    })  # fmt: skip


def _set_level(pupil: Pupil, form: LevelForm, by) -> None:
    data = form.cleaned_data
    common = {"pupil": pupil, "level": data["level"], "start": data["start"], "reason": data["reason"],
              "consulted": data["consulted"], "additional": data["additional"], "by": by, "at": now()}  # fmt: skip
    if data["level"] in ON_REGISTER:
        actions.put_on_register(**common, needs=form.needs)
    else:
        actions.set_level(**common)


@require_GET
def document(request, school, reference):
    """An issued document's bytes, for whoever may see the pupil (the family: what was shared with them)."""
    documents = PupilDocument.objects.select_related("issued__file", "issued__job", "pupil__school", "school")
    found = visible_or_404(documents, request.user, reference=reference)
    if found.issued.state != IssueState.READY:
        return _not_ready(request, found)
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT, what=found.title,
                   subject=found.pupil.reference)  # fmt: skip
    kept = found.issued.file
    with kept.content.open("rb") as content:
        data = content.read()
    name = f"{found.title} {found.pupil.reference}.pdf"
    return download(data, name=name, content_type=kept.content_type, inline=request.GET.get("inline") == "1")


@require_POST
def document_remake(request, school, reference):
    """Have the PDF of an issued document made again, when it could not be made."""
    documents = PupilDocument.objects.select_related("issued__job", "pupil__school", "school")
    found = visible_or_404(documents, request.user, reference=reference)
    check_can(request.user, Permission.PLAN_AGREE, found)
    make_again(document=found.issued, by=request.user, at=now())
    return redirect("register:document", school, reference)


def _not_ready(request, document: PupilDocument):
    """The document's page while its bytes are not there: it waits, or says that they could not be made."""
    job = document.issued.job
    failed = job is not None and job.state == JobState.FAILED
    here = [document.school.slug, document.reference]
    context = {"title": document.title, "failed": failed,
        "remake_url": reverse("register:document-remake", args=here), "back_url": document.pupil.get_absolute_url(),
               "back_label": f"Back to {document.pupil.first_name}"}  # fmt: skip
    return render(request, "register/document_making.html", context, status=202)


def profile(request, school, reference):
    """Write the pupil's profile; drafts are kept and two people's texts never overwrite each other."""
    pupil = visible_or_404(
        Pupil.objects.select_related("school", "school_class"), request.user, reference=reference
    )
    check_can(request.user, Permission.PROFILE_EDIT, pupil)
    held = Profile.objects.filter(pupil=pupil).first() or Profile(school=pupil.school, pupil=pupil, version=0)
    held.reference = pupil.reference  # a draft is kept under the pupil's: a new profile has none yet
    editing = Editing("profile", held, request.user, profile_text(held), profile_labels())
    if request.method == "POST":
        return _profile_posted(request, pupil, held, editing)
    draft = editing.begin(now())
    form = ProfileForm(initial=draft.data if draft else None, instance=held)
    return _profile_page(request, pupil, held, form, draft)


def profile_text(held: Profile) -> dict[str, str]:
    """The profile as its form's text."""
    texts = {name: getattr(held, name) for name in PROFILE_TEXTS}
    return texts | {"review_on": f"{held.review_on.day} {held.review_on:%m %Y}" if held.review_on else ""}


def profile_labels() -> dict[str, str]:
    return {name: str(field.label) for name, field in ProfileForm.base_fields.items()}


def _profile_page(request, pupil, held, form, draft, status=200):
    head = present.pupil_head(
        pupil, queries.open_period(pupil), queries.needs_of(pupil), timezone.localdate()
    )
    at = clock(timezone.localtime(draft.saved_at)) if draft else ""
    context = {
        "form": form, "pupil": head, "title": f"{request.school.label('profile')} for {pupil.name}",
        "back_url": pupil.get_absolute_url(), "back_label": f"Back to {pupil.first_name}",
        "version": draft.base if draft else held.version,
        "submit_label": "Save the profile", "autosave_url": request.path, "saved": {"at": at, "other": ""},
    }  # fmt: skip
    return render(request, "form_page.html", context, status=status)


def _profile_posted(request, pupil, held, editing):
    typed, base, at = typed_in(request.POST), version_in(request.POST), now()
    if "autosave" in request.POST:
        return saved_note(request, editing.keep(typed, base=base, at=at).saved_at)
    choices = choices_in(request.POST)
    if editing.overtaken(base):
        editing.keep(typed, base=base, at=at)
        return conflict_page(request, editing, typed, saved_by=held.written_by.called, saved_at=held.written_at,
                             back=reverse("register:profile", args=[request.school.slug, pupil.reference]))  # fmt: skip
    merged = typed if choices is None else editing.merged(typed, choices)
    form = ProfileForm(merged, instance=Profile(school=pupil.school, pupil=pupil))
    if not form.is_valid():
        editing.keep(merged, base=base, at=at)
        return _profile_page(request, pupil, held, form, editing.draft(), status=422)
    actions.write_profile(pupil=pupil, by=request.user, at=at, **form.cleaned_data)
    editing.discard()
    messages.success(request, f"{pupil.first_name}’s {request.school.label('profile').lower()} is saved.")
    return redirect(pupil)


@require_GET
def pupils(request, school):
    """The school's pupils with class and main contact: the office's list."""
    check_role(request.user, Permission.PUPILS_LIST, request.school.pk)
    rows = [
        {"name": p.name, "url": p.get_absolute_url(), "klass": p.class_name or "", "upn": p.upn, "born": p.born,
         "contact": p.contact_name or "", "phone": p.contact_phone or "", "email": p.contact_email or "",
         "reference": p.reference}
        for p in queries.pupil_list(request.school, request.user)
    ]  # fmt: skip
    can_import = can(request.user, Permission.PUPILS_IMPORT, request.school)
    return render(request, "register/pupils.html", {"rows": rows, "can_import": can_import})
