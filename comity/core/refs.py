"""References: how papers, activities and periods are written in print and in addresses."""

from __future__ import annotations

import re

_PAPER = re.compile(r"^([A-Z][A-Z-]*)\((\d{4})\)(\d{1,6})((?:-(?:REV|ADD|COR|AS)\d+)*)$")
_SLUG = re.compile(r"^([A-Z][A-Z-]*?)-(\d{4})-(\d{1,6})((?:-(?:REV|ADD|COR|AS)\d+)*)$")


def paper(series: str, year: int, number: int) -> str:
    """This will write the symbol of a paper, as in PO(2026)0188."""
    return f"{series}({year}){number:04d}"


def slug_of_paper(symbol: str) -> str:
    """This will write a paper's symbol so that it fits an address, as in PO-2026-0188.

    Raises: ValueError if it is not the symbol of a paper.
    """
    if not (found := _PAPER.match(symbol)):
        msg = f"not the symbol of a paper: {symbol!r}"
        raise ValueError(msg)
    series, year, number, suffix = found.groups()
    return f"{series}-{year}-{number}{suffix}"


def paper_of_slug(slug: str) -> str:
    """This will read a paper's symbol back from an address.

    Raises: ValueError if the address does not name a paper.
    """
    if not (found := _SLUG.match(slug)):
        msg = f"not the address of a paper: {slug!r}"
        raise ValueError(msg)
    series, year, number, suffix = found.groups()
    return f"{series}({year}){number}{suffix}"


def activity(number: int) -> str:
    """This will write the code of an activity of the menu, as in PCM-0455."""
    return f"PCM-{number:04d}"


def refusal(year: int, number: int) -> str:
    """This will write the number of a refusal, as in R-2026-04417."""
    return f"R-{year}-{number:05d}"


def period(first: int, last: int) -> str:
    """This will write a period of years, as in 2027-28."""
    return f"{first}-{last % 100:02d}" if first != last else f"{first}"
