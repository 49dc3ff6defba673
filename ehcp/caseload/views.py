import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.listing import asked_kind, export_list, links_to
from core.ui.present import day
from ehcp.caseload import actions, delays, ledger_present, letters, matters, present, queries, terms
from ehcp.caseload.forms import LedgerFilter, LetterForm
from ehcp.caseload.queries import Filter
from ehcp.clock import UnlikelyDates
from register.enums import YEAR_LABEL
from register.pages import frame


def chosen_filter(request) -> Filter:
    """What the address asks for; anything unknown in it counts as not asked."""
    get = request.GET
    year, _sep, klass = get.get("class", "").partition(":")
    sort, show, stands, turn = (get.get(name, "") for name in ("sort", "show", "stands", "turn"))
    return Filter(
        q=get.get("q", "")[:80].replace("\0", ""), year=year if year in YEAR_LABEL else "",
        klass=klass if year == "c" else "", stands=stands if stands in present.STANDS else "",
        turn=turn if turn in present.TURNS else "", show=show if show in queries.SHOWN else "",
        sort=sort if sort in queries.SORTS else "due", down=get.get("down") == "1",
    )  # fmt: skip


@require_GET
def caseload(request, school):
    """Every plan and open assessment: where it stands, what is next, whose move; late first."""
    check_can(request.user, Permission.CASELOAD_VIEW, request.school)
    ground = queries.ground_of(request.school, timezone.localdate())
    cases, chosen = queries.caseload(request.school, request.user, ground), chosen_filter(request)
    shown = queries.narrowed(cases, chosen, ground.today)
    sets = can(request.user, Permission.REVIEW_RUN, request.school)
    context = {
        "found": _found(len(shown)), "columns": present.columns(request.GET, chosen), "chosen": chosen,
        "rows": present.rows(shown, request.school, ground.today, sets=sets), "all_url": request.path,
        "cases": len(cases), "pupils_url": reverse("register:register", args=[school]),
    }  # fmt: skip
    if request.htmx:
        return render(request, "caseload/_table.html", context)
    return render(request, "caseload/list.html", context | _page(request, cases, chosen, ground))


def _found(count: int) -> str:
    return _("1 child found") if count == 1 else _("%(n)d children found") % {"n": count}


def _page(request, cases, chosen: Filter, ground) -> dict:
    """What stands around the table."""
    school, today, counted = request.school, ground.today, queries.counts(cases, ground.today)
    moving = [] if chosen.narrows else queries.transfers(cases)
    term = None if chosen.narrows else terms.coming_term(cases, ground.days, today)
    return {
        "line": present.line(cases, counted), "pills": present.pills(counted, len(cases), chosen, request.path),
        "exports": links_to(reverse("caseload:export", args=[school.slug]), request.GET),
        "moving": present.moving(moving, school, today) if moving else None,
        "term": present.term_part(term, school, today) if term else None, "narrows": chosen.narrows,
        "filters": {"q": chosen.q, "show": chosen.show, "selects": present.selects(cases, chosen)},
    }  # fmt: skip


@require_GET
def export(request, school):
    """The caseload as the filter shows it, as a spreadsheet; recorded."""
    check_can(request.user, Permission.CASELOAD_VIEW, request.school)
    ground = queries.ground_of(request.school, timezone.localdate())
    cases = queries.caseload(request.school, request.user, ground)
    shown = queries.narrowed(cases, chosen_filter(request), ground.today)
    rows = present.export_rows(shown, ground.today)
    return export_list(request, name="ehc-plans", title="the caseload of EHC plans", headings=present.EXPORT_HEADINGS,
                       rows=rows, kind=asked_kind(request, "xlsx"), needs=Permission.CASELOAD_VIEW)  # fmt: skip


@require_GET
def coming(request, school):
    """The reviews that are due in the coming term, as a spreadsheet; recorded."""
    check_can(request.user, Permission.CASELOAD_VIEW, request.school)
    ground = queries.ground_of(request.school, timezone.localdate())
    cases = queries.caseload(request.school, request.user, ground)
    term = terms.coming_term(cases, ground.days, ground.today)
    rows = present.term_export(term) if term else []
    return export_list(request, name="reviews-due", title="annual reviews due in the coming term",
                       headings=present.TERM_HEADINGS, rows=rows, kind=asked_kind(request, "xlsx"),
                       needs=Permission.CASELOAD_VIEW)  # fmt: skip


