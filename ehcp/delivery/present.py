"""Who delivers what a plan asks, who has read it, and the week of a class, as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.enums import ProvisionState
from apdr.timetable.present import duration
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.present import DueState, clock, day, day_in, state
from ehcp.delivery.copying import quantity
from ehcp.delivery.queries import Asked, Choice, Content, Giver, Outcome, Reader
from ehcp.enums import Per
from ehcp.models import EhcPlan, PlanVersion
from register.enums import Sensitivity
from register.models import Conversation

A_WEEK = {Per.DAY: 5, Per.WEEK: 1, Per.FORTNIGHT: 0.5}


def tabs(plan: EhcPlan, user, current: str) -> list[dict]:
    """The pages about one plan that the person may open, in the terms of components/tabs.html."""
    here = [plan.school.slug, plan.reference]
    pages = (
        ("sections", _("The plan"), "ehc:plan", here, Permission.EHCP_VIEW),
        ("delivery", _("Who gives what"), "ehcdelivery:delivery", here, Permission.EHCP_PROVISION_VIEW),
        ("ledger", _("Asked and given"), "ehcdelivery:ledger", here, Permission.EHCP_PROVISION_VIEW),
        (
            "log",
            _("Shown to others"),
            "ehcdelivery:log",
            [here[0], plan.pupil.reference],
            Permission.EHCP_DISCLOSE,
        ),
    )
    return [
        {"label": label, "url": reverse(name, args=args), "current": key == current}
        for key, label, name, args, permission in pages if can(user, permission, plan)
    ]  # fmt: skip


def version_line(version: PlanVersion) -> str:
    """ "Amended final plan of Mon 12 Oct 2026"."""
    return _("%(kind)s of %(day)s") % {"kind": version.get_kind_display(), "day": day(version.issued_on)}


def asks(one: Asked) -> str:
    """ "30 minutes, 3 times a week, by a speech and language therapist"."""
    by = _("by %(who)s") % {"who": one.who} if one.who else ""
    return ", ".join(part for part in (quantity(one.minutes, one.times, one.per), by) if part)


def times_told(giver: Giver) -> str:
    """ "Mon 9.00 am and Wed 9.00 am, 20 minutes"; "" without a weekly time."""
    if not giver.times:
        return ""
    lengths = {minutes for _weekday, _at, minutes in giver.times}
    each = [
        f"{WEEKDAYS_ABBR[weekday - 1]} {clock(at)}" + ("" if len(lengths) == 1 else f" ({minutes} min)")
        for weekday, at, minutes in giver.times
    ]
    listed = (
        each[0]
        if len(each) == 1
        else _("%(some)s and %(last)s") % {"some": ", ".join(each[:-1]), "last": each[-1]}
    )
    return f"{listed}, {duration(lengths.pop())}" if len(lengths) == 1 else listed


def giver_state(giver: Giver, today: dt.date) -> str:
    """What stands beside a provision that does not run today; "" for one that does."""
    if giver.end < giver.start:
        return _("the child is not in it any more")
    if giver.state == ProvisionState.PLANNED:
        return _("planned, not started")
    if giver.start > today:
        return _("starts %(day)s") % {"day": day_in(giver.start, today)}
    return "" if giver.gives_on(today) else _("ended %(day)s") % {"day": day(giver.end)}


def timetabled(one: Asked, today: dt.date) -> str:
    """What the weekly times lack of what is asked, in words; "" where they hold enough or it is not asked by the week."""
    if not (one.minutes and one.times and one.per in A_WEEK):
        return ""
    asked = one.minutes * one.times * A_WEEK[Per(one.per)]
    stands = sum(minutes for giver in one.givers if giver.gives_on(today) for _d, _at, minutes in giver.times)
    if stands >= asked or not any(giver.gives_on(today) for giver in one.givers):
        return ""
    return _("The timetable holds %(stands)s of %(asked)s a week") % {
        "stands": duration(stands),
        "asked": duration(int(asked)),
    }


def line_state(one: Asked, today: dt.date) -> DueState:
    """Whether something gives the line today, with its shape and word."""
    if any(giver.gives_on(today) for giver in one.givers):
        short = timetabled(one, today)
        return state("soon", _("Less than asked")) if short else state("done", _("Given"))
    if any(giver.comes_after(today) for giver in one.givers):
        return state("soon", _("Not started"))
    if one.givers:
        return state("late", _("Nobody gives it now"))
    return state("due", _("Given, not counted")) if one.here else state("late", _("Nobody gives it"))


def asked_row(one: Asked, slug: str, today: dt.date, *, may: bool, plans: bool) -> dict:
    """One line of Section F in the terms of ehcdelivery/_asked.html."""
    return {
        "number": f"F{one.number}", "text": one.text, "state": line_state(one, today), "here": one.here,
        "asks": asks(one), "vague": not quantity(one.minutes, one.times, one.per), "lacks": timetabled(one, today),
        "serves": ", ".join(f"E{number}" for number in one.outcomes),
        "givers": [{"title": giver.title, "url": reverse("provision:provision", args=[slug, giver.reference]),
                    "line": ", ".join(part for part in (*giver.adults, times_told(giver)) if part),
                    "note": giver_state(giver, today)} for giver in one.givers],
        "settled": line_state(one, today).key == "done",
        "link_url": reverse("ehcdelivery:link", args=[slug, one.reference]) if may else "",
        "start_url": reverse("ehcdelivery:start", args=[slug, one.reference]) if may and plans else "",
    }  # fmt: skip


def outcome_rows(found: list[Outcome]) -> list[dict]:
    """Outcomes of Section E: number, text, by when."""
    return [{"number": f"E{one.number}", "text": one.text, "by": one.by_when} for one in found]


def reader_rows(found: list[Reader]) -> list[dict]:
    """Who has read the version, with the day."""
    return [
        {"name": one.name, "state": state("done", _("Read %(day)s") % {"day": day(timezone.localdate(one.read_at))})
         if one.read_at else state("soon", _("Not yet"))}
        for one in found
    ]  # fmt: skip


def bare_words(content: Content, today: dt.date) -> str:
    """How many lines nobody gives, loudly; "" where every line is given."""
    bare = [one for one in content.asked if line_state(one, today).key == "late"]
    if not bare:
        return ""
    listed = ", ".join(f"F{one.number}" for one in bare)
    return ngettext(
        "Nobody gives %(listed)s: the plan asks for it and the child must have it.",
        "Nobody gives %(count)d lines of Section F (%(listed)s): the plan asks for them and the child must have them.",
        len(bare),
    ) % {"count": len(bare), "listed": listed}  # fmt: skip


def talk_told(talk: Conversation | None, user) -> dict | None:
    """The talk about the plan: when, with whom, what was said; nothing where the person may not read it."""
    if talk is None:
        return None
    if talk.sensitivity == Sensitivity.RESTRICTED and talk.school_id not in user.restricted_school_ids:
        return None
    return {"when": day(talk.on), "who": talk.people, "about": talk.about, "next": talk.next_step}


def delivery_page(
    plan: EhcPlan,
    version: PlanVersion,
    content: Content,
    readers: list[Reader],
    user,
    today: dt.date,
    before: bool,
) -> dict:
    """The context of ehcdelivery/delivery.html. `before` says whether there is a version from which to take over."""
    slug, here = plan.school.slug, [plan.school.slug, plan.reference]
    may, plans = can(user, Permission.EHCP_EDIT, plan), can(user, Permission.PROVISION_EDIT, plan.school)
    mine = next((one for one in readers if one.user == user.pk), None)
    bare = any(not one.givers and not one.here for one in content.asked)
    whole = can(user, Permission.EHCP_VIEW, plan)
    return {
        "line": version_line(version), "bare": "" if plan.ceased_on else bare_words(content, today),
        "outcomes": outcome_rows(content.outcomes),
        "asked": [asked_row(one, slug, today, may=may, plans=plans) for one in content.asked],
        "readers": reader_rows(readers if may else [mine] if mine else []),
        "talk": talk_told(version.talk, user) if whole else None,
        "talk_url": reverse("ehcdelivery:talk", args=here) if may else "", "shows_talk": whole,
        "confirm_url": _confirm_url(plan, mine, user), "confirm_note": _confirm_note(mine),
        "carry_url": reverse("ehcdelivery:carry", args=here) if may and before and bare else "",
        "original_url": original_url(plan, version, user),
        "disclose_url": reverse("ehcdelivery:disclose", args=here) if can(user, Permission.EHCP_DISCLOSE, plan) else "",
    }  # fmt: skip


def _confirm_url(plan: EhcPlan, mine: Reader | None, user) -> str:
    unread = mine is not None and mine.read_at is None and plan.ceased_on is None
    wanted = unread and can(user, Permission.EHCP_READ_CONFIRM, plan)
    return reverse("ehcdelivery:read", args=[plan.school.slug, plan.reference]) if wanted else ""


def _confirm_note(mine: Reader | None) -> str:
    if mine is None or mine.read_at is None:
        return ""
    return _("You read it on %(day)s.") % {"day": day(timezone.localdate(mine.read_at))}


def original_url(plan: EhcPlan, version: PlanVersion, user) -> str:
    """Where the authority's document opens on the screen; "" where there is none or the person may not."""
    if version.document_id is None or not can(user, Permission.EHCP_VIEW, plan):
        return ""
    if plan.school_id not in user.restricted_school_ids:
        return ""
    return reverse("ehcdelivery:original", args=[plan.school.slug, version.reference])


