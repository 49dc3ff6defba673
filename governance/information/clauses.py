"""What a SEN information report must say, as data: one row a clause, in the order in which it is read.

"The Regulations" are the Special Educational Needs and Disability Regulations 2014 (SI 2014/1530), "the Act" the Children
and Families Act 2014, "the Code" the SEND code of practice 0 to 25 (2015).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

SCHEDULE = "Special Educational Needs and Disability Regulations 2014, reg 51 and Schedule 1, paragraph {}"
ACT = "Children and Families Act 2014, s.69(3)(b)({})"


class Confidence(StrEnum):
    """How sure the wording of a clause is: read at its source, or told by a secondary source."""

    VERIFIED = "V"
    SECONDARY = "S"


WITH_WEB = frozenset({"offer"})  # clauses that give a web address, in a field of its own


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `number` is how the law counts it ("3(a)"), `key` the word of addresses and rows (at most 12 letters),
    `heading` the question that it answers, as parents read it, `asks` what the law asks in a sentence, `cites` where.
    `feeds` are the live facts (governance/information/live.py) beside which its text is written: when they change, the
    text is to be looked at again. `guidance` helps whoever writes."""

    key: str
    number: str
    heading: str
    asks: str
    cites: str
    confidence: Confidence
    guidance: str
    feeds: tuple[str, ...] = ()


def _schedule(key: str, number: str, heading, asks: str, guidance: str, *feeds: str) -> Clause:
    sure = Confidence.SECONDARY if number.isdecimal() and int(number) > 7 else Confidence.VERIFIED
    return Clause(key, number, heading, asks, SCHEDULE.format(number), sure, guidance, feeds)


def _act(key: str, part: str, heading, asks: str, guidance: str, *feeds: str) -> Clause:
    return Clause(
        key, f"s.69(3)(b)({part})", heading, asks, ACT.format(part), Confidence.VERIFIED, guidance, feeds
    )


