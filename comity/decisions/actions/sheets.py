"""The action sheet of an outcome, filed in both languages with the item's paper. Part of the act that decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions.models import ActionSheet, Item, Line, Silence
from comity.decisions.queries import papers, seats
from comity.documents import actions as documents
from comity.documents import queries as documents_queries
from comity.documents.rules import Kind


def write_sheet(
    item: Item,
    actor: Actor,
    now: datetime,
    *,
    agreed: Sequence[Line],
    held: Sequence[Line],
    decided_at: datetime,
    silence: Silence | None = None,
    meeting: str = "",
) -> str:
    """This will write and file the sheet and give its symbol.

    Raises: LookupError if the item has no paper, which circulating it has filed.
    """
    paper = documents_queries.paper(item.symbol)
    if paper is None:
        msg = f"{item.symbol} has no paper"
        raise LookupError(msg)
    number = len(item.sheets.all()) + 1
    allies = seats.allies_on(brussels_day(decided_at))
    said = {
        locale: papers.sheet(item, agreed, held, locale, decided_at=decided_at, allies=allies, meeting=meeting)
        for locale in ("en", "fr")
    }
    sheet = ActionSheet.objects.create(
        item=item,
        silence=silence,
        number=number,
        symbol=f"{item.symbol}-AS{number}",
        meeting=meeting,
        decided_at=decided_at,
        audience=list(item.audience),
    )
    documents.supplement(
        paper,
        actor,
        now,
        symbol=sheet.symbol,
        kind=Kind.ACTION_SHEET,
        title_en=papers.sheet_title(item.title_en, "en"),
        title_fr=papers.sheet_title(item.title_fr, "fr"),
        blocks_en=said["en"],
        blocks_fr=said["fr"],
    )
    return sheet.symbol
