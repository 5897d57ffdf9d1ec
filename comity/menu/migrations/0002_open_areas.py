import django.contrib.postgres.fields
from django.db import migrations, models

from comity.kernel.guard import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("menu", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("code", models.CharField(max_length=32)),
                ("opened_on", models.DateField()),
                ("decision", models.CharField(max_length=60)),
            ],
            options={
                "ordering": ["opened_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("audience__len__gt", 0)), name="menu_openarea_audience"),
                    models.UniqueConstraint(fields=("code",), name="menu_openarea_once"),
                ],
            },
        ),
        Guard("menu_openarea"),
    ]
