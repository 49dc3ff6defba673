"""What an invited professional opens: before, during and after; their referral and no other."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import AgencyReport, Invitation, Visit
from agencies.referrals.actions import close_referral, withdraw_consent
from agencies.visitor.actions import change_invitation, end_invitation
from core.audit.models import Opening
from core.audit.queries import openings_of
from ehcp.models import ReviewInvitee
from tests.agencies.visitor.made import DAY, invited, sent_referral
from tests.cast import PDF
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
NAMED = ("Maya", "Abara", "OAK-0001")


@pytest.fixture
def held(cast, referral):
    """The cast's professional, invited to another referral of `own` from today."""
    Invitation.objects.filter(user=cast.professional).delete()
    ReviewInvitee.objects.filter(user=cast.professional).update(user=None, opens_from=None, opens_until=None)
    cast.professional.forget_memberships()
    return invited(referral, cast.senco, email=cast.professional.email, documents=[cast.own.private])


@pytest.fixture
def pages(held):
    """The addresses of an invitation: (name, status of GET while it is open)."""
    here = ["oakfield", held.reference]
    return {
        "referral": reverse("visitor:referral", args=here), "report": reverse("visitor:report", args=here),
        "visit": reverse("visitor:visit-add", args=here),
        "document": reverse("visitor:document", args=[*here, held.documents.get().reference]),
    }  # fmt: skip


def statuses(cast, pages, who: str = "professional") -> set[int]:
    return {cast.client_for(who).get(url).status_code for url in pages.values()}


def test_what_was_ticked_opens_and_nothing_else(cast, held, pages):
    client = cast.client_for("professional")
    page = client.get(pages["referral"]).content.decode()
    assert "How to help with reading" in page and "Maya Abara" in page and cast.own.private.title in page
    assert "A daily reading group" not in page and "2018" not in page and "Speech, language" not in page
    assert client.get(pages["document"]).content == PDF
    not_ticked = reverse("visitor:document", args=["oakfield", held.reference, cast.own.document.reference])
    assert client.get(not_ticked).status_code == 404
    own = reverse("file:document", args=["oakfield", cast.own.private.reference])
    assert client.get(own).status_code == 404


def test_child_whose_name_was_not_ticked_is_not_named_even_in_a_refusal(cast, referral, held, pages, today):
    with seeing(cast.oakfield, actor=cast.senco):
        Invitation.objects.filter(pk=held.pk).update(parts=["asked"])
        held.items.all().delete()
    client = cast.client_for("professional")
    wednesday = today + (9 - today.weekday()) * DAY
    typed = {"on": wednesday.isoformat(), "at_time": "9.30", "minutes": "60"}
    answers = [client.get(pages["referral"]), client.get(reverse("overview:home", args=["oakfield"])),
               client.post(pages["visit"], typed), client.post(pages["visit"], typed)]  # fmt: skip
    bodies = " ".join(answer.content.decode() for answer in answers)
    assert "The child is not free" in bodies
    cast.own.pupil.left_on = today
    cast.own.pupil.save()
    refused = client.get(pages["visit"])
    assert refused.status_code == 403 and "The child has left" in refused.content.decode()
    bodies += refused.content.decode()
    assert not [name for name in NAMED if name in bodies]


SHUT = {
    "before": lambda held, today: {"start": today + DAY},
    "after": lambda held, today: {"start": today - 9 * DAY, "until": today - DAY},
    "the last day of a week ago": lambda held, today: {"start": today - 90 * DAY, "until": today - 7 * DAY},
}


@pytest.mark.parametrize("when", SHUT)
def test_outside_its_days_nothing_opens_and_the_page_says_whom_to_ask(cast, held, pages, today, when):
    assert statuses(cast, pages) == {200}
    Invitation.objects.filter(pk=held.pk).update(**SHUT[when](held, today))
    client = cast.client_for("professional")
    assert statuses(cast, pages) == {403}
    for body in (client.get(pages["referral"]).content.decode(), client.get("/oakfield/").content.decode()):
        assert "Ask the SENCo at Oakfield" in body
        assert not [name for name in NAMED if name in body]


@pytest.mark.parametrize("how", ["ended", "withdrawn", "closed", "consent run out"])
def test_what_ends_the_invitation_ends_it_at_the_next_click(cast, referral, held, pages, today, at, how):
    second = sent_referral(cast.other.pupil, cast.other.contact, cast.senco, agency=referral.agency)
    invited(second, cast.senco, email=cast.professional.email)  # so that the role at the school goes on
    assert statuses(cast, pages) == {200}
    if how == "ended":
        end_invitation(invitation=held, by=cast.senco, at=at)
    elif how == "withdrawn":
        withdraw_consent(referral=referral, on=today, how="online", by=cast.parent, at=at)
    elif how == "closed":
        close_referral(referral=referral, why="Not needed", by=cast.senco, at=at)
    else:
        referral.consents.update(given_on=today - 9 * DAY, until=today - DAY)
    assert statuses(cast, pages) == {403}
    for url in ("report", "visit"):
        assert cast.client_for("professional").post(pages[url], {}).status_code == 403
    body = cast.client_for("professional").get("/oakfield/").content.decode()
    assert "Leo Brandt" in body and "Maya" not in body


def test_last_invitation_over_leaves_no_way_into_the_school(cast, held, pages, at):
    end_invitation(invitation=held, by=cast.senco, at=at)
    assert statuses(cast, pages) == {404}
    home = cast.client_for("professional").get("/")
    assert home.status_code == 200 and "your access has ended" in home.content.decode()


