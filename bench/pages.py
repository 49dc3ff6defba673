"""Each page measured: its queries in this process, its times and bytes through gunicorn, its floor beside it."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.client import Address, Times, eight_clients, one_client, weigh
from bench.people import session_day
from bench.school import Size, Subject
from bench.server import BenchError
from core.accounts.models import User

UNCOUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SELECT set_config")
MY_CLASS, MY_SESSIONS, MAP = "my class", "a TA’s sessions of a day", "provision map"  # rows that have aims
CASELOAD = "caseload, 40 plans"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the bench: what it is called, its address, the floor's address without the size, who opens it."""

    name: str
    path: str
    floor: str
    who: User


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one page. `sent` and `unpacked` are bytes; None where a figure has no meaning."""

    name: str
    queries: int
    one: Times
    one_floor: Times
    eight: Times | None
    eight_floor: Times | None
    sent: int
    unpacked: int

    @property
    def ratio(self) -> float:
        return self.one.p50 / self.one_floor.p50

    @property
    def ratio_eight(self) -> float | None:
        return self.eight.p50 / self.eight_floor.p50 if self.eight and self.eight_floor else None


def register_of(size: Size, subject: Subject) -> Page:
    path = reverse("register:register", args=[subject.school.slug])
    return Page(
        f"register, {size.on_register} pupils", path, f"/register/{subject.school.pk}/0", subject.senco
    )


def register_then(size: Size, subject: Subject) -> Page:
    """The register as it was eight weeks ago."""
    now = register_of(size, subject)
    day = timezone.localdate() - dt.timedelta(weeks=8)
    return Page(f"the same on {day:%-d %b %Y}", f"{now.path}?as_on={day:%Y-%m-%d}", now.floor, now.who)


def sessions_of(subject: Subject) -> Page:
    """Everyone's sessions of the last day on which the groups met."""
    day = session_day(timezone.localdate())
    path = reverse("sessions:today", args=[subject.school.slug])
    return Page("everyone’s sessions of a day", f"{path}?on={day.isoformat()}&all=1",
                f"/sessions/{subject.school.pk}/{day:%Y%m%d}", subject.senco)  # fmt: skip


def pages_of_staff(subject: Subject) -> list[Page]:
    """The first page of a teacher of one class, and a TA's own sessions of the last day on which the groups met."""
    slug, school, day = subject.school.slug, subject.school.pk, session_day(timezone.localdate())
    today = f"{reverse('sessions:today', args=[slug])}?on={day.isoformat()}"
    return [
        Page(
            MY_CLASS,
            reverse("overview:home", args=[slug]),
            f"/class/{school}/{subject.teacher.pk}",
            subject.teacher,
        ),
        Page(MY_SESSIONS, today, f"/mine/{school}/{subject.ta.pk}/{day:%Y%m%d}", subject.ta),
    ]


def pages_of(subject: Subject) -> list[Page]:
    """The pages of one pupil."""
    slug, school, plan = subject.school.slug, subject.school.pk, subject.plan
    here = {"pupil": ("overview:pupil", subject.pupil), "plan": ("plans:plan", plan)}
    senco = subject.senco
    pages = [Page(f"{name} page", reverse(view, args=[slug, row.reference]), f"/{name}/{school}/{row.pk}", senco)
             for name, (view, row) in here.items()]  # fmt: skip
    school_wide = {MAP: "mapping:map", "timetable of adults": "timetable:all"}
    pages += [
        Page(name, reverse(view, args=[slug]), f"/provision/{school}/0", senco)
        for name, view in school_wide.items()
    ]
    document = reverse("file:document", args=[slug, plan.document.reference])
    return [*pages, Page("PDF, opened", document, f"/document/{school}/{plan.document_id}", senco)]


def browser_of(user: User) -> Client:
    """A client of this process in which the user has signed in; its session is good at gunicorn too."""
    client = Client()
    client.force_login(user, backend=MODEL_BACKEND)
    return client


def cookie_of(client: Client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def queries_of(page: Page, client: Client) -> int:
    """Statements of one request, from the second of a session on, with the whole of the middleware; the beginning and
    end of the transaction, and the one that says which school is in sight, are not counted, as in the tests.

    Raises BenchError."""
    client.get(page.path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page.path)
    if answer.status_code != 200:
        raise BenchError(f"{page.path} answered {answer.status_code} instead of 200.")
    return sum(not query["sql"].startswith(UNCOUNTED) for query in captured)


def measure(page: Page, client: Client, port: int, floor_port: int) -> Figures:
    """All figures of one page. Raises BenchError."""
    here = Address(port, page.path, cookie_of(client))
    sent, unpacked = weigh(here)
    floor = Address(floor_port, f"{page.floor}/{unpacked}")
    one, one_floor = one_client(here, floor)
    return Figures(page.name, queries_of(page, client), one, one_floor, eight_clients(here), eight_clients(floor),
                   sent, unpacked)  # fmt: skip
