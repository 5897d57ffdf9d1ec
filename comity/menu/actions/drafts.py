"""Keeping an offer as a draft, and throwing it away. What is in it is nobody's but the party's, nor the register's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.menu import events, queries, rules
from comity.menu.models import OfferDraft


def _filed(party: Row, event: events.OfferDrafted) -> tuple[str, Iterable[str]]:
    """This will keep the entry for the party alone."""
    return party.subject, [audience.party(event.party)]


@action(may=rules.may_draft, facts=queries.facts_of_drafting, filed=_filed)
def save_draft(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    title: str,
    fields: Mapping[str, Sequence[str]],
    draft: int | None = None,
) -> events.OfferDrafted:
    """This will keep an offer as it stands so far, in place of what was kept of it; the row is the party's.

    A draft that a colleague has thrown away or sent meanwhile is kept anew, so that nothing typed is lost.
    """
    code = party.subject.removeprefix("party:")
    row = OfferDraft.objects.filter(party=code, pk=draft).first() if draft is not None else None
    row = row or OfferDraft(party=code, audience=[audience.party(code)])
    row.title, row.person_id, row.saved_at = title.strip()[:200], actor.person_id, now
    row.fields = {name: list(values) for name, values in fields.items()}
    row.save()
    return events.OfferDrafted(code, row.pk)


@action(may=rules.may_draft, facts=queries.facts_of_draft)
def discard_draft(draft: OfferDraft, actor: Actor, now: datetime) -> events.DraftDiscarded:
    """This will throw a draft away: it was offered, or is no longer wanted."""
    code, pk = draft.party, draft.pk
    draft.delete()
    return events.DraftDiscarded(code, pk)
