"""python -m bench [--json FILE] [--write-docs]: measures, and judges only in words; the exit code stays 0."""

import argparse
import os
import signal
import sys
from pathlib import Path

from django.utils import timezone

from bench import environment  # noqa: F401  sets Django up before the models below
from bench.bulk import Bulk, measure_bulk
from bench.caseload import caseloads
from bench.pages import (
    Figures,
    browser_of,
    measure,
    pages_of,
    pages_of_staff,
    register_of,
    register_then,
    sessions_of,
)
from bench.paper import measure_pdf
from bench.report import Setting, as_json, text, write_docs
from bench.school import SIZES, Size, Subject, subject_of, today
from bench.server import BenchError, run_step, serving
from sendsys.services.layout import PROJECT

DOCS = PROJECT / "docs" / "bench.md"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    parser.add_argument("--write-docs", action="store_true", help=f"put the table into docs/{DOCS.name}")
    return parser.parse_args()


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def prepared() -> dict[Size, Subject]:
    """The database up to date, the styles built, the schools there."""
    say("Bringing the database up to date")
    run_step("migrate", "--no-input", "-v", "0")
    say("Building styles and scripts")
    run_step("build_assets", "--collect")
    say("Making the schools, where they are not there yet")
    return {size: subject_of(size, today()) for size in SIZES}


def figures(subjects: dict[Size, Subject]) -> list[Figures]:
    """Every row, in the order of the table."""
    largest = subjects[SIZES[-1]]
    work = [register_of(size, subject) for size, subject in subjects.items()]
    work += [
        register_then(SIZES[-1], largest),
        *pages_of(largest),
        sessions_of(largest),
        *pages_of_staff(largest),
        *caseloads(subjects, today()),
    ]
    browsers = {user.pk: browser_of(user) for user in {page.who for page in work}}
    rows = []
    with serving("sendsys.wsgi") as port, serving("bench.floor") as floor_port:
        for page in work:
            say(f"Measuring: {page.name}")
            rows.append(measure(page, browsers[page.who.pk], port, floor_port))
    say("Measuring: PDF, made")
    return [*rows, measure_pdf(largest.plan.document.issued.snapshot)]


def bench(args: argparse.Namespace) -> None:
    """Raises BenchError when something does not work, ValueError when the docs page cannot hold the figures."""
    subjects = prepared()
    before = os.getloadavg()[0]
    rows = figures(subjects)
    bulk = many_plans(subjects)
    setting = Setting(timezone.localtime(), before, os.getloadavg()[0])
    print(text(rows, setting, bulk))
    if args.json:
        args.json.write_text(as_json(rows, setting, bulk) + "\n", encoding="utf-8")
    if args.write_docs:
        write_docs(DOCS, text(rows, setting, bulk))


def many_plans(subjects: dict[Size, Subject]) -> Bulk:
    """Many plans printed at once, of the larger school."""
    say("Measuring: many plans printed")
    return measure_bulk(subjects[SIZES[-1]])


def stopped(_signum, _frame) -> None:
    raise KeyboardInterrupt


def main() -> int:
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stopped)
    args = arguments()
    try:
        bench(args)
    except KeyboardInterrupt:
        say("Stopped. Nothing is left running.")
        return 130
    except (BenchError, ValueError) as fault:
        say(str(fault))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
