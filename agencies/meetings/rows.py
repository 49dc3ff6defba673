"""The forms of a page with rows: who is asked, what was promised. Another row is asked for without losing a word."""

from dataclasses import dataclass

from django import forms

from agencies.directory.queries import agencies_in_use
from agencies.meetings import queries
from agencies.meetings.forms import BookForm, MemberForm, PromiseForm, RecordForm, SettleForm
from agencies.models import AgencyMeeting, MeetingAction
from core.schools.models import School

SPARE, MOST = 3, 24
ADD = "add-row"  # the button that asks for more rows


def adds(request) -> bool:
    """Whether the button for more rows was pressed."""
    return request.method == "POST" and ADD in request.POST


def make(
    request, form_class: type[forms.Form], prefix: str | None = None, initial: dict | None = None, **kwargs
):
    """The form of the request: as typed and checked, or as typed where more rows are asked for, or as it began."""
    if request.method != "POST":
        return form_class(prefix=prefix, initial=initial, **kwargs)
    if not adds(request):
        return form_class(request.POST, prefix=prefix, initial=initial, **kwargs)
    blank = form_class(prefix=prefix, **kwargs)
    several = {name for name, field in blank.fields.items() if isinstance(field, forms.MultipleChoiceField)}
    asked = {name: blank.add_prefix(name) for name in blank.fields}
    typed = {
        name: request.POST.getlist(key) if name in several else request.POST.get(key, "")
        for name, key in asked.items()
    }
    return form_class(prefix=prefix, initial=typed, **kwargs)


def rows(
    request, form_class: type[forms.Form], letter: str, begin: list[dict], spare: int = SPARE, **kwargs
) -> list:
    """As many row forms as were sent, or one for each of `begin` and some to spare."""
    count = len(begin) + spare
    if request.method == "POST":
        names = {key.partition("-")[0] for key in request.POST}
        sent = [
            int(name[1:]) for name in names if name[:1] == letter and name[1:].isdecimal() and len(name) < 4
        ]
        count = max(sent, default=-1) + 1 + (SPARE if adds(request) else 0)
    begin = [*begin, *[{}] * MOST]
    return [
        make(request, form_class, f"{letter}{n}", begin[n], **kwargs) for n in range(min(max(count, 1), MOST))
    ]


def all_valid(page: list[forms.Form]) -> bool:
    """Whether every form is filled in rightly; all of them are checked, so that all that is wrong is told."""
    return not [form for form in page if not form.is_valid()]


def written(page: list[forms.Form]) -> list[dict]:
    """What the rows say, without the empty ones."""
    return [form.written for form in page if form.cleaned_data.get("name") or form.cleaned_data.get("what")]


@dataclass
class Booking:
    """The forms of a booking."""

    form: BookForm
    members: list[MemberForm]

    @property
    def every(self) -> list[forms.Form]:
        return [self.form, *self.members]

    @property
    def given(self) -> dict:
        """The forms as book_meeting takes them."""
        return self.form.cleaned_data | {"members": written(self.members)}


def booking(
    request, school: School, initial: dict, members: list[dict], held: AgencyMeeting | None = None
) -> Booking:
    """The forms of a booking. `members` as the actions take them; `held` is the meeting that is changed. Two queries."""
    agencies = agencies_in_use(school)
    agencies += (
        [one.agency for one in held.members.all() if one.agency and one.agency.retired_on] if held else []
    )
    begin = [one | {"agency": one["agency"].reference if one["agency"] else ""} for one in members]
    people = queries.people_known(school)
    return Booking(
        make(request, BookForm, initial=initial),
        rows(request, MemberForm, "m", begin, agencies=agencies, people=people),
    )


@dataclass
class Record:
    """The forms of a record. `earlier` pairs what was promised before with the form that asks about it."""

    form: RecordForm
    others: list[MemberForm]
    promises: list[PromiseForm]
    earlier: list[tuple[MeetingAction, SettleForm]]

    @property
    def every(self) -> list[forms.Form]:
        return [self.form, *self.others, *(form for _action, form in self.earlier), *self.promises]

    @property
    def given(self) -> dict:
        """The forms as record_meeting takes them."""
        settled = {
            action.reference: form.cleaned_data["came_of_it"]
            for action, form in self.earlier
            if form.cleaned_data["done"]
        }
        return self.form.given | {
            "others": written(self.others), "promises": written(self.promises), "settled": settled
        }  # fmt: skip


def record(request, held: AgencyMeeting, today) -> Record:
    """The forms of the record of a meeting that comes from `meeting_rows`. Up to four queries."""
    came = {None: "", True: "yes", False: "no"}[held.parents_came]
    members = list(held.members.all())
    initial = {
        "on": held.on if held.parents_came is not None else min(held.on, today), "parents_came": came,
        "notes": held.notes, "parents_say": held.parents_say, "review_on": held.review_on,
        "came": [str(one.pk) for one in members if one.came],
    }  # fmt: skip
    begin = [
        {"was": str(a.number), "what": a.what, "owner": a.owner, "by_date": a.by_date}
        for a in held.actions.all() if a.done_on is None
    ]  # fmt: skip
    others = {"agencies": agencies_in_use(held.school), "people": queries.people_known(held.school)}
    return Record(
        make(request, RecordForm, initial=initial, members=members), rows(request, MemberForm, "o", [], 1, **others),
        rows(request, PromiseForm, "a", begin),
        [(a, make(request, SettleForm, f"e-{a.reference}")) for a in queries.carried(held)],
    )  # fmt: skip
