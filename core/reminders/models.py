import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.reminders.enums import MailState, Pace
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub

User = settings.AUTH_USER_MODEL
DOMAIN = "sendsys"  # of the message's own number, which no mail server resolves


def new_message_id() -> str:
    """A message's own number: the same however often it is tried, so that a mail server can tell it came twice."""
    return f"<{uuid.uuid4().hex}@{DOMAIN}>"


class Mail(ReferencedModel):
    """One email that left, or is to leave: what it said and what became of it. It names no child."""

    PRIVACY = Privacy(
        Keep.YEAR,
        neither="key what subject secret state written_at next_try_at sending_at tries sent_at maybe_twice message_id "
        "error refused_at",
        personal={"recipient": Scrub.KEEP, "to": Scrub.EMAIL, "body": Scrub.EMPTY},
    )

    key = models.CharField("what makes it one of its kind", max_length=80, null=True)  # noqa: DJ001  many have none
    what = models.CharField("what it is, as people read it", max_length=80)
    recipient = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    secret = models.BooleanField(
        "holds a secret address: its words are not kept once it is sent", default=False
    )
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    written_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    sending_at = models.DateTimeField("when a worker last took it", null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField("when the mail server took it", null=True)
    maybe_twice = models.BooleanField("handed over once before, without an answer", default=False)
    message_id = models.CharField(max_length=80, default=new_message_id, editable=False)
    error = models.CharField("what the mail server answered, by its number", max_length=80, blank=True)
    refused_at = models.DateTimeField("when it came back", null=True)

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "state", "next_try_at"]),
            models.Index(fields=["school", "-written_at"]),
            models.Index(fields=["school", "message_id"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "key"], name="mail_once"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=~Q(state=MailState.SENT) | Q(sent_at__isnull=False), name="mail_sent_at_when_sent"
            ),
        ]


class Notice(ReferencedModel):
    """One thing told to one person: that a date comes, is there or has passed. It stands behind the bell until they have
    read it, done it, or its cause is gone."""

    PRIVACY = Privacy(
        Keep.YEAR,
        neither="kind subject due rung url pace mail round_on made_at read_at done_at snoozed_until ended_at handed_by "
        "handed_to stands_for",
        personal={"recipient": Scrub.KEEP, "pupil": Scrub.CODE, "detail": Scrub.EMPTY, "note": Scrub.EMPTY},
    )

    kind = models.CharField(max_length=40)
    subject = models.CharField("reference of what it is about", max_length=80)
    due = models.DateField()
    rung = models.CharField("which announcement of its date", max_length=20)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+")
    stands_for = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="whose deputy"
    )
    pupil = models.CharField("the pupil's reference", max_length=12, blank=True)
    detail = models.CharField("what a row adds; no child's name", max_length=200, blank=True)
    url = models.CharField("where it is done", max_length=200)
    pace = models.CharField(max_length=10, choices=Pace, default=Pace.NONE)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notices")
    round_on = models.DateField("day of the round that told it")
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    snoozed_until = models.DateField("not shown again before", null=True)
    handed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handed_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = models.CharField("what was said when it was handed over", max_length=300, blank=True)
    ended_at = models.DateTimeField("when its cause was gone", null=True)

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "recipient", "-made_at"]),
            models.Index(
                fields=["school", "recipient"], name="notice_open", condition=Q(done_at=None, ended_at=None)
            ),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            # the key by which nothing is told twice
            models.UniqueConstraint(
                fields=["school", "kind", "subject", "due", "rung", "recipient"], name="notice_once"
            ),
            models.CheckConstraint(condition=Q(pace__in=Pace.values), name="notice_pace_known"),
        ]


class Round(TenantModel):
    """The daily round of one school on one day. It is written in the transaction that tells, so it stands when, and only
    when, all of it was told."""

    PRIVACY = Privacy(
        Keep.YEAR, neither="on open_day ended_at deadlines told mails failures nobody", personal=None
    )

    on = models.DateField()
    open_day = models.BooleanField("told more than what the law sets", default=False)
    ended_at = models.DateTimeField(null=True)
    deadlines = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField("notices made", default=0)
    mails = models.PositiveIntegerField("emails written", default=0)
    failures = models.JSONField(
        "what could not be computed: source, pupil's reference, kind of error", default=list
    )
    nobody = models.PositiveIntegerField("deadlines for which there is nobody to tell", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "on"], name="round_once_a_day")]


@pghistory.track()
class Marked(TenantModel):
    """A deadline that no record ends, marked done by a person."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind subject due done_at",
        personal={"done_by": Scrub.KEEP, "note": Scrub.TEXT},
    )

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    due = models.DateField()
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "kind", "subject", "due"], name="marked_once")
        ]

    @property
    def key(self) -> tuple:
        """Kind, subject and day of the deadline that it ends."""
        return (self.kind, self.subject, self.due)


@pghistory.track()
class Choice(TenantModel):
    """How one person hears of what is due at one school, by group of kinds; a group without a row comes daily. What the
    law sets comes at once, whatever is chosen."""

    PRIVACY = Privacy(Keep.ACCOUNT, neither="paces", personal={"user": Scrub.KEEP})

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    paces = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "user"], name="choice_once")]


@pghistory.track()
class Absence(ReferencedModel):
    """Days on which a person is away and another stands in for them."""

    PRIVACY = Privacy(
        Keep.ACCOUNT, neither="starts ends made_at", personal={"user": Scrub.KEEP, "deputy": Scrub.KEEP}
    )

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts = models.DateField("first day")
    ends = models.DateField("last day")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "ends"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="absence_deputy_is_another"),
        ]
