"""What families read: their child, and the plan that the school has shared, in plain words."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.models import Plan, Receipt
from apdr.plans.actions import confirm_receipt
from apdr.plans.present import target_line
from apdr.plans.queries import plan_in_sight_of_family, plans_in_sight_of_family, receipts_of
from core.documents.models import IssueState
from core.schools.models import School
from core.ui.present import DueState, day, day_in, lines
from overview.queries import children_of
from register.file.present import bytes_of, size
from register.file.queries import family_documents
from register.letters.present import family_line
from register.letters.queries import letters_to_family
from register.models import Letter, Pupil, PupilDocument
from register.queries import teachers_by_class, teachers_of


def receipt_for(child: Pupil, user, plan: Plan | None = None) -> Receipt | None:
    """The slip of the newest shared plan (`plan`, where it is known already) that went to this parent."""
    plan = plan or plan_in_sight_of_family(child)
    return (
        Receipt.objects.filter(plan=plan, contact__user=user).select_related("plan").first() if plan else None
    )


def confirm(receipt: Receipt, user, at: dt.datetime, comment: str = "") -> Receipt:
    """The parent has read the plan, under their own name."""
    return confirm_receipt(receipt=receipt, name=user.name, by=user, at=at, comment=comment)


def family_page(school: School, user, today: dt.date) -> dict:
    """A parent's first page: each child with the plan that is shared."""
    own = children_of(school, user)
    plans, teachers = plans_in_sight_of_family(own), teachers_by_class(own)
    slips = {
        slip.plan_id: slip for slip in Receipt.objects.filter(plan__in=plans.values(), contact__user=user)
    }
    letters, documents = letters_to_family(own, user), family_documents(own, user)
    children = [
        _child(child, plans.get(child.pk), slips, teachers.get(child.school_class_id, []), today)
        | _papers(letters.get(child.pk, []), documents.get(child.pk, []), child.school)
        for child in own
    ]
    school = own[0].school if own else school
    line = ", ".join(part for part in (school.phone, school.email) if part)
    return {"children": children,
            "questions": {"name": _("The class teacher, or the %(senco)s") % {"senco": school.label("senco")},
                                                "line": line}}  # fmt: skip


def _child(
    child: Pupil, plan: Plan | None, slips: dict[int, Receipt], names: list[str], today: dt.date
) -> dict:
    receipt, teachers = slips.get(plan.pk) if plan else None, ", ".join(names)
    read = bool(receipt and receipt.confirmed_at)
    state = (
        DueState("done", "check-circle-fill", _("Read by you"))
        if read
        else DueState("soon", "clock-fill", _("Waiting for you"))
    )
    meeting = (
        _("%(day)s, with %(who)s")
        % {"day": day_in(plan.review_on, today), "who": teachers or _("the class teacher")}
        if plan and plan.review_on and plan.review_on >= today
        else ""
    )
    return {
        "name": child.first_name, "klass": child.class_name, "line": teachers,
        "meeting": meeting, "concern_url": reverse("concerns:raise", args=[child.school.slug, child.reference]),
        "plan": {"url": reverse("overview:family-plan", args=[child.school.slug, child.reference]), "state": state,
                 "label": _("Read %(name)s’s plan") % {"name": child.first_name}} if plan else None,
    }  # fmt: skip


def _papers(letters: list[Letter], documents: list[PupilDocument], school: School) -> dict:
    """What else has been shared with the family: letters to this parent, and documents of the child's file."""
    return {
        "letters": [family_line(letter, school) for letter in letters],
        "documents": [
            {"label": document.title, "url": reverse("file:document", args=[school.slug, document.reference]),
             "line": f"{day(timezone.localdate(document.filed_at))}, {size(bytes_of(document).size)}"}
            for document in documents
        ],
    }  # fmt: skip


def family_plan_page(child: Pupil, user, today: dt.date) -> dict | None:
    """The shared plan in plain words; None when nothing has been shared."""
    plan = plan_in_sight_of_family(child)
    if plan is None:
        return None
    receipt = receipt_for(child, user, plan)
    here = reverse("overview:family-comment", args=[child.school.slug, child.reference])
    teachers = ", ".join(teachers_of(child)) or _("the class teacher")
    read = receipt and receipt.confirmed_at
    targets = [target_line(target, family=True) for target in plan.targets.all()]
    does = lines(plan.every_lesson) + [strategy for target in targets for strategy in target["strategies"]]
    return {
        "title": _("%(name)s’s plan") % {"name": child.first_name},
        "line": _("This plan was made with %(who)s.") % {"who": teachers}, "first_name": child.first_name,
        "meeting": _meeting(plan, teachers, today),
        "working_on": [{"title": t["title"], "note": t["measure"], "state": t["state"]} for t in targets],
        "school_does": does, "home": lines(plan.home), "pdf": _pdf(plan, child),
        "comments": [{"who": r.confirmed_name or r.contact.name, "when": "", "text": r.comment} for r in receipts_of(plan)
                     if r.comment and r.contact.user_id == user.pk],
        "comment_url": here if receipt else "", "confirm_url": here if receipt and not read else "",
        "confirmed": _("You read this plan on %(day)s.") % {"day": day(timezone.localdate(receipt.confirmed_at))}
        if read else "",
    }  # fmt: skip


def _pdf(plan: Plan, child: Pupil) -> dict | None:
    document = plan.document
    if document is None or document.issued.state != IssueState.READY:
        return None
    size = document.issued.file.size // 1024 + 1
    label = _("Download the plan (PDF, %(size)s KB)") % {"size": size}
    return {"url": reverse("file:document", args=[child.school.slug, document.reference]), "label": label}


def _meeting(plan: Plan, teachers: str, today: dt.date) -> dict | None:
    if plan.review_on is None or plan.review_on < today:
        return None
    return {"words": f"{day_in(plan.review_on, today)}, {teachers}", "cannot_url": ""}
