"""What families read: their child, and the plans that the school has shared, in plain words."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.families.present import link_for
from agencies.families.queries import standing_of
from apdr.models import Plan, Receipt
from apdr.plans.actions import confirm_receipt
from apdr.plans.present import target_line
from apdr.plans.queries import plan_in_sight_of_family, plans_in_sight_of_family, receipts_of
from apdr.yearly import present as yearly
from core.documents.models import IssueState
from core.schools.models import School
from core.ui.present import DueState, day, lines
from ehcp.families.present import home_entries
from ehcp.families.queries import standing_of as ehc_standing
from overview.family_due import asked_of
from overview.family_reads import help_now, next_meetings, shared_plans, standing_plans
from overview.family_words import help_line, meeting_words, plan_name, senco_words
from overview.queries import children_of
from register.enums import DocumentKind
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
    meetings, helped = next_meetings(own, today), help_now(own, today)
    outside, ehc = standing_of(own, user, today), ehc_standing(own, user, today)
    asked = asked_of(school, user, today) if own else {}
    children = [
        _child(child, plans.get(child.pk), slips, teachers.get(child.school_class_id, []), meetings.get(child.pk), today)
        | _papers(letters.get(child.pk, []), documents.get(child.pk, []), child.school)
        | {"helps": [help_line(one, child) for one in helped.get(child.pk, [])],
           "outside": link_for(child, outside.get(child.pk)), "ehc": home_entries(child, ehc.get(child.pk), today),
           "asked": asked.get(child.reference, [])}
        for child in own
    ]  # fmt: skip
    school = own[0].school if own else school
    line = ", ".join(part for part in (school.phone, school.email) if part)
    return {"children": children,
            "questions": {"name": _("The class teacher, or the %(senco)s") % {"senco": senco_words(school)},
                                                "line": line}}  # fmt: skip


def _child(
    child: Pupil, plan: Plan | None, slips: dict[int, Receipt], names: list[str], meeting, today: dt.date
) -> dict:
    receipt, teachers = slips.get(plan.pk) if plan else None, ", ".join(names)
    read = bool(receipt and receipt.confirmed_at)
    state = (
        DueState("done", "check-circle-fill", _("Read by you"))
        if read
        else DueState("soon", "clock-fill", _("Waiting for you"))
    )
    here = [child.school.slug, child.reference]
    return {
        "name": child.first_name, "klass": child.class_name, "line": teachers,
        "meeting": meeting_words(meeting, plan, teachers, today),
        "concern_url": reverse("concerns:raise", args=here),
        "home": {"url": reverse("overview:family-home", args=here),
                 "label": _("How you can help %(name)s at home") % {"name": child.first_name}}
        if plan and plan.home.strip() else None,
        "plan": {"url": reverse("overview:family-plan", args=here), "state": state,
                 "label": _("Read %(name)s’s plan") % {"name": child.first_name}} if plan else None,
    }  # fmt: skip


def _papers(letters: list[Letter], documents: list[PupilDocument], school: School) -> dict:
    """What else has been shared with the family: letters to this parent, reports on the year, and other documents of
    the child's file."""
    reports = [document for document in documents if document.kind == DocumentKind.YEAR_REPORT]
    return {
        "reports": [yearly.family_line(document, school.slug) for document in reports],
        "letters": [family_line(letter, school) for letter in letters],
        "documents": [
            {"label": document.title, "url": reverse("file:document", args=[school.slug, document.reference]),
             "line": f"{day(timezone.localdate(document.filed_at))}, {size(bytes_of(document).size)}"}
            for document in documents if document not in reports
        ],
    }  # fmt: skip


def family_plan_page(child: Pupil, user, today: dt.date, reference: str = "") -> dict | None:
    """A shared plan in plain words, the standing one or that of `reference`; None when there is none such."""
    plans = shared_plans(child)
    plan = next(
        (p for p in plans if p.reference == reference or (not reference and p in standing_plans(plans)[:1])),
        None,
    )
    if plan is None:
        return None
    receipt = receipt_for(child, user, plan)
    teachers = ", ".join(teachers_of(child)) or _("the class teacher")
    targets = [target_line(target, family=True) for target in plan.targets.all()]
    does = lines(plan.every_lesson) + [strategy for target in targets for strategy in target["strategies"]]
    standing = plan in standing_plans(plans) and not plan.closed_at
    meeting = next_meetings([child], today).get(child.pk) if standing else None
    words = meeting_words(meeting, plan, teachers, today) if standing else ""
    return {
        "title": _("%(name)s’s plan") % {"name": child.first_name}, "first_name": child.first_name,
        "line": _plan_line(plan, teachers), "meeting": {"words": words, "cannot_url": ""} if words else None,
        "working_on": [{"title": t["title"], "note": t["measure"], "state": t["state"], "outcome": t["outcome"]}
                       for t in targets],
        "past": bool(plan.closed_at), "school_does": does, "home": lines(plan.home), "pdf": _pdf(plan, child),
        "helps": [help_line(one, child) for one in help_now([child], today).get(child.pk, [])] if standing else [],
        "home_url": reverse("overview:family-home", args=[child.school.slug, child.reference]) if standing else "",
        "you_say": plan.parent_view, "child_says": plan.pupil_voice,
        "comments": [_comment(r) for r in receipts_of(plan) if r.comment and r.contact.user_id == user.pk],
        "others": [_other(p, child) for p in plans if p != plan], **_answers(plan, child, receipt),
    }  # fmt: skip


