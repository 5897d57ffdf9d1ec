"""What was sent, so that the same form sent twice counts once."""

import django.contrib.postgres.fields
from django.db import migrations, models

from comity.kernel.guard import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0004_official"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("person_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("location", models.TextField(blank=True)),
                ("said", models.JSONField(default=list)),
                ("body", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="kernel_submission_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="kernel_submission_audience"
                    )
                ],
            },
        ),
        Guard("kernel_submission"),
    ]
