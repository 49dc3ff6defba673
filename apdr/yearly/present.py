"""Reports on the year as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.plans.present import document_line
from apdr.reviews.queries import year_place
from apdr.yearly.queries import Line, ready_papers, ready_to_share
from apdr.yearly.years import years_open
from core.accounts.enums import Permission
from core.accounts.permissions import can, why_not
from core.calendar.dates import academic_year_label
from core.documents.models import IssueState
from core.schools.labels import inside
from core.schools.models import School
from core.ui.listing import groups_of
from core.ui.present import DueState, clock, day
from register.models import Pupil, PupilDocument, SchoolClass


def states() -> dict[str, DueState]:
    """How far a report is, by key."""
    return {
        "none": DueState("due", "pencil", _("Not written yet")),
        "begun": DueState("soon", "pencil", _("You have begun it")),
        "issued": DueState("wait", "hourglass-split", _("Ready to go home")),
        "shared": DueState("done", "check-circle-fill", _("The family has it")),
    }


def state_key(document: PupilDocument | None, *, begun: bool) -> str:
    """How far a report is: a key of `states`."""
    if document is not None and document.for_family:
        return "shared"
    if document is not None:
        return "issued"
    return "begun" if begun else "none"


def made_words(document: PupilDocument | None) -> str:
    """ "Tue 14 Jul 2026, Mrs Nair"."""
    return f"{day(timezone.localdate(document.filed_at))}, {document.filed_by.called}" if document else ""


def list_page(school: School, user, lines: list[Line], year: int, today: dt.date, chosen: str) -> dict:
    """The context of yearly/list.html. `chosen` is the reference of a class, or ""."""
    here = reverse("yearly:list", args=[school.slug])
    classes = _by_class(lines)
    shown = {
        klass: rows for klass, rows in classes.items() if not chosen or (klass and klass.reference == chosen)
    }
    counts = {key: sum(_key(line) == key for line in lines) for key in states()}
    return {
        "title": _("Reports on the year"), "label": academic_year_label(year), "counts": _counted(counts, len(lines)),
        "years": [{"label": academic_year_label(one), "url": f"{here}?year={one}", "current": one == year}
                  for one in years_open(today)],
        "classes": [(klass.reference, klass.name, klass.reference == chosen) for klass in classes if klass],
        "year": year, "register": inside(school.label("register")),
        "groups": [_group(school, user, klass, rows, year) for klass, rows in shown.items()],
    }  # fmt: skip


def _key(line: Line) -> str:
    return state_key(line.document, begun=line.begun)


def _counted(counts: dict[str, int], total: int) -> str:
    made = counts["issued"] + counts["shared"]
    told = [_("%(made)s of %(total)s written") % {"made": made, "total": total}]
    told += [_("%(n)s ready to go home") % {"n": counts["issued"]}] if counts["issued"] else []
    return ", ".join(told)


def _by_class(lines: list[Line]) -> dict[SchoolClass | None, list[Line]]:
    found: dict[SchoolClass | None, list[Line]] = {}
    for line in lines:
        found.setdefault(line.pupil.school_class, []).append(line)
    order = sorted(found, key=lambda klass: (year_place(klass.year_group), klass.name) if klass else (99, ""))
    return {klass: found[klass] for klass in order}


def _group(school: School, user, klass: SchoolClass | None, lines: list[Line], year: int) -> dict:
    made = sum(line.document is not None for line in lines)
    here = [school.slug, year, klass.reference] if klass else []
    share = here and ready_to_share(lines) and can(user, Permission.PLAN_SHARE, school)
    papers = here and ready_papers(lines) and can(user, Permission.PLAN_PRINT_ALL, school)
    return {
        "title": klass.name if klass else _("No class"),
        "note": _("%(made)s of %(total)s written") % {"made": made, "total": len(lines)},
        "rows": [_row(school, line, year, may_write=can(user, Permission.PLAN_EDIT, school)) for line in lines],
        "share_url": reverse("yearly:share-class", args=here) if share else "",
        "zip_url": reverse("yearly:zip", args=here) if papers else "",
    }  # fmt: skip


def _row(school: School, line: Line, year: int, *, may_write: bool) -> dict:
    pupil, here = line.pupil, [school.slug, line.pupil.reference, year]
    waiting = may_write and line.document is None
    return {
        "name": pupil.name, "url": reverse("yearly:report", args=here), "state": states()[_key(line)],
        "made": made_words(line.document), "write_url": reverse("yearly:write", args=here) if waiting else "",
        "write_label": _("Go on writing") if line.begun else _("Write"),
    }  # fmt: skip


def report_page(
    pupil: Pupil,
    user,
    year: int,
    *,
    document: PupilDocument | None,
    snapshot: dict,
    draft,
    base: int,
    past: str,
) -> dict:
    """The context of yearly/report.html but for the frame. `draft` is what the user has written and not issued, or None;
    `base` the number of the version that it began from, `past` why the year is no longer written on, or ""."""
    here = [pupil.school.slug, pupil.reference, year]
    refused = why_not(user, Permission.PLAN_EDIT, pupil) or past
    return {
        "title": snapshot["report"]["title"], "report": snapshot["report"], "told": snapshot["pupil"],
        "state": states()[state_key(document, begun=draft is not None)], "made": made_words(document),
        "file": _file(document, pupil), "draft_at": clock(timezone.localtime(draft.saved_at)) if draft else "",
        "newer": document is not None and draft is not None, "version": base,
        "write_url": "" if refused else reverse("yearly:write", args=here), "refused": refused,
        "issue_url": reverse("yearly:issue", args=here) if draft and not refused else "",
        "preview_url": reverse("yearly:preview", args=here),
        "share_url": reverse("yearly:share", args=here)
        if document and not draft and can(user, Permission.PLAN_SHARE, pupil) else "",
        "share_label": _("Give it to somebody else too") if document and document.for_family else _("Give it to the family"),
        "waits": document is not None and not document.for_family and not can(user, Permission.PLAN_SHARE, pupil),
        "senco": pupil.school.label("senco"), **_back(pupil, user, year),
    }  # fmt: skip


def _back(pupil: Pupil, user, year: int) -> dict[str, str]:
    """To the list of the year, for whoever has one, else to the child."""
    if can(user, Permission.PROGRESS_REVIEW, pupil):
        return {"back_url": f"{reverse('yearly:list', args=[pupil.school.slug])}?year={year}",
                "back_label": _("Reports on the year")}  # fmt: skip
    return {
        "back_url": pupil.get_absolute_url(),
        "back_label": _("Back to %(name)s") % {"name": pupil.first_name},
    }


def _file(document: PupilDocument | None, pupil: Pupil) -> dict | None:
    """The PDF of the newest version and how its making stands."""
    if document is None:
        return None
    url = reverse("file:document", args=[pupil.school.slug, document.reference])
    return document_line(document.issued, f"{url}?inline=1")


def share_facts(documents: list[PupilDocument], online: set[int]) -> list[dict]:
    """What sharing the reports of a class will do, in two lines. `online` holds the pupils whose families sign in."""
    reached = sum(document.pupil_id in online for document in documents)
    count = len(documents)
    return [
        {"label": _("Ready to go home"), "value": ngettext("%(n)s report", "%(n)s reports", count) % {"n": count}},
        {"label": _("Families who sign in and are told by an email that names nobody"), "value": str(reached)},
    ]  # fmt: skip


def family_line(document: PupilDocument, slug: str) -> dict:
    """A report in the family's list, with the page on which it is read."""
    url = reverse("overview:family-year", args=[slug, document.pupil.reference, document.reference])
    return {"label": document.title, "url": url, "line": day(timezone.localdate(document.filed_at))}


def pdf_of(document: PupilDocument) -> dict | None:
    """Where the family downloads the report; None until it is made."""
    issued = document.issued
    if issued.state != IssueState.READY:
        return None
    label = _("Download the report (PDF, %(size)s KB)") % {"size": issued.file.size // 1024 + 1}
    return {"url": reverse("file:document", args=[document.school.slug, document.reference]), "label": label}


LIST_AS_FILE = groups_of("groups", "Class", ("Name", "name"), ("State", "state"), ("Made", "made"))
