"""Forms of the bank: one entry, and what of the bank is shown."""

from django import forms

from apdr.bank.queries import year_number
from apdr.enums import BankKind
from apdr.models import BankEntry
from register.enums import YEAR_GROUPS, YEAR_LABEL, Area
from register.profiles.present import area_label

YEARS = [(str(year_number(year)), YEAR_LABEL[year]) for year in YEAR_GROUPS]


def area_choices(school, none: str) -> list[tuple[str, str]]:
    """The four areas in the school's words, after what stands for none of them."""
    areas = [(area.value, area_label(school, area)) for area in Area if area != Area.NONE]
    return [("", none), *areas]


def _year(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("", "Any"), *YEARS], coerce=int, empty_value=None, required=False
    )


class EntryForm(forms.ModelForm):
    """A target or strategy of the school's bank. What is typed is text, never markup."""

    year_from, year_to = _year("From year group"), _year("To year group")

    class Meta:
        model = BankEntry
        fields = ["kind", "words", "criteria", "area", "year_from", "year_to", "source"]
        labels = {"words": "The words", "criteria": "How will we know?", "source": "Where it comes from"}
        help_texts = {
            "words": "As it will stand in a plan, without a child’s name",
            "criteria": "For a target, with a number to count",
            "source": "For example the speech therapist",
        }
        error_messages = {"words": {"required": "Write the words of the target or strategy"}}

    def __init__(self, *args, school, fixed: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label="What is it?", choices=BankKind, widget=forms.RadioSelect, initial=BankKind.STRATEGY,
            error_messages={"required": "Choose a target or a strategy"},
        )  # fmt: skip
        self.fields["area"] = forms.ChoiceField(
            label="Area of need", choices=area_choices(school, "Any area"), required=False
        )
        self.fields["criteria"].when = "kind:target"
        if fixed:
            del self.fields["kind"]
            if self.instance.kind != BankKind.TARGET:
                del self.fields["criteria"]

    def clean(self):
        data = super().clean()
        first, last = data.get("year_from"), data.get("year_to")
        if first is not None and last is not None and last < first:
            self.add_error("year_to", "The last year group is before the first: check both")
        return data

    def validate_unique(self) -> None:
        """The action answers for it, whatever the case of the letters."""

    def validate_constraints(self) -> None:
        """As above."""


class ShownForm(forms.Form):
    """What of the bank is listed; a wrong choice shows all."""

    hide_optional = True

    area = forms.ChoiceField(label="Area of need", required=False)
    year = forms.TypedChoiceField(
        label="Year group", choices=[("", "Any age"), *YEARS], coerce=int, empty_value=None, required=False
    )
    q = forms.CharField(label="Words", max_length=100, required=False)

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices(school, "Any area")

    @property
    def chosen(self) -> dict:
        """area, year and q as `bank_of` takes them."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {"area": data.get("area", ""), "year": data.get("year"), "q": data.get("q", "")}
