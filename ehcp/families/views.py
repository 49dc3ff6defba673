"""Pages of parents about their own child's EHC plan and annual review. Another's child, or what they were not told of, is
404."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.families.queries import own_child
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.editing import version_in
from ehcp.annual.prompts import prompts_for
from ehcp.enums import InviteeRole
from ehcp.facts import clock_of
from ehcp.families import actions, present, queries
from ehcp.families.forms import ViewsForm, views_initial
from ehcp.rules.queries import sendiass_lines
from ehcp.sections.queries import contents_of
from register.edits import tell_refused
from register.file.present import bytes_of
from register.file.serving import serve
from register.models import Pupil


def find_child(request, reference: str) -> Pupil:
    """The person's own child of that reference. Raises Http404; Denied for other roles."""
    check_can(request.user, Permission.FAMILY_VIEW, request.school)
    child = own_child(request.school, request.user, reference)
    if child is None:
        raise Http404
    return child


def find_review(request, child: Pupil) -> queries.FamilyReview:
    """The child's review as the parent may see it. Raises Http404 where there is none."""
    held = queries.family_review(child, request.user)
    if held is None:
        raise Http404
    return held


def _opened(request, child: Pupil, what: str) -> None:
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT, what=what,
                   subject=child.reference)  # fmt: skip


@require_GET
def plan(request, school, reference):
    """The child's EHC plan in plain words, and the assessment where one goes on."""
    child, today = find_child(request, reference), timezone.localdate()
    held = queries.plan_of(child)
    assessing = queries.assessment_of(child, today, has_plan=held is not None and held.in_force)
    if held is None and assessing is None:
        raise Http404
    version, document = queries.plan_paper(held) if held else (None, None)
    law = clock_of(held, today=today, next_one=True) if held and not held.ceased_on else []
    contact = sendiass_lines(request.school)
    _opened(request, child, "EHC plan, as the family reads it")
    return render(request, "ehcfamily/plan.html", {
        "name": child.first_name, "questions": present.whom_to_ask(child.school),
        "title": _("%(name)s’s EHC plan") % {"name": child.first_name} if held
        else _("%(name)s’s EHC needs assessment") % {"name": child.first_name},
        "review_url": reverse("ehcfamily:review", args=[school, reference]) if queries.review_of(child) else "",
        **present.plan_page(child, held, version, contents_of(version) if version else None, document, law, today, contact),
        **present.assessment_part(assessing, contact),
    })  # fmt: skip


@require_GET
def review(request, school, reference):
    """The child's annual review: what is next, who comes, what happens when, the papers, the rights."""
    child = find_child(request, reference)
    held = find_review(request, child)
    _opened(request, child, "annual review, as the family reads it")
    page = present.review_page(
        child, held, queries.people_of(held.review), timezone.localdate(), sendiass_lines(request.school)
    )
    return render(request, "ehcfamily/review.html", page)


@require_GET
def paper(request, school, reference, what):
    """The bytes of a paper that was given to the parent. Opening it is recorded."""
    child = find_child(request, reference)
    if what == "plan":
        held = queries.plan_of(child)
        document = queries.plan_paper(held)[1] if held else None
    else:
        document = queries.papers_of(find_review(request, child)).get(what)
    if document is None:
        raise Http404
    _opened(request, child, f"{document.get_kind_display()}, as the family reads it"[:120])
    return serve(
        bytes_of(document),
        name=f"{what.capitalize()} {child.reference}",
        inline=request.GET.get("inline") == "1",
    )


def views(request, school, reference):
    """What the parent and the child think before the review, and whether they come."""
    child = find_child(request, reference)
    place = find_review(request, child).place
    if place is None:
        raise Http404
    child_row = actions.child_place(place)
    form = ViewsForm(request.POST or None, request.FILES or None, place=place,
                     initial=views_initial(place, child_row, request.user.name))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_views(
                place=place, version=version_in(request.POST), by=request.user, at=now(), **form.cleaned_data
            )
        except Denied as denied:
            tell_refused(form, place, denied)
        else:
            messages.success(request, _("Thank you. The school has it, and it stands first at the meeting."))
            return redirect("ehcfamily:review", school, reference)
    name = {"name": child.first_name}
    return render(request, "ehcfamily/views.html", {
        "form": form, "title": _("What you and %(name)s think") % name, "submit_label": _("Send it to the school"),
        "line": _("There are no wrong answers. You can change it until the report is written."),
        "prompts": prompts_for(InviteeRole.PARENT), "version": place.version,
        "note": _("What you typed is kept.") + (_(" Choose the file again.") if form.files else "") if form.errors else "",
        "back_url": reverse("ehcfamily:review", args=[school, reference]),
        "back_label": _("%(name)s’s annual review") % name,
    })  # fmt: skip
