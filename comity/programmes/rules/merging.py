"""Two people have changed one paragraph: how both changes live on.

Changes in different places are put together. Changes of the same words are kept side by side in brackets, each under
the code of whoever wants it, so that nothing that anybody wrote is lost (W-23, W-28).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from comity.programmes.rules import brackets
from comity.programmes.rules.comparison import Kind, compare, words


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes of two changes of one text. `settled` is false where both changed the same words."""

    text: str
    settled: bool


def merge(base: str, theirs: str, mine: str, *, their_code: str, my_code: str) -> Merge:
    """This will put together two changes of one text, each with balanced brackets.

    Where that would break brackets apart, both texts are kept whole, as alternatives.
    """
    if mine in (base, theirs):
        return Merge(theirs, settled=True)
    if theirs == base:
        return Merge(mine, settled=True)
    pieces: list[str] = []
    settled = True
    for was, their, my in _regions(words(base), words(theirs), words(mine)):
        if my in (was, their):
            pieces.append(their)
        elif their == was:
            pieces.append(my)
        else:
            settled = False
            pieces.append(_side_by_side(their, my, their_code, my_code))
    text = "".join(pieces)
    bracketed = any(brackets.are_open(one) for one in (base, theirs, mine))
    if not brackets.are_balanced(text) or (bracketed and not settled):
        return Merge(_whole(theirs, mine, their_code, my_code), settled=False)
    return Merge(text, settled)


def alternatives(old: str, new: str, *, old_code: str, new_code: str) -> str:
    """This will write a change as brackets beside what it would replace, instead of in its place."""
    if old == new:
        return old
    if not old.strip() or brackets.are_open(old) or brackets.are_open(new):
        return _whole(old, new, old_code, new_code)
    pieces: list[str] = []
    gone = ""
    for run in (*compare(old, new), None):
        if run is not None and run.kind is Kind.GONE:
            gone = run.text
            continue
        came = run.text if run is not None and run.kind is Kind.NEW else ""
        if gone or came:
            pieces.append(_side_by_side(gone, came, old_code, new_code))
            gone = ""
        if run is not None and run.kind is Kind.SAME:
            pieces.append(run.text)
    return "".join(pieces)


def _whole(old: str, new: str, old_code: str, new_code: str) -> str:
    return " ".join(brackets.write(text, code) for text, code in ((old, old_code), (new, new_code)) if text.strip())


def _side_by_side(their: str, my: str, their_code: str, my_code: str) -> str:
    """This will bracket two wordings of one place; blanks at its ends stay outside."""
    lead = _blank_at_start(their) or _blank_at_start(my)
    tail = _blank_at_start(their[::-1])[::-1] or _blank_at_start(my[::-1])[::-1]
    kept = _whole(their, my, their_code, my_code)
    return f"{lead}{kept}{tail}" if kept else their or my


def _blank_at_start(text: str) -> str:
    return text[: len(text) - len(text.lstrip())] if text.strip() else ""


def _regions(base: list[str], theirs: list[str], mine: list[str]) -> list[tuple[str, str, str]]:
    """This will cut three texts at the words that all of them share (the algorithm known as diff3)."""
    left = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    right = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    shared: list[tuple[int, int, int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        (a, their, m), (b, my, n) = left[i], right[j]
        start, end = max(a, b), min(a + m, b + n)
        if start < end:
            shared.append((start, end, their + start - a, my + start - b))
        if a + m < b + n:
            i += 1
        else:
            j += 1
    shared.append((len(base), len(base), len(theirs), len(mine)))
    found: list[tuple[str, str, str]] = []
    at_base = at_their = at_my = 0
    for start, end, their, my in shared:
        between = (base[at_base:start], theirs[at_their:their], mine[at_my:my])
        if any(between):
            found.append(("".join(between[0]), "".join(between[1]), "".join(between[2])))
        if end > start:
            same = "".join(base[start:end])
            found.append((same, same, same))
        at_base, at_their, at_my = end, their + end - start, my + end - start
    return found
