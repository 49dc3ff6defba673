"""Who gives what, asked and given, shown to others: the pages as people meet them."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.audit.models import Opening
from core.documents.actions import keep_file
from ehcp.delivery import actions
from ehcp.enums import Letter, VersionKind
from ehcp.models import PlanDisclosure, PlanReading, PlanVersion, SpecifiedDelivery
from register.models import PupilDocument
from tests.apdr import house
from tests.ehcp.delivery import made

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n% invented for the tests\n%%EOF\n"


def url(name: str, *args: str) -> str:
    return reverse(f"ehcdelivery:{name}", args=["oakfield", *args])


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def senco(client_for):
    return client_for("senco")


@pytest.fixture
def run(cast, pupil, line):
    """F1 is given on Mondays at nine by the TA."""
    held = house.provision(by=cast.senco, pupils=[pupil], adults=[cast.ta], minutes=30, name="Robins",
                           end=dt.date(2100, 7, 1))  # fmt: skip
    made.linked(line, held, cast.senco)
    return held


@pytest.fixture
def paper(cast, pupil, version):
    """The authority's own document, kept for few."""
    kept = keep_file(
        school=cast.oakfield, name="plan.pdf", data=PDF, content_type="application/pdf", at=house.AT
    )
    version.document = PupilDocument.objects.create(
        school=cast.oakfield, pupil=pupil, file=kept, kind="ehc", title="Final plan", sensitivity="restricted",
        filed_at=house.AT, filed_by=cast.senco,
    )  # fmt: skip
    version.save()
    return version


def test_what_nothing_gives_is_said_loudly_until_something_does(cast, senco, plan, version, line):
    page = text(senco.get(url("delivery", plan.reference)))
    assert "Nobody gives F1" in page and "Plan a provision for it" in page
    held = house.provision(by=cast.senco, pupils=[plan.pupil], adults=[cast.ta], minutes=30, end=dt.date(2100, 7, 1),
                           slots=[(n, dt.time(9)) for n in (1, 3, 5)])  # fmt: skip
    chosen = {"provisions": [held.reference], "delivered_by": ""}
    assert senco.post(url("link", line.reference), chosen).status_code == 302
    page = text(senco.get(url("delivery", plan.reference)))
    assert "Nobody gives" not in page and "Mon 9.00 am, Wed 9.00 am and Fri 9.00 am, 30 min" in page


def test_less_than_asked_on_the_timetable_is_told(senco, plan, run):
    assert "The timetable holds 30 min of 1 h 30 min a week" in text(
        senco.get(url("delivery", plan.reference))
    )


def test_provision_that_gives_another_line_is_refused_beside_the_field(senco, version, run):
    second = made.line_of(version)
    said = {"provisions": [run.reference], "delivered_by": "Mrs Biggs, in the corner"}
    page = text(senco.post(url("link", second.reference), said))
    assert "its time counts once" in page and "Mrs Biggs, in the corner" in page
    assert not SpecifiedDelivery.objects.filter(specified=second).exists()


def test_planning_from_a_line_starts_with_what_the_plan_asks(cast, senco, plan, line):
    entry = house.intervention(cast.oakfield)
    assert entry.reference in text(senco.get(url("start", line.reference)))
    here = f"{url('start', line.reference)}?of={entry.reference}"
    page = text(senco.get(here))
    assert "Section F of the EHC plan asks for 30 minutes, 3 times a week." in page and 'value="30"' in page
    said = {"pupils": [plan.pupil.reference], "start": "7 9 2026", "end": "18 12 2026", "minutes": "30", "at_1": "9.15",
            "at_3": "9.15", "adults": [cast.ta.pk], "then": ""}  # fmt: skip
    assert senco.post(here, said | {"end": "1 1 20226"}).status_code == 200
    assert senco.post(here, said).status_code == 302
    (link,) = SpecifiedDelivery.objects.filter(specified=line).select_related("provision")
    assert (link.provision.state, link.provision.slots.count()) == ("planned", 2)


def test_ta_reads_outcomes_and_provision_and_nothing_else(cast, client_for, senco, plan, version, paper, run):
    made.line_of(version, letter=Letter.G, text="Physiotherapy for the hips")
    said = {"kind": "meeting", "on": dt.date(2026, 9, 7), "people": "Mother", "about": "Told in confidence"}
    actions.record_talk(version=version, by=cast.senco, at=house.AT, **said)
    page = text(client_for("ta").get(url("delivery", plan.reference)))
    assert "Direct work on language" in page and "Ola tells a story" in page and "Robins" in page
    for kept in (
        "Physiotherapy",
        "Told in confidence",
        "document, on screen",
        "Say who gives it",
        "Shown to others",
    ):
        assert kept not in page
    assert "Told in confidence" in text(senco.get(url("delivery", plan.reference)))


