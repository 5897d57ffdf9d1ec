"""A strip of steps in words, for documents and mail, where the page's own list cannot go."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from comity.web.drawings.svg import element, join, picture, text

WIDTH, HEIGHT = 960.0, 44.0


def step_strip(words: Sequence[str], current: int, *, title: str, description: str) -> Markup:
    """This will draw the steps of a life; those before `current` are done and carry a tick, it itself is thick."""
    each = WIDTH / max(1, len(words))
    drawn: list[Markup] = []
    for index, word in enumerate(words):
        state = "done" if index < current else "current" if index == current else "ahead"
        left = index * each
        drawn.append(
            element(
                "rect", x=left, y=34, width=each - 4, height=8 if state == "current" else 4, class_=f"d-step-{state}"
            )
        )
        shown = f"✓ {word}" if state == "done" else word
        drawn.append(text(shown, x=left, y=22, class_="d-strong" if state == "current" else "d-word"))
    return picture(
        join(drawn),
        title=title,
        description=description,
        class_="d-steps",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        width=WIDTH,
        height=HEIGHT,
    )
