"""The directory as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.directory.queries import AgencyRow, kinds_here, missing_of, waiting_seen
from agencies.directory.starter import USUAL
from agencies.enums import CheckKind, Sector
from agencies.models import Agency, Professional, ProfessionalCheck
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.listing import Table, rows_of, said
from core.ui.present import DueState, day, day_in, due_state, state

CHECK_SOON = 42  # days: to renew takes some weeks


def weeks(count: int) -> str:
    """ "18 weeks"."""
    return ngettext("%(n)d week", "%(n)d weeks", count) % {"n": count}


def waits(usual: int | None, seen: int | None, count: int) -> list[str]:
    """What the agency says of its wait, and what the school's own referrals say, in words."""
    told = [_("They say %(weeks)s") % {"weeks": weeks(usual)}] if usual is not None else []
    if count:
        words = ngettext(
            "Seen so far: %(weeks)s (%(n)d referral)",
            "Seen so far: %(weeks)s (middle of %(n)d referrals)",
            count,
        )
        told.append(words % {"weeks": weeks(seen), "n": count})
    return told


def list_rows(rows: list[AgencyRow], school: School) -> list[dict]:
    """The rows of directory/list.html."""
    return [
        {
            "name": row.name, "url": reverse("directory:agency", args=[school.slug, row.reference]),
            "what": ", ".join(part for part in (row.kind if row.kind != row.name else "", row.sector) if part),
            "contacts": [part for part in (row.phone, row.email, row.website.removeprefix("https://")) if part],
            "route": row.route, "waits": waits(row.usual_weeks, row.seen_weeks, row.seen_count), "people": row.people,
            "for_parents": row.for_parents, "address": row.address,
        }
        for row in rows
    ]  # fmt: skip


def agency_page(agency: Agency, user, today: dt.date) -> dict:
    """The context of directory/agency.html, of an agency as find_agency gives it. One query."""
    here, may = [agency.school.slug, agency.reference], can(user, Permission.AGENCY_EDIT, agency)
    sees = can(user, Permission.PROFESSIONAL_CHECK, agency)
    people = list(agency.professionals.all())
    return {
        "agency": agency, "title": agency.name, "line": f"{agency.get_kind_display()}, {agency.get_sector_display()}",
        "contacts": contact_facts(agency), "route": agency.route, "notes": agency.notes,
        "waits": waits(agency.usual_weeks, *waiting_seen(agency)), "for_parents": agency.for_parents,
        "retired": day(agency.retired_on) if agency.retired_on else "",
        "people": [person_entry(p, agency, may, sees, today) for p in people if not p.retired_on],
        "gone": [person_entry(p, agency, may, sees, today) for p in people if p.retired_on],
        "back_url": reverse("directory:list", args=here[:1]),
        "change_url": reverse("directory:change", args=here) if may else "",
        "retire_url": reverse("directory:retire", args=here) if may else "",
        "add_url": reverse("directory:professional-add", args=here) if may and not agency.retired_on else "",
    }  # fmt: skip


def contact_facts(agency: Agency) -> list[dict]:
    """How to reach the agency, as components/facts.html takes it."""
    site = agency.website.removeprefix("https://").removeprefix("http://").rstrip("/")
    facts = [
        (_("Telephone"), agency.phone, ""),
        (_("Email"), agency.email, f"mailto:{agency.email}"),
        (_("Website"), site, agency.website),
        (_("Address"), ", ".join(agency.address.splitlines()), ""),
    ]
    return [{"label": label, "value": value, "url": url} for label, value, url in facts if value]


def person_entry(person: Professional, agency: Agency, may: bool, sees: bool, today: dt.date) -> dict:
    """One professional in the terms of directory/_person.html; `sees` opens what was seen of them."""
    slug, asked = agency.school.slug, person.employed and not person.retired_on
    checks = list(person.checks.all()) if asked else []
    return {
        "name": person.name, "job": person.job, "contacts": [part for part in (person.phone, person.email) if part],
        "employed": person.employed, "states": [whole_state(checks, today)] if asked else [],
        "checks": check_lines(checks, today) if asked and sees else [],
        "check_url": reverse("directory:check", args=[slug, person.reference]) if asked and sees else "",
        "change_url": reverse("directory:professional", args=[slug, person.reference]) if may else "",
        "retire_url": reverse("directory:professional-retire", args=[slug, person.reference]) if may else "",
    }  # fmt: skip


