from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agencies.enums import ReceiptBy
from agencies.models import Agency
from core.ui.fields import DayField
from core.ui.present import day
from register.dates import check_day
from register.file.forms import ACCEPT
from register.file.uploads import UploadRefused, check_upload, most_bytes


class ReportForm(forms.Form):
    """A report that has arrived. `cleaned_data["file"]` is an Upload; agency, referral, visit and replaces are rows."""

    file = forms.FileField(
        label=lazy("The report"), widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={
            "required": lazy("Choose the file that holds the report"),
            "empty": lazy("This file is empty. Choose the one that holds the report"),
        },
    )  # fmt: skip
    replaces = forms.ChoiceField(label=lazy("Does it correct a report that is here?"), required=False)
    referral = forms.ChoiceField(label=lazy("Which referral is it for?"), required=False)
    visit = forms.ChoiceField(label=lazy("Which visit is it of?"), required=False)
    agency = forms.ChoiceField(
        label=lazy("Which agency is it from?"), required=False,
        help_text=lazy("Leave it empty where the referral or the visit says it, or where there is none"),
    )  # fmt: skip
    author = forms.CharField(
        label=lazy("Who wrote it?"), max_length=120, required=False,
        help_text=lazy("Name and job, as the report says"),
    )  # fmt: skip
    private = forms.BooleanField(
        label=lazy("The parents arranged it privately"), required=False,
        help_text=lazy("It is weighed by the same form as any other, with no favour"),
    )  # fmt: skip
    dated = DayField(label=lazy("Date on the report"), required=False)
    received_on = DayField(
        label=lazy("When did it arrive?"), error_messages={"required": lazy("Say when it arrived")}
    )

    def __init__(self, *args, pupil, choices: dict[str, list], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        self.known = {name: {row.reference: row for row in rows} for name, rows in choices.items()}
        agencies = Agency.objects.filter(school=pupil.school_id).order_by("name")
        self.known["agency"] = {row.reference: row for row in agencies if not row.retired_on}
        words = {"replaces": _report_words, "referral": _referral_words, "visit": _visit_words, "agency": str}
        none = {"replaces": _("No, it is a new one"), "agency": _("None of these")}
        for name, say in words.items():
            if not self.known[name]:
                del self.fields[name]
                continue
            options = [(reference, say(row)) for reference, row in self.known[name].items()]
            self.fields[name].choices = [("", none.get(name, _("None"))), *options]
        self.fields["file"].help_text = _(
            "PDF, Word (.docx), OpenDocument text, PNG, JPEG or plain text, up to %(most)d MB"
        ) % {"most": settings.UPLOAD_MOST_MB}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > most_bytes():
            words = _(
                "This file has %(has)d MB and the most is %(most)d MB. Scan it with a lower resolution, or split it, and "
                "choose it again"
            )
            has = round(file.size / 1024 / 1024)
            raise forms.ValidationError(words % {"has": has, "most": settings.UPLOAD_MOST_MB})
        try:
            return check_upload(file.read(), file.name)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean_dated(self):
        return check_day(self.pupil, self.cleaned_data["dated"], after_leaving=True)

    def clean_received_on(self):
        return check_day(self.pupil, self.cleaned_data["received_on"], after_leaving=True)

    def clean(self):
        data = super().clean()
        for name, rows in self.known.items():
            data[name] = rows.get(data.get(name) or "")
        named = (
            data["agency"] or data["referral"] or data["visit"] or data.get("private") or data.get("author")
        )
        if not named:
            self.add_error("author", _("Say who wrote it, or which agency it is from"))
        dated, received = data.get("dated"), data.get("received_on")
        if dated and received and dated > received:
            self.add_error("received_on", _("It cannot have arrived before the date on it: check the dates"))
        return data

    @property
    def must_choose_again(self) -> bool:
        """Whether a file was sent and is gone because something was not right: a browser does not send it twice."""
        return bool(self.errors) and bool(self.files)


def _report_words(row) -> str:
    return _("The report of %(who)s, here since %(day)s") % {
        "who": row.agency or row.author or _("a private professional"), "day": day(row.received_on),
    }  # fmt: skip


def _referral_words(row) -> str:
    return _("%(agency)s, sent %(day)s") % {"agency": row.agency.name, "day": day(row.sent_on)}


def _visit_words(row) -> str:
    return _("%(agency)s, %(day)s") % {"agency": row.agency.name, "day": day(row.on)}


class CorrectionForm(forms.Form):
    """What the writer is asked to put right."""

    words = forms.CharField(
        label=lazy("What we ask"), max_length=2000, widget=forms.Textarea({"rows": 14}),
        help_text=lazy("It names no child. Send it by letter or by the school’s secure service"),
        error_messages={"required": lazy("Say what is to be corrected")},
    )  # fmt: skip


class ShareForm(forms.Form):
    """How each of the child's contacts gets the report, and what is said where something is still marked or unread."""

    as_is_why = forms.CharField(
        label=lazy("Why is it shared as it is?"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=lazy("For example: the writer has left and the report is needed for Thursday’s meeting"),
        error_messages={"required": lazy("Say why it is shared although something is marked, or go back and ask for a "
                                         "corrected report")},
    )  # fmt: skip
    read_through = forms.BooleanField(
        label=lazy("I have read through what could not be read by machine"),
        error_messages={"required": lazy("Open the report, read these parts through, and say that you have")},
    )

    def __init__(self, *args, contacts, standing: int, unread: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {f"contact-{contact.reference}": contact for contact in contacts}
        if not standing:
            del self.fields["as_is_why"]
        if unread:
            self.fields["read_through"].help_text = ", ".join(unread)
        else:
            del self.fields["read_through"]
        for number, (name, contact) in enumerate(self.contacts.items()):
            ways = [("", _("Not shared")), (ReceiptBy.PAPER, _("On paper: we hand over a copy"))]
            if contact.email:
                ways.insert(
                    1, (ReceiptBy.ONLINE, _("Online: a code to %(email)s") % {"email": contact.email})
                )
            who = f"{contact.name} ({contact.relationship})" if contact.relationship else contact.name
            first = ReceiptBy.ONLINE if contact.email else ReceiptBy.PAPER
            self.fields[name] = forms.ChoiceField(
                label=who,
                choices=ways,
                widget=forms.RadioSelect,
                required=False,
                initial="" if number else first,
            )

    def clean(self):
        data = super().clean()
        if self.contacts and not any(data.get(name) for name in self.contacts):
            self.add_error(
                next(iter(self.contacts)), _("Choose at least one: every report is shared with the parents")
            )
        return data

    @property
    def sharing(self) -> dict:
        """What `share_report` is told."""
        data = self.cleaned_data
        chosen = {contact: ReceiptBy(data[name]) for name, contact in self.contacts.items() if data.get(name)}
        return {"contacts_how": chosen, "as_is_why": data.get("as_is_why", ""),
                "read_through": data.get("read_through", False)}  # fmt: skip


class ConfirmForm(forms.Form):
    """Somebody has the report."""

    comment = forms.CharField(
        label=lazy("Anything to say about it?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class AdviceForm(forms.Form):
    """One recommendation: what, who, how often, by when."""

    what = forms.CharField(
        label=lazy("What is advised?"), max_length=500, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": lazy("Say what is advised, or empty the row")},
    )  # fmt: skip
    who = forms.CharField(label=lazy("Who does it?"), max_length=120, required=False)
    how_often = forms.CharField(label=lazy("How often?"), max_length=120, required=False)
    by_date = DayField(label=lazy("By when?"), required=False, help_text="")

    def clean_by_date(self):
        found = self.cleaned_data["by_date"]
        if found and not 2000 <= found.year <= timezone.localdate().year + 10:
            raise forms.ValidationError(_("Check the year"))
        return found


AdviceRows = forms.formset_factory(AdviceForm, extra=3, max_num=10)
