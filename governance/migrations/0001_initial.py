import core.schools.models
import core.schools.references
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
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
        ("accounts", "__first__"),
        ("apdr", "0004_advice"),
        ("documents", "0001_initial"),
        ("register", "0007_document_text"),
        ("schools", "0005_reminder_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
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
                ("raised_by", models.CharField(max_length=120, verbose_name="who complains")),
                (
                    "relation",
                    models.CharField(blank=True, max_length=60, verbose_name="who they are to the child"),
                ),
                ("raised_on", models.DateField(verbose_name="raised on")),
                ("about", models.TextField(max_length=4000, verbose_name="what the complaint is")),
                (
                    "wants",
                    models.TextField(blank=True, max_length=2000, verbose_name="what they want to happen"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("teacher", "Class teacher"),
                            ("senco", "SENCo"),
                            ("head", "Head teacher"),
                            ("formal", "Formal complaint"),
                        ],
                        default="teacher",
                        max_length=8,
                        verbose_name="stage",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("resolved", "Resolved"),
                            ("withdrawn", "Withdrawn"),
                            ("elsewhere", "Decided elsewhere"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "serious",
                    models.BooleanField(
                        default=False, verbose_name="serious: about the provision for a child’s SEN"
                    ),
                ),
                ("head_only", models.BooleanField(default=False, verbose_name="for the head alone")),
                ("reply_by", models.DateField(blank=True, null=True, verbose_name="answer promised by")),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                (
                    "learnt",
                    models.TextField(blank=True, max_length=2000, verbose_name="what the school changes"),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="complaints",
                        to="register.pupil",
                    ),
                ),
                (
                    "recorded_by",
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
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_complaint_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "resolved", "withdrawn", "elsewhere"])),
                        name="complaint_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["teacher", "senco", "head", "formal"])),
                        name="complaint_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                ("closed_by", None),
                                ("closed_on", None),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_closed_in_full",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "state", "raised_on"], name="governance__school__d75e22_idx"
                    ),
                    models.Index(fields=["school", "pupil"], name="governance__school__93e10c_idx"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_complaintevent" ("about", "closed_at", "closed_by_id", "closed_on", "handled_by_id", "head_only", "id", "learnt", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "raised_by", "raised_on", "recorded_at", "recorded_by_id", "reference", "relation", "reply_by", "school_id", "serious", "stage", "state", "version", "wants") VALUES (NEW."about", NEW."closed_at", NEW."closed_by_id", NEW."closed_on", NEW."handled_by_id", NEW."head_only", NEW."id", NEW."learnt", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pupil_id", NEW."raised_by", NEW."raised_on", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."relation", NEW."reply_by", NEW."school_id", NEW."serious", NEW."stage", NEW."state", NEW."version", NEW."wants"); RETURN NULL;',
                            hash="46951e95ada1f503178f183a7814e52d06e4dcf7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0fda8",
                            table="governance_complaint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_complaintevent" ("about", "closed_at", "closed_by_id", "closed_on", "handled_by_id", "head_only", "id", "learnt", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "raised_by", "raised_on", "recorded_at", "recorded_by_id", "reference", "relation", "reply_by", "school_id", "serious", "stage", "state", "version", "wants") VALUES (NEW."about", NEW."closed_at", NEW."closed_by_id", NEW."closed_on", NEW."handled_by_id", NEW."head_only", NEW."id", NEW."learnt", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pupil_id", NEW."raised_by", NEW."raised_on", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."relation", NEW."reply_by", NEW."school_id", NEW."serious", NEW."stage", NEW."state", NEW."version", NEW."wants"); RETURN NULL;',
                            hash="4a8aab2e75d1cf2787ef0e288b670d3afd88b612",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_95f70",
                            table="governance_complaint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_complaintevent" ("about", "closed_at", "closed_by_id", "closed_on", "handled_by_id", "head_only", "id", "learnt", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "raised_by", "raised_on", "recorded_at", "recorded_by_id", "reference", "relation", "reply_by", "school_id", "serious", "stage", "state", "version", "wants") VALUES (OLD."about", OLD."closed_at", OLD."closed_by_id", OLD."closed_on", OLD."handled_by_id", OLD."head_only", OLD."id", OLD."learnt", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pupil_id", OLD."raised_by", OLD."raised_on", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."relation", OLD."reply_by", OLD."school_id", OLD."serious", OLD."stage", OLD."state", OLD."version", OLD."wants"); RETURN NULL;',
                            hash="873c4dbbc4e73e035118e64aa581e2cd26cc3732",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f132b",
                            table="governance_complaint",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintEvent",
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
                ("raised_by", models.CharField(max_length=120, verbose_name="who complains")),
                (
                    "relation",
                    models.CharField(blank=True, max_length=60, verbose_name="who they are to the child"),
                ),
                ("raised_on", models.DateField(verbose_name="raised on")),
                ("about", models.TextField(max_length=4000, verbose_name="what the complaint is")),
                (
                    "wants",
                    models.TextField(blank=True, max_length=2000, verbose_name="what they want to happen"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("teacher", "Class teacher"),
                            ("senco", "SENCo"),
                            ("head", "Head teacher"),
                            ("formal", "Formal complaint"),
                        ],
                        default="teacher",
                        max_length=8,
                        verbose_name="stage",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("resolved", "Resolved"),
                            ("withdrawn", "Withdrawn"),
                            ("elsewhere", "Decided elsewhere"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "serious",
                    models.BooleanField(
                        default=False, verbose_name="serious: about the provision for a child’s SEN"
                    ),
                ),
                ("head_only", models.BooleanField(default=False, verbose_name="for the head alone")),
                ("reply_by", models.DateField(blank=True, null=True, verbose_name="answer promised by")),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                (
                    "learnt",
                    models.TextField(blank=True, max_length=2000, verbose_name="what the school changes"),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="governance.complaint",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupil",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="ComplaintStep",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("moved", "Taken to the next stage"),
                            ("talk", "Meeting or call"),
                            ("reply", "Reply sent"),
                            ("la_contacted", "Local authority asked for disagreement resolution"),
                            ("resolution", "Disagreement resolution meeting"),
                            ("mediation_advice", "Mediation advice"),
                            ("mediation", "Mediation"),
                            ("certificate", "Mediation certificate"),
                            ("tribunal", "Appeal to the Tribunal"),
                            ("evidence", "Information given to the Tribunal or authority"),
                            ("hearing", "Tribunal hearing"),
                            ("decision", "Decision of the Tribunal"),
                            ("ofsted", "Ofsted"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                        verbose_name="what happened",
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("teacher", "Class teacher"),
                            ("senco", "SENCo"),
                            ("head", "Head teacher"),
                            ("formal", "Formal complaint"),
                        ],
                        max_length=8,
                        verbose_name="stage",
                    ),
                ),
                ("people", models.CharField(blank=True, max_length=200, verbose_name="with whom")),
                ("what", models.TextField(blank=True, max_length=3000, verbose_name="in a few words")),
                (
                    "next_step",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what happens next, and who does it"
                    ),
                ),
                ("next_by", models.DateField(blank=True, null=True, verbose_name="by when")),
                ("done_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="governance.complaint",
                    ),
                ),
                (
                    "recorded_by",
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
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_complaintstep_reference"
                    )
                ],
                "indexes": [
                    models.Index(fields=["school", "complaint", "on"], name="governance__school__33a5fd_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_complaintstepevent" ("complaint_id", "done_on", "id", "kind", "next_by", "next_step", "on", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "school_id", "stage", "version", "what") VALUES (NEW."complaint_id", NEW."done_on", NEW."id", NEW."kind", NEW."next_by", NEW."next_step", NEW."on", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."stage", NEW."version", NEW."what"); RETURN NULL;',
                            hash="72e9fe364719be619b588c78ea23b5e21fd72146",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5cd57",
                            table="governance_complaintstep",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_complaintstepevent" ("complaint_id", "done_on", "id", "kind", "next_by", "next_step", "on", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "school_id", "stage", "version", "what") VALUES (NEW."complaint_id", NEW."done_on", NEW."id", NEW."kind", NEW."next_by", NEW."next_step", NEW."on", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."stage", NEW."version", NEW."what"); RETURN NULL;',
                            hash="ad82581dc243ece5d118756198cfcd16cca1005f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_35858",
                            table="governance_complaintstep",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_complaintstepevent" ("complaint_id", "done_on", "id", "kind", "next_by", "next_step", "on", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "school_id", "stage", "version", "what") VALUES (OLD."complaint_id", OLD."done_on", OLD."id", OLD."kind", OLD."next_by", OLD."next_step", OLD."on", OLD."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."stage", OLD."version", OLD."what"); RETURN NULL;',
                            hash="09941428b2137c2554acf41a3ed0efa7144c958d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b8f4d",
                            table="governance_complaintstep",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintStepEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("moved", "Taken to the next stage"),
                            ("talk", "Meeting or call"),
                            ("reply", "Reply sent"),
                            ("la_contacted", "Local authority asked for disagreement resolution"),
                            ("resolution", "Disagreement resolution meeting"),
                            ("mediation_advice", "Mediation advice"),
                            ("mediation", "Mediation"),
                            ("certificate", "Mediation certificate"),
                            ("tribunal", "Appeal to the Tribunal"),
                            ("evidence", "Information given to the Tribunal or authority"),
                            ("hearing", "Tribunal hearing"),
                            ("decision", "Decision of the Tribunal"),
                            ("ofsted", "Ofsted"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                        verbose_name="what happened",
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("teacher", "Class teacher"),
                            ("senco", "SENCo"),
                            ("head", "Head teacher"),
                            ("formal", "Formal complaint"),
                        ],
                        max_length=8,
                        verbose_name="stage",
                    ),
                ),
                ("people", models.CharField(blank=True, max_length=200, verbose_name="with whom")),
                ("what", models.TextField(blank=True, max_length=3000, verbose_name="in a few words")),
                (
                    "next_step",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what happens next, and who does it"
                    ),
                ),
                ("next_by", models.DateField(blank=True, null=True, verbose_name="by when")),
                ("done_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.complaint",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.complaintstep",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="CoProduction",
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
                ("on", models.DateField(verbose_name="when")),
                ("who", models.CharField(max_length=160, verbose_name="with whom")),
                ("how", models.CharField(blank=True, max_length=160, verbose_name="how")),
                (
                    "many",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="how many took part"
                    ),
                ),
                ("said", models.TextField(max_length=3000, verbose_name="what they said")),
                (
                    "changed",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what it changed in the report"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_coproduction_reference"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_coproductionevent" ("changed", "how", "id", "many", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "said", "school_id", "version", "who") VALUES (NEW."changed", NEW."how", NEW."id", NEW."many", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."said", NEW."school_id", NEW."version", NEW."who"); RETURN NULL;',
                            hash="88e060caa276660a7933a60b6102c8d5ec205b26",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a318a",
                            table="governance_coproduction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_coproductionevent" ("changed", "how", "id", "many", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "said", "school_id", "version", "who") VALUES (NEW."changed", NEW."how", NEW."id", NEW."many", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."said", NEW."school_id", NEW."version", NEW."who"); RETURN NULL;',
                            hash="64f3dd57135b846b61a2a76f2288af8bb924df02",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f18ff",
                            table="governance_coproduction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_coproductionevent" ("changed", "how", "id", "many", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "said", "school_id", "version", "who") VALUES (OLD."changed", OLD."how", OLD."id", OLD."many", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."said", OLD."school_id", OLD."version", OLD."who"); RETURN NULL;',
                            hash="4336ec4d6a6cb954710ef19296043785c80f3c12",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4a6c7",
                            table="governance_coproduction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoProductionEvent",
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
                ("on", models.DateField(verbose_name="when")),
                ("who", models.CharField(max_length=160, verbose_name="with whom")),
                ("how", models.CharField(blank=True, max_length=160, verbose_name="how")),
                (
                    "many",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="how many took part"
                    ),
                ),
                ("said", models.TextField(max_length=3000, verbose_name="what they said")),
                (
                    "changed",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what it changed in the report"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.coproduction",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="InformationClause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="clause")),
                ("body", models.TextField(blank=True, max_length=8000, verbose_name="what the school says")),
                ("facts", models.JSONField(default=list)),
                ("checked_on", models.DateField(verbose_name="found right on")),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
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
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "key"), name="information_clause_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_informationclauseevent" ("body", "checked_on", "facts", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "version", "written_at", "written_by_id") VALUES (NEW."body", NEW."checked_on", NEW."facts", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="289adec2ba2e52fa69a34bd9cd94fd54798a4625",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1b891",
                            table="governance_informationclause",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_informationclauseevent" ("body", "checked_on", "facts", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "version", "written_at", "written_by_id") VALUES (NEW."body", NEW."checked_on", NEW."facts", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="68cc1d211b9c7fa82e09ac563ecc0cbace3b4275",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a6726",
                            table="governance_informationclause",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_informationclauseevent" ("body", "checked_on", "facts", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "version", "written_at", "written_by_id") VALUES (OLD."body", OLD."checked_on", OLD."facts", OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                            hash="4534ab4768d49879efb7a9fcaf42d14fc1e31667",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ff3ab",
                            table="governance_informationclause",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationClauseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=20, verbose_name="clause")),
                ("body", models.TextField(blank=True, max_length=8000, verbose_name="what the school says")),
                ("facts", models.JSONField(default=list)),
                ("checked_on", models.DateField(verbose_name="found right on")),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.informationclause",
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
                    "written_by",
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
            name="InformationReport",
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
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("yearly", models.BooleanField(default=True, verbose_name="the yearly review")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="what has changed")),
                ("approved_on", models.DateField(verbose_name="approved on")),
                (
                    "approved_by",
                    models.CharField(
                        default="the governing board", max_length=120, verbose_name="approved by"
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "published_by",
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
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_informationreport_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "number"), name="information_report_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            ("published_by", None),
                            _connector="OR",
                        ),
                        name="information_report_published_in_full",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_informationreportevent" ("approved_by", "approved_on", "content", "document_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reference", "school_id", "version", "why", "withdrawn_at", "yearly") VALUES (NEW."approved_by", NEW."approved_on", NEW."content", NEW."document_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."reference", NEW."school_id", NEW."version", NEW."why", NEW."withdrawn_at", NEW."yearly"); RETURN NULL;',
                            hash="6b9a1b2d1ebc33e9635650e6cc2b003cadaf9cce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e5fa6",
                            table="governance_informationreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_informationreportevent" ("approved_by", "approved_on", "content", "document_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reference", "school_id", "version", "why", "withdrawn_at", "yearly") VALUES (NEW."approved_by", NEW."approved_on", NEW."content", NEW."document_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."reference", NEW."school_id", NEW."version", NEW."why", NEW."withdrawn_at", NEW."yearly"); RETURN NULL;',
                            hash="11e304a2d76f057d510d5eac88a39d05ef6116da",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5ae33",
                            table="governance_informationreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_informationreportevent" ("approved_by", "approved_on", "content", "document_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reference", "school_id", "version", "why", "withdrawn_at", "yearly") VALUES (OLD."approved_by", OLD."approved_on", OLD."content", OLD."document_id", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."reference", OLD."school_id", OLD."version", OLD."why", OLD."withdrawn_at", OLD."yearly"); RETURN NULL;',
                            hash="4fec6b3f55178a804bc7e5f2009c3469130e9942",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dec80",
                            table="governance_informationreport",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationReportEvent",
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
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("yearly", models.BooleanField(default=True, verbose_name="the yearly review")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="what has changed")),
                ("approved_on", models.DateField(verbose_name="approved on")),
                (
                    "approved_by",
                    models.CharField(
                        default="the governing board", max_length=120, verbose_name="approved by"
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.informationreport",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="NationalFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=30, verbose_name="measure")),
                ("year", models.PositiveSmallIntegerField(verbose_name="January of")),
                ("percent", models.DecimalField(decimal_places=1, max_digits=4)),
                ("source", models.CharField(max_length=200)),
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
                    models.UniqueConstraint(fields=("school", "key", "year"), name="national_figure_once"),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 0), ("percent__lte", 100)),
                        name="national_figure_percent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_nationalfigureevent" ("id", "key", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "source", "year") VALUES (NEW."id", NEW."key", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id", NEW."source", NEW."year"); RETURN NULL;',
                            hash="7cca617d2a74b27c2581e641c7bc0a5f25b68bb3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1149e",
                            table="governance_nationalfigure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_nationalfigureevent" ("id", "key", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "source", "year") VALUES (NEW."id", NEW."key", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id", NEW."source", NEW."year"); RETURN NULL;',
                            hash="568508cbf71c664f0f7a48a97bc289650acddbc9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5fc3e",
                            table="governance_nationalfigure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_nationalfigureevent" ("id", "key", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "source", "year") VALUES (OLD."id", OLD."key", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id", OLD."source", OLD."year"); RETURN NULL;',
                            hash="6fdfaaf835791c48197e603dbf0b7b99b18c0b9f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1ba37",
                            table="governance_nationalfigure",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NationalFigureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=30, verbose_name="measure")),
                ("year", models.PositiveSmallIntegerField(verbose_name="January of")),
                ("percent", models.DecimalField(decimal_places=1, max_digits=4)),
                ("source", models.CharField(max_length=200)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.nationalfigure",
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
            name="Policy",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("send", "SEND policy"),
                            ("accessibility", "Accessibility plan"),
                            ("equality", "Equality"),
                            ("behaviour", "Behaviour"),
                            ("safeguarding", "Safeguarding and child protection"),
                            ("medical", "Medical conditions"),
                            ("complaints", "Complaints"),
                            ("admissions", "Admissions"),
                            ("attendance", "Attendance"),
                            ("other", "Another policy"),
                        ],
                        max_length=14,
                        verbose_name="which policy",
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(
                        default=12, verbose_name="reviewed every so many months"
                    ),
                ),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody in particular"),
                            ("staff", "All staff"),
                            ("teaching", "Teachers and TAs"),
                        ],
                        default="nobody",
                        max_length=8,
                        verbose_name="to be read by",
                    ),
                ),
                (
                    "web_address",
                    models.URLField(blank=True, verbose_name="where it is on the school’s website"),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, null=True, verbose_name="no longer in force since"),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kept by",
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
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_policy_reference"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_on", None), models.Q(("kind", "other"), _negated=True)),
                        fields=("school", "kind"),
                        name="policy_kind_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "send",
                                    "accessibility",
                                    "equality",
                                    "behaviour",
                                    "safeguarding",
                                    "medical",
                                    "complaints",
                                    "admissions",
                                    "attendance",
                                    "other",
                                ],
                            )
                        ),
                        name="policy_kind_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_policyevent" ("id", "kind", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readers", "reference", "retired_on", "review_months", "school_id", "version", "web_address") VALUES (NEW."id", NEW."kind", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."readers", NEW."reference", NEW."retired_on", NEW."review_months", NEW."school_id", NEW."version", NEW."web_address"); RETURN NULL;',
                            hash="1388debc1035c141e14851d8ec875d4a903972d7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2bb3f",
                            table="governance_policy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_policyevent" ("id", "kind", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readers", "reference", "retired_on", "review_months", "school_id", "version", "web_address") VALUES (NEW."id", NEW."kind", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."readers", NEW."reference", NEW."retired_on", NEW."review_months", NEW."school_id", NEW."version", NEW."web_address"); RETURN NULL;',
                            hash="b8d5481ee4404fab401cc79949c338540d584874",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_297a6",
                            table="governance_policy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_policyevent" ("id", "kind", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readers", "reference", "retired_on", "review_months", "school_id", "version", "web_address") VALUES (OLD."id", OLD."kind", OLD."name", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."readers", OLD."reference", OLD."retired_on", OLD."review_months", OLD."school_id", OLD."version", OLD."web_address"); RETURN NULL;',
                            hash="22813a468c7c50db6fd7b4b6f7b2fabc3ffb20af",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_67c97",
                            table="governance_policy",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("send", "SEND policy"),
                            ("accessibility", "Accessibility plan"),
                            ("equality", "Equality"),
                            ("behaviour", "Behaviour"),
                            ("safeguarding", "Safeguarding and child protection"),
                            ("medical", "Medical conditions"),
                            ("complaints", "Complaints"),
                            ("admissions", "Admissions"),
                            ("attendance", "Attendance"),
                            ("other", "Another policy"),
                        ],
                        max_length=14,
                        verbose_name="which policy",
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(
                        default=12, verbose_name="reviewed every so many months"
                    ),
                ),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody in particular"),
                            ("staff", "All staff"),
                            ("teaching", "Teachers and TAs"),
                        ],
                        default="nobody",
                        max_length=8,
                        verbose_name="to be read by",
                    ),
                ),
                (
                    "web_address",
                    models.URLField(blank=True, verbose_name="where it is on the school’s website"),
                ),
                (
                    "retired_on",
                    models.DateField(blank=True, null=True, verbose_name="no longer in force since"),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kept by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.policy",
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
            name="PolicyVersion",
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
                ("number", models.PositiveSmallIntegerField()),
                ("changes", models.TextField(blank=True, max_length=2000, verbose_name="what has changed")),
                ("adopted_on", models.DateField(verbose_name="adopted on")),
                ("adopted_by", models.CharField(blank=True, max_length=120, verbose_name="adopted by")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="last reviewed and found right on"),
                ),
                ("next_review_on", models.DateField(blank=True, null=True, verbose_name="next review")),
                ("recorded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.privatefile",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="governance.policy",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        help_text="nobody where the settings told it",
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
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_policyversion_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "policy", "number"), name="policy_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on", None),
                            ("confirmed_on__gte", models.F("adopted_on")),
                            _connector="OR",
                        ),
                        name="policy_confirmed_after",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_policyversionevent" ("adopted_by", "adopted_on", "changes", "confirmed_on", "file_id", "id", "next_review_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "recorded_at", "recorded_by_id", "reference", "school_id", "version") VALUES (NEW."adopted_by", NEW."adopted_on", NEW."changes", NEW."confirmed_on", NEW."file_id", NEW."id", NEW."next_review_on", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="0ed52bcd7a4395fe2482840162f4248a296eff26",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_38a65",
                            table="governance_policyversion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_policyversionevent" ("adopted_by", "adopted_on", "changes", "confirmed_on", "file_id", "id", "next_review_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "recorded_at", "recorded_by_id", "reference", "school_id", "version") VALUES (NEW."adopted_by", NEW."adopted_on", NEW."changes", NEW."confirmed_on", NEW."file_id", NEW."id", NEW."next_review_on", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="284f869796605717855055ea134e7462dea0a1a1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_77015",
                            table="governance_policyversion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_policyversionevent" ("adopted_by", "adopted_on", "changes", "confirmed_on", "file_id", "id", "next_review_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "recorded_at", "recorded_by_id", "reference", "school_id", "version") VALUES (OLD."adopted_by", OLD."adopted_on", OLD."changes", OLD."confirmed_on", OLD."file_id", OLD."id", OLD."next_review_on", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."version"); RETURN NULL;',
                            hash="41469f8560fe33b003323828a0ea129f07fee254",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_68199",
                            table="governance_policyversion",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersionEvent",
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
                ("number", models.PositiveSmallIntegerField()),
                ("changes", models.TextField(blank=True, max_length=2000, verbose_name="what has changed")),
                ("adopted_on", models.DateField(verbose_name="adopted on")),
                ("adopted_by", models.CharField(blank=True, max_length=120, verbose_name="adopted by")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="last reviewed and found right on"),
                ),
                ("next_review_on", models.DateField(blank=True, null=True, verbose_name="next review")),
                ("recorded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.privatefile",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.policyversion",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.policy",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="nobody where the settings told it",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="PostHolder",
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
                    "post",
                    models.CharField(
                        choices=[
                            ("senco", "SENCo"),
                            ("deputy", "Deputy SENCo"),
                            ("governor", "SEN governor"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("start", models.DateField(verbose_name="since")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "qualified_teacher",
                    models.BooleanField(default=False, verbose_name="is a qualified teacher"),
                ),
                (
                    "award",
                    models.CharField(
                        choices=[
                            ("none", "Not begun"),
                            ("nasenco", "National Award (NASENCO)"),
                            ("npq", "NPQ for SENCOs"),
                            ("exempt", "In post before September 2009"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="qualification",
                    ),
                ),
                ("award_begun_on", models.DateField(blank=True, null=True, verbose_name="begun on")),
                ("award_done_on", models.DateField(blank=True, null=True, verbose_name="completed on")),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
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
                        blank=True,
                        null=True,
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
                        fields=("school", "reference"), name="governance_postholder_reference"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("post", "deputy"), _negated=True),
                        expressions=[
                            ("school", "="),
                            ("post", "="),
                            (
                                core.schools.models.DateRange(
                                    "start",
                                    "end",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="post_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="post_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post__in", ["senco", "deputy", "governor"])), name="post_known"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_postholderevent" ("award", "award_begun_on", "award_done_on", "email", "end", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post", "qualified_teacher", "recorded_at", "recorded_by_id", "reference", "school_id", "start", "user_id", "version") VALUES (NEW."award", NEW."award_begun_on", NEW."award_done_on", NEW."email", NEW."end", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."post", NEW."qualified_teacher", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."start", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="09a49d5cef63bbfc03842bd640af62ef9fd47059",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3306a",
                            table="governance_postholder",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_postholderevent" ("award", "award_begun_on", "award_done_on", "email", "end", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post", "qualified_teacher", "recorded_at", "recorded_by_id", "reference", "school_id", "start", "user_id", "version") VALUES (NEW."award", NEW."award_begun_on", NEW."award_done_on", NEW."email", NEW."end", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."post", NEW."qualified_teacher", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."start", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="d410d1f3834d421180f96ad8090f6f0f73bec517",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_20746",
                            table="governance_postholder",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_postholderevent" ("award", "award_begun_on", "award_done_on", "email", "end", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post", "qualified_teacher", "recorded_at", "recorded_by_id", "reference", "school_id", "start", "user_id", "version") VALUES (OLD."award", OLD."award_begun_on", OLD."award_done_on", OLD."email", OLD."end", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."post", OLD."qualified_teacher", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."start", OLD."user_id", OLD."version"); RETURN NULL;',
                            hash="702fc179090653b250f8ae6119c5d6f2e78f262d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_548a1",
                            table="governance_postholder",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostHolderEvent",
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
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("senco", "SENCo"),
                            ("deputy", "Deputy SENCo"),
                            ("governor", "SEN governor"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("start", models.DateField(verbose_name="since")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "qualified_teacher",
                    models.BooleanField(default=False, verbose_name="is a qualified teacher"),
                ),
                (
                    "award",
                    models.CharField(
                        choices=[
                            ("none", "Not begun"),
                            ("nasenco", "National Award (NASENCO)"),
                            ("npq", "NPQ for SENCOs"),
                            ("exempt", "In post before September 2009"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="qualification",
                    ),
                ),
                ("award_begun_on", models.DateField(blank=True, null=True, verbose_name="begun on")),
                ("award_done_on", models.DateField(blank=True, null=True, verbose_name="completed on")),
                ("recorded_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.postholder",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="Topic",
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
                ("key", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(max_length=160, verbose_name="topic")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("teachers", "Teachers"),
                            ("tas", "TAs"),
                            ("staff", "All staff"),
                            ("some", "Those who need it"),
                        ],
                        default="staff",
                        max_length=8,
                        verbose_name="for",
                    ),
                ),
                ("induction", models.BooleanField(default=False, verbose_name="part of induction")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="what it covers")),
                (
                    "renew_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="holds for so many months"
                    ),
                ),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="no longer used since")),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="apdr.intervention",
                        verbose_name="trains for the intervention",
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
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_topic_reference"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("school", "key"),
                        name="topic_key_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["teachers", "tas", "staff", "some"])),
                        name="topic_audience_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_topicevent" ("about", "audience", "id", "induction", "intervention_id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "renew_months", "retired_on", "school_id", "version") VALUES (NEW."about", NEW."audience", NEW."id", NEW."induction", NEW."intervention_id", NEW."key", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."renew_months", NEW."retired_on", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="172e315ce82e6ef336375fdc9e1383d900893b7d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8a84c",
                            table="governance_topic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_topicevent" ("about", "audience", "id", "induction", "intervention_id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "renew_months", "retired_on", "school_id", "version") VALUES (NEW."about", NEW."audience", NEW."id", NEW."induction", NEW."intervention_id", NEW."key", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."renew_months", NEW."retired_on", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="72ff4eacb79fb446d6a97d8a4b9d581697894cd6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c6151",
                            table="governance_topic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_topicevent" ("about", "audience", "id", "induction", "intervention_id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "renew_months", "retired_on", "school_id", "version") VALUES (OLD."about", OLD."audience", OLD."id", OLD."induction", OLD."intervention_id", OLD."key", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."renew_months", OLD."retired_on", OLD."school_id", OLD."version"); RETURN NULL;',
                            hash="a01b26098f89e2163091c47e093a4713b75f14fa",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_57b51",
                            table="governance_topic",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicEvent",
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
                ("key", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(max_length=160, verbose_name="topic")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("teachers", "Teachers"),
                            ("tas", "TAs"),
                            ("staff", "All staff"),
                            ("some", "Those who need it"),
                        ],
                        default="staff",
                        max_length=8,
                        verbose_name="for",
                    ),
                ),
                ("induction", models.BooleanField(default=False, verbose_name="part of induction")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="what it covers")),
                (
                    "renew_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="holds for so many months"
                    ),
                ),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="no longer used since")),
                (
                    "intervention",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.intervention",
                        verbose_name="trains for the intervention",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.topic",
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
            name="TrainingDay",
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
                ("title", models.CharField(max_length=160, verbose_name="what it is called")),
                ("on", models.DateField(verbose_name="when")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="hours"
                    ),
                ),
                ("led_by", models.CharField(blank=True, max_length=120, verbose_name="led by")),
                ("held_at", models.DateTimeField(null=True, verbose_name="who came was recorded")),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "planned_by",
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="governance.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_trainingday_reference"
                    )
                ],
                "indexes": [models.Index(fields=["school", "on"], name="governance__school__48e54e_idx")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_trainingdayevent" ("cancelled_at", "held_at", "hours", "id", "led_by", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_by_id", "reference", "school_id", "title", "topic_id", "version") VALUES (NEW."cancelled_at", NEW."held_at", NEW."hours", NEW."id", NEW."led_by", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_by_id", NEW."reference", NEW."school_id", NEW."title", NEW."topic_id", NEW."version"); RETURN NULL;',
                            hash="bc21323dc84e87679543344f61984d5d1799abd6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e93c0",
                            table="governance_trainingday",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_trainingdayevent" ("cancelled_at", "held_at", "hours", "id", "led_by", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_by_id", "reference", "school_id", "title", "topic_id", "version") VALUES (NEW."cancelled_at", NEW."held_at", NEW."hours", NEW."id", NEW."led_by", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_by_id", NEW."reference", NEW."school_id", NEW."title", NEW."topic_id", NEW."version"); RETURN NULL;',
                            hash="ca958fc1ba921760afbbff6c59bcddfd6dd5f104",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b72b4",
                            table="governance_trainingday",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_trainingdayevent" ("cancelled_at", "held_at", "hours", "id", "led_by", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_by_id", "reference", "school_id", "title", "topic_id", "version") VALUES (OLD."cancelled_at", OLD."held_at", OLD."hours", OLD."id", OLD."led_by", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_by_id", OLD."reference", OLD."school_id", OLD."title", OLD."topic_id", OLD."version"); RETURN NULL;',
                            hash="91e2aadba0f0ec4e0b5469ba30965ad2289aee64",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_61b85",
                            table="governance_trainingday",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingDayEvent",
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
                ("title", models.CharField(max_length=160, verbose_name="what it is called")),
                ("on", models.DateField(verbose_name="when")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="hours"
                    ),
                ),
                ("led_by", models.CharField(blank=True, max_length=120, verbose_name="led by")),
                ("held_at", models.DateTimeField(null=True, verbose_name="who came was recorded")),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.trainingday",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TrainingNeed",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("appraisal", "Appraisal"),
                            ("request", "They asked for it"),
                            ("observation", "Seen in lessons"),
                            ("pupil", "A child’s needs"),
                        ],
                        max_length=12,
                        verbose_name="where it comes from",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("raised_on", models.DateField(verbose_name="since")),
                ("by_day", models.DateField(blank=True, null=True, verbose_name="to be trained by")),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="governance.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_trainingneed_reference"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None)),
                        fields=("school", "topic", "person"),
                        name="training_need_once",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_trainingneedevent" ("by_day", "dropped_at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by_id", "raised_on", "reference", "school_id", "source", "topic_id", "version", "why") VALUES (NEW."by_day", NEW."dropped_at", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."raised_by_id", NEW."raised_on", NEW."reference", NEW."school_id", NEW."source", NEW."topic_id", NEW."version", NEW."why"); RETURN NULL;',
                            hash="7177df0f2418ead1d5ba3fdff5f589bd049bc786",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4e6bc",
                            table="governance_trainingneed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_trainingneedevent" ("by_day", "dropped_at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by_id", "raised_on", "reference", "school_id", "source", "topic_id", "version", "why") VALUES (NEW."by_day", NEW."dropped_at", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."raised_by_id", NEW."raised_on", NEW."reference", NEW."school_id", NEW."source", NEW."topic_id", NEW."version", NEW."why"); RETURN NULL;',
                            hash="a17b08b53571672688d2fc925004494fedf7bf5a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_81d99",
                            table="governance_trainingneed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_trainingneedevent" ("by_day", "dropped_at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by_id", "raised_on", "reference", "school_id", "source", "topic_id", "version", "why") VALUES (OLD."by_day", OLD."dropped_at", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."raised_by_id", OLD."raised_on", OLD."reference", OLD."school_id", OLD."source", OLD."topic_id", OLD."version", OLD."why"); RETURN NULL;',
                            hash="1c4243fd82c19f195f8974b03b4b8d6e20a91c3b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ed6ca",
                            table="governance_trainingneed",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingNeedEvent",
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
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("appraisal", "Appraisal"),
                            ("request", "They asked for it"),
                            ("observation", "Seen in lessons"),
                            ("pupil", "A child’s needs"),
                        ],
                        max_length=12,
                        verbose_name="where it comes from",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("raised_on", models.DateField(verbose_name="since")),
                ("by_day", models.DateField(blank=True, null=True, verbose_name="to be trained by")),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "person",
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
                        to="governance.trainingneed",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TrainingRecord",
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
                ("on", models.DateField(verbose_name="trained on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="hours"
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=120, verbose_name="by whom")),
                (
                    "competence",
                    models.CharField(
                        choices=[
                            ("attended", "Took part"),
                            ("confident", "Does it well"),
                            ("leads", "Can train others"),
                            ("more", "Needs more"),
                        ],
                        default="attended",
                        max_length=10,
                        verbose_name="what the SENCo finds",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in a line")),
                ("recorded_at", models.DateTimeField()),
                (
                    "day",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="governance.trainingday",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="governance.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="governance_trainingrecord_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "topic", "person", "on"), name="training_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("on")), _connector="OR"
                        ),
                        name="training_holds_after_its_day",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "person", "topic"], name="governance__school__ded446_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_trainingrecordevent" ("competence", "day_id", "hours", "id", "note", "on", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "recorded_by_id", "reference", "school_id", "topic_id", "valid_until", "version") VALUES (NEW."competence", NEW."day_id", NEW."hours", NEW."id", NEW."note", NEW."on", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."provider", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."topic_id", NEW."valid_until", NEW."version"); RETURN NULL;',
                            hash="5cb705720d6277052c45db3c264294b3288bd571",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_52d39",
                            table="governance_trainingrecord",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_trainingrecordevent" ("competence", "day_id", "hours", "id", "note", "on", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "recorded_by_id", "reference", "school_id", "topic_id", "valid_until", "version") VALUES (NEW."competence", NEW."day_id", NEW."hours", NEW."id", NEW."note", NEW."on", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."provider", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."topic_id", NEW."valid_until", NEW."version"); RETURN NULL;',
                            hash="3af1d3e40da237faeba0d40c233ff3bc7b611ddb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5db78",
                            table="governance_trainingrecord",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_trainingrecordevent" ("competence", "day_id", "hours", "id", "note", "on", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "recorded_by_id", "reference", "school_id", "topic_id", "valid_until", "version") VALUES (OLD."competence", OLD."day_id", OLD."hours", OLD."id", OLD."note", OLD."on", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."provider", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."topic_id", OLD."valid_until", OLD."version"); RETURN NULL;',
                            hash="f10450e00b1890451b418aa7587aeba7d11fadc1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_86668",
                            table="governance_trainingrecord",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingRecordEvent",
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
                ("on", models.DateField(verbose_name="trained on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="hours"
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=120, verbose_name="by whom")),
                (
                    "competence",
                    models.CharField(
                        choices=[
                            ("attended", "Took part"),
                            ("confident", "Does it well"),
                            ("leads", "Can train others"),
                            ("more", "Needs more"),
                        ],
                        default="attended",
                        max_length=10,
                        verbose_name="what the SENCo finds",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in a line")),
                ("recorded_at", models.DateTimeField()),
                (
                    "day",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.trainingday",
                    ),
                ),
                (
                    "person",
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
                        to="governance.trainingrecord",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolicyReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField()),
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
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="governance.policyversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "policy_version", "user"), name="policy_read_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_policyreadingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_version_id", "read_at", "school_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_version_id", NEW."read_at", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="c15e44e882d19efd4eaa2d95f606a491e671c4fb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_284bb",
                            table="governance_policyreading",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_policyreadingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_version_id", "read_at", "school_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_version_id", NEW."read_at", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="d5844bfaf26d2c42d95d10e487b2b34e2e317564",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2f68b",
                            table="governance_policyreading",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_policyreadingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_version_id", "read_at", "school_id", "user_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_version_id", OLD."read_at", OLD."school_id", OLD."user_id"); RETURN NULL;',
                            hash="78d4ccbcad9d80ecb8eef15306d4cf967b6cdf3b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2b654",
                            table="governance_policyreading",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyReadingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("read_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="governance.policyreading",
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
                (
                    "policy_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.policyversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop, elidable=False),
    ]
