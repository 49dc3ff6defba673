"""What a letter says, sentence by sentence: the child by name or pronoun, the rest from the record. Pure: no query.

The letter onto the register follows All Saints' Appendix D (R-163, R-164). A sentence speaks of the child once at
most, so that it reads as well by name alone; beside others, such as staff, it names the child, so that "they" is
never somebody else.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.schools.models import School
from core.ui.present import day
from register.enums import ON_REGISTER, WITH_PLAN, LetterKind, Level, Outcome, Pronouns, RaisedBy
from register.models import Concern, ExtraSupport, Pupil

# pronoun → as the one who does, the one it is done to, whose; "is", "has" and the ending of a verb beside it
FORMS = {
    Pronouns.HE: ("he", "him", "his", "is", "has", "s"),
    Pronouns.SHE: ("she", "her", "her", "is", "has", "s"),
    Pronouns.THEY: ("they", "them", "their", "are", "have", ""),
}
KEYS = ("they", "them", "their", "is", "has", "s")


@dataclass(frozen=True, slots=True)
class Standing:
    """What letters need to know of a pupil on a day: where the pupil is on the ladder and was before, since when on
    the register without a break, and what runs or was decided. `last` is the level before the one held now."""

    pupil: Pupil
    level: Level = Level.NONE
    since: dt.date | None = None
    last: Level | None = None
    on_register_since: dt.date | None = None
    support: ExtraSupport | None = None
    concern: Concern | None = None
    plan_open: bool = False
    teacher: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever writes the letter chose: `enclosed`, whether the plan comes with it; `own`, words of their own."""

    kind: LetterKind
    pronouns: Pronouns = Pronouns.NONE
    enclosed: bool = False
    own: str = ""


def letter_name(kind: str, school: School) -> str:
    """What a kind of letter is called, with the school's word for its register."""
    if kind == LetterKind.ON_REGISTER:
        return _("Your child is on the %(register)s") % {"register": school.label("register")}
    return str(LetterKind(kind).label)


def forms_of(first_name: str, pronouns: Pronouns) -> dict[str, str]:
    """How sentences speak of the child: "they", "them", "their" (and "They", "Their" at the start), the verbs that go
    with it ("is", "has", the ending "s"), and "name"."""
    by_name = (first_name, first_name, f"{first_name}’s", "is", "has", "s")
    found = dict(zip(KEYS, FORMS.get(Pronouns(pronouns), by_name), strict=True)) | {"name": first_name}
    starts = {"They": found["they"], "Their": found["their"]}
    if pronouns != Pronouns.NONE:  # a name begins as its owner writes it
        starts = {key: word.capitalize() for key, word in starts.items()}
    return found | starts


def letter_words(standing: Standing, chosen: Choices, *, online: bool, return_by: dt.date) -> dict:
    """{"heading", "paragraphs", "slip"} of the letter, as plain words. `return_by` is the day by which the slip is
    asked back; `online`, whether the family has the letter in its area too."""
    forms = forms_of(standing.pupil.first_name, chosen.pronouns) | _labels(standing)
    body = [_joined(paragraph, forms) for paragraph in BODIES[chosen.kind](standing, chosen)]
    own = [line.strip() for line in chosen.own.splitlines() if line.strip()]
    last = [
        _joined(_talk(standing, chosen), forms),
        " ".join([_ask(online, return_by), _("Thank you for your support.")]),
    ]
    return {"heading": HEADINGS[chosen.kind]() % forms, "paragraphs": [*body, *own, *last],
            "slip": SLIPS[chosen.kind]() % forms}  # fmt: skip


def _joined(sentences: list[str], forms: dict) -> str:
    return " ".join(sentence % forms for sentence in sentences if sentence)


def _labels(standing: Standing) -> dict[str, str]:
    pupil, school = standing.pupil, standing.pupil.school
    klass = pupil.class_name
    day_of = {"since": standing.since, "on_register": standing.on_register_since}
    days = {key: day(value) if value else "" for key, value in day_of.items()}
    return days | {
        "register": school.label("register"), "plan": school.label("plan"), "profile": school.label("profile"),
        "teacher": standing.teacher, "child": pupil.name + (f" ({klass})" if klass else ""),
        "level": str(standing.level.label), "last": str(standing.last.label) if standing.last else "",
    }  # fmt: skip


