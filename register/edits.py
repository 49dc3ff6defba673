"""Two people at one row: who saves later is told what the other saved, and keeps what they typed."""

from django import forms
from django.utils.translation import gettext as _

from core.accounts.permissions import Denied


class Overtaken(Denied):
    """Somebody else saved the row since the form began."""


def check_version(held, version: int | None) -> None:
    """Raises Overtaken when `held` (a locked row, or None for a new one) is no longer the `version` that the form
    began from. None leaves the question out."""
    if held is not None and version is not None and held.version != version:
        raise Overtaken(_("Somebody else has saved this since you opened it: nothing of theirs is lost yet."))


def tell_overtaken(form: forms.Form, held) -> None:
    """Put what now stands beside each field that reads differently, so that a second save is a choice."""
    for name, mine in list(form.cleaned_data.items()):
        theirs = getattr(held, name, mine)
        if theirs != mine:
            now = form.fields[name].prepare_value(theirs)
            label = dict(getattr(form.fields[name], "choices", [])).get(theirs, now)
            form.add_error(
                name, _("This now says “%(theirs)s”. Save again to keep yours.") % {"theirs": label or "–"}
            )


def tell_refused(form: forms.Form, held, denied: Denied) -> None:
    """Put the reason into the form; where somebody else has saved the row `held`, what now stands beside each field."""
    form.add_error(None, denied.reason)
    if isinstance(denied, Overtaken):
        held.refresh_from_db()
        tell_overtaken(form, held)
