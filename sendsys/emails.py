"""Every email of the product with made-up data, on one page of the demonstration: to be read before it is sent."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from agencies.stuck import words
from agencies.stuck.kinds import StuckKind
from agencies.stuck.queries import Stuck
from core.reminders import wording
from core.reminders.kinds import KINDS, Kind
from core.reminders.models import Notice
from core.schools.models import School
from core.ui.present import clock, day

LINK = "/oakfield/"
INVENTED = "OAK-0147"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """One email as it would be read. `template` is its text below templates/, `about` says who gets it and when."""

    template: str
    about: str
    body: str
    subject: str = ""


@require_GET
def gallery(request):
    """All emails; there is no such page outside the demonstration."""
    if not settings.DEMO:
        raise Http404
    return render(request, "dev/emails.html", {"samples": samples(timezone.localdate()), "title": "Emails"})


def school() -> School:
    """An invented school, which is in no database."""
    return School(
        name="Oakfield Primary", slug="oakfield", prefix="OAK", phone="01632 960147", senco_name="Mrs Priya Nair",
        secure_service="Egress", email_format="Initials and our reference, never a name.",
    )  # fmt: skip


def samples(today: dt.date) -> list[Sample]:
    """Every email of templates/email and of signing in, in one or more made-up states each."""
    return [*_due(today), *_told(), *_visits(today), *_others(today), *_sign_in()]


def _notice(kind: Kind, days: int, today: dt.date) -> Notice:
    return Notice(
        kind=kind.key, subject=f"sample:{kind.key}", due=today + days * DAY, pupil=INVENTED, url=LINK
    )


def _due(today: dt.date) -> list[Sample]:
    """What the daily round sends: one by itself, a day's, a week's, and every kind in its own words."""
    law = [kind for kind in KINDS.values() if kind.statutory and not kind.family]
    family = [kind for kind in KINDS.values() if kind.family]
    plain = [kind for kind in KINDS.values() if not kind.statutory and not kind.family]
    found = [_single(*one, today) for one in (
        (law, 21, "Set by law, three weeks before"), (law, -1, "Set by law, late: to its owner and the head"),
        (plain, 7, "To a person who wants an email for each"), (plain, -7, "The same a week late, to the SENCo as well"),
        (family, 7, "To a family, a week before"),
    ) if one[0]]  # fmt: skip
    if law:
        found.append(_single(law, 7, "To the deputy of a colleague who is away", today, stands_for=True))
    for kinds, weekly, about in (
        (plain[:4], False, "One email a day"), (plain[:6], True, "One email a week"),
        (family, False, "A family’s email of a day"), (plain, False, "Every other kind in its words"),
        (law, False, "Every kind set by law in its words (each is an email by itself)"),
    ):  # fmt: skip
        if kinds:
            found.append(_digest(kinds, about, today, weekly=weekly))
    if plain:
        handed = wording.handed(_notice(plain[0], 3, today), "Mrs Sutton", school(), today)
        found.append(
            Sample("email/due_handed.txt", "Handed over by a colleague", handed.body, handed.subject)
        )
    return found


def _single(kinds: list[Kind], days: int, about: str, today: dt.date, *, stands_for: bool = False) -> Sample:
    notice = _notice(kinds[0], days, today)
    notice.stands_for_id = 1 if stands_for else None
    said = wording.single(notice, school(), today)
    return Sample("email/due_one.txt", about, said.body, said.subject)


def _digest(kinds: list[Kind], about: str, today: dt.date, *, weekly: bool) -> Sample:
    notices = [_notice(kind, number * 2 - 3, today) for number, kind in enumerate(kinds)]
    said = wording.digest(notices, school(), today, weekly=weekly)
    return Sample("email/due_many.txt", about, said.body, said.subject)


SHARED = {
    "parent_invited": "To a family, when the school opens its page for them",
    "plan_shared": "To a family, when a plan is shared", "profile_shared": "To a family, when a profile is shared",
    "report_shared": "To a family or a teacher, when a professional’s report is shared",
    "year_shared": "To a family, when the report on the year is shared",
    "document_shared": "To a family, when a paper of the file is shared",
    "meeting_booked": "To a family, when a review meeting is booked",
    "meeting_moved": "To a family, when a review meeting is moved",
    "meeting_cancelled": "To a family, when a review meeting is called off",
    "review_sent": "To everybody invited to an annual review: notice, papers, report",
    "consent_asked": "To a family, when their answer to a referral is asked",
    "sign_raised": "To the safeguarding lead, when a sign is raised",
}  # fmt: skip


def _text(name: str, about: str, **context) -> Sample:
    template = f"email/{name}.txt"
    known = {"school": school(), "link": settings.SITE_URL + LINK}
    return Sample(template, about, render_to_string(template, known | context))


def _told() -> list[Sample]:
    return [
        *(_text(name, about) for name, about in SHARED.items()),
        _text("letter_sent", "To a family, when a letter is sent", again=False),
        _text("letter_sent", "To a family, when its slip has not come back", again=True),
    ]


def _visits(today: dt.date) -> list[Sample]:
    known = {"reference": INVENTED, "day": day(today + 7 * DAY), "time": clock(dt.time(9, 30)), "was": ""}
    return [
        _text("visit_announced", "To the child’s staff, when a visit is announced", **known),
        _text("visit_moved", "When a visit is moved to another day", **known | {"was": day(today + 5 * DAY)}),
        _text("visit_moved", "When a visit is moved to another time of its day", **known),
        _text("visit_called_off", "When a visit is called off", **known),
        _text("visit_arrived", "When somebody came unannounced", **known),
    ]


def _others(today: dt.date) -> list[Sample]:
    span = {"start": day(today), "until": day(today + 90 * DAY)}
    asked = Stuck(StuckKind.UNANSWERED, "sample", today - 40 * DAY, "", referral="R7Q2M4XK")
    return [
        _text("invitation", "To a new member of staff", family=False, known=False),
        _text("invitation", "To somebody with an account who is given a role", family=False, known=True),
        _text("invitation", "To a parent or professional who is given an account", family=True, known=False),
        _text("visitor_invited", "To a professional, when a referral is opened to them", **span),
        _text("advice_arrived", "To the SENCo, when advice or views for an annual review come", reference=INVENTED,
              day=day(today + 20 * DAY)),
        _text("review_opened", "To a professional, when an annual review is opened to them", **span),
        Sample(
            "email/agency_chase.txt",
            "To an agency that has not answered, at the SENCo’s click",
            render_to_string("email/agency_chase.txt", words.email_context(asked, school(), "")),
            words.subject_line(asked),
        ),
    ]  # fmt: skip


def _sign_in() -> list[Sample]:
    known = {"code": "K3F-9QM", "password_reset_url": f"{settings.SITE_URL}/account/password/reset/key/…"}
    about = {
        "login_code": "To whoever signs in by code", "password_reset_key": "To whoever forgot their password",
        "unknown_account": "To an address that no account uses",
    }  # fmt: skip
    found = []
    for name, told in about.items():
        here = f"account/email/{name}"
        subject = render_to_string(f"{here}_subject.txt", known).strip()
        found.append(
            Sample(f"{here}_message.txt", told, render_to_string(f"{here}_message.txt", known), subject)
        )
    return found
