from django import forms
from django.utils.translation import gettext_lazy as _

WEIGHERS = (
    ("teacher", _("Class teacher")),
    ("senco", _("SENCo")),
    ("slt", _("Senior leadership")),
    ("parents", _("Parents")),
    ("child", _("The child")),
)


class WeighForm(forms.Form):
    """How a piece of advice was weighed: the same for everybody's (R-130)."""

    teacher_says = forms.CharField(
        label=_("What the class teacher thinks"), max_length=500, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    weighed_by = forms.MultipleChoiceField(
        label=_("Who weighed it"), choices=WEIGHERS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who weighed this advice")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why, in a line"), max_length=500, required=False,
        help_text=_("Needed for “Not now”: it stands beside the advice, and the parents read it too"),
    )  # fmt: skip
    criteria = forms.CharField(
        label=_("As a new target: how we will know"), max_length=300, required=False,
        help_text=_("Needed where the plan is in force already; otherwise it can be written in the plan"),
    )  # fmt: skip

    def __init__(self, *args, school, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = dict(WEIGHERS) | {"senco": school.label("senco")}
        self.fields["weighed_by"].choices = list(own.items())

    @property
    def weighing(self) -> dict:
        """What `decide` keeps."""
        return {name: self.cleaned_data[name] for name in ("teacher_says", "weighed_by", "why")}
