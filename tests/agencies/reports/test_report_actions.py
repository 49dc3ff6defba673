"""A report's way: kept shut, read, checked, returned, replaced, shared, confirmed."""

import datetime as dt

import pytest
from django.core import mail

from agencies.enums import ReportState
from agencies.models import AgencyReport, Finding, ReportReceipt, StaffName
from agencies.reports import actions
from agencies.reports.present import draft_words
from agencies.reports.queries import findings_of, reports_of, to_check, unconfirmed
from core.accounts.permissions import Denied
from core.jobs.actions import carry_out
from register.file.uploads import check_upload
from register.models import Contact, Pupil, PupilDocument

pytestmark = pytest.mark.django_db


def share(report, cast, at, **more):
    common = {"as_is_why": "", "contacts_how": {cast.own.contact: "online"}, "by": cast.senco, "at": at}
    return actions.share_report(report=report, **(common | more))


def test_report_is_kept_shut_and_read_by_a_worker(cast, pupil, agency, at):
    upload = check_upload(b"Maya was seen with Helen Marsh.", "report.txt")
    held = actions.receive_report(pupil=pupil, upload=upload, agency=agency, by=cast.senco, at=at)
    assert held.state == ReportState.READING
    for who, sees in (("teacher", False), ("trust_lead", False), ("dsl", True), ("head", True)):
        assert PupilDocument.objects.visible_to(cast.people[who]).filter(pk=held.document_id).exists() is sees
    with pytest.raises(Denied, match="still being read"):
        share(held, cast, at)
    for _twice in range(2):
        carry_out(held.job_id)
    held.refresh_from_db()
    assert (held.state, held.read_as, held.pages[0]["text"]) == (
        "check", "text", "Maya was seen with Helen Marsh.")  # fmt: skip
    assert [one.words for one in findings_of(held)] == ["Helen Marsh"]
    assert held.job.__class__.objects.get(pk=held.job_id).next_url.endswith(
        f"/reports/{held.reference}/check/"
    )


def test_everybody_of_the_school_is_looked_for(cast, pupil, receive, at):
    StaffName.objects.create(school=pupil.school, name="Edna Crabbe", job="Cook")
    Pupil.objects.create(school=pupil.school, legal_first="Ivor", legal_last="Wend", born=dt.date(2016, 1, 1), search="",
                         reference="OAK-9001", left_on=at.date() - dt.timedelta(days=90))  # fmt: skip
    Pupil.objects.create(school=pupil.school, legal_first="Zara", legal_last="Abara", born=dt.date(2016, 1, 1), search="",
                         reference="OAK-9002")  # fmt: skip
    sister = Pupil.objects.get(reference="OAK-9002")
    mine = Contact.objects.filter(pupil=pupil).first()
    Contact.objects.create(school=pupil.school, pupil=sister, priority=1, name=mine.name, email=mine.email)
    names = [
        user.name for who, user in cast.people.items() if who in {"head", "teacher", "ta", "office", "dsl"}
    ]
    said = f"{'; '.join(names)}; Edna Crabbe; Ivor Wend; Leo Brandt; Maya Abara; {mine.name}; Zara Abara; Noor Castell"
    found = {one.words: (one.kind, one.about) for one in findings_of(receive(said)) if one.certain}
    assert set(found) == {*names, "Edna Crabbe", "Ivor Wend", "Leo Brandt"}
    assert found["Ivor Wend"][0] == "pupil" and "“cook”" in found["Edna Crabbe"][1]
    assert "“class teacher”" in found["Priya Nair"][1]


def test_dismissed_words_stay_so_when_read_again(cast, receive, at):
    held = receive("Helen Marsh. Helen Marsh and Leo Brandt.")
    first = findings_of(held)[0]
    assert actions.dismiss_finding(finding=first, by=cast.senco, at=at, alike=True) == 2
    actions.read_again(report=held, by=cast.senco, at=at)
    held = actions.read_report(report=held, at=at)
    assert [one.words for one in findings_of(held) if not one.dismissed_at] == ["Leo Brandt"]
    assert (
        actions.dismiss_finding(finding=findings_of(held)[0], by=cast.senco, at=at, alike=True, undo=True)
        == 2
    )


