"""Costs as finished strings. Money is pence in, "£1,234" out."""

from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.costs import Cost, pence, pounds
from apdr.delivery import Shared
from apdr.enums import FundState, Missed, Wave
from apdr.money.queries import PENDING, FundingRow, Hours, Line, PupilCost, PupilRow, SchoolCosts, Total
from apdr.spans import Chosen
from core.calendar.dates import Span
from core.schools.models import School
from core.ui.present import DueState, day, state
from register.models import Pupil

NEAR = Fraction(8, 10)  # of the threshold
MANY = 10
EXPORT_HEADINGS = [
    "Name", "Class", "Sessions had", "Sessions planned", "Spent so far (£)", "Still planned (£)", "Expected (£)",
    "Threshold (£)", "Funding", "Granted a year (£)", "Hours a week granted",
]  # fmt: skip


def exact(amount: Fraction | int) -> str:
    """ "£1,234.50": with pence always, for reckonings that somebody follows."""
    return f"£{pence(Fraction(amount)) / 100:,.2f}"


def some(amount: Fraction) -> str:
    """The amount to the pound, a dash for nothing."""
    return pounds(amount) if amount else "–"


def figure(value) -> str:
    """A number without needless noughts: "12.5", "12"."""
    return f"{float(value):.1f}".removesuffix(".0")


def pills(offered: list[Chosen], chosen: Chosen, here: str) -> list[dict]:
    """The times to choose from."""
    return [
        {"label": one.label, "url": f"{here}?span={one.key}", "current": one.key == chosen.key}
        for one in offered
    ]


# The school's page


def standing(cost: Cost, funding: tuple[FundingRow, ...], threshold: int, span: Span) -> DueState | None:
    """Where a pupil's expected cost stands against the threshold (pence), and what was done about it."""
    if any(row.overlaps(span) for row in funding):
        return state("done", _("Funding granted"))
    pending = {row.state for row in funding}
    if FundState.APPLIED in pending:
        return state("wait", _("Applied for funding"))
    if FundState.PREPARING in pending:
        return DueState("due", "pencil", _("Application begun"))
    if cost.expected < threshold * NEAR:
        return None
    if cost.expected < threshold:
        return DueState("due", "arrow-up-right", _("Nearing %(most)s") % {"most": pounds(threshold)})
    return state("soon", _("Over, not applied"))


def bar(cost: Cost, threshold: int, most: Fraction | int) -> dict:
    """Widths of a bar in 200ths of `most`: spent, then still planned, and the line of the threshold."""
    scale = Fraction(200) / max(most, 1)
    return {
        "spent": figure(cost.spent * scale), "ahead_at": figure(cost.spent * scale), "ahead": figure(cost.ahead * scale),
        "line": figure(threshold * scale - 1),
    }  # fmt: skip


def scale_of(rows: tuple[PupilRow, ...], threshold: int) -> Fraction:
    """What the longest bar stands for: the dearest pupil, or a little more than the threshold."""
    return max([Fraction(threshold * 11, 10), *(row.cost.expected for row in rows)])


def in_sight(found: SchoolCosts, threshold: int) -> int:
    """How many pupils stand in sight: ten, or all who cost a tenth of the threshold (pence) or have an application."""
    told = [n for n, row in enumerate(found.pupils, 1) if row.cost.expected * 10 >= threshold or row.funding]
    return max([MANY, *told])


def pupil_rows(found: SchoolCosts, school: School, span: Chosen) -> list[dict]:
    """One dict a pupil for money/_children.html."""
    threshold = school.costs_threshold * 100
    most = scale_of(found.pupils, threshold)
    return [
        {
            "name": row.name, "klass": _("left") if row.left else row.class_name,
            "url": f"{reverse('money:pupil', args=[school.slug, row.reference])}?span={span.key}",
            "spent": some(row.cost.spent), "ahead": some(row.cost.ahead), "expected": some(row.cost.expected),
            "bar": bar(row.cost, threshold, most), "state": standing(row.cost, row.funding, threshold, span.span),
        }
        for row in found.pupils
    ]  # fmt: skip


