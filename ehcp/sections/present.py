"""A plan in words: its head, its sections apart, how needs, outcomes and provision hang together, its versions."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.present import day, state
from ehcp.comparing import Part, Row
from ehcp.enums import APPEALABLE, Letter, Per, ReviewState, VersionKind
from ehcp.models import AnnualReview, EhcPlan, PlanProvision, PlanVersion
from ehcp.sections.queries import Contents
from ehcp.wording import Mark, Piece, has_number, pieces, unquantified
from register.enums import Area

STAFF_SEE = (Letter.E, Letter.F)  # for who may see outcomes and provision alone


def key(letter: str, number: int) -> str:
    """A row as it is called: F2, and H2.3 where the section's own name ends in a number."""
    return f"{letter}.{number}" if letter[-1].isdigit() else f"{letter}{number}"


def amount(row: PlanProvision) -> str:
    """How long and how often, in words: "20 minutes, 2 times a week"; "" where the plan says neither."""
    often = ""
    if row.times:
        count = _("once") if row.times == 1 else _("%(n)d times") % {"n": row.times}
        often = f"{count} {Per(row.per).label}"
    return ", ".join(filter(None, (f"{row.minutes} minutes" if row.minutes else "", often)))


def _lacks(row: PlanProvision) -> list[str]:
    if row.letter != Letter.F:
        return []
    return unquantified(minutes=row.minutes, times=row.times, per=row.per, who=row.who)


def _once(found: list[Piece]) -> list[Mark]:
    """The marks of a text, each phrase once however often it stands there."""
    return list({one.mark.phrase.lower(): one.mark for one in found if one.mark}.values())


def provision_row(row: PlanProvision, contents: Contents, *, edit: bool, whole: bool = True) -> dict:
    """One thing that must be given, and what it serves; for who reads whole plans, what is vague or lacks too."""
    number_of = {one.pk: one.number for one in contents.outcomes}
    served = [number_of[pk] for pk in contents.outcomes_of.get(row.pk, ())]
    found, lacks = (pieces(row.text), _lacks(row)) if whole else ([Piece(row.text)], [])
    return {
        "key": key(row.letter, row.number), "text": found, "marks": _once(found), "amount": amount(row), "who": row.who,
        "delivered_by": row.delivered_by, "lacks": lacks, "figures": edit and lacks and has_number(row.text),
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
        text = contents.texts.get(letter, "")
        cut = pieces(text) if whole and letter == Letter.F and not_cut_up(contents) else []
        found.append({
            "letter": letter.value, "title": letter.label, "text": text, "appeal": whole and letter in APPEALABLE,
            "pieces": cut, "marks": _once(cut),
            "needs": [_need(row, contents, edit) for row in contents.needs] if letter == Letter.B else [],
            "outcomes": [_outcome(row, contents, edit, whole) for row in contents.outcomes] if letter == Letter.E else [],
            "provisions": [provision_row(row, contents, edit=edit, whole=whole) for row in contents.provisions
                           if row.letter == letter],
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


def _outcome(row, contents: Contents, edit: bool, whole: bool) -> dict:
    number_of = {one.pk: one.number for one in contents.needs}
    served = [
        key(one.letter, one.number)
        for one in contents.provisions
        if row.pk in contents.outcomes_of.get(one.pk, ())
    ]
    return {
        "number": row.number, "text": row.text, "by_when": row.by_when,
        "needs": [number_of[pk] for pk in contents.needs_of.get(row.pk, ())] if whole else [], "provisions": served,
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
            "provisions": [{"key": key(one.letter, one.number), "text": one.text}
                           for pk, one in provisions.items() if pk in serving],
        })  # fmt: skip
    return {
        "rows": rows, "unserved": [{"key": f"E{one.number}", "text": one.text} for one in contents.unserved],
        "aimless": [{"key": key(one.letter, one.number), "text": one.text} for one in contents.aimless],
    }  # fmt: skip


def gaps(contents: Contents) -> list[str]:
    """What to take up with the authority, counted: vague words, figures that lack, needs and outcomes left alone."""
    own = [one for one in contents.provisions if one.letter == Letter.F]
    vague = sum(1 for one in own if any(piece.mark for piece in pieces(one.text)))
    open_ended = sum(1 for one in own if _lacks(one))
    left = {"needs": len(contents.unanswered), "outcomes": len(contents.unserved)}
    told = [
        (vague, _("%(n)d of %(all)d in Section F use words that promise nothing.") % {"n": vague, "all": len(own)}),
        (open_ended, _("%(n)d of %(all)d in Section F do not say how long, how often or who.")
         % {"n": open_ended, "all": len(own)}),
        (left["needs"], ngettext("%(n)d need has no outcome.", "%(n)d needs have no outcome.", left["needs"])
         % {"n": left["needs"]}),
        (left["outcomes"], ngettext("%(n)d outcome has no provision.", "%(n)d outcomes have no provision.", left["outcomes"])
         % {"n": left["outcomes"]}),
        (len(not_cut_up(contents)), _("Section F is not in rows yet: until it is, nobody can tell who gives what.")),
    ]  # fmt: skip
    return [words for count, words in told if count]


def not_cut_up(contents: Contents) -> str:
    """The text of Section F where none of it stands in rows; "" otherwise."""
    return (
        "" if any(one.letter == Letter.F for one in contents.provisions) else contents.texts.get(Letter.F, "")
    )


def original_url(version: PlanVersion, user, slug: str) -> str:
    """Where the authority's own document opens; "" where there is none or the person may not open it."""
    if version.document_id is None or version.school_id not in user.restricted_school_ids:
        return ""
    return reverse("ehcdelivery:original", args=[slug, version.reference])


def called(version: PlanVersion) -> str:
    """A version in words: "2. Proposed amendments, Tue 10 Feb 2026"."""
    return f"{version.number}. {version.get_kind_display()}, {day(version.issued_on)}"


def version_to_compare(
    found: PlanVersion, versions: list[PlanVersion], wanted: str | None
) -> PlanVersion | None:
    """The version of the same plan that `wanted` names; without a name the one before, or the one after the first."""
    others = [one for one in versions if one.pk != found.pk]
    if wanted is not None:
        return next((one for one in others if one.reference == wanted), None)
    earlier = [one for one in others if one.number < found.number]
    return earlier[-1] if earlier else next(iter(others), None)


def version_choices(found: PlanVersion, versions: list[PlanVersion]) -> list[dict]:
    """The versions that `found` can be compared with."""
    return [{"value": one.reference, "label": called(one)} for one in versions if one.pk != found.pk]


def kind_expected(plan: EhcPlan, before: PlanVersion | None) -> str:
    """What most likely came: after a draft the final plan, after the proposed amendments the amended plan."""
    if before is None:
        return VersionKind.DRAFT if plan.made_on is None else VersionKind.FINAL
    follows = {VersionKind.DRAFT: VersionKind.FINAL, VersionKind.PROPOSED: VersionKind.AMENDED}
    return follows.get(before.kind, VersionKind.PROPOSED)


def version_row(version: PlanVersion, user, slug: str, in_force: int | None) -> dict:
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
        "original": original_url(version, user, slug),
        "compare_url": reverse("ehc:compare", args=[slug, version.reference]) if version.number > 1 else "",
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
            "what": key(change.letter, int(change.what)) if change.what else _("Text"),
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
