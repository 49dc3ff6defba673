"""A pupil's evidence: what there is, what goes in, and the bundles that were made."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from apdr.plans.present import document_line
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.present import day
from overview.evidence_jobs import queue_bundle
from overview.evidence_record import PARTS, counts_of
from register.enums import DocumentKind
from register.file.queries import documents_of
from register.models import Pupil
from register.pages import find_pupil, frame, opened

ENOUGH_CYCLES = 2  # what local authorities usually ask for before they assess


class BundleForm(forms.Form):
    """What goes into the bundle, and what it is for."""

    parts = forms.MultipleChoiceField(
        label="What goes in", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part"},
    )  # fmt: skip
    purpose = forms.CharField(
        label="What it is for", max_length=200, required=False, help_text="It stands on the first page. For example: "
        "request for an education, health and care needs assessment",
    )  # fmt: skip

    def __init__(self, *args, counts: dict[str, int], cost: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        keys = [key for key in PARTS if cost or key != "cost"]
        self.fields["parts"].choices = [(key, f"{PARTS[key][0]} ({held_words(counts[key])})") for key in keys]
        self.fields["parts"].initial = [key for key in keys if counts[key]]


def held_words(count: int) -> str:
    """ "3 on record", "nothing yet"."""
    return f"{count} on record" if count else "nothing yet"


def evidence(request, school, reference):
    """Choose what goes in and have it made; the bundles that there are."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.EVIDENCE_MAKE, pupil)
    counts = counts_of(pupil)
    form = BundleForm(
        request.POST or None, counts=counts, cost=can(request.user, Permission.COST_VIEW, pupil)
    )
    if request.method == "POST" and form.is_valid():
        try:
            job = queue_bundle(pupil=pupil, by=request.user, at=now(), **form.cleaned_data)
            return redirect("jobs:job", school, job.reference)
        except Denied as denied:
            messages.error(request, denied.reason)
    if request.method == "GET":
        opened(request, pupil, "evidence")
    return render(request, "overview/evidence.html", _page(request, pupil, form, counts))


def _page(request, pupil: Pupil, form: BundleForm, counts: dict[str, int]) -> dict:
    bundles = [
        _bundle(d, pupil) for d in documents_of(pupil, request.user).filter(kind=DocumentKind.EVIDENCE)
    ]
    return frame(pupil, request.user) | {
        "form": form, "title": f"Evidence about {pupil.first_name}", "submit_label": "Put the evidence together",
        "few": counts["cycles"] < ENOUGH_CYCLES, "cycles": counts["cycles"], "bundles": bundles,
        "making": any(bundle["making"] for bundle in bundles), "back_url": pupil.get_absolute_url(),
        "back_label": f"Back to {pupil.first_name}",
        "line": "One PDF with a table of contents, filed for SENCo, head and DSL. Concerns, safeguarding signs and "
        "restricted papers never go in.",
    }  # fmt: skip


def _bundle(document, pupil: Pupil) -> dict:
    url = reverse("file:document", args=[pupil.school.slug, document.reference])
    made = f"{day(timezone.localdate(document.filed_at))}, {document.filed_by.called}"
    return document_line(document.issued, url) | {"made": made}
