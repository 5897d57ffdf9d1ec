"""`comity check`: whether this installation is as it must be, in sentences, with exit code 1 if it is not."""

import argparse
import os
from collections.abc import Iterator

from comity.cli import ground
from comity.kernel.roles import DUTIES, EXTENSIONS

SILENCES_DUE = ground.Target("comity.decisions.queries", "silences_due")
IS_LOCKED = ground.Target("comity.nominations.queries", "is_locked")

type Finding = tuple[bool, str]


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verb `check`."""
    check = verbs.add_parser(
        "check",
        help="check settings, database roles, guarded tables, migrations and overdue silences",
        description="Prints one line for each thing that was looked at. The exit code is 1 when something is wrong.",
    )
    check.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """This will look at everything and say what was found."""
    faults = 0
    with ground.ready():
        for look in (settings, migrations, roles, extensions, tables, secret, silences):
            for fine, sentence in look():
                faults += not fine
                print(f"{'ok   ' if fine else 'WRONG'} {sentence}")
    print("Everything is as it must be." if not faults else f"{faults} things are wrong.")
    return 1 if faults else 0


def settings() -> Iterator[Finding]:
    """This will run Django's checks, with those for a deployment when the site is served by https."""
    from django.conf import settings as current
    from django.core import checks

    found = checks.run_checks(include_deployment_checks=bool(current.SECURE))
    faults = [message for message in found if message.level >= checks.WARNING]
    for fault in faults:
        yield False, f"settings: {fault.msg} ({fault.id})"
    if not faults:
        scheme = "https" if current.SECURE else "http"
        yield True, f"settings: no complaint ({scheme}, hosts {', '.join(current.ALLOWED_HOSTS)})"
    if current.SECURE and current.DEMO:
        yield False, "settings: the demo's one-click sign-in is on; take COMITY_DEMO out of the environment"


def migrations() -> Iterator[Finding]:
    """This will look for tables that are behind the code; only their owner may read how far they are."""
    import psycopg
    from django.db.migrations.loader import MigrationLoader

    owner = os.environ.get("COMITY_OWNER_URL")
    if not owner:
        yield True, "tables: not looked at, since COMITY_OWNER_URL is not set"
        return
    done: set[tuple[str, str]] = set()
    with psycopg.connect(owner) as connection:
        if _first(connection.execute("SELECT to_regclass('django_migrations')").fetchone()) is not None:
            done.update((app, name) for app, name in connection.execute("SELECT app, name FROM django_migrations"))
    missing = sorted(f"{app}.{name}" for app, name in set(MigrationLoader(None).disk_migrations or ()) - done)
    if missing:
        yield False, f"tables: {len(missing)} migrations to do, {missing[0]} first; run `comity migrate`"
    else:
        yield True, "tables: up to date"


def _first(row: tuple[object, ...] | None) -> object:
    return row[0] if row else None


def roles() -> Iterator[Finding]:
    """This will look whether the login of the web can do no more than its duties allow."""
    ((login, powers, owned),) = _ask(
        """SELECT current_user,
             array_to_string(ARRAY[CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
               CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolinherit THEN 'INHERIT' END], ', '),
             (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p'))
           FROM pg_roles WHERE rolname = current_user"""
    )
    yield not powers, f"roles: {login} has {powers or 'no power'} of its own"
    if owned:
        yield False, f"roles: {login} owns {owned} tables, so no wall holds it; see docs/running.md"
    for duty in DUTIES:
        ((may,),) = _ask(
            "SELECT bool_or(pg_has_role(current_user, oid, 'MEMBER')) FROM pg_roles WHERE rolname = %s",
            duty,
        )
        yield bool(may), f"roles: {login} can{'' if may else 'not'} take the duty {duty}"
    if os.environ.get("COMITY_OWNER_URL", "") == os.environ.get("COMITY_DATABASE_URL"):
        yield False, "roles: COMITY_OWNER_URL and COMITY_DATABASE_URL are the same login"


def extensions() -> Iterator[Finding]:
    """This will look for the extensions of PostgreSQL that search and constraints need."""
    there = {row[0] for row in _ask("SELECT extname FROM pg_extension")}
    for name in EXTENSIONS:
        if name not in there:
            yield False, f"database: the extension {name} is missing; a superuser creates it"
    ((version,),) = _ask("SHOW server_version")
    yield True, f"database: PostgreSQL {version}"


def tables() -> Iterator[Finding]:
    """This will look for tables that no wall guards."""
    from comity.kernel.guard import OPEN_TABLES

    rows = _ask(
        """SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname"""
    )
    bare = [str(name) for name, guarded in rows if not guarded and name not in OPEN_TABLES]
    for name in bare:
        yield False, f"wall: the table {name} is not guarded by audience"
    guarded = sum(1 for _, is_guarded in rows if is_guarded)
    yield True, f"wall: {guarded} tables guarded, {len(rows) - guarded - len(bare)} open for a stated reason"


def secret() -> Iterator[Finding]:
    """This will look whether the secret in force opens what is sealed of people."""
    if not IS_LOCKED.exists or not _knows("nominations_nominee"):
        return
    from comity.kernel.scope import as_system

    with as_system():
        locked = IS_LOCKED.load()()
    bad = "secret: names were sealed under another COMITY_SECRET_KEY; set the former one (COMITY_SECRET_KEY_FALLBACKS)"
    yield not locked, bad if locked else "secret: what is sealed of people can be opened"


def silences() -> Iterator[Finding]:
    """This will look for silences whose end nobody has written down: then no clock runs."""
    if not SILENCES_DUE.exists or not _knows("decisions_silence"):
        return
    from comity.kernel import clock, heartbeat
    from comity.kernel.scope import as_system

    with as_system():
        due = len(list(SILENCES_DUE.load()(clock.now())))
        seen = heartbeat.last()
    if seen is not None:
        yield True, f"clock: last at work {seen:%Y-%m-%d %H:%M} UTC"
    text = f"clock: {due} silences have ended and wait to be recorded; is a clock running (comity tick --loop)?"
    yield not due, text if due else "clock: no silence waits to be recorded"


def _knows(table: str) -> bool:
    ((known,),) = _ask("SELECT to_regclass(%s) IS NOT NULL", table)
    return bool(known)


def _ask(sql: str, *values: str) -> list[tuple[object, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return [tuple(row) for row in cursor.fetchall()]
