"""The page on which a plan is written, as finished strings: its targets' cards, the bank beside it, how it reads, what
may be used again from the last cycle."""

from django.urls import reverse

from apdr.bank.present import KINDS, panel_rows
from apdr.bank.queries import areas_of_pupil, best_of, comparable, words_held, year_number
from apdr.enums import BankKind, Progress
from apdr.models import Plan, Target
from apdr.plans.editing import TARGET_WORDS, Words, plan_labels, reads_of, targets_in, typed
from apdr.plans.forms import area_words
from apdr.plans.readability import EASY_AGE, Readability
from apdr.plans.smart import smart
from core.ui.present import day, lines
from register.voice.present import voice_text
from register.voice.queries import latest_voice

MOST_IN_PANEL = 8
TERMS = {1: "spring", 5: "summer", 9: "autumn"}  # the month from which a cycle is called after that term


def cycle_words(plan: Plan) -> str:
    """ "Cycle 4, spring 2027", with the area of need where the plan is about one."""
    term = TERMS[max(month for month in TERMS if month <= plan.starts.month)]
    words = f"Cycle {plan.cycle}, {term} {plan.starts.year}"
    return f"{words}, {area_words(plan.school, plan.area)}" if plan.area else words


# The targets


def carried_words(plan: Plan) -> dict[str, str]:
    """Key of each target that was carried over → "carried over, was “on track”". One query."""
    found = Target.objects.filter(plan=plan, carried_from__isnull=False)
    return {
        str(pk): f"carried over, was “{Progress(was).label.lower()}”" if was else "carried over"
        for pk, was in found.values_list("pk", "carried_from__progress")
    }


def dress_targets(
    forms, text: Words, plan: Plan, *, opened: int | None = None, carried: dict | None = None
) -> None:
    """Give each target's form what its card shows beside the fields; `opened` is the place of the one at work."""
    written = targets_in(text) or [{}]
    if opened is None:  # the first that lacks something
        opened = next((at for at, words in enumerate(written) if not smart_of(words, at, plan)["all"]), None)
    for place, (form, words) in enumerate(zip(forms, written, strict=False)):
        form.smart = smart_of(words, place, plan)
        form.carried = (carried or {}).get(words.get("key", ""), "")
        form.place = place
        form.open = place == opened
        form.hidden, form.shown = form.hidden_fields(), form.visible_fields()


def smart_of(words: Words, place: int, plan: Plan) -> dict:
    """How one target stands, in the terms of plans/_smart.html: "number", "title", "line", "all", "checks", "hints" and the
    date to use, "date" with its words, where none is set."""
    checks = smart({name: words.get(name, "") for name in TARGET_WORDS})
    begun = bool(words.get("target", "").strip())
    by = f"by {words['by_date']}" if words.get("by_date") else ""
    line = ", ".join(part for part in (words.get("criteria"), words.get("when"), by) if part)
    timeless = begun and not by and plan.review_on
    return {
        "place": place, "number": place + 1, "title": words.get("target") or f"Target {place + 1}", "line": line,
        "checks": checks, "all": all(check.ok for check in checks), "begun": begun,
        "lacks": ", ".join(check.word for check in checks if not check.ok) if begun else "",
        "hints": [check.hint for check in checks if not check.ok] if begun else [],
        "date": typed(plan.review_on) if timeless else "", "date_words": day(plan.review_on) if timeless else "",
    }  # fmt: skip


def smart_rows(text: Words, plan: Plan) -> list[dict]:
    """`smart_of` every target of the text."""
    return [smart_of(words, place, plan) for place, words in enumerate(targets_in(text))]


def offers_of(text: Words, plan: Plan) -> list[list[dict]]:
    """Of each target, what the bank does not hold yet, "value" (its button's), "what" and "words". One query."""
    held = words_held(plan.school)
    return [
        [{"value": f"{place}-{at}", "what": kind, "words": words}
         for at, (kind, words) in enumerate(lines_of(target)) if words and (kind, comparable(words)) not in held]
        for place, target in enumerate(targets_in(text))
    ]  # fmt: skip


def lines_of(target: Words) -> list[tuple[str, str]]:
    """(kind, words) of a target and of each of its strategies, as the bank would hold them."""
    said = [(BankKind.STRATEGY.value, line) for line in lines(target.get("strategies", ""))]
    return [(BankKind.TARGET.value, target.get("target", "").strip()), *said]