def school_figures(found: SchoolCosts, school: School, span: Span) -> list[dict]:
    """The answer at a glance: what it comes to, who is over the threshold, and what is granted."""
    threshold = school.costs_threshold * 100
    over = [row for row in found.pupils if row.cost.expected >= threshold]
    near = [row for row in found.pupils if threshold * NEAR <= row.cost.expected < threshold]
    bare = [row for row in over if not any(one.overlaps(span) for one in row.funding)]
    note = _("each with funding granted")
    if bare:
        note = ngettext("%(count)d without funding", "%(count)d without funding", len(bare)) % {
            "count": len(bare)
        }
    return [
        {"label": _("Expected"), "value": pounds(found.total.expected),
         "note": _("%(spent)s of it spent so far") % {"spent": pounds(found.total.spent)}},
        {"label": _("Children with provision"), "value": len(found.pupils),
         "note": _("%(mean)s each on average") % {"mean": pounds(found.total.expected / max(len(found.pupils), 1))}},
        {"label": _("Over %(most)s") % {"most": pounds(threshold)}, "value": len(over), "note": note if over else ""},
        {"label": _("Nearing it"), "value": len(near), "note": _("at 80 % of it or more")},
        {"label": _("Granted"), "value": pounds(found.granted), "note": _("for a year")},
    ]  # fmt: skip


def _total_row(name: str, total: Total) -> list[str]:
    return [
        name,
        str(total.pupils),
        some(total.cost.spent),
        some(total.cost.ahead),
        some(total.cost.expected),
    ]


def wave_table(found: SchoolCosts) -> dict:
    """Totals by wave, in the terms of components/count_table.html."""
    heads = [_("Wave"), _("Children"), _("Spent"), _("Still planned"), _("Expected")]
    rows = [_total_row(str(Wave(total.key).label), total) for total in found.waves]
    return {"caption": _("Cost by wave"), "heads": heads, "rows": rows, "foot": _foot(found)}


def fund_table(found: SchoolCosts) -> dict:
    """Totals by where the money comes from: each pupil once, under all the funds they have."""
    heads = [_("Money for the child"), _("Children"), _("Expected"), _("Granted a year")]
    rows = [
        [total.key or _("The school’s own alone"), str(total.pupils), some(total.cost.expected), some(total.granted)]
        for total in found.funds
    ]  # fmt: skip
    granted = some(sum(total.granted for total in found.funds))
    foot = [_("Whole school"), str(len(found.pupils)), some(found.total.expected), granted]
    return {"caption": _("Cost by where the money comes from"), "heads": heads, "rows": rows, "foot": foot}


def _foot(found: SchoolCosts) -> list[str]:
    return _total_row(_("Whole school"), Total("", len(found.pupils), found.total))


def export_rows(found: SchoolCosts, school: School, span: Span) -> list[list]:
    """The page of costs for a spreadsheet, amounts in pounds without a sign."""
    rows = []
    for row in found.pupils:
        granted = [one for one in row.funding if one.overlaps(span)]
        hours = sum((one.hours_granted or 0 for one in granted), 0)
        rows.append([
            row.name, row.class_name, row.dosage.sessions_had, row.dosage.sessions_planned, plain(row.cost.spent),
            plain(row.cost.ahead), plain(row.cost.expected), school.costs_threshold,
            ", ".join(one.kind_label for one in granted), plain(sum(one.granted or 0 for one in granted)), hours or "",
        ])  # fmt: skip
    return rows


def plain(amount: Fraction | int) -> str:
    """Pounds and pence without sign or commas, for a spreadsheet."""
    return f"{pence(Fraction(amount)) / 100:.2f}"


# One pupil's page


def worked(shared: Shared, cost_hour: int) -> list[str]:
    """The reckoning, a sentence for each length and number of children: "45 sessions of 15 minutes at £15.00 an hour,
    shared by 4: £42.19"."""
    told = []
    for (minutes, places), count in sorted(shared.items()):
        sessions = ngettext("%(count)d session", "%(count)d sessions", count) % {"count": count}
        by = _("shared by %(places)d") % {"places": places} if places > 1 else _("for this child alone")
        amount = Fraction(count * minutes * cost_hour, 60 * places)
        told.append(
            _("%(sessions)s of %(minutes)d minutes at %(rate)s an hour, %(by)s: %(amount)s")
            % {"sessions": sessions, "minutes": minutes, "rate": exact(cost_hour), "by": by, "amount": exact(amount)}
        )  # fmt: skip
    return told


