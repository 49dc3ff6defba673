import core.schools.references
import django.contrib.postgres.fields
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
        ("register", "0006_ehcp_papers"),
        ("schools", "0004_referral_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalAuthority",
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
                ("name", models.CharField(max_length=120)),
                ("address", models.TextField(blank=True, max_length=500, verbose_name="address for letters")),
                ("officer", models.CharField(blank=True, max_length=120, verbose_name="SEN officer")),
                (
                    "officer_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="their work email"),
                ),
                (
                    "health",
                    models.CharField(blank=True, max_length=120, verbose_name="health: designated officer"),
                ),
                (
                    "health_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="their work email"),
                ),
                (
                    "social",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="social care: designated officer"
                    ),
                ),
                (
                    "social_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="their work email"),
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
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_localauthority_reference"
                    ),
                    models.UniqueConstraint(fields=("school", "name"), name="local_authority_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_localauthorityevent" ("address", "health", "health_email", "id", "name", "officer", "officer_email", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "social", "social_email", "version") VALUES (NEW."address", NEW."health", NEW."health_email", NEW."id", NEW."name", NEW."officer", NEW."officer_email", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."school_id", NEW."social", NEW."social_email", NEW."version"); RETURN NULL;',
                            hash="8c0c9612e45dee7ad751828a1c06df74e2b2da1b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8360d",
                            table="ehcp_localauthority",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_localauthorityevent" ("address", "health", "health_email", "id", "name", "officer", "officer_email", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "social", "social_email", "version") VALUES (NEW."address", NEW."health", NEW."health_email", NEW."id", NEW."name", NEW."officer", NEW."officer_email", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."school_id", NEW."social", NEW."social_email", NEW."version"); RETURN NULL;',
                            hash="a35f073048cdee8068ad2f1d66a912f5f4a1dfc5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_10c42",
                            table="ehcp_localauthority",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_localauthorityevent" ("address", "health", "health_email", "id", "name", "officer", "officer_email", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "social", "social_email", "version") VALUES (OLD."address", OLD."health", OLD."health_email", OLD."id", OLD."name", OLD."officer", OLD."officer_email", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."school_id", OLD."social", OLD."social_email", OLD."version"); RETURN NULL;',
                            hash="844f59296dc9a0822befafe32536d4c2ab2a15f2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4263d",
                            table="ehcp_localauthority",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalAuthorityEvent",
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
                ("name", models.CharField(max_length=120)),
                ("address", models.TextField(blank=True, max_length=500, verbose_name="address for letters")),
                ("officer", models.CharField(blank=True, max_length=120, verbose_name="SEN officer")),
                (
                    "officer_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="their work email"),
                ),
                (
                    "health",
                    models.CharField(blank=True, max_length=120, verbose_name="health: designated officer"),
                ),
                (
                    "health_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="their work email"),
                ),
                (
                    "social",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="social care: designated officer"
                    ),
                ),
                (
                    "social_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="their work email"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.localauthority",
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
            name="EhcPlan",
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
                    "officer",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="case officer, where it is not the usual one"
                    ),
                ),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="plan first made on")),
                (
                    "before_meeting_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="last review meeting, before it was kept here"
                    ),
                ),
                (
                    "before_decision_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="decision after that meeting, before it was kept here",
                    ),
                ),
                (
                    "assessed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="last EHC needs assessment ended on"
                    ),
                ),
                (
                    "move_known_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="the old authority knew of the move on"
                    ),
                ),
                (
                    "transferred_on",
                    models.DateField(blank=True, null=True, verbose_name="plan came to this authority on"),
                ),
                ("ceased_on", models.DateField(blank=True, null=True, verbose_name="plan ended on")),
                ("ceased_why", models.CharField(blank=True, max_length=500, verbose_name="why it ended")),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ehc_plans",
                        to="register.pupil",
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
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="ehcp.localauthority",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reference"), name="ehcp_ehcplan_reference"),
                    models.UniqueConstraint(
                        condition=models.Q(("ceased_on", None)),
                        fields=("school", "pupil"),
                        name="ehc_plan_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ceased_on", None), ("ceased_on__gte", models.F("made_on")), _connector="OR"
                        ),
                        name="ehc_plan_ends_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before_decision_on", None),
                            ("before_decision_on__gte", models.F("made_on")),
                            _connector="OR",
                        ),
                        name="ehc_plan_decision_after_made",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "ceased_on", "made_on"], name="ehcp_ehcpla_school__a1bd46_idx"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_ehcplanevent" ("assessed_on", "authority_id", "before_decision_on", "before_meeting_on", "ceased_on", "ceased_why", "created_at", "created_by_id", "id", "made_on", "move_known_on", "officer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "school_id", "transferred_on", "version") VALUES (NEW."assessed_on", NEW."authority_id", NEW."before_decision_on", NEW."before_meeting_on", NEW."ceased_on", NEW."ceased_why", NEW."created_at", NEW."created_by_id", NEW."id", NEW."made_on", NEW."move_known_on", NEW."officer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."transferred_on", NEW."version"); RETURN NULL;',
                            hash="3f396f66829accdc8aece0cac7b26d8d41396823",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_98b85",
                            table="ehcp_ehcplan",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_ehcplanevent" ("assessed_on", "authority_id", "before_decision_on", "before_meeting_on", "ceased_on", "ceased_why", "created_at", "created_by_id", "id", "made_on", "move_known_on", "officer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "school_id", "transferred_on", "version") VALUES (NEW."assessed_on", NEW."authority_id", NEW."before_decision_on", NEW."before_meeting_on", NEW."ceased_on", NEW."ceased_why", NEW."created_at", NEW."created_by_id", NEW."id", NEW."made_on", NEW."move_known_on", NEW."officer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."transferred_on", NEW."version"); RETURN NULL;',
                            hash="d5f9ca430fcb0874c88e2b8eada956e7da26be61",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_13476",
                            table="ehcp_ehcplan",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_ehcplanevent" ("assessed_on", "authority_id", "before_decision_on", "before_meeting_on", "ceased_on", "ceased_why", "created_at", "created_by_id", "id", "made_on", "move_known_on", "officer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "school_id", "transferred_on", "version") VALUES (OLD."assessed_on", OLD."authority_id", OLD."before_decision_on", OLD."before_meeting_on", OLD."ceased_on", OLD."ceased_why", OLD."created_at", OLD."created_by_id", OLD."id", OLD."made_on", OLD."move_known_on", OLD."officer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pupil_id", OLD."reference", OLD."school_id", OLD."transferred_on", OLD."version"); RETURN NULL;',
                            hash="b5d9472f996ce7f472b7bedea138ec646292b412",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9459d",
                            table="ehcp_ehcplan",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EhcPlanEvent",
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
                    "officer",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="case officer, where it is not the usual one"
                    ),
                ),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="plan first made on")),
                (
                    "before_meeting_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="last review meeting, before it was kept here"
                    ),
                ),
                (
                    "before_decision_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="decision after that meeting, before it was kept here",
                    ),
                ),
                (
                    "assessed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="last EHC needs assessment ended on"
                    ),
                ),
                (
                    "move_known_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="the old authority knew of the move on"
                    ),
                ),
                (
                    "transferred_on",
                    models.DateField(blank=True, null=True, verbose_name="plan came to this authority on"),
                ),
                ("ceased_on", models.DateField(blank=True, null=True, verbose_name="plan ended on")),
                ("ceased_why", models.CharField(blank=True, max_length=500, verbose_name="why it ended")),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
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
                        to="ehcp.ehcplan",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupil",
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
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.localauthority",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("draft", "Draft plan"),
                            ("final", "Final plan"),
                            ("proposed", "Proposed amendments"),
                            ("amended", "Amended final plan"),
                        ],
                        max_length=8,
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="date on the document")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="checked against the document")),
                ("created_at", models.DateTimeField()),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="ehcp.ehcplan",
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
                    "talk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.conversation",
                        verbose_name="talk with parents and child on how it is put into practice",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_planversion_reference"
                    ),
                    models.UniqueConstraint(fields=("school", "plan", "number"), name="plan_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["draft", "final", "proposed", "amended"])),
                        name="plan_version_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("checked_by", None)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_version_checked_at_with_by",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planversionevent" ("checked_at", "checked_by_id", "created_at", "created_by_id", "document_id", "id", "issued_on", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "received_on", "reference", "school_id", "talk_id", "version") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."created_at", NEW."created_by_id", NEW."document_id", NEW."id", NEW."issued_on", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."received_on", NEW."reference", NEW."school_id", NEW."talk_id", NEW."version"); RETURN NULL;',
                            hash="a4cb3fcdd52d4f51295b08b987793c83633d64cd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a3943",
                            table="ehcp_planversion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_planversionevent" ("checked_at", "checked_by_id", "created_at", "created_by_id", "document_id", "id", "issued_on", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "received_on", "reference", "school_id", "talk_id", "version") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."created_at", NEW."created_by_id", NEW."document_id", NEW."id", NEW."issued_on", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."received_on", NEW."reference", NEW."school_id", NEW."talk_id", NEW."version"); RETURN NULL;',
                            hash="82d379b96266258d9a8e371a19e2ffa77342ae1a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_121a1",
                            table="ehcp_planversion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planversionevent" ("checked_at", "checked_by_id", "created_at", "created_by_id", "document_id", "id", "issued_on", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "received_on", "reference", "school_id", "talk_id", "version") VALUES (OLD."checked_at", OLD."checked_by_id", OLD."created_at", OLD."created_by_id", OLD."document_id", OLD."id", OLD."issued_on", OLD."kind", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."received_on", OLD."reference", OLD."school_id", OLD."talk_id", OLD."version"); RETURN NULL;',
                            hash="4412cb14b104363aa02bc0e3920ce939b044fb68",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bcf4d",
                            table="ehcp_planversion",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersionEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("draft", "Draft plan"),
                            ("final", "Final plan"),
                            ("proposed", "Proposed amendments"),
                            ("amended", "Amended final plan"),
                        ],
                        max_length=8,
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="date on the document")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="checked against the document")),
                ("created_at", models.DateTimeField()),
                (
                    "checked_by",
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
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.planversion",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.ehcplan",
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
                    "talk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.conversation",
                        verbose_name="talk with parents and child on how it is put into practice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnnualReview",
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
                            ("annual", "Annual review"),
                            ("early", "Early review"),
                            ("transfer", "Phase transfer review"),
                            ("under_five", "Extra review of a child under five"),
                        ],
                        default="annual",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("dated", "Date set"),
                            ("noticed", "Notice given"),
                            ("asked", "Advice asked for"),
                            ("circulated", "Papers sent round"),
                            ("held", "Meeting held"),
                            ("reported", "Report sent"),
                            ("decided", "The authority has decided"),
                            ("compared", "Amendments compared"),
                            ("closed", "Closed"),
                            ("cancelled", "Called off"),
                        ],
                        default="dated",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(verbose_name="meeting on")),
                ("at", models.TimeField(blank=True, null=True, verbose_name="at")),
                ("place", models.CharField(blank=True, max_length=120)),
                (
                    "hosting",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="who hosts, room, access, an interpreter"
                    ),
                ),
                (
                    "with_pep",
                    models.BooleanField(
                        default=False, verbose_name="together with the personal education plan"
                    ),
                ),
                (
                    "pep_on",
                    models.DateField(blank=True, null=True, verbose_name="personal education plan due on"),
                ),
                ("why_early", models.CharField(blank=True, max_length=500, verbose_name="why it is early")),
                (
                    "moved_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the date was moved"),
                ),
                (
                    "left_out",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        verbose_name="who of the statutory people is not invited, and why",
                    ),
                ),
                ("dated_at", models.DateTimeField(verbose_name="date set at")),
                (
                    "parents_view",
                    models.TextField(blank=True, max_length=4000, verbose_name="what the parents say"),
                ),
                (
                    "child_view",
                    models.TextField(blank=True, max_length=4000, verbose_name="what the child says"),
                ),
                (
                    "child_how",
                    models.CharField(blank=True, max_length=200, verbose_name="how the child told it"),
                ),
                ("progress", models.TextField(blank=True, max_length=4000, verbose_name="how the year went")),
                (
                    "adult_work",
                    models.TextField(blank=True, max_length=2000, verbose_name="work and further learning"),
                ),
                (
                    "adult_living",
                    models.TextField(blank=True, max_length=2000, verbose_name="living independently"),
                ),
                (
                    "adult_community",
                    models.TextField(blank=True, max_length=2000, verbose_name="friends and community"),
                ),
                ("adult_health", models.TextField(blank=True, max_length=2000, verbose_name="health")),
                (
                    "recommendation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "Keep the plan as it is"),
                            ("amend", "Amend the plan"),
                            ("cease", "End the plan"),
                        ],
                        max_length=5,
                        verbose_name="what the school recommends",
                    ),
                ),
                (
                    "recommended",
                    models.TextField(
                        blank=True, max_length=6000, verbose_name="amendments recommended, by section"
                    ),
                ),
                (
                    "differences",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="where people differ, and who"
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, max_length=2000, verbose_name="in short, for the parents"),
                ),
                ("held_at", models.DateTimeField(null=True, verbose_name="meeting recorded at")),
                ("written_at", models.DateTimeField(null=True, verbose_name="report written at")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "Keep the plan as it is"),
                            ("amend", "Amend the plan"),
                            ("cease", "End the plan"),
                        ],
                        max_length=5,
                        verbose_name="what the authority decided",
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the decision letter"),
                ),
                (
                    "decision_received_on",
                    models.DateField(blank=True, null=True, verbose_name="the letter reached us on"),
                ),
                (
                    "decision_why",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the letter says"),
                ),
                (
                    "amendment_notice_on",
                    models.DateField(blank=True, null=True, verbose_name="amendment notice served on"),
                ),
                (
                    "comments_sent_on",
                    models.DateField(blank=True, null=True, verbose_name="our comments sent on"),
                ),
                (
                    "no_amendment_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="it decided not to amend after all on"
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "cancelled_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was called off"),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "dated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision_paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annual_reviews",
                        to="register.pupil",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
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
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="ehcp.ehcplan"
                    ),
                ),
                (
                    "final",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ehcp.planversion",
                    ),
                ),
                (
                    "proposed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_annualreview_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "dated",
                                    "noticed",
                                    "asked",
                                    "circulated",
                                    "held",
                                    "reported",
                                    "decided",
                                    "compared",
                                    "closed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="annual_review_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["annual", "early", "transfer", "under_five"])),
                        name="annual_review_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "dated",
                                    "noticed",
                                    "asked",
                                    "circulated",
                                    "held",
                                    "reported",
                                    "decided",
                                    "compared",
                                ),
                            )
                        ),
                        fields=("school", "plan"),
                        name="annual_review_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("decision", "")),
                            models.Q(
                                models.Q(("decision", ""), _negated=True), ("decided_on__gte", models.F("on"))
                            ),
                            _connector="OR",
                        ),
                        name="annual_review_decision_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["decided", "compared"]), _negated=True),
                            ("decided_on__isnull", False),
                            _connector="OR",
                        ),
                        name="annual_review_decided_is_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "early"), _negated=True),
                            models.Q(("why_early", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="annual_review_early_has_reason",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "state", "on"], name="ehcp_annual_school__b7e3f5_idx"),
                    models.Index(fields=["school", "plan", "-on"], name="ehcp_annual_school__1852f9_idx"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_annualreviewevent" ("adult_community", "adult_health", "adult_living", "adult_work", "amendment_notice_on", "at", "cancelled_at", "cancelled_by_id", "cancelled_why", "child_how", "child_view", "closed_at", "closed_by_id", "comments_sent_on", "dated_at", "dated_by_id", "decided_on", "decision", "decision_paper_id", "decision_received_on", "decision_why", "differences", "final_id", "held_at", "held_by_id", "hosting", "id", "kind", "left_out", "moved_why", "no_amendment_on", "on", "pack_id", "parents_view", "pep_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "progress", "proposed_id", "pupil_id", "recommendation", "recommended", "reference", "report_id", "school_id", "state", "summary", "version", "why_early", "with_pep", "written_at", "written_by_id") VALUES (NEW."adult_community", NEW."adult_health", NEW."adult_living", NEW."adult_work", NEW."amendment_notice_on", NEW."at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cancelled_why", NEW."child_how", NEW."child_view", NEW."closed_at", NEW."closed_by_id", NEW."comments_sent_on", NEW."dated_at", NEW."dated_by_id", NEW."decided_on", NEW."decision", NEW."decision_paper_id", NEW."decision_received_on", NEW."decision_why", NEW."differences", NEW."final_id", NEW."held_at", NEW."held_by_id", NEW."hosting", NEW."id", NEW."kind", NEW."left_out", NEW."moved_why", NEW."no_amendment_on", NEW."on", NEW."pack_id", NEW."parents_view", NEW."pep_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."plan_id", NEW."progress", NEW."proposed_id", NEW."pupil_id", NEW."recommendation", NEW."recommended", NEW."reference", NEW."report_id", NEW."school_id", NEW."state", NEW."summary", NEW."version", NEW."why_early", NEW."with_pep", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="5b60489dccb99b7b174d175223ff3baec2dfe21d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3a379",
                            table="ehcp_annualreview",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_annualreviewevent" ("adult_community", "adult_health", "adult_living", "adult_work", "amendment_notice_on", "at", "cancelled_at", "cancelled_by_id", "cancelled_why", "child_how", "child_view", "closed_at", "closed_by_id", "comments_sent_on", "dated_at", "dated_by_id", "decided_on", "decision", "decision_paper_id", "decision_received_on", "decision_why", "differences", "final_id", "held_at", "held_by_id", "hosting", "id", "kind", "left_out", "moved_why", "no_amendment_on", "on", "pack_id", "parents_view", "pep_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "progress", "proposed_id", "pupil_id", "recommendation", "recommended", "reference", "report_id", "school_id", "state", "summary", "version", "why_early", "with_pep", "written_at", "written_by_id") VALUES (NEW."adult_community", NEW."adult_health", NEW."adult_living", NEW."adult_work", NEW."amendment_notice_on", NEW."at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cancelled_why", NEW."child_how", NEW."child_view", NEW."closed_at", NEW."closed_by_id", NEW."comments_sent_on", NEW."dated_at", NEW."dated_by_id", NEW."decided_on", NEW."decision", NEW."decision_paper_id", NEW."decision_received_on", NEW."decision_why", NEW."differences", NEW."final_id", NEW."held_at", NEW."held_by_id", NEW."hosting", NEW."id", NEW."kind", NEW."left_out", NEW."moved_why", NEW."no_amendment_on", NEW."on", NEW."pack_id", NEW."parents_view", NEW."pep_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."plan_id", NEW."progress", NEW."proposed_id", NEW."pupil_id", NEW."recommendation", NEW."recommended", NEW."reference", NEW."report_id", NEW."school_id", NEW."state", NEW."summary", NEW."version", NEW."why_early", NEW."with_pep", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="b4d3d224a14ade4f9cc7e2c2179a11ce8ab42e21",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c4be3",
                            table="ehcp_annualreview",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_annualreviewevent" ("adult_community", "adult_health", "adult_living", "adult_work", "amendment_notice_on", "at", "cancelled_at", "cancelled_by_id", "cancelled_why", "child_how", "child_view", "closed_at", "closed_by_id", "comments_sent_on", "dated_at", "dated_by_id", "decided_on", "decision", "decision_paper_id", "decision_received_on", "decision_why", "differences", "final_id", "held_at", "held_by_id", "hosting", "id", "kind", "left_out", "moved_why", "no_amendment_on", "on", "pack_id", "parents_view", "pep_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "progress", "proposed_id", "pupil_id", "recommendation", "recommended", "reference", "report_id", "school_id", "state", "summary", "version", "why_early", "with_pep", "written_at", "written_by_id") VALUES (OLD."adult_community", OLD."adult_health", OLD."adult_living", OLD."adult_work", OLD."amendment_notice_on", OLD."at", OLD."cancelled_at", OLD."cancelled_by_id", OLD."cancelled_why", OLD."child_how", OLD."child_view", OLD."closed_at", OLD."closed_by_id", OLD."comments_sent_on", OLD."dated_at", OLD."dated_by_id", OLD."decided_on", OLD."decision", OLD."decision_paper_id", OLD."decision_received_on", OLD."decision_why", OLD."differences", OLD."final_id", OLD."held_at", OLD."held_by_id", OLD."hosting", OLD."id", OLD."kind", OLD."left_out", OLD."moved_why", OLD."no_amendment_on", OLD."on", OLD."pack_id", OLD."parents_view", OLD."pep_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."plan_id", OLD."progress", OLD."proposed_id", OLD."pupil_id", OLD."recommendation", OLD."recommended", OLD."reference", OLD."report_id", OLD."school_id", OLD."state", OLD."summary", OLD."version", OLD."why_early", OLD."with_pep", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                            hash="00dcb1ede8638bf255be10a0cccb2ccc7a886cb0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_48850",
                            table="ehcp_annualreview",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedsAssessment",
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
                    "purpose",
                    models.CharField(
                        choices=[("first", "EHC needs assessment"), ("again", "Re-assessment")],
                        default="first",
                        max_length=5,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("considered", "Being considered"),
                            ("discussed", "Talked over with the parents"),
                            ("requested", "Requested, decision awaited"),
                            ("declined", "The authority will not assess"),
                            ("assessing", "The authority is assessing"),
                            ("advised", "School’s advice given"),
                            ("not_issued", "Assessed, no plan"),
                            ("drafted", "Draft plan received"),
                            ("answered", "School has answered the draft"),
                            ("issued", "Plan issued"),
                            ("closed", "Ended without a plan"),
                        ],
                        default="considered",
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        max_length=3000, verbose_name="why progress is not enough despite the support given"
                    ),
                ),
                (
                    "tried",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what has been tried, and what came of it"
                    ),
                ),
                (
                    "parents_view",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the parents say"),
                ),
                (
                    "child_view",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the child says"),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("school", "The school"),
                            ("parent", "The parents"),
                            ("young_person", "The young person"),
                            ("other", "Somebody else"),
                        ],
                        default="school",
                        max_length=12,
                        verbose_name="who asked",
                    ),
                ),
                (
                    "requested_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="the authority received the request on"
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="it told whether it will assess on"),
                ),
                (
                    "advice_requested_on",
                    models.DateField(blank=True, null=True, verbose_name="it asked us for advice on"),
                ),
                (
                    "refused_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="it told that there will be no plan on"
                    ),
                ),
                (
                    "feedback",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="why, in the authority's words"
                    ),
                ),
                (
                    "feedback_used",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what we do with it in SEN support"
                    ),
                ),
                (
                    "draft_served_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="the draft was served on the parents on"
                    ),
                ),
                (
                    "draft_received_on",
                    models.DateField(blank=True, null=True, verbose_name="the draft reached us on"),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="we answered on")),
                (
                    "naming",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "We can meet the needs in the draft"),
                            ("changes", "Yes, with changes to the draft"),
                            ("unsuitable", "Unsuitable for the child’s age, ability, aptitude or needs"),
                            ("others", "Incompatible with the efficient education of others"),
                            ("resources", "Incompatible with the efficient use of resources"),
                        ],
                        max_length=10,
                        verbose_name="what we say to being named",
                    ),
                ),
                ("naming_why", models.TextField(blank=True, max_length=3000, verbose_name="why")),
                (
                    "adjustments",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="reasonable adjustments considered first"
                    ),
                ),
                (
                    "answer",
                    models.TextField(blank=True, max_length=6000, verbose_name="what we say on the draft"),
                ),
                (
                    "issued_on",
                    models.DateField(blank=True, null=True, verbose_name="the final plan was issued on"),
                ),
                (
                    "exemption",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("closure", "School closed for four weeks or more when advice was asked for"),
                            ("circumstances", "Exceptional personal circumstances"),
                            ("away", "The child or parent was away for four weeks or more"),
                            ("appointment", "The child missed an appointment"),
                        ],
                        max_length=13,
                        verbose_name="why a time limit was not met",
                    ),
                ),
                (
                    "exemption_why",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what the authority says of it"
                    ),
                ),
                (
                    "mediation_on",
                    models.DateField(blank=True, null=True, verbose_name="mediation certificate dated"),
                ),
                (
                    "appeal_on",
                    models.DateField(blank=True, null=True, verbose_name="the parents appealed on"),
                ),
                ("order_on", models.DateField(blank=True, null=True, verbose_name="the Tribunal ordered on")),
                (
                    "order",
                    models.CharField(blank=True, max_length=500, verbose_name="what the Tribunal ordered"),
                ),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_why", models.CharField(blank=True, max_length=500, verbose_name="why it ended")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="ehcp.localauthority",
                    ),
                ),
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
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "feedback_paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assessments",
                        to="ehcp.ehcplan",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs_assessments",
                        to="register.pupil",
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
                    "talk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.conversation",
                        verbose_name="talk with the parents",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_needsassessment_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "considered",
                                    "discussed",
                                    "requested",
                                    "declined",
                                    "assessing",
                                    "advised",
                                    "not_issued",
                                    "drafted",
                                    "answered",
                                    "issued",
                                    "closed",
                                ],
                            )
                        ),
                        name="ehcna_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "considered",
                                    "discussed",
                                    "requested",
                                    "declined",
                                    "assessing",
                                    "advised",
                                    "not_issued",
                                    "drafted",
                                    "answered",
                                ),
                            )
                        ),
                        fields=("school", "pupil"),
                        name="ehcna_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["considered", "discussed", "closed"]),
                            ("requested_on__isnull", False),
                            _connector="OR",
                        ),
                        name="ehcna_requested_is_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None),
                            ("decided_on__gte", models.F("requested_on")),
                            _connector="OR",
                        ),
                        name="ehcna_decided_after_requested",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on", None), ("issued_on__gte", models.F("requested_on")), _connector="OR"
                        ),
                        name="ehcna_issued_after_requested",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "state", "requested_on"], name="ehcp_needsa_school__2159b9_idx"
                    ),
                    models.Index(
                        fields=["school", "pupil", "-created_at"], name="ehcp_needsa_school__5e1a4b_idx"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_needsassessmentevent" ("adjustments", "advice_requested_on", "answer", "answered_on", "appeal_on", "asked_by", "authority_id", "child_view", "closed_at", "closed_by_id", "closed_why", "created_at", "created_by_id", "decided_on", "draft_id", "draft_received_on", "draft_served_on", "evidence_id", "exemption", "exemption_why", "feedback", "feedback_paper_id", "feedback_used", "id", "issued_on", "mediation_on", "naming", "naming_why", "order", "order_on", "parents_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "pupil_id", "purpose", "reference", "refused_on", "requested_on", "school_id", "state", "talk_id", "tried", "version", "why") VALUES (NEW."adjustments", NEW."advice_requested_on", NEW."answer", NEW."answered_on", NEW."appeal_on", NEW."asked_by", NEW."authority_id", NEW."child_view", NEW."closed_at", NEW."closed_by_id", NEW."closed_why", NEW."created_at", NEW."created_by_id", NEW."decided_on", NEW."draft_id", NEW."draft_received_on", NEW."draft_served_on", NEW."evidence_id", NEW."exemption", NEW."exemption_why", NEW."feedback", NEW."feedback_paper_id", NEW."feedback_used", NEW."id", NEW."issued_on", NEW."mediation_on", NEW."naming", NEW."naming_why", NEW."order", NEW."order_on", NEW."parents_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."pupil_id", NEW."purpose", NEW."reference", NEW."refused_on", NEW."requested_on", NEW."school_id", NEW."state", NEW."talk_id", NEW."tried", NEW."version", NEW."why"); RETURN NULL;',
                            hash="b94afb66e3677a9c53a6e895f4d45019ea766d9e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_49a93",
                            table="ehcp_needsassessment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_needsassessmentevent" ("adjustments", "advice_requested_on", "answer", "answered_on", "appeal_on", "asked_by", "authority_id", "child_view", "closed_at", "closed_by_id", "closed_why", "created_at", "created_by_id", "decided_on", "draft_id", "draft_received_on", "draft_served_on", "evidence_id", "exemption", "exemption_why", "feedback", "feedback_paper_id", "feedback_used", "id", "issued_on", "mediation_on", "naming", "naming_why", "order", "order_on", "parents_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "pupil_id", "purpose", "reference", "refused_on", "requested_on", "school_id", "state", "talk_id", "tried", "version", "why") VALUES (NEW."adjustments", NEW."advice_requested_on", NEW."answer", NEW."answered_on", NEW."appeal_on", NEW."asked_by", NEW."authority_id", NEW."child_view", NEW."closed_at", NEW."closed_by_id", NEW."closed_why", NEW."created_at", NEW."created_by_id", NEW."decided_on", NEW."draft_id", NEW."draft_received_on", NEW."draft_served_on", NEW."evidence_id", NEW."exemption", NEW."exemption_why", NEW."feedback", NEW."feedback_paper_id", NEW."feedback_used", NEW."id", NEW."issued_on", NEW."mediation_on", NEW."naming", NEW."naming_why", NEW."order", NEW."order_on", NEW."parents_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."pupil_id", NEW."purpose", NEW."reference", NEW."refused_on", NEW."requested_on", NEW."school_id", NEW."state", NEW."talk_id", NEW."tried", NEW."version", NEW."why"); RETURN NULL;',
                            hash="cbccdbadfbc8554105f9e1ac146b481023b018bd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_88802",
                            table="ehcp_needsassessment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_needsassessmentevent" ("adjustments", "advice_requested_on", "answer", "answered_on", "appeal_on", "asked_by", "authority_id", "child_view", "closed_at", "closed_by_id", "closed_why", "created_at", "created_by_id", "decided_on", "draft_id", "draft_received_on", "draft_served_on", "evidence_id", "exemption", "exemption_why", "feedback", "feedback_paper_id", "feedback_used", "id", "issued_on", "mediation_on", "naming", "naming_why", "order", "order_on", "parents_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "pupil_id", "purpose", "reference", "refused_on", "requested_on", "school_id", "state", "talk_id", "tried", "version", "why") VALUES (OLD."adjustments", OLD."advice_requested_on", OLD."answer", OLD."answered_on", OLD."appeal_on", OLD."asked_by", OLD."authority_id", OLD."child_view", OLD."closed_at", OLD."closed_by_id", OLD."closed_why", OLD."created_at", OLD."created_by_id", OLD."decided_on", OLD."draft_id", OLD."draft_received_on", OLD."draft_served_on", OLD."evidence_id", OLD."exemption", OLD."exemption_why", OLD."feedback", OLD."feedback_paper_id", OLD."feedback_used", OLD."id", OLD."issued_on", OLD."mediation_on", OLD."naming", OLD."naming_why", OLD."order", OLD."order_on", OLD."parents_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."pupil_id", OLD."purpose", OLD."reference", OLD."refused_on", OLD."requested_on", OLD."school_id", OLD."state", OLD."talk_id", OLD."tried", OLD."version", OLD."why"); RETURN NULL;',
                            hash="66f2049e795bea9e9f29319b911723aff86a5240",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_35f78",
                            table="ehcp_needsassessment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanDisclosure",
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
                    "parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("A", "Views, interests and aspirations"),
                                ("B", "Special educational needs"),
                                ("C", "Health care needs"),
                                ("D", "Social care needs"),
                                ("E", "Outcomes"),
                                ("F", "Special educational provision"),
                                ("G", "Health care provision"),
                                ("H1", "Social care provision that must be made for a child under 18"),
                                ("H2", "Other social care provision"),
                                ("I", "Placement"),
                                ("J", "Personal budget"),
                                ("K", "Advice and information"),
                            ],
                            max_length=2,
                        ),
                        size=None,
                        verbose_name="which sections",
                    ),
                ),
                ("to", models.CharField(max_length=160, verbose_name="to whom")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("family", "Given to the parents or the young person"),
                            ("staff", "Staff who teach or support the child"),
                            ("authority", "The local authority that maintains the plan"),
                            ("consent", "With the consent of the parents or the young person"),
                            ("tribunal", "For an appeal to the Tribunal"),
                            ("secretary", "Asked for by the Secretary of State"),
                            ("court", "By order of a court, or for criminal proceedings"),
                            ("ombudsman", "For an inquiry into maladministration"),
                            (
                                "duties",
                                "For duties under the Disabled Persons Act 1986 or the Children Act 1989",
                            ),
                            ("ofsted", "For an inspection by Ofsted"),
                            ("allowance", "For disabled students’ allowance"),
                            ("next_head", "For the head of the next phase of education"),
                        ],
                        max_length=10,
                        verbose_name="on what ground",
                    ),
                ),
                ("consent_by", models.CharField(blank=True, max_length=120, verbose_name="who consented")),
                ("consent_on", models.DateField(blank=True, null=True, verbose_name="on")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("hand", "By hand"),
                            ("post", "By post"),
                            ("secure", "Secure message service"),
                            ("portal", "The authority’s own website"),
                            ("online", "Here, after signing in"),
                            ("spoken", "Told in person"),
                        ],
                        max_length=8,
                        verbose_name="how",
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                ("recorded_at", models.DateTimeField()),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ehc_disclosures",
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
                (
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_plandisclosure_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                [
                                    "family",
                                    "staff",
                                    "authority",
                                    "consent",
                                    "tribunal",
                                    "secretary",
                                    "court",
                                    "ombudsman",
                                    "duties",
                                    "ofsted",
                                    "allowance",
                                    "next_head",
                                ],
                            )
                        ),
                        name="plan_disclosure_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "consent"), _negated=True),
                            models.Q(
                                models.Q(("consent_by", ""), _negated=True), ("consent_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="plan_disclosure_consent_told",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "pupil", "-on"], name="ehcp_plandi_school__cf613b_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_plandisclosureevent" ("basis", "consent_by", "consent_on", "how", "id", "on", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "pupil_id", "recorded_at", "recorded_by_id", "reference", "school_id", "to", "version", "why") VALUES (NEW."basis", NEW."consent_by", NEW."consent_on", NEW."how", NEW."id", NEW."on", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_version_id", NEW."pupil_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."to", NEW."version", NEW."why"); RETURN NULL;',
                            hash="26c4a21f006f603519a1337223e5e2f1283abf8a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bdcfd",
                            table="ehcp_plandisclosure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_plandisclosureevent" ("basis", "consent_by", "consent_on", "how", "id", "on", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "pupil_id", "recorded_at", "recorded_by_id", "reference", "school_id", "to", "version", "why") VALUES (NEW."basis", NEW."consent_by", NEW."consent_on", NEW."how", NEW."id", NEW."on", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_version_id", NEW."pupil_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."to", NEW."version", NEW."why"); RETURN NULL;',
                            hash="a0ee5c933a734d52101dd7d5ea2cf1c9728b05a3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e9831",
                            table="ehcp_plandisclosure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_plandisclosureevent" ("basis", "consent_by", "consent_on", "how", "id", "on", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "pupil_id", "recorded_at", "recorded_by_id", "reference", "school_id", "to", "version", "why") VALUES (OLD."basis", OLD."consent_by", OLD."consent_on", OLD."how", OLD."id", OLD."on", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_version_id", OLD."pupil_id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."to", OLD."version", OLD."why"); RETURN NULL;',
                            hash="45f3268309a7bcddbb607a666840e0181631b72b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bd3ea",
                            table="ehcp_plandisclosure",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanNeed",
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
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("communication", "Communication and interaction"),
                            ("cognition", "Cognition and learning"),
                            ("semh", "Social, emotional and mental health"),
                            ("sensory", "Sensory and/or physical"),
                            ("none", "Not placed in an area"),
                        ],
                        max_length=13,
                        verbose_name="area of need",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="the need")),
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
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reference"), name="ehcp_planneed_reference"),
                    models.UniqueConstraint(
                        fields=("school", "plan_version", "number"), name="plan_need_once"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planneedevent" ("area", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "version") VALUES (NEW."area", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_version_id", NEW."reference", NEW."school_id", NEW."text", NEW."version"); RETURN NULL;',
                            hash="1eca7200c994fe3e3e2f7ff17cc0d36374007dc5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e459d",
                            table="ehcp_planneed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_planneedevent" ("area", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "version") VALUES (NEW."area", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_version_id", NEW."reference", NEW."school_id", NEW."text", NEW."version"); RETURN NULL;',
                            hash="4a33dc7e842fa6f47041f418ae8fbe21620f50ed",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9fccd",
                            table="ehcp_planneed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planneedevent" ("area", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "version") VALUES (OLD."area", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_version_id", OLD."reference", OLD."school_id", OLD."text", OLD."version"); RETURN NULL;',
                            hash="4ca32a87ed3ff6da79bc5ff8bbd00d57dfc80044",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5c1bb",
                            table="ehcp_planneed",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanOutcome",
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
                ("text", models.TextField(max_length=2000, verbose_name="the outcome")),
                (
                    "by_when",
                    models.CharField(blank=True, max_length=120, verbose_name="by when, as the plan says"),
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
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_planoutcome_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "plan_version", "number"), name="plan_outcome_once"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planoutcomeevent" ("by_when", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "version") VALUES (NEW."by_when", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_version_id", NEW."reference", NEW."school_id", NEW."text", NEW."version"); RETURN NULL;',
                            hash="232b78d0b277e17bc744c66721677c171c1a9908",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eaac6",
                            table="ehcp_planoutcome",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_planoutcomeevent" ("by_when", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "version") VALUES (NEW."by_when", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_version_id", NEW."reference", NEW."school_id", NEW."text", NEW."version"); RETURN NULL;',
                            hash="e30e7bfe19763809a9e0e637d70b75f430170cc3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7ffb6",
                            table="ehcp_planoutcome",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planoutcomeevent" ("by_when", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "version") VALUES (OLD."by_when", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_version_id", OLD."reference", OLD."school_id", OLD."text", OLD."version"); RETURN NULL;',
                            hash="e736fc6fd242a60518c78e796255fc52242f7d85",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1f2cb",
                            table="ehcp_planoutcome",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanProvision",
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
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("A", "Views, interests and aspirations"),
                            ("B", "Special educational needs"),
                            ("C", "Health care needs"),
                            ("D", "Social care needs"),
                            ("E", "Outcomes"),
                            ("F", "Special educational provision"),
                            ("G", "Health care provision"),
                            ("H1", "Social care provision that must be made for a child under 18"),
                            ("H2", "Other social care provision"),
                            ("I", "Placement"),
                            ("J", "Personal budget"),
                            ("K", "Advice and information"),
                        ],
                        default="F",
                        max_length=2,
                        verbose_name="section",
                    ),
                ),
                ("text", models.TextField(max_length=3000, verbose_name="what the plan says")),
                (
                    "minutes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="minutes each time"),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many times"),
                ),
                (
                    "per",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "a school day"),
                            ("week", "a week"),
                            ("fortnight", "a fortnight"),
                            ("half_term", "a half term"),
                            ("term", "a term"),
                            ("year", "a year"),
                        ],
                        max_length=9,
                        verbose_name="in how long",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who gives it, as the plan says"
                    ),
                ),
                (
                    "delivered_by",
                    models.CharField(blank=True, max_length=200, verbose_name="who gives it here"),
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
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisions",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_planprovision_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "plan_version", "number"), name="plan_provision_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("letter__in", ["F", "G", "H1", "H2"])),
                        name="plan_provision_letter_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planprovisionevent" ("delivered_by", "id", "letter", "minutes", "number", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "times", "version", "who") VALUES (NEW."delivered_by", NEW."id", NEW."letter", NEW."minutes", NEW."number", NEW."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_version_id", NEW."reference", NEW."school_id", NEW."text", NEW."times", NEW."version", NEW."who"); RETURN NULL;',
                            hash="a950d61bed5a36075d5b79d1a3247eff29d8d7c0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d8066",
                            table="ehcp_planprovision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_planprovisionevent" ("delivered_by", "id", "letter", "minutes", "number", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "times", "version", "who") VALUES (NEW."delivered_by", NEW."id", NEW."letter", NEW."minutes", NEW."number", NEW."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_version_id", NEW."reference", NEW."school_id", NEW."text", NEW."times", NEW."version", NEW."who"); RETURN NULL;',
                            hash="afcb5652de5d4b6973838d5aee54d1f94f907c99",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_063b8",
                            table="ehcp_planprovision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planprovisionevent" ("delivered_by", "id", "letter", "minutes", "number", "per", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "reference", "school_id", "text", "times", "version", "who") VALUES (OLD."delivered_by", OLD."id", OLD."letter", OLD."minutes", OLD."number", OLD."per", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_version_id", OLD."reference", OLD."school_id", OLD."text", OLD."times", OLD."version", OLD."who"); RETURN NULL;',
                            hash="4510725d5804123223d0751a0e076fe9d9e96b05",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d4ae4",
                            table="ehcp_planprovision",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReading",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "plan_version", "user"), name="plan_reading_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planreadingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "read_at", "school_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_version_id", NEW."read_at", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="b29975a14f7a429fcd68c86be2079495e4cac09d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0b02f",
                            table="ehcp_planreading",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_planreadingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "read_at", "school_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_version_id", NEW."read_at", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="173c5b24cc9558767e3a077a6e9709d5b7e921ab",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8f15b",
                            table="ehcp_planreading",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_planreadingevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "read_at", "school_id", "user_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_version_id", OLD."read_at", OLD."school_id", OLD."user_id"); RETURN NULL;',
                            hash="5777822bb41a998f2fa15e7e2df86dbb49c96dbb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5304c",
                            table="ehcp_planreading",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("A", "Views, interests and aspirations"),
                            ("B", "Special educational needs"),
                            ("C", "Health care needs"),
                            ("D", "Social care needs"),
                            ("E", "Outcomes"),
                            ("F", "Special educational provision"),
                            ("G", "Health care provision"),
                            ("H1", "Social care provision that must be made for a child under 18"),
                            ("H2", "Other social care provision"),
                            ("I", "Placement"),
                            ("J", "Personal budget"),
                            ("K", "Advice and information"),
                        ],
                        max_length=2,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000)),
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
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["letter"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "plan_version", "letter"), name="plan_section_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("letter__in", ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"])
                        ),
                        name="plan_section_letter_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_plansectionevent" ("id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "school_id", "text") VALUES (NEW."id", NEW."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_version_id", NEW."school_id", NEW."text"); RETURN NULL;',
                            hash="6502a660d8228026f6a271cd970e0ac6526a4359",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d7814",
                            table="ehcp_plansection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_plansectionevent" ("id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "school_id", "text") VALUES (NEW."id", NEW."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_version_id", NEW."school_id", NEW."text"); RETURN NULL;',
                            hash="9092ad91b5323f3540cfddb5ee501975366abab3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_56da3",
                            table="ehcp_plansection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_plansectionevent" ("id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "school_id", "text") VALUES (OLD."id", OLD."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_version_id", OLD."school_id", OLD."text"); RETURN NULL;',
                            hash="94920afcbc2ed004917817e24c7a054644323f3a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_452b4",
                            table="ehcp_plansection",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanSectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("A", "Views, interests and aspirations"),
                            ("B", "Special educational needs"),
                            ("C", "Health care needs"),
                            ("D", "Social care needs"),
                            ("E", "Outcomes"),
                            ("F", "Special educational provision"),
                            ("G", "Health care provision"),
                            ("H1", "Social care provision that must be made for a child under 18"),
                            ("H2", "Other social care provision"),
                            ("I", "Placement"),
                            ("J", "Personal budget"),
                            ("K", "Advice and information"),
                        ],
                        max_length=2,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.plansection",
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
                    "plan_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanReadingEvent",
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
                        to="ehcp.planreading",
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
                    "plan_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanProvisionEvent",
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
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("A", "Views, interests and aspirations"),
                            ("B", "Special educational needs"),
                            ("C", "Health care needs"),
                            ("D", "Social care needs"),
                            ("E", "Outcomes"),
                            ("F", "Special educational provision"),
                            ("G", "Health care provision"),
                            ("H1", "Social care provision that must be made for a child under 18"),
                            ("H2", "Other social care provision"),
                            ("I", "Placement"),
                            ("J", "Personal budget"),
                            ("K", "Advice and information"),
                        ],
                        default="F",
                        max_length=2,
                        verbose_name="section",
                    ),
                ),
                ("text", models.TextField(max_length=3000, verbose_name="what the plan says")),
                (
                    "minutes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="minutes each time"),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many times"),
                ),
                (
                    "per",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "a school day"),
                            ("week", "a week"),
                            ("fortnight", "a fortnight"),
                            ("half_term", "a half term"),
                            ("term", "a term"),
                            ("year", "a year"),
                        ],
                        max_length=9,
                        verbose_name="in how long",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who gives it, as the plan says"
                    ),
                ),
                (
                    "delivered_by",
                    models.CharField(blank=True, max_length=200, verbose_name="who gives it here"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.planprovision",
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
                    "plan_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanOutcomeEvent",
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
                ("text", models.TextField(max_length=2000, verbose_name="the outcome")),
                (
                    "by_when",
                    models.CharField(blank=True, max_length=120, verbose_name="by when, as the plan says"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.planoutcome",
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
                    "plan_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanNeedEvent",
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
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("communication", "Communication and interaction"),
                            ("cognition", "Cognition and learning"),
                            ("semh", "Social, emotional and mental health"),
                            ("sensory", "Sensory and/or physical"),
                            ("none", "Not placed in an area"),
                        ],
                        max_length=13,
                        verbose_name="area of need",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="the need")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.planneed",
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
                    "plan_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanDisclosureEvent",
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
                    "parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("A", "Views, interests and aspirations"),
                                ("B", "Special educational needs"),
                                ("C", "Health care needs"),
                                ("D", "Social care needs"),
                                ("E", "Outcomes"),
                                ("F", "Special educational provision"),
                                ("G", "Health care provision"),
                                ("H1", "Social care provision that must be made for a child under 18"),
                                ("H2", "Other social care provision"),
                                ("I", "Placement"),
                                ("J", "Personal budget"),
                                ("K", "Advice and information"),
                            ],
                            max_length=2,
                        ),
                        size=None,
                        verbose_name="which sections",
                    ),
                ),
                ("to", models.CharField(max_length=160, verbose_name="to whom")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("family", "Given to the parents or the young person"),
                            ("staff", "Staff who teach or support the child"),
                            ("authority", "The local authority that maintains the plan"),
                            ("consent", "With the consent of the parents or the young person"),
                            ("tribunal", "For an appeal to the Tribunal"),
                            ("secretary", "Asked for by the Secretary of State"),
                            ("court", "By order of a court, or for criminal proceedings"),
                            ("ombudsman", "For an inquiry into maladministration"),
                            (
                                "duties",
                                "For duties under the Disabled Persons Act 1986 or the Children Act 1989",
                            ),
                            ("ofsted", "For an inspection by Ofsted"),
                            ("allowance", "For disabled students’ allowance"),
                            ("next_head", "For the head of the next phase of education"),
                        ],
                        max_length=10,
                        verbose_name="on what ground",
                    ),
                ),
                ("consent_by", models.CharField(blank=True, max_length=120, verbose_name="who consented")),
                ("consent_on", models.DateField(blank=True, null=True, verbose_name="on")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("hand", "By hand"),
                            ("post", "By post"),
                            ("secure", "Secure message service"),
                            ("portal", "The authority’s own website"),
                            ("online", "Here, after signing in"),
                            ("spoken", "Told in person"),
                        ],
                        max_length=8,
                        verbose_name="how",
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                ("recorded_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.plandisclosure",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
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
                (
                    "plan_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NeedsAssessmentEvent",
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
                    "purpose",
                    models.CharField(
                        choices=[("first", "EHC needs assessment"), ("again", "Re-assessment")],
                        default="first",
                        max_length=5,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("considered", "Being considered"),
                            ("discussed", "Talked over with the parents"),
                            ("requested", "Requested, decision awaited"),
                            ("declined", "The authority will not assess"),
                            ("assessing", "The authority is assessing"),
                            ("advised", "School’s advice given"),
                            ("not_issued", "Assessed, no plan"),
                            ("drafted", "Draft plan received"),
                            ("answered", "School has answered the draft"),
                            ("issued", "Plan issued"),
                            ("closed", "Ended without a plan"),
                        ],
                        default="considered",
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        max_length=3000, verbose_name="why progress is not enough despite the support given"
                    ),
                ),
                (
                    "tried",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what has been tried, and what came of it"
                    ),
                ),
                (
                    "parents_view",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the parents say"),
                ),
                (
                    "child_view",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the child says"),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("school", "The school"),
                            ("parent", "The parents"),
                            ("young_person", "The young person"),
                            ("other", "Somebody else"),
                        ],
                        default="school",
                        max_length=12,
                        verbose_name="who asked",
                    ),
                ),
                (
                    "requested_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="the authority received the request on"
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="it told whether it will assess on"),
                ),
                (
                    "advice_requested_on",
                    models.DateField(blank=True, null=True, verbose_name="it asked us for advice on"),
                ),
                (
                    "refused_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="it told that there will be no plan on"
                    ),
                ),
                (
                    "feedback",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="why, in the authority's words"
                    ),
                ),
                (
                    "feedback_used",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what we do with it in SEN support"
                    ),
                ),
                (
                    "draft_served_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="the draft was served on the parents on"
                    ),
                ),
                (
                    "draft_received_on",
                    models.DateField(blank=True, null=True, verbose_name="the draft reached us on"),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="we answered on")),
                (
                    "naming",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "We can meet the needs in the draft"),
                            ("changes", "Yes, with changes to the draft"),
                            ("unsuitable", "Unsuitable for the child’s age, ability, aptitude or needs"),
                            ("others", "Incompatible with the efficient education of others"),
                            ("resources", "Incompatible with the efficient use of resources"),
                        ],
                        max_length=10,
                        verbose_name="what we say to being named",
                    ),
                ),
                ("naming_why", models.TextField(blank=True, max_length=3000, verbose_name="why")),
                (
                    "adjustments",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="reasonable adjustments considered first"
                    ),
                ),
                (
                    "answer",
                    models.TextField(blank=True, max_length=6000, verbose_name="what we say on the draft"),
                ),
                (
                    "issued_on",
                    models.DateField(blank=True, null=True, verbose_name="the final plan was issued on"),
                ),
                (
                    "exemption",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("closure", "School closed for four weeks or more when advice was asked for"),
                            ("circumstances", "Exceptional personal circumstances"),
                            ("away", "The child or parent was away for four weeks or more"),
                            ("appointment", "The child missed an appointment"),
                        ],
                        max_length=13,
                        verbose_name="why a time limit was not met",
                    ),
                ),
                (
                    "exemption_why",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what the authority says of it"
                    ),
                ),
                (
                    "mediation_on",
                    models.DateField(blank=True, null=True, verbose_name="mediation certificate dated"),
                ),
                (
                    "appeal_on",
                    models.DateField(blank=True, null=True, verbose_name="the parents appealed on"),
                ),
                ("order_on", models.DateField(blank=True, null=True, verbose_name="the Tribunal ordered on")),
                (
                    "order",
                    models.CharField(blank=True, max_length=500, verbose_name="what the Tribunal ordered"),
                ),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_why", models.CharField(blank=True, max_length=500, verbose_name="why it ended")),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.localauthority",
                    ),
                ),
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
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "feedback_paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.needsassessment",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.ehcplan",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupil",
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
                    "talk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.conversation",
                        verbose_name="talk with the parents",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnnualReviewEvent",
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
                            ("annual", "Annual review"),
                            ("early", "Early review"),
                            ("transfer", "Phase transfer review"),
                            ("under_five", "Extra review of a child under five"),
                        ],
                        default="annual",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("dated", "Date set"),
                            ("noticed", "Notice given"),
                            ("asked", "Advice asked for"),
                            ("circulated", "Papers sent round"),
                            ("held", "Meeting held"),
                            ("reported", "Report sent"),
                            ("decided", "The authority has decided"),
                            ("compared", "Amendments compared"),
                            ("closed", "Closed"),
                            ("cancelled", "Called off"),
                        ],
                        default="dated",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(verbose_name="meeting on")),
                ("at", models.TimeField(blank=True, null=True, verbose_name="at")),
                ("place", models.CharField(blank=True, max_length=120)),
                (
                    "hosting",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="who hosts, room, access, an interpreter"
                    ),
                ),
                (
                    "with_pep",
                    models.BooleanField(
                        default=False, verbose_name="together with the personal education plan"
                    ),
                ),
                (
                    "pep_on",
                    models.DateField(blank=True, null=True, verbose_name="personal education plan due on"),
                ),
                ("why_early", models.CharField(blank=True, max_length=500, verbose_name="why it is early")),
                (
                    "moved_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the date was moved"),
                ),
                (
                    "left_out",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        verbose_name="who of the statutory people is not invited, and why",
                    ),
                ),
                ("dated_at", models.DateTimeField(verbose_name="date set at")),
                (
                    "parents_view",
                    models.TextField(blank=True, max_length=4000, verbose_name="what the parents say"),
                ),
                (
                    "child_view",
                    models.TextField(blank=True, max_length=4000, verbose_name="what the child says"),
                ),
                (
                    "child_how",
                    models.CharField(blank=True, max_length=200, verbose_name="how the child told it"),
                ),
                ("progress", models.TextField(blank=True, max_length=4000, verbose_name="how the year went")),
                (
                    "adult_work",
                    models.TextField(blank=True, max_length=2000, verbose_name="work and further learning"),
                ),
                (
                    "adult_living",
                    models.TextField(blank=True, max_length=2000, verbose_name="living independently"),
                ),
                (
                    "adult_community",
                    models.TextField(blank=True, max_length=2000, verbose_name="friends and community"),
                ),
                ("adult_health", models.TextField(blank=True, max_length=2000, verbose_name="health")),
                (
                    "recommendation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "Keep the plan as it is"),
                            ("amend", "Amend the plan"),
                            ("cease", "End the plan"),
                        ],
                        max_length=5,
                        verbose_name="what the school recommends",
                    ),
                ),
                (
                    "recommended",
                    models.TextField(
                        blank=True, max_length=6000, verbose_name="amendments recommended, by section"
                    ),
                ),
                (
                    "differences",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="where people differ, and who"
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, max_length=2000, verbose_name="in short, for the parents"),
                ),
                ("held_at", models.DateTimeField(null=True, verbose_name="meeting recorded at")),
                ("written_at", models.DateTimeField(null=True, verbose_name="report written at")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "Keep the plan as it is"),
                            ("amend", "Amend the plan"),
                            ("cease", "End the plan"),
                        ],
                        max_length=5,
                        verbose_name="what the authority decided",
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the decision letter"),
                ),
                (
                    "decision_received_on",
                    models.DateField(blank=True, null=True, verbose_name="the letter reached us on"),
                ),
                (
                    "decision_why",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the letter says"),
                ),
                (
                    "amendment_notice_on",
                    models.DateField(blank=True, null=True, verbose_name="amendment notice served on"),
                ),
                (
                    "comments_sent_on",
                    models.DateField(blank=True, null=True, verbose_name="our comments sent on"),
                ),
                (
                    "no_amendment_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="it decided not to amend after all on"
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "cancelled_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was called off"),
                ),
                (
                    "cancelled_by",
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
                    "dated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision_paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "held_by",
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
                    "pack",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.annualreview",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupil",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.ehcplan",
                    ),
                ),
                (
                    "final",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
                (
                    "proposed",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProvisionOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provision_links",
                        to="ehcp.planoutcome",
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
                    "specified",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome_links",
                        to="ehcp.planprovision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "specified", "outcome"), name="provision_outcome_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_provisionoutcomeevent" ("id", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "specified_id") VALUES (NEW."id", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id", NEW."specified_id"); RETURN NULL;',
                            hash="de87f81473b144ff06340ddf60a3c886d262ec8e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a61a2",
                            table="ehcp_provisionoutcome",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_provisionoutcomeevent" ("id", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "specified_id") VALUES (NEW."id", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id", NEW."specified_id"); RETURN NULL;',
                            hash="a165d3fb99966b19ba441a6c92b9a8108798a69f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_80fa6",
                            table="ehcp_provisionoutcome",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_provisionoutcomeevent" ("id", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "specified_id") VALUES (OLD."id", OLD."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id", OLD."specified_id"); RETURN NULL;',
                            hash="85c8a046a2149f61503ccdc00d7a56b89e7f7916",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fadc3",
                            table="ehcp_provisionoutcome",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvisionOutcomeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "outcome",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planoutcome",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.provisionoutcome",
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
                    "specified",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planprovision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewInvitee",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("parent", "Parent or carer"),
                            ("child", "Child or young person"),
                            ("head", "Head teacher or their delegate"),
                            ("la_sen", "Local authority SEN officer"),
                            ("health", "Health professional"),
                            ("social_care", "Social care officer"),
                            ("senco", "SENCo"),
                            ("teacher", "Class or subject teacher"),
                            ("ta", "Teaching assistant"),
                            ("specialist", "Specialist who works with the child"),
                            ("virtual_head", "Virtual School"),
                            ("advocate_child", "Advocate for the child"),
                            ("advocate_parent", "Advocate for the parents"),
                            ("next_school", "Next school or college"),
                            ("other", "Somebody else"),
                        ],
                        max_length=15,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("job", models.CharField(blank=True, max_length=120, verbose_name="job or service")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="work email")),
                ("address", models.TextField(blank=True, max_length=300, verbose_name="where papers go")),
                (
                    "coming",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not said"),
                            ("yes", "Coming"),
                            ("part", "For part of it"),
                            ("no", "Not coming"),
                        ],
                        default="",
                        max_length=4,
                    ),
                ),
                ("wants_advocate", models.BooleanField(default=False, verbose_name="would like an advocate")),
                ("advice_wanted", models.BooleanField(default=True, verbose_name="advice is asked of them")),
                ("advice", models.TextField(blank=True, max_length=6000)),
                ("advice_on", models.DateField(blank=True, null=True, verbose_name="advice received on")),
                (
                    "no_advice_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why there is none"),
                ),
                ("came", models.BooleanField(null=True, verbose_name="took part")),
                ("missed_why", models.CharField(blank=True, max_length=300, verbose_name="why they did not")),
                ("opens_from", models.DateField(blank=True, null=True, verbose_name="may open it here from")),
                ("opens_until", models.DateField(blank=True, null=True, verbose_name="to the end of")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="access ended at")),
                (
                    "advice_paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.contact",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitees",
                        to="ehcp.annualreview",
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
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="ehcp_reviewinvitee_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "review", "number"), name="review_invitee_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "parent",
                                    "child",
                                    "head",
                                    "la_sen",
                                    "health",
                                    "social_care",
                                    "senco",
                                    "teacher",
                                    "ta",
                                    "specialist",
                                    "virtual_head",
                                    "advocate_child",
                                    "advocate_parent",
                                    "next_school",
                                    "other",
                                ],
                            )
                        ),
                        name="review_invitee_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opens_from", None), ("opens_until", None)),
                            ("opens_until__gte", models.F("opens_from")),
                            _connector="OR",
                        ),
                        name="review_invitee_opens_in_order",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "user", "opens_until"], name="ehcp_review_school__ebb557_idx"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_reviewinviteeevent" ("address", "advice", "advice_on", "advice_paper_id", "advice_wanted", "came", "coming", "contact_id", "email", "ended_at", "ended_by_id", "id", "job", "missed_why", "name", "no_advice_why", "number", "opens_from", "opens_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "review_id", "role", "school_id", "user_id", "version", "wants_advocate") VALUES (NEW."address", NEW."advice", NEW."advice_on", NEW."advice_paper_id", NEW."advice_wanted", NEW."came", NEW."coming", NEW."contact_id", NEW."email", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."job", NEW."missed_why", NEW."name", NEW."no_advice_why", NEW."number", NEW."opens_from", NEW."opens_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."review_id", NEW."role", NEW."school_id", NEW."user_id", NEW."version", NEW."wants_advocate"); RETURN NULL;',
                            hash="f99164a66f6d71673521ee7a789431023f3430fd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_11e3c",
                            table="ehcp_reviewinvitee",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_reviewinviteeevent" ("address", "advice", "advice_on", "advice_paper_id", "advice_wanted", "came", "coming", "contact_id", "email", "ended_at", "ended_by_id", "id", "job", "missed_why", "name", "no_advice_why", "number", "opens_from", "opens_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "review_id", "role", "school_id", "user_id", "version", "wants_advocate") VALUES (NEW."address", NEW."advice", NEW."advice_on", NEW."advice_paper_id", NEW."advice_wanted", NEW."came", NEW."coming", NEW."contact_id", NEW."email", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."job", NEW."missed_why", NEW."name", NEW."no_advice_why", NEW."number", NEW."opens_from", NEW."opens_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."review_id", NEW."role", NEW."school_id", NEW."user_id", NEW."version", NEW."wants_advocate"); RETURN NULL;',
                            hash="48351d0d964fe356a38d34ead6d06753f05e237b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_159a8",
                            table="ehcp_reviewinvitee",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_reviewinviteeevent" ("address", "advice", "advice_on", "advice_paper_id", "advice_wanted", "came", "coming", "contact_id", "email", "ended_at", "ended_by_id", "id", "job", "missed_why", "name", "no_advice_why", "number", "opens_from", "opens_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "review_id", "role", "school_id", "user_id", "version", "wants_advocate") VALUES (OLD."address", OLD."advice", OLD."advice_on", OLD."advice_paper_id", OLD."advice_wanted", OLD."came", OLD."coming", OLD."contact_id", OLD."email", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."job", OLD."missed_why", OLD."name", OLD."no_advice_why", OLD."number", OLD."opens_from", OLD."opens_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."review_id", OLD."role", OLD."school_id", OLD."user_id", OLD."version", OLD."wants_advocate"); RETURN NULL;',
                            hash="aaddf96d6d4611b1cdbf3ed770ab402a99d8c532",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a1180",
                            table="ehcp_reviewinvitee",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewInviteeEvent",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("parent", "Parent or carer"),
                            ("child", "Child or young person"),
                            ("head", "Head teacher or their delegate"),
                            ("la_sen", "Local authority SEN officer"),
                            ("health", "Health professional"),
                            ("social_care", "Social care officer"),
                            ("senco", "SENCo"),
                            ("teacher", "Class or subject teacher"),
                            ("ta", "Teaching assistant"),
                            ("specialist", "Specialist who works with the child"),
                            ("virtual_head", "Virtual School"),
                            ("advocate_child", "Advocate for the child"),
                            ("advocate_parent", "Advocate for the parents"),
                            ("next_school", "Next school or college"),
                            ("other", "Somebody else"),
                        ],
                        max_length=15,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("job", models.CharField(blank=True, max_length=120, verbose_name="job or service")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="work email")),
                ("address", models.TextField(blank=True, max_length=300, verbose_name="where papers go")),
                (
                    "coming",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not said"),
                            ("yes", "Coming"),
                            ("part", "For part of it"),
                            ("no", "Not coming"),
                        ],
                        default="",
                        max_length=4,
                    ),
                ),
                ("wants_advocate", models.BooleanField(default=False, verbose_name="would like an advocate")),
                ("advice_wanted", models.BooleanField(default=True, verbose_name="advice is asked of them")),
                ("advice", models.TextField(blank=True, max_length=6000)),
                ("advice_on", models.DateField(blank=True, null=True, verbose_name="advice received on")),
                (
                    "no_advice_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why there is none"),
                ),
                ("came", models.BooleanField(null=True, verbose_name="took part")),
                ("missed_why", models.CharField(blank=True, max_length=300, verbose_name="why they did not")),
                ("opens_from", models.DateField(blank=True, null=True, verbose_name="may open it here from")),
                ("opens_until", models.DateField(blank=True, null=True, verbose_name="to the end of")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="access ended at")),
                (
                    "advice_paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.contact",
                    ),
                ),
                (
                    "ended_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.reviewinvitee",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.annualreview",
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
            name="ReviewOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Met"),
                            ("on_track", "On track"),
                            ("some", "Some progress"),
                            ("none", "No progress yet"),
                        ],
                        max_length=8,
                    ),
                ),
                ("evidence", models.TextField(blank=True, max_length=2000, verbose_name="what shows it")),
                (
                    "next",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "Keep"), ("change", "Change"), ("end", "End")],
                        max_length=6,
                        verbose_name="from here",
                    ),
                ),
                ("changed", models.TextField(blank=True, max_length=2000, verbose_name="new words for it")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviewed",
                        to="ehcp.planoutcome",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="ehcp.annualreview",
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
                    models.UniqueConstraint(
                        fields=("school", "review", "outcome"), name="review_outcome_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_reviewoutcomeevent" ("changed", "evidence", "id", "next", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "review_id", "school_id") VALUES (NEW."changed", NEW."evidence", NEW."id", NEW."next", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rating", NEW."review_id", NEW."school_id"); RETURN NULL;',
                            hash="824e4fa46354a1ddb5656673dbb9e88ba6389597",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_da14f",
                            table="ehcp_reviewoutcome",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_reviewoutcomeevent" ("changed", "evidence", "id", "next", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "review_id", "school_id") VALUES (NEW."changed", NEW."evidence", NEW."id", NEW."next", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rating", NEW."review_id", NEW."school_id"); RETURN NULL;',
                            hash="c2985a483d1be618c15463c8d680a52727e59211",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3c9f6",
                            table="ehcp_reviewoutcome",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_reviewoutcomeevent" ("changed", "evidence", "id", "next", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "review_id", "school_id") VALUES (OLD."changed", OLD."evidence", OLD."id", OLD."next", OLD."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rating", OLD."review_id", OLD."school_id"); RETURN NULL;',
                            hash="7a5a382e0aa58b3211e3b689e6fb1d8203e5f722",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c7ef7",
                            table="ehcp_reviewoutcome",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewOutcomeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Met"),
                            ("on_track", "On track"),
                            ("some", "Some progress"),
                            ("none", "No progress yet"),
                        ],
                        max_length=8,
                    ),
                ),
                ("evidence", models.TextField(blank=True, max_length=2000, verbose_name="what shows it")),
                (
                    "next",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "Keep"), ("change", "Change"), ("end", "End")],
                        max_length=6,
                        verbose_name="from here",
                    ),
                ),
                ("changed", models.TextField(blank=True, max_length=2000, verbose_name="new words for it")),
                (
                    "outcome",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planoutcome",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.reviewoutcome",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.annualreview",
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
            name="ReviewService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("notice", "Notice of the meeting"),
                            ("advice_ask", "Request for advice"),
                            ("chase", "Reminder"),
                            ("pack", "Papers for the meeting"),
                            ("report", "Report of the meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("hand", "By hand"),
                            ("post", "By post"),
                            ("secure", "Secure message service"),
                            ("portal", "The authority’s own website"),
                            ("online", "Here, after signing in"),
                            ("spoken", "Told in person"),
                        ],
                        max_length=8,
                    ),
                ),
                ("meeting_on", models.DateField(verbose_name="for the meeting on")),
                ("note", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "invitee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="ehcp.reviewinvitee",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="ehcp.annualreview",
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
                "ordering": ["on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["notice", "advice_ask", "chase", "pack", "report"])),
                        name="review_service_known",
                    )
                ],
                "indexes": [
                    models.Index(fields=["school", "review", "what"], name="ehcp_review_school__4ba4dc_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_reviewserviceevent" ("how", "id", "invitee_id", "meeting_on", "note", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "review_id", "school_id", "what") VALUES (NEW."how", NEW."id", NEW."invitee_id", NEW."meeting_on", NEW."note", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_id", NEW."school_id", NEW."what"); RETURN NULL;',
                            hash="4b2cd4df0bc886415a7bf93e4749ce3513137dc5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_31cf9",
                            table="ehcp_reviewservice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_reviewserviceevent" ("how", "id", "invitee_id", "meeting_on", "note", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "review_id", "school_id", "what") VALUES (NEW."how", NEW."id", NEW."invitee_id", NEW."meeting_on", NEW."note", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_id", NEW."school_id", NEW."what"); RETURN NULL;',
                            hash="7f094a087554054b18e1e3f24b418aef01f0447a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6f44e",
                            table="ehcp_reviewservice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_reviewserviceevent" ("how", "id", "invitee_id", "meeting_on", "note", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "review_id", "school_id", "what") VALUES (OLD."how", OLD."id", OLD."invitee_id", OLD."meeting_on", OLD."note", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."review_id", OLD."school_id", OLD."what"); RETURN NULL;',
                            hash="e596910075d0f51ca48a2a937217f9311193a8e9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4b375",
                            table="ehcp_reviewservice",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewServiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("notice", "Notice of the meeting"),
                            ("advice_ask", "Request for advice"),
                            ("chase", "Reminder"),
                            ("pack", "Papers for the meeting"),
                            ("report", "Report of the meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("hand", "By hand"),
                            ("post", "By post"),
                            ("secure", "Secure message service"),
                            ("portal", "The authority’s own website"),
                            ("online", "Here, after signing in"),
                            ("spoken", "Told in person"),
                        ],
                        max_length=8,
                    ),
                ),
                ("meeting_on", models.DateField(verbose_name="for the meeting on")),
                ("note", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "invitee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.reviewinvitee",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.reviewservice",
                    ),
                ),
                (
                    "recorded_by",
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
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.annualreview",
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
            name="SchoolAdvice",
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
                    "profile",
                    models.TextField(
                        blank=True,
                        max_length=6000,
                        verbose_name="the child: strengths, interests, what helps",
                    ),
                ),
                ("progress", models.TextField(blank=True, max_length=6000, verbose_name="progress")),
                (
                    "specialists",
                    models.TextField(blank=True, max_length=6000, verbose_name="advice of professionals"),
                ),
                ("needs", models.TextField(blank=True, max_length=6000, verbose_name="needs")),
                ("outcomes", models.TextField(blank=True, max_length=6000, verbose_name="outcomes we seek")),
                ("provision", models.TextField(blank=True, max_length=6000, verbose_name="provision needed")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("sent_how", models.CharField(blank=True, max_length=40)),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="advice",
                        to="ehcp.needsassessment",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
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
                    "written_by",
                    models.ForeignKey(
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
                        fields=("school", "reference"), name="ehcp_schooladvice_reference"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_schooladviceevent" ("assessment_id", "document_id", "id", "needs", "outcomes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "progress", "provision", "reference", "school_id", "sent_how", "sent_on", "specialists", "version", "written_by_id") VALUES (NEW."assessment_id", NEW."document_id", NEW."id", NEW."needs", NEW."outcomes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."profile", NEW."progress", NEW."provision", NEW."reference", NEW."school_id", NEW."sent_how", NEW."sent_on", NEW."specialists", NEW."version", NEW."written_by_id"); RETURN NULL;',
                            hash="7b08fdddc832a63b952150c33d330ff301b73c7f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a1cc0",
                            table="ehcp_schooladvice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_schooladviceevent" ("assessment_id", "document_id", "id", "needs", "outcomes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "progress", "provision", "reference", "school_id", "sent_how", "sent_on", "specialists", "version", "written_by_id") VALUES (NEW."assessment_id", NEW."document_id", NEW."id", NEW."needs", NEW."outcomes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."profile", NEW."progress", NEW."provision", NEW."reference", NEW."school_id", NEW."sent_how", NEW."sent_on", NEW."specialists", NEW."version", NEW."written_by_id"); RETURN NULL;',
                            hash="5bb7863f2e26ee6c438b93569f20380487883533",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d05f8",
                            table="ehcp_schooladvice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_schooladviceevent" ("assessment_id", "document_id", "id", "needs", "outcomes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "progress", "provision", "reference", "school_id", "sent_how", "sent_on", "specialists", "version", "written_by_id") VALUES (OLD."assessment_id", OLD."document_id", OLD."id", OLD."needs", OLD."outcomes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."profile", OLD."progress", OLD."provision", OLD."reference", OLD."school_id", OLD."sent_how", OLD."sent_on", OLD."specialists", OLD."version", OLD."written_by_id"); RETURN NULL;',
                            hash="24f1eb261d74ac577280c99bb38ecb0c9660f392",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d4a95",
                            table="ehcp_schooladvice",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolAdviceEvent",
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
                    "profile",
                    models.TextField(
                        blank=True,
                        max_length=6000,
                        verbose_name="the child: strengths, interests, what helps",
                    ),
                ),
                ("progress", models.TextField(blank=True, max_length=6000, verbose_name="progress")),
                (
                    "specialists",
                    models.TextField(blank=True, max_length=6000, verbose_name="advice of professionals"),
                ),
                ("needs", models.TextField(blank=True, max_length=6000, verbose_name="needs")),
                ("outcomes", models.TextField(blank=True, max_length=6000, verbose_name="outcomes we seek")),
                ("provision", models.TextField(blank=True, max_length=6000, verbose_name="provision needed")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("sent_how", models.CharField(blank=True, max_length=40)),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.needsassessment",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.schooladvice",
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
            name="SpecifiedDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("linked_at", models.DateTimeField()),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="apdr.provision"
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
                    "specified",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="ehcp.planprovision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "specified", "provision"), name="specified_delivery_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_specifieddeliveryevent" ("id", "linked_at", "linked_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "school_id", "specified_id") VALUES (NEW."id", NEW."linked_at", NEW."linked_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."provision_id", NEW."school_id", NEW."specified_id"); RETURN NULL;',
                            hash="1ead08ec52a5e396ed19cf1751e40321ea453e4b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8dba8",
                            table="ehcp_specifieddelivery",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_specifieddeliveryevent" ("id", "linked_at", "linked_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "school_id", "specified_id") VALUES (NEW."id", NEW."linked_at", NEW."linked_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."provision_id", NEW."school_id", NEW."specified_id"); RETURN NULL;',
                            hash="b3069e5ae9d9b4904de0c22440d952bfb032c840",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_248f1",
                            table="ehcp_specifieddelivery",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_specifieddeliveryevent" ("id", "linked_at", "linked_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "school_id", "specified_id") VALUES (OLD."id", OLD."linked_at", OLD."linked_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."provision_id", OLD."school_id", OLD."specified_id"); RETURN NULL;',
                            hash="c2c6d6d4d15c28819d8ae9fa9972bf558102bcc3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_53871",
                            table="ehcp_specifieddelivery",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecifiedDeliveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("linked_at", models.DateTimeField()),
                (
                    "linked_by",
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
                        to="ehcp.specifieddelivery",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.provision",
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
                    "specified",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planprovision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutcomeNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome_links",
                        to="ehcp.planneed",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_links",
                        to="ehcp.planoutcome",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "outcome", "need"), name="outcome_need_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_outcomeneedevent" ("id", "need_id", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."id", NEW."need_id", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id"); RETURN NULL;',
                            hash="99cd57f34301b94c9e44fb947ca34feedede40e3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_52957",
                            table="ehcp_outcomeneed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ehcp_outcomeneedevent" ("id", "need_id", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."id", NEW."need_id", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id"); RETURN NULL;',
                            hash="e197d8a175561e4997ce213087e401fcf51ba6f5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6e336",
                            table="ehcp_outcomeneed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ehcp_outcomeneedevent" ("id", "need_id", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (OLD."id", OLD."need_id", OLD."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id"); RETURN NULL;',
                            hash="9757550fd334e718511fec5960c0720b937168e6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_874d8",
                            table="ehcp_outcomeneed",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutcomeNeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="ehcp.outcomeneed",
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
                    "need",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planneed",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ehcp.planoutcome",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="planprovision",
            name="outcomes",
            field=models.ManyToManyField(
                related_name="provisions", through="ehcp.ProvisionOutcome", to="ehcp.planoutcome"
            ),
        ),
        migrations.AddField(
            model_name="planoutcome",
            name="needs",
            field=models.ManyToManyField(
                related_name="outcomes", through="ehcp.OutcomeNeed", to="ehcp.planneed"
            ),
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop, elidable=False),
    ]
