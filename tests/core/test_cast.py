import pytest
from django.db import connection

from core.schools.guard import NoScope
from register.models import Pupil
from tests.roles import seeing


def test_a_test_runs_as_the_lesser_role(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("sendsys_web",)


def test_cast_is_seen_by_school(cast):
    with seeing(cast.oakfield):
        assert sorted(Pupil.objects.values_list("legal_first", flat=True)) == ["Leo", "Maya"]


def test_touching_a_pupil_without_scope_raises(cast):
    with pytest.raises(NoScope):
        Pupil.objects.count()


@pytest.mark.parametrize(
    "who", ["senco", "head", "teacher", "ta", "office", "dsl", "governor", "trust_lead", "parent"]
)
def test_everyone_has_a_first_page(client_for, who):
    assert client_for(who).get("/oakfield/").status_code == 200
