"""Numbers of paragraphs: given once, never moved, so that a printed number stays true (W-24).

A paragraph put in later takes the number before it with bis, ter, quater and so on.
"""

from __future__ import annotations

from collections.abc import Iterable

_SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
STEP = 1 << 20


def at_end(section: int, taken: Iterable[str]) -> str:
    """This will number a paragraph put at the end of a section; numbers that were ever given count as taken."""
    last = max((_plain(number) for number in taken), default=0)
    return f"{section}.{last + 1}"


def after(number: str, taken: Iterable[str]) -> str:
    """This will number a paragraph put in after another one: 3.2 bis, then 3.2 ter."""
    root = number.partition(" ")[0]
    known = set(taken)
    names = (*_SUFFIXES, *(f"({count})" for count in range(len(_SUFFIXES) + 2, len(known) + len(_SUFFIXES) + 3)))
    return next(f"{root} {name}" for name in names if f"{root} {name}" not in known)


def between(before: int, following: int | None) -> int | None:
    """This will give a place between two places, or None if there is no room left."""
    if following is None:
        return before + STEP
    middle = (before + following) // 2
    return middle if before < middle < following else None


def _plain(number: str) -> int:
    return int(number.partition(" ")[0].rpartition(".")[2])
