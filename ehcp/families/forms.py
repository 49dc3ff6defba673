from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ehcp.enums import BEFORE_MEETING, Coming
from ehcp.families.words import home_words
from ehcp.meeting.forms import UploadField
from ehcp.models import ReviewInvitee


class ViewsForm(forms.Form):
    """What a parent thinks before a review, what their child says, and whether they come."""

    hide_optional = True

    advice = forms.CharField(
        label=lazy("What you think"), max_length=5000, required=False, widget=forms.Textarea({"rows": 10}),
        help_text=lazy("In your own words, as you would say it. A few lines are enough"),
    )  # fmt: skip
    child_view = forms.CharField(
        label="", max_length=3000, required=False, widget=forms.Textarea({"rows": 6})
    )
    upload = UploadField(lazy("A photo, a drawing or a letter, if you like"))
    coming = forms.ChoiceField(
        label=lazy("Will you come?"), required=False, widget=forms.RadioSelect,
        choices=[(Coming.YES, lazy("Yes")), (Coming.PART, lazy("For part of it")), (Coming.NO, lazy("I cannot come"))],
        help_text=lazy("If the day does not suit you, ring the school: it can be moved"),
    )  # fmt: skip
    wants_advocate = forms.BooleanField(
        label=lazy("I would like somebody at my side who helps me to say what I want to say"), required=False
    )
    child_advocate = forms.BooleanField(label="", required=False)

    def __init__(self, *args, place: ReviewInvitee, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name = place.review.pupil.first_name
        self.fields["child_view"].label = _("What %(name)s says") % {"name": name}
        self.fields["child_view"].help_text = _(
            "Ask %(name)s, and write it down as it was said. What helps, what is hard, what would be good?"
        ) % {"name": name}
        self.fields["child_advocate"].label = _("%(name)s would like somebody who helps to say what they want to say") % {
            "name": name}  # fmt: skip
        if place.review.state not in BEFORE_MEETING:
            for field in ("coming", "wants_advocate", "child_advocate"):
                del self.fields[field]


def views_initial(place: ReviewInvitee, child: ReviewInvitee | None, who: str) -> dict:
    """What the form begins with: what was said already."""
    return {
        "advice": place.advice, "coming": place.coming, "wants_advocate": place.wants_advocate,
        "child_view": home_words(child.advice, who) if child else "",
        "child_advocate": child.wants_advocate if child else False,
    }  # fmt: skip
