import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import comity.consultations.rules.concerns
import comity.consultations.rules.formats
import comity.consultations.rules.sessions
from comity.kernel.guard import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("identifier", models.CharField(max_length=200)),
                ("sender", models.CharField(max_length=200)),
                ("sent", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("Alert", "Alert"), ("Update", "Update"), ("Cancel", "Cancel")], max_length=8
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "current"), ("updated", "updated"), ("cancelled", "cancelled")],
                        default=comity.consultations.rules.concerns.AlertState["CURRENT"],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                (
                    "refers_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=420), default=list
                    ),
                ),
                (
                    "ends_at",
                    models.DateTimeField(help_text="the last moment at which its sender says that it holds", null=True),
                ),
                (
                    "parties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, help_text="nations that it concerns"
                    ),
                ),
                ("imported_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["state", "-sent"], name="consultations_alert_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_alert_audience"
                    ),
                    models.UniqueConstraint(fields=("identifier", "sender", "sent"), name="consultations_alert_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("code", models.CharField(help_text="year and number, as in 2026-003", max_length=12, unique=True)),
                ("party", models.CharField(max_length=16)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "raised"),
                            ("taken_up", "taken_up"),
                            ("answered", "answered"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=comity.consultations.rules.concerns.ConcernState["RAISED"],
                        max_length=10,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("reminded_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "consultation",
                    models.CharField(blank=True, help_text="code of the consultation that it led to", max_length=12),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    comity.consultations.rules.concerns.ConcernState["RAISED"],
                                    comity.consultations.rules.concerns.ConcernState["TAKEN_UP"],
                                ],
                            )
                        ),
                        fields=["due_on"],
                        name="consultations_to_answer",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_concern_audience"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("state", comity.consultations.rules.concerns.ConcernState["ANSWERED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", comity.consultations.rules.concerns.ConcernState["ANSWERED"]),
                                    _negated=True,
                                ),
                                ("answer", ""),
                                ("answered_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="consultations_concern_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("code", models.CharField(help_text="year and number, as in 2026-014", max_length=12, unique=True)),
                ("requester", models.CharField(help_text="code of the party that asked", max_length=16)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "requested"),
                            ("returned", "returned"),
                            ("checked", "checked"),
                            ("with_council", "with_council"),
                            ("agreed", "agreed"),
                            ("informed", "informed"),
                            ("held", "held"),
                            ("recorded", "recorded"),
                            ("closed", "closed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=comity.consultations.rules.formats.State["REQUESTED"],
                        max_length=16,
                    ),
                ),
                ("body", models.CharField(help_text="body of the policy pack in which it meets", max_length=40)),
                (
                    "framework",
                    models.CharField(
                        blank=True, help_text="framework whose members take part as a whole", max_length=24
                    ),
                ),
                ("occasion", models.CharField(choices=[("theme", "theme"), ("event", "event")], max_length=8)),
                ("subject_as_asked", models.CharField(max_length=200)),
                ("subject_en", models.CharField(blank=True, max_length=200)),
                ("subject_fr", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.CharField(blank=True, help_text="priority area (P§5); empty: outside them", max_length=24),
                ),
                ("wanted_on", models.DateField(null=True)),
                (
                    "mandate",
                    models.CharField(
                        blank=True, help_text="paper by which the Council approved the subject", max_length=60
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["state", "-id"], name="consultations_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_consultation_audience"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        comity.consultations.rules.formats.State["AGREED"],
                                        comity.consultations.rules.formats.State["INFORMED"],
                                        comity.consultations.rules.formats.State["HELD"],
                                        comity.consultations.rules.formats.State["RECORDED"],
                                        comity.consultations.rules.formats.State["CLOSED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(models.Q(("mandate", ""), _negated=True), ("agreed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="consultations_consultation_mandate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        comity.consultations.rules.formats.State["CHECKED"],
                                        comity.consultations.rules.formats.State["WITH_COUNCIL"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("subject_en", ""), _negated=True), models.Q(("subject_fr", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="consultations_consultation_subject",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("framework", models.CharField(max_length=24)),
                ("on", models.DateField()),
                ("title_en", models.CharField(max_length=160)),
                ("title_fr", models.CharField(max_length=160)),
                ("place", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["on"], name="consultations_meeting_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_meeting_audience"
                    ),
                    models.UniqueConstraint(fields=("framework", "on", "title_en"), name="consultations_meeting_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("convened", "convened"),
                            ("held", "held"),
                            ("recorded", "recorded"),
                            ("cancelled", "cancelled"),
                        ],
                        default=comity.consultations.rules.sessions.SessionState["PLANNED"],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=90)),
                ("place", models.CharField(max_length=160)),
                ("agenda", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=240))),
                ("paper", models.CharField(blank=True, help_text="symbol of its record", max_length=60)),
                ("convened_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, help_text="why it was cancelled")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("frameworks", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24))),
                ("reason", models.TextField()),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearance",
                        to="consultations.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Transparency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("subject_en", models.CharField(max_length=200)),
                ("subject_fr", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                (
                    "planned_on",
                    models.DateField(help_text="day of the first session, as it was planned when told", null=True),
                ),
                ("text_en", models.TextField(blank=True)),
                ("text_fr", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transparency",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AlertInfo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="place in the alert, from 1")),
                ("language", models.CharField(default="en-US", max_length=16)),
                ("categories", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12))),
                ("event", models.CharField(max_length=200)),
                ("urgency", models.CharField(max_length=12)),
                ("severity", models.CharField(max_length=12)),
                ("certainty", models.CharField(max_length=12)),
                ("headline", models.CharField(blank=True, max_length=240)),
                ("description", models.TextField(blank=True)),
                ("instruction", models.TextField(blank=True)),
                ("web", models.CharField(blank=True, max_length=400)),
                ("effective_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=240), default=list
                    ),
                ),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="infos", to="consultations.alert"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_alertinfo_audience"
                    ),
                    models.UniqueConstraint(fields=("alert", "place"), name="consultations_alert_info_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_finding_audience"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("owner", models.CharField(help_text="code of the party, or IS for the staff", max_length=16)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done")],
                        default=comity.consultations.rules.sessions.FollowUpState["OPEN"],
                        max_length=8,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", comity.consultations.rules.sessions.FollowUpState["OPEN"])),
                        fields=["owner", "due_on"],
                        name="consultations_to_do",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_followup_audience"
                    ),
                    models.UniqueConstraint(fields=("consultation", "number"), name="consultations_follow_up_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", True),
                                ("state", comity.consultations.rules.sessions.FollowUpState["OPEN"]),
                            ),
                            models.Q(
                                ("done_at__isnull", False),
                                ("state", comity.consultations.rules.sessions.FollowUpState["DONE"]),
                            ),
                            _connector="OR",
                        ),
                        name="consultations_follow_up_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("party", models.CharField(max_length=16)),
                ("text_en", models.TextField()),
                ("text_fr", models.TextField()),
                ("sent_at", models.DateTimeField()),
                ("answer_by", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("invited", "invited"), ("accepted", "accepted"), ("declined", "declined")],
                        default=comity.consultations.rules.formats.Answer["INVITED"],
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["party", "answer"], name="consultations_invited")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_invitation_audience"
                    ),
                    models.UniqueConstraint(fields=("consultation", "party"), name="consultations_invitation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", comity.consultations.rules.formats.Answer["INVITED"]),
                                ("answered_at__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("answer", comity.consultations.rules.formats.Answer["INVITED"]), _negated=True
                                ),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consultations_invitation_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("party", models.CharField(max_length=16)),
                ("sent_at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_notice_audience"
                    ),
                    models.UniqueConstraint(fields=("consultation", "party"), name="consultations_notice_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("party", models.CharField(max_length=16)),
                (
                    "seat",
                    models.CharField(
                        choices=[("proposed", "proposed"), ("agreed", "agreed"), ("held", "held")],
                        default=comity.consultations.rules.formats.Seat["PROPOSED"],
                        max_length=8,
                    ),
                ),
                ("decision", models.CharField(blank=True, help_text="paper that approved or held it", max_length=60)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("invited", "invited"), ("accepted", "accepted"), ("declined", "declined")],
                        max_length=8,
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["party"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_participant_audience"
                    ),
                    models.UniqueConstraint(fields=("consultation", "party"), name="consultations_participant_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seat", comity.consultations.rules.formats.Seat["AGREED"]), _negated=True),
                            models.Q(("decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consultations_participant_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", ""), ("seat", comity.consultations.rules.formats.Seat["AGREED"]), _connector="OR"
                        ),
                        name="consultations_participant_invited",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("aim", models.TextField(blank=True)),
                (
                    "event",
                    models.CharField(
                        blank=True, help_text="what has happened, where an event is the occasion", max_length=200
                    ),
                ),
                (
                    "elsewhere",
                    models.TextField(
                        blank=True, help_text="where else the matter is dealt with, as the requester says"
                    ),
                ),
                (
                    "concern",
                    models.CharField(blank=True, help_text="code of the concern from which it came", max_length=12),
                ),
                ("returned", models.TextField(blank=True, help_text="why the staff sent it back")),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="consultations_request_audience"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["starts_at"], name="consultations_session_day"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="consultations_session_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("consultation", "number"), name="consultations_session_once"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", comity.consultations.rules.sessions.SessionState["RECORDED"]), _negated=True),
                    models.Q(("paper", ""), _negated=True),
                    _connector="OR",
                ),
                name="consultations_session_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                comity.consultations.rules.sessions.SessionState["HELD"],
                                comity.consultations.rules.sessions.SessionState["RECORDED"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(("convened_at__isnull", False), ("held_at__isnull", False)),
                    _connector="OR",
                ),
                name="consultations_session_convened_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="consultations_clearance_audience"
            ),
        ),
        migrations.AddIndex(
            model_name="transparency",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", True)), fields=["due_on"], name="consultations_to_tell"
            ),
        ),
        migrations.AddConstraint(
            model_name="transparency",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="consultations_transparency_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="transparency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True),
                    models.Q(models.Q(("text_en", ""), _negated=True), models.Q(("text_fr", ""), _negated=True)),
                    _connector="OR",
                ),
                name="consultations_transparency_text",
            ),
        ),
        Guard(
            "consultations_alert",
            "consultations_alertinfo",
            "consultations_clearance",
            "consultations_concern",
            "consultations_consultation",
            "consultations_finding",
            "consultations_followup",
            "consultations_invitation",
            "consultations_meeting",
            "consultations_notice",
            "consultations_participant",
            "consultations_request",
            "consultations_session",
            "consultations_transparency",
        ),
    ]
