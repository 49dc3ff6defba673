"""What curious people try: each test was a way through once, or guards a wall that nothing else tests."""

import datetime as dt
import io

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from apdr.models import (
    Annotation,
    Plan,
    Provision,
    ProvisionAdult,
    ProvisionPupil,
    ReviewAction,
    ReviewMeeting,
    Session,
    SessionMark,
    Slot,
    Target,
)
from apdr.plans.queries import plan_snapshot
from apdr.sessions.actions import correct_session
from apdr.sessions.queries import sessions_between
from apdr.sessions.sheets import sheet_snapshot
from core.accounts.actions import change_role, end_access, give_role
from core.accounts.enums import Permission, Role
from core.accounts.models import Membership
from core.accounts.permissions import Denied
from core.accounts.roles import roles_with
from core.documents.actions import keep_file
from core.documents.models import IssuedDocument
from overview.evidence_jobs import make_bundle
from overview.evidence_record import PARTS
from overview.transfer_record import transfer_record
from register import actions as register
from register.concerns.actions import decide, raise_concern, record_event
from register.enums import DocumentKind, EventKind, GrantKind, Outcome, Sensitivity
from register.file.uploads import UploadRefused, check_upload
from register.models import Concern, LifeEvent, Pupil, PupilDocument, StatusPeriod
from register.profiles.supply import make_pack
from register.transition.actions import begin_transfer
from tests.apdr import house
from tests.cast import AT, PDF, Cast, make_ready
from tests.register.file.conftest import docx, packed, pdf

pytestmark = pytest.mark.django_db
SECRET = "Zebra words that few may read"
MARKUP = "<b id=zebra>Maya</b>"


def page(cast: Cast, who: str, name: str, *args: str, query: str = "") -> str:
    """The text of a page of Oakfield that the person may open."""
    response = cast.client_for(who).get(reverse(name, args=["oakfield", *args]) + query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def status(cast: Cast, who: str, name: str, *args: str, query: str = "", post: dict | None = None) -> int:
    client, path = cast.client_for(who), reverse(name, args=["oakfield", *args]) + query
    return (client.get(path) if post is None else client.post(path, post)).status_code


def also(cast: Cast, who: str, role: Role) -> None:
    """Give somebody of Oakfield a second role."""
    with cast.acting("senco"):
        give_role(school=cast.oakfield, user=cast.people[who], role=role, by=cast.senco, at=AT)


def no_longer(cast: Cast, who: str, role: Role) -> None:
    with cast.acting("senco"):
        held = Membership.objects.current().get(school=cast.oakfield, user=cast.people[who], role=role)
        end_access(membership=held, by=cast.senco, at=AT)


@pytest.fixture
def event(cast) -> LifeEvent:
    with cast.acting("senco"):
        return record_event(pupil=cast.own.pupil, kind=EventKind.BEREAVEMENT, on=dt.date(2026, 10, 1), note=SECRET,
                            by=cast.senco, at=AT)  # fmt: skip


@pytest.fixture
def decided(cast) -> Concern:
    """A concern about a child at no level, decided with words that only those who read concerns may know."""
    pupil = cast.own.pupil
    with cast.acting("senco"):
        StatusPeriod.objects.filter(pupil=pupil).delete()
        concern = raise_concern(pupil=pupil, raised_on=AT.date(), reasons=SECRET, by=cast.senco, at=AT)
        return decide(concern=concern, outcome=Outcome.MONITOR, decided_on=AT.date(), decision=SECRET, ground_staff="x",
                      consulted=["parents"], by=cast.senco, at=AT)  # fmt: skip


# what happened to a child, in the form on which anybody raises a concern


@pytest.mark.parametrize("who", ["office", "ta"])
def test_who_may_not_read_events_does_not_read_them_while_raising_a_concern(cast, event, who):
    shown = page(cast, who, "concerns:raise", cast.own.pupil.reference, query=f"?event={event.pk}")
    assert SECRET not in shown and "Bereavement" not in shown.replace("bereavement", "")


def test_who_reads_events_raises_a_concern_from_one(cast, event):
    shown = page(cast, "teacher", "concerns:raise", cast.own.pupil.reference, query=f"?event={event.pk}")
    assert SECRET in shown


# a parent with a second role


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.PROFESSIONAL])
def test_parent_with_a_role_that_raises_no_concern_gets_the_parents_form(cast, event, role):
    also(cast, "parent", role)
    shown = page(cast, "parent", "concerns:raise", cast.own.pupil.reference, query=f"?event={event.pk}")
    assert SECRET not in shown and "Send to the school" in shown


