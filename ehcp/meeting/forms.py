"""The forms of a review from the meeting to the close."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ui.fields import DayField
from ehcp.enums import Coming, LaDecision, OutcomeNext, OutcomeRating, ServedHow
from ehcp.meeting.adulthood import ADULT
from ehcp.meeting.recommended import OPEN, SECTIONS, joined
from register.file.uploads import UploadRefused, check_upload, most_bytes
from register.models import Contact

MOST = 6000  # characters of all amendments recommended
ACCEPT = ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt"


def area(
    label, most: int, *, rows: int = 3, help_text="", required: bool = False, error: str = ""
) -> forms.CharField:
    """A text of several lines with at most `most` characters."""
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=forms.Textarea({"rows": rows}),
        error_messages={"required": error} if error else {},
    )  # fmt: skip


def radios(label, choices, *, down: bool = False, **more) -> forms.ChoiceField:
    """One answer of a few, by a tap."""
    more.setdefault("required", False)
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect({"down": True} if down else {}), **more
    )


class RecordForm(forms.Form):
    """What the meeting says that is not of one person or one outcome."""

    hide_optional = True

    parents_view = area(_("What the parents say"), 4000, rows=5, help_text=_("First of all, in their words"))
    child_view = area("", 4000, rows=5)
    child_how = forms.CharField(label="", max_length=200, required=False)
    progress = area(
        _("How the year went"), 4000, rows=4, help_text=_("What went well, what was hard, what changed")
    )
    recommendation = radios(_("What does the school recommend?"), LaDecision.choices)
    differences = area(
        _("Who sees it differently, and how?"), 4000, rows=4,
        help_text=_("Who says what, by name. It must stand in the report. Leave it empty only if all agree"),
    )  # fmt: skip

    def __init__(self, *args, first_name: str, adult: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child_view"].label = _("What %(name)s says") % {"name": first_name}
        self.fields["child_view"].help_text = _("In %(name)s’s own words") % {"name": first_name}
        self.fields["child_how"].label = _("How did %(name)s tell it?") % {"name": first_name}
        self.fields["child_how"].help_text = _("For example at the meeting, with pictures, told to Mrs Biggs")
        for name, title in ADULT.items() if adult else ():
            self.fields[name] = area(str(title).capitalize(), 2000)
        for letter in ("", *SECTIONS):
            label = _("Section %(letter)s: %(title)s") % {"letter": letter, "title": letter.label.lower()} if letter else _(
                "Anything that is of no one section")  # fmt: skip
            self.fields[f"r-{letter or 'any'}"] = area(label, 3000)

    def clean(self):
        data = super().clean()
        if (
            len(
                joined(
                    {name.removeprefix("r-"): words for name, words in data.items() if name.startswith("r-")}
                )
            )
            > MOST
        ):
            self.add_error(
                "r-F",
                _("All sections together hold at most %(most)s characters: shorten them") % {"most": MOST},
            )
        return data

    @property
    def adult_fields(self) -> list:
        """The four headings of preparing for adulthood; none below Year 9."""
        return [self[name] for name in ADULT if name in self.fields]

    @property
    def open_sections(self) -> list:
        """The sections that amendments are mostly about, and those that hold words."""
        return [self[f"r-{letter}"] for letter in SECTIONS if letter in OPEN or self[f"r-{letter}"].value()]

    @property
    def other_sections(self) -> list:
        """The other sections, and what is of none."""
        shown = {field.name for field in self.open_sections}
        return [self[name] for name in self.fields if name.startswith("r-") and name not in shown]


class CameForm(forms.Form):
    """Whether one person who was invited took part."""

    hide_optional = True

    came = radios(
        _("Took part?"), [(Coming.YES, _("Yes")), (Coming.PART, _("For part of it")), (Coming.NO, _("No"))]
    )  # fmt: skip
    why = forms.CharField(label=_("Which part, or why not"), max_length=300, required=False)


class OutcomeForm(forms.Form):
    """What the meeting says of one outcome."""

    hide_optional = True

    rating = radios(_("How far has it been reached?"), OutcomeRating.choices)
    evidence = area(_("What shows it?"), 2000, rows=2)
    next = radios(_("From here"), OutcomeNext.choices)
    changed = area(_("New words for it"), 2000, rows=2)


class ReportForm(forms.Form):
    """What the report says in short."""

    summary = area(
        _("In short, for the parents"), 2000, rows=9, required=True,
        error=_("Write in a few plain sentences what the meeting came to"),
        help_text=_("In plain words: what is going well, what is still hard, what everybody will do, what the school asks "
                    "the council. Parents read this first"),
    )  # fmt: skip


class PastForm(forms.Form):
    """A form about things that have happened: no day may be in the future."""

    hide_optional = True

    def clean(self):
        data = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, DayField) and data.get(name) and data[name] > timezone.localdate():
                self.add_error(name, _("This day is in the future: enter the day on which it happened"))
        return data


class UploadField(forms.FileField):
    """A paper as it came, as register.file.uploads.check_upload lets it pass; None for none."""

    def __init__(self, label, **kwargs) -> None:
        super().__init__(
            label=label, required=False, widget=forms.FileInput({"accept": ACCEPT}),
            error_messages={"empty": _("This file is empty. Choose the one that holds the document")}, **kwargs,
        )  # fmt: skip
        self.help_text = _("PDF, Word (.docx), OpenDocument text, PNG, JPEG or plain text, up to %(most)s MB") % {
            "most": settings.UPLOAD_MOST_MB}  # fmt: skip

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > most_bytes():
            raise forms.ValidationError(
                _(
                    "This file is larger than %(most)s MB. Scan it with a lower resolution, or split it, and choose it again"
                )
                % {"most": settings.UPLOAD_MOST_MB}
            )
        try:
            return check_upload(file.read(), file.name)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class DecisionForm(PastForm):
    """What the authority decided."""

    decision = radios(
        _("What did the authority decide?"), LaDecision.choices, down=True, required=True,
        error_messages={"required": _("Say what the authority decided")},
    )  # fmt: skip
    decided_on = DayField(
        label=_("Date on its letter"), error_messages={"required": _("Give the date on the letter")}
    )
    received_on = DayField(
        label=_("It reached us on"), error_messages={"required": _("Say on what day the letter came")},
        initial=timezone.localdate,
    )  # fmt: skip
    amendment_notice_on = DayField(
        label=_("Only to amend: notice with the proposed changes served on"), required=False,
        help_text=_("It is owed by the same day as the decision. Leave it empty until it has come"),
    )  # fmt: skip
    why = area(_("What the letter says"), 3000)
    upload = UploadField(_("The letter"))

    def __init__(self, *args, received: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not received:  # the authority's own officer does not say when the school had it
            del self.fields["received_on"]


class ProposedForm(PastForm):
    """The proposed amendments have come."""

    issued_on = DayField(
        label=_("Date on the proposed amendments"), error_messages={"required": _("Give the date on them")}
    )
    received_on = DayField(
        label=_("They reached us on"),
        initial=timezone.localdate,
        error_messages={"required": _("Say on what day they came")},
    )
    notice_on = DayField(
        label=_("Served on the parents on"), error_messages={"required": _("Say on what day the parents were given them")},
        help_text=_("The parents’ 15 days begin with this day"),
    )  # fmt: skip
    upload = UploadField(_("The document"))


class CompareForm(PastForm):
    """What the school says of the proposed amendments went to the authority."""

    comments_sent_on = DayField(
        label=_("Our comments went on"),
        required=False,
        help_text=_("Leave it empty if there are none, or not yet"),
    )


class FinalForm(PastForm):
    """The amended plan has come, or the authority does not amend after all."""

    came = radios(
        _("What came?"), [("plan", _("The amended final plan")), ("none", _("A letter: the plan is not amended after all"))],
        down=True, required=True, error_messages={"required": _("Say what came")},
    )  # fmt: skip
    on = DayField(label=_("Date on it"), error_messages={"required": _("Give the date on it")})
    received_on = DayField(
        label=_("It reached us on"),
        initial=timezone.localdate,
        error_messages={"required": _("Say on what day it came")},
    )
    upload = UploadField(_("The amended plan"))


class ContactField(forms.ModelChoiceField):
    """One of the child's contacts, by name."""

    def label_from_instance(self, obj) -> str:
        return f"{obj.name} ({obj.relationship})" if obj.relationship else obj.name


