"""The roles of the database and the database itself, as the superuser of a server lays them (see roles.sql)."""

from pathlib import Path

import psycopg
from psycopg import sql

DATABASE = "comity"
OWNER, WEB = "comity_owner", "comity_web"
DUTIES = ("comity_door", "comity_reader", "comity_system")
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
SCRIPT = Path(__file__).with_name("roles.sql")


def lay(superuser_url: str, *, passwords: dict[str, str] | None = None) -> None:
    """This will see to it that the roles exist, with these passwords; doing it again changes nothing."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute(SCRIPT.read_bytes())
        for login, password in (passwords or {}).items():
            statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
            connection.execute(statement.format(sql.Identifier(login), sql.Literal(password)))


def lay_database(superuser_url: str, template_url: str) -> None:
    """This will make the database, owned by the owner and closed to everybody but the web, where it is missing.

    Extensions go to the template, so that every database made later has them.
    """
    database = sql.Identifier(DATABASE)
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if known is None:
            with psycopg.connect(template_url, autocommit=True) as template:
                for extension in EXTENSIONS:
                    statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}")
                    template.execute(statement.format(sql.Identifier(extension)))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, sql.Identifier(OWNER)))
        connection.execute(sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(WEB)))
