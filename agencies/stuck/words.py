"""What a polite chase says: an email that names nobody (R-126), a letter that may name the child. Pure."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.stuck.kinds import StuckKind
from agencies.stuck.queries import Stuck
from core.schools.models import School
from core.ui.present import day
from register.models import Pupil
from register.snapshots import school_part

ABOUT = {
    StuckKind.CONSENT: lazy("your answer"), StuckKind.UNANSWERED: lazy("a referral"), StuckKind.UNSEEN: lazy("a referral"),
    StuckKind.REPORT: lazy("the report of a visit"), StuckKind.CORRECTION: lazy("a corrected report"),
    StuckKind.CONFIRM: lazy("a report"), StuckKind.ADVICE: lazy("advice to decide"),
    StuckKind.TERMLY: lazy("meeting the class teacher"),
}  # fmt: skip


def reference_of(thing: Stuck) -> str:
    """The reference by which an email speaks of it."""
    return thing.referral or thing.visit or thing.report


def request(thing: Stuck) -> str:
    """What is asked, in one or two sentences that name nobody and say nothing of a child."""
    asks = {
        StuckKind.CONSENT: _("On %(day)s we talked about asking another service for advice. We have not had your answer "
                             "yet: may we ask you to let us know, whether you agree or not?"),
        StuckKind.UNANSWERED: _("We sent you a referral on %(day)s. May we ask whether you can take it on, and by when?"),
        StuckKind.UNSEEN: _("You kindly took on a referral and meant to begin by %(day)s. May we ask when that will be?"),
        StuckKind.REPORT: _("You kindly visited us, and we hoped for your report by %(day)s. May we ask when it will come?"),
        StuckKind.CORRECTION: _("On %(day)s we asked for a corrected report. May we ask when it will come?"),
        StuckKind.CONFIRM: _("A report was handed to you on %(day)s. May we ask you to say that you have it?"),
        StuckKind.ADVICE: _("Advice has waited since %(day)s to be decided. May we ask you to look at it with us?"),
        StuckKind.TERMLY: _("You visited us several times this term, the last on %(day)s. Once a term we ask visitors to "
                            "meet the class teacher: may we find a time?"),
    }  # fmt: skip
    return asks[thing.kind] % {"day": day(thing.since)}


def subject_line(thing: Stuck) -> str:
    """The subject of the email: our reference and what it is about."""
    return _("Our reference %(reference)s: %(about)s") % {
        "reference": reference_of(thing), "about": ABOUT[thing.kind]
    }  # fmt: skip


def email_context(thing: Stuck, school: School, link: str) -> dict:
    """What email/agency_chase.txt is drawn from. `link` leads staff and parents to their first page, "" for others."""
    return {"school": school, "request": request(thing), "reference": reference_of(thing), "link": link,
            "secure": school.secure_service, "format": school.email_format, "senco": school.label("senco")}  # fmt: skip


def letter_snapshot(
    thing: Stuck, pupil: Pupil, school: School, to: str, address: str, today: dt.date
) -> dict:
    """The printed letter as plain data (templates/documents/README.md)."""
    return {
        "school": school_part(school),
        "pupil": {"name": pupil.name, "born": pupil.born.isoformat()},
        "letter": {
            "dated": today.isoformat(), "addressee": to, "address": address, "reference": reference_of(thing),
            "request": request(thing), "secure": school.secure_service,
        },
    }  # fmt: skip