def test_parent_who_visits_another_child_as_a_professional_raises_no_concern_about_it(cast):
    also(cast, "parent", Role.PROFESSIONAL)
    with cast.acting("senco"):
        register.grant(pupil=cast.other.pupil, user=cast.parent, kind=GrantKind.PROFESSIONAL)
    assert status(cast, "parent", "concerns:raise", cast.other.pupil.reference) == 403


def test_teacher_who_is_a_parent_sees_the_own_child_as_a_parent_does(cast, event):
    with cast.acting("senco"):
        register.grant(pupil=cast.other.pupil, user=cast.teacher, kind=GrantKind.PARENT)
    also(cast, "teacher", Role.PARENT)
    for name in ("overview:pupil", "overview:timeline", "concerns:pupil", "file:file", "voice:voices"):
        assert status(cast, "teacher", name, cast.other.pupil.reference) == 404
    shown = page(cast, "teacher", "concerns:raise", cast.other.pupil.reference)
    assert "Send to the school" in shown


@pytest.mark.parametrize("name,thing", [("file:document", "document"), ("letters:read", "letter"),
                                        ("concerns:raise", "pupil"), ("overview:pupil", "pupil")])  # fmt: skip
def test_who_is_no_parent_any_more_opens_nothing_as_one(cast, name, thing):
    also(cast, "parent", Role.GOVERNOR)
    references = {"document": cast.own.document.reference, "pupil": cast.own.pupil.reference}
    reference = references.get(thing) or cast.things["own"]["letter"]
    no_longer(cast, "parent", Role.PARENT)
    assert status(cast, "parent", name, reference) == 404


def test_parent_posts_nothing_for_another_child(cast):
    other = cast.other.pupil.reference
    assert status(cast, "parent", "concerns:raise", other, post={"reasons": "x"}) == 404
    assert status(cast, "parent", "overview:family-comment", other, post={"comment": "x"}) == 404
    assert (
        status(cast, "parent", "letters:read", cast.things["other"]["letter"], post={"comment": "x"}) == 404
    )


@pytest.mark.parametrize(
    "who,role", [("office", Role.TEACHER), ("office", Role.TA), ("teacher", Role.OFFICE)]
)
def test_office_and_work_in_a_class_are_not_held_under_one_account(cast, who, role):
    # together they would add up: the office's sight of every pupil, and the class's right to read
    with pytest.raises(Denied, match="another email address"):
        also(cast, who, role)
    page_of_invitation = cast.client_for("head").post(
        "/oakfield/people/invite/",
        {"email": cast.people[who].email, "name": cast.people[who].name, "role": role.value},
    )
    assert "another email address" in page_of_invitation.content.decode()


def test_clerk_may_become_a_teacher_instead(cast):
    with cast.acting("head"):
        held = Membership.objects.current().get(school=cast.oakfield, user=cast.office)
        change_role(membership=held, role=Role.TEACHER, by=cast.head, at=AT)
        roles = set(Membership.objects.current().filter(user=cast.office).values_list("role", flat=True))
    assert roles == {"teacher"}


# who supported a child that has left


def test_ta_no_longer_opens_the_record_of_a_child_who_has_left(cast):
    assert status(cast, "ta", "overview:pupil", cast.own.pupil.reference) == 200
    with cast.acting("senco"):
        register.mark_leaver(
            pupil=cast.own.pupil, on=timezone.localdate() - dt.timedelta(days=1), by=cast.senco, at=AT
        )
    for who in ("ta", "teacher"):
        assert status(cast, who, "overview:pupil", cast.own.pupil.reference) == 404