def choice_told(today: dt.date):
    """A function that tells a provision that can be chosen: "Robins, until Fri 18 Dec 2026"."""

    def told(one: Choice) -> str:
        until = _("until %(day)s") % {"day": day(one.end)}
        notes = [str(ProvisionState(one.state).label).lower() if one.state != ProvisionState.RUNNING else ""]
        notes += [_("it ended") if one.end < today and one.state == ProvisionState.RUNNING else ""]
        notes += [_("gives F%(n)d already") % {"n": one.of} if one.of else ""]
        return ", ".join(part for part in (one.title, until, *notes) if part)

    return told


# The class's week


def week_card(
    plan: EhcPlan, version: PlanVersion, content: Content, read: bool, teaches: bool, user, today: dt.date
) -> dict:
    """What one plan asks this week, in the terms of ehcdelivery/_week_card.html."""
    slug, here = plan.school.slug, [plan.school.slug, plan.reference]
    wanted = teaches and not read and can(user, Permission.EHCP_READ_CONFIRM, plan)
    return {
        "name": plan.pupil.name, "klass": plan.pupil.class_name, "url": reverse("ehcdelivery:delivery", args=here),
        "line": version_line(version), "outcomes": outcome_rows(content.outcomes),
        "asked": [asked_row(one, slug, today, may=False, plans=False) for one in content.asked],
        "confirm_url": reverse("ehcdelivery:read", args=here) if wanted else "",
        "state": state("done", _("You have read it")) if read else state("soon", _("Not yet read")) if wanted else None,
    }  # fmt: skip


