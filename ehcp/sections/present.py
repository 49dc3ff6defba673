"""A plan in words: its head, its sections apart, how needs, outcomes and provision hang together, its versions."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.present import day, state
from ehcp.comparing import Part, Row
from ehcp.enums import APPEALABLE, Letter, Per, ReviewState, VersionKind
from ehcp.models import AnnualReview, EhcPlan, PlanProvision, PlanVersion
from ehcp.sections.queries import Contents
from ehcp.wording import pieces, unquantified
from register.enums import Area

STAFF_SEE = (Letter.E, Letter.F)  # for who may see outcomes and provision alone
ROWS_OF = {Letter.B: "needs", Letter.E: "outcomes"}


def amount(row: PlanProvision) -> str:
    """How long and how often, in words: "20 minutes, 2 times a week"; "" where the plan says neither."""
    often = ""
    if row.times:
        count = _("once") if row.times == 1 else _("%(n)d times") % {"n": row.times}
        often = f"{count} {Per(row.per).label}"
    return ", ".join(filter(None, (f"{row.minutes} minutes" if row.minutes else "", often)))


def _lacks(row: PlanProvision) -> list[str]:
    return unquantified(minutes=row.minutes, times=row.times, per=row.per, who=row.who)


def provision_row(row: PlanProvision, contents: Contents, *, edit: bool) -> dict:
    """One thing that must be given: its words cut at what is vague, what it lacks, what it serves."""
    number_of = {one.pk: one.number for one in contents.outcomes}
    served = [number_of[pk] for pk in contents.outcomes_of.get(row.pk, ())]
    found = pieces(row.text)
    return {
        "number": row.number, "text": found, "marks": [piece.mark for piece in found if piece.mark],
        "amount": amount(row), "who": row.who, "delivered_by": row.delivered_by,
        "lacks": _lacks(row) if row.letter == Letter.F else [],
        "serves": served, "url": _edit(row, "provision") if edit else "",
    }  # fmt: skip


def _edit(row, kind: str) -> str:
    return reverse(f"ehc:{kind}", args=[row.plan_version.plan.school.slug, row.reference])


def sections(version: PlanVersion, contents: Contents, *, whole: bool, edit: bool) -> list[dict]:
    """Each section apart, in order; for who may not read whole plans, outcomes and provision alone."""
    found = []
    for letter in Letter:
        if not whole and letter not in STAFF_SEE:
            continue
        text = contents.texts.get(letter, "") if whole else ""
        found.append({
            "letter": letter.value, "title": letter.label, "text": text, "appeal": letter in APPEALABLE,
            "needs": [_need(row, contents, edit) for row in contents.needs] if letter == Letter.B else [],
            "outcomes": [_outcome(row, contents, edit) for row in contents.outcomes] if letter == Letter.E else [],
            "provisions": [provision_row(row, contents, edit=edit) for row in contents.provisions if row.letter == letter],
            "empty": _empty(letter, version),
        })  # fmt: skip
    return found


def _empty(letter: Letter, version: PlanVersion) -> str:
    if letter == Letter.I and version.kind == VersionKind.DRAFT:
        return _("Blank, as the law asks of a draft.")
    return _("Nothing is written in this section.")


def _need(row, contents: Contents, edit: bool) -> dict:
    answered = [one.number for one in contents.outcomes if row.pk in contents.needs_of.get(one.pk, ())]
    return {
        "number": row.number, "text": row.text, "area": Area(row.area).label if row.area else "",
        "answered": answered, "url": _edit(row, "need") if edit else "",
    }  # fmt: skip


def _outcome(row, contents: Contents, edit: bool) -> dict:
    number_of = {one.pk: one.number for one in contents.needs}
    served = [
        f"{one.letter}{one.number}"
        for one in contents.provisions
        if row.pk in contents.outcomes_of.get(one.pk, ())
    ]
    return {
        "number": row.number, "text": row.text, "by_when": row.by_when,
        "needs": [number_of[pk] for pk in contents.needs_of.get(row.pk, ())], "provisions": served,
        "url": _edit(row, "outcome") if edit else "",
    }  # fmt: skip


def chain(contents: Contents) -> dict:
    """How the plan hangs together: each need with the outcomes that answer it and the provision that serves those, and
    what is left over."""
    provisions = {one.pk: one for one in contents.provisions}
    rows = []
    for need in contents.needs:
        outcomes = [one for one in contents.outcomes if need.pk in contents.needs_of.get(one.pk, ())]
        serving = {
            pk for pk, served in contents.outcomes_of.items() if {one.pk for one in outcomes} & set(served)
        }
        rows.append({
            "need": f"B{need.number}", "need_text": need.text,
            "outcomes": [{"key": f"E{one.number}", "text": one.text} for one in outcomes],
            "provisions": [{"key": f"{one.letter}{one.number}", "text": one.text}
                           for pk, one in provisions.items() if pk in serving],
        })  # fmt: skip
    return {
        "rows": rows, "unserved": [{"key": f"E{one.number}", "text": one.text} for one in contents.unserved],
        "aimless": [{"key": f"{one.letter}{one.number}", "text": one.text} for one in contents.aimless],
    }  # fmt: skip


def gaps(contents: Contents) -> list[str]:
    """What to take up with the authority, counted: vague words, figures that lack, needs and outcomes left alone."""
    own = [one for one in contents.provisions if one.letter == Letter.F]
    vague = sum(1 for one in own if any(piece.mark for piece in pieces(one.text)))
    open_ended = sum(
        1 for one in own if unquantified(minutes=one.minutes, times=one.times, per=one.per, who=one.who)
    )
    told = [
        (vague, _("%(n)d of %(all)d in Section F use words that promise nothing.") % {"n": vague, "all": len(own)}),
        (open_ended, _("%(n)d of %(all)d in Section F do not say how long, how often or who.")
         % {"n": open_ended, "all": len(own)}),
        (len(contents.unanswered), _("%(n)d needs have no outcome.") % {"n": len(contents.unanswered)}),
        (len(contents.unserved), _("%(n)d outcomes have no provision.") % {"n": len(contents.unserved)}),
    ]  # fmt: skip
    return [words for count, words in told if count]


def version_row(version: PlanVersion, slug: str, in_force: int | None) -> dict:
    """One version in the list of versions."""
    checked = version.checked_at is not None
    if version.pk == in_force:
        chip = state("done", _("In force"))
    elif checked:
        chip = state("due", _("Checked"))
    else:
        chip = state("soon", _("To be checked"))
    return {
        "title": f"{version.number}. {version.get_kind_display()}", "state": chip,
        "line": _("dated %(issued)s, received %(received)s")
        % {"issued": day(version.issued_on), "received": day(version.received_on)},
        "url": reverse("ehc:version", args=[slug, version.reference]),
        "original": reverse("ehcdelivery:original", args=[slug, version.reference]) if version.document_id else "",
    }  # fmt: skip


REVIEW_CHIPS = {ReviewState.CLOSED: "done", ReviewState.CANCELLED: "wait"}


def review_row(review: AnnualReview, slug: str) -> dict:
    """One review in the list of the plan's reviews."""
    return {
        "title": f"{review.get_kind_display()}, {day(review.on)}",
        "state": state(REVIEW_CHIPS.get(review.state, "due"), review.get_state_display()),
        "url": reverse("annual:review", args=[slug, review.reference]),
    }  # fmt: skip


