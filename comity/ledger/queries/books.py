"""What may be asked about money. Sums are whole minor units of the currency named beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from comity.ledger import rules
from comity.ledger.models import Commitment, Contribution, Invoice, Line, Posting, Rate, Transaction
from comity.ledger.rules import Account, Kind, Position, RateFacts, Verb

MOST_STATED = 2000


# -- lines -------------------------------------------------------------------------------------------------------------


def line(code: str) -> Line | None:
    """This will find a line that the reader may see."""
    return Line.objects.filter(code=code).first()


def lines(period: str = "", *, kind: Kind | None = None) -> list[Line]:
    """This will list the lines of a period, or of all, by code."""
    found = Line.objects.all()
    if period:
        found = found.filter(period=period)
    if kind is not None:
        found = found.filter(kind=kind)
    return list(found.order_by("period", "code"))


def lines_of(subject_ref: str) -> list[Line]:
    """This will list the lines kept for one subject of another house, as the fund of a trust fund."""
    return list(Line.objects.filter(subject_ref=subject_ref).order_by("code"))


def periods() -> list[str]:
    """This will list the periods for which there are lines, the latest first."""
    return list(Line.objects.order_by("-until_on", "-period").values_list("period", flat=True).distinct())


def position(row: Line) -> Position:
    """This will tell where a line stands: amount, committed, obligated, paid, free."""
    return row.position


def known_codes(codes: Iterable[str]) -> set[str]:
    """This will tell which codes are taken by lines that the reader may see."""
    return set(Line.objects.filter(code__in=list(codes)).values_list("code", flat=True))


# -- commitments and contributions -------------------------------------------------------------------------------------


def commitment(row: Line, number: int) -> Commitment | None:
    """This will find a commitment of a line."""
    return Commitment.objects.filter(line=row, number=number).first()


def commitments(row: Line) -> list[Commitment]:
    """This will list the commitments of a line, the latest first."""
    return list(Commitment.objects.filter(line=row).order_by("-number"))


def commitments_for(purpose: str, subject_ref: str) -> list[Commitment]:
    """This will list what was ever set aside for a subject, with the lines. One query."""
    found = Commitment.objects.filter(purpose=purpose, subject_ref=subject_ref)
    return list(found.select_related("line").order_by("pk"))


def open_commitment(purpose: str, subject_ref: str) -> Commitment | None:
    """This will find the commitment for a subject of which something is still set aside and not owed."""
    found = Commitment.objects.filter(purpose=purpose, subject_ref=subject_ref, original_left__gt=0)
    return found.select_related("line").order_by("pk").first()


def contribution(row: Line, number: int) -> Contribution | None:
    """This will find a contribution to a fund."""
    return Contribution.objects.filter(line=row, number=number).first()


def contributions(row: Line) -> list[Contribution]:
    """This will list the contributions to a fund, in the order in which they were pledged."""
    return list(Contribution.objects.filter(line=row).order_by("number"))


def invoices(row: Line) -> list[Invoice]:
    """This will list the invoices paid from a line, the latest first."""
    found = Invoice.objects.filter(commitment__line=row).select_related("commitment")
    return list(found.order_by("-paid_at", "-pk"))


# -- statement ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stated:
    """One transaction on the statement of a line, and what was free after it. Units: minor units of the line."""

    number: int
    at: datetime
    verb: Verb
    about: str
    text: str
    reason: str
    commitment: int | None
    contribution: int | None
    currency: str
    original: int
    rate: Decimal | None
    rate_on: date | None
    rate_source: str
    by: int | None
    reverses: int | None
    reversed_by: int | None
    postings: Mapping[Account, int]
    after: Position

    @property
    def minor(self) -> int:
        """This will give the sum that moved: the largest that came onto an account."""
        return max((minor for minor in self.postings.values()), default=0)


def statement(row: Line) -> list[Stated]:
    """This will list the transactions of a line in their order, each with what it left. Three queries."""
    found = list(
        Transaction.objects.filter(line=row)
        .select_related("commitment", "contribution", "invoice", "reverses", "reversed_by")
        .order_by("number")[:MOST_STATED]
    )
    postings: dict[int, dict[Account, int]] = {}
    for pk, account, minor in Posting.objects.filter(line=row).values_list("transaction_id", "account", "minor"):
        held = postings.setdefault(pk, {})
        held[Account(account)] = held.get(Account(account), 0) + minor
    stated: list[Stated] = []
    sums: dict[Account, int] = {}
    for one in found:
        moved = postings.get(one.pk, {})
        for account, minor in moved.items():
            sums[account] = sums.get(account, 0) + minor
        about, text = _about(one)
        undone = getattr(one, "reversed_by", None)
        stated.append(
            Stated(
                number=one.number,
                at=one.at,
                verb=Verb(one.verb),
                about=about,
                text=text,
                reason=one.reason,
                commitment=one.commitment.number if one.commitment else None,
                contribution=one.contribution.number if one.contribution else None,
                currency=one.currency,
                original=one.original,
                rate=one.rate,
                rate_on=one.rate_on,
                rate_source=one.rate_source,
                by=one.by,
                reverses=one.reverses.number if one.reverses else None,
                reversed_by=undone.number if undone else None,
                postings=moved,
                after=rules.add_up(row.currency, sums.items()),
            )
        )
    return stated


def _about(one: Transaction) -> tuple[str, str]:
    if one.invoice is not None:
        return one.commitment.subject_ref if one.commitment else "", f"{one.invoice.supplier} {one.invoice.number}"
    if one.commitment is not None:
        return one.commitment.subject_ref, one.commitment.label
    if one.contribution is not None:
        return one.contribution.contributor, one.contribution.earmark
    return "", ""


# -- rates -------------------------------------------------------------------------------------------------------------


def rates(base: str = "", *, limit: int = 200) -> list[Rate]:
    """This will list rates that were recorded, the latest first."""
    found = Rate.objects.filter(base=base) if base else Rate.objects.all()
    return list(found.order_by("-on", "currency", "-at", "-pk")[:limit])


def rate(currency: str, base: str, day: date) -> RateFacts | None:
    """This will give the rate that holds on a day: the latest recorded for that day or the nearest before."""
    if currency == base:
        return None
    found = Rate.objects.filter(currency=currency, base=base, on__lte=day).order_by("-on", "-at", "-pk").first()
    return RateFacts(found.rate, found.on, found.source) if found else None


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§7c, as far as the reader may see it. One query."""
    return {"ledger.lines": Line.objects.count()}
