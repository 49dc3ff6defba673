"""Who delivers what, the talk, who has read it, and to whom a plan is shown: written, and refused in words."""

import datetime as dt
import io

import page
import pytest
from pypdf import PdfReader

from apdr.enums import GateCheck
from apdr.models import Provision
from core.accounts.permissions import Denied
from core.documents.models import IssuedDocument
from core.documents.pdf import EHC_COPY, render_pdf
from ehcp.delivery import actions
from ehcp.enums import DisclosureBasis, Letter, VersionKind
from ehcp.models import PlanDisclosure, PlanReading, SpecifiedDelivery
from register import actions as register
from register.file.actions import write_conversation
from register.models import Conversation
from tests.apdr import house
from tests.ehcp.delivery import made

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def run_for(cast, *pupils, **more) -> Provision:
    return house.provision(by=cast.senco, pupils=pupils, adults=[cast.ta], **more)


def givers(line) -> set[int]:
    return set(SpecifiedDelivery.objects.filter(specified=line).values_list("provision", flat=True))


def test_line_is_given_through_a_provision_once_and_taken_from_it(cast, pupil, line, at):
    run = run_for(cast, pupil)
    for _time in range(2):
        actions.link_delivery(specified=line, provision=run, by=cast.senco, at=at)
    assert givers(line) == {run.pk}
    actions.arrange_delivery(specified=line, provisions=[], delivered_by="", by=cast.senco, at=at)
    assert givers(line) == set()
    history = SpecifiedDelivery.pgh_event_model.objects.filter(provision=run.pk)
    assert sorted(history.values_list("pgh_label", flat=True)) == ["delete", "insert"]


def test_provision_without_the_child_is_refused(cast, line, at):
    with pytest.raises(Denied, match="Ola has no place"):
        actions.link_delivery(specified=line, provision=run_for(cast, cast.own.pupil), by=cast.senco, at=at)


def test_provision_that_was_not_started_is_refused(cast, pupil, line, at):
    run = run_for(cast, pupil)
    run.state, run.dropped_at, run.dropped_by = "dropped", at, cast.senco
    run.save()
    with pytest.raises(Denied, match="was not started"):
        actions.link_delivery(specified=line, provision=run, by=cast.senco, at=at)


def test_the_time_of_one_provision_counts_for_one_line(cast, pupil, version, line, at):
    run, second = run_for(cast, pupil), made.line_of(version)
    actions.link_delivery(specified=line, provision=run, by=cast.senco, at=at)
    with pytest.raises(Denied, match="gives line 1 of Section F already"):
        actions.link_delivery(specified=second, provision=run, by=cast.senco, at=at)
    assert givers(second) == set()


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "dsl", "office"])
def test_only_the_senco_says_who_gives_what(cast, pupil, line, at, who):
    with pytest.raises(Denied, match="Only the SENCo may"):
        actions.link_delivery(specified=line, provision=run_for(cast, pupil), by=cast.people[who], at=at)
    with pytest.raises(Denied, match="Only the SENCo may"):
        actions.arrange_delivery(
            specified=line, provisions=[], delivered_by="All", by=cast.people[who], at=at
        )


def test_what_a_pupil_had_who_left_is_not_changed(cast, pupil, line, at):
    run = run_for(cast, pupil)
    register.mark_leaver(pupil=pupil, on=at.date(), by=cast.senco, at=at)
    with pytest.raises(Denied, match="has left"):
        actions.link_delivery(specified=line, provision=run, by=cast.senco, at=at)


def test_arranging_replaces_what_gave_it_or_changes_nothing(cast, pupil, version, line, at):
    first, second = run_for(cast, pupil, name="Robins"), run_for(cast, pupil, name="Wrens")
    arrange = {"specified": line, "by": cast.senco, "at": at}
    actions.arrange_delivery(**arrange, provisions=[first], delivered_by=" Mrs Biggs ")
    held = actions.arrange_delivery(**arrange, provisions=[second], delivered_by="Mrs Biggs")
    assert (givers(line), held.delivered_by) == ({second.pk}, "Mrs Biggs")
    actions.link_delivery(specified=made.line_of(version), provision=first, by=cast.senco, at=at)
    with pytest.raises(Denied, match="already"):
        actions.arrange_delivery(**arrange, provisions=[first], delivered_by="")
    assert givers(line) == {second.pk}  # nothing was taken away


def parts_of_a_run(cast, pupils) -> dict:
    return {
        "pupils": pupils, "adults": [cast.ta], "times": [(1, dt.time(9), 30, "")], "start": dt.date(2026, 9, 7),
        "end": dt.date(2026, 12, 18), "answers": dict.fromkeys(GateCheck.values, "Yes"),
    }  # fmt: skip