def test_other_referral_other_pupil_other_person_are_not_found(cast, referral, held, pages):
    others = sent_referral(cast.own.pupil, cast.own.contact, cast.senco, agency=referral.agency)
    theirs = invited(others, cast.senco, email="somebody@agency.example")
    client = cast.client_for("professional")
    assert client.get(reverse("visitor:referral", args=["oakfield", theirs.reference])).status_code == 404
    assert client.get(reverse("visitor:referral", args=["oakfield", referral.reference])).status_code == 404
    assert client.get(reverse("visitor:referral", args=["hillcrest", held.reference])).status_code == 404
    for who in ("senco", "head", "teacher", "parent", "riverside_senco"):
        assert statuses(cast, pages, who) == {404}


def test_every_opening_is_recorded_for_the_senco(cast, held, pages):
    client = cast.client_for("professional")
    client.get(pages["referral"])
    client.get(pages["document"])
    with seeing(cast.oakfield):
        opened = Opening.objects.filter(user=cast.professional, subject=cast.own.pupil.reference)
        assert sorted(opened.values_list("kind", flat=True)) == ["document", "pupil"]
        told = " ".join(one.what for one in openings_of(cast.oakfield, cast.own.pupil.reference)).lower()
    invitation = reverse("visitor:invitation", args=["oakfield", held.reference])
    page = cast.client_for("senco").get(invitation).content.decode().lower()
    for said in (told, page):
        assert "what is shared of referral" in said and "by invitation" in said


def test_report_is_handed_in_and_what_was_typed_is_kept_on_refusal(cast, held, pages):
    client = cast.client_for("professional")
    wrong = SimpleUploadedFile("report.pdf", b"MZ\x90 a renamed program", "application/pdf")
    page = client.post(pages["report"], {"file": wrong, "author": "T. Reyes, EP", "dated": "1 11 2026"})
    assert "This is a program" in page.content.decode() and "T. Reyes, EP" in page.content.decode()
    right = SimpleUploadedFile("report.txt", b"She reads 20 words.", "text/plain")
    assert client.post(pages["report"], {"file": right, "author": "T. Reyes, EP"}).status_code == 302
    with seeing(cast.oakfield):
        report = AgencyReport.objects.get(received_by=cast.professional)
    assert (report.author, report.referral_id) == ("T. Reyes, EP", held.referral_id)
    assert "Received" in client.get(pages["referral"]).content.decode()


def test_visit_is_announced_and_moved(cast, held, pages, today):
    client = cast.client_for("professional")
    wednesday = today + (9 - today.weekday()) * DAY
    typed = {"on": wednesday.isoformat(), "at_time": "9.30", "minutes": "45"}
    assert client.post(pages["visit"], typed | {"on": (today - DAY).isoformat()}).status_code == 200
    assert client.post(pages["visit"], typed).status_code == 302
    with seeing(cast.oakfield):
        visit = Visit.objects.get(referral=held.referral)
    assert (visit.who_comes, visit.announced_how, visit.created_by) == (
        "Tom Reyes",
        "online",
        cast.professional,
    )
    move = reverse("visitor:visit-move", args=["oakfield", held.reference, visit.reference])
    assert client.post(move, typed | {"on": (wednesday + DAY).isoformat()}).status_code == 302
    with seeing(cast.oakfield):
        visit.refresh_from_db()
    assert (visit.on, visit.moved_from) == (wednesday + DAY, wednesday)
    elsewhere = sent_referral(cast.own.pupil, cast.own.contact, cast.senco, agency=held.referral.agency)
    Visit.objects.filter(pk=visit.pk).update(referral=elsewhere)
    assert client.post(move, typed).status_code == 404


def test_pages_cost_the_same_with_one_and_with_three(cast, referral, held, pages, today, at):
    client = cast.client_for("professional")
    home = queries_of(client, "/oakfield/")
    page = queries_of(client, pages["referral"])
    papers = [cast.own.private, cast.own.document]
    change_invitation(
        invitation=held, until=held.until, parts=held.parts, documents=papers, by=cast.senco, at=at
    )
    for pupil in (cast.own, cast.other):
        more = sent_referral(pupil.pupil, pupil.contact, cast.senco, agency=referral.agency)
        invited(more, cast.senco, email=cast.professional.email)
    assert (queries_of(client, "/oakfield/"), queries_of(client, pages["referral"])) == (home, page)


def test_senco_invites_through_the_page(cast, referral, today):
    client = cast.client_for("senco")
    url = reverse("visitor:invite", args=["oakfield", referral.reference])
    form = client.get(url).content.decode()
    assert cast.own.private.title in form and "What we ask" in form
    typed = {"name": "Ann Bell", "email": "teacher@sendsys.test", "start": today.isoformat(), "parts": ["asked"],
             "until": (today + 30 * DAY).isoformat(), "documents": [cast.own.private.reference]}  # fmt: skip
    refused = client.post(url, typed).content.decode()
    assert "a member of staff" in refused and 'value="Ann Bell"' in refused
    assert client.post(url, typed | {"email": "ann@agency.example"}).status_code == 302
    listed = client.get(
        reverse("visitor:invitations", args=["oakfield", referral.reference])
    ).content.decode()
    assert "Ann Bell" in listed and cast.own.private.title in listed
