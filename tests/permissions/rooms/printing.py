"""Many plans printed at once, and how far they are."""

from apdr.models import Plan, PrintRun, PrintRunPaper
from tests.filler import AT

OWN = "senco; 403 head teacher ta office dsl trust_lead governor parent professional"
FOREIGN = "404 senco; 403 head teacher ta office dsl trust_lead governor parent professional"


def _of_run(name: str, method: str, status: int, refused: str) -> str:
    return f"""
plans:{name} print_run
  {method}  own      {status} {OWN}
  {method}  other    {status} {OWN}
  {method}  foreign  {FOREIGN}
  {refused}  any     405 every
"""


ROWS = f"""
plans:print-all
  GET  own      200 {OWN}
  POST own      200 {OWN}
{_of_run("print-run", "GET", 200, "POST")}
{_of_run("print-zip", "GET", 200, "POST").strip()}
{_of_run("print-again", "POST", 302, "GET")}
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A run of one plan that is ready."""
    plan = Plan.objects.select_related("document").filter(pupil=pupil, document__isnull=False).first()
    run = PrintRun.objects.create(
        school_id=pupil.school_id, title="All plans", format="support_plan", asked_at=AT, asked_by=user
    )
    PrintRunPaper.objects.create(
        school_id=pupil.school_id, run=run, plan=plan, issued_id=plan.document.issued_id
    )
    return {"print_run": run.reference}
