"""Every write of safeguarding signs: raised, written up, taken on, closed."""

import datetime as dt
import re

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.lifecycle.moves import make_move
from core.reminders.outbox import post
from core.schools.models import School
from register.dates import check_days
from register.enums import FlagState, Noticed
from register.models import Pupil, SafeguardingFlag
from register.safeguarding import lifecycle
from register.safeguarding.queries import who_is_told

MAIL_OF_A_SIGN = "A sign"  # by which the list of messages knows it
POSTED_TWICE = dt.timedelta(minutes=10)
NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9#/.-]{1,40}")  # of an entry in another system: no room for an account
NUMBER_HELP = "Only the entry’s number, for example 20264: write nothing about the child here"


def check_number(text: str) -> str:
    """The number of an entry in the school's safeguarding system, or "". Raises Denied for anything in words."""
    text = text.strip()
    if text and not NUMBER.fullmatch(text):
        raise Denied(f"{NUMBER_HELP}.")
    return text


@transaction.atomic
def raise_sign(
    *, pupil: Pupil, noticed: Noticed, seen_on: dt.date, logged: bool, by: User, at: dt.datetime, pointer: str = ""
) -> SafeguardingFlag:  # fmt: skip
    """Tell the DSL and the SENCo that something was noticed on the day `seen_on` (R-211). `logged` says whether it is
    written up in the school's own system, `pointer` its number there.

    They get an email that names nobody. The same raised again within ten minutes is one sign. Raises Denied.
    """
    pupil = Pupil.objects.select_related("school").select_for_update(of=("self",)).get(pk=pupil.pk)
    check_can(by, Permission.SAFEGUARDING_RAISE, pupil)
    check_days(pupil, seen_on)
    told = {"pupil": pupil, "noticed": Noticed(noticed), "seen_on": seen_on, "raised_by": by,
            "logged": logged, "pointer": check_number(pointer)}  # fmt: skip
    already = SafeguardingFlag.objects.filter(
        **told, raised_at__gt=at - POSTED_TWICE, state=FlagState.RAISED
    ).first()
    if already:
        return already
    sign = SafeguardingFlag.objects.create(school_id=pupil.school_id, raised_at=at, **told)
    addresses = [member.user.email for member in who_is_told(pupil.school) if member.user_id != by.pk]
    tell(pupil.school, addresses, at)
    return sign


def tell(school: School, addresses: list[str], at: dt.datetime) -> None:
    """Email, once the transaction has committed, that a sign was raised, to each by themselves: no name, nothing of what
    it is, a link behind sign-in. The sign stands when the mail server is away."""
    link = settings.SITE_URL + reverse("safeguarding:signs", args=[school.slug])
    body = render_to_string("email/sign_raised.txt", {"school": school, "link": link})
    for address in addresses:
        post(
            school=school, to=address, what=MAIL_OF_A_SIGN, subject="A sign has been raised", body=body, at=at
        )


@transaction.atomic
def write_up(*, sign: SafeguardingFlag, by: User, at: dt.datetime, pointer: str = "") -> SafeguardingFlag:
    """It is written up in the school's safeguarding system now, under the number `pointer`. Raises Denied."""
    check_can(by, Permission.SAFEGUARDING_VIEW, sign)
    sign = SafeguardingFlag.objects.select_for_update().get(pk=sign.pk)
    sign.logged, sign.pointer, sign.version = True, check_number(pointer) or sign.pointer, sign.version + 1
    sign.save(update_fields=["logged", "pointer", "version"])
    return sign


@transaction.atomic
def move_sign(*, sign: SafeguardingFlag, end: FlagState, by: User, at: dt.datetime) -> SafeguardingFlag:
    """Take the sign on, close it here, or open it again. Raises Denied with what is missing."""
    return make_move(sign, end, by=by, at=at, lifecycle=lifecycle.SIGN)
