"""The wall: forced row-level security on every table, laid by the migration that creates it."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from comity.kernel.scope import DOOR, READER, SYSTEM

# PostgreSQL compares word by word, the left side outermost: communities named most often come first (`scope.in_order`).
GUARD = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY audience ON {table} FOR SELECT TO {reader} USING ((SELECT comity.communities()) && audience);
CREATE POLICY system ON {table} TO {system} USING (true) WITH CHECK (true);
GRANT SELECT ON {table} TO {reader};
GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {system};
"""
DOOR_READS = """
CREATE POLICY door ON {table} FOR SELECT TO {door} USING (true);
GRANT SELECT ON {table} TO {door};
"""
UNGUARD = """
DROP POLICY IF EXISTS audience ON {table};
DROP POLICY IF EXISTS system ON {table};
DROP POLICY IF EXISTS door ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
OPEN = """
GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {door};
GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {system};
"""

# Tables without an audience, and why. A law test compares this list with the database.
OPEN_TABLES = {
    "django_migrations": "written by the owner alone while it migrates; nobody else has rights on it",
    "django_content_type": "names of tables, no data of users",
    "django_session": "read at the door before anybody is known; only the door role may",
    "auth_group": "required by Django's user model; stays empty",
    "auth_permission": "required by Django's user model; holds no data of users",
    "auth_group_permissions": "required by Django's user model; stays empty",
    "people_account": "read at the door before anybody is known; password hashes, so the reader role has no right",
    "account_emailaddress": "sign-in data; only the door role may",
    "account_emailconfirmation": "sign-in data; only the door role may",
    "mfa_authenticator": "second factors; only the door role may",
    "usersessions_usersession": "list of one's own sessions; only the door role may",
    "kernel_series": "counters for reference numbers; only the system role may",
}


class Guard(Operation):
    """Puts tables behind the wall: readers see a row only if they share one of its communities.

    `door=True` lets sign-in read the table as a whole: who acts for whom must be known before there are communities.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *tables: str, door: bool = False) -> None:
        """This will remember which tables to guard."""
        self.tables = tables
        self.door = door

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """This will let the migration writer repeat the operation."""
        return self.__class__.__qualname__, list(self.tables), {"door": self.door}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """This will change nothing in Django's picture of the tables."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """This will lay the policies and rights."""
        for table in self.tables:
            sql = GUARD + (DOOR_READS if self.door else "")
            schema_editor.execute(_fill(sql, table))
            _grant_sequence(schema_editor, table, SYSTEM)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """This will take the policies away again."""
        for table in self.tables:
            schema_editor.execute(_fill(UNGUARD, table))

    def describe(self) -> str:
        """This will say what happens, for the migrate command."""
        return f"Guard {', '.join(self.tables)} by audience"


class Open(Guard):
    """Gives the door and the system their rights on tables that have no audience (see OPEN_TABLES)."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """This will grant the rights."""
        for table in self.tables:
            schema_editor.execute(_fill(OPEN, table))
            _grant_sequence(schema_editor, table, SYSTEM)
            _grant_sequence(schema_editor, table, DOOR)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """This will leave rights to go with the table."""

    def describe(self) -> str:
        """This will say what happens, for the migrate command."""
        return f"Open {', '.join(self.tables)} to the door"


def _fill(sql: str, table: str) -> str:
    """This will write the statements for one table; names come from migrations, never from people."""
    return sql.format(table=f'"{table}"', reader=READER, system=SYSTEM, door=DOOR)


def _grant_sequence(schema_editor: BaseDatabaseSchemaEditor, table: str, role: str) -> None:
    """This will let a role number new rows, where the table has an identity column."""
    schema_editor.execute(  # names come from migrations, never from people
        f"""DO $$ DECLARE seq text := CASE WHEN EXISTS (SELECT 1 FROM information_schema.columns
              WHERE table_schema = 'public' AND table_name = '{table}' AND column_name = 'id')
            THEN pg_get_serial_sequence('"{table}"', 'id') END;
        BEGIN IF seq IS NOT NULL THEN EXECUTE 'GRANT USAGE ON SEQUENCE ' || seq || ' TO {role}'; END IF; END $$;"""  # noqa: S608
    )
