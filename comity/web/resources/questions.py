"""The questions that a trial leaves: requests outside that could take the seat of another and count more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.parties import queries as parties
from comity.resources import queries
from comity.web import page
from comity.web.addresses import reverse
from comity.web.resources import frame, outcomes, rounds, sentences, trials


@require_safe
def questions(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will list requests that a trial leaves out though they could take a seat of another and count more."""
    row = rounds.council(request, code)
    run = trials.solved(row, int(number))
    count, pairs = queries.envies(run)
    names = parties.names(page.locale())
    shown, paging = frame.paged(
        [pair(one, row, run, names) for one in pairs],
        frame.page_number(request),
        reverse("resources:questions", args=[row.code, run.number]),
    )
    context = {
        **rounds.head(row, request, "trials"),
        "run": run,
        "count": count,
        "listed": len(pairs),
        "rows": shown,
        "paging": paging,
        "marking": _("UNCLASSIFIED – for the staff and Allies only"),
    }
    return page.render(request, "resources/questions.html", context)


def pair(one: queries.Envy, row: Any, run: Any, names: dict[str, str]) -> dict[str, Any]:
    """This will write a request that is outside beside the one whose seat it could take."""

    def side(line_: Any) -> dict[str, Any]:
        return {
            "ref": line_.ref,
            "party": names.get(line_.party, line_.party),
            "why": sentences.short(line_.reason, line_.about),
            "explain": reverse("resources:explain", args=[row.code, run.number, *line_.ref.split("/")]),
        }

    return {"code": one.outside.code, "outside": side(one.outside), "inside": side(one.inside)}


@require_safe
def file(request: HttpRequest, code: str, number: str, form: str) -> HttpResponse:
    """This will write the questions that a trial leaves as a table."""
    row = rounds.council(request, code)
    run = trials.solved(row, int(number))
    names = parties.names(page.locale())
    head = [_("Activity"), _("Request outside"), _("Partner"), _("Ground"), _("Request inside"), _("Partner")]
    lines = [
        [one["code"], one["outside"]["ref"], one["outside"]["party"], one["outside"]["why"], one["inside"]["ref"],
         one["inside"]["party"]]
        for one in (pair(each, row, run, names) for each in queries.envies(run)[1])
    ]  # fmt: skip
    marking = _("UNCLASSIFIED – for the staff and Allies only")
    return outcomes.table(f"questions-{row.code}-{run.number}", form, marking, head, lines)
