"""Files that wait between two steps."""

import django.contrib.postgres.fields
from django.db import migrations, models

from comity.kernel.guard import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_submission"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldFile",
            fields=[
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("person_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("data", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["at"], name="kernel_heldfile_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__len__gt", 0)), name="kernel_heldfile_audience"
                    )
                ],
            },
        ),
        Guard("kernel_heldfile"),
    ]
