"""Posts in words."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import day, day_in, due_state, state
from governance.enums import Post
from governance.models import PostHolder
from governance.posts.queries import now_and_past
from governance.posts.rules import RULES, award_standing


def post_words(post: str, school: School) -> str:
    """The post in the school's own words."""
    senco = school.label("senco")
    return {Post.SENCO: senco, Post.DEPUTY: _("Deputy %(senco)s") % {"senco": senco}}.get(post) or str(
        Post(post).label
    )


def posts_page(found: list[PostHolder], school: School, user, today: dt.date) -> dict:
    """The context of posts/list.html."""
    now, past = now_and_past(found, today)
    may = can(user, Permission.TRAINING_EDIT, school)
    return {
        "posts": [
            {"title": post_words(post, school), "post": str(post),
             "holders": [_holder(one, school, today, may) for one in now[post]],
             "add_url": f"{reverse('posts:add', args=[school.slug])}?post={post}" if may else "",
             "none": _none(post), "needed": post != Post.DEPUTY}
            for post in Post
        ],
        "past": [_line(one, school, may) for one in past],
        "rules": [{"words": rule.words, "cites": rule.cites} for rule in RULES],
        "letters": school.senco_name, "differs": _differs(now[Post.SENCO], school, today),
        "settings_url": reverse("overview:settings", args=[school.slug])
        if can(user, Permission.SCHOOL_SETTINGS, school) else "",
    }  # fmt: skip


def _none(post: str) -> str:
    return {
        Post.SENCO: _("Nobody is named. Every school has a SENCo: say who, and since when."),
        Post.GOVERNOR: _(
            "Nobody is named. A governor with oversight of SEN is told to parents and inspectors."
        ),
        Post.DEPUTY: _("Nobody, which is common."),
    }[post]


def _differs(sencos: list[PostHolder], school: School, today: dt.date) -> bool:
    """Whether letters name somebody who is not among the SENCos of today: titles before a name do not matter."""
    names = [one.name for one in sencos if one.start <= today]
    return bool(school.senco_name and names) and not any(
        one.split()[-1].lower() == school.senco_name.split()[-1].lower() for one in names
    )


def _holder(one: PostHolder, school: School, today: dt.date, may: bool) -> dict:
    begins = one.start > today
    return {
        **_line(one, school, may), "email": one.email, "phone": one.phone,
        "begins": state("due", _("Begins")) if begins else None,
        "award": _award(one, school, today) if one.post == Post.SENCO else None,
    }  # fmt: skip


def _line(one: PostHolder, school: School, may: bool) -> dict:
    until = _("until %(day)s") % {"day": day(one.end)} if one.end else ""
    return {
        "name": one.name, "post": post_words(one.post, school),
        "span": " ".join(part for part in (_("since %(day)s") % {"day": day(one.start)}, until) if part),
        "change_url": reverse("posts:change", args=[school.slug, one.reference]) if may else "",
    }  # fmt: skip


def _award(one: PostHolder, school: School, today: dt.date) -> dict:
    """The SENCo's qualification: {teacher, state, what, when, why, rule, cites}."""
    stands = award_standing(one.start, one.award, one.award_begun_on, one.award_done_on)
    dates = [(_("begun on %(day)s"), one.award_begun_on), (_("completed on %(day)s"), one.award_done_on)]
    told = ", ".join(words % {"day": day(on)} for words, on in dates if on)
    return {
        "teacher": state("done", _("Qualified teacher")) if one.qualified_teacher
        else state("late", _("Not yet known to be a qualified teacher")),
        "state": state("done", _("Met")) if stands.met else due_state(stands.by, today, 180),
        "what": ", ".join(part for part in (str(one.get_award_display()), told) if part),
        "when": _("by %(day)s") % {"day": day_in(stands.by, today)} if stands.by else "",
        "why": stands.why, "rule": stands.rule.words, "cites": stands.rule.cites,
    }  # fmt: skip
