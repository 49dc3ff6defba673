from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from core.schools.labels import inside
from core.ui.fields import DayField
from core.ui.present import day
from register.dates import check_day
from register.enums import WITH_PLAN, HowTold, LetterKind, Pronouns, Sex, SlipAnswer
from register.letters.actions import MOST_COMMENT, MOST_NAME, MOST_OWN
from register.letters.queries import cannot_write
from register.letters.words import Choices, Standing, letter_name
from register.models import Contact, Letter

PRONOUNS_OF = {Sex.MALE: Pronouns.HE, Sex.FEMALE: Pronouns.SHE}


class LetterForm(forms.Form):
    """What kind of letter, to whom and how, and how it speaks of the child."""

    kind = forms.ChoiceField(
        label=_("Which letter?"), widget=forms.RadioSelect({"down": True}),
        error_messages={"required": _("Choose which letter"), "invalid_choice": _("Choose one of the letters")},
    )  # fmt: skip
    pronouns = forms.ChoiceField(
        widget=forms.RadioSelect, choices=Pronouns.choices, error_messages={"required": _("Choose one")}
    )
    enclosed = forms.BooleanField(required=False)
    own = forms.CharField(
        label=_("A sentence of your own"), required=False, max_length=MOST_OWN, widget=forms.Textarea({"rows": 2}),
        help_text=_("It stands in the letter before the last two paragraphs"),
    )  # fmt: skip

    def __init__(self, *args, standing: Standing, contacts: list[Contact], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.standing, pupil = standing, standing.pupil
        self.fields["kind"].choices = [(kind.value, self._words(kind)) for kind in self._fitting_first()]
        first = pupil.first_name
        self.fields["pronouns"].label = now_("How should the letter speak of %(name)s?") % {"name": first}
        self.fields["pronouns"].initial = PRONOUNS_OF.get(pupil.sex, Pronouns.NONE)
        plan = inside(pupil.school.label("plan"))
        self.fields["enclosed"].label = now_("A copy of the %(plan)s comes with the letter") % {"plan": plan}
        self.fields["enclosed"].help_text = now_("Otherwise the letter says that it will follow")
        if standing.level not in WITH_PLAN or not standing.plan_open:
            del self.fields["enclosed"]
        self.contacts = {f"contact-{contact.reference}": contact for contact in contacts}
        self.fields |= {name: _contact_field(contact, place == 0)
                        for place, (name, contact) in enumerate(self.contacts.items())}  # fmt: skip
        self.order_fields(["kind", *self.contacts, "pronouns", "enclosed", "own"])

    def _fitting_first(self) -> list[LetterKind]:
        return sorted(LetterKind, key=lambda kind: bool(cannot_write(kind, self.standing)))

    def _words(self, kind: LetterKind) -> str:
        reason, name = cannot_write(kind, self.standing), letter_name(kind, self.standing.pupil.school)
        return (
            now_("%(letter)s. Not now: %(reason)s") % {"letter": name, "reason": reason} if reason else name
        )

    def clean_kind(self):
        kind = LetterKind(self.cleaned_data["kind"])
        if reason := cannot_write(kind, self.standing):
            raise forms.ValidationError(reason)
        return kind

    def clean(self):
        data = super().clean()
        if not any(data.get(name) for name in self.contacts):
            raise forms.ValidationError(now_("Choose at least one person to send the letter to"))
        return data

    @property
    def contact_fields(self) -> list:
        """The fields of the contacts, as the page draws them under one heading."""
        return [self[name] for name in self.contacts]

    @property
    def to(self) -> dict[Contact, HowTold]:
        """Contact → how, of those it goes to."""
        return {contact: HowTold(self.cleaned_data[name]) for name, contact in self.contacts.items()
                if self.cleaned_data.get(name)}  # fmt: skip

    @property
    def choices(self) -> Choices:
        """What was chosen, as the letter takes it."""
        data = self.cleaned_data
        return Choices(
            data["kind"], Pronouns(data["pronouns"]), bool(data.get("enclosed")), data["own"].strip()
        )


def _contact_field(contact: Contact, first: bool) -> forms.ChoiceField:
    ways = [("", now_("Not sent")), (HowTold.PAPERS.value, now_("On paper, with a slip"))]
    if contact.email:
        ways.insert(
            1, (HowTold.ONLINE.value, now_("Online: an email to %(email)s") % {"email": contact.email})
        )
    usual = HowTold.ONLINE if contact.email else HowTold.PAPERS
    who = f"{contact.name} ({contact.relationship})" if contact.relationship else contact.name
    field = forms.ChoiceField(
        label=who,
        choices=ways,
        widget=forms.RadioSelect,
        required=False,
        initial=usual.value if first else "",
    )
    field.conditional = True  # at least one of them is asked for
    return field


class AnswerForm(forms.Form):
    """How a letter's answer came, on what day, from whom."""

    WAYS = [
        (SlipAnswer.SLIP, _("The paper slip came back")),
        (SlipAnswer.PHONE, _("We talked about it on the telephone")),
        (SlipAnswer.PACK, _("A pack was sent home, no answer needed")),
    ]

    answer = forms.ChoiceField(
        label=_("How do you know that the family has the letter?"), choices=WAYS, widget=forms.RadioSelect({"down": True}),
        error_messages={"required": _("Choose how you know")},
    )  # fmt: skip
    on = DayField(label=_("On what day?"), error_messages={"required": _("Say on what day")})
    name = forms.CharField(
        label=_("Name on the slip, or whom you spoke to"), max_length=MOST_NAME, required=False
    )
    comment = forms.CharField(
        label=_("What was said"), max_length=MOST_COMMENT, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args, letter: Letter, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        self.fields["name"].conditional = self.fields["comment"].conditional = (
            True  # asked for by how it came
        )

    def clean_on(self):
        on, sent = self.cleaned_data["on"], timezone.localdate(self.letter.sent_at)
        if on < sent:
            raise forms.ValidationError(
                now_("The letter was sent on %(day)s: enter that day or a later one") % {"day": day(sent)}
            )
        return check_day(self.letter.pupil, on)

    def clean(self):
        data = super().clean()
        how, name, comment = data.get("answer"), data.get("name", "").strip(), data.get("comment", "").strip()
        if how == SlipAnswer.SLIP and not name:
            self.add_error("name", now_("Enter the name on the slip"))
        if how == SlipAnswer.PHONE and not name:
            self.add_error("name", now_("Say whom you spoke to"))
        if how == SlipAnswer.PHONE and not comment:
            self.add_error("comment", now_("Say in a line what was said on the telephone"))
        return data


class ReceivedForm(forms.Form):
    """What a parent may say with "I have received this letter"."""

    comment = forms.CharField(
        label=_("Anything you would like to tell us?"), max_length=MOST_COMMENT, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
