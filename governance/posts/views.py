"""Pages of posts: who is SENCo, deputy and SEN governor."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.ui.editing import version_in
from core.ui.present import day
from governance.enums import Post
from governance.models import PostHolder
from governance.posts import actions, present, queries
from governance.posts.forms import HolderForm
from register.edits import tell_refused

VIEW, EDIT = Permission.TRAINING_VIEW, Permission.TRAINING_EDIT


@require_GET
def posts(request, school):
    """Who holds each post, the rule for the SENCo's qualification, and who held one before."""
    check_can(request.user, VIEW, request.school)
    found = queries.holders(request.school)
    return render(
        request,
        "posts/list.html",
        present.posts_page(found, request.school, request.user, timezone.localdate()),
    )


def add(request, school):
    """Name who holds a post."""
    check_can(request.user, EDIT, request.school)
    asked = request.GET.get("post", "")
    post = asked if asked in Post.values else ""
    form = HolderForm(request.POST or None, school=request.school, post=post)
    title = (
        _("Name the %(post)s") % {"post": present.post_words(post, request.school)}
        if post
        else _("Name who holds a post")
    )
    line = _("Whoever holds it now ends the day before.") if post in {Post.SENCO, Post.GOVERNOR} else ""
    return _write(request, form, None, post, title, line)


def _holder(request, reference: str) -> PostHolder:
    check_can(request.user, EDIT, request.school)
    found = queries.find_holder(request.school, reference)
    if found is None:
        raise Http404
    return found


def change(request, school, reference):
    """Change what is known of a holder, or say until when."""
    held = _holder(request, reference)
    first = {name: getattr(held, name) for name in HolderForm.base_fields}
    form = HolderForm(request.POST or None, school=request.school, post=held.post, held=held, initial=first)
    title = _("Change the %(post)s") % {"post": present.post_words(held.post, request.school)}
    return _write(request, form, held, held.post, title, "")


def _write(request, form, held: PostHolder | None, post: str, title: str, line: str):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.name_holder(school=request.school, held=held, by=request.user, at=now(),
                                        version=version_in(request.POST), **{"post": post, **form.cleaned_data})  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect("posts:list", request.school.slug)
    return render(request, "posts/form.html", {
        "form": form, "title": title, "line": line, "submit_label": _("Save"), "version": held.version if held else None,
        "back_url": reverse("posts:list", args=[request.school.slug]), "back_label": _("Posts"),
        "note": _("What you typed is kept.") if form.errors else "",
        "remove_url": reverse("posts:remove", args=[request.school.slug, held.reference]) if held else "",
    })  # fmt: skip


def remove(request, school, reference):
    """Take away a line that was a mistake: asked once more."""
    held = _holder(request, reference)
    if request.method == "POST":
        actions.remove_holder(held=held, by=request.user, at=now())
        messages.success(request, _("%(name)s is taken away. The history keeps it.") % {"name": held.name})
        return redirect("posts:list", school)
    facts = [
        {"label": present.post_words(held.post, request.school), "value": held.name},
        {"label": _("Since"), "value": day(held.start)},
    ]
    return render(request, "form_page.html", {
        "form": forms.Form(), "title": _("Take a holder away"), "facts": facts, "submit_label": _("Take away"),
        "danger": True,
        "line": _("For a mistake. Somebody who held the post and left stays, with the day until when."), "note": "",
        "back_url": reverse("posts:list", args=[school]), "back_label": _("Posts"),
    })  # fmt: skip
