"""Other weights tried: a slider for each, and what would move, and at which price, as soon as the solver knows."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.kernel.action import Refused
from comity.parties import queries as parties
from comity.policy import number
from comity.resources import actions, queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.numbers import whole
from comity.web.refusals.panels import Place
from comity.web.resources import comparing, forms, frame, rounds, trials

MOST_MOVES = 50


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: HttpRequest, code: str) -> HttpResponse:
    """This will take other weights for a trial, bring them to 100, and show what would move under the last ones."""
    row = rounds.council(request, code)
    actor, now = page.asked(request)
    run = _tried(request, row)
    form = forms.Weights(page.sent(request), weights=(run and run.weights) or row.settings.weights)
    panel, status = None, 200
    if request.method == "POST" and form.is_valid():
        if "complete" in request.POST:
            form, status = _completed(form)
        else:
            answer = _queue(request, row, form)
            if isinstance(answer, HttpResponse):
                return answer
            panel, status = answer, frame.CONFLICT
    elif request.method == "POST":
        status = frame.UNPROCESSABLE
    elif rules.is_officer(actor):
        panel = rounds.foreseen(rules.may_queue(actor, queries.facts_of_queue(row, actor, now), now), row)
    context = {
        **rounds.head(row, request, "trials"),
        "form": form,
        "panel": panel,
        "may_queue": rules.is_officer(actor) and rules.ROUND_WORKFLOW.may("queue", rules.RoundState(row.state)),
        "in_force": queries.latest_solved(row) if run is None else None,
        "tried": run and _told(row, run),
        "marking": _("UNCLASSIFIED – for the staff and Allies only"),
    }
    block = "moved" if "progress" in request.GET else "weights"
    return page.render(request, "resources/weights.html", context, block=block, status=status)


def _tried(request: HttpRequest, row: Any) -> Any | None:
    """This will find the trial that is followed on the page.

    Raises: Http404 if the round has no such trial with other weights.
    """
    if "trial" not in request.GET:
        return None
    run = queries.run(row, whole(request.GET["trial"]) or 0)
    if run is None or run.weights is None:
        raise Http404
    return run


def _completed(form: forms.Weights) -> tuple[forms.Weights, int]:
    """This will keep the weights that were changed and share out the rest, or say that they are too much already."""
    given, kept = form.given(), form.changed_weights()
    brought = rules.completed(given, kept)
    if brought is not None:
        return forms.Weights(weights=brought), 200
    together = sum(given[code] for code in kept) / 10
    for code in kept:
        form.add_error(code, _("Those that you changed make %(given)g alone; lower one of them.") % {"given": together})
    return form, frame.UNPROCESSABLE


def _queue(request: HttpRequest, row: Any, form: forms.Weights) -> HttpResponse | dict[str, Any]:
    """This will ask for a trial, and lead to where it is followed; or give the refusal, with each field named."""
    actor, now = page.asked(request)
    place = reverse("resources:weights", args=[row.code])
    try:
        event = actions.queue(row, actor, now, weights=form.given())
    except Refused as refused:
        return {**page.panel_of(refused, Place(form=request.path)), "facts": form.facts()}
    return page.done(request, f"{place}?trial={event.number}#moved")


def _told(row: Any, run: Any) -> dict[str, Any]:
    """This will tell where a trial with other weights is, and what would move once it has a plan."""
    base = queries.base_of(run)
    told = {**trials.line(run, row), "limit": number("resources.solve_seconds"), "base": base, "rows": [], "total": 0}
    if base is None or run.state != rules.RunState.SOLVED:
        return told
    moves = queries.moves(base, run)
    names = parties.names(page.locale())
    return told | {
        "price": trials.price(run, base),
        "compare": trials.compared(row, run, base),
        "counts": comparing.counted(moves),
        "total": len(moves),
        "rows": comparing.lines(row, base, run, moves[:MOST_MOVES], names),
    }
