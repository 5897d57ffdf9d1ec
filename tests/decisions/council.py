"""A Council to test with: Allies, a secretary, a desk officer, and texts at any stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from comity.core.actor import Actor, Role, Side
from comity.decisions import actions, queries, rules
from comity.decisions.loading import load_bodies
from comity.decisions.models import Item, Silence
from comity.kernel import heartbeat
from tests import factories

NOW = factories.NOW
OPENED = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
ALLIES = ("FR", "BE", "DK")
LINE = rules.LineText(
    rules.Verb.AGREED,
    "the opening of the Planning and Review Process to Belmora",
    "l'ouverture du processus de planification et d'examen à Belmora",
)

_TIME = """
CREATE SCHEMA IF NOT EXISTS test_time;
CREATE OR REPLACE FUNCTION test_time.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(nullif(current_setting('test.now', true), '')::timestamptz, pg_catalog.clock_timestamp())
$$;
GRANT USAGE ON SCHEMA test_time TO PUBLIC;
"""


def actor(party: str, *roles: Role, side: Side = Side.ALLY, number: int = 1, communities: Sequence[str] = ()) -> Actor:
    """An actor for a party."""
    return Actor(
        name=party,
        account_id=number,
        person_id=number,
        party=party,
        side=side,
        roles=frozenset(roles),
        communities=frozenset({"public", "signed-in", f"party:{party}", *communities}),
    )


SECRETARY = actor("IS", Role.COUNCIL_SECRETARY, side=Side.STAFF, number=901)
DESK = actor("IS", Role.DESK_OFFICER, side=Side.STAFF, number=902)
AUDITOR = actor("IS", Role.AUDITOR, side=Side.STAFF, number=903)
PARTNER = actor("XA", Role.MISSION_OFFICER, side=Side.PARTNER, number=904)


def delegate(party: str = "FR") -> Actor:
    """A delegate of an Ally."""
    return actor(party, Role.DELEGATE, number=910 + len(party) + ord(party[0]))


def seat(*, up: bool = True) -> None:
    """Allies, partners, bodies, and a service that has been at work all along."""
    for code in ALLIES:
        factories.party(code, belongs=("allies",))
    factories.party("IS")
    factories.party("XA")
    factories.party("XB")
    load_bodies()
    if up:
        heartbeat.record(datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))


def lines(count: int) -> list[rules.LineText]:
    """Operative paragraphs that can be told apart."""
    return [rules.LineText(rules.Verb.AGREED, f"matter {n}", f"la question {n}") for n in range(1, count + 1)]


def draft(
    wanted: Sequence[rules.LineText] = (LINE,), *, code: str = "at-allies", now: datetime = OPENED, **fields: Any
) -> Item:
    """A drafted item."""
    format_ = queries.format_(code)
    assert format_ is not None
    event = actions.draft(
        format_,
        DESK,
        now,
        **{"title_en": "Open a tool to Belmora", "title_fr": "Ouvrir un outil à Belmora", "lines": wanted, **fields},
    )
    return Item.objects.get(symbol=event.symbol)


def under_silence(
    wanted: Sequence[rules.LineText] = (LINE,),
    *,
    opened_at: datetime = OPENED,
    ends_at: datetime = ENDS,
    code: str = "at-allies",
    **fields: Any,
) -> Item:
    """An item under silence."""
    item = draft(wanted, code=code, now=opened_at, **fields)
    actions.open_silence(item, SECRETARY, opened_at, ends_at=ends_at)
    return fresh(item)


def fresh(item: Item) -> Item:
    """The item as it is now."""
    return Item.objects.get(pk=item.pk)


def silence(item: Item) -> Silence:
    """The newest silence period of an item."""
    return item.silences.latest("number")


def lay_time() -> None:
    """Lays a clock that tests can set beside that of the database."""
    with connection.cursor() as cursor:
        cursor.execute(_TIME)


@contextmanager
def time_of_record(moment: datetime) -> Iterator[None]:
    """The database's clock stands at a moment, on this connection: the one thing outside that is not our own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path'), coalesce(current_setting('test.now', true), '')")
        row = cursor.fetchone()
        assert row is not None
        before, at = row
        path = "test_time, pg_catalog, public"
        cursor.execute(
            "SELECT set_config('search_path', %s, false), set_config('test.now', %s, false)",
            [path, moment.isoformat()],
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('search_path', %s, false), set_config('test.now', %s, false)", [before, at]
            )


def break_at(item: Item, who: Actor, moment: datetime, **inputs: Any) -> Any:
    """Breaks silence with the database's clock at a moment."""
    with time_of_record(moment):
        return actions.break_silence(item, who, moment, **{"reason": "No instructions to agree.", **inputs})


MILLISECOND = timedelta(milliseconds=1)
