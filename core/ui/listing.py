"""A list as a file: the rows that its page shows, in their order. Whoever saves one is asked for LISTS_EXPORT beside the
list's own permission, and it is recorded (see docs/decisions/0025-exports.md)."""

import datetime as dt
import html
from collections.abc import Callable, Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext

from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.exports import XLSX, as_csv, as_xlsx, download
from core.ui.present import DueState, day

AS = "as"  # in the address of a list: ?as=csv, ?as=xlsx
KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
Table = tuple[list[str], list[list]]  # headings, and rows of as many cells
Column = tuple  # a heading, then the keys of the row that stand beneath it, or a function of the row


def asked_kind(request, otherwise: str = "") -> str:
    """The kind of file that the address asks for; `otherwise` where it asks for none that there is."""
    kind = request.GET.get(AS, "")
    return kind if kind in KINDS else otherwise


def export_list(
    request, *, name: str, title: str, headings: list[str], rows: list[list], kind: str,
    needs: Permission = Permission.LISTS_EXPORT, counted: bool = True,
) -> HttpResponse:  # fmt: skip
    """The rows as a file of that kind ("xlsx" or "csv"), recorded. `name` begins the file's name, `title` says what it is
    in words that name nobody; unless `counted`, the record does not tell how many rows there were. Raises Denied without
    the permission, KeyError for another kind."""
    check_can(request.user, needs, request.school)
    content_type, many = KINDS[kind], f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
    what = ", ".join([title[:90], *([many] if counted else []), f"as {kind.upper()}"])
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT, what=what)
    data = as_csv(headings, rows) if kind == "csv" else as_xlsx(title, headings, rows)
    file = f"{name}-{request.school.slug}-{timezone.localdate():%Y-%m-%d}.{kind}"
    return download(data, name=file, content_type=content_type)


def draw_list(
    request, template: str, context: dict, *, name: str, title: str, table: Callable[[dict], Table],
    needs: Permission = Permission.LISTS_EXPORT, counted: bool = True,
) -> HttpResponse:  # fmt: skip
    """The list's page; with ?as= in the address, the same as a file (see `export_list`). `table(context)` gives headings
    and rows from what the template draws, so that the file can hold no more than the page. The template says where the
    links stand: {% include "components/export.html" %}."""
    if kind := asked_kind(request):
        check_can(request.user, needs, request.school)
        headings, rows = table(context)
        return export_list(request, name=name, title=title, headings=headings, rows=rows, kind=kind, needs=needs,
                           counted=counted)  # fmt: skip
    return render(request, template, context | {"exports": exports_here(request, needs=needs)})


def exports_here(request, *, needs: Permission = Permission.LISTS_EXPORT) -> list[dict]:
    """Links that save the list in sight with its filter, for components/export.html; none for who may not."""
    return links_to(request.path, request.GET) if can(request.user, needs, request.school) else []


def links_to(url: str, query) -> list[dict]:
    """Links that save what stands at `url` under the query of an address, for components/export.html."""
    links = []
    for kind, label in (("xlsx", gettext("Excel (XLSX)")), ("csv", gettext("CSV"))):
        asked = query.copy()
        asked[AS] = kind
        links.append({"label": label, "url": f"{url}?{asked.urlencode()}"})
    return links


def rows_of(key: str, *columns: Column) -> Callable[[dict], Table]:
    """A table of the rows that stand in the context under `key`."""
    return lambda context: (_headings(columns), [_cells(row, columns) for row in context[key]])


def groups_of(
    key: str, heading: str, *columns: Column, rows: str = "rows", title: str = "title"
) -> Callable[[dict], Table]:
    """A table of groups of rows, one group after another; the group's title stands first in each row."""

    def table(context: dict) -> Table:
        found = [[said(group[title]), *_cells(row, columns)] for group in context[key] for row in group[rows]]
        return [heading, *_headings(columns)], found

    return table


def parts_of(parts: dict[str, str], heading: str, *columns: Column) -> Callable[[dict], Table]:
    """A table of several lists of a page, one after another: `parts` are their titles by their keys in the context."""

    def table(context: dict) -> Table:
        found = [
            [title, *_cells(row, columns)] for key, title in parts.items() for row in context.get(key) or ()
        ]
        return [heading, *_headings(columns)], found

    return table


def _headings(columns: Iterable[Column]) -> list[str]:
    return [column[0] for column in columns]


def _cells(row, columns: Iterable[Column]) -> list[str]:
    return [", ".join(filter(None, (_cell(row, key) for key in keys))) for _heading, *keys in columns]


def _cell(row, key) -> str:
    if callable(key):
        return said(key(row))
    for part in key.split("."):
        row = row.get(part, "") if isinstance(row, dict) else ""
    return said(row)


def said(value) -> str:
    """What a page shows of a value, as plain text: a state's word, the words of a dict, a list one after another."""
    if value is None or value is False:
        return ""
    if isinstance(value, DueState):
        return value.word
    if isinstance(value, dict):
        return " ".join(filter(None, (said(one) for key, one in value.items() if not _is_look(key))))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(said, value)))
    if isinstance(value, dt.date):
        return day(value)
    text = (
        html.unescape(strip_tags(value.replace("<", " <"))) if isinstance(value, SafeString) else str(value)
    )
    return " ".join(text.split())


def _is_look(key: str) -> bool:
    return key.endswith("url") or key in {"icon", "fill", "key"}