def line_entry(line: Line, pupil: Pupil) -> dict:
    """One provision of a pupil, with how its cost is reckoned."""
    place, run = line.place, line.run
    materials = place.cost.materials
    had = place.dosage
    return {
        "title": run.title, "what": run.intervention if run.intervention != run.title else "",
        "url": reverse("provision:provision", args=[pupil.school.slug, run.reference]),
        "when": _("%(start)s to %(end)s") % {"start": day(run.start), "end": day(run.end)},
        "given": worked(place.given, run.cost_hour),
        "materials": _("Share of the materials for the run: %(amount)s") % {"amount": exact(materials)} if materials else "",
        "ahead": worked(place.ahead, run.cost_hour),
        "hours": _("%(hours)s h") % {"hours": figure(Fraction(had.delivered, 60))},
        "sessions": _("%(had)d of %(planned)d") % {"had": had.sessions_had, "planned": had.sessions_planned},
        "spent": exact(place.cost.spent), "still": exact(place.cost.ahead), "expected": exact(place.cost.expected),
    }  # fmt: skip


def totals(cost: Cost) -> list[dict]:
    """The last line of a pupil's reckoning."""
    sums = ((_("Spent"), cost.spent), (_("Still planned"), cost.ahead), (_("Expected"), cost.expected))
    return [{"label": label, "value": exact(amount)} for label, amount in sums]


def pupil_summary(found: PupilCost, pupil: Pupil, rows: list[FundingRow], span: Span) -> dict:
    """The answer for one pupil: what it comes to against the threshold, in figures, a sentence and a bar."""
    threshold = pupil.school.costs_threshold * 100
    cost = found.cost
    left = threshold - cost.expected
    told = _("%(left)s under the %(most)s that the school pays itself")
    if left < 0:
        told = _("%(left)s over the %(most)s that the school pays itself")
    line = told % {"left": exact(abs(left)), "most": pounds(threshold)}
    granted = [row for row in rows if row.overlaps(span)]
    return {
        "figures": [
            {"label": _("Spent so far"), "value": exact(cost.spent), "note": _("sessions given and materials")},
            {"label": _("Still planned"), "value": exact(cost.ahead), "note": _("by the timetable, from tomorrow")},
            {"label": _("Expected"), "value": exact(cost.expected), "note": line},
            {"label": _("Granted a year"), "value": pounds(sum(row.granted or 0 for row in granted)),
             "note": ", ".join(row.kind_label for row in granted) or _("nothing beyond the school’s own money")},
        ],
        "line": line, "bar": bar(cost, threshold, max(threshold * Fraction(11, 10), cost.expected)),
        "bar_words": _("%(spent)s spent and %(ahead)s still planned: %(line)s.")
        % {"spent": exact(cost.spent), "ahead": exact(cost.ahead), "line": line},
        "state": standing(cost, tuple(row for row in rows if row.overlaps(span) or row.state in PENDING), threshold, span),
        "not_counted": not_counted(found),
    }  # fmt: skip


def not_counted(found: PupilCost) -> list[str]:
    """What was planned and not given, by reason: it cost nothing."""
    said = []
    if found.dosage.unrecorded:
        said.append(
            _("%(hours)s h of planned sessions were not written down, and are not counted as given.")
            % {"hours": figure(Fraction(found.dosage.unrecorded, 60))}
        )
    for why, minutes in sorted(found.dosage.missed.items(), key=lambda item: -item[1]):
        said.append(
            _("%(hours)s h missed: %(why)s")
            % {"hours": figure(Fraction(minutes, 60)), "why": Missed(why).label}
        )
    return said


def hours_told(hours: Hours | None) -> dict | None:
    """Hours funded against hours given, worked out."""
    if hours is None:
        return None
    parts = [
        _("%(hours)s hours a week over %(days)d school days (%(weeks)s weeks) from %(start)s to %(end)s: %(sum)s hours")
        % {"hours": figure(part.grant.hours), "days": part.days, "weeks": figure(Fraction(part.days, 5)),
           "start": day(part.span.start), "end": day(part.span.end), "sum": figure(part.hours)}
        for part in hours.parts
    ]  # fmt: skip
    short = hours.funded - hours.given
    told = _("%(count)s hours fewer than funded")
    if short <= 0:
        told = _("%(count)s hours more than funded") if short else _("As many as funded")
    percent = int(hours.given * 100 / hours.funded + Fraction(1, 2)) if hours.funded else None
    return {
        "funded": figure(hours.funded), "given": figure(hours.given), "parts": parts,
        "difference": told % {"count": figure(abs(short))} if short else told,
        "percent": _("%(percent)d %% of them") % {"percent": percent} if percent is not None else "",
        "short": short > 0,
    }  # fmt: skip
