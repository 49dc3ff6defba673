"""A supply teacher's link: one class's sheets, one named person, one day. The link itself is never kept."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Prefetch
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.calendar.dates import academic_year
from core.schools.models import School
from register.models import SchoolClass, SupplyOpening, SupplyPack
from register.profiles.queries import Sheet, class_sheets

TOKEN_BYTES = 32
DAYS_AHEAD = 14  # calendar days for which a link can be made beforehand

# Runs as its owner, because nobody has signed in and no school is in sight; it tells a key and nothing else.
SUPPLY_SCHOOL_FUNCTION = """
CREATE OR REPLACE FUNCTION supply_school(word text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
'SELECT id FROM schools_school WHERE slug = word';
REVOKE ALL ON FUNCTION supply_school(text) FROM PUBLIC;
"""


def supply_school(slug: str) -> int | None:
    """Primary key of the school of that name in addresses; None for none. Needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT supply_school(%s)", [slug])
        return cursor.fetchone()[0]


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_pack(
    *, school_class: SchoolClass, name: str, day: dt.date, by, at: dt.datetime
) -> tuple[SupplyPack, str]:
    """Make a link to the class's sheets for the supply teacher `name`, good on `day` alone (R-56).

    Returns the pack and the token, which is told this once: only its hash is kept. `day` is today or at most
    DAYS_AHEAD calendar days ahead. Raises Denied.
    """
    check_can(by, Permission.SUPPLY_PACK, school_class)
    today = timezone.localdate(at)
    if not today <= day <= today + dt.timedelta(days=DAYS_AHEAD):
        raise Denied(f"A link is for today or one of the next {DAYS_AHEAD} days: choose another day.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    pack = SupplyPack.objects.create(
        school_id=school_class.school_id, school_class=school_class, name=" ".join(name.split()), day=day,
        token_hash=hash_of(token), made_at=at, made_by=by,
    )  # fmt: skip
    return pack, token


@transaction.atomic
def end_pack(*, pack: SupplyPack, by, at: dt.datetime) -> SupplyPack:
    """End the link now; a second time changes nothing. Raises Denied."""
    check_can(by, Permission.SUPPLY_PACK, pack)
    pack = SupplyPack.objects.select_for_update(of=("self",)).select_related("school_class").get(pk=pack.pk)
    if pack.ended_at is None:
        pack.ended_at, pack.ended_by, pack.version = at, by, pack.version + 1
        pack.save(update_fields=["ended_at", "ended_by", "version"])
    return pack


@dataclass(frozen=True, slots=True)
class Answer:
    """What opening a link gives: the pack and its sheets, or why it was refused (a key of REFUSALS)."""

    pack: SupplyPack | None
    refused: str = ""
    sheets: tuple[Sheet, ...] = ()


REFUSALS = {
    "unknown": "no such link",
    "early": "before its day",
    "over": "after its day",
    "ended": "ended",
    "withdrawn": "its maker may no longer give the class's sheets",
}


@transaction.atomic
def open_pack(*, school_id: int, token: str, at: dt.datetime) -> Answer:
    """Open a link in the scope of its school, and record it whether it was answered or refused.

    The sheets are of those children whom the person who made the link may see now.
    """
    packs = SupplyPack.objects.select_related("school", "school_class__school", "made_by")
    pack = packs.filter(school=school_id, token_hash=hash_of(token)).first()
    refused = _refusal(pack, timezone.localdate(at))
    sheets = () if refused else tuple(class_sheets(pack.school_class, pack.made_by))
    SupplyOpening.objects.create(school_id=school_id, pack=pack, at=at, refused=REFUSALS.get(refused, ""))
    return Answer(pack, refused, sheets)


def _refusal(pack: SupplyPack | None, today: dt.date) -> str:
    if pack is None:
        return "unknown"
    if pack.ended_at:
        return "ended"
    if today != pack.day:
        return "early" if today < pack.day else "over"
    may = pack.made_by.is_active and can(pack.made_by, Permission.SUPPLY_PACK, pack)
    return "" if may else "withdrawn"


def classes_for(school: School, user, today: dt.date):
    """This year's classes for which the user may make a link."""
    classes = SchoolClass.objects.filter(school=school, academic_year=academic_year(today))
    if school.pk not in user.whole_school_ids:
        classes = classes.filter(class_teachers__user=user)
    return classes.order_by("name")


def packs_of(school: School, user):
    """Links that the user may look after, the newest day first, each with its openings. Two queries."""
    packs = SupplyPack.objects.filter(school=school)
    if school.pk not in user.whole_school_ids:
        packs = packs.filter(school_class__class_teachers__user=user)
    openings = Prefetch("openings", SupplyOpening.objects.order_by("at"))
    found = packs.select_related("school_class", "made_by", "ended_by").prefetch_related(openings)
    return found.order_by("-day", "-made_at", "-pk")
