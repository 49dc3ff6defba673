"""Attacks on figures, reports, search, messages: each was a way in, or nearly."""

import datetime as dt
import time
from dataclasses import replace

import pytest

from core.accounts.permissions import Denied
from core.reminders.models import Mail
from core.reminders.rounds import run_round
from core.schools.models import School
from governance.models import Topic, TrainingRecord
from overview.figures.disclosure import protected
from overview.figures.measures import figures
from overview.governors import actions, present
from overview.governors.record import frozen
from overview.models import TermReport
from overview.search.asking import MOST_MATCHES, ask, snippet
from register.safeguarding.actions import raise_sign
from tests.cast import AT
from tests.governance.complaints.making import DAY, amend, complain
from tests.overview.governors import made
from tests.permissions.attacks.asking import page, status
from tests.roles import seeing

# words that keep a server busy


def test_apostrophes_in_a_row_do_not_keep_the_search_busy():
    """Each of them might be left out: Python tried every way of leaving some out, for years."""
    asked = ask("'’" * 10 + "a")
    assert asked.patterns[0].count("?") == 1
    begun = time.perf_counter()
    assert ("a", True) in snippet("'" * 10 + "b and a", asked.patterns)
    assert time.perf_counter() - begun < 0.5


def test_a_word_on_every_line_of_a_long_text_does_not_keep_the_search_busy():
    begun = time.perf_counter()
    found = snippet("ab cd " * 200_000, ask("ab").patterns)
    assert time.perf_counter() - begun < 2
    assert 0 < sum(marked for _words, marked in found) < MOST_MATCHES


# messages about what is kept apart


@pytest.fixture
def posted(cast) -> dict[str, list[Mail]]:
    """Messages about a complaint for the head alone, and about a safeguarding sign, raised and waiting."""
    with seeing(cast.oakfield, actor=cast.head):
        Mail.objects.filter(school=cast.oakfield).delete()
        held = complain(cast, AT, by=cast.head, pupil=cast.own.pupil, about_senco=True)
        amend(held, cast.head, AT, serious=True, reply_by=AT.date() + DAY)
        raise_sign(pupil=cast.own.pupil, noticed="injury", seen_on=AT.date(), logged=False,
                   by=cast.teacher, at=AT)  # fmt: skip
        signs = set(Mail.objects.filter(school=cast.oakfield).values_list("pk", flat=True))
        run_round(
            school=cast.oakfield, today=AT.date(), at=dt.datetime.combine(AT, dt.time(7), tzinfo=dt.UTC)
        )
        mails = list(Mail.objects.filter(school=cast.oakfield).prefetch_related("notices"))
    told = {key: [one for one in mails if key in {n.kind for n in one.notices.all()}]
            for key in ("head_matter", "sign_take")}  # fmt: skip
    told["sign"] = [one for one in mails if one.pk in signs]
    assert all(told.values()), told
    return told


@pytest.mark.parametrize("who,apart", [("senco", ["head_matter"]), ("head", ["sign", "sign_take"])])
def test_messages_about_what_is_kept_apart_are_not_there_for_others(cast, posted, who, apart):
    """The link in a message has the complaint's address in it; the messages about signs can be counted."""
    shown, file = page(cast, who, "notices:messages"), page(cast, who, "notices:messages", query="?as=csv")
    for key, mails in posted.items():
        for one in mails:
            there = key not in apart
            assert (one.reference in shown) is there, (who, key)
            assert (status(cast, who, "notices:message", one.reference) == 200) is there, (who, key)
            assert (status(cast, who, "notices:again", one.reference, post={}) == 302) is there, (who, key)
    assert ("sign" in file.lower()) is ("sign" not in apart)


# who came, read off two reports


def with_one_more(need: str):
    """The invented school after one child has come to SEN support, with that main need, and no other has changed."""
    plain = made.figures()
    more = {"need": need, "year": "3", "sex": "yes", "pp": "yes", "eal": "no"}
    breakdowns = [
        replace(one, lines=tuple(
            replace(line, split=replace(line.split, support=line.split.support + 1)) if line.key == more[one.key] else line
            for line in one.lines
        ))
        for one in plain.breakdowns
    ]  # fmt: skip
    total = replace(plain.total, support=plain.total.support + 1)
    return replace(plain, breakdowns=tuple(breakdowns), total=total)


def test_who_knows_that_one_child_came_does_not_read_the_need_off_the_line_that_changed():
    """Only that line read "about", and the others as before: whichever it is, the report must be the same."""
    before = protected(made.figures(), [])
    told = [line["key"] for line in before["breakdowns"]["need"]["lines"] if "n" in line["sen"]]
    shown = [protected(with_one_more(need), [before])["breakdowns"]["need"] for need in told]
    assert len(told) >= 4
    assert all(one == shown[0] for one in shown)
    assert not [line for line in shown[0]["lines"] if "n" in line["sen"]]


# names and conditions in what governors read


@pytest.fixture
def at_oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


def draft_of(school: School, **changes) -> TermReport:
    """A draft of a term of long ago with invented figures, `changes` in them."""
    span = made.SUMMER
    told = made.figures(school.pk, span=span, **changes)
    return TermReport.objects.create(
        school=school, term_name="Summer term 2026", start=span.start, end=span.end, on=span.end, story={},
        figures=frozen(told), shown=protected(told, []), drafted_at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("called", ["Reading with Maya Abara", "Abara, Maya: circuits"])
@pytest.mark.parametrize("where", ["thing", "topic"])
def test_a_report_with_an_intervention_or_topic_called_after_a_child_is_not_issued(
    cast, at_oakfield, called, where
):
    plain = made.figures()
    things = (replace(plain.provision.things[0], name=called), *plain.provision.things[1:])
    changes = {"thing": {"provision": replace(plain.provision, things=things)},
               "topic": {"training": replace(plain.training, topics=((called, 2),))}}  # fmt: skip
    report = draft_of(at_oakfield, **changes[where])
    (told,) = [one for one in present.warnings(report) if one["must"]]
    assert told["part"] == "Interventions and topics" and told["words"].startswith("Maya Abara is named.")
    with pytest.raises(Denied, match="called after Maya Abara"):
        actions.issue_report(report=report, version=report.version, by=cast.head, at=AT)
    assert TermReport.objects.get(pk=report.pk).state == "draft"


def test_a_first_name_alone_in_an_intervention_is_told_to_who_issues(cast, at_oakfield):
    plain = made.figures()
    things = (replace(plain.provision.things[0], name="Maya’s circuits"), *plain.provision.things[1:])
    report = draft_of(at_oakfield, provision=replace(plain.provision, things=things))
    assert {
        "part": "Interventions and topics",
        "must": False,
        "words": "Maya may be a child’s first name. Look again.",
    } in present.warnings(report)


def test_what_a_few_learn_for_one_child_is_not_named_to_governors(cast, at_oakfield):
    school, on = at_oakfield, AT.date()
    for audience, name in (("some", "Tracheostomy care"), ("staff", "Autism in class")):
        topic = Topic.objects.create(school=school, name=name, audience=audience)
        TrainingRecord.objects.create(school=school, topic=topic, person=cast.ta, on=on, hours=1, recorded_at=AT,
                                      recorded_by=cast.senco)  # fmt: skip
    (told,) = figures([school], replace(made.AUTUMN, end=on), on)
    topics = dict(told.training.topics)
    assert "Tracheostomy care" not in str(protected(told, []))
    assert topics["Autism in class"] == 1 and topics["Topics for those who need them"] >= 1
