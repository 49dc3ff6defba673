from django import forms

from core.accounts.permissions import Denied
from core.calendar.dates import add_weeks
from core.ui.present import day
from register.concerns.fields import (
    WHO_WAS_ASKED,
    OnRegister,
    Section,
    Sectioned,
    clean_days,
    day_field,
    no_marks,
    one_of,
    some_of,
    words,
)
from register.concerns.support_actions import NEEDED, check_outcome, check_span
from register.enums import Consulted, HowTold, SupportOutcome, SupportProgress
from register.models import ExtraSupport

ALSO = [choice for choice in Consulted.choices if choice[0] in {Consulted.CHILD, Consulted.PROFESSIONAL}]


class SupportForm(Sectioned, forms.Form):
    """The plan of an emerging concern."""

    difficulty = words("What is hard now?", required=NEEDED["difficulty"].rstrip("."))
    targets = words(
        "What do we aim for?", required=NEEDED["targets"].rstrip("."), hint="Clear and few, one a line"
    )
    support = words("What do we do, who does it, how often?", required=NEEDED["support"].rstrip("."))
    parents_say = words("What do the parents say?")
    child_says = words("", required=NEEDED["child_says"].rstrip("."))
    consulted = some_of("Who was consulted?", WHO_WAS_ASKED, down=False)
    starts = day_field("From", required="Say from what day the support runs")
    review_by = day_field("Review with parents by")

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil, school, name = pupil, pupil.school, pupil.first_name
        self.fields["difficulty"].label = f"What is hard for {name} now?"
        self.fields["child_says"].label = f"What does {name} say? Or why was {name} not asked?"
        weeks, most = school.concern_weeks, school.concern_weeks_latest
        self.fields[
            "review_by"
        ].help_text = f"Left empty: {weeks} weeks from the start. Latest: {most} weeks."
        no_marks(self, "consulted", "review_by")

    def sections(self) -> list[Section]:
        return [
            Section("The support", ("difficulty", "targets", "support")),
            Section("Parents and child", ("parents_say", "child_says", "consulted")),
            Section("Dates", ("starts", "review_by")),
        ]

    def clean(self):
        data = super().clean()
        clean_days(self, "starts")
        if not data.get("consulted"):
            self.add_error("consulted", "Say who was consulted: choose at least one")
        if data.get("starts") and not self.errors.get("review_by"):
            self._check_span(data)
        return data

    def _check_span(self, data: dict) -> None:
        school = self.pupil.school
        data["review_by"] = data.get("review_by") or add_weeks(data["starts"], school.concern_weeks)
        try:
            check_span(school, data["starts"], data["review_by"])
        except Denied as denied:
            self.add_error("review_by", denied.reason.rstrip("."))


class ReviewForm(Sectioned, OnRegister):
    """The review of extra support with parents, and what follows."""

    reviewed_on = day_field("Reviewed on", required="Enter the day of the review")
    progress = one_of(
        "How was progress?", SupportProgress.choices, required="Say how progress was", down=False
    )
    found = words("What came of each aim?", required="Say what came of each aim")
    family_how = one_of("How did the parents take part?", HowTold.choices, down=False,
                        required="Say how the parents took part")  # fmt: skip
    family_said = words(
        "What did the parents say?", rows=2, required="Write what the parents said; if nothing, say so"
    )
    outcome = one_of("What follows?", [], required="Choose what follows")
    also = some_of(
        "Who else was asked?", ALSO, down=False, hint="Parents and class teacher review it together."
    )

    field_order = (
        "reviewed_on",
        "progress",
        "found",
        "family_how",
        "family_said",
        "also",
        "outcome",
        "additional",
    )

    def __init__(self, *args, support: ExtraSupport, user, may_move: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.support, self.pupil, self.user = support, support.pupil, user
        senco = support.school.label("senco")
        said = {SupportOutcome.TELL_SENCO.value: f"Tell the {senco}: the concern remains"}
        offered = [one for one in SupportOutcome if may_move or one != SupportOutcome.SEN_SUPPORT]
        self.fields["outcome"].choices = [(one.value, said.get(one.value, one.label)) for one in offered]
        if not may_move:
            hint = f"If more is needed, tell the {senco}, who decides about SEN Support and gets all of this."
            self.fields["outcome"].help_text = hint
            for name in ("additional", "main_need", "second_need"):
                del self.fields[name]
        no_marks(self, "also", "additional", "main_need", "second_need")

    def sections(self) -> list[Section]:
        return [
            Section("How it went", ("reviewed_on", "progress", "found")),
            Section("With the parents", ("family_how", "family_said", "also")),
            Section("Outcome", ("outcome",)),
            Section(
                "Put on the register",
                ("additional", "main_need", "second_need"),
                when="when when-sen_support",
            ),
        ]

    def clean(self):
        data = super().clean()
        clean_days(self, "reviewed_on")
        if data.get("reviewed_on") and data["reviewed_on"] < self.support.starts:
            self.add_error(
                "reviewed_on",
                f"The support began on {day(self.support.starts)}: choose that day or a later one",
            )
        if data.get("outcome") and data.get("progress"):
            try:
                check_outcome(self.support, data["progress"], data["outcome"], self.user)
            except Denied as denied:
                self.add_error("outcome", denied.reason.rstrip("."))
        if data.get("outcome") == SupportOutcome.SEN_SUPPORT and "additional" in self.fields:
            self.check_register()
        return data

    @property
    def reviewed(self) -> dict:
        """The words of the review for review_support()."""
        data = dict(self.cleaned_data)
        for name in ("main_need", "second_need"):
            data.pop(name, None)
        return data | {"needs": self.needs or None}
