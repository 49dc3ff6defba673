import datetime as dt
from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can, check_role
from core.calendar.dates import academic_year
from core.ui.fields import parse_day
from core.ui.listing import draw_list, export_list
from core.ui.present import day
from register import actions, present, queries
from register.enums import FLAGS, ON_REGISTER, YEAR_LABEL, Level, NeedType
from register.queries import RegisterFilter

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
        as_on=_day_asked(get.get("as_on", "")),
    )  # fmt: skip


def _day_asked(text: str) -> dt.date | None:
    """The earlier day on which the register is wanted; None for today, for the future and for what is no day."""
    try:
        day = parse_day(text) if text.strip() else None
    except ValueError:
        return None
    return day if day and day < timezone.localdate() else None


def _day_trouble(text: str) -> str:
    """What is wrong with the day asked for, in words; "" when nothing is."""
    try:
        day = parse_day(text) if text.strip() else None
    except ValueError as wrong:
        return f"{wrong}. The register of today is shown."
    ahead = day is not None and day > timezone.localdate()
    return "That day is in the future: the register of today is shown." if ahead else ""


@require_GET
def register_page(request, school):
    """The whole register on one page, narrowed and sorted as the address says."""
    check_can(request.user, Permission.REGISTER_VIEW, request.school)
    chosen, today = chosen_filter(request), timezone.localdate()
    shown_on = chosen.as_on or today
    rows = queries.register_rows(request.school, request.user, chosen)
    context = {"heading": request.school.label("register"), "found": _found(len(rows)),
               "trouble": _day_trouble(request.GET.get("as_on", "")),
               "columns": _columns(request, chosen), "rows": present.register_lines(rows, request.school, shown_on),
               "empty": _empty(request)}  # fmt: skip
    if request.htmx:
        return render(request, "register/_table.html", context)
    counts = _counts(request, chosen, rows)
    return render(request, "register/register.html", context | _page(request, chosen, counts, today))


def _counts(request, chosen: RegisterFilter, rows: list[queries.RegisterRow]) -> dict[str, int]:
    """Pupils on roll and at each level. The whole register is in `rows` already when nothing narrows it."""
    if chosen.narrows:
        return queries.register_counts(request.school, request.user, chosen.as_on)
    at_level = Counter(row.level for row in rows)
    on_roll = queries.pupils_on_roll(request.school, request.user, chosen.as_on)
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
        "as_on": day(chosen.as_on or today),
        "past": chosen.as_on is not None,
        "today_url": here,
        "pills": [
            *_pills(here, counts, on_register, chosen, _levels(school, counts)),
            *_saved_pills(request, here),
        ],
        "save_url": reverse("register:filter-save", args=[school.slug]) if chosen.narrows else "",
        "query": query,
        "exports": exports if may_export else [],
        "add_url": reverse("register:add", args=[school.slug]) if may_add else "",
        "short_forms": present.short_forms(),
        "filters": {
            "q": chosen.q,
            "selects": _selects(request, chosen, today, _levels(school, counts)),
            "as_on": _typed_day(request, chosen, today),
        },
    }


def _typed_day(request, chosen: RegisterFilter, today) -> str:
    typed = request.GET.get("as_on", "")[:20].replace("\0", "")
    shown = chosen.as_on or today
    return typed if typed.strip() else f"{shown.day} {shown.month:02d} {shown.year}"


def _saved_pills(request, here: str) -> list[dict]:
    """The person's own filters, each with what takes it away."""
    query = request.GET.urlencode()
    forget = reverse("register:filter-forget", args=[request.school.slug])
    return [
        {"label": saved.name, "count": "", "url": f"{here}?{saved.query}", "current": saved.query == query,
         "forget_url": forget, "key": saved.pk}
        for saved in queries.saved_filters(request.school, request.user)
    ]  # fmt: skip


