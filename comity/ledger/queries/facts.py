"""What the rules of the house are shown."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, Sum

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row
from comity.ledger import rules
from comity.ledger.models import Commitment, Contribution, Invoice, Line, Posting, Rate, Transaction
from comity.ledger.queries.books import rate
from comity.ledger.rules import Account, Kind, Verb


def open_facts(
    owner: Row,
    actor: Actor,
    now: datetime,
    *,
    code: str,
    title_en: str,
    title_fr: str,
    period: str,
    currency: str,
    minor: int,
    kind: Kind = Kind.BUDGET,
    **_: object,
) -> rules.OpenFacts:
    """This will gather what the rule on opening a line is shown."""
    known = Line.objects.filter(code=code).exists()
    return rules.OpenFacts(code, title_en, title_fr, period, currency, minor, kind, is_known=known)


def facts_of(
    row: Line, actor: Actor, now: datetime, *, minor: int | None = None, reason: str | None = None, **_: object
) -> rules.LineFacts:
    """This will gather what the rules on a line are shown."""
    return rules.LineFacts(row.code, Kind(row.kind), rules.State(row.state), row.position, minor, reason)


def commit_facts(
    row: Line,
    actor: Actor,
    now: datetime,
    *,
    original: int | None = None,
    currency: str = "",
    key: str = "",
    **_: object,
) -> rules.CommitFacts:
    """This will gather what the rule on setting money aside is shown; without a currency, the line's."""
    wanted = currency or row.currency
    held = rate(wanted, row.currency, brussels_day(now))
    return rules.CommitFacts(facts_of(row, actor, now), wanted, original, held, done_at=_done_at(key))


def spend_facts(
    row: Line,
    actor: Actor,
    now: datetime,
    *,
    commitment: int,
    original: int | None = None,
    supplier: str = "",
    invoice: str | None = None,
    key: str = "",
    **_: object,
) -> rules.SpendFacts:
    """This will gather what the rules on a commitment are shown. Without a sum, all that is left is meant."""
    found = Commitment.objects.filter(line=row, number=commitment).first()
    own = facts_of(row, actor, now)
    if found is None:
        return rules.SpendFacts(own, commitment, currency=row.currency, original=original)
    return rules.SpendFacts(
        own,
        commitment,
        is_known=True,
        currency=found.currency,
        left=(found.original_left, found.left),
        obligated=(found.original_obligated, found.obligated),
        original=original,
        rate=rate(found.currency, row.currency, brussels_day(now)),
        supplier=supplier.strip(),
        invoice=invoice,
        paid_before_at=_paid_before(supplier, invoice),
        done_at=_done_at(key),
    )


def pledge_facts(
    row: Line,
    actor: Actor,
    now: datetime,
    *,
    contributor: str = "",
    original: int | None = None,
    currency: str = "",
    key: str = "",
    **_: object,
) -> rules.PledgeFacts:
    """This will gather what the rule on pledges is shown."""
    wanted = currency or row.currency
    held = rate(wanted, row.currency, brussels_day(now))
    return rules.PledgeFacts(facts_of(row, actor, now), contributor, wanted, original, held, done_at=_done_at(key))


def contribution_facts(
    row: Line,
    actor: Actor,
    now: datetime,
    *,
    contribution: int,
    original: int | None = None,
    reason: str | None = None,
    key: str = "",
    **_: object,
) -> rules.ContributionFacts:
    """This will gather what the rules on a contribution are shown."""
    found = Contribution.objects.filter(line=row, number=contribution).first()
    own = facts_of(row, actor, now)
    if found is None:
        return rules.ContributionFacts(own, contribution, original=original)
    return rules.ContributionFacts(
        own,
        contribution,
        is_known=True,
        contributor=found.contributor,
        currency=found.currency,
        pledged=found.original_pledged,
        signed=found.original_signed,
        original=original,
        reason=reason,
        rate=rate(found.currency, row.currency, brussels_day(now)),
        done_at=_done_at(key),
    )


def reverse_facts(
    row: Line, actor: Actor, now: datetime, *, number: int, reason: str | None = None, **_: object
) -> rules.ReverseFacts:
    """This will gather what the rule on undoing a transaction is shown."""
    found = Transaction.objects.filter(line=row, number=number).first()
    if found is None:
        return rules.ReverseFacts(row.code, number, reason)
    same = Q(pk__isnull=True)
    if found.commitment_id:
        same = Q(commitment_id=found.commitment_id)
    elif found.contribution_id:
        same = Q(contribution_id=found.contribution_id)
    later = Transaction.objects.filter(same, line=row, number__gt=number, reverses__isnull=True, reversed_by=None)
    free = Posting.objects.filter(transaction=found, account=Account.FREE).aggregate(n=Sum("minor"))["n"] or 0
    undone = Transaction.objects.filter(reverses=found).values_list("number", flat=True).first()
    return rules.ReverseFacts(
        row.code,
        number,
        reason,
        is_known=True,
        is_reversal=found.verb == Verb.REVERSE,
        reversed_by=undone,
        later=tuple(later.order_by("number").values_list("number", flat=True)),
        free_after=row.position.free - free,
        free=row.position.money("free"),
    )


def rate_facts(
    owner: Row, actor: Actor, now: datetime, *, currency: str, base: str, rate: Decimal, on: date, source: str
) -> rules.NewRateFacts:
    """This will gather what the rule on rates is shown."""
    last = Rate.objects.filter(currency=currency, base=base, on=on).order_by("-at", "-pk").first()
    same = last is not None and last.rate == rate
    return rules.NewRateFacts(currency, base, rate, on, source, is_known=same)


def done(key: str) -> Transaction | None:
    """This will find what was entered under a key, with its line and commitment."""
    found = Transaction.objects.select_related("line", "commitment", "contribution")
    return found.filter(key=key).first() if key else None


def compared(text: str) -> str:
    """This will write a name or number as it is compared: without case, blanks, dots and dashes."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _done_at(key: str) -> datetime | None:
    found = done(key)
    return found.at if found else None


def _paid_before(supplier: str, invoice: str | None) -> datetime | None:
    if not invoice or not supplier:
        return None
    found = Invoice.objects.filter(
        supplier_key=compared(supplier), number_key=compared(invoice), is_reversed=False
    ).first()
    return found.paid_at if found else None
