"""Spending: money is set aside, freed, owed, paid."""

from __future__ import annotations

from datetime import date, datetime

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import Refused, action
from comity.ledger import events, queries, rules
from comity.ledger.actions.entering import commitment_of, enter, in_line, rate_fields
from comity.ledger.models import Commitment, Invoice, Line
from comity.ledger.rules import Account, Verb


@action(may=rules.may_commit, facts=queries.commit_facts)
def commit(
    line: Line,
    actor: Actor,
    now: datetime,
    *,
    purpose: str,
    subject_ref: str,
    original: int,
    currency: str = "",
    label: str = "",
    key: str = "",
) -> events.MoneyCommitted:
    """This will set money aside for a subject of another house, and refuse beyond what is free (W-121).

    In another currency than the line's, the rate of the day is used and kept beside both sums (W-126). A key may be
    used once (W-129). Units: `original` in minor units of `currency`, which is the line's if none is given.
    """
    wanted = currency or line.currency
    rate = queries.rate(wanted, line.currency, brussels_day(now))
    minor = in_line(original, wanted, line, rate)
    line.commitments_made += 1
    made = Commitment.objects.create(
        line=line,
        number=line.commitments_made,
        purpose=purpose,
        subject_ref=subject_ref,
        label=label.strip(),
        currency=wanted,
        original=original,
        minor=minor,
        original_left=original,
        left=minor,
        made_at=now,
        audience=line.audience,
        **rate_fields(rate),
    )
    line.save(update_fields=["commitments_made"])
    postings = rules.move(Account.FREE, Account.COMMITTED, minor)
    enter(line, actor, now, Verb.COMMIT, postings, original=original, currency=wanted, of=made, rate=rate, key=key)
    return events.MoneyCommitted(line.code, made.number, purpose, subject_ref, minor, wanted, original)


@action(may=rules.may_release, facts=queries.spend_facts)
def release(
    line: Line,
    actor: Actor,
    now: datetime,
    *,
    commitment: int,
    original: int | None = None,
    reason: str = "",
    key: str = "",
) -> events.CommitmentReleased:
    """This will free what was set aside and is not owed, or a part of it (W-123). Units: `original` as committed."""
    row = commitment_of(line, commitment)
    part = row.original_left if original is None else original
    minor = rules.share(part, row.original_left, row.left)
    row.original_left -= part
    row.left -= minor
    row.save(update_fields=["original_left", "left"])
    postings = rules.move(Account.COMMITTED, Account.FREE, minor)
    enter(line, actor, now, Verb.RELEASE, postings, original=part, of=row, reason=reason, key=key)
    return events.CommitmentReleased(line.code, row.number, row.purpose, row.subject_ref, minor)


@action(may=rules.may_oblige, facts=queries.spend_facts)
def oblige(
    line: Line,
    actor: Actor,
    now: datetime,
    *,
    commitment: int,
    original: int | None = None,
    reason: str = "",
    key: str = "",
) -> events.CommitmentObliged:
    """This will enter what was set aside, or a part of it, as owed (W-123). Units: `original` as committed."""
    row = commitment_of(line, commitment)
    part = row.original_left if original is None else original
    minor = rules.share(part, row.original_left, row.left)
    row.original_left -= part
    row.left -= minor
    row.original_obligated += part
    row.obligated += minor
    row.save(update_fields=["original_left", "left", "original_obligated", "obligated"])
    postings = rules.move(Account.COMMITTED, Account.OBLIGATED, minor)
    enter(line, actor, now, Verb.OBLIGE, postings, original=part, of=row, reason=reason, key=key)
    return events.CommitmentObliged(line.code, row.number, row.purpose, row.subject_ref, minor)


@action(may=rules.may_pay, facts=queries.spend_facts)
def pay(
    line: Line,
    actor: Actor,
    now: datetime,
    *,
    commitment: int,
    original: int,
    supplier: str,
    invoice: str,
    invoiced_on: date,
    key: str = "",
) -> events.InvoicePaid:
    """This will pay an invoice out of what is owed, once, at the rate of the day (W-123, W-124, W-126).

    What the rate has changed since the commitment comes out of what is free, or goes back to it.
    Units: `original` in minor units of the commitment's currency.
    """
    row = commitment_of(line, commitment)
    rate = queries.rate(row.currency, line.currency, brussels_day(now))
    minor = in_line(original, row.currency, line, rate)
    consumed = rules.share(original, row.original_obligated, row.obligated)
    bill = Invoice.objects.create(
        commitment=row,
        supplier=supplier.strip(),
        supplier_key=queries.compared(supplier),
        number=invoice.strip(),
        number_key=queries.compared(invoice),
        invoiced_on=invoiced_on,
        original=original,
        paid_at=now,
        audience=line.audience,
    )
    row.original_obligated -= original
    row.obligated -= consumed
    row.original_paid += original
    row.paid += minor
    row.save(update_fields=["original_obligated", "obligated", "original_paid", "paid"])
    enter(
        line,
        actor,
        now,
        Verb.PAY,
        rules.settle(consumed, minor),
        original=original,
        of=row,
        bill=bill,
        rate=rate,
        key=key,
    )
    return events.InvoicePaid(line.code, row.number, row.purpose, row.subject_ref, bill.supplier, bill.number, minor)


def commit_once(
    line: Line,
    actor: Actor,
    now: datetime,
    *,
    key: str,
    purpose: str,
    subject_ref: str,
    original: int,
    currency: str = "",
    label: str = "",
) -> int:
    """This will set money aside under a key, and give the number of the commitment; a second time changes nothing.

    For flows, which may run twice. Runs as the system. Raises: Refused if it cannot be set aside.
    """
    if (before := queries.done(key)) is not None and before.commitment is not None:
        return before.commitment.number
    try:
        return commit(
            line,
            actor,
            now,
            purpose=purpose,
            subject_ref=subject_ref,
            original=original,
            currency=currency,
            label=label,
            key=key,
        ).commitment
    except Refused as refused:
        meanwhile = queries.done(key)
        if refused.verdict.codes != ("ledger.done_before",) or meanwhile is None or meanwhile.commitment is None:
            raise
        return meanwhile.commitment.number
