"""Documents and conversations: written, changed, shared, refused."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.storage import storages

from core.accounts.permissions import Denied
from core.documents.models import PrivateFile
from register import actions as register
from register.edits import Overtaken
from register.file import actions
from register.file.uploads import Upload
from register.models import Conversation, PupilDocument
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TEXT = Upload("a.txt", b"Invented", "text/plain; charset=utf-8")
DAY = dt.timedelta(days=1)


def add(pupil, by, at, **fields) -> PupilDocument:
    return actions.add_document(
        pupil=pupil, by=by, at=at, **({"kind": "minutes", "title": "Report", "upload": TEXT} | fields)
    )


def write(pupil, by, at, conversation=None, **fields) -> Conversation:
    given = {"kind": "meeting", "on": at.date(), "people": "Mother", "about": "Reading at home"} | fields
    return actions.write_conversation(pupil=pupil, conversation=conversation, by=by, at=at, **given)


def kept_files() -> int:
    def below(folder: str) -> int:
        folders, files = storages["private"].listdir(folder)
        return len(files) + sum(below(f"{folder}/{name}".lstrip("/")) for name in folders)

    return below("")


def test_uploaded_document_is_filed_with_its_bytes(cast, pupil, at):
    document = add(pupil, cast.teacher, at, source=" Audiology ", dated=at.date() - DAY)
    with document.file.content.open("rb") as content:
        assert content.read() == b"Invented"
    assert (document.source, document.filed_by, document.for_family) == ("Audiology", cast.teacher, False)


def test_document_may_be_on_paper_alone(cast, pupil, at):
    assert add(pupil, cast.senco, at, upload=None, paper_at="Cabinet 2").file is None


@pytest.mark.parametrize("wrong,words", [
    ({"upload": None}, "Choose the file"),
    ({"title": " "}, "title"),
    ({"kind": "plan"}, "what kind"),
    ({"dated": dt.date(2000, 1, 1)}, "before Maya was born"),
    ({"dated": dt.date(2100, 1, 1)}, "in the future"),
])  # fmt: skip
def test_document_refused_leaves_no_bytes_behind(cast, pupil, at, wrong, words):
    before, rows = kept_files(), PrivateFile.objects.count()
    with pytest.raises(Denied, match=words):
        add(pupil, cast.senco, at, **wrong)
    assert (kept_files(), PrivateFile.objects.count()) == (before, rows)


def test_bytes_go_when_the_row_cannot_be_written(cast, pupil, at, monkeypatch):
    def broken(**fields):
        raise RuntimeError("no room")

    before = kept_files()
    monkeypatch.setattr(PupilDocument.objects, "create", broken)
    with pytest.raises(RuntimeError):
        add(pupil, cast.senco, at)
    assert kept_files() == before


def test_ta_may_not_file(cast, pupil, at):
    with pytest.raises(Denied, match="Only the"):
        add(pupil, cast.ta, at)


@pytest.mark.parametrize(
    "who,seen", [("senco", 1), ("head", 1), ("dsl", 1), ("teacher", 0), ("ta", 0), ("parent", 0)]
)
def test_restricted_document_exists_for_few(cast, pupil, at, who, seen):
    kept = add(pupil, cast.senco, at, sensitivity="restricted")
    assert PupilDocument.objects.visible_to(cast.people[who]).filter(pk=kept.pk).count() == seen


def test_teacher_cannot_bring_a_restricted_document_back(cast, pupil, at):
    kept = add(pupil, cast.senco, at, sensitivity="restricted")
    with pytest.raises(Denied, match="open what is kept"):
        actions.change_document(document=kept, by=cast.teacher, at=at, kind="report", title="x", sensitivity="ordinary",
                                paper_at="")  # fmt: skip


def test_shared_report_is_the_familys_and_its_email_names_nobody(cast, pupil, at, run_on_commit):
    kept = add(pupil, cast.senco, at, title="Hearing test of Maya")
    with run_on_commit():
        actions.share_document(document=kept, by=cast.teacher, at=at)
    assert PupilDocument.objects.visible_to(cast.parent).filter(pk=kept.pk).exists()
    (message,) = mail.outbox
    assert message.to == ["parent@sendsys.test"]
    assert "Maya" not in message.subject + message.body and pupil.reference not in message.body
    with run_on_commit():
        actions.share_document(document=kept, by=cast.teacher, at=at)
    assert len(mail.outbox) == 1  # a second click tells nobody twice
    actions.stop_sharing(document=kept, by=cast.senco, at=at)
    assert not PupilDocument.objects.visible_to(cast.parent).filter(pk=kept.pk).exists()


@pytest.mark.parametrize("fields,words", [
    ({"sensitivity": "restricted"}, "Change who may open it first"),
    ({"upload": None, "paper_at": "Cabinet"}, "on paper alone"),
])  # fmt: skip
def test_what_cannot_be_shared(cast, pupil, at, fields, words):
    with pytest.raises(Denied, match=words):
        actions.share_document(document=add(pupil, cast.senco, at, **fields), by=cast.senco, at=at)


def test_plan_is_not_shared_from_the_file(cast, school, at):
    with pytest.raises(Denied, match="from its own page"):
        actions.share_document(document=cast.own.private, by=cast.senco, at=at)


def test_shared_document_cannot_be_restricted_meanwhile(cast, pupil, at):
    kept = actions.share_document(document=add(pupil, cast.senco, at), by=cast.senco, at=at)
    with pytest.raises(Denied, match="Stop sharing"):
        actions.change_document(document=kept, by=cast.senco, at=at, kind="report", title="x", sensitivity="restricted",
                                paper_at="")  # fmt: skip


def test_issued_document_keeps_its_title(cast, school, at):
    changed = actions.change_document(document=cast.own.private, by=cast.senco, at=at, sensitivity="restricted",
                                      paper_at="Cabinet 1", title="Another", kind="other")  # fmt: skip
    assert (changed.title, changed.sensitivity, changed.paper_at) == (
        "Letter to the consultant", "restricted", "Cabinet 1",
    )  # fmt: skip


def test_paper_without_bytes_must_stay_somewhere(cast, pupil, at):
    kept = add(pupil, cast.senco, at, upload=None, paper_at="Cabinet")
    with pytest.raises(Denied, match="where the paper is"):
        actions.change_document(document=kept, by=cast.senco, at=at, kind="report", title="x", sensitivity="ordinary",
                                paper_at="  ")  # fmt: skip


def test_change_over_somebody_elses_is_refused(cast, pupil, at):
    kept = add(pupil, cast.senco, at)
    change = {"document": kept, "at": at, "kind": "report", "sensitivity": "ordinary", "paper_at": ""}
    actions.change_document(**change, by=cast.senco, title="Theirs", version=1)
    with pytest.raises(Overtaken):
        actions.change_document(**change, by=cast.teacher, title="Mine", version=1)
    assert PupilDocument.objects.get(pk=kept.pk).title == "Theirs"


def test_late_report_is_filed_after_the_pupil_left(cast, pupil, at):
    register.mark_leaver(pupil=pupil, on=at.date() - DAY * 30, by=cast.senco, at=at)
    assert add(pupil, cast.senco, at, dated=at.date()).pk


def test_conversation_keeps_its_author_when_changed(cast, pupil, at):
    first = write(pupil, cast.senco, at)
    changed = write(pupil, cast.teacher, at, first, about="Reading and spelling", version=1)
    assert (changed.about, changed.recorded_by_id, changed.version) == (
        "Reading and spelling",
        cast.senco.pk,
        2,
    )


@pytest.mark.parametrize("wrong,words", [
    ({"people": " "}, "with whom"),
    ({"about": ""}, "what was said"),
    ({"on": dt.date(2000, 1, 1)}, "before Maya was born"),
    ({"on": dt.date(2100, 1, 1)}, "in the future"),
    ({"next_by": dt.date(2100, 1, 1)}, "what happens next"),
    ({"next_step": "Call", "next_by": dt.date(2020, 1, 1)}, "cannot be due before"),
    ({"next_step": "Call", "done_on": dt.date(2020, 1, 1)}, "cannot be done before"),
])  # fmt: skip
def test_conversation_refused_in_words(cast, pupil, at, wrong, words):
    with pytest.raises(Denied, match=words):
        write(pupil, cast.senco, at, **wrong)


def test_step_is_done_once(cast, pupil, at):
    held = write(pupil, cast.senco, at, next_step="Ask the nurse", next_by=at.date())
    actions.mark_step_done(conversation=held, by=cast.teacher, at=at)
    again = actions.mark_step_done(conversation=held, by=cast.senco, at=at + DAY)
    assert (again.done_on, again.version) == (at.date(), 2)


def test_step_of_a_restricted_conversation_is_not_the_teachers(cast, pupil, at):
    held = write(pupil, cast.senco, at, next_step="Call", next_by=at.date(), sensitivity="restricted")
    with pytest.raises(Denied):
        actions.mark_step_done(conversation=held, by=cast.teacher, at=at)


def test_document_of_another_school_is_out_of_reach(cast, at):
    with seeing(cast.hillcrest, actor=cast.foreign_senco):
        theirs = add(cast.foreign.pupil, cast.foreign_senco, at)
    with seeing(cast.oakfield, actor=cast.senco), pytest.raises(Denied):
        actions.share_document(document=theirs, by=cast.senco, at=at)
