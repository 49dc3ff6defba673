"""Referrals: talked over, answered by the parents, sent, answered by the agency, seen; invitations to them that end."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from agencies.deadlines.ground import PUPIL, child, is_family, read_ahead, scoped, to_families, to_staff
from agencies.enums import ConsentAnswer, ReferralState
from agencies.models import Chase, Invitation, Referral
from agencies.referrals.queries import SINCE, with_days
from agencies.stuck.ground import with_wait
from agencies.stuck.kinds import DECLINED_DAYS, LEFT_ALONE_DAYS, SEND_DAYS, TALK_DAYS
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines import parents_of
from register.models import in_sight_of

S = ReferralState
UNDER_WAY = (S.CONSENTED, S.SENT, S.ACCEPTED, S.SEEN, S.REPORTED)  # a consent is needed still
COLUMNS = ("reference", "state", "agency__name", "waits_until", "weeks", "expected_by", "sent_on", "answered_on", "seen_on",
           "created_at", "closed_at", "talked_on", "answer", "agreed_on", "agreed_until", "taken_back_on", "reported_on",
           "decided_at", "chased_at", *PUPIL)  # fmt: skip


@prepared
def _referrals(user, family: bool, *, school: int):
    rows = Referral.objects.exclude(state__in=(S.CLOSED, S.DECIDED))
    rows = with_days(with_wait(scoped(rows, user, family, school)))
    chases = Chase.objects.filter(referral=OuterRef("pk")).order_by("-chased_at")
    rows = rows.annotate(chased_at=Subquery(chases.values("chased_at")[:1]))
    return rows.order_by("pk").values_list(*COLUMNS, named=True)


def _rows(ask: Ask) -> list:
    """All that go on. One query."""
    read_ahead(ask)
    return _referrals(ask.user, is_family(ask), school=ask.school.pk)


def _child(row) -> dict[str, str]:
    return child(row[-len(PUPIL) :])


def _one(row, ask: Ask, kind: str, due: dt.date, page: str, **more) -> Deadline:
    asked = f"Asked again on {day(timezone.localdate(row.chased_at))}." if row.chased_at else ""
    given = {"detail": row.agency__name, "so_far": asked} | _child(row) | more
    return Deadline(
        kind, f"referral:{row.reference}", due, reverse(page, args=[ask.school.slug, row.reference]), **given
    )


def _since(row) -> dt.date:
    """When it came into its state; the day of its making where that was not written down."""
    return SINCE[row.state](row) or timezone.localdate(row.created_at)


def _talk(row, ask: Ask) -> Deadline:
    begun = _since(row)
    return _one(row, ask, "referral_talk", begun + dt.timedelta(days=TALK_DAYS), "referrals:referral",
                started=f"It was begun on {day(begun)}.")  # fmt: skip


def _consent(row, ask: Ask) -> Deadline | None:
    if row.waits_until is None:
        return None
    return _one(row, ask, "referral_consent", row.waits_until, "referrals:consent", turn="the parents",
                started=f"It was talked over with the parents on {day(row.talked_on)}.")  # fmt: skip


def _send(row, ask: Ask) -> Deadline:
    agreed = _since(row)
    return _one(row, ask, "referral_send", agreed + dt.timedelta(days=SEND_DAYS), "referrals:send",
                started=f"The parents agreed on {day(agreed)}.")  # fmt: skip


def _answer(row, ask: Ask) -> Deadline:
    weeks = f"{row.weeks} week{'' if row.weeks == 1 else 's'}"
    return _one(row, ask, "referral_answer", row.waits_until, "referrals:answer", turn="the agency",
                started=f"It was sent on {day(row.sent_on)}; their usual wait is {weeks}.")  # fmt: skip


def _seen(row, ask: Ask) -> Deadline | None:
    if row.waits_until is None:
        return None
    return _one(row, ask, "referral_seen", row.waits_until, "referrals:referral", turn="the agency",
                started=f"They accepted on {day(_since(row))}, to see the child by {day(row.waits_until)}.")  # fmt: skip


def _declined(row, ask: Ask) -> Deadline:
    said = _since(row)
    return _one(row, ask, "referral_declined", said + dt.timedelta(days=DECLINED_DAYS), "referrals:referral",
                started=f"They declined on {day(said)}.")  # fmt: skip


def _settle(row, ask: Ask) -> Deadline:
    said = _since(row)
    what = "took their consent back" if row.state == S.WITHDRAWN else "said no"
    return _one(row, ask, "referral_settle", said + dt.timedelta(days=LEFT_ALONE_DAYS), "referrals:referral",
                started=f"The parents {what} on {day(said)}.")  # fmt: skip


BY_STATE: dict[str, Callable] = {
    S.DRAFT: _talk, S.DISCUSSED: _consent, S.CONSENTED: _send, S.SENT: _answer, S.ACCEPTED: _seen, S.DECLINED: _declined,
    S.REFUSED: _settle, S.WITHDRAWN: _settle,
}  # fmt: skip


def _build(row, ask: Ask) -> Iterator[Deadline]:
    if to_staff(ask):
        made = BY_STATE[row.state](row, ask) if row.state in BY_STATE else None
        yield from filter(None, (made, _consent_ends(row, ask)))
    if to_families(ask) and row.state == S.DISCUSSED and row.waits_until:
        yield from _of_parents(row, ask)


def _consent_ends(row, ask: Ask) -> Deadline | None:
    holds = row.state in UNDER_WAY and row.answer == ConsentAnswer.GIVEN and row.taken_back_on is None
    if not holds or row.agreed_until is None:
        return None
    return _one(row, ask, "referral_consent_ends", row.agreed_until, "referrals:consent",
                started=f"The parents agreed on {day(row.agreed_on)}, up to {day(row.agreed_until)}.")  # fmt: skip


def _of_parents(row, ask: Ask) -> Iterator[Deadline]:
    owners = parents_of(ask).get(row.pupil, ())
    if owners:
        url = reverse("families:answer", args=[ask.school.slug, row.pupil__reference, row.reference])
        yield Deadline("family_referral", f"referral:{row.reference}", row.waits_until, url, owners, detail=row.agency__name,
                       **_child(row))  # fmt: skip


INVITED = ("reference", "name", "until", "referral__agency__name", *(f"referral__{name}" for name in PUPIL))


@prepared
def _invitations(user, *, school: int, today: dt.date):
    rows = Invitation.objects.filter(
        school=school, ended_at=None, until__gte=today, referral__pupil__left_on=None
    )
    rows = rows.filter(referral__state__in=(S.CONSENTED, S.SENT, S.ACCEPTED, S.SEEN)).order_by("pk")
    if user is not None:
        rows = rows.filter(
            referral__pupil__in=in_sight_of(user), school__in=user.schools_where(Permission.REFERRAL_VIEW)
        )
    return rows.values_list(*INVITED)


def _invitation(row, ask: Ask) -> Iterator[Deadline]:
    reference, name, until, agency, *columns = row
    url = reverse("visitor:invitation", args=[ask.school.slug, reference])
    yield Deadline(
        "invitation_ends", f"invitation:{reference}", until, url, detail=f"{name}, {agency}",
        started=f"{name} was invited to the end of {day(until)}.", **child(columns),
    )  # fmt: skip


add_source(
    Source("agencies.referrals", "Referrals", _rows, _build, lambda row: row.pupil__reference),
    Source("agencies.invitations", "Invitations of professionals",
           lambda ask: _invitations(ask.user, school=ask.school.pk, today=ask.today) if to_staff(ask) else [],
           _invitation, lambda row: row[4]),
)  # fmt: skip
