"""Square brackets as diplomats write them: text on which there is no agreement yet, and who wants it (W-28).

`We will [hold two exercises / XA] [hold an exercise / IS] a year.` is one choice with two alternatives; brackets that
stand next to each other belong to one choice. A bracket without a name is text that is merely not agreed. Brackets may
stand within brackets; they come up for a choice once the outer one is resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BY = re.compile(r"^(?P<text>.*?)\s*/\s*(?P<by>[A-Z][A-Z0-9-]{1,15}(?:\s*,\s*[A-Z][A-Z0-9-]{1,15})*)\s*$", re.DOTALL)
_OPENS, _CLOSES = "[", "]"


class UnbalancedError(ValueError):
    """A bracket opens without closing, or closes without having opened."""

    def __init__(self, at: int) -> None:
        """This will remember at which character."""
        super().__init__(f"unbalanced bracket at character {at + 1}")
        self.at = at


@dataclass(frozen=True, slots=True)
class Alternative:
    """One bracket: its text, and the codes of those who want it (none: nobody in particular)."""

    text: str
    by: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Brackets next to each other, of which at most one will stay. `start` and `end` are places in the text."""

    alternatives: tuple[Alternative, ...]
    start: int
    end: int


def parts(text: str) -> tuple[str | Choice, ...]:
    """This will cut a text into what stands and what is still to be chosen, in order.

    Raises: UnbalancedError if brackets do not pair.
    """
    found: list[str | Choice] = []
    place = 0
    for choice in choices(text):
        if choice.start > place:
            found.append(text[place : choice.start])
        found.append(choice)
        place = choice.end
    if place < len(text):
        found.append(text[place:])
    return tuple(found)


def choices(text: str) -> tuple[Choice, ...]:
    """This will list the choices that a text leaves open.

    Raises: UnbalancedError if brackets do not pair.
    """
    groups: list[list[Alternative]] = []
    for one in _outermost(text):
        if groups and not text[groups[-1][-1].end : one.start].strip():
            groups[-1].append(one)
        else:
            groups.append([one])
    return tuple(Choice(tuple(group), group[0].start, group[-1].end) for group in groups)


def are_open(text: str) -> bool:
    """This will tell whether anything in the text is bracketed, be it rightly written or not."""
    return _OPENS in text or _CLOSES in text


def are_balanced(text: str) -> bool:
    """This will tell whether every bracket that opens also closes."""
    try:
        _outermost(text)
    except UnbalancedError:
        return False
    return True


def write(text: str, by: str) -> str:
    """This will put a text into brackets under the code of whoever wants it."""
    return f"[{text.strip()} / {by}]"


def resolve(text: str, number: int, keep: int | None) -> str:
    """This will settle one choice: keep one of its alternatives, or none of them, and leave all else as it is.

    Raises: IndexError if there is no such choice or alternative; UnbalancedError if brackets do not pair.
    """
    choice = choices(text)[number]
    before, after = text[: choice.start], text[choice.end :]
    if keep is not None:
        if keep < 0:
            raise IndexError(keep)
        return before + choice.alternatives[keep].text + after
    if before.endswith(" ") and (not after or not (after[0].isalnum() or after[0] in "([«“\"'")):
        before = before[:-1]
    elif not before and after.startswith(" "):
        after = after[1:]
    return before + after


def _outermost(text: str) -> list[Alternative]:
    """This will find the brackets that stand within no other."""
    found: list[Alternative] = []
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == _OPENS:
            opened.append(place)
        elif sign == _CLOSES:
            if not opened:
                raise UnbalancedError(place)
            start = opened.pop()
            if not opened:
                found.append(_alternative(text, start, place + 1))
    if opened:
        raise UnbalancedError(opened[0])
    return found


def _alternative(text: str, start: int, end: int) -> Alternative:
    inner = text[start + 1 : end - 1]
    named = _BY.match(inner)
    if named is None or not are_balanced(named["text"]):
        return Alternative(inner.strip(), (), start, end)
    by = tuple(code.strip() for code in named["by"].split(","))
    return Alternative(named["text"].strip(), by, start, end)
