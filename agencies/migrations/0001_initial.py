import core.schools.references
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
        ("jobs", "0002_sent_at"),
        ("register", "0005_agency_papers"),
        ("schools", "0004_referral_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
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
                            ("ey_teacher", "Early years SEN advisory teacher"),
                            ("autism_teacher", "Autism specialist teacher"),
                            ("family_support", "Family support worker"),
                            ("primary_behaviour", "Primary behaviour support"),
                            ("visual", "Visual impairment team"),
                            ("salt", "Speech and language therapy"),
                            ("ot", "Occupational therapy"),
                            ("physio", "Physiotherapy"),
                            ("ep", "Educational psychology"),
                            ("outreach", "Special school outreach"),
                            ("camhs", "Child and adolescent mental health (CAMHS)"),
                            ("palms", "Positive behaviour, autism and learning disability (PALMS)"),
                            ("paediatrics", "Child development centre, paediatricians"),
                            ("families", "Help for families (Thriving Families)"),
                            ("weight", "Healthy weight (BeeZee Bodies)"),
                            ("school_nursing", "School nursing"),
                            ("health_visiting", "Health visiting"),
                            ("nhs_nurse", "NHS specialist nurse, for example epilepsy"),
                            ("adoption", "Post-adoption team"),
                            ("virtual_school", "Virtual School, for looked-after children"),
                            ("pni", "Physical and neurological impairment teacher"),
                            ("wellbeing", "Emotional wellbeing charity (NESSIE)"),
                            ("hearing", "Hearing impairment teachers"),
                            ("occupational_health", "Occupational health"),
                            ("behaviour", "Behaviour support"),
                            ("autism_team", "Autism team"),
                            ("sssen", "Specialist support service for SEN (SSSEN)"),
                            ("school_health", "School health"),
                            ("other", "Another service"),
                        ],
                        max_length=20,
                        verbose_name="what it does",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("la", "Local authority"),
                            ("nhs", "NHS"),
                            ("voluntary", "Voluntary or charity"),
                            ("private", "Private"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.TextField(blank=True, max_length=300)),
                ("website", models.URLField(blank=True)),
                ("route", models.TextField(blank=True, max_length=1000, verbose_name="how to refer")),
                (
                    "usual_weeks",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="weeks to wait, as they say"
                    ),
                ),
                (
                    "for_parents",
                    models.BooleanField(
                        default=False,
                        verbose_name="parents may be given these contacts for a private assessment",
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=1000)),
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
                    models.UniqueConstraint(fields=("school", "reference"), name="agencies_agency_reference"),
                    models.UniqueConstraint(fields=("school", "name"), name="agency_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ey_teacher",
                                    "autism_teacher",
                                    "family_support",
                                    "primary_behaviour",
                                    "visual",
                                    "salt",
                                    "ot",
                                    "physio",
                                    "ep",
                                    "outreach",
                                    "camhs",
                                    "palms",
                                    "paediatrics",
                                    "families",
                                    "weight",
                                    "school_nursing",
                                    "health_visiting",
                                    "nhs_nurse",
                                    "adoption",
                                    "virtual_school",
                                    "pni",
                                    "wellbeing",
                                    "hearing",
                                    "occupational_health",
                                    "behaviour",
                                    "autism_team",
                                    "sssen",
                                    "school_health",
                                    "other",
                                ],
                            )
                        ),
                        name="agency_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sector__in", ["la", "nhs", "voluntary", "private"])),
                        name="agency_sector_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_agencyevent" ("address", "email", "for_parents", "id", "kind", "name", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "retired_on", "route", "school_id", "sector", "usual_weeks", "version", "website") VALUES (NEW."address", NEW."email", NEW."for_parents", NEW."id", NEW."kind", NEW."name", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."reference", NEW."retired_on", NEW."route", NEW."school_id", NEW."sector", NEW."usual_weeks", NEW."version", NEW."website"); RETURN NULL;',
                            hash="a89a57fb1e5d58efc9648bcac844e66201b2eb19",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_064bb",
                            table="agencies_agency",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_agencyevent" ("address", "email", "for_parents", "id", "kind", "name", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "retired_on", "route", "school_id", "sector", "usual_weeks", "version", "website") VALUES (NEW."address", NEW."email", NEW."for_parents", NEW."id", NEW."kind", NEW."name", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."reference", NEW."retired_on", NEW."route", NEW."school_id", NEW."sector", NEW."usual_weeks", NEW."version", NEW."website"); RETURN NULL;',
                            hash="0eed1b2e84e61ca60da4c924c25505ca4d8afed9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_187e7",
                            table="agencies_agency",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_agencyevent" ("address", "email", "for_parents", "id", "kind", "name", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "retired_on", "route", "school_id", "sector", "usual_weeks", "version", "website") VALUES (OLD."address", OLD."email", OLD."for_parents", OLD."id", OLD."kind", OLD."name", OLD."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."reference", OLD."retired_on", OLD."route", OLD."school_id", OLD."sector", OLD."usual_weeks", OLD."version", OLD."website"); RETURN NULL;',
                            hash="bef2a40ee326b75c588776832fab102daf181bd6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9c312",
                            table="agencies_agency",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyEvent",
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
                            ("ey_teacher", "Early years SEN advisory teacher"),
                            ("autism_teacher", "Autism specialist teacher"),
                            ("family_support", "Family support worker"),
                            ("primary_behaviour", "Primary behaviour support"),
                            ("visual", "Visual impairment team"),
                            ("salt", "Speech and language therapy"),
                            ("ot", "Occupational therapy"),
                            ("physio", "Physiotherapy"),
                            ("ep", "Educational psychology"),
                            ("outreach", "Special school outreach"),
                            ("camhs", "Child and adolescent mental health (CAMHS)"),
                            ("palms", "Positive behaviour, autism and learning disability (PALMS)"),
                            ("paediatrics", "Child development centre, paediatricians"),
                            ("families", "Help for families (Thriving Families)"),
                            ("weight", "Healthy weight (BeeZee Bodies)"),
                            ("school_nursing", "School nursing"),
                            ("health_visiting", "Health visiting"),
                            ("nhs_nurse", "NHS specialist nurse, for example epilepsy"),
                            ("adoption", "Post-adoption team"),
                            ("virtual_school", "Virtual School, for looked-after children"),
                            ("pni", "Physical and neurological impairment teacher"),
                            ("wellbeing", "Emotional wellbeing charity (NESSIE)"),
                            ("hearing", "Hearing impairment teachers"),
                            ("occupational_health", "Occupational health"),
                            ("behaviour", "Behaviour support"),
                            ("autism_team", "Autism team"),
                            ("sssen", "Specialist support service for SEN (SSSEN)"),
                            ("school_health", "School health"),
                            ("other", "Another service"),
                        ],
                        max_length=20,
                        verbose_name="what it does",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("la", "Local authority"),
                            ("nhs", "NHS"),
                            ("voluntary", "Voluntary or charity"),
                            ("private", "Private"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.TextField(blank=True, max_length=300)),
                ("website", models.URLField(blank=True)),
                ("route", models.TextField(blank=True, max_length=1000, verbose_name="how to refer")),
                (
                    "usual_weeks",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="weeks to wait, as they say"
                    ),
                ),
                (
                    "for_parents",
                    models.BooleanField(
                        default=False,
                        verbose_name="parents may be given these contacts for a private assessment",
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=1000)),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.agency",
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
            name="AgencyMeeting",
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
                        choices=[("ehm", "Early Help Module meeting"), ("agency", "Meeting with an agency")],
                        default="ehm",
                        max_length=6,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("booked", "Booked"), ("held", "Held"), ("cancelled", "Called off")],
                        default="booked",
                        max_length=9,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.TimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("purpose", models.TextField(max_length=1000, verbose_name="what it is for")),
                ("parents_invited_on", models.DateField(blank=True, null=True)),
                ("parents_came", models.BooleanField(null=True, verbose_name="the parents took part")),
                (
                    "parents_say",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what the parents say of the actions"
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=4000, verbose_name="what was said")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why it was called off")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="looked at again on")),
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
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next",
                        to="agencies.agencymeeting",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agency_meetings",
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
                        fields=("school", "reference"), name="agencies_agencymeeting_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["booked", "held", "cancelled"])),
                        name="agency_meeting_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ehm", "agency"])), name="agency_meeting_kind_known"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "on"], name="agencies_ag_school__6cdca9_idx"),
                    models.Index(fields=["school", "pupil", "-on"], name="agencies_ag_school__d05210_idx"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_agencymeetingevent" ("at", "created_at", "created_by_id", "id", "kind", "notes", "on", "parents_came", "parents_invited_on", "parents_say", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "previous_id", "pupil_id", "purpose", "reference", "review_on", "school_id", "state", "version", "why") VALUES (NEW."at", NEW."created_at", NEW."created_by_id", NEW."id", NEW."kind", NEW."notes", NEW."on", NEW."parents_came", NEW."parents_invited_on", NEW."parents_say", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."previous_id", NEW."pupil_id", NEW."purpose", NEW."reference", NEW."review_on", NEW."school_id", NEW."state", NEW."version", NEW."why"); RETURN NULL;',
                            hash="f82bbbb2bc4738a4ba045ffbe77f5f92f8286fce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_157ea",
                            table="agencies_agencymeeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_agencymeetingevent" ("at", "created_at", "created_by_id", "id", "kind", "notes", "on", "parents_came", "parents_invited_on", "parents_say", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "previous_id", "pupil_id", "purpose", "reference", "review_on", "school_id", "state", "version", "why") VALUES (NEW."at", NEW."created_at", NEW."created_by_id", NEW."id", NEW."kind", NEW."notes", NEW."on", NEW."parents_came", NEW."parents_invited_on", NEW."parents_say", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."previous_id", NEW."pupil_id", NEW."purpose", NEW."reference", NEW."review_on", NEW."school_id", NEW."state", NEW."version", NEW."why"); RETURN NULL;',
                            hash="f5a3a00c0ba88ba66e1bfe5db944beb2dc300c4b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_36047",
                            table="agencies_agencymeeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_agencymeetingevent" ("at", "created_at", "created_by_id", "id", "kind", "notes", "on", "parents_came", "parents_invited_on", "parents_say", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "previous_id", "pupil_id", "purpose", "reference", "review_on", "school_id", "state", "version", "why") VALUES (OLD."at", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."notes", OLD."on", OLD."parents_came", OLD."parents_invited_on", OLD."parents_say", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."previous_id", OLD."pupil_id", OLD."purpose", OLD."reference", OLD."review_on", OLD."school_id", OLD."state", OLD."version", OLD."why"); RETURN NULL;',
                            hash="27e5b61653018d7d28f00ebf4fc6e1a6dfccc13b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_444d0",
                            table="agencies_agencymeeting",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyMeetingEvent",
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
                        choices=[("ehm", "Early Help Module meeting"), ("agency", "Meeting with an agency")],
                        default="ehm",
                        max_length=6,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("booked", "Booked"), ("held", "Held"), ("cancelled", "Called off")],
                        default="booked",
                        max_length=9,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.TimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("purpose", models.TextField(max_length=1000, verbose_name="what it is for")),
                ("parents_invited_on", models.DateField(blank=True, null=True)),
                ("parents_came", models.BooleanField(null=True, verbose_name="the parents took part")),
                (
                    "parents_say",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what the parents say of the actions"
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=4000, verbose_name="what was said")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why it was called off")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="looked at again on")),
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
                        to="agencies.agencymeeting",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agencymeeting",
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
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True, verbose_name="last fetched")),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("token_hash",), name="calendar_feed_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("school", "user"),
                        name="calendar_feed_one_open",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_calendarfeedevent" ("ended_at", "id", "made_at", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "token_hash", "user_id") VALUES (NEW."ended_at", NEW."id", NEW."made_at", NEW."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id", NEW."token_hash", NEW."user_id"); RETURN NULL;',
                            hash="3feb5d98f8b6cfdf81c1aee34a668eda33b2e891",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e4975",
                            table="agencies_calendarfeed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_calendarfeedevent" ("ended_at", "id", "made_at", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "token_hash", "user_id") VALUES (NEW."ended_at", NEW."id", NEW."made_at", NEW."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id", NEW."token_hash", NEW."user_id"); RETURN NULL;',
                            hash="d452781c038bac5abd1a9177609fa5f683fc85bf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_81291",
                            table="agencies_calendarfeed",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_calendarfeedevent" ("ended_at", "id", "made_at", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "token_hash", "user_id") VALUES (OLD."ended_at", OLD."id", OLD."made_at", OLD."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id", OLD."token_hash", OLD."user_id"); RETURN NULL;',
                            hash="e083bed8a8b81d3aca38263a72bd5425ecf188b9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8eb88",
                            table="agencies_calendarfeed",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True, verbose_name="last fetched")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.calendarfeed",
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
            name="MeetingAction",
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
                ("owner", models.CharField(max_length=120, verbose_name="who")),
                ("by_date", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True)),
                ("came_of_it", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="agencies.agencymeeting",
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
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="agencies_meetingaction_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "meeting", "number"), name="meeting_action_once"
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "done_on", "by_date"], name="agencies_me_school__810c99_idx"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_meetingactionevent" ("by_date", "came_of_it", "done_by_id", "done_on", "id", "meeting_id", "number", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version", "what") VALUES (NEW."by_date", NEW."came_of_it", NEW."done_by_id", NEW."done_on", NEW."id", NEW."meeting_id", NEW."number", NEW."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."school_id", NEW."version", NEW."what"); RETURN NULL;',
                            hash="f85099e8f40dbcf6f29c8283c01b63ea52f3ca4b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a50fd",
                            table="agencies_meetingaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_meetingactionevent" ("by_date", "came_of_it", "done_by_id", "done_on", "id", "meeting_id", "number", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version", "what") VALUES (NEW."by_date", NEW."came_of_it", NEW."done_by_id", NEW."done_on", NEW."id", NEW."meeting_id", NEW."number", NEW."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."school_id", NEW."version", NEW."what"); RETURN NULL;',
                            hash="b80ca7ff1b8caca832cd0737f578c181ec0f0e26",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_049c5",
                            table="agencies_meetingaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_meetingactionevent" ("by_date", "came_of_it", "done_by_id", "done_on", "id", "meeting_id", "number", "owner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version", "what") VALUES (OLD."by_date", OLD."came_of_it", OLD."done_by_id", OLD."done_on", OLD."id", OLD."meeting_id", OLD."number", OLD."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."school_id", OLD."version", OLD."what"); RETURN NULL;',
                            hash="1db0bb081f3af0107f696246c65e4955efea2069",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8b5ba",
                            table="agencies_meetingaction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingActionEvent",
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
                ("owner", models.CharField(max_length=120, verbose_name="who")),
                ("by_date", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True)),
                ("came_of_it", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
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
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agencymeeting",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.meetingaction",
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
            name="MeetingMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("job", models.CharField(blank=True, max_length=80, verbose_name="as what")),
                ("invited_on", models.DateField(blank=True, null=True)),
                ("came", models.BooleanField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="agencies.agencymeeting",
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
                "constraints": [
                    models.UniqueConstraint(fields=("school", "meeting", "name"), name="meeting_member_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_meetingmemberevent" ("agency_id", "came", "id", "invited_on", "job", "meeting_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."agency_id", NEW."came", NEW."id", NEW."invited_on", NEW."job", NEW."meeting_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id"); RETURN NULL;',
                            hash="32c6022b5e8906aaba8992ab171aa794b36b2d79",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_09f64",
                            table="agencies_meetingmember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_meetingmemberevent" ("agency_id", "came", "id", "invited_on", "job", "meeting_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."agency_id", NEW."came", NEW."id", NEW."invited_on", NEW."job", NEW."meeting_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id"); RETURN NULL;',
                            hash="e12d38754df96a90fd7071fc58a926d761239672",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_99431",
                            table="agencies_meetingmember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_meetingmemberevent" ("agency_id", "came", "id", "invited_on", "job", "meeting_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (OLD."agency_id", OLD."came", OLD."id", OLD."invited_on", OLD."job", OLD."meeting_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id"); RETURN NULL;',
                            hash="98f97d7b6abd9b195d499684c87ebaceeaef8972",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_00f44",
                            table="agencies_meetingmember",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("job", models.CharField(blank=True, max_length=80, verbose_name="as what")),
                ("invited_on", models.DateField(blank=True, null=True)),
                ("came", models.BooleanField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agencymeeting",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.meetingmember",
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
            name="PrivateAppointment",
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
                ("leaves", models.TimeField(blank=True, null=True, verbose_name="leaves at")),
                ("returns", models.TimeField(blank=True, null=True, verbose_name="comes back at")),
                ("with_whom", models.CharField(max_length=120, verbose_name="with whom")),
                ("authorised", models.BooleanField(verbose_name="the absence is authorised")),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what was agreed with the parents"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private_appointments",
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
                        fields=("school", "reference"), name="agencies_privateappointment_reference"
                    )
                ],
                "indexes": [
                    models.Index(fields=["school", "pupil", "-on"], name="agencies_pr_school__60fd46_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_privateappointmentevent" ("authorised", "id", "leaves", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "recorded_at", "recorded_by_id", "reference", "returns", "school_id", "version", "with_whom", "words") VALUES (NEW."authorised", NEW."id", NEW."leaves", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pupil_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."returns", NEW."school_id", NEW."version", NEW."with_whom", NEW."words"); RETURN NULL;',
                            hash="d510ba4d35f586ebde07361d65776ad65ee553cb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_42064",
                            table="agencies_privateappointment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_privateappointmentevent" ("authorised", "id", "leaves", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "recorded_at", "recorded_by_id", "reference", "returns", "school_id", "version", "with_whom", "words") VALUES (NEW."authorised", NEW."id", NEW."leaves", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pupil_id", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."returns", NEW."school_id", NEW."version", NEW."with_whom", NEW."words"); RETURN NULL;',
                            hash="140427c09b18036a0f8c0c3696d5acb7f6b85bf1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7c50b",
                            table="agencies_privateappointment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_privateappointmentevent" ("authorised", "id", "leaves", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "recorded_at", "recorded_by_id", "reference", "returns", "school_id", "version", "with_whom", "words") VALUES (OLD."authorised", OLD."id", OLD."leaves", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pupil_id", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."returns", OLD."school_id", OLD."version", OLD."with_whom", OLD."words"); RETURN NULL;',
                            hash="318e3784b5c03764c0386647170a896e9a6c3fff",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_91c83",
                            table="agencies_privateappointment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivateAppointmentEvent",
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
                ("leaves", models.TimeField(blank=True, null=True, verbose_name="leaves at")),
                ("returns", models.TimeField(blank=True, null=True, verbose_name="comes back at")),
                ("with_whom", models.CharField(max_length=120, verbose_name="with whom")),
                ("authorised", models.BooleanField(verbose_name="the absence is authorised")),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what was agreed with the parents"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.privateappointment",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Professional",
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
                ("job", models.CharField(max_length=80, verbose_name="job role")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "employed",
                    models.BooleanField(default=False, verbose_name="employed privately by the school"),
                ),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="professionals",
                        to="agencies.agency",
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
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="agencies_professional_reference"
                    ),
                    models.UniqueConstraint(fields=("school", "agency", "name"), name="professional_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_professionalevent" ("agency_id", "email", "employed", "id", "job", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "retired_on", "school_id", "version") VALUES (NEW."agency_id", NEW."email", NEW."employed", NEW."id", NEW."job", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."reference", NEW."retired_on", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="3ff3175d3c110340d5d4821867e083cc14f0d456",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f97c7",
                            table="agencies_professional",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_professionalevent" ("agency_id", "email", "employed", "id", "job", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "retired_on", "school_id", "version") VALUES (NEW."agency_id", NEW."email", NEW."employed", NEW."id", NEW."job", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."reference", NEW."retired_on", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="739f6b17085320acc9416618b9802f381d530169",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5b695",
                            table="agencies_professional",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_professionalevent" ("agency_id", "email", "employed", "id", "job", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reference", "retired_on", "school_id", "version") VALUES (OLD."agency_id", OLD."email", OLD."employed", OLD."id", OLD."job", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."reference", OLD."retired_on", OLD."school_id", OLD."version"); RETURN NULL;',
                            hash="cee97dcc55ceac585d4cc82c3911391c22cc1637",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ffaf1",
                            table="agencies_professional",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfessionalCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("qualification", "Qualification"),
                            ("registration", "Registration with the professional body"),
                            ("dbs", "DBS check"),
                            ("insurance", "Insurance"),
                        ],
                        max_length=14,
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="what was seen, with its number")),
                ("seen_on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="good until")),
                (
                    "professional",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="agencies.professional",
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
                    "seen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "professional", "kind"), name="check_kind_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["qualification", "registration", "dbs", "insurance"])
                        ),
                        name="check_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("seen_on")), _connector="OR"
                        ),
                        name="check_good_after_seen",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_professionalcheckevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "school_id", "seen_by_id", "seen_on", "valid_until", "words") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."professional_id", NEW."school_id", NEW."seen_by_id", NEW."seen_on", NEW."valid_until", NEW."words"); RETURN NULL;',
                            hash="cace006aabb67024fa7a11da2c32e93276d4e083",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_92e0c",
                            table="agencies_professionalcheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_professionalcheckevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "school_id", "seen_by_id", "seen_on", "valid_until", "words") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."professional_id", NEW."school_id", NEW."seen_by_id", NEW."seen_on", NEW."valid_until", NEW."words"); RETURN NULL;',
                            hash="d36d49243a939043c0bb6eee9ed53a6e46f40aca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9a018",
                            table="agencies_professionalcheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_professionalcheckevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "school_id", "seen_by_id", "seen_on", "valid_until", "words") VALUES (OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."professional_id", OLD."school_id", OLD."seen_by_id", OLD."seen_on", OLD."valid_until", OLD."words"); RETURN NULL;',
                            hash="adbfb48cbd3acbdbada3e96bad6ab8cfeb41afea",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d3267",
                            table="agencies_professionalcheck",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfessionalCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("qualification", "Qualification"),
                            ("registration", "Registration with the professional body"),
                            ("dbs", "DBS check"),
                            ("insurance", "Insurance"),
                        ],
                        max_length=14,
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="what was seen, with its number")),
                ("seen_on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="good until")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.professionalcheck",
                    ),
                ),
                (
                    "professional",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.professional",
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
                    "seen_by",
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
            name="ProfessionalEvent",
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
                ("job", models.CharField(max_length=80, verbose_name="job role")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "employed",
                    models.BooleanField(default=False, verbose_name="employed privately by the school"),
                ),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.professional",
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
            name="Referral",
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
                            ("draft", "Being prepared"),
                            ("discussed", "Talked over with the parents"),
                            ("refused", "Consent refused"),
                            ("consented", "Consent given"),
                            ("sent", "Sent"),
                            ("declined", "Declined by the agency"),
                            ("accepted", "Accepted, waiting to be seen"),
                            ("seen", "Seen, report awaited"),
                            ("reported", "Report received"),
                            ("decided", "Advice decided"),
                            ("withdrawn", "Consent withdrawn"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("asked", models.TextField(max_length=2000, verbose_name="what we ask")),
                (
                    "tried",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what has been tried, and what came of it"
                    ),
                ),
                (
                    "why_private",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="why the local authority's service cannot meet this",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True)),
                (
                    "sent_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("secure", "Secure message service"),
                            ("portal", "The agency’s own website"),
                            ("letter", "Letter by post or by hand"),
                            ("phone", "By telephone"),
                            ("meeting", "At a meeting"),
                            ("invited", "Opened here by invitation"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="the agency answered on"),
                ),
                (
                    "expected_by",
                    models.DateField(blank=True, null=True, verbose_name="to be seen by, as they say"),
                ),
                (
                    "declined_why",
                    models.TextField(blank=True, max_length=1000, verbose_name="why they declined"),
                ),
                ("seen_on", models.DateField(blank=True, null=True, verbose_name="first seen on")),
                ("closed_why", models.CharField(blank=True, max_length=500, verbose_name="how it ended")),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="agencies.agency",
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
                    "conversation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.conversation",
                        verbose_name="talk with the parents",
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
                    "professional",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="agencies.professional",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referrals",
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
                        fields=("school", "reference"), name="agencies_referral_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "discussed",
                                    "refused",
                                    "consented",
                                    "sent",
                                    "declined",
                                    "accepted",
                                    "seen",
                                    "reported",
                                    "decided",
                                    "withdrawn",
                                    "closed",
                                ],
                            )
                        ),
                        name="referral_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ["sent", "accepted", "seen", "reported", "decided", "declined"],
                                ),
                                _negated=True,
                            ),
                            ("sent_on__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_sent_is_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), ("answered_on__gte", models.F("sent_on")), _connector="OR"
                        ),
                        name="referral_answer_after_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_closed_at_with_by",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "state", "sent_on"], name="agencies_re_school__d576cf_idx"
                    ),
                    models.Index(
                        fields=["school", "pupil", "-created_at"], name="agencies_re_school__444860_idx"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_referralevent" ("agency_id", "answered_on", "asked", "closed_at", "closed_by_id", "closed_why", "conversation_id", "created_at", "created_by_id", "declined_why", "expected_by", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "pupil_id", "reference", "school_id", "seen_on", "sent_how", "sent_on", "state", "tried", "version", "why_private") VALUES (NEW."agency_id", NEW."answered_on", NEW."asked", NEW."closed_at", NEW."closed_by_id", NEW."closed_why", NEW."conversation_id", NEW."created_at", NEW."created_by_id", NEW."declined_why", NEW."expected_by", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."professional_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."seen_on", NEW."sent_how", NEW."sent_on", NEW."state", NEW."tried", NEW."version", NEW."why_private"); RETURN NULL;',
                            hash="ffcf5edf547a90b915c7a27b1382a57452f18025",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aa75a",
                            table="agencies_referral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_referralevent" ("agency_id", "answered_on", "asked", "closed_at", "closed_by_id", "closed_why", "conversation_id", "created_at", "created_by_id", "declined_why", "expected_by", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "pupil_id", "reference", "school_id", "seen_on", "sent_how", "sent_on", "state", "tried", "version", "why_private") VALUES (NEW."agency_id", NEW."answered_on", NEW."asked", NEW."closed_at", NEW."closed_by_id", NEW."closed_why", NEW."conversation_id", NEW."created_at", NEW."created_by_id", NEW."declined_why", NEW."expected_by", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."professional_id", NEW."pupil_id", NEW."reference", NEW."school_id", NEW."seen_on", NEW."sent_how", NEW."sent_on", NEW."state", NEW."tried", NEW."version", NEW."why_private"); RETURN NULL;',
                            hash="76636ac87d19862d49bd2014bf2fbbf28b17a3ab",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3a4bc",
                            table="agencies_referral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_referralevent" ("agency_id", "answered_on", "asked", "closed_at", "closed_by_id", "closed_why", "conversation_id", "created_at", "created_by_id", "declined_why", "expected_by", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "pupil_id", "reference", "school_id", "seen_on", "sent_how", "sent_on", "state", "tried", "version", "why_private") VALUES (OLD."agency_id", OLD."answered_on", OLD."asked", OLD."closed_at", OLD."closed_by_id", OLD."closed_why", OLD."conversation_id", OLD."created_at", OLD."created_by_id", OLD."declined_why", OLD."expected_by", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."professional_id", OLD."pupil_id", OLD."reference", OLD."school_id", OLD."seen_on", OLD."sent_how", OLD."sent_on", OLD."state", OLD."tried", OLD."version", OLD."why_private"); RETURN NULL;',
                            hash="92363595e5b5c351da1b31b51e1ce7edd58bf071",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cdce8",
                            table="agencies_referral",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralEvent",
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
                            ("draft", "Being prepared"),
                            ("discussed", "Talked over with the parents"),
                            ("refused", "Consent refused"),
                            ("consented", "Consent given"),
                            ("sent", "Sent"),
                            ("declined", "Declined by the agency"),
                            ("accepted", "Accepted, waiting to be seen"),
                            ("seen", "Seen, report awaited"),
                            ("reported", "Report received"),
                            ("decided", "Advice decided"),
                            ("withdrawn", "Consent withdrawn"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("asked", models.TextField(max_length=2000, verbose_name="what we ask")),
                (
                    "tried",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what has been tried, and what came of it"
                    ),
                ),
                (
                    "why_private",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="why the local authority's service cannot meet this",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True)),
                (
                    "sent_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("secure", "Secure message service"),
                            ("portal", "The agency’s own website"),
                            ("letter", "Letter by post or by hand"),
                            ("phone", "By telephone"),
                            ("meeting", "At a meeting"),
                            ("invited", "Opened here by invitation"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="the agency answered on"),
                ),
                (
                    "expected_by",
                    models.DateField(blank=True, null=True, verbose_name="to be seen by, as they say"),
                ),
                (
                    "declined_why",
                    models.TextField(blank=True, max_length=1000, verbose_name="why they declined"),
                ),
                ("seen_on", models.DateField(blank=True, null=True, verbose_name="first seen on")),
                ("closed_why", models.CharField(blank=True, max_length=500, verbose_name="how it ended")),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
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
                    "conversation",
                    models.ForeignKey(
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
                        to="agencies.referral",
                    ),
                ),
                (
                    "professional",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.professional",
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
            name="StaffName",
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
                ("job", models.CharField(blank=True, max_length=80, verbose_name="job role")),
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
                        fields=("school", "reference"), name="agencies_staffname_reference"
                    ),
                    models.UniqueConstraint(fields=("school", "name"), name="staff_name_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_staffnameevent" ("id", "job", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version") VALUES (NEW."id", NEW."job", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="9f611f45ffa1961659c6f8ceb7c325b255a26895",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8f5a1",
                            table="agencies_staffname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_staffnameevent" ("id", "job", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version") VALUES (NEW."id", NEW."job", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."school_id", NEW."version"); RETURN NULL;',
                            hash="7fc94da557221080a95a188d65fdaca880a9d203",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_eb4eb",
                            table="agencies_staffname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_staffnameevent" ("id", "job", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "school_id", "version") VALUES (OLD."id", OLD."job", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."school_id", OLD."version"); RETURN NULL;',
                            hash="6a2e0098a3e2434ef77d9acddfc53c03f7f59b5f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8bb60",
                            table="agencies_staffname",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffNameEvent",
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
                ("job", models.CharField(blank=True, max_length=80, verbose_name="job role")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.staffname",
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
            name="Visit",
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
                ("who_comes", models.CharField(blank=True, max_length=120, verbose_name="who comes")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("announced", "Announced"),
                            ("done", "Took place"),
                            ("missed", "Nobody came"),
                            ("cancelled", "Called off"),
                        ],
                        default="announced",
                        max_length=9,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("place", models.CharField(blank=True, max_length=80)),
                (
                    "announced_how",
                    models.CharField(
                        choices=[
                            ("email", "Email to the SENCo"),
                            ("phone", "By telephone"),
                            ("verbal", "Agreed with somebody at school"),
                            ("online", "Announced here by the professional"),
                            ("not", "Not announced: they arrived"),
                        ],
                        max_length=8,
                    ),
                ),
                ("announced_on", models.DateField()),
                ("moved_from", models.DateField(blank=True, null=True, verbose_name="was to be on")),
                (
                    "told_parents",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not told yet"),
                            ("professional", "The professional"),
                            ("school", "School, as a courtesy"),
                        ],
                        max_length=12,
                        verbose_name="who told the parents",
                    ),
                ),
                ("told_parents_on", models.DateField(blank=True, null=True)),
                ("teacher_met", models.BooleanField(null=True, verbose_name="the class teacher was met")),
                ("teacher_met_on", models.DateField(blank=True, null=True)),
                ("met_whom", models.CharField(blank=True, max_length=200, verbose_name="who was met")),
                (
                    "not_met_why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why the class teacher was not met"
                    ),
                ),
                (
                    "suggestions",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="what they suggested, as told to the class teacher",
                    ),
                ),
                ("report_due", models.DateField(blank=True, null=True, verbose_name="report expected by")),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was called off or missed"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="agencies.agency",
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
                    "professional",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="agencies.professional",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="register.pupil",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visits",
                        to="agencies.referral",
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
                    models.UniqueConstraint(fields=("school", "reference"), name="agencies_visit_reference"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["announced", "done", "missed", "cancelled"])),
                        name="visit_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (5, 480))), name="visit_minutes_likely"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("teacher_met__isnull", False),
                            _connector="OR",
                        ),
                        name="visit_done_says_who_was_met",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "on", "at"], name="agencies_vi_school__0a10eb_idx"),
                    models.Index(fields=["school", "pupil", "-on"], name="agencies_vi_school__8e0016_idx"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_visitevent" ("agency_id", "announced_how", "announced_on", "at", "created_at", "created_by_id", "id", "met_whom", "minutes", "moved_from", "not_met_why", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "professional_id", "pupil_id", "reference", "referral_id", "report_due", "school_id", "state", "suggestions", "teacher_met", "teacher_met_on", "told_parents", "told_parents_on", "version", "who_comes", "why") VALUES (NEW."agency_id", NEW."announced_how", NEW."announced_on", NEW."at", NEW."created_at", NEW."created_by_id", NEW."id", NEW."met_whom", NEW."minutes", NEW."moved_from", NEW."not_met_why", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."professional_id", NEW."pupil_id", NEW."reference", NEW."referral_id", NEW."report_due", NEW."school_id", NEW."state", NEW."suggestions", NEW."teacher_met", NEW."teacher_met_on", NEW."told_parents", NEW."told_parents_on", NEW."version", NEW."who_comes", NEW."why"); RETURN NULL;',
                            hash="ba9cd84a8e1b18655105fdcfe0bcf3356ac4572c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f7a33",
                            table="agencies_visit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_visitevent" ("agency_id", "announced_how", "announced_on", "at", "created_at", "created_by_id", "id", "met_whom", "minutes", "moved_from", "not_met_why", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "professional_id", "pupil_id", "reference", "referral_id", "report_due", "school_id", "state", "suggestions", "teacher_met", "teacher_met_on", "told_parents", "told_parents_on", "version", "who_comes", "why") VALUES (NEW."agency_id", NEW."announced_how", NEW."announced_on", NEW."at", NEW."created_at", NEW."created_by_id", NEW."id", NEW."met_whom", NEW."minutes", NEW."moved_from", NEW."not_met_why", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."professional_id", NEW."pupil_id", NEW."reference", NEW."referral_id", NEW."report_due", NEW."school_id", NEW."state", NEW."suggestions", NEW."teacher_met", NEW."teacher_met_on", NEW."told_parents", NEW."told_parents_on", NEW."version", NEW."who_comes", NEW."why"); RETURN NULL;',
                            hash="3077d9674932af3549ae44ca1b907cbcb61612e7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_852f1",
                            table="agencies_visit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_visitevent" ("agency_id", "announced_how", "announced_on", "at", "created_at", "created_by_id", "id", "met_whom", "minutes", "moved_from", "not_met_why", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "professional_id", "pupil_id", "reference", "referral_id", "report_due", "school_id", "state", "suggestions", "teacher_met", "teacher_met_on", "told_parents", "told_parents_on", "version", "who_comes", "why") VALUES (OLD."agency_id", OLD."announced_how", OLD."announced_on", OLD."at", OLD."created_at", OLD."created_by_id", OLD."id", OLD."met_whom", OLD."minutes", OLD."moved_from", OLD."not_met_why", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."professional_id", OLD."pupil_id", OLD."reference", OLD."referral_id", OLD."report_due", OLD."school_id", OLD."state", OLD."suggestions", OLD."teacher_met", OLD."teacher_met_on", OLD."told_parents", OLD."told_parents_on", OLD."version", OLD."who_comes", OLD."why"); RETURN NULL;',
                            hash="d9b89519ca26783479625419a42c6d741e4a460f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_babde",
                            table="agencies_visit",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitEvent",
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
                ("who_comes", models.CharField(blank=True, max_length=120, verbose_name="who comes")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("announced", "Announced"),
                            ("done", "Took place"),
                            ("missed", "Nobody came"),
                            ("cancelled", "Called off"),
                        ],
                        default="announced",
                        max_length=9,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("place", models.CharField(blank=True, max_length=80)),
                (
                    "announced_how",
                    models.CharField(
                        choices=[
                            ("email", "Email to the SENCo"),
                            ("phone", "By telephone"),
                            ("verbal", "Agreed with somebody at school"),
                            ("online", "Announced here by the professional"),
                            ("not", "Not announced: they arrived"),
                        ],
                        max_length=8,
                    ),
                ),
                ("announced_on", models.DateField()),
                ("moved_from", models.DateField(blank=True, null=True, verbose_name="was to be on")),
                (
                    "told_parents",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not told yet"),
                            ("professional", "The professional"),
                            ("school", "School, as a courtesy"),
                        ],
                        max_length=12,
                        verbose_name="who told the parents",
                    ),
                ),
                ("told_parents_on", models.DateField(blank=True, null=True)),
                ("teacher_met", models.BooleanField(null=True, verbose_name="the class teacher was met")),
                ("teacher_met_on", models.DateField(blank=True, null=True)),
                ("met_whom", models.CharField(blank=True, max_length=200, verbose_name="who was met")),
                (
                    "not_met_why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why the class teacher was not met"
                    ),
                ),
                (
                    "suggestions",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="what they suggested, as told to the class teacher",
                    ),
                ),
                ("report_due", models.DateField(blank=True, null=True, verbose_name="report expected by")),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was called off or missed"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.visit",
                    ),
                ),
                (
                    "professional",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.professional",
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
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.referral",
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
            name="AgencyReport",
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
                ("author", models.CharField(blank=True, max_length=120, verbose_name="who wrote it")),
                (
                    "private",
                    models.BooleanField(default=False, verbose_name="arranged privately by the parents"),
                ),
                ("dated", models.DateField(blank=True, null=True, verbose_name="date on the report")),
                ("received_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Being read"),
                            ("check", "To be checked"),
                            ("returned", "Corrected report asked for"),
                            ("shared", "Shared"),
                            ("replaced", "Replaced by a corrected one"),
                        ],
                        default="reading",
                        max_length=8,
                    ),
                ),
                (
                    "pages",
                    models.JSONField(
                        blank=True,
                        default=list,
                        verbose_name="the text, a part for each page, header or table",
                    ),
                ),
                (
                    "read_as",
                    models.CharField(blank=True, max_length=12, verbose_name="how the text was drawn out"),
                ),
                (
                    "returned_words",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what was asked to be corrected"
                    ),
                ),
                ("returned_at", models.DateTimeField(null=True)),
                (
                    "as_is_why",
                    models.TextField(blank=True, max_length=500, verbose_name="why it is shared as it is"),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                ("shared_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="agencies.agency",
                    ),
                ),
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
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agency_report",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agency_reports",
                        to="register.pupil",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="agencies.agencyreport",
                    ),
                ),
                (
                    "returned_by",
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
                (
                    "shared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="agencies.referral",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="agencies.visit",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="agencies_agencyreport_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["reading", "check", "returned", "shared", "replaced"])
                        ),
                        name="agency_report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "shared"), _negated=True),
                            models.Q(("checked_at__isnull", False), ("shared_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="agency_report_checked_before_shared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at", None), ("returned_by", None)),
                            models.Q(("returned_at__isnull", False), ("returned_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="agency_report_returned_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("checked_by", None)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="agency_report_checked_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shared_at", None), ("shared_by", None)),
                            models.Q(("shared_at__isnull", False), ("shared_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="agency_report_shared_at_with_by",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "state", "received_on"], name="agencies_ag_school__4ea2a1_idx"
                    ),
                    models.Index(
                        fields=["school", "pupil", "-received_on"], name="agencies_ag_school__35f371_idx"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_agencyreportevent" ("agency_id", "as_is_why", "author", "checked_at", "checked_by_id", "dated", "document_id", "id", "job_id", "pages", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "private", "pupil_id", "read_as", "received_by_id", "received_on", "reference", "referral_id", "replaces_id", "returned_at", "returned_by_id", "returned_words", "school_id", "shared_at", "shared_by_id", "state", "version", "visit_id") VALUES (NEW."agency_id", NEW."as_is_why", NEW."author", NEW."checked_at", NEW."checked_by_id", NEW."dated", NEW."document_id", NEW."id", NEW."job_id", NEW."pages", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."private", NEW."pupil_id", NEW."read_as", NEW."received_by_id", NEW."received_on", NEW."reference", NEW."referral_id", NEW."replaces_id", NEW."returned_at", NEW."returned_by_id", NEW."returned_words", NEW."school_id", NEW."shared_at", NEW."shared_by_id", NEW."state", NEW."version", NEW."visit_id"); RETURN NULL;',
                            hash="5674cd561b3ab2a32ed762b0541c649f7afd020e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_77e9e",
                            table="agencies_agencyreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_agencyreportevent" ("agency_id", "as_is_why", "author", "checked_at", "checked_by_id", "dated", "document_id", "id", "job_id", "pages", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "private", "pupil_id", "read_as", "received_by_id", "received_on", "reference", "referral_id", "replaces_id", "returned_at", "returned_by_id", "returned_words", "school_id", "shared_at", "shared_by_id", "state", "version", "visit_id") VALUES (NEW."agency_id", NEW."as_is_why", NEW."author", NEW."checked_at", NEW."checked_by_id", NEW."dated", NEW."document_id", NEW."id", NEW."job_id", NEW."pages", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."private", NEW."pupil_id", NEW."read_as", NEW."received_by_id", NEW."received_on", NEW."reference", NEW."referral_id", NEW."replaces_id", NEW."returned_at", NEW."returned_by_id", NEW."returned_words", NEW."school_id", NEW."shared_at", NEW."shared_by_id", NEW."state", NEW."version", NEW."visit_id"); RETURN NULL;',
                            hash="530edb059734626b383a27dbcadfb8496c1a9f12",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_071a0",
                            table="agencies_agencyreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_agencyreportevent" ("agency_id", "as_is_why", "author", "checked_at", "checked_by_id", "dated", "document_id", "id", "job_id", "pages", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "private", "pupil_id", "read_as", "received_by_id", "received_on", "reference", "referral_id", "replaces_id", "returned_at", "returned_by_id", "returned_words", "school_id", "shared_at", "shared_by_id", "state", "version", "visit_id") VALUES (OLD."agency_id", OLD."as_is_why", OLD."author", OLD."checked_at", OLD."checked_by_id", OLD."dated", OLD."document_id", OLD."id", OLD."job_id", OLD."pages", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."private", OLD."pupil_id", OLD."read_as", OLD."received_by_id", OLD."received_on", OLD."reference", OLD."referral_id", OLD."replaces_id", OLD."returned_at", OLD."returned_by_id", OLD."returned_words", OLD."school_id", OLD."shared_at", OLD."shared_by_id", OLD."state", OLD."version", OLD."visit_id"); RETURN NULL;',
                            hash="390ceb420a1195532001976685baeb36750834bc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f22e7",
                            table="agencies_agencyreport",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                    "answer",
                    models.CharField(
                        choices=[("given", "Agrees"), ("refused", "Does not agree")], max_length=8
                    ),
                ),
                ("who", models.CharField(max_length=120, verbose_name="who answered")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("online", "Online, signed in"),
                            ("signed", "Signed on paper"),
                            ("meeting", "At a meeting"),
                            ("phone", "By telephone"),
                        ],
                        max_length=8,
                    ),
                ),
                ("purpose", models.TextField(max_length=1000, verbose_name="to what")),
                ("given_on", models.DateField(verbose_name="answered on")),
                ("until", models.DateField(blank=True, null=True, verbose_name="good until")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="what they said")),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "withdrawn_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("online", "Online, signed in"),
                            ("signed", "Signed on paper"),
                            ("meeting", "At a meeting"),
                            ("phone", "By telephone"),
                        ],
                        max_length=8,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
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
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="register.pupildocument",
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
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="agencies.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="agencies_consent_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["given", "refused"])), name="consent_answer_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("given_on")), _connector="OR"
                        ),
                        name="consent_until_after_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None), ("withdrawn_on", None)),
                            models.Q(
                                ("answer", "given"),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                ("withdrawn_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_whole",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["school", "referral", "-recorded_at"], name="agencies_co_school__eb1a4f_idx"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_consentevent" ("answer", "contact_id", "given_on", "how", "id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "reference", "referral_id", "school_id", "until", "version", "who", "why", "withdrawn_at", "withdrawn_by_id", "withdrawn_how", "withdrawn_on") VALUES (NEW."answer", NEW."contact_id", NEW."given_on", NEW."how", NEW."id", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."referral_id", NEW."school_id", NEW."until", NEW."version", NEW."who", NEW."why", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_how", NEW."withdrawn_on"); RETURN NULL;',
                            hash="d767c83f127cfd37349176dac90255a4db6f4095",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_23b0e",
                            table="agencies_consent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_consentevent" ("answer", "contact_id", "given_on", "how", "id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "reference", "referral_id", "school_id", "until", "version", "who", "why", "withdrawn_at", "withdrawn_by_id", "withdrawn_how", "withdrawn_on") VALUES (NEW."answer", NEW."contact_id", NEW."given_on", NEW."how", NEW."id", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."referral_id", NEW."school_id", NEW."until", NEW."version", NEW."who", NEW."why", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_how", NEW."withdrawn_on"); RETURN NULL;',
                            hash="79d9e7c5cb61abdb0fd2c3b7968ec2822ed22ee3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_145e4",
                            table="agencies_consent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_consentevent" ("answer", "contact_id", "given_on", "how", "id", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recorded_at", "recorded_by_id", "reference", "referral_id", "school_id", "until", "version", "who", "why", "withdrawn_at", "withdrawn_by_id", "withdrawn_how", "withdrawn_on") VALUES (OLD."answer", OLD."contact_id", OLD."given_on", OLD."how", OLD."id", OLD."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recorded_at", OLD."recorded_by_id", OLD."reference", OLD."referral_id", OLD."school_id", OLD."until", OLD."version", OLD."who", OLD."why", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_how", OLD."withdrawn_on"); RETURN NULL;',
                            hash="0292a77ed8d78fc85b08ea2562f444808cbcca63",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_61690",
                            table="agencies_consent",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.CharField(max_length=160, verbose_name="to whom")),
                ("what", models.CharField(max_length=500, verbose_name="what was told or given")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("secure", "Secure message service"),
                            ("portal", "The agency’s own website"),
                            ("letter", "Letter by post or by hand"),
                            ("phone", "By telephone"),
                            ("meeting", "At a meeting"),
                            ("invited", "Opened here by invitation"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
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
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to="agencies.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how__in", ["secure", "portal", "letter", "phone", "meeting", "invited"])
                        ),
                        name="disclosure_how_known",
                    )
                ],
                "indexes": [
                    models.Index(fields=["school", "pupil", "-on"], name="agencies_di_school__8dacb9_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_disclosureevent" ("agency_id", "how", "id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "recorded_at", "recorded_by_id", "referral_id", "school_id", "to", "what") VALUES (NEW."agency_id", NEW."how", NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pupil_id", NEW."recorded_at", NEW."recorded_by_id", NEW."referral_id", NEW."school_id", NEW."to", NEW."what"); RETURN NULL;',
                            hash="c035e835a7707c26d603bcc526b842184eb47c70",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c457d",
                            table="agencies_disclosure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_disclosureevent" ("agency_id", "how", "id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "recorded_at", "recorded_by_id", "referral_id", "school_id", "to", "what") VALUES (NEW."agency_id", NEW."how", NEW."id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pupil_id", NEW."recorded_at", NEW."recorded_by_id", NEW."referral_id", NEW."school_id", NEW."to", NEW."what"); RETURN NULL;',
                            hash="16205c29356e997ac02132e69b8bf0aed709f1a3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e9e1d",
                            table="agencies_disclosure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_disclosureevent" ("agency_id", "how", "id", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "recorded_at", "recorded_by_id", "referral_id", "school_id", "to", "what") VALUES (OLD."agency_id", OLD."how", OLD."id", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pupil_id", OLD."recorded_at", OLD."recorded_by_id", OLD."referral_id", OLD."school_id", OLD."to", OLD."what"); RETURN NULL;',
                            hash="0228484d950007012ee2ec6b46c28f5bec4e9008",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5ff7d",
                            table="agencies_disclosure",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.PositiveSmallIntegerField(verbose_name="part of the text, from 0")),
                ("start", models.PositiveIntegerField(verbose_name="first character")),
                ("end", models.PositiveIntegerField(verbose_name="the character after the last")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Name of a member of staff"),
                            ("pupil", "Name of another child"),
                            ("born", "Date of birth"),
                            ("address", "Address or postcode"),
                        ],
                        max_length=8,
                    ),
                ),
                ("certain", models.BooleanField(verbose_name="a name in full, or sure otherwise")),
                ("words", models.CharField(max_length=200)),
                ("about", models.CharField(max_length=200, verbose_name="why it is marked")),
                ("dismissed_at", models.DateTimeField(null=True, verbose_name="found to be something else")),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="agencies.agencyreport",
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
                "ordering": ["page", "start"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "report", "page", "start", "kind"), name="finding_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="finding_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["staff", "pupil", "born", "address"])),
                        name="finding_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dismissed_at", None), ("dismissed_by", None)),
                            models.Q(("dismissed_at__isnull", False), ("dismissed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="finding_dismissed_at_with_by",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_findingevent" ("about", "certain", "dismissed_at", "dismissed_by_id", "end", "id", "kind", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "school_id", "start", "words") VALUES (NEW."about", NEW."certain", NEW."dismissed_at", NEW."dismissed_by_id", NEW."end", NEW."id", NEW."kind", NEW."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."school_id", NEW."start", NEW."words"); RETURN NULL;',
                            hash="dd1dfbdbba59ba782769c9725391a5f3b7524954",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e5893",
                            table="agencies_finding",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_findingevent" ("about", "certain", "dismissed_at", "dismissed_by_id", "end", "id", "kind", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "school_id", "start", "words") VALUES (NEW."about", NEW."certain", NEW."dismissed_at", NEW."dismissed_by_id", NEW."end", NEW."id", NEW."kind", NEW."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report_id", NEW."school_id", NEW."start", NEW."words"); RETURN NULL;',
                            hash="428782e8786950d313d4a66f3288f971c9bf7d52",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_199d7",
                            table="agencies_finding",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_findingevent" ("about", "certain", "dismissed_at", "dismissed_by_id", "end", "id", "kind", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "school_id", "start", "words") VALUES (OLD."about", OLD."certain", OLD."dismissed_at", OLD."dismissed_by_id", OLD."end", OLD."id", OLD."kind", OLD."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."school_id", OLD."start", OLD."words"); RETURN NULL;',
                            hash="892aeac6993019300330d9c050a8db3449e094f7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a266d",
                            table="agencies_finding",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("page", models.PositiveSmallIntegerField(verbose_name="part of the text, from 0")),
                ("start", models.PositiveIntegerField(verbose_name="first character")),
                ("end", models.PositiveIntegerField(verbose_name="the character after the last")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Name of a member of staff"),
                            ("pupil", "Name of another child"),
                            ("born", "Date of birth"),
                            ("address", "Address or postcode"),
                        ],
                        max_length=8,
                    ),
                ),
                ("certain", models.BooleanField(verbose_name="a name in full, or sure otherwise")),
                ("words", models.CharField(max_length=200)),
                ("about", models.CharField(max_length=200, verbose_name="why it is marked")),
                ("dismissed_at", models.DateTimeField(null=True, verbose_name="found to be something else")),
                (
                    "dismissed_by",
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
                        to="agencies.finding",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agencyreport",
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
            name="Invitation",
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
                ("job", models.CharField(blank=True, max_length=80, verbose_name="job role")),
                ("start", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="to the end of")),
                (
                    "parts",
                    models.JSONField(
                        blank=True, default=list, verbose_name="parts of the record that are shared"
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "invited_by",
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
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="agencies.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="agencies_invitation_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("start"))), name="invitation_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_ended_at_with_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("school", "referral", "user"),
                        name="invitation_open_once",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["school", "user", "until"], name="agencies_in_school__1074c6_idx")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_invitationevent" ("ended_at", "ended_by_id", "id", "invited_at", "invited_by_id", "job", "name", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "referral_id", "school_id", "start", "until", "user_id", "version") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."job", NEW."name", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."referral_id", NEW."school_id", NEW."start", NEW."until", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="58830a68b202413be899344c753d55375d7a82ae",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0a3ed",
                            table="agencies_invitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_invitationevent" ("ended_at", "ended_by_id", "id", "invited_at", "invited_by_id", "job", "name", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "referral_id", "school_id", "start", "until", "user_id", "version") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."job", NEW."name", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."referral_id", NEW."school_id", NEW."start", NEW."until", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="f5816d72606639c3e4dbb085c7ca4cef868a56c7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7c295",
                            table="agencies_invitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_invitationevent" ("ended_at", "ended_by_id", "id", "invited_at", "invited_by_id", "job", "name", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "referral_id", "school_id", "start", "until", "user_id", "version") VALUES (OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."invited_at", OLD."invited_by_id", OLD."job", OLD."name", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."referral_id", OLD."school_id", OLD."start", OLD."until", OLD."user_id", OLD."version"); RETURN NULL;',
                            hash="eab20a3540e46682c10354425bdd955c4ae992d7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b60f3",
                            table="agencies_invitation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="agencies.invitation",
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
                        fields=("school", "invitation", "document"), name="invitation_document_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_invitationdocumentevent" ("document_id", "id", "invitation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."document_id", NEW."id", NEW."invitation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_id"); RETURN NULL;',
                            hash="351f922216404ab0b1ae635a835f1a8e91c1477d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ecb02",
                            table="agencies_invitationdocument",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_invitationdocumentevent" ("document_id", "id", "invitation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."document_id", NEW."id", NEW."invitation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_id"); RETURN NULL;',
                            hash="5d17e0ce27223aa64d58aff8d90c6e16628ad511",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_092da",
                            table="agencies_invitationdocument",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_invitationdocumentevent" ("document_id", "id", "invitation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (OLD."document_id", OLD."id", OLD."invitation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_id"); RETURN NULL;',
                            hash="019c2f3ccd097dbe6df0a95611d92cba007bad66",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_218fb",
                            table="agencies_invitationdocument",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationDocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.invitation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.invitationdocument",
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
            name="Recommendation",
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
                ("what", models.CharField(max_length=500, verbose_name="what to do")),
                ("who", models.CharField(blank=True, max_length=120)),
                ("how_often", models.CharField(blank=True, max_length=120)),
                ("by_date", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "To be decided"),
                            ("in_plan", "In the plan"),
                            ("in_provision", "In provision"),
                            ("not_now", "Not now"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                (
                    "teacher_says",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what the class teacher thinks"
                    ),
                ),
                (
                    "weighed_by",
                    models.JSONField(blank=True, default=list, verbose_name="roles that weighed it"),
                ),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why, or why not now")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="register.pupil",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="agencies.agencyreport",
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
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="agencies.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "reference"), name="agencies_recommendation_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "in_plan", "in_provision", "not_now"])),
                        name="recommendation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("report__isnull", False), ("visit__isnull", False), _connector="OR"
                        ),
                        name="recommendation_has_a_source",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("report__isnull", False)),
                        fields=("school", "report", "number"),
                        name="recommendation_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "waiting")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("state", "waiting"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_decided_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "not_now"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recommendation_not_now_says_why",
                    ),
                ],
                "indexes": [models.Index(fields=["school", "state"], name="agencies_re_school__afd78f_idx")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_recommendationevent" ("by_date", "decided_at", "decided_by_id", "how_often", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "report_id", "school_id", "state", "teacher_says", "version", "visit_id", "weighed_by", "what", "who", "why") VALUES (NEW."by_date", NEW."decided_at", NEW."decided_by_id", NEW."how_often", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pupil_id", NEW."reference", NEW."report_id", NEW."school_id", NEW."state", NEW."teacher_says", NEW."version", NEW."visit_id", NEW."weighed_by", NEW."what", NEW."who", NEW."why"); RETURN NULL;',
                            hash="d153749567deb996c258cc2dceee6ee16680ee00",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_036d4",
                            table="agencies_recommendation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_recommendationevent" ("by_date", "decided_at", "decided_by_id", "how_often", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "report_id", "school_id", "state", "teacher_says", "version", "visit_id", "weighed_by", "what", "who", "why") VALUES (NEW."by_date", NEW."decided_at", NEW."decided_by_id", NEW."how_often", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pupil_id", NEW."reference", NEW."report_id", NEW."school_id", NEW."state", NEW."teacher_says", NEW."version", NEW."visit_id", NEW."weighed_by", NEW."what", NEW."who", NEW."why"); RETURN NULL;',
                            hash="eae932bba4d3b2710a49af6441d0cabcf22a4362",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b160c",
                            table="agencies_recommendation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_recommendationevent" ("by_date", "decided_at", "decided_by_id", "how_often", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupil_id", "reference", "report_id", "school_id", "state", "teacher_says", "version", "visit_id", "weighed_by", "what", "who", "why") VALUES (OLD."by_date", OLD."decided_at", OLD."decided_by_id", OLD."how_often", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pupil_id", OLD."reference", OLD."report_id", OLD."school_id", OLD."state", OLD."teacher_says", OLD."version", OLD."visit_id", OLD."weighed_by", OLD."what", OLD."who", OLD."why"); RETURN NULL;',
                            hash="6fe045ea4e22ea6683d6da5df9c372a47f34bc7b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f0d65",
                            table="agencies_recommendation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationEvent",
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
                ("job", models.CharField(blank=True, max_length=80, verbose_name="job role")),
                ("start", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="to the end of")),
                (
                    "parts",
                    models.JSONField(
                        blank=True, default=list, verbose_name="parts of the record that are shared"
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "invited_by",
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
                        to="agencies.invitation",
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
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisclosureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("to", models.CharField(max_length=160, verbose_name="to whom")),
                ("what", models.CharField(max_length=500, verbose_name="what was told or given")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("secure", "Secure message service"),
                            ("portal", "The agency’s own website"),
                            ("letter", "Letter by post or by hand"),
                            ("phone", "By telephone"),
                            ("meeting", "At a meeting"),
                            ("invited", "Opened here by invitation"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.disclosure",
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
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
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
                    "answer",
                    models.CharField(
                        choices=[("given", "Agrees"), ("refused", "Does not agree")], max_length=8
                    ),
                ),
                ("who", models.CharField(max_length=120, verbose_name="who answered")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("online", "Online, signed in"),
                            ("signed", "Signed on paper"),
                            ("meeting", "At a meeting"),
                            ("phone", "By telephone"),
                        ],
                        max_length=8,
                    ),
                ),
                ("purpose", models.TextField(max_length=1000, verbose_name="to what")),
                ("given_on", models.DateField(verbose_name="answered on")),
                ("until", models.DateField(blank=True, null=True, verbose_name="good until")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="what they said")),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "withdrawn_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("online", "Online, signed in"),
                            ("signed", "Signed on paper"),
                            ("meeting", "At a meeting"),
                            ("phone", "By telephone"),
                        ],
                        max_length=8,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
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
                    "paper",
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
                        to="agencies.consent",
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
                    "withdrawn_by",
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
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Chase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=12, verbose_name="what was asked for")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("message", "Email that names nobody"),
                            ("letter", "Printed letter"),
                            ("phone", "By telephone"),
                        ],
                        max_length=8,
                    ),
                ),
                ("to", models.CharField(max_length=160, verbose_name="to whom")),
                ("chased_at", models.DateTimeField()),
                (
                    "chased_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
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
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chases",
                        to="agencies.referral",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chases",
                        to="agencies.visit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("referral__isnull", False), ("visit__isnull", False), _connector="OR"
                        ),
                        name="chase_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["message", "letter", "phone"])),
                        name="chase_how_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_chaseevent" ("about", "chased_at", "chased_by_id", "document_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "school_id", "to", "visit_id") VALUES (NEW."about", NEW."chased_at", NEW."chased_by_id", NEW."document_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."school_id", NEW."to", NEW."visit_id"); RETURN NULL;',
                            hash="f368a1b2a651f8f6fadce2aea7d8eebcd7208aca",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_535b8",
                            table="agencies_chase",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_chaseevent" ("about", "chased_at", "chased_by_id", "document_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "school_id", "to", "visit_id") VALUES (NEW."about", NEW."chased_at", NEW."chased_by_id", NEW."document_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."referral_id", NEW."school_id", NEW."to", NEW."visit_id"); RETURN NULL;',
                            hash="5890408f5a35c877b7b73659a01f1ec3975896f1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4e1b1",
                            table="agencies_chase",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_chaseevent" ("about", "chased_at", "chased_by_id", "document_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "school_id", "to", "visit_id") VALUES (OLD."about", OLD."chased_at", OLD."chased_by_id", OLD."document_id", OLD."how", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."school_id", OLD."to", OLD."visit_id"); RETURN NULL;',
                            hash="7b500a0f258ca60072244a3d2af68b37d300b3a2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_371e9",
                            table="agencies_chase",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportReceipt",
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
                    "how",
                    models.CharField(
                        choices=[("online", "Online, signed in"), ("paper", "On paper")], max_length=8
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="what they say")),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.contact",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="agencies.agencyreport",
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
                        fields=("school", "reference"), name="agencies_reportreceipt_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact", None), ("user__isnull", False)),
                            models.Q(("contact__isnull", False), ("user", None)),
                            _connector="OR",
                        ),
                        name="report_receipt_of_one",
                    ),
                    models.UniqueConstraint(
                        fields=("school", "report", "user", "contact"),
                        name="report_receipt_once",
                        nulls_distinct=False,
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_reportreceiptevent" ("comment", "confirmed_at", "contact_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "reference", "report_id", "school_id", "sent_at", "user_id", "version") VALUES (NEW."comment", NEW."confirmed_at", NEW."contact_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."reference", NEW."report_id", NEW."school_id", NEW."sent_at", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="0a9964db9bcecab6a196e670f000e0eccb9900d8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a0cd4",
                            table="agencies_reportreceipt",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agencies_reportreceiptevent" ("comment", "confirmed_at", "contact_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "reference", "report_id", "school_id", "sent_at", "user_id", "version") VALUES (NEW."comment", NEW."confirmed_at", NEW."contact_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."reference", NEW."report_id", NEW."school_id", NEW."sent_at", NEW."user_id", NEW."version"); RETURN NULL;',
                            hash="c04e262fa3490a099f895d0dd89b9b545fa4d493",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d151b",
                            table="agencies_reportreceipt",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agencies_reportreceiptevent" ("comment", "confirmed_at", "contact_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "reference", "report_id", "school_id", "sent_at", "user_id", "version") VALUES (OLD."comment", OLD."confirmed_at", OLD."contact_id", OLD."how", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."reference", OLD."report_id", OLD."school_id", OLD."sent_at", OLD."user_id", OLD."version"); RETURN NULL;',
                            hash="996c2a193d5187f7c05d5b5e40cb3527732a7857",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6db8e",
                            table="agencies_reportreceipt",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportReceiptEvent",
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
                    "how",
                    models.CharField(
                        choices=[("online", "Online, signed in"), ("paper", "On paper")], max_length=8
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="what they say")),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.reportreceipt",
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
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agencyreport",
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
            name="RecommendationEvent",
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
                ("what", models.CharField(max_length=500, verbose_name="what to do")),
                ("who", models.CharField(blank=True, max_length=120)),
                ("how_often", models.CharField(blank=True, max_length=120)),
                ("by_date", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "To be decided"),
                            ("in_plan", "In the plan"),
                            ("in_provision", "In provision"),
                            ("not_now", "Not now"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                (
                    "teacher_says",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what the class teacher thinks"
                    ),
                ),
                (
                    "weighed_by",
                    models.JSONField(blank=True, default=list, verbose_name="roles that weighed it"),
                ),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why, or why not now")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
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
                        to="agencies.recommendation",
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
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agencyreport",
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
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.visit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("about", models.CharField(max_length=12, verbose_name="what was asked for")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("message", "Email that names nobody"),
                            ("letter", "Printed letter"),
                            ("phone", "By telephone"),
                        ],
                        max_length=8,
                    ),
                ),
                ("to", models.CharField(max_length=160, verbose_name="to whom")),
                ("chased_at", models.DateTimeField()),
                (
                    "chased_by",
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
                        to="agencies.chase",
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
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.referral",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.visit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgencyReportEvent",
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
                ("author", models.CharField(blank=True, max_length=120, verbose_name="who wrote it")),
                (
                    "private",
                    models.BooleanField(default=False, verbose_name="arranged privately by the parents"),
                ),
                ("dated", models.DateField(blank=True, null=True, verbose_name="date on the report")),
                ("received_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Being read"),
                            ("check", "To be checked"),
                            ("returned", "Corrected report asked for"),
                            ("shared", "Shared"),
                            ("replaced", "Replaced by a corrected one"),
                        ],
                        default="reading",
                        max_length=8,
                    ),
                ),
                (
                    "pages",
                    models.JSONField(
                        blank=True,
                        default=list,
                        verbose_name="the text, a part for each page, header or table",
                    ),
                ),
                (
                    "read_as",
                    models.CharField(blank=True, max_length=12, verbose_name="how the text was drawn out"),
                ),
                (
                    "returned_words",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what was asked to be corrected"
                    ),
                ),
                ("returned_at", models.DateTimeField(null=True)),
                (
                    "as_is_why",
                    models.TextField(blank=True, max_length=500, verbose_name="why it is shared as it is"),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                ("shared_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
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
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="register.pupildocument",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="jobs.job",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="agencies.agencyreport",
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
                    "received_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agencyreport",
                    ),
                ),
                (
                    "returned_by",
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
                (
                    "shared_by",
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
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.referral",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.visit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="documents",
            field=models.ManyToManyField(
                related_name="+", through="agencies.InvitationDocument", to="register.pupildocument"
            ),
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop, elidable=False),
    ]