def test_adult_confirms_with_one_click_and_the_senco_sees_who_has_not(cast, client_for, senco, plan, run):
    ta = client_for("ta")
    assert text(ta.get(url("week"))).count("I have read what it asks of me") >= 1
    assert ta.post(url("read", plan.reference), {"from": "week"})["Location"] == url("week")
    page = text(senco.get(url("delivery", plan.reference)))
    assert PlanReading.objects.get(plan_version__plan=plan).user == cast.ta
    read, unread = page.index("Joan Biggs</span>"), page.index("Priya Nair</span>")
    assert "Read " in page[read : read + 300] and "Not yet" in page[unread : unread + 300]


def test_new_version_is_read_anew(cast, client_for, plan, version, line, at):
    actions.confirm_read(version=version, by=cast.teacher, at=at)
    newer = made.version_of(plan, cast.senco, at.date(), VersionKind.AMENDED)
    made.line_of(newer, text="A new thing")
    page = text(client_for("teacher").get(url("delivery", plan.reference)))
    assert "A new thing" in page and "I have read what it asks of me" in page


def test_week_of_the_teacher_holds_their_own_children_alone(cast, client_for, senco, plan, run):
    other = made.child(cast, "Ivo", "5 Elm")
    made.line_of(made.version_of(made.plan_of(other, cast.senco), cast.senco), text="Braille, daily")
    page = text(client_for("teacher").get(url("week")))
    assert "Ola Novak" in page and "Mon 9.00 am, 30 min" in page and "Braille" not in page
    assert "Braille" in text(senco.get(f"{url('week')}?class=all"))
    assert "Braille" in text(client_for("ta").get(url("week")))  # whom the TA supports


@pytest.mark.parametrize("count", [1, 3])
def test_week_asks_the_same_whatever_the_number_of_plans(
    cast, client_for, plan, count, django_assert_num_queries
):
    for number in range(count):
        made.line_of(
            made.version_of(made.plan_of(made.child(cast, f"Child{number}"), cast.senco), cast.senco)
        )
    teacher = client_for("teacher")
    teacher.get(url("week"))
    with django_assert_num_queries(21):
        assert "Child0" in text(teacher.get(url("week")))


def test_plan_without_a_checked_version_says_what_would_be_here(cast, senco, plan):
    made.version_of(plan, cast.senco, kind=VersionKind.DRAFT)
    assert "No plan is in force yet" in text(senco.get(url("delivery", plan.reference)))
    assert "No plan that was checked" in text(senco.get(url("ledger", plan.reference)))
    assert senco.post(url("read", plan.reference)).status_code == 404


def test_ledger_tells_its_rule_and_exports_figures_without_the_plans_words(cast, senco, plan, run):
    house.session(run, dt.date(2026, 9, 7), by=cast.ta, minutes=30)
    page = text(senco.get(f"{url('ledger', plan.reference)}?time=2026-09-02"))
    assert "A school week counts whole once its last school day has passed" in page and "Robins" in page
    answer = senco.get(f"{url('ledger-export', plan.reference)}?time=2026-09-02")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0][:4] == ("Line", "Given through", "Minutes asked", "Minutes given")
    assert rows[1][:2] == ("F1", "Robins") and rows[1][3] == 30 and rows[-1][0] == "All"
    assert "Direct work" not in str(rows)
    assert Opening.objects.filter(user=cast.senco, kind="export", subject=plan.pupil.reference).count() == 1


def test_list_of_all_plans_puts_first_what_nothing_gives(cast, senco, plan, run):
    bare = made.child(cast, "Ivo", "5 Elm")
    made.line_of(made.version_of(made.plan_of(bare, cast.senco), cast.senco))
    page = text(senco.get(url("school")))
    assert page.index("Ivo Novak") < page.index("Ola Novak") and "Nobody gives 1 line" in page
    book = load_workbook(io.BytesIO(senco.get(url("school-export")).content)).active
    assert {"Ivo Novak", "Ola Novak"} <= {row[0] for row in book.values}


SHOWN = {"parts": ["B", "F"], "to": "=Dr Amin", "basis": "consent", "consent_by": "Ada Novak", "consent_on": "10 11 2026",
         "how": "secure", "on": "12 11 2026", "then": "pdf"}  # fmt: skip


