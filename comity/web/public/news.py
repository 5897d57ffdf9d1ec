"""What is newly published: as a page, as Atom (RFC 4287), and as JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core import audience
from comity.core.calendar import at_brussels, brussels_day
from comity.decisions import queries as decisions
from comity.documents.rendering import printable
from comity.feedback import queries as feedback
from comity.feedback.rules import ToolVerdict
from comity.kernel.scope import reading
from comity.menu import queries as menu
from comity.policy import pack
from comity.trust_funds import queries as trust_funds
from comity.web import page, typography
from comity.web.addresses import reverse
from comity.web.page import asked, locale
from comity.web.public import calendar, kept
from comity.web.reports import labels, yearly

MOST = 50


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was published: what it is, its title, what it says in short, where it stands, since when."""

    kind: str
    title: str
    text: str
    url: str
    at: datetime


@page.public
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """This will list what was published last."""
    _actor, now = asked(request)
    return kept.for_a_while(request, page.render(request, "public/news.html", {"rows": published(now)}))


@page.public
@require_safe
def atom(request: HttpRequest) -> HttpResponseBase:
    """This will give the same as an Atom feed."""
    _actor, now = asked(request)
    feed = Atom1Feed(
        title=_("Partnerships of the Alliance"),
        link=settings.SITE_URL + reverse("public:news"),
        description=_("What is newly published"),
        language=locale(),
        feed_url=settings.SITE_URL + reverse("public:news_atom"),
        author_name="Comity",
    )
    for one in published(now):
        feed.add_item(
            title=printable(one.title),
            link=settings.SITE_URL + one.url,
            description=printable(one.text),
            unique_id=settings.SITE_URL + one.url,
            pubdate=one.at,
            updateddate=one.at,
            categories=[one.kind],
        )
    return kept.for_everybody(request, feed.writeString("utf-8").encode(), Atom1Feed.content_type)


@page.public
@require_safe
def json_feed(request: HttpRequest) -> HttpResponseBase:
    """This will give the same as a JSON feed."""
    _actor, now = asked(request)
    site = settings.SITE_URL
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("Partnerships of the Alliance"),
        "description": _("What is newly published"),
        "home_page_url": site + reverse("public:news"),
        "feed_url": site + reverse("public:news_json"),
        "language": locale(),
        "items": [
            {
                "id": site + one.url,
                "url": site + one.url,
                "title": one.title,
                "content_text": one.text,
                "date_published": one.at.isoformat(),
                "tags": [one.kind],
            }
            for one in published(now)
        ],
    }
    return kept.for_everybody(
        request, json.dumps(written, ensure_ascii=False, indent=1).encode(), "application/feed+json; charset=utf-8"
    )


def published(now: datetime) -> list[Piece]:
    """This will list what everybody may read and was published last, the newest first. At most twelve queries."""
    with reading({audience.PUBLIC}):
        pieces = [
            *map(_decision, decisions.published(limit=MOST)),
            *map(_activity, menu.published_lately(MOST)),
            *map(_fund, trust_funds.published()),
            *map(_tool, feedback.tool_outcomes()),
            *_reports(brussels_day(now)),
        ]
    return sorted(pieces, key=lambda one: (one.at, one.url), reverse=True)[:MOST]


def _decision(row: Any) -> Piece:
    said = " ".join(f"{number}. {words}" for number, words in decisions.paragraphs(row, locale()))
    title = typography.labelled(row.symbol, row.title_in(locale()), locale())
    return Piece(_("Decision"), title, said, reverse("public:decision", args=[row.slug]), row.released_at)


def _activity(row: Any) -> Piece:
    address = calendar.address(row.start_on or brussels_day(row.published_at), row.code)
    title = typography.labelled(row.code, row.title_in(locale()), locale())
    return Piece(_("Activity"), title, row.aim_in(locale()), address, row.published_at)


def _fund(row: Any) -> Piece:
    address = reverse("trust_funds:published", args=[row.code])
    title = typography.labelled(row.code, row.title_in(locale()), locale())
    return Piece(_("Trust fund"), title, row.aim_in(locale()), address, _morning(row.launched_on))


def _tool(row: Any) -> Piece:
    word = labels.TOOL_STATES[ToolVerdict(row.verdict).state][0]
    title = typography.labelled(pack().tool(row.tool).name.in_(locale()), word, locale())
    address = f"{reverse('public:reports')}?year={row.decided_on.year}#{row.tool}"
    return Piece(_("Review of tools"), title, row.change, address, _morning(row.decided_on))


def _reports(today: date) -> Iterator[Piece]:
    for one in yearly.years(today):
        if one.is_over:
            title = _("Partnerships in %(year)s") % {"year": one.number}
            address = f"{reverse('public:reports')}?year={one.number}"
            yield Piece(_("Yearly report"), title, "", address, _morning(date(one.number + 1, 1, 1)))


def _morning(day: Any) -> datetime:
    return at_brussels(day, 0)
