from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="effect",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", ""),
                    ("programme.approve", "programme.approve"),
                    ("tool.open", "tool.open"),
                    ("menu.agree", "menu.agree"),
                    ("area.open", "area.open"),
                ],
                max_length=40,
            ),
        ),
    ]
