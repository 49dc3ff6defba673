import core.schools.references
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# A plan was a draft, agreed, shared, reviewed; it is now where it is in the cycle. Each is linked to the one before it.
CYCLE_STATES = """
UPDATE apdr_plan SET state = CASE state
    WHEN 'draft' THEN 'plan' WHEN 'agreed' THEN 'do' WHEN 'shared' THEN 'do' WHEN 'reviewed' THEN 'closed'
    ELSE state END;
UPDATE apdr_plan AS later SET previous_id = earlier.id FROM apdr_plan AS earlier
    WHERE earlier.school_id = later.school_id AND earlier.pupil_id = later.pupil_id AND earlier.cycle = later.cycle - 1;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def install_triggers(apps, schema_editor):
    """The triggers of the tables made here, in one go: one by one, each would have every model drawn anew."""
    for operation in Migration.operations:
        if isinstance(operation, migrations.CreateModel):
            for trigger in operation.options.get("triggers", []):
                schema_editor.execute(trigger.install_sql, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("apdr", "0002_graduated_response"),
        ("documents", "0001_initial"),
        ("register", "0003_plan_papers"),
        ("schools", "0003_review_and_cost_settings"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="receipt",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="receipt",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="receipt",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="target",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="target",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="target",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_cycle_once",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_one_open_a_pupil",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_reviewed_at_with_by",
        ),
        migrations.RenameField(
            model_name="plan",
            old_name="reviewed_at",
            new_name="closed_at",
        ),
        migrations.RenameField(
            model_name="plan",
            old_name="reviewed_by",
            new_name="closed_by",
        ),
        migrations.RenameField(
            model_name="planevent",
            old_name="reviewed_at",
            new_name="closed_at",
        ),
        migrations.RenameField(
            model_name="planevent",
            old_name="reviewed_by",
            new_name="closed_by",
        ),
        migrations.AddField(
            model_name="plan",
            name="area",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "All needs together"),
                    ("communication", "Communication and interaction"),
                    ("cognition", "Cognition and learning"),
                    ("semh", "Social, emotional and mental health"),
                    ("sensory", "Sensory and/or physical"),
                ],
                default="",
                max_length=13,
                verbose_name="area of the plan",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="effect",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[(3, "It worked"), (2, "It worked in part"), (1, "It did not work")],
                null=True,
                verbose_name="how far it worked",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="evaluated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="evaluated_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="evaluation",
            field=models.TextField(blank=True, max_length=2000, verbose_name="the SENCo's evaluation"),
        ),
        migrations.AddField(
            model_name="plan",
            name="expected",
            field=models.TextField(blank=True, max_length=1000, verbose_name="what we expect to change"),
        ),
        migrations.AddField(
            model_name="plan",
            name="learnt",
            field=models.TextField(blank=True, max_length=2000, verbose_name="what the last cycle taught us"),
        ),
        migrations.AddField(
            model_name="plan",
            name="previous",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="next",
                to="apdr.plan",
            ),
        ),
        migrations.AddField(
            model_name="planevent",
            name="area",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "All needs together"),
                    ("communication", "Communication and interaction"),
                    ("cognition", "Cognition and learning"),
                    ("semh", "Social, emotional and mental health"),
                    ("sensory", "Sensory and/or physical"),
                ],
                default="",
                max_length=13,
                verbose_name="area of the plan",
            ),
        ),
        migrations.AddField(
            model_name="planevent",
            name="effect",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[(3, "It worked"), (2, "It worked in part"), (1, "It did not work")],
                null=True,
                verbose_name="how far it worked",
            ),
        ),
        migrations.AddField(
            model_name="planevent",
            name="evaluated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="planevent",
            name="evaluated_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="planevent",
            name="evaluation",
            field=models.TextField(blank=True, max_length=2000, verbose_name="the SENCo's evaluation"),
        ),
        migrations.AddField(
            model_name="planevent",
            name="expected",
            field=models.TextField(blank=True, max_length=1000, verbose_name="what we expect to change"),
        ),
        migrations.AddField(
            model_name="planevent",
            name="learnt",
            field=models.TextField(blank=True, max_length=2000, verbose_name="what the last cycle taught us"),
        ),
        migrations.AddField(
            model_name="planevent",
            name="previous",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="apdr.plan",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="comment_seen_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="receipt",
            name="comment_seen_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="receiptevent",
            name="comment_seen_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="receiptevent",
            name="comment_seen_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="achieved_on",
            field=models.DateField(blank=True, null=True, verbose_name="achieved on"),
        ),
        migrations.AddField(
            model_name="target",
            name="aim_value",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="aim, as a number"
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="baseline",
            field=models.CharField(blank=True, max_length=300, verbose_name="where the pupil is now"),
        ),
        migrations.AddField(
            model_name="target",
            name="baseline_value",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="now, as a number"
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="apdr.target",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="apdr.target",
            ),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="achieved_on",
            field=models.DateField(blank=True, null=True, verbose_name="achieved on"),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="aim_value",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="aim, as a number"
            ),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="baseline",
            field=models.CharField(blank=True, max_length=300, verbose_name="where the pupil is now"),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="baseline_value",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="now, as a number"
            ),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="apdr.target",
            ),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="apdr.target",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="state",
            field=models.CharField(
                choices=[
                    ("assess", "Assess"),
                    ("plan", "Plan"),
                    ("proposed", "Sent to be agreed"),
                    ("do", "Do"),
                    ("review", "Review"),
                    ("closed", "Closed"),
                ],
                default="assess",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="planevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("assess", "Assess"),
                    ("plan", "Plan"),
                    ("proposed", "Sent to be agreed"),
                    ("do", "Do"),
                    ("review", "Review"),
                    ("closed", "Closed"),
                ],
                default="assess",
                max_length=10,
            ),
        ),
        migrations.RunSQL(CYCLE_STATES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("school", "pupil", "area", "cycle"), name="plan_cycle_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=("school", "pupil", "area"),
                name="plan_one_open_an_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["assess", "plan", "proposed", "do", "review", "closed"])),
                name="plan_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("area__in", ["", "communication", "cognition", "semh", "sensory"])),
                name="plan_area_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="plan_closed_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evaluated_at", None), ("evaluated_by", None)),
                    models.Q(("evaluated_at__isnull", False), ("evaluated_by__isnull", False)),
                    _connector="OR",
                ),
                name="plan_evaluated_at_with_by",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "apdr_planevent" ("agreed_at", "agreed_by_id", "area", "closed_at", "closed_by_id", "created_at", "created_by_id", "cycle", "difficulties", "document_id", "effect", "evaluated_at", "evaluated_by_id", "evaluation", "every_lesson", "expected", "home", "id", "learnt", "no_voice_why", "parent_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "proposed_at", "proposed_by_id", "pupil_id", "pupil_voice", "reference", "review_on", "school_id", "shared_at", "shared_by_id", "starts", "state", "strengths", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."area", NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."created_by_id", NEW."cycle", NEW."difficulties", NEW."document_id", NEW."effect", NEW."evaluated_at", NEW."evaluated_by_id", NEW."evaluation", NEW."every_lesson", NEW."expected", NEW."home", NEW."id", NEW."learnt", NEW."no_voice_why", NEW."parent_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."previous_id", NEW."proposed_at", NEW."proposed_by_id", NEW."pupil_id", NEW."pupil_voice", NEW."reference", NEW."review_on", NEW."school_id", NEW."shared_at", NEW."shared_by_id", NEW."starts", NEW."state", NEW."strengths", NEW."version"); RETURN NULL;',
                    hash="a54356a721f2f53aac2a9b6ad4b8b843c111692c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2911",
                    table="apdr_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "apdr_planevent" ("agreed_at", "agreed_by_id", "area", "closed_at", "closed_by_id", "created_at", "created_by_id", "cycle", "difficulties", "document_id", "effect", "evaluated_at", "evaluated_by_id", "evaluation", "every_lesson", "expected", "home", "id", "learnt", "no_voice_why", "parent_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "proposed_at", "proposed_by_id", "pupil_id", "pupil_voice", "reference", "review_on", "school_id", "shared_at", "shared_by_id", "starts", "state", "strengths", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."area", NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."created_by_id", NEW."cycle", NEW."difficulties", NEW."document_id", NEW."effect", NEW."evaluated_at", NEW."evaluated_by_id", NEW."evaluation", NEW."every_lesson", NEW."expected", NEW."home", NEW."id", NEW."learnt", NEW."no_voice_why", NEW."parent_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."previous_id", NEW."proposed_at", NEW."proposed_by_id", NEW."pupil_id", NEW."pupil_voice", NEW."reference", NEW."review_on", NEW."school_id", NEW."shared_at", NEW."shared_by_id", NEW."starts", NEW."state", NEW."strengths", NEW."version"); RETURN NULL;',
                    hash="655b585648cff591bef64ba8fcfc6228e5e77a1f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4e420",
                    table="apdr_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "apdr_planevent" ("agreed_at", "agreed_by_id", "area", "closed_at", "closed_by_id", "created_at", "created_by_id", "cycle", "difficulties", "document_id", "effect", "evaluated_at", "evaluated_by_id", "evaluation", "every_lesson", "expected", "home", "id", "learnt", "no_voice_why", "parent_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "proposed_at", "proposed_by_id", "pupil_id", "pupil_voice", "reference", "review_on", "school_id", "shared_at", "shared_by_id", "starts", "state", "strengths", "version") VALUES (OLD."agreed_at", OLD."agreed_by_id", OLD."area", OLD."closed_at", OLD."closed_by_id", OLD."created_at", OLD."created_by_id", OLD."cycle", OLD."difficulties", OLD."document_id", OLD."effect", OLD."evaluated_at", OLD."evaluated_by_id", OLD."evaluation", OLD."every_lesson", OLD."expected", OLD."home", OLD."id", OLD."learnt", OLD."no_voice_why", OLD."parent_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."previous_id", OLD."proposed_at", OLD."proposed_by_id", OLD."pupil_id", OLD."pupil_voice", OLD."reference", OLD."review_on", OLD."school_id", OLD."shared_at", OLD."shared_by_id", OLD."starts", OLD."state", OLD."strengths", OLD."version"); RETURN NULL;',
                    hash="b22ce102c7b71c5c51c0bb8f3feb1e25d887c4fb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_26e76",
                    table="apdr_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "apdr_receiptevent" ("comment", "comment_seen_at", "comment_seen_by_id", "confirmed_at", "confirmed_name", "contact_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_by_id", "reference", "school_id", "sent_at", "version") VALUES (NEW."comment", NEW."comment_seen_at", NEW."comment_seen_by_id", NEW."confirmed_at", NEW."confirmed_name", NEW."contact_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."sent_at", NEW."version"); RETURN NULL;',
                    hash="c0c60c9e29a0c6a0647994e58410fe8c1a355cb1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f80dc",
                    table="apdr_receipt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "apdr_receiptevent" ("comment", "comment_seen_at", "comment_seen_by_id", "confirmed_at", "confirmed_name", "contact_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_by_id", "reference", "school_id", "sent_at", "version") VALUES (NEW."comment", NEW."comment_seen_at", NEW."comment_seen_by_id", NEW."confirmed_at", NEW."confirmed_name", NEW."contact_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."sent_at", NEW."version"); RETURN NULL;',
                    hash="2321fc7ca9e113c98a0e86813d73b4e8f31c7343",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_add08",
                    table="apdr_receipt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "apdr_receiptevent" ("comment", "comment_seen_at", "comment_seen_by_id", "confirmed_at", "confirmed_name", "contact_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recorded_by_id", "reference", "school_id", "sent_at", "version") VALUES (OLD."comment", OLD."comment_seen_at", OLD."comment_seen_by_id", OLD."confirmed_at", OLD."confirmed_name", OLD."contact_id", OLD."how", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."sent_at", OLD."version"); RETURN NULL;',
                    hash="81e9ed367ca4f9ea01f9e638a619bebc219769ff",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_840b2",
                    table="apdr_receipt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "apdr_targetevent" ("achieved_on", "aim_value", "baseline", "baseline_value", "by_date", "carried_from_id", "criteria", "id", "number", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "progress", "provision", "replaces_id", "school_id", "strategies", "target", "when", "who") VALUES (NEW."achieved_on", NEW."aim_value", NEW."baseline", NEW."baseline_value", NEW."by_date", NEW."carried_from_id", NEW."criteria", NEW."id", NEW."number", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."progress", NEW."provision", NEW."replaces_id", NEW."school_id", NEW."strategies", NEW."target", NEW."when", NEW."who"); RETURN NULL;',
                    hash="ea75999dacbd02067d14642af9a618cb1cc7802f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a0d51",
                    table="apdr_target",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "apdr_targetevent" ("achieved_on", "aim_value", "baseline", "baseline_value", "by_date", "carried_from_id", "criteria", "id", "number", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "progress", "provision", "replaces_id", "school_id", "strategies", "target", "when", "who") VALUES (NEW."achieved_on", NEW."aim_value", NEW."baseline", NEW."baseline_value", NEW."by_date", NEW."carried_from_id", NEW."criteria", NEW."id", NEW."number", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."progress", NEW."provision", NEW."replaces_id", NEW."school_id", NEW."strategies", NEW."target", NEW."when", NEW."who"); RETURN NULL;',
                    hash="81f7ac95f45f08e6c33e11764c2d2c3554605a9a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1368",
                    table="apdr_target",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "apdr_targetevent" ("achieved_on", "aim_value", "baseline", "baseline_value", "by_date", "carried_from_id", "criteria", "id", "number", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "progress", "provision", "replaces_id", "school_id", "strategies", "target", "when", "who") VALUES (OLD."achieved_on", OLD."aim_value", OLD."baseline", OLD."baseline_value", OLD."by_date", OLD."carried_from_id", OLD."criteria", OLD."id", OLD."number", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."progress", OLD."provision", OLD."replaces_id", OLD."school_id", OLD."strategies", OLD."target", OLD."when", OLD."who"); RETURN NULL;',
                    hash="7553118739dd36b40c0a0ff334ca8607ee65d3ab",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6dba6",
                    table="apdr_target",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="AdultDuty",
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
                            ("in_class", "In class"),
                            ("scaffolding", "Scaffolding for a child or group"),
                            ("preparing", "Preparing resources"),
                            ("other", "Other duty"),
                            ("break", "Break"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                        ]
                    ),
                ),
                ("at", models.TimeField(verbose_name="begins at")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=80, verbose_name="with whom or what")),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "adult",
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
                    "school_class",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.schoolclass",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_adultduty_reference"),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 5))), name="adult_duty_on_a_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (5, 480))), name="adult_duty_minutes_likely"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="adult_duty_in_order",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "adult", "weekday"], name="apdr_adultd_school__4a92e0_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_adultdutyevent" ("adult_id", "at", "end", "id", "kind", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_class_id", "school_id", "start", "version", "weekday", "words") VALUES (NEW."adult_id", NEW."at", NEW."end", NEW."id", NEW."kind", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."school_class_id", NEW."school_id", NEW."start", NEW."version", NEW."weekday", NEW."words"); RETURN NULL;',
                            hash="759151d834b2c3de242d84d404a22ce09dd7c7a2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_37a6c",
                            table="apdr_adultduty",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_adultdutyevent" ("adult_id", "at", "end", "id", "kind", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_class_id", "school_id", "start", "version", "weekday", "words") VALUES (NEW."adult_id", NEW."at", NEW."end", NEW."id", NEW."kind", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."school_class_id", NEW."school_id", NEW."start", NEW."version", NEW."weekday", NEW."words"); RETURN NULL;',
                            hash="94b67213732f36cd75d63586b68e606d6d9bdfd9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_51403",
                            table="apdr_adultduty",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_adultdutyevent" ("adult_id", "at", "end", "id", "kind", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_class_id", "school_id", "start", "version", "weekday", "words") VALUES (OLD."adult_id", OLD."at", OLD."end", OLD."id", OLD."kind", OLD."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."school_class_id", OLD."school_id", OLD."start", OLD."version", OLD."weekday", OLD."words"); RETURN NULL;',
                            hash="98f9a1fa2f26ca8d04098070335b2cbcf5fb4919",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_92992",
                            table="apdr_adultduty",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdultDutyEvent",
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
                            ("in_class", "In class"),
                            ("scaffolding", "Scaffolding for a child or group"),
                            ("preparing", "Preparing resources"),
                            ("other", "Other duty"),
                            ("break", "Break"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                        ]
                    ),
                ),
                ("at", models.TimeField(verbose_name="begins at")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=80, verbose_name="with whom or what")),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "adult",
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
                        to="apdr.adultduty",
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
                    "school_class",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.schoolclass",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Annotation",
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
                ("on", models.DateField(verbose_name="on")),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Not yet"), (2, "With help"), (3, "Mostly"), (4, "On their own")],
                        null=True,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="counted"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="in a line or two")),
                ("written_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotations",
                        to="apdr.plan",
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotations",
                        to="apdr.target",
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
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_annotation_reference"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), ("rating__isnull", False), _connector="OR"
                        ),
                        name="annotation_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", None),
                            models.Q(("rating__in", [1, 2, 3, 4]), ("target__isnull", False)),
                            _connector="OR",
                        ),
                        name="annotation_rates_a_target",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "plan", "on"], name="apdr_annota_school__a1e1e7_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_annotationevent" ("id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "rating", "reference", "school_id", "target_id", "value", "version", "words", "written_at", "written_by_id") VALUES (NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."rating", NEW."reference", NEW."school_id", NEW."target_id", NEW."value", NEW."version", NEW."words", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="5fc6050510cbe61b9216b4151085201763d81f8a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6eccd",
                            table="apdr_annotation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_annotationevent" ("id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "rating", "reference", "school_id", "target_id", "value", "version", "words", "written_at", "written_by_id") VALUES (NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."rating", NEW."reference", NEW."school_id", NEW."target_id", NEW."value", NEW."version", NEW."words", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="a2c36e7ec6e57731f6546547afa67b515baf4902",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_caca3",
                            table="apdr_annotation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_annotationevent" ("id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "rating", "reference", "school_id", "target_id", "value", "version", "words", "written_at", "written_by_id") VALUES (OLD."id", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."rating", OLD."reference", OLD."school_id", OLD."target_id", OLD."value", OLD."version", OLD."words", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                            hash="a46fcb8aada6f0bc70029aaf054253e9f86f8210",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6e4be",
                            table="apdr_annotation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnotationEvent",
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
                ("on", models.DateField(verbose_name="on")),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Not yet"), (2, "With help"), (3, "Mostly"), (4, "On their own")],
                        null=True,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="counted"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="in a line or two")),
                ("written_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.annotation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.plan",
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.target",
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
            name="BankEntry",
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
                    models.CharField(choices=[("target", "Target"), ("strategy", "Strategy")], max_length=8),
                ),
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
                (
                    "year_from",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="from year group (0 for Reception)"
                    ),
                ),
                ("year_to", models.SmallIntegerField(blank=True, null=True, verbose_name="to year group")),
                ("words", models.CharField(max_length=300, verbose_name="the words")),
                ("criteria", models.CharField(blank=True, max_length=300, verbose_name="how we will know")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="where it comes from")),
                ("retired_on", models.DateField(blank=True, null=True)),
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
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_bankentry_reference"),
                    models.UniqueConstraint(fields=("school", "kind", "words"), name="bank_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_from", None),
                            ("year_to", None),
                            ("year_to__gte", models.F("year_from")),
                            _connector="OR",
                        ),
                        name="bank_years_in_order",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "kind", "area"], name="apdr_banken_school__a47534_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_bankentryevent" ("area", "criteria", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "retired_on", "school_id", "source", "version", "words", "year_from", "year_to") VALUES (NEW."area", NEW."criteria", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."retired_on", NEW."school_id", NEW."source", NEW."version", NEW."words", NEW."year_from", NEW."year_to"); RETURN NULL;',
                            hash="5586897ec5050f447dd3b7c7ad3cb6deab542baa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5c070",
                            table="apdr_bankentry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_bankentryevent" ("area", "criteria", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "retired_on", "school_id", "source", "version", "words", "year_from", "year_to") VALUES (NEW."area", NEW."criteria", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."retired_on", NEW."school_id", NEW."source", NEW."version", NEW."words", NEW."year_from", NEW."year_to"); RETURN NULL;',
                            hash="f919bf7f734b54d1c2d48f818781865346571c3f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_04247",
                            table="apdr_bankentry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_bankentryevent" ("area", "criteria", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "retired_on", "school_id", "source", "version", "words", "year_from", "year_to") VALUES (OLD."area", OLD."criteria", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."retired_on", OLD."school_id", OLD."source", OLD."version", OLD."words", OLD."year_from", OLD."year_to"); RETURN NULL;',
                            hash="447ea113accfe67d07ab0d09f496c2a1a8e350e3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4a6fa",
                            table="apdr_bankentry",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankEntryEvent",
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
                    models.CharField(choices=[("target", "Target"), ("strategy", "Strategy")], max_length=8),
                ),
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
                (
                    "year_from",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="from year group (0 for Reception)"
                    ),
                ),
                ("year_to", models.SmallIntegerField(blank=True, null=True, verbose_name="to year group")),
                ("words", models.CharField(max_length=300, verbose_name="the words")),
                ("criteria", models.CharField(blank=True, max_length=300, verbose_name="how we will know")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="where it comes from")),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.bankentry",
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
            name="FundingApplication",
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
                            ("hnf", "High needs funding (HNF)"),
                            ("eyif", "Early years inclusion funding (EYIF)"),
                            ("ipf", "Inclusion panel funding (IPF)"),
                            ("ehc", "Top-up of an EHC plan"),
                            ("other", "Another fund"),
                        ],
                        max_length=8,
                        verbose_name="fund",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "Being prepared"),
                            ("applied", "Applied for"),
                            ("granted", "Granted"),
                            ("part", "Granted in part"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                (
                    "evidence",
                    models.TextField(blank=True, max_length=3000, verbose_name="what shows the need"),
                ),
                (
                    "asked",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="asked for a year, in pence"
                    ),
                ),
                (
                    "hours_asked",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="hours a week asked for",
                    ),
                ),
                ("applied_on", models.DateField(blank=True, null=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "granted",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="granted for a year, in pence"
                    ),
                ),
                (
                    "hours_granted",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="hours a week granted",
                    ),
                ),
                ("start", models.DateField(blank=True, null=True, verbose_name="funded from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="funded until")),
                ("outcome", models.TextField(blank=True, max_length=1000, verbose_name="what was said")),
                (
                    "told_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="parents told who works with the child on"
                    ),
                ),
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
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="funding",
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
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="apdr_fundingapplication_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["preparing", "applied", "granted", "part", "refused", "withdrawn"])
                        ),
                        name="funding_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="funding_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["preparing", "withdrawn"]),
                            ("applied_on__isnull", False),
                            _connector="OR",
                        ),
                        name="funding_applied_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["granted", "part", "refused"]), _negated=True),
                            ("decided_on__gte", models.F("applied_on")),
                            _connector="OR",
                        ),
                        name="funding_decided_after_applied",
                    ),
                ],
                "indexes": [models.Index(fields=["school", "state"], name="apdr_fundin_school__209656_idx")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_fundingapplicationevent" ("applied_on", "asked", "created_at", "created_by_id", "decided_on", "document_id", "end", "evidence", "granted", "hours_asked", "hours_granted", "id", "kind", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "school_id", "start", "state", "told_on", "version") VALUES (NEW."applied_on", NEW."asked", NEW."created_at", NEW."created_by_id", NEW."decided_on", NEW."document_id", NEW."end", NEW."evidence", NEW."granted", NEW."hours_asked", NEW."hours_granted", NEW."id", NEW."kind", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."start", NEW."state", NEW."told_on", NEW."version"); RETURN NULL;',
                            hash="e90600aacb574669fa4febc8d9f4836eb69c0f2b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_560a6",
                            table="apdr_fundingapplication",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_fundingapplicationevent" ("applied_on", "asked", "created_at", "created_by_id", "decided_on", "document_id", "end", "evidence", "granted", "hours_asked", "hours_granted", "id", "kind", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "school_id", "start", "state", "told_on", "version") VALUES (NEW."applied_on", NEW."asked", NEW."created_at", NEW."created_by_id", NEW."decided_on", NEW."document_id", NEW."end", NEW."evidence", NEW."granted", NEW."hours_asked", NEW."hours_granted", NEW."id", NEW."kind", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."start", NEW."state", NEW."told_on", NEW."version"); RETURN NULL;',
                            hash="1e23104af728720f36335bdcff376b2dc00cb550",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fdb56",
                            table="apdr_fundingapplication",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_fundingapplicationevent" ("applied_on", "asked", "created_at", "created_by_id", "decided_on", "document_id", "end", "evidence", "granted", "hours_asked", "hours_granted", "id", "kind", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "school_id", "start", "state", "told_on", "version") VALUES (OLD."applied_on", OLD."asked", OLD."created_at", OLD."created_by_id", OLD."decided_on", OLD."document_id", OLD."end", OLD."evidence", OLD."granted", OLD."hours_asked", OLD."hours_granted", OLD."id", OLD."kind", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pupil_id", OLD."reference", OLD."school_id", OLD."start", OLD."state", OLD."told_on", OLD."version"); RETURN NULL;',
                            hash="a976a55aa6594b70ee036d5670a5d3ed92b201d0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dfa39",
                            table="apdr_fundingapplication",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingApplicationEvent",
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
                            ("hnf", "High needs funding (HNF)"),
                            ("eyif", "Early years inclusion funding (EYIF)"),
                            ("ipf", "Inclusion panel funding (IPF)"),
                            ("ehc", "Top-up of an EHC plan"),
                            ("other", "Another fund"),
                        ],
                        max_length=8,
                        verbose_name="fund",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "Being prepared"),
                            ("applied", "Applied for"),
                            ("granted", "Granted"),
                            ("part", "Granted in part"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                (
                    "evidence",
                    models.TextField(blank=True, max_length=3000, verbose_name="what shows the need"),
                ),
                (
                    "asked",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="asked for a year, in pence"
                    ),
                ),
                (
                    "hours_asked",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="hours a week asked for",
                    ),
                ),
                ("applied_on", models.DateField(blank=True, null=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "granted",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="granted for a year, in pence"
                    ),
                ),
                (
                    "hours_granted",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="hours a week granted",
                    ),
                ),
                ("start", models.DateField(blank=True, null=True, verbose_name="funded from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="funded until")),
                ("outcome", models.TextField(blank=True, max_length=1000, verbose_name="what was said")),
                (
                    "told_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="parents told who works with the child on"
                    ),
                ),
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
                        to="apdr.fundingapplication",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Intervention",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("differentiated", "Differentiated curriculum"),
                            ("group", "Small group or one to one in class"),
                            ("same_day", "Same-day intervention"),
                            ("pre_teaching", "Pre-teaching"),
                            ("programme", "Programme outside the classroom"),
                            ("emotional", "Social and emotional support"),
                            ("staff", "Staff information and training"),
                            ("mentor_attendance", "Learning mentor: attendance"),
                            ("mentor_behaviour", "Learning mentor: behaviour"),
                            ("mentor_social", "Learning mentor: social skills"),
                        ],
                        default="programme",
                        max_length=20,
                        verbose_name="kind of provision",
                    ),
                ),
                (
                    "wave",
                    models.CharField(
                        choices=[
                            ("universal", "Universal: for everyone in the class"),
                            ("targeted", "Targeted: a group for a time"),
                            ("specialist", "Specialist: for one child or with a specialist"),
                        ],
                        default="targeted",
                        max_length=10,
                    ),
                ),
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
                ("aims", models.TextField(blank=True, max_length=1000, verbose_name="what it is for")),
                ("expected", models.TextField(blank=True, max_length=1000, verbose_name="impact we expect")),
                (
                    "measure",
                    models.CharField(blank=True, max_length=120, verbose_name="how impact is measured"),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        verbose_name="unit of the measure, for example words or months",
                    ),
                ),
                (
                    "higher_is_better",
                    models.BooleanField(default=True, verbose_name="a higher figure is better"),
                ),
                ("best_time", models.CharField(blank=True, max_length=200, verbose_name="best time of day")),
                (
                    "missed",
                    models.CharField(blank=True, max_length=200, verbose_name="what is usually missed"),
                ),
                ("link", models.TextField(blank=True, max_length=1000, verbose_name="link to class work")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what is known about whether it works"
                    ),
                ),
                (
                    "benefit",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why it is worth what is missed"
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="usual length in weeks"
                    ),
                ),
                (
                    "per_week",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions a week"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes a session"),
                ),
                (
                    "group_size",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="children at once, at most"
                    ),
                ),
                (
                    "cost_hour",
                    models.PositiveIntegerField(default=0, verbose_name="cost of an hour, in pence"),
                ),
                (
                    "materials",
                    models.PositiveIntegerField(default=0, verbose_name="materials for one run, in pence"),
                ),
                ("retired_on", models.DateField(blank=True, null=True)),
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
                        fields=("school", "reference"), name="apdr_intervention_reference"
                    ),
                    models.UniqueConstraint(fields=("school", "name"), name="intervention_name_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_interventionevent" ("aims", "area", "benefit", "best_time", "cost_hour", "evidence", "expected", "group_size", "higher_is_better", "id", "kind", "link", "materials", "measure", "minutes", "missed", "name", "per_week", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "retired_on", "school_id", "unit", "version", "wave", "weeks") VALUES (NEW."aims", NEW."area", NEW."benefit", NEW."best_time", NEW."cost_hour", NEW."evidence", NEW."expected", NEW."group_size", NEW."higher_is_better", NEW."id", NEW."kind", NEW."link", NEW."materials", NEW."measure", NEW."minutes", NEW."missed", NEW."name", NEW."per_week", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."retired_on", NEW."school_id", NEW."unit", NEW."version", NEW."wave", NEW."weeks"); RETURN NULL;',
                            hash="3c673ea77162c37dd8c8763a92840fea2c7a7c68",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0e866",
                            table="apdr_intervention",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_interventionevent" ("aims", "area", "benefit", "best_time", "cost_hour", "evidence", "expected", "group_size", "higher_is_better", "id", "kind", "link", "materials", "measure", "minutes", "missed", "name", "per_week", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "retired_on", "school_id", "unit", "version", "wave", "weeks") VALUES (NEW."aims", NEW."area", NEW."benefit", NEW."best_time", NEW."cost_hour", NEW."evidence", NEW."expected", NEW."group_size", NEW."higher_is_better", NEW."id", NEW."kind", NEW."link", NEW."materials", NEW."measure", NEW."minutes", NEW."missed", NEW."name", NEW."per_week", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."retired_on", NEW."school_id", NEW."unit", NEW."version", NEW."wave", NEW."weeks"); RETURN NULL;',
                            hash="f7d9150b35375eb5e5a6baecc2266b93627ad793",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a5ae3",
                            table="apdr_intervention",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_interventionevent" ("aims", "area", "benefit", "best_time", "cost_hour", "evidence", "expected", "group_size", "higher_is_better", "id", "kind", "link", "materials", "measure", "minutes", "missed", "name", "per_week", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "retired_on", "school_id", "unit", "version", "wave", "weeks") VALUES (OLD."aims", OLD."area", OLD."benefit", OLD."best_time", OLD."cost_hour", OLD."evidence", OLD."expected", OLD."group_size", OLD."higher_is_better", OLD."id", OLD."kind", OLD."link", OLD."materials", OLD."measure", OLD."minutes", OLD."missed", OLD."name", OLD."per_week", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."retired_on", OLD."school_id", OLD."unit", OLD."version", OLD."wave", OLD."weeks"); RETURN NULL;',
                            hash="ec92656e300d6a0ace0d5311c84887f4b1c8fa4a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_30c51",
                            table="apdr_intervention",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterventionEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("differentiated", "Differentiated curriculum"),
                            ("group", "Small group or one to one in class"),
                            ("same_day", "Same-day intervention"),
                            ("pre_teaching", "Pre-teaching"),
                            ("programme", "Programme outside the classroom"),
                            ("emotional", "Social and emotional support"),
                            ("staff", "Staff information and training"),
                            ("mentor_attendance", "Learning mentor: attendance"),
                            ("mentor_behaviour", "Learning mentor: behaviour"),
                            ("mentor_social", "Learning mentor: social skills"),
                        ],
                        default="programme",
                        max_length=20,
                        verbose_name="kind of provision",
                    ),
                ),
                (
                    "wave",
                    models.CharField(
                        choices=[
                            ("universal", "Universal: for everyone in the class"),
                            ("targeted", "Targeted: a group for a time"),
                            ("specialist", "Specialist: for one child or with a specialist"),
                        ],
                        default="targeted",
                        max_length=10,
                    ),
                ),
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
                ("aims", models.TextField(blank=True, max_length=1000, verbose_name="what it is for")),
                ("expected", models.TextField(blank=True, max_length=1000, verbose_name="impact we expect")),
                (
                    "measure",
                    models.CharField(blank=True, max_length=120, verbose_name="how impact is measured"),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        verbose_name="unit of the measure, for example words or months",
                    ),
                ),
                (
                    "higher_is_better",
                    models.BooleanField(default=True, verbose_name="a higher figure is better"),
                ),
                ("best_time", models.CharField(blank=True, max_length=200, verbose_name="best time of day")),
                (
                    "missed",
                    models.CharField(blank=True, max_length=200, verbose_name="what is usually missed"),
                ),
                ("link", models.TextField(blank=True, max_length=1000, verbose_name="link to class work")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what is known about whether it works"
                    ),
                ),
                (
                    "benefit",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why it is worth what is missed"
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="usual length in weeks"
                    ),
                ),
                (
                    "per_week",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions a week"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes a session"),
                ),
                (
                    "group_size",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="children at once, at most"
                    ),
                ),
                (
                    "cost_hour",
                    models.PositiveIntegerField(default=0, verbose_name="cost of an hour, in pence"),
                ),
                (
                    "materials",
                    models.PositiveIntegerField(default=0, verbose_name="materials for one run, in pence"),
                ),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.intervention",
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
            name="PrintRun",
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
                ("title", models.CharField(max_length=120)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("support_plan", "Support plan (assess, plan, do, review)"),
                            ("iep", "IEP, Appendix B"),
                            ("iep_learning", "IEP for learning, Appendix C, with the level"),
                            ("journey", "Learning Journey"),
                            ("strategies", "Strategy sheet for all staff"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
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
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_printrun_reference")
                ],
                "indexes": [
                    models.Index(fields=["school", "-asked_at"], name="apdr_printr_school__db2b92_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintRunPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issued",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="apdr.plan"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="apdr.printrun"
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
                    models.UniqueConstraint(fields=("school", "run", "plan"), name="print_run_paper_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressMeeting",
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
                ("on", models.DateField()),
                ("people", models.CharField(blank=True, max_length=300, verbose_name="who took part")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="about the class")),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "opened_by",
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
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress_meetings",
                        to="register.schoolclass",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="apdr_progressmeeting_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "school_class", "on"), name="progress_meeting_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="progress_meeting_closed_at_with_by",
                    ),
                ],
                "indexes": [models.Index(fields=["school", "-on"], name="apdr_progre_school__de01e9_idx")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_progressmeetingevent" ("closed_at", "closed_by_id", "id", "notes", "on", "opened_at", "opened_by_id", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_class_id", "school_id", "version") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."notes", NEW."on", NEW."opened_at", NEW."opened_by_id", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."school_class_id", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="74706fb42f4bca57899e0fa22840f79b35a29da8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_43fbf",
                            table="apdr_progressmeeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_progressmeetingevent" ("closed_at", "closed_by_id", "id", "notes", "on", "opened_at", "opened_by_id", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_class_id", "school_id", "version") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."notes", NEW."on", NEW."opened_at", NEW."opened_by_id", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."school_class_id", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="02e08a9a8e323430b59ae036a7105095f44ba6ae",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2f242",
                            table="apdr_progressmeeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_progressmeetingevent" ("closed_at", "closed_by_id", "id", "notes", "on", "opened_at", "opened_by_id", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_class_id", "school_id", "version") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."notes", OLD."on", OLD."opened_at", OLD."opened_by_id", OLD."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."school_class_id", OLD."school_id", OLD."version"); RETURN NULL;',
                            hash="be224d35d73b91a9ecbd22d0f6423b9b84d5308b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_77969",
                            table="apdr_progressmeeting",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressMeetingEvent",
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
                ("on", models.DateField()),
                ("people", models.CharField(blank=True, max_length=300, verbose_name="who took part")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="about the class")),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "opened_by",
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
                        to="apdr.progressmeeting",
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
                    "school_class",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.schoolclass",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Provision",
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
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name of the group")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("ended", "Ended"),
                            ("dropped", "Not started"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("start", models.DateField(verbose_name="first day")),
                ("end", models.DateField(verbose_name="last day")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="looked at on")),
                ("place", models.CharField(blank=True, max_length=80)),
                ("agency", models.CharField(blank=True, max_length=120, verbose_name="outside agency")),
                (
                    "cost_hour",
                    models.PositiveIntegerField(default=0, verbose_name="cost of an hour, in pence"),
                ),
                (
                    "materials",
                    models.PositiveIntegerField(default=0, verbose_name="materials for the run, in pence"),
                ),
                ("created_at", models.DateTimeField()),
                ("running_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="apdr.intervention",
                    ),
                ),
                (
                    "running_by",
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
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_provision_reference"),
                    models.CheckConstraint(
                        condition=models.Q(("end__gte", models.F("start"))), name="provision_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "running", "ended", "dropped"])),
                        name="provision_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("running_at", None), ("running_by", None)),
                            models.Q(("running_at__isnull", False), ("running_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="provision_running_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="provision_ended_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_at", None), ("dropped_by", None)),
                            models.Q(("dropped_at__isnull", False), ("dropped_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="provision_dropped_at_with_by",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "state", "start", "end"], name="apdr_provis_school__047a4e_idx"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_provisionevent" ("agency", "cost_hour", "created_at", "created_by_id", "dropped_at", "dropped_by_id", "end", "ended_at", "ended_by_id", "ended_why", "id", "intervention_id", "materials", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "review_on", "running_at", "running_by_id", "school_id", "start", "state", "version") VALUES (NEW."agency", NEW."cost_hour", NEW."created_at", NEW."created_by_id", NEW."dropped_at", NEW."dropped_by_id", NEW."end", NEW."ended_at", NEW."ended_by_id", NEW."ended_why", NEW."id", NEW."intervention_id", NEW."materials", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."reference", NEW."review_on", NEW."running_at", NEW."running_by_id", NEW."school_id", NEW."start", NEW."state", NEW."version"); RETURN NULL;',
                            hash="ab367dcdda59649345ce2bb1609392fd5a4c3c69",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6662c",
                            table="apdr_provision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_provisionevent" ("agency", "cost_hour", "created_at", "created_by_id", "dropped_at", "dropped_by_id", "end", "ended_at", "ended_by_id", "ended_why", "id", "intervention_id", "materials", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "review_on", "running_at", "running_by_id", "school_id", "start", "state", "version") VALUES (NEW."agency", NEW."cost_hour", NEW."created_at", NEW."created_by_id", NEW."dropped_at", NEW."dropped_by_id", NEW."end", NEW."ended_at", NEW."ended_by_id", NEW."ended_why", NEW."id", NEW."intervention_id", NEW."materials", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."reference", NEW."review_on", NEW."running_at", NEW."running_by_id", NEW."school_id", NEW."start", NEW."state", NEW."version"); RETURN NULL;',
                            hash="2b6c450ad57992eeb92be2b29b9bd5231f36b7d8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_54672",
                            table="apdr_provision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_provisionevent" ("agency", "cost_hour", "created_at", "created_by_id", "dropped_at", "dropped_by_id", "end", "ended_at", "ended_by_id", "ended_why", "id", "intervention_id", "materials", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reference", "review_on", "running_at", "running_by_id", "school_id", "start", "state", "version") VALUES (OLD."agency", OLD."cost_hour", OLD."created_at", OLD."created_by_id", OLD."dropped_at", OLD."dropped_by_id", OLD."end", OLD."ended_at", OLD."ended_by_id", OLD."ended_why", OLD."id", OLD."intervention_id", OLD."materials", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."reference", OLD."review_on", OLD."running_at", OLD."running_by_id", OLD."school_id", OLD."start", OLD."state", OLD."version"); RETURN NULL;',
                            hash="3d1cf02c79acaeebe30c544469a93cc341a3f551",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1bcf3",
                            table="apdr_provision",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvisionAdult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="role, where not a member of staff"
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adults",
                        to="apdr.provision",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), models.Q(("role", ""), _negated=True), _connector="OR"
                        ),
                        name="provision_adult_named",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("school", "provision", "user"),
                        name="provision_adult_once",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_provisionadultevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "role", "school_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."provision_id", NEW."role", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="e9d6f0335f5bcb25b781cdef702537361a0eb1dc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_02dcc",
                            table="apdr_provisionadult",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_provisionadultevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "role", "school_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."provision_id", NEW."role", NEW."school_id", NEW."user_id"); RETURN NULL;',
                            hash="9b949244ae328e465c221691e1fc82af7d411947",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dcb82",
                            table="apdr_provisionadult",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_provisionadultevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "role", "school_id", "user_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."provision_id", OLD."role", OLD."school_id", OLD."user_id"); RETURN NULL;',
                            hash="937bb7240a8dd9bd345e72ebc248f501f7f1adbb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3b4ae",
                            table="apdr_provisionadult",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvisionAdultEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="role, where not a member of staff"
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.provisionadult",
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
            name="ProvisionEvent",
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
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name of the group")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("ended", "Ended"),
                            ("dropped", "Not started"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("start", models.DateField(verbose_name="first day")),
                ("end", models.DateField(verbose_name="last day")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="looked at on")),
                ("place", models.CharField(blank=True, max_length=80)),
                ("agency", models.CharField(blank=True, max_length=120, verbose_name="outside agency")),
                (
                    "cost_hour",
                    models.PositiveIntegerField(default=0, verbose_name="cost of an hour, in pence"),
                ),
                (
                    "materials",
                    models.PositiveIntegerField(default=0, verbose_name="materials for the run, in pence"),
                ),
                ("created_at", models.DateTimeField()),
                ("running_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                ("dropped_at", models.DateTimeField(null=True)),
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
                    "dropped_by",
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
                    "intervention",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.intervention",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.provision",
                    ),
                ),
                (
                    "running_by",
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
            name="ProvisionPupil",
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
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until, where not to the end")),
                (
                    "why_left",
                    models.CharField(blank=True, max_length=300, verbose_name="why they left before the end"),
                ),
                (
                    "entry_value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="measure on entry"
                    ),
                ),
                ("entry_on", models.DateField(blank=True, null=True)),
                (
                    "exit_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="measure on leaving",
                    ),
                ),
                ("exit_on", models.DateField(blank=True, null=True)),
                ("found", models.CharField(blank=True, max_length=500, verbose_name="what came of it")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="parents told on")),
                (
                    "told_how",
                    models.CharField(blank=True, max_length=120, verbose_name="how the parents were told"),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pupils",
                        to="apdr.provision",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provision_places",
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="provision_places",
                        to="apdr.target",
                    ),
                ),
                (
                    "told_by",
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
                        fields=("school", "reference"), name="apdr_provisionpupil_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="provision_pupil_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entry_value", None), ("entry_on__isnull", False), _connector="OR"
                        ),
                        name="provision_entry_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exit_value", None), ("exit_on__isnull", False), _connector="OR"),
                        name="provision_exit_dated",
                    ),
                    models.UniqueConstraint(
                        fields=("school", "provision", "pupil"), name="provision_pupil_once"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "pupil", "start"], name="apdr_provis_school__e44500_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_provisionpupilevent" ("end", "entry_on", "entry_value", "exit_on", "exit_value", "found", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "pupil_id", "reference", "school_id", "start", "target_id", "told_by_id", "told_how", "told_on", "version", "why_left") VALUES (NEW."end", NEW."entry_on", NEW."entry_value", NEW."exit_on", NEW."exit_value", NEW."found", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."provision_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."start", NEW."target_id", NEW."told_by_id", NEW."told_how", NEW."told_on", NEW."version", NEW."why_left"); RETURN NULL;',
                            hash="65b216a014dc4589de47bed89a9d2cd08950fd5a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_04325",
                            table="apdr_provisionpupil",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_provisionpupilevent" ("end", "entry_on", "entry_value", "exit_on", "exit_value", "found", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "pupil_id", "reference", "school_id", "start", "target_id", "told_by_id", "told_how", "told_on", "version", "why_left") VALUES (NEW."end", NEW."entry_on", NEW."entry_value", NEW."exit_on", NEW."exit_value", NEW."found", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."provision_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."start", NEW."target_id", NEW."told_by_id", NEW."told_how", NEW."told_on", NEW."version", NEW."why_left"); RETURN NULL;',
                            hash="303e2e97833ee99e230d38f84bd22e2353460e10",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c78b",
                            table="apdr_provisionpupil",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_provisionpupilevent" ("end", "entry_on", "entry_value", "exit_on", "exit_value", "found", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "pupil_id", "reference", "school_id", "start", "target_id", "told_by_id", "told_how", "told_on", "version", "why_left") VALUES (OLD."end", OLD."entry_on", OLD."entry_value", OLD."exit_on", OLD."exit_value", OLD."found", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."provision_id", OLD."pupil_id", OLD."reference", OLD."school_id", OLD."start", OLD."target_id", OLD."told_by_id", OLD."told_how", OLD."told_on", OLD."version", OLD."why_left"); RETURN NULL;',
                            hash="a8963cec5d9fef2379a5178bcbdd10e20fdeeae4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_68c2d",
                            table="apdr_provisionpupil",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvisionPupilEvent",
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
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until, where not to the end")),
                (
                    "why_left",
                    models.CharField(blank=True, max_length=300, verbose_name="why they left before the end"),
                ),
                (
                    "entry_value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="measure on entry"
                    ),
                ),
                ("entry_on", models.DateField(blank=True, null=True)),
                (
                    "exit_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="measure on leaving",
                    ),
                ),
                ("exit_on", models.DateField(blank=True, null=True)),
                ("found", models.CharField(blank=True, max_length=500, verbose_name="what came of it")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="parents told on")),
                (
                    "told_how",
                    models.CharField(blank=True, max_length=120, verbose_name="how the parents were told"),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.provisionpupil",
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.target",
                    ),
                ),
                (
                    "told_by",
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
            name="ReviewMeeting",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("held", "Held"),
                            ("missed", "The parents did not come"),
                            ("cancelled", "Called off"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.TimeField(blank=True, null=True, verbose_name="at")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("meeting", "Meeting in school"),
                            ("video", "Video call"),
                            ("phone", "By telephone"),
                            ("pack", "Papers sent home"),
                        ],
                        default="meeting",
                        max_length=8,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=80)),
                ("parents_came", models.BooleanField(null=True, verbose_name="the parents took part")),
                ("who_came", models.CharField(blank=True, max_length=300, verbose_name="who took part")),
                (
                    "parents_say",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the parents say"),
                ),
                (
                    "child_says",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the child says"),
                ),
                (
                    "no_voice_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the child was not asked"),
                ),
                ("notes", models.TextField(blank=True, max_length=3000, verbose_name="what was agreed")),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was missed or called off"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("held_at", models.DateTimeField(null=True)),
                ("missed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
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
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "led_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "missed_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="meetings",
                        to="apdr.plan",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_meetings",
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
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="apdr_reviewmeeting_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["booked", "held", "missed", "cancelled"])),
                        name="review_meeting_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            ("parents_came__isnull", False),
                            _connector="OR",
                        ),
                        name="review_meeting_says_who_came",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at", None), ("held_by", None)),
                            models.Q(("held_at__isnull", False), ("held_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_meeting_held_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("missed_at", None), ("missed_by", None)),
                            models.Q(("missed_at__isnull", False), ("missed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_meeting_missed_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at", None), ("cancelled_by", None)),
                            models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_meeting_cancelled_at_with_by",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "on"], name="apdr_review_school__f6e562_idx"),
                    models.Index(fields=["school", "pupil", "on"], name="apdr_review_school__cccb43_idx"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_reviewmeetingevent" ("at", "cancelled_at", "cancelled_by_id", "child_says", "created_at", "created_by_id", "held_at", "held_by_id", "how", "id", "led_by_id", "missed_at", "missed_by_id", "no_voice_why", "notes", "on", "parents_came", "parents_say", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "pupil_id", "reference", "school_id", "state", "version", "who_came", "why") VALUES (NEW."at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."child_says", NEW."created_at", NEW."created_by_id", NEW."held_at", NEW."held_by_id", NEW."how", NEW."id", NEW."led_by_id", NEW."missed_at", NEW."missed_by_id", NEW."no_voice_why", NEW."notes", NEW."on", NEW."parents_came", NEW."parents_say", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."plan_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."state", NEW."version", NEW."who_came", NEW."why"); RETURN NULL;',
                            hash="cffe87c7764e8d8b299e49007946a960399ee5e8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_516da",
                            table="apdr_reviewmeeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_reviewmeetingevent" ("at", "cancelled_at", "cancelled_by_id", "child_says", "created_at", "created_by_id", "held_at", "held_by_id", "how", "id", "led_by_id", "missed_at", "missed_by_id", "no_voice_why", "notes", "on", "parents_came", "parents_say", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "pupil_id", "reference", "school_id", "state", "version", "who_came", "why") VALUES (NEW."at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."child_says", NEW."created_at", NEW."created_by_id", NEW."held_at", NEW."held_by_id", NEW."how", NEW."id", NEW."led_by_id", NEW."missed_at", NEW."missed_by_id", NEW."no_voice_why", NEW."notes", NEW."on", NEW."parents_came", NEW."parents_say", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."plan_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."state", NEW."version", NEW."who_came", NEW."why"); RETURN NULL;',
                            hash="4ad98dfe080e60da0ee1e51902996eaf9d10fe54",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a63d7",
                            table="apdr_reviewmeeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_reviewmeetingevent" ("at", "cancelled_at", "cancelled_by_id", "child_says", "created_at", "created_by_id", "held_at", "held_by_id", "how", "id", "led_by_id", "missed_at", "missed_by_id", "no_voice_why", "notes", "on", "parents_came", "parents_say", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "pupil_id", "reference", "school_id", "state", "version", "who_came", "why") VALUES (OLD."at", OLD."cancelled_at", OLD."cancelled_by_id", OLD."child_says", OLD."created_at", OLD."created_by_id", OLD."held_at", OLD."held_by_id", OLD."how", OLD."id", OLD."led_by_id", OLD."missed_at", OLD."missed_by_id", OLD."no_voice_why", OLD."notes", OLD."on", OLD."parents_came", OLD."parents_say", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."plan_id", OLD."pupil_id", OLD."reference", OLD."school_id", OLD."state", OLD."version", OLD."who_came", OLD."why"); RETURN NULL;',
                            hash="e4c1219e80fa92d166779f606e0fbe03c3d8f0f9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1b262",
                            table="apdr_reviewmeeting",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewMeetingEvent",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("held", "Held"),
                            ("missed", "The parents did not come"),
                            ("cancelled", "Called off"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.TimeField(blank=True, null=True, verbose_name="at")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("meeting", "Meeting in school"),
                            ("video", "Video call"),
                            ("phone", "By telephone"),
                            ("pack", "Papers sent home"),
                        ],
                        default="meeting",
                        max_length=8,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=80)),
                ("parents_came", models.BooleanField(null=True, verbose_name="the parents took part")),
                ("who_came", models.CharField(blank=True, max_length=300, verbose_name="who took part")),
                (
                    "parents_say",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the parents say"),
                ),
                (
                    "child_says",
                    models.TextField(blank=True, max_length=3000, verbose_name="what the child says"),
                ),
                (
                    "no_voice_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the child was not asked"),
                ),
                ("notes", models.TextField(blank=True, max_length=3000, verbose_name="what was agreed")),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was missed or called off"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("held_at", models.DateTimeField(null=True)),
                ("missed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
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
                    "led_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "missed_by",
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
                        to="apdr.reviewmeeting",
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
                        to="apdr.plan",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Slot",
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
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                        ]
                    ),
                ),
                ("at", models.TimeField(verbose_name="begins at")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("missed", models.CharField(blank=True, max_length=60, verbose_name="lesson missed")),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until, where not to the end")),
                (
                    "adult",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="apdr.provision"
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
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_slot_reference"),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 5))), name="slot_on_a_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (5, 240))), name="slot_minutes_likely"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="slot_in_order",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "weekday", "at"], name="apdr_slot_school__610767_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_slotevent" ("adult_id", "at", "end", "id", "minutes", "missed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "reference", "school_id", "start", "version", "weekday") VALUES (NEW."adult_id", NEW."at", NEW."end", NEW."id", NEW."minutes", NEW."missed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."provision_id", NEW."reference", NEW."school_id", NEW."start", NEW."version", NEW."weekday"); RETURN NULL;',
                            hash="41b46ff935d3ab52c8fad89faaa509e5f0baa3fa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c58a0",
                            table="apdr_slot",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_slotevent" ("adult_id", "at", "end", "id", "minutes", "missed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "reference", "school_id", "start", "version", "weekday") VALUES (NEW."adult_id", NEW."at", NEW."end", NEW."id", NEW."minutes", NEW."missed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."provision_id", NEW."reference", NEW."school_id", NEW."start", NEW."version", NEW."weekday"); RETURN NULL;',
                            hash="9e331d675428e2fc0b18450941cb6ce78cdb2b83",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_258fb",
                            table="apdr_slot",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_slotevent" ("adult_id", "at", "end", "id", "minutes", "missed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "reference", "school_id", "start", "version", "weekday") VALUES (OLD."adult_id", OLD."at", OLD."end", OLD."id", OLD."minutes", OLD."missed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."provision_id", OLD."reference", OLD."school_id", OLD."start", OLD."version", OLD."weekday"); RETURN NULL;',
                            hash="96868afcc6931712bfb99ecdbab57e89f2bb3680",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a93e1",
                            table="apdr_slot",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlotEvent",
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
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                        ]
                    ),
                ),
                ("at", models.TimeField(verbose_name="begins at")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("missed", models.CharField(blank=True, max_length=60, verbose_name="lesson missed")),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until, where not to the end")),
                (
                    "adult",
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
                        to="apdr.slot",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                ("trained_on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trained",
                        to="apdr.intervention",
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
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_training_reference"),
                    models.UniqueConstraint(fields=("school", "intervention", "user"), name="training_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_trainingevent" ("id", "intervention_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "school_id", "trained_on", "user_id", "valid_until", "version") VALUES (NEW."id", NEW."intervention_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."trained_on", NEW."user_id", NEW."valid_until", NEW."version"); RETURN NULL;',
                            hash="ef010a79c603a05a6e6e7a8c65c5bea28ee2a572",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3fad2",
                            table="apdr_training",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_trainingevent" ("id", "intervention_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "school_id", "trained_on", "user_id", "valid_until", "version") VALUES (NEW."id", NEW."intervention_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."trained_on", NEW."user_id", NEW."valid_until", NEW."version"); RETURN NULL;',
                            hash="bee794345cb60d1cf4bac38641faf06a0925d305",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0ca9c",
                            table="apdr_training",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_trainingevent" ("id", "intervention_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reference", "school_id", "trained_on", "user_id", "valid_until", "version") VALUES (OLD."id", OLD."intervention_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."trained_on", OLD."user_id", OLD."valid_until", OLD."version"); RETURN NULL;',
                            hash="e6b466bdaa9d62adc48dc28a7ea27b6d3d98226b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_88d54",
                            table="apdr_training",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingEvent",
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
                ("trained_on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "intervention",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.intervention",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.training",
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
            name="GateAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "check_name",
                    models.CharField(
                        choices=[
                            (
                                "aims",
                                "What are the aims, what impact do we expect, and how shall we measure it?",
                            ),
                            ("time", "How much time will it take?"),
                            ("best_time", "When is the best time for it?"),
                            ("missed", "What will the child miss in class?"),
                            ("link", "How does it link to what happens in class?"),
                            ("evidence", "What is the evidence that it works?"),
                            ("trained", "Are the adults trained and confident?"),
                            ("benefit", "Does the benefit outweigh the learning missed?"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(max_length=1000)),
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
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="apdr.provision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "provision", "check_name"), name="gate_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "check_name__in",
                                [
                                    "aims",
                                    "time",
                                    "best_time",
                                    "missed",
                                    "link",
                                    "evidence",
                                    "trained",
                                    "benefit",
                                ],
                            )
                        ),
                        name="gate_check_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_gateanswerevent" ("answer", "check_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "school_id") VALUES (NEW."answer", NEW."check_name", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."provision_id", NEW."school_id"); RETURN NULL;',
                            hash="45390bfce70048c17ca5d81a2090aa2b6a7ab1d9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9a575",
                            table="apdr_gateanswer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_gateanswerevent" ("answer", "check_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "school_id") VALUES (NEW."answer", NEW."check_name", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."provision_id", NEW."school_id"); RETURN NULL;',
                            hash="7168616018251f2b9ed443e2fecbf65055ac6923",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0f186",
                            table="apdr_gateanswer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_gateanswerevent" ("answer", "check_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision_id", "school_id") VALUES (OLD."answer", OLD."check_name", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."provision_id", OLD."school_id"); RETURN NULL;',
                            hash="fffb793d0e0ca67852f6dfe3a737bb51d8cd6378",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2b9d2",
                            table="apdr_gateanswer",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "check_name",
                    models.CharField(
                        choices=[
                            (
                                "aims",
                                "What are the aims, what impact do we expect, and how shall we measure it?",
                            ),
                            ("time", "How much time will it take?"),
                            ("best_time", "When is the best time for it?"),
                            ("missed", "What will the child miss in class?"),
                            ("link", "How does it link to what happens in class?"),
                            ("evidence", "What is the evidence that it works?"),
                            ("trained", "Are the adults trained and confident?"),
                            ("benefit", "Does the benefit outweigh the learning missed?"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(max_length=1000)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.gateanswer",
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
                    "provision",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.provision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgressDecision",
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
                    "decision",
                    models.CharField(
                        choices=[
                            ("nothing", "Goes on as it is"),
                            ("watch", "Look again at the next meeting"),
                            ("concern", "Raise a concern"),
                            ("plan", "Begin or change the plan"),
                            ("provision", "Join a provision"),
                            ("leave", "Leave a provision"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="in a line")),
                ("decided_at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.concern",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="apdr.plan",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress_decisions",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="apdr.progressmeeting",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="apdr.provision",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="apdr_progressdecision_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "meeting", "pupil"), name="progress_decision_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__in", ["nothing", "watch", "concern", "plan", "provision", "leave"])
                        ),
                        name="progress_decision_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_progressdecisionevent" ("concern_id", "decided_at", "decided_by_id", "decision", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "provision_id", "pupil_id", "reference", "school_id", "version", "words") VALUES (NEW."concern_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."provision_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."version", NEW."words"); RETURN NULL;',
                            hash="c01615563d81abccb97722758803f378172aba15",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f2d75",
                            table="apdr_progressdecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_progressdecisionevent" ("concern_id", "decided_at", "decided_by_id", "decision", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "provision_id", "pupil_id", "reference", "school_id", "version", "words") VALUES (NEW."concern_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."provision_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."version", NEW."words"); RETURN NULL;',
                            hash="3beb76304b2dbdfdfcc8528b4d3a09d59480f0b3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b75b6",
                            table="apdr_progressdecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_progressdecisionevent" ("concern_id", "decided_at", "decided_by_id", "decision", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "provision_id", "pupil_id", "reference", "school_id", "version", "words") VALUES (OLD."concern_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."provision_id", OLD."pupil_id", OLD."reference", OLD."school_id", OLD."version", OLD."words"); RETURN NULL;',
                            hash="4fe73cbd5d1411a9030c3a192f6e687b09ab09e5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_06443",
                            table="apdr_progressdecision",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressDecisionEvent",
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
                    "decision",
                    models.CharField(
                        choices=[
                            ("nothing", "Goes on as it is"),
                            ("watch", "Look again at the next meeting"),
                            ("concern", "Raise a concern"),
                            ("plan", "Begin or change the plan"),
                            ("provision", "Join a provision"),
                            ("leave", "Leave a provision"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="in a line")),
                ("decided_at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.concern",
                    ),
                ),
                (
                    "decided_by",
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
                        to="apdr.progressdecision",
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
                        to="apdr.plan",
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
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.progressmeeting",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.provision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewAction",
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
                ("what", models.CharField(max_length=300)),
                (
                    "owner_name",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="who, where not a member of staff"
                    ),
                ),
                ("by_date", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
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
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="apdr.reviewmeeting",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="apdr_reviewaction_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "meeting", "number"), name="review_action_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", False),
                            models.Q(("owner_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_action_owned",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "done_on", "by_date"], name="apdr_review_school__af4cd3_idx"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_reviewactionevent" ("by_date", "done_by_id", "done_on", "id", "meeting_id", "number", "owner_id", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version", "what") VALUES (NEW."by_date", NEW."done_by_id", NEW."done_on", NEW."id", NEW."meeting_id", NEW."number", NEW."owner_id", NEW."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."school_id", NEW."version", NEW."what"); RETURN NULL;',
                            hash="0e5b93d82d8e338350602813d852577d28e4513c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_169b6",
                            table="apdr_reviewaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_reviewactionevent" ("by_date", "done_by_id", "done_on", "id", "meeting_id", "number", "owner_id", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version", "what") VALUES (NEW."by_date", NEW."done_by_id", NEW."done_on", NEW."id", NEW."meeting_id", NEW."number", NEW."owner_id", NEW."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."school_id", NEW."version", NEW."what"); RETURN NULL;',
                            hash="190f4585f363b7a82db5999ffc469fc945fe8077",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_59e0e",
                            table="apdr_reviewaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_reviewactionevent" ("by_date", "done_by_id", "done_on", "id", "meeting_id", "number", "owner_id", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version", "what") VALUES (OLD."by_date", OLD."done_by_id", OLD."done_on", OLD."id", OLD."meeting_id", OLD."number", OLD."owner_id", OLD."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."school_id", OLD."version", OLD."what"); RETURN NULL;',
                            hash="59e82e625a55dfdad7225f98c195adb73b34d231",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a4814",
                            table="apdr_reviewaction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewActionEvent",
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
                ("what", models.CharField(max_length=300)),
                (
                    "owner_name",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="who, where not a member of staff"
                    ),
                ),
                ("by_date", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "done_by",
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
                    "owner",
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
                        to="apdr.reviewaction",
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
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.reviewmeeting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Session",
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
                ("on", models.DateField()),
                ("at", models.TimeField(verbose_name="began at")),
                ("planned", models.PositiveSmallIntegerField(default=0, verbose_name="minutes planned")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes delivered")),
                ("held", models.BooleanField(default=True)),
                (
                    "not_held_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "Away from school"),
                            ("refused", "Did not want to"),
                            ("lesson", "Stayed in the lesson"),
                            ("event", "Trip, visit or event"),
                            ("other_help", "With another adult or agency"),
                            ("excluded", "Suspended"),
                            ("no_adult", "The adult was away or needed elsewhere"),
                            ("no_room", "No room"),
                            ("closed", "School closed that day"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why it was not held",
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=300, verbose_name="in a line")),
                ("recorded_at", models.DateTimeField()),
                (
                    "adult",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="apdr.provision",
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
                    "slot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="apdr.slot",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reference"), name="apdr_session_reference"),
                    models.UniqueConstraint(fields=("school", "provision", "on", "at"), name="session_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held", True), ("not_held_why", "")),
                            models.Q(
                                ("held", False), ("minutes", 0), models.Q(("not_held_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="session_held_or_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__lte", 480)), name="session_minutes_likely"
                    ),
                ],
                "indexes": [models.Index(fields=["school", "on"], name="apdr_sessio_school__25bf5d_idx")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_sessionevent" ("adult_id", "at", "held", "id", "line", "minutes", "not_held_why", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "provision_id", "recorded_at", "recorded_by_id", "reference", "school_id", "slot_id", "version") VALUES (NEW."adult_id", NEW."at", NEW."held", NEW."id", NEW."line", NEW."minutes", NEW."not_held_why", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned", NEW."provision_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."slot_id", NEW."version"); RETURN NULL;',
                            hash="dfd2c6bbfe5313c69b497effa11ab2fdbb5534a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7061a",
                            table="apdr_session",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_sessionevent" ("adult_id", "at", "held", "id", "line", "minutes", "not_held_why", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "provision_id", "recorded_at", "recorded_by_id", "reference", "school_id", "slot_id", "version") VALUES (NEW."adult_id", NEW."at", NEW."held", NEW."id", NEW."line", NEW."minutes", NEW."not_held_why", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned", NEW."provision_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."school_id", NEW."slot_id", NEW."version"); RETURN NULL;',
                            hash="250665608a1992fe348b8e304fb619bea6dd0f70",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4aaf3",
                            table="apdr_session",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_sessionevent" ("adult_id", "at", "held", "id", "line", "minutes", "not_held_why", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "provision_id", "recorded_at", "recorded_by_id", "reference", "school_id", "slot_id", "version") VALUES (OLD."adult_id", OLD."at", OLD."held", OLD."id", OLD."line", OLD."minutes", OLD."not_held_why", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned", OLD."provision_id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."school_id", OLD."slot_id", OLD."version"); RETURN NULL;',
                            hash="a89d69048cae086f886d88b124d58efa19405037",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dc4bc",
                            table="apdr_session",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionEvent",
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
                ("on", models.DateField()),
                ("at", models.TimeField(verbose_name="began at")),
                ("planned", models.PositiveSmallIntegerField(default=0, verbose_name="minutes planned")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes delivered")),
                ("held", models.BooleanField(default=True)),
                (
                    "not_held_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "Away from school"),
                            ("refused", "Did not want to"),
                            ("lesson", "Stayed in the lesson"),
                            ("event", "Trip, visit or event"),
                            ("other_help", "With another adult or agency"),
                            ("excluded", "Suspended"),
                            ("no_adult", "The adult was away or needed elsewhere"),
                            ("no_room", "No room"),
                            ("closed", "School closed that day"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why it was not held",
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=300, verbose_name="in a line")),
                ("recorded_at", models.DateTimeField()),
                (
                    "adult",
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
                        to="apdr.session",
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
                    "slot",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.slot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "came",
                    models.CharField(
                        choices=[("came", "Came"), ("part", "Part of it"), ("absent", "Did not")],
                        max_length=6,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "Away from school"),
                            ("refused", "Did not want to"),
                            ("lesson", "Stayed in the lesson"),
                            ("event", "Trip, visit or event"),
                            ("other_help", "With another adult or agency"),
                            ("excluded", "Suspended"),
                            ("no_adult", "The adult was away or needed elsewhere"),
                            ("no_room", "No room"),
                            ("closed", "School closed that day"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why not, or not all of it",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Not yet"), (2, "With help"), (3, "Mostly"), (4, "On their own")],
                        null=True,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="counted"
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=300, verbose_name="a line")),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="session_marks",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="apdr.session"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="session_marks",
                        to="apdr.target",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "session", "pupil"), name="session_mark_once"),
                    models.CheckConstraint(
                        condition=models.Q(("came__in", ["came", "part", "absent"])),
                        name="session_mark_came_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("came", "came"), ("why", "")),
                            ("came", "part"),
                            models.Q(
                                ("came", "absent"),
                                ("minutes", 0),
                                ("rating", None),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="session_mark_absent_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating", None), ("rating__in", [1, 2, 3, 4]), _connector="OR"),
                        name="session_mark_rating_known",
                    ),
                ],
                "indexes": [models.Index(fields=["school", "pupil"], name="apdr_sessio_school__47086f_idx")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_sessionmarkevent" ("came", "id", "line", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "rating", "school_id", "session_id", "target_id", "value", "why") VALUES (NEW."came", NEW."id", NEW."line", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pupil_id", NEW."rating", NEW."school_id", NEW."session_id", NEW."target_id", NEW."value", NEW."why"); RETURN NULL;',
                            hash="5f9bcf38b2bcc0b9d715d047f05dd2c0ee2774bc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b0cef",
                            table="apdr_sessionmark",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "apdr_sessionmarkevent" ("came", "id", "line", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "rating", "school_id", "session_id", "target_id", "value", "why") VALUES (NEW."came", NEW."id", NEW."line", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pupil_id", NEW."rating", NEW."school_id", NEW."session_id", NEW."target_id", NEW."value", NEW."why"); RETURN NULL;',
                            hash="a02d10fd20282b13d23c41bd0f128f015c8804de",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3dab6",
                            table="apdr_sessionmark",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "apdr_sessionmarkevent" ("came", "id", "line", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "rating", "school_id", "session_id", "target_id", "value", "why") VALUES (OLD."came", OLD."id", OLD."line", OLD."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pupil_id", OLD."rating", OLD."school_id", OLD."session_id", OLD."target_id", OLD."value", OLD."why"); RETURN NULL;',
                            hash="121435f19fbcb768e640cc1d511bd5f5834eef72",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_859d5",
                            table="apdr_sessionmark",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionMarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "came",
                    models.CharField(
                        choices=[("came", "Came"), ("part", "Part of it"), ("absent", "Did not")],
                        max_length=6,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "Away from school"),
                            ("refused", "Did not want to"),
                            ("lesson", "Stayed in the lesson"),
                            ("event", "Trip, visit or event"),
                            ("other_help", "With another adult or agency"),
                            ("excluded", "Suspended"),
                            ("no_adult", "The adult was away or needed elsewhere"),
                            ("no_room", "No room"),
                            ("closed", "School closed that day"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why not, or not all of it",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Not yet"), (2, "With help"), (3, "Mostly"), (4, "On their own")],
                        null=True,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="counted"
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=300, verbose_name="a line")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="apdr.sessionmark",
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
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.session",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="apdr.target",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop, elidable=False),
    ]
