"""What people try with agencies: each test was a way through once, or guards a wall that nothing else tests."""

import datetime as dt
import io

import pytest
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from agencies.enums import AnnouncedHow, ReceiptBy
from agencies.models import AgencyReport, Disclosure, Referral
from agencies.referrals import actions as referrals
from agencies.reports import actions as reports
from agencies.stuck.actions import chase
from agencies.visits.actions import announce_visit, record_unannounced
from apdr.models import Target
from core.accounts.permissions import Denied
from core.documents.reading.parts import read_parts
from core.schools.prepared import NotPrepared, prepared
from register.enums import Sensitivity
from register.file.actions import change_document, share_document
from register.file.uploads import DOCX, PDF, check_upload
from register.models import Pupil
from tests.agencies.visitor.made import DAY, agency_of, sent_referral
from tests.cast import AT
from tests.permissions.attacks.asking import page, status
from tests.register.file.conftest import docx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
TITLE = "Report, Zebra speech service"


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


def announced(cast, at, today, **more):
    fields = {"pupil": cast.own.pupil, "at_time": dt.time(14, 30), "how": AnnouncedHow.EMAIL, "announced_on": today,
              "on": today + 2 * DAY, "by": cast.senco, "at": at}  # fmt: skip
    return announce_visit(**(fields | more))


# reports, before the check and after it


@pytest.fixture
def report(cast, at) -> AgencyReport:
    with cast.acting("senco"):
        pupil = cast.own.pupil
        agency = agency_of(pupil, cast.senco, name="Zebra speech service")
        held = reports.receive_report(
            pupil=pupil, upload=check_upload(b"Nothing to see", "r.txt"), by=cast.senco, at=at, agency=agency
        )
        return reports.read_report(report=held, at=at)


def shared(cast, report, at, contact) -> AgencyReport:
    with cast.acting("senco"):
        return reports.share_report(report=report, as_is_why="It is needed", contacts_how={contact: ReceiptBy.PAPER},
                                    by=cast.senco, at=at)  # fmt: skip


def test_parent_who_was_left_out_does_not_find_the_report_among_the_familys_papers(cast, report, at):
    with cast.acting("senco"):
        other = cast.own.pupil.contacts.create(school=cast.oakfield, priority=9, name="The other parent")
        key = report.document.reference
    shared(cast, report, at, other)
    assert TITLE not in cast.client_for("parent").get("/oakfield/").content.decode()
    assert status(cast, "parent", "file:document", key) == 404
    assert status(cast, "teacher", "file:document", key) == 200
    with cast.acting("senco"):
        report.receipts.filter(contact=other).update(contact=cast.own.contact)
    assert TITLE in cast.client_for("parent").get("/oakfield/").content.decode()
    assert status(cast, "parent", "file:document", key) == 200


def test_unchecked_report_under_another_name_stays_behind_the_check(cast, report):
    words = {"by": cast.senco, "at": AT, "title": "Notes", "paper_at": "", "kind": "other"}
    with cast.acting("senco"):
        held = change_document(document=report.document, sensitivity=Sensitivity.RESTRICTED, **words)
        with pytest.raises(Denied, match="has not been checked"):
            change_document(document=held, sensitivity=Sensitivity.ORDINARY, **words)
        type(held).objects.filter(pk=held.pk).update(sensitivity=Sensitivity.ORDINARY)
        with pytest.raises(Denied, match="has not been checked"):
            share_document(document=held, by=cast.senco, at=AT)


@pytest.mark.parametrize("name", ["word/afchunk1.mht", "word/chunk.HTML", "word/part.docx"])
def test_document_taken_into_a_word_file_is_not_passed_over_by_the_check(name):
    word = docx(
        **{"word/document.xml": "<w><t>All is well with the reading</t></w>", name: b"Seen with Mrs Marsh"}
    )
    assert read_parts(word, DOCX).read_as == "in part"


@pytest.mark.parametrize("size,read_as", [((900, 1200), "in part"), ((300, 90), "text")])
def test_scanned_page_below_a_printed_line_is_read_by_a_person_and_a_logo_is_not(size, read_as):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PDF")
    writer = PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.add_annotation(
        0, FreeText(text="Community Health Trust, speech and language therapy", rect=(9, 9, 90, 30))
    )
    done = io.BytesIO()
    writer.write(done)
    assert read_parts(done.getvalue(), PDF).read_as == read_as


