"""A draft of each clause from live data, for the SENCo to take over and change. Pure.

A draft names kinds and lists, never a child, and counts nothing but what the school's settings say. [Words in square
brackets] are what the product does not know: a text that still holds some cannot be published.
"""

import re
from collections.abc import Callable

from core.schools.labels import inside, with_article
from governance.enums import PolicyKind, Stage
from governance.information import facts
from governance.information.live import Live
from register.enums import AREA_OF, Area, LessProgress, NeedType

BLANK = re.compile(r"\[[^\]\n]{3,}\]")
BROAD = (Area.COMMUNICATION, Area.COGNITION, Area.SEMH, Area.SENSORY)


def blanks(text: str) -> list[str]:
    """What stands in square brackets and is still to be filled in."""
    return BLANK.findall(text)


def draft_of(key: str, live: Live) -> str:
    """The draft of the clause of that key. Raises KeyError for a key that no clause has."""
    return DRAFTS[key](live).strip()


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _points(words: list[str]) -> str:
    return "\n".join(f"- {word}" for word in words)


def _word(live: Live, key: str) -> str:
    return inside(live.school.label(key))


def _link(live: Live, kind: PolicyKind, what: str) -> str:
    name, web = live.policies.get(kind, ("", ""))
    return f"{name or what}: {web or '[web address]'}"


def _kinds(live: Live) -> str:
    return _text(
        "We provide for all kinds of special educational needs, in the four broad areas:",
        _points([_area(area, live) for area in BROAD]),
        "A child may have needs in several areas, and they may change over time.",
    )


def _area(area: Area, live: Live) -> str:
    own = live.school.label("area_sp") if area == Area.SENSORY else str(area.label)
    labels = [str(NeedType(code).label) for code in live.needs if AREA_OF[NeedType(code)] == area]
    types = [inside(label) for label in labels if label != own]
    return f"{own}, for example {', '.join(types)}" if types else own


def _identify(live: Live) -> str:
    school = live.school
    return _text(
        "If you are worried about your child, speak to the class teacher first. The class teacher speaks to the "
        f"{school.label('senco')}. Staff raise a concern when a child makes less progress than we expect:",
        _points([inside(str(sign.label)) for sign in LessProgress]),
        f"We look at what happens in class, at tests, and at what you and your child tell us. First we try extra support "
        f"in class, usually for {live.own.concern_weeks} weeks and at most {live.own.concern_weeks_latest}. If your child "
        f"then still needs something different from others, we agree with you to put the child on the "
        f"{_word(live, 'register')}.",
        "Behaviour, a medical condition or English as an additional language do not by themselves mean special "
        "educational needs.",
        _link(live, PolicyKind.SEND, "Our SEND policy"),
    )  # fmt: skip


def _effective(live: Live) -> str:
    return _text(
        f"Each {_word(live, 'plan')} says where your child starts and what we expect. Every {live.own.plan_review_weeks} "
        "weeks we look at what was given, what has changed and what you and your child say, and change what has not worked.",
        "For programmes outside the lesson we measure at the beginning and at the end. What brings little is stopped. Each "
        "term the governors read a report in which no child can be recognised.",
    )  # fmt: skip


def _progress(live: Live) -> str:
    school = live.school
    return _text(
        f"We work in a cycle: assess, plan, do, review. A child with SEN Support has {with_article(school.label('plan'))} "
        f"with a few clear targets. It is reviewed every {live.own.plan_review_weeks} weeks.",
        f"You are invited to {live.own.meetings_a_year} review meetings a year. Your child takes part or tells us "
        "beforehand what they think. An education, health and care plan is reviewed every year as well.",
    )  # fmt: skip


def _teaching(live: Live) -> str:
    return _text(
        "Good teaching in the classroom comes first: clear steps, pictures and models, words explained, time to practise. "
        "The class teacher is responsible for every child, also when a child works with another adult.",
        f"Adults read the child’s {_word(live, 'profile')}, which says what helps, and use it in every lesson.",
    )


def _adapting(live: Live) -> str:
    kinds = facts.arrangements(live)
    return _text(
        "We change tasks, materials, seating, time and how a child may answer, so that the child can learn what the class "
        "learns. We look at light, noise and space in each room.",
        _text("In tests we can arrange, among other things:", _points(kinds)) if kinds else
        "In tests we make the arrangements that are the child’s normal way of working.",
    )  # fmt: skip


