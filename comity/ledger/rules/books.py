"""The books: accounts of a line, balanced postings, and what they add up to (W-121, W-123, W-126)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from comity.core.money import Money


class Account(StrEnum):
    """The accounts of a line. The first of each group is the other side, and holds what the group holds, negated."""

    APPROPRIATION = "appropriation"
    FREE = "free"
    COMMITTED = "committed"
    OBLIGATED = "obligated"
    PAID = "paid"
    PROMISE = "promise"
    PLEDGED = "pledged"
    SIGNED = "signed"


class Verb(StrEnum):
    """What a transaction records."""

    OPEN = "open"
    REVISE = "revise"
    COMMIT = "commit"
    RELEASE = "release"
    OBLIGE = "oblige"
    PAY = "pay"
    PLEDGE = "pledge"
    SIGN = "sign"
    RECEIVE = "receive"
    LAPSE = "lapse"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a line stands. Units: minor units of its currency.

    `committed`, `obligated` and `paid` do not overlap: what is owed is no longer only set aside. The same holds for
    `pledged` and `signed` of a fund; what of them came in is in its amount.
    """

    currency: str
    amount: int
    committed: int = 0
    obligated: int = 0
    paid: int = 0
    pledged: int = 0
    signed: int = 0

    @property
    def free(self) -> int:
        """This will give what may still be committed."""
        return self.amount - self.committed - self.obligated - self.paid

    @property
    def used(self) -> int:
        """This will give what is no longer free."""
        return self.committed + self.obligated + self.paid

    def money(self, part: str) -> Money:
        """This will give one figure of the position with its currency."""
        return Money(int(getattr(self, part)), self.currency)


def appropriate(minor: int) -> dict[Account, int]:
    """This will post money given to a line, or taken from it if negative."""
    return {Account.APPROPRIATION: -minor, Account.FREE: minor}


def move(source: Account, target: Account, minor: int) -> dict[Account, int]:
    """This will post money that passes from one account to another."""
    return {source: -minor, target: minor}


def settle(consumed: int, sum_: int) -> dict[Account, int]:
    """This will post a payment: what was owed for it, what it came to, and the difference of rates out of the free."""
    return {Account.OBLIGATED: -consumed, Account.PAID: sum_, Account.FREE: consumed - sum_}


def come_in(consumed: int, sum_: int) -> dict[Account, int]:
    """This will post a contribution that came in: no longer promised, and free to be spent at what it came to."""
    return {Account.SIGNED: -consumed, Account.PROMISE: consumed, **appropriate(sum_)}


def opposite(postings: Mapping[Account, int]) -> dict[Account, int]:
    """This will post the opposite."""
    return {account: -minor for account, minor in postings.items()}


def add_up(currency: str, postings: Iterable[tuple[Account, int]]) -> Position:
    """This will give the position to which postings lead, in whatever order they come."""
    sums = dict.fromkeys(Account, 0)
    for account, minor in postings:
        sums[account] += minor
    return Position(
        currency,
        amount=-sums[Account.APPROPRIATION],
        committed=sums[Account.COMMITTED],
        obligated=sums[Account.OBLIGATED],
        paid=sums[Account.PAID],
        pledged=sums[Account.PLEDGED],
        signed=sums[Account.SIGNED],
    )


def share(part: int, whole: int, sum_: int) -> int:
    """This will give the part of a sum that goes with a part of the whole; all of it goes with all of the whole."""
    return sum_ if part == whole else (sum_ * part * 2 + whole) // (whole * 2)


def converted(minor: int, currency: str, base: str, rate: Decimal) -> int:
    """This will convert an amount into the line's currency at a rate (W-126)."""
    return Money(minor, currency).at(rate, base).minor