# words of a concern under another name


@pytest.mark.parametrize("name", ["overview:pupil", "overview:timeline"])
def test_words_of_a_decision_are_not_told_as_the_reason_of_a_level(cast, decided, name):
    assert SECRET not in page(cast, "ta", name, cast.own.pupil.reference)
    assert SECRET in page(cast, "teacher", name, cast.own.pupil.reference)


def test_request_for_support_is_for_who_reads_concerns(cast, decided):
    with cast.acting("senco"):
        make_ready(IssuedDocument.objects.get(pk=decided.document.issued_id))
    reference = decided.document.reference
    assert status(cast, "ta", "file:document", reference) == 404
    assert "Request for SEND support" not in page(cast, "ta", "file:file", cast.own.pupil.reference)
    assert status(cast, "teacher", "file:document", reference) == 200


def test_next_school_is_not_told_of_requests_for_support(cast, decided):
    with cast.acting("senco"):
        transfer = begin_transfer(pupil=cast.own.pupil, to_school="Elsewhere", to_contact="", leaving_on=AT.date(),
                                  note="", by=cast.senco, at=AT)  # fmt: skip
        told = transfer_record(transfer, at=AT)
    assert "Request for" not in str(told["documents"])


def test_next_school_is_not_told_the_words_of_a_concern(cast, decided):
    with cast.acting("senco"):
        transfer = begin_transfer(pupil=cast.own.pupil, to_school="Elsewhere", to_contact="", leaving_on=AT.date(),
                                  note="", by=cast.senco, at=AT)  # fmt: skip
        told = transfer_record(transfer, at=AT)
    assert SECRET not in str(told)


def test_whoever_reads_who_changed_what_may_read_all_that_it_quotes():
    for needed in (Permission.RESTRICTED_VIEW, Permission.CONCERN_VIEW, Permission.SEN_VIEW):
        assert set(roles_with(Permission.AUDIT_VIEW)) <= set(roles_with(needed))


# markup in a child's name


@pytest.mark.parametrize("name", ["voice:interview", "voice:questionnaire", "voice:pictures", "profiles:edit", "needs:edit",
                                  "concerns:raise", "overview:pupil", "overview:timeline", "letters:write",
                                  "safeguarding:raise", "needs:assessments", "arrangements:list"])  # fmt: skip
def test_markup_in_a_name_is_never_drawn(cast, name):
    with cast.acting("senco"):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(preferred_first=MARKUP)
        cast.own.pupil.profile.delete() if hasattr(cast.own.pupil, "profile") else None
    assert MARKUP not in page(cast, "senco", name, cast.own.pupil.reference)


def test_markup_in_a_name_is_never_drawn_in_a_plan(cast):
    with cast.acting("senco"):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(preferred_first=MARKUP)
    assert MARKUP not in page(cast, "senco", "plans:edit", cast.own.draft.reference)


def test_markup_in_an_instrument_is_never_drawn_in_a_chart(cast):
    from register.needs.actions import write_assessment

    with cast.acting("senco"):
        for month, score in ((9, 80), (10, 90)):
            write_assessment(pupil=cast.own.pupil, kind="standardised", instrument="</title><b id=zebra>Test",
                             on=dt.date(2026, month, 1), standardised=score, by=cast.senco, at=AT)  # fmt: skip
    shown = page(cast, "senco", "needs:assessments", cast.own.pupil.reference)
    assert "<b id=zebra>" not in shown and "polyline" in shown


# prepared files


