from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_open_areas"),
    ]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="effect",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
