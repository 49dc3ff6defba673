import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0005_reminder_settings"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="school",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="school",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="school",
            name="delete_delete",
        ),
        migrations.RemoveField(
            model_name="school",
            name="policy_reviewed_on",
        ),
        migrations.RemoveField(
            model_name="school",
            name="report_reviewed_on",
        ),
        migrations.RemoveField(
            model_name="schoolevent",
            name="policy_reviewed_on",
        ),
        migrations.RemoveField(
            model_name="schoolevent",
            name="report_reviewed_on",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "schools_schoolevent" ("address", "concern_weeks", "concern_weeks_latest", "costs_threshold", "email", "email_format", "few_pupils", "head_name", "hide_recorded_tier", "hourly_cost", "id", "idle_minutes", "la_code", "labels", "meetings_a_year", "most_targets", "name", "notice_clear_weeks", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_format", "plan_review_weeks", "prefix", "reminder_hour", "report_days", "retain_until_age", "retain_years_more", "safeguarding_system", "secure_service", "senco_name", "slip_days", "slug", "soon_days", "trust_id", "urn") VALUES (NEW."address", NEW."concern_weeks", NEW."concern_weeks_latest", NEW."costs_threshold", NEW."email", NEW."email_format", NEW."few_pupils", NEW."head_name", NEW."hide_recorded_tier", NEW."hourly_cost", NEW."id", NEW."idle_minutes", NEW."la_code", NEW."labels", NEW."meetings_a_year", NEW."most_targets", NEW."name", NEW."notice_clear_weeks", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."plan_format", NEW."plan_review_weeks", NEW."prefix", NEW."reminder_hour", NEW."report_days", NEW."retain_until_age", NEW."retain_years_more", NEW."safeguarding_system", NEW."secure_service", NEW."senco_name", NEW."slip_days", NEW."slug", NEW."soon_days", NEW."trust_id", NEW."urn"); RETURN NULL;',
                    hash="09541f1f72a4619dfbfeb6eba766c05204041a6b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65445",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."concern_weeks" IS DISTINCT FROM (NEW."concern_weeks") OR OLD."concern_weeks_latest" IS DISTINCT FROM (NEW."concern_weeks_latest") OR OLD."costs_threshold" IS DISTINCT FROM (NEW."costs_threshold") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."email_format" IS DISTINCT FROM (NEW."email_format") OR OLD."few_pupils" IS DISTINCT FROM (NEW."few_pupils") OR OLD."head_name" IS DISTINCT FROM (NEW."head_name") OR OLD."hide_recorded_tier" IS DISTINCT FROM (NEW."hide_recorded_tier") OR OLD."hourly_cost" IS DISTINCT FROM (NEW."hourly_cost") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."idle_minutes" IS DISTINCT FROM (NEW."idle_minutes") OR OLD."la_code" IS DISTINCT FROM (NEW."la_code") OR OLD."labels" IS DISTINCT FROM (NEW."labels") OR OLD."meetings_a_year" IS DISTINCT FROM (NEW."meetings_a_year") OR OLD."most_targets" IS DISTINCT FROM (NEW."most_targets") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."notice_clear_weeks" IS DISTINCT FROM (NEW."notice_clear_weeks") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."plan_format" IS DISTINCT FROM (NEW."plan_format") OR OLD."plan_review_weeks" IS DISTINCT FROM (NEW."plan_review_weeks") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."reminder_hour" IS DISTINCT FROM (NEW."reminder_hour") OR OLD."report_days" IS DISTINCT FROM (NEW."report_days") OR OLD."retain_until_age" IS DISTINCT FROM (NEW."retain_until_age") OR OLD."retain_years_more" IS DISTINCT FROM (NEW."retain_years_more") OR OLD."safeguarding_system" IS DISTINCT FROM (NEW."safeguarding_system") OR OLD."secure_service" IS DISTINCT FROM (NEW."secure_service") OR OLD."senco_name" IS DISTINCT FROM (NEW."senco_name") OR OLD."slip_days" IS DISTINCT FROM (NEW."slip_days") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."soon_days" IS DISTINCT FROM (NEW."soon_days") OR OLD."trust_id" IS DISTINCT FROM (NEW."trust_id") OR OLD."urn" IS DISTINCT FROM (NEW."urn"))',
                    func='INSERT INTO "schools_schoolevent" ("address", "concern_weeks", "concern_weeks_latest", "costs_threshold", "email", "email_format", "few_pupils", "head_name", "hide_recorded_tier", "hourly_cost", "id", "idle_minutes", "la_code", "labels", "meetings_a_year", "most_targets", "name", "notice_clear_weeks", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_format", "plan_review_weeks", "prefix", "reminder_hour", "report_days", "retain_until_age", "retain_years_more", "safeguarding_system", "secure_service", "senco_name", "slip_days", "slug", "soon_days", "trust_id", "urn") VALUES (NEW."address", NEW."concern_weeks", NEW."concern_weeks_latest", NEW."costs_threshold", NEW."email", NEW."email_format", NEW."few_pupils", NEW."head_name", NEW."hide_recorded_tier", NEW."hourly_cost", NEW."id", NEW."idle_minutes", NEW."la_code", NEW."labels", NEW."meetings_a_year", NEW."most_targets", NEW."name", NEW."notice_clear_weeks", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."plan_format", NEW."plan_review_weeks", NEW."prefix", NEW."reminder_hour", NEW."report_days", NEW."retain_until_age", NEW."retain_years_more", NEW."safeguarding_system", NEW."secure_service", NEW."senco_name", NEW."slip_days", NEW."slug", NEW."soon_days", NEW."trust_id", NEW."urn"); RETURN NULL;',
                    hash="9947cddbaf4b914c76ccee462df2f576dc36ea32",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_792e7",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="school",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "schools_schoolevent" ("address", "concern_weeks", "concern_weeks_latest", "costs_threshold", "email", "email_format", "few_pupils", "head_name", "hide_recorded_tier", "hourly_cost", "id", "idle_minutes", "la_code", "labels", "meetings_a_year", "most_targets", "name", "notice_clear_weeks", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_format", "plan_review_weeks", "prefix", "reminder_hour", "report_days", "retain_until_age", "retain_years_more", "safeguarding_system", "secure_service", "senco_name", "slip_days", "slug", "soon_days", "trust_id", "urn") VALUES (OLD."address", OLD."concern_weeks", OLD."concern_weeks_latest", OLD."costs_threshold", OLD."email", OLD."email_format", OLD."few_pupils", OLD."head_name", OLD."hide_recorded_tier", OLD."hourly_cost", OLD."id", OLD."idle_minutes", OLD."la_code", OLD."labels", OLD."meetings_a_year", OLD."most_targets", OLD."name", OLD."notice_clear_weeks", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."plan_format", OLD."plan_review_weeks", OLD."prefix", OLD."reminder_hour", OLD."report_days", OLD."retain_until_age", OLD."retain_years_more", OLD."safeguarding_system", OLD."secure_service", OLD."senco_name", OLD."slip_days", OLD."slug", OLD."soon_days", OLD."trust_id", OLD."urn"); RETURN NULL;',
                    hash="70ae8711d988b5653b5abef4257460799b27155e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1ffa2",
                    table="schools_school",
                    when="AFTER",
                ),
            ),
        ),
    ]
