"""The tables and charts of the report to governors, as JSON-able dicts of words. Pure: from what governors are shown."""

from apdr.impact.judge import Verdict
from overview.figures.disclosure import FEWER, share_words, words
from overview.figures.shape import EAL, NEED, PREMIUM, SEX, YEAR
from overview.models import TermReport

TITLES = {
    YEAR: "Year group",
    NEED: "Main need",
    SEX: "Boys and girls",
    PREMIUM: "Pupil Premium",
    EAL: "Language",
}
SMALL = 20  # a part of fewer is told as "8 of 8", not as a share
FEW_APART = 3  # lines with few children that are listed; more of them share one line
NOT_SHOWN = "not shown"
UNSUMMED = "Lines that are not told exactly do not add up to the total."
FEWEST_POINTS = 3  # terms from which on a line is drawn through them


def value(cell: dict) -> int | None:
    """The number that a chart draws; None where it is not told, or not nearly."""
    return cell.get("n", cell.get("about"))


def bar(label: str, cell: dict) -> dict:
    """A mark of a chart."""
    return {"label": label, "value": value(cell), "shown": words(cell)}


def on_time(kept: dict) -> str:
    """How much was done by its day: "8 of 8", or a share of what was due: "98 %", and "100 %" only where it was all."""
    done, due = kept["on_time"], kept["due"]
    if not {"n"} <= done.keys() or not due.get("n"):
        return share_words(done, due)
    return f"{done['n']} of {due['n']}" if due["n"] < SMALL else f"{100 * done['n'] // due['n']} %"


def by_year(breakdown: dict, total: dict) -> dict:
    """Children with SEN by year group."""
    lines = [line for line in breakdown["lines"] if value(line["roll"]) != 0]
    rows = [
        [line["label"], words(line["sen"]), words(line["roll"]), share_words(line["sen"], line["roll"])]
        for line in lines
    ]
    foot = ["All", words(total["sen"]), words(total["roll"]), share_words(total["sen"], total["roll"])]
    return {
        "title": "Children with SEN, by year", "heads": [TITLES[YEAR], "With SEN", "On roll", "Share"],
        "rows": rows, "foot": foot,
        "bars": [bar(short_year(line["label"]), line["sen"]) for line in lines],
        "about": _most(lines, total), "notes": _unsummed(lines),
    }  # fmt: skip


def _unsummed(lines: list[dict]) -> list[str]:
    return [UNSUMMED] if any("n" not in line["sen"] for line in lines) else []


def short_year(label: str) -> str:
    """ "Year 3" as "3", "Reception" as "R", for the foot of a column."""
    if label.startswith("Year "):
        return label.removeprefix("Year ")
    return {"Reception": "R", "Nursery": "N"}.get(label, label)


def _most(lines: list[dict], total: dict) -> str:
    """What is to be seen in a chart: how many there are, and where most of them are."""
    known = [line for line in lines if "n" in line["sen"]]
    told = f"{words(total['sen'])} children have SEN in all."
    if not known:
        return told
    most = max(known, key=lambda line: line["sen"]["n"])
    return f"{told} Most are in: {most['label']}, {words(most['sen'])}."


def by_need(breakdown: dict, total: dict) -> dict:
    """Children with SEN by main need, the commonest first; those of few children come last, many of them as one."""
    told = sorted(
        (line for line in breakdown["lines"] if value(line["sen"])), key=lambda line: -value(line["sen"])
    )
    quiet = [line for line in breakdown["lines"] if value(line["sen"]) is None]
    rows = [[line["label"], words(line["sen"]), share_words(line["sen"], total["sen"])] for line in told]
    bars, notes = [bar(line["label"], line["sen"]) for line in told], []
    for said in dict.fromkeys(words(line["sen"]) for line in quiet):
        alike = [line["label"] for line in quiet if words(line["sen"]) == said]
        bars.append({"label": _each(alike), "value": None, "shown": said})
        listed = alike if len(alike) <= FEW_APART else [_each(alike)]
        rows += [[name, said, NOT_SHOWN] for name in listed]
        notes += [f"{_each(alike)} {said}: {', '.join(alike)}."] if len(alike) > FEW_APART else []
    notes += _unsummed(breakdown["lines"])
    return {
        "title": "Children with SEN, by main need", "heads": [TITLES[NEED], "Children", "Share of SEN"],
        "rows": rows, "foot": [],
        "bars": bars, "about": _most(breakdown["lines"], total), "notes": notes,
    }  # fmt: skip


def _number(count: int) -> str:
    names = (
        "No",
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "Eleven",
        "Twelve",
    )
    return names[count] if count < len(names) else str(count)


LEVEL_HEADS = ["SEN support", "EHC plan", "With SEN", "On roll", "Share"]


def levels(shown: dict, keys: tuple[str, ...]) -> list[dict]:
    """For each breakdown its lines by level. A main need has nobody without SEN: there is no roll of it."""
    return [_levels(key, shown["breakdowns"][key]) for key in keys if key in shown["breakdowns"]]


