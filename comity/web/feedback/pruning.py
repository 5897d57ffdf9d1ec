"""Pruning: what is proposed for discarding with its evidence, and the decision on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Role
from comity.feedback import actions, queries, rules
from comity.kernel.action import Refused
from comity.parties import queries as parties
from comity.programmes import queries as programmes
from comity.web import page
from comity.web.feedback import labels
from comity.web.feedback.forms import DecisionForm
from comity.web.feedback.views import CONFLICT, UNPROCESSABLE
from comity.web.page import asked, locale
from comity.web.refusals import panels


@require_safe
def pruning(request: HttpRequest) -> HttpResponse:
    """This will list the proposals that the reader may see, those to be decided first."""
    wanted = request.GET.get("outcome", "")
    outcome = rules.Outcome(wanted) if wanted in list(rules.Outcome) else None
    rows = [_row(one) for one in queries.proposals(outcome=outcome)]
    options = [("", _("All")), *((one.value, labels.OUTCOMES[one][0]) for one in rules.Outcome)]
    return page.render(request, "feedback/pruning.html", {"rows": rows, "outcome": wanted, "options": options})


def _row(one: Any) -> dict[str, Any]:
    word, tone = labels.OUTCOMES[rules.Outcome(one.outcome)]
    return {
        "proposal": one,
        "title": one.title_in(locale()),
        "grounds": [labels.GROUNDS[rules.Ground(ground)] for ground in one.grounds],
        "word": word,
        "tone": tone,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show a proposal with its evidence, and take the decision on it."""
    found = queries.proposal(pk)
    if found is None:
        raise Http404
    actor, now = asked(request)
    form = DecisionForm(request.POST or None)
    status, refusal = 200, None
    if request.method == "POST" and not form.is_valid():
        status = UNPROCESSABLE
    elif request.method == "POST":
        try:
            _decide(found, request, form.cleaned_data)
        except Refused as no:
            status, refusal = CONFLICT, no
        else:
            messages.success(request, _("The decision is entered; all concerned are told."))
            return page.done(request, "feedback:proposal", found.pk)
    verdict = rules.may_keep(actor, queries.facts_of_proposal(found, actor, now), now)
    return page.render(
        request,
        "feedback/proposal.html",
        {
            **_row(found),
            "form": form,
            "decides": refusal is not None or (actor.has(Role.MENU_MANAGER) and verdict.allowed),
            "evidence": found.evidence,
            "host": parties.names(locale()).get(found.provider_party, ""),
            "uses": programmes.programmes_using(found.activity_id),
            "panel": panels.one_of(page.panels(refusal.verdict, number=refusal.refusal.number)) if refusal else None,
        },
        status=status,
    )


def _decide(found: Any, request: HttpRequest, given: dict[str, Any]) -> None:
    """This will enter the decision."""
    actor, now = asked(request)
    if given["decision"] == "keep":
        actions.keep(found, actor, now, reason=given["reason"])
    else:
        actions.prune(found, actor, now, reason=given["reason"], replacement=given["replacement"])