def _launch_by_reference(writer):
    kind = writer._add_object(NameObject("/Launch"))
    action = DictionaryObject({NameObject("/S"): kind, NameObject("/F"): TextStringObject("a.exe")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


def _files_by_reference(writer):
    kind = writer._add_object(NameObject("/EmbeddedFile"))
    writer._add_object(DictionaryObject({NameObject("/Type"): kind}))


@pytest.mark.parametrize("change", [_launch_by_reference, _files_by_reference])
def test_pdf_does_not_hide_what_it_does_behind_a_reference(change):
    with pytest.raises(UploadRefused):
        check_upload(pdf(change), "a.pdf")


RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}' \
            "</Relationships>"  # fmt: skip
OUTSIDE = "<Relationship Type={q}http://x/attached{t}emplate{q} Target={q}http://evil/{q} TargetMode={q}Exter{n}al{q}/>"


@pytest.mark.parametrize("words", [
    {"q": "'", "t": "T", "n": "n"}, {"q": '"', "t": "&#84;", "n": "n"}, {"q": '"', "t": "T", "n": "&#110;"},
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_word_document_does_not_hide_the_template_that_it_fetches(words, encoding):
    text = RELATIONS.format(OUTSIDE.format(**words))
    prepared = docx(**{"word/_rels/settings.xml.rels": text.encode(encoding)})
    with pytest.raises(UploadRefused, match="fetches a template"):
        check_upload(prepared, "a.docx")


def test_word_document_with_links_is_no_danger():
    link = '<Relationship Type="http://x/hyperlink" Target="http://school/" TargetMode="External"/>'
    assert (
        check_upload(docx(**{"word/_rels/document.xml.rels": RELATIONS.format(link)}), "a.docx").name
        == "a.docx"
    )


def test_many_entities_in_a_word_document_are_refused_at_once():
    bomb = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r>&b;</r>'
    with pytest.raises(UploadRefused):
        check_upload(packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>",
                               "word/_rels/a.rels": bomb}), "a.docx")  # fmt: skip


# prepared requests


@pytest.mark.parametrize("version", ["²", "9" * 5000, "9" * 30, "-1", "x"])
@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_version_that_nobody_has_stops_no_page(cast, version, autosave):
    posted = {"version": version, "helps": "Quiet", **autosave}
    assert status(cast, "teacher", "profiles:edit", cast.own.pupil.reference, post=posted) < 500


@pytest.mark.parametrize("name,field", [("profiles:edit", "helps"), ("concerns:raise", "reasons"),
                                        ("voice:interview", "own_targets"), ("needs:strengths", "strengths")])  # fmt: skip
@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_nul_in_a_text_stops_no_page(cast, name, field, autosave):
    posted = {field: "a\0b", "version": "0", **autosave}
    assert status(cast, "senco", name, cast.own.pupil.reference, post=posted) < 500


@pytest.mark.parametrize("name,query", [("concerns:support-start", "?concern=%00"), ("concerns:raise", "?event=%C2%B2"),
                                        ("profiles:versions", "?old=%00"), ("file:file", "?kind=%00"),
                                        ("overview:timeline", "?kind=%00")])  # fmt: skip
def test_prepared_address_stops_no_page(cast, name, query):
    assert status(cast, "senco", name, cast.own.pupil.reference, query=query) < 500


@pytest.mark.parametrize("name,query", [("transition:roll-over", "?into=%C2%B2"), ("transition:roll-over", "?pupil=%00"),
                                        ("profiles:supply", "?class=%00"), ("concerns:queue", "?class=%00&kind=%00"),
                                        ("profiles:coverage", "?class=%00"), ("arrangements:school", "?year=%00")])  # fmt: skip
def test_prepared_address_of_a_list_stops_no_page(cast, name, query):
    assert status(cast, "senco", name, query=query) < 500


@pytest.mark.parametrize("name", ["targets-²-target", f"targets-{'9' * 5000}-target"])
@pytest.mark.parametrize("autosave", [{}, {"autosave": "1"}])
def test_prepared_number_of_a_target_stops_no_page(cast, name, autosave):
    posted = {name: "x", "version": str(cast.own.draft.version), **autosave}
    assert status(cast, "teacher", "plans:edit", cast.own.draft.reference, post=posted) < 500


@pytest.mark.parametrize("posted", [{"remove": "term-²"}, {"remove": "term-" + "9" * 40}])
def test_prepared_key_of_a_term_stops_no_page(cast, posted):
    assert status(cast, "senco", "overview:terms", post=posted) == 404


def test_second_click_on_share_does_not_take_the_document_back(cast):
    with cast.acting("senco"):
        kept = keep_file(school=cast.oakfield, name="a.pdf", data=PDF, content_type="application/pdf", at=AT)
        document = PupilDocument.objects.create(
            school=cast.oakfield, pupil=cast.own.pupil, file=kept, kind=DocumentKind.REPORT, title="Report", filed_at=AT,
            filed_by=cast.senco,
        )  # fmt: skip
    for _click in range(2):
        posted = {"version": str(document.version)}
        assert status(cast, "senco", "file:share", document.reference, post=posted) in {200, 302}
    with cast.acting("senco"):
        assert PupilDocument.objects.get(pk=document.pk).for_family


# what is restricted


def test_restricted_document_is_no_choice_and_no_link_for_others(cast):
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=cast.own.private.pk).update(
            sensitivity=Sensitivity.RESTRICTED, title=SECRET
        )
    pupil = cast.own.pupil.reference
    for name in ("overview:pupil", "overview:timeline", "file:file", "needs:assessment-add", "needs:assessments",
                 "arrangements:list", "needs:needs"):  # fmt: skip
        assert SECRET not in page(cast, "teacher", name, pupil)
    for name in ("file:document", "file:change", "file:share"):
        assert status(cast, "teacher", name, cast.own.private.reference) == 404


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "office", "trust_lead", "governor", "parent"])
def test_safeguarding_signs_are_on_no_page_of_others(cast, who):
    client, own = cast.client_for(who), cast.own.pupil.reference
    reference = cast.things["own"]["sign"]
    for name in ("overview:pupil", "overview:timeline", "overview:audit", "concerns:pupil", "file:file"):
        response = client.get(reverse(name, args=["oakfield", own]))
        assert (
            reference not in response.content.decode()
            and "safeguarding sign" not in response.content.decode().lower()
        )
    home = client.get(reverse("overview:home", args=["oakfield"])).content.decode()
    assert reference not in home and "Signs to take on" not in home


