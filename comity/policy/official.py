"""Reading the official text that a deployer loads beside our summaries."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"^\s{0,3}(\d{1,2})\s*[.)](?:\s+|$)(.*)$")
_CHAPTER = re.compile(r"^\s{0,3}[IVXLC]+\s*[.)]\s+\S")
_FURNITURE = re.compile(r"^\s*(?:page\s+)?[-–—]?\s*\d{1,3}\s*(?:(?:/|of|sur)\s*\d{1,3})?\s*[-–—]?\s*$", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-–—•*]\s+)?(?:(?:[a-z]|[ivx]{1,5})\s*[.)]\s+\S|[-–—•*]\s+\S)")
_LONE_ITEM = re.compile(r"^\s*[-–—•*]\s*$")


def parse_official(text: str) -> dict[int, str]:
    """This will split the text of a policy into its numbered paragraphs, whatever pages it was printed on.

    A paragraph runs from its number to the next number in sequence or the next chapter heading. Broken lines are
    joined, blank lines and page numbers dropped, list items kept on lines of their own. What stands before paragraph 1
    is the title and is left out. A number out of sequence (a year at the start of a line) starts no paragraph.
    """
    paragraphs: dict[int, list[str]] = {}
    current = 0
    inside = False
    for line in re.split(r"[\n\f]", text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")):
        found = _NUMBERED.match(line)
        if found and int(found[1]) == current + 1:
            current += 1
            inside = True
            paragraphs[current] = [found[2].strip()]
        elif _CHAPTER.match(line) and not line.rstrip().endswith((";", ",", ".")):
            inside = False
        elif inside and line.strip() and not _FURNITURE.match(line) and not _LONE_ITEM.match(line):
            _append(paragraphs[current], line)
    return {number: "\n".join(line for line in lines if line) for number, lines in paragraphs.items()}


def _append(lines: list[str], line: str) -> None:
    """This will begin a new line for a list item and join everything else to the line before."""
    if _ITEM.match(line):
        lines.append(line.strip().lstrip("-–—•* ").strip())
    elif not lines[-1]:
        lines[-1] = line.strip()
    elif re.search(r"[^\W\d_]-$", lines[-1]) and line.strip()[0].islower():
        lines[-1] = f"{lines[-1]}{line.strip()}"
    else:
        lines[-1] = f"{lines[-1]} {line.strip()}"
