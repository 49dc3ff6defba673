"""python -m bench.hygiene [--write-docs]: what the check before sharing finds in made-up reports, and how fast it is."""

import argparse
import os
import random
import time

import django

os.environ.setdefault("DJANGO_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendsys.settings")
if __name__ == "__main__":
    django.setup()

from agencies.hygiene.find import find_marks
from agencies.hygiene.people import Person, person_of
from agencies.hygiene.words import families_of
from core.documents.reading.parts import Part, Parts
from sendsys.services.layout import PROJECT
from tests.agencies.hygiene.papers import Judged, judge_all, table_of
from tests.agencies.hygiene.reports import OWN, REPORTS, plain_lines

DOCS = PROJECT / "docs" / "hygiene.md"
BEGIN, END = "<!-- figures -->\n", "\n<!-- end of figures -->"
STAFF, PUPILS, PAGES = 150, 1400, 20
LETTERS = "abcdefghiklmnoprstuvwz"


def figures(judged: Judged) -> str:
    """The table of what is found and missed."""
    return f"{len(REPORTS)} made-up reports.\n\n{table_of(judged)}"


def with_figures(page: str, table: str) -> str:
    """The page of docs with these figures between its marks. Raises ValueError without them."""
    before, _, rest = page.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError("The page has no place for the figures.")
    return f"{before}{BEGIN}{table}{END}{after}"


def seconds() -> float:
    """Seconds for a report of 20 pages against a school of 1,400 children and 150 staff, invented from a fixed seed."""
    dice, firsts = random.Random(5), [name for family in families_of("nicknames") for name in family]  # noqa: S311
    names = [
        (dice.choice(firsts).title(), "".join(dice.choices(LETTERS, k=7)).title())
        for _ in range(STAFF + PUPILS)
    ]
    staff = [person_of(" ".join(name)) for name in names[:STAFF]]
    pupils = [Person(*name, near=number < 60) for number, name in enumerate(names[STAFF:])]
    words = [word for report in REPORTS for word in plain_lines(report).split()]
    parts = Parts(tuple(Part(f"Page {n}", " ".join(dice.choices(words, k=450))) for n in range(PAGES)))
    began = time.perf_counter()
    find_marks(parts, staff, pupils, OWN)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.hygiene", description=__doc__)
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/hygiene.md")
    judged = judge_all()
    table = figures(judged)
    print(table)
    for name, way, words in judged.missed:
        print(f"missed: {words} ({way}, in {name})")
    for name, words, certain in judged.wrong:
        print(f"marked wrongly: {words} ({'sure' if certain else 'perhaps'}, in {name})")
    print(f"{PAGES} pages, {PUPILS} children, {STAFF} staff: {seconds():.2f} s")
    if parser.parse_args().write_docs:
        DOCS.write_text(with_figures(DOCS.read_text(encoding="utf-8"), table), encoding="utf-8")


if __name__ == "__main__":
    main()
