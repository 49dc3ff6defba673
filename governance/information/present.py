"""The information report as finished strings."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from apdr.plans.present import document_line
from core.documents.models import IssueState
from core.schools.models import School
from core.ui.present import DueState, day, day_in, due_state
from governance.information.clauses import Clause, Confidence
from governance.information.queries import Standing
from governance.information.record import blocks_of, clause_told, told, year_after
from governance.models import CoProduction, InformationReport

STATES = {
    "written": DueState("done", "check-circle-fill", "Written"),
    "stale": DueState("soon", "clock-fill", "Look again"),
    "blanks": DueState("soon", "pencil", "Blanks to fill in"),
    "drafted": DueState("due", "file-earmark-text", "Draft ready"),
    "gap": DueState("soon", "dash-circle", "Not written"),
}

WITHDRAWN = DueState("due", "dash-circle", "Withdrawn")


def report_page(school: School, found: list[Standing], asked: list[CoProduction], reports: list[InformationReport],
                public: InformationReport | None, today: dt.date) -> dict:  # fmt: skip
    """The context of information/report.html."""
    here = [school.slug]
    before = "" if any(one.published_at for one in reports) else reverse("information:earlier", args=here)
    last = max((one.approved_on for one in reports if one.yearly and not one.withdrawn_at), default=None)
    return {
        "title": "SEN information report", "line": _counted(found), "public": _public(public, school),
        "review": _review(last, school, today), "clauses": [_row(one, school) for one in found],
        "asked": [_asked(one, school) for one in asked], "versions": [_version(one, school, before) for one in reports],
        "waiting": _waiting(found, public) if public else "",
        "ask_url": reverse("information:consultation-add", args=here),
        "preview_url": reverse("information:preview", args=here),
        "publish_url": reverse("information:publish", args=here), "earlier_url": "" if reports else before,
    }  # fmt: skip


def _counted(found: list[Standing]) -> str:
    count = {key: sum(one.state == key for one in found) for key in STATES}
    parts = [f"{len(found) - sum(one.missing for one in found)} of {len(found)} clauses written"]
    parts += [f"{count['stale']} to look at again"] if count["stale"] else []
    parts += [f"{count['blanks']} with blanks"] if count["blanks"] else []
    parts += [f"{count['drafted']} with a draft that is ready"] if count["drafted"] else []
    return ", ".join(parts) + "."


def _public(report: InformationReport | None, school: School) -> dict | None:
    if report is None:
        return None
    path = reverse("information:public", args=[school.slug])
    return {"url": path, "address": settings.SITE_URL + path, "on": day(timezone.localdate(report.published_at)),
            "approved": f"{report.approved_by}, {day(report.approved_on)}"}  # fmt: skip


def _review(last: dt.date | None, school: School, today: dt.date) -> dict:
    if last is None:
        return {"state": DueState("soon", "clock-fill", "No yearly review yet"), "on": ""}
    due = year_after(last)
    return {"state": due_state(due, today, school.soon_days), "on": day_in(due, today)}


def _waiting(found: list[Standing], public: InformationReport) -> str:
    """What has been rewritten and is not published, in a sentence; "" for nothing."""
    count = sum(unpublished(one, public) for one in found)
    if not count:
        return ""
    told = "clause has" if count == 1 else "clauses have"
    return f"{count} {told} been rewritten since the report was published."


def unpublished(one: Standing, public: InformationReport) -> bool:
    """Whether the clause says something else than the published report does."""
    told = public.content["report"]["clauses"]
    said = {clause["key"]: (clause["body"], clause.get("web", "")) for clause in told}
    return one.row is not None and said.get(one.clause.key) != (one.row.body, one.row.web)


def _row(one: Standing, school: School) -> dict:
    row = one.row
    checked = day(row.checked_on) if row else ""
    return {
        "number": one.clause.number, "heading": one.clause.heading, "state": STATES[one.state],
        "url": reverse("information:clause", args=[school.slug, one.clause.key]), "checked": checked,
        "why": why_stale(one)[:1],
    }  # fmt: skip


def why_stale(one: Standing) -> list[str]:
    """Why the clause is to be looked at again, in sentences."""
    if one.state != "stale":
        return []
    return (["What the school’s records say has changed."] if one.came or one.gone else []) + (
        [f"Nobody has looked at it since {day(one.row.checked_on)}."] if one.old else []
    )


def _asked(one: CoProduction, school: School) -> dict:
    return {"label": capfirst(one.who), "url": reverse("information:consultation", args=[school.slug, one.reference]),
            "line": ", ".join(filter(None, (day(one.on), one.how)))}  # fmt: skip


def _version(report: InformationReport, school: School, url: str) -> dict:
    """One version; `url` is where the day of one that was approved before can be corrected, or ""."""
    if report.published_at is None:
        return {"label": f"Approved {day(report.approved_on)}", "url": url, "state": None, "pdf": None,
                "line": f"Before the school used SENDSYS. Approved by {report.approved_by}."}  # fmt: skip
    here = [school.slug, report.reference]
    gone = f" Withdrawn {day(timezone.localdate(report.withdrawn_at))}." if report.withdrawn_at else ""
    sort = "The yearly review." if report.yearly else f"A change within the year: {report.why.rstrip('.')}."
    return {
        "label": f"Version {report.document.number}, published {day(timezone.localdate(report.published_at))}",
        "url": reverse("information:version", args=here), "line": f"{sort}{gone}",
        "pdf": document_line(report.document, reverse("information:version-pdf", args=here)),
    }  # fmt: skip


def clause_page(one: Standing, school: School) -> dict:
    """What stands beside the form of one clause: the context of information/clause.html but for the form."""
    clause, row = one.clause, one.row
    right = reverse("information:right", args=[school.slug, clause.key])
    return {
        "title": clause.heading, "state": STATES[one.state], "asks": clause.asks, "cites": clause.cites,
        "sure": _sure(clause), "guidance": clause.guidance, "draft": blocks_of(one.draft), "why": why_stale(one),
        "known": [{"words": fact, "is_new": fact in one.came} for fact in one.facts], "gone": one.gone,
        "checked": f"{day(row.checked_on)}" if row else "", 
        "draft_label": "Add the draft to the text" if row else "Take over the draft",
        "right_url": right if row and one.state in ("stale", "written") else "", "row_version": row.version if row else 0,
        "back_url": reverse("information:report", args=[school.slug]), "back_label": "SEN information report",
        "submit_label": "Save the clause",
    }  # fmt: skip


def _sure(clause: Clause) -> str:
    return (
        ""
        if clause.confidence == Confidence.VERIFIED
        else "Told by a secondary source: check the wording at its source."
    )


def preview(content: dict) -> dict:
    """The parts of information/preview.html that are drawn from a report's content, published or not."""
    report = content["report"]
    return {"report": report, "about": content["school"], "approved_on": _day(report["approved_on"]),
            "published_on": _day(report["published_on"]), "next_review": _day(report["next_review"])}  # fmt: skip


