"""Saved views: filtered lists that somebody keeps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.text import slugify

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.menu import events, queries, rules
from comity.menu.models import SavedView


@action(may=rules.may_save_view, facts=queries.facts_of_owner)
def save_view(person: Row, actor: Actor, now: datetime, *, name: str, query: str) -> events.ViewSaved:
    """This will keep a filtered list under a name; the same name a second time replaces it. The row is the person's."""
    slug = slugify(name)[:80] or "view"
    SavedView.objects.update_or_create(
        person_id=person.pk,
        slug=slug,
        defaults={
            "name": name.strip()[:80],
            "query": query,
            "saved_at": now,
            "audience": [audience.party(actor.party)] if actor.party else [audience.STAFF],
        },
    )
    return events.ViewSaved(slug)


def _filed(person: Row, event: events.FeedMade) -> tuple[str, Iterable[str]]:
    """This will keep the entry for the party for which the feed reads."""
    return person.subject, [audience.party(event.party) if event.party else audience.STAFF]


@action(may=rules.may_save_view, facts=queries.facts_of_owner, filed=_filed)
def subscribe(person: Row, actor: Actor, now: datetime) -> events.FeedMade:
    """This will note that somebody made an address from which a calendar reads in their name. The row is the person's.

    The address itself is kept nowhere, and what it filters is its owner's own affair.
    """
    return events.FeedMade(person.pk, actor.party or "")


@action(may=rules.may_forget_view, facts=queries.facts_of_view)
def forget_view(view: SavedView, actor: Actor, now: datetime) -> events.ViewForgotten:
    """This will drop a filtered list."""
    slug = view.slug
    view.delete()
    return events.ViewForgotten(slug)
