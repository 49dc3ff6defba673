from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.schools import scope

LAST_SEEN = "last_seen"  # session key: seconds since the epoch of the last request that counted
SEEN_EVERY = 60  # seconds between two writes of it
# Pages open to a member of staff who has not set up the second step yet.
SETTING_UP = ("/account/", "/static/", "/healthz")


class SignInMiddleware:
    """Ends idle sessions, and leads staff without a second step to setting one up (one grace sign-in)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if self._idle(request):
                logout(request)
                return redirect(f"{reverse('account_login')}?idle=1")
            if self._needs_second_step(request):
                return redirect("mfa_index")
        return self.get_response(request)

    def _idle(self, request) -> bool:
        now, seen = int(timezone.now().timestamp()), request.session.get(LAST_SEEN)
        allowed = min(
            [settings.IDLE_MINUTES, *(school.idle_minutes for school, _ in request.user.memberships)]
        )
        if seen is not None and now - seen > allowed * 60:
            return True
        if seen is None or now - seen >= SEEN_EVERY:
            request.session[LAST_SEEN] = now
        return False

    def _needs_second_step(self, request) -> bool:
        if not settings.STAFF_MFA_REQUIRED or request.path.startswith(SETTING_UP):
            return False
        if request.session.get("second_step") or not request.user.is_staff_member:
            return False
        if is_mfa_enabled(request.user):
            request.session["second_step"] = True
            return False
        return True


class SchoolMiddleware:
    """Opens the scope of the person's schools; a page of one school narrows it to that school alone.

    A school that one does not belong to answers 404, as one that does not exist.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.school = None
        if not request.user.is_authenticated:
            return self.get_response(request)
        schools = tuple(dict.fromkeys(school.pk for school, _ in request.user.memberships))
        token = scope.enter(scope.Scope(schools, request.user.pk))
        try:
            return self.get_response(request)
        finally:
            scope.leave(token)

    def process_view(self, request, view, args, kwargs) -> None:
        slug = kwargs.get("school")
        if slug is None or not request.user.is_authenticated:
            return
        school = next((school for school, _ in request.user.memberships if school.slug == slug), None)
        if school is None:
            raise Http404
        request.school = school
        scope.narrow(school.pk, doing=request.resolver_match.view_name)
