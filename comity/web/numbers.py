"""Whole numbers in what a browser sends."""

from __future__ import annotations

# No number that we count with is longer, and each of them fits its column.
MOST_DIGITS = 9


def whole(text: str, *, digits: int = MOST_DIGITS) -> int | None:
    """This will read a whole number; what is no number, or longer than any that we keep, counts as none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
