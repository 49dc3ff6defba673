"""Writing, reviewing, reading and sharing a profile (R-55 to R-59, R-61, R-62)."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.permissions import Denied
from core.audit.models import Opening
from register.actions import mark_leaver
from register.models import PROFILE_TEXTS, Profile, ProfileReading, Pupil, PupilDocument, Voice
from register.profiles import actions, queries
from register.profiles.present import changes, word_changes
from tests.cast import AT
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TEXTS = dict.fromkeys(PROFILE_TEXTS, "") | {"helps": "A quiet place\nShort steps", "avoid": "Shouting"}


@pytest.fixture
def own(cast):
    """The teacher's pupil, whom nobody has asked and who has no profile yet; acted on by the teacher."""
    with seeing(cast.oakfield, actor=cast.teacher):
        Voice.objects.filter(pupil=cast.own.pupil).delete()
        Profile.objects.filter(pupil=cast.own.pupil).delete()
        yield Pupil.objects.select_related("school", "school_class").get(pk=cast.own.pupil.pk)


def ask(pupil, by, said="I like quiet", on=AT):
    return Voice.objects.create(
        school=pupil.school, pupil=pupil, kind="interview", on=on.date(), with_whom="Mrs Biggs", recorded_at=on,
        recorded_by=by, answers=[{"ask": "What helps you?", "said": said, "face": ""}],
    )  # fmt: skip


def write(pupil, by, **texts):
    given = {"no_voice_why": "Starts next week", "review_on": None} | TEXTS | texts
    return actions.write_profile(pupil=pupil, by=by, at=AT, **given)


def test_profile_keeps_what_was_written_and_every_version(own, cast):
    write(own, cast.teacher, good_at=" Drawing ")
    profile = write(own, cast.teacher, good_at="Drawing and maths")
    found = queries.versions_of(profile)
    assert [(v.number, v.texts["good_at"]) for v in found] == [(2, "Drawing and maths"), (1, "Drawing")]
    assert {v.written_by for v in found} == {cast.teacher.called}


@pytest.mark.parametrize("why", ["", "   "])
def test_profile_without_the_childs_voice_needs_the_reason(own, cast, why):
    with pytest.raises(Denied, match="Write down what Maya says first, or say why"):
        write(own, cast.teacher, no_voice_why=why)
    assert not Profile.objects.filter(pupil=own).exists()


def test_profile_with_the_childs_voice_needs_no_reason_and_keeps_none(own, cast):
    ask(own, cast.teacher)
    assert write(own, cast.teacher, no_voice_why="left over").no_voice_why == ""


def test_empty_profile_is_refused(own, cast):
    with pytest.raises(Denied, match="is empty"):
        write(own, cast.teacher, helps=" ", avoid="\n")


def test_leavers_profile_is_not_written_or_shared(own, cast):
    profile = write(own, cast.teacher)
    left = mark_leaver(pupil=own, on=AT.date(), by=cast.senco, at=AT)
    with pytest.raises(Denied, match="left on"):
        write(left, cast.senco)
    profile.pupil = left
    with pytest.raises(Denied, match="left on"):
        actions.share_profile(profile=profile, contacts=[], by=cast.senco, at=AT)


@pytest.mark.parametrize("who", ["head", "ta", "office", "dsl", "trust_lead", "parent"])
def test_only_teacher_and_senco_write(own, cast, who):
    with pytest.raises(Denied):
        write(own, cast.people[who])


# Reviewed with parents


def reviewed(profile, by, **given):
    fields = {
        "reviewed_on": AT.date(),
        "how": "met",
        "parents_say": "Reads at home",
        "review_on": AT.date() + 90 * DAY,
    }
    return actions.review_profile(profile=profile, by=by, at=AT, **fields | given)


def test_review_makes_a_version_and_sets_the_next_one(own, cast):
    profile = reviewed(write(own, cast.teacher), cast.teacher)
    assert (profile.version, profile.reviewed_on, profile.parents_say) == (2, AT.date(), "Reads at home")
    assert (profile.review_on, profile.helps) == (AT.date() + 90 * DAY, TEXTS["helps"])


@given(days=st.integers(min_value=-400, max_value=0))
def test_next_review_comes_after_this_one(days):
    with pytest.raises(Denied, match="choose a later day"):
        actions.review_profile.__wrapped__(
            profile=_Anyones(), reviewed_on=AT.date(), how="met", parents_say="", by=_Anyone(), at=AT,
            review_on=AT.date() + days * DAY,
        )  # fmt: skip


class _Anyone:
    pk = 0
    whole_school_ids = (1,)

    def roles_at(self, school_id):
        from core.accounts.enums import Role

        return {Role.SENCO}


class _Anyones:
    class pupil:
        school_id, left_on = 1, None


def test_review_is_not_in_the_future(own, cast):
    with pytest.raises(Denied, match="in the future"):
        reviewed(write(own, cast.teacher), cast.teacher, reviewed_on=AT.date() + DAY)


# Read by the adults of the child


