"""What a document is before it is set: plain, frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """How a run of text stands out. What was taken out is struck, what came in is underlined; never colour alone."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text within a line, with its mark."""

    text: str
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands below the title of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, numbered if it bears a number ("3", "2.1")."""

    runs: tuple[Run, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points, each a line of runs."""

    points: tuple[tuple[Run, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that repeats on every page. `numeric` names the columns that hold numbers, from 0."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as an SVG that stands alone, with words for those who do not see it. A table with the same follows."""

    svg: str
    words: str
    caption: str = ""


type Block = Heading | Paragraph | Items | Table | Figure


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """A document to print.

    `marking` comes from documents.queries.marking, `status` is a word ("Draft"), `watermark` stands across the page
    while the text is not in force ("DRAFT v6, not agreed"), `facts` are pairs of label and value below the title.
    """

    title: str
    reference: str
    marking: str
    language: str
    on: date
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    version: str = ""
    status: str = ""
    watermark: str = ""
    author: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def plain(text: str) -> tuple[Run, ...]:
    """This will make one unmarked run."""
    return (Run(text),)


def prose(text: str) -> tuple[Paragraph, ...]:
    """This will split what a person typed into paragraphs at its empty lines."""
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(Paragraph(plain(block)) for block in blocks if block)
