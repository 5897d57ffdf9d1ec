"""What has changed between two texts, word by word.

What was there is what remains without the insertions; what is there now is what remains without the deletions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words next to each other of which the same became."""

    kind: Kind
    text: str


def words(text: str) -> list[str]:
    """This will cut a text into words, blanks and signs, of which it can be put together again."""
    return _WORDS.findall(text)


def compare(old: str, new: str) -> tuple[Run, ...]:
    """This will tell what is the same, what is gone and what is new, in reading order.

    Changes that only a blank separates are shown as one, for the eye's sake.
    """
    before, after = words(old), words(new)
    runs: list[Run] = []
    gone = came = held = ""

    def flush() -> None:
        nonlocal gone, came
        runs.extend(run for run in (Run(Kind.GONE, gone), Run(Kind.NEW, came)) if run.text)
        gone = came = ""

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            same = "".join(before[i1:i2])
            if same.isspace() and (gone or came):
                held = same
                continue
            flush()
            runs.append(Run(Kind.SAME, held + same))
            held = ""
        else:
            gone += held + "".join(before[i1:i2])
            came += held + "".join(after[j1:j2])
            held = ""
    flush()
    if held:
        runs.append(Run(Kind.SAME, held))
    return tuple(runs)


def old_of(runs: tuple[Run, ...]) -> str:
    """This will put together again what was there."""
    return "".join(run.text for run in runs if run.kind is not Kind.NEW)


def new_of(runs: tuple[Run, ...]) -> str:
    """This will put together again what is there now."""
    return "".join(run.text for run in runs if run.kind is not Kind.GONE)