def _plan_line(plan: Plan, teachers: str) -> str:
    if plan.closed_at:
        return _("%(plan)s. It was reviewed on %(day)s.") % {
            "plan": plan_name(plan), "day": day(timezone.localdate(plan.closed_at))}  # fmt: skip
    return _("This plan was made with %(who)s.") % {"who": teachers}


def _answers(plan: Plan, child: Pupil, receipt: Receipt | None) -> dict:
    """Where the parent says that the plan was read, and anything else."""
    comment = (
        reverse("overview:family-comment", args=[child.school.slug, child.reference])
        + f"?plan={plan.reference}"
    )
    read = receipt and receipt.confirmed_at
    told = (
        _("You read this plan on %(day)s.") % {"day": day(timezone.localdate(receipt.confirmed_at))}
        if read
        else ""
    )
    return {
        "comment_url": comment if receipt and not plan.closed_at else "", "confirmed": told,
        "confirm_url": comment if receipt and not read and not plan.closed_at else "",
    }  # fmt: skip


def _comment(receipt: Receipt) -> dict:
    """What the parent wrote, and whether the school has read it."""
    seen = receipt.comment_seen_at
    told = (
        _("The school read this on %(day)s.") % {"day": day(timezone.localdate(seen))}
        if seen
        else _("Sent to the school.")
    )
    return {
        "who": receipt.confirmed_name or receipt.contact.name,
        "when": "",
        "text": receipt.comment,
        "seen": told,
    }


def _other(plan: Plan, child: Pupil) -> dict:
    """Another plan that was shared: earlier, or of another area of need."""
    url = reverse("overview:family-earlier", args=[child.school.slug, child.reference, plan.reference])
    till = (
        _("reviewed %(day)s") % {"day": day(timezone.localdate(plan.closed_at))}
        if plan.closed_at
        else _("in use now")
    )
    return {"label": plan_name(plan), "url": url, "line": till, "pdf": _pdf(plan, child)}


def family_year_page(child: Pupil, document: PupilDocument) -> dict:
    """A report on the year that was given to the family, as it was issued."""
    snapshot = document.issued.snapshot
    told, report = snapshot["pupil"], snapshot["report"]
    return {
        "title": report["title"], "report": report, "told": told, "pdf": yearly.pdf_of(document),
        "line": ", ".join(part for part in (told["name"], told["class_name"], told["teacher"]) if part),
        "questions": _("To talk about it, ask %(who)s.") % {"who": ", ".join(teachers_of(child)) or _("the class teacher")},
    }  # fmt: skip


def family_home_page(child: Pupil, today: dt.date) -> dict | None:
    """How the family can help at home, from the plans that stand; None when no plan has been shared."""
    plans = standing_plans(shared_plans(child))
    if not plans:
        return None
    return {
        "title": _("How you can help %(name)s at home") % {"name": child.first_name}, "first_name": child.first_name,
        "home": [line for plan in plans for line in lines(plan.home)],
        "working_on": [
            {"title": t["title"], "note": t["measure"], "state": t["state"]}
            for plan in plans for t in (target_line(target, family=True) for target in plan.targets.all())
        ],
        "ask": ", ".join(teachers_of(child)) or _("the class teacher"),
        "back_url": reverse("overview:family-plan", args=[child.school.slug, child.reference]),
        "back_label": _("%(name)s’s plan") % {"name": child.first_name},
    }  # fmt: skip


def _pdf(plan: Plan, child: Pupil) -> dict | None:
    document = plan.document
    if document is None or not document.for_family or document.issued.state != IssueState.READY:
        return None
    kept = document.issued.file.size // 1024 + 1
    label = _("Download the plan (PDF, %(size)s KB)") % {"size": kept}
    return {"url": reverse("file:document", args=[child.school.slug, document.reference]), "label": label}
