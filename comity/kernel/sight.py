"""Sight: what an actor would see, asked by the gate, which sees all.

The gate loads facts as the system. What it looks up by something that the caller typed (a number, a code, an address)
has to be answered as if the caller had looked: what is there and not visible is as good as absent.
"""

from __future__ import annotations

from django.db.models import QuerySet

from comity.core.actor import Actor
from comity.kernel.action import Gone
from comity.kernel.rows import Row


def seen_by[R: Row](actor: Actor, rows: QuerySet[R]) -> QuerySet[R]:
    """This will narrow rows to those that an actor may read; the system reads all."""
    return rows if actor.is_system else rows.filter(audience__overlap=sorted(actor.communities))


def one_seen_by[R: Row](actor: Actor, rows: QuerySet[R], named: str) -> R:
    """This will find the one row that the caller named, as the caller would find it.

    Raises: Gone if there is none, or none that the actor may read.
    """
    found = seen_by(actor, rows).first()
    if found is None:
        raise Gone(named)
    return found
