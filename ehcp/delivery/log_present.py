"""The disclosure log as finished strings."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.ui.present import day
from ehcp.enums import DisclosureBasis, Letter, VersionKind
from ehcp.models import PlanDisclosure
from register.models import PupilDocument


def parts_told(parts: list[str]) -> str:
    """ "The whole plan", "Section F", "Sections B, E and F"."""
    if set(parts) == set(Letter.values):
        return _("The whole plan")
    if len(parts) == 1:
        return _("Section %(letter)s") % {"letter": parts[0]}
    return _("Sections %(some)s and %(last)s") % {"some": ", ".join(parts[:-1]), "last": parts[-1]}


def ground_line(one: PlanDisclosure) -> str:
    """The ground with its consent and reason."""
    ground = str(DisclosureBasis(one.basis).label)
    consent = (
        _("%(who)s, %(day)s") % {"who": one.consent_by, "day": day(one.consent_on)} if one.consent_by else ""
    )
    return ". ".join(
        part.rstrip(".") for part in (f"{ground}: {consent}" if consent else ground, one.why) if part
    )


def log_row(one: PlanDisclosure, slug: str, papers: dict[str, str]) -> dict:
    """One disclosure: what, to whom, on what ground, how, by whom. `papers` is reference → where its PDF is."""
    kind = str(VersionKind(one.plan_version.kind).label)
    return {
        "when": day(one.on), "to": one.to, "parts": parts_told(one.parts), "ground": ground_line(one),
        "line": _("%(kind)s of %(day)s. %(how)s. Written down by %(who)s.") % {
            "kind": kind, "day": day(one.plan_version.issued_on), "how": one.get_how_display(), "who": one.recorded_by.name},
        "paper_url": papers.get(one.reference, ""), "url": reverse("ehcdelivery:shown", args=[slug, one.reference]),
    }  # fmt: skip


LOG_HEADINGS = [
    "Shown on", "To whom", "Sections", "Ground", "Consent by", "Consent on", "Reason", "How", "Version", "Dated",
    "Written down by", "Written down at", "Reference",
]  # fmt: skip


def log_export(rows: list[PlanDisclosure]) -> list[list]:
    """The log for a spreadsheet."""
    return [
        [one.on.isoformat(), one.to, parts_told(one.parts), str(DisclosureBasis(one.basis).label), one.consent_by,
         one.consent_on.isoformat() if one.consent_on else "", one.why, str(one.get_how_display()),
         str(VersionKind(one.plan_version.kind).label), one.plan_version.issued_on.isoformat(), one.recorded_by.name,
         f"{timezone.localtime(one.recorded_at):%Y-%m-%d %H:%M}", one.reference]
        for one in rows
    ]  # fmt: skip


def paper_urls(papers: dict[str, PupilDocument], slug: str) -> dict[str, str]:
    """Where each PDF opens."""
    return {key: reverse("file:document", args=[slug, paper.reference]) for key, paper in papers.items()}


def may_have_original(one: PlanDisclosure) -> bool:
    """Whether the authority's own document may be handed over on this entry: the whole plan is shown, and the school has
    the document."""
    held = one.plan_version.document
    return set(one.parts) == set(Letter.values) and held is not None and held.file is not None


def log_facts(one: PlanDisclosure) -> list[dict]:
    """One entry in the terms of components/facts.html."""
    kind = str(VersionKind(one.plan_version.kind).label)
    at = timezone.localdate(one.recorded_at)
    facts = (
        (_("To whom"), one.to), (_("What"), parts_told(one.parts)),
        (_("Which version"), _("%(kind)s of %(day)s") % {"kind": kind, "day": day(one.plan_version.issued_on)}),
        (_("On what ground"), ground_line(one)), (_("How"), str(one.get_how_display())), (_("When"), day(one.on)),
        (_("Written down"), _("%(day)s by %(who)s") % {"day": day(at), "who": one.recorded_by.name}),
    )  # fmt: skip
    return [{"label": label, "value": value, "url": ""} for label, value in facts]