def test_provision_is_planned_from_a_line_and_gives_it(cast, pupil, line, at):
    made_of = {
        "specified": line,
        "intervention": house.intervention(cast.oakfield),
        "by": cast.senco,
        "at": at,
    }
    before = Provision.objects.count()
    with pytest.raises(Denied, match="Tick Ola"):
        actions.plan_delivery(**made_of, **parts_of_a_run(cast, [cast.own.pupil]))
    assert Provision.objects.count() == before
    run = actions.plan_delivery(**made_of, start_now=True, **parts_of_a_run(cast, [pupil]))
    assert (run.state, givers(line)) == ("running", {run.pk})


def test_amended_plan_takes_over_what_says_the_same(cast, pupil, plan, line, at):
    run = run_for(cast, pupil)
    actions.arrange_delivery(specified=line, provisions=[run], delivered_by="Mrs Biggs", by=cast.senco, at=at)
    amended = made.version_of(plan, cast.senco, dt.date(2026, 11, 2), VersionKind.AMENDED)
    same = made.line_of(amended, text=f"  {line.text.upper()} ")
    other = made.line_of(amended, text="Something new")
    assert actions.carry_deliveries(version=amended, by=cast.senco, at=at) == 1
    same.refresh_from_db()
    assert (givers(same), same.delivered_by, givers(other)) == ({run.pk}, "Mrs Biggs", set())
    with pytest.raises(Denied, match="No line says the same"):
        actions.carry_deliveries(version=amended, by=cast.senco, at=at)


def test_first_version_has_nothing_to_take_over(cast, version, at):
    with pytest.raises(Denied, match="no version before"):
        actions.carry_deliveries(version=version, by=cast.senco, at=at)


def test_talk_is_written_into_the_file_and_stands_with_the_version(cast, pupil, version, at):
    said = {"kind": "meeting", "on": at.date(), "people": "Mother, Ola", "about": "Mornings are best"}
    held = actions.record_talk(version=version, by=cast.senco, at=at, **said)
    assert (held.talk.pupil, held.talk.about) == (pupil, "Mornings are best")
    with pytest.raises(Denied, match="in the future"):
        actions.record_talk(version=version, by=cast.senco, at=at, **(said | {"on": at.date() + 9 * DAY}))


def test_talk_about_another_child_is_refused(cast, version, at):
    other = write_conversation(pupil=cast.own.pupil, conversation=None, kind="phone", on=at.date(), people="Mother",
                               about="Invented", by=cast.senco, at=at)  # fmt: skip
    with pytest.raises(Denied, match="about this child"):
        actions.record_talk(version=version, by=cast.senco, at=at, conversation=other)
    assert Conversation.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("who", ["teacher", "ta", "senco"])
def test_adults_confirm_once_that_they_have_read_it(cast, version, at, who):
    first = actions.confirm_read(version=version, by=cast.people[who], at=at)
    again = actions.confirm_read(version=version, by=cast.people[who], at=at + DAY)
    assert (first.pk, again.read_at) == (again.pk, at)


def test_a_draft_asks_nothing_of_anybody_and_the_head_confirms_nothing(cast, plan, version, at):
    draft = made.version_of(plan, cast.senco, kind=VersionKind.DRAFT)
    unchecked = made.version_of(plan, cast.senco, kind=VersionKind.AMENDED, checked=False)
    for one in (draft, unchecked):
        with pytest.raises(Denied, match="not the plan in force"):
            actions.confirm_read(version=one, by=cast.teacher, at=at)
    with pytest.raises(Denied, match="Only the"):
        actions.confirm_read(version=version, by=cast.head, at=at)
    plan.ceased_on = at.date()
    plan.save()
    version.refresh_from_db()
    with pytest.raises(Denied, match="not the plan in force"):
        actions.confirm_read(version=version, by=cast.teacher, at=at)
    assert not PlanReading.objects.filter(plan_version__plan=plan).exists()


def show(version, by, at, **changed) -> PlanDisclosure:
    given = {"parts": ["F", "B"], "to": "Dr Amin, paediatrician", "basis": "consent", "how": "secure", "on": at.date(),
             "consent_by": "Ada Novak, mother", "consent_on": at.date()} | changed  # fmt: skip
    return actions.disclose(version=version, by=by, at=at, **given)


def test_with_consent_the_sections_are_shown_and_written_down_in_the_plans_order(cast, version, at):
    held = show(version, cast.head, at)
    assert (held.parts, held.consent_by, held.recorded_by) == (["B", "F"], "Ada Novak, mother", cast.head)


