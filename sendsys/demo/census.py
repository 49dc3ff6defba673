"""The school's list of a fortnight ago, as its information system has it: of SEN it has not been told everything."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from core.jobs.actions import carry_out
from register.enums import CENSUS_CODE, Level
from register.importing import runs
from register.models import Need, Pupil, StatusPeriod
from sendsys.demo.clock import at

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder

DAYS_AGO = 12
HEADINGS = ("UPN", "Legal forename", "Legal surname", "DOB", "Year group", "Registration group", "SEN status",
            "SEN need type 1", "SEN need type 2")  # fmt: skip
NOT_TOLD, OTHER_NEED, WITHOUT = (
    3,
    2,
    1,
)  # children of whom the list still says N, another need, or nothing at all


def bring_list(builder: SchoolBuilder) -> None:
    """The list is uploaded, read and imported as the office does it. What the SENCo has recorded stands, so that the
    differences are there to be looked at before the census."""
    on, office = builder.past(DAYS_AGO), builder.staff.office
    data = the_list(builder.school, random.Random(f"list of {builder.school.slug}"))
    upload = SimpleUploadedFile(f"MIS export {on:%d %m %Y}.csv", data)
    run, job = runs.upload_list(school=builder.school, upload=upload, by=office, at=at(on, 9))
    carry_out(job.pk)
    run.refresh_from_db()
    carry_out(runs.confirm_import(run=run, decisions={}, leavers=[], by=office, at=at(on, 10)).pk)


def the_list(school, rng: random.Random) -> bytes:
    """Every child on the roll, without the few of whom the list lags behind."""
    pupils = list(Pupil.objects.filter(school=school).here().select_related("school_class").order_by("pk"))
    levels = dict(StatusPeriod.objects.filter(school=school, end=None).values_list("pupil", "level"))
    needs: dict[int, list[str]] = {}
    for pk, code in (
        Need.objects.filter(school=school, end=None).order_by("rank").values_list("pupil", "code")
    ):
        needs.setdefault(pk, []).append(code)
    codes = {p.pk: CENSUS_CODE[Level(levels[p.pk])] if p.pk in levels else "N" for p in pupils}
    lagging = rng.sample([p.pk for p in pupils if codes[p.pk] == "K"], NOT_TOLD + OTHER_NEED)
    gone = {p.pk for p in rng.sample([p for p in pupils if codes[p.pk] == "N"], WITHOUT)}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for pupil in pupils:
        code, types = codes[pupil.pk], [*needs.get(pupil.pk, []), "", ""][:2]
        if pupil.pk in lagging[:NOT_TOLD]:
            code = "N"
        elif pupil.pk in lagging:
            types = ["MLD" if types[0] != "MLD" else "SPLD", ""]
        if pupil.pk not in gone:
            writer.writerow(
                [pupil.upn, pupil.legal_first, pupil.legal_last, f"{pupil.born:%d/%m/%Y}", pupil.year_group, pupil.class_name,
                 code, *(types if code != "N" else ["", ""])]
            )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")
