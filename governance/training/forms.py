"""The forms of training."""

from django import forms
from django.utils import timezone

from apdr.models import Intervention
from core.accounts.models import User
from core.ui.fields import DayField
from governance.enums import Audience, Competence, NeedSource
from governance.models import Topic

SHORT = {"rows": 2}


def topics_in_use(school):
    """Topics to choose from."""
    return Topic.objects.filter(school=school, retired_on=None).order_by("audience", "name", "pk")


class TopicChoice(forms.ModelChoiceField):
    """One of the school's topics in use, with for whom it is."""

    def __init__(self, label: str = "Topic") -> None:
        super().__init__(
            Topic.objects.none(), label=label, to_field_name="reference", empty_label="Choose one",
            error_messages={"required": "Choose a topic", "invalid_choice": "This topic is not in use: choose another"},
        )  # fmt: skip

    def label_from_instance(self, obj) -> str:
        return f"{obj.name} ({obj.get_audience_display().lower() if obj.audience != Audience.TAS else 'TAs'})"


class HoursField(forms.DecimalField):
    """Hours of training, as 1.5."""

    def __init__(self, **kwargs) -> None:
        super().__init__(label="Hours", required=False, max_digits=4, decimal_places=1, min_value=0, max_value=100,
                         widget=forms.TextInput({"inputmode": "decimal", "class": "count-input"}),
                         help_text="For example 1.5", **kwargs)  # fmt: skip


class TopicForm(forms.Form):
    """A topic of training."""

    name = forms.CharField(
        label="Topic", max_length=160, error_messages={"required": "Give the topic a name"}
    )
    audience = forms.ChoiceField(
        label="Who needs it?", choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.STAFF,
        error_messages={"required": "Say who needs it"},
    )  # fmt: skip
    about = forms.CharField(
        label="What it covers", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    renew_months = forms.IntegerField(
        label="Renew after so many months", required=False, min_value=1, max_value=120,
        widget=forms.TextInput({"inputmode": "numeric", "class": "count-input"}),
        help_text="Leave it empty where it does not run out",
    )  # fmt: skip
    intervention = forms.ModelChoiceField(
        Intervention.objects.none(), label="Trains for an intervention", required=False, empty_label="None",
        to_field_name="reference", help_text="Whoever delivers it needs this training",
        error_messages={"invalid_choice": "This is not in the library any more: choose another"},
    )  # fmt: skip

    def __init__(self, *args, school, held: Topic | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if held and held.key:
            del self.fields["audience"]
        entries = Intervention.objects.filter(school=school)
        kept = entries.filter(pk=held.intervention_id) if held else entries.none()
        self.fields["intervention"].queryset = (entries.filter(retired_on=None) | kept).order_by("name")


class DayForm(forms.Form):
    """A training day of the programme."""

    title = forms.CharField(
        label="What is it called?", max_length=160, help_text="For example INSET: working with TAs",
        error_messages={"required": "Say what it is called"},
    )  # fmt: skip
    topic = TopicChoice()
    on = DayField(label="When?", error_messages={"required": "Say when it is"})
    hours = HoursField()
    led_by = forms.CharField(label="Led by", max_length=120, required=False)

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_in_use(school)


class CameForm(forms.Form):
    """Who came to a training day: those who need the topic come first."""

    people = forms.MultipleChoiceField(
        label="Who came?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick who came"}
    )
    hours = HoursField()

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = choices

    def clean_people(self) -> list[User]:
        return list(User.objects.filter(pk__in=self.cleaned_data["people"]).order_by("name", "pk"))


class HadForm(forms.Form):
    """Training that somebody had elsewhere."""

    topic = TopicChoice()
    on = DayField(label="When was it?", error_messages={"required": "Say when it was"})
    provider = forms.CharField(
        label="By whom", max_length=120, required=False, help_text="For example the local authority"
    )
    hours = HoursField()
    valid_until = DayField(label="Holds until", required=False,
                           help_text="Left empty, it holds as long as the topic says")  # fmt: skip
    competence = forms.ChoiceField(label="What you find", choices=Competence.choices, initial=Competence.ATTENDED,
                                   widget=forms.RadioSelect)  # fmt: skip
    note = forms.CharField(label="In a line", max_length=300, required=False)

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_in_use(school)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError("This day is in the future: enter the day of the training")
        return on


class JudgeForm(forms.Form):
    """What the SENCo finds of somebody's skill after training."""

    competence = forms.ChoiceField(
        label="What do you find?", choices=Competence.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say what you find"},
    )  # fmt: skip
    note = forms.CharField(
        label="In a line", max_length=300, required=False, help_text="What you saw, and what would help"
    )
    valid_until = DayField(
        label="Holds until", required=False, help_text="Leave it empty where it does not run out"
    )


class AskForm(forms.Form):
    """What one would like to be trained in."""

    topic = TopicChoice()
    why = forms.CharField(
        label="Why would you like it?", max_length=300, error_messages={"required": "Say in a few words why"},
        help_text="Do not name a child: the SENCo and the head read this. If your topic is not "
        "in the list, choose the nearest and say here what you mean.",
    )  # fmt: skip

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_in_use(school)


class NeedForm(forms.Form):
    """Somebody is to be trained."""

    topic = TopicChoice()
    source = forms.ChoiceField(
        label="Where does it come from?", choices=NeedSource.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say where the need comes from"},
    )  # fmt: skip
    why = forms.CharField(
        label="Why",
        max_length=300,
        required=False,
        help_text="Do not name a child: the person and the head read this",
    )
    by_day = DayField(label="To be trained by", required=False, help_text="They are reminded of this day")

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_in_use(school)