# links without an account


@pytest.fixture
def link(cast) -> str:
    with cast.acting("teacher"):
        pack, token = make_pack(school_class=cast.own.pupil.school_class, name="Ada", day=timezone.localdate(),
                                by=cast.teacher, at=timezone.now())  # fmt: skip
    return reverse("profiles:supply-open", args=["oakfield", token])


def test_link_of_one_school_opens_nothing_at_another(cast, link):
    assert cast.client_for("anonymous").get(link).status_code == 200
    for slug in ("hillcrest", "riverside", "no-such-school"):
        assert cast.client_for("anonymous").get(link.replace("oakfield", slug)).status_code == 404


@pytest.mark.parametrize("who", ["foreign_senco", "stranger", "parent", "senco"])
def test_link_shows_the_same_to_who_has_signed_in(cast, link, who):
    answer = cast.client_for(who).get(link)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private" and answer["Referrer-Policy"] == "no-referrer"
    assert "Leo" not in answer.content.decode()


def test_link_of_a_teacher_who_lost_role_or_account_opens_nothing(cast, link):
    with cast.acting("senco"):
        cast.teacher.is_active = False
        cast.teacher.save(update_fields=["is_active"])
    assert cast.client_for("anonymous").get(link).status_code == 404
    with cast.acting("senco"):
        cast.teacher.is_active = True
        cast.teacher.save(update_fields=["is_active"])
    no_longer(cast, "teacher", Role.TEACHER)
    assert cast.client_for("anonymous").get(link).status_code == 404


# provision of children of two classes: who delivers it knows first names, who teaches one child knows that one


CARE_COST, CARE_AT = 77_777, dt.datetime(2026, 11, 16, 14, 0, tzinfo=dt.UTC)  # a mark that no other sum holds


@pytest.fixture
def afternoon():
    with time_machine.travel(CARE_AT, tick=True):
        yield


@pytest.fixture
def mixed(cast, afternoon) -> Provision:
    """A group of Maya, whom the teacher teaches and the TA supports, and of Leo, whom neither does."""
    with cast.acting("senco"):
        what = house.intervention(
            cast.oakfield, "Mixed group", cost_hour=CARE_COST, materials=CARE_COST, missed="Music"
        )
        run = house.provision(
            by=cast.senco, pupils=[cast.own.pupil, cast.other.pupil], what=what, name=f"=1+1 {MARKUP}"
        )
        Slot.objects.filter(provision=run).update(missed="Music")
    return run


