"""Lines that the staff keep: loading public facts leaves them as they are."""

from django.db import migrations, models

KEPT = models.BooleanField(
    default=False, help_text="entered or corrected by the staff: loading public facts leaves it as it is"
)


class Migration(migrations.Migration):
    """Adds the mark to missions, contact point embassies and providers."""

    dependencies = [("parties", "0001_initial")]

    operations = [
        migrations.AddField("contactpointembassy", "is_kept", KEPT),
        migrations.AddField("mission", "is_kept", KEPT),
        migrations.AddField("provider", "is_kept", KEPT),
    ]
