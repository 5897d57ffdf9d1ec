"""Decisions that everybody may read, and what a publication of one says: what was decided, and nothing before it."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date
from django.db.models import Q, QuerySet

from comity.core import audience, refs
from comity.core.calendar import brussels_day
from comity.decisions import rules
from comity.decisions.models import Item
from comity.decisions.queries import seats
from comity.decisions.queries.papers import decided
from comity.documents.rendering import Block, Paragraph, plain
from comity.kernel.rows import single
from comity.policy.text import Text, is_french, ordinal, typeset

IN_FULL = (rules.State.AGREED, rules.State.AGREED_IN_MEETING)
_DECIDED = Text(
    en="On {day}, the {body} {format} decided as follows.",
    fr="Le {day}, le {body} {format} a pris les décisions ci-après.",
)


def published(words: str = "", *, limit: int | None = None, offset: int = 0) -> list[Item]:
    """This will list the decisions that were made public, the latest publication first. Two queries."""
    rows = _published(words).select_related("format", "format__body").prefetch_related("lines")
    return list(rows.order_by("-released_at", "-pk")[offset : None if limit is None else offset + limit])


def count_published(words: str = "") -> int:
    """This will count the decisions that were made public."""
    return _published(words).count()


def published_item(slug: str) -> Item | None:
    """This will find a decision that was made public by its address."""
    found = _published("").select_related("format", "format__body").prefetch_related("lines")
    try:
        return single(found.filter(symbol=refs.paper_of_slug(slug)))
    except ValueError:
        return None


def _published(words: str) -> QuerySet[Item]:
    found = Item.objects.filter(audience__contains=[audience.PUBLIC], released_at__isnull=False, state__in=IN_FULL)
    for word in words.split():
        found = found.filter(Q(symbol__icontains=word) | Q(title_en__icontains=word) | Q(title_fr__icontains=word))
    return found


def publication(item: Item, locale: str, *, allies: int) -> tuple[Block, ...]:
    """This will write what was decided, paragraph by paragraph, in the words of the outcome."""
    opening = Paragraph(plain(_opening(item, item.decided_at, locale, allies) if item.decided_at else ""))
    return (opening, *(Paragraph(plain(said), number=number) for number, said in paragraphs(item, locale)))


def paragraphs(item: Item, locale: str) -> list[tuple[str, str]]:
    """This will give the number of each paragraph that was agreed, and what it decided."""
    agreed = (line for line in item.lines.all() if line.state == rules.LineState.AGREED)
    said = ((str(line.number), decided(line, locale)) for line in agreed)
    return [(number, words[:1].upper() + words[1:]) for number, words in said]


def _opening(item: Item, decided_at: datetime, locale: str, allies: int) -> str:
    day = brussels_day(decided_at)
    said = _DECIDED.in_(locale).format(
        day=ordinal(format_date(day, "d MMMM y", locale="fr" if is_french(locale) else "en_GB"), locale),
        body=seats.body_name(item.format, day, locale),
        format=seats.format_name(item.format, locale, allies=allies),
    )
    return typeset(said, locale)
