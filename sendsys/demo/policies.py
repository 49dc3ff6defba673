"""The school's policies: their versions and reviews, one to be reviewed soon, one that staff are still reading."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from core.documents.pdf import html_to_pdf
from governance.enums import PolicyKind
from governance.models import Policy, PolicyVersion
from governance.policies import actions, queries
from register.file.uploads import Upload, check_upload
from sendsys.demo.clock import at

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder

K = PolicyKind
BOARD = "the governing board"
READING, READ_SHARE = K.SAFEGUARDING, 0.6  # what is new, and how many have read it already


@dataclass(frozen=True, slots=True)
class Kept:
    """A policy as the school keeps it: versions by how many days ago they were adopted, and what they changed; `confirmed`
    so many days ago it was found right as it is; `review_in` so many days the newest names its next review."""

    kind: str
    versions: tuple[tuple[int, str], ...]
    confirmed: int = 0
    review_in: int = 0


POLICIES = (
    Kept(K.SEND, ((710, ""), (357, "The graduated response follows the new support plan. Parents are met three times a year.")),
         review_in=8),
    Kept(K.SAFEGUARDING, ((374, ""), (9, "Signs in children with SEND are raised with the safeguarding lead on the same day."))),
    Kept(K.BEHAVIOUR, ((420, ""), (62, "A change of behaviour is looked at as a possible need first."))),
    Kept(K.MEDICAL, ((330, ""),), confirmed=20),
    Kept(K.ACCESSIBILITY, ((610, ""),)),
    Kept(K.EQUALITY, ((280, ""),)),
    Kept(K.COMPLAINTS, ((520, ""),)),
    Kept(K.ADMISSIONS, ((340, ""),), confirmed=33),
)  # fmt: skip


def keep(builder: SchoolBuilder) -> None:
    """Enter the usual policies with their versions; staff have read what they are to read, but for the newest."""
    rng, head = random.Random(f"{builder.spec.slug}-policies"), builder.staff.head
    began = at(builder.past(max(days for kept in POLICIES for days, _ in kept.versions)), 11)
    actions.add_usual(school=builder.school, kinds=[kept.kind for kept in POLICIES], by=head, at=began)
    held = {policy.kind: policy for policy in Policy.objects.filter(school=builder.school)}
    for kept in POLICIES:
        newest = kept.versions[-1]
        for days, changes in kept.versions:
            on = builder.past(days)
            named = builder.diary.today + dt.timedelta(days=kept.review_in)
            version = actions.adopt_version(
                policy=held[kept.kind], adopted_on=on, adopted_by=BOARD, changes=changes, by=head, at=at(on, 17),
                upload=paper(str(K(kept.kind).label)),
                next_review_on=named if kept.review_in and (days, changes) == newest else None,
            )  # fmt: skip
        if kept.confirmed:
            on = builder.past(kept.confirmed)
            actions.confirm_review(policy=held[kept.kind], on=on, by=head, at=at(on, 17))
        _read(builder, held[kept.kind], version, rng, READ_SHARE if kept.kind == READING else 1)


def _read(
    builder: SchoolBuilder, policy: Policy, version: PolicyVersion, rng: random.Random, share: float
) -> None:
    """Those who are asked confirm it within ten days, so many of them."""
    for user in builder.staff.everyone:
        user.forget_memberships()
        if queries.is_asked(policy, user) and rng.random() < share:
            days = (builder.diary.today - version.adopted_on).days
            on = builder.past(max(1, days - rng.randint(1, 10)))
            actions.confirm_read(version=version, by=user, at=at(on, rng.randint(8, 17), rng.randrange(60)))


@cache
def paper(name: str) -> Upload:
    """A policy of one page, as the clerk would choose it."""
    body = (
        f"<p>This is the text of the policy “{name}” of an invented school.</p>"
        "<p>It says what the school does, who answers for it, and when it is looked at again.</p>"
    )
    page = f'<html lang="en-GB"><head><title>{name}</title></head><body><h1>{name}</h1>{body}</body></html>'
    return check_upload(html_to_pdf(page), f"{name.lower().replace(' ', '-')}.pdf")