@require_GET
def delay_ledger(request, school):
    """Every duty that was late or is late: who owed it, by which rule, how late; the school's own too."""
    check_can(request.user, Permission.CASELOAD_VIEW, request.school)
    today = timezone.localdate()
    chosen, found = LedgerFilter(request.GET, today), delays.ledger(request.school, request.user, today)
    owed = delays.asked_for(found.duties, chosen.asked)
    late, writes = (
        delays.late_ones(owed, chosen.asked),
        can(request.user, Permission.REVIEW_RUN, request.school),
    )
    files = (
        reverse("caseload:delays-export", args=[school, "xlsx"]),
        reverse("caseload:delays-export", args=[school, "csv"]),
    )
    return render(request, "caseload/delays.html", {
        "line": ledger_present.line(late, chosen.label), "trouble": chosen.trouble, "typed": chosen.typed,
        "selects": chosen.selects(ledger_present.years(found.duties, today)),
        "rows": ledger_present.rows(late, request.school, writes=writes),
        "troubled": found.troubled, "rules": ledger_present.rules(late),
        "totals": ledger_present.totals_table(delays.totals(owed)) if owed else None, "label": chosen.label,
        "exports": [{"label": label, "url": f"{url}?{request.GET.urlencode()}"}
                    for label, url in zip(("Excel (XLSX)", "CSV"), files, strict=True)],
        "caseload_url": reverse("caseload:list", args=[school]),
    })  # fmt: skip


@require_GET
def delays_export(request, school, kind):
    """The ledger as the filter shows it, as a file; recorded."""
    check_can(request.user, Permission.CASELOAD_VIEW, request.school)
    today = timezone.localdate()
    asked = LedgerFilter(request.GET, today).asked
    owed = delays.asked_for(delays.ledger(request.school, request.user, today).duties, asked)
    rows, heads = ledger_present.export_rows(delays.late_ones(owed, asked)), ledger_present.EXPORT_HEADINGS
    return export_list(request, name="ehc-delays", title="the delay ledger of EHC plans", headings=heads, rows=rows,
                       kind=kind, needs=Permission.CASELOAD_VIEW)  # fmt: skip


def letter(request, school, of, reference, duty):
    """A courteous letter to the authority about what it is late with, shown and changed before it is issued."""
    held = matters.find_held(request, of, reference, duty)
    check_can(request.user, actions.permission_of(of), held)
    today, here = timezone.localdate(), reverse("caseload:delays", args=[school])
    try:
        matter = matters.matter_of(of, held, duty, today)
    except (Denied, UnlikelyDates) as refused:
        messages.warning(request, getattr(refused, "reason", str(refused)))
        return redirect(here)
    form = LetterForm(request.POST or None, matter=matter, last=actions.lately(matter, today), today=today)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.write_letter(matter=matter, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(_field_of(denied, form), denied.reason)
        else:
            messages.success(request, _("The letter is in the child’s file, for printing."))
            return redirect("file:document", school, kept.reference)
    return _letter_page(request, matter, form, today, here)


def _field_of(denied: Denied, form: LetterForm) -> str | None:
    words = {
        "tick": "again",
        "answer": "answer_by",
        "ahead": "answer_by",
        "whom": "addressee",
        "says": "text",
    }
    return next((name for word, name in words.items() if word in denied.reason and name in form.fields), None)


def _letter_page(request, matter: letters.Matter, form: LetterForm, today: dt.date, back: str):
    told = [
        {"label": one["label"], "value": day(dt.date.fromisoformat(one["day"]))}
        for one in letters.facts_of(matter, today)
    ]
    return render(request, "caseload/letter.html", frame(matter.held.pupil, request.user) | {
        "form": form, "title": _("Write to the authority: %(about)s") % {"about": matter.about}, "line": "", "version": None,
        "told": told, "rule": matter.step.law.says, "citation": matter.step.law.citation,
        "heading": letters.heading(matter), "submit_label": _("Issue the letter"), "back_url": back,
        "back_label": _("Delay ledger"), "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip
