"""Many plans as PDFs at once: a document for each plan, made by all the workers, and one ZIP of what is ready."""

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from apdr.enums import IN_FORCE, PlanFormat
from apdr.models import Plan, PrintRun, PrintRunPaper
from apdr.plans.formats import print_plan
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.documents.actions import make_again
from core.documents.models import IssuedDocument, IssueState
from core.jobs.actions import queue_job
from core.jobs.models import Job, JobState
from core.jobs.registry import CannotFinish, handler
from core.schools.models import School
from register.enums import YEAR_LABEL

KIND = "print_run"
CHUNK = 64 * 1024  # bytes of a paper held at a time while the ZIP is sent


def plans_to_print(school: School, user, which: str = ""):
    """Plans in force of pupils in the user's sight who have not left; `which` narrows it: "year-3" or "class-REF"."""
    plans = Plan.objects.filter(school=school, state__in=IN_FORCE, pupil__left_on=None).visible_to(user)
    by, _dash, value = which.partition("-")
    if by == "year":
        plans = plans.filter(pupil__year_group=value)
    elif by == "class":
        plans = plans.filter(pupil__school_class__reference=value)
    return plans.order_by("pupil__school_class__name", "pupil__legal_last", "pupil__legal_first", "area")


def choices_of_plans(school: School, user) -> list[tuple[str, str]]:
    """What may be printed at once: everything, a year group, a class, each with how many plans. One query."""
    rows = plans_to_print(school, user).values_list(
        "pupil__year_group", "pupil__school_class__reference", "pupil__school_class__name"
    )
    years, classes, names = Counter(), Counter(), {}
    for year, klass, name in rows:
        years[year] += 1
        if klass:
            classes[klass] += 1
            names[klass] = name
    order = [year for year in YEAR_LABEL if years[year]]
    return [
        ("", _("All plans in force (%(n)s)") % {"n": years.total()}),
        *((f"year-{year}", f"{YEAR_LABEL[year]} ({years[year]})") for year in order),
        *(
            (f"class-{klass}", f"{names[klass]} ({classes[klass]})")
            for klass in sorted(classes, key=names.get)
        ),
    ]


@transaction.atomic
def start_print_run(
    *, school: School, which: str, format: PlanFormat, title: str, by: User, at: dt.datetime
) -> PrintRun:
    """Queue the making of many plans' papers. Raises Denied, also where there is nothing to print."""
    check_can(by, Permission.PLAN_PRINT_ALL, school)
    found = list(plans_to_print(school, by, which).values_list("pk", flat=True))
    if not found:
        raise Denied("No plan is in force there: a plan is printed once it is agreed.")
    run = PrintRun.objects.create(school=school, title=title[:120], format=format, asked_at=at, asked_by=by)
    queue_job(
        school=school, kind=KIND, title=_("Printing %(title)s") % {"title": title[:100]}, by=by, at=at,
        payload={"run": run.pk, "plans": found},
    )  # fmt: skip
    return run