# round the parents' consent


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_closing_a_referral_that_the_parents_do_not_want_lets_nobody_come(cast, at, today, answer):
    with cast.acting("senco"):
        pupil, contact = cast.own.pupil, cast.own.contact
        agency = agency_of(pupil, cast.senco, name="Asked once")
        if answer == "withdrawn":
            held = sent_referral(pupil, contact, cast.senco, agency=agency)
            referrals.withdraw_consent(referral=held, on=today, how="phone", by=cast.senco, at=at)
        else:
            held = referrals.start_referral(
                pupil=pupil, agency=agency, asked="Why?", tried="", by=cast.senco, at=at
            )
            referrals.record_talk(referral=held, kind="meeting", on=today, people="x", about="x", by=cast.senco, at=at,
                                  ask=False)  # fmt: skip
            referrals.record_consent(referral=held, answer="refused", contact=contact, who="", how="phone", purpose="",
                                     given_on=today, until=None, why="", by=cast.senco, at=at)  # fmt: skip
        held = referrals.close_referral(referral=held, why="They do not want it", by=cast.senco, at=at)
        with pytest.raises(Denied, match="do not agree"):
            announced(cast, at, today, agency=held.agency)
        elsewhere = agency_of(pupil, cast.senco, name="Another service")
        assert announced(cast, at, today, agency=elsewhere).referral is None


def test_visit_is_not_announced_from_a_tab_that_was_open_while_the_referral_was_closed(cast, at, today):
    with cast.acting("senco"):
        held = sent_referral(cast.own.pupil, cast.own.contact, cast.senco)
        stale = Referral.objects.select_related("agency", "pupil").get(pk=held.pk)
        referrals.close_referral(referral=held, why="Moved", by=cast.senco, at=at)
        assert stale.state == "sent"
        with pytest.raises(Denied, match="over"):
            announced(cast, at, today, agency=stale.agency, referral=stale)


def test_closed_referral_gives_no_paper(cast, at):
    with cast.acting("senco"):
        held = sent_referral(cast.own.pupil, cast.own.contact, cast.senco)
        referrals.close_referral(referral=held, why="Moved", by=cast.senco, at=at)
        with pytest.raises(Denied, match="closed"):
            referrals.issue_referral(referral=held, by=cast.senco, at=at)


def test_letter_about_a_visit_without_a_referral_would_name_a_child_nobody_agreed_to(cast, at, today):
    with cast.acting("senco"):
        agency = agency_of(cast.own.pupil, cast.senco, name="Another service")
        visit = record_unannounced(
            pupil=cast.own.pupil, agency=agency, on=today - 3 * DAY, at_time=dt.time(14, 30), by=cast.senco, at=at,
            teacher_met=False, not_met_why="Ill", report_expected=today - DAY,
        )  # fmt: skip
        with pytest.raises(Denied, match="parents agreed"):
            chase(about="report", how="letter", to="Dr Lind", visit=visit, by=cast.senco, at=at)
        assert not Disclosure.objects.filter(how="letter").exists()
        assert chase(about="report", how="phone", to="Dr Lind", visit=visit, by=cast.senco, at=at).pk


def test_report_that_advises_nothing_does_not_hold_the_referral_for_ever(cast, at, today):
    with cast.acting("senco"):
        held = sent_referral(cast.own.pupil, cast.own.contact, cast.senco)
        report = reports.receive_report(pupil=cast.own.pupil, upload=check_upload(b"All is well", "r.txt"), referral=held,
                                        by=cast.senco, at=at)  # fmt: skip
        reports.read_report(report=report, at=at)
        held = referrals.mark_seen(referral=held, on=today, by=cast.senco, at=at)
        assert held.state == "reported"
        with pytest.raises(Denied, match="checked and shared"):
            referrals.close_referral(referral=held, why="Nothing advised", by=cast.senco, at=at)
    shared(cast, report, at, cast.own.contact)
    with cast.acting("senco"):
        closed = referrals.close_referral(referral=held, why="Nothing advised", by=cast.senco, at=at)
        assert closed.state == "closed"


# two tabs on one piece of advice


def test_advice_that_was_decided_meanwhile_is_not_decided_over_it(cast):
    key = cast.things["own"]["advice"]
    shown = page(cast, "teacher", "advice:decide", key)
    version = shown.split('name="version" value="')[1].split('"')[0]
    said = {"weighed_by": ["teacher"], "why": "Not yet", "version": version}
    place = f"target:{cast.own.draft.reference}"
    with cast.acting("senco"):
        before = Target.objects.filter(plan=cast.own.draft).count()
    assert status(cast, "teacher", "advice:decide", key, post=said | {"place": place}) == 302
    for again in (place, "not_now"):
        answer = status(cast, "senco", "advice:decide", key, post=said | {"place": again})
        assert answer == 200
    with cast.acting("senco"):
        assert Target.objects.filter(plan=cast.own.draft).count() == before + 1
        held = cast.own.pupil.recommendations.get(reference=key)
        assert (held.state, held.decided_by) == ("in_plan", cast.teacher)


# reads whose SQL is kept


def test_day_reckoned_from_one_value_is_not_taken_for_another(cast):
    @prepared
    def reckoned(_user, *, first: dt.date, last: dt.date):
        return Pupil.objects.filter(born__gte=first + DAY, joined_on__lte=last, born__lte=first).values_list(
            "pk"
        )

    with cast.acting("senco"), pytest.raises(NotPrepared, match="for good"):
        reckoned(None, first=dt.date(2015, 1, 1), last=dt.date(2026, 1, 1))