def test_writer_has_read_it_and_the_other_adult_has_not(own, cast):
    profile = write(own, cast.teacher)
    read = {reader.user: reader.number for reader in queries.readers_of(profile)}
    assert read == {cast.teacher.pk: 1, cast.ta.pk: None}


def test_reading_is_confirmed_once(own, cast):
    profile = write(own, cast.teacher)
    actions.confirm_reading(profile=profile, number=1, by=cast.ta, at=AT)
    actions.confirm_reading(profile=profile, number=1, by=cast.ta, at=AT + DAY)
    assert ProfileReading.objects.get(profile=profile, user=cast.ta).read_at == AT


def test_who_does_not_teach_or_support_confirms_nothing(own, cast):
    with pytest.raises(Denied, match="teach or support Maya"):
        actions.confirm_reading(profile=write(own, cast.teacher), number=1, by=cast.senco, at=AT)


def test_version_that_has_been_overtaken_is_not_confirmed(own, cast):
    write(own, cast.teacher)
    profile = write(own, cast.teacher, hard="Noise")
    with pytest.raises(Denied, match="changed since"):
        actions.confirm_reading(profile=profile, number=1, by=cast.ta, at=AT)


def test_a_person_whose_role_has_ended_is_not_waited_for(own, cast):
    from core.accounts.models import Membership

    profile = write(own, cast.teacher)
    Membership.objects.filter(user=cast.ta).update(ended_at=AT)
    assert [reader.user for reader in queries.readers_of(profile)] == [cast.teacher.pk]


def test_coverage_names_who_is_missing(own, cast):
    write(own, cast.teacher, review_on=AT.date())
    rows = {row.reference: row for row in queries.coverage(cast.oakfield, cast.senco)}
    mine = rows[own.reference]
    assert (mine.version, mine.adults, mine.missing) == (1, 2, (cast.ta.called,))
    assert (mine.written_on, mine.review_on) == (timezone.localdate(AT), AT.date())


def test_coverage_tells_where_there_is_no_profile(own, cast):
    rows = {row.reference: row for row in queries.coverage(cast.oakfield, cast.senco)}
    assert (rows[own.reference].written_on, len(rows[own.reference].missing)) == (None, 2)


def test_coverage_of_one_class(own, cast):
    found = queries.coverage(cast.oakfield, cast.senco, own.school_class.reference)
    assert [row.reference for row in found] == [own.reference]


# What changed

WORDS = st.text(alphabet="ab \n", max_size=30)


@given(old=WORDS, new=WORDS)
def test_changes_hold_the_whole_new_text_and_every_word_that_went(old, new):
    pieces = word_changes(old, new)
    assert "".join(p["words"] for p in pieces if p["kind"] != "removed") == new
    kept = [w for p in pieces if p["kind"] != "added" for w in p["words"].split()]
    assert kept == old.split()


def test_changes_name_the_field_and_mark_the_words(own, cast):
    write(own, cast.teacher, hard="Loud noise", review_on=AT.date() + DAY)
    profile = write(own, cast.teacher, hard="Sudden noise", review_on=AT.date() + DAY)
    new, old = queries.versions_of(profile)
    (change,) = changes(old, new)
    assert change["label"] == "What makes it hard"
    assert [(p["kind"], p["words"]) for p in change["pieces"]] == [
        ("removed", "Loud"), ("added", "Sudden"), ("same", " noise"),
    ]  # fmt: skip


# Shared with the family


def test_sharing_files_a_document_that_the_family_sees(own, cast, run_on_commit):
    ask(own, cast.teacher, said="I like <b>quiet</b>")
    profile = write(own, cast.teacher)
    with run_on_commit():
        document = actions.share_profile(profile=profile, contacts=[cast.own.contact], by=cast.teacher, at=AT)
    snapshot = document.issued.snapshot["profile"]
    assert (document.for_family, document.kind) == (True, "profile")
    assert snapshot["quotes"] == [{"ask": "What helps you?", "said": "I like <b>quiet</b>"}]
    assert snapshot["helps"] == ["A quiet place", "Short steps"]
    (sent,) = mail.outbox
    assert sent.to == [cast.own.contact.email] and "Maya" not in sent.body + sent.subject


def test_sharing_again_is_the_next_version_of_the_document(own, cast):
    profile = write(own, cast.teacher)
    numbers = [
        actions.share_profile(profile=profile, contacts=[], by=cast.senco, at=AT).issued.number
        for _ in range(2)
    ]
    assert numbers[1] == numbers[0] + 1


# Pages


def page(cast, who, client_for, end=""):
    return client_for(who).get(f"/oakfield/pupils/{cast.own.pupil.reference}/profile/{end}")


def post(cast, who, client_for, end, data):
    return client_for(who).post(f"/oakfield/pupils/{cast.own.pupil.reference}/profile/{end}", data)


def test_page_without_a_profile_says_how_to_begin(own, cast, client_for):
    html = page(cast, "teacher", client_for).content.decode()
    assert "has no pupil profile yet" in html and "Write it" in html


