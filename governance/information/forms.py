from django import forms

from core.ui.fields import DayField
from governance.information.clauses import WITH_WEB, Clause


class ClauseForm(forms.Form):
    """What the school says to one clause."""

    body = forms.CharField(
        label="What the school says", max_length=8000, widget=forms.Textarea({"rows": 14}),
        error_messages={"required": "Write what the school does. Where the clause does not apply, say so and why."},
        help_text="Parents read it. An empty line begins a paragraph, a dash at the beginning of a line a point.",
    )  # fmt: skip

    web = forms.URLField(
        label="Web address", max_length=300, assume_scheme="https",
        help_text="For example https://www.council.example/offer. It stands below the text, as a link.",
        error_messages={"required": "Give the web address at which it is published",
                        "invalid": "Give the whole web address, for example https://www.council.example/offer"},
    )  # fmt: skip

    def __init__(self, *args, key: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if key not in WITH_WEB:
            del self.fields["web"]

    @property
    def labels(self) -> dict[str, str]:
        """The fields' names as read."""
        return {name: str(field.label) for name, field in self.fields.items()}


class EarlierForm(forms.Form):
    """The report that was approved before the school used the product, and what it says, clause by clause."""

    approved_on = DayField(
        label="When was it approved?", error_messages={"required": "Say when it was approved"}
    )
    approved_by = forms.CharField(label="Who approved it?", max_length=120, initial="the governing board",
                                  error_messages={"required": "Say who approved it"})  # fmt: skip

    def __init__(self, *args, clauses: list[Clause], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for clause in clauses:
            self.fields[clause.key] = forms.CharField(
                label=clause.heading, max_length=8000, required=False, widget=forms.Textarea({"rows": 4})
            )

    def told(self) -> dict:
        """What was typed, as the action takes it."""
        texts = dict(self.cleaned_data)
        return {name: texts.pop(name) for name in ("approved_on", "approved_by")} | {"texts": texts}


class ConsultationForm(forms.Form):
    """With whom the report was written, and what came of it."""

    on = DayField(label="When?", error_messages={"required": "Say when it was"})
    who = forms.CharField(
        label="Whom did you ask?", max_length=160, error_messages={"required": "Say whom you asked"},
        help_text="A group, not names. For example: parents of children on the register",
    )  # fmt: skip
    how = forms.CharField(
        label="How?", max_length=160, required=False, help_text="For example: a coffee morning, a survey, the school council"
    )  # fmt: skip
    many = forms.IntegerField(
        label="How many took part?", min_value=1, max_value=5000, required=False,
        help_text="The report tells it from 5 people on",
    )  # fmt: skip
    said = forms.CharField(
        label="What did they say?", max_length=3000, widget=forms.Textarea({"rows": 5}),
        help_text="Everybody can read it: write nothing by which a child could be known",
        error_messages={"required": "Say in a few words what they said"},
    )  # fmt: skip
    changed = forms.CharField(
        label="What did it change?", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )


YEARLY = "yearly"


class PublishForm(forms.Form):
    """Who approved the report, when, and whether it is the yearly review."""

    kind = forms.ChoiceField(
        label="What is it?", widget=forms.RadioSelect,
        choices=[(YEARLY, "The yearly review"), ("change", "A change within the year")],
        error_messages={"required": "Say whether it is the yearly review"},
    )  # fmt: skip
    why = forms.CharField(
        label="What has changed since the last version?", max_length=300, required=False,
        help_text="Needed for a change within the year. Everybody can read it.",
    )  # fmt: skip
    approved_by = forms.CharField(
        label="Who approved it?", max_length=120, error_messages={"required": "Say who approved it"},
        help_text="The report is the governing board’s",
    )  # fmt: skip
    approved_on = DayField(
        label="When was it approved?", error_messages={"required": "Say when it was approved"}
    )

    def clean(self):
        data = super().clean()
        if data.get("kind") == "change" and not data.get("why"):
            self.add_error("why", "Say what has changed since the last version")
        return data

    @property
    def told(self) -> dict:
        """What was typed, as the action takes it."""
        data = dict(self.cleaned_data)
        return {"yearly": data.pop("kind") == YEARLY, **data}
