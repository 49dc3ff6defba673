"""A row of every tenant table that the cast's pupils leave empty: what stands behind the walls must be there."""

import datetime as dt

from core.audit.models import Opening
from core.documents.actions import keep_file
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
