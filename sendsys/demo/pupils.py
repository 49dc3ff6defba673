"""The children of a school over its years, and the list that the school's information system would export. Pure."""

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass, field

from register.importing.upn import check_letter
from sendsys.demo.names import child_names, parent_name
from sendsys.demo.schools import SchoolSpec
from sendsys.demo.shares import FLAG_SHARES, OWN_FLAG_SHARES

LIST_FLAGS = {
    "pupil_premium": "Pupil premium",
    "eal": "EAL",
    "looked_after": "In LA care",
    "service_child": "Service child",
}
FEW = {"looked_after", "service_child", "medical", "attendance"}


@dataclass(slots=True)
class Adult:
    """A contact of a child."""

    name: str
    relationship: str
    email: str
    phone: str


@dataclass(slots=True)
class Child:
    """An invented child. `entered` is the academic year in which the child was in Reception; `stream` the place
    among the classes of the year."""

    number: int
    first: str
    last: str
    sex: str
    born: dt.date
    entered: int
    stream: int
    upn: str
    known_as: str = ""
    flags: set[str] = field(default_factory=set)
    adults: list[Adult] = field(default_factory=list)

    def year_in(self, academic: int) -> str:
        """The year group in that academic year: "R", "1" …; "" before Reception."""
        years = academic - self.entered
        return "" if years < 0 else "R" if years == 0 else str(years)


def make_upn(la: str, urn: str, entered: int, serial: int) -> str:
    """A unique pupil number of an invented school, with its check letter."""
    body = f"{la}{urn[-4:]}{entered % 100:02d}{serial % 1000:03d}"
    return check_letter(body) + body


def birthday(entered: int, rng: random.Random) -> dt.date:
    """A day in the year of children who turn five in their year of Reception."""
    return dt.date(entered - 5, 9, 1) + dt.timedelta(days=rng.randrange(365))


def children_of_school(spec: SchoolSpec, academic: int, years_back: int, rng: random.Random) -> list[Child]:
    """Every child of the school from `years_back` years ago to this year: those here now and those who have left."""
    used: set[tuple[str, str]] = set()
    found: list[Child] = []
    classes, size = len(spec.streams[0].names), spec.streams[0].size
    eldest = academic - len(spec.streams) + 1 - years_back
    for entered in range(eldest, academic + 1):
        for stream in range(classes):
            for _ in range(size):
                found.append(_child(spec, len(found) + 1, entered, stream, used, rng))
    here = [child for child in found if child.entered > academic - len(spec.streams)]
    _give_flags(here, FLAG_SHARES | OWN_FLAG_SHARES, rng)
    return found


def _child(spec: SchoolSpec, number: int, entered: int, stream: int, used: set, rng: random.Random) -> Child:
    sex = rng.choice("FM")
    first, last = child_names(sex, used, rng)
    upn = make_upn(spec.settings["la_code"], spec.settings["urn"], entered, number)
    child = Child(number, first, last, sex, birthday(entered, rng), entered, stream, upn)
    if first.startswith("Mu") and rng.random() < 0.5:
        child.known_as = "Mo"
    child.adults = [_adult(child, rng) for _ in range(2 if rng.random() < 0.55 else 1)]
    return child


def _adult(child: Child, rng: random.Random) -> Adult:
    name, relationship = parent_name(child.last, rng)
    email = "" if rng.random() < 0.12 else f"family{child.number:04d}{'ab'[rng.randrange(2)]}"
    return Adult(name, relationship, email, f"07700 900{rng.randrange(1000):03d}")


def _give_flags(children: list[Child], shares: dict[str, float], rng: random.Random) -> None:
    for flag, share in shares.items():
        count = max(round(len(children) * share), 1 if flag in FEW else 0)
        for child in rng.sample(children, count):
            child.flags.add(flag)


HEADINGS = (
    "UPN", "Admission number", "Legal forename", "Legal surname", "Preferred forename", "DOB", "Gender", "Year group",
    "Registration group", *LIST_FLAGS.values(),
    *(f"Contact {n} {part}" for n in (1, 2) for part in ("name", "relationship", "email", "mobile")),
)  # fmt: skip


def class_of(spec: SchoolSpec, child: Child, academic: int) -> str:
    """The child's class in that academic year; "" when not at the school then."""
    found = [stream for stream in spec.streams if stream.year == child.year_in(academic)]
    return found[0].names[child.stream] if found else ""


def mis_list(spec: SchoolSpec, children: list[Child], academic: int) -> bytes:
    """The school's list for that academic year as its information system exports it: CSV in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for child in children:
        if class_of(spec, child, academic):
            writer.writerow(_row(spec, child, academic))
    return out.getvalue().encode("utf-8-sig")


def _row(spec: SchoolSpec, child: Child, academic: int) -> list[str]:
    adults = [[a.name, a.relationship, address_of(a, spec), a.phone] for a in child.adults]
    contacts = [cell for adult in (*adults, [""] * 4)[:2] for cell in adult]
    return [
        child.upn, f"{child.number:05d}", child.first, child.last, child.known_as or child.first,
        f"{child.born:%d/%m/%Y}", child.sex, child.year_in(academic), class_of(spec, child, academic),
        *("Y" if flag in child.flags else "N" for flag in LIST_FLAGS), *contacts,
    ]  # fmt: skip


def address_of(adult: Adult, spec: SchoolSpec) -> str:
    """The adult's email address; every one is at a name that can never exist."""
    if not adult.email or "@" in adult.email:
        return adult.email
    return f"{adult.email}@{spec.slug}-families.example"
