"""Many plans printed at once: what two workers make in a second, against one process that makes one at a time."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from apdr.enums import PlanFormat
from apdr.models import PrintRun
from apdr.plans.formats import KIND, print_plan
from apdr.plans.printing import plans_to_print
from bench.school import Subject
from bench.server import PATIENCE, BenchError
from core.documents.actions import destroy_file
from core.documents.models import IssuedDocument, IssueState
from core.jobs.actions import carry_out
from core.jobs.models import Job, JobState
from core.jobs.tasks import run_job
from core.schools import scope
from register.models import PupilDocument
from sendsys.demo.clock import told_to_nobody
from sendsys.services.children import spawn, stop, sweep, tail
from sendsys.services.layout import PROJECT

PLANS, WARM, ALONE, WORKERS = 80, 8, 15, 2
SHARE = 0.9  # of what the workers could make if none stood in another's way
MINUTES = 5  # before the bench gives up


@dataclass(frozen=True, slots=True)
class Bulk:
    """Documents a second: `alone` by one process, `together` by the workers. RSS of each worker in MB when it had made
    its first documents and when it had made them all."""

    plans: int
    workers: int
    alone: float
    together: float
    before: list[int]
    after: list[int]

    @property
    def share(self) -> float:
        """What the workers made of what they could: 1.0 is each as fast as one alone."""
        return self.together / (self.alone * self.workers)

    def words(self) -> list[str]:
        """The figures as lines of the report."""
        met = "met   " if self.share >= SHARE else "missed"
        memory = " and ".join(f"{a} to {b} MB" for a, b in zip(self.before, self.after, strict=True))
        return [
            f"{self.plans} plans printed by {self.workers} workers: {self.together:.2f} a second, one process alone "
            f"{self.alone:.2f}; RSS of the workers {memory}",
            f"{met}  {self.workers} workers make {SHARE:.0%} of {self.workers} times one alone: {self.share:.0%}",
        ]

    def as_data(self) -> dict:
        return asdict(self) | {"share": self.share}


def measure_bulk(subject: Subject) -> Bulk:
    """Print plans of the larger school, anew. Raises BenchError when workers do not start or stop making."""
    with scope.opened([subject.school.pk], actor=subject.senco.pk, doing="bench"):
        with transaction.atomic():
            forget_printed(subject)
        with told_to_nobody():
            jobs = issue(subject, ALONE + WARM + PLANS)
        alone, warm, rest = jobs[:ALONE], jobs[ALONE : ALONE + WARM], jobs[ALONE + WARM :]
        rate = ALONE / sum(seconds_alone(job) for job in alone)
        with working() as children:
            make(subject, warm)
            before = [resident(child) for child in children()]
            make(subject, rest)
            after = [resident(child) for child in children()]
        return Bulk(len(rest), WORKERS, rate, len(rest) / span_of(rest), before, after)


def issue(subject: Subject, count: int) -> list[int]:
    """The keys of `count` jobs, each to make one plan's PDF."""
    plans = plans_to_print(subject.school, subject.senco).select_related("pupil", "school")[:count]
    at, format = timezone.now(), PlanFormat.LEARNING_JOURNEY
    made = [print_plan(plan=plan, format=format, by=subject.senco, at=at) for plan in plans]
    if len(made) < count:
        raise BenchError(f"The school has {len(made)} plans in force: {count} are needed. Remove var/bench.")
    return [document.issued.job_id for document in made]


def forget_printed(subject: Subject) -> None:
    """Take away what an earlier run printed, so that nothing is given again."""
    PrintRun.objects.filter(school=subject.school).delete()
    PupilDocument.objects.filter(school=subject.school, kind=KIND).delete()
    issued = IssuedDocument.objects.filter(school=subject.school, kind=KIND).select_related("file")
    kept = [document.file for document in issued if document.file]
    issued.delete()
    for file in kept:
        destroy_file(file)


def seconds_alone(job: int) -> float:
    began = time.perf_counter()
    carry_out(job)
    return time.perf_counter() - began


def make(subject: Subject, jobs: list[int]) -> None:
    """Tell the workers of the jobs and wait until all are done. Raises BenchError."""
    for job in jobs:
        run_job.delay(job, subject.school.pk)
    until = time.monotonic() + 60 * MINUTES
    while unfinished(jobs):
        if time.monotonic() > until:
            raise BenchError(f"The workers did not finish within {MINUTES} minutes.")
        time.sleep(0.2)
    with transaction.atomic():
        ready = IssuedDocument.objects.filter(job__in=jobs, state=IssueState.READY).count()
    if ready < len(jobs):
        raise BenchError(f"{len(jobs) - ready} PDFs could not be made.")


def unfinished(jobs: list[int]) -> bool:
    with transaction.atomic():
        return Job.objects.filter(pk__in=jobs, state__in=[JobState.QUEUED, JobState.RUNNING]).exists()


def span_of(jobs: list[int]) -> float:
    """Seconds from when the first of the jobs was begun to when the last was done."""
    with transaction.atomic():
        starts, ends = zip(
            *Job.objects.filter(pk__in=jobs).values_list("started_at", "ended_at"), strict=True
        )
    return (max(ends) - min(starts)).total_seconds()


@contextlib.contextmanager
def working() -> Iterator[Callable[[], list[int]]]:
    """Celery with a process for each worker; gives a function that tells their numbers. Raises BenchError."""
    log = Path(os.environ["SENDSYS_DATA"]) / "run" / "bench-worker.log"
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "sendsys",
        "worker",
        "--concurrency",
        WORKERS,
        "-l",
        "WARNING",
    ]
    process = spawn(command, death=signal.SIGQUIT, log=log, cwd=PROJECT)
    try:
        until = time.monotonic() + PATIENCE
        while len(children_of(process.pid)) < WORKERS:
            if process.poll() is not None or time.monotonic() > until:
                raise BenchError(f"The workers did not start. The end of {log.name}:\n{tail(log)}")
            time.sleep(0.1)
        yield lambda: children_of(process.pid)
    finally:
        stop(process, signal.SIGTERM, PATIENCE)
        sweep(process)


def children_of(pid: int) -> list[int]:
    """The processes that `pid` began itself."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident(pid: int) -> int:
    """Megabytes of memory that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("VmRSS"))) // 1024
