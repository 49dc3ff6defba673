"""Long work: done once, whoever dies; nothing half-written; its result is its owner's alone."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.jobs import actions
from core.jobs.models import Job, JobState
from core.jobs.registry import HANDLERS, CannotFinish
from core.jobs.tasks import resume_lost_jobs, run_job
from core.schools import scope
from core.schools.models import Closure
from sendsys.celery import app as celery_app
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.date(2030, 1, 1)


@pytest.fixture
def work(monkeypatch):
    """Register what a job of the kind "test" does; returns the list of what was seen while it did it."""

    def register(does):
        monkeypatch.setitem(HANDLERS, "test", does)

    return register


@pytest.fixture
def job(cast):
    """A job of the senco's that waits."""
    with seeing(cast.oakfield):
        yield Job.objects.create(school=cast.oakfield, kind="test", title="Testing", owner=cast.senco,
                                 queued_at=timezone.now())  # fmt: skip


def add_closure(job, *, by, at, report) -> dict:
    Closure.objects.create(school=job.school, name="By a job", start=DAY, end=DAY)
    report(1, 2)
    return {"message": "Closed.", "next_url": "/oakfield/", "kept": 7}


def closures() -> int:
    return Closure.objects.filter(name="By a job").count()


def test_job_that_runs_twice_works_once(work, job):
    work(add_closure)
    run_job(job.pk, job.school_id)
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (closures(), job.state, job.message, job.next_url, job.result, job.tries) == (
        1, "done", "Closed.", "/oakfield/", {"kept": 7}, 1,
    )  # fmt: skip


def test_job_sees_its_own_school_and_acts_as_its_owner(cast, work, job):
    seen = []

    def look(job, *, by, at, report):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('app.schools')")
            seen.append((*cursor.fetchone(), scope.current().actor, by.pk))

    work(look)
    with scope.opened(school.pk for school in cast.schools.values()):
        run_job(job.pk, job.school_id)
    assert seen == [("sendsys_web", "{%s}" % cast.oakfield.pk, cast.senco.pk, cast.senco.pk)]


def test_job_of_another_school_is_not_run(cast, work, job):
    work(add_closure)
    run_job(job.pk, cast.hillcrest.pk)
    job.refresh_from_db()
    assert job.state == "queued"


def test_work_that_cannot_be_finished_says_why_and_writes_nothing(work, job):
    def stop(job, **told):
        add_closure(job, **told)
        raise CannotFinish("The list has no names: choose another file.")

    work(stop)
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (closures(), job.state, job.message) == (
        0,
        "failed",
        "The list has no names: choose another file.",
    )


def test_work_that_breaks_writes_nothing_and_tells_no_trace(work, job, caplog):
    def break_down(job, **told):
        add_closure(job, **told)
        raise ValueError("Maya Abara")

    work(break_down)
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (closures(), job.state) == (0, "failed")
    assert job.message == "Something went wrong on our side. Nothing was changed. Try again."


def test_work_whose_worker_died_is_done_after_all(cast, work, job):
    work(add_closure)
    long_ago = timezone.now() - dt.timedelta(minutes=15)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, started_at=long_ago, queued_at=long_ago, sent_at=long_ago, tries=1
    )
    assert resume_lost_jobs() >= 1
    job.refresh_from_db()
    assert (closures(), job.state, job.tries) == (1, "done", 2)


def test_work_that_stopped_three_times_is_given_up(work, job):
    work(add_closure)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, tries=3)
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (closures(), job.state) == (0, "failed")


def test_work_begun_a_moment_ago_is_left_alone(job):
    before = timezone.now() - dt.timedelta(minutes=2)
    assert list(actions.unfinished(before=before).filter(pk=job.pk)) == []


def test_job_of_an_unknown_kind_is_refused(cast):
    with seeing(cast.oakfield), pytest.raises(KeyError):
        actions.queue_job(school=cast.oakfield, kind="no such", title="x", by=cast.senco, at=timezone.now())


@pytest.mark.parametrize(
    "who,status", [("senco", 200), ("head", 404), ("office", 404), ("foreign_senco", 404)]
)
def test_job_is_shown_to_its_owner_alone(client_for, job, who, status):
    assert client_for(who).get(f"/oakfield/jobs/{job.reference}/").status_code == status


def test_progress_is_a_fragment_for_the_page_that_polls(client_for, job):
    response = client_for("senco").get(f"/oakfield/jobs/{job.reference}/", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert b"<html" not in response.content


def test_every_task_on_the_timetable_is_known_to_the_workers():
    celery_app.loader.import_default_modules()
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert planned - set(celery_app.tasks) == set()
