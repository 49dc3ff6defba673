"""What the forms of this room share: sections of fields, the types of need, days in a pupil's life."""

from dataclasses import dataclass, field

from django import forms

from core.ui.fields import DayField
from register.dates import check_day
from register.enums import Consulted, NeedType


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together under a heading. `fold`: shut until opened; `when`: style classes of
    static/css/4-concerns.css that show it for some answers alone; `facts`: (label, value) shown among the fields; `side`:
    the fields stand side by side where there is room."""

    title: str
    names: tuple[str, ...]
    note: str = ""
    fold: bool = False
    when: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    side: bool = False


class Sectioned:
    """A form drawn in sections by templates/concerns/_sections.html."""

    def sections(self) -> list[Section]:
        raise NotImplementedError

    @property
    def drawn(self) -> list[dict]:
        """The sections that have fields, with their bound fields; a fold with something in it stands open."""
        drawn = []
        for section in self.sections():
            fields = [self[name] for name in section.names if name in self.fields]
            if fields:
                filled = any(one.errors or (one.value() and not one.is_hidden) for one in fields if one.name not in
                             self.prefilled)  # fmt: skip
                drawn.append({"section": section, "fields": fields, "open": filled})
        return drawn

    prefilled: tuple[str, ...] = ()  # fields whose first value does not open a fold


def words(
    label: str, *, rows: int = 3, most: int = 2000, required: str = "", hint: str = ""
) -> forms.CharField:
    """A text of several lines; `required` is what is said when it is missing, "" where it may be."""
    return forms.CharField(
        label=label, max_length=most, required=bool(required), help_text=hint,
        error_messages={"required": required} if required else None, widget=forms.Textarea({"rows": rows}),
    )  # fmt: skip


def one_of(
    label: str, choices, *, required: str = "", down: bool = True, hint: str = ""
) -> forms.ChoiceField:
    """One choice by radio buttons."""
    return forms.ChoiceField(
        label=label, choices=choices, required=bool(required), help_text=hint,
        error_messages={"required": required} if required else None,
        widget=forms.RadioSelect({"down": True} if down else {}),
    )  # fmt: skip


def some_of(label: str, choices, *, down: bool = True, hint: str = "") -> forms.MultipleChoiceField:
    """Any number of choices by ticks."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=hint,
        widget=forms.CheckboxSelectMultiple({"down": True} if down else {}),
    )  # fmt: skip


def day_field(label: str, *, required: str = "", hint: str = "For example 23 11 2026") -> DayField:
    """A day; `required` is what is said when it is missing."""
    return DayField(label=label, required=bool(required), help_text=hint,
                    error_messages={"required": required} if required else None)  # fmt: skip


def clean_days(form, *names: str) -> None:
    """Days that cannot be in the pupil's life, or are still to come, are refused beside their field."""
    for name in names:
        if name in form.cleaned_data:
            try:
                check_day(form.pupil, form.cleaned_data[name])
            except forms.ValidationError as wrong:
                form.add_error(name, wrong)


def no_marks(form, *names: str) -> None:
    """Fields that an answer asks for are not marked as optional."""
    for name in names:
        if name in form.fields:
            form.fields[name].conditional = True


class OnRegister(forms.Form):
    """What putting a child on the register asks for: what is additional or different, and the types of need."""

    additional = words("What is additional to or different from what all children get?")
    main_need = forms.ChoiceField(
        label="Main type of need", choices=[("", "Choose one"), *NeedType.choices], required=False
    )
    second_need = forms.ChoiceField(
        label="Second type of need", choices=[("", "None"), *NeedType.choices], required=False
    )

    def check_register(self) -> None:
        """What is missing to put the child on the register, beside each field."""
        data = self.cleaned_data
        if not data.get("additional", "").strip():
            self.add_error("additional", "Say what is additional to or different from what all children get")
        if not data.get("main_need"):
            self.add_error("main_need", "Choose the main type of need, or “no specialist assessment” for now")
        if data.get("main_need") and data["main_need"] == data.get("second_need"):
            self.add_error(
                "second_need", "The second type is the same as the main one: choose another, or None"
            )

    @property
    def needs(self) -> list[str]:
        """Codes chosen, the main one first."""
        chosen = (self.cleaned_data.get("main_need"), self.cleaned_data.get("second_need"))
        return [code for code in chosen if code]


WHO_WAS_ASKED = [choice for choice in Consulted.choices if choice[0] != Consulted.PREVIOUS]