def offered(text: Words, value: str, plan: Plan) -> dict[str, str]:
    """What a button of `offers_of` brings to the bank's form; empty words where there is no such line."""
    place, _, at = value.partition("-")
    targets = targets_in(text)
    target = targets[place_in(place, len(targets))] if targets else {}
    found = dict(enumerate(lines_of(target)))
    kind, words = found.get(int(at) if at.isdecimal() and len(at) < 4 else 0, (BankKind.TARGET.value, ""))
    criteria = target.get("criteria", "") if kind == BankKind.TARGET else ""
    return {"kind": kind, "words": words, "criteria": criteria, "area": plan.area}


def left_behind(plan: Plan, text: Words) -> list[dict]:
    """Targets of the last cycle that the form does not hold: "number", "title" and how each went. One query at most."""
    if plan.previous_id is None:
        return []
    here = {target.get("target", "").strip().lower() for target in targets_in(text)}
    rows = Target.objects.filter(plan=plan.previous_id).order_by("number")
    return [
        {"number": row.number, "title": row.target, "progress": row.get_progress_display()}
        for row in rows
        if row.target.strip().lower() not in here
    ]


# The bank beside the plan


def panel(plan: Plan, text: Words, asked: dict[str, str]) -> dict:
    """The bank as it stands beside the plan, in the terms of plans/_bank.html; `asked` holds bank-kind, bank-q and
    bank-target. Three queries."""
    kind = asked.get("bank-kind")
    kind = kind if kind in BankKind.values else BankKind.STRATEGY
    query = asked.get("bank-q", "").strip()[:100]
    areas = {plan.area} if plan.area else areas_of_pupil(plan.pupil)
    offers = best_of(plan.school, kind=kind, areas=areas, year=year_number(plan.pupil.year_group), q=query)
    here = [plan.school.slug, plan.reference]
    count = max(len(targets_in(text)), 1)
    place = place_in(asked.get("bank-target", ""), count)
    taken = set(lines(targets_in(text)[place].get("strategies", ""))) if targets_in(text) else set()
    rows = [row | {"taken": row["words"] in taken} for row in panel_rows(offers[:MOST_IN_PANEL])]
    return {
        "kind": kind, "q": query, "rows": rows, "count": len(offers), "place": place,
        "kinds": [{"key": key, "label": label, "current": key == kind} for key, label in KINDS.items()],
        "title": f"Bank of {KINDS[kind].lower()}", "targets": list(range(count)),
        "url": reverse("plans:bank", args=here),
        "all_url": f"{reverse('bank:bank', args=here[:1])}?show={kind}",
        "all_label": f"All {len(offers)} {KINDS[kind].lower()}" if len(offers) > 1 and not query else "The whole bank",
    }  # fmt: skip


def place_in(typed_place: str, count: int) -> int:
    """The place of a target as a form says it; the first where it says none there is."""
    place = int(typed_place) if typed_place.isdecimal() and len(typed_place) < 3 else 0
    return place if place < count else 0


# How it reads


def reading(plan: Plan, text: Words, labels: Words | None = None) -> dict:
    """How the plan reads to parents, in the terms of plans/_reading.html: "line", "easy" and "hard"."""
    found = reads_of(text, labels or plan_labels(plan))
    return {"line": reading_line(found), "easy": found.easy, "hard": found.hard, "words": found.words}


def reading_line(found: Readability) -> str:
    """The reading age in one plain sentence."""
    if found.age is None:
        return "Too few words yet to tell." if not found.hard else "Too few words yet for a reading age."
    if found.age <= EASY_AGE:
        return f"Reads at about age {found.age}. Most parents can read this without effort."
    return f"Reads at about age {found.age}. Shorter sentences and plainer words would help parents."


def voice_help(plan: Plan, text: Words) -> dict:
    """The way to ask the child, "url" and "label", and, while the plan holds no words of the child's, the last ones
    on record: "quote" and "quote_label" ("" where there are none). One query at most."""
    first = plan.pupil.first_name
    voice = None if text.get("pupil_voice", "").strip() else latest_voice(plan.pupil)
    return {
        "url": reverse("voice:voices", args=[plan.school.slug, plan.pupil.reference]), "label": f"Ask {first}",
        "quote": voice_text(voice) if voice else "",
        "quote_label": f"Use what {first} said on {day(voice.on)}" if voice else "",
    }  # fmt: skip