def test_marked_report_is_shared_only_with_a_reason(cast, pupil, receive, at, run_on_commit):
    held = receive()
    with pytest.raises(Denied, match="Something is still marked"):
        share(held, cast, at)
    with pytest.raises(Denied, match="choose at least one"):
        share(held, cast, at, as_is_why="Meeting tomorrow", contacts_how={})
    with run_on_commit():
        held = share(held, cast, at, as_is_why="Meeting tomorrow")
    assert held.document.for_family and held.document.sensitivity == "ordinary"
    receipts = {row.user or row.contact for row in ReportReceipt.objects.filter(report=held)}
    assert receipts == {cast.teacher, cast.own.contact}
    assert {one.to[0] for one in mail.outbox} == {cast.teacher.email, cast.own.contact.email}
    said = " ".join(one.subject + one.body for one in mail.outbox)
    assert "Maya" not in said and "Abara" not in said and "Helen" not in said
    assert AgencyReport.objects.visible_to(cast.teacher).filter(pk=held.pk).exists()
    with pytest.raises(Denied, match="not checked again"):
        share(held, cast, at)


def test_what_no_machine_could_read_is_read_by_a_person(cast, receive, at):
    from tests.register.file.conftest import pdf

    held = receive(pdf(), name="scan.pdf")
    assert held.read_as == "not read"
    with pytest.raises(Denied, match="read them through"):
        share(held, cast, at)
    assert share(held, cast, at, read_through=True).state == ReportState.SHARED


def test_corrected_report_takes_the_place_of_the_first(cast, pupil, receive, at):
    held = receive()
    words = draft_words(held, findings_of(held))
    for name in ("Maya", "Abara", "Helen", "Marsh", "Leo", "Brandt"):
        assert name not in words
    assert "Write “SENCo” instead" in words and "Write “another child” instead" in words
    with pytest.raises(Denied, match="child’s name"):
        actions.ask_correction(report=held, words="MAYA’s report", by=cast.senco, at=at)
    held = actions.ask_correction(report=held, words=words, by=cast.senco, at=at)
    advice = actions.write_recommendation(report=held, held=None, what="Use pictures", by=cast.senco, at=at)
    better = receive("Maya was seen with the SENCo.", replaces=held)
    held.refresh_from_db()
    advice.refresh_from_db()
    assert held.state == ReportState.REPLACED and advice.report == better
    assert not Finding.objects.filter(report=better).exists()
    with pytest.raises(Denied, match="replaced while it is being checked"):
        receive("Again", replaces=held)


def test_receipt_is_confirmed_once_by_whom_it_was_given_to(cast, receive, at):
    held = share(receive("Maya was seen."), cast, at)
    mine = held.receipts.get(user=cast.teacher)
    theirs = held.receipts.get(contact=cast.own.contact)
    with pytest.raises(Denied, match="confirms it"):
        actions.confirm_receipt(receipt=theirs, by=cast.teacher, at=at)
    assert actions.confirm_receipt(receipt=mine, by=cast.teacher, at=at, comment="Read").recorded_by is None
    assert actions.confirm_receipt(receipt=mine, by=cast.senco, at=at, comment="Again").comment == "Read"
    assert held.reference in {row.reference for row in unconfirmed(held.school, cast.senco)}
    theirs.contact.refresh_from_db()
    assert actions.confirm_receipt(receipt=theirs, by=theirs.contact.user, at=at).confirmed_at == at
    assert held.reference not in {row.reference for row in unconfirmed(held.school, cast.senco)}


@pytest.mark.parametrize("fields,words", [
    ({"agency": None}, "Say which agency"),
    ({"dated": dt.date(2099, 1, 1)}, "in the future"),
    ({"dated": dt.date(2026, 11, 3), "received_on": dt.date(2026, 11, 2)}, "cannot have arrived before"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_kept(receive, fields, words):
    before = PupilDocument.objects.count()
    with pytest.raises(Denied, match=words):
        receive(**fields)
    assert PupilDocument.objects.count() == before


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "parent", "professional"])
def test_who_may_not_hand_a_report_in(cast, pupil, agency, at, who):
    with pytest.raises(Denied):
        actions.receive_report(pupil=pupil, upload=check_upload(b"Text", "a.txt"), agency=agency, by=cast.people[who],
                               at=at)  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, pupil, receive, at, count, django_assert_num_queries):
    school, user, before = pupil.school, cast.senco, len(reports_of(pupil, cast.senco))
    known = {row.reference for row in (*to_check(school, user), *unconfirmed(school, user))}
    for number in range(count):
        receive(f"Helen Marsh {number}")
        share(receive("Maya was seen."), cast, at)
    with django_assert_num_queries(1):
        assert [row.standing for row in to_check(school, user) if row.reference not in known] == [1] * count
    with django_assert_num_queries(1):
        assert [row.open for row in unconfirmed(school, user) if row.reference not in known] == [2] * count
    with django_assert_num_queries(2):
        assert len(reports_of(pupil, user)) == before + 2 * count
