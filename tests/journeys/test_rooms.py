"""Every page of the register's rooms for each role that may see it, at 1280 and at 390 pixels: no barrier that axe
knows, nothing sideways, no fault of script or policy."""

from unittest import mock

import pytest
from django.db import transaction

from agencies.models import Invitation
from tests.journeys.looking import overflows, violations
from tests.journeys.school import open_school
from tests.journeys.steps import signed_in
from tests.journeys.test_pages import NARROW_TALL, WIDE_TALL
from tests.permissions.rooms import rooms

# who → addresses after the school; {pupil} is the reference, other words come from the rooms' own fills
PAGES = {
    "senco concerns": (
        "concerns/", "concerns/raise/?q=maya", "pupils/{pupil}/concern/", "pupils/{pupil}/concerns/",
        "concerns/{concern}/", "concerns/{concern}/decide/", "extra-support/{support}/",
        "extra-support/{support}/review/", "pupils/{pupil}/events/add/", "watch/", "pupils/{pupil}/level/",
        "register/?as_on=1+11+2026",
    ),
    "senco child": (
        "pupils/{pupil}/needs/", "pupils/{pupil}/needs/edit/", "pupils/{pupil}/needs/strengths/",
        "pupils/{pupil}/needs/disability/", "pupils/{pupil}/needs/diagnoses/add/", "pupils/{pupil}/assessments/",
        "pupils/{pupil}/assessments/add/", "pupils/{pupil}/profile/", "pupils/{pupil}/profile/edit/",
        "pupils/{pupil}/profile/versions/", "pupils/{pupil}/profile/review/", "pupils/{pupil}/profile/share/",
        "pupils/{pupil}/voice/", "pupils/{pupil}/timeline/",
    ),
    "senco papers": (
        "pupils/{pupil}/file/", "pupils/{pupil}/file/add/", "pupils/{pupil}/letters/", "pupils/{pupil}/letters/write/",
        "letters/{letter}/answer/", "slips/", "pupils/{pupil}/arrangements/", "arrangements/",
        "pupils/{pupil}/arrangements/access/add/", "pupils/{pupil}/arrangements/healthcare/add/",
        "pupils/{pupil}/arrangements/adjustments/add/", "profiles/", "supply/", "adjustments-bank/",
    ),
    "senco reviews": (
        "reviews/", "reviews/terms/", "reviews/evaluate/", "reviews/comments/", "reviews/{meeting}/", "reviews/{held_meeting}/",
        "reviews/{meeting}/record/", "reviews/{meeting}/move/", "reviews/{meeting}/cancel/", "reviews/{meeting}/missed/",
        "pupils/{pupil}/reviews/book/", "reviews/actions/{promise}/done/",
    ),
    "senco moving": (
        "incoming/", "incoming/add/", "pupils/{pupil}/last-school/", "roll-over/", "leavers/",
        "pupils/{pupil}/leaving/", "adulthood/", "safeguarding/", "", "?scope=people", "due/",
    ),
    "senco provision": (
        "interventions/", "interventions/add/", "interventions/{intervention}/", "interventions/{intervention}/trained/",
        "provision/?state=planned", "provision/", "provision/add/", "provision/add/?of={intervention}&pupil={pupil}",
        "provision/{provision}/", "provision/{provision}/change/", "provision/{provision}/children/",
        "provision/{provision}/adults/", "provision/{provision}/times/", "provision/{provision}/checks/",
        "provision/{provision}/measures/", "provision/{provision}/end/", "provision/places/{place}/leave/",
        "provision/places/{place}/told/", "provision/times/{slot}/",
    ),
    "senco plans": (
        "plans/", "plans/?class=4+Ash&state=closed", "plans/print/", "plans/print/{print_run}/", "plans/{noted}/",
        "plans/{noted}/notes/", "settings/",
    ),
    "senco yearly": (
        "year-reports/?year={this_year}", "pupils/{pupil}/year/{this_year}/", "pupils/{pupil}/year/{this_year}/write/",
        "pupils/{pupil}/year/{this_year}/share/",
    ),
    "senco search": ("search/?q=read&all=1", "search/?q=read&kind=plans&all=1", "search/?q=none-of-these&all=1", "search/"),
    "senco map": (
        "provision-map/", "provision-map/?by=need&term=2026-09-02", "provision-map/?on=1+9+2020", "timetable/",
        "timetable/mine/", "timetable/duties/{duty}/", "timetable/duties/{duty}/end/",
    ),
    "senco review meeting": (
        "annual-reviews/{am_dated}/meeting/", "annual-reviews/{am_dated}/meeting/record/", "annual-reviews/{am_held}/meeting/",
        "annual-reviews/{am_held}/meeting/report/", "annual-reviews/{am_held}/meeting/report/send/",
        "annual-reviews/{am_held}/meeting/decision/", "annual-reviews/{am_amend}/meeting/amendments/add/",
        "annual-reviews/{am_compare}/meeting/amendments/", "annual-reviews/{am_compare}/meeting/final/",
        "annual-reviews/{am_compare}/meeting/", "annual-reviews/{am_keep}/meeting/letter/",
        "annual-reviews/{am_keep}/meeting/close/", "annual-reviews/{am_ended}/meeting/close/",
        "annual-reviews/{am_closed}/meeting/",
    ),
    "ta map": ("provision-map/", "timetable/mine/"),
    "teacher provision": ("provision/?state=planned", "provision/{provision}/", "interventions/{intervention}/"),
    "senco bank": ("plan-bank/", "plan-bank/?show=target&area=semh", "plan-bank/{entry}/", "pupils/{pupil}/plans/area/"),
    "senco meetings": (
        "progress-meetings/", "progress-meetings/open/", "progress-meetings/{progress}/",
        "progress-meetings/{progress}/close/", "pupils/{pupil}/evidence/",
    ),
    "parent ehc": (
        "", "my-child/{pupil}/ehc-plan/", "my-child/{pupil}/annual-review/", "my-child/{pupil}/annual-review/what-you-think/",
    ),
    "professional review": (
        "", "shared-reviews/{review_place}/", "shared-reviews/{review_place}/advice/", "shared-reviews/{review_place}/coming/",
        "shared-reviews/{review_place}/decision/",
    ),
    "senco reviews opened": (
        "ehc-reviews/{visited_review}/people/", "ehc-reviews/invited/{review_place}/open/",
        "ehc-reviews/invited/{review_place}/end/", "ehc-reviews/invited/{review_place}/opened/",
    ),
    "senco ehc delivery": (
        "ehc-plans-given/", "ehc-plans-given/week/", "ehc-plans/{given_plan}/who-gives-what/", "ehc-plans/{given_plan}/given/",
        "ehc-plans/{given_plan}/talk/", "ehc-plans/{given_plan}/show/", "ehc-plans/{given_plan}/show/no-ground/",
        "ehc-plans/shown/{given_shown}/", "pupils/{pupil}/ehc/shown/", "ehc-plans/section-f/{given_line}/who/",
        "ehc-plans/section-f/{given_line}/start/", "ehc-plans/section-f/{given_line}/start/?of={intervention}",
    ),
    "ta ehc delivery": ("ehc-plans-given/week/", "ehc-plans/{given_plan}/who-gives-what/", "ehc-plans/{given_plan}/given/"),
    "senco annual": (
        "pupils/{pupil}/ehcp/reviews/", "annual-reviews/{review}/", "annual-reviews/{review}/move/?on=28+12+2026",
        "annual-reviews/{review}/invite/", "annual-reviews/{review}/letters/", "annual-reviews/{review}/given/notice/",
        "annual-reviews/{review}/leave-out/health/", "annual-reviews/{review}/call-off/", "annual-reviews/people/{head_place}/",
        "annual-reviews/people/{head_place}/change/", "annual-reviews/people/{head_place}/coming/",
        "annual-reviews/people/{head_place}/advice/", "annual-reviews/people/{head_place}/remove/",
    ),
    "head annual": ("annual-reviews/advice/", "annual-reviews/{review}/", "annual-reviews/people/{head_place}/advice/"),
    "senco ehcna": (
        "ehc-plans/assessments/", "ehc-plans/assessments/?show=ended", "pupils/{pupil}/ehcp/assessments/",
        "pupils/{pupil}/ehcp/assessments/consider/", "ehc-plans/assessments/{needs_assessment}/",
        "ehc-plans/assessments/{needs_assessment}/talk/", "ehc-plans/assessments/{needs_assessment}/request/",
        "ehc-plans/assessments/{needs_assessment}/change/", "ehc-plans/assessments/{needs_assessment}/letter/",
        "ehc-plans/assessments/{needs_assessment}/end/",
    ),
    "senco reminders": (
        "reminders/", "reminders/{own_notice}/later/", "reminders/{own_notice}/hand-over/", "reminders/how/", "reminders/absences/add/",
        "reminders/messages/", "reminders/messages/?state=bounced", "reminders/messages/{mail}/",
    ),
    "parent reminders": ("reminders/", "reminders/how/"),
    "senco statute": (
        "ehc-plans/rules/", "ehc-plans/dates/", "ehc-plans/dates/?clock=event", "ehc-plans/dates/?clock=plan&plan_made=14+3+20226",
        "ehc-plans/dates/?clock=plan&plan_made=14+3+2025&last_decision=16+1+2026&meeting=9+12+2026&year_group=6",
        "ehc-plans/dates/?clock=assessment&requested=5+1+2026&draft_received=2+3+2026",
    ),
    "senco caseload": (
        "ehc-plans/", "ehc-plans/?show=no_date", "ehc-plans/?q=nobody", "ehc-plans/delays/?year=all",
        "ehc-plans/delays/?from=31+02+2026", "ehc-plans/delays/{late_of}/{late_review}/{late_duty}/letter/",
    ),
    "head caseload": ("ehc-plans/", "ehc-plans/delays/"),
    "senco planner": ("review-planner/",),
    "senco ehc": (
        "ehc-plans/plan/{ehc_plan}/", "ehc-plans/version/{ehc_version}/", "ehc-plans/version/{ehc_version}/compare/",
        "ehc-plans/version/{ehc_version}/write/", "ehc-plans/version/{ehc_version}/provision/",
        "ehc-plans/row/provision/{ehc_provision}/", "ehc-plans/row/outcome/{ehc_outcome}/", "ehc-plans/row/need/{ehc_need}/",
        "ehc-plans/version/{ehc_checked}/", "ehc-plans/plan/{ehc_plan}/change/", "ehc-plans/plan/{ehc_plan}/receive/",
        "ehc-plans/plan/{ehc_plan}/end/", "pupils/{pupil}/ehc/start/", "ehc-plans/authorities/",
        "ehc-plans/authorities/{ehc_authority}/",
    ),
    "ta ehc": ("ehc-plans/plan/{ehc_plan}/",),
    "senco information": (
        "information-report/", "information-report/preview/", "information-report/publish/", "information-report/asked/add/",
        "information-report/asked/{consultation}/", "information-report/clauses/kinds/", "information-report/clauses/access/",
        "information-report/versions/{information_report}/", "information-report/versions/{information_report}/withdraw/",
    ),
    "senco census": (
        "census/", "census/?census=autumn-2026", "census/list/", "census/forecast/", "sen-history/", "sen-history/read/",
    ),
    "office census": ("census/", "census/list/"),
    "senco pack": ("inspection-pack/", "inspection-pack/studies/", "inspection-pack/studies/a/"),
    "senco training": (
        "training/", "training/?of=tas", "training/?of=staff", "training/needs/", "training/programme/", "training/topics/",
        "training/topics/add/", "training/topics/{training_topic}/", "training/topics/{training_topic}/change/",
        "training/days/add/", "training/days/{training_day}/", "training/days/{training_day}/change/", "training/mine/",
        "training/records/{training_record}/", "training/records/{training_record}/remove/", "posts/", "posts/add/",
        "posts/{post_holder}/", "posts/{post_holder}/remove/",
    ),
    "ta training": ("training/mine/",),
    "teacher": (
        "", "concerns/", "pupils/{pupil}/concern/", "pupils/{pupil}/profile/", "pupils/{pupil}/voice/interview/",
        "pupils/{pupil}/voice/questionnaire/", "pupils/{pupil}/voice/pictures/", "pupils/{pupil}/safeguarding/",
        "supply/", "pupils/{pupil}/extra-support/",
    ),
    "senco reports": (
        "reports/", "pupils/{pupil}/reports/add/", "reports/{unchecked}/check/", "reports/{unchecked}/correct/",
        "reports/{unchecked}/letter/", "reports/{unchecked}/share/", "reports/{report}/", "reports/{report}/advice/",
        "reports/receipts/{report_receipt}/", "reports/advice/{report_advice}/", "reports/advice/{report_advice}/remove/",
    ),
    "teacher reports": ("reports/", "reports/{report}/", "reports/{report}/advice/"),
    "senco money": (
        "impact/", "impact/{intervention}/", "costs/", "costs/?span=last", "costs/{pupil}/", "funding/", "funding/add/?q=maya",
        "funding/add/{pupil}/", "funding/{funding}/", "funding/{funding}/answer/", "funding/{funding}/parents-told/",
    ),
    "head money": ("impact/", "costs/", "funding/"),
    "ta sessions": (
        "sessions/", "sessions/?on=2026-11-09&all=1", "sessions/extra/", "sessions/week/?of=2026-11-09&all=1",
        "sessions/missed/?span=term", "sessions/{run_of_sessions}/2026-11-09/0900/", "pupils/{pupil}/sessions/",
    ),
    "ta": ("", "pupils/{pupil}/profile/", "pupils/{pupil}/voice/", "pupils/{pupil}/needs/"),
    "senco visits": (
        "calendar/", "calendar/?view=week", "calendar/?view=list", "calendar/feed/", "calendar/announce/?q=maya",
        "pupils/{pupil}/visits/announce/", "pupils/{pupil}/visits/arrived/", "visits/{visit}/", "visits/{done_visit}/",
        "visits/{visit}/move/", "visits/{visit}/cancel/", "visits/{visit}/told/", "visits/{done_visit}/record/",
    ),
    "senco directory": (
        "directory/", "directory/?parents=1", "directory/?retired=1", "directory/add/", "directory/usual/", "directory/checks/",
        "directory/staff-names/", "directory/{agency}/", "directory/{agency}/change/", "directory/{agency}/people/add/",
        "directory/people/{agency_person}/", "directory/people/{agency_person}/check/",
    ),
    "senco agency meetings": (
        "agency-meetings/", "agency-meetings/{agency_meeting}/", "agency-meetings/{agency_held}/",
        "agency-meetings/{agency_meeting}/change/", "agency-meetings/{agency_meeting}/record/",
        "agency-meetings/{agency_held}/record/", "agency-meetings/{agency_held}/next/",
        "agency-meetings/{agency_meeting}/cancel/", "agency-meetings/actions/{agency_action}/done/",
        "pupils/{pupil}/agency-meetings/book/", "pupils/{pupil}/appointments/", "pupils/{pupil}/appointments/add/",
        "appointments/{appointment}/",
    ),
    "office directory": ("directory/", "directory/{agency}/"),
    "ta visits": ("calendar/?view=list", "visits/{visit}/"),
    "senco invited": (
        "referrals/{invited_referral}/invitations/", "referrals/{invited_referral}/invite/", "invitations/{invitation}/",
        "invitations/{invitation}/change/", "invitations/{invitation}/end/", "stuck/", "stuck/unanswered/{stuck_referral}/",
    ),
    "professional": (
        "", "shared/{invitation}/", "shared/{invitation}/report/", "shared/{invitation}/visits/announce/",
        "shared/{invitation}/visits/{announced_visit}/move/",
    ),
    "senco referrals": (
        "referrals/", "pupils/{pupil}/agencies/", "pupils/{pupil}/agencies/refer/", "referrals/{referral}/",
        "referrals/{asked_referral}/", "referrals/{agreed_referral}/", "referrals/{sent_referral}/",
        "referrals/{referral}/change/", "referrals/{referral}/talk/", "referrals/{asked_referral}/consent/",
        "referrals/{asked_referral}/refuse/", "referrals/{agreed_referral}/withdraw/", "referrals/{agreed_referral}/send/",
        "referrals/{sent_referral}/answer/", "referrals/{sent_referral}/seen/", "referrals/{sent_referral}/close/",
        "referrals/{sent_referral}/disclose/",
    ),
    "parent agencies": (
        "my-child/{pupil}/agencies/", "my-child/{pupil}/agencies/{asked_referral}/answer/",
        "my-child/{pupil}/agencies/{agreed_referral}/withdraw/", "my-child/{pupil}/agencies/reports/{family_receipt}/",
    ),
    "office visits": ("calendar/", "calendar/?view=list"),
    "office": ("", "pupils/{pupil}/", "roll-over/"),
    "dsl": ("", "safeguarding/"),
    "senco complaints": (
        "complaints/", "complaints/rights/", "complaints/find/?q=maya", "complaints/add/{pupil}/", "complaints/{complaint}/",
        "complaints/{complaint}/change/", "complaints/{complaint}/move/", "complaints/{complaint}/step/",
        "complaints/{complaint}/close/",
    ),
    "head policies": (
        "complaints/add/", "policies/", "policies/usual/", "policies/add/", "policies/{policy}/", "policies/{policy}/change/",
        "policies/{policy}/version/", "policies/{policy}/reviewed/",
    ),
    "teacher policies": ("policies/", "policies/to-read/", "policies/{policy}/"),
    "governor policies": ("policies/", "policies/{policy}/"),
    "senco governors": (
        "governors/", "governors/{term_draft}/", "governors/{term_draft}/write/", "governors/{term_draft}/issue/",
        "governors/{term_report}/", "governors/{term_report}/correct/",
    ),
    "governor": ("", "governors/", "governors/{term_report}/", "governors/what-we-check/"),
    "head": ("", "profiles/", "watch/", "concerns/", "supply/", "figures/", "settings/england/"),
    "parent": (
        "", "pupils/{pupil}/concern/", "letters/{letter}/", "my-child/{pupil}/", "my-child/{pupil}/at-home/",
        "my-child/{pupil}/plans/{shared}/", "my-child/{pupil}/year/{year_report}/",
    ),
}  # fmt: skip