def class_pills(known: dict[str, str], chosen: str, here: str) -> list[dict]:
    """The classes to choose from, by reference; none where there is no choice."""
    if len(known) < 2:
        return []
    every = {"label": _("All"), "url": f"{here}?class=all", "current": chosen == "all"}
    return [
        every,
        *(
            {"label": name, "url": f"{here}?class={ref}", "current": ref == chosen}
            for ref, name in known.items()
        ),
    ]


def week_line(cards: list[dict], today: dt.date) -> str:
    """ "3 EHC plans, week of Mon 16 Nov 2026"."""
    monday = today - dt.timedelta(days=today.weekday())
    told = ngettext("%(n)d EHC plan", "%(n)d EHC plans", len(cards)) % {"n": len(cards)}
    return _("%(told)s, week of %(monday)s") % {"told": told, "monday": day(monday)}


def week_bare(cards: list[dict]) -> str:
    """Of whom something is asked that nobody gives; "" where all is given."""
    names = [card["name"] for card in cards if any(row["state"].key == "late" for row in card["asked"])]
    return (
        _("Nobody gives some of what the plan asks for: %(names)s.") % {"names": ", ".join(names)}
        if names
        else ""
    )


def talk_rows(talks: list[Conversation]) -> list[dict]:
    """Conversations to choose from."""
    return [
        {"ref": one.reference, "when": day(one.on), "who": one.people, "about": one.about[:120]}
        for one in talks
    ]
