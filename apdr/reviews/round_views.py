"""The term's round: the year's meetings, what waits, how it stands by class."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from apdr.enums import MeetingState
from apdr.models import Receipt
from apdr.plans.present import target_line
from apdr.plans.views import find_plan, head_of
from apdr.reviews import compliance as figures
from apdr.reviews import cycle, present, queries
from apdr.reviews.forms import EvaluateForm
from apdr.reviews.given import beside_targets
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.calendar.dates import academic_year, academic_year_label
from core.ui.listing import asked_kind, draw_list, export_list, links_to
from core.ui.present import day, state
from register.models import Pupil


@require_GET
def meetings(request, school):
    """The year's review meetings: those without a record, those to come, those held; and the classes to book."""
    check_can(request.user, Permission.SEN_VIEW, request.school)
    today, klass = timezone.localdate(), request.GET.get("class", "")
    runs = can(request.user, Permission.MEETING_RUN, request.school)
    classes = queries.classes_with_plans(request.school, request.user, today)
    chosen = klass if klass in {one.reference for one in classes} else ""
    lines = queries.meetings_of_year(request.school, request.user, today, klass=chosen)
    return draw_list(
        request,
        "reviews/list.html",
        {
            "groups": groups_of(lines, request.school, today, runs=runs),
            "pills": _pills(classes, chosen, school),
            "classes": _classes_to_book(classes, school) if runs else [],
            "actions": [
                present.action_row(line, request.school, today)
                for line in queries.actions_due(request.school, request.user, today + dt.timedelta(days=365))
            ],
            "comments": len(queries.comments_waiting(request.school, request.user)),
            "comments_url": reverse("reviews:comments", args=[school]),
            "round_url": reverse("reviews:compliance", args=[school])
            if can(request.user, Permission.PROGRESS_REVIEW, request.school)
            else "",
        },
        name="review-meetings",
        title="Review meetings with parents",
        table=present.MEETINGS_AS_FILE,
    )


def _pills(classes, chosen: str, school: str) -> list[dict]:
    here = reverse("reviews:list", args=[school])
    return [{"label": "All", "url": here, "current": not chosen}] + [
        {"label": one.name, "url": f"{here}?class={one.reference}", "current": one.reference == chosen}
        for one in classes
    ]


def _classes_to_book(classes, school: str) -> list[dict]:
    return [
        {
            "name": one.name,
            "planned": one.planned,
            "url": reverse("reviews:class", args=[school, one.reference]),
        }
        for one in classes
    ]


def groups_of(lines, school, today, *, runs: bool) -> list[dict]:
    """Meetings in the order of what waits: {title, rows, folded}."""
    booked = [line for line in lines if line.state == MeetingState.BOOKED]
    past = [line for line in booked if line.on < today]
    coming = [line for line in booked if line.on >= today]
    missed = [line for line in lines if line.state == MeetingState.MISSED]
    over = [line for line in reversed(lines) if line.state in (MeetingState.HELD, MeetingState.CANCELLED)]
    named = (
        ("Was it held?", past),
        ("Coming up", coming),
        ("The parents did not come", missed),
        ("This year", over),
    )
    return [
        {
            "title": title,
            "folded": title == "This year",
            "rows": [present.line_row(line, school, today, runs=runs) for line in found],
        }
        for title, found in named
        if found
    ]


@require_GET
def compliance(request, school):
    """Whether parents are met termly and review dates are kept, by class and term."""
    check_can(request.user, Permission.PROGRESS_REVIEW, request.school)
    today = timezone.localdate()
    found = figures.compliance(request.school, request.user, today)
    books = can(request.user, Permission.MEETING_RUN, request.school)
    return render(
        request,
        "reviews/compliance.html",
        {
            "year": academic_year_label(academic_year(today)),
            "rounds": round_tables(found, request.school, may_book=books),
            "meetings": request.school.meetings_a_year,
            "list_url": reverse("reviews:list", args=[school]),
            "exports": links_to(reverse("reviews:compliance-export", args=[school]), request.GET)
            if can(request.user, Permission.REGISTER_EXPORT, request.school)
            else [],
        },
    )


SHOWN = (figures.MET, figures.PHONE, figures.PACK, figures.MISSED, figures.BOOKED, figures.NOT_YET)
KEPT = (figures.ON_TIME, figures.LATE, figures.OVERDUE, figures.TO_COME)


def round_tables(found: figures.Compliance, school, *, may_book: bool) -> list[dict]:
    """Each round, newest first: {title, span, head (figures of all), classes: list of {name, cells, children}}."""
    tables = []
    for place, one in reversed(list(enumerate(found.rounds))):
        cells = {name: row[place] for name, row in found.classes.items() if row[place].children}
        whole = figures.total(list(cells.values()))
        rows = [{"name": name, "cells": numbers(cell),
                 "children": [child_row(child, school, may_book=may_book) for child in cell.children]}
                for name, cell in cells.items()]  # fmt: skip
        tables.append({"title": one.name, "note": f"from {day(one.span.start)}", "rows": rows, "foot": numbers(whole),
                       "told": told(whole), "number": place})  # fmt: skip
    return tables


def numbers(cell: figures.Cell) -> list[int]:
    """The counts of a row of the table."""
    return [
        len(cell.children),
        *(cell.met(contact) for contact in SHOWN),
        *(cell.reviewed(how) for how in KEPT[:3]),
    ]


