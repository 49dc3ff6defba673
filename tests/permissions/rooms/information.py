"""The SEN information report: its clauses, whom the school asked, what it published."""

import datetime as dt

from core.documents.actions import keep_file
from core.schools.models import School
from governance.information import actions
from governance.information.clauses import CLAUSES, WITH_WEB
from governance.information.queries import standings
from governance.models import InformationClause
from tests.filler import AT

MAY = "senco head; 403 teacher ta office dsl trust_lead governor parent professional"


def _page(name: str, thing: str = "", *, post: str = "405 every", get: str = f"200 {MAY}") -> str:
    """A page of the school. A clause has the same word in every school; of another school's rows nobody learns."""
    lines = [f"information:{name} {thing}".strip()]
    for whose in ("own", "other", "foreign") if thing else ("own",):
        hidden = whose == "foreign" and thing != "teaching"
        for method, answer in (("GET ", get), ("POST", post)):
            lines.append(f"  {method} {whose} {answer if '405' in answer or not hidden else f'404 {MAY}'}")
    return "\n".join(lines)


ROWS = "\n\n".join((
    _page("report"), _page("preview"), _page("publish", post=f"200 {MAY}"), _page("consultation-add", post=f"200 {MAY}"),
    _page("consultation", "consultation", post=f"200 {MAY}"), _page("clause", "teaching", post=f"409 {MAY}"),
    _page("right", "teaching", get="405 every", post=f"302 {MAY}"), _page("version", "information_report"),
    _page("earlier", post=f"302 {MAY}", get=f"302 {MAY}"),  # one is published
    _page("version-pdf", "information_report"), _page("withdraw", "information_report", post=f"302 {MAY}"),
))  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Every clause, one consultation, one published report with its PDF."""
    school = School.objects.get(pk=pupil.school_id)
    write_all(school, user)
    asked = actions.write_consultation(school=school, held=None, by=user, at=AT, on=dt.date(2026, 10, 5), who="Parents of "
                                       "children on the register", how="coffee morning", many=11, said="Less jargon.")  # fmt: skip
    report = actions.publish_report(school=school, by=user, at=AT, approved_on=AT.date(), approved_by="the governing board",
                                    yearly=True)  # fmt: skip
    document = report.document
    document.file = keep_file(
        school=school, name="report.pdf", data=b"%PDF-1.7\n%%EOF\n", content_type="application/pdf", at=AT
    )
    document.sha256, document.state = document.file.sha256, "ready"
    document.save()
    return {"consultation": asked.reference, "information_report": report.reference}


def write_all(school: School, user, *, at: dt.datetime = AT, **bodies: str) -> None:
    """A text for every clause that has none, as the action writes it, and all found right; `bodies` by key."""
    for one in standings(school, at.date()):
        if one.state == "stale":
            actions.confirm_clause(row=one.row, by=user, at=at, version=one.row.version)
    held = set(InformationClause.objects.filter(school=school).values_list("key", flat=True))
    for clause in CLAUSES:
        if clause.key not in held and (clause.feeds or clause.key == "teaching" or clause.key in bodies):
            actions.write_clause(school=school, key=clause.key, by=user, at=at,
                                 body=bodies.get(clause.key, f"What we do: {clause.key}."))  # fmt: skip
    rest = [
        clause
        for clause in CLAUSES
        if clause.key not in held and not clause.feeds and clause.key != "teaching"
    ]
    InformationClause.objects.bulk_create([
        InformationClause(school=school, key=clause.key, body=f"What we do: {clause.key}.", checked_on=at.date(),
                          web="https://council.example" if clause.key in WITH_WEB else "", written_at=at, written_by=user)
        for clause in rest if clause.key not in bodies
    ])  # fmt: skip
