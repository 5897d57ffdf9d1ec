"""Money: whole minor units of one currency; sums never mix currencies."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency."""

    minor: int
    currency: str = "EUR"

    @classmethod
    def of(cls, amount: Decimal, currency: str = "EUR") -> Money:
        """This will take a decimal amount.

        Raises: ValueError if the amount is finer than a minor unit.
        """
        minor = amount * 100
        if minor != minor.to_integral_value():
            msg = f"finer than a cent: {amount}"
            raise ValueError(msg)
        return cls(int(minor), currency)

    @property
    def amount(self) -> Decimal:
        """This will give the amount in major units."""
        return Decimal(self.minor) / 100

    def __add__(self, other: Money) -> Money:
        """This will add two amounts of one currency.

        Raises: ValueError if the currencies differ.
        """
        if other.currency != self.currency:
            msg = f"cannot add {other.currency} to {self.currency}"
            raise ValueError(msg)
        return Money(self.minor + other.minor, self.currency)