def test_page_quotes_the_child_unedited_and_escaped(own, cast, client_for):
    ask(own, cast.teacher, said="dont shout <at> me")
    write(own, cast.teacher)
    assert "dont shout &lt;at&gt; me" in page(cast, "ta", client_for).content.decode()


def test_reading_the_page_is_recorded(own, cast, client_for):
    write(own, cast.teacher)
    Opening.objects.filter(subject=own.reference).count()
    before = Opening.objects.filter(subject=own.reference, user=cast.dsl).count()
    page(cast, "dsl", client_for)
    assert Opening.objects.filter(subject=own.reference, user=cast.dsl).count() == before + 1


def test_confirming_on_the_page_then_a_change_is_marked(own, cast, client_for):
    write(own, cast.teacher, hard="Loud noise")
    assert post(cast, "ta", client_for, "read/", {"version": 1}).status_code == 302
    assert "I have read version" not in page(cast, "ta", client_for).content.decode()
    write(own, cast.teacher, hard="Sudden noise")
    html = page(cast, "ta", client_for).content.decode()
    assert "Changed since you last read it" in html and "I have read version 2" in html
    assert "<del>" in html and "<ins>" in html and "removed:" in html


def test_head_reads_without_being_asked_to_confirm(own, cast, client_for):
    write(own, cast.teacher)
    assert "I have read version" not in page(cast, "head", client_for).content.decode()


def test_ta_is_not_told_who_has_read(own, cast, client_for):
    write(own, cast.teacher)
    names = {who: page(cast, who, client_for).context["readers"] for who in ("ta", "teacher", "head")}
    assert names["ta"] is None and len(names["teacher"]) == len(names["head"]) == 2


def test_form_asks_why_the_child_was_not_asked_and_loses_nothing(own, cast, client_for):
    response = post(cast, "teacher", client_for, "edit/", {"version": 0, "hard": "Noise"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "say why Maya has not been asked" in html and "Noise" in html
    assert not Profile.objects.filter(pupil=own).exists()


def test_form_does_not_ask_why_once_the_child_was_asked(own, cast, client_for):
    ask(own, cast.teacher)
    assert "Why has Maya" not in page(cast, "teacher", client_for, "edit/").content.decode()


@pytest.mark.parametrize(
    "typed,words",
    [("31 2 2027", "February has 28 days"), ("1 1 2020", "is past"), ("1 1 2010", "before Maya was born")],
)
def test_form_refuses_a_review_date_that_cannot_be(own, cast, client_for, typed, words):
    data = {"version": 0, "hard": "Noise", "no_voice_why": "x", "review_on": typed}
    assert words in post(cast, "teacher", client_for, "edit/", data).content.decode()


def test_review_date_that_has_passed_may_stay(own, cast, client_for):
    write(own, cast.teacher, review_on=dt.date(2026, 1, 5))
    data = {"version": 1, "hard": "Noise", "no_voice_why": "x", "review_on": "5 1 2026"}
    assert post(cast, "teacher", client_for, "edit/", data).status_code == 302


def test_lines_of_the_bank_are_put_under_the_adjustments_once(own, cast, client_for):
    lines = [
        actions.bank_adjustment(school=cast.oakfield, area="semh", words=words, by=cast.senco, at=AT)
        for words in ("Warn five minutes before the end", "Greet at the door")
    ]
    data = {"version": 0, "no_voice_why": "x", "adjustments": "Greet at the door",
            "bank": [line.reference for line in lines]}  # fmt: skip
    assert post(cast, "teacher", client_for, "edit/", data).status_code == 302
    profile = Profile.objects.get(pupil=own)
    assert profile.adjustments == "Greet at the door\nWarn five minutes before the end"


def test_review_page_refuses_what_cannot_be(own, cast, client_for):
    write(own, cast.teacher)
    data = {"reviewed_on": "1 1 2099", "how": "met", "review_on": "1 1 2030"}
    html = post(cast, "teacher", client_for, "review/", data).content.decode()
    assert "in the future" in html and Profile.objects.get(pupil=own).version == 1


def test_versions_page_compares_the_two_that_are_named(own, cast, client_for):
    for hard in ("Noise", "Noise and light", "Light"):
        write(own, cast.teacher, hard=hard)
    response = page(cast, "ta", client_for, "versions/?old=1&new=3")
    assert (response.context["old"], response.context["new"]) == ("1", "3")
    response = page(cast, "ta", client_for, "versions/?old=x&new=99")
    assert (response.context["old"], response.context["new"]) == ("2", "3")


def test_family_opens_the_shared_profile(own, cast, client_for, run_on_commit):
    write(own, cast.teacher)
    with run_on_commit():
        assert post(cast, "teacher", client_for, "share/", {}).status_code == 302
    document = PupilDocument.objects.filter(pupil=own, kind="profile").latest("pk")
    response = client_for("parent").get(f"/oakfield/documents/{document.reference}/")
    assert response.status_code == 200 and b"".join(response).startswith(b"%PDF")