def _in_force(version: PlanVersion | None) -> str:
    return (
        f"{version.get_kind_display()}, {day(version.issued_on)}" if version else _("no version checked yet")
    )


def facts(plan: EhcPlan, version: PlanVersion | None) -> list[dict]:
    """Who maintains the plan and since when."""
    found = [
        (_("Maintained by"), plan.authority.name),
        (_("Case officer"), plan.officer or plan.authority.officer),
        (_("First made on"), day(plan.made_on) if plan.made_on else _("not made yet: a draft")),
        (_("In force"), _in_force(version)),
        (_("Ended on"), day(plan.ceased_on) if plan.ceased_on else ""),
        (_("Why"), plan.ceased_why),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in found if value]


def rows_to_compare(contents: Contents) -> list[Row]:
    """The rows of a version as `ehcp.comparing` reads them."""
    return [
        *(Row("B", one.number, one.text) for one in contents.needs),
        *(Row("E", one.number, " ".join(filter(None, (one.text, one.by_when)))) for one in contents.outcomes),
        *(
            Row(one.letter, one.number, "; ".join(filter(None, (one.text, amount(one), one.who))))
            for one in contents.provisions
        ),
    ]


KINDS = {Part.ADDED: lazy("New"), Part.GONE: lazy("Taken out"), None: lazy("Changed")}


def compared(found) -> list[dict]:
    """Changes by section: each with its words cut into what stays, is new and is gone."""
    by_letter: dict[str, list] = {}
    for change in found:
        by_letter.setdefault(change.letter, []).append({
            "what": _("Row %(n)s") % {"n": change.what} if change.what else _("Text"),
            "kind": KINDS[change.kind], "runs": change.runs,
        })  # fmt: skip
    return [
        {"letter": letter, "title": Letter(letter).label, "changes": by_letter[letter]}
        for letter in Letter.values
        if letter in by_letter
    ]


def actions_of(plan: EhcPlan, user, version: PlanVersion | None) -> list[dict]:
    """What the person may do from the plan's page, most wanted first."""
    here = [plan.school.slug, plan.reference]
    offered = [
        (
            Permission.EHCP_EDIT,
            _("A version came"),
            "ehc:receive",
            "file-earmark-arrow-up",
            not plan.ceased_on,
        ),
        (
            Permission.EHCP_DISCLOSE,
            _("Print or show"),
            "ehcdelivery:disclose",
            "printer",
            version is not None,
        ),
        (Permission.EHCP_EDIT, _("Change the dates"), "ehc:change", "pencil", not plan.ceased_on),
    ]
    return [
        {"label": label, "url": reverse(name, args=here), "icon": icon}
        for permission, label, name, icon, holds in offered
        if holds and can(user, permission, plan)
    ]


def line_of(plan: EhcPlan) -> str:
    """One line under the plan's heading."""
    if plan.ceased_on:
        return _("This plan ended on %(day)s.") % {"day": day(plan.ceased_on)}
    if plan.made_on is None:
        return _("A draft: there is no plan yet, and SEN support continues.")
    return ""