@pytest.mark.parametrize("wrong,words", [
    ({"parts": []}, "Tick the sections"),
    ({"parts": ["Z"]}, "Tick the sections"),
    ({"to": "  "}, "to whom"),
    ({"basis": ""}, "without consent or a ground"),
    ({"basis": "curiosity"}, "without consent or a ground"),
    ({"consent_by": ""}, "who consented"),
    ({"consent_on": None}, "who consented"),
    ({"consent_on": dt.date(2100, 1, 1)}, "Consent comes before"),
    ({"consent_on": dt.date(2001, 1, 1)}, "Consent comes before"),
    ({"how": "email"}, "how it is shown"),
    ({"on": dt.date(2100, 1, 1)}, "in the future"),
    ({"on": dt.date(2026, 1, 1)}, "cannot have been shown"),
    *(({"basis": basis, "why": " "}, "needs its reason") for basis in (
        "tribunal", "secretary", "court", "ombudsman", "duties", "ofsted", "allowance", "next_head")),
])  # fmt: skip
def test_without_a_ground_nothing_is_shown(cast, version, at, wrong, words):
    with pytest.raises(Denied, match=words):
        show(version, cast.senco, at, **wrong)
    with pytest.raises(Denied, match=words):
        actions.print_sections(version=version, by=cast.senco, at=at, **{
            "parts": ["F"], "to": "Dr Amin", "basis": "consent", "how": "secure", "on": at.date(),
            "consent_by": "Ada", "consent_on": at.date()} | wrong)  # fmt: skip
    assert not PlanDisclosure.objects.filter(plan_version=version).exists()
    assert not IssuedDocument.objects.filter(kind="ehc_copy", title__contains="Section F").exclude(
        subject__in=PlanDisclosure.objects.values("reference")).exists()  # fmt: skip


@pytest.mark.parametrize("basis", DisclosureBasis.values)
def test_every_listed_ground_is_enough(cast, version, at, basis):
    held = show(version, cast.senco, at, basis=basis, why="Asked in writing on 2 Nov")
    assert (held.basis, bool(held.consent_by)) == (
        basis,
        basis == "consent",
    )  # a consent stands with consent alone


@pytest.mark.parametrize("basis", ["family", "staff", "authority"])
def test_family_staff_and_authority_need_neither_consent_nor_reason(cast, version, at, basis):
    assert show(version, cast.senco, at, basis=basis, consent_by="", consent_on=None).pk


@pytest.mark.parametrize("who", ["teacher", "ta", "dsl", "office"])
def test_only_the_senco_and_the_head_show_a_plan(cast, version, at, who):
    with pytest.raises(Denied, match="Only the SENCo or Head teacher"):
        show(version, cast.people[who], at)


def test_print_holds_the_ticked_sections_alone_and_is_kept_for_few(cast, pupil, version, line, at):
    version.sections.create(school=cast.oakfield, letter=Letter.B, text="Invented need")
    version.sections.create(school=cast.oakfield, letter=Letter.D, text="Invented care")
    written, document = actions.print_sections(
        version=version, by=cast.senco, at=at, parts=["F", "B"], to="Dr Amin", basis="consent", how="secure", on=at.date(),
        consent_by="Ada Novak", consent_on=at.date(),
    )  # fmt: skip
    copied = document.issued.snapshot["copy"]
    assert [one["letter"] for one in copied["sections"]] == ["B", "F"]
    assert "Invented care" not in str(copied)
    assert copied["sections"][1]["rows"][0]["note"] == "30 minutes, 3 times a week, a trained adult"
    assert (copied["to"], copied["consent"]["by"], copied["whole"]) == ("Dr Amin", "Ada Novak", False)
    assert (document.kind, document.sensitivity, document.issued.subject) == (
        "ehc_copy",
        "restricted",
        written.reference,
    )


def test_print_is_an_accessible_document_for_one_person(cast, version, line, at):
    version.sections.create(school=cast.oakfield, letter=Letter.A, text="Ola draws.\nShe wants to be a vet.")
    _written, document = actions.print_sections(
        version=version, by=cast.senco, at=at, parts=Letter.values, to="Ofsted inspector", basis="ofsted", how="hand",
        on=at.date(), why="Case sample of 12 November",
    )  # fmt: skip
    data = render_pdf(EHC_COPY, document.issued.snapshot)
    assert [failure.rule_id for failure in page.validate_pdf_bytes(data, profile="ua1").failures] == []
    words = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages).split())
    for part in ("For Ofsted inspector", "Case sample of 12 November", "Section A: Views", "She wants to be a vet",
                 "Section H1", "Nothing is typed here of this section", "30 minutes, 3 times a week"):  # fmt: skip
        assert part in words
