"""What people of a school do in a journey, each through its page: raise, decide, support, move, write, agree, share."""

import html
import re

from django.utils import timezone

from apdr.models import Plan, Receipt
from core.schools.labels import with_article
from register.models import Concern, ExtraSupport, Letter
from register.response.actions import change_level
from tests.policies.page import Page
from tests.policies.school import PolicySchool

GROUNDS = {
    "ground_staff": "Class teacher and coordinator looked at four weeks of work together.",
    "ground_progress": "Behind the class and behind national expectations in every check so far.",
    "ground_family": "Child and parents both say that it is hard.",
}
ALL_ASKED = ["parents", "child", "teacher"]


# concerns and extra support


def raise_concern(s: PolicySchool, who: str = "teacher", *, query: str = "", **answers) -> Concern:
    """Send the school's own request form."""
    s.send(who, s.of_pupil("concerns:raise") + query, press="Send the concern", **answers)
    return s.one(Concern)


def gather(s: PolicySchool, concern: Concern) -> Page:
    """The coordinator looks into it before deciding."""
    return s.press("senco", s.url("concerns:concern", concern.reference), "Gather information")


def decide(s: PolicySchool, concern: Concern, outcome: str, *, refused: str = "", **answers) -> Page:
    """Take a concern to its outcome, today, with all three grounds unless told otherwise."""
    told = {"decision": "Talked over with everybody; this is what follows.", **GROUNDS} | answers
    return s.send("senco", s.url("concerns:decide", concern.reference), press="Record the decision", refused=refused,
                  outcome=outcome, **told)  # fmt: skip


def begin_support(
    s: PolicySchool, who: str = "teacher", *, concern: Concern | None = None, refused: str = "", **answers
) -> ExtraSupport | None:
    """Plan extra support; the dates are those that the form proposes unless told otherwise."""
    told = {"difficulty": "Listening to more than one step", "targets": "Does two steps the first time, 4 of 5 times",
            "support": "Now and next board; talk group 3 × 15 minutes a week", "consulted": ["parents", "teacher"],
            "child_says": "I forget what to do."} | answers  # fmt: skip
    address = s.of_pupil("concerns:support-start") + (f"?concern={concern.reference}" if concern else "")
    s.send(who, address, press="Begin the support", refused=refused, **told)
    return s.one(ExtraSupport)


def review_support(
    s: PolicySchool, who: str, progress: str, outcome: str, *, refused: str = "", **answers
) -> Page:
    """Review the extra support with the parents."""
    support = s.one(ExtraSupport, state="running")
    told = {"found": "Two steps 4 of 5 times; three steps never.", "family_how": "met",
            "family_said": "It is easier at home too."} | answers  # fmt: skip
    return s.send(who, s.url("concerns:review", support.reference), press="Record the review", refused=refused,
                  progress=progress, outcome=outcome, **told)  # fmt: skip


# levels


def move(s: PolicySchool, level: str, *, who: str = "senco", refused: str = "", **answers) -> Page:
    """Change the child's level from today."""
    told = {"reason": "Talked over at the review.", "consulted": ALL_ASKED} | answers
    return s.send(who, s.of_pupil("response:level"), refused=refused, level=level, **told)


def check(s: PolicySchool, number: int, finding: str, *, who: str = "senco", refused: str = "") -> Page:
    """Record a check after support has ended."""
    return s.send(who, s.of_pupil("response:check", number), press="Record the check", refused=refused,
                  finding=finding, note="Tests of this term, and what the class teacher says.")  # fmt: skip


# letters


def write_letter(
    s: PolicySchool, kind: str, how: str, *, pronouns: str = "none", **answers
) -> tuple[Letter, Page]:
    """Choose a letter, see it as it will be sent, send it. Returns it and the page on which it was seen."""
    to = {f"contact-{s.contact.reference}": how}
    seen = s.see("senco", s.of_pupil("letters:write")).send(
        press="See the letter", kind=kind, pronouns=pronouns, **to, **answers
    )
    assert seen.status == 200 and "This is what will be sent" in seen, seen
    s.seen.append(seen)
    sent = seen.send(press="Send this letter")
    assert sent.status == 200 and "The letter is sent" in sent, sent
    s.seen.append(sent)
    return s.one(Letter), seen


def answer_online(s: PolicySchool, letter: Letter, comment: str = "") -> Page:
    """The parent says that the letter has been received."""
    address = s.url("letters:read", letter.reference)
    return s.send("parent", address, press="I have received this letter", comment=comment)


def slip_comes_back(s: PolicySchool, letter: Letter) -> Page:
    """The paper slip is ticked on the desk of those that are out."""
    return s.send(
        "senco", s.url("overview:desk"), press="Record the ticked slips", slip=[f"letter-{letter.reference}"]
    )


