"""Law: every personal field is in docs/data-map.csv, with its purpose, how long it is kept and who reads it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from django.apps import apps
from django.db import models

from comity.kernel.rows import Row
from comity.nominations.queries import Named
from comity.nominations.queries.inputs import SEALED

MAP = Path(__file__).resolve().parents[2] / "docs" / "data-map.csv"
COLUMNS = ["table", "field", "data", "purpose", "retention", "audience"]
# What a field is called where it speaks of a person, in any house.
PERSONAL = re.compile(
    r"^(person|user|account|email_address)_id$|(^|_)(contact|email|phone|passport|born|birth|surname)(_|$)"
    r"|^(address|deputy_for|user_agent|ip|family_name|given_names)$"
)
# In the two houses that keep persons every field is personal, but for these, which speak of places, days and parties.
IMPERSONAL = {
    "people_person": {"id", "audience", "is_fictional"},
    "people_account": {"id", "is_active", "session_epoch", "demo_order"},
    "people_appointment": {"id", "audience", "party_id"},
    "people_handover": {"id", "audience", "appointment_id", "successor_id", "at"},
    "people_key": {"id", "audience", "digest", "begins", "made_at", "ended_at"},
    "people_request": {"id", "audience", "party", "at", "about", "refusal", "answered_at"},
    "nominations_nominee": {"id", "audience", "erase_on", "erased_at"},
    "nominations_nomineekey": {"audience", "nominee_id"},
    "nominations_aim": {"id", "audience", "nomination_id", "goal"},
    "nominations_hold": {"id", "audience", "activity_id", "by"},
    "nominations_group": {"id", "audience", "activity_id", "party", "together", "submitted_at"},
    "nominations_nomination": {
        *("id", "audience", "activity_id", "code", "number", "party", "group_id", "state", "share"),
        *("submitted_at", "queued_at", "received_at", "offered_at", "expires_at", "confirmed_at", "ended_at"),
        *("position", "claim", "why", "size", "ranked_on", "next_position", "next_claim", "next_size"),
        *("passed_at", "passed_why", "passed_size", "granted"),
    },
}


def listed() -> dict[tuple[str, str], dict[str, str]]:
    with MAP.open(encoding="utf-8", newline="") as file:
        return {(line["table"], line["field"]): line for line in csv.DictReader(file)}


def personal(found: Iterable[type[models.Model]]) -> set[tuple[str, str]]:
    """Every field that speaks of a person."""
    fields_found: set[tuple[str, str]] = set()
    for model in found:
        table = model._meta.db_table
        own = model._meta.app_label in {"people", "nominations"}
        for field in model._meta.concrete_fields:
            column = str(field.column)
            counts = column not in IMPERSONAL.get(table, set()) if own else PERSONAL.search(column) is not None
            if counts:
                fields_found.add((table, column))
    return fields_found


def test_every_personal_field_is_on_the_map() -> None:
    assert personal(apps.get_models(include_auto_created=True)) - set(listed()) == set()


def test_everything_that_is_sealed_is_on_the_map() -> None:
    sealed = {field.removeprefix("sealed.") for _, field in listed() if field.startswith("sealed.")}
    assert sealed == set(SEALED) == {field.name for field in fields(Named)}


def test_the_map_lists_nothing_that_is_gone() -> None:
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for table, name in listed():
        columns = {field.column for field in tables[table]._meta.concrete_fields}
        assert name.startswith("sealed.") or name in columns, (table, name)


def test_every_line_says_why_how_long_and_for_whom() -> None:
    with MAP.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == COLUMNS
    assert all(len(row) == len(COLUMNS) and all(cell.strip() for cell in row) for row in rows)
    assert len(listed()) == len(rows) - 1, "a field stands on the map once"


def test_the_law_sees_a_field_that_is_not_listed() -> None:
    class Planted(Row):
        contact_email = models.EmailField()
        weight = models.IntegerField()

        class Meta(Row.Meta):
            app_label = "planted"

        def __str__(self) -> str:
            return ""

    assert personal([Planted]) == {("planted_planted", "contact_email")}
    assert personal([Planted]) - set(listed()) != set()

    class Nickname(Row):
        nickname = models.TextField()

        class Meta(Row.Meta):
            app_label = "people"

        def __str__(self) -> str:
            return ""

    try:
        assert ("people_nickname", "nickname") in personal([Nickname])
    finally:
        for label, name in (("planted", "planted"), ("people", "nickname")):
            apps.all_models[label].pop(name, None)
        apps.clear_cache()
