"""A budget line as one bar: paid, owed, set aside, free. It fits any width; words and numbers stand beside it."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from comity.web.drawings.svg import element, join, ornament, picture, share

HEIGHT = 14
PAINTS = {"paid": "1", "obligated": "3", "committed": "5", "free": "free", "pledged": "free", "signed": "5"}


@lru_cache(maxsize=4096)
def money_bar(parts: tuple[tuple[str, int], ...], *, title: str = "", description: str = "") -> Markup:
    """This will draw parts of a whole one behind the other, each (what it is, how much).

    With a title it carries facts by itself; without, it stands beside the words and says nothing more.
    """
    whole = sum(max(0, value) for _, value in parts)
    drawn = [element("rect", x="0", y="0", width="100%", height=HEIGHT, class_="d-meter-rest")]
    at = 0.0
    for name, value in parts:
        part = max(0, value) / whole if whole else 0.0
        if part and PAINTS[name] != "free":
            drawn.append(
                element(
                    "rect",
                    x=share(at),
                    y="0",
                    width=share(part),
                    height=HEIGHT,
                    class_=f"d-part d-paint-{PAINTS[name]}",
                )
            )
        at += part
    body = join(drawn)
    if title:
        return picture(
            body, title=title, description=description, class_="d-meter-bar d-money", width="100%", height=HEIGHT
        )
    return ornament(body, class_="d-meter-bar d-money", width="100%", height=HEIGHT)


def money_key(name: str) -> Markup:
    """This will draw the small square that explains a part of the bar."""
    body = element("rect", x=1, y=1, width=12, height=12, class_=f"d-part d-paint-{PAINTS[name]} d-key")
    return ornament(body, class_="d-money-key", viewBox="0 0 14 14", width=14, height=14)
