"""Saved views, as their owner sees them."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.kernel.rows import Row, Statement
from comity.menu.models import SavedView

_VIEWS = Statement(lambda person: SavedView.objects.filter(person_id=person).order_by("name"), int)


def views(actor: Actor) -> list[SavedView]:
    """This will list the filtered lists that somebody keeps, by name."""
    return _VIEWS.rows(actor.person_id) if actor.person_id else []


def view(actor: Actor, slug: str) -> SavedView | None:
    """This will find one of somebody's own filtered lists."""
    return SavedView.objects.filter(person_id=actor.person_id, slug=slug).first() if actor.person_id else None


def facts_of_owner(row: Row, actor: Actor, now: datetime, **_: object) -> int:
    """This will show the rule whose lists are meant: the row is the person's."""
    return int(row.pk)


def facts_of_view(row: SavedView, actor: Actor, now: datetime, **_: object) -> int:
    """This will show the rule whose list it is."""
    return row.person_id
