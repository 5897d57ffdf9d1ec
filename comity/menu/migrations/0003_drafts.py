"""Drafts of offers, seen by the party that writes them."""

import django.contrib.postgres.fields
from django.db import migrations, models

from comity.kernel.guard import Guard


class Migration(migrations.Migration):
    """Adds the table behind the wall."""

    dependencies = [("menu", "0002_open_areas")]

    operations = [
        migrations.CreateModel(
            name="OfferDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("party", models.CharField(max_length=16)),
                ("person_id", models.BigIntegerField(help_text="who kept it last", null=True)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("fields", models.JSONField(default=dict, help_text="by field, the values as they were typed")),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-saved_at", "-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="menu_offerdraft_audience"
                    )
                ],
                "indexes": [models.Index(fields=["party"], name="menu_offerdraft_party")],
            },
        ),
        Guard("menu_offerdraft"),
    ]
