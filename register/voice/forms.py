"""The three ways of asking as forms. Each knows what was answered, in the terms of `actions.record_voice`."""

from django import forms
from django.utils.translation import gettext as _

from core.ui.fields import DayField
from register.dates import check_day
from register.enums import VoiceKind
from register.voice.actions import MOST_ASKED, MOST_SAID, MOST_WANTED, MOST_WHO
from register.voice.questions import ANSWERS, FACES, HELPED, SYMBOLS, WANTED, Question

OWN_QUESTIONS = 2  # empty places for questions of one's own
HELPED_FACES = {"yes": "happy", "no": "sad", "": ""}


def _text(label: str, *, rows: int = 2, most: int = MOST_SAID, **kwargs) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.Textarea({"rows": rows}), **kwargs
    )


class AskForm(forms.Form):
    """What every way of asking shares: the end of it, the day and the adult."""

    hide_optional = True  # nothing has to be answered: the page says so once
    answers_missing = "Write down at least one thing that {name} said"

    supported = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    supported_words = _text("", rows=2)
    own_targets = _text("", most=MOST_WANTED)
    on = DayField(label="On what day?", error_messages={"required": "Say on what day you asked"})
    with_whom = forms.CharField(
        label="Who asked?",
        max_length=MOST_WHO,
        help_text="Your name, or whoever sat with the child",
        error_messages={"required": "Say who asked"},
    )

    def __init__(self, *args, pupil, questions: tuple[Question, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pupil, self.questions, first = pupil, questions, pupil.first_name
        self.fields["supported"].label = HELPED
        self.fields["supported"].choices = [
            ("yes", _("Yes")),
            ("no", _("Not enough")),
            ("", _("Not asked")),
        ]
        self.fields["supported_words"].label = _("What would help more?")
        self.fields["own_targets"].label = WANTED
        self.fields["own_targets"].help_text = f"In {first}’s own words"
        self.add_questions()
        for name in ("own_targets", "supported", "supported_words", "on", "with_whom"):
            self.fields[name] = self.fields.pop(name)  # after the questions

    def add_questions(self) -> None:
        """Add the fields of `questions`."""
        raise NotImplementedError

    def answers_to_questions(self) -> list[dict]:
        """What was answered, question by question, where something was."""
        raise NotImplementedError

    def clean_on(self):
        return check_day(self.pupil, self.cleaned_data["on"])

    def clean(self):
        data = super().clean()
        if not self.errors and not self.answers and not self.wanted:
            self.add_error(None, self.answers_missing.format(name=self.pupil.first_name))
        return data

    @property
    def wanted(self) -> str:
        """What the child wants to get better at."""
        return self.cleaned_data.get("own_targets", "").strip()

    @property
    def answers(self) -> list[dict]:
        """Every answer given, the one about help last."""
        words = self.cleaned_data.get("supported_words", "").strip()
        chosen = dict(self.fields["supported"].choices).get(self.cleaned_data.get("supported") or None, "")
        said = "\n".join(part for part in (str(chosen), words) if part)
        helped = [{"ask": str(HELPED), "said": said, "face": ""}] if said else []
        return self.answers_to_questions() + helped

    @property
    def feels_supported(self) -> bool | None:
        """Whether the child gets enough help; None where that was not asked."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("supported"))

    @property
    def recorded(self) -> dict:
        """The form as keywords of `actions.record_voice`."""
        data = self.cleaned_data
        return {"on": data["on"], "with_whom": data["with_whom"], "answers": self.answers, "own_targets": self.wanted,
                "feels_supported": self.feels_supported}  # fmt: skip

    @property
    def supported_options(self) -> list[dict]:
        """The answers about help, each with its radio button and face."""
        return options(self["supported"], HELPED_FACES)


def options(field, faces: dict[str, str]) -> list[dict]:
    """The radio buttons of a bound field, each with "id", "name", "value", "checked", "word" and the "face" above it."""
    held = str(field.value() or "")
    return [
        {"id": f"{field.auto_id}_{place}", "name": field.html_name, "value": value, "word": word,
         "checked": held == value, "face": faces.get(value, "")}
        for place, (value, word) in enumerate(field.field.choices)
    ]  # fmt: skip


class InterviewForm(AskForm):
    """Open questions. Each may be changed or left out, and some of one's own added."""

    def add_questions(self) -> None:
        for question in self.questions:
            self.fields[f"said-{question.key}"] = _text(question.ask)
            self.fields[f"ask-{question.key}"] = forms.CharField(
                label=_("The question, as you ask it"),
                max_length=MOST_ASKED,
                required=False,
                initial=question.ask,
            )
        for place in range(OWN_QUESTIONS):
            self.fields[f"ask-own{place}"] = forms.CharField(
                label=_("Your question"), max_length=MOST_ASKED, required=False
            )
            self.fields[f"said-own{place}"] = _text(_("What was said"))

    def clean(self):
        for place in range(OWN_QUESTIONS):
            if self.cleaned_data.get(f"said-own{place}") and not self.cleaned_data.get(f"ask-own{place}"):
                self.add_error(f"ask-own{place}", "Write the question that was answered here")
        return super().clean()

    def answers_to_questions(self) -> list[dict]:
        usual = {question.key: str(question.ask) for question in self.questions}
        keys = [*usual, *(f"own{place}" for place in range(OWN_QUESTIONS))]
        data = self.cleaned_data
        return [
            {"ask": data.get(f"ask-{key}") or usual.get(key, ""), "said": data[f"said-{key}"], "face": ""}
            for key in keys
            if data.get(f"said-{key}")
        ]

    @property
    def cards(self) -> list[dict]:
        """One card a question: its text field, and the field in which the question is changed."""
        return [
            {"said": self[f"said-{q.key}"], "ask": self[f"ask-{q.key}"],
             "changed": self[f"ask-{q.key}"].value() not in (q.ask, "")}
            for q in self.questions
        ]  # fmt: skip

    @property
    def own_cards(self) -> list[dict]:
        """The empty places for questions of one's own."""
        return [{"said": self[f"said-own{n}"], "ask": self[f"ask-own{n}"]} for n in range(OWN_QUESTIONS)]

    @property
    def own_open(self) -> bool:
        """Whether something stands in those places."""
        return any(field.value() for card in self.own_cards for field in card.values())


class QuestionnaireForm(AskForm):
    """Statements to say yes, sometimes or no to."""

    answers_missing = "Choose at least one answer"

    def add_questions(self) -> None:
        for question in self.questions:
            self.fields[f"said-{question.key}"] = forms.ChoiceField(
                label=question.ask, required=False, widget=forms.RadioSelect,
                choices=[(key, word) for key, word, _face in ANSWERS],
            )  # fmt: skip
        self.fields["more"] = _text(_("Is there something else you want to say?"))

    def answers_to_questions(self) -> list[dict]:
        looks = {key: (str(word), face) for key, word, face in ANSWERS}
        chosen = [(question, self.cleaned_data.get(f"said-{question.key}")) for question in self.questions]
        found = [
            {"ask": str(question.ask), "said": looks[key][0], "face": looks[key][1]}
            for question, key in chosen
            if key
        ]
        more = self.cleaned_data.get("more", "")
        return found + ([{"ask": str(self.fields["more"].label), "said": more, "face": ""}] if more else [])

    @property
    def cards(self) -> list[dict]:
        """One card a statement: its field, its picture and its answers."""
        faces = {key: face for key, _word, face in ANSWERS}
        return [
            {
                "field": self[f"said-{q.key}"],
                "symbol": q.symbol,
                "options": options(self[f"said-{q.key}"], faces),
            }
            for q in self.questions
        ]


class PicturesForm(AskForm):
    """A picture and five faces to point at; what to get better at is chosen from pictures too."""

    answers_missing = "Choose at least one face"

    def add_questions(self) -> None:
        for question in self.questions:
            self.fields[f"face-{question.key}"] = forms.ChoiceField(
                label=question.ask, required=False, widget=forms.RadioSelect, choices=list(FACES.items())
            )
            self.fields[f"said-{question.key}"] = forms.CharField(
                label=_("If something was said"), max_length=MOST_SAID, required=False
            )
        self.fields["wants"] = forms.MultipleChoiceField(
            label=WANTED, choices=list(SYMBOLS.items()), required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["own_targets"].label = _("Something else, or more about it")

    def answers_to_questions(self) -> list[dict]:
        data = self.cleaned_data
        answers = [
            {"ask": str(q.ask), "said": data.get(f"said-{q.key}", ""), "face": data.get(f"face-{q.key}", "")}
            for q in self.questions
        ]
        return [answer for answer in answers if answer["said"] or answer["face"]]

    @property
    def wanted(self) -> str:
        chosen = ", ".join(str(SYMBOLS[key]) for key in self.cleaned_data.get("wants", ()))
        return "\n".join(part for part in (chosen, super().wanted) if part)

    @property
    def cards(self) -> list[dict]:
        """One card a picture: its field, its faces, and a line for words."""
        return [
            {"field": self[f"face-{q.key}"], "symbol": q.symbol, "said": self[f"said-{q.key}"],
             "options": options(self[f"face-{q.key}"], {key: key for key in FACES})}
            for q in self.questions
        ]  # fmt: skip

    @property
    def wants_step(self) -> int:
        """Number of the step that asks what to get better at: it follows the pictures."""
        return len(self.questions) + 1

    @property
    def helped_step(self) -> int:
        """Number of the step that asks about help."""
        return self.wants_step + 1

    @property
    def last_step(self) -> int:
        """Number of the last step, where the day is written and all is kept."""
        return self.helped_step + 1

    @property
    def wants_options(self) -> list[dict]:
        """The pictures of what to get better at, each with its checkbox."""
        field, held = self["wants"], self["wants"].value() or []
        return [
            {"id": f"{field.auto_id}_{place}", "name": field.html_name, "value": key, "word": word, "symbol": key,
             "checked": key in held}
            for place, (key, word) in enumerate(SYMBOLS.items())
        ]  # fmt: skip


FORMS = {
    VoiceKind.INTERVIEW: InterviewForm,
    VoiceKind.QUESTIONNAIRE: QuestionnaireForm,
    VoiceKind.PICTURES: PicturesForm,
}


def initial_of(draft: dict[str, str]) -> dict:
    """A draft's flat text as a form begins with it."""
    return draft | ({"wants": draft["wants"].split("\n")} if "wants" in draft else {})
