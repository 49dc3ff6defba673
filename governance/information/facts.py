"""Live facts in words, by the name that a clause asks for them by (`Clause.feeds`). Pure. What is kept with a clause are
these words: when they read differently, the clause is stale."""

from collections.abc import Callable

from agencies.enums import AgencyKind, Sector
from core.schools.labels import inside
from governance.enums import Award, PolicyKind
from governance.information.clauses import Clause
from governance.information.live import Live
from register.enums import ArrangementKind, NeedType

EARLY = {"N1": "Nursery", "N2": "Nursery", "R": "Reception"}
# Services to whom a family may turn by itself.
FOR_FAMILIES = {
    AgencyKind.FAMILY_SUPPORT, AgencyKind.FAMILIES, AgencyKind.SCHOOL_NURSING, AgencyKind.HEALTH_VISITING,
    AgencyKind.SCHOOL_HEALTH, AgencyKind.WELLBEING,
}  # fmt: skip


def needs(live: Live) -> list[str]:
    """Types of need that enough children have."""
    return [str(NeedType(code).label) for code in live.needs]


def concern(live: Live) -> list[str]:
    """How long extra support before the register lasts."""
    school = live.school
    return [f"Extra support before the {inside(school.label('register'))}: {live.own.concern_weeks} weeks, "
            f"{live.own.concern_weeks_latest} at most"]  # fmt: skip


def reviews(live: Live) -> list[str]:
    """How often plans are reviewed, and what they are called."""
    return [f"{live.school.label('plan')}: reviewed every {live.own.plan_review_weeks} weeks"]


def meetings(live: Live) -> list[str]:
    """How often parents are met."""
    return [f"Review meetings with parents: {live.own.meetings_a_year} a year"]


def arrangements(live: Live) -> list[str]:
    """Kinds of access arrangements that enough children have."""
    return [str(ArrangementKind(kind).label) for kind in live.arrangements]


def award(live: Live) -> list[str]:
    """The SENCo's qualification; a name is told by clause 4 alone."""
    held = live.senco.get("award")
    if not held:
        return []
    told = f"Qualification: {Award(held).label}"
    return [
        told if live.senco.get("award_done_on") or held in (Award.NONE, Award.EXEMPT) else f"{told}, begun"
    ]


def senco(live: Live) -> list[str]:
    """The SENCo's name and how to reach them: the post's, else the school's own settings."""
    post = live.senco
    found = {
        "Name": post.get("name") or live.own.senco_name, "Email": post.get("email") or live.own.email,
        "Phone": post.get("phone") or live.own.phone,
    }  # fmt: skip
    return [f"{label}: {value}" for label, value in found.items() if value]


def _policy(kind: PolicyKind) -> Callable[[Live], list[str]]:
    def told(live: Live) -> list[str]:
        name, web = live.policies.get(kind, ("", ""))
        return [f"{name}: {web}" if web else name] if name else []

    return told


def services(live: Live) -> list[str]:
    """Services with which the school works."""
    return [one["name"] for one in live.agencies]


def family_services(live: Live) -> list[str]:
    """Services to which families may turn, with how to reach them."""
    return [contact(one) for one in live.agencies if for_families(one)]


def for_families(agency: dict) -> bool:
    """Whether a family may turn to the agency by itself: a charity, or help for families and health for all."""
    return agency["kind"] in FOR_FAMILIES or agency["sector"] == Sector.VOLUNTARY


def contact(agency: dict) -> str:
    """ "Carers Centre, 01632 960200, https://carers.example"."""
    return ", ".join(filter(None, (agency["name"], agency["phone"], agency["website"])))


def early_years(live: Live) -> list[str]:
    """ "Nursery", "Reception", where the school has them."""
    return list(dict.fromkeys(EARLY[year] for year in EARLY if year in live.years))


def phases(live: Live) -> list[str]:
    """The moves that children of the school make."""
    last = {
        "2": "Infants to juniors",
        "6": "Primary to secondary school",
        "11": "After Year 11",
        "13": "After Year 13",
    }
    older = {"2": "3", "6": "7"}
    return [told for year, told in last.items() if year in live.years and older.get(year) not in live.years]


READ: dict[str, Callable[[Live], list[str]]] = {
    "needs": needs, "concern": concern, "reviews": reviews, "meetings": meetings, "arrangements": arrangements,
    "interventions": lambda live: list(live.interventions), "topics": lambda live: list(live.topics), "award": award,
    "senco": senco, "services": services, "family_services": family_services, "early_years": early_years,
    "phases": phases, "send_policy": _policy(PolicyKind.SEND), "complaints_policy": _policy(PolicyKind.COMPLAINTS),
    "admissions_policy": _policy(PolicyKind.ADMISSIONS), "equality_policy": _policy(PolicyKind.EQUALITY),
    "accessibility_plan": _policy(PolicyKind.ACCESSIBILITY),
}  # fmt: skip


def facts_of(clause: Clause, live: Live) -> list[str]:
    """What is known today of what the clause is about, in the words that are kept with it."""
    return [told for name in clause.feeds for told in READ[name](live)]