@pytest.fixture
def delivered(cast, mixed) -> Provision:
    with cast.acting("senco"):
        ProvisionAdult.objects.create(school=cast.oakfield, provision=mixed, user=cast.ta)
    return mixed


LISTS = (
    "overview:home", "provision:list", "sessions:today", "sessions:missed", "sessions:week", "sessions:extra",
    "timetable:mine", "mapping:map", "plans:plans", "reviews:list", "progress:meetings", "bank:bank",
)  # fmt: skip
QUERIES = ("", "?all=1", "?span=term", "?by=need", "?by=term", "?state=running")


def everything(cast, who: str, run: Provision) -> str:
    """The text of all pages of provision that the person may open."""
    client, own, seen = cast.client_for(who), cast.own.pupil, []
    paths = [reverse(name, args=["oakfield"]) + query for name in LISTS for query in QUERIES]
    paths += [
        reverse(name, args=["oakfield", run.reference])
        for name in ("provision:provision", "provision:measures")
    ]
    paths += [reverse("provision:intervention", args=["oakfield", run.intervention.reference])]
    paths += [reverse("provision:add", args=["oakfield"]) + f"?of={run.intervention.reference}"]
    paths += [reverse("sessions:record", args=["oakfield", run.reference, "2026-11-16", "0900"])]
    paths += [
        reverse(name, args=["oakfield", own.reference]) for name in ("overview:pupil", "sessions:pupil")
    ]
    for path in paths:
        response = client.get(path)
        assert response.status_code in {200, 302, 403, 404}, (path, response.status_code)
        seen.append(response.content.decode() if response.status_code == 200 else "")
    return "\n".join(seen)


@pytest.mark.parametrize("who,no", [("teacher", "Leo"), ("teacher", "Brandt"), ("ta", "Leo"), ("governor", "Maya"),
                                    ("office", "=1+1"), ("parent", "Leo"), ("riverside_senco", "Maya")])  # fmt: skip
def test_child_of_another_class_in_the_group_is_on_no_page(cast, mixed, who, no):
    assert no not in everything(cast, who, mixed)


def test_who_delivers_a_group_knows_first_names_alone(cast, delivered):
    shown = everything(cast, "ta", delivered)
    assert "Leo" in shown
    assert "Brandt" not in shown
    assert "5 Elm" not in shown


def test_sheet_names_whom_one_delivers_to_by_the_first_name_alone(cast, delivered):
    with cast.acting("ta"):
        found = sessions_between(cast.oakfield, cast.ta, CARE_AT.date(), CARE_AT.date())
        said = str(sheet_snapshot(cast.oakfield, CARE_AT.date(), found, cast.ta, CARE_AT))
    assert "'Leo'" in said
    assert "Maya A" in said


@pytest.mark.parametrize("who", ["teacher", "ta", "dsl"])
def test_what_provision_costs_is_on_no_page_of_others(cast, delivered, who):
    assert "777.77" not in everything(cast, who, delivered)
    assert "777.77" in everything(cast, "senco", delivered)


def test_markup_and_formulas_in_the_name_of_a_group_are_words(cast, delivered):
    for who in ("senco", "ta"):
        assert MARKUP not in everything(cast, who, delivered)
    response = cast.client_for("senco").get(reverse("mapping:xlsx", args=["oakfield"]))
    cells = [
        cell.value for sheet in load_workbook(io.BytesIO(response.content)) for row in sheet for cell in row
    ]
    assert not [value for value in cells if str(value).startswith("=")]