def whole_state(checks: list[ProfessionalCheck], today: dt.date) -> DueState:
    """One chip for all four checks: missing before soon before good."""
    missing = len(missing_of(checks, today))
    if missing:
        return state(
            "late", ngettext("%(n)d check missing", "%(n)d checks missing", missing) % {"n": missing}
        )
    if missing_of(checks, today + dt.timedelta(days=CHECK_SOON)):
        return state("soon", _("A check runs out soon"))
    return state("done", _("Checks seen"))


def check_state(check: ProfessionalCheck | None, today: dt.date) -> DueState:
    """The chip of one check: not seen, ran out, runs out within six weeks, or seen."""
    if check is None:
        return state("late", _("Not seen yet"))
    if check.valid_until is None:
        return state("done", _("Seen"))
    key = due_state(check.valid_until, today, CHECK_SOON).key
    words = {"late": _("Ran out"), "soon": _("Runs out soon")}
    return state("done" if key == "due" else key, words.get(key, _("Seen")))


def check_lines(checks: list[ProfessionalCheck], today: dt.date) -> list[dict]:
    """The four checks of one person, seen or not, each with its chip and words."""
    held = {check.kind: check for check in checks}
    return [check_line(kind, held.get(kind), today) for kind in CheckKind]


def check_line(kind: CheckKind, check: ProfessionalCheck | None, today: dt.date) -> dict:
    """One check: {kind, label, state, words, line}."""
    line = ""
    if check is not None:
        seen = _("seen %(day)s by %(who)s") % {"day": day(check.seen_on), "who": check.seen_by.called}
        until = (
            _("good until %(day)s") % {"day": day_in(check.valid_until, today)} if check.valid_until else ""
        )
        line = ", ".join(part for part in (seen, until) if part)
    return {"kind": kind.value, "label": str(kind.label), "state": check_state(check, today), "line": line,
            "words": check.words if check else ""}  # fmt: skip


def check_url(school: School, person: Professional) -> str:
    """Where a check of the person is recorded."""
    return reverse("directory:check", args=[school.slug, person.reference])


def checks_page(people: list[Professional], school: School, today: dt.date) -> list[dict]:
    """The people of directory/checks.html, those with something missing first."""
    order = {"late": 0, "soon": 1, "done": 2}
    rows = [
        {
            "name": person.name, "job": person.job, "agency": person.agency.name, "url": person.agency.get_absolute_url(),
            "state": whole_state(list(person.checks.all()), today),
            "checks": [
                line | {"url": f"{check_url(school, person)}?kind={line['kind']}"}
                for line in check_lines(list(person.checks.all()), today)
            ],
        }
        for person in people
    ]  # fmt: skip
    return sorted(rows, key=lambda row: order[row["state"].key])


def usual_groups(school: School) -> list[dict]:
    """The usual services by sector: each {kind, label, url} with the address of the agency that is here already or "".
    One query."""
    here = kinds_here(school)
    found: dict[Sector, list[dict]] = {}
    for kind, sector in USUAL.items():
        agency = here.get((kind, sector))
        url = reverse("directory:agency", args=[school.slug, agency.reference]) if agency else ""
        found.setdefault(sector, []).append({
            "kind": kind.value, "label": str(kind.label), "url": url, "retired": bool(agency and agency.retired_on),
        })  # fmt: skip
    return [
        {"sector": sector.value, "label": str(sector.label), "kinds": rows,
         "here": sum(bool(row["url"]) for row in rows)} for sector, rows in found.items()
    ]  # fmt: skip


def list_as_file(context: dict) -> Table:
    """The table of directory/list.html: with addresses in the list for parents, else with the way to refer and the wait."""
    rest = (("Address", "address"),) if context["parents"] else (("How to refer", "route"), ("Wait", "waits"))
    return rows_of("rows", ("Agency", "name"), ("What it does", "what"), ("Contacts", "contacts"), *rest)(
        context
    )


def checks_as_file(context: dict) -> Table:
    """The checks of directory/checks.html, one a row, under the people they are of."""
    headings = ["Name", "Job", "Agency", "Check", "State", "What was seen", "By whom"]
    return headings, [
        [said(cell) for cell in (person["name"], person["job"], person["agency"], one["label"], one["state"], one["words"],
                                 one["line"] if one["words"] else "")]
        for person in context["people"] for one in person["checks"]
    ]  # fmt: skip
