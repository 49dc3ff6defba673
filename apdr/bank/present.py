"""The bank as finished strings."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.bank.queries import RECEPTION, Offer, Often, Use
from apdr.enums import BankKind
from apdr.models import BankEntry
from core.schools.models import School
from register.enums import AREA_ICON, YEAR_GROUPS, YEAR_LABEL, Area
from register.profiles.present import area_label


def met_line(use: Use) -> str:
    """ "Met in 14 of 19 plans", or that no reviewed plan has used it."""
    if not use.plans:
        return _("Not used yet")
    words = ngettext("Met in %(met)d of %(plans)d plan", "Met in %(met)d of %(plans)d plans", use.plans)
    return words % {"met": use.met, "plans": use.plans}


def ages(entry: BankEntry) -> str:
    """ "Reception to Year 4", "Year 3 and up", "up to Year 2", "Year 1", or "" for any age."""
    first, last = (_year(number) for number in (entry.year_from, entry.year_to))
    if first and last:
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("%(first)s and up") % {"first": first}
    return _("up to %(last)s") % {"last": last} if last else ""


def _year(number: int | None) -> str:
    place = None if number is None else number + RECEPTION
    return YEAR_LABEL[YEAR_GROUPS[place]] if place is not None and 0 <= place < len(YEAR_GROUPS) else ""


def entry_row(entry: BankEntry, use: Use) -> dict:
    """One entry in the terms of bank/_entry.html; "line" says how it did, for what ages, and whence it comes."""
    source = _("from %(source)s") % {"source": entry.source} if entry.source else ""
    line = ", ".join(part for part in (met_line(use), ages(entry), source) if part)
    words = {"words": entry.words, "criteria": entry.criteria, "line": line}
    return {"reference": entry.reference, "kind": entry.kind} | words


def groups(school: School, offers: list[Offer]) -> list[dict]:
    """Offers by area in the order of the areas, those for any area first: {"label", "icon", "rows"}."""
    found = []
    for area in ("", *Area):
        rows = [entry_row(offer.entry, offer.use) for offer in offers if offer.entry.area == area]
        if rows:
            label = area_label(school, area) if area else _("For any area")
            found.append({"label": label, "icon": AREA_ICON[Area(area or Area.NONE)], "rows": rows})
    return found


def panel_rows(offers: list[Offer]) -> list[dict]:
    """Offers as the panel beside a plan shows them."""
    return [entry_row(offer.entry, offer.use) for offer in offers]


def often_rows(found: list[Often]) -> list[dict]:
    """What plans use and the bank does not hold: {"kind", "label", "words", "criteria", "line"}."""
    return [
        {"kind": row.kind, "label": str(BankKind(row.kind).label), "words": row.words, "criteria": row.criteria,
         "line": _("In %(plans)d plans") % {"plans": row.plans} + (f". {met_line(row.use)}" if row.use.plans else "")}
        for row in found
    ]  # fmt: skip


KINDS = {BankKind.STRATEGY: "Strategies", BankKind.TARGET: "Targets"}
