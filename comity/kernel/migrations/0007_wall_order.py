"""The wall as kernel/guard.py now lays it, for the tables that stood before: the reader's communities come first."""

from django.db import migrations

TURNED = """
DO $$
DECLARE name regclass;
BEGIN
    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_policies WHERE policyname = 'audience' LOOP
        EXECUTE format('ALTER POLICY audience ON %s USING ({condition})', name);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_held_file"),
    ]

    operations = [
        migrations.RunSQL(
            TURNED.format(condition="(SELECT comity.communities()) && audience"),
            TURNED.format(condition="audience && (SELECT comity.communities())"),
        ),
    ]