def _levels(key: str, breakdown: dict) -> dict:
    whole = key != NEED
    rows = []
    for line in breakdown["lines"]:
        if whole and value(line["roll"]) == 0:
            continue
        cells = [words(line[name]) for name in ("support", "ehc", "sen")]
        if not any(value(line[name]) != 0 for name in ("support", "ehc", "sen")) and key == NEED:
            continue
        rest = [words(line["roll"]), share_words(line["sen"], line["roll"])] if whole else []
        rows.append([line["label"], *cells, *rest])
    if not whole:
        rows = _alike(rows)
    return {"key": key, "heads": [TITLES[key], *LEVEL_HEADS[: 5 if whole else 3]], "rows": rows}


def _alike(rows: list[list[str]]) -> list[list[str]]:
    """Lines of which the same words say that they are not told: many of them as one, at the end, that names them all."""
    untold = {words(FEWER), NOT_SHOWN}
    same: dict[tuple[str, ...], list[str]] = {}
    for label, *cells in rows:
        if untold.issuperset(cells):
            same.setdefault(tuple(cells), []).append(label)
    many = {cells: labels for cells, labels in same.items() if len(labels) > FEW_APART}
    kept = [row for row in rows if tuple(row[1:]) not in many]
    return [*kept, *([f"Each of these: {'; '.join(labels)}", *cells] for cells, labels in many.items())]


def terms(reports: list[TermReport], england: dict) -> dict:
    """This term (the last of `reports`) beside those before it and England."""
    measures = (
        ("On roll", lambda s: words(s["total"]["roll"]), ""),
        ("SEN support", lambda s: _both(s["total"]["support"], s["total"]["roll"]), "support"),
        ("EHC plans", lambda s: _both(s["total"]["ehc"], s["total"]["roll"]), "ehc"),
        ("All with SEN", lambda s: _both(s["total"]["sen"], s["total"]["roll"]), "sen"),
        ("Plans reviewed on time", lambda s: _due(s["plans"]), ""),
        ("Annual reviews on time", lambda s: _due(s["annual_reviews"]), ""),
    )  # fmt: skip
    heads = ["Measure", *(report.term_name for report in reports), "England"]
    rows = [
        [
            label,
            *(tell(report.shown) for report in reports),
            f"{england[key]['percent']:.1f} %" if key in england else "–",
        ]
        for label, tell, key in measures
    ]
    lines = [
        {"title": f"{label}, term by term", "bars": [_point(report, name) for report in reports]}
        for name, label in (("support", "SEN support"), ("ehc", "EHC plans"))
    ]
    return {"heads": heads, "rows": rows, "lines": lines if len(reports) >= FEWEST_POINTS else [],
            "first": len(reports) == 1}  # fmt: skip


def _point(report: TermReport, name: str) -> dict:
    return bar(report.term_name.replace(" term ", " "), report.shown["total"][name])


def _both(cell: dict, of: dict) -> str:
    share = share_words(cell, of)
    return words(cell) if share == NOT_SHOWN else f"{words(cell)} ({share})"


def _due(kept: dict) -> str:
    return "none due" if kept["due"].get("n") == 0 else on_time(kept)


def _facts(*pairs: tuple[str, str]) -> list[dict]:
    return [{"label": label, "value": said} for label, said in pairs]


def _part(
    facts: list[dict],
    *,
    table: dict | None = None,
    bars: list[dict] | None = None,
    chart: str = "",
    quiet: str = "",
) -> dict:
    return {"facts": facts, "table": table, "bars": bars or [], "chart": chart, "quiet": quiet}


def movement(shown: dict) -> dict:
    """Movement on and off the register, and step-downs that held."""
    moved, ended = shown["movement"], shown["step_downs"]
    return _part(_facts(
        ("Newly on SEN support or an EHC plan", words(moved["on"])), ("Came to the school with SEN", words(moved["came"])),
        ("No longer need it and still here", words(moved["off"])), ("Left the school", words(moved["went"])),
        ("From SEN support to an EHC plan", words(moved["raised"])),
        ("Support ended in the last twelve months", words(ended["ended"])),
        ("… and it has held", words(ended["held"])), ("… and support was needed again", words(ended["back"])),
    ))  # fmt: skip


def plans(shown: dict) -> dict:
    """Whether plans were reviewed by their day."""
    return _kept(shown["plans"], "No plan was due for review this term.")


def annual_reviews(shown: dict) -> dict:
    """Whether annual reviews were held in time."""
    return _kept(shown["annual_reviews"], "No annual review was due this term.")


def _kept(kept: dict, quiet: str) -> dict:
    if kept["due"].get("n") == 0:
        return _part([], quiet=quiet)
    if "few" in kept["due"]:
        return _part(_facts(("Due this term", words(kept["due"]))))
    return _part(_facts(
        ("Due this term", words(kept["due"])), ("Done by their day", on_time(kept)), ("Done late", words(kept["late"])),
        ("Not done yet", words(kept["missing"])),
    ))  # fmt: skip