# the child and the adults


def interview(s: PolicySchool, who: str, **said: str) -> Page:
    """Ask the child; what is said is kept word for word."""
    return s.send(who, s.of_pupil("voice:interview"), **said)


def write_profile(s: PolicySchool, who: str = "teacher", *, refused: str = "", **texts) -> Page:
    """Write what every adult must know."""
    told = {"good_at": "Building, and remembering every animal", "adjustments": "Now and next board\nOne instruction at a time",
            "helps": "A minute to think", "avoid": "Calling out across the room", "ask": "Ms Nair"} | texts  # fmt: skip
    return s.send(who, s.of_pupil("profiles:edit"), press="Save the", refused=refused, **told)


def has_read(s: PolicySchool, who: str, version: int) -> Page:
    """Confirm that one has read this version."""
    return s.press(who, s.of_pupil("profiles:profile"), f"I have read version {version}")


# plans

TARGET = {
    "target": "Follow two instructions in class", "criteria": "4 of 5 times, three days running",
    "strategies": "Now and next board", "provision": "Talk group", "who": "Mrs Biggs", "when": "3 × 15 minutes a week",
}  # fmt: skip


def start_plan(s: PolicySchool, who: str = "teacher") -> Plan:
    """Press the button on the child's page."""
    page = s.see(who, s.of_pupil("overview:pupil"))
    begun = page.send(press=f"Write {with_article(s.school.label('plan'))}")
    assert begun.status == 200, begun
    s.seen.append(begun)
    return s.one(Plan)


def write_plan(
    s: PolicySchool, plan: Plan, who: str = "teacher", *, targets: list[dict] | None = None, press: str = "to agree",
    **texts,
) -> Page:  # fmt: skip
    """Fill in the plan; each target beyond the places of the form is added by its button first."""
    address, wanted = s.url("plans:edit", plan.reference), targets or [TARGET]
    page = s.see(who, address)
    while f"targets-{len(wanted) - 1}-target" not in page.form("starts").controls:
        page = page.send(press="Add", starts=page.form("starts").controls["starts"].value)
        assert page.status == 200, page
    answers = {
        f"targets-{n}-{name}": words for n, target in enumerate(wanted) for name, words in target.items()
    }
    told = {"strengths": "Building", "difficulties": "Following instructions", "pupil_voice": "I like it quiet.",
            "parent_view": "We practise at home.", "every_lesson": "Now and next board", "home": "One instruction at a time"}  # fmt: skip
    sent = page.send(press=press, **(told | texts | answers))
    assert sent.status == 200, sent
    s.seen.append(sent)
    return sent


def agree_plan(s: PolicySchool, plan: Plan) -> Page:
    """The coordinator agrees what was sent."""
    return s.press("senco", s.url("plans:plan", plan.reference), "Agree")


def share_plan(s: PolicySchool, plan: Plan, how: str) -> Receipt:
    """Share the agreed plan with the child's parent."""
    s.send(
        "senco",
        s.url("plans:share", plan.reference),
        press="Share the plan",
        **{f"contact-{s.contact.reference}": how},
    )
    with s.acting():
        return Receipt.objects.get(plan=plan)


def review_plan(s: PolicySchool, plan: Plan, who: str = "teacher", *, progress: list[str]) -> Page:
    """Say how each target went."""
    answers = {f"t{number}-progress": key for number, key in enumerate(progress, 1)}
    answers |= {f"t{number}-outcome": "4 of 5 times since March" for number in range(1, len(progress) + 1)}
    return s.send(
        who, s.url("reviews:plan", plan.reference), press="Save and finish the review", how="none", **answers
    )


def whole_plan(s: PolicySchool, how: str = "online", **texts) -> Plan:
    """A plan from its first word to the family: written by the teacher, agreed by the coordinator, shared."""
    plan = start_plan(s)
    write_plan(s, plan, **texts)
    agree_plan(s, plan)
    share_plan(s, plan, how)
    return s.one(Plan)


# what a page shows


def box_here(page: Page) -> str:
    """The heading of the box in the picture of the graduated response in which the child stands."""
    found = re.search(r'aria-current="step">\s*<h3>(.*?)</h3>', page.html, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def change_level_directly(s: PolicySchool, who: str, level: str) -> None:
    """What the action says to somebody who goes round the page."""
    change_level(pupil=s.pupil, level=level, start=timezone.localdate(), reason="So.", consulted=ALL_ASKED,
                 additional="A group", needs=["SLCN"], by=s.people[who], at=timezone.now())  # fmt: skip
