"""The reports to governors on the terms of the last year, issued, one of them corrected; and that on this term as a draft."""

import datetime as dt

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.schools import scope
from core.schools.models import School, Term
from overview.governors.actions import correct_report, draft_report, issue_report, write_story
from overview.models import TermReport
from sendsys.demo.clock import at, told_to_nobody
from sendsys.demo.words.governors import CORRECTED, DRAFTED, OF_SEASON

PAST = 3  # terms that have been reported on
WRITTEN, ISSUED, PUT_RIGHT = 5, 9, 16  # days after a term's end


def report(school: School, today: dt.date) -> None:
    """Every term's report: drafted on its last day, written and issued after it; of the term that runs a draft."""
    with scope.opened([school.pk], doing="load demo"), told_to_nobody():
        senco, head = (_holder(school, role) for role in (Role.SENCO, Role.HEAD))
        terms = list(Term.objects.filter(school=school, start__lt=today).order_by("-start")[: PAST + 1])
        for term in reversed(terms):
            ended = term.end + dt.timedelta(days=PUT_RIGHT) < today
            made = _issued(school, term, senco, head) if ended else _drafted(school, term, today, senco)
            if ended and term.name.startswith("Spring"):
                _corrected(made, term, senco, head)


def _holder(school: School, role: Role) -> User:
    held = Membership.objects.current().filter(school=school, role=role).select_related("user").order_by("pk")
    return held[0].user


def _texts(term: Term) -> dict[str, str]:
    return next(
        (texts for name, texts in OF_SEASON.items() if term.name.startswith(name)), OF_SEASON["Autumn"]
    )


def _issued(school: School, term: Term, senco: User, head: User) -> TermReport:
    made = draft_report(school=school, start=term.start, by=senco, at=at(term.end, 18))
    on = term.end + dt.timedelta(days=WRITTEN)
    made = write_story(report=made, texts=_texts(term), version=made.version, by=senco, at=at(on, 14))
    on = term.end + dt.timedelta(days=ISSUED)
    return issue_report(report=made, version=made.version, by=head, at=at(on, 10))


def _corrected(made: TermReport, term: Term, senco: User, head: User) -> None:
    on = term.end + dt.timedelta(days=PUT_RIGHT)
    again = correct_report(report=made, reason=CORRECTED, by=senco, at=at(on, 9))
    issue_report(report=again, version=again.version, by=head, at=at(on, 11))


def _drafted(school: School, term: Term, today: dt.date, senco: User) -> TermReport:
    made = draft_report(school=school, start=term.start, by=senco, at=at(today, 8))
    texts = {name: text for name, text in _texts(term).items() if name in DRAFTED}
    return write_story(report=made, texts=texts, version=made.version, by=senco, at=at(today, 8, 30))
