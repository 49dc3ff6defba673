"""What stands at a school's public address: the report as it was published, for anybody, without an account.

The school is found by a function that tells a key and nothing else, as for a supply teacher's link (ADR 0016); the scope
that is opened on it reads the published report alone, whose content is frozen and holds no child's data.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from core.documents.models import IssueState
from core.schools import scope
from governance.information import present, queries
from governance.models import InformationReport
from register.profiles.supply import supply_school

KEPT_FOR = 300  # seconds for which browsers and proxies may keep it


def _standing(request, slug: str) -> InformationReport:
    """The report that stands there. A school that there is not and one that has published nothing give the same 404."""
    school = supply_school(slug)
    if school is None:
        raise Http404
    with scope.opened([school], doing=request.resolver_match.view_name):
        found = queries.public_report(school)
    if found is None:
        raise Http404
    return found


def _answer(request, response: HttpResponse) -> HttpResponse:
    """The response with what lets it be kept, or 304 where the asker has it already."""
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    return get_conditional_response(request, etag=response["ETag"], response=response)


@login_not_required
@require_safe
def page(request, slug):
    """The report as an accessible page. Two queries."""
    found = _standing(request, slug)
    return _answer(
        request, set_response_etag(render(request, "information/public.html", present.public_page(found)))
    )


@login_not_required
@require_safe
def pdf(request, slug):
    """The report as a PDF. Two queries."""
    document = _standing(request, slug).document
    if document is None or document.state != IssueState.READY:
        raise Http404
    with document.file.content.open("rb") as content:
        response = HttpResponse(content.read(), content_type=document.file.content_type)
    response["Content-Disposition"] = content_disposition_header(False, document.file.name)
    response["ETag"] = quote_etag(document.sha256)
    return _answer(request, response)