def _day(iso: str) -> str:
    return day(dt.date.fromisoformat(iso)) if iso else ""


def withdrawing(report: InformationReport, reports: list[InformationReport]) -> dict:
    """The context of information/withdraw.html: what stands at the public address then."""
    others = [one for one in reports if one.published_at and not one.withdrawn_at and one.pk != report.pk]
    stays = others and others[0].number > report.number
    then = f"version {others[0].document.number}" if others else ""
    return {
        "title": f"Withdraw version {report.document.number}",
        "then": "Nothing changes at the public address: a newer version stands there." if stays
        else f"At the public address {then} will stand again." if others
        else "Nothing will stand at the public address until you publish again. The law asks that the report is there.",
        "back_url": reverse("information:version", args=[report.school.slug, report.reference]),
    }  # fmt: skip


def draft_content(school: School, found: list[Standing], asked: list[CoProduction]) -> dict:
    """The report as it would be published now, with what is missing left out."""
    return {
        "school": {"name": school.name, "address": school.address, "phone": school.phone, "email": school.email},
        "report": {
            "title": "SEN information report", "approved_on": "", "published_on": "", "next_review": "", "approved_by": "",
            "why": "", "asked": [told(one) for one in asked],
            "clauses": [clause_told(one.clause, one.row) for one in found if one.row],
        },
    }  # fmt: skip


def public_page(report: InformationReport) -> dict:
    """The context of information/public.html."""
    pdf = report.document if report.document and report.document.state == IssueState.READY else None
    slug = report.content["school"]["slug"]
    return preview(report.content) | {
        "pdf_url": reverse("information:public-pdf", args=[slug]) if pdf else "",
        "pdf_size": f"{pdf.file.size // 1024 + 1} KB" if pdf else "",
    }  # fmt: skip
