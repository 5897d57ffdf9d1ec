"""Roles, communities, search in two languages: what every table stands on."""

from django.db import migrations

from comity.kernel import sql


class Migration(migrations.Migration):
    """Lays the ground."""

    initial = True
    dependencies = []
    operations = [migrations.RunSQL([sql.read("ground")], migrations.RunSQL.noop)]
