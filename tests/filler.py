"""A row of every tenant table that the cast's pupils leave empty: what stands behind the walls must be there."""

import datetime as dt

from core.accounts.models import User
from core.audit.models import Opening
from core.documents.actions import keep_file
from core.reminders.models import Absence, Choice, Mail, Marked, Notice, Round
from core.schools.actions import add_closure
from core.ui.models import Draft
from register import actions as register
from register.models import PROFILE_TEXTS, ImportRun, SavedMapping
from register.profiles.actions import write_profile

AT = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
LIST = b"UPN,Forename,Surname,DOB\n,Una,Vale,01/02/2018\n"
PREVIEW = {"columns": [{"heading": "Forename", "samples": ["Una"], "field": "legal_first"}], "missing": "", "created": [],
           "changed": [], "unchanged": 0, "leavers": [], "errors": [], "warnings": [], "questions": [],
           "repeated": 0, "looks_partial": False}  # fmt: skip


def fill(*, school, pupil, school_class, user) -> ImportRun:
    """Rows of one school about one of its pupils."""
    add_closure(school=school, name="Half term", start=dt.date(2026, 10, 26), end=dt.date(2026, 10, 30))
    write_profile(
        pupil=pupil, by=user, at=AT, review_on=None, no_voice_why="Not asked yet", **dict.fromkeys(PROFILE_TEXTS, "Invented")
    )  # fmt: skip
    register.add_teacher(school_class=school_class, user=user)
    SavedMapping.objects.create(school=school, name="Invented", columns={"Forename": "legal_first"})
    Draft.objects.create(school=school, user=user, form="test", subject="none", base=1, saved_at=AT)
    Opening.objects.create(school=school, user=user, at=AT, kind=Opening.Kind.PUPIL, what="pupil record")
    _told(school, user)
    kept = keep_file(school=school, name="list.csv", data=LIST, content_type="text/csv", at=AT)
    return ImportRun.objects.create(
        school=school,
        file=kept,
        filename="list.csv",
        state="read",
        preview=PREVIEW,
        uploaded_at=AT,
        uploaded_by=user,
    )


def _told(school, user) -> None:
    """What the daily round keeps: of a day long gone and of a kind that nobody knows, so that no page shows it."""
    on, deputy = dt.date(2020, 1, 6), User.objects.exclude(pk=user.pk).order_by("pk").first()
    mail = Mail.objects.create(school=school, key="invented", what="Invented", to="a@b.example", subject="Invented",
                               state="sent", sent_at=AT, written_at=AT)  # fmt: skip
    Notice.objects.create(school=school, kind="invented", subject="none", due=on, rung="day", recipient=user, url="/",
                          round_on=on, mail=mail, made_at=AT, ended_at=AT)  # fmt: skip
    Round.objects.create(school=school, on=on, ended_at=AT)
    Marked.objects.create(school=school, kind="invented", subject="none", due=on, done_at=AT, done_by=user)
    Choice.objects.create(school=school, user=user)
    Absence.objects.create(school=school, user=user, deputy=deputy, starts=on, ends=on, made_at=AT)
