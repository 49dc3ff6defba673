from django.db import models


class Group(models.TextChoices):
    """What a reminder is about, in the words in which a person chooses how they hear of it."""

    LAW = "law", "EHC plans and dates set by law"
    PLANS = "plans", "Plans, profiles and their reviews"
    CONCERNS = "concerns", "Concerns and changes of level"
    PROVISION = "provision", "Provision, sessions and funding"
    AGENCIES = "agencies", "Agencies, visits and reports"
    FAMILIES = "families", "Letters, slips and meetings with families"
    SCHOOL = "school", "The school: rounds, policies, checks and moves"


class To(models.TextChoices):
    """Who is told at a rung of a ladder."""

    OWNER = "owner", "who is to do it"
    SENCO = "senco", "the SENCo"
    HEAD = "head", "the head teacher"


class Pace(models.TextChoices):
    """How soon a person hears of it by email. In the product everything stands at once."""

    AT_ONCE = "at_once", "An email for each"
    DAILY = "daily", "One email a day"
    WEEKLY = "weekly", "One email a week"
    NONE = "none", "No email"


class MailState(models.TextChoices):
    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    BOUNCED = "bounced", "Refused: the address does not work"
    FAILED = "failed", "Could not be sent"
