"""Messages that left, with their fate; what a hosted sender tells afterwards; every email on one page."""

import base64
import datetime as dt
from pathlib import Path

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.reminders.enums import MailState
from core.reminders.models import Mail, Round
from sendsys.emails import samples
from sendsys.urls import mail_events
from tests.overview.test_notices import says
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
LIST = "/oakfield/reminders/messages/"


@pytest.fixture(autouse=True)
def at_oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        Mail.objects.filter(school=cast.oakfield).delete()
        yield


@pytest.fixture
def wrote(cast):
    """`wrote("sent", to="a@b.example")`: a message in that state."""

    def write(state: str, **more) -> Mail:
        known = {
            "what": "What is due",
            "to": f"{state}@people.example",
            "subject": f"{state} subject",
            "body": "Words",
        }
        if state == MailState.SENT:
            known["sent_at"] = timezone.now()
        return Mail.objects.create(school=cast.oakfield, state=state, **known | more)

    return write


def test_every_message_with_its_state_and_a_filter(client_for, wrote):
    for state in MailState:
        wrote(state, maybe_twice=state == MailState.SENT)
    client = client_for("head")
    said = says(client.get(LIST))
    assert all(f"{state}@people.example" in said for state in MailState)
    assert "In the last 7 days: 1 sent, 2 waiting, 1 refused, 1 failed." in said
    assert "It may have been sent twice" in said and "end their access under" in said
    narrowed = says(client.get(f"{LIST}?state=failed"))
    assert "failed@people.example" in narrowed and "sent@people.example" not in narrowed


def test_last_round_is_told_with_what_could_not_be_computed(cast, client_for):
    at = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(7, 2)))
    failure = {
        "source": "plans",
        "called": "Plan reviews",
        "pupil": cast.own.pupil.reference,
        "error": "KeyError",
    }
    Round.objects.create(school=cast.oakfield, on=at.date(), ended_at=at, deadlines=132, told=14, mails=3, nobody=1,
                         failures=[failure])  # fmt: skip
    said = says(client_for("senco").get(LIST))
    assert (
        "Today at 7.02 am: 132 dates, 14 told, 3 emails; 1 could not be computed; 1 has nobody to tell."
        in said
    )
    assert f"Plan reviews could not be computed: {cast.own.pupil.reference}" in said


def test_refused_message_is_tried_again(client_for, wrote, run_on_commit):
    mail.outbox.clear()
    held = wrote("bounced")
    with run_on_commit():
        client_for("senco").post(reverse("notices:again", args=["oakfield", held.reference]))
    held.refresh_from_db()
    assert (held.state, [one.to for one in mail.outbox]) == ("sent", [["bounced@people.example"]])


def test_words_that_were_thrown_away_are_not_sent_as_nothing(client_for, wrote):
    held, client = wrote("bounced", secret=True, body=""), client_for("senco")
    page = client.get(reverse("notices:message", args=["oakfield", held.reference]))
    assert "Its words held a secret address" in says(page) and "Try again" not in says(page)
    client.post(reverse("notices:again", args=["oakfield", held.reference]))
    held.refresh_from_db()
    assert held.state == "bounced"


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_messages(client_for, cast, wrote, count):
    for _number in range(count):
        wrote("sent", recipient=cast.teacher)
    assert queries_of(client_for("senco"), LIST) == 5


@pytest.mark.parametrize("kind,number,state", [
    (EventType.BOUNCED, "esp-1", "bounced"), (EventType.REJECTED, "esp-1", "bounced"), (EventType.DELIVERED, "esp-1", "sent"),
    (EventType.BOUNCED, "esp-2", "sent"), (EventType.BOUNCED, None, "sent"),
])  # fmt: skip
def test_hosted_sender_tells_what_came_back(wrote, kind, number, state):
    held = wrote("sent", message_id="esp-1")
    event = AnymailTrackingEvent(event_type=kind, message_id=number, timestamp=timezone.now())
    tracking.send(sender=object(), event=event, esp_name="Test")
    held.refresh_from_db()
    assert (held.state, bool(held.refused_at)) == (state, state == "bounced")


def test_hosted_sender_is_heard_only_under_a_secret():
    assert mail_events({}) == [] and mail_events({"WEBHOOK_SECRET": ""}) == []


SECRET = "sender:a-long-invented-secret"
urlpatterns = mail_events({"WEBHOOK_SECRET": SECRET})  # the project's, where a sender is configured


@pytest.mark.parametrize(
    "secret,status,state", [(SECRET, 200, "bounced"), ("sender:guessed", 400, "sent"), ("", 400, "sent")]
)
def test_hosted_sender_posts_what_came_back(wrote, client_for, settings, secret, status, state):
    settings.ROOT_URLCONF, settings.ANYMAIL = __name__, {"WEBHOOK_SECRET": SECRET}
    held = wrote("sent", message_id="5f0e-11")
    told = {"RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "MessageID": "5f0e-11", "Email": held.to,
            "BouncedAt": "2026-11-23T08:00:00Z", "ID": 42}  # fmt: skip
    known = {"authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}
    answer = client_for("anonymous").post(
        "/mail-events/postmark/tracking/", told, content_type="application/json", headers=known
    )
    held.refresh_from_db()
    assert (answer.status_code, held.state) == (status, state)


def test_every_email_is_shown_and_names_no_child():
    shown = samples(timezone.localdate())
    texts = {path.name for path in Path(settings.BASE_DIR, "templates/email").glob("[!_]*.txt")}
    assert {Path(one.template).name for one in shown if one.template.startswith("email/")} == texts
    assert not [one.template for one in shown if not one.body.strip() or "{" in one.body + one.subject]


def test_page_of_emails_is_there_in_the_demonstration_alone(client_for, settings):
    assert client_for("senco").get("/dev/emails/").status_code == 404
    settings.DEMO = True
    assert "You have been invited to Oakfield Primary" in says(client_for("senco").get("/dev/emails/"))