class LetterForm(forms.Form):
    """The letter to the parents: to whom, and what the school adds."""

    hide_optional = True

    contact = ContactField(
        Contact.objects.none(), label=_("To"), to_field_name="reference", required=False,
        empty_label=_("Parent or carer, without a name"),
        error_messages={"invalid_choice": _("Choose one of the child’s contacts")},
    )  # fmt: skip
    added = area(_("What would you like to add?"), 1500, rows=5, help_text=_("A new line is a new paragraph"))
    online = forms.BooleanField(
        label=_("Show it on the family’s page too, and tell them by an email that names nobody"),
        required=False,
    )

    def __init__(self, *args, contacts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts


class CloseForm(PastForm):
    """Closing a review that ends the plan: when it ended, or that the parents have appealed."""

    appealed = forms.BooleanField(
        label=_("The parents have appealed: the plan goes on until the Tribunal has decided"), required=False
    )
    ceased_on = DayField(
        label=_("The plan ended on"), required=False,
        help_text=_("Not before the time to appeal is over. For example 23 11 2026"),
    )  # fmt: skip

    def __init__(self, *args, ends: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not ends:
            self.fields.clear()

    def clean(self):
        data = super().clean()
        if (
            self.fields
            and not data.get("appealed")
            and not data.get("ceased_on")
            and "ceased_on" not in self.errors
        ):
            self.add_error("ceased_on", _("Say when the plan ended, or that the parents have appealed"))
        return data


class SendForm(PastForm):
    """How the report went to each who was invited."""

    on = DayField(
        label=_("On what day?"), initial=timezone.localdate, error_messages={"required": _("Say on what day")}
    )
    how = forms.ChoiceField(label=_("How?"), choices=ServedHow.choices, widget=forms.RadioSelect,
                            error_messages={"required": _("Say how")})  # fmt: skip
    to = forms.MultipleChoiceField(
        label=_("To whom?"), widget=forms.CheckboxSelectMultiple({"down": True}),
        error_messages={"required": _("Tick those who were given it")},
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["to"].choices = [
            (key, f"{one.name} ({one.get_role_display()})") for key, one in self.people.items()
        ]
        self.fields["to"].initial = list(self.people)

    @property
    def chosen(self) -> list:
        """Those who were given it, as they are invited."""
        return [self.people[key] for key in self.cleaned_data["to"]]
