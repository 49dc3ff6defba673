from django.conf import settings
from django.urls import include, path

from core.accounts.views import ConfirmCode
from overview.views import start
from sendsys import emails, views

handler400 = "sendsys.views.bad_request"
handler403 = "sendsys.views.forbidden"
handler404 = "sendsys.views.not_found"
handler500 = "sendsys.views.server_error"


def mail_events(anymail: dict) -> list:
    """Where a hosted sender tells that a message came back: there only under a secret of its own."""
    return [path("mail-events/", include("anymail.urls"))] if anymail.get("WEBHOOK_SECRET") else []


urlpatterns = [
    *mail_events(settings.ANYMAIL),
    path("dev/emails/", emails.gallery, name="dev-emails"),
    path("healthz", views.healthz, name="healthz"),
    path("", start, name="home"),
    path("account/login/code/confirm/", ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/", include("allauth.urls")),
    path("", include("core.accounts.urls")),
    path("", include("core.jobs.urls")),
    path("", include("register.importing.urls")),
    path("", include("register.urls")),
    path("", include("register.response.urls")),
    path("", include("register.concerns.urls")),
    path("", include("register.needs.urls")),
    path("", include("register.profiles.urls")),
    path("", include("register.letters.urls")),
    path("", include("register.voice.urls")),
    path("", include("register.file.urls")),
    path("", include("register.transition.urls")),
    path("", include("register.arrangements.urls")),
    path("", include("register.safeguarding.urls")),
    path("", include("register.ctf.urls")),
    path("", include("agencies.directory.urls")),
    path("", include("agencies.referrals.urls")),
    path("", include("agencies.meetings.urls")),
    path("", include("agencies.visits.urls")),
    path("", include("agencies.reports.urls")),
    path("", include("agencies.families.urls")),
    path("", include("agencies.visitor.urls")),
    path("", include("agencies.stuck.urls")),
    path("", include("apdr.plans.urls")),
    path("", include("apdr.bank.urls")),
    path("", include("apdr.provision.urls")),
    path("", include("apdr.mapping.urls")),
    path("", include("apdr.timetable.urls")),
    path("", include("apdr.sessions.urls")),
    path("", include("apdr.impact.urls")),
    path("", include("apdr.money.urls")),
    path("", include("apdr.reviews.urls")),
    path("", include("apdr.progress.urls")),
    path("", include("apdr.yearly.urls")),
    path("", include("apdr.advice.urls")),
    path("", include("ehcp.rules.urls")),
    path("", include("ehcp.sections.urls")),
    path("", include("ehcp.delivery.urls")),
    path("", include("ehcp.assessing.urls")),
    path("", include("ehcp.annual.urls")),
    path("", include("ehcp.meeting.urls")),
    path("", include("ehcp.planner.urls")),
    path("", include("ehcp.caseload.urls")),
    path("", include("ehcp.families.urls")),
    path("", include("ehcp.visitor.urls")),
    path("", include("governance.complaints.urls")),
    path("", include("governance.policies.urls")),
    path("", include("governance.information.urls")),
    path("", include("governance.training.urls")),
    path("", include("governance.posts.urls")),
    path("", include("overview.notices.urls")),
    path("", include("overview.search.urls")),
    path("", include("overview.figures.urls")),
    path("", include("overview.governors.urls")),
    path("", include("overview.census.urls")),
    path("", include("overview.inspection.urls")),
    path("", include("overview.urls")),
]
