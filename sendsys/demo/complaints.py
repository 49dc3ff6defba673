"""Complaints about provision: one settled with the class teacher, one that is serious and has reached the head, one about
the SENCo that the head keeps."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from governance.complaints import actions
from governance.enums import ComplaintState, Stage, StepKind
from register.models import Contact, Pupil
from sendsys.demo.clock import at

if TYPE_CHECKING:
    from sendsys.demo.load import SchoolBuilder


def complain(builder: SchoolBuilder) -> None:
    """Three complaints, each about another child with a contact."""
    rng = random.Random(f"{builder.spec.slug}-complaints")
    known = {
        contact.pupil_id: contact
        for contact in Contact.objects.filter(school=builder.school).order_by("-priority")
    }
    fit = [
        history.pupil for history in builder.on_register() if not history.hero and history.pupil.pk in known
    ]
    pupils = rng.sample(fit, min(3, len(fit)))
    for pupil, happens in zip(pupils, (settled, serious, about_senco), strict=False):
        happens(builder, pupil, known[pupil.pk])


def _begin(builder: SchoolBuilder, pupil: Pupil, contact: Contact, days: int, **said):
    on = builder.past(days)
    by = said.pop("by", builder.staff.senco)
    return actions.record_complaint(school=builder.school, pupil=pupil, raised_by=contact.name, raised_on=on,
                                    relation=contact.relationship, by=by, at=at(on, 15, 40), **said)  # fmt: skip


def _step(builder: SchoolBuilder, complaint, kind: str, days: int, what: str, *, by=None, **more):
    on = builder.past(days)
    return actions.record_step(complaint=complaint, kind=kind, on=on, what=what, by=by or builder.staff.senco,
                               at=at(on, 16), **more)  # fmt: skip


def settled(builder: SchoolBuilder, pupil: Pupil, contact: Contact) -> None:
    """Put right by the class teacher within a week."""
    teacher, name = builder.staff.teachers[pupil.school_class.name], pupil.first_name
    made = _begin(builder, pupil, contact, 71, handled_by=teacher, stage=Stage.TEACHER,
                  about=f"{name} was taken out of PE three times for the reading group, although we had agreed that PE stays.",
                  wants="That the group is at another time.", reply_by=builder.diary.open_on_or_after(builder.past(64)))  # fmt: skip
    _step(builder, made, StepKind.TALK, 69, "Listened, said sorry. The group moves to registration from Monday.",
          people=f"{contact.name}, {teacher.called}")  # fmt: skip
    _step(
        builder, made, StepKind.REPLY, 67, "Wrote down what was agreed and sent it home.", people=contact.name
    )
    closed = builder.past(66)
    actions.close_complaint(
        complaint=made, state=ComplaintState.RESOLVED, closed_on=closed, by=builder.staff.senco, at=at(closed, 12),
        outcome="The group is held during registration, and the family is content.",
        learnt="Groups are planned so that nobody misses PE, music or art week after week.",
    )  # fmt: skip


def serious(builder: SchoolBuilder, pupil: Pupil, contact: Contact) -> None:
    """About provision that was not given: at the head's stage, the authority asked, a meeting to come."""
    head, name = builder.staff.head, pupil.first_name
    made = _begin(builder, pupil, contact, 24, serious=True, stage=Stage.SENCO, handled_by=builder.staff.senco,
                  about=f"{name} has not had the speech and language sessions in the plan since half-term. Nobody told us.",
                  wants="The missed sessions given, and to be told at once when one does not happen.")  # fmt: skip
    _step(builder, made, StepKind.LA_CONTACTED, 23, "Rang and wrote to the disagreement resolution service of the authority.",
          people="The SEN officer of the authority")  # fmt: skip
    _step(builder, made, StepKind.TALK, 20, "Went through the sessions that were recorded. Nine of fourteen were not held.",
          people=f"{contact.name}, a supporter from SENDIASS",
          next_step="Plan when the missed sessions are given", next_by=builder.past(13))  # fmt: skip
    actions.mark_step_done(
        step=made.steps.order_by("-pk").first(), by=builder.staff.senco, at=at(builder.past(14))
    )
    up = builder.past(12)
    actions.take_up(complaint=made, stage=Stage.HEAD, on=up, by=builder.staff.senco, at=at(up, 9), handled_by=head,
                    why="The family asks for an answer from the head teacher.",
                    reply_by=builder.diary.open_on_or_after(builder.diary.today))  # fmt: skip
    _step(builder, made, StepKind.TALK, 6, "Agreed to meet with somebody from the resolution service.", by=head,
          people=contact.name, next_step="Meeting with the disagreement resolution service",
          next_by=builder.diary.choice_between(6, 10, random.Random(builder.spec.slug)))  # fmt: skip


def about_senco(builder: SchoolBuilder, pupil: Pupil, contact: Contact) -> None:
    """For the head alone: nobody else learns of it."""
    head = builder.staff.head
    made = _begin(builder, pupil, contact, 10, by=head, about_senco=True, handled_by=head,
                  about="Two letters to the SENCo about the review were not answered for six weeks.",
                  wants="An answer, and to know whom to write to next time.",
                  reply_by=builder.diary.choice_between(2, 6, random.Random(builder.spec.slug)))  # fmt: skip
    _step(builder, made, StepKind.TALK, 8, "Rang to say that it has come and that it stays with me.", by=head,
          people=contact.name)  # fmt: skip
