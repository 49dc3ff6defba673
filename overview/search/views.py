from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from overview.search import present, queries
from overview.search.asking import ask
from overview.search.kinds import kinds_for
from register.queries import asked_once

PUPILS = "pupils"


def _page(request) -> int:
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    return min(max(page, 1), queries.LAST_PAGE)


@require_GET
def search(request, school):
    """Pupils by name, and for staff what stands in their records, by child and kind. From the box above every page a
    single child opens at once."""
    if not can(request.user, Permission.PUPILS_LIST, request.school):
        check_can(request.user, Permission.REGISTER_VIEW, request.school)
    asked, kinds = ask(request.GET.get("q", "")), kinds_for(request.user, request.school)
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in {PUPILS, *(kind.key for kind in kinds)} else ""
    page, whole = _page(request) if chosen else 1, bool(kinds)
    wanted = [kind for kind in kinds if chosen in ("", kind.key)]
    with asked_once(request.user):
        pupils, more = [], False
        if chosen in ("", PUPILS):
            pupils, more = queries.pupils_found(request.school, request.user, asked, page)
        if len(pupils) == 1 and not chosen and request.GET.get("all") != "1":
            return redirect(pupils[0])
        finds = [queries.look(kind, request.school, request.user, asked, page) for kind in wanted]
        context = _context(request, asked, chosen, page, pupils, finds, whole=whole, more=more)
    _record(request, finds)
    return render(request, "search/search.html", context)


def _record(request, finds: list[queries.Finds]) -> None:
    """Words of records were read: of one child as an opening of it, of several as one that names nobody. Never what was
    looked for."""
    children = {found.pupil_reference for one in finds for found in one.rows}
    if not children:
        return
    several = len(children) > 1
    record_opening(
        school=request.school, by=request.user, at=now(),
        kind=Opening.Kind.DOCUMENT if several else Opening.Kind.PUPIL, subject="" if several else children.pop(),
        what=f"search: words of the records of {len(children)} children" if several else "words of the record, by a search",
    )  # fmt: skip


def _context(request, asked, chosen: str, page: int, pupils, finds, *, whole: bool, more: bool) -> dict:
    groups = present.by_pupil(finds, asked, request.school.slug)
    pages = [] if chosen or asked.too_short else present.pages_found(request.school, request.user, asked)
    more_pupils, more = more, more or any(one.more for one in finds)
    nothing = not (groups or pupils or pages)
    alike = queries.pupils_alike(request.school, request.user, asked) if nothing and page == 1 else []
    return {
        "q": asked.text, "pupils": present.pupil_rows(pupils), "groups": groups, "pages": pages, "whole": whole,
        "pills": present.pills(finds, len(pupils), chosen, asked, more_pupils=more_pupils) if groups or pupils else [],
        "pager": present.pager(asked, chosen, page, more=more) if chosen else {},
        "cut": more and not chosen, "pupils_url": present.address(asked, PUPILS) if more and not chosen and pupils else "",
        "empty": present.empty(asked, whole=whole) if nothing else "", "alike": present.pupil_rows(alike),
    }  # fmt: skip
