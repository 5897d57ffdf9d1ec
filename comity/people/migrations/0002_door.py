"""Rights of the door on the tables of sessions and sign-in."""

from django.db import migrations

from comity.kernel.guard import Open

TABLES = (
    "django_session",
    "django_content_type",
    "auth_group",
    "auth_permission",
    "auth_group_permissions",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
)


class Migration(migrations.Migration):
    """Opens the tables of libraries that read them before anybody is known."""

    dependencies = [
        ("people", "0001_initial"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("account", "__latest__"),
        ("mfa", "__latest__"),
        ("usersessions", "__latest__"),
    ]
    operations = [Open(*TABLES)]
