"""What has happened to money. Sums are whole minor units; `minor` is in the currency of the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LineOpened:
    """A line was opened: money for a purpose in a period, or a fund that contributions fill."""

    line: str
    period: str
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class LineRevised:
    """The amount of a line was changed, with the reason."""

    line: str
    before: int
    after: int
    reason: str


@dataclass(frozen=True, slots=True)
class LineClosed:
    """A line takes no new commitments."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineReopened:
    """A closed line takes commitments again."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class MoneyCommitted:
    """Money of a line was set aside for a subject: `original` in `currency`, and `minor` at the rate of the day."""

    line: str
    commitment: int
    purpose: str
    subject: str
    minor: int
    currency: str
    original: int


@dataclass(frozen=True, slots=True)
class CommitmentReleased:
    """Money that was set aside is free again."""

    line: str
    commitment: int
    purpose: str
    subject: str
    minor: int


@dataclass(frozen=True, slots=True)
class CommitmentObliged:
    """Money that was set aside is owed: a contract, an order or an award was signed."""

    line: str
    commitment: int
    purpose: str
    subject: str
    minor: int


@dataclass(frozen=True, slots=True)
class InvoicePaid:
    """An invoice was paid out of what was owed."""

    line: str
    commitment: int
    purpose: str
    subject: str
    supplier: str
    invoice: str
    minor: int


@dataclass(frozen=True, slots=True)
class ContributionPledged:
    """A contributor has announced money for a fund."""

    line: str
    contribution: int
    contributor: str
    subject: str
    currency: str
    original: int
    minor: int


@dataclass(frozen=True, slots=True)
class ContributionSigned:
    """A contributor has signed the agreement on money that it pledged."""

    line: str
    contribution: int
    contributor: str
    subject: str
    minor: int


@dataclass(frozen=True, slots=True)
class ContributionReceived:
    """Money of a contributor has come in and may be spent."""

    line: str
    contribution: int
    contributor: str
    subject: str
    minor: int


@dataclass(frozen=True, slots=True)
class PledgeLapsed:
    """Money that was pledged will not come."""

    line: str
    contribution: int
    contributor: str
    subject: str
    minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class TransactionReversed:
    """A transaction was undone by its opposite; both stay in the books."""

    line: str
    number: int
    reversed: int
    reason: str


@dataclass(frozen=True, slots=True)
class RateRecorded:
    """A rate was recorded: how much of a currency is worth one unit of the base, on which day, from which source."""

    currency: str
    base: str
    rate: Decimal
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class LinesImported:
    """A budget was imported from a file."""

    file: str
    sha256: str
    made: int
    changed: int
