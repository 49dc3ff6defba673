"""The figures of a trust of twenty schools, each of 420 children: the pages of its lead and of one head.

python -m bench.figures, on the servers of `make bench`, measures these pages alone. One school is made through the actions
and kept; the others are copies of its rows under other keys, thrown away at the end.
"""

import datetime as dt
import sys
import time

from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench import environment  # noqa: F401  sets Django up before the models below
from bench.caseload import _Maker
from bench.client import Address, one_client, weigh
from bench.pages import UNCOUNTED, Page, browser_of, cookie_of, queries_of
from bench.rounds import FAR, copies, forget_copies
from bench.school import Size, Subject, gather_statistics, subject_of, today
from bench.server import run_step, serving
from bench.term import whole_term
from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.schools import scope
from core.schools.models import School
from ehcp.models import EhcPlan
from sendsys.demo.clock import at

ONE = Size(80, 420, ("R", "1", "2", "3", "4", "5", "6"), called="figures")
SCHOOLS, PLANS, WITHIN = 20, 25, 60.0


def person(who: str, role: Role, schools: list[School], since: dt.date) -> User:
    """Somebody with that role at each of the schools."""
    user = find_or_create_user(
        email=f"{who}@bench-trust.example", name=f"{who.title()} Bench", formal_name="Mrs Bench"
    )
    for school in schools:
        with scope.opened([school.pk], doing="bench"), transaction.atomic():
            give_role(school=school, user=user, role=role, by=None, at=at(since))
    user.forget_memberships()
    return user


def trust(subject: Subject, day: dt.date) -> list[School]:
    """The school and its copies, nineteen of them."""
    with scope.opened([subject.school.pk], actor=subject.senco.pk, doing="bench"), transaction.atomic():
        if not EhcPlan.objects.filter(school=subject.school).exists():
            _Maker(subject, day).make(PLANS)
        whole_term(subject.school, day)
    forget_copies(subject.school)
    copies(subject.school, SCHOOLS, 1)
    keys = [subject.school.pk + number * FAR for number in range(SCHOOLS)]
    with scope.opened(keys, doing="bench"), transaction.atomic():
        return list(School.objects.filter(pk__in=keys).order_by("pk"))


def cold(page: Page) -> str:
    """The first time, with nothing kept: milliseconds in this process, and queries."""
    browser = browser_of(page.who)
    browser.get(page.path)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        began = timezone.now()
        browser.get(page.path)
        took = (timezone.now() - began).total_seconds() * 1000
    asked = sum(not query["sql"].startswith(UNCOUNTED) for query in captured)
    return f"with nothing kept {took:.0f} ms, {asked} queries"


def processor(page: Page) -> float:
    """Milliseconds of the processor for a request in this process, the least of forty: what a busy machine hardly moves."""
    browser, least = browser_of(page.who), float("inf")
    for _ in range(40):
        began = time.process_time()
        browser.get(page.path)
        least = min(least, time.process_time() - began)
    return least * 1000


def line(page: Page, port: int, floor_port: int) -> str:
    """One page: p50 and p95 of 200 requests, queries, bytes, and whether it is within its aim."""
    browser = browser_of(page.who)
    here = Address(port, page.path, cookie_of(browser))
    sent, unpacked = weigh(here)
    one, floor = one_client(here, Address(floor_port, f"{page.floor}/{unpacked}"))
    met = "met   " if one.p50 <= WITHIN else "missed"
    return (f"{met}  {page.name:<24} p50 {one.p50:6.1f} ms, p95 {one.p95:6.1f}, floor {floor.p50:4.1f}; processor "
            f"{processor(page):.1f} ms; {queries_of(page, browser)} queries, {sent:,} bytes; {cold(page)}")  # fmt: skip


def main() -> int:
    run_step("migrate", "--no-input", "-v", "0")
    run_step("build_assets", "--collect")
    day, subject = today(), subject_of(ONE, today())
    schools = trust(subject, day)
    try:
        lead, head = (
            person("lead", Role.TRUST_LEAD, schools, day),
            person("head", Role.HEAD, schools[:1], day),
        )
        gather_statistics()
        slug, floor = subject.school.slug, f"/register/{subject.school.pk}/0"
        pages = [
            Page(f"trust of {SCHOOLS} schools", reverse("overview:schools"), floor, lead),
            Page("head’s first page", reverse("overview:home", args=[slug]), floor, head),
            Page("figures of a school", reverse("figures:head", args=[slug]), floor, head),
        ]
        with serving("sendsys.wsgi") as port, serving("bench.floor") as floor_port:
            print("\n".join(line(page, port, floor_port) for page in pages))
    finally:
        forget_copies(subject.school)
    return 0


if __name__ == "__main__":
    sys.exit(main())
