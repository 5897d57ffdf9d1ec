"""Bars of money: what is committed, spent and free of a budget. No pies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from comity.web.drawings.svg import element, join, picture, text

WIDTH, LABELS, ROW, TOP, RIGHT = 960.0, 240.0, 34.0, 8.0, 120.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: which of the seven classes paints it, how much, and what it is called."""

    paint: str
    value: float
    word: str


@dataclass(frozen=True, slots=True)
class Line:
    """One bar: its name, its parts, and the sum as the page writes it."""

    label: str
    parts: tuple[Part, ...]
    total_word: str = ""


def stacked_bars(
    lines: Sequence[Line],
    *,
    whole: float,
    title: str,
    description: str,
    limit: float | None = None,
    limit_word: str = "",
) -> Markup:
    """This will draw stacked bars to one scale, with a legend and, if given, a line that they should not cross."""
    unit = (WIDTH - LABELS - RIGHT) / whole if whole > 0 else 0.0
    drawn: list[Markup] = []
    bottom = TOP + ROW * len(lines)
    if limit is not None:
        at = LABELS + limit * unit
        drawn.append(element("line", x1=at, x2=at, y1=TOP, y2=bottom, class_="d-limit"))
        drawn.append(text(limit_word, x=at, y=bottom + 14, text_anchor="middle", class_="d-word"))
    for index, line in enumerate(lines):
        top = TOP + ROW * index
        middle = top + ROW / 2
        drawn.append(text(line.label, x=LABELS - 12, y=middle + 4, text_anchor="end"))
        x = LABELS
        for part in line.parts:
            width = max(0.0, part.value * unit)
            hint = element("title", f"{line.label}: {part.word}")
            drawn.append(
                element(
                    "rect", hint, x=x, y=top + 7, width=width, height=ROW - 14, class_=f"d-part d-paint-{part.paint}"
                )
            )
            x += width
        if line.total_word:
            drawn.append(text(line.total_word, x=x + 8, y=middle + 4, class_="d-strong"))
    bottom += 20 if limit is not None else 0
    legend = list(dict.fromkeys((part.paint, part.word) for line in lines for part in line.parts))
    x = LABELS
    for paint, word in legend:
        drawn.append(element("rect", x=x, y=bottom + 10, width=10, height=10, class_=f"d-part d-paint-{paint}"))
        drawn.append(text(word, x=x + 16, y=bottom + 19, class_="d-word"))
        x += 34 + 7.2 * len(word)
    height = bottom + 30
    return picture(
        join(drawn),
        title=title,
        description=description,
        class_="d-bars",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        width=WIDTH,
        height=height,
    )