def test_print_asks_first_and_the_log_tells_it(cast, senco, plan, version, line):
    answer = senco.post(url("disclose", plan.reference), SHOWN)
    held = PlanDisclosure.objects.get(pupil=plan.pupil)
    assert answer["Location"] == url("shown", held.reference)
    assert "The PDF of these sections" in text(senco.get(answer["Location"]))
    page = text(senco.get(url("log", plan.pupil.reference)))
    assert "Sections B and F" in page and "Ada Novak, Tue 10 Nov 2026" in page
    rows = list(
        load_workbook(io.BytesIO(senco.get(url("log-export", plan.pupil.reference)).content)).active.values
    )
    assert rows[1][:3] == (dt.datetime(2026, 11, 12), "'=Dr Amin", "Sections B and F")


@pytest.mark.parametrize("changed,words", [
    ({"parts": []}, "Tick the sections that are shown"),
    ({"consent_by": ""}, "Say who consented"),
    ({"consent_on": "14 11 2026"}, "Consent comes before the plan is shown"),
    ({"consent_on": "14 11 20226"}, "Enter a date like"),
    ({"on": "14 11 20226"}, "Enter a date like"),
    ({"on": "31 11 2026"}, "November has 30 days"),
    ({"on": "1 1 2026", "consent_on": "1 1 2026"}, "cannot have been shown"),
    ({"basis": "ofsted"}, "This ground needs its reason"),
    ({"basis": ""}, "Say on what ground"),
    ({"how": ""}, "Say how it reaches them"),
])  # fmt: skip
def test_disclosure_that_lacks_something_keeps_what_was_typed(senco, plan, version, changed, words):
    page = text(senco.post(url("disclose", plan.reference), SHOWN | changed))
    assert words in page and "=Dr Amin" in page
    assert not PlanDisclosure.objects.filter(pupil=plan.pupil).exists()


def test_without_a_ground_a_page_says_what_is_needed(senco, plan, version):
    answer = senco.post(url("disclose", plan.reference), SHOWN | {"basis": "none"})
    assert answer["Location"] == url("no-ground", plan.reference)
    page = text(senco.get(answer["Location"]))
    assert "Nothing was printed and nothing was sent" in page and "For an inspection by Ofsted" in page
    assert not PlanDisclosure.objects.filter(pupil=plan.pupil).exists()


def test_authoritys_document_opens_on_screen_and_is_recorded(cast, senco, client_for, paper):
    answer = senco.get(url("original", paper.reference))
    assert answer.content == PDF and answer["Content-Disposition"].startswith("inline")
    opening = Opening.objects.filter(kind="document", subject=paper.plan.pupil.reference).get()
    assert (opening.user, "on screen" in opening.what) == (cast.senco, True)
    assert client_for("teacher").get(url("original", paper.reference)).status_code == 403


def test_document_that_no_browser_shows_is_not_opened_without_the_log(senco, paper):
    paper.document.file.content_type = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    paper.document.file.save()
    assert senco.get(url("original", paper.reference)).status_code == 403


def test_authoritys_document_is_saved_only_where_the_whole_plan_is_shown(cast, senco, paper, at):
    shown = {
        "version": paper,
        "to": "Herts",
        "basis": "authority",
        "how": "portal",
        "on": at.date(),
        "by": cast.senco,
        "at": at,
    }
    part = actions.disclose(parts=["F"], **shown)
    assert senco.get(url("copy", part.reference)).status_code == 403
    assert "own document" not in text(senco.get(url("shown", part.reference)))
    whole = actions.disclose(parts=Letter.values, **shown)
    assert "own document" in text(senco.get(url("shown", whole.reference)))
    assert senco.get(url("copy", whole.reference))["Content-Disposition"].startswith("attachment")


def test_talk_is_written_or_chosen_from_the_file(cast, senco, plan, version):
    said = {"kind": "meeting", "on": "10 11 2026", "people": "Mother, Ola", "about": "Mornings"}
    assert "in the future" in text(senco.post(url("talk", plan.reference), said | {"on": "1 1 2100"}))
    assert senco.post(url("talk", plan.reference), said).status_code == 302
    version.refresh_from_db()
    first = version.talk
    assert senco.post(url("talk", plan.reference), {"talk": first.reference}).status_code == 302
    assert PlanVersion.objects.get(pk=version.pk).talk == first