def test_teacher_does_not_say_a_price_that_they_do_not_see(cast, mixed):
    with cast.acting("senco"):
        own = house.provision(
            by=cast.teacher, pupils=[cast.own.pupil], what=mixed.intervention, name="Robins"
        )
    post = {
        "name": "Larks",
        "cost_hour": "1",
        "materials": "1",
        "version": own.version,
        "review_on": "2026-12-18",
    }
    assert status(cast, "teacher", "provision:change", own.reference, post=post) in {200, 302}
    with cast.acting("senco"):
        own.refresh_from_db()
    assert (own.name, own.cost_hour, own.materials) == ("Larks", CARE_COST, CARE_COST)


@pytest.mark.parametrize("name,posted", [("provision:change", {"name": "x"}), ("provision:join", {"start": "16 11 2026"}),
                                         ("provision:end", {"why": "x"}), ("provision:drop", {})])  # fmt: skip
def test_teacher_of_one_child_does_not_change_the_group(cast, mixed, name, posted):
    assert status(cast, "teacher", name, mixed.reference, post=posted) == 403


@pytest.mark.parametrize("record", ["other", "foreign"])
def test_child_out_of_sight_is_put_into_nothing(cast, mixed, record):
    child, what = cast.records[record].pupil, mixed.intervention
    with cast.acting("senco"):
        own = house.provision(by=cast.teacher, pupils=[cast.own.pupil], what=what, name="Robins")
    post = {"pupils": [child.reference], "start": "16 11 2026"}
    status(cast, "teacher", "provision:join", own.reference, post=post)
    query = f"?of={what.reference}&pupil={child.reference}"
    shown = page(cast, "teacher", "provision:add", query=query)
    assert child.reference not in shown
    with cast.acting("senco"):
        assert list(own.pupils.values_list("pupil", flat=True)) == [cast.own.pupil.pk]


@pytest.mark.parametrize("who", ["parent", "governor", "foreign_senco", "professional"])
def test_people_who_do_not_work_here_take_nothing(cast, mixed, who):
    user = cast.people[who]
    status(cast, "senco", "provision:adults", mixed.reference, post={"user": user.pk})
    with cast.acting("senco"):
        assert not ProvisionAdult.objects.filter(provision=mixed, user=user).exists()


# a session is the record of who wrote it


@pytest.fixture
def written(cast, delivered) -> Session:
    """The session of this morning as the SENCo wrote it of Leo alone: nobody has said whether Maya came."""
    with cast.acting("senco"):
        marks = {cast.other.pupil: ("came", "", 15, None)}
        return house.session(delivered, CARE_AT.date(), by=cast.senco, marks=marks)


def correct(cast, session: Session, **words) -> Session:
    with cast.acting("teacher"):
        return correct_session(
            session=Session.objects.get(pk=session.pk), by=cast.teacher, at=CARE_AT, **words
        )


def test_adding_a_child_does_not_make_the_session_ones_own(cast, written):
    added = correct(cast, written, marks=[{"pupil": cast.own.pupil, "came": "came"}])
    assert added.recorded_by == cast.senco
    with pytest.raises(Denied, match="Only Helen Marsh"):
        correct(cast, written, held=False, not_held_why="no_adult")
    with cast.acting("senco"):
        assert SessionMark.objects.filter(session=written).count() == 2


def test_reason_of_a_session_not_held_is_changed_by_whose_it_is(cast, written):
    with cast.acting("senco"):
        written.marks.all().delete()
        Session.objects.filter(pk=written.pk).update(held=False, not_held_why="no_adult", minutes=0)
    with pytest.raises(Denied, match="Only Helen Marsh"):
        correct(cast, written, held=False, not_held_why="event")


def test_who_wrote_of_one_child_does_not_take_away_what_others_wrote(cast, written):
    with cast.acting("senco"):
        Session.objects.filter(pk=written.pk).update(recorded_by=cast.teacher)
    with pytest.raises(Denied, match="Other children"):
        correct(cast, written, held=False, not_held_why="no_adult")


# what families read


def test_family_reads_no_target_of_a_plan_that_is_not_shared(cast, mixed):
    with cast.acting("senco"):
        target = cast.own.draft.targets.get()
        Target.objects.filter(pk=target.pk).update(target=SECRET)
        ProvisionPupil.objects.filter(provision=mixed, pupil=cast.own.pupil).update(target=target)
    shown = page(cast, "parent", "overview:home")
    assert "Mixed group" in shown
    assert SECRET not in shown
    assert "Leo" not in shown


