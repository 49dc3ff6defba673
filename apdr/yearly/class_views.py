"""The reports of a school or a class: who has one, given to all families at once, taken as one ZIP."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.plans.printing import Paper, plain, zipped
from apdr.yearly import actions, present, queries
from apdr.yearly.forms import ShareClassForm
from apdr.yearly.years import title_of, year_to_report, years_open
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.listing import draw_list
from register.models import SchoolClass


def year_asked(request, today) -> int:
    """The year that ?year= names, if reports are written on it; else the one in hand."""
    asked = request.GET.get("year", "")
    return next((year for year in years_open(today) if str(year) == asked), year_to_report(today))


@require_GET
def reports(request, school):
    """Who has a report on the year and who waits, by class."""
    check_can(request.user, Permission.PROGRESS_REVIEW, request.school)
    today = timezone.localdate()
    year = year_asked(request, today)
    lines = queries.year_lines(request.school, request.user, year)
    held = {line.pupil.school_class.reference for line in lines if line.pupil.school_class}
    asked = request.GET.get("class", "")
    page = present.list_page(request.school, request.user, lines, year, today, asked if asked in held else "")
    return draw_list(request, "yearly/list.html", page, name="year-reports", title="Reports on the year",
                     table=present.LIST_AS_FILE)  # fmt: skip


def lines_of_class(request, year: int, reference: str, permission: Permission) -> tuple[SchoolClass, list]:
    """A class with its reports on that year. Raises Denied, or Http404 for no such class or nothing there."""
    check_can(request.user, permission, request.school)
    klass = get_object_or_404(SchoolClass, school=request.school, reference=reference)
    lines = queries.year_lines(request.school, request.user, year, klass=klass)
    if not lines:
        raise Http404
    return klass, lines


def share_class(request, school, year, reference):
    """Give every family of a class the report that waits for them."""
    klass, lines = lines_of_class(request, year, reference, Permission.PLAN_SHARE)
    documents, back = queries.ready_to_share(lines), f"{reverse('yearly:list', args=[school])}?year={year}"
    form = ShareClassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            online, paper = actions.share_many(
                documents=documents, paper=form.cleaned_data["paper"], by=request.user, at=now()
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, _("%(online)s went online, %(paper)s on paper.") % {"online": online, "paper": paper}
            )
            return redirect(back)
    return render(request, "form_page.html", {
        "form": form, "title": _("Give the families of %(klass)s their reports") % {"klass": klass.name},
        "line": "" if documents else _("Nothing is waiting: every report that is written has been given."),
        "facts": present.share_facts(documents, queries.families_online(documents)), "submit_label": _("Give them all"),
        "back_url": back, "back_label": _("Reports on the year"),
    })  # fmt: skip


@require_GET
def class_zip(request, school, year, reference):
    """The PDFs of a class as one ZIP, sent as it is read. It is recorded for each child."""
    klass, lines = lines_of_class(request, year, reference, Permission.PLAN_PRINT_ALL)
    ready = queries.ready_papers(lines)
    if not ready:
        raise Denied(_("Nothing is ready yet: wait until the papers are made."))
    for line in ready:
        record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT,
                       what="reports on the year as one ZIP", subject=line.pupil.reference)  # fmt: skip
    name = content_disposition_header(True, f"{plain(f'{title_of(year)}, {klass.name}')}.zip")
    response = StreamingHttpResponse(
        zipped(papers_of(ready), timezone.localtime()), content_type="application/zip"
    )
    response["Content-Disposition"], response["Content-Encoding"] = name, "identity"
    response["Cache-Control"], response["X-Content-Type-Options"] = "private, no-store", "nosniff"
    return response


def papers_of(ready: list[queries.Line]) -> list[Paper]:
    """The papers as they stand in the ZIP, by child, no name twice."""
    taken, found = Counter(), []
    for line in ready:
        words = plain(line.pupil.name)
        taken[words] += 1
        again = f" ({taken[words]})" if taken[words] > 1 else ""
        found.append(Paper(f"{words}{again}.pdf", line.document.issued.file.content))
    return found
