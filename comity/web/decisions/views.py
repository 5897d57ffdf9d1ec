"""Pages to read: the list of decisions, one item with its clock, what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core import refs
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import queries, rules
from comity.documents import queries as documents
from comity.web import page
from comity.web.decisions import acts, forms, labels
from comity.web.decisions.showing import Shown
from comity.web.documents import showing as papers

PAGE = 30
TABS = (
    ("overview", gettext_lazy("Overview")),
    ("text", gettext_lazy("Text")),
    ("documents", gettext_lazy("Documents")),
    ("history", gettext_lazy("History")),
)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """This will list what is under silence by expiry, then the rest, the latest first."""
    actor, now, locale = asked(request)
    form = forms.Listed(request.GET)
    wanted = form.wanted()
    total = queries.count(wanted)
    number = (form.cleaned_data.get("page") if form.is_valid() else None) or 1
    pages = max(1, -(-total // PAGE))
    number = min(number, pages)
    rows = queries.items(wanted, limit=PAGE, offset=(number - 1) * PAGE)
    kept = [(key, value) for key, values in request.GET.lists() if key != "page" for value in values if value]
    counts = queries.states(wanted)
    waiting = {task.ref for task in queries.waiting(actor, now) if task.kind == "decisions.position"}
    context = {
        "form": form,
        "rows": [_row(row, now, locale, waiting) for row in rows],
        "total": total,
        "owed": len(waiting),
        "states": [
            {
                "value": state.value,
                "label": word,
                "count": counts.get(state.value, 0),
                "checked": state.value in wanted.states,
            }
            for state, (word, _tone) in labels.STATES.items()
        ],
        "chips": _chips(wanted, kept),
        "pages": _pages(number, pages, total, kept),
        "may_draft": actor.has(*rules.DRAFTERS),
        "query": urlencode(kept),
        "words": wanted.words,
        "last": _last(rows),
    }
    return page.render(request, "decisions/decisions.html", context, block="results")


def _row(row: queries.Listed, now: datetime, locale: str, waiting: set[str]) -> dict[str, Any]:
    word, tone = labels.STATES[rules.State(row.item.state)]
    day = brussels_day(now)
    return {
        "item": row.item,
        "title": row.item.title_in(locale),
        "word": word,
        "tone": tone,
        "ends_at": row.ends_at,
        "body": queries.body_name(row.item.format, day, locale, brief=True),
        "url": reverse("decisions:decision", args=[row.item.slug]),
        "lines": len(row.lines),
        "agreed": sum(1 for line in row.lines if line.state == rules.LineState.AGREED),
        "owed": row.item.slug in waiting,
    }


def _last(rows: list[queries.Listed]) -> datetime | None:
    """This will give the moment of the last decision shown, for the sentence when nothing is under silence."""
    return max((row.item.decided_at for row in rows if row.item.decided_at), default=None)


def _chips(wanted: queries.Wanted, kept: list[tuple[str, str]]) -> list[dict[str, Any]]:
    chips = []
    for key, value in kept:
        label: Any = value
        if key == "state" and value in wanted.states:
            label = labels.STATES[rules.State(value)][0]
        elif key not in {"q", "body"}:
            continue
        rest = [pair for pair in kept if pair != (key, value)]
        chips.append({"label": label, "url": f"{reverse('decisions:decisions')}?{urlencode(rest)}"})
    return chips


def _pages(number: int, pages: int, total: int, kept: list[tuple[str, str]]) -> dict[str, Any]:
    def address(one: int) -> str:
        return f"{reverse('decisions:decisions')}?{urlencode([*kept, ('page', str(one))])}"

    shown = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    links: list[dict[str, Any] | None] = []
    for before, one in zip([0, *shown], shown, strict=False):
        if one > before + 1:
            links.append(None)
        links.append({"number": one, "url": address(one), "current": one == number})
    return {
        "number": number,
        "pages": pages,
        "links": links,
        "previous_url": address(number - 1) if number > 1 else "",
        "next_url": address(number + 1) if number < pages else "",
        "first": (number - 1) * PAGE + 1 if total else 0,
        "last": min(number * PAGE, total),
        "total": total,
    }


@require_safe
def decision(request: HttpRequest, slug: str, tab: str = "overview") -> HttpResponse:
    """This will show an item: the clock first, then what it says and what follows."""
    shown = found(request, slug)
    if tab not in dict(TABS):
        raise Http404
    context = frame(request, shown, tab)
    if tab == "text":
        context["texts"] = _texts(shown)
    if tab == "documents":
        context["papers"] = [papers.line(paper, shown.locale) for paper in documents.papers(shown.item.subject)]
    return page.render(request, f"decisions/{tab}.html", context)


@require_safe
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """This will lead to the newest action sheet, or to the item as long as there is none."""
    shown = found(request, slug)
    sheets = queries.sheets(shown.item)
    if not sheets:
        return page.done(request, shown.url())
    return page.done(request, "documents:paper", refs.slug_of_paper(sheets[-1].symbol))


def frame(request: HttpRequest, shown: Shown, tab: str) -> dict[str, Any]:
    """This will give what stands round every page of an item."""
    word, tone = labels.STATES[shown.state]
    return {
        "shown": shown,
        "item": shown.item,
        "title": shown.title(),
        "word": word,
        "tone": tone,
        "tab": tab,
        "tabs": [
            {"key": key, "label": label, "url": shown.url() if key == "overview" else shown.url("tab", key)}
            for key, label in TABS
        ],
        "buttons": acts.buttons(shown),
        "marking": documents.marking(shown.item.audience, shown.locale),
        "to_decide": lambda line: queries.to_decide(line, shown.locale),
        "ground": queries.ground_of(shown.item, shown.locale),
    }


def _texts(shown: Shown) -> list[dict[str, Any]]:
    """This will give the text in both languages, side by side."""
    return [
        {
            "locale": locale,
            "label": label,
            "title": shown.item.title_en if locale == "en" else shown.item.title_fr,
            "note": shown.item.note_in(locale),
            "lines": [
                {
                    "line": line,
                    "text": queries.to_decide(line, locale),
                    "word": labels.LINES[rules.LineState(line.state)][0],
                    "tone": labels.LINES[rules.LineState(line.state)][1],
                }
                for line in shown.lines
            ],
        }
        for locale, label in (("en", _("English")), ("fr", _("French")))
    ]


def found(request: HttpRequest, slug: str) -> Shown:
    """This will find an item that the reader may see; what may not be seen does not exist.

    Raises: Http404
    """
    actor, now, locale = asked(request)
    item = queries.item_of_slug(slug)
    if item is None:
        raise Http404
    return Shown(item, actor, now, locale)


def asked(request: HttpRequest) -> tuple[Actor, datetime, str]:
    """This will tell who asks, when and in which language."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.now  # type: ignore[attr-defined]
    return actor, now, get_language() or "en"
