"""Money by share: seats, trust funds, science, schools, other; the shares of a row add up to its whole (W-58)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from comity.core.money import Money
from comity.feedback.queries import state
from comity.feedback.queries.state import Figures, State
from comity.feedback.rules import Share
from comity.web.drawings import Line, Part, stacked_bars
from comity.web.reports import labels, showing

PAINTS = {Share.SEATS: "1", Share.TRUST_FUNDS: "2", Share.SCIENCE: "3", Share.SCHOOLS: "4", Share.OTHER: "5"}


def of_rows(of: State, found: Sequence[Any], by: str, *, narrow: bool) -> dict[str, Any] | None:
    """This will put the money of each row by share, with the whole below; nothing where there is none.

    Partners share no sum, so what is tied to none of them has a row of its own; areas and frameworks overlap. A reader
    of one partner alone is shown that row and no whole, which would hold what the books say of others.
    """
    rows = [_row(one.name, one.figures, one.url) for one in found if one.figures.used()]
    nobody = state.of_nobody(of)
    if by == "partner" and nobody.used() and not narrow:
        rows.append(_row(_("Tied to no partner"), nobody))
    whole = state.of_all(of)
    if not (rows if narrow else whole.used()):
        return None
    shares = [share for share in Share if whole.used(share)]
    return {
        "shares": [{"share": share, "label": labels.SHARES[share]} for share in shares],
        "rows": rows,
        "whole": None if narrow else _row(_("All together"), whole),
        "bars": _bars(rows, shares),
    }


def of_one(figures: Figures) -> list[dict[str, Any]]:
    """This will list the shares of one partner: set aside, owed, paid and together, with the whole as the last row."""
    shares: list[Share | None] = [share for share in Share if figures.used(share)]
    return [
        {
            "share": share,
            "label": labels.SHARES[share] if share else _("All together"),
            "parts": {part: figures.sum_of(part, share) for part in state.USED},
            "used": figures.used(share),
        }
        for share in ([*shares, None] if shares else [])
    ]


def _row(name: str, figures: Figures, url: str = "") -> dict[str, Any]:
    return {
        "name": name,
        "url": url,
        "shares": {share: figures.used(share) for share in Share},
        "used": figures.used(),
    }


def _bars(rows: Sequence[dict[str, Any]], shares: Sequence[Share]) -> list[Any]:
    """This will draw the rows with their shares, one drawing for each currency."""
    currencies = sorted({money.currency for row in rows for money in row["used"]})
    return [_drawn(rows, shares, currency) for currency in currencies]


def _drawn(rows: Sequence[dict[str, Any]], shares: Sequence[Share], currency: str) -> Any:
    lines = []
    for row in rows:
        whole = _in(row["used"], currency)
        if whole > 0:
            parts = tuple(
                Part(PAINTS[share], _in(row["shares"][share], currency), str(labels.SHARES[share])) for share in shares
            )
            lines.append(Line(labels.cut(row["name"]), parts, showing.money(Money(whole, currency))))
    most = max((sum(part.value for part in line.parts) for line in lines), default=0)
    return stacked_bars(
        lines,
        whole=most,
        title=_("Money by share, in %(currency)s") % {"currency": currency},
        description=_("What was set aside, is owed and was paid, by share. The table below says the same."),
    )


def _in(found: Sequence[Money], currency: str) -> int:
    return sum(money.minor for money in found if money.currency == currency)
