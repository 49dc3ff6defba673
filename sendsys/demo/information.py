"""The SEN information report: published at Oakfield and Hillcrest, with two clauses to look at again since; at Riverside one
clause is not written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from core.schools.actions import change_settings
from core.schools.models import School
from governance.information import actions, queries
from governance.information.clauses import CLAUSES
from governance.information.drafts import BLANK, draft_of
from governance.information.live import live
from sendsys.demo.clock import at

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder

BOARD = "the governing board"
FIRST, SECOND, CHANGE = 398, 34, 20  # how many days ago each version was published
NO_DRAFT = "access"  # of which the product knows nothing
GAPS = {"riverside": NO_DRAFT}  # school → the clause that it has not written
WEB = {"offer": "https://localoffer.greenway.example"}  # the web address that a clause gives
# What a school fills in where a draft leaves a blank, by clause.
FILLED = {
    "wellbeing": "Our pastoral lead sees children in the Nest at lunchtime. Children learn each year what bullying "
    "is and whom to tell; every report is looked into on the same day.",
    "equipment": "We have radio aids for the hall, writing slopes, two tablets for each class and a quiet room.",
    "contacts": "Greenway SENDIASS, 01632 960210, https://sendiass.greenway.example",
    "governors": "this year children were assessed sooner, and more of them took part in their reviews; next year we work on "
    "the move to secondary school",
    "support": "We use small groups for reading, language and friendship.",
    "expertise": "Staff have been trained in the needs of the children whom they teach.",
    "agencies": "We work with the local authority and with health services.",
}
ACCESS = (
    "All classrooms are on the ground floor, with level access from the playground and the car park.\n\n"
    "- one parking space and one toilet for disabled people, beside the hall\n- blinds and carpets in every classroom, to "
    "soften light and sound\n- a hearing loop in the hall\n\nThe library is up six steps: we bring the books down."
)
ASKED = (
    (60, "parents of children on the register", "a coffee morning", 14,
     "The report was hard to read, and few knew how to find it.",
     "We write it as questions and answers, and link it from the first page of our website."),
    (48, "the school council", "a meeting with pictures", 9,
     "Children want to know where to go when it is too loud.", "We say where the quiet room is."),
)  # fmt: skip


def publish(builder: SchoolBuilder) -> None:
    """Write, ask, publish; then what has changed since."""
    gap = GAPS.get(builder.school.slug, "")
    if not gap:
        write(builder, FIRST)
        approve(builder, FIRST)
    ask(builder)
    with_fewer_meetings(builder, 1)
    write(builder, SECOND, leave_out=gap)
    if not gap:
        approve(builder, SECOND)
        write(builder, CHANGE, only="support")
        approve(builder, CHANGE, why="Which groups there are this term")
    with_fewer_meetings(builder, -1)
    look_again(builder)


def with_fewer_meetings(builder: SchoolBuilder, fewer: int) -> None:
    """The school meets parents so many times less a year: what was written before is no longer so."""
    held = School.objects.only("meetings_a_year").get(pk=builder.school.pk)
    change_settings(
        school=builder.school,
        changes={"meetings_a_year": held.meetings_a_year - fewer},
        by=builder.staff.head,
    )


def ask(builder: SchoolBuilder) -> None:
    """Parents and children say what they think of the report."""
    for days, who, how, many, said, changed in ASKED:
        on = builder.past(days)
        actions.write_consultation(school=builder.school, held=None, on=on, who=who, how=how, many=many, said=said,
                                   changed=changed, by=builder.staff.senco, at=at(on, 15))  # fmt: skip


def write(builder: SchoolBuilder, days: int, *, leave_out: str = "", only: str = "") -> None:
    """Every clause from its draft of that day, the blanks filled in."""
    on = builder.past(days)
    known = live(builder.school, on)
    for clause in CLAUSES:
        if clause.key != leave_out and only in ("", clause.key):
            actions.write_clause(school=builder.school, key=clause.key, by=builder.staff.senco, at=at(on, 14),
                                 web=WEB.get(clause.key, ""),
                                 body=text_of(clause.key, known, builder.school.slug))  # fmt: skip


def text_of(key: str, known, slug: str) -> str:
    """The draft without blanks: what the school says, or where a policy stands on its website."""
    if key == NO_DRAFT:
        return ACCESS
    own, web = FILLED.get(key, ""), f"https://www.{slug}.example/send/{key}"

    def fill(blank) -> str:
        return own if own and blank[0] != "[web address]" else web

    return BLANK.sub(fill, draft_of(key, known))


def approve(builder: SchoolBuilder, days: int, *, why: str = "") -> None:
    """Approved by the board, and published on the day after."""
    on, met = builder.past(days), builder.past(days + 1)
    actions.publish_report(school=builder.school, by=builder.staff.senco, at=at(on, 16), approved_on=met, approved_by=BOARD,
                           yearly=not why, why=why)  # fmt: skip


def look_again(builder: SchoolBuilder) -> None:
    """The SENCo has found right what reads differently by now, but for the meetings with parents."""
    today = timezone.localdate(at(builder.diary.today))
    for one in queries.standings(builder.school, today):
        if one.state == "stale" and "meetings" not in one.clause.feeds:
            actions.confirm_clause(
                row=one.row, by=builder.staff.senco, at=at(builder.diary.today, 8), version=one.row.version
            )
