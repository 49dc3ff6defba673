import datetime as dt

from django.db import migrations


def keep_the_days(apps, schema_editor):
    """The days in a school's settings become what they stood for: a version of the SEND policy, and an information
    report that was approved elsewhere."""
    Policy, Version = apps.get_model("governance", "Policy"), apps.get_model("governance", "PolicyVersion")
    Report = apps.get_model("governance", "InformationReport")
    at = dt.datetime.now(dt.UTC)
    for school in apps.get_model("schools", "School").objects.exclude(policy_reviewed_on=None):
        policy = Policy.objects.create(school=school, kind="send", name="SEND policy", readers="staff")
        Version.objects.create(
            school=school, policy=policy, number=1, adopted_on=school.policy_reviewed_on, recorded_at=at
        )
    for school in apps.get_model("schools", "School").objects.exclude(report_reviewed_on=None):
        Report.objects.create(school=school, number=1, content={}, approved_on=school.report_reviewed_on)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial"), ("schools", "0005_reminder_settings")]
    run_before = [("schools", "0006_dates_of_policies")]

    operations = [migrations.RunPython(keep_the_days, migrations.RunPython.noop)]