def test_family_reads_no_note_and_no_evaluation(cast, afternoon):
    with cast.acting("senco"):
        plan = cast.own.shared
        Annotation.objects.create(school=cast.oakfield, plan=plan, on=AT.date(), words=SECRET, written_at=AT,
                                  written_by=cast.senco)  # fmt: skip
        Plan.objects.filter(pk=plan.pk).update(evaluation=SECRET)
        assert SECRET not in str(plan_snapshot(Plan.objects.get(pk=plan.pk)))
    own = cast.own.pupil.reference
    assert SECRET not in page(cast, "parent", "overview:family-plan", own)
    assert SECRET not in page(cast, "parent", "overview:home")


def test_who_has_no_role_with_records_ends_no_promise(cast):
    with cast.acting("senco"):
        meeting = ReviewMeeting.objects.create(school=cast.oakfield, pupil=cast.own.pupil, on=AT.date(), led_by=cast.senco,
                                               created_at=AT, created_by=cast.senco)  # fmt: skip
        promise = ReviewAction.objects.create(school=cast.oakfield, meeting=meeting, number=1, what=SECRET,
                                              owner=cast.office)  # fmt: skip
    assert status(cast, "office", "reviews:action-done", promise.reference) == 403


# evidence


def test_evidence_holds_nothing_restricted_and_is_opened_by_few(cast):
    with cast.acting("senco"):
        PupilDocument.objects.filter(pk=cast.own.private.pk).update(
            sensitivity=Sensitivity.RESTRICTED, kind=DocumentKind.REPORT, title=SECRET)  # fmt: skip
        raise_concern(pupil=cast.own.pupil, raised_on=AT.date(), reasons=SECRET, by=cast.senco, at=AT)
        filed = make_bundle(pupil=cast.own.pupil, parts=list(PARTS), by=cast.senco, at=AT)
        assert SECRET not in str(IssuedDocument.objects.get(pk=filed.issued_id).snapshot)
        make_ready(filed.issued)
    for who in ("teacher", "ta", "parent", "trust_lead", "governor", "riverside_senco"):
        assert status(cast, who, "file:document", filed.reference) in {403, 404}, who
    assert status(cast, "senco", "file:document", filed.reference) == 200


@pytest.mark.parametrize("name,query", [
    ("provision:add", "?of=%00"), ("provision:add", "?of=x&pupil=%00"), ("timetable:mine", "?week=31+12+9999"),
    ("timetable:mine", "?week=1+1+0001"), ("mapping:map", "?on=1+1+0001"), ("mapping:map", "?on=31+12+9999"),
    ("mapping:map", "?term=%00&by=%00"), ("money:find", "?q=%00"), ("money:find", "?q=" + "9" * 5000), ("bank:bank", "?area=%00"),
    ("sessions:week", "?of=31+12+9999&run=%00"), ("sessions:today", "?on=1+1+0001&open=%00"), ("reviews:list", "?class=%00"),
    ("provision:list", "?class=%00"), ("progress:open", "?class=%00"), ("money:costs", "?span=%00"), ("impact:school", "?span=%00"),
    ("sessions:missed", "?span=%00"),
])  # fmt: skip
def test_prepared_address_of_provision_stops_no_page(cast, name, query):
    assert status(cast, "senco", name, query=query) == 200


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2026-02-30", "20261116"])
def test_prepared_day_of_a_session_stops_no_page(cast, mixed, on):
    for post in (None, {"minutes": "9" * 40}):
        assert status(cast, "senco", "sessions:record", mixed.reference, on, "0900", post=post) in {200, 404}


@pytest.mark.parametrize("key", ["²", "9" * 40, "-1", "x"])
def test_prepared_key_of_an_adult_stops_no_page(cast, mixed, key):
    assert status(cast, "senco", "provision:adult-remove", mixed.reference, post={"adult": key}) == 302
    assert status(cast, "senco", "provision:adults", mixed.reference, post={"user": key}) == 200
