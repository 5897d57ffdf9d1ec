"""Who reads: the database role and the communities of the transaction in hand.

The login role of the web owns nothing and may do nothing by itself. Every statement runs in one of three roles:
the door (sessions, accounts, who acts for whom), the reader (sees the rows of its communities), or the system
(what an action does after its rule has spoken). All settings are local to the transaction, because a setting of
the session would reach the next client of a pooled connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection, transaction

DOOR = "comity_door"
READER = "comity_reader"
SYSTEM = "comity_system"
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Scope:
    """A database role and what it may read."""

    role: str = NOBODY
    communities: frozenset[str] = frozenset()


@lru_cache(maxsize=512)
def in_order(communities: frozenset[str]) -> str:
    """This will write communities as the database takes them: the newest epochs before older ones, wide before narrow.

    The wall compares word by word for each row until one fits, and most rows are for wide communities of today.
    """
    split = {community: _epoch(community) for community in communities}
    newest: dict[str, int] = {}
    for name, epoch in split.values():
        newest[name] = max(newest.get(name, 0), epoch)
    age = {community: newest[name] - epoch for community, (name, epoch) in split.items()}
    return ",".join(sorted(sorted(communities, reverse=True), key=lambda one: (age[one], ":" in one)))


def _epoch(community: str) -> tuple[str, int]:
    name, dot, number = community.rpartition(".")
    return (name, int(number)) if dot and number.isdecimal() else (community, 0)


def current() -> Scope:
    """This will give the scope of the transaction in hand, as it was last set here."""
    if not connection.in_atomic_block:
        return Scope()
    found: Scope = getattr(connection, "comity_scope", Scope())
    return found


def switch(scope: Scope) -> Scope:
    """This will change the scope until the transaction ends and give the one that was in force.

    Raises: RuntimeError outside a transaction, where a setting could leak into a pooled connection.
    """
    if not connection.in_atomic_block:
        msg = "a scope can be set only inside a transaction"
        raise RuntimeError(msg)
    before = current()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('role', %s, true), set_config('comity.communities', %s, true)",
            [scope.role, in_order(scope.communities)],
        )
    connection.comity_scope = scope  # type: ignore[attr-defined]
    return before


@contextmanager
def scoped(scope: Scope) -> Iterator[None]:
    """This will run a block in a scope, in a transaction or savepoint of its own, and then restore the one before.

    If the block raises, the rollback of the savepoint restores the settings in the database. Where the scope is in
    force already, as for an act within an act, nothing is set.
    """
    outermost, before = not connection.in_atomic_block, current()
    try:
        with transaction.atomic():
            if scope != before:
                switch(scope)
            yield
            if not outermost and not connection.needs_rollback and current() != before:
                switch(before)
    finally:
        connection.comity_scope = before  # type: ignore[attr-defined]


def reading(communities: Iterable[str]) -> AbstractContextManager[None]:
    """This will let a block read what the communities may read, and write nothing."""
    return scoped(Scope(READER, frozenset(communities)))


def as_system() -> AbstractContextManager[None]:
    """This will let a block read and write as the system: for the gate, the clock and loaders only."""
    return scoped(Scope(SYSTEM))


def at_the_door() -> AbstractContextManager[None]:
    """This will let a block look up sessions, accounts and who acts for whom."""
    return scoped(Scope(DOOR))