@handler(KIND)
def issue_run(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: a document for every plan of the run, each with a job of its own, so that all workers share the making.
    A plan that stands as its paper in that format says is not made again. Raises CannotFinish."""
    run = PrintRun.objects.get(pk=job.payload["run"])
    plans = (
        plans_to_print(job.school, by).filter(pk__in=job.payload["plans"]).select_related("pupil", "school")
    )
    try:
        check_can(by, Permission.PLAN_PRINT_ALL, job.school)
        for done, plan in enumerate(plans.iterator(), 1):
            document = print_plan(plan=plan, format=PlanFormat(run.format), by=by, at=at)
            PrintRunPaper.objects.create(school_id=run.school_id, run=run, plan=plan, issued=document.issued)
            report(done, len(job.payload["plans"]))
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    return {"message": _("The papers of %(title)s are being made.") % {"title": run.title}}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is: papers ready, papers in all, those that could not be made, whether more is to come, and why
    the run as a whole did not get under way ("" where it did)."""

    ready: int
    total: int
    failed: tuple[IssuedDocument, ...]
    running: bool
    stopped: str


def standing_of(run: PrintRun) -> Standing:
    """How far the run is. Three queries."""
    job = Job.objects.filter(school=run.school_id, kind=KIND, payload__run=run.pk).order_by("-pk").first()
    states = IssuedDocument.objects.filter(pk__in=run.papers.values("issued"))
    ready = states.filter(state=IssueState.READY).count()
    others = (
        states.exclude(state=IssueState.READY).select_related("job").defer("snapshot").order_by("title", "pk")
    )
    waiting = list(others)
    failed = tuple(one for one in waiting if one.job is None or one.job.state == JobState.FAILED)
    begun = job is None or job.state in {JobState.DONE, JobState.FAILED}
    total = ready + len(waiting) if begun else len(job.payload["plans"])
    stopped = job.message if job is not None and job.state == JobState.FAILED else ""
    return Standing(ready, total, failed, not begun or len(waiting) > len(failed), stopped)


@transaction.atomic
def try_again(*, run: PrintRun, by: User, at: dt.datetime) -> int:
    """Queue once more what could not be made. Returns how many papers. Raises Denied."""
    check_can(by, Permission.PLAN_PRINT_ALL, run)
    failed = standing_of(run).failed
    for document in failed:
        make_again(document=document, by=by, at=at)
    return len(failed)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a ZIP: its name in it, and where its bytes lie."""

    name: str
    content: object  # FieldFile


def papers_of(run: PrintRun, user) -> list[Paper]:
    """What is ready of the run, of pupils still in the user's sight, named by class and child. One query."""
    seen = Plan.objects.visible_to(user)
    ready = run.papers.filter(plan__in=seen, issued__state=IssueState.READY).select_related(
        "issued__file", "plan__pupil__school_class"
    )
    lean = ready.defer("issued__snapshot").order_by(
        "plan__pupil__school_class__name", "plan__pupil__legal_last", "pk"
    )
    taken: Counter = Counter()
    return [Paper(_name(paper.plan, taken), paper.issued.file.content) for paper in lean]


def _name(plan: Plan, taken: Counter) -> str:
    """ "4 Ash/Maya Abara, cycle 2.pdf": nothing that a file system stumbles over, and no name twice."""
    words = f"{plan.pupil.name}, {_('cycle %(n)s') % {'n': plan.cycle}}"
    if plan.area:
        words += f", {plan.get_area_display()}"
    folder, words = (plain(part) for part in (plan.pupil.class_name or _("No class"), words))
    taken[folder, words] += 1
    again = f" ({taken[folder, words]})" if taken[folder, words] > 1 else ""
    return f"{folder}/{words}{again}.pdf"


def plain(words: str) -> str:
    """The words as part of a file's name: nothing that a file system stumbles over, at most 100 characters."""
    kept = "".join(" " if char in '/\\:*?"<>|' or ord(char) < 32 else char for char in words)
    return " ".join(kept.split()).strip(". ")[:100] or "_"


class _Sent(io.RawIOBase):
    """What has been written into the ZIP and not yet sent."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data, self.waiting = b"".join(self.waiting), []
        return data


def zipped(papers: list[Paper], at: dt.datetime) -> Iterator[bytes]:
    """One ZIP of the papers, read and sent piece by piece: its memory does not grow with their number."""
    out, stamp = _Sent(), at.timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # a PDF is compressed already
        for paper in papers:
            with (
                archive.open(zipfile.ZipInfo(paper.name, stamp), "w") as entry,
                paper.content.open("rb") as content,
            ):
                while piece := content.read(CHUNK):
                    entry.write(piece)
                    yield out.taken()
            yield out.taken()
    yield out.taken()


def record_papers_taken(*, run: PrintRun, by: User, at: dt.datetime) -> None:
    """Record for each pupil that their plan left as a file (R-209)."""
    references = run.papers.values_list("plan__pupil__reference", flat=True).distinct()
    for reference in references:
        record_opening(
            school=run.school,
            by=by,
            at=at,
            kind=Opening.Kind.EXPORT,
            what="plans as one ZIP",
            subject=reference,
        )


def forget_print_runs(*, before: dt.datetime) -> int:
    """Throw away the lists of runs asked for before then; the documents stay in the children's files. Returns how many."""
    old = PrintRun.objects.filter(asked_at__lt=before)
    PrintRunPaper.objects.filter(run__in=old).delete()
    return old.delete()[0]
