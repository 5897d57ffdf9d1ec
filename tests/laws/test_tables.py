"""Law: every table is behind the wall, or on the short list with a reason."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from comity.kernel.guard import OPEN_TABLES
from comity.kernel.rows import Row
from comity.kernel.scope import DOOR, READER, SYSTEM

pytestmark = pytest.mark.django_db

TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       coalesce(array_agg(p.polname::text ORDER BY p.polname) FILTER (WHERE p.polname IS NOT NULL), '{}')
FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace GROUP BY c.oid ORDER BY 1
"""
RIGHTS = """
SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
WHERE table_schema = 'public' AND grantee = ANY(%s)
"""


def rows(sql: str, *params: Any) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        return list(cursor.fetchall())


def unguarded() -> set[str]:
    return {str(name) for name, forced, policies in rows(TABLES) if not forced or "audience" not in list(policies)}  # type: ignore[call-overload]


def rights(role: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, _, right in rows(RIGHTS, [role]):
        found.setdefault(str(table), set()).add(str(right))
    return found


def test_every_table_is_guarded_or_open_with_a_reason() -> None:
    assert unguarded() == set(OPEN_TABLES)
    assert all(len(reason.split()) > 3 for reason in OPEN_TABLES.values())


def test_the_law_sees_a_table_without_a_guard() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE leak (id int)")
        assert "leak" in unguarded()
        cursor.execute("ALTER TABLE parties_party NO FORCE ROW LEVEL SECURITY")
        assert "parties_party" in unguarded()
        transaction.set_rollback(True)


def test_the_reader_may_only_read_and_only_guarded_tables() -> None:
    found = rights(READER)
    assert not set(found) & set(OPEN_TABLES)
    assert set().union(*found.values()) == {"SELECT"}


def test_the_door_writes_only_what_signing_in_needs() -> None:
    writes = {table for table, held in rights(DOOR).items() if held - {"SELECT"}}
    assert writes <= set(OPEN_TABLES) - {"kernel_series", "django_migrations"}


def test_nobody_changes_what_is_written_once() -> None:
    held = rights(SYSTEM)
    for table in ("kernel_entry", "kernel_seal", "kernel_checkpoint", "kernel_refusal"):
        assert held[table] == {"SELECT", "INSERT"}, table


def test_the_three_roles_are_nobody_and_own_nothing() -> None:
    found = rows(
        "SELECT rolname, rolsuper, rolbypassrls, rolcanlogin, (SELECT count(*) FROM pg_class WHERE relowner = r.oid)"
        " FROM pg_roles r WHERE rolname = ANY(%s) ORDER BY 1",
        [DOOR, READER, SYSTEM],
    )
    assert found == [(role, False, False, False, 0) for role in sorted([DOOR, READER, SYSTEM])]


def models_of_houses() -> Iterable[type[Row]]:
    return (model for model in apps.get_models() if issubclass(model, Row))


def test_every_model_of_a_house_is_a_row_with_an_audience_that_is_never_empty() -> None:
    houses = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("comity.")]
    loose = {model._meta.db_table for model in houses if not issubclass(model, Row)} - set(OPEN_TABLES)
    assert not loose
    unchecked = {
        model._meta.db_table
        for model in models_of_houses()
        if not any(constraint.name.endswith("_audience") for constraint in model._meta.constraints)
    }
    assert not unchecked


def test_foreign_keys_between_houses_point_down_and_leave_no_way_back() -> None:
    order = [
        "kernel",
        "parties",
        "people",
        "documents",
        "decisions",
        "ledger",
        "menu",
        "programmes",
        "engagement",
        "operations",
        "presence",
        "education",
        "trust_funds",
        "science",
        "consultations",
        "nominations",
        "feedback",
        "resources",
    ]
    wrong = []
    for model in models_of_houses():
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete) or field.related_model is None:
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if here == there:
                continue
            if order.index(there) > order.index(here) or not getattr(field.remote_field, "hidden", False):
                wrong.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    assert not wrong


def test_what_each_community_reads_equals_what_plain_python_says() -> None:
    from comity.kernel.models import Refusal  # noqa: PLC0415
    from comity.kernel.scope import reading  # noqa: PLC0415

    labels = ["public", "signed-in", "staff", "allies.1", "allies.2", "party:XA", "party:XB", "framework:md.1"]
    for number in range(1, 1 << len(labels), 5):
        audience = [label for bit, label in enumerate(labels) if number >> bit & 1]
        Refusal.objects.create(at="2026-01-01T00:00Z", verb="t", about=str(number), reasons=[], audience=audience)
    everything = list(Refusal.objects.values_list("about", "audience"))
    for number in range(0, 1 << len(labels), 11):
        held = {label for bit, label in enumerate(labels) if number >> bit & 1}
        expected = {about for about, audience in everything if held & set(audience)}
        with reading(held):
            assert set(Refusal.objects.values_list("about", flat=True)) == expected
            assert Refusal.objects.count() == len(expected)
            assert {str(about) for (about,) in rows("SELECT about FROM kernel_refusal")} == expected
