from django import forms
from django.utils import timezone

from core.accounts.models import User
from core.ui.fields import DayField
from governance.enums import Award, Post
from governance.posts.queries import accounts_of

OF_SENCO = ("qualified_teacher", "award", "award_begun_on", "award_done_on")


class HolderForm(forms.Form):
    """Who holds a post, how they are reached, and for a SENCo the qualification."""

    post = forms.ChoiceField(
        label="Post", choices=Post.choices, error_messages={"required": "Choose the post"}
    )
    user = forms.ModelChoiceField(
        User.objects.none(), label="Their account", required=False, empty_label="None",
        help_text="So that they are reminded of what is theirs to do",
    )  # fmt: skip
    name = forms.CharField(label="Name, as letters and reports tell it", max_length=120,
                           error_messages={"required": "Say who it is"})  # fmt: skip
    email = forms.EmailField(label="Email", required=False)
    phone = forms.CharField(label="Phone", max_length=30, required=False)
    start = DayField(label="Since", error_messages={"required": "Say since when"})
    end = DayField(label="Until", required=False, help_text="Leave it empty while they hold the post")
    qualified_teacher = forms.BooleanField(
        label="Is a qualified teacher, or the head teacher", required=False
    )
    award = forms.ChoiceField(label="Qualification as SENCo", choices=Award.choices, initial=Award.NONE,
                              widget=forms.RadioSelect)  # fmt: skip
    award_begun_on = DayField(label="Begun on", required=False)
    award_done_on = DayField(label="Completed on", required=False)

    def __init__(self, *args, school, post: str, held=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = accounts_of(school)
        self.fields["post"].choices = [
            (value, school.label("senco") if value == Post.SENCO else label) for value, label in Post.choices
        ]
        if post:
            self.post = post
            del self.fields["post"]
        if post and post != Post.SENCO:
            for name in OF_SENCO:
                del self.fields[name]
        if held is None:
            self.fields["start"].initial = timezone.localdate
