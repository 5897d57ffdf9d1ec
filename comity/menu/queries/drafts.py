"""Drafts of offers, as the party that writes them sees them."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.kernel.rows import Row
from comity.menu.models import OfferDraft


def drafts(party: str) -> list[OfferDraft]:
    """This will list a party's drafts, the one kept last on top."""
    return list(OfferDraft.objects.filter(party=party)) if party else []


def draft(party: str, pk: int) -> OfferDraft | None:
    """This will find one of a party's drafts."""
    return OfferDraft.objects.filter(party=party, pk=pk).first() if party else None


def facts_of_drafting(row: Row, actor: Actor, now: datetime, **_: object) -> str:
    """This will show the rule for whom a draft is kept."""
    return row.subject.removeprefix("party:")


def facts_of_draft(row: OfferDraft, actor: Actor, now: datetime, **_: object) -> str:
    """This will show the rule whose draft it is."""
    return row.party