def hours(minutes: dict) -> str:
    """Minutes of a cell as hours in words."""
    if value(minutes) is None:
        return words(minutes)
    about = "about " if "about" in minutes else ""
    return f"{about}{value(minutes) / 60:,.0f}"


def pounds(pence: dict) -> str:
    """Pence of a cell as pounds in words."""
    if value(pence) is None:
        return words(pence)
    about = "about " if "about" in pence else ""
    return f"{about}£{value(pence) / 100:,.0f}"


MOST_BARS = 8


def provision(given: dict) -> dict:
    """Hours and cost of the term, and each intervention with its dosage and what it achieved; those of which nothing is
    told share a line."""
    told = [thing for thing in given["things"] if "n" in thing["children"]]
    told.sort(key=lambda thing: -thing["children"]["n"])
    rows = [
        [thing["name"], words(thing["children"]), dosage(thing), pounds(thing["spent"]), _moved(thing), _verdict(thing)]
        for thing in told
    ]  # fmt: skip
    bars = [bar(thing["name"], thing["children"]) for thing in told[:MOST_BARS]]
    quiet, notes = [thing for thing in given["things"] if "n" not in thing["children"]], []
    for said in dict.fromkeys(words(thing["children"]) for thing in quiet):
        alike = [thing["name"] for thing in quiet if words(thing["children"]) == said]
        rows.append([_each(alike), said, *[NOT_SHOWN] * 4])
        notes += [f"{_each(alike)} {said}: {', '.join(alike)}."] if len(alike) > 1 else []
        bars.append({"label": _each(alike), "value": None, "shown": said})
    table = {"caption": "Interventions this term", "rows": rows, "notes": notes,
             "heads": ["Intervention", "Children", "Hours given", "Cost", "Made progress", "What it achieved"]}  # fmt: skip
    return _part(
        _facts(("Children who had provision", words(given["children"])), ("Hours planned", hours(given["planned"])),
               ("Hours given", hours(given["given"])), *_cost(given)) if rows else [],
        table=table if rows else None, bars=bars, chart="Children in each intervention",
        quiet="" if rows else "No intervention ran this term.",
    )  # fmt: skip


def _cost(given: dict) -> list[tuple[str, str]]:
    """What was spent, and what it will come to by the term's end where that is more."""
    spent, expected = pounds(given["spent"]), pounds(given["expected"])
    ahead = [("Cost by the end of the term, as planned", expected)] if expected != spent else []
    return [("Cost so far" if ahead else "Cost", spent), *ahead]


def _each(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{_number(len(names))} others, each"


def dosage(thing: dict) -> str:
    """Hours given of hours planned."""
    told = value(thing["given"]) is not None and value(thing["planned"]) is not None
    return f"{hours(thing['given'])} of {hours(thing['planned'])}" if told else NOT_SHOWN


def _moved(thing: dict) -> str:
    if "n" not in thing["measured"]:
        return f"{words(thing['measured'])} measured"
    return f"{words(thing['moved'])} of {words(thing['measured'])}" if "n" in thing["moved"] else NOT_SHOWN


def _verdict(thing: dict) -> str:
    """What the school's rules say of it (apdr.impact.judge); nothing where few children were measured."""
    if "n" not in thing["measured"]:
        return "too few measured to say"
    return str(Verdict(thing["verdict"]).label) if thing["verdict"] in Verdict.values else thing["verdict"]


def meetings(held: dict) -> dict:
    """How parents of children with a plan were reached."""
    return _part(_facts(
        ("Met", words(held["met"])), ("By telephone", words(held["phone"])), ("Sent the papers", words(held["pack"])),
        ("No contact yet", words(held["none"])),
    ))  # fmt: skip


def training(done: dict) -> dict:
    """What staff have learnt. They are adults, whose numbers are told as they are."""
    rows = [[name, str(people)] for name, people in done["topics"]]
    table = {"caption": "Topics trained this term", "heads": ["Topic", "People"], "rows": rows}
    return _part(
        _facts(("Adults who teach or support", str(done["staff"])), ("With all induction topics", str(done["inducted"])),
               ("Records of training this term", str(done["records"])), ("Hours this term", f"{done['hours']:g}"),
               ("Training asked for, still to come", str(done["needs"]))),
        table=table if rows else None,
    )  # fmt: skip


def complaints(told: dict) -> dict:
    """Complaints of the term, by the highest stage."""
    rows = [[name, words(count)] for name, count in told["stages"]]
    table = {
        "caption": "Complaints raised, by the highest stage",
        "heads": ["Stage", "Complaints"],
        "rows": rows,
    }
    return _part(
        _facts(("Raised this term", words(told["raised"])), ("Closed this term", words(told["closed"])),
               ("Open at the end", words(told["open"]))),
        table=table if rows else None,
    )  # fmt: skip