def told(cell: figures.Cell) -> str:
    """A round in one sentence."""
    if not cell.children:
        return "No child had a plan in force."
    parts = (("By telephone", figures.PHONE), ("Papers only", figures.PACK), ("Nothing yet", figures.NOT_YET))
    said = "".join(f" {words}: {cell.met(contact)}." for words, contact in parts)
    return f"Parents came: {cell.met(figures.MET)} of {len(cell.children)}.{said}"


def child_row(child: figures.Child, school, *, may_book: bool) -> dict:
    """One child of a round, by name."""
    books = may_book and child.contact == figures.NOT_YET
    return {
        "name": child.name, "url": reverse("overview:pupil", args=[school.slug, child.reference]),
        "state": present.contact_chip(child.contact), "on": day(child.on) if child.on else "",
        "book_url": reverse("reviews:book", args=[school.slug, child.reference]) if books else "",
        "reviews": [{"url": reverse("plans:plan", args=[school.slug, reference]), "state": present.review_chip(how)}
                    for reference, how in child.reviews],
    }  # fmt: skip


HEADINGS = ["Term", "Class", "Name", "Contact with the parents", "On", "Reviews of plans"]


@require_GET
def compliance_export(request, school):
    """The same by name, as a file; recorded."""
    check_can(request.user, Permission.REGISTER_EXPORT, request.school)
    today = timezone.localdate()
    found = figures.compliance(request.school, request.user, today)
    rows = [
        [one.name, name, child.name, present.CONTACT_WORDS[child.contact], day(child.on) if child.on else "",
         ", ".join(present.REVIEW_STATE[how][1] for _, how in child.reviews)]
        for place, one in enumerate(found.rounds) for name, cells in found.classes.items() for child in cells[place].children
    ]  # fmt: skip
    return export_list(
        request,
        name="review-meetings-by-term",
        title="review meetings by term",
        headings=HEADINGS,
        rows=rows,
        kind=asked_kind(request, "xlsx"),
        needs=Permission.REGISTER_EXPORT,
    )


@require_GET
def evaluations(request, school):
    """Cycles that wait for the SENCo's evaluation."""
    check_can(request.user, Permission.PLAN_EVALUATE, request.school)
    rows = [
        {"name": line.pupil_name, "klass": line.class_name, "cycle": line.cycle, "met": f"{line.met} of {line.targets}",
         "when": day(line.closed_on) if line.closed_on else "in review now",
         "state": state("soon", "To evaluate"), "url": reverse("reviews:evaluate", args=[school, line.reference])}
        for line in queries.to_evaluate(request.school, request.user, timezone.localdate())
    ]  # fmt: skip
    return draw_list(request, "reviews/evaluations.html", {"rows": rows}, name="to-evaluate", title="Cycles to evaluate",
                     table=present.TO_EVALUATE_AS_FILE)  # fmt: skip


def evaluate(request, school, reference):
    """The SENCo's evaluation of a cycle, beside how its targets went and what was given."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EVALUATE, found)
    form = EvaluateForm(request.POST or None, initial={"effect": found.effect, "words": found.evaluation})
    if request.method == "POST" and form.is_valid():
        try:
            cycle.evaluate_plan(plan=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "The evaluation is saved.")
            return redirect("reviews:evaluations", school)
    beside = beside_targets([found], closing_day(found))
    targets = [
        target_line(target) | {"beside": present.given_line(beside.by_target.get(target.pk))}
        for target in found.targets.all()
    ]
    return render(
        request,
        "reviews/evaluate.html",
        {
            "pupil": head_of(found),
            "form": form,
            "title": f"Evaluate cycle {found.cycle}",
            "targets": targets,
            "dose": present.dose_words(beside.all) if beside.all.planned else "",
            "expected": found.expected,
            "line": "",
            "version": None,
            "back_url": found.get_absolute_url(),
            "back_label": "Back to the plan",
            "submit_label": "Save the evaluation",
            "note": "",
        },
    )


def closing_day(plan):
    """Up to when a cycle counts: the day it was closed, or today."""
    return timezone.localdate(plan.closed_at) if plan.closed_at else timezone.localdate()


@require_GET
def comments(request, school):
    """What families wrote beside their receipts, and nobody has read yet."""
    check_can(request.user, Permission.MEETING_RUN, request.school)
    rows = [
        {
            "name": line.pupil_name,
            "klass": line.class_name,
            "who": line.who,
            "words": line.words,
            "on": day(line.on),
            "url": reverse("plans:plan", args=[school, line.plan]),
            "seen_url": reverse("reviews:comment-seen", args=[school, line.receipt]),
        }
        for line in queries.comments_waiting(request.school, request.user)
    ]
    return render(request, "reviews/comments.html", {"rows": rows})


@require_POST
def comment_seen(request, school, reference):
    """ "I have seen this"."""
    seen = Pupil.objects.filter(school=request.school).visible_to(request.user)
    found = get_object_or_404(
        Receipt.objects.select_related("plan__school"), plan__pupil__in=seen, reference=reference
    )
    check_can(request.user, Permission.MEETING_RUN, found.plan)
    try:
        cycle.see_comment(receipt=found, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, "Noted: you have read what the family wrote.")
    return (
        redirect("reviews:comments", school)
        if request.POST.get("from") == "comments"
        else redirect(found.plan)
    )
