"""Reading the official text that a deployer loads beside our summaries."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"^\s{0,3}(\d{1,2})\s*[.)](?:\s+|$)(.*)$")
_CHAPTER = re.compile(r"^\s{0,3}([IVXLC]+)\s*[.)]\s+\S")
_FURNITURE = re.compile(
    r"^\s*(?:page\s+)?[-–—]?\s*\d{1,3}\s*(?:(?:/|of|sur)\s*\d{1,3})?\s*[-–—]?\s*$|^\s*[-–—•*]\s*$", re.IGNORECASE
)
_DASH = re.compile(r"^\s*[-–—•*]\s+")
_LETTERED = re.compile(r"^\s*(?:[-–—•*]\s+)?(?:[a-z]|[ivx]{1,5})\s*[.)]\s+\S")
_SPLIT_WORD = re.compile(r"[^\W\d_]-$")
_ENDED = (".", ";", ":", "!", "?", ",")
_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def parse_official(text: str) -> dict[int, str]:
    """This will split the text of a policy into its numbered paragraphs, whatever pages it was printed on.

    A paragraph runs from its number to the next number in sequence or the next chapter heading. Broken lines are
    joined, blank lines and page numbers dropped, list items kept on lines of their own. What stands before paragraph 1
    is the title and is left out. A number out of sequence (a year at the start of a line) starts no paragraph.
    """
    paragraphs: dict[int, list[str]] = {}
    number = chapter = 0
    inside = False
    for line in re.split(r"\r\n|[\r\n\f]", text.removeprefix("\ufeff")):
        if (found := _NUMBERED.match(line)) and int(found[1]) == number + 1:
            number += 1
            inside = True
            paragraphs[number] = [found[2].strip()]
        elif (heading := _CHAPTER.match(line)) and heading[1] == _roman(chapter + 1):
            chapter += 1
            inside = False
        elif inside and line.strip() and not _FURNITURE.match(line):
            _append(paragraphs[number], line)
    return {key: "\n".join(line for line in lines if line) for key, lines in paragraphs.items()}


def _append(lines: list[str], line: str) -> None:
    """This will begin a new line for a list item and join everything else to the line before."""
    words = _DASH.sub("", line).strip()
    before = lines[-1]
    torn = bool(before) and not before.endswith(_ENDED) and words[:1].islower()
    if _LETTERED.match(line) or (_DASH.match(line) and not torn):
        lines.append(words)
    elif _SPLIT_WORD.search(before) and words[:1].islower():
        lines[-1] = f"{before}{words}"
    else:
        lines[-1] = f"{before} {words}".strip()


def _roman(number: int) -> str:
    written = ""
    for sign, value in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written
