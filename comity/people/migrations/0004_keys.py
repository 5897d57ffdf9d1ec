"""Keys with which programs act as persons; only the door reads them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from comity.kernel.guard import Guard


class Migration(migrations.Migration):
    """Adds the keys of programs."""

    dependencies = [("people", "0003_roles")]

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row", size=None
                    ),
                ),
                ("name", models.CharField(help_text="what the program is, in its owner's words", max_length=80)),
                ("digest", models.CharField(help_text="SHA-256 of the secret", max_length=64, unique=True)),
                ("begins", models.CharField(help_text="how the secret begins, to know it again", max_length=12)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(help_text="last use, to within some minutes", null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at"],
                "abstract": False,
                "indexes": [models.Index(fields=["person"], name="people_key_person")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("audience__len__gt", 0)), name="people_key_audience")
                ],
            },
        ),
        Guard("people_key", door=True),
    ]
