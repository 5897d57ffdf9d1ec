"""The front page of resources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.policy import pack
from comity.resources import queries, rules
from comity.web import page
from comity.web.resources import frame, settings


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This will show what is decided about resources, as far as the reader may see it."""
    actor, _now = frame.asked(request)
    context = {
        "sees_scores": frame.sees_scores(actor),
        "settings": [settings.line(row) for row in queries.all_settings()],
        "is_officer": rules.is_officer(actor),
        "considerations": [
            (one.name.in_(frame.locale()), one.question.in_(frame.locale())) for one in pack().considerations.values()
        ],
        "unweighted": pack().unweighted.in_(frame.locale()),
    }
    return page.render(request, "resources/home.html", context)
