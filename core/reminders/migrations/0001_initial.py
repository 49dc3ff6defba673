import core.reminders.models
import core.schools.references
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


def install_triggers(apps, schema_editor):
    """The triggers of the tables made here, in one go: one by one, each would have every model drawn anew."""
    for operation in Migration.operations:
        if isinstance(operation, migrations.CreateModel):
            for trigger in operation.options.get("triggers", []):
                schema_editor.execute(trigger.install_sql, params=None)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("schools", "0005_reminder_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=core.schools.references.new_reference, editable=False, max_length=12
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(verbose_name="last day")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="reminders_absence_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="absence_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("deputy")), _negated=True),
                        name="absence_deputy_is_another",
                    ),
                ],
                "indexes": [models.Index(fields=["school", "ends"], name="reminders_a_school__64e007_idx")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reminders_absenceevent" ("deputy_id", "ends", "id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "starts", "user_id", "version") VALUES (NEW."deputy_id", NEW."ends", NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."school_id", NEW."starts", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="73fd7c3d93d4e1ed8cddbce9150cdf19eeb9e62f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_35d46",
                            table="reminders_absence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reminders_absenceevent" ("deputy_id", "ends", "id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "starts", "user_id", "version") VALUES (NEW."deputy_id", NEW."ends", NEW."id", NEW."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."school_id", NEW."starts", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="541926f1ab631efdbe60eaba355104b032ae76e9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9c44b",
                            table="reminders_absence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reminders_absenceevent" ("deputy_id", "ends", "id", "made_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "starts", "user_id", "version") VALUES (OLD."deputy_id", OLD."ends", OLD."id", OLD."made_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."school_id", OLD."starts", OLD."user_id", OLD."version"); RETURN NULL;',
                            hash="2a07622af13e67288eeaec90ea51dd66820c8698",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c76d1",
                            table="reminders_absence",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AbsenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "reference",
                    models.CharField(
                        default=core.schools.references.new_reference, editable=False, max_length=12
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(verbose_name="last day")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "deputy",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reminders.absence",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paces", models.JSONField(default=dict)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("school", "user"), name="choice_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reminders_choiceevent" ("id", "paces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "user_id") VALUES (NEW."id", NEW."paces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="54ed00a5862208750d2f003088d0e33c3e86fe75",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6183c",
                            table="reminders_choice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reminders_choiceevent" ("id", "paces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "user_id") VALUES (NEW."id", NEW."paces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="145f6d1447c3971232f276f09697d2e08968820d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ad89f",
                            table="reminders_choice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reminders_choiceevent" ("id", "paces", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "user_id") VALUES (OLD."id", OLD."paces", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id", OLD."user_id"); RETURN NULL;',
                            hash="b2cb26feb1715f34e0780888415c5fb653951404",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3061c",
                            table="reminders_choice",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChoiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("paces", models.JSONField(default=dict)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reminders.choice",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=core.schools.references.new_reference, editable=False, max_length=12
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        null=True,
                        verbose_name="what makes it one of its kind",
                    ),
                ),
                ("what", models.CharField(max_length=80, verbose_name="what it is, as people read it")),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField(blank=True)),
                (
                    "secret",
                    models.BooleanField(
                        default=False,
                        verbose_name="holds a secret address: its words are not kept once it is sent",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("bounced", "Refused: the address does not work"),
                            ("failed", "Could not be sent"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sending_at", models.DateTimeField(null=True, verbose_name="when a worker last took it")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="when the mail server took it")),
                (
                    "maybe_twice",
                    models.BooleanField(
                        default=False, verbose_name="handed over once before, without an answer"
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        default=core.reminders.models.new_message_id, editable=False, max_length=80
                    ),
                ),
                (
                    "error",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="what the mail server answered, by its number"
                    ),
                ),
                ("refused_at", models.DateTimeField(null=True, verbose_name="when it came back")),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reference"), name="reminders_mail_reference"),
                    models.UniqueConstraint(fields=("school", "key"), name="mail_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sending", "sent", "bounced", "failed"])
                        ),
                        name="mail_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mail_sent_at_when_sent",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "state", "next_try_at"], name="reminders_m_school__28fd44_idx"
                    ),
                    models.Index(fields=["school", "-written_at"], name="reminders_m_school__a4363e_idx"),
                    models.Index(fields=["school", "message_id"], name="reminders_m_school__1b61c8_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Marked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80)),
                ("due", models.DateField()),
                ("done_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "kind", "subject", "due"), name="marked_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reminders_markedevent" ("done_at", "done_by_id", "due", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "subject") VALUES (NEW."done_at", NEW."done_by_id", NEW."due", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id", NEW."subject"); RETURN NULL;',
                            hash="00a4dc024756c2907d33ced6ed49b8ebeca4f0bc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ec8ea",
                            table="reminders_marked",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reminders_markedevent" ("done_at", "done_by_id", "due", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "subject") VALUES (NEW."done_at", NEW."done_by_id", NEW."due", NEW."id", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id", NEW."subject"); RETURN NULL;',
                            hash="cfe7fbfacdfd7c742727db65523b323b9f41a125",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2dd48",
                            table="reminders_marked",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reminders_markedevent" ("done_at", "done_by_id", "due", "id", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "subject") VALUES (OLD."done_at", OLD."done_by_id", OLD."due", OLD."id", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id", OLD."subject"); RETURN NULL;',
                            hash="61839c59c554b5f827e467af87825e971685a79e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3865d",
                            table="reminders_marked",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80)),
                ("due", models.DateField()),
                ("done_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "done_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reminders.marked",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=core.schools.references.new_reference, editable=False, max_length=12
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80, verbose_name="reference of what it is about")),
                ("due", models.DateField()),
                ("rung", models.CharField(max_length=20, verbose_name="which announcement of its date")),
                ("pupil", models.CharField(blank=True, max_length=12, verbose_name="the pupil's reference")),
                (
                    "detail",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what a row adds; no child's name"
                    ),
                ),
                ("url", models.CharField(max_length=200, verbose_name="where it is done")),
                (
                    "pace",
                    models.CharField(
                        choices=[
                            ("at_once", "An email for each"),
                            ("daily", "One email a day"),
                            ("weekly", "One email a week"),
                            ("none", "No email"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("round_on", models.DateField(verbose_name="day of the round that told it")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("snoozed_until", models.DateField(null=True, verbose_name="not shown again before")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what was said when it was handed over"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="when its cause was gone")),
                (
                    "handed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handed_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="reminders.mail",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="whose deputy",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="reminders_notice_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "kind", "subject", "due", "rung", "recipient"), name="notice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pace__in", ["at_once", "daily", "weekly", "none"])),
                        name="notice_pace_known",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "recipient", "-made_at"], name="reminders_n_school__267249_idx"
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None), ("ended_at", None)),
                        fields=["school", "recipient"],
                        name="notice_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "open_day",
                    models.BooleanField(default=False, verbose_name="told more than what the law sets"),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("deadlines", models.PositiveIntegerField(default=0)),
                ("told", models.PositiveIntegerField(default=0, verbose_name="notices made")),
                ("mails", models.PositiveIntegerField(default=0, verbose_name="emails written")),
                (
                    "failures",
                    models.JSONField(
                        default=list,
                        verbose_name="what could not be computed: source, pupil's reference, kind of error",
                    ),
                ),
                (
                    "nobody",
                    models.PositiveIntegerField(
                        default=0, verbose_name="deadlines for which there is nobody to tell"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("school", "on"), name="round_once_a_day")],
            },
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop, elidable=False),
    ]
