from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import Editing, autosaved, saving, typed_in
from register.enums import VoiceKind
from register.models import Pupil
from register.pages import find_pupil, frame, opened
from register.voice.actions import record_voice
from register.voice.forms import FORMS, AskForm, initial_of
from register.voice.present import voice_line
from register.voice.queries import voices_of
from register.voice.questions import SETS, age_set, questions_of

# how: name of the page, icon, what it is good for
WAYS = {
    VoiceKind.INTERVIEW: ("voice:interview", "chat-square-text", "Open questions, and answers in the child’s own words"),
    VoiceKind.QUESTIONNAIRE: ("voice:questionnaire", "check2-square", "Short statements: yes, sometimes or no"),
    VoiceKind.PICTURES: ("voice:pictures", "sun", "Pictures and faces to point at, one at a time"),
}  # fmt: skip
TEMPLATE = {
    VoiceKind.INTERVIEW: "voice/interview.html",
    VoiceKind.QUESTIONNAIRE: "voice/questionnaire.html",
    VoiceKind.PICTURES: "voice/pictures.html",
}


@require_GET
def voices(request, school, reference):
    """Every time the child was asked, newest first, in the child's own words. Opening it is recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    opened(request, pupil, "child’s voice")
    lines = [voice_line(voice, timezone.localdate()) for voice in voices_of(pupil)]
    ways = ways_to_ask(pupil) if can(request.user, Permission.VOICE_RECORD, pupil) else []
    context = {"voices": lines, "ways": ways, **frame(pupil, request.user, "voice")}
    return render(request, "voice/voices.html", context)


def ways_to_ask(pupil: Pupil) -> list[dict]:
    """The three ways of asking: "label", "url", "icon", "line"."""
    return [
        {"label": kind.label, "url": reverse(name, args=[pupil.school.slug, pupil.reference]) + first_step(kind),
         "icon": icon, "line": line}
        for kind, (name, icon, line) in WAYS.items()
    ]  # fmt: skip


def first_step(kind: VoiceKind) -> str:
    """Pictures are shown one at a time from the start; the page's own links go on from there."""
    return "#ask-1" if kind == VoiceKind.PICTURES else ""


def ask(request, school, reference, kind):
    """Ask a child in one of the three ways, and keep the answers."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.VOICE_RECORD, pupil)
    kind = VoiceKind(kind)
    chosen = request.GET.get("set")
    chosen = chosen if chosen in SETS else age_set(pupil.year_group, pupil.born, timezone.localdate())
    editing = Editing(f"voice-{kind}-{chosen}", pupil, request.user, {}, {})
    kwargs = {"pupil": pupil, "questions": questions_of(kind, chosen)}
    if request.method == "POST":
        return _posted(request, editing, FORMS[kind](request.POST, **kwargs), kind, chosen)
    draft = editing.draft()
    usual = {"on": timezone.localdate(), "with_whom": request.user.called}
    form = FORMS[kind](initial=usual | initial_of(draft.data if draft else {}), **kwargs)
    return _page(request, form, kind, chosen, draft=draft)


def _posted(request, editing: Editing, form: AskForm, kind: VoiceKind, chosen: str):
    if answer := autosaved(request, editing):
        return answer
    at, typed = now(), typed_in(request.POST)
    if form.is_valid():
        try:
            record_voice(pupil=form.pupil, kind=kind, by=request.user, at=at, **form.recorded)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            editing.discard()
            messages.success(request, f"What {form.pupil.first_name} said is kept.")
            return redirect("voice:voices", request.school.slug, form.pupil.reference)
    draft = editing.keep(typed, base=0, at=at) if any(typed.values()) else None
    return _page(request, form, kind, chosen, draft=draft, status=422)


def _page(request, form: AskForm, kind: VoiceKind, chosen: str, *, draft, status: int = 200):
    pupil = form.pupil
    here = [request.school.slug, pupil.reference]
    return render(request, TEMPLATE[kind], {
        **frame(pupil, request.user), "form": form, "title": f"Ask {pupil.first_name}: {str(kind.label).lower()}",
        "sets": [{"label": label, "url": f"?set={key}", "current": key == chosen} for key, label in SETS.items()],
        "action_url": f"{request.path}?set={chosen}", "saved": saving(request, draft)["saved"],
        "back_url": reverse("voice:voices", args=here), "worry_url": reverse("safeguarding:raise", args=here),
    }, status=status)  # fmt: skip
