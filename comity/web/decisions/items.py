"""The Council's items on something else: a list for the side of its page."""

from __future__ import annotations

from comity.decisions import queries
from comity.web.page import locale
from comity.web.register import subjects


def about(subject: str) -> list[dict[str, str]]:
    """This will list the items on a subject that the reader may see: symbol, title, address. One query."""
    french = locale() == "fr"
    return [
        {
            "symbol": one.item.symbol,
            "title": one.item.title_fr if french else one.item.title_en,
            "url": subjects.address(f"decision:{one.item.symbol}"),
        }
        for one in queries.about(subject)
    ]
