"""Weekly times as people write them: "MoWe 10:00AM - 11:15AM", "TuTh 14:30-15:45", "Mon 9-11; Wed 9-11", or a slot."""

import hashlib
import re
from functools import cache

type Spans = tuple[tuple[int, int], ...]

DAY = 24 * 60
HALF = 12
NOON = 12
PATTERN = re.compile(
    r"(?P<h1>\d{1,2})(?:[:.h](?P<m1>\d{2}))?\s*(?P<a1>[ap])?\.?m?\.?\s*(?:-|\u2013|to|until)\s*"
    r"(?P<h2>\d{1,2})(?:[:.h](?P<m2>\d{2}))?\s*(?P<a2>[ap])?\.?m?\.?",
    re.IGNORECASE,
)
LETTERS = (
    ("monday", 0), ("mon", 0), ("mo", 0), ("tuesday", 1), ("tues", 1), ("tue", 1), ("tu", 1), ("wednesday", 2),
    ("wed", 2), ("we", 2), ("thursday", 3), ("thurs", 3), ("thu", 3), ("th", 3), ("friday", 4), ("fri", 4), ("fr", 4),
    ("saturday", 5), ("sat", 5), ("sa", 5), ("sunday", 6), ("sun", 6), ("su", 6), ("m", 0), ("t", 1), ("w", 2),
    ("r", 3), ("f", 4), ("s", 5), ("u", 6),
)  # fmt: skip


def spans_of(written: str, days: str) -> Spans:
    """This will read one cell, and the cell of its days if there is one; several times are separated by ; or /.

    What is no time is the name of a slot: the same name clashes, another does not.
    """
    made: list[tuple[int, int]] = []
    for part in re.split(r"[;/\n|]", written):
        text = part.strip()
        if not text or text.lower() in {"tba", "arr", "n/a", "none", "online"}:
            continue
        found = PATTERN.search(text)
        if not found:
            start = 7 * DAY + _slot(f"{days} {text}".strip().lower())
            made.append((start, start + 1))
            continue
        start, end = _minutes(found)
        on = _days(text[: found.start()]) or _days(text[found.end() :]) or _days(days) or (0,)
        made += [(day * DAY + start, day * DAY + end) for day in on if end > start]
    return tuple(sorted(set(made)))


def _slot(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:5], "big")


def _minutes(found: re.Match[str]) -> tuple[int, int]:
    half_1, half_2 = (found["a1"] or found["a2"] or "").lower(), (found["a2"] or "").lower()
    start, end = (int(found[f"h{at}"]) * 60 + int(found[f"m{at}"] or 0) for at in (1, 2))
    start, end = _of_day(start, half_1), _of_day(end, half_2)
    if not found["a1"] and found["a2"] and start > end:  # 11 - 1 pm
        start -= HALF * 60
    if end < start and not half_2:  # 11 - 1
        end += HALF * 60
    return start, end


def _of_day(minutes: int, half: str) -> int:
    if half == "p" and minutes < NOON * 60:
        return minutes + HALF * 60
    return minutes - HALF * 60 if half == "a" and minutes >= NOON * 60 else minutes


@cache
def _days(text: str) -> tuple[int, ...]:
    """This will read days, written out, by two letters or by one."""
    rest, found = re.sub(r"[^a-z]", "", text.lower()), []
    while rest:
        for letters, day in LETTERS:
            if rest.startswith(letters):
                found.append(day)
                rest = rest[len(letters) :]
                break
        else:
            return ()
    return tuple(found)
