"""The bar of a silence period: opened, now, reminder, expiry.

It has no fixed width: places are per cent, so that words keep their size on a phone. It is never mirrored.
"""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from comity.web.drawings.svg import anchor, element, join, picture, share, text

_TOP, _HEIGHT, _TALL = 22, 10, 52


def _part(moment: datetime, start: datetime, end: datetime) -> float:
    whole = (end - start).total_seconds()
    return min(1.0, max(0.0, (moment - start).total_seconds() / whole)) if whole > 0 else 1.0


def clock_bar(
    *,
    opened_at: datetime,
    ends_at: datetime,
    now: datetime,
    now_word: str,
    title: str,
    description: str,
    reminder_at: datetime | None = None,
    reminder_word: str = "",
) -> Markup:
    """This will draw how much of a silence period has passed."""
    gone = _part(now, opened_at, ends_at)
    middle = _TOP + _HEIGHT / 2
    parts = [
        element("rect", x="0", y=_TOP, width="100%", height=_HEIGHT, rx=5, class_="d-clock-rest"),
        element("rect", x="0", y=_TOP, width=share(gone), height=_HEIGHT, rx=5, class_="d-clock-gone"),
        element("line", x1=share(gone), x2=share(gone), y1=_TOP - 6, y2=_TOP + _HEIGHT + 6, class_="d-clock-now"),
        text(now_word, x=share(gone), y=_TOP - 10, text_anchor=anchor(gone), class_="d-word d-strong"),
    ]
    if reminder_at is not None and opened_at < reminder_at < ends_at:
        at = _part(reminder_at, opened_at, ends_at)
        parts.append(element("circle", cx=share(at), cy=middle, r=5.5, class_="d-clock-reminder"))
        parts.append(text(reminder_word, x=share(at), y=_TALL - 2, text_anchor=anchor(at), class_="d-word"))
    return picture(join(parts), title=title, description=description, class_="d-clock", width="100%", height=_TALL)
