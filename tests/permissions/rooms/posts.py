"""Posts: SENCo, deputy, SEN governor."""

import datetime as dt

from core.schools.models import School
from governance.enums import Award, Post
from governance.models import PostHolder
from governance.posts import actions
from tests.filler import AT
from tests.permissions.rooms.training import EDIT, READ, _page, _school

ROWS = "".join((
    _school("posts:list", READ), _school("posts:add", EDIT, post="200"), _page("posts:change", "post_holder", EDIT, post="200"),
    _page("posts:remove", "post_holder", EDIT, post="302"),
))  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The school's SENCo, with the qualification, and its SEN governor, once a school; a deputy for each pupil."""
    school = School.objects.get(pk=pupil.school_id)
    common = {"school": school, "held": None, "by": user, "at": AT}
    if not PostHolder.objects.filter(school=school, post=Post.SENCO).exists():
        actions.name_holder(
            **common, post=Post.SENCO, name=user.name, user=user, start=dt.date(2021, 9, 1), qualified_teacher=True,
            award=Award.NASENCO, award_begun_on=dt.date(2022, 1, 10), award_done_on=dt.date(2023, 7, 7), email="senco@school.example",
        )  # fmt: skip
        actions.name_holder(
            **common, post=Post.GOVERNOR, name="Ruth Penn", start=dt.date(2023, 9, 1), phone="01632 960111"
        )
    deputy = actions.name_holder(
        **common, post=Post.DEPUTY, name=f"Dee Putty {pupil.reference}", start=dt.date(2025, 9, 1)
    )
    return {"post_holder": deputy.reference}
