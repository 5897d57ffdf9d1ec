"""Money: whole minor units of one currency; sums never mix currencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_NO_MINOR_UNIT = """
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
"""
_THOUSANDTHS = """
    BHD IQD JOD KWD LYD OMR TND
"""
_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
# How many digits the minor unit has, where it is not two.
_EXPONENTS = {
    **dict.fromkeys(_NO_MINOR_UNIT.split(), 0),
    **dict.fromkeys(_THOUSANDTHS.split(), 3),
    "CLF": 4,
    "UYW": 4,
}
CURRENCIES = frozenset(_CODES.split())
"""Codes of ISO 4217 in which money may be kept."""


def exponent(currency: str) -> int:
    """This will tell how many digits the minor unit of a currency has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


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
        minor = amount.scaleb(exponent(currency))
        if minor != minor.to_integral_value():
            msg = f"finer than a minor unit: {amount} {currency}"
            raise ValueError(msg)
        return cls(int(minor), currency)

    @property
    def amount(self) -> Decimal:
        """This will give the amount in major units, with the digits of the currency."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        """This will add two amounts of one currency.

        Raises: ValueError if the currencies differ.
        """
        if other.currency != self.currency:
            msg = f"cannot add {other.currency} to {self.currency}"
            raise ValueError(msg)
        return Money(self.minor + other.minor, self.currency)

    def at(self, rate: Decimal, currency: str) -> Money:
        """This will convert at a rate, rounded half up. Units: of this currency for one unit of the other."""
        minor = (self.amount / rate).scaleb(exponent(currency))
        return Money(int(minor.to_integral_value(ROUND_HALF_UP)), currency)


_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009']")
_FIGURE = re.compile(r"^-?\d{1,15}(?:\.\d{1,8})?$")
_GROUPED = re.compile(r"^-?\d{1,3}(?:[.,]\d{3})+$")


def read_amount(text: str, currency: str, *, decimal_mark: str = "") -> Money:
    """This will read what a person typed: 1234.56, 1 234,56, 1,234.56 or 1.234,56.

    One mark before exactly three digits may mean thousands or a fraction: it counts as a group where the language
    writes the fraction with the other `decimal_mark`, and is refused where nothing is known of the language.
    Raises: ValueError if it is no amount, or finer than a minor unit.
    """
    figure = _BLANKS.sub("", text)
    marks = {sign for sign in figure if sign in ".,"}
    if len(marks) == 2:  # noqa: PLR2004 - both: the last one is the decimal mark
        last = max(marks, key=figure.rfind)
        other = (marks - {last}).pop()
        head, _, tail = figure.rpartition(last)
        if not _GROUPED.match(head.replace(last, "x")) and other in head:
            raise ValueError(text)
        figure = f"{head.replace(other, '')}.{tail}"
    elif marks:
        mark = marks.pop()
        if figure.count(mark) > 1 or (_GROUPED.match(figure) and decimal_mark and decimal_mark != mark):
            if not _GROUPED.match(figure):
                raise ValueError(text)
            figure = figure.replace(mark, "")
        elif _GROUPED.match(figure) and not decimal_mark and exponent(currency) != 3:  # noqa: PLR2004 - thousandths
            raise ValueError(text)
        else:
            figure = figure.replace(mark, ".")
    if not _FIGURE.match(figure):
        raise ValueError(text)
    return Money.of(Decimal(figure), currency)
