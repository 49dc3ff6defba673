"""First pages of who looks after the whole school, of the office and of a trust."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from core.schools.models import School
from core.ui.present import day
from overview.asides import asides, running_jobs, with_whom
from overview.figures.page import head_part
from overview.queries import figures_of
from overview.today import page
from overview.today.queries import Board, board
from register.models import ImportRun, ImportState


def today_page(school: School, user, today: dt.date, query) -> dict:
    """The SENCo's Today: what the law sets, what is late, due this week and next, whose it is, and what waits beside.
    `query` are the parameters of the address: whose, and about what."""
    found, asked = board(school, user, today), page.Asked.of(query, oversees=True)
    return _whose(found, asked) | {
        "asides": asides(found), "jobs": running_jobs(school, user), "first_step": page.first_step(found),
    }  # fmt: skip


def _whose(found: Board, asked: page.Asked) -> dict:
    """What is due, with the choice of whose and what it is about."""
    due = page.due_part(found, asked)
    head = page.headline(found.today, *due.pop("counts"), len(due["failures"]))
    return due | head | {
        "scopes": page.scopes(asked), "abouts": page.about_options(found, asked),
        "scope": "" if asked.scope == page.EVERYONE else asked.scope,
    }  # fmt: skip


def numbers_page(school: School, user, today: dt.date) -> dict:
    """The head's first page: the school's numbers and how they move. What is due is fetched once these are in sight: to
    reckon every date of a school takes many times as long."""
    told = head_part(school, user, today)
    return told | {
        "title": school.name,
        "line": f"{day(today)}. {told['on_roll']:,} children on roll.",
        "due": False,
    }


def due_of_school(school: School, user, today: dt.date, query) -> dict:
    """What is due at the school, and what is stuck with whom."""
    found = board(school, user, today)
    return _whose(found, page.Asked.of(query, oversees=True)) | {"asides": with_whom(found), "due": True}


def figures_page(school: School, user, today: dt.date, query) -> dict:
    """Both together, as the address asks."""
    due = due_of_school(school, user, today, query)
    numbers = numbers_page(school, user, today)
    return numbers | {key: due[key] for key in due if key not in ("title", "line")}


def office_page(school: School, user, today: dt.date) -> dict:
    """The office's first page: the roll, what is the person's to do, and the latest imports."""
    (figures,) = figures_of([school])
    done = ImportRun.objects.filter(school=school, state=ImportState.DONE).order_by("-confirmed_at")[:5]
    last = [{"label": run.filename, "when": day(timezone.localdate(run.confirmed_at)),
             "url": reverse("importing:preview", args=[school.slug, run.reference])} for run in done]  # fmt: skip
    due = page.due_part(board(school, user, today), page.Asked(page.EVERYONE, ""))
    head = page.headline(today, *due.pop("counts"), 0)
    return due | head | {
        "title": school.name, "last": last,
        "figures": [{"label": "On roll", "value": figures.on_roll, "note": "children"}],
        "import_url": reverse("importing:upload", args=[school.slug]),
        "pupils_url": reverse("register:pupils", args=[school.slug]),
    }  # fmt: skip


def schools_page(schools: list[School], today: dt.date) -> dict:
    """The schools of one person, to choose from."""
    rows = [{"name": school.name, "url": reverse("overview:home", args=[school.slug])} for school in schools]
    return {"title": "Schools", "line": day(today), "schools": rows}
