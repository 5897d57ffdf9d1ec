"""One line of a trial explained: what came of it, on which facts, at which prices, and what would change it.

The explanation is a page; where scripts run it opens in a drawer over the list from which it is asked for.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import pack
from comity.resources import queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.resources import labels, rounds, sentences, trials


def address(row: Any, run: Any, ref: str) -> str:
    """This will lead to the explanation of a line."""
    return reverse("resources:explain", args=[row.code, run.number, *ref.split("/")])


@require_safe
def explain(request: HttpRequest, code: str, number: str, activity: str, name: str) -> HttpResponse:
    """This will explain one line of a trial: outcome, ground, facts, prices, and every change that was tried."""
    row = rounds.council(request, code)
    run = trials.found(row, int(number))
    one = queries.line(run, f"{activity}/{name}")
    if one is None:
        raise Http404
    names = parties.names(page.locale())
    context = {
        **rounds.head(row, request, "trials"),
        "run": run,
        "line": one,
        "party": names.get(one.party, one.party),
        "outcome": labels.OUTCOMES[rules.Outcome(one.outcome)],
        "why": sentences.why(one.outcome, one.reason, one.about, one.sheet["prices"]),
        "smallest": sentences.smallest(one.outcome, one.sheet["changes"]),
        "facts": _facts(row, run, one.party),
        "scores": reverse("resources:scores_of", args=[row.settings.period, one.party]),
        "prices": [
            {**price, "word": str(sentences.THINGS.get(price["thing"], price["thing"])) % {"of": price["of"]}}
            for price in one.sheet["prices"]
        ],
        "changes": [{"word": sentences.change(each), "verified": each["verified"]} for each in one.sheet["changes"]],
        "override": run.overrides.get(one.ref),
        "nomination": reverse("nominations:nomination", args=[activity, int(name)]),
        "is_drawer": page.wants_fragment(request),
        "marking": _("UNCLASSIFIED – for the staff and Allies only"),
    }
    return page.render(request, "resources/explain.html", context, block="explanation")


def _facts(row: Any, run: Any, party: str) -> list[dict[str, Any]]:
    """This will list on what a partner stands where it does: score, weight, source, and who entered it. Two queries.

    The name of an author is the staff's: others are given none.
    """
    known = queries.scores_of(row.settings, party)
    authors = people.persons({one.person_id for one in known.values() if one.person_id})
    effect = rules.in_effect(run.weights or row.settings.weights, rules.Capacity(row.settings.capacity))
    return [
        {
            "name": pack().considerations[code].name.in_(page.locale()),
            "score": known.get(code),
            "weight": effect[code] / 10 if code in effect else None,
            "author": authors[known[code].person_id or 0].name
            if code in known and known[code].person_id in authors
            else "",
            "is_later": code in known and known[code].at > run.frozen.at,
        }
        for code in queries.considerations()
    ]
