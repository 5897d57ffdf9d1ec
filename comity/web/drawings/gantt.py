"""A plan over time: goals as headings, activities as bars, today, the review.

Agreed is solid, proposed is dashed, refused is outlined in clay; each also says so in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from comity.web.drawings.svg import element, join, picture, text

WIDTH, LABELS, ROW, TOP, RIGHT = 960.0, 345.0, 28.0, 44.0, 90.0
_SHORTEST = 5.0
_LONGEST_LABEL = 52


@dataclass(frozen=True, slots=True)
class Bar:
    """One activity of a plan. `state` is agreed, proposed or refused; `word` says it where it is not agreed."""

    label: str
    start_on: date
    end_on: date
    state: str = "agreed"
    word: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A heading with the bars that serve it."""

    label: str
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters to the whole plan: today, a review."""

    on: date
    word: str
    kind: str = "review"


def _quarters(start: date, end: date) -> list[tuple[date, str]]:
    ticks: list[tuple[date, str]] = []
    year, quarter = start.year, (start.month - 1) // 3
    while (day := date(year, 3 * quarter + 1, 1)) <= end:
        if day >= start:
            ticks.append((day, f"Q{quarter + 1} {year}" if quarter == 0 or not ticks else f"Q{quarter + 1}"))
        year, quarter = (year + 1, 0) if quarter == 3 else (year, quarter + 1)  # noqa: PLR2004 - the last of four
    return ticks


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"


def gantt(
    goals: Sequence[Goal], *, start_on: date, end_on: date, marks: Sequence[Mark], title: str, description: str
) -> Markup:
    """This will draw a plan between two days. The page puts the same rows in a table below."""
    whole = max(1, (end_on - start_on).days)

    def at(day: date) -> float:
        part = min(1.0, max(0.0, (day - start_on).days / whole))
        return LABELS + part * (WIDTH - LABELS - RIGHT)

    rows: list[Goal | Bar] = []
    for goal in goals:
        rows += [goal, *goal.bars]
    bottom = TOP + ROW * len(rows)
    parts: list[Markup] = []
    for day, word in _quarters(start_on, end_on):
        parts.append(element("line", x1=at(day), x2=at(day), y1=TOP - 8, y2=bottom, class_="d-grid"))
        parts.append(text(word, x=at(day) + 4, y=TOP - 14, class_="d-word"))
    for mark in marks:
        x = at(mark.on)
        parts.append(element("line", x1=x, x2=x, y1=TOP - 8, y2=bottom, class_=f"d-mark d-mark-{mark.kind}"))
        if mark.kind == "review":
            shape = f"M{x:.1f} {TOP - 13:.1f}l5 5l-5 5l-5 -5z"
            parts.append(element("path", d=shape, class_="d-mark-sign"))
        parts.append(text(mark.word, x=x, y=bottom + 16, text_anchor="middle", class_="d-word"))
    for index, row in enumerate(rows):
        middle = TOP + ROW * (index + 0.5)
        if isinstance(row, Goal):
            parts.append(text(row.label, x=0, y=middle + 4, class_="d-strong"))
            continue
        label = text(_cut(row.label), x=14, y=middle + 4)
        parts.append(element("a", label, href=row.url, class_="d-link") if row.url else label)
        left = at(row.start_on)
        long = max(_SHORTEST, at(row.end_on) - left)
        parts.append(
            element("rect", x=left, y=middle - 6, width=long, height=12, rx=2, class_=f"d-bar d-bar-{row.state}")
        )
        if row.word:
            parts.append(text(row.word, x=left + long + 6, y=middle + 4, class_="d-word"))
    height = bottom + 24
    return picture(
        join(parts),
        title=title,
        description=description,
        class_="d-gantt",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        width=WIDTH,
        height=height,
    )
