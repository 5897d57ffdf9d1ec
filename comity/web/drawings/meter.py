"""A meter: how much of a whole is taken. The numbers always stand beside it in words."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from comity.web.drawings.svg import element, join, ornament, share


@lru_cache(maxsize=4096)
def meter_bar(value: float, whole: float, *, tone: str = "accent") -> Markup:
    """This will draw the taken part of a whole; more than the whole fills it."""
    part = value / whole if whole > 0 else 0.0
    body = join(
        (
            element("rect", x="0", y="0", width="100%", height=4, rx=2, class_="d-meter-rest"),
            element("rect", x="0", y="0", width=share(part), height=4, rx=2, class_=f"d-meter d-fill-{tone}"),
        )
    )
    return ornament(body, class_="d-meter-bar", width="100%", height=4)