NARROWEST = {"width": 320, "height": 6000}  # WCAG 2.2, 1.4.10: a page of 1280 at four times its size


@pytest.fixture
def school(request):
    """A school whose pupil has something in every room."""
    slug = "rooms-" + request.node.callspec.id.replace(" ", "-")
    opened = open_school(slug, pupil=True)
    opened.things = {"pupil": opened.record.pupil.reference}
    with opened.acting(), mock.patch("core.jobs.actions._tell_workers"), transaction.atomic():
        for room in rooms():
            opened.things |= room.fill(
                pupil=opened.record.pupil, contact=opened.record.contact, user=opened.people["senco"]
            )
        opened.people["professional"] = Invitation.objects.get(reference=opened.things["invitation"]).user
    return opened


@pytest.mark.parametrize("whose", PAGES)
def test_pages_of_the_rooms_have_no_barrier(person, school, whose):
    somebody = signed_in(person(), school, whose.split()[0])
    wrong = []
    for path in PAGES[whose]:
        address = f"/{school.slug}/{path.format(**school.things)}"
        answer = somebody.page.goto(address)
        wrong += [] if answer.status == 200 else [f"{path}: answered {answer.status}"]
        for size in (WIDE_TALL, NARROW_TALL):
            somebody.page.set_viewport_size(size)
            wrong += [f"{path} at {size['width']}: {found}" for found in violations(somebody.page)]
            wrong += [f"{path} at {size['width']}: wider than the window"] if overflows(somebody.page) else []
            somebody.look(f"{whose}-{path}-{size['width']}".replace("/", "_").replace(" ", "-"))
        somebody.page.set_viewport_size(NARROWEST)
        wrong += [f"{path} at 320: wider than the window"] if overflows(somebody.page) else []
    assert "\n".join(wrong) == ""
