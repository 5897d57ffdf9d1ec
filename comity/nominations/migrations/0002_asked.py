"""An index of names on which somebody has to act: few of very many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index."""

    dependencies = [
        ("menu", "0001_initial"),
        ("nominations", "0001_initial"),
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(
                condition=models.Q(("state__in", ["submitted", "seat_offered"])),
                fields=["activity"],
                name="nominations_asked",
            ),
        ),
    ]
