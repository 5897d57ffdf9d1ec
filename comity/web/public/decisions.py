"""Decisions that everybody may read, because the Council's secretariat has made them public (W-72)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.decisions import queries
from comity.documents import queries as documents
from comity.documents.rendering import DocumentSpec
from comity.kernel.scope import reading
from comity.web import page
from comity.web.addresses import reverse
from comity.web.numbers import whole
from comity.web.page import locale
from comity.web.public import kept
from comity.web.reports import yearly
from comity.web.resources.frame import PAGE_ROWS, paging
from comity.web.typography import short_day

LONGEST = 120


@page.public
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """This will list what was made public, the latest first, and find words in symbols and titles."""
    words = request.GET.get("q", "")[:LONGEST].replace("\0", "").strip()
    number = max(1, whole(request.GET.get("page", "")) or 1)
    with reading({audience.PUBLIC}):
        total = queries.count_published(words)
        number = min(number, max(1, -(-total // PAGE_ROWS)))
        rows = queries.published(words, limit=PAGE_ROWS, offset=(number - 1) * PAGE_ROWS)
    here = reverse("public:decisions")
    context = {
        "rows": [_row(one) for one in rows],
        "words": words,
        "pages": paging(number, total, here, urlencode({"q": words}) if words else ""),
    }
    return kept.for_a_while(request, page.render(request, "public/decisions.html", context))


@page.public
@require_safe
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    """This will show what was decided, and nothing of how it came about."""
    with reading({audience.PUBLIC}):
        row = _found(slug)
        context = {
            **_row(row),
            "lines": queries.paragraphs(row, locale()),
            "files": yearly.files("public:decision_file", slug),
        }
    return kept.for_a_while(request, page.render(request, "public/decision.html", context))


@page.public
@require_safe
def file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """This will set what was decided as a document."""
    with reading({audience.PUBLIC}):
        row = _found(slug)
        day = brussels_day(row.decided_at)
        spec = DocumentSpec(
            title=row.title_in(locale()),
            subtitle=_("Decision made public"),
            reference=row.symbol,
            marking=documents.marking([audience.PUBLIC], locale()),
            language=locale(),
            on=day,
            facts=((_("Made public"), short_day(brussels_day(row.released_at), locale())),),
            blocks=queries.publication(row, locale(), allies=queries.allies_on(day)),
        )
    return yearly.answer(spec, form, name=slug.lower())


def _found(slug: str) -> Any:
    row = queries.published_item(slug)
    if row is None:
        raise Http404
    return row


def _row(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "title": row.title_in(locale()),
        "body": queries.body_name(row.format, brussels_day(row.decided_at), locale()),
        "decided_on": brussels_day(row.decided_at),
        "public_on": brussels_day(row.released_at),
    }