HEADINGS = {
    LetterKind.ON_REGISTER: lambda: _("Extra help in school for %(name)s"),
    LetterKind.EXTRA_SUPPORT: lambda: _("Some weeks of extra support for %(name)s"),
    LetterKind.STEP_DOWN: lambda: _("A change in the support for %(name)s"),
    LetterKind.CONCERN: lambda: _("What came of the concern about %(name)s"),
}
SLIPS = {
    LetterKind.ON_REGISTER: lambda: _(
        "I can confirm that I have received your letter explaining that my child %(child)s is on the %(register)s."
    ),
    LetterKind.EXTRA_SUPPORT: lambda: _(
        "I can confirm that I have received your letter about some weeks of extra support for my child %(child)s."
    ),
    LetterKind.STEP_DOWN: lambda: _(
        "I can confirm that I have received your letter about a change in the support for my child %(child)s."
    ),
    LetterKind.CONCERN: lambda: _(
        "I can confirm that I have received your letter about what came of the concern about my child %(child)s."
    ),
}


def _on_register(standing: Standing, chosen: Choices) -> list[list[str]]:
    talked = _("The staff who teach and help %(name)s have talked together about how school is going.")
    hard = _("At the moment %(name)s is finding it difficult to make the progress we would expect.")
    listed = _("The register is the school’s list of pupils with special educational needs (SEN).")
    if standing.on_register_since:
        placed = _(
            "So that the right support is there, we are placing %(them)s on our %(register)s from %(on_register)s."
        )
    else:
        placed = _("So that the right support is there, we are placing %(them)s on our %(register)s.")
    if standing.level not in WITH_PLAN:
        adjusted = _("Adjustments in every lesson will help, as written down in a “%(profile)s”.")
        together = _("We would like to work with you to help %(them)s do well.")
        return [[talked, hard], [placed, listed, adjusted], [together]]
    together = _("We would like to work with you to help %(them)s meet the targets.")
    return [
        [talked, hard],
        [placed, listed, _targets(standing.pupil.school.most_targets)],
        [together, _copy(chosen)],
    ]


def _targets(most: int) -> str:
    return ngettext(
        "%%(Their)s plan, called “%%(plan)s”, will have one target to work towards.",
        "%%(Their)s plan, called “%%(plan)s”, will have up to %(most)d targets to work towards.",
        most,
    ) % {"most": most}  # fmt: skip


def _copy(chosen: Choices) -> str:
    if chosen.enclosed:
        return _(
            "The targets are in the copy of the plan that comes with this letter, with ways to help at home."
        )
    return _("We will send you a copy of the plan, with the targets and ways to help at home.")


def _extra_support(standing: Standing, chosen: Choices) -> list[list[str]]:
    talked = _("The staff who teach and help %(name)s have talked together about how school is going.")
    good = _("We think that some extra support now would be good for %(name)s.")
    dates = ""
    if standing.support:
        dates = _("It runs from %(starts)s, and we look at it again with you by %(review_by)s.") % {
            "starts": day(standing.support.starts), "review_by": day(standing.support.review_by)}  # fmt: skip
    not_yet = _("This does not mean that %(they)s %(is)s on our %(register)s, the list of pupils with special educational "
                "needs (SEN).")  # fmt: skip
    after = _("Afterwards we decide together what comes next.")
    ways = _(
        "Often the extra support has done enough and ends. Sometimes we watch a little longer, or more follows."
    )
    return [[talked, good, dates], [not_yet], [after, ways]]


def _step_down(standing: Standing, chosen: Choices) -> list[list[str]]:
    looked = _("We have looked together at how school is going for %(name)s.")
    changes = _("The support changes from %(since)s.") if standing.since else _("The support changes.")
    again = _(
        "If you see that things become harder again, please tell us at once: support can come back quickly."
    )
    return [[looked, changes], _where_to(standing), [again]]