CLAUSES: tuple[Clause, ...] = (
    _schedule("kinds", "1", _("Which kinds of special educational needs do we provide for?"),
              "The kinds of special educational needs for which provision is made at the school.",
              "Name the four broad areas of need. A type of need that few children have would point at them: leave it out.",
              "needs"),
    _schedule("identify", "2", _("How do we find out that a child needs help, and how do we assess it?"),
              "The school’s policies for identifying children with special educational needs and assessing their needs.",
              "Say whom a worried parent speaks to first. A mainstream school also names its policy.",
              "concern", "send_policy"),
    _schedule("effective", "3(a)", _("How do we know whether our help works?"),
              "How the school evaluates the effectiveness of its provision.",
              "Say what is measured, who looks at it and how often. Governors’ part belongs here too.", "reviews"),
    _schedule("progress", "3(b)", _("How do we check and review progress?"),
              "The arrangements for assessing and reviewing the progress of pupils with special educational needs.",
              "Say how often, and how parents and children take part.", "reviews", "meetings"),
    _schedule("teaching", "3(c)", _("How do we teach children with special educational needs?"),
              "The school’s approach to teaching pupils with special educational needs.",
              "Begin with good teaching in the classroom, which comes before any extra help."),
    _schedule("adapting", "3(d)", _("How do we adapt lessons and the school?"),
              "How the school adapts the curriculum and the learning environment.",
              "Name what a visitor would see: seating, pictures, quiet places, more time.", "arrangements"),
    _schedule("support", "3(e)", _("What extra help is there?"),
              "The additional support for learning that is available to pupils with special educational needs.",
              "Name programmes and groups, not children. What only one or two children have would point at them.",
              "interventions"),
    _schedule("activities", "3(f)", _("Can every child join in with activities and trips?"),
              "How pupils with special educational needs are enabled to engage in activities together with children who do "
              "not have special educational needs.",
              "Clubs, trips, residential visits, playtimes, representing the school."),
    _schedule("wellbeing", "3(g)", _("How do we look after feelings and friendships?"),
              "The support for improving the emotional, mental and social development of pupils with special educational "
              "needs, with extra pastoral support for listening to their views and measures to prevent bullying.",
              "Say how children are listened to, and what is done about bullying."),
    _schedule("senco", "4", _("Who is in charge of special educational needs?"),
              "The name and contact details of the SEN co-ordinator.",
              "Give a way of reaching them that works in the holidays too.", "senco"),
    _schedule("expertise", "5", _("What are our staff trained in?"),
              "The expertise and training of staff in relation to children with special educational needs, and how "
              "specialist expertise will be secured.",
              "Name topics and qualifications, not people. Say whom the school asks for specialist advice.",
              "topics", "award"),
    _schedule("equipment", "6", _("How do we get equipment and facilities?"),
              "How equipment and facilities to support children with special educational needs will be secured.",
              "Say where money comes from and how specialist equipment is borrowed or bought."),
    _schedule("parents", "7", _("How do we work with parents and carers?"),
              "The arrangements for consulting parents of children with special educational needs about, and involving "
              "them in, the education of their child.",
              "Say how often parents meet the school and what happens between meetings.", "meetings"),
    _schedule("pupils", "8", _("How do children have their say?"),
              "The arrangements for consulting young people with special educational needs about, and involving them in, "
              "their education.",
              "Say how a child who does not speak or write easily is heard.", "reviews"),
    _schedule("complaints", "9", _("What if you are not happy with something?"),
              "The arrangements of the governing body for dealing with complaints from parents of pupils with special "
              "educational needs about the provision made at the school.",
              "Give each step with who answers, and link the complaints procedure.", "complaints_policy"),
    _schedule("agencies", "10", _("Who else do we work with?"),
              "How the governing body involves other bodies, including health and social services, local authority "
              "support services and voluntary organisations, in meeting the needs of pupils and supporting their families.",
              "Name services. Say that parents are asked before a child is referred.", "services"),
    _schedule("contacts", "11", _("Where can families find support and advice?"),
              "The contact details of support services for the parents of pupils with special educational needs, "
              "including the advice and information that the local authority arranges.",
              "Name the SEND information, advice and support service (SENDIASS) of your local authority.",
              "family_services"),
    _schedule("transition", "12", _("How do we help with starting, moving up and leaving?"),
              "The arrangements for supporting pupils with special educational needs in transferring between phases of "
              "education or in preparing for adulthood and independent living.",
              "Cover starting here, moving class, and the next school or college.", "phases"),
    _schedule("offer", "13", _("Where is the local offer?"),
              "Information on where the local authority’s local offer is published.",
              "Say what the school itself contributes to the local offer. The web address has a field of its own."),
    _act("admissions", "i", _("How do children with disabilities join the school?"),
         "The arrangements for the admission of disabled pupils.",
         "A child without an EHC plan is admitted on the same basis as any other: lack of a plan, or an assessment that is "
         "under way, is no ground to refuse.", "admissions_policy"),
    _act("equality", "ii", _("How do we make sure that disabled children are treated fairly?"),
         "The steps taken to prevent disabled pupils from being treated less favourably than other pupils.",
         "Say what reasonable adjustments are and how a parent asks for one.", "equality_policy"),
    _act("access", "iii", _("How accessible is the school?"),
         "The facilities provided to assist access to the school by disabled pupils.",
         "Ramps, lifts, toilets, parking, lighting, sound. Say honestly what is not accessible."),
    _act("plan", "iv", _("Where is our accessibility plan?"),
         "The plan prepared under paragraph 3 of Schedule 10 to the Equality Act 2010: the accessibility plan.",
         "Link the plan.", "accessibility_plan"),
    Clause("early", "Code 5", _("How do we support our youngest children?"),
           "In the early years: a graduated approach, parents told when provision is made, and a report on their child’s "
           "progress.", "SEND code of practice, chapter 5", Confidence.SECONDARY,
           "Where there is no nursery or reception class, say so: that is an answer too.", ("early_years",)),
    Clause("governors", "Policy", _("How do our governors look after this, and where is our policy?"),
           "The governing board reports to parents each year on how the SEND policy works.",
           "The school’s own policy", Confidence.SECONDARY,
           "Say how the policy worked this year and where it can be read.", ("send_policy",)),
)  # fmt: skip

BY_KEY = {clause.key: clause for clause in CLAUSES}
