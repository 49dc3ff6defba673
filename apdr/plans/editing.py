"""The plan's form as flat text, name of the field → words, for drafts and for two people's texts side by side."""

from django.urls import reverse

from apdr.models import PLAN_TEXTS, Plan
from apdr.plans.forms import MOST_TARGETS_EVER, PlanForm, TargetForms
from apdr.plans.smart import smart
from core.ui.present import day
from register.voice.present import voice_text
from register.voice.queries import latest_voice

MOST_NAME = 60  # characters of a field's name
TARGET_WORDS = ("target", "criteria", "by_date", "strategies", "provision", "who", "when")


def plan_text(plan: Plan) -> dict[str, str]:
    """The plan as its form's text, names of the fields → words."""
    text = {name: getattr(plan, name) for name in PLAN_TEXTS}
    text |= {"starts": typed_day(plan.starts), "review_on": typed_day(plan.review_on)}
    for place, target in enumerate(plan.targets.all()):
        for name in TARGET_WORDS:
            value = getattr(target, name)
            text[f"targets-{place}-{name}"] = typed_day(value) if name == "by_date" else value
    return text


def typed_day(value) -> str:
    """A date as the form's text holds it, "" for none."""
    return f"{value.day} {value:%m %Y}" if value else ""


def plan_labels(plan: Plan, count: int) -> dict[str, str]:
    """The fields' names as read, of a plan with so many targets."""
    form, targets = PlanForm(first_name=plan.pupil.first_name), TargetForms().empty_form
    labels = {name: str(field.label) for name, field in form.fields.items()}
    for place in range(count):
        labels |= {
            f"targets-{place}-{name}": f"Target {place + 1}: {targets.fields[name].label}"
            for name in TARGET_WORDS
        }
    return labels


def count_targets(text: dict[str, str]) -> int:
    """How many target forms a form's text holds; at most one more than there may be, which the form refuses."""
    places = [
        int(name.split("-")[1])
        for name in text
        if name.startswith("targets-") and name.split("-")[1].isdecimal() and len(name) < MOST_NAME
    ]
    return min(max(places, default=-1), MOST_TARGETS_EVER) + 1


def with_management(text: dict[str, str], count: int) -> dict[str, str]:
    """The text with what the formset needs to know of its length."""
    return text | {"targets-TOTAL_FORMS": str(count), "targets-INITIAL_FORMS": "0"}


def plan_forms(plan: Plan, text: dict[str, str], *, bound: bool, spare: int = 0):
    """(the plan's form, its targets' forms) from the text; with `spare` empty targets more."""
    count = max(count_targets(text), 1) + spare
    kwargs = {"first_name": plan.pupil.first_name}
    data = with_management(text, count)
    targets = TargetForms(data, prefix="targets", form_kwargs=kwargs)
    if bound:
        return PlanForm(data, instance=Plan(school=plan.school, pupil=plan.pupil), **kwargs), targets
    initial = [
        {name: text.get(f"targets-{place}-{name}", "") for name in TARGET_WORDS} for place in range(count)
    ]
    targets = TargetForms(initial=initial, prefix="targets", form_kwargs=kwargs)
    return PlanForm(initial=text, **kwargs), targets


def dress_target(target, place: int, text: dict[str, str], plan: Plan, *, opened: bool) -> None:
    """Give a target's form what its card shows folded: its line and its SMART hints."""
    words = {name: text.get(f"targets-{place}-{name}", "") for name in TARGET_WORDS}
    target.smart = smart(words)
    missing = [check for check in target.smart if not check.ok]
    by = f"by {words['by_date']}" if words["by_date"] else ""
    line = ", ".join(part for part in (words["criteria"], words["when"], by) if part)
    target.summary = {"number": place + 1, "title": words["target"] or f"Target {place + 1}", "line": line,
                      "smart": not missing}  # fmt: skip
    target.carried = ""
    target.open = bool(opened or not words["target"])
    target.hint = (
        {"words": missing[0].hint, "button": "", "field_id": "", "value": ""}
        if missing and words["target"]
        else None
    )
    if target.hint and missing[0].word == "Time-bound" and plan.review_on:
        target.hint |= {"words": f"Say by when. The next review is {day(plan.review_on)}.", "button": "Use this date",
                        "field_id": f"id_targets-{place}-by_date", "value": typed_day(plan.review_on)}  # fmt: skip


def voice_help(plan: Plan, text: dict[str, str]) -> dict:
    """The way to ask the child, "url" and "label", and, while the plan holds no words of the child's, the last ones
    on record: "quote" and "quote_label" ("" where there are none). One query at most."""
    first = plan.pupil.first_name
    voice = None if text.get("pupil_voice", "").strip() else latest_voice(plan.pupil)
    return {
        "url": reverse("voice:voices", args=[plan.school.slug, plan.pupil.reference]), "label": f"Ask {first}",
        "quote": voice_text(voice) if voice else "",
        "quote_label": f"Use what {first} said on {day(voice.on)}" if voice else "",
    }  # fmt: skip
