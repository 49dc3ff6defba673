"""Made-up reports with the truth beside each: what must be marked, and how it is written. All names are invented.

A line is text, with what must be found between ⟦ and ⟧: ⟦way|words⟧ with `way` one of WAYS. What stands outside the
brackets must not be marked. `table`, `header`, `footnote`, `box`, `comment` and `author` put text into that part of a
DOCX; a report with `paper="pdf"` is printed to PDF and read back; otherwise it is text.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from agencies.hygiene.find import Own
from agencies.hygiene.people import Person, person_of

STAFF = [
    person_of("Joan Sutton", title="Mrs", use="class teacher", near=True),
    person_of("Elizabeth O’Brien", title="Ms", use="TA", near=True),
    person_of("Zoë Müller-Jones", use="SENCo", near=True),
    person_of("Mark Green", title="Mr", use="teacher"),
    person_of("Grace Adeyemi", use="TA"),
    person_of("Jean-Luc de la Tour", use="teacher"),
    person_of("Siân Llewellyn-Price", use="head teacher", near=True),
    person_of("Patrick McAllister", title="Mr", use="caretaker"),
    person_of("Anna Young", title="Miss", use="teacher"),
    person_of("Kavita Patel", use="school office"),
    person_of("Christopher Holt", use="teacher"),
    person_of("Søren Kjær", use="TA"),
]
PUPILS = [
    Person("Leo", "Brandt", near=True, born=dt.date(2018, 11, 3)),
    Person("Grace", "Hall", near=True, born=dt.date(2019, 1, 20)),
    Person("Will", "Ashdown", called=("Billy",), near=True, born=dt.date(2018, 10, 9)),
    Person("Mohammed", "Al-Rashid", near=True, born=dt.date(2019, 6, 2)),
    Person("Chloé", "Fairweather", near=True, born=dt.date(2019, 2, 14)),
    Person("May", "Long", near=True, born=dt.date(2018, 12, 25)),
    Person("Isabella", "Romano", born=dt.date(2016, 4, 4)),
    Person("D’Angelo", "N’Diaye", born=dt.date(2017, 8, 8)),
    Person("Aoife", "Ní Dhomhnaill", born=dt.date(2015, 3, 30)),
    Person("Art", "Penrose", near=True, born=dt.date(2019, 5, 5)),
    Person("Thomas", "St. John-Smythe", born=dt.date(2016, 7, 1)),
    Person("Rose", "Hill", born=dt.date(2017, 1, 1)),
]
OWN = Own(
    Person("Maya", "Abara", called=("May-May",), born=dt.date(2019, 3, 12)),
    (person_of("Mrs Ada Abara"), person_of("Ken Abara"), Person("Tobi", "Abara")),
    frozenset({"SG61AA"}),
)
WAYS = {
    "full": "First and last name", "turned": "Last name first", "initial": "Initial and last name",
    "title": "Title and last name", "part": "Half of a double name", "nickname": "Nickname and last name",
    "middle": "With a middle name", "first": "First name alone, same class or staff", "last": "Last name of staff alone",
    "letters": "Initials alone", "far": "First name alone, another year", "slip": "Name with a slip of the pen",
    "parent": "Title and last name of another child’s parent", "born": "Date of birth", "other_born": "Another child’s birth date",
    "address": "Address", "postcode": "Postcode", "split": "Name cut by the end of a page",
}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """One report: its body, and what stands in other parts of the file."""

    name: str
    body: str
    paper: str = "text"
    table: tuple[tuple[str, ...], ...] = ()
    more: dict[str, str] = field(default_factory=dict)


REPORTS = [
    Report("speech therapy", "Maya was seen in class with ⟦title|Mrs Sutton⟧. ⟦title|Mrs Sutton’s⟧ carpet time is calm.\n"
           "⟦full|Joan Sutton⟧ and the class teacher agreed. Maya’s mother, Mrs Abara, came too."),
    Report("initials", "Seen with ⟦initial|J. Sutton⟧ and ⟦initial|E O’Brien⟧. ⟦initial|Z. Müller-Jones⟧ was away.\n"
           "Notes were kept by ⟦letters|JS⟧. M. Abara was keen."),
    Report("last name first", "Present: ⟦turned|Sutton, Joan⟧; ⟦turned|O’BRIEN, Elizabeth⟧; ⟦turned|Holt Christopher⟧.\n"
           "Apologies: ⟦turned|Young, Anna⟧."),
    Report("possessives", "We used ⟦full|Joan Sutton’s⟧ room and ⟦title|Ms O'Brien's⟧ timer, then ⟦full|Leo Brandt's⟧ bench.\n"
           "⟦title|Mr Green’s⟧ class was out."),
    Report("hyphens", "⟦full|Zoë Müller‑Jones⟧ met us. ⟦part|Zoe Jones⟧ spoke. ⟦part|Zoë Müller⟧ wrote. ⟦full|ZOE MULLER–JONES⟧\n"
           "⟦full|Siân Llewellyn Price⟧ and ⟦part|Sian Price⟧ listened."),
    Report("accents", "⟦full|Chloe Fairweather⟧ shared. ⟦full|Chloé Fairweather⟧ laughed. ⟦full|Soren Kjaer⟧ helped.\n"
           "⟦full|Aoife Ni Dhomhnaill⟧ waved; ⟦full|AOIFE NÍ DHOMHNAILL⟧ too."),
    Report("nicknames", "⟦nickname|Liz O’Brien⟧ and ⟦nickname|Chris Holt⟧ watched. ⟦nickname|Tom St John-Smythe⟧ read with\n"
           "⟦nickname|Bella Romano⟧ and ⟦nickname|Billy Ashdown⟧. ⟦nickname|Paddy McAllister⟧ opened the hall."),
    Report("words that are names", "May we thank you. With good grace, Maya will mark the page. Will she rest? A young child may\n"
           "find art hard. The hill was green and long. Rose Class hope to visit in May 2026. Mark each one."),
    Report("first names", "Maya played with ⟦first|Leo⟧. She sat by ⟦first|Chloé⟧ and copied ⟦first|Mohammed⟧.\n"
           "She went to ⟦first|Grace⟧ for help. ⟦first|Joan⟧ said so. ⟦far|Isabella⟧ from Year 6 reads to her."),
    Report("children in a list", "Group: ⟦full|Leo Brandt⟧, ⟦full|Grace Hall⟧, ⟦full|Will Ashdown⟧, ⟦full|May Long⟧, Maya Abara,\n"
           "⟦full|D'Angelo N'Diaye⟧, ⟦full|Mohammed Al Rashid⟧, ⟦first|Art P⟧."),
    Report("line breaks", "The plan was made with ⟦full|Joan\nSutton⟧ and ⟦full|Elizabeth\n   O’Brien⟧ and with ⟦full|Christo-\npher Holt⟧.\n"
           "⟦title|Mrs\nSutton⟧ agreed; ⟦full|Joan Sut-\nton⟧ signed."),
    Report("spaces", "⟦full|Joan  Sutton⟧, ⟦full|Mark\u00a0Green⟧, ⟦full|Grace\tAdeyemi⟧, ⟦full|J o a n  S u t t o n⟧, ⟦full|Leo\u2003Brandt⟧."),
    Report("hidden characters", "⟦full|Jo\u00adan Sut\u00adton⟧ and ⟦full|Christopher\u200b Holt⟧; ⟦full|Kavita Pa\ufefftel⟧."),
    Report("letters joined", "⟦full|Chloé Fairweather⟧ drew a ﬁsh. ⟦full|Grace Adeyemi⟧ said the ﬂag was ﬁne, and Maya’s ﬁrst."),
    Report("capitals", "OBSERVED WITH ⟦full|JOAN SUTTON⟧ AND ⟦title|MR GREEN⟧. ⟦full|leo brandt⟧ joined; ⟦full|grace hall⟧ left."),
    Report("middle names", "⟦middle|Joan Mary Sutton⟧, ⟦middle|Elizabeth A. O’Brien⟧ and ⟦middle|Leo James Brandt⟧ were there.\n"
           "⟦middle|Christopher “Kit” Holt⟧ as well."),
    Report("dates of birth", "Name: Maya Abara\n⟦born|DOB: 12/03/2019⟧\nSeen on 4 November 2026. Born early, at 30 weeks.\n"
           "She was ⟦born|born on 12th March 2019⟧. Again: ⟦born|12.3.19⟧ and ⟦born|2019-03-12⟧ and ⟦born|March 12, 2019⟧.\n"
           "Next review 12/03/2027. Her friend’s party was on ⟦other_born|3 November 2018⟧."),
    Report("addresses", "⟦address|12 Acacia Avenue, Hitchin⟧ ⟦postcode|SG5 2QB⟧\nThe family ⟦address|lives on Station Road⟧.\n"
           "School: High Street, SG6 1AA. Flat: ⟦address|Flat 2, 44 Mill Lane⟧. Aged 7 years 2 months, score 12 Way below."),
    Report("table", "Adults who were asked:", paper="docx", table=(
        ("Role", "Name", "Said"), ("Class teacher", "⟦full|Joan Sutton⟧", "Calm"), ("TA", "⟦initial|E. O’Brien⟧", "Busy"),
        ("Friend", "⟦full|Grace Hall⟧", "Kind"))),
    Report("columns", "Group:", paper="docx", table=(("First name", "Last name"), ("⟦full|Leo", "Brandt⟧"), ("⟦full|Will", "Ashdown⟧"))),
    Report("header", "Maya is a cheerful girl.", paper="docx", more={
        "header": "Report for ⟦title|Mrs Sutton⟧, Oakfield", "footer": "cc ⟦full|Siân Llewellyn-Price⟧", "author": "⟦full|Kavita Patel⟧"}),
    Report("notes", "Maya reads with an adult.", paper="docx", more={
        "footnote": "The adult was ⟦full|Elizabeth O’Brien⟧.", "comment": "Ask ⟦full|Mark Green⟧ first", "box": "With ⟦full|Leo Brandt⟧"}),
    Report("printed", "Observation of Maya Abara\nTeacher: ⟦full|Joan Sutton⟧, TA: ⟦full|Grace Adeyemi⟧\n⟦full|Leo Brandt⟧ sat beside her.\n"
           "⟦title|Mrs Sutton⟧ and ⟦full|Siân Llewellyn-Price⟧ read this.", paper="pdf"),
    Report("printed table", "Ratings", paper="pdf", table=(("Who", "Score"), ("⟦full|Joan Sutton⟧", "4"), ("⟦title|Ms O’Brien⟧", "3"))),
    Report("addresses for mail", "Write to ⟦full|joan.sutton⟧@oakfield.example or ⟦initial|JSutton⟧@oakfield.example."),
    Report("other people", "Dr Leo Marsden saw Maya. Sarah Holt-Wilson of the clinic agreed. Brown (2019) and Patel et al. (2020)\n"
           "found the same. Dr Green from the hospital wrote. Grace Kelly films calm her."),
    Report("form", "Surname: ⟦turned|BRANDT First name: Leo⟧ was crossed out, then Surname: ABARA First name: Maya."),
    Report("slips of the pen", "⟦slip|Joan Suton⟧ and ⟦slip|Elisabeth OBrian⟧ were kind. ⟦parent|Mrs Brandt⟧ phoned. ⟦last|Sutton⟧ replied."),
    Report("two pages", "The plan was written by ⟦split|Joan\fSutton⟧ for the class."),
    Report("as people talk", "⟦title|Miss Joan⟧ and ⟦letters|Mrs S⟧ run the group. The ⟦last|Suttons⟧ were thanked. ⟦initial|Sutton J⟧ signed.\n"
           "⟦first|Leo B⟧ and ⟦first|Chloé F.⟧ came. The ⟦far|Brandt⟧ boy left. ⟦initial|J-L de la Tour⟧ and ⟦initial|J.M. Sutton⟧ wrote."),
    Report("first names that are words", "Maya sat with ⟦first|Grace⟧ and ⟦first|Will⟧. ⟦first|Will⟧ laughed. ⟦first|Grace⟧, ⟦first|Art⟧ and ⟦first|May⟧ ran.\n"
           "She told ⟦first|Art⟧ to stop. With ⟦first|leo⟧ she was calm."),
    Report("two children of one name", "⟦first|Grace⟧ and ⟦full|Leo Brandt⟧ read together. ⟦full|Will Ashdown⟧/⟦full|May Long⟧: partners. ⟦full|Thomas St John Smythe⟧."),
    Report("siblings", "Tobi Abara goes to the same school. Ada and Ken Abara are pleased. Maya Abara’s brother helps."),
]  # fmt: skip


def plain_lines(report: Report) -> str:
    """The body as the writer wrote it, without the truth."""
    return re.sub(r"⟦\w+\||⟧", "", report.body)
