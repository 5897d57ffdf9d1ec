"""The front page of resources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.policy import pack
from comity.resources import queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.resources import frame, rounds, settings


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This will show what is decided about resources, as far as the reader may see it."""
    actor, _now = page.asked(request)
    context = {
        "sees_scores": frame.sees_scores(actor),
        "settings": [settings.line(row) for row in queries.all_settings()],
        "rounds": [rounds.line(row) for row in queries.rounds()],
        "plan_url": _plan_url() if rules.is_officer(actor) else "",
        "is_officer": rules.is_officer(actor),
        "considerations": [
            (one.name.in_(page.locale()), one.question.in_(page.locale())) for one in pack().considerations.values()
        ],
        "unweighted": pack().unweighted.in_(page.locale()),
    }
    return page.render(request, "resources/home.html", context)


def _plan_url() -> str:
    """This will lead to where a round is planned, under the newest settings in force."""
    found = queries.settings_in_force()
    return reverse("resources:plan", args=[found[0].period]) if found else ""