def _where_to(standing: Standing) -> list[str]:
    if standing.level not in ON_REGISTER:
        watched = _("At the end of each of the next three terms we check that the progress lasts.")
        return [_("%(They)s %(is)s no longer on our %(register)s."), _("The teaching in class now meets the need."),
                watched if standing.level == Level.EXITED else ""]  # fmt: skip
    if standing.level == Level.SEN_RECORDED:
        return [_("%(They)s stay%(s)s on our %(register)s."),
                _("Adjustments in every lesson now meet the need, as written down in a “%(profile)s”."),
                _("A plan with targets is not needed any more.")]  # fmt: skip
    return [_("%(They)s stay%(s)s on our %(register)s, now at the step called “%(level)s”; before, it was “%(last)s”."),
            _("We go on making a plan with you.")]  # fmt: skip


def _concern(standing: Standing, chosen: Choices) -> list[list[str]]:
    concern = standing.concern
    thanks = {
        RaisedBy.PARENT: _("Thank you for telling us on %(raised)s about your concern for %%(name)s."),
        RaisedBy.PUPIL: _("On %(raised)s %%(name)s told us about something that is hard."),
        RaisedBy.AGENCY: _(
            "On %(raised)s somebody who works with families told us of a concern about %%(name)s."
        ),
        RaisedBy.STAFF: _("On %(raised)s a member of staff told us of a concern about %%(name)s."),
    }[RaisedBy(concern.raised_by)] % {"raised": day(concern.raised_on)}
    looked = _(
        "We have looked carefully at it, at what staff see in class and at how %(name)s is getting on."
    )
    disagree = _("If you see it differently, please tell us: we will gladly look at it again with you.")
    return [[thanks, looked], _outcome(concern), [disagree]]


def _outcome(concern: Concern) -> list[str]:
    found = {
        Outcome.TEACHING: [_("The teaching in class meets the need, so no other support is planned for %(them)s now.")],
        Outcome.SIGNPOSTED: [_("We do not see the same in school at the moment."), _help_elsewhere(concern)],
        Outcome.PASTORAL: [_("Staff will give %(them)s pastoral support, which is help with how life at school feels.")],
        Outcome.EXTRA_SUPPORT: [_("%(They)s will have extra support for some weeks."),
                                _("After that we look at it again with you.")],
        Outcome.MONITOR: [_("We will watch %(their)s progress closely and talk with you again.")],
        Outcome.RECORD: [_("We are placing %(them)s on our %(register)s, the list of pupils with special educational needs "
                           "(SEN)."),
                         _("Adjustments in every lesson will help, as written down in a “%(profile)s”.")],
        Outcome.SEN_SUPPORT: [_("We are placing %(them)s on our %(register)s, the list of pupils with special educational "
                                "needs (SEN)."),
                              _("We will make a plan with you, called “%(plan)s”.")],
    }  # fmt: skip
    return found[Outcome(concern.outcome)]


def _help_elsewhere(concern: Concern) -> str:
    if not concern.signposted_to.strip():
        return _("Other help may be right, and we will gladly talk with you about where to find it.")
    where = concern.signposted_to.strip().rstrip(".").replace("%", "%%")
    return _("You may find help here: %(where)s.") % {"where": where}


BODIES = {
    LetterKind.ON_REGISTER: _on_register,
    LetterKind.EXTRA_SUPPORT: _extra_support,
    LetterKind.STEP_DOWN: _step_down,
    LetterKind.CONCERN: _concern,
}


def _talk(standing: Standing, chosen: Choices) -> list[str]:
    targets = chosen.kind == LetterKind.ON_REGISTER and standing.level in WITH_PLAN
    if targets and standing.teacher:
        talk = _(
            "You can talk about the targets with the class teacher, %(teacher)s, at parent consultation meetings."
        )
    elif targets:
        talk = _("You can talk about the targets with the class teacher at parent consultation meetings.")
    elif standing.teacher:
        talk = _(
            "You can talk about this with the class teacher, %(teacher)s, at parent consultation meetings."
        )
    else:
        talk = _("You can talk about this with the class teacher at parent consultation meetings.")
    return [talk, _("You are most welcome to contact the school at any time about how best to support %(them)s."),
            _("The class teacher and I will gladly meet you.")]  # fmt: skip


def _ask(online: bool, return_by: dt.date) -> str:
    if online:
        words = _(
            "Please tell us by %(day)s that you have received this letter: online, or with the slip below."
        )
    else:
        words = _("Please sign the slip below and send it back to school by %(day)s.")
    return words % {"day": day(return_by)}