def _support(live: Live) -> str:
    return _text(
        "When good teaching is not enough, a child may have extra help for some weeks, in class, in a small group or alone.",
        _text("We use, for example:", _points(list(live.interventions))) if live.interventions else
        "[Name the programmes and groups that you use most]",
        "You are told when your child begins and ends such help, and what it is to achieve.",
    )  # fmt: skip


def _activities(live: Live) -> str:
    return _text(
        "All clubs, trips and residential visits are open to all children. We plan ahead what your child needs to take "
        "part, with you, and nobody is asked to stay at home because of special educational needs or a disability.",
        "At playtime adults help with games and friendships where that is wanted.",
    )


def _wellbeing(live: Live) -> str:
    return _text(
        "Every child has an adult to talk to. We ask children how they feel and what they would change, in ways that do "
        "not depend on speaking or writing well.",
        "Children with special educational needs are bullied more often than others. We watch for it, act at once, and "
        "tell you. [Say who offers pastoral support, and what you do against bullying]",
    )


def _senco(live: Live) -> str:
    known = dict(one.split(": ", 1) for one in facts.senco(live))
    name = known.pop("Name", "") or "[name]"
    return _text(
        f"Our {live.school.label('senco')} is {name}.",
        "\n".join(f"{label}: {value}" for label, value in known.items()) or "[email or phone]",
        "You are welcome to call, write, or ask the office for a meeting.",
    )


def _expertise(live: Live) -> str:
    held = facts.award(live)
    done = held and "begun" not in held[0] and "Not begun" not in held[0]
    award = held[0].removeprefix("Qualification: ") if held else ""
    return _text(
        f"Our {live.school.label('senco')} has the qualification for the post: {award}." if done else "",
        _text("Staff have been trained in:", _points(list(live.topics))) if live.topics else
        "[Name what staff have been trained in]",
        "Where we need more than we know ourselves, we ask specialists from outside the school, with your agreement.",
    )  # fmt: skip


def _equipment(live: Live) -> str:
    return _text(
        "Most of what children need is paid from the school’s own budget for special educational needs. Where a child "
        "needs more than that, we ask the local authority.",
        "Specialist equipment is bought, or borrowed from the services that advise us. [Say what you have already]",
    )


def _parents(live: Live) -> str:
    return _text(
        "You know your child best. We tell you before we provide anything that is additional or different, and agree "
        "with you what we are working on.",
        f"You are invited to {live.own.meetings_a_year} review meetings a year. In between you can speak to the class "
        f"teacher at any time. You get a copy of the {_word(live, 'plan')} and can write down what you think of it.",
    )


def _pupils(live: Live) -> str:
    return _text(
        f"Children say what they are good at, what is hard and what helps. It stands in their own words in the "
        f"{_word(live, 'profile')} and the {_word(live, 'plan')}.",
        "A child who does not speak or write easily can show us with pictures, drawings or an adult of their choice. "
        "Children look at their targets with us and say when they have reached them.",
    )


def _complaints(live: Live) -> str:
    school = live.school
    people = {Stage.TEACHER: "the class teacher", Stage.SENCO: f"the {school.label('senco')}",
              Stage.HEAD: "the head teacher", Stage.FORMAL: "the governing board, with a formal complaint"}  # fmt: skip
    return _text(
        "Please tell us early. Speak to:",
        _points([people[stage] for stage in Stage]),
        _link(live, PolicyKind.COMPLAINTS, "Our complaints procedure"),
        "You can also ask the local authority for disagreement resolution. About decisions of the local authority on an "
        "education, health and care plan you can ask for mediation and appeal to the First-tier Tribunal: within two months "
        "of the decision letter, or within one month of the mediation certificate, whichever is later. If your child is "
        "treated worse because of a disability, a claim to the Tribunal must reach it within six months.",
        "When our own procedure is done you can turn to the Department for Education. Ofsted can be told of concerns about "
        "the school as a whole.",
    )  # fmt: skip


def _agencies(live: Live) -> str:
    return _text(
        "With your agreement we ask others for advice: health services, social care, the local authority’s support "
        "services and voluntary organisations.",
        _text("We work with:", _points(facts.services(live))) if live.agencies else
        "[Name the services that you work with]",
        "We ask you before we refer your child, and you get a copy of what they write.",
    )  # fmt: skip


