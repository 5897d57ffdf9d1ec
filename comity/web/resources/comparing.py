"""Two trials compared: what moved up, what moved down, what is new, each with its explanation; and as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from comity.parties import queries as parties
from comity.resources import queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.resources import explaining, frame, labels, outcomes, rounds, sentences, trials


@require_safe
def compare(request: HttpRequest, code: str, number: str, other: str) -> HttpResponse:
    """This will compare a trial with another: what moved up, what moved down, what is new."""
    row = rounds.council(request, code)
    after, before = trials.solved(row, int(number)), trials.solved(row, int(other))
    names = parties.names(page.locale())
    every = queries.moves(before, after)
    ways, who = _wanted(request)
    listed = [one for one in every if (not ways or one.way in ways) and (not who or one.party in who)]
    query = urlencode([*(("way", one.value) for one in ways), *(("party", one) for one in who)])
    place = reverse("resources:compare", args=[row.code, after.number, before.number])
    shown, paging = frame.paged(listed, frame.page_number(request), place, query)
    counts = Counter(one.way for one in every)
    context = {
        **rounds.head(row, request, "trials"),
        "after": after,
        "before": before,
        "price": trials.price(after, before),
        "rows": lines(row, before, after, shown, names),
        "paging": paging,
        "counts": _counted(counts),
        "any": bool(every),
        "ways": [
            {"value": one.value, "label": labels.WAYS[one][0], "count": counts[one], "checked": one in ways}
            for one in rules.Way
        ],
        "parties": [
            {"value": party, "label": names.get(party, party), "count": count, "checked": party in who}
            for party, count in sorted(Counter(one.party for one in every).items())
        ],
        "set": len(ways) + len(who),
        "place": place,
        "query": f"?{query}" if query else "",
        "marking": _("UNCLASSIFIED – for the staff and Allies only"),
    }
    return page.render(request, "resources/compare.html", context, block="list")


@require_safe
def file(request: HttpRequest, code: str, number: str, other: str, form: str) -> HttpResponse:
    """This will write what moved between two trials, exactly what is filtered, as a table."""
    row = rounds.council(request, code)
    after, before = trials.solved(row, int(number)), trials.solved(row, int(other))
    ways, who = _wanted(request)
    moved = [
        one for one in queries.moves(before, after) if (not ways or one.way in ways) and (not who or one.party in who)
    ]
    head = [_("Request"), _("Partner"), pgettext("request", "Move"), _("Before"), _("After"), _("Ground")]
    written = [
        [
            one["ref"],
            one["party"],
            str(one["way"][0]),
            str(one["before"][0]) if one["before"] else "",
            str(one["after"][0]) if one["after"] else "",
            one["why"],
        ]
        for one in lines(row, before, after, moved, parties.names(page.locale()))
    ]
    marking = _("UNCLASSIFIED – for the staff and Allies only")
    return outcomes.table(f"moves-{row.code}-{before.number}-{after.number}", form, marking, head, written)


def lines(
    row: Any, before: Any, after: Any, moves: Sequence[queries.Move], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """This will write moves as rows, each with the explanation of the later trial that has the request."""
    return [
        {
            "ref": one.ref,
            "party": names.get(one.party, one.party),
            "before": labels.OUTCOMES[rules.Outcome(one.before)] if one.before else None,
            "after": labels.OUTCOMES[rules.Outcome(one.after)] if one.after else None,
            "way": labels.WAYS[one.way],
            "why": sentences.short(one.reason, one.about) if one.after else "",
            "explain": explaining.address(row, after if one.after else before, one.ref),
        }
        for one in moves
    ]


def counted(moves: Sequence[queries.Move]) -> str:
    """This will count moves in a sentence."""
    return _counted(Counter(one.way for one in moves))


def _counted(counts: Counter[rules.Way]) -> str:
    said = _("Moved up: %(up)s, moved down: %(down)s, new: %(new)s.") % {
        "up": counts[rules.Way.UP],
        "down": counts[rules.Way.DOWN],
        "new": counts[rules.Way.NEW],
    }
    if counts[rules.Way.GONE]:
        said += " " + _("No longer among the requests: %(gone)s.") % {"gone": counts[rules.Way.GONE]}
    return said


def _wanted(request: HttpRequest) -> tuple[list[rules.Way], list[str]]:
    """This will read which moves are wanted, and of whom."""
    ways = [one for one in rules.Way if one.value in request.GET.getlist("way")]
    return ways, [one[:16].replace("\0", "") for one in request.GET.getlist("party")][:200]