@require_POST
def filter_save(request, school):
    """Keep the register's filter by name, for the person who asks."""
    check_can(request.user, Permission.REGISTER_VIEW, request.school)
    name, query = request.POST.get("name", "").strip()[:40], request.POST.get("query", "")[:400]
    if name:
        actions.save_filter(school=request.school, by=request.user, name=name, query=query.replace("\0", ""))
        messages.success(request, f"The filter “{name}” is kept.")
    return redirect(f"{reverse('register:register', args=[school])}?{query}")


@require_POST
def filter_forget(request, school):
    """Take away one of the person's own filters."""
    check_can(request.user, Permission.REGISTER_VIEW, request.school)
    key = request.POST.get("key", "")
    actions.forget_filter(
        school=request.school, by=request.user, key=int(key) if key.isdecimal() and len(key) < 16 else 0
    )
    return redirect("register:register", school)


def _levels(school, counts: dict[str, int]) -> list[Level]:
    """The levels of the register that the school uses: one with a single tier hides SEN recorded, unless somebody is
    at it."""
    hidden = school.hide_recorded_tier and not counts[Level.SEN_RECORDED]
    return [level for level in ON_REGISTER if not (hidden and level == Level.SEN_RECORDED)]


def _pills(
    here: str, counts: dict[str, int], on_register: int, chosen: RegisterFilter, levels: list[Level]
) -> list[dict]:
    pills = [
        {"label": "Whole register", "count": on_register, "url": here, "current": chosen == RegisterFilter()}
    ]
    for level in (level for level in levels if level != Level.ASSESSMENT_REQUESTED):
        url = f"{here}?{urlencode({'level': level.value})}"
        current = chosen == RegisterFilter(level=level.value)
        pills.append({"label": level.label, "count": counts[level], "url": url, "current": current})
    return pills


def _options(pairs, chosen: str) -> list[dict]:
    return [
        {"value": value, "label": label, "selected": " selected" if value == chosen else ""}
        for value, label in pairs
    ]


def _selects(request, chosen: RegisterFilter, today, shown: list[Level]) -> list[dict]:
    classes = [(f"c:{ref}", name) for ref, name in queries.classes_of(request.school, academic_year(today))]
    years = [("", "All years"), *YEAR_LABEL.items(), *classes]
    needs = [("", "Any need"), *((need.value, need.value) for need in NeedType)]
    if chosen.main_need:
        needs.append((chosen.need, f"{chosen.main_need}, as the main need"))
    levels = [("", "All levels"), (queries.WITH_SEN, "SEN support or EHC plan"),
              *((level.value, level.label) for level in shown)]  # fmt: skip
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
    return export_list(
        request,
        name="register",
        title="the register",
        headings=present.EXPORT_HEADINGS,
        rows=rows,
        kind=kind,
        needs=Permission.REGISTER_EXPORT,
    )


@require_GET
def add(request, school):
    """Find the pupil to put on the register."""
    check_can(request.user, Permission.STATUS_CHANGE, request.school)
    text = request.GET.get("q", "")[:80].replace("\0", "").strip()
    found = queries.search_pupils(request.school, request.user, text) if text else []
    rows = [{"name": p.name, "klass": p.class_name,
             "url": reverse("response:level", args=[school, p.reference])} for p in found if not p.left_on]  # fmt: skip
    return render(request, "register/pupil_add.html", {"q": text, "rows": rows})


@require_GET
def pupils(request, school):
    """The school's pupils with class and main contact: the office's list."""
    check_role(request.user, Permission.PUPILS_LIST, request.school.pk)
    rows = [
        {"name": p.name, "url": p.get_absolute_url(), "klass": p.class_name, "upn": p.upn, "born": p.born,
         "contact": p.contact_name or "", "phone": p.contact_phone or "", "email": p.contact_email or "",
         "reference": p.reference}
        for p in queries.pupil_list(request.school, request.user)
    ]  # fmt: skip
    can_import = can(request.user, Permission.PUPILS_IMPORT, request.school)
    return draw_list(request, "register/pupils.html", {"rows": rows, "can_import": can_import}, name="pupils",
                     title="Pupils", table=present.PUPILS_AS_FILE)  # fmt: skip
