from django import forms
from django.utils.translation import gettext, gettext_lazy

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
from register.concerns.lifecycle import (
    GROUNDS,
    LEVEL_OF,
    asks_consulted,
    level_after,
    missing_of,
    outcomes_for,
)
from register.enums import (
    PROMPTS,
    WITH_PLAN,
    Area,
    ConcernKind,
    Consulted,
    EventKind,
    Factor,
    HowTold,
    LessProgress,
    Level,
    Outcome,
    RaisedBy,
    Source,
)
from register.models import Concern

REASONS_HINT = (
    "For example: “Sam is not making progress because Sam struggles to retain lesson content. After five sessions "
    "on number bonds Sam recalled 2 of 10.”"
)
YES_NO = [("yes", "Yes"), ("no", "No")]


def areas(school) -> list[tuple[str, str]]:
    """The four areas to tick, the fourth in the school's own words, and none yet."""
    named = {Area.SENSORY.value: school.label("area_sp")}
    four = [(area.value, named.get(area.value, area.label)) for area in Area if area != Area.NONE]
    return [*four, ("", "Not clear yet")]


class Gathered(Sectioned, forms.Form):
    """What may be known of a concern besides its reasons."""

    area = one_of("Main area of need", [])
    interventions = words(
        "All interventions that have taken place while the child has been in your class", most=4000,
        hint="With how often and for how long: “Phonics group, 3 × 15 minutes a week, since September”",
    )  # fmt: skip
    criteria = some_of("Progress: tick what you see", LessProgress.choices)
    sources = some_of("What it rests on", Source.choices, down=False)
    factors = some_of("What may lie behind it", Factor.choices, hint="None of these alone is SEN.")
    factors_note = words("More about that", rows=2, most=1000)
    parents_told_on = day_field("When were the parents told?")
    parents_say = words("What the parents say and hope for")
    child_says = words("What the child says and hopes for")

    def __init__(self, *args, pupil, events=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil, self.events = pupil, list(events)
        self.fields["area"].choices = areas(pupil.school)
        name = pupil.first_name
        self.fields["child_says"].label = f"What {name} says and hopes for"
        no_marks(self, "area", *SLOWER, *BEHIND, *VOICES)

    @property
    def factor_rows(self) -> list[dict]:
        """Each factor with its tick and the prompt that is always read beside it."""
        ticked = self["factors"].value() or []
        return [
            {"value": factor.value, "label": factor.label, "prompt": PROMPTS[factor], "ticked": factor.value in ticked,
             "id": f"{self['factors'].auto_id}_{number}"}
            for number, factor in enumerate(Factor)
        ]  # fmt: skip

    @property
    def events_known(self) -> str:
        """Events on record, in a line."""
        return "; ".join(f"{one.get_kind_display()}, {day(one.on)}" for one in self.events)

    def clean(self):
        data = super().clean()
        clean_days(self, "parents_told_on")
        return data


SLOWER, BEHIND = ("criteria", "sources"), ("factors", "factors_note")
VOICES = ("parents_told_on", "parents_say", "child_says")


class RaiseForm(Gathered):
    """All Saints' Appendix A, field for field and in its order (R-31), with what else may be known folded away."""

    kind = one_of(
        "Main nature of concern", ConcernKind.choices, required="Choose SEND or pastoral", down=False
    )
    carer = forms.CharField(label="Name of carer", max_length=120, required=False)
    raised_on = day_field("Date", required="Enter the date")
    referred_by = forms.CharField(label="Referred by", max_length=120, required=False)
    reasons = words("Clear reasons, with supporting evidence from classroom practice", rows=5, most=4000,
                    required="Say what the concern is", hint=REASONS_HINT)  # fmt: skip
    raised_by = one_of(
        "Whose concern is it?", RaisedBy.choices, required="Say whose concern it is", down=False
    )

    prefilled = ("raised_by",)
    field_order = (
        "kind",
        "carer",
        "raised_on",
        "referred_by",
        "reasons",
        "area",
        "interventions",
        "raised_by",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        no_marks(self, "carer", "referred_by", "interventions")

    def sections(self) -> list[Section]:
        facts = (("Child’s name", self.pupil.name), ("D.O.B.", day(self.pupil.born).split(" ", 1)[1]))
        return [
            Section("Request for SEND or pastoral support", ("kind",)),
            Section("", ("carer", "raised_on", "referred_by"), facts=facts, side=True),
            Section("", ("reasons", "area", "interventions")),
            Section("More, if you have it", ("raised_by", *SLOWER, *BEHIND, *VOICES), fold=True,
                    note="whose concern, progress, what lies behind it, what parents and child say"),
        ]  # fmt: skip

    def clean(self):
        data = super().clean()
        clean_days(self, "raised_on")
        return data


class AddForm(Gathered):
    """What has been gathered since a concern was raised."""

    seen_in_school = one_of(
        "Does it show in school or affect learning?", [*YES_NO, ("", "Not clear yet")], down=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        no_marks(self, "interventions", "seen_in_school")

    def sections(self) -> list[Section]:
        return [
            Section("What is seen", ("seen_in_school", "area", "interventions", *SLOWER)),
            Section("What may lie behind it", BEHIND),
            Section("Parents and child", VOICES),
        ]

    def clean_seen_in_school(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["seen_in_school"])


class ParentForm(forms.Form):
    """A parent tells the school of a worry, in plain words."""

    reasons = words(
        gettext_lazy("What worries you?"), rows=4, most=4000, required=gettext_lazy("Tell us what worries you"),
        hint=gettext_lazy("What you see at home, and since when"),
    )  # fmt: skip
    parents_say = words(gettext_lazy("What do you hope for?"))
    child_says = words("")

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        self.fields["child_says"].label = gettext("What does %(name)s say about it?") % {
            "name": pupil.first_name
        }


class DecideForm(Sectioned, OnRegister):
    """The SENCo's decision on a concern; what an outcome does not ask for is not read."""

    outcome = one_of("What follows?", [], required="Choose what follows")
    seen_in_school = one_of("Does it show in school or affect learning?", YES_NO, down=False)
    signposted_to = forms.CharField(
        label="Where was the family pointed to?", max_length=300, required=False,
        help_text="For example the doctor or the health visitor",
    )  # fmt: skip
    decided_on = day_field("Date of the decision", required="Enter the date of the decision")
    decision = words("Action taken, and why", required="Say what is done, and why")
    ground_staff = words("What teacher and SENCo discussed")
    ground_progress = words("What progress shows, against the school and nationally")
    ground_family = words("What child and parents say about it")
    consulted = some_of("Who was consulted?", WHO_WAS_ASKED, down=False)
    family_told_on = day_field(
        "When was the family told of the decision?", hint="Leave empty if not yet: it is asked again"
    )
    family_told_how = one_of("How were they told?", HowTold.choices, down=False)

    field_order = ("seen_in_school", "outcome", "signposted_to", "decided_on", "decision", "additional", "main_need",
                   "second_need", "consulted", *GROUNDS, "family_told_on", "family_told_how")  # fmt: skip

    def __init__(
        self, *args, concern: Concern, level: str, support_runs: bool, others_open: bool, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.concern, self.pupil, self.level = concern, concern.pupil, level
        self.support_runs, self.others_open = support_runs, others_open
        self.outcomes = outcomes_for(level, raised_by=concern.raised_by, support_runs=support_runs,
                                     hide_recorded=concern.school.hide_recorded_tier)  # fmt: skip
        self.fields["outcome"].choices = [(one.value, self._says(one)) for one in self.outcomes]
        senco = concern.school.label("senco")
        self.fields["ground_staff"].label = f"What teacher and {senco} discussed"
        if concern.raised_by != RaisedBy.PARENT:
            self._drop("seen_in_school", "signposted_to")
        if level in WITH_PLAN:
            self._drop("additional", "main_need", "second_need")
        if not asks_consulted(level, self.outcomes):
            self._drop("consulted")
        no_marks(self, *(name for name, one in self.fields.items() if not one.required))

    def _drop(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _says(self, outcome: Outcome) -> str:
        if outcome == Outcome.SEN_SUPPORT and self.level in WITH_PLAN:
            return f"{Level(self.level).label} goes on: the plan takes this up"
        return str(outcome.label)

    def sections(self) -> list[Section]:
        name = self.pupil.first_name
        always = self.level == Level.EMERGING_CONCERN
        return [
            Section("Decision", ("seen_in_school", "outcome")),
            Section("", ("signposted_to",), when="when when-signposted"),
            Section("", ("decided_on", "decision")),
            Section("Put on the register", ("additional", "main_need", "second_need"),
                    note=f"{name} gets this from that date", when="when when-record when-sen_support"),
            Section("", ("consulted",), when="" if always else "when when-monitor when-record when-sen_support"),
            Section("Why", tuple(GROUNDS), note="all three where SEN provision is made, otherwise at least one"),
            Section("The family", ("family_told_on", "family_told_how")),
        ]  # fmt: skip

    def clean_seen_in_school(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["seen_in_school"])

    def clean(self):
        data = super().clean()
        clean_days(self, "decided_on", "family_told_on")
        if data.get("decided_on") and data["decided_on"] < self.concern.raised_on:
            raised = day(self.concern.raised_on)
            self.add_error(
                "decided_on", f"The concern was raised on {raised}: choose that day or a later one"
            )
        if data.get("family_told_on") and not data.get("family_told_how"):
            self.add_error("family_told_how", "Say how the family was told")
        if data.get("outcome"):
            self._check_reasoned(data)
        if data.get("outcome"):  # gone when it does not fit the reasons
            self._check_level(data)
        return data

    def _check_reasoned(self, data: dict) -> None:
        said = ("outcome", "decision", "signposted_to", *GROUNDS)
        asked = Concern(raised_by=self.concern.raised_by, seen_in_school=self.concern.seen_in_school,
                        **{name: data.get(name, "") for name in said})  # fmt: skip
        if data.get("seen_in_school") is not None:
            asked.seen_in_school = data["seen_in_school"]
        for name, problem in missing_of(asked).items():
            if name in self.fields and not self.errors.get(name):
                self.add_error(name, problem.rstrip("."))

    def _check_level(self, data: dict) -> None:
        after = level_after(
            data["outcome"], self.level, support_runs=self.support_runs, others_open=self.others_open
        )
        if after is None:
            return
        if not data.get("consulted"):
            self.add_error("consulted", "Say who was consulted: choose at least one")
        if after in (Level.SEN_RECORDED, Level.SEN_SUPPORT):
            if Consulted.PARENTS not in data.get("consulted", []) and not self.errors.get("consulted"):
                self.add_error("consulted", "Tell the parents first, then tick Parents")
            self.check_register()

    @property
    def decided(self) -> dict:
        """The words of the decision for actions.decide()."""
        data = dict(self.cleaned_data)
        for name in ("main_need", "second_need"):
            data.pop(name, None)
        wanted = data["outcome"] in LEVEL_OF and self.level not in WITH_PLAN
        return data | {"needs": self.needs if wanted and data["outcome"] != Outcome.MONITOR else None}


class ToldForm(forms.Form):
    """The family was told of a decision."""

    on = day_field("When was the family told?", required="Enter the day")
    how = one_of("How?", HowTold.choices, required="Say how the family was told", down=False)

    def __init__(self, *args, concern: Concern, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = concern.pupil

    def clean(self):
        data = super().clean()
        clean_days(self, "on")
        return data


class EventForm(forms.Form):
    """Something that happened to a pupil."""

    kind = one_of("What happened?", EventKind.choices, required="Choose what happened")
    on = day_field("When?", required="Enter the day; a near one if you do not know it exactly")
    note = forms.CharField(label="In a line", max_length=300, required=False,
                           help_text="What staff need to know, and no more")  # fmt: skip

    def __init__(self, *args, pupil, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        no_marks(self, "note")

    def clean(self):
        data = super().clean()
        clean_days(self, "on")
        if data.get("kind") == EventKind.OTHER and not data.get("note", "").strip():
            self.add_error("note", "Say in a line what happened")
        return data
