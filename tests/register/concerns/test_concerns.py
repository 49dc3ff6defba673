"""Concerns: raised in a minute, gathered, decided with grounds, followed by a level (R-14 to R-33)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.accounts.permissions import Denied
from core.audit.models import Opening
from core.documents.models import IssuedDocument
from core.ui.models import Draft
from register import actions as register
from register.concerns import actions, present, queries, support_actions
from register.concerns.lifecycle import level_after, missing_of, outcomes_for
from register.enums import ConcernState, Level, Outcome
from register.models import Concern, LifeEvent, Need, Pupil, StatusPeriod
from tests import cast as house
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
GROUNDS = {
    "ground_staff": "Talked it over.",
    "ground_progress": "A year behind.",
    "ground_family": "Mother agrees.",
}


def raised(pupil, by, **more) -> Concern:
    return actions.raise_concern(
        pupil=pupil,
        raised_on=TODAY(),
        reasons="Forgets what was just said.",
        by=by,
        at=timezone.now(),
        **more,
    )


def decide(concern, by, outcome, **more) -> Concern:
    said = {
        "decided_on": TODAY(),
        "decision": "Because of this.",
        "consulted": ["parents", "teacher"],
        **GROUNDS,
    } | more
    return actions.decide(concern=concern, outcome=outcome, by=by, at=timezone.now(), **said)


def level(pupil) -> str:
    return queries.level_of(pupil)


# raising


def test_reasons_alone_make_a_concern(cast, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
    assert (concern.state, concern.kind, concern.raised_by) == ("raised", "send", "staff")
    assert concern.referred_by == cast.teacher.called


@pytest.mark.parametrize(
    "change,words",
    [
        ({"reasons": "  "}, "Say what the concern is"),
        ({"raised_on": dt.date(2018, 1, 1)}, "before Ivy was born"),
        ({"raised_on": dt.date(2099, 1, 1)}, "in the future"),
        ({"parents_told_on": dt.date(2099, 1, 1)}, "in the future"),
    ],
)
def test_a_concern_that_cannot_be_is_refused(cast, child, change, words):
    said = {"raised_on": TODAY(), "reasons": "Forgets."} | change
    with seeing(cast.oakfield), pytest.raises(Denied, match=words):
        actions.raise_concern(pupil=child, by=cast.teacher, at=timezone.now(), **said)


@pytest.mark.parametrize("who", ["governor", "trust_lead", "professional"])
def test_who_may_not_raise_a_concern(cast, child, who):
    with seeing(cast.oakfield), pytest.raises(Denied, match="may raise a concern"):
        raised(child, cast.people[who])


def test_no_concern_about_a_child_who_has_left(cast, child):
    with seeing(cast.oakfield):
        child = register.mark_leaver(pupil=child, on=dt.date(2026, 9, 30), by=cast.senco, at=house.AT)
        with pytest.raises(Denied, match="left on"):
            raised(child, cast.senco)


def test_a_parents_concern_is_known_to_the_parents(cast):
    with seeing(cast.oakfield):
        concern = raised(cast.own.pupil, cast.parent, raised_by="parent")
    assert concern.parents_told_on == concern.raised_on


# what each outcome asks for


def test_provision_needs_all_three_grounds():
    concern = Concern(outcome=Outcome.SEN_SUPPORT, decision="Yes", ground_staff="Talked")
    assert set(missing_of(concern)) == {"ground_progress", "ground_family"}


def test_any_other_outcome_needs_one_ground():
    assert set(missing_of(Concern(outcome=Outcome.TEACHING, decision="Yes"))) == {"ground_staff"}
    assert missing_of(Concern(outcome=Outcome.TEACHING, decision="Yes", ground_family="Fine")) == {}


@pytest.mark.parametrize(
    "raised_by,seen,to,missing",
    [
        ("parent", False, "The doctor", set()),
        ("parent", False, "", {"signposted_to"}),
        ("parent", None, "The doctor", {"seen_in_school"}),
        ("parent", True, "The doctor", {"outcome"}),
        ("staff", False, "The doctor", {"outcome"}),
    ],
)
def test_only_a_parents_concern_not_seen_in_school_is_signposted(raised_by, seen, to, missing):
    concern = Concern(outcome=Outcome.SIGNPOSTED, decision="Yes", ground_staff="Talked", raised_by=raised_by,
                      seen_in_school=seen, signposted_to=to)  # fmt: skip
    assert set(missing_of(concern)) == missing


@pytest.mark.parametrize("held", Level)
@pytest.mark.parametrize("outcome", Outcome)
def test_a_concern_never_steps_a_child_down_from_the_register(held, outcome):
    after = level_after(outcome, held, support_runs=False, others_open=False)
    stairs = [Level.NONE, Level.EMERGING_CONCERN, Level.MONITORING, Level.SEN_RECORDED, Level.SEN_SUPPORT]
    possible = outcomes_for(held, raised_by="parent", support_runs=False)
    if held in (Level.SEN_RECORDED, Level.SEN_SUPPORT) and outcome in possible and after is not None:
        assert stairs.index(after) > stairs.index(held)
    if held in (Level.FURTHER_SUPPORT, Level.ASSESSMENT_REQUESTED, Level.EHC_PLAN):
        assert after is None


def test_a_school_with_one_tier_does_not_offer_sen_recorded():
    offered = outcomes_for(Level.NONE, raised_by="staff", support_runs=False, hide_recorded=True)
    assert Outcome.RECORD not in offered and Outcome.SEN_SUPPORT in offered


# deciding


@pytest.mark.parametrize("outcome,after", [(Outcome.TEACHING, Level.NONE), (Outcome.PASTORAL, Level.NONE),
                                           (Outcome.MONITOR, Level.MONITORING), (Outcome.EXTRA_SUPPORT, Level.NONE)])  # fmt: skip
def test_an_outcome_sets_its_level(cast, child, outcome, after):
    with seeing(cast.oakfield):
        concern = decide(raised(child, cast.teacher), cast.senco, outcome)
        assert (concern.state, concern.decided_by, level(child)) == (ConcernState.DECIDED, cast.senco, after)


@pytest.mark.parametrize(
    "outcome,after", [(Outcome.RECORD, Level.SEN_RECORDED), (Outcome.SEN_SUPPORT, Level.SEN_SUPPORT)]
)
def test_a_child_is_put_on_the_register_from_a_concern(cast, child, outcome, after):
    with seeing(cast.oakfield):
        concern = decide(
            raised(child, cast.teacher),
            cast.senco,
            outcome,
            additional="Daily reading",
            needs=["SPLD", "SLCN"],
        )
        period = queries.period_of_decision(concern)
        assert (period.level, period.start, period.reason) == (after, TODAY(), "Because of this.")
        codes = Need.objects.filter(pupil=child, end=None).order_by("rank").values_list("code", flat=True)
        assert list(codes) == ["SPLD", "SLCN"]


@pytest.mark.parametrize("lacking,words", [({"additional": ""}, "additional to or different"), ({"needs": []}, "main type of need"),
                                           ({"consulted": ["teacher"]}, "Tell the parents")])  # fmt: skip
def test_what_the_register_lacks_undoes_the_decision(cast, child, lacking, words):
    full = {"additional": "Daily reading", "needs": ["SPLD"], "consulted": ["parents"]} | lacking
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
        with pytest.raises(Denied, match=words):
            decide(concern, cast.senco, Outcome.SEN_SUPPORT, **full)
        assert Concern.objects.get(pk=concern.pk).state == ConcernState.RAISED
        assert not StatusPeriod.objects.filter(pupil=child).exists()
        assert not IssuedDocument.objects.filter(subject=concern.reference).exists()


def test_a_concern_about_a_child_with_a_plan_leaves_the_level(cast):
    with seeing(cast.oakfield):
        own = cast.own.pupil
        before = list(StatusPeriod.objects.filter(pupil=own).values_list("pk", flat=True))
        decide(raised(own, cast.teacher), cast.senco, Outcome.SEN_SUPPORT)
        assert list(StatusPeriod.objects.filter(pupil=own).values_list("pk", flat=True)) == before


def test_a_decision_is_made_once(cast, child):
    with seeing(cast.oakfield):
        concern = decide(raised(child, cast.teacher), cast.senco, Outcome.TEACHING)
        with pytest.raises(Denied, match="Decided cannot become"):
            decide(concern, cast.senco, Outcome.PASTORAL)
        with pytest.raises(Denied, match="kept as it was"):
            actions.add_to_concern(concern=concern, by=cast.senco, at=timezone.now(), child_says="More")


def test_only_the_senco_decides(cast, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
        for who in (cast.teacher, cast.head, cast.dsl):
            with pytest.raises(Denied, match="Only the SENCo"):
                decide(concern, who, Outcome.TEACHING)


def test_a_decision_is_not_before_the_concern(cast, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
        with pytest.raises(Denied, match="was raised on"):
            decide(concern, cast.senco, Outcome.TEACHING, decided_on=TODAY() - dt.timedelta(days=1))


def test_the_decided_request_is_filed_with_its_fields(cast, child):
    with seeing(cast.oakfield):
        concern = decide(
            raised(child, cast.teacher, area="cognition", carer="Mr Noone"), cast.senco, Outcome.TEACHING
        )
        document = concern.document
        referral = document.issued.snapshot["referral"]
    assert document.kind == "referral"
    assert "Ivy" not in document.title
    assert list(referral)[:5] == ["kind", "carer", "date", "referred_by", "reasons"]
    assert (referral["area"], referral["reviewed_by"], referral["action"]) == (
        "cognition", cast.senco.called, "Because of this.",
    )  # fmt: skip


def test_gathered_information_is_added_until_the_decision(cast, child):
    with seeing(cast.oakfield):
        concern = actions.gather(concern=raised(child, cast.teacher), by=cast.senco, at=timezone.now())
        concern = actions.add_to_concern(
            concern=concern,
            by=cast.teacher,
            at=timezone.now(),
            child_says="I like maths",
            parents_told_on=TODAY(),
        )
    assert (concern.state, concern.child_says, concern.parents_told_on) == (
        "gathering",
        "I like maths",
        TODAY(),
    )


def test_the_family_is_told_once_it_is_decided(cast, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
        with pytest.raises(Denied, match="Nothing has been decided"):
            actions.tell_family(concern=concern, on=TODAY(), how="met", by=cast.teacher, at=timezone.now())
        concern = decide(concern, cast.senco, Outcome.TEACHING)
        concern = actions.tell_family(
            concern=concern, on=TODAY(), how="met", by=cast.teacher, at=timezone.now()
        )
    assert (concern.family_told_on, concern.family_told_how) == (TODAY(), "met")


def test_no_further_action_ends_an_emerging_concern_that_nothing_carries_on(cast, child):
    with seeing(cast.oakfield):
        support = support_actions.start_support(
            pupil=child, starts=TODAY(), difficulty="Number bonds", targets="To 10", support="Daily", child_says="Hard",
            consulted=["teacher"], by=cast.teacher, at=timezone.now(),
        )  # fmt: skip
        concern = support_actions.review_support(
            support=support, reviewed_on=TODAY(), progress="poor", found="2 of 10", family_how="met",
            family_said="Worried", outcome="tell_senco", by=cast.teacher, at=timezone.now(),
        )  # fmt: skip
        assert level(child) == Level.EMERGING_CONCERN
        decide(concern, cast.senco, Outcome.TEACHING)
        assert level(child) == Level.NONE


# events


def test_something_else_needs_a_word(cast, child):
    with seeing(cast.oakfield):
        with pytest.raises(Denied, match="Say in a line"):
            actions.record_event(pupil=child, kind="other", on=TODAY(), by=cast.teacher, at=timezone.now())
        actions.record_event(pupil=child, kind="move", on=TODAY(), by=cast.teacher, at=timezone.now())
        assert LifeEvent.objects.filter(pupil=child).count() == 1


@pytest.mark.parametrize("who", ["ta", "office", "parent"])
def test_events_are_written_by_who_reads_concerns(cast, who):
    with seeing(cast.oakfield), pytest.raises(Denied):
        actions.record_event(
            pupil=cast.own.pupil, kind="move", on=TODAY(), by=cast.people[who], at=timezone.now()
        )


# in the browser


def url(name: str, *args: str) -> str:
    return reverse(f"concerns:{name}", args=["oakfield", *args])


SHORT = {"kind": "send", "raised_by": "staff", "reasons": "Forgets what was said.", "version": "0"}


def today_text() -> str:
    return f"{TODAY().day} {TODAY():%m %Y}"


def test_the_short_way_takes_one_field(cast, client_for, child):
    client, here = client_for("teacher"), url("raise", child.reference)
    page = client.get(here).content.decode()
    assert "Behaviour alone is not SEN" in page and "English as an additional language is not" in page
    answer = client.post(here, SHORT | {"raised_on": today_text()}, follow=True)
    assert answer.status_code == 200
    assert "The parents have not been told yet" in answer.content.decode()
    with seeing(cast.oakfield):
        assert Concern.objects.get(pupil=child).reasons == "Forgets what was said."


def test_appendix_a_stands_in_its_order(cast, client_for, child):
    page = client_for("teacher").get(url("raise", child.reference)).content.decode()
    asked = ["Main nature of concern", "Child’s name", "D.O.B.", "Name of carer", ">Date", "Referred by", "Clear reasons",
             "Main area of need", "All interventions", "Reviewed by, date, action taken"]  # fmt: skip
    at = [page.find(words) for words in asked]
    assert -1 not in at and at == sorted(at)


def test_the_fourth_area_is_in_the_schools_words(cast, client_for, child):
    with seeing(cast.oakfield):
        cast.oakfield.labels = {"area_sp": "Sensory, medical or physical"}
        cast.oakfield.save()
    page = client_for("teacher").get(url("raise", child.reference)).content.decode()
    assert "Sensory, medical or physical" in page and "Sensory and/or physical" not in page


@pytest.mark.parametrize("change,words", [({"reasons": ""}, "Say what the concern is"), ({"raised_on": "31 02 2026"}, "February has 28 days"),
                                          ({"parents_told_on": "1 1 2099"}, "in the future"), ({"kind": "x"}, "Select a valid choice")])  # fmt: skip
def test_bad_input_is_said_beside_the_field_and_nothing_is_lost(cast, client_for, child, change, words):
    typed = SHORT | {"raised_on": today_text(), "child_says": "I try hard", "factors": ["eal"]} | change
    answer = client_for("teacher").post(url("raise", child.reference), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page and "I try hard" in page
    assert 'value="eal" id="id_factors_1" aria-describedby="id_factors_1_prompt" checked' in page
    with seeing(cast.oakfield):
        assert not Concern.objects.filter(pupil=child).exists()


def test_what_is_typed_is_kept_as_a_draft_and_comes_back(cast, client_for, child):
    client, here = client_for("teacher"), url("raise", child.reference)
    client.get(here)
    answer = client.post(here, SHORT | {"autosave": "1", "factors": ["eal", "medical"]})
    assert "Saved at" in answer.content.decode()
    page = client.get(here).content.decode()
    assert "Forgets what was said." in page
    assert 'id="id_factors_2" aria-describedby="id_factors_2_prompt" checked' in page
    client.post(here, SHORT | {"raised_on": today_text()})
    with seeing(cast.oakfield):
        assert not Draft.objects.filter(form="concern", subject=child.reference).exists()


def test_an_event_leads_to_a_concern(cast, client_for, child):
    with seeing(cast.oakfield):
        event = actions.record_event(pupil=child, kind="bereavement", on=TODAY(), note="Grandfather", by=cast.senco,
                                     at=timezone.now())  # fmt: skip
    client = client_for("senco")
    listed = client.get(url("pupil", child.reference)).content.decode()
    assert f"?event={event.pk}" in listed
    page = client.get(f"{url('raise', child.reference)}?event={event.pk}").content.decode()
    assert "Grandfather" in page and 'aria-describedby="id_factors_3_prompt" checked' in page
    foreign = client.get(f"{url('raise', cast.other.pupil.reference)}?event={event.pk}").content.decode()
    assert "Grandfather" not in foreign


def test_a_parent_tells_the_school_in_three_fields(cast, client_for):
    client, here = client_for("parent"), url("raise", cast.own.pupil.reference)
    page = client.get(here).content.decode()
    assert page.count("<textarea") == 3 and "pastoral" not in page and "referral" not in page
    answer = client.post(here, {"reasons": "Cries before school", "parents_say": "A calm start"})
    assert (answer.status_code, answer.url) == (302, "/oakfield/")
    with seeing(cast.oakfield):
        concern = Concern.objects.get(pupil=cast.own.pupil, raised_by="parent")
    assert (concern.referred_by, concern.parents_say) == (cast.own.contact.name, "A calm start")


def test_a_parents_empty_form_is_asked_again(client_for, cast):
    answer = client_for("parent").post(url("raise", cast.own.pupil.reference), {"reasons": ""})
    assert answer.status_code == 422 and "Tell us what worries you" in answer.content.decode()


def test_a_ta_raises_and_is_led_to_the_child(cast, client_for):
    answer = client_for("ta").post(
        url("raise", cast.own.pupil.reference), SHORT | {"raised_on": today_text()}
    )
    assert (answer.status_code, answer.url) == (302, cast.own.pupil.get_absolute_url())


def test_a_teacher_finds_the_class_without_typing(cast, client_for, child):
    page = client_for("teacher").get(url("find")).content.decode()
    assert "Ivy Noone" in page and "Leo Brandt" not in page
    assert "Leo Brandt" in client_for("senco").get(url("find"), {"q": "leo"}).content.decode()
    assert "Leo Brandt" not in client_for("senco").get(url("find")).content.decode()


def answers(**more) -> dict:
    return {"outcome": "sen_support", "decided_on": today_text(), "decision": "Because.", "consulted": ["parents"],
            "additional": "Daily reading", "main_need": "SPLD", "version": "1"} | GROUNDS | more  # fmt: skip


def test_the_senco_puts_a_child_on_the_register_on_one_page(cast, client_for, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher, parents_told_on=TODAY(), child_says="I want to read")
    client, here = client_for("senco"), url("decide", concern.reference)
    page = client.get(here).content.decode()
    assert "I want to read" in page
    answer = client.post(here, answers(), follow=True)
    page = answer.content.decode()
    assert "SEN Support" in page and "Tell the family" in page
    with seeing(cast.oakfield):
        assert level(Pupil.objects.get(pk=child.pk)) == Level.SEN_SUPPORT


@pytest.mark.parametrize("change,words", [
    ({"outcome": ""}, "Choose what follows"), ({"additional": ""}, "additional to or different"),
    ({"main_need": ""}, "Choose the main type"), ({"second_need": "SPLD"}, "same as the main one"),
    ({"consulted": []}, "Say who was consulted"), ({"consulted": ["teacher"]}, "Tell the parents first"),
    ({"ground_progress": ""}, "Say what progress shows"), ({"decided_on": "1 1 2099"}, "in the future"),
    ({"family_told_on": "1 1 2020"}, "how the family was told"), ({"outcome": "signposted"}, "Select a valid choice"),
])  # fmt: skip
def test_a_decision_says_what_is_missing(cast, client_for, child, change, words):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
    answer = client_for("senco").post(url("decide", concern.reference), answers() | change)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "Because." in page
    with seeing(cast.oakfield):
        assert Concern.objects.get(pk=concern.pk).state == ConcernState.RAISED


def test_a_parents_concern_is_signposted_in_the_browser(cast, client_for):
    with seeing(cast.oakfield):
        concern = raised(cast.own.pupil, cast.parent, raised_by="parent")
    said = {"outcome": "signposted", "seen_in_school": "no", "signposted_to": "Health visitor", "decided_on": today_text(),
            "decision": "Not seen here.", "ground_staff": "Watched for a week.", "version": "1",
            "family_told_on": today_text(), "family_told_how": "phone"}  # fmt: skip
    page = client_for("senco").post(url("decide", concern.reference), said, follow=True).content.decode()
    assert "Health visitor" in page and "By telephone".lower() in page


def test_extra_support_leads_to_its_form_filled_in(cast, client_for, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher, parents_say="Reads at home")
    client = client_for("senco")
    answer = client.post(url("decide", concern.reference), answers(outcome="extra_support"))
    assert answer.url == f"{url('support-start', child.reference)}?concern={concern.reference}"
    page = client.get(answer.url).content.decode()
    assert "Forgets what was just said." in page and "Reads at home" in page
    queue = client.get(url("queue")).content.decode()
    assert "Support not planned" in queue


def test_gathering_and_adding_in_the_browser(cast, client_for, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
    client = client_for("senco")
    client.post(url("gather", concern.reference))
    assert (
        client.post(url("gather", concern.reference), follow=True).status_code == 200
    )  # a second time says why not
    page = client_for("teacher").get(url("amend", concern.reference)).content.decode()
    assert 'name="version" value="2"' in page
    said = {
        "version": "2",
        "criteria": ["slower", "gap_grows"],
        "child_says": "It goes too fast",
        "seen_in_school": "yes",
    }
    assert client_for("teacher").post(url("amend", concern.reference), said).status_code == 302
    with seeing(cast.oakfield):
        concern = Concern.objects.get(pk=concern.pk)
    assert (concern.criteria, concern.seen_in_school) == (["slower", "gap_grows"], True)


def test_two_people_adding_see_both_texts(cast, client_for, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
    here, teacher, senco = url("amend", concern.reference), client_for("teacher"), client_for("senco")
    teacher.get(here), senco.get(here)
    assert senco.post(here, {"version": "1", "child_says": "From the SENCo"}).status_code == 302
    clash = teacher.post(
        here, {"version": "1", "child_says": "From the teacher", "criteria": ["slower", "gap_grows"]}
    )
    page = clash.content.decode()
    assert clash.status_code == 409 and "From the SENCo" in page and "From the teacher" in page
    chosen = {"resolved": "1", "version": "2", "child_says": "From the teacher", "criteria": "slower\ngap_grows",
              "keep-child_says": "mine"}  # fmt: skip
    assert teacher.post(here, chosen).status_code == 302
    with seeing(cast.oakfield):
        concern = Concern.objects.get(pk=concern.pk)
    assert (concern.child_says, concern.criteria) == ("From the teacher", ["slower", "gap_grows"])


def test_a_concern_of_another_child_is_not_opened_by_a_teacher(cast, client_for):
    reference = cast.things["other"]["concern"]
    assert client_for("teacher").get(url("concern", reference)).status_code == 404


def test_opening_a_concern_is_recorded(cast, client_for, child):
    with seeing(cast.oakfield):
        concern = raised(child, cast.teacher)
    client_for("dsl").get(url("concern", concern.reference))
    with seeing(cast.oakfield):
        assert Opening.objects.filter(user=cast.dsl, subject=child.reference, what="concern").count() == 1


@pytest.mark.parametrize("who,shown", [("senco", True), ("teacher", False)])
def test_who_writes_letters_is_led_to_one_after_a_decision(cast, client_for, child, who, shown):
    with seeing(cast.oakfield):
        concern = decide(raised(child, cast.teacher), cast.senco, Outcome.TEACHING)
    page = client_for(who).get(url("concern", concern.reference)).content.decode()
    assert ("letters/write/?kind=concern" in page) == shown
    assert "The family has been told" in page


@pytest.mark.parametrize("raised_by,words", [("staff", "from Mrs S"), ("parent", "from a parent or carer, Mrs S"),
                                             ("pupil", "from the child, written down by Mrs S")])  # fmt: skip
def test_a_list_says_whose_concern_it_is(raised_by, words):
    assert present.whose(raised_by, "Mrs S") == words
