from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import check_can
from register.pages import find_pupil, frame


@require_GET
def pupil_letters(request, school, reference):
    """The letters sent about a pupil, each with how its slip stands."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.LETTER_SEND, pupil)
    return render(request, "letters/pupil.html", frame(pupil, request.user, "letters"))
