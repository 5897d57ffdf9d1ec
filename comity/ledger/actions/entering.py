"""Entering a transaction: its number, its balanced postings, the rate that was used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from comity.core.actor import Actor
from comity.ledger import rules
from comity.ledger.models import Commitment, Contribution, Invoice, Line, Posting, Transaction
from comity.ledger.rules import Account, RateFacts, Verb


def enter(
    line: Line,
    actor: Actor,
    now: datetime,
    verb: Verb,
    postings: Mapping[Account, int],
    *,
    original: int,
    currency: str = "",
    of: Commitment | None = None,
    gift: Contribution | None = None,
    bill: Invoice | None = None,
    rate: RateFacts | None = None,
    reason: str = "",
    key: str = "",
    undone: Transaction | None = None,
) -> Transaction:
    """This will enter a transaction with its postings; the database weighs them and keeps the counters."""
    line.transactions_made += 1
    line.save(update_fields=["transactions_made"])
    thing = of or gift
    made = Transaction.objects.create(
        line=line,
        number=line.transactions_made,
        verb=verb,
        at=now,
        by=actor.person_id,
        reason=reason.strip(),
        key=key or None,
        commitment=of,
        contribution=gift,
        invoice=bill,
        reverses=undone,
        currency=currency or (thing.currency if thing else line.currency),
        original=original,
        audience=line.audience,
        **rate_fields(rate),
    )
    Posting.objects.bulk_create(
        Posting(
            transaction=made,
            line=line,
            account=account,
            currency=line.currency,
            minor=minor,
            audience=line.audience,
        )
        for account, minor in postings.items()
        if minor
    )
    return made


def commitment_of(line: Line, number: int) -> Commitment:
    """This will find a commitment that the rule has seen."""
    return Commitment.objects.get(line=line, number=number)


def contribution_of(line: Line, number: int) -> Contribution:
    """This will find a contribution that the rule has seen."""
    return Contribution.objects.get(line=line, number=number)


def in_line(original: int, currency: str, line: Line, rate: RateFacts | None) -> int:
    """This will give an amount in the currency of the line."""
    if currency == line.currency or rate is None:
        return original
    return rules.converted(original, currency, line.currency, rate.rate)


def rate_fields(rate: RateFacts | None) -> dict[str, Any]:
    """This will give what is kept of the rate that was used."""
    if rate is None:
        return {}
    return {"rate": rate.rate, "rate_on": rate.on, "rate_source": rate.source}