def _contacts(live: Live) -> str:
    return _text(
        "Free and impartial advice comes from the SEND information, advice and support service (SENDIASS): [name, phone and "
        "web address].",
        _points(facts.family_services(live)),
    )  # fmt: skip


def _transition(live: Live) -> str:
    moves = {
        "Infants to juniors": "Before a child moves on to junior school, the two schools meet and the child visits.",
        "Primary to secondary school": "In Year 6 we meet the secondary school early, pass on what helps, and arrange extra "
        "visits. For a child with an education, health and care plan this begins in Year 5.",
        "After Year 11": "From Year 9 on we talk with young people about work, living on their own, friends and health, and "
        "help them to find a place for after Year 11.",
        "After Year 13": "We help young people to prepare for work, further study and living on their own.",
    }  # fmt: skip
    return _text(
        "Before a child starts, we speak to you and to the last setting, and arrange visits. When a child moves to another "
        "class, the teachers talk, and the child meets the new adults and the room before the holidays.",
        *[moves[one] for one in facts.phases(live)],
        "When a child leaves, the record goes to the next school within fifteen school days.",
    )


def _offer(live: Live) -> str:
    return _text(
        "The local authority’s local offer tells you what help there is for children with special educational needs and "
        "their families in our area. You find it on the web at the address below.",
        "What we provide ourselves is part of it. We tell the local authority each year what we offer and what children "
        "here will need.",
    )


def _admissions(live: Live) -> str:
    return _text(
        "Children with a disability or special educational needs are admitted on the same basis as all others. We do not "
        "refuse a child because there is no education, health and care plan, or because an assessment is under way. A child "
        "whose plan names our school is admitted.",
        _link(live, PolicyKind.ADMISSIONS, "Our admissions policy"),
    )  # fmt: skip


def _equality(live: Live) -> str:
    return _text(
        "We make reasonable adjustments so that a disabled child is not at a disadvantage, and we think ahead rather than "
        "wait to be asked. If you think that something should be done differently, tell the class teacher or the "
        f"{live.school.label('senco')}.",
        _link(live, PolicyKind.EQUALITY, "Our equality policy"),
    )


def _access(live: Live) -> str:
    return _text(
        "[Say what there is: ramps, lifts, toilets, parking, lighting, sound]",
        "[Say what is not accessible, and what you do about it]",
    )


def _plan(live: Live) -> str:
    return _text(
        "Our accessibility plan says how we improve access to lessons, to the building and to information.",
        _link(live, PolicyKind.ACCESSIBILITY, "Accessibility plan"),
    )


def _early(live: Live) -> str:
    held = facts.early_years(live)
    if not held:
        return "This does not apply to us: we have no nursery or reception class."
    return _text(
        f"In {' and '.join(held)} we work in the same cycle as in the rest of the school: assess, plan, do, review. We tell "
        "you when we make special provision for your child.",
        "We watch how your child talks, moves, plays and learns, compare what we see with what you see at home, and report "
        "to you on progress. A child of this age is not labelled in haste, and help does not wait for a label.",
    )  # fmt: skip


def _governors(live: Live) -> str:
    return _text(
        "The governing board makes sure that the school does what it must for children with special educational needs. A "
        "governor looks after it and meets the "
        f"{live.school.label('senco')}. Each year the board reports on how the policy has worked: [say how it worked this "
        "year, and what changes].",
        _link(live, PolicyKind.SEND, "Our SEND policy"),
    )  # fmt: skip


DRAFTS: dict[str, Callable[[Live], str]] = {
    "kinds": _kinds, "identify": _identify, "effective": _effective, "progress": _progress, "teaching": _teaching,
    "adapting": _adapting, "support": _support, "activities": _activities, "wellbeing": _wellbeing, "senco": _senco,
    "expertise": _expertise, "equipment": _equipment, "parents": _parents, "pupils": _pupils, "complaints": _complaints,
    "agencies": _agencies, "contacts": _contacts, "transition": _transition, "offer": _offer, "admissions": _admissions,
    "equality": _equality, "access": _access, "plan": _plan, "early": _early, "governors": _governors,
}  # fmt: skip
