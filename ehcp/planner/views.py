from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.enums import Permission
from core.accounts.permissions import check_can
from ehcp.planner import actions, present, queries
from ehcp.planner.board import Board, opened, typed


def year(request, school):
    """The meetings of an academic year: proposed, dragged or typed, with what follows from each; saved all together."""
    check_can(request.user, Permission.REVIEW_RUN, request.school)
    found = queries.planned_year(request.school, request.user, _year_in(request), timezone.localdate())
    if request.method != "POST":
        board = opened(found)
        board.follow()
        return _page(request, board)
    board = typed(found, request.POST)
    if request.POST.get("do") == "save":
        return _save(request, board)
    if request.POST.get("do") == "propose":
        board.propose()
    for key, _space, day in [request.POST.get("use", "").partition(" ")]:
        board.use(key, day)
    board.follow()
    return _page(request, board)


def _year_in(request) -> int:
    """The academic year of the address, or the one that runs. Raises Http404 for one that cannot be planned."""
    years = queries.years_open(timezone.localdate())
    asked = request.GET.get("year", str(years[0]))
    if asked not in map(str, years):
        raise Http404
    return int(asked)


def _page(request, board: Board, *, warned: str = "", refused: str = "", status: int = 200):
    context = present.page(board, request.school, warned=warned, refused=refused)
    return render(request, "planner/year.html", context | {"status": status}, status=status)


def _save(request, board: Board):
    """Save every date that changed, or none: not while one is wrong, nor before what it breaks has been shown."""
    board.follow()
    unseen = board.unseen
    if board.errors:
        return _page(request, board, status=422)
    if unseen:
        warned = ngettext(
            "%(n)s date has something to mind. Read what follows from it, then save again to keep it.",
            "%(n)s dates have something to mind. Read what follows from them, then save again to keep them.", len(unseen),
        ) % {"n": len(unseen)}  # fmt: skip
        return _page(request, board, warned=warned, status=422)
    try:
        saved = actions.save_year(school=request.school, changes=board.changes(), by=request.user, at=now())
    except actions.NotSaved as not_saved:
        board.refuse(not_saved.refused)
        return _page(request, board, refused=not_saved.reason, status=422)
    messages.success(request, _told(saved))
    return redirect(f"{reverse('planner:year', args=[request.school.slug])}?year={board.year.year}")


def _told(saved: int) -> str:
    if not saved:
        return _("Every date stands as it was: there was nothing to save.")
    return ngettext("%(n)s date is saved.", "%(n)s dates are saved.", saved) % {"n": saved}
