"""What a review's page says before anything is sent, and for good: who cannot be reached, who is left out and why, what
falls in a holiday, what was short. Pure: drawn from what was read."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.schools.labels import inside
from core.ui.present import day
from ehcp.annual.consequences import follow, holidays, law_of
from ehcp.annual.ground import reachable
from ehcp.annual.people import ADVOCATES
from ehcp.annual.queries import ReviewPage
from ehcp.clock import UnlikelyDates
from ehcp.enums import BEFORE_MEETING, STATUTORY, InviteeRole, ReviewKind, Served

R = InviteeRole
GUIDANCE = "A review of a child under five, beside the annual one, is guidance (Code of practice 9.178)."


def warning(key: str, title: str, words: str, *buttons: dict) -> dict:
    """One warning, for annual/_warnings.html."""
    return {"key": key, "title": title, "words": words, "buttons": list(buttons)}


def button(label: str, url: str, about: str = "", *, post: bool = False) -> dict:
    return {"label": label, "url": url, "about": about, "post": post}


def warnings_of(page: ReviewPage, *, today: dt.date, may_run: bool) -> list[dict]:
    """Everything to think of, the gravest first. `may_run` offers what puts it right."""
    review = page.review
    before = review.state in BEFORE_MEETING
    found = [*_of_leaver(review), *_left_out(review), *_moved(review)]
    if review.kind == ReviewKind.UNDER_FIVE:
        found.append(warning("soon", _("No rule on notice or advice holds here."), _(GUIDANCE)))
    if before:
        found += [
            *_unreachable(page, may_run),
            *_not_asked(page, may_run),
            *_of_dates(page, today),
            *_advocates(page, may_run),
        ]
        found += _of_papers(page)
    return sorted(found, key=lambda one: one["key"] != "late")


def _of_leaver(review) -> list[dict]:
    if not review.pupil.left_on:
        return []
    told = {"name": review.pupil.first_name, "day": day(review.pupil.left_on)}
    words = _(
        "It can be read, called off or closed. The new school or the local authority goes on with the review."
    )
    return [warning("late", _("%(name)s left on %(day)s.") % told, words)]


def _left_out(review) -> list[dict]:
    return [
        warning("soon", _("The %(role)s is not invited.") % {"role": _lower(role)}, _("Because: %(why)s") % {"why": why})
        for role, why in review.left_out.items()
    ]  # fmt: skip


def _lower(role: str) -> str:
    """A role inside a sentence: "local authority SEN officer"."""
    return inside(str(R(role).label))


def _moved(review) -> list[dict]:
    if not review.moved_why:
        return []
    return [warning("soon", _("The meeting was moved."), _("Because: %(why)s") % {"why": review.moved_why})]


def _unreachable(page: ReviewPage, may_run: bool) -> list[dict]:
    slug, found = page.review.school.slug, []
    for one in page.people:
        if reachable(one):
            continue
        add = (
            [button(_("Add"), reverse("annual:change", args=[slug, one.reference]), one.name)]
            if may_run
            else []
        )
        if one.role == R.PARENT:
            found.append(warning("late", _("There is no contact of the parents."), _(
                "The law names them first among those to invite, and they decide much of what follows."), *add))  # fmt: skip
        else:
            law = (
                _("The law names them among those to invite.")
                if one.role in STATUTORY
                else _("Notice cannot reach them.")
            )
            who = (
                _("the %(post)s") % {"post": inside(one.name)}
                if one.name == str(one.get_role_display())
                else one.name
            )
            found.append(warning("soon", _("No address for %(who)s.") % {"who": who}, law, *add))
    return found


def _not_asked(page: ReviewPage, may_run: bool) -> list[dict]:
    review = page.review
    if review.kind == ReviewKind.UNDER_FIVE:
        return []
    here, there = [review.school.slug, review.reference], {one.role for one in page.people}
    found = []
    for role in STATUTORY:
        if role in there or role in review.left_out:
            continue
        add = button(_("Invite"), reverse("annual:invite", args=here) + f"?role={role}", _lower(role))
        why = button(_("Say why not"), reverse("annual:leave-out", args=[*here, role]), _lower(role))
        title = _("The %(role)s is not on the list.") % {"role": _lower(role)}
        found.append(
            warning(
                "late",
                title,
                _("The law names them among those to invite."),
                *([add, why] if may_run else []),
            )
        )
    if review.pupil.looked_after and R.VIRTUAL_HEAD not in there:
        add = button(
            _("Invite"),
            reverse("annual:invite", args=here) + f"?role={R.VIRTUAL_HEAD}",
            _lower(R.VIRTUAL_HEAD),
        )
        found.append(warning("soon", _("The Virtual School is not on the list."), _(
            "%(name)s is looked after.") % {"name": review.pupil.first_name}, *([add] if may_run else [])))  # fmt: skip
    return found


def _of_dates(page: ReviewPage, today: dt.date) -> list[dict]:
    """What the day implies: as when it was set, but for what each who has notice already tells."""
    review, ground = page.review, page.ground
    try:
        implied = follow(ground.facts, today=today, days=ground.days, kind=review.kind, pep_on=review.pep_on,
                         clear_weeks=review.school.notice_clear_weeks, authority=review.plan.authority.name)  # fmt: skip
        law = law_of(ground.facts, today=today, days=ground.days, clear_weeks=False)
    except UnlikelyDates as wrong:
        return [warning("late", _("These dates cannot all be right."), str(wrong))]
    told = page.serving[Served.NOTICE].missing == ()
    missing_terms = _("Later terms are missing.")
    skip = {_("It is too late for two weeks’ notice.")} if told else set()
    if told and page.serving[Served.NOTICE].on:
        skip |= (
            {one.title for one in holidays({"notice_by": law["notice_by"]}, ground.days, "")}
            if "notice_by" in law
            else set()
        )
    return [
        warning(one.key, one.title, one.words)
        for one in implied.cautions
        if one.title not in skip | {missing_terms}
    ]


def _advocates(page: ReviewPage, may_run: bool) -> list[dict]:
    review, there = page.review, {one.role for one in page.people}
    found = []
    for advocate, role in ADVOCATES.items():
        wants = [one.name for one in page.people if one.role == role and one.wants_advocate]
        if wants and advocate not in there:
            url = reverse("annual:advocate", args=[review.school.slug, review.reference, advocate])
            add = [button(_("Add an advocate"), url, ", ".join(wants), post=True)] if may_run else []
            found.append(warning("soon", _("%(who)s would like an advocate.") % {"who": ", ".join(wants)}, _(
                "Nobody is on the list for it yet."), *add))  # fmt: skip
        named = next((one for one in page.people if one.role == advocate), None)
        if named is not None and named.name == str(R(advocate).label) and reachable(named):
            found.append(warning("soon", _("The %(role)s has no name yet.") % {"role": _lower(advocate)}, ""))
    return found


def _of_papers(page: ReviewPage) -> list[dict]:
    """Advice that came after the papers were made."""
    pack = page.review.pack
    if pack is None:
        return []
    made = pack.filed_at.date()
    later = [one.name for one in page.people if one.advice_on and one.advice_on > made]
    if not later:
        return []
    words = ngettext("%(who)s has sent advice since. Make them again.", "%(who)s have sent advice since. Make them again.",
                     len(later)) % {"who": ", ".join(later)}  # fmt: skip
    return [warning("soon", _("The papers of %(day)s are not complete.") % {"day": day(made)}, words)]
